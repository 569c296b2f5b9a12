import { composeServices } from "@apollo/composition";
import { composeServices as composeWithTheGuild } from "@theguild/federation-composition";
import { printSubgraphSchema } from "@apollo/subgraph";
import { parse } from "graphql";
import { describe, expect, it } from "vitest";
import { annotations } from "../../src/provider-support/field-support.js";
import { buildSubgraph, readTypeDefs } from "../../src/schema.js";

const sdl = printSubgraphSchema(buildSubgraph().schema);
const services = [{ name: "ats", url: "http://127.0.0.1:4001/graphql", typeDefs: parse(sdl) }];

describe("composition", () => {
  it.each([
    ["Apollo's composer", () => composeServices(services)],
    ["The Guild's composer", () => composeWithTheGuild(services)],
  ])("succeeds with %s, and keeps the support directive with its reasons", (_name, compose) => {
    const { errors, supergraphSdl } = compose();
    expect(errors ?? []).toEqual([]);
    expect(supergraphSdl).toContain("directive @providerSupport(");
    const kept = annotations(parse(supergraphSdl ?? ""));
    expect(kept).toHaveLength(9);
    expect(kept).toEqual(expect.arrayContaining(annotations(readTypeDefs())));
  });

  it("offers five entities by id", () => {
    const keys = [...sdl.matchAll(/^type (\w+)\s+@key\(fields: "id"\)/gm)].map(([, type]) => type);
    expect(keys.sort()).toEqual(["Application", "Candidate", "Job", "Offer", "Stage"]);
  });
});
