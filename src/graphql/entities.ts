import {
  type GraphQLFieldResolver,
  type GraphQLObjectType,
  type GraphQLResolveInfo,
  type GraphQLSchema,
  isAbstractType,
  isObjectType,
} from "graphql";
import { asError, badUserInput } from "../ats/errors.js";
import type { EntityName } from "../ats/provider.js";
import type { Context } from "./context.js";
import type { Entities } from "./loaders.js";
import { entitiesByIds, idOfReference } from "./resolvers/reference.js";

/**
 * Replaces the resolver of `_entities`. That of `@apollo/subgraph` throws for an invalid representation, and so loses the
 * results of all others. It also makes several promises for each entity. Here an invalid representation makes only its own
 * result null, and the entities of a type are loaded together.
 */
export function resolveEntities(schema: GraphQLSchema): GraphQLSchema {
  const field = schema.getQueryType()?.getFields()._entities;
  if (field === undefined) throw new Error("The schema has no entities");
  const resolve: GraphQLFieldResolver<unknown, Context, { representations: readonly unknown[] }> = (
    _root,
    { representations },
    context,
    info,
  ) => {
    context.recordTags?.addRepresentations(representations);
    return entitiesOf(representations, context, info);
  };
  field.resolve = resolve as GraphQLFieldResolver<unknown, unknown>;
  return schema;
}

/** The entities that are named as one type, and their places among the representations. */
interface Named {
  readonly ids: string[];
  readonly places: number[];
}

function entitiesOf(
  representations: readonly unknown[],
  context: Context,
  info: GraphQLResolveInfo,
): unknown[] | Promise<unknown[]> {
  const byType = new Map<EntityName, Named>();
  const entities: unknown[] = representations.map((representation, place) => {
    try {
      const type = typenameOf(representation, info.schema);
      const id = idOfReference(type, representation as object, context);
      const named = byType.get(type) ?? { ids: [], places: [] };
      byType.set(type, named);
      named.ids.push(id);
      named.places.push(place);
      return null;
    } catch (error) {
      return asError(error);
    }
  });
  for (const [type, { ids, places }] of byType) {
    restrictCaching(type, info);
    const add = (found: Entities) => {
      places.forEach((place, index) => {
        entities[place] = withTypename(found[index], type);
      });
      return entities;
    };
    const found = entitiesByIds(type, ids, context, info);
    if (!(found instanceof Promise)) add(found);
    else if (byType.size === 1) return found.then(add);
    // The fields of one type do not wait for the entities of another one.
    else
      places.forEach((place, index) => {
        entities[place] = found.then((all) => withTypename(all[index], type));
      });
  }
  return entities;
}

/** What Apollo Server's plugin for `cache-control` adds to `info`. */
interface CacheControl {
  readonly cacheHint: { restrict(hint: object): void };
  cacheHintFromType(type: GraphQLObjectType): object | undefined;
}

/** Restricts the caching of the answer by the hint of a type, which the field's own type does not have. */
function restrictCaching(type: EntityName, info: GraphQLResolveInfo & { readonly cacheControl?: CacheControl }): void {
  const hint = info.cacheControl?.cacheHintFromType(info.schema.getType(type) as GraphQLObjectType);
  if (hint !== undefined) info.cacheControl?.cacheHint.restrict(hint);
}

/** The type that a representation names. Throws BAD_USER_INPUT if it is not an entity. */
function typenameOf(representation: unknown, schema: GraphQLSchema): EntityName {
  const name = (representation as { __typename?: unknown } | null | undefined)?.__typename;
  if (!isEntityName(name, schema))
    throw badUserInput("A representation needs the __typename of an entity of this subgraph.");
  return name;
}

/** Whether a value is the name of an entity of the schema. */
export function isEntityName(name: unknown, schema: GraphQLSchema): name is EntityName {
  if (typeof name !== "string") return false;
  const [type, entities] = [schema.getType(name), schema.getType("_Entity")];
  return isObjectType(type) && isAbstractType(entities) && schema.isSubType(entities, type);
}

/** Adds the type to an entity, by which `_Entity` finds it. */
function withTypename(entity: unknown, type: EntityName): unknown {
  if (entity instanceof Promise) return entity.then((found: unknown) => withTypename(found, type));
  if (entity === null || entity instanceof Error) return entity;
  return Object.defineProperty(entity as object, "__typename", { value: type });
}
