import { AtsError } from "../ats/errors.js";
import type { CallContext } from "../ats/call-context.js";
import type { Priority } from "../upstream/rate-limit/rate-limiter.js";
import type { ResponseCache } from "../upstream/cache/response-cache.js";
import type { Cached } from "../upstream/cache/response-cache-options.js";
import type { ReadResult, Transport } from "../upstream/http/transport.js";
import type { Confidentiality } from "./confidentiality.js";
import { leverError } from "./errors.js";
import type { Query } from "./query.js";
import type { RecordParser } from "./records.js";

/** One list or object of Lever: an endpoint pattern such as `/opportunities/:id/offers`, an id and parameters. */
export interface Resource {
  readonly endpoint: string;
  readonly id?: string;
  readonly query?: Query;
  /** Whether rows of this list can be confidential. */
  readonly mayBeConfidential?: boolean;
}

/** One page of a list. Rows are in Lever's order, unusable ones are errors. `next` is the token of the next page. */
export interface LeverPage<T> {
  readonly rows: readonly (T | AtsError)[];
  readonly next: string | null;
}

/** Lever's highest and default `limit`. Lever docs: Pagination. */
const limit = 100;

// Lever sends no more than `limit` rows. Ten times as many leave room for a list that ignores it.
const maxRows = 10 * limit;

// Reading stops after this many pages without rows in a row, so that a list without an end is not read forever.
const maxEmptyPages = 5;

/**
 * Reads objects and lists of Lever's Data API, through a response cache. Records are shared between callers. No caller
 * may change them, and every read of a resource must use the same parser.
 */
export class LeverClient {
  private readonly baseUrl: string;

  constructor(
    private readonly transport: Transport,
    baseUrl: string,
    private readonly cache: ResponseCache,
    private readonly confidentiality: Confidentiality,
    /** The cache tags of a response. */
    private readonly tagsOf?: (resource: Resource, body: unknown) => readonly string[],
  ) {
    this.baseUrl = baseUrl.replace(/\/+$/, "");
  }

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

  /** One page of a list. The token of the first page is null. Undefined when Lever has no such list (404). */
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
      const next = field(body, "hasNext") === true ? field(body, "next") : null;
      return { rows: data.map((row) => parse(row, at)), next: typeof next === "string" && next !== "" ? next : null };
    };
    // `next` comes percent-encoded. It is sent back as a value, and so it is encoded once more.
    const list = (parameters: Query) =>
      this.get(resource, { ...parameters, limit, offset: token ?? undefined }, context, priority, parsePage);
    const page = await (resource.mayBeConfidential === true ? this.confidentiality.readList(context, list) : list({}));
    // A list that belongs to an object disappears with the object. A list of the whole account always exists.
    if (page.value === undefined && resource.id === undefined) throw noSuchList();
    return page;
  }

  /**
   * The rows of a list, page by page, as far as the caller reads. Throws UPSTREAM_BAD_RESPONSE when the list leads back
   * to a page that was read before, or has too many pages without rows.
   */
  async *readPages<T>(
    resource: Resource,
    parse: RecordParser<T>,
    context: CallContext,
    priority: Priority = "reference",
  ): AsyncGenerator<readonly (T | AtsError)[]> {
    const guard = new PaginationGuard();
    for (let token: string | null = null; ;) {
      const page: LeverPage<T> | undefined = await this.readPage(resource, token, parse, context, priority);
      if (page === undefined) return;
      yield page.rows;
      if (page.next === null) return;
      guard.check(page);
      token = page.next;
    }
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

/** Stops reading a list that leads back to an earlier page, or has too many pages without rows. */
export class PaginationGuard {
  private readonly seen: Set<string>;
  private emptyPages = 0;

  constructor(start?: string | null) {
    this.seen = new Set(start == null ? [] : [start]);
  }

  /** Throws when the page's `next` was followed before, or after too many pages without rows. */
  check({ rows, next }: LeverPage<unknown>): void {
    this.emptyPages = rows.length === 0 ? this.emptyPages + 1 : 0;
    if (next !== null && (this.seen.has(next) || this.emptyPages > maxEmptyPages)) {
      throw leverError(
        "UPSTREAM_BAD_RESPONSE",
        "Lever's list leads back to an earlier page, or has too many pages without rows.",
      );
    }
    if (next !== null) this.seen.add(next);
  }
}

function queryString(query: Query): string {
  const parameters = Object.entries(query).flatMap(([name, value]) =>
    (Array.isArray(value) ? (value as readonly string[]) : [value]).flatMap((each) =>
      each === undefined ? [] : `${name}=${encodeURIComponent(String(each).toWellFormed())}`,
    ),
  );
  return parameters.length > 0 ? `?${parameters.join("&")}` : "";
}

function field(body: unknown, name: string): unknown {
  if (typeof body !== "object" || body === null || Array.isArray(body)) throw unexpectedShape();
  return (body as Readonly<Record<string, unknown>>)[name];
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
