import {
  type DocumentNode,
  type FieldNode,
  type GraphQLNamedOutputType,
  type GraphQLObjectType,
  type GraphQLSchema,
  Kind,
  type OperationDefinitionNode,
  isAbstractType,
  isLeafType,
  isObjectType,
  valueFromASTUntyped,
} from "graphql";
import { maxNodes } from "../../ats/page.js";
import { requestError } from "../request-error.js";
import { type SelectedFields, type SelectionSource, selectedFields, selectedSubfields } from "../selected-fields.js";
import { checkIntrospection } from "./introspection-limit.js";
import { countByType } from "./representations.js";
import { type FieldWeight, type ListSize, type Weights, inputCalls } from "./field-weights.js";

/** A field that an operation selects, and what it comes to at the most. */
export interface CostedField {
  /** The type the field is selected on. */
  readonly type: string;
  readonly field: string;
  readonly node: FieldNode;
  /** The type it gives, or gives a list of. */
  readonly returnType: string;
  /** How many values it gives, all objects that it is selected on taken together. */
  readonly count: number;
  /** Where the operation says how many items it wants, by `first` or by representations: how many, and their calls. */
  readonly items: { readonly requested: number; readonly calls: number } | null;
  /** Provider calls for the field itself, and with everything that is selected under it. */
  readonly calls: number;
  readonly totalCalls: number;
  readonly children: readonly CostedField[];
}

/** What an operation comes to at the most. */
export interface OperationCost {
  /** Provider calls. */
  readonly calls: number;
  /** Objects in the answer. */
  readonly objects: number;
  readonly selections: readonly CostedField[];
}

// More than anybody writes. The fields of a fragment count wherever it is put in.
const maxFields = 10_000;

// For lists whose length the schema does not say: mail addresses, phone numbers, the field-support matrix.
const defaultLength = 3;

/**
 * What an operation costs by the weights of the schema, whatever is cached. Fragments and conditions are resolved;
 * `variables` are coerced ones. What is found by id is looked up together, by fields of Query and by representations of
 * entities alike: the field's own weight counts once a hundred, that of `id` for each. Throws QUERY_TOO_COMPLEX for an
 * operation too large to read, and OPERATION_RESOLUTION_FAILURE for a mutation or a subscription.
 */
export function operationCost(
  schema: GraphQLSchema,
  weights: Weights,
  document: DocumentNode,
  operation: OperationDefinitionNode,
  variables: Readonly<Record<string, unknown>>,
): OperationCost {
  const reader = new CostReader(schema, weights, document, variables);
  const { calls, selections } = reader.root(operation);
  return { calls, objects: reader.objects, selections };
}

/** The objects that fields are selected on: all those that one field of the operation gives. */
interface Objects {
  readonly count: number;
  /** The lists among their fields whose length is known from above. */
  readonly sized?: readonly string[] | undefined;
  readonly length?: number | null;
}

/** What is selected on objects, and the calls it comes to. */
interface Selection {
  readonly selections: readonly CostedField[];
  readonly calls: number;
}

const nothing: Selection = { selections: [], calls: 0 };

class CostReader {
  objects = 0;
  private fields = 0;
  private readonly source: SelectionSource;
  /** How many objects are looked up, by the field that does it. */
  private readonly lookups = new Map<FieldWeight, number>();

  constructor(
    private readonly schema: GraphQLSchema,
    private readonly weights: Weights,
    document: DocumentNode,
    private readonly variables: Readonly<Record<string, unknown>>,
  ) {
    const fragments = Object.fromEntries(
      document.definitions.flatMap((node) => (node.kind === Kind.FRAGMENT_DEFINITION ? [[node.name.value, node]] : [])),
    );
    this.source = { schema, fragments, variableValues: variables };
  }

  root({ operation, selectionSet }: OperationDefinitionNode): Selection {
    const type = this.schema.getRootType(operation);
    // Validation accepts such an operation, and the executor would report an internal error.
    if (type == null)
      throw requestError("OPERATION_RESOLUTION_FAILURE", `There is no ${operation} here: this subgraph only reads.`);
    const fields = selectedFields(this.source, type, selectionSet);
    checkIntrospection(this.schema, fields, (on, nodes) => selectedSubfields(this.source, on, nodes));
    return this.select(type, fields, { count: 1 });
  }

  private select(type: GraphQLObjectType, fields: SelectedFields, objects: Objects): Selection {
    const selections: CostedField[] = [];
    let calls = 0;
    this.fields += fields.size;
    if (this.fields > maxFields)
      throw requestError(
        "QUERY_TOO_COMPLEX",
        `The operation has more than ${maxFields} fields. Split it into several.`,
      );
    for (const nodes of fields.values()) {
      for (const selected of this.selected(type, nodes, objects)) {
        selections.push(selected);
        calls += selected.totalCalls;
      }
    }
    return { selections, calls };
  }

  /** The field that these nodes ask for: none for introspection, several for entities. */
  private selected({ name: type }: GraphQLObjectType, nodes: readonly FieldNode[], objects: Objects): CostedField[] {
    const [node] = nodes;
    const field = node?.name.value ?? "";
    const weight = this.weights.of(type, field);
    if (node === undefined || weight === undefined) return [];
    if (field === "_entities") return this.entities(type, node, nodes);
    const length = this.length(weight.size, node);
    const own = objects.sized?.includes(field) === true ? objects.length : length;
    const count = weight.isList ? objects.count * (own ?? defaultLength) : objects.count;
    const children = this.childrenCost(weight.returnType, nodes, { count, sized: weight.size?.sized, length });
    let calls = weight === this.weights.lookup(weight.returnType.name) ? this.lookup(weight, 1) : count * weight.calls;
    for (const input of weight.inputs) calls += objects.count * inputCalls(this.argument(node, input.name), input);
    const items = length === null || weight.size?.slicing == null ? null : { requested: length, calls: children.calls };
    const [returnType, totalCalls] = [weight.returnType.name, calls + children.calls];
    return [{ type, field, node, returnType, count, items, calls, totalCalls, children: children.selections }];
  }

  /** One for each type that is asked for: they have little in common. */
  private entities(type: string, node: FieldNode, nodes: readonly FieldNode[]): CostedField[] {
    const counts = countByType(this.argument(node, "representations"));
    return [...counts].flatMap(([returnType, count]) => {
      const lookup = this.weights.lookup(returnType);
      if (lookup === undefined) return [];
      const children = this.childrenCost(lookup.returnType, nodes, { count });
      const lookups = count * lookup.inputs.reduce((sum, input) => sum + input.calls, 0);
      const calls = this.lookup(lookup, count) + lookups;
      const items = { requested: count, calls: lookups + children.calls };
      const [field, totalCalls] = [node.name.value, calls + children.calls];
      return [{ type, field, node, returnType, count, items, calls, totalCalls, children: children.selections }];
    });
  }

  /** What a lookup itself adds to those before: as a page does, it costs the same for 1 as for 100. */
  private lookup(weight: FieldWeight, count: number): number {
    const before = this.lookups.get(weight) ?? 0;
    this.lookups.set(weight, before + count);
    return weight.calls * (Math.ceil((before + count) / maxNodes) - Math.ceil(before / maxNodes));
  }

  private childrenCost(type: GraphQLNamedOutputType, nodes: readonly FieldNode[], objects: Objects): Selection {
    if (isLeafType(type)) return nothing;
    this.objects += objects.count;
    const on = (each: GraphQLObjectType) => this.select(each, selectedSubfields(this.source, each, nodes), objects);
    if (isObjectType(type)) return on(type);
    const ways = isAbstractType(type) ? this.schema.getPossibleTypes(type).map(on) : [];
    return {
      selections: ways.flatMap(({ selections }) => selections),
      calls: Math.max(0, ...ways.map(({ calls }) => calls)),
    };
  }

  private length(size: ListSize | null, node: FieldNode): number | null {
    if (size?.slicing == null) return size?.assumed ?? null;
    const asked = this.argument(node, size.slicing.name) ?? size.slicing.defaultValue;
    // Beyond these it is refused by itself, and nothing is read.
    return typeof asked === "number" ? Math.min(Math.max(asked, 0), maxNodes) : size.assumed;
  }

  private argument({ arguments: given }: FieldNode, name: string): unknown {
    const argument = given?.find((each) => each.name.value === name);
    return argument === undefined ? undefined : valueFromASTUntyped(argument.value, this.variables);
  }
}
