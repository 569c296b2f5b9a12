import type { CallContext } from "../ats/call-context.js";
import { isForbidden, leverError } from "./errors.js";
import type { Query } from "./query.js";

/** `LEVER_CONFIDENTIALITY`. Lever docs: Confidential data. */
export type ConfidentialitySetting = "non-confidential" | "confidential" | "all";

/** Whether an operation reads lists without confidential records, because the credentials lack the grant. */
export interface ConfidentialAccess {
  readonly isExcluded: boolean;
  /** Reads lists without confidential records from now on. */
  exclude(): void;
}

/** After a refusal, no confidential records are requested for this time, in milliseconds. */
const forbiddenTtlMs = 5 * 60_000;

/**
 * Which rows lists hold: `LEVER_CONFIDENTIALITY`, as far as the credentials allow. Lever refuses a whole list if the
 * credentials may not read its confidential rows. The list is then read without these rows, and the client gets an
 * error. Lever docs: Confidential data. It is not documented that the refusal is a 403.
 */
export class Confidentiality {
  private forbiddenUntil = -Infinity;
  /** Operations that read a list without confidential rows. They read the others in the same way. */
  private readonly operationsWithoutAccess = new WeakSet<CallContext>();

  constructor(private readonly setting: ConfidentialitySetting) {}

  /** Reads a list with the parameters that choose its rows. */
  async readList<T>(context: CallContext, list: (parameters: Query) => Promise<T>): Promise<T> {
    // Without the parameter Lever uses its default, "non-confidential".
    if (this.setting === "non-confidential") return list({});
    if (this.operationsWithoutAccess.has(context) || this.isForbidden) {
      this.excludeConfidential(context);
      return list({});
    }
    try {
      return await list({ confidentiality: this.setting });
    } catch (error) {
      // With "confidential" no row would be left.
      if (this.setting === "confidential" || !isForbidden(error)) throw error;
      const page = await list({});
      this.forbiddenUntil = performance.now() + forbiddenTtlMs;
      this.excludeConfidential(context);
      return page;
    }
  }

  /** The access of one operation, for its cursors. */
  accessOf(context: CallContext): ConfidentialAccess {
    const isExcluded = () => this.operationsWithoutAccess.has(context);
    return {
      get isExcluded() {
        return isExcluded();
      },
      exclude: () => {
        if (this.setting === "all") this.excludeConfidential(context);
      },
    };
  }

  /**
   * How many confidential records the lists of an operation leave out. Null when they leave any out: Lever sends no
   * number.
   */
  excludedCount(context: CallContext): number | null {
    return this.setting === "non-confidential" || this.operationsWithoutAccess.has(context) ? null : 0;
  }

  /** One sentence for operators while the grant is missing. */
  warnings(): readonly string[] {
    return this.isForbidden ? [missingGrant] : [];
  }

  /** Whether Lever refused confidential records recently. */
  private get isForbidden(): boolean {
    return performance.now() < this.forbiddenUntil;
  }

  private excludeConfidential(context: CallContext): void {
    this.operationsWithoutAccess.add(context);
    context.reportError(leverError("UPSTREAM_FORBIDDEN", missingGrant));
  }
}

const missingGrant =
  "Confidential records are left out of lists, because the credentials lack Lever's grant for them. Use a key with " +
  "access to confidential data, or set LEVER_CONFIDENTIALITY=non-confidential.";
