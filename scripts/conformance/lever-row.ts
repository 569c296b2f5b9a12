/** The fields of Lever that the conformance check reads. Each of them can be missing. Lever docs: Data API v1. */

type Sent<T> = T | null | undefined;

/** An id, or the record if the request expands it. */
export type Expanded<T extends { id: string }> = string | T;

export interface LeverPerson {
  readonly name: Sent<string>;
  readonly emails: Sent<readonly Sent<string>[]>;
  readonly phones: Sent<readonly { readonly type?: Sent<string>; readonly value?: Sent<string> }[]>;
}

export interface LeverArchived {
  readonly reason: Sent<string>;
  readonly archivedAt: Sent<number>;
}

export interface LeverApplication {
  readonly id: string;
  readonly posting: Sent<string>;
  readonly archived: Sent<LeverArchived>;
}

/** Each opportunity repeats the data of its contact. */
export interface LeverOpportunity extends LeverPerson {
  readonly id: string;
  readonly contact: Expanded<LeverPerson & { readonly id: string }>;
  readonly stage: Expanded<LeverStage>;
  readonly archived: Sent<LeverArchived>;
  readonly applications: Sent<readonly LeverApplication[]>;
  readonly createdAt: number;
  readonly lastInteractionAt: Sent<number>;
}

export interface LeverStage {
  readonly id: string;
  readonly text: Sent<string>;
}

export interface LeverArchiveReason {
  readonly id: string;
  readonly text: Sent<string>;
  readonly type: Sent<string>;
}

export interface LeverUser {
  readonly id: string;
  readonly name: Sent<string>;
  readonly email: Sent<string>;
}

export interface LeverPosting {
  readonly id: string;
  readonly text: Sent<string>;
  readonly state: Sent<string>;
  readonly categories: Sent<{ readonly department?: Sent<string> }>;
  readonly hiringManager: Sent<Expanded<LeverUser>>;
  readonly createdAt: number;
  readonly updatedAt: Sent<number>;
}

export interface LeverOffer {
  readonly id: string;
  readonly posting?: Sent<string>;
  readonly createdAt: number;
  readonly status: Sent<string>;
}

/** The id of a reference, expanded or not. */
export function idOf(reference: Expanded<{ id: string }>): string {
  return typeof reference === "string" ? reference : reference.id;
}
