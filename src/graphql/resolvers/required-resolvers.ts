/**
 * Resolvers of a type whose parent is a `Model`: every field that the model lacks must have one, so that a forgotten
 * field is a compile error and not a silent null.
 */
export type RequiredResolvers<R, Model> = R & Required<Pick<R, Exclude<keyof R, keyof Model | "__isTypeOf">>>;
