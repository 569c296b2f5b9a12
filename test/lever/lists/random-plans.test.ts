import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import {
  type AccountFacts,
  type PlannedConditions,
  type Stream,
  type WalkPlan,
  leadsAside,
  streams,
  walkPlan,
} from "../../../src/lever/lists/plan.js";
import { ValueLimits } from "../../../src/lever/value-limits.js";
import { account, limitsOf } from "../../support/planned-lists.js";
import { propertyRuns } from "../../support/property-runs.js";

interface Row {
  readonly id: number;
  readonly contact: string;
  readonly stage: string;
  readonly status: "ACTIVE" | "REJECTED" | "HIRED";
  readonly reason: string;
  /** Null without an application. */
  readonly posting: string | null;
}

const { isLeadStage } = account;
const listed = ["applicant-new", "lead-new", "lead-own", "offer", "phone"];
const unlisted = ["lead-old", "old", "older"];
const [contacts, postings, reasons] = [
  ["c1", "c2", "c3"],
  ["p1", "p2", "p3"],
  ["r1", "r2"],
];

/** Active rows are in listed stages only. Lever docs: Stages. */
const row: fc.Arbitrary<Omit<Row, "id">> = fc.oneof(
  rowWith(["ACTIVE"], listed),
  rowWith(["REJECTED", "HIRED"], [...listed, ...unlisted]),
);

function rowWith(statuses: readonly Row["status"][], stages: readonly string[]) {
  return fc.record({
    contact: fc.constantFrom(...contacts),
    stage: fc.constantFrom(...stages),
    status: fc.constantFrom(...statuses),
    reason: fc.constantFrom(...reasons),
    posting: fc.option(fc.constantFrom(...postings)),
  });
}

const some = <T>(values: readonly T[]) => fc.option(fc.subarray([...values], { minLength: 1 }), { freq: 2 });
const statuses = ["ACTIVE", "REJECTED", "HIRED"] as const;

const conditions: fc.Arbitrary<PlannedConditions> = fc.record({
  contacts: fc.option(fc.subarray(contacts, { minLength: 1 }), { freq: 1 }).map(mostlyNull),
  postings: some(postings).map(mostlyNull),
  stages: some([...listed, ...unlisted]),
  email: fc.constantFrom(null, null, null, "a@b.c"),
  statuses: some(statuses),
  rejectedReasons: fc.constantFrom(null, null, null, ["r1"]),
  leads: fc.constantFrom("none", "none", "none", "included", "only"),
});

/** A list of people or jobs is read in one way only. */
function mostlyNull<T extends readonly string[] | null>(values: T): T | null {
  return values?.length === 1 ? values : null;
}

const known = fc.record({
  stages: fc.constantFrom(listed, listed, listed, null),
  unlistedStages: fc.constantFrom(null, unlisted, [...unlisted, "without-rows"]),
  leadShare: fc.constantFrom(null, 0.1, 0.9),
  maxStages: fc.constantFrom(50, 3, 1),
});

const isLead = ({ stage, status, posting }: Row) => posting === null || (isLeadStage(stage) && status !== "HIRED");

function matches(each: Row, wanted: PlannedConditions): boolean {
  const { leads, rejectedReasons } = wanted;
  return (
    (leads !== "only" || isLead(each)) &&
    (wanted.contacts?.includes(each.contact) ?? true) &&
    (wanted.postings === null || (each.posting !== null && wanted.postings.includes(each.posting))) &&
    (wanted.stages?.includes(each.stage) ?? true) &&
    (wanted.statuses?.includes(each.status) ?? true) &&
    (rejectedReasons === null || (each.status === "REJECTED" && rejectedReasons.includes(each.reason)))
  );
}

/** Whether Lever's list for a stream has the row. */
function holds({ query, onlyHires, taken }: Stream, each: Row): boolean {
  const among = (name: string, value: string) =>
    (query[name] as readonly string[] | undefined)?.includes(value) ?? true;
  return (
    among("stage_id", each.stage) &&
    among("contact_id", each.contact) &&
    (query.archived !== true || each.status !== "ACTIVE") &&
    (onlyHires !== true || each.status === "HIRED") &&
    (taken.rows !== "of postings" || taken.postings.includes(each.posting ?? ""))
  );
}

function takes({ taken }: Stream, each: Row): boolean {
  switch (taken.rows) {
    case "all":
      return true;
    case "of contacts":
      return taken.contacts.includes(each.contact);
    case "of postings":
      return taken.postings.includes(each.posting ?? "");
    case "in stages":
      return taken.stages.includes(each.stage);
    case "in other stages":
      return !taken.stages.includes(each.stage);
  }
}

describe("of random accounts", () => {
  const limits = new Map<number, ValueLimits>();
  beforeAll(async () => {
    for (const most of [50, 3, 1]) limits.set(most, await limitsOf({ stage_id: most }));
  });

  const scene = fc.record({
    rows: fc.array(row, { minLength: 1, maxLength: 60 }).map((all) => all.map((each, id): Row => ({ ...each, id }))),
    wanted: conditions,
    known,
    later: known,
    isOrdered: fc.boolean(),
  });
  type Known = typeof known extends fc.Arbitrary<infer T> ? T : never;
  const factsOf = ({ maxStages, ...facts }: Known): AccountFacts => ({
    ...account,
    ...facts,
    limits: limits.get(maxStages)!,
  });
  const takers = (all: readonly Stream[], each: Row) =>
    all.filter((stream) => holds(stream, each) && takes(stream, each)).length;

  it("each row that a list shows is taken from exactly one of Lever's lists", () => {
    const seen: Record<WalkPlan["narrowing"], number> = { none: 0, listed: 0, known: 0 };
    fc.assert(
      fc.property(scene, ({ rows, wanted, known: atFirst, later, isOrdered }) => {
        const plan = walkPlan(wanted, factsOf(atFirst), isOrdered);
        seen[plan.narrowing] += 1;
        // A later page that passes over leads needs the stages. The cursors of other walks hold the limits of their filter.
        const isWhole = plan.narrowing === "none";
        const facts = factsOf({
          ...later,
          ...(isWhole ? { maxStages: atFirst.maxStages } : { stages: atFirst.stages }),
        });
        const all = streams(wanted, facts, plan);
        expect(all).toHaveLength(streams(wanted, factsOf(atFirst), plan).length);
        for (const each of rows.filter((one) => matches(one, wanted))) {
          if (wanted.leads !== "none" || !isLead(each)) expect(takers(all, each), JSON.stringify(each)).toBe(1);
          else expect(takers(all, each)).toBeLessThanOrEqual(1);
        }
      }),
      { numRuns: propertyRuns(2000, 8000) },
    );
    for (const plans of Object.values(seen)) expect(plans).toBeGreaterThan(100);
  });

  it("each lead that matches is in the lists of a walk, or in those that are counted aside", () => {
    let aside = 0;
    fc.assert(
      fc.property(scene, ({ rows, wanted, known: atFirst }) => {
        const facts = factsOf(atFirst);
        const plan = walkPlan(wanted, facts, false);
        for (const each of rows.filter((one) => isLead(one) && matches(one, wanted))) {
          const isRead = takers(streams(wanted, facts, plan), each) > 0;
          const isAside = takers(leadsAside(wanted, facts, plan), each) > 0;
          // A hire without an application is a lead, and in both.
          if (each.status === "HIRED") expect(isRead || isAside).toBe(true);
          else expect(isRead).toBe(!isAside);
          if (isAside) aside += 1;
        }
      }),
      { numRuns: propertyRuns(1000, 5000) },
    );
    expect(aside).toBeGreaterThan(200);
  });

  it("no call has more values than the limit, nor reads all rows where leads can be passed over", () => {
    fc.assert(
      fc.property(scene, ({ wanted, known: atFirst, isOrdered }) => {
        const facts = factsOf(atFirst);
        const plan = walkPlan(wanted, facts, isOrdered);
        for (const { query, taken } of [...streams(wanted, facts, plan), ...leadsAside(wanted, facts, plan)]) {
          expect((query.stage_id as string[] | undefined)?.length ?? 0).toBeLessThanOrEqual(atFirst.maxStages);
          if (plan.narrowing !== "none") expect(taken.rows).not.toBe("all");
        }
      }),
      { numRuns: propertyRuns(500, 2500) },
    );
  });
});
