import type { Application } from "../application.js";
import type { Contact } from "../contact.js";
import type { Archived } from "../opportunity.js";
import type { Posting } from "../posting.js";
import type { Company } from "./company.js";
import type { Random } from "./random.js";

/** From this date on, Lever stores the origin of an application. Lever docs: API Updates. */
const metadataSince = Date.UTC(2026, 3, 20);

interface ApplicationInput {
  opportunityId: string;
  /** The id if the posting is deleted. */
  posting: Posting | string | null;
  origin: string;
  createdAt: number;
  archived: Archived | null;
}

/** The application of an opportunity. It has the applicant's own data only if the applicant filled in a form. */
export function seededApplication(
  random: Random,
  company: Company,
  contact: Contact,
  input: ApplicationInput,
): Application {
  const { opportunityId, origin, createdAt, archived } = input;
  const posting = typeof input.posting === "string" ? undefined : input.posting;
  const type = origin === "referred" ? "referral" : origin === "applied" || origin === "agency" ? "posting" : "user";
  const usedForm = type === "posting" && !contact.isAnonymized;
  const phone = contact.phones[0];
  return {
    id: random.uuid(),
    type,
    candidateId: opportunityId,
    opportunityId,
    posting: typeof input.posting === "string" ? input.posting : (posting?.id ?? null),
    postingHiringManager: posting?.hiringManager ?? null,
    postingOwner: posting?.owner ?? null,
    name: usedForm ? contact.name : null,
    company: usedForm && random.chance(0.5) ? random.pick(["Fabrikam", "Contoso", "Litware", "Proseware"]) : null,
    phone: usedForm && phone ? { type: null, value: phone.value } : null,
    email: usedForm ? (contact.emails[0] ?? null) : null,
    links: [],
    comments: null,
    user: type === "posting" ? null : random.pick(company.staff.recruiters).id,
    customQuestions: [],
    createdAt,
    archived,
    requisitionForHire: null,
    ...(createdAt < metadataSince ? {} : metadata(random, usedForm)),
  };
}

function metadata(random: Random, usedForm: boolean) {
  return {
    ipAddress: usedForm ? `192.0.2.${random.between(1, 254)}` : null,
    referer: usedForm ? "https://jobs.lever.co/northwind" : null,
    userAgent: usedForm ? "Mozilla/5.0" : null,
    acceptLanguage: usedForm ? "en" : null,
    timezone: usedForm ? random.pick(["America/New_York", "Europe/London", "Asia/Kolkata"]) : null,
  };
}
