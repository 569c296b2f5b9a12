import type { CallContext } from "../../ats/call-context.js";
import { type AtsError, badUserInput } from "../../ats/errors.js";
import type { ApplicationFilter, CandidateFilter } from "../../ats/filters.js";
import type { LeverAccount } from "../account.js";
import { hireReasonIds } from "../archive-reason.js";
import { isOverBudget } from "../errors.js";
import { type Conditions, matchNothing } from "./conditions.js";
import { distinguishesHires } from "./status-condition.js";

type Filter = CandidateFilter & ApplicationFilter;

/**
 * The conditions of a filter whose ids are parsed, see `parseFilterIds`. Reads the archive reasons only if the filter
 * distinguishes hires from rejections, and the postings only if it has departments. Throws BAD_USER_INPUT before any call for an impossible mail address.
 */
export async function conditionsOf(filter: Filter, account: LeverAccount, context: CallContext): Promise<Conditions> {
  const wanted = conditions(filter);
  if (matchNothing(wanted)) return wanted;
  const hireReasons = distinguishesHires(wanted) ? await hireReasonIds(account, context) : null;
  const inDepartments = filter.departments == null ? null : await postingsIn(filter.departments, account, context);
  return {
    ...wanted,
    hireReasons,
    rejectedReasons: wanted.rejectedReasons?.filter((id) => hireReasons?.includes(id) === false) ?? null,
    postings: wanted.postings?.filter((id) => inDepartments?.includes(id) ?? true) ?? inDepartments,
  };
}

/** The ids of the postings in these departments. Names match exactly. */
async function postingsIn(
  departments: readonly string[],
  { postings }: LeverAccount,
  context: CallContext,
): Promise<string[]> {
  const all = await postings.readAll(context);
  return all.flatMap(({ id, categories: { department } }) =>
    department !== null && departments.includes(department) ? [id] : [],
  );
}

/**
 * The error if no call is left to find out the conditions: the list then fails, and its cursor stays. Throws any other
 * error.
 */
export function overBudget(error: unknown): AtsError {
  if (!isOverBudget(error)) throw error;
  return error;
}

/** The conditions as far as they are known without a call, so without most departments. Throws BAD_USER_INPUT for an impossible mail address. */
export function conditions(filter: Filter): Conditions {
  return {
    contacts: filter.candidateIds ?? null,
    postings: filter.departments?.length === 0 ? [] : (filter.jobIds ?? null),
    stages: filter.stageIds ?? null,
    email: parseEmail(filter.email),
    dates: filter,
    statuses: filter.status ?? null,
    rejectedReasons: filter.rejectedReasonIds ?? null,
    hireReasons: null,
    tags: filter.tags ?? null,
    sources: filter.sources ?? null,
    // Lever docs: Opportunities, `origin`. Its words are those of the model in small letters.
    origins: filter.origins?.map((origin) => origin.toLowerCase()) ?? null,
    locations: filter.locations ?? filter.applicationLocations ?? null,
    leads: filter.leadsOnly === true ? "only" : filter.includeLeads === true ? "included" : "none",
  };
}

/** RFC 5321, 4.5.3.1: the name, the @ and the domain. */
const maxEmailLength = 320;

/** A mail address has an @ and no white space, except around it. What else it may have, Lever decides. */
const emailPattern = /^\S+@\S+$/;

function parseEmail(email: string | null | undefined): string | null {
  if (email == null) return null;
  if (email.trim() === "") throw badUserInput("filter.email is empty. Send a mail address, or omit it.");
  if (email.length > maxEmailLength || !email.isWellFormed()) {
    throw badUserInput(
      `filter.email cannot be a mail address. A mail address has at most ${maxEmailLength} characters.`,
    );
  }
  if (!emailPattern.test(email.trim())) {
    throw badUserInput("filter.email cannot be a mail address. A mail address has an @ and no spaces.");
  }
  return email;
}
