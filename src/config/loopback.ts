import { BlockList, isIP } from "node:net";

/** The hosts, as URLs have them, that browsers use for this machine. */
export const loopbackHosts = ["localhost", "127.0.0.1", "[::1]"] as const;

const addresses = new BlockList();
addresses.addSubnet("127.0.0.0", 8);
addresses.addAddress("::1", "ipv6");

/** Whether a host name or address, without a port, always leads to this machine. */
export function isLoopback(host: string): boolean {
  const name = host.replace(/^\[|\]$/g, "").toLowerCase();
  const version = isIP(name);
  return version === 0 ? name === "localhost" : addresses.check(name, version === 6 ? "ipv6" : "ipv4");
}

/** Whether requests to a URL can carry secrets: no one on the network can read them or forge the response. */
export function isHttpsOrLoopback(url: string): boolean {
  if (!URL.canParse(url)) return false;
  const { protocol, hostname } = new URL(url);
  return protocol === "https:" || (protocol === "http:" && isLoopback(hostname));
}
