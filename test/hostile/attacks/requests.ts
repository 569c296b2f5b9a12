import { brotliCompressSync, deflateSync, gzipSync } from "node:zlib";
import { bounded, closed, sequence, many, post, refused, request } from "../attack.js";

const stages = JSON.stringify({ query: "{ stages { id } }" });
const byGet = `/graphql?query=${encodeURIComponent("{ stages { id } }")}`;
const zeros = Buffer.concat([Buffer.from('{"query":"'), Buffer.alloc(64 * 1024 * 1024, "a"), Buffer.from('"}')]);
const form = "application/x-www-form-urlencoded";
const foreign = { origin: "https://evil.example", "sec-fetch-site": "cross-site" };

/** Hostile requests with valid HTTP. */
export const requests = [
  // A browser sends these requests for a foreign web page without a preflight.
  refused("a form in plain text", post(stages, { "content-type": "text/plain", ...foreign })),
  refused("a form in plain text with a parameter", post(stages, { "content-type": "text/plain; application/json" })),
  refused("a form", post(`query=${encodeURIComponent("{ stages { id } }")}`, { "content-type": form, ...foreign })),
  refused(
    "a form with a file",
    post('--x\r\ncontent-disposition: form-data; name="operations"\r\n\r\n{"query":"{ stages { id } }"}\r\n--x--\r\n', {
      "content-type": "multipart/form-data; boundary=x",
      ...foreign,
    }),
  ),
  refused("a body without a content type", post(stages, { "content-type": "" })),
  refused("a GET from a foreign page", request(byGet, { headers: foreign })),
  refused("a GET from another port", request(byGet, { headers: { "sec-fetch-site": "same-site" } })),
  refused("a GET with a foreign host name", request(byGet, { headers: { host: "rebound.evil.example" } })),
  refused("a GET with a host name that looks local", request(byGet, { headers: { host: "127.0.0.1.evil.example" } })),
  bounded(
    "a preflight request",
    request("/graphql", {
      method: "OPTIONS",
      headers: {
        ...foreign,
        "access-control-request-method": "POST",
        "access-control-request-headers": "content-type",
      },
    }),
  ),

  // Content types and methods.
  ...[
    "application/graphql",
    "application/xml",
    "text/html",
    "application/json+evil",
    "application/jsonx",
    "x",
    "application/octet-stream",
  ].map((type) => refused(`a body of type ${type}`, post(stages, { "content-type": type }))),
  refused("an unknown charset", post(stages, { "content-type": "application/json; charset=evil" })),
  refused(
    "XML with an entity",
    post('<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>', { "content-type": "application/xml" }),
  ),
  ...["PUT", "DELETE", "PATCH", "TRACE", "PROPFIND", "SEARCH", "PURGE", "M-SEARCH"].map((method) =>
    refused(`the method ${method}`, request("/graphql", { method, headers: { "content-length": "0" } })),
  ),
  bounded("the method HEAD", request(byGet, { method: "HEAD" }), { calls: 1 }),
  refused(
    "a method in a header",
    request("/graphql", {
      method: "GET",
      headers: { "x-http-method-override": "POST", "x-http-method": "POST", "x-method-override": "POST" },
    }),
  ),
  refused("a method in the query string", request("/graphql?_method=POST")),
  refused("a mutation by GET", request(`/graphql?query=${encodeURIComponent("mutation { removeAll }")}`)),
  refused("a URL with two queries", request(`${byGet}&query=%7Bstages%7Bname%7D%7D`)),
  refused("variables in the URL that are not JSON", request(`${byGet}&variables=%7B`)),
  refused("__proto__ in the URL", request("/graphql?__proto__[query]=x&constructor[prototype][query]=x")),
  refused("a URL of 12,000 characters", request(`/graphql?query=%7B${"a".repeat(12_000)}%7D`)),
  refused("10,000 parameters", request(`/graphql?${"a&".repeat(6000)}`)),

  // Large and compressed bodies.
  // The server closes the connection during the upload, so the client may not get the response.
  closed(
    "a body of 8 MB",
    post(Buffer.concat([Buffer.from('{"query":"'), Buffer.alloc(8 * 1024 * 1024, "a"), Buffer.from('"}')])),
  ),
  refused("64 MB in gzip", post(gzipSync(zeros), { "content-encoding": "gzip" })),
  refused("64 MB in deflate", post(deflateSync(zeros), { "content-encoding": "deflate" })),
  refused(
    "64 MB in Brotli",
    post(() => brotliCompressSync(zeros, { params: { 1: 1 } }), { "content-encoding": "br" }),
  ),
  refused("gzip in gzip", post(gzipSync(gzipSync(stages)), { "content-encoding": "gzip, gzip" })),
  refused("an unknown encoding", post(gzipSync(stages), { "content-encoding": "evil" })),

  // Paths.
  ...[
    "/graphiql/../../etc/passwd",
    "/graphiql/assets/../../../package.json",
    "/graphiql/assets/..%2f..%2f..%2fpackage.json",
    "/graphiql/assets/%2e%2e/%2e%2e/package.json",
    "/graphiql/assets/..%5c..%5cpackage.json",
    "/graphiql/assets/%00",
    "/graphiql/assets/.env",
    "//etc/passwd",
    "/%",
    "/%c0%ae%c0%ae/",
    "/graphql/../metrics/../../x",
    "/.git/config",
    "/health/live/../../../etc/passwd",
    `/${"a/".repeat(4000)}`,
  ].map((path) => refused(`the path ${path.slice(0, 60)}`, request(path), { against: "defaults" })),
  refused(
    "GraphiQL while it is off",
    sequence(request("/"), request("/graphiql"), request("/graphiql/assets/index.js")),
  ),
  refused("the path in capitals", request("/GRAPHQL")),

  // Headers.
  refused("no router secret", post(stages, { "router-authorization": "" }), { code: "UNAUTHENTICATED" }),
  refused("a wrong router secret", post(stages, { "router-authorization": "wrong" }), { code: "UNAUTHENTICATED" }),
  refused("the router secret twice", post(stages, { "router-authorization": "open-sesame-seeds, open-sesame-seeds" }), {
    code: "UNAUTHENTICATED",
  }),
  refused(
    "the router secret in the URL",
    async ({ url }) =>
      request("/graphql?router-authorization=open-sesame-seeds&query=%7B__typename%7D")({
        url,
        headers: {},
        cursor: "",
      }),
    { code: "UNAUTHENTICATED" },
  ),
  refused("an invalid body without the router secret", post("{", { "router-authorization": "x" }), {
    code: "UNAUTHENTICATED",
  }),
  ...["-1", "1e9", "NaN", "0x10", " ", "99999999999999999999", "1, 2", "١"].map((value) =>
    refused(
      `x-max-upstream-calls: ${value}`,
      post(stages, { "x-max-upstream-calls": Buffer.from(value).toString("latin1") }),
    ),
  ),
  bounded("x-max-upstream-calls: 0", post(stages, { "x-max-upstream-calls": "0" })),
  ...["yes", "__proto__", "plan, run", "a".repeat(8000)].map((value) =>
    refused(`x-explain: ${value.slice(0, 20)}`, post(stages, { "x-explain": value })),
  ),
  bounded(
    "an explanation of a query that is too complex",
    post(JSON.stringify({ query: `{ ${many(300, (i) => `a${i}: offers(first: 100) { nodes { id } }`)} }` }), {
      "x-explain": "run",
    }),
  ),
  refused("x-provider-support: off", post(stages, { "x-provider-support": "off" })),
  bounded("an invalid request id", post(stages, { "x-request-id": '"},{"level":60,"msg":"forged' }), {
    calls: 1,
  }),
  bounded("a request id of 8,000 characters", post(stages, { "x-request-id": "a".repeat(8000) }), { calls: 1 }),
  bounded(
    "a trace of 120 fields of each stage",
    post(JSON.stringify({ query: `{ ${many(40, (i) => `a${i}: stages { a: id b: name c: isLead }`)} }` }), {
      "apollo-federation-include-trace": "ftv1",
    }),
    { calls: 1 },
  ),
  bounded("an unknown kind of trace", post(stages, { "apollo-federation-include-trace": "ftv9, ftv1" }), {
    calls: 1,
  }),
  bounded("an unknown type in Accept", post(stages, { accept: "application/evil, */*;q=0.0000001" }), {
    calls: 1,
  }),
  bounded("an Accept of 3,000 types", post(stages, { accept: many(700, (i) => `a/${i};q=0.1,`) }), { calls: 1 }),
  bounded(
    "headers of a proxy",
    post(stages, {
      "x-forwarded-for": "127.0.0.1",
      "x-forwarded-host": "evil.example",
      forwarded: "for=127.0.0.1;host=evil.example",
      "x-original-url": "/metrics",
      "x-rewrite-url": "/metrics",
    }),
    { calls: 1 },
  ),
  bounded(
    "an invalid traceparent",
    post(stages, { traceparent: `00-${"z".repeat(500)}-0-${"f".repeat(500)}`, tracestate: "=,=,=" }),
    { calls: 1 },
  ),
  bounded("a cookie of 8,000 characters", post(stages, { cookie: "a=".repeat(4000) }), { calls: 1 }),
];
