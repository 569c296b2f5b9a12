import { AtsError } from "../../ats/errors.js";
import type { Edge, Page } from "../../ats/page.js";
import type { Confidential } from "../confidentiality.js";
import { type Place, decodeCursor, encodeCursor, start } from "./cursor.js";
import type { Listing } from "./listing.js";
import { RowReader } from "./row-reader.js";

/** A page as far as its rows tell. */
type WalkedPage<Node> = Omit<Page<Node>, "confidential">;

/**
 * Reads `first` nodes behind the cursor `after`. Reads on until it has them or the list ends, and no further: a page
 * is shorter only at the end or with an `error`, and `hasNextPage` can be true with nothing but passed-over rows to
 * come. A walk that was begun without what is confidential goes on without. Throws where not one node can be had, and
 * BAD_USER_INPUT for a cursor of another list.
 */
export async function walk<Row, Node>(
  listing: Listing<Row, Node>,
  first: number,
  after: string | null,
  confidential: Confidential,
): Promise<WalkedPage<Node>> {
  const from = after === null ? undefined : decodeCursor(listing.name, after);
  if (from?.without === true) confidential.leaveOut();
  const reader = new RowReader(listing, from?.place ?? start);
  const page = new GrowingPage<Node>((behind) => encodeCursor(listing.name, behind, confidential.isLeftOut), first);
  try {
    for (;;) {
      for (let head = reader.head(); head !== undefined; head = reader.head()) {
        if (head.nodes.length > 0 && page.isFull) return page.done(true);
        const [node] = head.nodes.splice(0, 1);
        if (node !== undefined) page.give(node.node, node.behind);
        if (head.nodes.length > 0) continue;
        reader.shift();
        page.passTo(head.behind, head.lead);
      }
      if (page.isFull) return page.done(reader.hasMore);
      if (reader.undecided.length === 0) {
        if (!(await reader.readOn())) return page.done(false);
      } else {
        await reader.decide(page.wanted);
      }
    }
  } catch (error) {
    if (page.isEmpty || !(error instanceof AtsError)) throw error;
    return page.brokenOff(error);
  }
}

/** An edge whose cursor is made when it is asked for: few are. */
function edge<Node>(cursorOf: (place: Place) => string, node: Node, behind: Place): Edge<Node> {
  return {
    node,
    get cursor() {
      return cursorOf(behind);
    },
  };
}

/** The page while it is being read. */
class GrowingPage<Node> {
  private readonly edges: Edge<Node>[] = [];
  private leads = 0;
  /** Leads behind the last node: they count for whichever page gets past them. */
  private leadsBehind = 0;

  constructor(
    private readonly cursorOf: (place: Place) => string,
    private readonly first: number,
  ) {}

  get isEmpty(): boolean {
    return this.edges.length === 0;
  }

  get isFull(): boolean {
    return this.edges.length === this.first;
  }

  get wanted(): number {
    return this.first - this.edges.length;
  }

  give(node: Node, behind: Place): void {
    this.edges.push(edge(this.cursorOf, node, behind));
    this.countLeads();
  }

  /** A row is done with. On a full page the last cursor moves behind it, so that it is not read again. */
  passTo(behind: Place, lead: boolean): void {
    if (lead) this.leadsBehind += 1;
    const last = this.edges.at(-1);
    if (!this.isFull || last === undefined) return;
    this.edges[this.edges.length - 1] = edge(this.cursorOf, last.node, behind);
    this.countLeads();
  }

  done(hasNextPage: boolean): WalkedPage<Node> {
    if (!hasNextPage) this.countLeads();
    return { edges: this.edges, leads: this.leads, hasNextPage };
  }

  brokenOff(error: AtsError): WalkedPage<Node> {
    return { edges: this.edges, leads: this.leads, hasNextPage: true, error };
  }

  private countLeads(): void {
    this.leads += this.leadsBehind;
    this.leadsBehind = 0;
  }
}
