import { SharedLoads } from "./shared-loads.js";
import type { Answer, Transport } from "./transport.js";

/** The same transport, where identical reads under way at the same time are one, for all operations together. */
export function coalesce(transport: Transport): Transport {
  const reads = new SharedLoads<Answer>();
  return {
    get: (read, caller) => reads.get(read.url.href, caller, (shared) => transport.get(read, shared)),
    health: () => transport.health(),
  };
}
