import { readFileSync } from "node:fs";
import {
  buildClientSchema,
  buildSchema,
  getIntrospectionQuery,
  GraphQLSchema,
  lexicographicSortSchema,
  printSchema,
  specifiedDirectives,
} from "graphql";
import { describe, expect, it } from "vitest";
import { startSubgraph } from "../support/subgraph.js";
import { gatewayNames, gateways } from "./gateways.js";

const file = buildSchema(readFileSync(new URL("../../docs/api-schema.graphql", import.meta.url), "utf8"));

/** The schema as text, without the directives that only schemas use: Hive Gateway shows their definitions too. */
function forClients(schema: GraphQLSchema): string {
  return printSchema(
    new GraphQLSchema({ ...lexicographicSortSchema(schema).toConfig(), directives: specifiedDirectives }),
  );
}

describe("docs/api-schema.graphql", () => {
  it.each(gatewayNames)("is the schema that %s shows to clients", async (name) => {
    await using subgraph = await startSubgraph({ candidates: 2 });
    const gateway = await gateways[name]([{ name: "ats", url: `${subgraph.url}/graphql` }]);
    try {
      const response = await fetch(gateway.url, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ query: getIntrospectionQuery() }),
      });
      const { data } = (await response.json()) as { data: Parameters<typeof buildClientSchema>[0] };
      expect(forClients(buildClientSchema(data))).toBe(forClients(file));
    } finally {
      await gateway.close();
    }
  });
});
