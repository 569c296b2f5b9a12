import type { GatewayConfigSupergraph } from "@graphql-hive/gateway-runtime";

/**
 * The configuration of Hive Gateway, as it is run here; or by itself: `hive-gateway supergraph`,
 * beside a supergraph.graphql.
 */
export const gatewayConfig = {
  supergraph: "supergraph.graphql",
  propagateHeaders: {
    fromClientToSubgraphs({ request: { headers }, subgraphName }) {
      // A gateway that traces sends a traceparent of its own: then leave these two out.
      const trace = { traceparent: headers.get("traceparent"), tracestate: headers.get("tracestate") };
      if (subgraphName !== "ats") return trace;
      return {
        ...trace,
        "x-max-upstream-calls": headers.get("x-max-upstream-calls"),
        "router-authorization": process.env.ROUTER_SECRET,
      };
    },
  },
  // Above the subgraph's deadline (QUERY_DEADLINE_MS, 30 s), so that a late answer still comes with what was ready.
  upstreamTimeout: 35_000,
  // No upstreamRetry: the subgraph repeats what can be repeated, within its rate limit.
  healthCheckEndpoint: "/healthcheck",
  readinessCheckEndpoint: "/readiness",
} satisfies GatewayConfigSupergraph;
