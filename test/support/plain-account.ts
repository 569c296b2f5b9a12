import { type Account, addOpportunity, archive, createAccount } from "../../src/lever-sandbox/index.js";
import type { Ids } from "./random-query.js";

/**
 * An account without edge cases, to count calls. Each person has one application to one of the published postings.
 * Every fifth is rejected, and there are no leads.
 */
export function plainAccount(people: number, postings = 14): Account {
  const account = createAccount({ seed: 1, candidates: 24, postings });
  for (const each of [account.opportunities, account.applications, account.offers, account.contacts]) each.splice(0);
  const open = account.postings.filter(({ distributionChannels }) => distributionChannels?.includes("public"));
  const rejection = account.archiveReasons.find(({ type }) => type === "non-hired")!;
  for (let index = 0; index < people; index += 1) {
    const at = account.now - index * 1000;
    const { id } = addOpportunity(account, {
      name: `Person ${index}`,
      emails: [`person${index}@example.com`],
      stageId: "applicant-new",
      postingId: open[index % open.length]!.id,
      at,
    });
    if (index % 5 === 0) archive(account, id, rejection.id, at + 500);
  }
  return account;
}

/** The ids of an account in the unified model. The ids of offers may not exist. */
export function idsIn({ contacts, applications, postings, stages, opportunities }: Account): Ids {
  return {
    Candidate: contacts.map(({ id }) => id),
    Application: applications.map(({ id, opportunityId }) => `${opportunityId}:${id}`),
    Job: postings.map(({ id }) => id),
    Stage: stages.map(({ id }) => id),
    Offer: opportunities.map(({ id }) => `${id}:${id}`),
  };
}
