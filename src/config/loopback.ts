import { BlockList, isIP } from "node:net";

const addresses = new BlockList();
addresses.addSubnet("127.0.0.0", 8);
addresses.addAddress("::1", "ipv6");

/** Whether a host, as `HOST`, a URL or a `Host` header names it (without a port), is this machine alone. */
export function isLoopback(host: string): boolean {
  const name = host.replace(/^\[|\]$/g, "").toLowerCase();
  const version = isIP(name);
  return version === 0 ? name === "localhost" : addresses.check(name, version === 6 ? "ipv6" : "ipv4");
}

/** Whether a URL may be trusted with secrets, or with keys to go by: nobody in between can read it, or answer for it. */
export function isHttpsOrLoopback(url: string): boolean {
  if (!URL.canParse(url)) return false;
  const { protocol, hostname } = new URL(url);
  return protocol === "https:" || (protocol === "http:" && isLoopback(hostname));
}
