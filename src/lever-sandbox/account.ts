/**
 * What an account holds: records in the shape in which Lever sends them, plus the little that Lever keeps to itself
 * (a stage's rank, which opportunity an offer belongs to). Times are milliseconds since 1970. Plain data: read it,
 * change it in place, and tell the index with `invalidateIndex`, or the sandbox with `changed()`.
 */
export interface Account {
  /** The moment at which the data was taken; nothing in seeded data lies after it. */
  readonly now: number;
  readonly users: User[];
  /** In pipeline order. */
  readonly stages: Stage[];
  /** In the order the account gave them. */
  readonly archiveReasons: ArchiveReason[];
  readonly postings: Posting[];
  readonly contacts: Contact[];
  readonly opportunities: Opportunity[];
  readonly applications: Application[];
  readonly offers: Offer[];
}

/** Lever docs: Users. */
export interface User {
  id: string;
  name: string;
  username: string;
  email: string;
  accessRole: string;
  photo: string | null;
  createdAt: number;
  deactivatedAt: number | null;
  externalDirectoryId: string | null;
  linkedContactIds: string[] | null;
  jobTitle: string | null;
  managerId: string | null;
}

export type Pipeline = "lead" | "applicant" | "screen" | "onsite" | "offer";

/** Lever docs: Stages. Only `id` and `text` are sent. */
export interface Stage {
  id: string;
  text: string;
  pipeline: Pipeline;
  /** The place in the pipeline, by which opportunities are ordered. May have a fraction. */
  rank: number;
  hasInterview: boolean;
  /** `retired`: found by its id, no longer listed. `vanished`: opportunities name it, nothing finds it. */
  standing: "listed" | "retired" | "vanished";
}

/** Lever docs: Archive Reasons. */
export interface ArchiveReason {
  id: string;
  text: string;
  status: "active" | "inactive";
  type: "hired" | "non-hired";
}

export type Confidentiality = "non-confidential" | "confidential";

/** Lever docs: Postings. */
export interface Posting {
  id: string;
  text: string;
  state: string;
  /** Null unless published. */
  distributionChannels: string[] | null;
  user: string | null;
  owner: string | null;
  hiringManager: string | null;
  categories: {
    commitment: string | null;
    department?: string | null;
    level: string | null;
    location: string;
    team: string | null;
    allLocations: string[];
  };
  tags: string[];
  content: {
    description: string;
    descriptionHtml: string;
    lists: { text: string; content: string }[];
    closing: string;
    closingHtml: string;
  };
  country: string;
  followers: string[];
  reqCode: string | null;
  requisitionCodes: string[];
  urls: { list: string; show: string; apply: string } | null;
  confidentiality: Confidentiality;
  createdAt: number;
  updatedAt: number;
  workplaceType: string;
  salaryRange?: { min: number; max: number; currency: string; interval: string };
  transcribeInterviews: boolean;
  screening: { enabled: boolean };
}

interface Phone {
  type?: string;
  value: string;
}

/** Lever docs: Contacts. */
export interface Contact {
  id: string;
  name: string;
  headline: string;
  isAnonymized: boolean;
  location: { name: string };
  emails: string[];
  phones: Phone[];
  dataProtection: { interviewIntelligence: { allowed: boolean; expiresAt: number | null } } | null;
}

export interface Archived {
  reason: string;
  archivedAt: number;
}

export interface StageChange {
  toStageId: string;
  toStageIndex: number;
  updatedAt: number;
  /** Absent on imported rows. */
  userId?: string;
}

/** Lever docs: Opportunities. The contact's name, addresses and numbers are repeated on each. */
export interface Opportunity {
  id: string;
  name: string;
  contact: string;
  headline: string;
  stage: string;
  confidentiality: Confidentiality;
  location: string;
  phones: Phone[];
  emails: string[];
  links: string[];
  archived: Archived | null;
  tags: string[];
  sources: string[];
  stageChanges: StageChange[];
  origin: string;
  sourcedBy: string | null;
  owner: string | null;
  followers: string[];
  /** None or one. */
  applications: string[];
  createdAt: number;
  updatedAt: number | null;
  lastInteractionAt: number;
  lastAdvancedAt: number;
  snoozedUntil: number | null;
  urls: { list: string; show: string };
  isAnonymized: boolean;
  dataProtection: Record<"store" | "contact", { allowed: boolean; expiresAt: number | null }> | null;
  /** Absent without an application. */
  opportunityLocation?: string;
  /** Sent, though no documentation names it. */
  externalReference?: string;
}

/** Lever docs: Applications. `candidateId` and `opportunityId` are the same. */
export interface Application {
  id: string;
  type: "posting" | "user" | "referral";
  candidateId: string;
  opportunityId: string;
  posting: string | null;
  postingHiringManager: string | null;
  postingOwner: string | null;
  name: string | null;
  company: string | null;
  phone: { type: string | null; value: string } | null;
  email: string | null;
  links: string[];
  comments: string | null;
  user: string | null;
  customQuestions: unknown[];
  createdAt: number;
  archived: Archived | null;
  requisitionForHire: { id: string; requisitionCode: string; hiringManagerOnHire?: string } | null;
  /** This and the four after it are absent on older applications. */
  ipAddress?: string | null;
  referer?: string | null;
  userAgent?: string | null;
  acceptLanguage?: string | null;
  timezone?: string | null;
}

interface OfferDocument {
  fileName: string;
  uploadedAt: number;
  downloadUrl: string;
}

/** Lever docs: Offers. */
export interface Offer {
  id: string;
  /** Where the offer hangs. Never sent: an offer does not say. */
  opportunityId: string;
  /** The posting; not documented, and missing on some. */
  posting?: string;
  createdAt: number;
  status: string;
  creator: string;
  fields: { text: string; identifier: string; value: string | number | null }[];
  signatures: Record<string, object>;
  approved: boolean | null;
  approvedAt: number | null;
  sentAt: number | null;
  sentDocument: OfferDocument | null;
  signedDocument: OfferDocument | null;
}
