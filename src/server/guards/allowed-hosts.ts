import type { FastifyInstance } from "fastify";
import { hostName } from "../../config/host-name.js";
import { isLoopback } from "../../config/loopback.js";
import { HttpError } from "../errors/http-error.js";

const always = ["localhost", "127.0.0.1", "[::1]"];

/**
 * Refuses requests for a host that is not ours, where `host` is a loopback address: a foreign page can have its own name
 * lead there (DNS rebinding), and would read the account. On other addresses any name is answered. Every route has this
 * guard. It reads the `Host` header itself and not what a proxy says of it: a page cannot change that header.
 */
export function rejectOtherHosts(app: FastifyInstance, host: string, allowed: readonly string[]): void {
  const names = isLoopback(host) ? new Set([...always, host, ...allowed].map(hostName)) : undefined;
  app.addHook("onRequest", async ({ raw }) => {
    for (const given of givenHosts(raw.headers.host, raw.url)) {
      const name = hostName(given);
      if (name === undefined) throw new HttpError("BAD_REQUEST", "The request must name a host, in the Host header.");
      if (names?.has(name) === false) throw misdirected();
    }
  });
}

/** The `Host` header, and the host of an address in absolute form, which HTTP prefers to it: RFC 9112, 3.2.2. */
function givenHosts(header = "", url = ""): string[] {
  const [, ofAddress] = /^[a-z][a-z\d+.-]*:\/\/([^/?#]*)/i.exec(url) ?? [];
  return ofAddress === undefined ? [header] : [header, ofAddress];
}

function misdirected(): HttpError {
  const answered = "On a loopback address only requests to localhost, 127.0.0.1 or [::1] are answered.";
  return new HttpError("BAD_USER_INPUT", `${answered} To allow another host name, add it to ALLOWED_HOSTS.`, {
    status: 421,
  });
}
