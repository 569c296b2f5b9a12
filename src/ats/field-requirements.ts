/**
 * The optional data that an operation needs, as far as it changes what its calls request. Set before the first call.
 * Until then everything counts as needed.
 */
export interface FieldRequirements {
  /** The names of stages, in addition to their ids. */
  stageNames: boolean;
  /** The applications' own fields, in addition to their ids: the job, and when they ended. */
  applicationDetails: boolean;
  /** How applications ended. An application that is the only one of its record ends together with it. */
  applicationEnds: boolean;
  /** The URLs of records' pages at the provider. */
  remoteUrls: boolean;
  /** Lists of applications or offers. The same pages are then read for all lists. */
  applicationLists: boolean;
}
