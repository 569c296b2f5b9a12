import type { TypePolicies } from "@apollo/client";
import { relayStylePagination } from "@apollo/client/utilities";

/**
 * For `new InMemoryCache({ typePolicies })`. By default, Apollo stores objects with an `id` by their id, and other objects
 * in their parent.
 */
export const typePolicies: TypePolicies = {
  Query: {
    fields: {
      // One list for each filter and order. Every page is added to it.
      applications: relayStylePagination(["filter"]),
      candidates: relayStylePagination(["filter"]),
      jobs: relayStylePagination(["filter", "orderBy"]),
      offers: relayStylePagination(["filter"]),
    },
  },
  Job: { fields: { applications: relayStylePagination() } },
  // Objects without an id. Two queries can select different fields of them.
  Compensation: { merge: true },
  Department: { merge: true },
  FilterOptions: { merge: true },
  HiringTeam: { merge: true },
  RejectedReason: { merge: true },
  SalaryRange: { merge: true },
};
