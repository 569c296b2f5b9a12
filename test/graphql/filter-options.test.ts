import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { createAccount, startSandbox } from "../../src/lever-sandbox/index.js";
import { type TestSubgraph, startSubgraph } from "../support/subgraph.js";
import { letters } from "../support/truth/filters.js";

const account = createAccount({ candidates: 40, postings: 120 });
for (let i = 0; i < 130; i++) account.opportunities[i % 20]!.tags.push(`tag ${i}`);
account.opportunities[0]!.sources.push("\u00C9cole", "ecole", "eclair", "Zoo");
account.archiveReasons[0]!.status = "inactive";

const fields = ["sources", "tags", "departments", "teams", "jobLocations", "rejectedReasons", "members"] as const;
const selections = fields.map((field) => {
  if (field === "rejectedReasons") return "rejectedReasons { id text }";
  return field === "members" ? "members { id name email }" : field;
});
const everything = `{ filterOptions { ${selections.join(" ")} } }`;

let subgraph: TestSubgraph;
beforeAll(async () => {
  subgraph = await startSubgraph({ lever: await startSandbox({ account, rate: Infinity }) });
});
afterAll(async () => {
  await subgraph[Symbol.asyncDispose]();
  await subgraph.lever.close();
});
afterEach(() => {
  subgraph.lever.faults.clear();
});

/** Each text once, in the order of the letters without case and accents. */
function sorted(texts: readonly (string | null | undefined)[]): string[] {
  const key = (text: string) => `${Buffer.from(letters(text)).toString("hex")} ${Buffer.from(text).toString("hex")}`;
  const given = new Set(texts.flatMap((text) => text ?? []));
  return [...given].sort((a, b) => (key(a) < key(b) ? -1 : 1));
}

function sortedBy<T>(rows: readonly T[], textOf: (row: T) => string): T[] {
  return sorted(rows.map(textOf)).flatMap((text) => rows.filter((row) => textOf(row) === text));
}

describe("filterOptions", () => {
  it("has what the account uses, each once, in alphabetical order", async () => {
    const { data, errors } = await subgraph.query(everything);
    expect(errors).toEqual([]);
    const visible = account.postings.filter(({ confidentiality }) => confidentiality === "non-confidential");
    const rejections = account.archiveReasons.filter(({ type }) => type !== "hired");
    expect(data.filterOptions).toEqual({
      sources: sorted(account.opportunities.flatMap(({ sources }) => sources)),
      tags: sorted(account.opportunities.flatMap(({ tags }) => tags)),
      departments: sorted(visible.map(({ categories }) => categories.department)),
      teams: sorted(visible.map(({ categories }) => categories.team)),
      jobLocations: sorted(visible.flatMap(({ categories }) => [categories.location, ...categories.allLocations])),
      rejectedReasons: sortedBy(rejections, ({ text }) => text).map(({ id, text }) => ({ id, text })),
      members: sortedBy(account.users, ({ name }) => name).map(({ id, name, email }) => ({ id, name, email })),
    });
    expect(data.filterOptions.sources).toEqual(expect.arrayContaining(["eclair", "ecole", "\u00C9cole"]));
    expect(account.users.filter(({ deactivatedAt }) => deactivatedAt !== null)).not.toEqual([]);
  });

  it("reads each list once for an operation, and no list again while it is cached", async () => {
    await using own = await startSubgraph({ lever: subgraph.lever });
    const { upstream } = await own.query(everything);
    expect(upstream.byEndpoint).toEqual({
      "/sources": 1,
      "/tags": 2,
      // Two pages of all postings, and one of the published ones with their channels.
      "/postings": 3,
      "/archive_reasons": 1,
      "/users": 1,
    });
    expect((await own.query(everything)).upstream.calls).toBe(0);
  });

  it.each([
    ["sources", { "/sources": 1 }],
    ["tags", { "/tags": 2 }],
    ["departments teams jobLocations", { "/postings": 3 }],
    ["rejectedReasons { id }", { "/archive_reasons": 1 }],
    ["members { id }", { "/users": 1 }],
    ["__typename", {}],
  ])("reads only what is selected: %s", async (selection, calls) => {
    await using own = await startSubgraph({ lever: subgraph.lever });
    const { errors, upstream } = await own.query(`{ filterOptions { ${selection} } }`);
    expect(errors).toEqual([]);
    expect(upstream.byEndpoint).toEqual(calls);
  });

  it.each([
    [/sources/, ["sources"]],
    [/\/tags\?.*offset/, ["tags"]],
    [/postings/, ["departments", "teams", "jobLocations"]],
    [/archive_reasons/, ["rejectedReasons"]],
    [/\/users/, ["members"]],
  ] as const)("loses only what cannot be read, each with an error: %s", async (path, lost) => {
    await using own = await startSubgraph({ lever: subgraph.lever });
    own.lever.faults.failNext(path, { status: 403 }, Infinity);
    const { data, errors } = await own.query(everything);
    expect(fields.filter((field) => data.filterOptions[field] === null)).toEqual([...lost]);
    expect(errors.map(({ path }) => path?.join(".")).sort()).toEqual(
      lost.map((each) => `filterOptions.${each}`).sort(),
    );
    expect(new Set(errors.map(({ extensions }) => extensions.code))).toEqual(new Set(["UPSTREAM_FORBIDDEN"]));
  });

  it("leaves out a row without a text, with an error", async () => {
    await using own = await startSubgraph({ lever: subgraph.lever });
    own.lever.faults.failNext(/sources/, {
      edit: (json) => ({ ...json, data: [{ count: 2 }, ...json.data.slice(1)] }),
    });
    const { data, errors } = await own.query("{ filterOptions { sources } }");
    expect(data.filterOptions.sources.length).toBeGreaterThan(3);
    expect(errors).toMatchObject([{ extensions: { code: "UPSTREAM_BAD_RESPONSE" } }]);
  });

  it("is planned with the calls that it makes", async () => {
    await using own = await startSubgraph({ lever: subgraph.lever });
    const { explain } = await own.query(everything, undefined, { "x-explain": "plan" });
    const endpoints = explain!.plan.byEndpoint.map(({ endpoint }) => endpoint);
    expect(new Set(endpoints)).toEqual(new Set(["/sources", "/tags", "/postings", "/archive_reasons", "/users"]));
  });
});
