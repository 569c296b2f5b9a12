import { allowedCodes } from "../support/allowed-codes.js";
import type { Attack } from "./attack.js";
import type { Reply } from "./client.js";

// Stack traces, file paths, and messages of the JavaScript engine.
export const internals =
  /^\s+at .+:\d+|node_modules|\/src\/|\/dist\/|file:\/\/|Maximum call stack|is not a function|Cannot read prop/m;

/** The problems of the replies to an attack, each as a sentence. It is empty if there are none. */
export function problemsOf(attack: Attack, replies: readonly Reply[], tookMs: number, calls: number): string[] {
  return [
    ...(tookMs > attack.maxMs ? [`It took ${Math.round(tookMs)} ms.`] : []),
    ...(calls > attack.calls ? [`It took ${calls} calls to Lever, but at most ${attack.calls} are allowed.`] : []),
    ...replies.flatMap((reply) => problemsOfReply(attack, reply)),
  ];
}

function problemsOfReply({ outcome, code, bytes }: Attack, { status, headers, body }: Reply): string[] {
  const problems: string[] = [];
  if (internals.test(body) || internals.test(headers))
    problems.push(`The response has internal details: ${shortened(body)}`);
  if (body.length > bytes) problems.push(`The response has ${body.length} bytes, but at most ${bytes} are allowed.`);
  if (status === undefined) return outcome === "closed" ? problems : [...problems, "The connection was closed."];
  if (status >= 500) return [...problems, `The status is ${status}: ${shortened(body)}`];
  if (outcome === "closed")
    return status >= 400 ? problems : [...problems, `The status is ${status}: ${shortened(body)}`];
  if (status < 400 && outcome === "bounded") return [...problems, ...unknownCodes(body)];
  if (status < 400 && !isEmpty(body)) return [...problems, `The request was not refused: ${shortened(body)}`];
  const found = codesIn(body);
  if (found === undefined || found.length === 0)
    return [...problems, `Status ${status} without a code: ${shortened(body)}`];
  if (code !== undefined && !found.includes(code)) problems.push(`The code is ${found.join(", ")} instead of ${code}.`);
  return [...problems, ...unknownCodes(body)];
}

function unknownCodes(body: string): string[] {
  return [...new Set(codesIn(body) ?? [])]
    .filter((code) => !allowedCodes.has(code))
    .map((code) => `The code ${code} is unknown.`);
}

/** The codes of the errors in a body. Undefined if it is not a GraphQL response. */
function codesIn(body: string): string[] | undefined {
  try {
    const { errors = [] } = JSON.parse(body) as { errors?: { extensions?: { code?: unknown } }[] };
    return errors.map(({ extensions }) => String(extensions?.code));
  } catch {
    return undefined;
  }
}

/** Whether every root field is null. */
function isEmpty(body: string): boolean {
  if (codesIn(body) === undefined) return false;
  const { data } = JSON.parse(body) as { data?: Record<string, unknown> | null };
  return Object.values(data ?? {})
    .flat()
    .every((value) => value === null);
}

function shortened(text: string): string {
  return text.length > 300 ? `${text.slice(0, 300)}…` : text;
}
