/**
 * Resolvers of a type whose parent is a `Model`: every field that the model lacks must have one, so that a forgotten
 * field is a compile error and not a silent null. `Unsupported` names the fields that the schema's directive answers.
 */
export type RequiredResolvers<R, Model, Unsupported extends keyof R = never> = Omit<R, Unsupported> &
  Required<Pick<R, Exclude<keyof R, keyof Model | Unsupported | "__isTypeOf">>>;
