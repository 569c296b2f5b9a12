import { readFileSync, readdirSync } from "node:fs";
import { type OperationDefinitionNode, buildSchema, isScalarType, parse as parseQuery, validate } from "graphql";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { z } from "zod";
import { agentTools } from "../../examples/mcp/hive-gateway.js";

const read = (path: string) => readFileSync(path, "utf8");
const files = readdirSync("examples/mcp/operations");
const manifest = JSON.parse(read("examples/mcp/manifest.json")) as {
  operations: { id: string; name: string; body: string }[];
};
const api = buildSchema(read("docs/api-schema.graphql"));

/** Apollo MCP Server, from docs/source/config-file.mdx in github.com/apollographql/apollo-mcp-server. */
const tool = z.strictObject({ enabled: z.literal(false) });
const ApolloMcpServer = z.strictObject({
  endpoint: z.url(),
  headers: z.record(z.string().regex(/^[\w-]+$/), z.string()),
  schema: z.strictObject({ source: z.literal("local"), path: z.string() }),
  operations: z.strictObject({ source: z.literal("manifest"), path: z.string() }),
  custom_scalars: z.string(),
  transport: z.strictObject({ type: z.literal("streamable_http"), address: z.ipv4(), port: z.int() }),
  overrides: z.strictObject({ mutation_mode: z.literal("none") }),
  introspection: z.strictObject({ execute: tool, introspect: tool, search: tool, validate: tool }),
});

/** Cosmo Router, from docs-website/router/mcp/configuration.mdx in github.com/wundergraph/cosmo. */
const CosmoMcp = z.strictObject({
  mcp: z.strictObject({
    enabled: z.literal(true),
    server: z.strictObject({ listen_addr: z.string().regex(/^[\w.]+:\d+$/) }),
    graph_name: z.string(),
    exclude_mutations: z.literal(true),
    enable_arbitrary_operations: z.literal(false),
    expose_schema: z.literal(false),
    omit_tool_name_prefix: z.boolean(),
    storage: z.strictObject({ provider_id: z.string() }),
  }),
  storage_providers: z.strictObject({
    file_system: z.array(z.strictObject({ id: z.string(), path: z.string() })),
  }),
});

describe("apollo-mcp-server.yaml", () => {
  const config = ApolloMcpServer.parse(parse(read("examples/mcp/apollo-mcp-server.yaml")));

  it("has the manifest's operations, each with its description before it", () => {
    expect(config.operations.path).toBe("examples/mcp/manifest.json");
    expect(manifest.operations.map(({ name }) => `${name}.graphql`)).toEqual(files);
    for (const { name, body } of manifest.operations) {
      expect(body, name).toMatch(new RegExp(`^(# .+\\n)+query ${name}\\W`));
      // Its parser takes no descriptions of operations.
      expect(body, name).not.toContain('"""');
    }
  });

  it("has a type for each scalar of the schema, whose operations it can validate", () => {
    expect(config.schema.path).toBe("docs/api-schema.graphql");
    const scalars = Object.values(api.getTypeMap()).filter(
      (type) => isScalarType(type) && type.astNode !== undefined && type.astNode !== null,
    );
    expect(Object.keys(JSON.parse(read(config.custom_scalars))).sort()).toEqual(scalars.map(({ name }) => name).sort());
    for (const { name, body } of manifest.operations) {
      expect(validate(api, parseQuery(body)).map(({ message }) => `${name}: ${message}`)).toEqual([]);
    }
  });
});

describe("cosmo-router.yaml", () => {
  it("has the operations of the folder, and no other tool", () => {
    const { mcp, storage_providers } = CosmoMcp.parse(parse(read("examples/mcp/cosmo-router.yaml")));
    expect(storage_providers.file_system).toEqual([{ id: mcp.storage.provider_id, path: "examples/mcp/operations" }]);
  });
});

describe("hive-gateway.ts", () => {
  it("has a tool for each operation, with the descriptions of the operation and of each variable", () => {
    expect(agentTools.tools).toHaveLength(files.length);
    agentTools.tools.forEach((tool, index) => {
      const [operation] = parseQuery(read(`examples/mcp/operations/${files[index]}`)).definitions as [
        OperationDefinitionNode,
      ];
      const { name, description, variableDefinitions = [] } = operation;
      expect(tool.name.replace(/_/g, "")).toBe(name!.value.toLowerCase());
      expect(tool.tool.description).toBe(description!.value.replace(/\n/g, " "));
      expect(tool.input.schema.properties).toEqual(
        Object.fromEntries(
          variableDefinitions.map((each) => [each.variable.name.value, { description: each.description!.value }]),
        ),
      );
      expect(tool.source.query).toBe(manifest.operations[index]!.body);
    });
    expect(agentTools.tools.map(({ name }) => name)).toContain("find_person_by_email");
  });
});
