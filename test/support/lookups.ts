import { type TestSubgraph, startSubgraph } from "./subgraph.js";
import { type Connection, type Expected, type Truth, irregularAccount, selections, truthOf } from "./truth/index.js";

/** The types with a list, and their root fields. */
export const objects = [
  { field: "candidate", type: "Candidate", connection: "candidates" },
  { field: "application", type: "Application", connection: "applications" },
  { field: "job", type: "Job", connection: "jobs" },
  { field: "offer", type: "Offer", connection: "offers" },
] as const satisfies readonly { field: string; type: string; connection: Connection }[];

/** The selection of all fields of a stage. */
export const stageSelection = "id remoteId name jobId";

/** The selection of all fields of a record, for a root field. */
export const selectionOf = (field: string) =>
  field === "stage" ? stageSelection : selections[objects.find((object) => object.field === field)!.connection];

/** A well-formed id that no object has. */
export const unknownId = "00000000-0000-4000-8000-000000000001";

/** Ids that no object has, by root field. */
export const unknownIds: Record<string, string[]> = {
  candidate: [unknownId],
  job: [unknownId],
  stage: [unknownId, "no-such-stage"],
  application: [`${unknownId}:${unknownId}`],
  offer: [`${unknownId}:${unknownId}`],
};

/** Starts a subgraph over an irregular account, for the tests that look up records by id. */
export async function startLookups() {
  const subgraph = await startSubgraph({ account: irregularAccount({ seed: 11, candidates: 60 }) });
  return {
    subgraph,
    truth: truthOf(subgraph.lever.account),
    byId: (field: string, id: string) => byId(subgraph, field, id),
    entities: (representations: readonly object[], type: string, selection: string) =>
      entities(subgraph, representations, type, selection),
  };
}

/** Reads a record with all fields by its id. */
async function byId(subgraph: TestSubgraph, field: string, id: string) {
  const query = `query ($id: ID!) { found: ${field}(id: $id) { ${selectionOf(field)} } }`;
  const answer = await subgraph.query(query, { id });
  return {
    found: (answer.data as { found: unknown } | null)?.found,
    codes: answer.errors.map(({ extensions }) => extensions.code),
    upstream: answer.upstream,
  };
}

/** Sends representations to `_entities`, with a selection on one type. */
async function entities(subgraph: TestSubgraph, representations: readonly object[], type: string, selection: string) {
  const query = `query ($representations: [_Any!]!) {
    _entities(representations: $representations) { __typename ... on ${type} { ${selection} } }
  }`;
  const answer = await subgraph.query(query, { representations });
  return { found: (answer.data as { _entities: unknown[] } | null)?._entities, errors: answer.errors };
}

/** A record of this kind. */
export function oneOf(truth: Truth, field: string): Expected {
  const { connection } = objects.find((object) => object.field === field)!;
  return [...truth.list(connection).values()][1]!;
}
