import type { FastifyRequest } from "fastify";
import { Lexer, Source, TokenKind } from "graphql";
import { HttpError } from "../errors/http-error.js";

const opening = new Set<string>([TokenKind.BRACE_L, TokenKind.BRACKET_L, TokenKind.PAREN_L]);
const closing = new Set<string>([TokenKind.BRACE_R, TokenKind.BRACKET_R, TokenKind.PAREN_R]);

// Of fields, types and values alike. The parser and the rules of validation go down by recursion: some thousand levels of
// brackets end them.
const maxBrackets = 500;

/**
 * A hook that refuses a text with more tokens than `most`, or with brackets nested too deep, before it is parsed. What is
 * wrong with a text that is none of GraphQL is left for the parser to say.
 */
export function limitTokens(max: number): (request: FastifyRequest) => Promise<void> {
  return async (request) => {
    for (const text of textsOf(request)) checkTokens(text, max);
  };
}

/** Where Apollo Server looks for it. */
function textsOf({ method, url, body }: FastifyRequest): string[] {
  if (method === "GET") return new URLSearchParams(url.replace(/^[^?]*/, "")).getAll("query");
  const { query } = (body ?? {}) as { query?: unknown };
  return typeof query === "string" ? [query] : [];
}

function checkTokens(text: string, max: number): void {
  const lexer = new Lexer(new Source(text));
  let [tokens, brackets] = [0, 0];
  for (;;) {
    let kind;
    try {
      ({ kind } = lexer.advance());
    } catch {
      return;
    }
    if (kind === TokenKind.EOF) return;
    tokens += 1;
    if (opening.has(kind)) brackets += 1;
    if (closing.has(kind)) brackets -= 1;
    if (tokens > max)
      throw tooLarge(
        `The operation has more tokens than MAX_QUERY_TOKENS (${max}) allows. Split it, or use variables.`,
      );
    if (brackets > maxBrackets) throw tooLarge(`The operation nests its brackets more than ${maxBrackets} deep.`);
  }
}

function tooLarge(message: string): HttpError {
  return new HttpError("QUERY_TOO_COMPLEX", message);
}
