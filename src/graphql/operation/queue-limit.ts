import { AtsError } from "../../ats/errors.js";

/** Why an operation was not let in, and after how many seconds it is worth another try. */
export interface Overload {
  readonly error: AtsError;
  readonly retryAfterS: number;
}

/**
 * Whether one operation may wait for provider calls. Decided when the first of them is about to be queued: what needs no
 * call is never refused, and what has been let in is not either.
 */
export class QueueLimit {
  private isAdmitted = false;
  private overload: Overload | undefined;

  /** `maxWaitMs` is the longest that a first call may wait; `refuse` is called once, when it would be longer. */
  constructor(
    private readonly maxWaitMs: number,
    private readonly onOverload: (error: AtsError) => void,
  ) {}

  /** As `CallContext.assertWaitAllowed`. */
  assertWaitAllowed(waitMs: number): void {
    if (this.isAdmitted) return;
    if (this.overload === undefined && waitMs <= this.maxWaitMs) {
      this.isAdmitted = true;
      return;
    }
    this.overload ??= this.overloadAfter(waitMs);
    throw this.overload.error;
  }

  /** Undefined for an operation that was not refused. */
  get exceeded(): Overload | undefined {
    return this.overload;
  }

  private overloadAfter(waitMs: number): Overload {
    const retryAfterS = Math.max(1, Math.ceil((waitMs - this.maxWaitMs) / 1000));
    const error = new AtsError(
      "OVERLOADED",
      `The queue for the provider's rate limit is full. Nothing was read: ask again in ${retryAfterS} s.`,
    );
    this.onOverload(error);
    return { error, retryAfterS };
  }
}
