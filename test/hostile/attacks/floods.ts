import { document, many, nest, post, refused } from "../attack.js";

const refs = (count: number) => many(count, (i) => `{ __typename: "Job", id: "j-${i}" },`);
const unknownFields = `{${Array.from({ length: 30_000 }, (_, i) => `"f${i}":${i % 10}`).join()}}`;

/** Many equal or wrong parts in one request. */
export const floods = [
  refused("one field 101 times", document(`{ stages { ${"id ".repeat(101)} } }`), { code: "QUERY_TOO_COMPLEX" }),
  refused("one field 101 times in inline fragments", document(`{ stages { ${"... { id } ".repeat(101)} } }`), {
    code: "QUERY_TOO_COMPLEX",
  }),
  refused(
    "one field 101 times through fragments",
    document(`{ stages { ${many(101, (i) => `...F${i}`)} } } ${many(101, (i) => `fragment F${i} on Stage { id }`)}`),
    { code: "QUERY_TOO_COMPLEX" },
  ),
  refused("one alias 101 times", document(`{ stages { ${"a: id ".repeat(101)} } }`), { code: "QUERY_TOO_COMPLEX" }),
  refused("51 aliases at the root", document(`{ ${many(51, (i) => `a${i}: stages { id }`)} }`), {
    code: "QUERY_TOO_COMPLEX",
  }),
  refused(
    "51 aliases at the root through a fragment",
    document(`{ ...F } fragment F on Query { ${many(51, (i) => `a${i}: __typename`)} }`),
    { code: "QUERY_TOO_COMPLEX" },
  ),
  refused(
    "one text under 190 names",
    document(`{ jobs(first: 100) { nodes { ${many(190, (i) => `a${i}: description`)} } } }`),
    {
      code: "QUERY_TOO_COMPLEX",
    },
  ),
  refused(
    "the members of the account under 190 names",
    document(`{ filterOptions { ${many(190, (i) => `a${i}: members { name }`)} } }`),
    {
      code: "QUERY_TOO_COMPLEX",
    },
  ),
  refused(
    "one field under 11 names, in two selections and a fragment",
    document(
      `{ stages { ${many(5, (i) => `a${i}: name`)} } stages { ${many(5, (i) => `b${i}: name`)} ...F } } fragment F on Stage { c: name }`,
    ),
    { code: "QUERY_TOO_COMPLEX" },
  ),
  refused(
    "an alias of 400,000 characters for each job",
    document(`{ jobs(first: 100) { nodes { ${"a".repeat(400_000)}: id } } }`),
    {
      code: "QUERY_TOO_COMPLEX",
    },
  ),
  refused("the SDL under 190 names", document(`{ _service { ${many(190, (i) => `a${i}: sdl`)} } }`), {
    code: "QUERY_TOO_COMPLEX",
  }),
  refused("the SDL under 45 names at the root", document(`{ ${many(45, (i) => `a${i}: _service { sdl }`)} }`), {
    code: "QUERY_TOO_COMPLEX",
  }),
  refused(
    "the descriptions of the schema under 190 names",
    document(`{ __schema { types { fields { ${many(190, (i) => `a${i}: description`)} } } } }`),
    { code: "QUERY_TOO_COMPLEX", against: "defaults" },
  ),
  refused("4,900 unknown fragments", document(`{ ${many(4900, (i) => `...F${i}`)} }`), { code: "QUERY_TOO_COMPLEX" }),
  refused("1,001 representations", document(`{ _entities(representations: [${refs(1001)}]) { __typename } }`), {
    code: "QUERY_TOO_COMPLEX",
  }),
  refused("2,000 unknown fields", document(`{ stages { ${many(2000, (i) => `x${i}`)} } }`)),
  refused("2,000 unknown arguments", document(`{ stages(${many(2000, (i) => `x${i}: 1`)}) { id } }`)),
  refused("2,000 unknown types", document(`{ stages { ${many(1500, (i) => `... on X${i} { id }`)} } }`)),
  refused("90 unknown directives", document(`{ stages { id ${many(90, (i) => `@x${i}`)} } }`)),
  refused(
    "4,000 values that an enum does not have",
    document(`{ applications(filter: { status: [${many(4000, (i) => `X${i}`)}] }) { nodes { id } } }`),
  ),
  refused(
    "4,000 values that an enum does not have, in a variable",
    document("query ($s: [ApplicationStatus!]) { applications(filter: { status: $s }) { nodes { id } } }", {
      s: Array.from({ length: 4000 }, (_, i) => `X${i}`),
    }),
  ),
  refused(
    "a variable with 30,000 unknown fields",
    post(`{"query":"query ($f: JobFilter) { jobs(filter: $f) { nodes { id } } }","variables":{"f":${unknownFields}}}`),
  ),
  refused("fields of an unknown field 14 deep", document(`{ ${nest(14, "x { % }", "y")} }`)),
];
