import { type Account, createAccount } from "../../src/lever-sandbox/index.js";

/**
 * A seeded account without special cases: this number of people, each with one opportunity and one application for a
 * public posting, and no leads, no confidential and no deleted records. The calls of a query depend only on its shape.
 */
export function simpleAccount(candidates: number, postings: number): Account {
  // About six in ten people of a seeded account have no special case.
  for (let people = Math.ceil(candidates * 1.6) + 200; ; people *= 2) {
    const account = onlySimple(createAccount({ candidates: people, postings }), candidates);
    if (account.opportunities.length === candidates) return account;
  }
}

function onlySimple(account: Account, most: number): Account {
  for (const posting of account.postings) {
    posting.confidentiality = "non-confidential";
    posting.state = "published";
    posting.distributionChannels = ["internal", "public"];
  }
  const stages = account.stages.filter(({ pipeline, standing }) => pipeline !== "lead" && standing === "listed");
  const applied = new Set(stages.map(({ id }) => id));
  const postings = new Set(account.postings.map(({ id }) => id));
  const postingOf = new Map(account.applications.map(({ id, posting }) => [id, posting ?? ""]));
  const counts = new Map<string, number>();
  for (const { contact } of account.opportunities) counts.set(contact, (counts.get(contact) ?? 0) + 1);
  const opportunities = account.opportunities
    .filter(
      ({ contact, applications, stage, confidentiality }) =>
        counts.get(contact) === 1 &&
        applications.length === 1 &&
        postings.has(postingOf.get(applications[0] ?? "") ?? "") &&
        applied.has(stage) &&
        confidentiality === "non-confidential",
    )
    .slice(0, most);
  const kept = new Set(opportunities.map(({ id }) => id));
  const people = new Set(opportunities.map(({ contact }) => contact));
  return {
    ...account,
    opportunities,
    contacts: account.contacts.filter(({ id }) => people.has(id)),
    applications: account.applications.filter(({ opportunityId }) => kept.has(opportunityId)),
    offers: account.offers.filter(({ opportunityId }) => kept.has(opportunityId)),
  };
}
