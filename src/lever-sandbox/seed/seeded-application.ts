import type { Application } from "../application.js";
import type { Contact } from "../contact.js";
import type { Archived } from "../opportunity.js";
import type { Posting } from "../posting.js";
import type { Company } from "./company.js";
import type { Random } from "./random.js";

/** Since then Lever keeps where an application came from. Lever docs: API Updates. */
const metadataSince = Date.UTC(2026, 3, 20);

interface Wanted {
  opportunityId: string;
  /** The id alone when the posting has gone. */
  posting: Posting | string | null;
  origin: string;
  createdAt: number;
  archived: Archived | null;
}

/** The application under an opportunity. What the applicant typed is there only where one came through a form. */
export function seededApplication(random: Random, company: Company, contact: Contact, wanted: Wanted): Application {
  const { opportunityId, origin, createdAt, archived } = wanted;
  const posting = typeof wanted.posting === "string" ? undefined : wanted.posting;
  const type = origin === "referred" ? "referral" : origin === "applied" || origin === "agency" ? "posting" : "user";
  const typed = type === "posting" && !contact.isAnonymized;
  const phone = contact.phones[0];
  return {
    id: random.uuid(),
    type,
    candidateId: opportunityId,
    opportunityId,
    posting: typeof wanted.posting === "string" ? wanted.posting : (posting?.id ?? null),
    postingHiringManager: posting?.hiringManager ?? null,
    postingOwner: posting?.owner ?? null,
    name: typed ? contact.name : null,
    company: typed && random.chance(0.5) ? random.pick(["Fabrikam", "Contoso", "Litware", "Proseware"]) : null,
    phone: typed && phone ? { type: null, value: phone.value } : null,
    email: typed ? (contact.emails[0] ?? null) : null,
    links: [],
    comments: null,
    user: type === "posting" ? null : random.pick(company.staff.recruiters).id,
    customQuestions: [],
    createdAt,
    archived,
    requisitionForHire: null,
    ...(createdAt < metadataSince ? {} : metadata(random, typed)),
  };
}

function metadata(random: Random, typed: boolean) {
  return {
    ipAddress: typed ? `192.0.2.${random.between(1, 254)}` : null,
    referer: typed ? "https://jobs.lever.co/northwind" : null,
    userAgent: typed ? "Mozilla/5.0" : null,
    acceptLanguage: typed ? "en" : null,
    timezone: typed ? random.pick(["America/New_York", "Europe/London", "Asia/Kolkata"]) : null,
  };
}
