import type { MatrixObject } from "../../src/graphql/provider-support/matrix.js";
import { idOf, type LeverOffer, type LeverOpportunity, type LeverPosting } from "./lever-row.js";
import { isLeadUnder, type LeverSample, type Settings } from "./lever-sample.js";

/** A record, and the values of its fields that follow from the data in Lever. Undefined means unknown. */
export interface ExpectedRecord {
  readonly object: MatrixObject;
  readonly id: string;
  readonly fields: Readonly<Record<string, unknown>>;
}

/** The records of a sample of Lever in the unified model. This mapping is independent of the one in `src/lever`. */
export function expectedRecords(sample: LeverSample, settings: Settings): ExpectedRecord[] {
  const records = (object: MatrixObject, all: readonly Readonly<Record<string, unknown> & { id: string }>[]) =>
    all.map((fields) => ({ object, id: fields.id, fields }));
  return [
    ...records(
      "Candidate",
      [...sample.people].map(([id, opportunities]) => candidate(id, opportunities, sample, settings)),
    ),
    ...records(
      "Application",
      sample.applied.map((opportunity) => application(opportunity, sample)),
    ),
    ...records("Job", sample.postings.map(job)),
    ...records(
      "Stage",
      [...sample.stages.values()].map(({ id, text }) => ({ id, jobId: null, name: textOf(text) })),
    ),
    ...records(
      "Offer",
      sample.applied.flatMap((opportunity) =>
        (sample.offers.get(opportunity.id) ?? []).map((each) => offer(each, opportunity)),
      ),
    ),
  ];
}

function candidate(
  id: string,
  opportunities: readonly LeverOpportunity[],
  { reasons }: LeverSample,
  { leadStages }: Settings,
) {
  const newest = opportunities.at(-1);
  // If the key may not read contacts, the opportunity has a copy of the contact's data.
  const person = typeof newest?.contact === "object" ? newest.contact : newest;
  const applied = opportunities.filter((each) => !isLeadUnder(each, leadStages, reasons));
  return {
    id,
    firstName: null,
    lastName: null,
    fullName: textOf(person?.name),
    emails: (person?.emails ?? []).filter(Boolean).map((data) => ({ data, type: "personal" })),
    phoneNumbers: (person?.phones ?? [])
      .filter(({ value }) => value)
      .map(({ type, value }) => ({ type: textOf(type), data: value })),
    createdAt: dateOf(Math.min(...opportunities.map(({ createdAt }) => createdAt))),
    lastActivityAt: dateOf(Math.max(...opportunities.map(({ lastInteractionAt }) => lastInteractionAt ?? -Infinity))),
    applicationIds: applied.map(applicationId),
  };
}

function application(opportunity: LeverOpportunity, { offers, stages, reasons }: LeverSample) {
  const [applied] = opportunity.applications ?? [];
  const stageId = idOf(opportunity.stage);
  const { archived } = opportunity;
  const reason = reasons.get(archived?.reason ?? "");
  const rejected = reason?.type === "hired" ? null : archived;
  const applicationArchived = applied?.archived;
  const ownOffers = offers.get(opportunity.id);
  return {
    id: applicationId(opportunity),
    candidateId: idOf(opportunity.contact),
    jobId: applied?.posting ?? null,
    offerId: ownOffers === undefined ? undefined : currentOffer(ownOffers, opportunity),
    stage: { id: stageId, name: textOf(stages.get(stageId)?.text) },
    // If an opportunity is archived a second time for the same reason, the application keeps the first date.
    rejectedAt: rejected
      ? dateOf(applicationArchived?.reason === rejected.reason ? applicationArchived?.archivedAt : rejected.archivedAt)
      : null,
    rejectedReason: rejected ? { text: textOf(reason?.text) } : null,
  };
}

function job(posting: LeverPosting) {
  const { hiringManager: manager, state } = posting;
  const department = textOf(posting.categories?.department);
  return {
    id: posting.id,
    name: textOf(posting.text),
    status: jobStatuses[state ?? ""] ?? null,
    department: department === null ? null : { name: department },
    createdAt: dateOf(posting.createdAt),
    closedAt: state === "closed" ? dateOf(posting.updatedAt) : null,
    hiringTeam: {
      // Lever sends an id if the key may not read users.
      hiringManagers:
        typeof manager === "string"
          ? undefined
          : [manager ?? []].flat().map(({ id, name, email }) => ({ id, name: textOf(name), email: textOf(email) })),
      recruiters: null,
    },
  };
}

function offer(row: LeverOffer, opportunity: LeverOpportunity) {
  return {
    id: `${opportunity.id}:${row.id}`,
    applicationId: applicationId(opportunity),
    candidateId: idOf(opportunity.contact),
    jobId: jobIdOf(row, opportunity),
    createdAt: dateOf(row.createdAt),
    updatedAt: null,
    status: offerStatuses[row.status ?? ""] ?? null,
  };
}

/** The id of the best offer: first by same job as the application, then signed, then not denied, then the newest. */
function currentOffer(offers: readonly LeverOffer[], opportunity: LeverOpportunity): string | null {
  const applied = opportunity.applications?.[0]?.posting ?? null;
  const criteria = (each: LeverOffer) => [
    jobIdOf(each, opportunity) === applied,
    each.status === "signed",
    each.status !== "denied",
  ];
  const key = (each: LeverOffer) =>
    `${criteria(each).map(Number).join("")} ${String(each.createdAt).padStart(16, "0")} ${each.id}`;
  const [best] = [...offers].sort((a, b) => (key(a) < key(b) ? 1 : -1));
  return best === undefined ? null : `${opportunity.id}:${best.id}`;
}

function jobIdOf({ posting }: LeverOffer, { applications }: LeverOpportunity): string | null {
  return posting ?? applications?.[0]?.posting ?? null;
}

function applicationId({ id, applications }: LeverOpportunity): string {
  return `${id}:${applications?.[0]?.id ?? ""}`;
}

function textOf(text: string | null | undefined): string | null {
  return text === "" ? null : (text ?? null);
}

function dateOf(ms: number | null | undefined): string | null {
  return ms == null || !Number.isFinite(ms) ? null : new Date(ms).toISOString();
}

const jobStatuses: Readonly<Record<string, string>> = {
  published: "OPEN",
  internal: "OPEN",
  closed: "CLOSED",
  draft: "DRAFT",
  pending: "DRAFT",
  rejected: "DRAFT",
};

const offerStatuses: Readonly<Record<string, string>> = {
  draft: "DRAFT",
  "approval-sent": "APPROVAL_SENT",
  approved: "APPROVED",
  sent: "SENT",
  "sent-manually": "SENT_MANUALLY",
  opened: "OPENED",
  denied: "REJECTED",
  signed: "SIGNED",
};
