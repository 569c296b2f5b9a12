import type { Account } from "./account.js";
import type { Contact } from "./contact.js";
import type { Opportunity } from "./opportunity.js";
import { invalidateIndex } from "./account-index.js";
import { Random } from "./seed/random.js";

/**
 * Changes that people make in Lever's app while a client reads. Times are milliseconds since 1970. The next request
 * reads the changed data. The functions throw for an unknown opportunity.
 */

/** Moves an opportunity to another stage, where it becomes the first. An archived one stays archived. */
export function advance(account: Account, opportunityId: string, stageId: string, at: number): void {
  const opportunity = find(account, opportunityId);
  opportunity.stage = stageId;
  opportunity.stageChanges.push({
    toStageId: stageId,
    toStageIndex: account.stages.findIndex(({ id }) => id === stageId),
    updatedAt: at,
  });
  opportunity.lastAdvancedAt = at;
  touch(account, opportunity, at);
}

/**
 * Archives an opportunity, and its application some milliseconds earlier. For an archived opportunity it changes the
 * date and the reason, and leaves the application and the position in the list unchanged.
 */
export function archive(account: Account, opportunityId: string, reasonId: string, at: number): void {
  const opportunity = find(account, opportunityId);
  if (opportunity.archived === null) opportunity.lastAdvancedAt = at;
  opportunity.archived = { reason: reasonId, archivedAt: at };
  for (const application of account.applications) {
    if (application.opportunityId === opportunityId) {
      application.archived ??= { reason: reasonId, archivedAt: at - 8 };
    }
  }
  touch(account, opportunity, at);
}

/** Takes an opportunity and its application out of the archive. */
export function unarchive(account: Account, opportunityId: string, at: number): void {
  const opportunity = find(account, opportunityId);
  opportunity.archived = null;
  for (const application of account.applications) {
    if (application.opportunityId === opportunityId) application.archived = null;
  }
  touch(account, opportunity, at);
}

/** The values of an added opportunity. Default values are made up. */
export interface NewOpportunity {
  /** The contact. Default: a new contact with the name `name`. */
  contactId?: string;
  name?: string;
  emails?: string[];
  /** Default `lead-new`. */
  stageId?: string;
  /** The posting of the application; null for an application without a posting; absent for no application. */
  postingId?: string | null;
  at: number;
}

/** Adds an opportunity, its contact if it is new, and its application if it has one. */
export function addOpportunity(account: Account, input: NewOpportunity): Opportunity {
  const { at, stageId = "lead-new", postingId } = input;
  const random = new Random(`added ${account.opportunities.length} ${account.contacts.length} ${at}`);
  const contact = account.contacts.find(({ id }) => id === input.contactId) ?? newContact(account, random, input);
  const id = random.uuid();
  const opportunity: Opportunity = {
    id,
    name: contact.name,
    contact: contact.id,
    headline: contact.headline,
    stage: stageId,
    confidentiality: "non-confidential",
    location: contact.location.name,
    phones: contact.phones,
    emails: contact.emails,
    links: [],
    archived: null,
    tags: [],
    sources: [],
    stageChanges: [
      { toStageId: stageId, toStageIndex: account.stages.findIndex((stage) => stage.id === stageId), updatedAt: at },
    ],
    origin: "applied",
    sourcedBy: null,
    owner: null,
    followers: [],
    applications: [],
    createdAt: at,
    updatedAt: at,
    lastInteractionAt: at,
    lastAdvancedAt: at,
    snoozedUntil: null,
    urls: { list: "https://hire.lever.co/candidates", show: `https://hire.lever.co/candidates/${id}` },
    isAnonymized: false,
    dataProtection: null,
  };
  account.opportunities.push(opportunity);
  if (postingId !== undefined) {
    const applicationId = random.uuid();
    opportunity.applications.push(applicationId);
    opportunity.opportunityLocation = "unspecified";
    account.applications.push({
      id: applicationId,
      type: "user",
      candidateId: id,
      opportunityId: id,
      posting: postingId,
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
      createdAt: at,
      archived: null,
      requisitionForHire: null,
    });
  }
  invalidateIndex(account);
  return opportunity;
}

/** Deletes an opportunity with its application and offers. Its contact stays. */
export function removeOpportunity(account: Account, opportunityId: string): void {
  remove(account.opportunities, ({ id }) => id === opportunityId);
  remove(account.applications, (application) => application.opportunityId === opportunityId);
  remove(account.offers, (offer) => offer.opportunityId === opportunityId);
  invalidateIndex(account);
}

function newContact(account: Account, random: Random, { name = "", emails = [] }: NewOpportunity): Contact {
  const contact: Contact = {
    id: random.uuid(),
    name,
    headline: "",
    isAnonymized: false,
    location: { name: "" },
    emails,
    phones: [],
    dataProtection: null,
  };
  account.contacts.push(contact);
  return contact;
}

function find(account: Account, opportunityId: string): Opportunity {
  const opportunity = account.opportunities.find(({ id }) => id === opportunityId);
  if (opportunity === undefined) throw new Error(`The account has no opportunity ${opportunityId}.`);
  return opportunity;
}

function touch(account: Account, opportunity: Opportunity, at: number): void {
  opportunity.updatedAt = at;
  opportunity.lastInteractionAt = at;
  invalidateIndex(account);
}

function remove<T>(items: T[], matches: (item: T) => boolean): void {
  for (let i = items.length - 1; i >= 0; i--) if (matches(items[i] as T)) items.splice(i, 1);
}
