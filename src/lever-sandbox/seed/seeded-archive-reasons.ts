import type { ArchiveReason } from "../account.js";
import type { Random } from "./random.js";

/** In an order that does not follow from any field, as in Lever. */
const reasons = [
  "Position filled",
  "Compensation",
  "Better for another role",
  "Future hire",
  "Underqualified",
  "No response (old)",
  "Timing",
  "Withdrew",
  "Offer declined",
  "Position closed",
  "Hired",
  "No response",
  "Culture fit (do not use)",
] as const;

export type ReasonName = (typeof reasons)[number];

/** The archive reasons: one of them means a hire, two are inactive. */
export function seededArchiveReasons(random: Random): Map<ReasonName, ArchiveReason> {
  return new Map(
    reasons.map((text) => [
      text,
      {
        id: random.uuid(),
        text,
        status: text.includes("(") ? "inactive" : "active",
        type: text === "Hired" ? "hired" : "non-hired",
      },
    ]),
  );
}
