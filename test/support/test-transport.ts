import { AtsError } from "../../src/ats/errors.js";
import { LocalRateLimiter } from "../../src/upstream/rate-limit/local-rate-limiter.js";
import type { Call } from "../../src/ats/call-context.js";
import { type TransportOptions, createTransport } from "../../src/upstream/http/transport.js";
import type { ScriptedServer } from "./scripted-server.js";
import { testCallContext } from "./test-call-context.js";

/** The credentials of the transport. */
export const secret = "Basic c2VjcmV0Og==";

/** A transport to a server, without waits between retries. `calls` are the calls that its observer received. */
export function startTransport({ origin }: ScriptedServer, options: Partial<TransportOptions> = {}) {
  const calls: Call[] = [];
  const transport = createTransport({
    provider: "LEVER",
    label: "Lever",
    credentialSetting: "LEVER_API_KEY",
    baseUrlSetting: "LEVER_BASE_URL",
    isMissingObject: (body) => body !== null,
    authorization: () => Promise.resolve(secret),
    rateLimiter: new LocalRateLimiter({ rate: 1000, burst: 1000 }),
    timeoutMs: 5000,
    random: () => 0,
    observe: (call) => calls.push(call),
    ...options,
  });
  const get = (caller = testCallContext(), path = "/stages") =>
    transport.get({ url: new URL(path, origin), endpoint: "/stages", priority: "reference" }, caller);
  return { transport, get, calls };
}

/** The `AtsError` that a call rejects with. */
export async function errorOf(answer: Promise<unknown>): Promise<AtsError> {
  const outcome = await answer.then(
    () => "no error",
    (error: unknown) => error,
  );
  if (!(outcome instanceof AtsError)) throw new Error(`Not an AtsError: ${String(outcome)}`);
  return outcome;
}
