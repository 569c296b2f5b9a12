import type { Pipeline, Stage } from "../account.js";
import type { Random } from "./random.js";

/** The name of a stage in the code. The ids of custom stages depend on the seed. */
export type StageName = keyof typeof stages;

const stages = {
  newLead: ["New lead", "lead", 1, "lead-new"],
  reachedOut: ["Reached out", "lead", 3, "lead-reached-out"],
  talentPool: ["Talent pool", "lead", 4.5],
  responded: ["Responded", "lead", 5, "lead-responded"],
  newApplicant: ["New applicant", "applicant", 101, "applicant-new"],
  managerReview: ["Hiring manager review", "applicant", 105.5],
  recruiterScreen: ["Recruiter screen", "screen", 201],
  phoneInterview: ["Phone interview", "screen", 215.5],
  managerScreen: ["Hiring manager screen", "onsite", 230.5],
  onsite: ["On-site interview", "onsite", 231],
  referenceCheck: ["Reference check", "onsite", 231.5],
  caseStudy: ["Case study", "onsite", 240.5],
  offer: ["Offer", "offer", 261, "offer"],
  backgroundCheck: ["Background check", "offer", 265.5],
} as const satisfies Record<string, readonly [text: string, Pipeline, rank: number, id?: string]>;

/** The stages in pipeline order. The id is a word for a built-in stage, and a UUID for a custom one. */
export function seededStages(random: Random): Map<StageName, Stage> {
  const standings: Partial<Record<StageName, Stage["standing"]>> = { phoneInterview: "retired", caseStudy: "vanished" };
  const entries = Object.entries(stages) as [StageName, readonly [string, Pipeline, number, string?]][];
  return new Map(
    entries.map(([name, [text, pipeline, rank, id]]) => [
      name,
      {
        id: id ?? random.uuid(),
        text,
        pipeline,
        rank,
        hasInterview: pipeline === "screen" || pipeline === "onsite",
        standing: standings[name] ?? "listed",
      },
    ]),
  );
}
