/** The fields that decide whether an opportunity is a lead. */
export interface LeadEvidence {
  readonly stage: { readonly id: string } | null;
  readonly archived: { readonly reason: string | null } | null;
  /** Null when Lever sent something that cannot be read. */
  readonly applications: readonly unknown[] | null;
}

/** How the stages of an account are read. */
export interface StageRule extends Pick<LeadRule, "isLeadStage"> {
  /** Receives the id of each stage that is read. */
  readonly noteStage: (id: string) => void;
}

/** The account's rule for leads. */
export interface LeadRule {
  /** Whether a stage is in the lead section of the pipeline. */
  readonly isLeadStage: (id: string) => boolean;
  /** Whether an opportunity is a lead. Undefined when it is one unless its archive reason means a hire. */
  readonly isLead: (opportunity: LeadEvidence) => boolean | undefined;
}

/**
 * An opportunity is a lead when it has no application, or when its stage is in the lead section of the pipeline and it
 * was not archived as hired (some people are hired directly from a lead stage). The slugs of Lever's own lead stages
 * begin with "lead-". `customLeadStages` are the ids of the account's own ones, in any case.
 */
export function leadRule(customLeadStages: readonly string[]): LeadRule {
  const custom = new Set(customLeadStages.map((id) => id.toLowerCase()));
  const isLeadStage = (id: string) => id.startsWith("lead-") || custom.has(id);
  return {
    isLeadStage,
    isLead({ stage, archived, applications }) {
      if (applications?.length === 0) return true;
      if (stage === null || !isLeadStage(stage.id)) return false;
      return archived?.reason == null ? true : undefined;
    },
  };
}
