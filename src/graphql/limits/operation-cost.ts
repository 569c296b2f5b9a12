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
import { CountingWeight } from "./counting-fields.js";
import { LookupCounter } from "./lookup-counter.js";
import { countByType } from "./representations.js";
import { type ListSize, type Weights, inputCalls } from "./field-weights.js";

/** A selected field and its greatest possible cost. */
export interface CostedField {
  /** The type the field is selected on. */
  readonly type: string;
  readonly field: string;
  readonly node: FieldNode;
  /** The type of its values, without list and non-null. */
  readonly returnType: string;
  /** The number of its values, summed over all objects on which the field is selected. */
  readonly count: number;
  /** The number of items that `first` or the representations request, and their calls. Null for other fields. */
  readonly items: { readonly requested: number; readonly calls: number } | null;
  /** Provider calls for the field itself. */
  readonly calls: number;
  /** Provider calls for the field and all its subfields. */
  readonly totalCalls: number;
  readonly children: readonly CostedField[];
}

/** The greatest possible cost of an operation. */
export interface OperationCost {
  /** Provider calls. */
  readonly calls: number;
  /** Objects in the result. */
  readonly objects: number;
  readonly selections: readonly CostedField[];
  /** The fields of the operation, those of introspection included. */
  readonly root: SelectedFields;
}

// More than any real operation has. The fields of a fragment count at each place where the fragment is spread.
const maxFields = 10_000;

// For lists without a length in the schema: mail addresses, phone numbers, the field-support matrix.
const defaultLength = 3;

/**
 * Computes the cost of an operation from the weights of the schema, without regard to caches. `variables` must be coerced.
 * Objects that are found by id are looked up together, whether fields of Query or representations of entities name them:
 * the weight of the field counts once for 100 objects, and the weight of `id` for each object. Throws QUERY_TOO_COMPLEX
 * for an operation with too many fields, and OPERATION_RESOLUTION_FAILURE for a mutation or a subscription.
 */
export function operationCost(
  schema: GraphQLSchema,
  weights: Weights,
  document: DocumentNode,
  operation: OperationDefinitionNode,
  variables: Readonly<Record<string, unknown>>,
): OperationCost {
  const calculator = new CostCalculator(schema, weights, document, variables);
  const { calls, selections, root } = calculator.rootCost(operation);
  return { calls, objects: calculator.objects, selections, root };
}

/** All objects that one field of the operation returns. Other fields are selected on them. */
interface Objects {
  readonly count: number;
  /** The fields whose lists have the length that an argument of the parent field sets. */
  readonly sized?: readonly string[] | undefined;
  readonly length?: number | null;
}

/** The fields that are selected on objects, and the sum of their calls. */
interface SelectionCost {
  readonly selections: readonly CostedField[];
  readonly calls: number;
}

const noCost: SelectionCost = { selections: [], calls: 0 };

class CostCalculator {
  objects = 0;
  private fields = 0;
  private readonly source: SelectionSource;
  private readonly lookups = new LookupCounter();
  private readonly counting = new CountingWeight();

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

  rootCost({ operation, selectionSet }: OperationDefinitionNode): SelectionCost & { readonly root: SelectedFields } {
    const type = this.schema.getRootType(operation);
    // Validation accepts such an operation, and the executor would report an internal error.
    if (type == null)
      throw requestError("OPERATION_RESOLUTION_FAILURE", `There is no ${operation} here: this subgraph only reads.`);
    const fields = selectedFields(this.source, type, selectionSet);
    checkIntrospection(this.source, fields);
    return { ...this.selectionCost(type, fields, { count: 1 }), root: fields };
  }

  private selectionCost(type: GraphQLObjectType, fields: SelectedFields, objects: Objects): SelectionCost {
    const selections: CostedField[] = [];
    let calls = 0;
    this.fields += fields.size;
    if (this.fields > maxFields)
      throw requestError(
        "QUERY_TOO_COMPLEX",
        `The operation has more than ${maxFields} fields. Split it into several.`,
      );
    for (const nodes of fields.values()) {
      for (const selected of this.fieldCosts(type, nodes, objects)) {
        selections.push(selected);
        calls += selected.totalCalls;
      }
    }
    return { selections, calls };
  }

  /** The cost of the field of these nodes: nothing for introspection, one entry for each type of entities. */
  private fieldCosts({ name: type }: GraphQLObjectType, nodes: readonly FieldNode[], objects: Objects): CostedField[] {
    const [node] = nodes;
    const field = node?.name.value ?? "";
    const weight = this.weights.of(type, field);
    if (node === undefined || weight === undefined) return [];
    if (field === "_entities") return this.entityCosts(type, node, nodes);
    const length = this.length(weight.size, node);
    const own = objects.sized?.includes(field) === true ? objects.length : length;
    const count = weight.isList ? objects.count * (own ?? defaultLength) : objects.count;
    const children = this.childrenCost(weight.returnType, nodes, { count, sized: weight.size?.sized, length });
    const isLookup = weight === this.weights.lookup(weight.returnType.name);
    let calls = isLookup ? this.lookups.add(weight, 1) : (this.counting.add(type, field) ?? count * weight.calls);
    for (const input of weight.inputs) calls += objects.count * inputCalls(this.argument(node, input.name), input);
    const items = length === null || weight.size?.slicing == null ? null : { requested: length, calls: children.calls };
    const [returnType, totalCalls] = [weight.returnType.name, calls + children.calls];
    return [{ type, field, node, returnType, count, items, calls, totalCalls, children: children.selections }];
  }

  /** One entry for each type, because the types have different fields and weights. */
  private entityCosts(type: string, node: FieldNode, nodes: readonly FieldNode[]): CostedField[] {
    const counts = countByType(this.argument(node, "representations"));
    return [...counts].flatMap(([returnType, count]) => {
      const lookup = this.weights.lookup(returnType);
      if (lookup === undefined) return [];
      const children = this.childrenCost(lookup.returnType, nodes, { count });
      const idCalls = count * lookup.inputs.reduce((sum, input) => sum + input.calls, 0);
      const calls = this.lookups.add(lookup, count) + idCalls;
      const items = { requested: count, calls: idCalls + children.calls };
      const [field, totalCalls] = [node.name.value, calls + children.calls];
      return [{ type, field, node, returnType, count, items, calls, totalCalls, children: children.selections }];
    });
  }

  private childrenCost(type: GraphQLNamedOutputType, nodes: readonly FieldNode[], objects: Objects): SelectionCost {
    if (isLeafType(type)) return noCost;
    this.objects += objects.count;
    const costOn = (each: GraphQLObjectType) =>
      this.selectionCost(each, selectedSubfields(this.source, each, nodes), objects);
    if (isObjectType(type)) return costOn(type);
    const costs = isAbstractType(type) ? this.schema.getPossibleTypes(type).map(costOn) : [];
    return {
      selections: costs.flatMap(({ selections }) => selections),
      calls: Math.max(0, ...costs.map(({ calls }) => calls)),
    };
  }

  private length(size: ListSize | null, node: FieldNode): number | null {
    if (size?.slicing == null) return size?.assumed ?? null;
    const requested = this.argument(node, size.slicing.name) ?? size.slicing.defaultValue;
    // The resolver refuses a number outside of this range without a call.
    return typeof requested === "number" ? Math.min(Math.max(requested, 0), maxNodes) : size.assumed;
  }

  private argument({ arguments: given }: FieldNode, name: string): unknown {
    const argument = given?.find((each) => each.name.value === name);
    return argument === undefined ? undefined : valueFromASTUntyped(argument.value, this.variables);
  }
}
