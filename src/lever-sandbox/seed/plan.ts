import type { Posting } from "../posting.js";
import type { ReasonName } from "./seeded-archive-reasons.js";
import type { StageName } from "./seeded-stages.js";

/** The description of an opportunity to create. */
export interface Plan {
  stage: StageName;
  /** The posting of the application: null for none, "deleted" for a deleted one. Absent: no application. */
  posting?: Posting | null | "deleted";
  archived?: ArchivePlan;
  offers?: OfferPlan[];
  anonymized?: boolean;
  confidential?: boolean;
  snoozed?: boolean;
  /** Imported: round times, one stage change without a user, and no changes since then. */
  imported?: boolean;
}

/** Archiving. The second time changes the date of the opportunity, but not of its application. */
interface ArchivePlan {
  reason: ReasonName;
  /** The reason of the second time. */
  again?: ReasonName;
}

export interface OfferPlan {
  status: string;
  /** A posting that differs from the posting of the application. */
  posting?: Posting;
  /** The offer does not name its posting. */
  withoutPosting?: boolean;
}
