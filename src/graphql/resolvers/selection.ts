import {
  type FieldNode,
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLObjectType,
  type GraphQLResolveInfo,
  getNamedType,
  isObjectType,
} from "graphql";
import type { EntityName } from "../../ats/provider.js";
import type { Context } from "../context.js";
import { type SelectedFields, selectedFields, selectedSubfields } from "../selected-fields.js";

/** Fields of an entity that need only its id. */
const fieldsAnsweredById: Readonly<Partial<Record<EntityName, readonly string[]>>> = {
  Candidate: ["id", "remoteId"],
  Application: ["id"],
  Job: ["id", "remoteId"],
  Stage: ["id", "remoteId"],
  Offer: ["id"],
};

/**
 * Whether the current field selects only fields of its entity that need no more than the id, so that no call is necessary.
 * Fields that the provider cannot fill count as such, because they are always null.
 */
export function selectsOnlyId(type: EntityName, info: GraphQLResolveInfo, { support }: Context): boolean {
  const known = idOnlyByNodes.get(info.fieldNodes)?.get(type);
  if (known !== undefined) return known;
  const selected = selectedSubfields(info, objectType(type, info), info.fieldNodes);
  const idOnly = [...selected.values()].every(([node]) => isAnsweredById(type, node?.name.value ?? "", support));
  idOnlyByNodes.set(info.fieldNodes, new Map(idOnlyByNodes.get(info.fieldNodes)).set(type, idOnly));
  return idOnly;
}

/** Whether a field needs no more than the id of its object. */
export function isAnsweredById(type: string, field: string, support: Context["support"]): boolean {
  return (
    field === "__typename" ||
    fieldsAnsweredById[type as EntityName]?.includes(field) === true ||
    support.isUnsupported(type, field)
  );
}

// The executor uses the same array of nodes for all items of a list.
const idOnlyByNodes = new WeakMap<GraphQLResolveInfo["fieldNodes"], Map<EntityName, boolean>>();

const siblingsByNodes = new WeakMap<GraphQLResolveInfo["fieldNodes"], SelectedFields>();

/** The fields that are selected on the same object as the current field, with that field. */
export function siblingFields(info: GraphQLResolveInfo): SelectedFields {
  const known = siblingsByNodes.get(info.fieldNodes);
  if (known !== undefined) return known;
  const steps: { key: string; type: string }[] = [];
  for (let at: GraphQLResolveInfo["path"] | undefined = info.path; at !== undefined; at = at.prev) {
    // An index of a list has no type.
    if (at.typename !== undefined) steps.unshift({ key: String(at.key), type: at.typename });
  }
  const root = objectType(steps[0]?.type, info);
  let selected = selectedFields(info, root, info.operation.selectionSet);
  for (const [index, { key }] of steps.slice(0, -1).entries()) {
    const type = objectType(steps[index + 1]?.type, info);
    selected = selectedSubfields(info, type, selected.get(key) ?? []);
  }
  siblingsByNodes.set(info.fieldNodes, selected);
  return selected;
}

/** Whether the current field selects a field at this path below it. */
export function selectsPath(info: GraphQLResolveInfo, path: readonly string[]): boolean {
  let nodes: readonly FieldNode[] = info.fieldNodes;
  let type: GraphQLNamedType = getNamedType(info.returnType);
  for (const name of path) {
    if (!isObjectType(type)) return false;
    nodes = [...selectedSubfields(info, type, nodes).values()].flat().filter((node) => node.name.value === name);
    const field: GraphQLField<unknown, unknown> | undefined = type.getFields()[name];
    if (nodes.length === 0 || field === undefined) return false;
    type = getNamedType(field.type);
  }
  return true;
}

function objectType(name: string | undefined, { schema }: GraphQLResolveInfo): GraphQLObjectType {
  const type = schema.getType(name ?? "");
  if (!isObjectType(type)) throw new Error(`The schema has no object type ${name ?? ""}`);
  return type;
}
