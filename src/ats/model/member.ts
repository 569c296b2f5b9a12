/** A colleague on a hiring team. */
export interface Member {
  readonly id: string;
  readonly name: string | null;
  readonly email: string | null;
}

/** A member, or only the id. The other fields are then loaded when they are selected. */
export type HiringTeamMember = Member | { readonly id: string };
