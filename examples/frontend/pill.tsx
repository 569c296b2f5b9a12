/** What people call the statuses of jobs, applications and offers. */
const words = {
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

/** A status as a coloured word. `remoteStatus`, the provider's own word, stands in for one this page does not know. */
export function Pill({ status, remoteStatus }: { status: string | null; remoteStatus?: string | null }) {
  const known = status !== null && status in words ? words[status as keyof typeof words] : undefined;
  const [word, tone] = known ?? [remoteStatus ?? "Unknown", "plain"];
  return <span className={`pill ${tone}`}>{word}</span>;
}
