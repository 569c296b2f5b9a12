/**
 * The time in which at least one of several calls waits. Calls that wait at the same time count once. Times are in
 * milliseconds, all on one clock.
 */
export class WaitingTime {
  private waiting = 0;
  private since = 0;
  private pastMs = 0;

  /** One more call waits. */
  start(at: number): void {
    if (this.waiting === 0) this.since = at;
    this.waiting += 1;
  }

  /** One of the calls no longer waits. */
  end(at: number): void {
    this.waiting -= 1;
    if (this.waiting === 0) this.pastMs += at - this.since;
  }

  /** The time until `now`. */
  totalMs(now: number): number {
    return this.waiting === 0 ? this.pastMs : this.pastMs + now - this.since;
  }
}
