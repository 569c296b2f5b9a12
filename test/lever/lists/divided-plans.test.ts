import { describe, expect, it } from "vitest";
import { type Stream, streams } from "../../../src/lever/lists/plan.js";
import { account, everything, hiresIn, inStages, limitsOf, names, planned } from "../../support/planned-lists.js";

const listed = ["applicant-new", "lead-new", "lead-responded", "offer"];

describe("values that one call cannot have", () => {
  it("divide the stages, in the order of their ids", () => {
    const stages = [...names("s", 120), ...listed];
    const { plan, ...parts } = planned({ statuses: ["ACTIVE"] }, { stages });
    expect(plan.chunkStarts).toEqual(["s048", "s098"]);
    const all = ["applicant-new", "offer", ...names("s", 120)];
    expect(parts.streams).toEqual([
      inStages(...all.slice(0, 50)),
      inStages(...all.slice(50, 100)),
      inStages(...all.slice(100)),
    ]);
  });

  it("divide lead stages too", () => {
    const stages = names("lead-", 60);
    const result = planned({ stages });
    const parts = [stages.slice(0, 50), stages.slice(50)];
    expect(result.streams.filter(({ query }) => (query.stage_id as string[]).length > 0)).toEqual(
      parts.map((part) => hiresIn(...part)),
    );
    expect(result.leadsAside).toEqual(parts.map((part) => inStages(...part)));
  });

  it("divide no stages if both kinds fit", () => {
    const stages = [...names("lead-", 50), ...names("s", 50)];
    expect(planned({ stages }).streams).toEqual([inStages(...names("s", 50)), hiresIn(...names("lead-", 50))]);
  });

  it("divide by a limit that was lowered", async () => {
    const limits = await limitsOf({ stage_id: 1, contact_id: 1, posting_id: 1 });
    expect(planned({}, { limits, unlistedStages: [] }).streams).toEqual([
      inStages("applicant-new"),
      inStages("offer"),
      hiresIn("lead-new"),
      hiresIn("lead-responded"),
    ]);
    expect(planned({ stages: ["offer", "lead-new"], leads: "included" }, { limits }).streams).toEqual([
      inStages("lead-new"),
      inStages("offer"),
    ]);
    const stages = ["offer", "lead-new"];
    const inAnyStage = (taken: Stream["taken"]): Stream => ({ query: {}, taken });
    expect(planned({ postings: ["p", "q"], stages }, { limits }).streams).toEqual(
      ["p", "q"].map((each) => inAnyStage({ rows: "of postings", postings: [each] })),
    );
    expect(planned({ contacts: ["a", "b"], stages }, { limits }).streams).toEqual(
      ["a", "b"].map((each) => ({ query: { contact_id: [each] }, taken: { rows: "of contacts", contacts: [each] } })),
    );
  });

  it("keep their parts when the limit is lowered during the walk", async () => {
    const { plan, streams: atFirst } = planned({ stages: names("s", 60) });
    expect(plan.chunkStarts).toEqual(["s050"]);
    const facts = { ...account, limits: await limitsOf({ stage_id: 25 }) };
    expect(streams({ ...everything, stages: names("s", 60) }, facts, plan)).toEqual(atFirst);
  });
});
