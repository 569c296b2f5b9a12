import { createHash } from "node:crypto";
import { bounded, document, each, many, nest, post, refused } from "../attack.js";
import type { Target } from "../attack.js";

const uid = "c4f5a6b7-0000-4000-8000-000000000000";

/** A question by every field, argument and entity that takes an id, for this one. */
function everywhere(id: string) {
  const representations = ["Candidate", "Application", "Job", "Stage", "Offer"].map((__typename) => ({
    __typename,
    id,
  }));
  const byId = ["candidate", "application", "job", "stage", "offer"];
  const lists = {
    candidates: ["jobIds", "stageIds"],
    applications: ["candidateIds", "jobIds", "stageIds"],
    offers: ["candidateIds", "jobIds", "stageIds"],
  };
  return each(
    ...byId.map((field) => document(`query ($id: ID!) { ${field}(id: $id) { __typename remoteId } }`, { id })),
    ...["CONTACT", "OPPORTUNITY", "POSTING", "STAGE"].map((kind) =>
      document(`query ($id: ID!) { byRemoteId(provider: LEVER, kind: ${kind}, id: $id) { __typename } }`, { id }),
    ),
    ...Object.entries(lists).flatMap(([list, names]) =>
      names.map((name) =>
        document(`query ($id: ID!) { ${list}(filter: { ${name}: [$id] }) { nodes { id } } }`, { id }),
      ),
    ),
    document(
      "query ($of: [_Any!]!) { _entities(representations: $of) { ... on Candidate { fullName } ... on Application { status } ... on Job { name } ... on Stage { name } ... on Offer { status } } }",
      { of: representations },
    ),
    document(
      "query ($of: [_Any!]!) { _entities(representations: $of) { ... on Candidate { id } ... on Application { id } ... on Job { id } ... on Stage { id } ... on Offer { id } } }",
      { of: representations },
    ),
  );
}

/** No id of these ever reaches Lever's address. */
const ids: Readonly<Record<string, string>> = {
  "a path upwards": "../users",
  "a path upwards, encoded": "%2e%2e%2fusers",
  "a path upwards, encoded twice": "%252e%252e%252fusers",
  "a path upwards by backslashes": "..\\..\\users",
  "a path behind an id": `${uid}/offers`,
  "a query": `${uid}?include=all`,
  "a fragment": `${uid}#`,
  "a host": "@127.0.0.1:1/",
  "an address": "http://127.0.0.1:1/",
  "a second line": `${uid}\r\nx-injected: 1`,
  "a newline at the end": `${uid}\n`,
  "a NUL": `${uid}\u0000`,
  "a dot": ".",
  "two dots": "..",
  nothing: "",
  "a blank": " ",
  "letters of another script": "с4f5a6b7-0000-4000-8000-000000000000",
  "digits of another script": "١٢٣٤٥٦٧٨-0000-4000-8000-000000000000",
  "half of a surrogate pair": "\ud800",
  "a part that is missing": `${uid}:`,
  "a part too many": `${uid}:${uid}:${uid}`,
  "a replacement's pattern": "$&$1$`",
  "100,000 characters": "a".repeat(100_000),
  "300,000 dashes": "-".repeat(300_000),
  __proto__: "__proto__",
};

const after = (cursor: (target: Target) => unknown) =>
  each(
    ...["candidates", "applications", "jobs", "offers"].map((list) =>
      post((target) =>
        JSON.stringify({
          query: `query ($after: String) { ${list}(first: 1, after: $after) { nodes { id } } }`,
          variables: { after: cursor(target) },
        }),
      ),
    ),
  );
const flipped = (cursor: string, at: number) =>
  cursor.slice(0, at) + (cursor[at] === "A" ? "B" : "A") + cursor.slice(at + 1);

/** A cursor with a digest that fits: how it is made is no secret. */
function sealed(list: string, payload: string): string {
  const digest = createHash("sha256")
    .update(`${JSON.stringify([list, []])}\n${payload}`)
    .digest("base64url");
  return Buffer.from(`${digest.slice(0, 12)}${payload}`).toString("base64url");
}
const forged = (payload: string) =>
  each(
    ...["candidates", "applications", "jobs"].map((list) =>
      document(`query ($after: String) { ${list}(first: 1, after: $after) { nodes { id } } }`, {
        after: sealed(list, payload),
      }),
    ),
  );

const first = (value: string) => `{ candidates(first: ${value}) { nodes { id } } }`;
const json = (text: string) =>
  `{"query":"query ($a: Int, $b: [_Any!] = []) { candidates(first: $a) { nodes { id } } _entities(representations: $b) { __typename } }",${text}}`;
const entities = "query ($of: [_Any!]!) { _entities(representations: $of) { __typename ... on Stage { name } } }";

/** Values in places that documents have for them. */
export const values = [
  ...Object.entries(ids).map(([what, id]) => refused(`an id that is ${what}`, everywhere(id))),
  refused(
    "an id of 1 MB",
    post(
      JSON.stringify({ query: "query ($id: ID!) { job(id: $id) { id } }", variables: { id: "a".repeat(1024 * 1024) } }),
    ),
  ),
  refused(
    "9,000 ids in a filter",
    document("query ($of: [ID!]) { candidates(filter: { jobIds: $of }) { nodes { id } } }", {
      of: Array.from({ length: 9000 }, (_, i) => uid.slice(0, -4) + String(1000 + i)),
    }),
  ),
  bounded(
    "ids in two filters that multiply",
    document("query ($of: [ID!]) { applications(filter: { jobIds: $of, candidateIds: $of }) { nodes { id } } }", {
      of: Array.from({ length: 2000 }, (_, i) => uid.slice(0, -4) + String(1000 + i)),
    }),
    { calls: 1000 },
  ),
  bounded(
    "5,000 departments",
    document("query ($of: [String!]) { jobs(filter: { departments: $of }) { nodes { id } } }", {
      of: Array.from({ length: 5000 }, (_, i) => `department ${i}`),
    }),
    { calls: 4 },
  ),
  bounded(
    "a department of 100,000 characters",
    document("query ($of: [String!]) { jobs(filter: { departments: $of }) { nodes { id } } }", {
      of: ["a".repeat(100_000)],
    }),
    { calls: 4 },
  ),
  bounded(
    "a department of half a surrogate pair",
    document("query ($of: [String!]) { jobs(filter: { departments: $of }) { nodes { id } } }", { of: ["\ud800"] }),
    { calls: 4 },
  ),
  refused(
    "a mail address of 100,000 characters",
    document("query ($of: String) { candidates(filter: { email: $of }) { nodes { id } } }", {
      of: `${"a".repeat(100_000)}@example.com`,
    }),
  ),
  refused(
    "a mail address of half a surrogate pair",
    document("query ($of: String) { candidates(filter: { email: $of }) { nodes { id } } }", {
      of: "\udfff@example.com",
    }),
  ),
  bounded(
    "a mail address that is a query",
    document("query ($of: String) { candidates(filter: { email: $of }) { nodes { id } } }", {
      of: "a@example.com&contact_id=x#?/../users\r\nx: y",
    }),
    { calls: 1 },
  ),
  refused("a date that is none", document('{ candidates(filter: { createdAfter: "now(); --" }) { nodes { id } } }')),
  refused(
    "a date of 100,000 digits",
    document(`{ candidates(filter: { createdAfter: "${"9".repeat(100_000)}" }) { nodes { id } } }`),
  ),

  // Cursors.
  refused(
    "a cursor of no list",
    after(() => Buffer.from("nothing of ours").toString("base64url")),
  ),
  refused(
    "a cursor with one bit changed",
    after(({ known }) => flipped(known.cursor, known.cursor.length - 4)),
  ),
  refused(
    "a cursor with its seal changed",
    after(({ known }) => flipped(known.cursor, 2)),
  ),
  refused(
    "a cursor cut short",
    after(({ known }) => known.cursor.slice(0, 20)),
  ),
  refused(
    "a cursor with something behind it",
    after(({ known }) => `${known.cursor}AAAA`),
  ),
  refused(
    "a cursor of 300,000 characters",
    after(() => "A".repeat(300_000)),
  ),
  refused(
    "a cursor that is __proto__",
    after(() => "__proto__"),
  ),
  refused(
    "a cursor that is an address",
    after(() => "http://127.0.0.1:1/?offset=x"),
  ),
  refused(
    "a cursor that is an object",
    after(() => ({ toString: "x" })),
  ),
  refused(
    "a cursor of another list",
    each(
      ...["applications", "jobs", "offers"].map((list) =>
        post(({ known }) =>
          JSON.stringify({
            query: `query ($after: String) { ${list}(after: $after) { nodes { id } } }`,
            variables: { after: known.cursor },
          }),
        ),
      ),
    ),
  ),

  refused("a forged cursor that is no JSON", forged("[0,")),
  refused("a forged cursor of another shape", forged('{"segment":0}')),
  refused("a forged cursor that leads elsewhere", forged('[0,"../users?limit=1#@evil.example",0,null,0]'), {
    calls: 3,
  }),
  refused("a forged cursor of 100,000 characters", forged(`[0,"${"a".repeat(100_000)}",0,null,0]`)),
  bounded("a forged cursor beyond the end", forged("[9007199254740991,null,0,null,0]")),
  bounded(
    "a forged cursor of numbers beyond all",
    forged('[0,null,9007199254740991,["__proto__","__proto__",1e308],9]'),
    {
      calls: 12,
    },
  ),

  // Numbers.
  refused("first of 2^31", document(first("2147483648"))),
  refused("first of 2^53", document(first("9007199254740993"))),
  refused("first of 1e400", document(first("1e400"))),
  refused("first of -0", document(first("-0"))),
  refused("first of -1", document(first("-1"))),
  refused("first of 400,000 digits", document(first("9".repeat(400_000)))),
  refused(
    "first of 1e400 in JSON",
    post('{"query":"query ($a: Int) { candidates(first: $a) { nodes { id } } }","variables":{"a":1e400}}'),
  ),
  refused(
    "first of 1.5 in JSON",
    post('{"query":"query ($a: Int) { candidates(first: $a) { nodes { id } } }","variables":{"a":1.5}}'),
  ),

  // JSON.
  refused("a variable __proto__", post(json('"variables":{"__proto__":{"polluted":true}}'))),
  refused("a constructor's prototype", post(json('"variables":{"constructor":{"prototype":{"polluted":true}}}'))),
  refused("a body's __proto__", post(json('"__proto__":{"polluted":true}'))),
  refused("a __proto__ by escapes", post(json('"variables":{"\\u005f_proto__":{"polluted":true}}'))),
  bounded(
    "variables named for what every object has",
    post(json('"variables":{"toString":1,"hasOwnProperty":2,"valueOf":{}}')),
    { calls: 6 },
  ),
  bounded("keys twice", post(json('"variables":{"a":1,"a":2},"variables":{"a":3}')), { calls: 6 }),
  bounded("100,000 lists within each other", post(json(`"variables":{"b":${nest(100_000, "[%]", "1")}}`)), {
    calls: 6,
  }),
  bounded("100,000 lists in a variable that nobody has", post(json(`"variables":{"z":${nest(100_000, "[%]", "1")}}`)), {
    calls: 6,
  }),
  bounded("80,000 objects within each other", post(json(`"variables":{"z":${nest(80_000, '{"a":%}', "1")}}`)), {
    calls: 6,
  }),
  bounded("100,000 lists in extensions", post(json(`"extensions":{"z":${nest(100_000, "[%]", "1")}}`)), { calls: 6 }),
  refused(
    "100,000 lists in a representation",
    post(`{"query":"${entities}","variables":{"of":[${nest(100_000, "[%]", "1")}]}}`),
  ),
  refused(
    "50,000 objects for a key",
    post(`{"query":"${entities}","variables":{"of":[{"__typename":"Stage","id":${nest(50_000, '{"a":%}', "1")}}]}}`),
  ),
  bounded("40,000 variables", post(json(`"variables":{${many(40_000, (i) => `"v${i}":1,`)}"a":1}`)), { calls: 6 }),
  refused("a body that is null", post("null")),
  refused("a body that is a number", post("1e400")),
  refused("a body that is a text", post('"{ stages { id } }"')),
  refused("a query that is a list", post('{"query":["{ stages { id } }"]}')),
  refused("a query that is an object", post('{"query":{"toString":"{ stages { id } }"}}')),
  refused("variables that are a list", post(json('"variables":[1,2]'))),
  refused("variables that are a text", post(json('"variables":"{}"'))),
  refused("JSON cut short", post('{"query":"{ stages { id } }"')),
  refused("JSON with a comment", post('{/**/"query":"{ stages { id } }"}')),
  bounded("half a surrogate pair in the document", post('{"query":"{ stage(id: \\"\\ud800\\") { id } }"}')),
  bounded(
    "bytes that are not UTF-8",
    post(
      Buffer.concat([
        Buffer.from('{"query":"{ stages { id } } #'),
        Buffer.from([0xff, 0xfe, 0xc0, 0x80]),
        Buffer.from('"}'),
      ]),
    ),
    { calls: 1 },
  ),
  bounded("a byte order mark", post(`\ufeff{"query":"{ stages { id } }"}`), { calls: 1 }),
  refused("UTF-16", post(Buffer.from('{"query":"{ stages { id } }"}', "utf16le"))),
  refused(
    "a persisted query that is not there",
    post(JSON.stringify({ extensions: { persistedQuery: { version: 1, sha256Hash: "a".repeat(64) } } })),
  ),

  // Entities.
  refused(
    "10,000 representations",
    document(entities, { of: Array.from({ length: 10_000 }, (_, i) => ({ __typename: "Stage", id: `s-${i}` })) }),
  ),
  bounded(
    "100,000 representations of nothing",
    post(`{"query":"${entities}","variables":{"of":[${"{},".repeat(100_000)}{}]}}`),
    { bytes: 2 * 1024 * 1024 },
  ),
  refused(
    "representations of what is no entity",
    document(entities, {
      of: ["Query", "PageInfo", "_Entity", "__Schema", "String", "Nope", "__proto__", "constructor"].map(
        (__typename) => ({ __typename, id: uid }),
      ),
    }),
  ),
  refused(
    "representations without a key",
    document(entities, {
      of: [{}, null, 5, "Stage", [], { __typename: "Stage" }, { __typename: ["Stage"], id: "offer" }].filter(
        (each) => each !== null,
      ),
    }),
  ),
  refused(
    "keys that are no text",
    document("query ($of: [_Any!]!) { _entities(representations: $of) { ... on Job { name } } }", {
      of: [1, true, null, {}, [], { toString: "x" }, { id: uid }].map((id) => ({ __typename: "Job", id })),
    }),
  ),
  refused(
    "a representation's own __proto__",
    document(
      '{ _entities(representations: [{ __proto__: { id: "offer", __typename: "Stage" } }]) { ... on Stage { name } } }',
    ),
  ),
  bounded(
    "fields that are not asked for in a representation",
    document(entities, {
      of: [{ __typename: "Stage", id: "offer", then: "x", toJSON: "x", name: "forged", constructor: { name: "x" } }],
    }),
    { calls: 6 },
  ),
];
