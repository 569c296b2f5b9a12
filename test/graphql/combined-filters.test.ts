import fc from "fast-check";
import { afterAll, describe, expect, it } from "vitest";
import { startSandbox } from "../../src/lever-sandbox/index.js";
import { propertyRuns } from "../support/property-runs.js";
import { type Candidacy, type Connection } from "../support/truth/index.js";
import { startSubgraph } from "../support/subgraph.js";
import { type Filter, iso, startFilteredAccount, unknownId } from "../support/filtered-account.js";

const { subgraph, truth, expectTrue, values } = await startFilteredAccount();
/** The same account, where Lever's filters for jobs have other meanings that its documentation allows. */
const others = await Promise.all(
  (
    [
      ["opportunity", "all"],
      ["either", "active"],
    ] as const
  ).map(async ([archivedPostings, postingIdMatches]) =>
    startSubgraph({
      lever: await startSandbox({
        account: subgraph.lever.account,
        rate: Infinity,
        archivedPostings,
        postingIdMatches,
      }),
    }),
  ),
);
afterAll(async () => {
  for (const each of [subgraph, ...others]) await each[Symbol.asyncDispose]();
  for (const { lever } of others) await lever.close();
});

describe("combined conditions", () => {
  const pick = (all: readonly string[]) => fc.constantFrom(...all, unknownId);
  /** A list that usually contains this value, or sometimes the value without a list. */
  const listAround = (value: string | null | undefined, all: readonly string[]) =>
    fc.oneof(
      {
        weight: 6,
        arbitrary: fc.subarray([...new Set(all)], { minLength: 1 }).map((some) => [...some, value ?? unknownId]),
      },
      { weight: 2, arbitrary: fc.constant(value ?? unknownId) },
      { weight: 1, arbitrary: fc.array(pick(all), { maxLength: 3 }) },
    );
  const dateAround = (ms: number | null, step: 1 | -1) =>
    fc
      .oneof({ weight: 3, arbitrary: fc.nat({ max: 90 * 86_400_000 }) }, fc.constant(0), fc.constant(-1))
      .map((away) => iso((ms ?? Date.UTC(2026, 5)) - step * away));
  const dates = ({ createdAt, updatedAt }: { createdAt: number; updatedAt: number | null }) => ({
    createdAfter: dateAround(createdAt, 1),
    createdBefore: dateAround(createdAt, -1),
    updatedAfter: dateAround(updatedAt, 1),
    updatedBefore: dateAround(updatedAt, -1),
  });
  /** The conditions that candidates and applications share. */
  const shared = ({ opportunity, application, posting, reason }: Candidacy, locations: string) => ({
    jobIds: listAround(application?.posting, values().jobs),
    stageIds: listAround(opportunity.stage, values().stages),
    status: fc.subarray(["ACTIVE", "REJECTED", "HIRED"]),
    // Most people are not rejected, and then no reason matches.
    rejectedReasonIds:
      reason === undefined
        ? fc.constantFrom(undefined, undefined, undefined, unknownId)
        : listAround(reason.id, values().reasons),
    tags: listAround(opportunity.tags.at(-1), values().tags),
    sources: listAround(opportunity.sources[0], values().sources),
    origins: fc.subarray(values().origins, { minLength: 1 }).map((some) => [...some, opportunity.origin.toUpperCase()]),
    departments: listAround(posting?.categories.department, values().departments),
    [locations]: listAround(opportunity.opportunityLocation, values().locations),
    includeLeads: fc.boolean(),
    leadsOnly: fc.constantFrom(true, false, false, false),
    ...dates(opportunity),
    lastAdvancedAfter: dateAround(opportunity.lastAdvancedAt, 1),
    lastAdvancedBefore: dateAround(opportunity.lastAdvancedAt, -1),
    ...(opportunity.archived && {
      endedAfter: dateAround(opportunity.archived.archivedAt, 1),
      endedBefore: dateAround(opportunity.archived.archivedAt, -1),
    }),
  });
  const some = (fields: Record<string, fc.Arbitrary<unknown>>) =>
    fc.record(
      Object.fromEntries(
        // Each condition is usually absent, because many conditions together match no record.
        Object.entries(fields).map(([name, value]) => [
          name,
          fc.oneof({ weight: 3, arbitrary: fc.constant(undefined) }, value),
        ]),
      ),
    ) as fc.Arbitrary<Filter>;

  const near: Record<Connection, (candidacy: Candidacy) => fc.Arbitrary<Filter>> = {
    candidates: (candidacy) =>
      some({
        email: fc.constantFrom(candidacy.contact.emails[0]?.toUpperCase(), "nobody@example.org", undefined, undefined),
        ...shared(candidacy, "applicationLocations"),
      }),
    applications: (candidacy) =>
      some({
        candidateIds: listAround(candidacy.contact.id, values().people),
        ...shared(candidacy, "locations"),
      }),
    offers: ({ opportunity, application, contact, offers: [offer] }) =>
      some({
        candidateIds: listAround(contact.id, values().people),
        jobIds: listAround(application?.posting, values().jobs),
        status: fc.subarray([
          "DRAFT",
          "APPROVAL_SENT",
          "APPROVED",
          "SENT",
          "SENT_MANUALLY",
          "OPENED",
          "SIGNED",
          "REJECTED",
        ]),
        includeLeads: fc.boolean(),
        createdAfter: dateAround(offer?.createdAt ?? null, 1),
        createdBefore: dateAround(offer?.createdAt ?? null, -1),
        sentAfter: dateAround(offer?.sentAt ?? null, 1),
        sentBefore: dateAround(offer?.sentAt ?? null, -1),
      }).chain((filter) =>
        // Dates need another condition.
        listAround(opportunity.stage, values().stages).map((stageIds) => ({ stageIds, ...filter })),
      ),
    jobs: ({ application }) => {
      const { postings } = subgraph.lever.account;
      const posting = postings.find(({ id }) => id === application?.posting) ?? postings[0]!;
      const departments = postings.flatMap(({ categories }) => categories.department ?? []);
      return some({
        status: fc.subarray(["OPEN", "CLOSED", "DRAFT", "ON_HOLD"]),
        departments: listAround(posting.categories.department, departments),
        updatedAfter: dateAround(posting.updatedAt, 1),
        updatedBefore: dateAround(posting.updatedAt, -1),
      });
    },
  };

  it.each([
    ["candidates", propertyRuns(15, 25)],
    ["applications", propertyRuns(15, 25)],
    ["jobs", propertyRuns(10, 20)],
    ["offers", propertyRuns(10, 20)],
  ] as const)("return the matching %s for %d generated filters", async (connection, numRuns) => {
    let full = 0;
    const applicants = truth.candidacies.filter(
      ({ isLead, offers }) => !isLead && (connection !== "offers" || offers.length > 0),
    );
    const filters = fc.constantFrom(...applicants).chain((candidacy) => near[connection](candidacy));
    await fc.assert(
      fc.asyncProperty(filters, fc.constantFrom(3, 50, 100), fc.nat(others.length), async (filter, first, reading) => {
        if ((await expectTrue(connection, filter, first, [subgraph, ...others][reading])) > 0) full += 1;
      }),
      { numRuns, seed: 20_261_001, endOnFailure: true },
    );
    expect(full, "filters with a match").toBeGreaterThan(numRuns / 4);
  });
});
