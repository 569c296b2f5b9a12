import { badUserInput } from "../ats/errors.js";

/**
 * The id a gateway's representation of an entity names. Throws BAD_USER_INPUT where it names none: resolvers that call
 * it are async, because a reference that throws at once would take the others of its request with it.
 */
export function referenceId(reference: { readonly __typename?: string; readonly id?: unknown }): string {
  if (typeof reference.id === "string") return reference.id;
  throw badUserInput(`A representation of ${reference.__typename ?? "an entity"} needs its key: id, a string.`);
}
