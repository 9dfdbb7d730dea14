import { BlockList, isIP } from "node:net";
import type { Context } from "hono";

/** Says from which address a request comes. */
export type ClientAddress = (c: Context) => string;

/** Proxies of one's own machine or network in front; more would be a chain nobody checked. */
const HOPS_MAX = 20;

/**
 * The address at the other end of the connection. Only where that is a proxy we trust counts what it says of the one before it: the
 * last address of X-Forwarded-For that is not such a proxy. All else in that header a client may have written.
 * @param proxies addresses and networks, as `TRUSTED_PROXIES` lists them
 */
export function clientAddress(proxies: readonly string[]): ClientAddress {
  const trusted = listOf(proxies);
  return (c) => {
    let address = socketAddress(c);
    if (proxies.length === 0) return address;
    const forwarded = (c.req.header("x-forwarded-for") ?? "").split(",").map((each) => each.trim()).filter((each) => each !== "");
    for (const before of forwarded.reverse().slice(0, HOPS_MAX)) {
      if (!isTrusted(trusted, address) || isIP(before) === 0) return address;
      address = before;
    }
    return address;
  };
}

function socketAddress(c: Context): string {
  const env = c.env as { incoming?: { socket?: { remoteAddress?: string } } } | undefined;
  return env?.incoming?.socket?.remoteAddress ?? "-";
}

function listOf(proxies: readonly string[]): BlockList {
  const list = new BlockList();
  for (const proxy of proxies) {
    const [address = "", bits] = proxy.split("/");
    const family = isIP(address) === 6 ? "ipv6" : "ipv4";
    if (bits === undefined) list.addAddress(address, family);
    else list.addSubnet(address, Number(bits), family);
  }
  return list;
}

/** IPv4 in IPv6 clothing, as a socket that listens on both names it, is checked as what it is by the list itself. */
const isTrusted = (list: BlockList, address: string): boolean => isIP(address) !== 0 && list.check(address, isIP(address) === 6 ? "ipv6" : "ipv4");
