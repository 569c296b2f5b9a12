import type { HiringTeamMember } from "./member.js";
import type { Recorded } from "./record.js";
import type { Stage } from "./stage.js";

export interface Job extends Recorded {
  readonly id: string;
  readonly remoteId: string;
  readonly name: string | null;
  readonly status: JobStatus | null;
  readonly remoteStatus: string | null;
  readonly department: { readonly name: string } | null;
  readonly createdAt: Date;
  readonly closedAt: Date | null;
  /** Null if what the provider sent cannot be read. Empty if there is nobody. */
  readonly hiringManagers: readonly HiringTeamMember[] | null;
  /** Undefined if the provider does not store them. */
  readonly recruiters?: readonly HiringTeamMember[] | null;
  readonly updatedAt?: Date | null;
  readonly location?: string | null;
  readonly locations?: readonly string[] | null;
  readonly team?: string | null;
  readonly commitment?: string | null;
  readonly workplaceType?: WorkplaceType | null;
  readonly salaryRange?: SalaryRange | null;
  readonly salaryDescription?: string | null;
  readonly description?: string | null;
  readonly descriptionHtml?: string | null;
  /** The URLs of the job's public page, and of the page on which people apply. */
  readonly careersUrl?: string | null;
  readonly applyUrl?: string | null;
  readonly owner?: HiringTeamMember | null;
  readonly tags?: readonly string[] | null;
  readonly requisitionCodes?: readonly string[] | null;
  /** The URL of the job's page at the provider. */
  readonly remoteUrl: string | null;
}

export type JobStatus = "OPEN" | "CLOSED" | "ON_HOLD" | "DRAFT" | "ARCHIVED";

export type WorkplaceType = "ONSITE" | "REMOTE" | "HYBRID";

export interface SalaryRange {
  readonly min: number | null;
  readonly max: number | null;
  readonly currency: string | null;
  readonly interval: string | null;
}

/** How many active applications of a job are in a stage. */
export interface StageCount {
  readonly stage: Stage;
  readonly count: number;
}
