import type {
  Account,
  Application,
  ArchiveReason,
  Contact,
  Offer,
  Opportunity,
  Posting,
} from "../../../src/lever-sandbox/index.js";

/** An opportunity with its related records. */
export interface Candidacy {
  readonly opportunity: Opportunity;
  /** The application, if there is one. */
  readonly application: Application | undefined;
  /** The job of the application, if it is visible. */
  readonly posting: Posting | undefined;
  readonly contact: Contact;
  readonly offers: readonly Offer[];
  /** The archive reason of the opportunity. */
  readonly reason: ArchiveReason | undefined;
  /** Whether it is a lead: no application, or in a lead stage and not hired. */
  readonly isLead: boolean;
}

/** A candidacy with an application. */
export interface Applied extends Candidacy {
  readonly application: Application;
}

/** The settings that decide which records are visible. */
export interface Settings {
  /** As LEVER_LEAD_STAGES. */
  readonly leadStages?: readonly string[];
  /** As LEVER_CONFIDENTIALITY. */
  readonly confidentiality?: "non-confidential" | "confidential" | "all";
}

/** All visible opportunities, with leads, from the oldest to the newest. */
export function candidaciesOf(account: Account, settings: Settings = {}): Candidacy[] {
  const { confidentiality = "non-confidential", leadStages = [] } = settings;
  const contacts = new Map(account.contacts.map((contact) => [contact.id, contact]));
  const applications = new Map(account.applications.map((application) => [application.id, application]));
  const reasons = new Map(account.archiveReasons.map((reason) => [reason.id, reason]));
  const isVisible = (record: Opportunity | Posting) =>
    confidentiality === "all" || record.confidentiality === confidentiality;
  const postings = new Map(account.postings.filter(isVisible).map((posting) => [posting.id, posting]));
  return account.opportunities
    .filter(isVisible)
    .map((opportunity) => {
      const application = applications.get(opportunity.applications[0] ?? "");
      const contact = contacts.get(opportunity.contact);
      if (contact === undefined) throw new Error(`Opportunity ${opportunity.id} has no contact.`);
      const reason = opportunity.archived ? reasons.get(opportunity.archived.reason) : undefined;
      const inLeadStage = opportunity.stage.startsWith("lead-") || leadStages.includes(opportunity.stage);
      return {
        opportunity,
        application,
        posting: postings.get(application?.posting ?? ""),
        contact,
        offers: account.offers.filter(({ opportunityId }) => opportunityId === opportunity.id),
        reason,
        isLead: application === undefined || (inLeadStage && reason?.type !== "hired"),
      };
    })
    .sort(
      (a, b) => a.opportunity.createdAt - b.opportunity.createdAt || (a.opportunity.id < b.opportunity.id ? -1 : 1),
    );
}

export function hasApplied(candidacy: Candidacy): candidacy is Applied {
  return candidacy.application !== undefined;
}

/** The id of its application in the unified model. */
export function applicationId({ opportunity, application }: Applied): string {
  return `${opportunity.id}:${application.id}`;
}

/** The status of the application. Only the archiving of the opportunity counts. */
export function statusOf({ opportunity, reason }: Candidacy): "ACTIVE" | "REJECTED" | "HIRED" {
  if (opportunity.archived === null) return "ACTIVE";
  return reason?.type === "hired" ? "HIRED" : "REJECTED";
}

/** The posting of an offer. */
export function jobIdOf(offer: Offer, { application }: Applied): string | null {
  return offer.posting ?? application.posting;
}
