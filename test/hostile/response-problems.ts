import { allowedCodes } from "../support/allowed-codes.js";
import type { Attack } from "./attack.js";
import type { Reply } from "./client.js";

// Frames of a stack, paths of a machine, an engine's own words.
export const inner =
  /^\s+at .+:\d+|node_modules|\/src\/|\/dist\/|file:\/\/|Maximum call stack|is not a function|Cannot read prop/m;

const maxMs = 2000;

/** What is wrong with how an attack was met, each in a sentence; empty when nothing is. */
export function problemsOf(attack: Attack, replies: readonly Reply[], tookMs: number, calls: number): string[] {
  return [
    ...(tookMs > maxMs ? [`It took ${Math.round(tookMs)} ms.`] : []),
    ...(calls > attack.calls ? [`It took ${calls} calls to Lever, of ${attack.calls} at the most.`] : []),
    ...replies.flatMap((reply) => faultsOfReply(attack, reply)),
  ];
}

function faultsOfReply({ comesTo, code, bytes }: Attack, { status, headers, body }: Reply): string[] {
  const faults: string[] = [];
  if (inner.test(body) || inner.test(headers)) faults.push(`The answer tells of the inside: ${shortened(body)}`);
  if (body.length > bytes) faults.push(`The answer has ${body.length} bytes, of ${bytes} at the most.`);
  if (status === undefined) return comesTo === "closed" ? faults : [...faults, "The connection was closed."];
  if (status >= 500) return [...faults, `The status is ${status}: ${shortened(body)}`];
  if (comesTo === "closed") return status >= 400 ? faults : [...faults, `The status is ${status}: ${shortened(body)}`];
  if (status < 400 && comesTo === "bounded") return [...faults, ...unknownCodes(body)];
  if (status < 400 && !isNothing(body)) return [...faults, `It was answered: ${shortened(body)}`];
  const found = codesIn(body);
  if (found === undefined || found.length === 0) return [...faults, `${status} without a code: ${shortened(body)}`];
  if (code !== undefined && !found.includes(code)) faults.push(`The code is ${found.join(", ")} instead of ${code}.`);
  return [...faults, ...unknownCodes(body)];
}

function unknownCodes(body: string): string[] {
  return [...new Set(codesIn(body) ?? [])]
    .filter((code) => !allowedCodes.has(code))
    .map((code) => `The code ${code} is none.`);
}

/** The codes of an answer's errors; undefined where it is no answer of GraphQL's. */
function codesIn(body: string): string[] | undefined {
  try {
    const { errors = [] } = JSON.parse(body) as { errors?: { extensions?: { code?: unknown } }[] };
    return errors.map(({ extensions }) => String(extensions?.code));
  } catch {
    return undefined;
  }
}

/** Whether all that was asked for is null. */
function isNothing(body: string): boolean {
  if (codesIn(body) === undefined) return false;
  const { data } = JSON.parse(body) as { data?: Record<string, unknown> | null };
  return Object.values(data ?? {})
    .flat()
    .every((value) => value === null);
}

function shortened(text: string): string {
  return text.length > 300 ? `${text.slice(0, 300)}…` : text;
}
