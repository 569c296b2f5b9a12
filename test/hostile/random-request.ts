import fc from "fast-check";
import { type GraphQLSchema, Lexer, Source, TokenKind } from "graphql";
import { type Ids, randomQuery } from "../support/random-query.js";

/** The body and the headers of a request. */
export interface RandomRequest {
  readonly body: string;
  readonly headers: Readonly<Record<string, string>>;
}

const hostileNames = [
  "__proto__",
  "constructor",
  "toString",
  "__typename",
  "__schema",
  "__type",
  "_entities",
  "_service",
  "on",
  "fragment",
  "query",
  "mutation",
];
const hostileValues = [
  "null",
  "true",
  "-1",
  "1e999",
  "9007199254740993",
  '""',
  '"\\ud800\\udc00"',
  '"""a"""',
  '"../x"',
  "$a",
  "[]",
  "{}",
  "[[1]]",
  "{id: 1}",
  "A",
];
const punctuation = ["{", "}", "(", ")", "[", "]", ":", "=", "!", "|", "&", "@", "...", "$", "#", '"', ",", "\ufeff"];

/** Documents made of the words of this schema in any order, or of a valid document with some changes. */
export function randomDocument(schema: GraphQLSchema, ids: Ids): fc.Arbitrary<string> {
  const names = Object.values(schema.getTypeMap()).flatMap((type) => [
    type.name,
    ...("getFields" in type ? Object.keys(type.getFields()) : []),
  ]);
  const token = fc.oneof(
    fc.constantFrom(...names),
    fc.constantFrom(...hostileNames),
    fc.constantFrom(...hostileValues),
    fc.constantFrom(...punctuation),
    fc.constantFrom(
      "@skip(if: true)",
      "@include(if: $a)",
      "...F",
      "fragment F on Job { ...F }",
      "... on Job { id }",
      "query ($a: ID!)",
    ),
    fc.string({ unit: "binary", maxLength: 8 }),
  );
  const edit = fc.record({ at: fc.nat(), change: fc.constantFrom("insert", "delete", "double", "swap"), token });
  const valid = randomQuery(schema, ids);
  return fc.oneof(
    { weight: 3, arbitrary: valid },
    { weight: 1, arbitrary: fc.array(token, { maxLength: 60 }).map((tokens) => tokens.join(" ")) },
    {
      weight: 6,
      arbitrary: fc
        .tuple(valid, fc.array(edit, { minLength: 1, maxLength: 3 }))
        .map(([text, edits]) => edited(text, edits)),
    },
  );
}

interface Edit {
  readonly at: number;
  readonly change: string;
  readonly token: string;
}

function edited(document: string, edits: readonly Edit[]): string {
  const tokens = tokensOf(document);
  for (const { at, change, token } of edits) {
    const position = at % (tokens.length + 1);
    if (change === "insert") tokens.splice(position, 0, token);
    else if (change === "delete") tokens.splice(position, 1 + (at % 3));
    else if (change === "double") tokens.splice(position, 0, ...tokens.slice(position, position + 1 + (at % 9)));
    else tokens.splice(position, 1, token);
  }
  return tokens.join(" ");
}

function tokensOf(document: string): string[] {
  const lexer = new Lexer(new Source(document));
  const tokens: string[] = [];
  while (lexer.advance().kind !== TokenKind.EOF) tokens.push(document.slice(lexer.token.start, lexer.token.end));
  return tokens;
}

/** Any JSON, with special keys and with ids that exist in Lever. */
export function randomJson(ids: Ids): fc.Arbitrary<unknown> {
  const known = fc.constantFrom(...Object.values(ids).flatMap((each) => each.slice(0, 3)));
  const key = fc.oneof(
    fc.constantFrom(
      "id",
      "__typename",
      "email",
      "jobIds",
      "stageIds",
      "candidateIds",
      "status",
      "createdAfter",
      "includeLeads",
      "toString",
      "constructor",
      "then",
      "toJSON",
      "0",
      "length",
    ),
    fc.string({ unit: "binary", maxLength: 5 }),
  );
  const leaf = fc.oneof(
    known,
    fc.constantFrom(
      "Candidate",
      "Application",
      "Job",
      "Stage",
      "Offer",
      "Query",
      "ACTIVE",
      "OPEN",
      "2024-01-01T00:00:00Z",
      "\ud800",
      "x".repeat(5000),
    ),
    fc.string({ unit: "binary" }),
    fc.double(),
    fc.integer(),
    fc.boolean(),
    fc.constant(null),
  );
  return fc.letrec<{ value: unknown }>((tie) => ({
    value: fc.oneof(
      { maxDepth: 4, depthIdentifier: "json" },
      leaf,
      fc.array(tie("value"), { maxLength: 4 }),
      fc.dictionary(key, tie("value"), { maxKeys: 4 }),
    ),
  })).value;
}

// One document for each type of variable.
const documentsWithVariable = [
  "query ($v: ID!) { candidate(id: $v) { fullName } application(id: $v) { status } job(id: $v) { name } stage(id: $v) { name } offer(id: $v) { status } }",
  "query ($v: ID!) { byRemoteId(provider: LEVER, kind: OPPORTUNITY, id: $v) { __typename } }",
  "query ($v: String) { candidates(first: 2, after: $v) { nodes { id } } jobs(first: 2, after: $v) { nodes { id } } }",
  "query ($v: Int) { candidates(first: $v) { nodes { id } } }",
  "query ($v: CandidateFilter) { candidates(first: 2, filter: $v) { nodes { id fullName } } }",
  "query ($v: ApplicationFilter) { applications(first: 2, filter: $v) { nodes { id status } } }",
  "query ($v: JobFilter) { jobs(first: 2, filter: $v) { nodes { id name } } }",
  "query ($v: OfferFilter) { offers(first: 2, filter: $v) { nodes { id status } } }",
  "query ($v: [_Any!]!) { _entities(representations: $v) { ... on Candidate { fullName } ... on Job { name } ... on Stage { name } ... on Offer { status } ... on Application { status } } }",
  "query ($v: SupportLevel, $w: Boolean = true) { providerSupport(level: $v) { field @skip(if: $w) } }",
];

/** Headers that the subgraph reads, with any value that a header can have. */
const headers = fc.dictionary(
  fc.constantFrom(
    "x-max-upstream-calls",
    "x-explain",
    "x-provider-support",
    "x-request-id",
    "accept",
    "apollo-federation-include-trace",
    "router-authorization",
    "traceparent",
    "sec-fetch-site",
    "cache-control",
  ),
  fc.oneof(
    fc.constantFrom("0", "3", "plan", "run", "strict", "ftv1", "application/json", "*/*"),
    fc
      .array(
        fc.integer({ min: 0x20, max: 0xff }).filter((code) => code !== 0x7f),
        { maxLength: 30 },
      )
      .map((each) => String.fromCharCode(...each)),
  ),
  { maxKeys: 2 },
);

/** Random requests. */
export function randomRequest(
  schema: GraphQLSchema,
  ids: Ids,
  cursors: readonly string[],
): fc.Arbitrary<RandomRequest> {
  const json = randomJson(ids);
  const cursor = fc
    .tuple(fc.constantFrom(...cursors), fc.nat(), fc.string({ maxLength: 2 }))
    .map(([text, at, insertion]) => text.slice(0, at % text.length) + insertion + text.slice((at % text.length) + 1));
  const filter = fc.record(
    {
      email: fc.string(),
      jobIds: fc.array(fc.oneof(fc.constantFrom(...ids.Job), fc.string()), { maxLength: 3 }),
      stageIds: fc.constantFrom(...ids.Stage),
      status: fc.constantFrom("ACTIVE", "OPEN", "SIGNED", "NONE"),
      updatedAfter: fc.constantFrom("2020-01-01T00:00:00Z", "0000-01-01T00:00:00Z", "9999-12-31T23:59:59Z", "x"),
    },
    { requiredKeys: [] },
  );
  const value = fc.oneof(
    filter,
    json,
    cursor,
    fc.array(fc.record({ __typename: fc.constantFrom(...Object.keys(ids), "__proto__"), id: json }), { maxLength: 4 }),
  );
  const body = fc.oneof(
    { weight: 5, arbitrary: randomDocument(schema, ids).map((query) => JSON.stringify({ query })) },
    {
      weight: 4,
      arbitrary: fc
        .tuple(fc.constantFrom(...documentsWithVariable), value)
        .map(([query, v]) => JSON.stringify({ query, variables: { v } })),
    },
    {
      weight: 1,
      arbitrary: fc
        .record({ query: json, variables: json, operationName: json, extensions: json }, { requiredKeys: [] })
        .map((each) => JSON.stringify(each)),
    },
    { weight: 1, arbitrary: fc.string({ unit: "binary" }) },
  );
  return fc.record({
    body,
    headers: fc.oneof({ weight: 3, arbitrary: fc.constant({}) }, { weight: 1, arbitrary: headers }),
  });
}
