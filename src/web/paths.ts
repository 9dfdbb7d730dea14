/** Addresses that pages link to and post to; the routes serve exactly these. */

const seg = encodeURIComponent;

export const paths = {
  home: "/",
  notices: "/notices",
  notice: (id: string, version?: number) => `/notices/${seg(id)}${version === undefined ? "" : `/v/${String(version)}`}`,
  project: (code: string) => `/projects/${seg(code)}`,
  halls: "/halls",
  hall: (id: string) => `/halls/${seg(id)}`,
  verify: "/verify",
  log: "/log",
  signIn: "/sign-in",
  signOut: "/sign-out",
  my: "/my",
  myBid: (tender: string, lot: string) => `/my/${seg(tender)}/${seg(lot)}`,
  desk: "/desk",
  deskTender: (tender: string) => `/desk/${seg(tender)}`,
  panel: "/panel",
  watch: "/watch",
} as const;

/** `url` with one query parameter set, or taken away where `value` is empty. */
export function withQuery(url: string, name: string, value: string): string {
  const [path = "/", query = ""] = url.split("?");
  const parameters = new URLSearchParams(query);
  if (value === "") parameters.delete(name);
  else parameters.set(name, value);
  const text = parameters.toString();
  return text === "" ? path : `${path}?${text}`;
}
