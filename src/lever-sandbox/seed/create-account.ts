import type { Account } from "../account.js";
import { seededCompany } from "./company.js";
import { edgeCases } from "./edge-cases.js";
import { ordinaryPlans } from "./ordinary-plans.js";
import { Random } from "./random.js";
import { seededCandidacy } from "./seeded-candidacy.js";
import { seededContact } from "./seeded-contact.js";

export interface AccountOptions {
  /** Default 1. */
  seed?: number;
  /** The number of people. There are a few more opportunities. Default 250. */
  candidates?: number;
  /** Default: 14, plus one for each 200 people above 250, up to 60. */
  postings?: number;
  /**
   * The current time of the account, in milliseconds since 1970. Default: a fixed day, so that the data stays the same.
   */
  now?: number;
}

/** An account made from a seed: the same options give the same data. The first people are the edge cases. */
export function createAccount(options: AccountOptions = {}): Account {
  const { seed = 1, candidates = 250, now = Date.UTC(2026, 9, 1, 9) } = options;
  const postings = options.postings ?? Math.min(60, 14 + Math.max(0, Math.floor((candidates - 250) / 200)));
  const random = new Random(`lever ${seed}`);
  const company = seededCompany(random.fork("company"), now, postings);
  const cases = edgeCases(company);
  const account: Account = {
    now,
    users: company.staff.users,
    stages: [...company.stageOrder],
    archiveReasons: [...company.reasons.values()],
    postings: [...company.postings],
    contacts: [],
    opportunities: [],
    applications: [],
    offers: [],
  };
  for (let i = 0; i < candidates; i++) {
    const personRandom = random.fork(i);
    const contact = seededContact(personRandom);
    cases[i]?.edit?.(contact);
    account.contacts.push(contact);
    for (const plan of cases[i]?.plans ?? ordinaryPlans(personRandom, company)) {
      const { opportunity, application, offers } = seededCandidacy(personRandom, company, contact, plan);
      account.opportunities.push(opportunity);
      if (application) account.applications.push(application);
      account.offers.push(...offers);
    }
  }
  return account;
}
