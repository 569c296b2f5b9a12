import { describe, expect, it } from "vitest";
import { startSubgraph } from "../support/subgraph.js";
import { irregularAccount, selections, truthOf } from "../support/truth/index.js";

const objects = [
  { field: "candidate", connection: "candidates" },
  { field: "application", connection: "applications" },
  { field: "job", connection: "jobs" },
  { field: "offer", connection: "offers" },
] as const;

/** Without the values of offers' forms, which stay as Lever sends them. */
const selectionOf = (connection: (typeof objects)[number]["connection"]) =>
  selections[connection].replaceAll("fields { identifier name value }", "");

describe("ids that Lever sends in capitals", () => {
  const uids = /"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"/g;
  /** Puts the UIDs of a body into capitals. URLs, tokens of pages and slugs of stages stay. */
  const inCapitals = (body: { next?: string }) => ({
    ...(JSON.parse(JSON.stringify(body).replace(uids, (id) => id.toUpperCase())) as object),
    ...(body.next === undefined ? {} : { next: body.next }),
  });

  it.each<[string, RegExp]>([
    ["everywhere", /./],
    ["in opportunities only", /\/opportunities\b/],
    ["in postings and stages only", /\/(postings|stages)\b/],
    ["in users and archive reasons only", /\/(users|archive_reasons)\b/],
  ])("are the same ids in lower case: %s", async (_where, endpoints) => {
    const account = irregularAccount({ seed: 32, candidates: 60 });
    await using plain = await startSubgraph({ account, env: { RECORD_TTL_MS: "60000" } });
    await using other = await startSubgraph({ account, env: { RECORD_TTL_MS: "60000" } });
    other.lever.faults.failNext(endpoints, { edit: inCapitals }, Infinity);
    const own = truthOf(account);
    const lists = objects.map(({ connection }) => {
      const first = connection === "offers" ? 20 : 100;
      return `${connection}(first: ${first}) { nodes { ${selectionOf(connection)} } pageInfo { endCursor hasNextPage } }`;
    });
    const found = objects.map(({ field, connection }) => {
      const [, , { id }] = [...own.list(connection).values()] as [unknown, unknown, { id: string }];
      return `${field}(id: "${id}") { ${selectionOf(connection)} }`;
    });
    const { id } = [...own.list("applications").values()][2]!;
    const { candidateId, jobId } = own.list("applications").get(id)!;
    const queries = [
      ...lists.map((list) => `{ ${list} }`),
      `{ ${found.join(" ")} stages { id name } }`,
      `{ applications(filter: { candidateIds: ["${String(candidateId)}"], jobIds: ["${String(jobId)}"] }) { nodes { id } } }`,
      `{ byRemoteId(provider: LEVER, kind: OPPORTUNITY, id: "${id.slice(0, 36)}") { ... on Application { id jobId } } }`,
    ];
    for (const query of queries) {
      const wanted = await plain.query(query);
      const answer = await other.query(query);
      expect(answer.errors, query).toEqual([]);
      expect(answer.data, query).toEqual(wanted.data);
      expect(answer.upstream.byEndpoint, query).toEqual(wanted.upstream.byEndpoint);
    }
  });
});
