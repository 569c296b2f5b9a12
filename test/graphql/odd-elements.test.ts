import fc from "fast-check";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { end, offer, opportunity, type Places, posting } from "../support/optional-elements.js";
import { plainAccount } from "../support/plain-account.js";
import { propertyRuns } from "../support/property-runs.js";
import { type TestSubgraph, startSubgraph } from "../support/subgraph.js";

const kinds: Readonly<Record<string, { endpoint: RegExp; places: Places; query: string }>> = {
  opportunity: {
    endpoint: /\/opportunities(\?|\/[^/?]*\?)/,
    places: opportunity,
    query: `{ rows: applications(first: 100, filter: { includeLeads: true }) { nodes {
      id remoteId candidateId jobId stage { id name } status rejectedAt rejectedReason { text } hiredAt remoteUrl
      endedAt createdAt appliedAt updatedAt lastAdvancedAt lastInteractionAt snoozedUntil origin sources tags location
      stageHistory { stage { id } enteredAt movedBy { id } } owner { id name }
      candidate {
        id fullName emails { data type } phoneNumbers { data type } createdAt lastActivityAt applicationIds remoteUrl
        headline location links
      }
    } } }`,
  },
  posting: {
    endpoint: /\/postings/,
    places: posting,
    query: `{ rows: jobs(first: 100) { nodes {
      id name status remoteStatus department { name } createdAt closedAt remoteUrl
      updatedAt location locations team commitment workplaceType salaryRange { min max currency } salaryDescription
      description careersUrl applyUrl owner { id email } tags requisitionCodes
      hiringTeam { hiringManagers { id name email } }
    } } }`,
  },
  offer: {
    endpoint: /\/offers/,
    places: offer,
    query: `{ rows: offers(first: 100) { nodes {
      id applicationId jobId createdAt status remoteStatus sentAt approvedAt startDate
      compensation { amount currency } fields { identifier name value } creator { id name }
    } } }`,
  },
  stage: { endpoint: /\/stages/, places: { text: ["name"] }, query: "{ rows: stages { id name } }" },
  "archive reason": {
    endpoint: /\/archive_reasons/,
    places: { text: ["rejectedReason"], type: end },
    query: `{ rows: applications(first: 100) { nodes {
      id jobId status rejectedAt rejectedReason { text } hiredAt candidate { fullName }
    } } }`,
  },
};

/** Any JSON, and what Lever and other APIs have been seen to send. */
const oddValue = fc.oneof(
  fc.jsonValue(),
  fc.constantFrom<unknown>(
    ...[null, "", {}, [], 0, -1, 1.5, true, false, "null", "undefined", " ", "lead-new", "../users", [null], [{}]],
    ...[{ archivedAt: null, reason: null }, { reason: "" }, { archivedAt: "yesterday" }, { reason: 5 }, { id: null }],
    ...["1628513942512", 1628513942512.5, "2021-08-09T12:59:02Z", "2021-02-30", 253_402_300_800_000],
    ...[{ type: null, value: "1" }, { type: 5, value: "1" }, { value: null }, { id: { id: "x" } }, { show: "x" }],
    ...[JSON.parse('{"__proto__": {"id": "x"}}'), { toString: 1, then: 1, length: -1 }],
  ),
);

/** Sets the element at a path, if the record has its parent. */
function setAt(record: any, path: string, value: unknown): void {
  const steps = path.split(".");
  const last = steps.pop()!;
  const parent = steps.reduce((at, step) => at?.[step], record);
  if (typeof parent === "object" && parent !== null) parent[last] = value;
}

/** The row without the fields of these paths. */
function without(row: any, paths: readonly string[]): unknown {
  const copy = structuredClone(row);
  for (const path of paths) setAt(copy, path, undefined);
  return copy;
}

describe("an odd optional element", () => {
  let subgraph: TestSubgraph;
  beforeAll(async () => {
    const account = plainAccount(100, 30);
    account.contacts.forEach((contact) => (contact.phones = [{ type: "mobile", value: "1" }]));
    account.opportunities.forEach((each) => {
      each.phones = [{ type: "mobile", value: "1" }];
      Object.assign(each, {
        headline: "Engineer",
        location: "Berlin",
        links: ["a.example"],
        owner: account.users[0]!.id,
      });
      Object.assign(each, { tags: ["a"], sources: ["b"], snoozedUntil: account.now, opportunityLocation: "London" });
    });
    const fields = [
      { text: "Title", identifier: "job_title", value: "Engineer" },
      { text: "Start", identifier: "anticipated_start_date", value: account.now },
      { text: "Pay", identifier: "salary_amount", value: 90_000 },
    ];
    const offers = account.opportunities.slice(0, 30).map(({ id, createdAt, applications }, index) => ({
      ...{
        id: applications[0]!.replace(/^.{8}/, "0ffe0000"),
        opportunityId: id,
        createdAt,
        status: "sent",
        fields,
      },
      ...{ creator: account.users[0]!.id, posting: account.postings[index]!.id, approvedAt: null, sentAt: null },
    }));
    account.offers.push(...(offers as never[]));
    subgraph = await startSubgraph({ account, env: { REFERENCE_TTL_MS: "0" } });
  });
  afterEach(() => {
    subgraph.lever.faults.clear();
  });
  afterAll(() => subgraph[Symbol.asyncDispose]());

  it.each(Object.entries(kinds))(
    "of one %s changes only the fields that are read from it",
    async (kind, { endpoint, places, query }) => {
      const paths = Object.keys(places);
      const rowsOf = (data: any): { id: string }[] => data.rows.nodes ?? data.rows;
      const plain = await subgraph.query(query);
      expect(plain.errors).toEqual([]);
      const whole = new Map(rowsOf(plain.data).map((row) => [row.id, row]));
      expect(whole.size).toBeGreaterThan(kind === "stage" ? 5 : 10);
      const mutations = fc.array(fc.tuple(fc.constantFrom(...paths), oddValue), { minLength: 97, maxLength: 97 });
      await fc.assert(
        fc.asyncProperty(mutations, async (chosen) => {
          const applied = new Map<string, (typeof chosen)[number]>();
          // The same record has the same odd element in every response.
          const mutationOf = (id: string) => chosen[Number.parseInt(id.slice(0, 8), 36) % chosen.length]!;
          const spoil = (row: { id: string }) => {
            const mutation = mutationOf(row.id);
            applied.set(row.id, mutation);
            setAt(row, ...mutation);
          };
          subgraph.lever.faults.clear();
          subgraph.lever.faults.failNext(
            endpoint,
            {
              edit(json) {
                // The rows of the sandbox share objects.
                const own = JSON.parse(JSON.stringify(json)) as { data: { id: string } | { id: string }[] };
                [own.data].flat().forEach(spoil);
                return own;
              },
            },
            Infinity,
          );
          const { data, errors } = await subgraph.query(query);
          const affected = (row: any): readonly string[] => {
            if (kind === "archive reason") return [...applied.values()].flatMap(([path]) => places[path]!);
            const [path] = applied.get(String(row.id).split(":")[kind === "offer" ? 1 : 0]!) ?? [""];
            return places[path] ?? [];
          };
          const rows = rowsOf(data);
          expect(rows.map(({ id }) => id).sort()).toEqual([...whole.keys()].sort());
          for (const row of rows) {
            expect(without(row, affected(row)), `${row.id} ${JSON.stringify(applied.get(row.id))}`).toEqual(
              without(whole.get(row.id), affected(row)),
            );
          }
          for (const error of errors) expect(error.message).toContain("date of creation");
        }),
        // 97 records with an odd element in each run, at most.
        { numRuns: propertyRuns(6, kind === "opportunity" ? 30 : 15) },
      );
    },
  );
});
