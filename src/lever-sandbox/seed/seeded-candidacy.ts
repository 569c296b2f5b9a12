import type { Application } from "../application.js";
import type { Contact } from "../contact.js";
import type { Offer } from "../offer.js";
import type { Archived, Opportunity } from "../opportunity.js";
import type { Posting } from "../posting.js";
import { reasonNamed, stageNamed, type Company } from "./company.js";
import type { Plan } from "./plan.js";
import type { Random } from "./random.js";
import { seededApplication } from "./seeded-application.js";
import { profileLink } from "./seeded-contact.js";
import { seededOffer } from "./seeded-offer.js";
import { seededTimeline } from "./timeline.js";

const day = 86_400_000;

type Origin = "agency" | "applied" | "internal" | "referred" | "sourced" | "university";

/** An opportunity with its application and offers. */
export interface SeededCandidacy {
  opportunity: Opportunity;
  application: Application | undefined;
  offers: Offer[];
}

/** Creates the records of a plan for a person. No time is later than `now` of the company. */
export function seededCandidacy(random: Random, company: Company, contact: Contact, plan: Plan): SeededCandidacy {
  const { now, staff } = company;
  const imported = plan.imported ?? false;
  const stage = stageNamed(company, plan.stage);
  const { createdAt, stageChanges, lastAdvancedAt } = seededTimeline(random, company, stage, imported);
  const id = random.uuid();
  const posting = typeof plan.posting === "object" && plan.posting !== null ? plan.posting : undefined;
  const archived = archiveDates(random, company, plan, lastAdvancedAt);
  const advancedAt = archived && !imported ? archived.first + random.between(0, 3) : lastAdvancedAt;
  const offers = plan.offers ?? [];
  const lastInteractionAt = random.chance(0.5)
    ? advancedAt
    : random.between(advancedAt, Math.min(advancedAt + 30 * day, now));
  const owner = random.pick(staff.recruiters).id;
  const lead = stage.pipeline === "lead";
  const origin = random.weighted<Origin>(
    lead
      ? { sourced: 8, referred: 1, university: 1 }
      : { applied: 5, sourced: 3, referred: 2, agency: 1, internal: 0.3 },
  );
  const application =
    plan.posting === undefined
      ? undefined
      : seededApplication(random, company, contact, {
          opportunityId: id,
          posting: posting ?? (plan.posting === "deleted" ? company.deletedPostingId : null),
          origin,
          createdAt,
          archived: archived?.application ?? null,
        });
  const opportunity: Opportunity = {
    id,
    name: contact.name,
    contact: contact.id,
    headline: contact.headline,
    stage: stage.id,
    confidentiality: plan.confidential ? "confidential" : "non-confidential",
    location: contact.location.name,
    phones: contact.phones,
    emails: contact.emails,
    links: contact.isAnonymized || random.chance(0.6) ? [] : [profileLink(contact.name)],
    archived: archived?.opportunity ?? null,
    tags: posting ? tagsOf(posting) : random.chance(0.3) ? ["Talent community"] : [],
    sources: origin === "applied" ? [random.pick(["Indeed", "Company site", "LinkedIn"])] : sourcesOf(origin),
    stageChanges,
    origin,
    sourcedBy: origin === "sourced" && !imported ? owner : null,
    owner,
    followers: [...new Set([owner, ...(posting?.hiringManager ? [posting.hiringManager] : [])])],
    applications: application ? [application.id] : [],
    createdAt,
    updatedAt: archived?.again ? archived.opportunity.archivedAt : random.chance(0.05) ? lastInteractionAt : null,
    lastInteractionAt,
    lastAdvancedAt: advancedAt,
    snoozedUntil: plan.snoozed ? now + random.between(5, 60) * day : null,
    urls: { list: "https://hire.lever.co/candidates", show: `https://hire.lever.co/candidates/${id}` },
    isAnonymized: plan.anonymized ?? false,
    dataProtection: random.chance(0.1) ? consent(now) : null,
    ...(application ? { opportunityLocation: posting?.categories.location ?? "unspecified" } : {}),
    ...(imported && random.chance(0.1) ? { externalReference: `import-${random.between(1, 12)}` } : {}),
  };
  const candidate = { name: contact.name, email: contact.emails[0] ?? null };
  const firstOfferAt = Math.max(createdAt, Math.min(lastAdvancedAt, archived?.first ?? now) - offers.length * 2 * day);
  return {
    opportunity,
    application,
    offers: offers.map((offer, i) =>
      seededOffer(random, company, offer, {
        opportunityId: id,
        candidate,
        application,
        posting,
        createdAt: Math.min(firstOfferAt + i * 2 * day + random.between(0, day), now),
      }),
    ),
  };
}

interface ArchiveDates {
  opportunity: Archived;
  application: Archived;
  /** The time of the first archiving. */
  first: number;
  /** Whether the opportunity was archived a second time. */
  again: boolean;
}

/** The application is archived some milliseconds before its opportunity. The second archiving does not change it. */
function archiveDates(random: Random, company: Company, plan: Plan, after: number): ArchiveDates | undefined {
  if (plan.archived === undefined) return undefined;
  const { reason, again } = plan.archived;
  const first = random.between(after, Math.min(after + 40 * day, company.now - day / 24));
  const archivedAt = again ? random.between(first + 1000, company.now) : first;
  return {
    opportunity: { reason: reasonNamed(company, again ?? reason).id, archivedAt },
    application: { reason: reasonNamed(company, reason).id, archivedAt: first - random.between(3, 14) },
    first,
    again: again !== undefined,
  };
}

function tagsOf({ text, categories: { department, team, location, commitment } }: Posting): string[] {
  return [text, department, team, location, commitment].filter((tag) => typeof tag === "string");
}

function sourcesOf(origin: string): string[] {
  const sources: Record<string, string[]> = { sourced: ["LinkedIn"], referred: ["Referral"], agency: ["Agency"] };
  return sources[origin] ?? [];
}

function consent(now: number) {
  const allowed = { allowed: true, expiresAt: now + 300 * day };
  return { store: allowed, contact: allowed };
}
