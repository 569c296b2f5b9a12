import { Lexer, Source, TokenKind } from "graphql";
import { HttpError } from "../errors/http-error.js";

const opening = new Set<string>([TokenKind.BRACE_L, TokenKind.BRACKET_L, TokenKind.PAREN_L]);
const closing = new Set<string>([TokenKind.BRACE_R, TokenKind.BRACKET_R, TokenKind.PAREN_R]);

// The parser and the validation rules are recursive: some thousand levels of brackets overflow their stack. This counts all
// brackets: of selections, arguments, lists and objects.
const maxBrackets = 500;

// A response repeats the names of fields and aliases for each record.
const maxNameLength = 256;

/**
 * Throws QUERY_TOO_COMPLEX for an operation with more than `max` tokens, with brackets nested too deeply or with a
 * name that is too long, before it is parsed. Text that is not GraphQL is accepted, because the parser explains what is wrong with it.
 */
export function checkTokens(text: string, max: number): void {
  const lexer = new Lexer(new Source(text));
  let [tokens, brackets] = [0, 0];
  for (;;) {
    let kind, value;
    try {
      ({ kind, value } = lexer.advance());
    } catch {
      return;
    }
    if (kind === TokenKind.EOF) return;
    tokens += 1;
    if (opening.has(kind)) brackets += 1;
    if (closing.has(kind)) brackets -= 1;
    if (kind === TokenKind.NAME && value.length > maxNameLength)
      throw tooLarge(`The operation has a name of more than ${maxNameLength} characters.`);
    if (tokens > max)
      throw tooLarge(
        `The operation has more tokens than MAX_QUERY_TOKENS (${max}) allows. Split it, or use variables.`,
      );
    if (brackets > maxBrackets) throw tooLarge(`The operation nests brackets more than ${maxBrackets} levels deep.`);
  }
}

function tooLarge(message: string): HttpError {
  return new HttpError("QUERY_TOO_COMPLEX", message);
}
