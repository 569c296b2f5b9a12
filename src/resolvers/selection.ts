import { type GraphQLResolveInfo, isObjectType } from "graphql";
// What the executor itself goes by, so that fragments, aliases and @skip mean here what they mean there.
import { collectSubfields } from "graphql/execution/collectFields.js";
import type { EntityName } from "../ats/provider.js";
import type { Context } from "../context.js";

/** Fields of an entity that its id alone answers. */
const heldWithId: Readonly<Record<EntityName, readonly string[]>> = {
  Candidate: ["id", "remoteId"],
  Application: ["id"],
  Job: ["id", "remoteId"],
  Stage: ["id", "remoteId"],
  Offer: ["id"],
};

/**
 * Whether the field being resolved asks its entity for nothing that the id does not answer: then nothing need be read.
 * What the provider cannot fill is null either way.
 */
export function asksForIdOnly(type: EntityName, info: GraphQLResolveInfo, { support }: Context): boolean {
  const known = seen.get(info.fieldNodes)?.get(type);
  if (known !== undefined) return known;
  const held = heldWithId[type];
  const idOnly = selectedFields(type, info).every(
    (field) =>
      field === "__typename" ||
      held.includes(field) ||
      support.some((each) => each.type === type && each.field === field && each.level === "UNSUPPORTED"),
  );
  seen.set(info.fieldNodes, new Map(seen.get(info.fieldNodes)).set(type, idOnly));
  return idOnly;
}

// The executor keeps a field's nodes as one array for all items of a list.
const seen = new WeakMap<GraphQLResolveInfo["fieldNodes"], Map<EntityName, boolean>>();

function selectedFields(type: EntityName, info: GraphQLResolveInfo): readonly string[] {
  const { schema, fragments, variableValues, fieldNodes } = info;
  const definition = schema.getType(type);
  if (!isObjectType(definition)) throw new Error(`${type} is not an object type`);
  const nodes = collectSubfields(schema, fragments, variableValues, definition, fieldNodes);
  return [...nodes.values()].flatMap(([node]) => (node === undefined ? [] : node.name.value));
}
