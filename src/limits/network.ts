/**
 * The network an address counts as: an IPv4 address itself, of IPv6 the /48 that one subscriber is given; what is neither counts as it
 * is written. IPv4 in IPv6 clothing is IPv4.
 */
export function networkOf(address: string): string {
  const bare = (address.split("%")[0] ?? "").toLowerCase();
  const mapped = /^(?:::|(?:0{1,4}:){5})ffff:(\d{1,3}(?:\.\d{1,3}){3})$/.exec(bare)?.[1];
  if (mapped !== undefined) return mapped;
  if (!/^[0-9a-f:.]+$/.test(bare) || !bare.includes(":")) return address.slice(0, ADDRESS_MAX);
  const [head = "", tail] = bare.split("::");
  const groups = head === "" ? [] : head.split(":");
  const missing = tail === undefined ? 0 : Math.max(0, GROUPS - groups.length - tail.split(":").length);
  const first = [...groups, ...Array<string>(missing).fill("0"), ...(tail ?? "").split(":")].slice(0, NETWORK_GROUPS);
  return `${first.map((group) => (Number.parseInt(group, 16) || 0).toString(16)).join(":")}::/48`;
}

const GROUPS = 8;
const NETWORK_GROUPS = 3;
/** Characters. */
const ADDRESS_MAX = 64;
