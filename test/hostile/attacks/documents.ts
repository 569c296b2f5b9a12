import { bounded, document, many, nest, refused } from "../attack.js";

const pages = "applications(first: 100) { nodes { job { % } } }";

/** A chain of fragments. Each of them contains the next one twice. */
const doubling = (length: number, contentOf: (next: string) => string) =>
  `{ jobs(first: 1) { nodes { ...F0 } } } ${many(length, (i) => `fragment F${i} on Job { ${contentOf(`...F${i + 1}`)} }`)}
   fragment F${length} on Job { id }`;

/** Documents that are too deep or too large, and documents with bad fragments or directives. */
export const documents = [
  // Depth.
  refused("a selection 100 pages deep", document(`{ job(id: "x") { ${nest(100, pages, "id")} } }`)),
  refused("a selection 1,600 levels deep", document(nest(1600, "{ candidates { nodes %", "{ id }") + "}".repeat(1600))),
  refused("a selection without an end", document("{a".repeat(4900))),
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
    "nested candidates",
    document(`{ candidates(first: 100) { nodes { ${nest(12, "applications { candidate { % } }", "id")} } } }`),
  ),
  refused("nested jobs", document(`{ jobs(first: 100) { nodes { ${nest(3, pages, "id")} } } }`)),

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
  bounded("1,600 aliases of the SDL", document(`{ ${many(1600, (i) => `a${i}:_service{sdl}`)} }`), {
    bytes: 1024 * 1024,
  }),
  bounded(
    "1,200 aliases of the support matrix",
    document(`{ ${many(1200, (i) => `a${i}:providerSupport{field reason}`)} }`),
    { bytes: 1024 * 1024 },
  ),
  bounded(
    "aliases that are names of object properties",
    document("{ __proto__: stages { constructor: id toString: name } hasOwnProperty: __typename }"),
    { calls: 1 },
  ),

  // Fragments.
  refused("a fragment that contains itself", document("{ stages { ...A } } fragment A on Stage { ...A }"), {
    code: "GRAPHQL_VALIDATION_FAILED",
  }),
  refused(
    "two fragments that contain each other",
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
  bounded("exponential fragment spreads", document(doubling(600, (next) => `${next} ${next}`)), { calls: 2 }),
  refused(
    "exponential fields",
    document(
      doubling(
        30,
        (next) =>
          `a: applications(first: 1) { nodes { job { ${next} } } } b: applications(first: 1) { nodes { job { ${next} } } }`,
      ),
    ),
  ),
  refused(
    "1,300 unused fragments",
    document(`{ stages { id } } ${many(1300, (i) => `fragment F${i} on Stage { id }`)}`),
  ),
  refused(
    "1,300 fragments with the same name",
    document(`{ stages { ...F } } ${many(1300, () => "fragment F on Stage { id }")}`),
  ),
  refused("spreads of unknown fragments", document(`{ stages { ${many(3000, (i) => `...F${i}`)} } }`)),
  refused("a fragment on a wrong type", document("{ stages { ...A } } fragment A on Candidate { fullName }")),
  refused(
    "fragments with names of object properties",
    document("{ stages { ...constructor ...__proto__ ...toString } }"),
  ),
  bounded("inline fragments 1,600 deep", document(`{ stages { ${nest(1600, "... { % }", "id")} } }`), { calls: 1 }),
  bounded(
    "450 selections that may conflict",
    document(
      `{ jobs(first: 1) { nodes { ${many(450, () => "applications(first: 1) { nodes { job { id name } } }")} } } }`,
    ),
    { calls: 12 },
  ),

  // Directives.
  refused("one directive 1,400 times", document(`{ stages { id ${"@skip(if: false) ".repeat(1400)} } }`)),
  refused("unknown directives", document(`{ stages { id ${many(3000, (i) => `@d${i}`)} } }`)),
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
];
