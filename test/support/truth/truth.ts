import type { Account } from "../../../src/lever-sandbox/index.js";
import { type Applied, type Candidacy, candidaciesOf, hasApplied, type Settings } from "./candidacy.js";
import {
  type Filters,
  matchesApplicationFilter,
  matchesCandidateFilter,
  matchesJobFilter,
  matchesOfferFilter,
} from "./filters.js";
import * as records from "./records.js";

export type Connection = keyof Filters;

/** Records by their id. */
export type Records = ReadonlyMap<string, records.Expected>;

/** The expected results for an account in its current state. This code is independent of `src`. */
export interface Truth {
  /** All visible opportunities. */
  readonly candidacies: readonly Candidacy[];
  /** The records of a whole list. */
  list<C extends Connection>(connection: C, filter?: Filters[C]): Records;
  /** The sum of `excluded.leads` over a whole list: leads that match, but are not in it. */
  leads<C extends Exclude<Connection, "jobs">>(connection: C, filter?: Filters[C]): number;
}

export function truthOf(account: Account, settings: Settings = {}): Truth {
  const candidacies = candidaciesOf(account, settings);
  const byContact = new Map<string, Candidacy[]>();
  for (const candidacy of candidacies) {
    const own = byContact.get(candidacy.contact.id) ?? [];
    byContact.set(candidacy.contact.id, [...own, candidacy]);
  }
  const applied = candidacies.filter(hasApplied);
  const confidentiality = settings.confidentiality ?? "non-confidential";
  const postings = account.postings.filter(
    (posting) => confidentiality === "all" || posting.confidentiality === confidentiality,
  );
  const lists: { [C in Connection]: (filter: Filters[C]) => records.Expected[] } = {
    candidates: (filter) =>
      [...byContact.values()]
        .filter((own) => own.some((candidacy) => matchesCandidateFilter(filter, candidacy)))
        .map((own) => records.candidate(account, own, filter.includeLeads === true || filter.leadsOnly === true)),
    applications: (filter) =>
      applied
        .filter((candidacy) => matchesApplicationFilter(filter, candidacy))
        .map((candidacy) => records.application(account, candidacy)),
    jobs: (filter) =>
      postings.filter((posting) => matchesJobFilter(filter, posting)).map((posting) => records.job(account, posting)),
    offers: (filter) =>
      applied.flatMap((candidacy) =>
        candidacy.offers
          .filter((offer) => matchesOfferFilter(filter, offer, candidacy))
          .map((offer) => records.offer(account, offer, candidacy)),
      ),
  };
  return {
    candidacies,
    list(connection, filter) {
      const listed = lists[connection](filter ?? {});
      return new Map(listed.map((record) => [record.id, record]));
    },
    leads(connection, filter = {}) {
      const withLeads = { ...filter, leadsOnly: true };
      const matches = connection === "candidates" ? matchesCandidateFilter : matchesApplicationFilter;
      const leads = candidacies.filter((candidacy) => candidacy.isLead && matches(withLeads, candidacy as Applied));
      if (filter.includeLeads !== true && filter.leadsOnly !== true) return leads.length;
      // A person without an application can be a candidate, but has no application in the list.
      return connection === "candidates" ? 0 : leads.filter((candidacy) => !hasApplied(candidacy)).length;
    },
  };
}
