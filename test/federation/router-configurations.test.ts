import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { gatewayConfig } from "../../examples/supergraph/gateway.config.js";
import { readSettings } from "../../examples/supergraph/settings.js";
import { ApolloRouter, CosmoGraph, CosmoRouter, HiveRouter, RoverSupergraph } from "./router-schemas.js";

const read = (file: string): any => parse(readFileSync(`examples/supergraph/${file}`, "utf8"));

const { ats, notesPort, gatewayPort } = readSettings({});
const subgraphs = {
  ats: `http://127.0.0.1:${ats.port}/graphql`,
  notes: `http://127.0.0.1:${notesPort}/graphql`,
};

/** The meaning of each configuration, independent of the vendor. */
interface Meaning {
  readonly listen: string;
  readonly toAll: string[];
  readonly toAts: string[];
  readonly secret: Record<string, string>;
  /** The keys of an error's extensions that clients get, and whether they get its message. */
  readonly errors: { readonly keys: string[]; readonly message: boolean };
  /** The timeouts of a request to a subgraph and of a request to the router, in seconds. */
  readonly seconds: { readonly subgraph: number; readonly router?: number };
}

const seconds = (text: string) => Number(/^(\d+)s$/.exec(text)![1]);
const names = (rules: any[]) =>
  rules.flatMap(({ op, named, propagate }) => (op === "propagate" ? named : (propagate?.named ?? [])));

const routers: Record<string, () => Meaning> = {
  "router.yaml"() {
    const { supergraph, headers, include_subgraph_errors, traffic_shaping } = ApolloRouter.parse(
      read("router.yaml"),
    ) as any;
    const { insert } = headers.subgraphs.ats.request.find((rule: any) => "insert" in rule);
    const { redact_message, allow_extensions_keys } = include_subgraph_errors.subgraphs.ats;
    return {
      listen: supergraph.listen,
      toAll: names(headers.all.request),
      toAts: names(headers.subgraphs.ats.request),
      secret: { [insert.name]: insert.value },
      errors: { keys: allow_extensions_keys, message: !redact_message },
      seconds: { subgraph: seconds(traffic_shaping.all.timeout), router: seconds(traffic_shaping.router.timeout) },
    };
  },
  "router.config.yaml"() {
    const { http, headers, error_masking, traffic_shaping } = HiveRouter.parse(read("router.config.yaml")) as any;
    const { insert } = headers.subgraphs.ats.request.find((rule: any) => "insert" in rule);
    const { enabled, extensions } = error_masking.subgraphs.ats;
    return {
      listen: `${http.host}:${http.port}`,
      toAll: names(headers.all.request),
      toAts: names(headers.subgraphs.ats.request),
      secret: { [insert.name]: insert.expression },
      errors: { keys: extensions.mode === "allow" ? extensions.keys : [], message: !enabled },
      seconds: {
        subgraph: seconds(traffic_shaping.all.request_timeout),
        router: seconds(traffic_shaping.router.request_timeout),
      },
    };
  },
  "cosmo-router.yaml"() {
    const config = CosmoRouter.parse(read("cosmo-router.yaml")) as any;
    const { listen_addr, headers, subgraph_error_propagation, traffic_shaping } = config;
    const { name, value } = headers.subgraphs.ats.request.find(({ op }: any) => op === "set");
    return {
      listen: listen_addr,
      toAll: names(headers.all.request),
      toAts: names(headers.subgraphs.ats.request),
      secret: { [name]: value },
      errors: {
        keys: subgraph_error_propagation.allowed_extension_fields,
        message: subgraph_error_propagation.mode === "pass-through",
      },
      seconds: { subgraph: seconds(traffic_shaping.all.request_timeout) },
    };
  },
};

describe.each(Object.entries(routers))("%s", (_file, meaning) => {
  const { listen, toAll, toAts, secret, errors, seconds: timeouts } = meaning();
  const lower = (list: string[]) => list.map((name) => name.toLowerCase());

  it("listens at the address of the example's gateway", () => {
    expect(listen).toBe(`127.0.0.1:${gatewayPort}`);
  });

  it("forwards the trace context to all subgraphs, and the limit on calls and the secret to ats only", () => {
    expect(lower(toAll)).toEqual(["traceparent", "tracestate"]);
    expect(lower(toAts)).toEqual(["x-max-upstream-calls"]);
    expect(lower(Object.keys(secret))).toEqual(["router-authorization"]);
    expect(Object.values(secret)[0]).toContain("ROUTER_SECRET");
  });

  it("forwards the codes and messages of errors", () => {
    expect(errors).toEqual({ keys: ["code", "provider", "requestId", "cause"], message: true });
  });

  it("waits longer than the deadline of the subgraph", () => {
    const deadline = ats.queryDeadlineMs / 1000;
    expect(timeouts.subgraph).toBeGreaterThan(deadline);
    if (timeouts.router !== undefined) expect(timeouts.router).toBeGreaterThan(timeouts.subgraph);
  });
});

describe("the other files", () => {
  it("make Hive Gateway wait longer than the deadline of the subgraph", () => {
    expect(gatewayConfig.upstreamTimeout).toBeGreaterThan(ats.queryDeadlineMs);
  });

  it("give Rover the addresses of the example's subgraphs", () => {
    const { subgraphs: configured } = RoverSupergraph.parse(read("supergraph.yaml"));
    expect(
      Object.fromEntries(Object.entries(configured).map(([name, { routing_url }]) => [name, routing_url])),
    ).toEqual(subgraphs);
    for (const [name, { schema }] of Object.entries(configured))
      expect(schema).toMatchObject({ subgraph_url: subgraphs[name as "ats"] });
  });

  it("give Cosmo's composer the same addresses", () => {
    const { subgraphs: configured } = CosmoGraph.parse(read("graph.yaml"));
    expect(Object.fromEntries(configured.map(({ name, routing_url }) => [name, routing_url]))).toEqual(subgraphs);
    for (const { routing_url, introspection } of configured) expect(introspection.url).toBe(routing_url);
  });
});

describe("the schemas", () => {
  it.each([
    ["router.yaml", ApolloRouter],
    ["supergraph.yaml", RoverSupergraph],
    ["router.config.yaml", HiveRouter],
    ["cosmo-router.yaml", CosmoRouter],
    ["graph.yaml", CosmoGraph],
  ] as const)("refuse a setting that they do not know, anywhere in %s", (file, schema) => {
    const config = read(file);
    expect(schema.safeParse(config).success).toBe(true);
    for (const place of objectsIn(config)) {
      place.misspelt = true;
      expect(schema.safeParse(config).success).toBe(false);
      delete place.misspelt;
    }
  });
});

function objectsIn(value: any): any[] {
  if (typeof value !== "object" || value === null) return [];
  const within = Object.values(value).flatMap(objectsIn);
  return Array.isArray(value) ? within : [value, ...within];
}
