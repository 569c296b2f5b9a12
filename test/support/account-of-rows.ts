import { type Account, createAccount, type Opportunity } from "../../src/lever-sandbox/index.js";
import { Random } from "../../src/lever-sandbox/seed/random.js";

/** What an opportunity and its application hold. Times are milliseconds since 1970. */
export interface RowPlan {
  /** Rows with the same number are of the same person. */
  readonly person: number;
  readonly stage: string;
  /** The posting of the application; null for an application without a posting; absent for no application. */
  readonly posting?: string | null;
  readonly createdAt: number;
  /** Default: `createdAt`. */
  readonly lastAdvancedAt?: number;
  /** Default: null. */
  readonly updatedAt?: number | null;
  /** `only`: the other one of opportunity and application is not archived. */
  readonly archived?: { readonly reason: string; readonly at: number; readonly only?: "opportunity" | "application" };
  readonly confidential?: boolean;
}

/** A seeded account with stages, reasons, users and postings, and with nobody in it. Its dates are in the past. */
export function emptyAccount(postings = 14): Account {
  const account = createAccount({ seed: 1, candidates: 0, postings, now: Date.UTC(2025, 0, 1) });
  for (const posting of account.postings) posting.confidentiality = "non-confidential";
  return account;
}

/** Adds these rows to an account, in place. It takes one step for each row, so that large accounts are made in a second. */
export function addRows(account: Account, plans: readonly RowPlan[], seed = 1): Account {
  const random = new Random(`rows ${seed}`);
  const contacts = new Map<number, Account["contacts"][number]>();
  for (const plan of plans) {
    const contact = contacts.get(plan.person) ?? newContact(random, plan.person);
    if (!contacts.has(plan.person)) account.contacts.push(contact);
    contacts.set(plan.person, contact);
    addRow(account, random, contact, plan);
  }
  return account;
}

function addRow(account: Account, random: Random, contact: Account["contacts"][number], plan: RowPlan): void {
  const { stage, posting, createdAt, lastAdvancedAt = createdAt, updatedAt = null, archived, confidential } = plan;
  const id = random.uuid();
  const end = archived && { reason: archived.reason, archivedAt: archived.at };
  const opportunity: Opportunity = {
    id,
    name: contact.name,
    contact: contact.id,
    headline: contact.headline,
    stage,
    confidentiality: confidential === true ? "confidential" : "non-confidential",
    location: contact.location.name,
    phones: contact.phones,
    emails: contact.emails,
    links: [],
    archived: end === undefined || archived?.only === "application" ? null : end,
    tags: [random.pick(["Engineering", "engineering", "Sales", "Berlin"])],
    sources: [random.pick(["LinkedIn", "Referral", "Career page"])],
    stageChanges: [{ toStageId: stage, toStageIndex: 0, updatedAt: lastAdvancedAt }],
    origin: random.pick(["applied", "sourced", "referred", "agency"]),
    sourcedBy: null,
    owner: account.users[0]?.id ?? null,
    followers: [],
    applications: [],
    createdAt,
    updatedAt,
    lastInteractionAt: Math.max(createdAt, lastAdvancedAt),
    lastAdvancedAt,
    snoozedUntil: null,
    urls: { list: "https://hire.lever.co/candidates", show: `https://hire.lever.co/candidates/${id}` },
    isAnonymized: false,
    dataProtection: null,
  };
  account.opportunities.push(opportunity);
  if (posting === undefined) return;
  const applicationId = random.uuid();
  opportunity.applications.push(applicationId);
  opportunity.opportunityLocation = random.pick(["Berlin", "Lisbon", "unspecified"]);
  account.applications.push({
    id: applicationId,
    type: "user",
    candidateId: id,
    opportunityId: id,
    posting,
    postingHiringManager: null,
    postingOwner: null,
    name: null,
    company: null,
    phone: null,
    email: null,
    links: [],
    comments: null,
    user: null,
    customQuestions: [],
    createdAt,
    archived: end === undefined || archived?.only === "opportunity" ? null : { ...end, archivedAt: end.archivedAt - 8 },
    requisitionForHire: null,
  });
}

function newContact(random: Random, person: number): Account["contacts"][number] {
  return {
    id: random.uuid(),
    name: `Person ${person}`,
    headline: "",
    isAnonymized: false,
    location: { name: "" },
    emails: [`person${person}@example.com`],
    phones: [],
    dataProtection: null,
  };
}
