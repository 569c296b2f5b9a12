import type { CallContext } from "../ats/call-context.js";
import { AtsError } from "../ats/errors.js";
import type { Query } from "./query.js";

/** Whether an operation reads lists without what is confidential, for want of the grant. */
export interface ConfidentialAccess {
  readonly isExcluded: boolean;
  /** From now on it does. */
  exclude(): void;
}

/** How long after a refusal nothing confidential is asked for, in milliseconds. */
const forbiddenTtlMs = 5 * 60_000;

/**
 * Which rows lists hold: `LEVER_CONFIDENTIALITY`, as far as the credentials allow. Lever refuses a whole list whose
 * confidential rows they may not see; it is then read without those, and whoever reads is told. Lever docs: Confidential
 * data; that the refusal is a 403 is not documented.
 */
export class Confidentiality {
  private forbiddenUntil = -Infinity;
  /** Operations that have read a list without: they go on as they began. */
  private readonly operationsWithoutAccess = new WeakSet<CallContext>();

  constructor(private readonly setting: "non-confidential" | "confidential" | "all") {}

  /** Reads a list with the parameters that say which rows it is to hold. */
  async readList<T>(context: CallContext, list: (parameters: Query) => Promise<T>): Promise<T> {
    // Lever's default is sent by leaving the parameter out.
    if (this.setting === "non-confidential") return list({});
    if (this.operationsWithoutAccess.has(context) || this.isForbidden) {
      this.excludeConfidential(context);
      return list({});
    }
    try {
      return await list({ confidentiality: this.setting });
    } catch (error) {
      // Of what is confidential alone, nothing is left without it.
      if (this.setting === "confidential" || !isForbiddenError(error)) throw error;
      const page = await list({});
      this.forbiddenUntil = performance.now() + forbiddenTtlMs;
      this.excludeConfidential(context);
      return page;
    }
  }

  /** The same as one operation sees it, for its cursors. */
  accessOf(context: CallContext): ConfidentialAccess {
    const isLeftOut = () => this.operationsWithoutAccess.has(context);
    return {
      get isExcluded() {
        return isLeftOut();
      },
      exclude: () => {
        if (this.setting === "all") this.excludeConfidential(context);
      },
    };
  }

  /** How many confidential records its lists leave out: Lever does not say, unless they are in it. */
  excludedCount(context: CallContext): number | null {
    return this.setting === "non-confidential" || this.operationsWithoutAccess.has(context) ? null : 0;
  }

  /** What an operator is to know. */
  warnings(): readonly string[] {
    return this.isForbidden ? [missingGrant] : [];
  }

  /** Whether Lever has refused what is confidential, a while ago at most. */
  private get isForbidden(): boolean {
    return performance.now() < this.forbiddenUntil;
  }

  private excludeConfidential(context: CallContext): void {
    this.operationsWithoutAccess.add(context);
    context.reportError(new AtsError("UPSTREAM_FORBIDDEN", missingGrant, { provider: "LEVER" }));
  }
}

const missingGrant =
  "Confidential records are left out of lists: the credentials lack Lever's grant for them. Use a key that was made with " +
  "access to confidential data, or set LEVER_CONFIDENTIALITY=non-confidential.";

function isForbiddenError(error: unknown): boolean {
  return error instanceof AtsError && error.code === "UPSTREAM_FORBIDDEN";
}
