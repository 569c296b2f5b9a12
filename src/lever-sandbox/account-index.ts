import type { Account, Stage, User } from "./account.js";
import type { Application } from "./application.js";
import type { Contact } from "./contact.js";
import type { Offer } from "./offer.js";
import type { Opportunity } from "./opportunity.js";
import type { Posting } from "./posting.js";
import { Order } from "./order.js";
import { sortedRows, type Row } from "./page.js";

/** An opportunity and its applications. Since 2020 it has at most one. */
export interface Candidacy {
  readonly opportunity: Opportunity;
  readonly applications: readonly Application[];
}

const indexes = new WeakMap<Account, AccountIndex>();

/** The index of an account. It is built at the first call and after each change. */
export function indexOf(account: Account): AccountIndex {
  const index = indexes.get(account) ?? new AccountIndex(account);
  indexes.set(account, index);
  return index;
}

/** Call it after a change of the account: the next request reads the changed data. */
export function invalidateIndex(account: Account): void {
  indexes.delete(account);
}

/**
 * Sorted lists and lookup maps of an account. Each is built at its first use, since tests often change large accounts.
 */
export class AccountIndex {
  readonly #account: Account;
  readonly #built = new Map<string, unknown>();

  constructor(account: Account) {
    this.#account = account;
  }

  /** All opportunities, in the order of the list. */
  get candidacies(): readonly Row<Candidacy>[] {
    return this.#part("candidacies", ({ opportunities, stages }) => {
      const ranks = new Map(stages.map(({ id, rank }) => [id, rank]));
      return sortedRows(
        opportunities.map((opportunity) => ({
          opportunity,
          applications: opportunity.applications.flatMap((id) => this.application.get(id) ?? []),
        })),
        Order.opportunities,
        ({ opportunity: { id, stage, lastAdvancedAt } }) => [ranks.get(stage) ?? 0, lastAdvancedAt, id],
      );
    });
  }

  get byContact(): ReadonlyMap<string, readonly Row<Candidacy>[]> {
    return this.#part("byContact", () => grouped(this.candidacies, ({ value }) => [value.opportunity.contact]));
  }

  /** By the postings of the applications, active or archived. */
  get byPosting(): ReadonlyMap<string, readonly Row<Candidacy>[]> {
    return this.#part("byPosting", () =>
      grouped(this.candidacies, ({ value }) => value.applications.map(({ posting }) => posting)),
    );
  }

  get opportunity(): ReadonlyMap<string, Candidacy> {
    return this.#part(
      "opportunity",
      () => new Map(this.candidacies.map(({ value }) => [value.opportunity.id, value] as const)),
    );
  }

  get application(): ReadonlyMap<string, Application> {
    return this.#part("application", ({ applications }) => byId(applications));
  }

  get offersByOpportunity(): ReadonlyMap<string, readonly Offer[]> {
    return this.#part("offers", ({ offers }) => grouped(offers, ({ opportunityId }) => [opportunityId]));
  }

  get contact(): ReadonlyMap<string, Contact> {
    return this.#part("contact", ({ contacts }) => byId(contacts));
  }

  get posting(): ReadonlyMap<string, Posting> {
    return this.#part("posting", ({ postings }) => byId(postings));
  }

  get user(): ReadonlyMap<string, User> {
    return this.#part("user", ({ users }) => byId(users));
  }

  /** Without `vanished` stages. */
  get stage(): ReadonlyMap<string, Stage> {
    return this.#part("stage", ({ stages }) => byId(stages.filter(({ standing }) => standing !== "vanished")));
  }

  #part<T>(name: string, build: (account: Account) => T): T {
    if (!this.#built.has(name)) this.#built.set(name, build(this.#account));
    return this.#built.get(name) as T;
  }
}

function byId<T extends { id: string }>(records: readonly T[]): Map<string, T> {
  return new Map(records.map((record) => [record.id, record]));
}

function grouped<T>(items: readonly T[], keys: (item: T) => readonly (string | null)[]): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    for (const key of new Set(keys(item))) {
      if (key === null) continue;
      const group = groups.get(key);
      if (group) group.push(item);
      else groups.set(key, [item]);
    }
  }
  return groups;
}
