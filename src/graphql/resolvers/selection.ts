import { type GraphQLObjectType, type GraphQLResolveInfo, isObjectType } from "graphql";
import type { EntityName } from "../../ats/provider.js";
import type { Context } from "../context.js";
import { type SelectedFields, selectedFields, selectedSubfields } from "../selected-fields.js";

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
  const selected = selectedSubfields(info, objectType(type, info), info.fieldNodes);
  const idOnly = [...selected.values()].every(([node]) => isAnsweredById(type, node?.name.value ?? "", support));
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

const siblingsByNodes = new WeakMap<GraphQLResolveInfo["fieldNodes"], SelectedFields>();

/** What is selected on the object whose field is being resolved, that field included. */
export function siblingFields(info: GraphQLResolveInfo): SelectedFields {
  const known = siblingsByNodes.get(info.fieldNodes);
  if (known !== undefined) return known;
  const way: { key: string; type: string }[] = [];
  for (let at: GraphQLResolveInfo["path"] | undefined = info.path; at !== undefined; at = at.prev) {
    // Places in lists have no type.
    if (at.typename !== undefined) way.unshift({ key: String(at.key), type: at.typename });
  }
  const root = objectType(way[0]?.type, info);
  let selected = selectedFields(info, root, info.operation.selectionSet);
  for (const [index, { key }] of way.slice(0, -1).entries()) {
    const type = objectType(way[index + 1]?.type, info);
    selected = selectedSubfields(info, type, selected.get(key) ?? []);
  }
  siblingsByNodes.set(info.fieldNodes, selected);
  return selected;
}

function objectType(name: string | undefined, { schema }: GraphQLResolveInfo): GraphQLObjectType {
  const type = schema.getType(name ?? "");
  if (!isObjectType(type)) throw new Error(`${name ?? "Nothing"} is not an object type`);
  return type;
}
