import type { GraphQLResolveInfo } from "graphql";
import { badUserInput } from "../../ats/errors.js";
import type { EntityName } from "../../ats/provider.js";
import type { Context } from "../context.js";
import type { Entities } from "../loaders.js";
import { selectsOnlyId } from "./selection.js";

/** The id in a representation of an entity. Throws BAD_USER_INPUT if it is missing or malformed. */
export function idOfReference(type: EntityName, { id }: { readonly id?: unknown }, { provider }: Context): string {
  if (typeof id !== "string") throw badUserInput(`A representation of ${type} needs the key id, a string.`);
  return provider.parseId(type, id);
}

/**
 * The entities of one type with these ids, in their order. They are loaded together, unless only their ids are selected:
 * then no call is made, and the ids are not checked for existence.
 */
export function entitiesByIds(
  type: EntityName,
  ids: readonly string[],
  context: Context,
  info: GraphQLResolveInfo,
): Entities | Promise<Entities> {
  return selectsOnlyId(type, info, context) ? ids.map((id) => entityStub(id)) : context.loaders.entities[type](ids);
}

/** An entity without its other fields, for operations that select only its id. See `selectsOnlyId`. */
// eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters -- the caller knows which entity it is
export function entityStub<T extends { readonly id: string }>(id: string): T {
  return { id, remoteId: id } as unknown as T;
}
