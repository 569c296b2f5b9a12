import type { Disposition } from "./disposition.js";
import type { HiringTeamMember } from "./member.js";
import type { Profile } from "./profile.js";
import type { Recorded, Ref } from "./record.js";
import type { Stage } from "./stage.js";

export interface Application extends Ref, Recorded {
  readonly remoteId: string;
  readonly candidateId: string;
  readonly profile: Profile;
  readonly jobId: string | null;
  readonly stage: Stage | null;
  /** How it ended. Null while it is active. */
  readonly disposition: Disposition | null;
  readonly endedAt?: Date | null;
  readonly createdAt?: Date | null;
  readonly appliedAt?: Date | null;
  readonly updatedAt?: Date | null;
  readonly lastAdvancedAt?: Date | null;
  readonly lastInteractionAt?: Date | null;
  readonly snoozedUntil?: Date | null;
  /** In the order of time. */
  readonly stageHistory?: readonly StageChange[] | null;
  readonly origin?: ApplicationOrigin | null;
  readonly sources?: readonly string[] | null;
  readonly tags?: readonly string[] | null;
  readonly owner?: HiringTeamMember | null;
  readonly location?: string | null;
  /** The URL of the application's page at the provider. */
  readonly remoteUrl: string | null;
}

/** A move of an application to a stage. */
export interface StageChange {
  readonly stage: Stage | null;
  readonly enteredAt: Date | null;
  readonly movedBy: HiringTeamMember | null;
}

export type ApplicationOrigin = "AGENCY" | "APPLIED" | "INTERNAL" | "REFERRED" | "SOURCED" | "UNIVERSITY";
