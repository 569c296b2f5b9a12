import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  GraphQLError,
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
// What the executor itself goes by, so that fragments, aliases and @skip mean here what they mean there.
import { collectFields, collectSubfields } from "graphql/execution/collectFields.js";
import { mostNodes } from "../../ats/page.js";
import { checkIntrospection } from "./introspection-limit.js";
import { countByType } from "./representations.js";
import { tooComplex } from "./query-too-complex.js";
import { type FieldWeight, type ListSize, type Weights, inputCalls } from "./field-weights.js";

/** A field that an operation selects, and what it comes to at the most. */
export interface Selected {
  /** The type the field is selected on. */
  readonly type: string;
  readonly field: string;
  readonly node: FieldNode;
  /** The type it gives, or gives a list of. */
  readonly gives: string;
  /** How many values it gives, all objects that it is selected on taken together. */
  readonly values: number;
  /** Where the operation says how many items it wants, by `first` or by representations: how many, and their calls. */
  readonly items: { readonly asked: number; readonly calls: number } | null;
  /** Provider calls for the field itself, and with everything that is selected under it. */
  readonly calls: number;
  readonly allCalls: number;
  readonly selections: readonly Selected[];
}

/** What an operation comes to at the most. */
export interface OperationCost {
  /** Provider calls. */
  readonly calls: number;
  /** Objects in the answer. */
  readonly objects: number;
  readonly selections: readonly Selected[];
}

// More than anybody writes. The fields of a fragment count wherever it is put in.
const mostFields = 10_000;

// For lists whose length the schema does not say: mail addresses, phone numbers, the field-support matrix.
const usualLength = 3;

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
  const reader = new Reader(schema, weights, document, variables);
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
  readonly selections: readonly Selected[];
  readonly calls: number;
}

const nothing: Selection = { selections: [], calls: 0 };

class Reader {
  objects = 0;
  private fields = 0;
  private readonly fragments: Record<string, FragmentDefinitionNode>;
  /** How many objects are looked up, by the field that does it. */
  private readonly lookups = new Map<FieldWeight, number>();

  constructor(
    private readonly schema: GraphQLSchema,
    private readonly weights: Weights,
    document: DocumentNode,
    private readonly variables: Readonly<Record<string, unknown>>,
  ) {
    this.fragments = Object.fromEntries(
      document.definitions.flatMap((node) => (node.kind === Kind.FRAGMENT_DEFINITION ? [[node.name.value, node]] : [])),
    );
  }

  root({ operation, selectionSet }: OperationDefinitionNode): Selection {
    const type = this.schema.getRootType(operation);
    if (type == null) throw nothingToRun(operation);
    const fields = collectFields(this.schema, this.fragments, this.variables, type, selectionSet);
    checkIntrospection(this.schema, fields, (on, nodes) => this.subfields(on, nodes));
    return this.select(type, fields, { count: 1 });
  }

  private select(
    type: GraphQLObjectType,
    fields: ReadonlyMap<string, readonly FieldNode[]>,
    objects: Objects,
  ): Selection {
    const selections: Selected[] = [];
    let calls = 0;
    this.fields += fields.size;
    if (this.fields > mostFields)
      throw tooComplex(`The operation has more than ${mostFields} fields. Split it into several.`);
    for (const nodes of fields.values()) {
      for (const selected of this.selected(type, nodes, objects)) {
        selections.push(selected);
        calls += selected.allCalls;
      }
    }
    return { selections, calls };
  }

  /** The field that these nodes ask for: none for introspection, several for entities. */
  private selected({ name: type }: GraphQLObjectType, nodes: readonly FieldNode[], objects: Objects): Selected[] {
    const [node] = nodes;
    const field = node?.name.value ?? "";
    const weight = this.weights.of(type, field);
    if (node === undefined || weight === undefined) return [];
    if (field === "_entities") return this.entities(type, node, nodes);
    const length = this.length(weight.size, node);
    const own = objects.sized?.includes(field) === true ? objects.length : length;
    const values = weight.isList ? objects.count * (own ?? usualLength) : objects.count;
    const under = this.under(weight.gives, nodes, { count: values, sized: weight.size?.sized, length });
    let calls = weight === this.weights.lookup(weight.gives.name) ? this.lookup(weight, 1) : values * weight.calls;
    for (const input of weight.inputs) calls += objects.count * inputCalls(this.argument(node, input.name), input);
    const items = length === null || weight.size?.slicing == null ? null : { asked: length, calls: under.calls };
    const [gives, allCalls] = [weight.gives.name, calls + under.calls];
    return [{ type, field, node, gives, values, items, calls, allCalls, selections: under.selections }];
  }

  /** One for each type that is asked for: they have little in common. */
  private entities(type: string, node: FieldNode, nodes: readonly FieldNode[]): Selected[] {
    const counts = countByType(this.argument(node, "representations"));
    return [...counts].flatMap(([gives, values]) => {
      const lookup = this.weights.lookup(gives);
      if (lookup === undefined) return [];
      const under = this.under(lookup.gives, nodes, { count: values });
      const lookups = values * lookup.inputs.reduce((sum, input) => sum + input.calls, 0);
      const calls = this.lookup(lookup, values) + lookups;
      const items = { asked: values, calls: lookups + under.calls };
      const [field, allCalls] = [node.name.value, calls + under.calls];
      return [{ type, field, node, gives, values, items, calls, allCalls, selections: under.selections }];
    });
  }

  /** What a lookup itself adds to those before: as a page does, it costs the same for 1 as for 100. */
  private lookup(weight: FieldWeight, count: number): number {
    const before = this.lookups.get(weight) ?? 0;
    this.lookups.set(weight, before + count);
    return weight.calls * (Math.ceil((before + count) / mostNodes) - Math.ceil(before / mostNodes));
  }

  private under(type: GraphQLNamedOutputType, nodes: readonly FieldNode[], objects: Objects): Selection {
    if (isLeafType(type)) return nothing;
    this.objects += objects.count;
    const on = (each: GraphQLObjectType) => this.select(each, this.subfields(each, nodes), objects);
    if (isObjectType(type)) return on(type);
    const ways = isAbstractType(type) ? this.schema.getPossibleTypes(type).map(on) : [];
    return {
      selections: ways.flatMap(({ selections }) => selections),
      calls: Math.max(0, ...ways.map(({ calls }) => calls)),
    };
  }

  private subfields(type: GraphQLObjectType, nodes: readonly FieldNode[]): ReadonlyMap<string, readonly FieldNode[]> {
    return collectSubfields(this.schema, this.fragments, this.variables, type, nodes);
  }

  private length(size: ListSize | null, node: FieldNode): number | null {
    if (size?.slicing == null) return size?.assumed ?? null;
    const asked = this.argument(node, size.slicing.name) ?? size.slicing.usual;
    // Beyond these it is refused by itself, and nothing is read.
    return typeof asked === "number" ? Math.min(Math.max(asked, 0), mostNodes) : size.assumed;
  }

  private argument({ arguments: given }: FieldNode, name: string): unknown {
    const argument = given?.find((each) => each.name.value === name);
    return argument === undefined ? undefined : valueFromASTUntyped(argument.value, this.variables);
  }
}

/** The rules of validation let it pass, and the executor takes it for a fault of the server's. */
function nothingToRun(operation: string): GraphQLError {
  return new GraphQLError(`There is no ${operation} here: this subgraph only reads.`, {
    extensions: { code: "OPERATION_RESOLUTION_FAILURE", http: { status: 400 } },
  });
}
