import type { Account } from "../../src/lever-sandbox/index.js";
import { Random } from "../../src/lever-sandbox/seed/random.js";
import { addRows, emptyAccount, type RowPlan } from "./account-of-rows.js";

const hour = 3_600_000;
const years = 2 * 365 * 24 * hour;

/** A large account in which people apply all the time. It has no special cases but these. */
export interface SteadyShape {
  /** People in lead stages. In Lever's list they come before all others. */
  readonly leads: number;
  /** People with an application. */
  readonly applicants: number;
  /** How many of 100 applications are the second one of their person. Default: 0. */
  readonly secondIn100?: number;
  /** Every so many rows there is an import: this many rows in one millisecond. */
  readonly imports?: { readonly every: number; readonly size: number };
  /** How many of 100 applicants were hired directly from a lead stage. Default: 1. */
  readonly fromLeadIn100?: number;
}

/**
 * People apply at random times of two years, the same number in each month. Half of the applications are active, 2 of 5
 * are rejected, and the others hired. 1 of 100 archived ones is in a stage that is not listed. Archived leads are 1 of 5.
 */
export function steadyAccount({
  leads,
  applicants,
  secondIn100 = 0,
  imports,
  fromLeadIn100 = 1,
}: SteadyShape): Account {
  const account = emptyAccount();
  const { now, stages, archiveReasons } = account;
  const random = new Random(`steady ${leads} ${applicants}`);
  const inLeads = stages.filter(({ id }) => id.startsWith("lead-"));
  const listed = stages.filter(({ pipeline, standing }) => pipeline !== "lead" && standing === "listed");
  const unlisted = stages.filter(({ standing }) => standing !== "listed");
  const hired = archiveReasons.filter(({ type }) => type === "hired");
  const rejected = archiveReasons.filter(({ type }) => type !== "hired");
  const postings = account.postings.filter(({ distributionChannels }) => distributionChannels?.includes("public"));

  const people = leads + applicants;
  const kinds = shuffled(random, [...Array<true>(leads).fill(true), ...Array<false>(applicants).fill(false)]);
  let importedAt = 0;
  const plans = kinds.map((isLead, n): RowPlan => {
    const isImported = imports !== undefined && n % imports.every < imports.size;
    if (!isImported || n % imports.every === 0) importedAt = now - random.between(0, years);
    const createdAt = importedAt;
    const lastAdvancedAt = isImported ? createdAt : Math.min(now, createdAt + random.between(0, 60 * 24) * hour);
    const base = { person: n, createdAt, lastAdvancedAt, posting: random.pick(postings).id };
    const archivedAs = (from: typeof rejected) => ({ archived: { reason: random.pick(from).id, at: lastAdvancedAt } });
    if (isLead) return { ...base, stage: random.pick(inLeads).id, ...(random.chance(0.2) ? archivedAs(rejected) : {}) };
    if (random.chance(fromLeadIn100 / 100)) return { ...base, stage: random.pick(inLeads).id, ...archivedAs(hired) };
    const end = random.number();
    if (end < 0.5) return { ...base, stage: random.pick(listed).id };
    const stage = random.pick(random.chance(0.01) ? unlisted : listed).id;
    return { ...base, stage, ...archivedAs(end < 0.9 ? rejected : hired) };
  });
  const applied = plans.filter((_, n) => kinds[n] === false);
  const seconds = applied.slice(0, Math.floor((applicants * secondIn100) / 100)).map(({ person }): RowPlan => {
    const createdAt = now - random.between(0, years);
    return { person, createdAt, posting: random.pick(postings).id, stage: random.pick(listed).id };
  });
  if (people !== plans.length) throw new Error("Each person has a row.");
  return addRows(account, [...plans, ...seconds]);
}

function shuffled<T>(random: Random, items: readonly T[]): readonly T[] {
  return items
    .map((item) => ({ item, key: random.number() }))
    .sort((a, b) => a.key - b.key)
    .map(({ item }) => item);
}
