/** What decides whether an opportunity is a lead. */
export interface LeadEvidence {
  readonly stage: { readonly id: string } | null;
  readonly archived: { readonly reason: string | null } | null;
  readonly applications: readonly unknown[];
}

/** Whether an opportunity is a lead; undefined where it is one unless its archive reason means a hire. */
export type LeadRule = (opportunity: LeadEvidence) => boolean | undefined;

/**
 * An opportunity is a lead when it has no application, or when its stage lies in the lead section of the pipeline and
 * it was not archived as hired: people are hired straight out of a lead stage. Lever's own lead stages are known by
 * their slug; an account's further ones are named by their ids.
 */
export function leadRule(customLeadStages: readonly string[]): LeadRule {
  const custom = new Set(customLeadStages);
  return ({ stage, archived, applications }) => {
    if (applications.length === 0) return true;
    const inLeadSection = stage !== null && (stage.id.startsWith("lead-") || custom.has(stage.id));
    if (!inLeadSection) return false;
    return archived?.reason == null ? true : undefined;
  };
}
