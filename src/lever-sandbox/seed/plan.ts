import type { Posting } from "../posting.js";
import type { ReasonName } from "./seeded-archive-reasons.js";
import type { StageName } from "./seeded-stages.js";

/** What an opportunity is to be like. */
export interface Plan {
  stage: StageName;
  /** What the application is for: null for nothing, "deleted" for a posting that has gone. Absent: no application. */
  posting?: Posting | null | "deleted";
  archived?: ArchivePlan;
  offers?: OfferPlan[];
  anonymized?: boolean;
  confidential?: boolean;
  snoozed?: boolean;
  /** Came in with an import: round times, one stage change by nobody, never touched since. */
  imported?: boolean;
}

/** Why, and whether it was archived again since: which moves the opportunity's date, and not its application's. */
interface ArchivePlan {
  reason: ReasonName;
  /** Archived again, for this reason. */
  again?: ReasonName;
}

export interface OfferPlan {
  status: string;
  /** Another posting than the application's. */
  posting?: Posting;
  /** Does not say what it is for. */
  silent?: boolean;
}
