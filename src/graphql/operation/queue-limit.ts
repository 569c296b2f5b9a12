import { AtsError } from "../../ats/errors.js";

/** The error of an operation that is refused, and the number of seconds for the header `retry-after`. */
export interface Overload {
  readonly error: AtsError;
  readonly retryAfterS: number;
}

/**
 * Decides whether one operation may wait for the rate limiter. The decision is made before its first provider call: an
 * operation that needs no call is never refused, and an operation that has started its calls is not refused later.
 */
export class QueueLimit {
  private isAdmitted = false;
  private overload: Overload | undefined;

  /** Calls `onOverload` once if the first call would wait longer than `maxWaitMs`. */
  constructor(
    private readonly maxWaitMs: number,
    private readonly onOverload: (error: AtsError) => void,
  ) {}

  /** See `CallContext.assertWaitAllowed`. */
  assertWaitAllowed(waitMs: number): void {
    if (this.isAdmitted) return;
    if (this.overload === undefined && waitMs <= this.maxWaitMs) {
      this.isAdmitted = true;
      return;
    }
    this.overload ??= this.overloadAfter(waitMs);
    throw this.overload.error;
  }

  /** Undefined if the operation is not refused. */
  get exceeded(): Overload | undefined {
    return this.overload;
  }

  private overloadAfter(waitMs: number): Overload {
    const retryAfterS = Math.max(1, Math.ceil((waitMs - this.maxWaitMs) / 1000));
    const error = new AtsError(
      "OVERLOADED",
      `The queue for the provider's rate limit is full. Nothing was read. Try again in ${retryAfterS} s.`,
    );
    this.onOverload(error);
    return { error, retryAfterS };
  }
}
