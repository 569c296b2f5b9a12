import type { LeverReads } from "./lever-reads.js";
import {
  idOf,
  type LeverArchiveReason,
  type LeverOffer,
  type LeverOpportunity,
  type LeverPosting,
  type LeverStage,
} from "./lever-row.js";

/** The settings of the subgraph that decide which rows count. */
export interface Settings {
  readonly leadStages: readonly string[];
  readonly confidentiality: string;
}

/** A part of an account with records for each row of the matrix, if the account has them. */
export interface LeverSample {
  /** The sampled opportunities that are not leads. */
  readonly applied: readonly LeverOpportunity[];
  /** By contact: all opportunities of each person in the sample, from the oldest to the newest. */
  readonly people: ReadonlyMap<string, readonly LeverOpportunity[]>;
  /** By opportunity in `applied`; undefined if the key may not read the offers. */
  readonly offers: ReadonlyMap<string, readonly LeverOffer[] | undefined>;
  readonly postings: readonly LeverPosting[];
  /** The listed stages, and the other stages of the sampled opportunities. */
  readonly stages: ReadonlyMap<string, LeverStage>;
  readonly reasons: ReadonlyMap<string, LeverArchiveReason>;
}

/** The number of opportunities of each kind. The offers of each take a call. */
const perKind = 6;

/** The number of rows to read for each kind. */
const rowsPerKind = 25;

/** Lever documents no limit for repeated parameters, but URLs have a maximum length. */
const maxStages = 40;

/** The fields that decide the kind of an opportunity. Lever docs: Customizing the Response. */
const rowFields = ["id", "contact", "stage", "archived", "applications"];

/** Reads active, archived and hired opportunities and those in the offer stage, with their records, and postings. */
export async function readSample(lever: LeverReads, { leadStages, confidentiality }: Settings): Promise<LeverSample> {
  const visible = { confidentiality };
  const [listed = [], allReasons = []] = await Promise.all([
    lever.all<LeverStage>("/stages"),
    lever.all<LeverArchiveReason>("/archive_reasons"),
  ]);
  const reasons = byId(allReasons);
  const isLead = (opportunity: LeverOpportunity) => isLeadUnder(opportunity, leadStages, reasons);

  const applicantStages = listed.map(({ id }) => id).filter((id) => !isLeadStage(id, leadStages));
  const kinds = [
    { stage_id: applicantStages.slice(0, maxStages), archived: "false" },
    { stage_id: applicantStages.slice(0, maxStages), archived: "true" },
    { archive_reason_id: allReasons.filter(({ type }) => type === "hired").map(({ id }) => id) },
    { stage_id: ["offer"] },
  ];
  const found = await Promise.all(
    kinds
      // A filter without values would match everything.
      .filter((kind) => Object.values(kind).every(({ length }) => length > 0))
      .map((kind) =>
        lever.first<LeverOpportunity>("/opportunities", rowsPerKind, {
          ...visible,
          ...kind,
          expand: ["applications"],
          include: rowFields,
        }),
      ),
  );
  const chosen = found.flatMap((rows = []) => rows.filter((each) => !isLead(each)).slice(0, perKind));
  const chosenIds = new Set(chosen.map(({ id }) => id));
  const contacts = [...new Set(chosen.map(({ contact }) => idOf(contact)))];

  const opportunities =
    contacts.length === 0
      ? []
      : ((await lever.all<LeverOpportunity>("/opportunities", {
          ...visible,
          contact_id: contacts,
          expand: ["applications", "contact"],
          include: [...rowFields, "name", "emails", "phones", "createdAt", "lastInteractionAt"],
        })) ?? []);
  const applied = opportunities.filter((each) => chosenIds.has(each.id) && !isLead(each));
  const people = new Map<string, LeverOpportunity[]>();
  for (const each of [...opportunities].sort(byAge)) {
    const contact = idOf(each.contact);
    people.set(contact, [...(people.get(contact) ?? []), each]);
  }
  const [offers, postings, stages] = await Promise.all([
    Promise.all(
      applied.map(async ({ id }) => [id, await lever.all<LeverOffer>("/opportunities/:id/offers", {}, id)] as const),
    ),
    readPostings(lever, visible),
    readStages(lever, listed, applied),
  ]);
  return { applied, people, offers: new Map(offers), postings, stages, reasons };
}

/** Whether an opportunity is a lead: it has no application, or it is in a lead stage and not archived as hired. */
export function isLeadUnder(
  { stage, archived, applications }: LeverOpportunity,
  leadStages: readonly string[],
  reasons: ReadonlyMap<string, LeverArchiveReason>,
): boolean {
  if ((applications ?? []).length === 0) return true;
  return isLeadStage(idOf(stage), leadStages) && reasons.get(archived?.reason ?? "")?.type !== "hired";
}

function isLeadStage(id: string, leadStages: readonly string[]): boolean {
  return id.startsWith("lead-") || leadStages.includes(id);
}

/** The newest postings, and some closed postings. */
async function readPostings(lever: LeverReads, visible: { confidentiality: string }): Promise<LeverPosting[]> {
  const parameters = {
    ...visible,
    expand: ["hiringManager"],
    include: ["id", "text", "state", "categories", "hiringManager", "createdAt", "updatedAt"],
  };
  const lists = await Promise.all([
    lever.first<LeverPosting>("/postings", rowsPerKind, parameters),
    lever.first<LeverPosting>("/postings", perKind, { ...parameters, state: "closed" }),
  ]);
  return [...byId(lists.flatMap((list = []) => list)).values()];
}

async function readStages(lever: LeverReads, listed: readonly LeverStage[], applied: readonly LeverOpportunity[]) {
  const stages = byId(listed);
  const unlisted = new Set(applied.map(({ stage }) => idOf(stage)).filter((id) => !stages.has(id)));
  for (const stage of await Promise.all([...unlisted].map((id) => lever.one<LeverStage>("/stages/:id", id)))) {
    if (stage !== undefined) stages.set(stage.id, stage);
  }
  return stages;
}

function byId<T extends { readonly id: string }>(rows: readonly T[]): Map<string, T> {
  return new Map(rows.map((row) => [row.id, row]));
}

function byAge(a: LeverOpportunity, b: LeverOpportunity): number {
  return a.createdAt - b.createdAt || (a.id < b.id ? -1 : 1);
}
