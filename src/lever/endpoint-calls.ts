import type { PlannedCalls } from "../ats/call-plan.js";

/** Calls to one endpoint for one field. By default none of them is certain. */
export type EndpointCalls = Omit<PlannedCalls, "path" | "least"> & { readonly least?: number };

// The weights in the schema assume the same: two lists of 500 postings, 500 users, and one page more of short lists.
export const postingPages = 12;
export const userPages = 5;
export const shortListPages = 2;

/** Records that are found in their list or one by one, at most this many. */
export const referenceDataCalls =
  (endpoint: string, pages: number) =>
  (most: number): EndpointCalls[] => [
    { endpoint, most: pages },
    { endpoint: `${endpoint}/:id`, most },
  ];

export const archiveReasons = referenceDataCalls("/archive_reasons", shortListPages);

/** The value, or undefined if it throws: for arguments that BAD_USER_INPUT refuses before any call. */
export function valueOf<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}
