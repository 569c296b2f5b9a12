import type { Account, Stage, User } from "./account.js";
import type { Application } from "./application.js";
import type { Contact } from "./contact.js";
import type { Offer } from "./offer.js";
import type { Opportunity } from "./opportunity.js";
import type { Posting } from "./posting.js";
import { Order } from "./order.js";
import { inOrder, type Row } from "./page.js";

/** An opportunity with the one application it may have. */
export interface Candidacy {
  readonly opportunity: Opportunity;
  readonly application: Application | undefined;
}

const indexes = new WeakMap<Account, AccountIndex>();

/** The index of an account, kept until the account is changed. */
export function indexOf(account: Account): AccountIndex {
  const index = indexes.get(account) ?? new AccountIndex(account);
  indexes.set(account, index);
  return index;
}

/** Call after changing an account in place: the next request sees it as it then is. */
export function invalidateIndex(account: Account): void {
  indexes.delete(account);
}

/** An account, sorted and looked up. Each part is built when first asked for: large accounts change often in tests. */
export class AccountIndex {
  readonly #account: Account;
  readonly #built = new Map<string, unknown>();

  constructor(account: Account) {
    this.#account = account;
  }

  /** Every opportunity, in the order of the list. */
  get candidacies(): readonly Row<Candidacy>[] {
    return this.#once("candidacies", ({ opportunities, stages }) => {
      const ranks = new Map(stages.map(({ id, rank }) => [id, rank]));
      return inOrder(
        opportunities.map((opportunity) => ({
          opportunity,
          application: this.application.get(opportunity.applications[0] ?? ""),
        })),
        Order.opportunities,
        ({ opportunity: { id, stage, lastAdvancedAt } }) => [ranks.get(stage) ?? 0, lastAdvancedAt, id],
      );
    });
  }

  get byContact(): ReadonlyMap<string, readonly Row<Candidacy>[]> {
    return this.#once("byContact", () => grouped(this.candidacies, ({ value }) => value.opportunity.contact));
  }

  /** By the application's posting, whether archived or not. */
  get byPosting(): ReadonlyMap<string, readonly Row<Candidacy>[]> {
    return this.#once("byPosting", () => grouped(this.candidacies, ({ value }) => value.application?.posting));
  }

  get opportunity(): ReadonlyMap<string, Candidacy> {
    return this.#once(
      "opportunity",
      () => new Map(this.candidacies.map(({ value }) => [value.opportunity.id, value] as const)),
    );
  }

  get application(): ReadonlyMap<string, Application> {
    return this.#once("application", ({ applications }) => byId(applications));
  }

  get offersByOpportunity(): ReadonlyMap<string, readonly Offer[]> {
    return this.#once("offers", ({ offers }) => grouped(offers, ({ opportunityId }) => opportunityId));
  }

  get contact(): ReadonlyMap<string, Contact> {
    return this.#once("contact", ({ contacts }) => byId(contacts));
  }

  get posting(): ReadonlyMap<string, Posting> {
    return this.#once("posting", ({ postings }) => byId(postings));
  }

  get user(): ReadonlyMap<string, User> {
    return this.#once("user", ({ users }) => byId(users));
  }

  /** Without the vanished. */
  get stage(): ReadonlyMap<string, Stage> {
    return this.#once("stage", ({ stages }) => byId(stages.filter(({ standing }) => standing !== "vanished")));
  }

  #once<T>(part: string, build: (account: Account) => T): T {
    if (!this.#built.has(part)) this.#built.set(part, build(this.#account));
    return this.#built.get(part) as T;
  }
}

function byId<T extends { id: string }>(records: readonly T[]): Map<string, T> {
  return new Map(records.map((record) => [record.id, record]));
}

function grouped<T>(items: readonly T[], key: (item: T) => string | null | undefined): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const name = key(item);
    if (name === null || name === undefined) continue;
    const group = groups.get(name);
    if (group) group.push(item);
    else groups.set(name, [item]);
  }
  return groups;
}
