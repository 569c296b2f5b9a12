import type { Account, Application, Contact, Offer, Opportunity, Posting, Stage, User } from "./account.js";
import { Order } from "./order.js";
import { inOrder, type Row } from "./page.js";

/** An opportunity with the one application it may have. */
export interface Candidacy {
  readonly opportunity: Opportunity;
  readonly application: Application | undefined;
}

/** An account, sorted and looked up: built when first asked for, kept until the account is changed. */
export interface AccountIndex {
  /** Every opportunity, in the order of the list. */
  readonly candidacies: readonly Row<Candidacy>[];
  readonly byContact: ReadonlyMap<string, readonly Row<Candidacy>[]>;
  /** By the application's posting, whether archived or not. */
  readonly byPosting: ReadonlyMap<string, readonly Row<Candidacy>[]>;
  readonly opportunity: ReadonlyMap<string, Candidacy>;
  readonly application: ReadonlyMap<string, Application>;
  readonly offersByOpportunity: ReadonlyMap<string, readonly Offer[]>;
  readonly contact: ReadonlyMap<string, Contact>;
  readonly posting: ReadonlyMap<string, Posting>;
  readonly user: ReadonlyMap<string, User>;
  /** Without the vanished. */
  readonly stage: ReadonlyMap<string, Stage>;
}

const indexes = new WeakMap<Account, AccountIndex>();

export function indexOf(account: Account): AccountIndex {
  const known = indexes.get(account);
  if (known !== undefined) return known;
  const index = build(account);
  indexes.set(account, index);
  return index;
}

/** Call after changing an account in place: the next request sees it as it then is. */
export function forgetIndex(account: Account): void {
  indexes.delete(account);
}

function build(account: Account): AccountIndex {
  const ranks = new Map(account.stages.map(({ id, rank }) => [id, rank]));
  const applicationOf = new Map(account.applications.map((application) => [application.opportunityId, application]));
  const candidacies = inOrder(
    account.opportunities.map((opportunity) => ({ opportunity, application: applicationOf.get(opportunity.id) })),
    Order.opportunities,
    ({ opportunity: { id, stage, lastAdvancedAt } }) => [ranks.get(stage) ?? 0, lastAdvancedAt, id],
  );
  return {
    candidacies,
    byContact: grouped(candidacies, ({ value }) => value.opportunity.contact),
    byPosting: grouped(candidacies, ({ value }) => value.application?.posting),
    opportunity: new Map(candidacies.map(({ value }) => [value.opportunity.id, value])),
    application: byId(account.applications),
    offersByOpportunity: grouped(account.offers, ({ opportunityId }) => opportunityId),
    contact: byId(account.contacts),
    posting: byId(account.postings),
    user: byId(account.users),
    stage: byId(account.stages.filter(({ standing }) => standing !== "vanished")),
  };
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
