import { GraphQLError } from "graphql";
import type { AtsError } from "../../ats/errors.js";

/**
 * The errors of one operation that make a result incomplete without making a field null, such as a record that is left
 * out of a list, or a page that ends early. They appear in `errors` with the errors of fields.
 */
export class PartialErrors {
  private readonly errors = new Map<string, GraphQLError>();

  /** Adds an error, and the same error only once. `path` is the path of the incomplete field. */
  add(error: AtsError, path?: readonly (string | number)[]): void {
    const key = JSON.stringify([error.code, error.message, path]);
    if (!this.errors.has(key)) {
      this.errors.set(key, new GraphQLError(error.message, { path, originalError: error }));
    }
  }

  all(): readonly GraphQLError[] {
    return [...this.errors.values()];
  }
}
