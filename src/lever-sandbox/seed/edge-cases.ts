import type { Contact } from "../contact.js";
import type { Posting } from "../posting.js";
import type { Company } from "./company.js";
import type { Plan } from "./plan.js";
import { anonymize } from "./seeded-contact.js";

/** An unusual person: the plans of their opportunities, and a change of their contact. */
export interface EdgeCase {
  plans: Plan[];
  edit?: (contact: Contact) => void;
}

/** The difficult cases of real accounts. They are the first people of each seeded account. */
export function edgeCases({ postings }: Company): EdgeCase[] {
  const at = (position: number): Posting | undefined => postings[position % Math.max(postings.length, 1)];
  const applied = (position: number) => {
    const posting = at(position);
    return posting ? { posting } : {};
  };
  const inState = (state: string) =>
    applied(
      Math.max(
        postings.findIndex((posting) => posting.state === state),
        0,
      ),
    );
  const confidential = applied(
    Math.max(
      postings.findIndex((posting) => posting.confidentiality === "confidential"),
      0,
    ),
  );
  const other = at(2);

  return [
    // One person with a lead and a real application, which are far apart in the list.
    {
      plans: [
        { stage: "reachedOut", ...applied(0) },
        { stage: "onsite", ...applied(3) },
      ],
    },
    // A hired person with a denied and a signed offer, an older rejection, and a lead without an application.
    {
      plans: [
        {
          stage: "offer",
          ...applied(0),
          archived: { reason: "Hired" },
          offers: [{ status: "denied" }, { status: "signed" }],
        },
        { stage: "recruiterScreen", ...applied(8), archived: { reason: "Better for another role" }, imported: true },
        { stage: "newLead" },
      ],
    },
    // Six opportunities in many stages, with postings in unusual states.
    {
      plans: [
        { stage: "responded", ...applied(4), imported: true },
        { stage: "newApplicant", ...applied(1) },
        { stage: "managerReview", ...inState("unknown_state"), archived: { reason: "Position closed" } },
        { stage: "recruiterScreen", ...inState("pending") },
        { stage: "managerScreen", ...inState("rejected"), archived: { reason: "Timing" } },
        { stage: "backgroundCheck", ...applied(5), offers: [{ status: "signed" }] },
      ],
    },
    // Hired, but still in the stage of new leads.
    { plans: [{ stage: "newLead", ...applied(8), archived: { reason: "Hired" }, offers: [{ status: "signed" }] }] },
    // An archived lead without a name or an email address.
    {
      plans: [{ stage: "reachedOut", ...applied(0), archived: { reason: "No response" } }],
      edit: (contact) => Object.assign(contact, { name: "", emails: [], phones: [], headline: "" }),
    },
    // A lead without an application, and a lead in a custom stage.
    { plans: [{ stage: "newLead", snoozed: true }] },
    { plans: [{ stage: "talentPool", ...applied(0) }] },
    // In a stage of applicants, but without an application.
    { plans: [{ stage: "newApplicant" }] },
    // Archived twice: for the same reason, for another reason, for an inactive reason.
    { plans: [{ stage: "onsite", ...applied(3), archived: { reason: "Withdrew", again: "Withdrew" } }] },
    {
      plans: [
        { stage: "managerScreen", ...applied(0), archived: { reason: "Position filled", again: "Underqualified" } },
      ],
    },
    {
      plans: [
        { stage: "newApplicant", ...applied(2), archived: { reason: "No response", again: "No response (old)" } },
      ],
      edit: ({ name, emails }) => {
        const address = emails[0] ?? `${name.length}@example.org`;
        emails.splice(0, emails.length, address, address, ` ${address.toUpperCase()}`);
      },
    },
    // In a retired stage and in a vanished stage. Lever retires no stage with active opportunities.
    { plans: [{ stage: "phoneInterview", ...applied(0), archived: { reason: "Withdrew" } }] },
    { plans: [{ stage: "caseStudy", ...applied(3), archived: { reason: "Underqualified" } }] },
    // An application without a posting, and one for a deleted posting. The offer does not name a posting.
    {
      plans: [{ stage: "offer", posting: null, offers: [{ status: "sent-manually", withoutPosting: true }] }],
      edit: (contact) =>
        (contact.phones = [{ value: "+1 415-555-0142" }, { type: "mobile", value: "+1 415-555-0143" }]),
    },
    { plans: [{ stage: "onsite", posting: "deleted" }], edit: (contact) => (contact.name = "李秀英") },
    // The newer offer is for another job than the application.
    {
      plans: [
        {
          stage: "offer",
          ...applied(8),
          offers: [{ status: "approved" }, { status: "sent", ...(other ? { posting: other } : {}) }],
        },
      ],
    },
    // Offers in the other statuses, one of which Lever does not document, and an offer without a posting.
    { plans: [{ stage: "offer", ...applied(0), offers: [{ status: "draft" }, { status: "rescinded" }] }] },
    { plans: [{ stage: "offer", ...applied(3), offers: [{ status: "approval-sent", withoutPosting: true }] }] },
    { plans: [{ stage: "offer", ...applied(2), offers: [{ status: "denied" }, { status: "opened" }] }] },
    // Anonymized in the two forms that Lever has.
    {
      plans: [anonymized("newApplicant", applied(3))],
      edit: (contact) => {
        anonymize(contact, "");
      },
    },
    {
      plans: [anonymized("recruiterScreen", applied(0))],
      edit: (contact) => {
        anonymize(contact, "Anonymized opportunity");
      },
    },
    // Confidential: with a public opportunity of the same person, and without.
    {
      plans: [
        { stage: "managerReview", ...confidential, confidential: true },
        { stage: "responded", ...applied(2) },
      ],
    },
    { plans: [{ stage: "onsite", ...confidential, confidential: true }] },
    // A person with only leads: one with an application, one without.
    {
      plans: [
        { stage: "responded", ...applied(12) },
        { stage: "newLead", archived: { reason: "Timing" } },
      ],
    },
  ];
}

function anonymized(stage: Plan["stage"], application: Pick<Plan, "posting">): Plan {
  return { stage, ...application, archived: { reason: "Underqualified" }, anonymized: true, imported: true };
}
