import { z } from "zod";
import type { MatrixObject } from "../../src/graphql/provider-support/matrix.js";
import type { ExpectedRecord } from "./expected-record.js";

/** The result of the subgraph for a record. */
export interface ActualRecord {
  /** Null if the subgraph finds no record. */
  readonly fields: Readonly<Record<string, unknown>> | null;
  /** The errors, with the path inside the record, e.g. `["stage", "name"]`. */
  readonly failures: readonly { readonly path: readonly string[]; readonly code: string }[];
}

/** Sends a GraphQL operation to the subgraph and returns the body of the response. */
export type Query = (query: string, variables: object) => Promise<unknown>;

const Result = z.object({
  data: z.record(z.string(), z.array(z.record(z.string(), z.unknown()).nullable()).nullable()).nullish(),
  errors: z
    .array(
      z.object({
        path: z.array(z.union([z.string(), z.number()])).optional(),
        extensions: z.object({ code: z.string() }),
      }),
    )
    .default([]),
});

/** The fields of the matrix in GraphQL. */
const selections: Readonly<Record<MatrixObject, string>> = {
  Candidate: `
    id firstName lastName fullName emails { data type } phoneNumbers { type data } createdAt lastActivityAt applicationIds`,
  Application: "id candidateId jobId offerId stage { id name } rejectedAt rejectedReason { text }",
  Job: `
    id name status department { name } createdAt closedAt
    hiringTeam { hiringManagers { id name email } recruiters { id name email } }`,
  Stage: "id jobId name",
  Offer: "id applicationId candidateId jobId createdAt updatedAt status",
};

const objects = Object.keys(selections) as MatrixObject[];

const query = `query (${objects.map((object) => `$${object}: [_Any!]!`).join(", ")}) {
  ${objects
    .map((object) => `${object}: _entities(representations: $${object}) { ... on ${object} { ${selections[object]} } }`)
    .join("\n  ")}
}`;

/** The results of the subgraph for these records, in the same order, from one operation. Throws if there is no data. */
export async function actualRecords(expected: readonly ExpectedRecord[], runQuery: Query): Promise<ActualRecord[]> {
  const byObject = (object: MatrixObject) => expected.filter((record) => record.object === object);
  const representations = objects.map((object) => [
    object,
    byObject(object).map(({ id }) => ({ __typename: object, id })),
  ]);
  const { data, errors } = Result.parse(await runQuery(query, Object.fromEntries(representations) as object));
  if (data == null) {
    const codes = new Set(errors.map(({ extensions }) => extensions.code));
    throw new Error(`The subgraph returned no data: ${[...codes].join(", ")}`);
  }
  return expected.map((record) => {
    const { object } = record;
    const index = byObject(object).indexOf(record);
    const failures = errors.filter(({ path = [] }) => path[0] === object && (path[1] ?? index) === index);
    return {
      fields: data[object]?.[index] ?? null,
      failures: failures.map(({ path = [], extensions }) => ({
        // Without positions in lists: the matrix has one row for all email addresses.
        path: path.slice(2).filter((step) => typeof step === "string"),
        code: extensions.code,
      })),
    };
  });
}
