import type { IncomingMessage } from "node:http";
import type { FastifyInstance } from "fastify";
import { LRUCache } from "lru-cache";
import { configuredHostName, hostName } from "../../config/host-name.js";
import { isLoopback, loopbackHosts } from "../../config/loopback.js";
import { HttpError } from "../errors/http-error.js";

/**
 * Rejects requests without a valid host, and requests for other hosts than these if the server listens on a loopback address. A web page could point its own
 * name there (DNS rebinding), and read the account. On other addresses, every host name is accepted. This guard is for all
 * routes. It uses the `Host` header, which a page cannot change, and not the headers of a proxy.
 */
export function rejectOtherHosts(app: FastifyInstance, host: string, allowed: readonly string[]): void {
  const names = isLoopback(host) ? new Set([...loopbackHosts, host, ...allowed].map(configuredHostName)) : undefined;
  // Clients send the same few names many times.
  const accepted = new LRUCache<string, true>({ max: 100 });
  app.addHook("onRequest", async ({ raw }) => {
    for (const given of givenHosts(raw)) {
      if (accepted.has(given)) continue;
      const name = hostName(given);
      if (name === undefined) throw new HttpError("BAD_REQUEST", "The request must have a valid Host header.");
      if (names?.has(name) === false) throw misdirected();
      accepted.set(given, true);
    }
  });
}

/**
 * The `Host` header, and the host in the request's URL if that is absolute. RFC 9112, 3.2.2: the URL comes first. Health
 * checks with HTTP/1.0, which does not require the header, may leave it out: those of HAProxy do.
 */
function givenHosts({ headers: { host }, url = "", httpVersion }: IncomingMessage): string[] {
  if (host === undefined && httpVersion === "1.0" && url.startsWith("/health/")) return [];
  const [, urlHost] = /^[a-z][a-z\d+.-]*:\/\/([^/?#]*)/i.exec(url) ?? [];
  return urlHost === undefined ? [host ?? ""] : [host ?? "", urlHost];
}

function misdirected(): HttpError {
  const rule = `On a loopback address, the server accepts only these hosts: ${loopbackHosts.join(", ")}.`;
  return new HttpError("BAD_USER_INPUT", `${rule} To allow another host name, add it to ALLOWED_HOSTS.`, {
    status: 421,
  });
}
