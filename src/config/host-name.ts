import { isIPv6 } from "node:net";

/** A host with an optional port, as in RFC 3986, 3.2. */
const hostAndPort = /^(?:\[[\da-f:.]+\]|[\w.~!$&'()*+,;=%-]+)(?::\d*)?$/i;

/**
 * The host name in a `Host` header or a setting, in a form that can be compared: lower case, without port and final dot,
 * with addresses as browsers write them. Undefined if the text is not a host.
 */
export function hostName(text: string): string | undefined {
  const authority = isIPv6(text) ? `[${text}]` : text;
  if (!hostAndPort.test(authority) || !URL.canParse(`http://${authority}`)) return undefined;
  return new URL(`http://${authority}`).hostname.replace(/\.$/, "");
}
