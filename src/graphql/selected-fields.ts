import {
  type FieldNode,
  GraphQLIncludeDirective,
  type GraphQLObjectType,
  type GraphQLResolveInfo,
  GraphQLSkipDirective,
  Kind,
  type SelectionNode,
  type SelectionSetNode,
  getDirectiveValues,
  isAbstractType,
} from "graphql";

/** The fields that are selected on one object, by their names in the response. */
export type SelectedFields = ReadonlyMap<string, readonly FieldNode[]>;

/** What selections refer to. `GraphQLResolveInfo` has it. */
export type SelectionSource = Pick<GraphQLResolveInfo, "schema" | "fragments" | "variableValues">;

/**
 * Collects the fields that a selection set selects on an object of a type: fragments are resolved, `@skip` and `@include`
 * are applied, and fields with the same response name are merged. GraphQL specification, CollectFields. graphql-js has
 * this function, but does not export it.
 */
export function selectedFields(
  source: SelectionSource,
  type: GraphQLObjectType,
  selectionSet: SelectionSetNode,
): SelectedFields {
  const collector = new FieldCollector(source, type);
  collector.collect(selectionSet);
  return collector.fields;
}

/** Collects the fields that these nodes of one field select on an object of a type. */
export function selectedSubfields(
  source: SelectionSource,
  type: GraphQLObjectType,
  nodes: readonly FieldNode[],
): SelectedFields {
  const collector = new FieldCollector(source, type);
  for (const { selectionSet } of nodes) if (selectionSet !== undefined) collector.collect(selectionSet);
  return collector.fields;
}

class FieldCollector {
  readonly fields = new Map<string, FieldNode[]>();
  private readonly visitedFragments = new Set<string>();

  constructor(
    private readonly source: SelectionSource,
    private readonly type: GraphQLObjectType,
  ) {}

  collect({ selections }: SelectionSetNode): void {
    for (const node of selections) {
      if (!this.isIncluded(node)) continue;
      if (node.kind === Kind.FIELD) this.add(node);
      else if (node.kind === Kind.FRAGMENT_SPREAD) this.collectFragment(node.name.value);
      else if (this.matches(node.typeCondition?.name.value)) this.collect(node.selectionSet);
    }
  }

  private add(node: FieldNode): void {
    const key = (node.alias ?? node.name).value;
    const nodes = this.fields.get(key);
    if (nodes === undefined) this.fields.set(key, [node]);
    else nodes.push(node);
  }

  private collectFragment(name: string): void {
    if (this.visitedFragments.has(name)) return;
    this.visitedFragments.add(name);
    const fragment = this.source.fragments[name];
    if (fragment !== undefined && this.matches(fragment.typeCondition.name.value)) this.collect(fragment.selectionSet);
  }

  private isIncluded(node: SelectionNode): boolean {
    if (node.directives === undefined || node.directives.length === 0) return true;
    const { variableValues } = this.source;
    return (
      getDirectiveValues(GraphQLSkipDirective, node, variableValues)?.if !== true &&
      getDirectiveValues(GraphQLIncludeDirective, node, variableValues)?.if !== false
    );
  }

  /** Whether a fragment with this type condition selects on objects of the type. */
  private matches(condition: string | undefined): boolean {
    if (condition === undefined || condition === this.type.name) return true;
    const type = this.source.schema.getType(condition);
    return isAbstractType(type) && this.source.schema.isSubType(type, this.type);
  }
}
