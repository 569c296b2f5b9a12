import fc from "fast-check";
import { brotliCompressSync, deflateSync, gzipSync } from "node:zlib";

const methods = [
  "GET",
  "POST",
  "HEAD",
  "OPTIONS",
  "PUT",
  "PATCH",
  "DELETE",
  "TRACE",
  "QUERY",
  "PROPFIND",
  "get",
  "FOO",
];

const paths = [
  "/graphql",
  "/graphql/",
  "//graphql",
  "/graphql/../graphql",
  "/%67raphql",
  "/graphql%00",
  "/%",
  "/%ff%fe",
  "/",
  "/index.html",
  "/assets/../../package.json",
  "/health/live",
  "/health/ready/",
  "/metrics",
  "/webhooks/lever",
  "/__proto__",
  "*",
  "graphql",
  "http://localhost/graphql",
  "http://user:password@[::1/graphql",
  `/${"a".repeat(3000)}`,
];

const hosts = [
  "localhost",
  "LOCALHOST:80",
  "",
  " ",
  "a b",
  "[::1",
  "[::1]:99999",
  "user@localhost",
  "localhost:x",
  "é",
  ",",
];

const queries = [
  "{ __typename }",
  "{ jobs(first: 1) { nodes { id } } }",
  "{ nothing }",
  "mutation { nothing }",
  "subscription { nothing }",
  "{",
  "query A { __typename } query B { stages { id } }",
  "query ($v: Int! = 2) { jobs(first: $v) { nodes { id } } }",
  "query ($v: Boolean! = true) { __typename stages @include(if: $v) { id } }",
  "query ($v: JobStatus! = OPEN) { jobs(first: 1, filter: { status: [$v] }) { nodes { id } } }",
  "query ($v: ID! = 1) { job(id: $v) { name } candidates(first: 1, filter: { jobIds: [$v] }) { nodes { id } } }",
  "query ($v: [_Any!]!) { _entities(representations: $v) { __typename } }",
];

/** A value of a variable, an operation name or extensions, as JSON text. */
const jsonText = fc.oneof(
  fc.constantFrom(
    "null",
    '""',
    "[]",
    "{}",
    "{",
    '{"v":null}',
    '{"v":[null]}',
    '{"v":{"v":null}}',
    '{"v":1e999}',
    '{"v":123456789012345678901234567890}',
    '{"__proto__":{"v":true}}',
    '{"v":"\\ud800"}',
    '{"persistedQuery":{"version":1,"sha256Hash":"ab"}}',
    '{"persistedQuery":null}',
    '{"persistedQuery":{"version":2,"sha256Hash":[]}}',
    `${"[".repeat(3000)}${"]".repeat(3000)}`,
    `${'{"v":'.repeat(300)}1${"}".repeat(300)}`,
  ),
  fc.json(),
);

const parameterNames = ["query", "variables", "operationName", "extensions", "id", "documentId", "doc_id", "__proto__"];

/** Parameters of a GET request: known ones and others, twice, without a value or with a value that is not encoded. */
const queryString = fc
  .array(
    fc
      .tuple(
        fc.constantFrom(...parameterNames),
        fc.oneof(fc.constantFrom("", "%", "%ff", "%00", "+", "A", ...queries), jsonText),
        fc.boolean(),
      )
      .map(([name, value, isEncoded]) => `${name}=${isEncoded ? encodeURIComponent(value.toWellFormed()) : value}`),
    { maxLength: 4 },
  )
  .map((each) => each.join("&"));

const jsonBody = fc.oneof(
  { weight: 3, arbitrary: fc.tuple(fc.constantFrom(...queries), jsonText).map(bodyOf) },
  {
    weight: 1,
    arbitrary: fc.dictionary(fc.constantFrom(...parameterNames), jsonText).map(
      (each) =>
        `{${Object.entries(each)
          .map(([name, value]) => `"${name}":${value}`)
          .join(",")}}`,
    ),
  },
  { weight: 1, arbitrary: jsonText },
  { weight: 1, arbitrary: fc.tuple(fc.constantFrom(...queries), jsonText).map((each) => `[${bodyOf(each)}]`) },
  { weight: 1, arbitrary: fc.constantFrom("", " ", "\ufeff{}", "query=%7B__typename%7D", "--a\r\n\r\n{}\r\n--a--") },
);

function bodyOf([query, variables]: readonly [string, string]): string {
  return `{"query":${JSON.stringify(query)},"variables":${variables}}`;
}

const encodings = {
  identity: (text: string) => Buffer.from(text),
  gzip: gzipSync,
  deflate: deflateSync,
  br: brotliCompressSync,
};

/** The bytes of a body with its `content-encoding`, which is wrong in some cases. */
const body = fc.oneof(
  { weight: 6, arbitrary: jsonBody.map((text) => ({ bytes: Buffer.from(text), encoding: undefined })) },
  {
    weight: 1,
    arbitrary: fc
      .tuple(jsonBody, fc.constantFrom(...(Object.keys(encodings) as (keyof typeof encodings)[])))
      .map(([text, encoding]) => ({ bytes: encodings[encoding](text), encoding: encoding })),
  },
  {
    weight: 1,
    arbitrary: fc
      .tuple(fc.uint8Array({ maxLength: 40 }), fc.constantFrom("gzip", "br", "zstd", "x, y", undefined))
      .map(([bytes, encoding]) => ({ bytes: Buffer.from(bytes), encoding })),
  },
);

const contentTypes = [
  "application/json",
  "Application/JSON; Charset=UTF-8",
  "application/json; charset=utf-16",
  "application/json; charset=",
  "application/graphql-response+json",
  "application/x-www-form-urlencoded",
  "multipart/form-data; boundary=a",
  "text/plain",
  "a",
  "/",
  ";",
  "",
];

const headerNames = [
  "accept",
  "accept-encoding",
  "apollo-require-preflight",
  "access-control-request-method",
  "access-control-request-headers",
  "authorization",
  "cache-control",
  "cookie",
  "expect",
  "forwarded",
  "if-none-match",
  "origin",
  "range",
  "referer",
  "router-authorization",
  "sec-fetch-site",
  "traceparent",
  "transfer-encoding",
  "upgrade",
  "x-explain",
  "x-forwarded-for",
  "x-forwarded-host",
  "x-forwarded-proto",
  "x-max-upstream-calls",
  "x-provider-support",
  "x-request-id",
];
const headerValue = fc.oneof(
  fc.constantFrom(
    "",
    "1",
    "*",
    "*/*;q=x",
    "application/json;q=0",
    "null",
    "http://localhost:1",
    "plan",
    "run",
    "websocket",
  ),
  fc.constantFrom("100-continue", "chunked", "a,b", "[::1", "cross-site", 'W/"a"', "bytes=0-1", "Bearer a.b.c", "gzip"),
  fc
    .array(
      fc.integer({ min: 0x20, max: 0xff }).filter((code) => code !== 0x7f),
      { maxLength: 30 },
    )
    .map((each) => String.fromCharCode(...each)),
);

/** The bytes of an HTTP request: odd methods, targets, headers and bodies, each in a request that is otherwise right. */
export const randomHttpRequest: fc.Arbitrary<Buffer> = fc
  .record({
    method: fc.oneof({ weight: 2, arbitrary: fc.constantFrom("GET", "POST") }, fc.constantFrom(...methods)),
    path: fc.oneof({ weight: 3, arbitrary: fc.constant("/graphql") }, fc.constantFrom(...paths)),
    queryString,
    version: fc.oneof({ weight: 20, arbitrary: fc.constant("1.1") }, fc.constantFrom("1.0", "2.0", "x")),
    hosts: fc.oneof(
      { weight: 6, arbitrary: fc.constant<string[]>(["localhost"]) },
      fc.array(fc.constantFrom<string[]>(...hosts), { maxLength: 2 }),
    ),
    contentType: fc.oneof({ weight: 4, arbitrary: fc.constant("application/json") }, fc.constantFrom(...contentTypes)),
    headers: fc.oneof(
      { weight: 1, arbitrary: fc.constant<[string, string][]>([]) },
      fc.array(fc.tuple(fc.constantFrom(...headerNames), headerValue), { maxLength: 3 }),
    ),
    body,
  })
  .map(({ method, path, queryString, version, hosts, contentType, headers, body: { bytes, encoding } }) => {
    const hasBody = method !== "GET" && method !== "HEAD";
    const lines = [
      `${method} ${path}${queryString === "" ? "" : `?${queryString}`} HTTP/${version}`,
      ...hosts.map((host) => `host: ${host}`),
      "connection: close",
      ...headers.map(([name, value]) => `${name}: ${value}`),
      ...(hasBody ? [`content-type: ${contentType}`, `content-length: ${bytes.length}`] : []),
      ...(hasBody && encoding !== undefined ? [`content-encoding: ${encoding}`] : []),
    ];
    return Buffer.concat([Buffer.from(`${lines.join("\r\n")}\r\n\r\n`, "latin1"), hasBody ? bytes : Buffer.alloc(0)]);
  });
