import type { Endpoint } from "./endpoint.js";
import { application, applications } from "./endpoints/applications.js";
import { archiveReason, archiveReasons } from "./endpoints/archive-reasons.js";
import { contact } from "./endpoints/contacts.js";
import { sources, tags } from "./endpoints/names.js";
import { offers } from "./endpoints/offers.js";
import { opportunities, opportunity } from "./endpoints/opportunities.js";
import { posting, postings } from "./endpoints/postings.js";
import { dispositionStages, stage, stages } from "./endpoints/stages.js";
import { user, users } from "./endpoints/users.js";

const endpoints = [
  opportunities,
  opportunity,
  offers,
  applications,
  application,
  contact,
  postings,
  posting,
  stages,
  stage,
  dispositionStages,
  archiveReasons,
  archiveReason,
  users,
  user,
  sources,
  tags,
].map((endpoint) => ({
  endpoint,
  matches: new RegExp(`^/v1${endpoint.pattern.replaceAll(":id", "([^/]+)")}$`),
}));

/** The endpoint of a path that begins with `/v1`, and the ids in the path; undefined if no endpoint has this path. */
export function route(path: string): { endpoint: Endpoint; ids: string[] } | undefined {
  for (const { endpoint, matches } of endpoints) {
    const match = matches.exec(path);
    if (match) return { endpoint, ids: match.slice(1) };
  }
  return undefined;
}
