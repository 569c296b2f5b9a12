import { readFileSync, readdirSync } from "node:fs";
import { Kind, type OperationDefinitionNode, parse } from "graphql";
import { afterAll, describe, expect, it } from "vitest";
import { startSandbox } from "../../src/lever-sandbox/index.js";
import { startSubgraph } from "../support/subgraph.js";

const folder = "examples/mcp/operations";
const manifestPath = "examples/mcp/manifest.json";
const manifest: { operations: { id: string; name: string; body: string }[] } = JSON.parse(
  readFileSync(manifestPath, "utf8"),
);
const job = "83b01b70-a65a-4e53-b808-618ae21ef68e";

/** The variables of each operation: records of the sandbox, so that there is an answer. */
const variables: Record<string, object> = {
  CountRejectionReasons: { from: "2026-01-01T00:00:00Z", jobIds: [job] },
  FindJobs: { name: "e", status: ["OPEN", "CLOSED"], departments: ["Engineering"] },
  FindPersonByEmail: { email: "csvensson@example.net" },
  GetApplicationHistory: { applicationId: "b0e007df-fc3f-4d7d-ae71-ec8f9a36dca4:6ea1ffb2-3caa-4089-bd71-b89120b9fdfc" },
  GetCandidate: { candidateId: "448c19d1-300c-4d7b-a765-129047f15336" },
  GetJob: { jobId: job },
  GetJobPipeline: { jobId: job },
  GetOpenJobPipelines: {},
  ListFilterValues: {},
  ListHires: { from: "2026-07-01T00:00:00Z", to: "2026-09-30T23:59:59.999Z" },
  ListOutstandingOffers: { first: 5 },
  ListStages: {},
  LongestInStage: { stageId: "7adce0e7-4227-4be4-8182-ad86044f217a", first: 10 },
  NewApplicationsSince: { since: "2026-09-14T00:00:00Z" },
  NewestApplicantsOfJob: { jobId: job, first: 20 },
};

const operations = readdirSync(folder).map((file) => {
  const { definitions } = parse(readFileSync(`${folder}/${file}`, "utf8"));
  const operation = definitions[0] as OperationDefinitionNode;
  return { file, count: definitions.length, operation, name: operation.name?.value ?? "" };
});

const env = { TRUSTED_DOCUMENTS: manifestPath, TRUSTED_DOCUMENTS_MODE: "only" };
const lever = await startSandbox({ rate: Infinity });
afterAll(() => lever.close());

describe("examples/mcp/operations", () => {
  it("are fifteen queries, each in a file of its name", () => {
    expect(operations).toHaveLength(15);
    for (const { file, count, operation, name } of operations) {
      expect(file).toBe(`${name}.graphql`);
      expect([count, operation.kind, operation.operation]).toEqual([1, Kind.OPERATION_DEFINITION, "query"]);
    }
  });

  it("have a description, also of each variable, and say whether the answer has personal data", () => {
    for (const { name, operation } of operations) {
      expect(operation.description?.value, name).toMatch(/personal\sdata|does not have the/i);
      for (const { variable, description } of operation.variableDefinitions ?? []) {
        expect(description?.value, `${name} ${variable.name.value}`).toMatch(/\w\.$/);
      }
    }
  });

  it("select no mail address, phone number, link or salary of a person", () => {
    for (const { name, operation } of operations) {
      const text = JSON.stringify(operation.selectionSet, (key, value) => (key === "loc" ? undefined : value));
      expect(text, name).not.toMatch(/"value":"(emails|phoneNumbers|links|compensation|fields)"/);
    }
  });

  it("are in docs/agents.md, with the price and the personal data of their descriptions", () => {
    const rows = [
      ...readFileSync("docs/agents.md", "utf8").matchAll(/^\| `(\w+)` +\| .+? +\| (\d+) +\| (\d+) +\| (\w+)/gm),
    ];
    const described = operations.map(({ name, operation }) => {
      const text = operation.description!.value.replace(/\n/g, " ");
      const [, most, calls] = /(\d+), and (\d+) in the embedded/.exec(text)!;
      const personal = text.includes("answer has personal data") ? "yes" : name === "GetJob" ? "hiring" : "no";
      return [name, calls, most, personal];
    });
    expect(rows.map(([, ...cells]) => cells)).toEqual(described);
  });

  it.each(operations)("$name answers with data, for the price in its description", async ({ name, operation }) => {
    await using subgraph = await startSubgraph({ lever, env });
    const { body } = manifest.operations.find((each) => each.name === name)!;
    const { explain } = await subgraph.query(body, variables[name], { "x-explain": "plan" });
    const { least, most } = explain!.plan.calls;
    expect(subgraph.newCalls()).toEqual([]);
    const { data, errors, upstream } = await subgraph.query(body, variables[name]);
    expect(errors).toEqual([]);
    expect(JSON.stringify(data)).not.toMatch(/"nodes":\[\]|^\{"\w+":null\}$/);
    const price = `Price in Lever calls: ${least} to ${most}, and ${upstream.calls} in the embedded Lever.`;
    expect(operation.description?.value.replace(/\n/g, " ")).toContain(price);
    expect([least, upstream.calls, most]).toEqual([least, upstream.calls, most].sort((a, b) => a - b));
    expect(subgraph.newCalls()).toHaveLength(upstream.calls);
  });

  it("can be sent by id as trusted documents, and nothing else can be sent", async () => {
    await using subgraph = await startSubgraph({ lever, env });
    const send = async (body: object) => {
      const response = await fetch(`${subgraph.url}/graphql`, {
        method: "POST",
        headers: { "content-type": "application/json", "x-explain": "plan" },
        body: JSON.stringify(body),
      });
      return (await response.json()) as any;
    };
    for (const { id, name } of manifest.operations) {
      const { errors, extensions } = await send({ documentId: id, variables: variables[name] });
      expect([name, errors]).toEqual([name, undefined]);
      expect(extensions.explain.plan.cost).toBeGreaterThan(0);
    }
    const { errors } = await send({ query: "{ candidates { nodes { emails { data } } } }" });
    expect(errors[0].extensions.code).toBe("PERSISTED_QUERY_NOT_FOUND");
    expect(subgraph.newCalls()).toEqual([]);
  });
});
