import { bounded, document, many, nest, post, refused } from "../attack.js";

const wholeSchema = "__schema { types { name description fields { name description type { name } args { name } } } }";

/** Operations that are not allowed, hostile text, introspection, and batches. */
export const operations = [
  // Other operations than queries.
  refused("a mutation", document("mutation { removeAll }")),
  refused("1,000 mutations", document(`mutation { ${many(1000, (i) => `a${i}: removeAll`)} }`)),
  refused("a subscription", document("subscription { candidates { nodes { id } } }")),
  refused("a definition of a type", document("type Query { a: Int }")),
  refused("an extension of the schema", document("extend type Query { a: Int } { a }")),
  refused("1,000 operations without an operation name", document(many(1000, (i) => `query Q${i} { stages { id } }`))),
  refused(
    "two operations with the same name",
    document("query A { stages { id } } query A { stages { id } }", {}, { operationName: "A" }),
  ),
  refused(
    "an operation with the name of an object property",
    document("query A { stages { id } } query B { stages { id } }", {}, { operationName: "__proto__" }),
  ),

  // Text.
  refused("a name of 100,000 characters", document(`{ ${"a".repeat(100_000)} }`)),
  bounded("an operation name of 100,000 characters", document(`query ${"A".repeat(100_000)} { stages { id } }`), {
    calls: 1,
  }),
  bounded("a comment of 400,000 characters", document(`#${"a".repeat(400_000)}\n{ stages { id } }`), { calls: 1 }),
  bounded("100,000 comments", document(`${"#\n".repeat(100_000)}{ stages { id } }`), { calls: 1 }),
  bounded("400,000 commas", document(`${",".repeat(400_000)}{ stages { id } }`), { calls: 1 }),
  refused("a block string of 100,000 lines", document(`{ job(id: """${"\\n ".repeat(100_000)}""") { id } }`)),
  refused("a string without an end", document(`{ job(id: "${"a".repeat(100_000)} ) { id } }`), {
    code: "GRAPHQL_PARSE_FAILED",
  }),
  refused("a string of escapes", document(`{ job(id: "${"\\u0000".repeat(10_000)}") { id } }`)),
  refused("100,000 tokens", document(`{ stages { ${"id ".repeat(100_000)} } }`)),
  refused("control characters", document("{ stages \u0000\u0008\u001b[31m { id } }"), { code: "GRAPHQL_PARSE_FAILED" }),
  refused(
    "a newline in the name of an operation",
    document("query A\n{ stages { id } }", {}, { operationName: 'A\n{"level":60,"msg":"forged"}' }),
  ),

  // The schema.
  refused("introspection while it is off", document(`{ ${wholeSchema} }`)),
  refused("a type's introspection while it is off", document('{ __type(name: "Candidate") { fields { name } } }')),
  refused("a name similar to a field", document("{ candidats { nodes { id } } stages { nam } }")),
  refused("a name similar to an argument", document("{ candidates(filtre: { emial: 1 }) { nodes { id } } }")),
  bounded(
    "the schema through a fragment",
    document("{ ...A } fragment A on Query { __schema { queryType { name } } }"),
  ),
  bounded("nested introspection", document(`{ __schema { types { ${nest(12, "fields { type { % } }", "name")} } } }`), {
    against: "defaults",
  }),
  bounded(
    "ofType 400 deep",
    document(`{ __schema { types { fields { type { ${nest(400, "ofType { % }", "name")} } } } } }`),
    { against: "defaults", bytes: 1024 * 1024 },
  ),
  refused("the whole schema 60 times", document(`{ ${many(60, (i) => `a${i}: ${wholeSchema}`)} }`), {
    against: "defaults",
    bytes: 1024 * 1024,
  }),
  bounded(
    "one type 500 times",
    document(`{ ${many(500, (i) => `a${i}: __type(name: "Candidate") { fields { name description } }`)} }`),
    { against: "defaults", bytes: 1024 * 1024 },
  ),

  refused(
    "the types of the schema 500 times",
    document(`{ __schema { ${many(500, (i) => `a${i}: types { fields { name args { name } } }`)} } }`),
    { against: "defaults" },
  ),
  refused("the SDL 100 times", document(`{ ${many(100, (i) => `a${i}:_service{sdl}`)} }`), {
    code: "QUERY_TOO_COMPLEX",
  }),

  // Batches.
  refused(
    "a batch of 1,000",
    post(JSON.stringify(Array.from({ length: 1000 }, () => ({ query: "{ stages { id } }" })))),
  ),
  refused("a batch of one", post(JSON.stringify([{ query: "{ stages { id } }" }]))),
  refused("an empty batch", post("[]")),
];
