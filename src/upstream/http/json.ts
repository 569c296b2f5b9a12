/** The deepest nesting that is read. Records of a recruiting API have about six levels. */
export const maxDepth = 64;

/** The most values in one body: 1,000 for each of 100 records. Real records have at most a few hundred. */
export const maxValues = 100_000;

/** Why a text gives no value: it is not JSON, or it exceeds `maxDepth` or `maxValues`. */
export type JsonProblem = "not-json" | "too-deep" | "too-many-values";

/**
 * The value of a JSON text. Byte order marks before it are skipped, as RFC 8259 allows. Half of a surrogate pair becomes
 * the replacement character, so that all strings and keys are well-formed Unicode. A text that exceeds a limit is not
 * parsed: a small compressed body could otherwise stop the process for seconds.
 */
export function parseJson(text: string): { readonly value: unknown } | { readonly problem: JsonProblem } {
  const problem = excessIn(text);
  if (problem !== undefined) return { problem };
  try {
    // `trim` also removes byte order marks.
    const value: unknown = JSON.parse(text.trim());
    return { value: surrogate.test(text) ? wellFormed(value) : value };
  } catch {
    // The parser's own error quotes the text.
    return { problem: "not-json" };
  }
}

/** Counts nesting and values in one pass, without parsing. Values are counted by their commas and brackets. */
function excessIn(text: string): JsonProblem | undefined {
  let depth = 0;
  let values = 0;
  for (let index = 0; index < text.length; index += 1) {
    // Character codes, because comparing characters takes four times as long.
    const code = text.charCodeAt(index);
    if (code === quotationMark) index = endOfString(text, index);
    else if (code === comma) values += 1;
    else if (code === openBracket || code === openBrace) {
      values += 1;
      depth += 1;
      if (depth > maxDepth) return "too-deep";
    } else if (code === closeBracket || code === closeBrace) depth -= 1;
    if (values > maxValues) return "too-many-values";
  }
  return undefined;
}

const [quotationMark, comma, backslash] = [0x22, 0x2c, 0x5c];
const [openBracket, closeBracket, openBrace, closeBrace] = [0x5b, 0x5d, 0x7b, 0x7d];

/** The index of the quotation mark that ends the string. The end of the text if there is none. */
function endOfString(text: string, start: number): number {
  for (let end = text.indexOf('"', start + 1); end >= 0; end = text.indexOf('"', end + 1)) {
    let backslashes = 0;
    while (text.charCodeAt(end - 1 - backslashes) === backslash) backslashes += 1;
    if (backslashes % 2 === 0) return end;
  }
  return text.length;
}

/** The escape of half of a surrogate pair, or of a whole one. UTF-8 has none, so they only occur as escapes. */
const surrogate = /\\u[dD][89a-fA-F]/;

function wellFormed(value: unknown): unknown {
  if (typeof value === "string") return value.toWellFormed();
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map(wellFormed);
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key.toWellFormed(), wellFormed(each)]));
}
