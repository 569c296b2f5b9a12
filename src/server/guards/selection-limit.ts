import { type DocumentNode, parse } from "graphql";
import { tooComplexToValidate } from "../../graphql/limits/merged-selections.js";
import { HttpError } from "../errors/http-error.js";

/**
 * Throws QUERY_TOO_COMPLEX for an operation whose validation could block the process, because it repeats fields, fragments or
 * operations too often. The number of its tokens must be limited already. Text that is not GraphQL is accepted, because
 * Apollo Server explains what is wrong with it.
 */
export function checkSelections(text: string): void {
  const document = parsed(text);
  const problem = document && tooComplexToValidate(document);
  if (problem !== undefined) throw new HttpError("QUERY_TOO_COMPLEX", problem);
}

function parsed(text: string): DocumentNode | undefined {
  try {
    return parse(text, { noLocation: true });
  } catch {
    return undefined;
  }
}
