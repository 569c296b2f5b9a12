/**
 * What an operation asks for, as far as it decides what its calls have to bring along. Set before the first call; until
 * then everything counts as needed.
 */
export interface FieldRequirements {
  /** The names of stages, beside their ids. */
  stageNames: boolean;
  /** What applications say themselves, beside their ids: their job, and when they ended. */
  applicationDetails: boolean;
  /** The provider's pages of records. */
  remoteUrls: boolean;
  /** Lists of applications or offers: what is read for one list then serves the others too. */
  applicationLists: boolean;
}
