import type { GraphQLResolveInfo } from "graphql";
import { badUserInput } from "../../ats/errors.js";
import type { EntityName } from "../../ats/provider.js";
import type { Context } from "../context.js";
import { selectsOnlyId } from "./selection.js";

/** A representation of an entity, as a gateway sends it. */
interface Representation {
  readonly __typename?: string;
  readonly id?: unknown;
}

/**
 * The entity that a gateway's representation stands for: read with `load`, unless only its key is asked for; that it
 * exists is then the word of the subgraph that named it. Rejects with BAD_USER_INPUT where the key is missing or cannot
 * be ours. Async: a representation that throws at once would take the others of its request with it.
 */
export async function resolveReference<T extends { readonly id: string }>(
  type: EntityName,
  { id }: Representation,
  context: Context,
  info: GraphQLResolveInfo,
  load: (id: string) => T | null | Promise<T | null>,
): Promise<T | null> {
  if (typeof id !== "string") throw badUserInput(`A representation of ${type} needs its key: id, a string.`);
  if (!selectsOnlyId(type, info, context)) return load(id);
  context.provider.checkId(type, id);
  return entityStub<T>(id);
}

/** An entity of which only the id is asked for, see `selectsOnlyId`: no resolver looks for the rest. */
// eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters -- the caller knows which entity it is
export function entityStub<T extends { readonly id: string }>(id: string): T {
  return { id, remoteId: id } as unknown as T;
}
