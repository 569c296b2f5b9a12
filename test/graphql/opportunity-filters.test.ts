import { afterAll, describe, expect, it } from "vitest";
import { startSubgraph } from "../support/subgraph.js";
import { type Filter, iso, startFilteredAccount, unknownId } from "../support/filtered-account.js";

const { subgraph, expectTrue, values } = await startFilteredAccount();
afterAll(() => subgraph[Symbol.asyncDispose]());

/** The parameters of the pages that Lever was asked for since the last call of this function. */
function listQueries(): URLSearchParams[] {
  const queries = subgraph.lever.log.filter(({ endpoint }) => endpoint === "/opportunities").map(({ query }) => query);
  subgraph.lever.log.splice(0);
  return queries.filter((query) => !query.has("contact_id"));
}

/** Lists of one value, of several, a value in place of a list, an empty list, a value in capitals, and null. */
function lists(name: string, [a, b, ...rest]: readonly string[]): Filter[] {
  const all: unknown[] = [[a], [a, b], [b, a, a], a, [], [a, b, ...rest], null, ...rest.slice(0, 2)];
  return all.map((value) => ({ [name]: value }));
}

function around(moment: string, name: string): Filter[] {
  const at = Date.parse(moment);
  return [at - 1, at, at + 1, 0, Date.UTC(2040, 0)].map((ms) => ({ [name]: iso(ms) }));
}

const hireReason = () => subgraph.lever.account.archiveReasons.find(({ type }) => type === "hired")!.id;
const hire = (): Filter => ({ rejectedReasonIds: [hireReason()] });
const reasons = () => [...values().reasons.filter((id) => id !== hireReason()), unknownId];

/** A page as Lever sends it. */
async function page(parameters: Record<string, string>): Promise<{ data: unknown[] }> {
  const { url, apiKey } = subgraph.lever;
  const response = await fetch(`${url}/opportunities?${new URLSearchParams(parameters).toString()}`, {
    headers: { authorization: `Basic ${btoa(`${apiKey}:`)}` },
  });
  return (await response.json()) as { data: unknown[] };
}

const connections = ["candidates", "applications"] as const;

describe.each(connections)("%s", (connection) => {
  const locations = connection === "candidates" ? "applicationLocations" : "locations";

  it.each<[string, string, () => Filter[]]>([
    ["lastAdvancedAfter", "advanced_at_start", () => around(values().advanced, "lastAdvancedAfter")],
    ["lastAdvancedBefore", "advanced_at_end", () => around(values().advanced, "lastAdvancedBefore")],
    ["endedAfter", "archived_at_start", () => around(values().ended, "endedAfter")],
    ["endedBefore", "archived_at_end", () => around(values().ended, "endedBefore")],
    ["tags", "tag", () => [...lists("tags", values().tags), { tags: "engineering" }]],
    ["sources", "source", () => [...lists("sources", values().sources), { sources: ["linkedin"] }]],
    ["origins", "origin", () => lists("origins", values().origins)],
    [locations, "location", () => [...lists(locations, values().locations), { [locations]: "unspecified" }]],
    ["rejectedReasonIds", "archive_reason_id", () => [...lists("rejectedReasonIds", reasons()), hire()]],
    ["status", "archived", () => lists("status", ["ACTIVE", "REJECTED", "HIRED"])],
  ])("can be filtered by %s, which Lever gets as %s", async (_name, parameter, filters) => {
    const sizes = new Set<number>();
    listQueries();
    for (const filter of filters()) sizes.add(await expectTrue(connection, filter));
    expect(sizes.size, "the filters match different numbers of records").toBeGreaterThan(2);
    expect(listQueries().filter((query) => query.has(parameter)).length).toBeGreaterThan(2);
  });

  it.each(["tags", "sources", locations])("compares %s with regard to case, also if Lever does not", async (name) => {
    const { tags, sources, locations: places } = values();
    const [parameter, [value = ""]] =
      name === "tags"
        ? (["tag", tags] as const)
        : name === "sources"
          ? (["source", sources] as const)
          : (["location", places] as const);
    const { data } = await page({ [parameter]: value, expand: "applications" });
    expect(data.length).toBeGreaterThan(3);
    const list = new RegExp(`opportunities\\?(?!.*contact_id).*${parameter}=`);
    subgraph.lever.faults.failNext(list, { edit: (answer: object) => ({ ...answer, data }) });
    expect(await expectTrue(connection, { [name]: value.toUpperCase() })).toBe(0);
    expect(await expectTrue(connection, { [name]: [value.toUpperCase(), value] })).toBeGreaterThan(0);
  });

  it("lists leads only, and those without an application only as candidates", async () => {
    const all = await expectTrue(connection, { includeLeads: true });
    const leads = await expectTrue(connection, { leadsOnly: true });
    expect(leads).toBeGreaterThan(8);
    expect(leads).toBeLessThan(all);
    expect(await expectTrue(connection, { leadsOnly: true, includeLeads: false })).toBe(leads);
    for (const filter of [{ status: "ACTIVE" }, { status: "REJECTED" }, { tags: values().tags.slice(0, 5) }]) {
      await expectTrue(connection, { ...filter, leadsOnly: true });
      await expectTrue(connection, { ...filter, includeLeads: true });
    }
  });

  it("with conditions that exclude each other are empty without a list being read", async () => {
    for (const filter of [{ tags: [] }, { status: "ACTIVE", rejectedReasonIds: reasons() }, hire()]) {
      listQueries();
      expect(await expectTrue(connection, filter)).toBe(0);
      expect(listQueries()).toEqual([]);
    }
  });

  it("can be filtered by more values than one call has room for", async () => {
    const many = Array.from({ length: 60 }, (_, i) => `tag ${i}`);
    const long = Array.from({ length: 8 }, (_, i) => `${i}${"ü".repeat(400)}`);
    for (const tags of [many, long]) {
      listQueries();
      expect(await expectTrue(connection, { tags: [...tags, values().tags[1]!] })).toBeGreaterThan(5);
      for (const query of listQueries()) expect(query.has("tag")).toBe(false);
    }
  });

  it("reads archive reasons only for a filter that distinguishes hires", async () => {
    const calls = async (filter: string) => {
      await using fresh = await startSubgraph({ lever: subgraph.lever });
      await fresh.query(`{ ${connection}(first: 1, filter: { ${filter} }) { nodes { id } } }`);
      return fresh.newCalls().filter((call) => call === "GET /archive_reasons").length;
    };
    expect(await calls('stageIds: "applicant-new", status: [REJECTED, HIRED]')).toBe(0);
    expect(await calls("status: [], rejectedReasonIds: []")).toBe(0);
    expect(await calls('stageIds: "applicant-new", status: HIRED')).toBe(1);
    expect(await calls(`stageIds: "applicant-new", rejectedReasonIds: "${reasons()[0]}"`)).toBe(1);
  });
});
