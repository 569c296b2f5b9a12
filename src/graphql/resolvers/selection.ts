import { type FieldNode, type GraphQLObjectType, type GraphQLResolveInfo, isObjectType } from "graphql";
// What the executor itself goes by, so that fragments, aliases and @skip mean here what they mean there.
import { collectFields, collectSubfields } from "graphql/execution/collectFields.js";
import type { EntityName } from "../../ats/provider.js";
import type { Context } from "../context.js";

/** Fields of an entity that need nothing but its id: of what was not read, `asOf` is null, and `missing` says little. */
const fieldsAnsweredById: Readonly<Partial<Record<EntityName, readonly string[]>>> = {
  Candidate: ["id", "remoteId", "asOf", "missing"],
  Application: ["id", "asOf", "missing"],
  Job: ["id", "remoteId", "asOf", "missing"],
  Stage: ["id", "remoteId", "asOf", "missing"],
  Offer: ["id", "asOf", "missing"],
};

/**
 * Whether the field being resolved asks its entity for nothing that the id does not answer: then nothing need be read.
 * What the provider cannot fill is null either way.
 */
export function selectsOnlyId(type: EntityName, info: GraphQLResolveInfo, { support }: Context): boolean {
  const known = idOnlyByNodes.get(info.fieldNodes)?.get(type);
  if (known !== undefined) return known;
  const idOnly = selectedFields(type, info).every((field) => isAnsweredById(type, field, support));
  idOnlyByNodes.set(info.fieldNodes, new Map(idOnlyByNodes.get(info.fieldNodes)).set(type, idOnly));
  return idOnly;
}

/** Whether a field of an entity, or of anything else, needs nothing but the entity's id. */
export function isAnsweredById(type: string, field: string, support: Context["support"]): boolean {
  return (
    field === "__typename" ||
    fieldsAnsweredById[type as EntityName]?.includes(field) === true ||
    support.isUnsupported(type, field)
  );
}

// The executor keeps a field's nodes as one array for all items of a list.
const idOnlyByNodes = new WeakMap<GraphQLResolveInfo["fieldNodes"], Map<EntityName, boolean>>();

function selectedFields(type: EntityName, info: GraphQLResolveInfo): readonly string[] {
  const { schema, fragments, variableValues, fieldNodes } = info;
  const nodes = collectSubfields(schema, fragments, variableValues, objectType(type, info), fieldNodes);
  return [...nodes.values()].flatMap(([node]) => (node === undefined ? [] : node.name.value));
}

/** The fields selected on one object, fragments and conditions resolved, by their names in the response. */
export type SelectedFields = ReadonlyMap<string, readonly FieldNode[]>;

const siblingsByNodes = new WeakMap<GraphQLResolveInfo["fieldNodes"], SelectedFields>();

/** What is selected on the object whose field is being resolved, that field included. */
export function siblingFields(info: GraphQLResolveInfo): SelectedFields {
  const known = siblingsByNodes.get(info.fieldNodes);
  if (known !== undefined) return known;
  const { schema, fragments, variableValues, operation } = info;
  const way: { key: string; type: string }[] = [];
  for (let at: GraphQLResolveInfo["path"] | undefined = info.path; at !== undefined; at = at.prev) {
    // Places in lists have no type.
    if (at.typename !== undefined) way.unshift({ key: String(at.key), type: at.typename });
  }
  const root = objectType(way[0]?.type, info);
  let selected: SelectedFields = collectFields(schema, fragments, variableValues, root, operation.selectionSet);
  for (const [index, { key }] of way.slice(0, -1).entries()) {
    const type = objectType(way[index + 1]?.type, info);
    selected = collectSubfields(schema, fragments, variableValues, type, selected.get(key) ?? []);
  }
  siblingsByNodes.set(info.fieldNodes, selected);
  return selected;
}

function objectType(name: string | undefined, { schema }: GraphQLResolveInfo): GraphQLObjectType {
  const type = schema.getType(name ?? "");
  if (!isObjectType(type)) throw new Error(`${name ?? "Nothing"} is not an object type`);
  return type;
}
