/**
 * A Lever to run against: an HTTP server that imitates the reading half of Lever's Data API v1 over data of its own.
 *
 * What it does not do: writes, perform_as, uploads and downloads, webhooks, OAuth's screens and scopes (a key is also
 * accepted as a Bearer token), deleted-record lists, requisitions, interviews, feedback, notes and forms, `group` on
 * postings, permissions by endpoint, EU hosts. Nothing is kept when it stops.
 *
 * What it does: opportunities with their offers and applications, contacts, postings, stages, archive reasons and
 * users, as single objects and as lists, with Lever's order, offset tokens, filters, `include`, `expand`, error bodies,
 * confidential rows and a token bucket for each key, and OAuth's token endpoint for one client; over data from a seed,
 * built to hold what real accounts hold: the same person on distant pages, leads, hires that never left a lead stage,
 * empty names, vanished stages. Tests can read and change the data, read the log of requests, and ask for faults.
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
