import { bounded, document, many, nest, post, refused } from "../attack.js";

const first = (value: string) => `{ candidates(first: ${value}) { nodes { id } } }`;
const json = (text: string) =>
  `{"query":"query ($a: Int, $b: [_Any!] = []) { candidates(first: $a) { nodes { id } } _entities(representations: $b) { __typename } }",${text}}`;

/** Hostile JSON, numbers and variables in the body of a request. */
export const jsonBodies = [
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
  refused("a prototype of a constructor", post(json('"variables":{"constructor":{"prototype":{"polluted":true}}}'))),
  refused("a __proto__ in the body", post(json('"__proto__":{"polluted":true}'))),
  refused("an escaped __proto__", post(json('"variables":{"\\u005f_proto__":{"polluted":true}}'))),
  bounded(
    "variables with names of object properties",
    post(json('"variables":{"toString":1,"hasOwnProperty":2,"valueOf":{}}')),
    { calls: 6 },
  ),
  bounded("repeated keys", post(json('"variables":{"a":1,"a":2},"variables":{"a":3}')), { calls: 6 }),
  bounded("100,000 nested lists", post(json(`"variables":{"b":${nest(100_000, "[%]", "1")}}`)), {
    calls: 6,
  }),
  bounded("100,000 nested lists in an unknown variable", post(json(`"variables":{"z":${nest(100_000, "[%]", "1")}}`)), {
    calls: 6,
  }),
  bounded("80,000 nested objects", post(json(`"variables":{"z":${nest(80_000, '{"a":%}', "1")}}`)), {
    calls: 6,
  }),
  bounded("100,000 nested lists in extensions", post(json(`"extensions":{"z":${nest(100_000, "[%]", "1")}}`)), {
    calls: 6,
  }),
  bounded("40,000 variables", post(json(`"variables":{${many(40_000, (i) => `"v${i}":1,`)}"a":1}`)), { calls: 6 }),
  refused("a body that is null", post("null")),
  refused("a body that is a number", post("1e400")),
  refused("a body that is a string", post('"{ stages { id } }"')),
  refused("a query that is a list", post('{"query":["{ stages { id } }"]}')),
  refused("a query that is an object", post('{"query":{"toString":"{ stages { id } }"}}')),
  refused("variables that are a list", post(json('"variables":[1,2]'))),
  refused("variables that are a string", post(json('"variables":"{}"'))),
  refused("truncated JSON", post('{"query":"{ stages { id } }"')),
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
    "an unknown persisted query",
    post(JSON.stringify({ extensions: { persistedQuery: { version: 1, sha256Hash: "a".repeat(64) } } })),
  ),
];
