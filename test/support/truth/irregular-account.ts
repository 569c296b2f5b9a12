import { type Account, createAccount, type Offer } from "../../../src/lever-sandbox/index.js";

const day = 86_400_000;

/**
 * A seeded account with more edge cases: offers to leads; several offers to one person for different jobs; applications
 * and opportunities of which only one is archived; `updatedAt` on every second row.
 */
export function irregularAccount(options: { seed: number; candidates: number; postings?: number }): Account {
  const account = createAccount(options);
  const { opportunities, applications, offers, postings } = account;
  opportunities.forEach((opportunity, i) => {
    if (i % 2 === 0) opportunity.updatedAt = opportunity.lastInteractionAt;
    const application = applications.find(({ id }) => id === opportunity.applications[0]);
    if (application === undefined) return;
    if (i % 9 === 0) application.archived = null;
    if (i % 9 === 1 && opportunity.archived === null) {
      application.archived = { reason: account.archiveReasons[i % 5]!.id, archivedAt: opportunity.lastAdvancedAt };
    }
    const [like] = offers.filter(({ opportunityId }) => opportunityId === opportunity.id);
    if (like === undefined || i % 3 !== 0) return;
    const others = ["denied", "signed", "draft", "signed", "opened", "denied"];
    for (const [j, status] of others.slice(i % 4, (i % 4) + 3).entries()) {
      const offer: Offer = {
        ...like,
        id: `${like.id.slice(0, -2)}f${j}`,
        status,
        // Two offers never have the same time, since the order would then be undefined.
        createdAt: like.createdAt + (((i + j * 7) % 5) - 2) * day + j + 1,
      };
      if (j === 0) delete offer.posting;
      else offer.posting = (i + j) % 2 === 0 ? postings[0]!.id : (application.posting ?? postings[1]!.id);
      offers.push(offer);
    }
  });
  const offered = opportunities.filter(
    ({ id, archived }) => archived === null && offers.some(({ opportunityId }) => opportunityId === id),
  );
  offered.forEach((opportunity, i) => {
    if (i % 6 === 0) opportunity.stage = "lead-responded";
  });
  return account;
}
