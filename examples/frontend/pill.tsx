/** The text and the tone of each status of jobs, applications and offers. */
const labels = {
  OPEN: ["Open", "good"],
  CLOSED: ["Closed", "plain"],
  ON_HOLD: ["On hold", "plain"],
  DRAFT: ["Draft", "plain"],
  ARCHIVED: ["Archived", "plain"],
  ACTIVE: ["In progress", "busy"],
  REJECTED: ["Rejected", "bad"],
  HIRED: ["Hired", "good"],
  APPROVAL_SENT: ["Waiting for approval", "busy"],
  APPROVED: ["Approved", "busy"],
  SENT: ["Sent", "busy"],
  SENT_MANUALLY: ["Sent by hand", "busy"],
  OPENED: ["Opened", "busy"],
  SIGNED: ["Signed", "good"],
} as const;

/** A status as a coloured label. For a status that this page does not know it shows `remoteStatus`, the provider's original value. */
export function Pill({ status, remoteStatus }: { status: string | null; remoteStatus?: string | null }) {
  const known = status !== null && status in labels ? labels[status as keyof typeof labels] : undefined;
  const [label, tone] = known ?? [remoteStatus ?? "Unknown", "plain"];
  return <span className={`pill ${tone}`}>{label}</span>;
}
