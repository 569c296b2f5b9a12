/**
 * Fields that count records. What that takes depends on the account. So they weigh once in an operation, however many
 * there are.
 */
const countingFields: ReadonlySet<string> = new Set([
  "Job.pipeline",
  "CandidateConnection.totalCount",
  "ApplicationConnection.totalCount",
  "ApplicationConnection.countByRejectedReason",
  "JobConnection.totalCount",
  "OfferConnection.totalCount",
]);

/** What they weigh: the provider calls that the default rate and deadline allow, 10 a second for 30 seconds. */
const countingCalls = 300;

/** The weight of the counting fields of one operation. */
export class CountingWeight {
  private isCounted = false;

  /** The calls that this field adds. Undefined if it is no counting field. */
  add(type: string, field: string): number | undefined {
    if (!countingFields.has(`${type}.${field}`)) return undefined;
    const calls = this.isCounted ? 0 : countingCalls;
    this.isCounted = true;
    return calls;
  }
}
