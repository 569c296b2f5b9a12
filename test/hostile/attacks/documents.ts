import { bounded, document, many, nest, post, refused } from "../attack.js";

const pages = "applications(first: 100) { nodes { job { % } } }";

/** A chain of fragments, each of which puts the next one in twice. */
const doubling = (length: number, put: (next: string) => string) =>
  `{ jobs(first: 1) { nodes { ...F0 } } } ${many(length, (i) => `fragment F${i} on Job { ${put(`...F${i + 1}`)} }`)}
   fragment F${length} on Job { id }`;

const wholeSchema = "__schema { types { name description fields { name description type { name } args { name } } } }";

/** Documents that are valid or nearly so, and too much. */
export const documents = [
  // Depth.
  refused("a selection 100 pages deep", document(`{ job(id: "x") { ${nest(100, pages, "id")} } }`)),
  refused("a selection 1,600 levels deep", document(nest(1600, "{ candidates { nodes %", "{ id }") + "}".repeat(1600))),
  refused("a selection never closed", document("{a".repeat(4900))),
  refused("braces without fields", document("{".repeat(9000))),
  refused(
    "a list literal 4,000 levels deep",
    document(`{ candidates(filter: { jobIds: ${nest(4000, "[%]", '"x"')} }) { nodes { id } } }`),
  ),
  refused(
    "an object literal 2,000 levels deep",
    document(`{ _entities(representations: ${nest(2000, "{ a: % }", "1")}) { __typename } }`),
  ),
  refused("a list type 4,000 levels deep", document(`query ($a: ${nest(4000, "[%]", "ID")}) { job(id: $a) { id } }`)),
  refused(
    "people within people",
    document(`{ candidates(first: 100) { nodes { ${nest(12, "applications { candidate { % } }", "id")} } } }`),
  ),
  refused("jobs within jobs", document(`{ jobs(first: 100) { nodes { ${nest(3, pages, "id")} } } }`)),

  // Width and aliases.
  bounded("one field 4,900 times", document(`{ stages { ${"id ".repeat(4900)} } }`), { calls: 1 }),
  bounded("one field 9,990 times at the root", document(`{ ${"__typename ".repeat(9990)} }`)),
  bounded("one list 2,000 times", document(`{ ${"stages { id } ".repeat(2000)} }`), { calls: 1 }),
  bounded("10,000 aliases of one field", document(`{ stages { ${many(10_000, (i) => `a${i}:id`)} } }`), { calls: 1 }),
  bounded("2,400 aliases of one field", document(`{ stages { ${many(2400, (i) => `a${i}:id`)} } }`), { calls: 1 }),
  bounded("1,600 aliases of a list at the root", document(`{ ${many(1600, (i) => `a${i}:stages{id}`)} }`), {
    calls: 1,
  }),
  refused(
    "300 aliases of a connection",
    document(`{ ${many(300, (i) => `a${i}: candidates(first: ${(i % 100) + 1}) { nodes { id } }`)} }`),
  ),
  refused(
    "300 aliases of a page of offers",
    document(`{ ${many(300, (i) => `a${i}: offers(first: 100) { nodes { id } }`)} }`),
  ),
  bounded("300 aliases of one lookup", document(`{ ${many(300, (i) => `a${i}: stage(id: "s-${i}") { name }`)} }`), {
    calls: 320,
  }),
  bounded("1,600 aliases of the schema's text", document(`{ ${many(1600, (i) => `a${i}:_service{sdl}`)} }`), {
    bytes: 1024 * 1024,
  }),
  bounded(
    "1,200 aliases of the support matrix",
    document(`{ ${many(1200, (i) => `a${i}:providerSupport{field reason}`)} }`),
    { bytes: 1024 * 1024 },
  ),
  bounded(
    "names of an object's own",
    document("{ __proto__: stages { constructor: id toString: name } hasOwnProperty: __typename }"),
    { calls: 1 },
  ),

  // Fragments.
  refused("a fragment in itself", document("{ stages { ...A } } fragment A on Stage { ...A }"), {
    code: "GRAPHQL_VALIDATION_FAILED",
  }),
  refused(
    "fragments in each other",
    document("{ stages { ...A } } fragment A on Stage { ...B } fragment B on Stage { ...A }"),
    { code: "GRAPHQL_VALIDATION_FAILED" },
  ),
  refused(
    "a circle of 1,000 fragments",
    document(`{ stages { ...F0 } } ${many(1000, (i) => `fragment F${i} on Stage { ...F${(i + 1) % 1000} }`)}`),
  ),
  refused(
    "a circle through a field",
    document("{ jobs { nodes { ...A } } } fragment A on Job { applications { nodes { job { ...A } } } }"),
    { code: "GRAPHQL_VALIDATION_FAILED" },
  ),
  bounded("a billion laughs of spreads", document(doubling(600, (next) => `${next} ${next}`)), { calls: 2 }),
  refused(
    "a billion laughs of fields",
    document(
      doubling(
        30,
        (next) =>
          `a: applications(first: 1) { nodes { job { ${next} } } } b: applications(first: 1) { nodes { job { ${next} } } }`,
      ),
    ),
  ),
  refused(
    "1,300 fragments that nobody uses",
    document(`{ stages { id } } ${many(1300, (i) => `fragment F${i} on Stage { id }`)}`),
  ),
  refused(
    "1,300 fragments of one name",
    document(`{ stages { ...F } } ${many(1300, () => "fragment F on Stage { id }")}`),
  ),
  refused("spreads of fragments that are not there", document(`{ stages { ${many(3000, (i) => `...F${i}`)} } }`)),
  refused("a fragment on a wrong type", document("{ stages { ...A } } fragment A on Candidate { fullName }")),
  refused(
    "fragments named for what every object has",
    document("{ stages { ...constructor ...__proto__ ...toString } }"),
  ),
  bounded("inline fragments 1,600 deep", document(`{ stages { ${nest(1600, "... { % }", "id")} } }`), { calls: 1 }),
  bounded(
    "450 selections that could conflict",
    document(
      `{ jobs(first: 1) { nodes { ${many(450, () => "applications(first: 1) { nodes { job { id name } } }")} } } }`,
    ),
    { calls: 12 },
  ),

  // Directives.
  refused("one directive 1,400 times", document(`{ stages { id ${"@skip(if: false) ".repeat(1400)} } }`)),
  refused("directives that are not there", document(`{ stages { id ${many(3000, (i) => `@d${i}`)} } }`)),
  bounded("conditions 800 deep", document(`{ stages { ${nest(800, "... @include(if: true) { % }", "id")} } }`), {
    calls: 1,
  }),
  bounded(
    "a condition on each of 800 fields",
    document(`query ($a: Boolean = true) { stages { ${many(800, () => `id @include(if: $a)`)} } }`),
    { calls: 1 },
  ),
  refused("@defer", document("{ stages { ... @defer { id } } }"), { code: "GRAPHQL_VALIDATION_FAILED" }),
  refused("@stream", document("{ stages @stream(initialCount: 0) { id } }"), { code: "GRAPHQL_VALIDATION_FAILED" }),

  // What is not a query.
  refused("a mutation", document("mutation { removeAll }")),
  refused("1,000 mutations", document(`mutation { ${many(1000, (i) => `a${i}: removeAll`)} }`)),
  refused("a subscription", document("subscription { candidates { nodes { id } } }")),
  refused("a definition of a type", document("type Query { a: Int }")),
  refused("an extension of the schema", document("extend type Query { a: Int } { a }")),
  refused("1,000 operations and no name", document(many(1000, (i) => `query Q${i} { stages { id } }`))),
  refused(
    "two operations of one name",
    document("query A { stages { id } } query A { stages { id } }", {}, { operationName: "A" }),
  ),
  refused(
    "an operation named for what every object has",
    document("query A { stages { id } } query B { stages { id } }", {}, { operationName: "__proto__" }),
  ),

  // Text.
  refused("a name of 100,000 characters", document(`{ ${"a".repeat(100_000)} }`)),
  bounded("an operation named with 100,000 characters", document(`query ${"A".repeat(100_000)} { stages { id } }`), {
    calls: 1,
  }),
  bounded("a comment of 400,000 characters", document(`#${"a".repeat(400_000)}\n{ stages { id } }`), { calls: 1 }),
  bounded("100,000 comments", document(`${"#\n".repeat(100_000)}{ stages { id } }`), { calls: 1 }),
  bounded("400,000 commas", document(`${",".repeat(400_000)}{ stages { id } }`), { calls: 1 }),
  refused("a block string of 100,000 lines", document(`{ job(id: """${"\\n ".repeat(100_000)}""") { id } }`)),
  refused("a string never closed", document(`{ job(id: "${"a".repeat(100_000)} ) { id } }`), {
    code: "GRAPHQL_PARSE_FAILED",
  }),
  refused("a string of escapes", document(`{ job(id: "${"\\u0000".repeat(10_000)}") { id } }`)),
  refused("100,000 tokens", document(`{ stages { ${"id ".repeat(100_000)} } }`)),
  refused("control characters", document("{ stages \u0000\u0008\u001b[31m { id } }"), { code: "GRAPHQL_PARSE_FAILED" }),
  refused(
    "newlines in the name of an operation",
    document("query A\n{ stages { id } }", {}, { operationName: 'A\n{"level":60,"msg":"forged"}' }),
  ),

  // What the schema holds.
  refused("introspection where it is off", document(`{ ${wholeSchema} }`)),
  refused("a type's introspection where it is off", document('{ __type(name: "Candidate") { fields { name } } }')),
  refused("a field close to one there is", document("{ candidats { nodes { id } } stages { nam } }")),
  refused("an argument close to one there is", document("{ candidates(filtre: { emial: 1 }) { nodes { id } } }")),
  bounded(
    "the schema through a fragment",
    document("{ ...A } fragment A on Query { __schema { queryType { name } } }"),
  ),
  bounded(
    "introspection within introspection",
    document(`{ __schema { types { ${nest(12, "fields { type { % } }", "name")} } } }`),
    { open: true },
  ),
  bounded(
    "ofType 400 deep",
    document(`{ __schema { types { fields { type { ${nest(400, "ofType { % }", "name")} } } } } }`),
    { open: true, bytes: 1024 * 1024 },
  ),
  refused("the whole schema 60 times", document(`{ ${many(60, (i) => `a${i}: ${wholeSchema}`)} }`), {
    open: true,
    bytes: 1024 * 1024,
  }),
  bounded(
    "one type 500 times",
    document(`{ ${many(500, (i) => `a${i}: __type(name: "Candidate") { fields { name description } }`)} }`),
    { open: true, bytes: 1024 * 1024 },
  ),

  refused(
    "the whole schema 500 times within one",
    document(`{ __schema { ${many(500, (i) => `a${i}: types { fields { name args { name } } }`)} } }`),
    { open: true },
  ),
  refused("the schema's text 100 times", document(`{ ${many(100, (i) => `a${i}:_service{sdl}`)} }`), {
    code: "QUERY_TOO_COMPLEX",
  }),

  // Many at once.
  refused(
    "a batch of 1,000",
    post(JSON.stringify(Array.from({ length: 1000 }, () => ({ query: "{ stages { id } }" })))),
  ),
  refused("a batch of one", post(JSON.stringify([{ query: "{ stages { id } }" }]))),
  refused("an empty batch", post("[]")),
];
