import { type Operation, ask } from "./graphql-client.js";

const contact = "fullName emails { data type } phoneNumbers { data type }";
const candidacy = "status rejectedAt rejectedReason { text } stage { id name } job { id name status }";

const page = (selection: string) => `{ candidates(first: 100) { nodes { id ${selection} } } }`;
const entities = (type: string, selection: string) =>
  `query ($representations: [_Any!]!) { _entities(representations: $representations) { ... on ${type} { ${selection} } } }`;

/** The common queries of lists. */
export const lists = {
  names: { query: page(contact) },
  applications: { query: page(`${contact} applications { id ${candidacy} }`) },
  offers: { query: page(`${contact} applications { id ${candidacy} offer { id status createdAt } }`) },
  jobsAndStages: { query: page("fullName applications { id stage { id name } job { id name } }") },
} satisfies Record<string, Operation>;

/** Operations that differ in their text only, and read the same as `lists.applications`. */
export const variants = (count: number): Operation[] =>
  Array.from({ length: count }, (_, index) => ({ query: `query Variant${index} ${lists.applications.query}` }));

let numbers = 0;

/** The same operation, with another name each time. */
export function numbered({ query, variables }: Operation): () => Operation {
  return () => {
    numbers += 1;
    const body = query.replace(/^query\b/, "");
    return { query: `query Number${numbers} ${body}`, ...(variables && { variables }) };
  };
}

/** A query for a page of names after a cursor. */
export const namesAfter = (after: string | null, first = 100): Operation => ({
  query: `query ($first: Int!, $after: String) { candidates(first: $first, after: $after) {
    nodes { fullName } pageInfo { hasNextPage endCursor } } }`,
  variables: { first, after },
});

/** The result of `namesAfter`. */
export interface NamesPage {
  readonly nodes: readonly unknown[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
}

/** A query for entities by their ids, like a gateway's. */
export const references = (type: string, ids: readonly string[], selection: string): Operation => ({
  query: entities(type, selection),
  variables: { representations: ids.map((id) => ({ __typename: type, id })) },
});

/** The same references in another order each time. A gateway sends one text with other representations each time. */
export const rotated = (type: string, ids: readonly string[], selection: string): (() => Operation) => {
  let first = 0;
  return () => {
    first = (first + 1) % ids.length;
    return references(type, [...ids.slice(first), ...ids.slice(0, first)], selection);
  };
};

/** Reads ids for references. Use a separate subgraph, so that the measured one keeps an empty cache. */
export async function findIds(graphql: string) {
  const { data } = await ask(graphql, {
    query: `{ candidates(first: 100) { nodes { id } } applications(first: 100) { nodes { id } } jobs(first: 50) { nodes { id } } }`,
  });
  const ids = (connection: { nodes: { id: string }[] }) => connection.nodes.map(({ id }) => id);
  return {
    candidates: ids(data.candidates),
    applications: ids(data.applications),
    jobs: ids(data.jobs),
  };
}
