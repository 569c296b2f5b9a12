import type { Caller } from "../ats/caller.js";
import { AtsError } from "../ats/errors.js";
import type { Query } from "./query.js";

/** Whether an operation reads lists without what is confidential, for want of the grant. */
export interface Confidential {
  readonly isLeftOut: boolean;
  /** From now on it does. */
  leaveOut(): void;
}

/** How long after a refusal nothing confidential is asked for, in milliseconds. */
const refusedForMs = 5 * 60_000;

/**
 * Which rows lists hold: `LEVER_CONFIDENTIALITY`, as far as the credentials allow. Lever refuses a whole list whose
 * confidential rows they may not see; it is then read without those, and whoever reads is told. Lever docs: Confidential
 * data; that the refusal is a 403 is not documented.
 */
export class Confidentiality {
  private refusedUntil = -Infinity;
  /** Operations that have read a list without: they go on as they began. */
  private readonly without = new WeakSet<Caller>();

  constructor(private readonly wanted: "non-confidential" | "confidential" | "all") {}

  /** Reads a list with the parameters that say which rows it is to hold. */
  async read<T>(caller: Caller, list: (parameters: Query) => Promise<T>): Promise<T> {
    // Lever's default is sent by leaving the parameter out.
    if (this.wanted === "non-confidential") return list({});
    if (this.without.has(caller) || this.isRefused) {
      this.leaveOut(caller);
      return list({});
    }
    try {
      return await list({ confidentiality: this.wanted });
    } catch (error) {
      // Of what is confidential alone, nothing is left without it.
      if (this.wanted === "confidential" || !isRefusal(error)) throw error;
      const page = await list({});
      this.refusedUntil = performance.now() + refusedForMs;
      this.leaveOut(caller);
      return page;
    }
  }

  /** The same as one operation sees it, for its cursors. */
  of(caller: Caller): Confidential {
    const isLeftOut = () => this.without.has(caller);
    return {
      get isLeftOut() {
        return isLeftOut();
      },
      leaveOut: () => {
        if (this.wanted === "all") this.leaveOut(caller);
      },
    };
  }

  /** How many confidential records its lists leave out: Lever does not say, unless they are in it. */
  leftOut(caller: Caller): number | null {
    return this.wanted === "non-confidential" || this.without.has(caller) ? null : 0;
  }

  /** What an operator is to know. */
  notes(): readonly string[] {
    return this.isRefused ? [missingGrant] : [];
  }

  /** Whether Lever has refused what is confidential, a while ago at most. */
  private get isRefused(): boolean {
    return performance.now() < this.refusedUntil;
  }

  private leaveOut(caller: Caller): void {
    this.without.add(caller);
    caller.report(new AtsError("UPSTREAM_FORBIDDEN", missingGrant, { provider: "LEVER" }));
  }
}

const missingGrant =
  "Confidential records are left out of lists: the credentials lack Lever's grant for them. Use a key that was made with " +
  "access to confidential data, or set LEVER_CONFIDENTIALITY=non-confidential.";

function isRefusal(error: unknown): boolean {
  return error instanceof AtsError && error.code === "UPSTREAM_FORBIDDEN";
}
