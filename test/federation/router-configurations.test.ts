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

/** What each configuration comes to, in words of no vendor. */
interface Meaning {
  readonly listen: string;
  readonly toAll: string[];
  readonly toAts: string[];
  readonly secret: Record<string, string>;
  /** The keys of an error's extensions that reach clients, and whether its message does. */
  readonly errors: { readonly keys: string[]; readonly message: boolean };
  /** How long a request to a subgraph may take, and one to the router, in seconds. */
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

  it("listens where the example's gateway does", () => {
    expect(listen).toBe(`127.0.0.1:${gatewayPort}`);
  });

  it("passes on the trace context to all, and the cap on calls and the secret to ats alone", () => {
    expect(lower(toAll)).toEqual(["traceparent", "tracestate"]);
    expect(lower(toAts)).toEqual(["x-max-upstream-calls"]);
    expect(lower(Object.keys(secret))).toEqual(["router-authorization"]);
    expect(Object.values(secret)[0]).toContain("ROUTER_SECRET");
  });

  it("lets the codes and messages of errors through", () => {
    expect(errors).toEqual({ keys: ["code", "provider", "requestId"], message: true });
  });

  it("waits longer than the subgraph may take", () => {
    const deadline = ats.queryDeadlineMs / 1000;
    expect(timeouts.subgraph).toBeGreaterThan(deadline);
    if (timeouts.router !== undefined) expect(timeouts.router).toBeGreaterThan(timeouts.subgraph);
  });
});

describe("the other files", () => {
  it("have Hive Gateway wait longer than the subgraph may take", () => {
    expect(gatewayConfig.upstreamTimeout).toBeGreaterThan(ats.queryDeadlineMs);
  });

  it("tell Rover where the example's subgraphs are", () => {
    const { subgraphs: told } = RoverSupergraph.parse(read("supergraph.yaml"));
    expect(Object.fromEntries(Object.entries(told).map(([name, { routing_url }]) => [name, routing_url]))).toEqual(
      subgraphs,
    );
    for (const [name, { schema }] of Object.entries(told))
      expect(schema).toMatchObject({ subgraph_url: subgraphs[name as "ats"] });
  });

  it("tell Cosmo's composer the same", () => {
    const { subgraphs: told } = CosmoGraph.parse(read("graph.yaml"));
    expect(Object.fromEntries(told.map(({ name, routing_url }) => [name, routing_url]))).toEqual(subgraphs);
    for (const { routing_url, introspection } of told) expect(introspection.url).toBe(routing_url);
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
