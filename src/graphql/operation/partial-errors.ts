import { GraphQLError } from "graphql";
import type { AtsError } from "../../ats/errors.js";

/**
 * Failures that cost a part of an answer without making a field null: a record left out of a list, a page that broke
 * off. They are told in `errors`, beside those of fields.
 */
export class PartialErrors {
  private readonly errors = new Map<string, GraphQLError>();

  /** Adds a failure, once however often it is met; `path` is the field whose answer is incomplete. */
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
