import type { GatewayConfigSupergraph } from "@graphql-hive/gateway-runtime";

/**
 * The configuration of Hive Gateway in this example. It also works with the command of `@graphql-hive/gateway`,
 * `ROUTER_SECRET=… npx hive-gateway supergraph`, in a folder with a supergraph.graphql.
 */
export const gatewayConfig = {
  supergraph: "supergraph.graphql",
  propagateHeaders: {
    fromClientToSubgraphs({ request: { headers }, subgraphName }) {
      // A gateway with tracing sends its own traceparent. Then remove these two.
      const trace = { traceparent: headers.get("traceparent"), tracestate: headers.get("tracestate") };
      if (subgraphName !== "ats") return trace;
      return {
        ...trace,
        "x-max-upstream-calls": headers.get("x-max-upstream-calls"),
        "router-authorization": process.env.ROUTER_SECRET,
      };
    },
  },
  // Above the subgraph's deadline (QUERY_DEADLINE_MS, 30 s), so that a late response still has partial data.
  upstreamTimeout: 35_000,
  // No upstreamRetry, because the subgraph retries calls itself, within its rate limit.
  healthCheckEndpoint: "/healthcheck",
  readinessCheckEndpoint: "/readiness",
} satisfies GatewayConfigSupergraph;
