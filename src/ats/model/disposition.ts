import type { Timestamped } from "./record.js";

/** When and why an application ended. */
export interface Disposition {
  readonly at: Date | null;
  /** Null if the provider's reason cannot be read: then it is not known whether the application ended in a hire. */
  readonly reasonId: string | null;
}

export interface DispositionReason extends Timestamped {
  readonly id: string;
  readonly text: string | null;
  /** Whether the reason means a hire. Every other reason means a rejection. */
  readonly hired: boolean;
}
