import type { Phone } from "./contact.js";
import type { Confidentiality } from "./posting.js";

/** Lever docs: Opportunities. Each one repeats the name, the email addresses and the phone numbers of its contact. */
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
  /** Zero or one id. Several in an opportunity from before 2020. */
  applications: string[];
  createdAt: number;
  updatedAt: number | null;
  lastInteractionAt: number;
  lastAdvancedAt: number;
  snoozedUntil: number | null;
  urls: { list: string; show: string };
  isAnonymized: boolean;
  dataProtection: Record<"store" | "contact", { allowed: boolean; expiresAt: number | null }> | null;
  /** Absent if there is no application. */
  opportunityLocation?: string;
  /** Lever sends it, but does not document it. */
  externalReference?: string;
}

export interface Archived {
  reason: string;
  archivedAt: number;
}

export interface StageChange {
  toStageId: string;
  toStageIndex: number;
  updatedAt: number;
  /** Absent in imported opportunities. */
  userId?: string;
}
