import { isIPv6 } from "node:net";

/** A host with an optional port, as in RFC 3986, 3.2, but without escapes, empty labels and commas, which make a list. */
const hostAndPort = /^(?:\[[\da-f:.]+\]|[\w~!$&'()*+;=-]+(?:\.[\w~!$&'()*+;=-]+)*\.?)(?::\d*)?$/i;

// RFC 1035, 3.1. The longest port needs 6 more characters, and a final dot one.
const maxLength = 253 + 7;

/**
 * The host name in a `Host` header or a URL, in a form that can be compared: lower case, without port and final dot, with
 * addresses as browsers write them. Undefined if the text is not a host.
 */
export function hostName(text: string): string | undefined {
  if (text.length > maxLength || !hostAndPort.test(text) || !URL.canParse(`http://${text}`)) return undefined;
  return new URL(`http://${text}`).hostname.replace(/\.$/, "");
}

/**
 * The host name in a setting, which may be an IPv6 address without brackets. Undefined if the text is not a host, or has a
 * character that no name in DNS has, such as `*`.
 */
export function configuredHostName(text: string): string | undefined {
  const host = isIPv6(text) ? `[${text}]` : text;
  return /^[\w.:[\]-]+$/.test(host) ? hostName(host) : undefined;
}
