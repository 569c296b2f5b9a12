/**
 * A simulated Lever: an HTTP server with the GET endpoints of Lever's Data API v1 and made-up data.
 *
 * What it does not do: writes, perform_as, uploads and downloads, webhooks, OAuth's screens and scopes (a key is also
 * accepted as a Bearer token), lists of deleted records, requisitions, interviews, feedback, notes and forms, `group`
 * on postings, EU hosts. The data is lost when it stops.
 *
 * What it does: opportunities with their offers and applications, contacts, postings, stages, archive reasons and
 * users, as single records and as lists, with Lever's order, offset tokens, filters, `include`, `expand`, error bodies,
 * confidential records, permissions and a token bucket for each key, and OAuth's token endpoint for one client. The
 * data comes from a seed and has the difficult cases of real accounts: the same person on distant pages, leads, hired
 * people who are still in a lead stage, empty names, vanished stages. Tests can read and change the data, read the log
 * of requests, and add faults.
 */
export { startSandbox, type Sandbox, type SandboxOptions } from "./sandbox.js";
export { createAccount } from "./seed/create-account.js";
export { addOpportunity, advance, archive, removeOpportunity, unarchive } from "./mutations.js";
export type { Fault } from "./faults.js";
export type * from "./account.js";
export type * from "./application.js";
export type * from "./contact.js";
export type * from "./offer.js";
export type * from "./opportunity.js";
export type * from "./posting.js";
