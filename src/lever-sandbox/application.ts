import type { Archived } from "./opportunity.js";

/** Lever docs: Applications. `candidateId` and `opportunityId` have the same value. */
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
  /** This field and the next four are absent in older applications. */
  ipAddress?: string | null;
  referer?: string | null;
  userAgent?: string | null;
  acceptLanguage?: string | null;
  timezone?: string | null;
}
