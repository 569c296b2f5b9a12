import { AtsError } from "../ats/errors.js";
import type { CallContext } from "../ats/call-context.js";
import type { Priority } from "../upstream/rate-limit/rate-limiter.js";
import type { ResponseCache } from "../upstream/cache/response-cache.js";
import type { Cached } from "../upstream/cache/response-cache-options.js";
import type { ReadResult, Transport } from "../upstream/http/transport.js";
import { RequestRejected } from "../upstream/http/upstream-errors.js";
import type { Confidentiality } from "./confidentiality.js";
import { TokenRejected, leverError } from "./errors.js";
import { type LeverPage, nextPageOf, readToEnd } from "./list-page.js";
import { type Query, queryString } from "./query.js";
import { isRecord } from "./readers.js";
import type { RecordParser } from "./records.js";
import type { ValueLimits } from "./value-limits.js";

/** One list or object of Lever: an endpoint pattern such as `/opportunities/:id/offers`, an id and parameters. */
export interface Resource {
  readonly endpoint: string;
  readonly id?: string;
  readonly query?: Query;
  /** Whether rows of this list can be confidential. */
  readonly mayBeConfidential?: boolean;
}

/** Lever's highest and default `limit`. Lever docs: Pagination. */
const limit = 100;

// Lever sends no more than `limit` rows. Ten times as many leave room for a list that ignores it.
const maxRows = 10 * limit;

/**
 * Reads objects and lists of Lever's Data API, through a response cache. Records are shared between callers. No caller
 * may change them, and every read of a resource must use the same parser.
 */
export class LeverClient {
  /** `baseUrl` has no trailing slash. */
  constructor(
    private readonly transport: Transport,
    private readonly baseUrl: string,
    private readonly cache: ResponseCache,
    private readonly confidentiality: Confidentiality,
    private readonly valueLimits: ValueLimits,
    /** The cache tags of a response. */
    private readonly tagsOf?: (resource: Resource, body: unknown) => readonly string[],
  ) {}

  /** The object, or undefined when Lever has none (404). */
  async readOne<T>(resource: Resource, parse: RecordParser<T>, context: CallContext): Promise<T | undefined> {
    return (await this.readOneWithAge(resource, parse, context)).value;
  }

  /** The same as `readOne`, with the age of the response. */
  readOneWithAge<T>(resource: Resource, parse: RecordParser<T>, context: CallContext): Promise<Cached<T | undefined>> {
    return this.get(resource, {}, context, "reference", (body, at) => {
      const record = parse(field(body, "data"), at);
      if (record instanceof AtsError) throw record;
      return record;
    });
  }

  /**
   * One page of a list. The token of the first page is null. Undefined when Lever has no such list (404). Throws
   * `TokenRejected` when Lever refuses the token, and `TooManyValues` when it refuses the number of values of a filter.
   */
  async readPage<T>(
    resource: Resource,
    token: string | null,
    parse: RecordParser<T>,
    context: CallContext,
    priority: Priority = "walk",
  ): Promise<LeverPage<T> | undefined> {
    return (await this.readPageWithAge(resource, token, parse, context, priority)).value;
  }

  /** The same as `readPage`, with the age of the response. */
  async readPageWithAge<T>(
    resource: Resource,
    token: string | null,
    parse: RecordParser<T>,
    context: CallContext,
    priority: Priority,
  ): Promise<Cached<LeverPage<T> | undefined>> {
    const parsePage = (body: unknown, at: Date) => {
      const data = field(body, "data");
      if (!Array.isArray(data)) throw unexpectedShape();
      if (data.length > maxRows) throw tooManyRows();
      const next = nextPageOf(field(body, "hasNext"), field(body, "next"));
      return { rows: data.map((row) => parse(row, at)), next };
    };
    // `next` comes percent-encoded. It is sent back as a value, and so it is encoded once more.
    const list = (filters: Query) => {
      const resourceOf = (parameters: Query) => ({ ...resource, query: { ...filters, ...parameters } });
      const read = (parameters: Query) =>
        this.get(resourceOf(parameters), { limit, offset: token ?? undefined }, context, priority, parsePage);
      return resource.mayBeConfidential === true ? this.confidentiality.readList(context, read) : read({});
    };
    const reading = this.valueLimits.call(resource.query ?? {}, token === null, list);
    const page = await reading.catch((error: unknown) => {
      throw token !== null && error instanceof RequestRejected ? new TokenRejected() : error;
    });
    if (page.value === undefined && token !== null) throw new TokenRejected();
    // A list that belongs to an object disappears with the object. A list of the whole account always exists.
    if (page.value === undefined && resource.id === undefined) throw noSuchList();
    return page;
  }

  /** The rows of a list, page by page, see `readToEnd`. None when Lever has no such list (404). */
  readPages<T>(
    resource: Resource,
    parse: RecordParser<T>,
    context: CallContext,
    priority: Priority = "reference",
  ): AsyncGenerator<readonly (T | AtsError)[], void, undefined> {
    return readToEnd((token) => this.readPage(resource, token, parse, context, priority));
  }

  private get<T>(
    resource: Resource,
    parameters: Query,
    context: CallContext,
    priority: Priority,
    parse: (body: unknown, at: Date) => T,
  ): Promise<Cached<T | undefined>> {
    const { endpoint, id } = resource;
    const path = id === undefined ? endpoint : endpoint.replace(":id", encodeURIComponent(id));
    const url = `${this.baseUrl}${path}${queryString({ ...resource.query, ...parameters })}`;
    return this.cache.get(
      url,
      context,
      (shared) => this.transport.get({ url: new URL(url), endpoint, priority }, shared),
      (result: ReadResult, at) => (result.found ? parse(result.body, at) : undefined),
      (result) => this.tagsOf?.(resource, result.found ? result.body : undefined) ?? [],
    );
  }
}

function field(body: unknown, name: string): unknown {
  if (!isRecord(body)) throw unexpectedShape();
  return body[name];
}

function noSuchList(): AtsError {
  return leverError("UPSTREAM_BAD_RESPONSE", "Lever does not have this list. Check LEVER_BASE_URL.");
}

function tooManyRows(): AtsError {
  return leverError("UPSTREAM_BAD_RESPONSE", `Lever's list has a page of more than ${maxRows} rows.`);
}

function unexpectedShape(): AtsError {
  return leverError("UPSTREAM_BAD_RESPONSE", "Lever's response does not have the shape that Lever documents.");
}
