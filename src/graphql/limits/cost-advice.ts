import type { CostedField } from "./operation-cost.js";

/** Returns a sentence that says how to change the operation so that it needs `excess` provider calls less. */
export function costAdvice(selections: readonly CostedField[], excess: number): string {
  const all = selections.flatMap((selected) => withPaths(selected));
  const changes = [fewerItems(all, excess), leaveOut(all, excess)].flatMap((change) => change ?? []);
  return changes.length > 0 ? `Ask for ${changes.join(", or ")}.` : "Split it into several operations.";
}

interface FieldWithPath extends CostedField {
  /** The path in the result, e.g. `candidates.nodes.offer`. */
  readonly path: string;
  readonly depth: number;
}

function withPaths(selected: CostedField, parent?: FieldWithPath): FieldWithPath[] {
  const { node, children } = selected;
  const key = node.alias?.value ?? node.name.value;
  const here =
    parent === undefined
      ? { ...selected, path: key, depth: 1 }
      : { ...selected, path: `${parent.path}.${key}`, depth: parent.depth + 1 };
  return [here, ...children.flatMap((each) => withPaths(each, here))];
}

/** Advises to ask for fewer items of one list: the one that keeps the most of its items, relative to its length. */
function fewerItems(all: readonly FieldWithPath[], excess: number): string | undefined {
  const changes = all.flatMap(({ items, ...selected }) => {
    if (items === null) return [];
    const { requested, calls } = items;
    const fewer = Math.floor((requested * (calls - excess)) / calls);
    return fewer >= 1 ? [{ ...selected, requested, fewer }] : [];
  });
  const [best] = changes.sort((a, b) => b.fewer / b.requested - a.fewer / a.requested);
  if (best === undefined) return undefined;
  const { field, returnType, path, requested, fewer } = best;
  return field === "_entities"
    ? `${fewer} representations of ${returnType} at a time instead of ${requested}`
    : `first: ${fewer} instead of ${requested} in ${path}`;
}

/** Chooses the cheapest field whose removal is enough. Of fields with the same cost, it chooses the deepest. */
function leaveOut(all: readonly FieldWithPath[], excess: number): string | undefined {
  const [least] = all
    .filter(({ depth, totalCalls }) => depth > 1 && totalCalls >= excess)
    .sort((a, b) => a.totalCalls - b.totalCalls || b.depth - a.depth);
  return least && `leave out ${least.path}`;
}
