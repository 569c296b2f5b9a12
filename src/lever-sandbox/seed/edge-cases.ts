import type { Contact } from "../contact.js";
import type { Posting } from "../posting.js";
import type { Company } from "./company.js";
import type { Plan } from "./plan.js";
import { anonymize } from "./seeded-contact.js";

/** A person with a peculiarity: what their opportunities are like, and what is odd about their own data. */
export interface EdgeCase {
  plans: Plan[];
  alter?: (contact: Contact) => void;
}

/** Everything real accounts hold that clients stumble over: the first people of each account, as many as fit. */
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
    // One person, a lead and a real application, far apart in the list.
    {
      plans: [
        { stage: "reachedOut", ...applied(0) },
        { stage: "onsite", ...applied(3) },
      ],
    },
    // Denied first, then signed; hired; and an older rejection and a lead without application beside it.
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
    // Six opportunities, spread over the pipeline and over postings that few clients expect.
    {
      plans: [
        { stage: "responded", ...applied(4), imported: true },
        { stage: "newApplicant", ...applied(1) },
        { stage: "managerReview", ...inState("paused"), archived: { reason: "Position closed" } },
        { stage: "recruiterScreen", ...inState("pending") },
        { stage: "managerScreen", ...inState("rejected"), archived: { reason: "Timing" } },
        { stage: "backgroundCheck", ...applied(5), offers: [{ status: "signed" }] },
      ],
    },
    // Hired, and still a new lead.
    { plans: [{ stage: "newLead", ...applied(8), archived: { reason: "Hired" }, offers: [{ status: "signed" }] }] },
    // An archived lead, without a name or an address.
    {
      plans: [{ stage: "reachedOut", ...applied(0), archived: { reason: "No response" } }],
      alter: (contact) => Object.assign(contact, { name: "", emails: [], phones: [], headline: "" }),
    },
    // A lead that applied to nothing, in a stage the company made; no applicant either way.
    { plans: [{ stage: "newLead", snoozed: true }] },
    { plans: [{ stage: "talentPool", ...applied(0) }] },
    // Among the applicants, without an application.
    { plans: [{ stage: "newApplicant" }] },
    // Archived again: later for the same reason, for another, for one no longer in use.
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
      alter: ({ name, emails }) => {
        const address = emails[0] ?? `${name.length}@example.org`;
        emails.splice(0, emails.length, address, address, ` ${address.toUpperCase()}`);
      },
    },
    // Stages that have gone.
    { plans: [{ stage: "phoneInterview", ...applied(0) }] },
    { plans: [{ stage: "caseStudy", ...applied(3) }] },
    // Applications for nothing, and for what was deleted; their offers do not say more.
    {
      plans: [{ stage: "offer", posting: null, offers: [{ status: "sent-manually", silent: true }] }],
      alter: (contact) =>
        (contact.phones = [{ value: "+1 415-555-0142" }, { type: "mobile", value: "+1 415-555-0143" }]),
    },
    { plans: [{ stage: "onsite", posting: "deleted" }], alter: (contact) => (contact.name = "李秀英") },
    // An offer for another job than the one applied for, newer than the right one.
    {
      plans: [
        {
          stage: "offer",
          ...applied(8),
          offers: [{ status: "approved" }, { status: "sent", ...(other ? { posting: other } : {}) }],
        },
      ],
    },
    // Offers in the remaining states, one that Lever has not documented, and one that does not say what it is for.
    { plans: [{ stage: "offer", ...applied(0), offers: [{ status: "draft" }, { status: "rescinded" }] }] },
    { plans: [{ stage: "offer", ...applied(3), offers: [{ status: "approval-sent", silent: true }] }] },
    { plans: [{ stage: "offer", ...applied(2), offers: [{ status: "denied" }, { status: "opened" }] }] },
    // Anonymized, in the two ways it looks.
    {
      plans: [anonymized("newApplicant", applied(3))],
      alter: (contact) => {
        anonymize(contact, "");
      },
    },
    {
      plans: [anonymized("recruiterScreen", applied(0))],
      alter: (contact) => {
        anonymize(contact, "Anonymized opportunity");
      },
    },
    // Confidential: with something public beside it, and alone.
    {
      plans: [
        { stage: "managerReview", ...confidential, confidential: true },
        { stage: "responded", ...applied(2) },
      ],
    },
    { plans: [{ stage: "onsite", ...confidential, confidential: true }] },
    // A sheer lead's whole life: two leads, one with an application, and nothing else.
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
