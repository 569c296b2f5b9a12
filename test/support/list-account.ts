import fc from "fast-check";
import type { Account } from "../../src/lever-sandbox/index.js";
import { Random } from "../../src/lever-sandbox/seed/random.js";
import { addRows, emptyAccount, type RowPlan } from "./account-of-rows.js";

const day = 86_400_000;

/** What a random account for lists is made of. The same shape gives the same account. */
export interface ListAccountShape {
  readonly seed: number;
  /** People with one opportunity, which is a lead. In Lever's list they come first. */
  readonly leads: number;
  /** People with an application. */
  readonly applicants: number;
  /** How many of 100 applicants have two to five opportunities, of all kinds. */
  readonly severalIn100: number;
  /** How many rows share one millisecond, for each import. */
  readonly imports: readonly number[];
  /** How many moments the other dates are picked from. With few of them many rows have equal dates. */
  readonly moments: number;
  readonly postings: number;
}

/** Small accounts, with everything that makes lists difficult. `most`: about how many people. */
export function listShapes(most: number, imports: fc.Arbitrary<readonly number[]>): fc.Arbitrary<ListAccountShape> {
  return fc.record({
    seed: fc.nat({ max: 10_000 }),
    leads: fc.oneof(fc.constantFrom(0, 1), fc.nat({ max: most })),
    applicants: fc.nat({ max: most }),
    severalIn100: fc.constantFrom(0, 5, 40),
    imports,
    moments: fc.constantFrom(3, 20, 10_000),
    postings: fc.constantFrom(6, 14),
  });
}

/**
 * A random account: leads, archived, active and hired rows in several stages, archived rows in stages that are not
 * listed, hires out of lead stages, rows of which one side is archived, applications without a posting, rows without an
 * application in every kind of stage, back-dated rows, confidential rows, and equal dates.
 */
export function listAccount(shape: ListAccountShape): Account {
  const account = emptyAccount(shape.postings);
  const rows = new RandomRows(account, shape);
  const plans: RowPlan[] = [];
  let person = 0;
  for (let i = 0; i < shape.leads; i += 1) plans.push(rows.lead(person++));
  for (let i = 0; i < shape.applicants; i += 1) plans.push(...rows.applicant(person++));
  for (const size of shape.imports) plans.push(...rows.imported(person, size));
  return addRows(account, plans, shape.seed);
}

/** The id of the custom stage that counts as a lead stage if the setting says so. */
export function customLeadStage({ stages }: Account): string {
  return stages.find(({ pipeline, id }) => pipeline === "lead" && !id.startsWith("lead-"))!.id;
}

class RandomRows {
  readonly #random: Random;
  readonly #account: Account;
  readonly #moments: readonly number[];
  readonly #several: number;

  constructor(account: Account, { seed, moments, severalIn100 }: ListAccountShape) {
    this.#account = account;
    this.#random = new Random(`list ${seed}`);
    this.#several = severalIn100 / 100;
    this.#moments = Array.from({ length: Math.min(moments, 500) }, () => account.now - this.#age());
  }

  lead(person: number, createdAt = this.#moment()): RowPlan {
    const stage = this.#stage((pipeline) => pipeline === "lead");
    const posting = this.#random.chance(0.1) ? undefined : this.#posting();
    const end = this.#random.chance(0.2) ? this.#end("non-hired") : {};
    return { person, stage, createdAt, ...this.#dates(createdAt), ...given(posting), ...end };
  }

  /** The opportunities of a person with an application. */
  applicant(person: number): RowPlan[] {
    const more = this.#random.chance(this.#several) ? this.#random.between(1, 4) : 0;
    return [this.#application(person), ...Array.from({ length: more }, () => this.#any(person))];
  }

  /** Rows of people with one row each, and of some who have another row too, that were created in one millisecond. */
  imported(firstPerson: number, size: number): RowPlan[] {
    const at = this.#account.now - this.#age();
    return Array.from({ length: size }, (_, i): RowPlan => {
      const person = this.#random.chance(this.#several) ? this.#random.between(0, firstPerson) : firstPerson + i + at;
      const plan = this.#random.chance(0.3) ? this.lead(person, at) : this.#application(person, at);
      return { ...plan, lastAdvancedAt: this.#random.chance(0.8) ? at : (plan.lastAdvancedAt ?? at) };
    });
  }

  #any(person: number): RowPlan {
    return this.#random.chance(0.3) ? this.lead(person) : this.#application(person);
  }

  #application(person: number, createdAt = this.#moment()): RowPlan {
    const base = { person, createdAt, ...this.#dates(createdAt), confidential: this.#random.chance(0.03) };
    const kind = this.#random.weighted({
      active: 8,
      rejected: 6,
      hired: 3,
      unlisted: 2,
      fromLead: 1,
      halfEnded: 1,
      bare: 1,
    });
    const stage = this.#stage((pipeline) => pipeline !== "lead");
    const posting = this.#random.chance(0.05) ? null : this.#posting();
    switch (kind) {
      case "active":
        return { ...base, stage, posting };
      case "rejected":
        return { ...base, stage, posting, ...this.#end("non-hired") };
      case "hired":
        return { ...base, stage, posting, ...this.#end("hired") };
      case "unlisted":
        return {
          ...base,
          stage: this.#unlistedStage(),
          posting,
          ...this.#end(this.#random.pick(["hired", "non-hired"])),
        };
      case "fromLead":
        return { ...base, stage: this.#stage((pipeline) => pipeline === "lead"), posting, ...this.#end("hired") };
      case "halfEnded": {
        const { archived } = this.#end("non-hired");
        return {
          ...base,
          stage,
          posting,
          archived: { ...archived, only: this.#random.pick(["opportunity", "application"]) },
        };
      }
      default:
        return { ...base, stage };
    }
  }

  #dates(createdAt: number) {
    const backDated = this.#random.chance(0.1);
    return {
      lastAdvancedAt: backDated ? this.#moment() : Math.max(createdAt, this.#moment()),
      updatedAt: this.#random.chance(0.5) ? this.#moment() : null,
    };
  }

  #end(type: "hired" | "non-hired") {
    const reason = this.#random.pick(this.#account.archiveReasons.filter((each) => each.type === type)).id;
    return { archived: { reason, at: this.#moment() } };
  }

  /** More than a year, so that a list has windows with few rows too. */
  #age(): number {
    return this.#random.chance(0.05) ? this.#random.between(1000, 4000) * day : this.#random.between(0, 400 * day);
  }

  #moment(): number {
    return this.#random.pick(this.#moments);
  }

  #posting(): string {
    return this.#random.pick(this.#account.postings).id;
  }

  #stage(isIn: (pipeline: string) => boolean): string {
    const { stages } = this.#account;
    return this.#random.pick(stages.filter(({ pipeline, standing }) => standing === "listed" && isIn(pipeline))).id;
  }

  #unlistedStage(): string {
    return this.#random.pick(this.#account.stages.filter(({ standing }) => standing !== "listed")).id;
  }
}

function given(posting: string | undefined): { posting?: string } {
  return posting === undefined ? {} : { posting };
}
