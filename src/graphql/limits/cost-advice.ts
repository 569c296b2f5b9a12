import type { Selected } from "./operation-cost.js";

/** What to ask for instead, in a sentence, so that the operation takes `excess` provider calls less. */
export function advice(selections: readonly Selected[], excess: number): string {
  const all = selections.flatMap((selected) => placed(selected));
  const ways = [fewerItems(all, excess), without(all, excess)].flatMap((way) => way ?? []);
  return ways.length > 0 ? `Ask for ${ways.join(", or ")}.` : "Split it into several operations.";
}

interface Placed extends Selected {
  /** Where it is in the answer, from the root down. */
  readonly path: string;
  readonly depth: number;
}

function placed(selected: Selected, above?: Placed): Placed[] {
  const { node, selections } = selected;
  const key = node.alias?.value ?? node.name.value;
  const here =
    above === undefined
      ? { ...selected, path: key, depth: 1 }
      : { ...selected, path: `${above.path}.${key}`, depth: above.depth + 1 };
  return [here, ...selections.flatMap((each) => placed(each, here))];
}

/** Of the lists that could be shorter, the one of which most can stay. */
function fewerItems(all: readonly Placed[], excess: number): string | undefined {
  const ways = all.flatMap(({ items, ...selected }) => {
    if (items === null) return [];
    const { asked, calls } = items;
    const fewer = Math.floor((asked * (calls - excess)) / calls);
    return fewer >= 1 ? [{ ...selected, asked, fewer }] : [];
  });
  const [best] = ways.sort((a, b) => b.fewer / b.asked - a.fewer / a.asked);
  if (best === undefined) return undefined;
  const { field, gives, path, asked, fewer } = best;
  return field === "_entities"
    ? `${fewer} representations of ${gives} at a time instead of ${asked}`
    : `first: ${fewer} instead of ${asked} in ${path}`;
}

/** The least that can be left out: of what costs the same, what lies deepest. */
function without(all: readonly Placed[], excess: number): string | undefined {
  const [least] = all
    .filter(({ depth, allCalls }) => depth > 1 && allCalls >= excess)
    .sort((a, b) => a.allCalls - b.allCalls || b.depth - a.depth);
  return least && `leave out ${least.path}`;
}
