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
