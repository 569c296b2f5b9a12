/** What every record about a person holds. Only providers that store them set `firstName` and `lastName`. */
export interface Profile {
  readonly firstName?: string | null;
  readonly lastName?: string | null;
  readonly fullName: string | null;
  readonly emails: readonly Labelled[];
  readonly phoneNumbers: readonly Labelled[];
  readonly headline?: string | null;
  readonly location?: string | null;
  readonly links?: readonly string[] | null;
  /** Whether the provider removed the personal data. */
  readonly anonymized: boolean;
  /** Whether some of it cannot be read. Other records of the person may then have it. */
  readonly incomplete?: boolean;
}

/** A mail address or phone number, and its kind. */
export interface Labelled {
  readonly data: string;
  readonly type: string | null;
}
