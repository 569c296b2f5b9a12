import type { Confidentiality } from "./posting.js";
import type { Request } from "./endpoint.js";
import { forbidden } from "./lever-error.js";
import { oneOf } from "./query.js";

/**
 * A filter for the records of a list. Without a `confidentiality` parameter it accepts only non-confidential records.
 * Throws 403 if the parameter asks for others and the key may not read them. Lever docs: Confidential Data.
 */
export function confidentialityFilter(request: Request): (record: { confidentiality: Confidentiality }) => boolean {
  const values = ["non-confidential", "confidential", "all"] as const;
  const wanted = oneOf(request.query, "confidentiality", values) ?? "non-confidential";
  if (wanted !== "non-confidential" && !request.confidential) throw forbidden();
  return wanted === "all" ? () => true : (record) => record.confidentiality === wanted;
}

/** Throws 403 for a confidential record if the key may not read it. */
export function checkAccess(request: Request, record: { confidentiality: Confidentiality }): void {
  if (!mayRead(request, record)) throw forbidden();
}

/** Whether the key may read this record. */
export function mayRead(request: Request, record: { confidentiality: Confidentiality }): boolean {
  return request.confidential || record.confidentiality === "non-confidential";
}
