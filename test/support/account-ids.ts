import type { Account } from "../../src/lever-sandbox/index.js";
import { type Ids, unknownId } from "./random-query.js";

/** Ids of an account for random queries: of people, applications and offers the first ones, of jobs and stages all. */
export function accountIds({ contacts, applications, offers, postings, stages }: Account): Ids {
  const composite = ({ id, opportunityId }: { id: string; opportunityId: string }) => `${opportunityId}:${id}`;
  return {
    Candidate: [...contacts.slice(0, 20).map(({ id }) => id), unknownId],
    Application: [...applications.slice(0, 20).map(composite), `${unknownId}:${unknownId}`],
    Job: [...postings.map(({ id }) => id), unknownId],
    Stage: [...stages.map(({ id }) => id), unknownId],
    Offer: [...offers.map(composite), `${unknownId}:${unknownId}`],
  };
}
