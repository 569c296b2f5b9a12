import type { Confidentiality } from "./posting.js";
import type { Request } from "./endpoint.js";
import { forbidden } from "./lever-error.js";
import { oneOf } from "./query.js";

/**
 * Which rows of a list may be shown: the non-confidential ones, unless `confidentiality` asks for others.
 * Throws 403 when it does and the key lacks the grant. Lever docs: Confidential Data.
 */
export function visibleIn(request: Request): (row: { confidentiality: Confidentiality }) => boolean {
  const words = ["non-confidential", "confidential", "all"] as const;
  const asked = oneOf(request.query, "confidentiality", words) ?? "non-confidential";
  if (asked !== "non-confidential" && !request.confidential) throw forbidden();
  return asked === "all" ? () => true : (row) => row.confidentiality === asked;
}

/** Throws 403 for a confidential object when the key lacks the grant. */
export function seen(request: Request, object: { confidentiality: Confidentiality }): void {
  if (!maySee(request, object)) throw forbidden();
}

/** Whether the key may read this object by itself. */
export function maySee(request: Request, object: { confidentiality: Confidentiality }): boolean {
  return request.confidential || object.confidentiality === "non-confidential";
}
