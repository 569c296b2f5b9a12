import { z } from "zod";
import type { MatrixObject } from "../../src/graphql/provider-support/matrix.js";
import type { ExpectedRecord } from "./expected-record.js";

/** What the subgraph answered for an object. */
export interface ActualRecord {
  /** Null where it says that there is none. */
  readonly fields: Readonly<Record<string, unknown>> | null;
  /** What could not be read: from the object, e.g. `["stage", "name"]`. */
  readonly failures: readonly { readonly path: readonly string[]; readonly code: string }[];
}

/** Sends a GraphQL operation to the subgraph: the JSON it answers. */
export type Ask = (query: string, variables: object) => Promise<unknown>;

const Answer = z.object({
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

/** The fields of the matrix, in GraphQL. */
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

/** What the subgraph answers for records of Lever, in their order, in one operation. Throws when it answers nothing. */
export async function actualRecords(expected: readonly ExpectedRecord[], ask: Ask): Promise<ActualRecord[]> {
  const byObject = (object: MatrixObject) => expected.filter((record) => record.object === object);
  const representations = objects.map((object) => [
    object,
    byObject(object).map(({ id }) => ({ __typename: object, id })),
  ]);
  const { data, errors } = Answer.parse(await ask(query, Object.fromEntries(representations) as object));
  if (data == null) {
    const codes = new Set(errors.map(({ extensions }) => extensions.code));
    throw new Error(`The subgraph answered nothing: ${[...codes].join(", ")}`);
  }
  return expected.map((record) => {
    const { object } = record;
    const index = byObject(object).indexOf(record);
    const failures = errors.filter(({ path = [] }) => path[0] === object && (path[1] ?? index) === index);
    return {
      fields: data[object]?.[index] ?? null,
      failures: failures.map(({ path = [], extensions }) => ({
        // Places in lists are left out: the matrix does not tell one mail address from another.
        path: path.slice(2).filter((step) => typeof step === "string"),
        code: extensions.code,
      })),
    };
  });
}
