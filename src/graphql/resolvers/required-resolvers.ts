/**
 * The resolvers of a type whose parent is a `Model`. A field that the model lacks must have a resolver: a forgotten one is
 * a compile error, where otherwise the field would be null. `entities.ts` resolves references.
 */
export type RequiredResolvers<R, Model> = R &
  Required<Pick<R, Exclude<keyof R, keyof Model | "__isTypeOf" | "__resolveReference">>>;
