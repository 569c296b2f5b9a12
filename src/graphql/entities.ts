import { type GraphQLFieldResolver, type GraphQLSchema, isAbstractType, isObjectType } from "graphql";
import { asError, badUserInput } from "../ats/errors.js";
import type { Context } from "./context.js";

/**
 * Changes the resolver of `_entities` so that an invalid representation makes only its own result null. The resolver of
 * `@apollo/subgraph` throws, and so loses the results of all other representations.
 */
export function isolateEntities(schema: GraphQLSchema): GraphQLSchema {
  const field = schema.getQueryType()?.getFields()._entities;
  const resolve = field?.resolve as GraphQLFieldResolver<unknown, Context, { representations: unknown[] }> | undefined;
  if (field === undefined || resolve === undefined) throw new Error("The schema has no entities");
  const isolated: typeof resolve = (source, { representations }, context, info) => {
    context.recordTags?.addRepresentations(representations);
    return representations.map((representation) => {
      try {
        checkTypename(representation, schema);
        const [entity] = resolve(source, { representations: [representation] }, context, info) as unknown[];
        return entity;
      } catch (error) {
        return asError(error);
      }
    });
  };
  field.resolve = isolated as GraphQLFieldResolver<unknown, unknown>;
  return schema;
}

function checkTypename(representation: unknown, schema: GraphQLSchema): void {
  const name = (representation as { __typename?: unknown } | null | undefined)?.__typename;
  if (!isEntityName(name, schema))
    throw badUserInput("A representation needs the __typename of an entity of this subgraph.");
}

/** Whether a value is the name of an entity of the schema. */
export function isEntityName(name: unknown, schema: GraphQLSchema): boolean {
  if (typeof name !== "string") return false;
  const [type, entities] = [schema.getType(name), schema.getType("_Entity")];
  return isObjectType(type) && isAbstractType(entities) && schema.isSubType(entities, type);
}
