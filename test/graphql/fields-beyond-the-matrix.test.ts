import { describe, expect, it } from "vitest";
import { callsOf } from "../support/calls-of.js";

const list = (selection: string) => `{ candidates(first: 100) { nodes { ${selection} } } }`;
const people = { "/stages": 1, "/opportunities": 3 };
const applications = { "/stages": 1, "/opportunities": 1 };

describe("fields that the same rows carry", () => {
  const free = {
    Candidate: ["headline", "location", "links"],
    Application: [
      ...["endedAt", "createdAt", "appliedAt", "updatedAt", "lastAdvancedAt", "lastInteractionAt", "snoozedUntil"],
      ...["origin", "sources", "tags", "location", "owner { id name email }"],
      "stageHistory { stage { id isLead } enteredAt movedBy { id } }",
    ],
    Job: [
      ...["updatedAt", "location", "locations", "team", "commitment", "workplaceType", "salaryDescription"],
      ...["description", "descriptionHtml", "careersUrl", "applyUrl", "tags", "requisitionCodes"],
      ...["salaryRange { min max currency interval }", "owner { id name email }", "missing { field }"],
    ],
    Offer: [
      ...["sentAt", "approvedAt", "startDate", "compensation { amount currency interval }", "remoteUrl"],
      ...["fields { identifier name value }", "creator { id name email }", "missing { field }"],
    ],
  };
  it.each([
    ...free.Candidate.map((field) => [field, list(field), people] as const),
    ...free.Application.map((field) => [field, list(`applications { ${field} }`), people] as const),
    ...free.Application.map(
      (field) => [field, `{ applications(first: 100) { nodes { ${field} } } }`, applications] as const,
    ),
    ...free.Job.map((field) => [field, `{ jobs(first: 100) { nodes { ${field} } } }`, { "/postings": 2 }] as const),
    ...free.Offer.map(
      (field) =>
        [
          field,
          `{ applications(first: 20) { nodes { offer { ${field} } } } }`,
          { ...applications, "/opportunities/:id/offers": 20 },
        ] as const,
    ),
  ])("take no further call: %s", async (_field, query, calls) => {
    expect(await callsOf(query)).toEqual(calls);
  });

  it.each([
    ["the names of past stages: the list of stages", "stage { name }", { "/stages": 1 }],
    ["the names of colleagues who moved them: the list of users", "movedBy { name }", {}],
  ])("take for %s", async (_what, selection, calls) => {
    // A list with leads reads no stages itself.
    const list = "applications(first: 100, filter: { includeLeads: true })";
    const query = `{ ${list} { nodes { stageHistory { ${selection} } } } }`;
    expect(await callsOf(query)).toEqual({ "/opportunities": 1, ...calls });
  });
});
