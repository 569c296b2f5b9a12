import type { FieldPolicy, TypePolicies } from "@apollo/client";
import { relayStylePagination } from "@apollo/client/utilities";
import { type CountedPage, countsOf, sumOfExcluded, withPage } from "./excluded.js";

/**
 * For `new InMemoryCache({ typePolicies })`. Set `errorPolicy: "all"`, also in each `fetchMore`. By default, Apollo stores
 * objects with an `id` by their id, and other objects in their parent.
 */
export const typePolicies: TypePolicies = {
  Query: {
    fields: {
      applications: list("filter", "orderBy"),
      candidates: list("filter", "orderBy"),
      jobs: list("filter", "orderBy"),
      offers: list("filter"),
    },
  },
  Job: { fields: { applications: list("filter", "orderBy") } },
  // Objects without an id. Two queries can select different fields of them.
  Compensation: { merge: true },
  Department: { merge: true },
  FilterOptions: { merge: true },
  HiringTeam: { merge: true },
  RejectedReason: { merge: true },
  SalaryRange: { merge: true },
};

/** A connection in the cache. */
interface List {
  readonly pageInfo?: { readonly endCursor?: string | null };
  readonly excluded?: Readonly<Record<string, unknown>>;
  /** The pages that were added to it. No field of the schema has this name. */
  readonly pages?: readonly CountedPage[];
}

/** One list for each value of these arguments. Every page is added to it, and `excluded` is the sum of its pages. */
function list(...keyArgs: string[]): FieldPolicy<List | null> {
  const policy = relayStylePagination(keyArgs) as FieldPolicy<List | null>;
  const merge = policy.merge as (existing: unknown, incoming: unknown, options: unknown) => List;
  return {
    ...policy,
    merge(existing, incoming, options) {
      if (!incoming) return existing ?? null;
      const { excluded } = incoming;
      const page = {
        after: (options.args?.after as string | null | undefined) ?? null,
        excluded: excluded && countsOf((field) => excluded[field]),
      };
      const pages = withPage(existing?.pages ?? [], page, existing?.pageInfo?.endCursor ?? null);
      const sum = sumOfExcluded(pages);
      const merged = { ...merge(existing, incoming, options), pages };
      return sum === undefined ? merged : { ...merged, excluded: { __typename: "Excluded", ...sum } };
    },
  };
}
