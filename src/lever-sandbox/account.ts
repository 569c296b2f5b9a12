import type { Application } from "./application.js";
import type { Contact } from "./contact.js";
import type { Offer } from "./offer.js";
import type { Opportunity } from "./opportunity.js";
import type { Posting } from "./posting.js";

/**
 * The data of an account. The records have the shape that Lever sends, plus a few fields that Lever does not send (the
 * rank of a stage, the opportunity of an offer). Times are milliseconds since 1970. Tests may change the data in place;
 * after a change, call `changed()` of the sandbox, or `invalidateIndex`.
 */
export interface Account {
  /** The current time of the account. Seeded data has no later times. */
  readonly now: number;
  readonly users: User[];
  /** In pipeline order. */
  readonly stages: Stage[];
  /** In the order that the account chose. */
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
  /** The position in the pipeline. Lists of opportunities are sorted by it. It can have a fraction. */
  rank: number;
  hasInterview: boolean;
  /** `retired`: can be read by id, but is not listed. `vanished`: opportunities refer to it, but it cannot be read. */
  standing: "listed" | "retired" | "vanished";
}

/** Lever docs: Archive Reasons. */
export interface ArchiveReason {
  id: string;
  text: string;
  status: "active" | "inactive";
  type: "hired" | "non-hired";
}
