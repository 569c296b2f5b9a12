import { AtsError } from "../ats/errors.js";
import type { CallContext } from "../ats/call-context.js";
import type { Priority } from "../upstream/rate-limit/rate-limiter.js";
import type { ResponseCache } from "../upstream/cache/response-cache.js";
import type { Cached } from "../upstream/cache/response-cache-options.js";
import type { ReadResult, Transport } from "../upstream/http/transport.js";
import type { Confidentiality } from "./confidentiality.js";
import type { Query } from "./query.js";
import type { RecordParser } from "./records.js";

/** One list or object of Lever: an endpoint pattern such as `/opportunities/:id/offers`, its id and its parameters. */
export interface Resource {
  readonly endpoint: string;
  readonly id?: string;
  readonly query?: Query;
  /** Of a list: whether rows of it can be confidential. */
  readonly mayBeConfidential?: boolean;
}

/** One page of a list: rows in Lever's order, unusable ones as errors; `next` is the token of the page behind it. */
export interface LeverPage<T> {
  readonly rows: readonly (T | AtsError)[];
  readonly next: string | null;
}

/** Lever's highest and default `limit`. Lever docs: Pagination. */
const limit = 100;

// A list that goes on without rows is followed for this many pages, lest it never end.
const maxEmptyPages = 5;

/**
 * Lever's Data API as far as its envelopes go: objects, lists, pages. Answers are reused as the cache will have it, so
 * that what they hold is not to be changed, and a resource always has the same reader.
 */
export class LeverClient {
  private readonly baseUrl: string;

  constructor(
    private readonly transport: Transport,
    baseUrl: string,
    private readonly cache: ResponseCache,
    private readonly confidentiality: Confidentiality,
    /** What an answer is to be forgotten with, by the resource it is of. */
    private readonly tagsOf?: (resource: Resource, body: unknown) => readonly string[],
  ) {
    this.baseUrl = baseUrl.replace(/\/+$/, "");
  }

  /** The object, or undefined when Lever has none (404). */
  async readOne<T>(resource: Resource, read: RecordParser<T>, context: CallContext): Promise<T | undefined> {
    return (await this.readOneWithAge(resource, read, context)).value;
  }

  /** As `one`, with the age of the answer. */
  readOneWithAge<T>(resource: Resource, read: RecordParser<T>, context: CallContext): Promise<Cached<T | undefined>> {
    return this.get(resource, {}, context, "reference", (body, at) => {
      const record = read(field(body, "data"), at);
      if (record instanceof AtsError) throw record;
      return record;
    });
  }

  /** One page of a list, from `token` (null: the first). Undefined when Lever has no such list (404). */
  async readPage<T>(
    resource: Resource,
    token: string | null,
    read: RecordParser<T>,
    context: CallContext,
    priority: Priority = "walk",
  ): Promise<LeverPage<T> | undefined> {
    return (await this.readPageWithAge(resource, token, read, context, priority)).value;
  }

  /** As `page`, with the age of the answer. */
  async readPageWithAge<T>(
    resource: Resource,
    token: string | null,
    read: RecordParser<T>,
    context: CallContext,
    priority: Priority,
  ): Promise<Cached<LeverPage<T> | undefined>> {
    const readPage = (body: unknown, at: Date) => {
      const data = field(body, "data");
      if (!Array.isArray(data)) throw unexpectedShape();
      const next = field(body, "hasNext") === true ? field(body, "next") : null;
      return { rows: data.map((row) => read(row, at)), next: typeof next === "string" && next !== "" ? next : null };
    };
    // `next` is percent-encoded as it comes, and is passed back as it is: a value to be encoded again.
    const list = (rows: Query) =>
      this.get(resource, { ...rows, limit, offset: token ?? undefined }, context, priority, readPage);
    const page = await (resource.mayBeConfidential === true ? this.confidentiality.readList(context, list) : list({}));
    // A list that belongs to an object goes with it; a list of the whole account is always there.
    if (page.value === undefined && resource.id === undefined) throw noSuchList();
    return page;
  }

  /**
   * Every row of a list, page after page, as far as the consumer reads. Throws UPSTREAM_BAD_RESPONSE when the list
   * leads back to a page already read, or goes on without rows.
   */
  async *readPages<T>(
    resource: Resource,
    read: RecordParser<T>,
    context: CallContext,
    priority: Priority = "reference",
  ): AsyncGenerator<readonly (T | AtsError)[]> {
    const guard = new PaginationGuard();
    for (let token: string | null = null; ;) {
      const page: LeverPage<T> | undefined = await this.readPage(resource, token, read, context, priority);
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
    read: (body: unknown, at: Date) => T,
  ): Promise<Cached<T | undefined>> {
    const { endpoint, id } = resource;
    const path = id === undefined ? endpoint : endpoint.replace(":id", encodeURIComponent(id));
    const url = `${this.baseUrl}${path}${queryString({ ...resource.query, ...parameters })}`;
    return this.cache.get(
      url,
      context,
      (shared) => this.transport.get({ url: new URL(url), endpoint, priority }, shared),
      (answer: ReadResult, at) => (answer.found ? read(answer.body, at) : undefined),
      (answer) => this.tagsOf?.(resource, answer.found ? answer.body : undefined) ?? [],
    );
  }
}

/** The tokens a reader of one list has followed: refuses to go round in circles, or on through nothing. */
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
      throw new AtsError("UPSTREAM_BAD_RESPONSE", "Lever's list does not advance: it was read as far as it goes on.", {
        provider: "LEVER",
      });
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
  return new AtsError(
    "UPSTREAM_BAD_RESPONSE",
    "There is no such list where Lever is looked for: check LEVER_BASE_URL.",
    {
      provider: "LEVER",
    },
  );
}

function unexpectedShape(): AtsError {
  return new AtsError("UPSTREAM_BAD_RESPONSE", "Lever's answer does not have the shape its documentation gives it.", {
    provider: "LEVER",
  });
}
