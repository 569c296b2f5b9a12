import { AtsError, badUserInput } from "../../ats/errors.js";
import { Refused } from "../../upstream/http/upstream-errors.js";
import { type LeverPage, Trail } from "../client.js";
import { type Place, type RowKey, start } from "./cursor.js";
import type { Listing } from "./listing.js";

/** A decided row: the nodes it still has to give, and the place behind it. */
interface Head<Node> {
  readonly nodes: { readonly node: Node; readonly behind: Place }[];
  readonly lead: boolean;
  readonly behind: Place;
}

interface Item<Row, Node> {
  readonly row: Row | AtsError;
  /** The place of the row itself, `rows` not counting it. */
  readonly at: Place;
  readonly behind: Place;
  /** How many of the row's nodes an earlier page has given. */
  readonly nodesGiven: number;
  /** What the row yields; undefined while that is undecided, an error when it cannot be told. */
  outcome: Head<Node> | Error | undefined;
}

/** Reads the rows of a listing from a place on, in order, across pages and segments, and has them judged. */
export class RowReader<Row, Node> {
  private readonly items: Item<Row, Node>[] = [];
  /** The page to read next, or the end when there is no such segment. */
  private next: Place;
  private resume: Place;
  private trail: Trail;
  private lastPage: LeverPage<Row> | undefined;
  /** What reading on came to, while there were still rows to give before it. */
  private failure: unknown;
  /** The rows met so far: one that moves while its list is read comes again on a later page. */
  private readonly met = new Set<string>();

  constructor(
    private readonly listing: Listing<Row, Node>,
    from: Place,
  ) {
    this.next = from;
    this.resume = from;
    this.trail = new Trail(from.token);
  }

  /** Whether there are rows in hand, or pages to read. */
  get hasMore(): boolean {
    return this.items.length > 0 || this.next.segment < this.listing.segments.length;
  }

  get undecided(): readonly Row[] {
    return this.items.flatMap(({ row, outcome }) => (row instanceof AtsError || outcome !== undefined ? [] : row));
  }

  /** The first row in hand if it is decided. An unusable row is reported and yields nothing. */
  head(): Head<Node> | undefined {
    const item = this.items[0];
    if (item === undefined) return undefined;
    if (item.row instanceof AtsError) {
      this.listing.report(item.row);
      this.settle(item, []);
    } else if (item.outcome === undefined) {
      const nodes = this.listing.deciding?.inHand(item.row);
      if (nodes !== undefined) this.settle(item, nodes);
    }
    if (item.outcome instanceof Error) throw item.outcome;
    return item.outcome;
  }

  shift(): void {
    this.items.shift();
  }

  /** Takes the next page's rows in hand. False when there is none. */
  async readOn(): Promise<boolean> {
    const segment = this.listing.segments[this.next.segment];
    if (segment === undefined) return false;
    if (this.failure !== undefined) throw this.failure as Error;
    if (this.lastPage !== undefined) this.trail.follow(this.lastPage);
    const place = this.next;
    const page = await segment.read(place.token).catch((error: unknown) => {
      throw this.resume.token !== null && isTokenRefused(error) ? staleCursor() : error;
    });
    this.lastPage = page.next === null ? undefined : page;
    // A page that names itself as the next is not gone past: reading on from it has to fail, not to begin it again.
    const stuck = page.next !== null && page.next === place.token;
    if (page.next === null) {
      this.next = { ...start, segment: place.segment + 1 };
      this.trail = new Trail();
    } else {
      this.next = { ...start, segment: place.segment, token: page.next };
    }
    const done = await this.rowsDone(page);
    this.resume = start;
    for (const [index, row] of page.rows.entries()) {
      if (index < done.rows) continue;
      const key = row instanceof AtsError ? null : this.listing.key(row);
      const at = { ...place, rows: index, row: key, nodes: 0 };
      const isLast = index === page.rows.length - 1;
      const item: Item<Row, Node> = {
        row,
        at,
        behind: isLast && !stuck ? this.next : { ...at, rows: index + 1 },
        nodesGiven: index === done.rows ? done.nodes : 0,
        outcome: undefined,
      };
      this.judge(item, segment.accepts);
      this.items.push(item);
    }
    return true;
  }

  /** Decides as many of the rows in hand as the listing sees fit, reading on first where that cannot be in vain. */
  async decide(wanted: number): Promise<void> {
    const { deciding } = this.listing;
    if (deciding === undefined) throw new Error("A listing without a way to decide has an undecided row");
    if (deciding.atMostOneNode) {
      await this.gather(wanted);
    }
    const rows = this.undecided;
    const portion = new Set(rows.slice(0, deciding.portion(rows, wanted)));
    const outcomes = await deciding.decide([...portion]);
    for (const item of this.items) {
      if (item.outcome !== undefined || !portion.has(item.row as Row)) continue;
      const nodes = outcomes.get(item.row as Row) ?? [];
      if (nodes instanceof Error) item.outcome = nodes;
      else this.settle(item, nodes);
    }
  }

  private async gather(wanted: number): Promise<void> {
    try {
      while (this.undecided.length < wanted && (await this.readOn()));
    } catch (error) {
      this.failure = error;
    }
  }

  private judge(item: Item<Row, Node>, accepts: (row: Row) => boolean): void {
    const { row } = item;
    if (row instanceof AtsError) return;
    const { id } = this.listing.key(row);
    if (!accepts(row) || this.met.has(id)) {
      this.settle(item, []);
      return;
    }
    this.met.add(id);
    const verdict = this.listing.judge(row);
    if (verdict.kind === "passed") this.settle(item, [], verdict.lead);
    else if (verdict.kind === "nodes") this.settle(item, verdict.nodes);
  }

  private settle(item: Item<Row, Node>, nodes: readonly Node[], lead = false): void {
    const placed = nodes.map((node, index) => ({
      node,
      behind: index === nodes.length - 1 ? item.behind : { ...item.at, nodes: index + 1 },
    }));
    item.outcome = { nodes: placed.slice(item.nodesGiven), lead, behind: item.behind };
  }

  /** How many rows of the page were dealt with before, and how many nodes of the next were given. */
  private async rowsDone({ rows }: LeverPage<Row>): Promise<{ readonly rows: number; readonly nodes: number }> {
    const { row, nodes, rows: position } = this.resume;
    if (row === null) return { rows: position, nodes: 0 };
    const keys = rows.map((each) => (each instanceof AtsError ? null : this.listing.key(each)));
    // Where it was, or where others' moving has shifted it: a row that has moved itself has another key.
    const expected = nodes > 0 ? position : position - 1;
    const shifted = keys.findIndex((key) => key !== null && key.id === row.id && isSamePlace(key, row));
    const index = keys[expected]?.id === row.id ? expected : shifted;
    if (index >= 0) return nodes > 0 ? { rows: index, nodes } : { rows: index + 1, nodes: 0 };
    return { rows: firstBehind(row, keys, (await this.listing.groups?.()) ?? []) ?? position, nodes: 0 };
  }
}

function isSamePlace(a: RowKey, b: RowKey): boolean {
  return a.group === b.group && a.time === b.time;
}

/**
 * The first row behind where `gone` lay. Lever lists opportunities by stage, in each stage the one advanced last first,
 * and postings the newest first (found on recorded lists; Lever's documentation does not say).
 */
function firstBehind(gone: RowKey, keys: readonly (RowKey | null)[], groups: readonly string[]): number | undefined {
  const isBehind = (key: RowKey) => key.time < gone.time || (key.time === gone.time && key.id > gone.id);
  const last = keys.findLastIndex((key) => key?.group === gone.group);
  if (last >= 0) {
    const behind = keys.findIndex((key) => key?.group === gone.group && isBehind(key));
    return behind < 0 ? last + 1 : behind;
  }
  const group = groups.indexOf(gone.group);
  if (group < 0) return undefined;
  const later = keys.findIndex((key) => key !== null && groups.indexOf(key.group) > group);
  return later < 0 ? keys.length : later;
}

/** Lever docs do not say how a token that is no longer good is refused; clients have met this text. */
function isTokenRefused(error: unknown): boolean {
  return error instanceof Refused && error.upstreamMessage.includes("Invalid offset token");
}

function staleCursor(): AtsError {
  return badUserInput("Lever no longer takes this cursor: leave after out to begin again.");
}
