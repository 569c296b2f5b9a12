import { describe, expect, it } from "vitest";
import {
  type AccountFacts,
  type PlannedConditions,
  type Stream,
  canPassOverLeads,
  profitsFromSurvey,
} from "../../../src/lever/lists/plan.js";
import { everything, hiresIn, inStages, names, planned } from "../../support/planned-lists.js";

type Wanted = Partial<PlannedConditions>;
type Known = Partial<AccountFacts>;

const candidates = inStages("applicant-new", "offer");
const hiredLeads = hiresIn("lead-new", "lead-responded");
const leads = inStages("lead-new", "lead-responded");
const others: Stream = {
  query: { archived: true },
  taken: { rows: "in other stages", stages: ["lead-new", "lead-responded", "applicant-new", "offer"] },
};
const whole: Stream = { query: {}, taken: { rows: "all" } };
const known: Known = { unlistedStages: ["old", "lead-old"] };

describe("a walk without an order reads", () => {
  it.each<[string, Wanted, Known, Stream[]]>([
    ["no filter: no leads but hires, and archived rows last", {}, {}, [candidates, hiredLeads, others]],
    [
      "a surveyed account by its unlisted stages",
      {},
      known,
      [inStages("applicant-new", "offer", "old"), hiresIn("lead-new", "lead-old", "lead-responded")],
    ],
    ["a surveyed account without unlisted stages", {}, { unlistedStages: [] }, [candidates, hiredLeads]],
    [
      "20 unlisted stages",
      {},
      { unlistedStages: names("u", 20) },
      [inStages("applicant-new", "offer", ...names("u", 20)), hiredLeads],
    ],
    [
      "21 unlisted stages like an unknown account",
      {},
      { unlistedStages: names("u", 21) },
      [candidates, hiredLeads, others],
    ],
    ["all rows if the stages cannot be read", {}, { stages: null }, [whole]],
    ["all rows with leads", { leads: "included" }, known, [whole]],
    ["all rows for leads alone: some are not in a lead stage", { leads: "only" }, known, [whole]],
    ["ACTIVE: neither hires nor other stages", { statuses: ["ACTIVE"] }, {}, [candidates]],
    ["ACTIVE in a surveyed account", { statuses: ["ACTIVE"] }, { unlistedStages: [] }, [candidates]],
    ["HIRED: all stages, by the reason", { statuses: ["HIRED"] }, known, [whole]],
    ["REJECTED: other stages, no hires", { statuses: ["REJECTED"] }, {}, [candidates, others]],
    ["ACTIVE and HIRED", { statuses: ["ACTIVE", "HIRED"] }, {}, [candidates, hiredLeads, others]],
    ["ACTIVE and REJECTED", { statuses: ["ACTIVE", "REJECTED"] }, {}, [candidates, others]],
    ["HIRED and REJECTED", { statuses: ["HIRED", "REJECTED"] }, {}, [candidates, hiredLeads, others]],
    ["reasons of rejections: no hires", { rejectedReasons: ["r"] }, {}, [candidates, others]],
    [
      "reasons in a surveyed account",
      { rejectedReasons: ["r"] },
      { unlistedStages: ["old"] },
      [inStages("applicant-new", "offer", "old")],
    ],
    ["a mail address: all stages", { email: "a@b.c" }, known, [whole]],
    ["a stage", { stages: ["offer"] }, {}, [inStages("offer"), hiresIn()]],
    ["a stage that is not listed", { stages: ["old"] }, {}, [inStages("old"), hiresIn()]],
    ["a lead stage: its hires", { stages: ["lead-new"] }, {}, [inStages(), hiresIn("lead-new")]],
    ["a lead stage, ACTIVE: nothing", { stages: ["lead-new"], statuses: ["ACTIVE"] }, {}, [inStages()]],
    [
      "both kinds of stages, once each",
      { stages: ["offer", "lead-new", "offer"] },
      known,
      [inStages("offer"), hiresIn("lead-new")],
    ],
    ["stages with leads", { stages: ["offer", "lead-new"], leads: "included" }, {}, [inStages("lead-new", "offer")]],
    ["stages, HIRED", { stages: ["offer", "lead-new"], statuses: ["HIRED"] }, {}, [inStages("lead-new", "offer")]],
    ["stages, REJECTED", { stages: ["offer", "lead-new"], statuses: ["REJECTED"] }, {}, [inStages("offer")]],
    [
      "stages and a mail address",
      { stages: ["offer", "lead-new"], email: "a@b.c" },
      {},
      [inStages("lead-new", "offer")],
    ],
  ])("%s", (_what, wanted, facts, expected) => {
    expect(planned(wanted, facts).streams).toEqual(expected);
  });

  it.each<[string, Wanted, Stream[]]>([
    [
      "people",
      { contacts: ["b", "a", "b"] },
      [{ query: { contact_id: ["a", "b"] }, taken: { rows: "of contacts", contacts: ["a", "b"] } }],
    ],
    [
      "people in stages, of jobs",
      { contacts: ["a"], stages: ["offer", "lead-new"], postings: ["p"] },
      [
        {
          query: { contact_id: ["a"], stage_id: ["lead-new", "offer"] },
          taken: { rows: "of contacts", contacts: ["a"] },
        },
      ],
    ],
    ["jobs", { postings: ["q", "p"] }, [{ query: {}, taken: { rows: "of postings", postings: ["p", "q"] } }]],
    [
      "jobs in stages",
      { postings: ["p"], stages: ["offer"] },
      [{ query: { stage_id: ["offer"] }, taken: { rows: "of postings", postings: ["p"] } }],
    ],
  ])("only %s, with and without leads", (_what, wanted, expected) => {
    for (const facts of [{}, known, { stages: null }, { leadShare: 0.9 }]) {
      for (const how of ["none", "included", "only"] as const) {
        for (const isOrdered of [false, true]) {
          const result = planned({ ...wanted, leads: how }, facts, isOrdered);
          expect(result.streams).toEqual(expected);
          expect(result.leadsAside).toEqual([]);
        }
      }
    }
  });
});

describe("a walk in the order of a date", () => {
  it.each<[string, Known, Stream[]]>([
    ["of unknown leads reads them", {}, [whole]],
    ["of few leads reads them", { leadShare: 1 / 3 }, [whole]],
    ["of many leads merges lists without them", { leadShare: 0.34 }, [candidates, hiredLeads, others]],
    ["of many leads in a surveyed account", { leadShare: 0.34, unlistedStages: [] }, [candidates, hiredLeads]],
    ["of many leads without the stages reads them", { leadShare: 0.34, stages: null }, [whole]],
  ])("%s", (_what, facts, expected) => {
    expect(planned({}, facts, true).streams).toEqual(expected);
  });

  it("of hires does not look at stages", () => {
    expect(planned({ statuses: ["HIRED"] }, { leadShare: 0.9 }, true).streams).toEqual([whole]);
  });

  it("in given stages reads their leads only if these are few", () => {
    const wanted: Wanted = { stages: ["offer", "lead-new"], statuses: ["ACTIVE"] };
    expect(planned(wanted, { leadShare: 0.1 }, true).streams).toEqual([inStages("lead-new", "offer")]);
    expect(planned(wanted, { leadShare: 0.9 }, true).streams).toEqual([inStages("offer")]);
  });
});

describe("the leads that no list of a walk holds are", () => {
  it.each<[string, Wanted, Known, Stream[]]>([
    ["those in lead stages", {}, {}, [leads]],
    [
      "also those in unlisted lead stages of a surveyed account",
      {},
      known,
      [inStages("lead-new", "lead-old", "lead-responded")],
    ],
    ["those in the given stages", { stages: ["offer", "lead-new"] }, known, [inStages("lead-new")]],
    ["none without a lead stage", { stages: ["offer"] }, {}, [inStages()]],
    ["none if the lists have leads", { leads: "included" }, {}, []],
    ["none if the stages cannot be read", {}, { stages: null }, []],
    ["none of hires", { statuses: ["HIRED"] }, {}, []],
  ])("%s", (_what, wanted, facts, expected) => {
    expect(planned(wanted, facts).leadsAside).toEqual(expected);
  });
});

describe("what a plan is worth", () => {
  it.each<[boolean, Wanted]>([
    [true, {}],
    [true, { statuses: ["ACTIVE"] }],
    [true, { statuses: ["ACTIVE", "HIRED"] }],
    [true, { statuses: ["REJECTED"] }],
    [true, { stages: ["offer"] }],
    [true, { rejectedReasons: ["r"] }],
    [false, { statuses: ["HIRED"] }],
    [false, { contacts: ["a"] }],
    [false, { postings: ["p"] }],
    [false, { email: "a@b.c" }],
    [false, { leads: "included" }],
    [false, { leads: "only" }],
  ])("leads can be passed over: %s for %j", (expected, wanted) => {
    expect(canPassOverLeads({ ...everything, ...wanted })).toBe(expected);
  });

  it.each<[boolean, Wanted, Known]>([
    [true, {}, {}],
    [true, { statuses: ["REJECTED"] }, {}],
    [true, { rejectedReasons: ["r"] }, {}],
    [false, { statuses: ["ACTIVE"] }, {}],
    [false, { stages: ["offer"] }, {}],
    [false, {}, { unlistedStages: [] }],
    [false, { leads: "included" }, {}],
  ])("a survey would save calls: %s for %j with %j", (expected, wanted, facts) => {
    const conditions = { ...everything, ...wanted };
    expect(profitsFromSurvey(conditions, planned(wanted, facts).plan)).toBe(expected);
  });
});
