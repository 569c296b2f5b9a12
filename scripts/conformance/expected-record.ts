import type { MatrixObject } from "../../src/graphql/provider-support/matrix.js";
import { idOf, type LeverOffer, type LeverOpportunity, type LeverPosting } from "./lever-row.js";
import { isLeadUnder, type LeverSample, type Settings } from "./lever-sample.js";

/** An object of the matrix, and what its fields have to be for what Lever holds. Undefined: cannot be told. */
export interface ExpectedRecord {
  readonly object: MatrixObject;
  readonly id: string;
  readonly fields: Readonly<Record<string, unknown>>;
}

/** The objects that a sample of Lever makes, by the unified model: a reading of its own, beside the subgraph's. */
export function expectedRecords(sample: LeverSample, settings: Settings): ExpectedRecord[] {
  const records = (object: MatrixObject, all: readonly Readonly<Record<string, unknown> & { id: string }>[]) =>
    all.map((fields) => ({ object, id: fields.id, fields }));
  return [
    ...records(
      "Candidate",
      [...sample.people].map(([id, own]) => candidate(id, own, sample, settings)),
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

function candidate(id: string, own: readonly LeverOpportunity[], { reasons }: LeverSample, { leadStages }: Settings) {
  const newest = own.at(-1);
  // Without a right to contacts, what each opportunity repeats of them.
  const person = typeof newest?.contact === "object" ? newest.contact : newest;
  const applied = own.filter((each) => !isLeadUnder(each, leadStages, reasons));
  return {
    id,
    firstName: null,
    lastName: null,
    fullName: textOf(person?.name),
    emails: (person?.emails ?? []).filter(Boolean).map((data) => ({ data, type: "personal" })),
    phoneNumbers: (person?.phones ?? [])
      .filter(({ value }) => value)
      .map(({ type, value }) => ({ type: textOf(type), data: value })),
    createdAt: dateOf(Math.min(...own.map(({ createdAt }) => createdAt))),
    lastActivityAt: dateOf(Math.max(...own.map(({ lastInteractionAt }) => lastInteractionAt ?? -Infinity))),
    applicationIds: applied.map(applicationId),
  };
}

function application(opportunity: LeverOpportunity, { offers, stages, reasons }: LeverSample) {
  const [applied] = opportunity.applications ?? [];
  const stageId = idOf(opportunity.stage);
  const { archived } = opportunity;
  const reason = reasons.get(archived?.reason ?? "");
  const rejected = reason?.type === "hired" ? null : archived;
  const own = applied?.archived;
  const made = offers.get(opportunity.id);
  return {
    id: applicationId(opportunity),
    candidateId: idOf(opportunity.contact),
    jobId: applied?.posting ?? null,
    offerId: made === undefined ? undefined : currentOffer(made, opportunity),
    stage: { id: stageId, name: textOf(stages.get(stageId)?.text) },
    // Archived again for the same reason, an opportunity has a later date than its application.
    rejectedAt: rejected ? dateOf(own?.reason === rejected.reason ? own?.archivedAt : rejected.archivedAt) : null,
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
      // Lever sends an id where the key may not read users.
      hiringManagers:
        typeof manager === "string"
          ? undefined
          : [manager ?? []].flat().map(({ id, name, email }) => ({ id, name: textOf(name), email: textOf(email) })),
      recruiters: null,
    },
  };
}

function offer(made: LeverOffer, opportunity: LeverOpportunity) {
  return {
    id: `${opportunity.id}:${made.id}`,
    applicationId: applicationId(opportunity),
    candidateId: idOf(opportunity.contact),
    jobId: jobIdOf(made, opportunity),
    createdAt: dateOf(made.createdAt),
    updatedAt: null,
    status: offerStatuses[made.status ?? ""] ?? null,
  };
}

/** Of several: for the application's job, signed, not denied, the newest; the earlier of these outweighs the later. */
function currentOffer(offers: readonly LeverOffer[], opportunity: LeverOpportunity): string | null {
  const applied = opportunity.applications?.[0]?.posting ?? null;
  const merits = (each: LeverOffer) => [
    jobIdOf(each, opportunity) === applied,
    each.status === "signed",
    each.status !== "denied",
  ];
  const key = (each: LeverOffer) =>
    `${merits(each).map(Number).join("")} ${String(each.createdAt).padStart(16, "0")} ${each.id}`;
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
