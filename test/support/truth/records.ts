import type { Account, Offer, Posting } from "../../../src/lever-sandbox/index.js";
import { type Applied, applicationId, type Candidacy, hasApplied, jobIdOf, statusOf } from "./candidacy.js";

/** The expected values of the fields in `selections`, computed from the data of an account. */
export type Expected = Readonly<Record<string, unknown>> & { readonly id: string };

/**
 * The candidate with these visible opportunities, from the oldest to the newest. Applications of leads are optional.
 */
export function candidate(account: Account, candidacies: readonly Candidacy[], includeLeads: boolean): Expected {
  const [first] = candidacies;
  if (first === undefined) throw new Error("A candidate has at least one opportunity.");
  const { contact } = first;
  const listed = candidacies.filter(hasApplied).filter(({ isLead }) => includeLeads || !isLead);
  return {
    id: contact.id,
    remoteId: contact.id,
    firstName: null,
    lastName: null,
    fullName: nameOf(first),
    emails: contact.emails.map((data) => ({ data, type: "personal" })),
    phoneNumbers: contact.phones.map(({ value, type }) => ({ data: value, type: type ?? null })),
    headline: contact.headline || null,
    location: contact.location.name || null,
    links: linksOf(candidacies),
    createdAt: iso(Math.min(...candidacies.map(({ opportunity }) => opportunity.createdAt))),
    lastActivityAt: iso(Math.max(...candidacies.map(({ opportunity }) => opportunity.lastInteractionAt))),
    applicationIds: listed.map(applicationId),
    applications: listed.map((candidacy) => ({
      id: applicationId(candidacy),
      candidateId: contact.id,
      jobId: candidacy.application.posting,
      stage: stageOf(account, candidacy.opportunity.stage),
      status: statusOf(candidacy),
    })),
    remoteUrl: candidacies.filter(({ isLead }) => includeLeads || !isLead).at(-1)?.opportunity.urls.show ?? null,
  };
}

export function application(account: Account, candidacy: Applied): Expected {
  const { opportunity, application, contact, reason } = candidacy;
  const { archived } = opportunity;
  const rejected = statusOf(candidacy) === "REJECTED" ? archived : null;
  const hired = statusOf(candidacy) === "HIRED" ? archived : null;
  const ownArchived = application.archived;
  const job = account.postings.find(({ id }) => id === application.posting);
  const chosen = chosenOffer(candidacy);
  return {
    id: applicationId(candidacy),
    remoteId: application.id,
    candidateId: contact.id,
    candidate: { id: contact.id, fullName: nameOf(candidacy) },
    jobId: application.posting,
    job: job ? { id: job.id, name: job.text } : null,
    offerId: chosen ? `${opportunity.id}:${chosen.id}` : null,
    offer: chosen ? offer(account, chosen, candidacy) : null,
    stage: stageOf(account, opportunity.stage),
    status: statusOf(candidacy),
    rejectedAt: rejected && iso(ownArchived?.reason === rejected.reason ? ownArchived.archivedAt : rejected.archivedAt),
    rejectedReason: rejected && { id: reason?.id ?? null, text: reason?.text ?? null },
    hiredAt: hired && iso(ownArchived?.reason === hired.reason ? ownArchived.archivedAt : hired.archivedAt),
    endedAt: optionalIso(archived?.archivedAt),
    createdAt: iso(opportunity.createdAt),
    appliedAt: iso(application.createdAt),
    updatedAt: optionalIso(opportunity.updatedAt),
    lastAdvancedAt: iso(opportunity.lastAdvancedAt),
    lastInteractionAt: iso(opportunity.lastInteractionAt),
    snoozedUntil: optionalIso(opportunity.snoozedUntil),
    stageHistory: opportunity.stageChanges.map(({ toStageId, updatedAt, userId }) => ({
      stage: pastStageOf(account, toStageId),
      enteredAt: iso(updatedAt),
      movedBy: userId === undefined ? null : memberOf(account, userId),
    })),
    origin: opportunity.origin.toUpperCase(),
    sources: opportunity.sources,
    tags: opportunity.tags,
    owner: memberOf(account, opportunity.owner),
    location: opportunity.opportunityLocation === "unspecified" ? null : (opportunity.opportunityLocation ?? null),
    remoteUrl: opportunity.urls.show,
  };
}

/** The links of the newest opportunity that has any. */
function linksOf(candidacies: readonly Candidacy[]): readonly string[] {
  const intact = candidacies.filter(({ opportunity }) => !opportunity.isAnonymized);
  return intact.findLast(({ opportunity }) => opportunity.links.length > 0)?.opportunity.links ?? [];
}

function memberOf(account: Account, id: string | null): object | null {
  const user = account.users.find((each) => each.id === id);
  return user === undefined ? null : { id: user.id, name: user.name, email: user.email };
}

/** A stage in a history has no name if it is not listed. */
function pastStageOf(account: Account, id: string): object {
  const known = account.stages.find((stage) => stage.id === id && stage.standing === "listed");
  return { id, name: known?.text ?? null };
}

export function offer(account: Account, source: Offer, candidacy: Applied): Expected {
  const jobId = jobIdOf(source, candidacy);
  const job = account.postings.find(({ id }) => id === jobId);
  return {
    id: `${candidacy.opportunity.id}:${source.id}`,
    remoteId: source.id,
    applicationId: applicationId(candidacy),
    application: { id: applicationId(candidacy), status: statusOf(candidacy) },
    candidateId: candidacy.contact.id,
    candidate: { id: candidacy.contact.id, fullName: nameOf(candidacy) },
    jobId,
    job: job ? { id: job.id, name: job.text } : null,
    createdAt: iso(source.createdAt),
    updatedAt: null,
    status: offerStatuses[source.status] ?? null,
    remoteStatus: source.status,
    sentAt: optionalIso(source.sentAt),
    approvedAt: optionalIso(source.approvedAt),
    startDate: valueIn(source, "anticipated_start_date", (ms) => iso(Number(ms)).slice(0, 10)),
    compensation: {
      amount: valueIn(source, "salary_amount", Number),
      currency: valueIn(source, "compensation_currency", String),
      interval: valueIn(source, "salary_interval", String),
    },
    fields: source.fields.map(({ identifier, text, value }) => ({
      identifier,
      name: text,
      value: value === null || value === "" ? null : String(value),
    })),
    creator: memberOf(account, source.creator),
    remoteUrl: candidacy.opportunity.urls.show,
  };
}

function valueIn<T>({ fields }: Offer, wanted: string, convert: (value: string | number) => T): T | null {
  const value = fields.find(({ identifier }) => identifier === wanted)?.value ?? null;
  return value === null ? null : convert(value);
}

export function job(account: Account, posting: Posting): Expected {
  const department = posting.categories.department ?? null;
  const manager = account.users.find(({ id }) => id === posting.hiringManager);
  return {
    id: posting.id,
    remoteId: posting.id,
    name: posting.text,
    status: jobStatusOf(posting),
    remoteStatus: posting.state,
    department: department === null ? null : { name: department },
    createdAt: iso(posting.createdAt),
    updatedAt: iso(posting.updatedAt),
    closedAt: posting.state === "closed" ? iso(posting.updatedAt) : null,
    location: posting.categories.location,
    locations: posting.categories.allLocations,
    team: posting.categories.team,
    commitment: posting.categories.commitment,
    workplaceType: posting.workplaceType === "unspecified" ? null : posting.workplaceType.toUpperCase(),
    salaryRange: posting.salaryRange ?? null,
    salaryDescription: null,
    description: posting.content.description,
    descriptionHtml: posting.content.descriptionHtml,
    careersUrl: posting.urls?.show ?? null,
    applyUrl: posting.urls?.apply ?? null,
    owner: memberOf(account, posting.owner),
    tags: posting.tags,
    requisitionCodes: posting.requisitionCodes,
    remoteUrl: posting.urls?.show ?? null,
    hiringTeam: {
      hiringManagers: manager ? [{ id: manager.id, name: manager.name, email: manager.email }] : [],
      recruiters: null,
    },
  };
}

/** A retired stage has its name; a vanished one has only its id. */
export function stageOf(account: Account, id: string): Expected {
  const known = account.stages.find((stage) => stage.id === id && stage.standing !== "vanished");
  return { id, remoteId: id, name: known?.text ?? null, jobId: null };
}

export function jobStatusOf({ state }: Posting): string | null {
  return jobStatuses[state] ?? null;
}

export function offerStatusOf({ status }: Offer): string | null {
  return offerStatuses[status] ?? null;
}

const jobStatuses: Record<string, string> = {
  published: "OPEN",
  internal: "OPEN",
  closed: "CLOSED",
  draft: "DRAFT",
  pending: "DRAFT",
  rejected: "DRAFT",
};

const offerStatuses: Record<string, string> = {
  draft: "DRAFT",
  "approval-sent": "APPROVAL_SENT",
  approved: "APPROVED",
  sent: "SENT",
  "sent-manually": "SENT_MANUALLY",
  opened: "OPENED",
  signed: "SIGNED",
  denied: "REJECTED",
};

/** The best offer: first by same job as the application, then signed, then not denied, then the newest. */
function chosenOffer(candidacy: Applied): Offer | undefined {
  const criteria = (offer: Offer) => [
    Number(jobIdOf(offer, candidacy) === candidacy.application.posting),
    Number(offer.status === "signed"),
    Number(offer.status !== "denied"),
    offer.createdAt,
  ];
  return candidacy.offers.reduce<Offer | undefined>((best, offer) => {
    if (best === undefined) return offer;
    const [mine, its] = [criteria(offer), criteria(best)];
    const decisive = mine.findIndex((merit, i) => merit !== its[i]);
    return decisive >= 0 && mine[decisive]! > its[decisive]! ? offer : best;
  }, undefined);
}

function nameOf({ contact }: Candidacy): string | null {
  return contact.name === "" ? null : contact.name;
}

function optionalIso(ms: number | null | undefined): string | null {
  return ms == null ? null : iso(ms);
}

function iso(ms: number): string {
  return new Date(ms).toISOString();
}
