import type { CostedField } from "./operation-cost.js";

/** What to ask for instead, in a sentence, so that the operation takes `excess` provider calls less. */
export function costAdvice(selections: readonly CostedField[], excess: number): string {
  const all = selections.flatMap((selected) => withPaths(selected));
  const ways = [fewerItems(all, excess), leaveOut(all, excess)].flatMap((way) => way ?? []);
  return ways.length > 0 ? `Ask for ${ways.join(", or ")}.` : "Split it into several operations.";
}

interface FieldWithPath extends CostedField {
  /** Where it is in the answer, from the root down. */
  readonly path: string;
  readonly depth: number;
}

function withPaths(selected: CostedField, above?: FieldWithPath): FieldWithPath[] {
  const { node, children } = selected;
  const key = node.alias?.value ?? node.name.value;
  const here =
    above === undefined
      ? { ...selected, path: key, depth: 1 }
      : { ...selected, path: `${above.path}.${key}`, depth: above.depth + 1 };
  return [here, ...children.flatMap((each) => withPaths(each, here))];
}

/** Of the lists that could be shorter, the one of which most can stay. */
function fewerItems(all: readonly FieldWithPath[], excess: number): string | undefined {
  const ways = all.flatMap(({ items, ...selected }) => {
    if (items === null) return [];
    const { requested, calls } = items;
    const fewer = Math.floor((requested * (calls - excess)) / calls);
    return fewer >= 1 ? [{ ...selected, asked: requested, fewer }] : [];
  });
  const [best] = ways.sort((a, b) => b.fewer / b.asked - a.fewer / a.asked);
  if (best === undefined) return undefined;
  const { field, returnType, path, asked, fewer } = best;
  return field === "_entities"
    ? `${fewer} representations of ${returnType} at a time instead of ${asked}`
    : `first: ${fewer} instead of ${asked} in ${path}`;
}

/** The least that can be left out: of what costs the same, what lies deepest. */
function leaveOut(all: readonly FieldWithPath[], excess: number): string | undefined {
  const [least] = all
    .filter(({ depth, totalCalls }) => depth > 1 && totalCalls >= excess)
    .sort((a, b) => a.totalCalls - b.totalCalls || b.depth - a.depth);
  return least && `leave out ${least.path}`;
}
