import { AtsError } from "../ats/errors.js";
import type { CallContext } from "../ats/call-context.js";
import { type Clock, systemClock } from "../upstream/clock.js";
import type { ReadRequest, ReadResult, Transport } from "../upstream/http/transport.js";
import { CallGate } from "./call-gate.js";
import { isForbidden } from "./errors.js";
import { id, isRecord, listOf } from "./readers.js";

/** After this many refusals (403) in a row the endpoint counts as refused. */
const maxRefusals = 3;

/** A refused endpoint is not called for this time, in milliseconds. */
const refusedMs = 60_000;

/** Endpoints whose records can be confidential, each alone. Their lists leave such records out. */
const withConfidentialRecords = ["/opportunities", "/postings"];

/** What is known of one endpoint. */
interface Endpoint {
  /** Limits the calls for single records until one succeeds, because a page can need a hundred of them. */
  readonly gate: CallGate;
  /** The paths that were refused since the last success. */
  readonly refusedPaths: Set<string>;
  refusals: number;
  /** The error of the calls that are not sent until then, on the clock. */
  refusal: { readonly error: AtsError; readonly until: number } | undefined;
  /** Until then, on the clock, refused records count as confidential. */
  confidentialUntil: number;
}

/**
 * Sends calls, and remembers which endpoints the credentials may not use, so that these are not called for each record.
 * Lever docs: Authentication, permissions of an API key. A confidential record is refused in the same way, with a 403.
 */
export class RefusedEndpoints implements Transport {
  private readonly endpoints = new Map<string, Endpoint>();

  /** `baseUrl` has no trailing slash. */
  constructor(
    private readonly transport: Transport,
    private readonly baseUrl: string,
    private readonly clock: Clock = systemClock,
  ) {}

  /** Throws UPSTREAM_FORBIDDEN without a call if the endpoint is refused. */
  async get(read: ReadRequest, context: CallContext): Promise<ReadResult> {
    // Lever refuses a list with confidential records for another reason, which `Confidentiality` remembers.
    if (read.url.searchParams.has("confidentiality")) return this.transport.get(read, context);
    const endpoint = this.endpoint(read.endpoint);
    const leave = await this.enter(read.endpoint, endpoint, context.signal);
    try {
      const result = await this.transport.get(read, context);
      this.noteSuccess(endpoint);
      return result;
    } catch (error) {
      if (isForbidden(error)) await this.noteRefusal(error, read, endpoint, context);
      throw error;
    } finally {
      leave();
    }
  }

  health(): ReturnType<Transport["health"]> {
    return this.transport.health();
  }

  /** Whether the credentials may not use this endpoint, as far as the latest calls show. */
  isRefused(endpoint: string): boolean {
    return this.refusalOf(this.endpoint(endpoint)) !== undefined;
  }

  /** One sentence for operators for each refused endpoint. */
  warnings(): readonly string[] {
    return [...this.endpoints.keys()]
      .filter((name) => this.isRefused(name))
      .map((name) => `Lever refuses ${name}: give the credentials the permission, or do not select what needs it.`);
  }

  private endpoint(name: string): Endpoint {
    const known = this.endpoints.get(name);
    if (known !== undefined) return known;
    const created = {
      gate: new CallGate(this.clock),
      refusedPaths: new Set<string>(),
      refusals: 0,
      refusal: undefined,
      confidentialUntil: -Infinity,
    };
    this.endpoints.set(name, created);
    return created;
  }

  /** Resolves when a call may be sent, with a function to call at its end. */
  private async enter(name: string, endpoint: Endpoint, signal: AbortSignal): Promise<() => void> {
    const check = () => {
      const error = this.refusalOf(endpoint);
      if (error !== undefined) throw error;
    };
    check();
    if (!name.includes(":id")) return () => undefined;
    return endpoint.gate.enter(() => Math.max(1, maxRefusals - endpoint.refusals), check, signal);
  }

  private refusalOf({ refusal }: Endpoint): AtsError | undefined {
    return refusal !== undefined && this.clock.now() < refusal.until ? refusal.error : undefined;
  }

  private noteSuccess(endpoint: Endpoint): void {
    endpoint.gate.isOpen = true;
    endpoint.refusals = 0;
    endpoint.refusal = undefined;
    endpoint.refusedPaths.clear();
  }

  private async noteRefusal(error: AtsError, read: ReadRequest, endpoint: Endpoint, context: CallContext) {
    if (this.clock.now() < endpoint.confidentialUntil) return;
    endpoint.gate.isOpen = false;
    endpoint.refusals += 1;
    endpoint.refusedPaths.add(read.url.pathname);
    if (endpoint.refusals < maxRefusals) return;
    const [list = ""] = read.endpoint.split("/:id");
    if (list === read.endpoint || !withConfidentialRecords.includes(list)) this.noteRefused(error, endpoint);
    else if (endpoint.refusals === maxRefusals) await this.checkOtherRecord(list, read, endpoint, context);
  }

  private noteRefused(error: AtsError, endpoint: Endpoint): void {
    endpoint.refusal = { error, until: this.clock.now() + refusedMs };
    // One more refusal after that time is enough.
    endpoint.refusals = maxRefusals - 1;
    endpoint.refusedPaths.clear();
  }

  /**
   * Reads a record that the list has, so that it is not confidential. If it is refused too, the endpoint is refused. The
   * last row of a page is not among the refused records, which are usually the first.
   */
  private async checkOtherRecord(list: string, read: ReadRequest, endpoint: Endpoint, context: CallContext) {
    const { priority } = read;
    try {
      const url = new URL(`${this.baseUrl}${list}?include=id&limit=100`);
      const listed = await this.get({ url, endpoint: list, priority }, context);
      const other = idsIn(listed)
        .map((id) => new URL(this.baseUrl + read.endpoint.replace(":id", encodeURIComponent(id))))
        .findLast(({ pathname }) => !endpoint.refusedPaths.has(pathname));
      if (other !== undefined) await this.transport.get({ url: other, endpoint: read.endpoint, priority }, context);
      this.noteSuccess(endpoint);
      endpoint.confidentialUntil = this.clock.now() + refusedMs;
    } catch (error) {
      if (isForbidden(error)) this.noteRefused(error, endpoint);
      // It is not known. The next refusal leads to another check.
      else endpoint.refusals = maxRefusals - 1;
    }
  }
}

function idsIn(result: ReadResult): string[] {
  const body = result.found && isRecord(result.body) ? result.body : {};
  return listOf(id)(body.data, () => undefined);
}
