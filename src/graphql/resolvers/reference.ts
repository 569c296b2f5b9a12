import type { GraphQLResolveInfo } from "graphql";
import { badUserInput } from "../../ats/errors.js";
import type { EntityName } from "../../ats/provider.js";
import type { Context } from "../context.js";
import { selectsOnlyId } from "./selection.js";

/** A representation of an entity, as gateways send it. */
interface Representation {
  readonly __typename?: string;
  readonly id?: unknown;
}

/**
 * Resolves a representation of an entity. Reads the entity with `load`, unless only its id is selected: then no call is
 * made, and the id is not checked for existence. Throws BAD_USER_INPUT if the key is missing or malformed.
 */
export function resolveReference<T extends { readonly id: string }>(
  type: EntityName,
  { id }: Representation,
  context: Context,
  info: GraphQLResolveInfo,
  load: (id: string) => T | null | Promise<T | null>,
): T | null | Promise<T | null> {
  if (typeof id !== "string") throw badUserInput(`A representation of ${type} needs the key id, a string.`);
  if (!selectsOnlyId(type, info, context)) return load(id);
  return entityStub<T>(context.provider.parseId(type, id));
}

/** An entity without its other fields, for operations that select only its id. See `selectsOnlyId`. */
// eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters -- the caller knows which entity it is
export function entityStub<T extends { readonly id: string }>(id: string): T {
  return { id, remoteId: id } as unknown as T;
}
