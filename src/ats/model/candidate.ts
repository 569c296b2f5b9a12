import type { AtsError } from "../errors.js";
import type { Application } from "./application.js";
import type { Profile } from "./profile.js";
import type { Recorded, Ref } from "./record.js";

/** A person. Fields that are undefined are loaded when they are selected. */
export interface Candidate extends Ref, Recorded {
  readonly remoteId: string;
  readonly profile?: Profile;
  readonly history?: History;
}

/** A candidate with all data. */
export type WholeCandidate = Candidate & Required<Pick<Candidate, "profile" | "history">>;

/** The fields that depend on all records of a person. */
export interface History {
  readonly createdAt: Date;
  readonly lastActivityAt: Date | null;
  /** The applications that are visible in the candidate's view, the oldest first. */
  readonly applications: readonly Application[];
  /** Why the applications may be incomplete. Undefined if they are complete, or if the list of people says why. */
  readonly applicationsError?: AtsError;
  /** The URL of the person's page at the provider. */
  readonly remoteUrl: string | null;
}
