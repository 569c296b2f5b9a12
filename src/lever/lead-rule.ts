import type { OutlineRecord } from "./records.js";

/** Tells which opportunities are leads. */
export interface LeadRule {
  /** Whether telling takes knowing which archive reasons mean a hire. */
  needsReasons(opportunity: OutlineRecord): boolean;
  /** `isHire` says whether an archive reason means a hire; it is asked only where `needsReasons`. */
  isLead(opportunity: OutlineRecord, isHire: (reasonId: string) => boolean): boolean;
}

/**
 * An opportunity is a lead when it has no application, or when its stage lies in the lead section of the pipeline and
 * it was not archived as hired: people are hired straight out of a lead stage. Lever's own lead stages are known by
 * their slug; an account's further ones are named by their ids.
 */
export function leadRule(customLeadStages: readonly string[]): LeadRule {
  const custom = new Set(customLeadStages);
  const inLeadSection = ({ stage }: OutlineRecord) =>
    stage !== null && (stage.id.startsWith("lead-") || custom.has(stage.id));
  return {
    needsReasons: (opportunity) =>
      opportunity.applications.length > 0 && inLeadSection(opportunity) && opportunity.archived?.reason != null,
    isLead(opportunity, isHire) {
      if (opportunity.applications.length === 0) return true;
      if (!inLeadSection(opportunity)) return false;
      const reason = opportunity.archived?.reason;
      return reason == null || !isHire(reason);
    },
  };
}
