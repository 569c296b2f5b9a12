import type { TypePolicies } from "@apollo/client";
import { relayStylePagination } from "@apollo/client/utilities";

/**
 * For `new InMemoryCache({ typePolicies })`. That objects with an `id` are kept by it, and others where they are, is
 * Apollo's default.
 */
export const typePolicies: TypePolicies = {
  Query: {
    fields: {
      // One list for each filter, to which every page is added.
      applications: relayStylePagination(["filter"]),
      candidates: relayStylePagination(["filter"]),
      jobs: relayStylePagination(["filter"]),
      offers: relayStylePagination(["filter"]),
    },
  },
  Job: { fields: { applications: relayStylePagination() } },
  // Single objects without an id: two queries may ask for different fields of one.
  Department: { merge: true },
  HiringTeam: { merge: true },
  RejectedReason: { merge: true },
};
