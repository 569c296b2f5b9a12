import { isIPv6 } from "node:net";

/** What RFC 3986, 3.2 allows as a host with an optional port: no user, no path. */
const hostAndPort = /^(?:\[[\da-f:.]+\]|[\w.~!$&'()*+,;=%-]+)(?::\d*)?$/i;

/**
 * The name in a `Host` header or a setting, in the one form that names can be compared in: lower case, without the port
 * and the last dot, addresses as browsers write them. Undefined when the text is not a host.
 */
export function hostName(text: string): string | undefined {
  const authority = isIPv6(text) ? `[${text}]` : text;
  if (!hostAndPort.test(authority) || !URL.canParse(`http://${authority}`)) return undefined;
  return new URL(`http://${authority}`).hostname.replace(/\.$/, "");
}
