import type { CrawlReader } from "./crawled-town.js";

/** What one reader was answered at one address. `isIn` where he was let in: neither refused nor led to sign in. */
export type Given = { readonly reader: CrawlReader; readonly path: string; readonly status: number; readonly text: string; readonly isIn: boolean };
export type Placed = { readonly pattern: string; readonly params: Readonly<Record<string, string>> };

const PARAMETER = /:(\w+)(\{(?:[^{}]|\{[^{}]*\})*\})?/g;
/** Text that is read for words it must not hold; not streams without an end, not PDF. */
const READABLE = /^(?:text\/(?!event-stream)|application\/(?:json|problem|atom))/;

/** A router's path without the patterns of its parameters. */
export const plainPath = (path: string): string => path.replace(PARAMETER, ":$1");

/** Finds which of the router's paths an address is one of, in either language. */
export function placing(paths: readonly string[]): (address: string) => Placed | null {
  const routes = paths.map((path) => {
    const match = path.replaceAll(".", "\\.").replace(PARAMETER, (_, __, pattern?: string) => `(${pattern === undefined ? "[^/]+" : pattern.slice(1, -1).replaceAll("\\\\.", "\\.")})`).replace(/\*$/, ".*");
    return { pattern: plainPath(path), match: new RegExp(`^${match}$`), names: [...path.matchAll(PARAMETER)].map(([, name = ""]) => name) };
  });
  return (address) => {
    const own = withoutQuery(address).replace(/^\/en(?=\/|$)/, "");
    for (const { pattern, match, names } of routes) {
      const values = match.exec(own === "" ? "/" : own);
      if (values !== null) return { pattern, params: Object.fromEntries(names.map((name, at) => [name, decodeURIComponent(values[at + 1] ?? "")])) };
    }
    return null;
  };
}

/** A list sorted or filtered is the same page. */
export const withoutQuery = (address: string): string => address.split("?")[0] ?? address;

export async function asked(reader: CrawlReader, path: string): Promise<Given> {
  const response = await reader.get(path);
  const isText = READABLE.test(response.headers.get("content-type") ?? "");
  const text = isText ? await response.text() : "";
  if (!isText) await response.body?.cancel();
  const isToSignIn = response.status === 303 && (response.headers.get("location") ?? "").includes("/sign-in");
  return { reader, path, status: response.status, text, isIn: response.status < 400 && !isToSignIn };
}

/** Where a reader may begin; the public side is the last. */
const STARTS = ["/my", "/desk", "/panel", "/watch", "/account", "/my/inbox", "/my/letters", "/watch/audit", "/account/organisation", "/desk/registrations", "/draws", "/pool", "/account/expert", "/"];
const OWN = /^\/(?:my|desk|panel|watch|draws|pool|account|api|documents|notices\/.*-[DL])/;
const HREF = /\shref="(\/[^"#]*)/g;

/** Follows the links of what a reader is shown, his own corner's first, so many pages at most. */
export async function crawled(reader: CrawlReader, pagesMax: number): Promise<{ readonly given: readonly Given[]; readonly links: ReadonlySet<string> }> {
  const [given, links, queue]: [Given[], Set<string>, string[]] = [[], new Set(), [...STARTS]];
  const seen = new Set(queue);
  for (let at = 0; at < queue.length && at < pagesMax; at += 1) {
    const answer = await asked(reader, queue[at] ?? "/");
    given.push(answer);
    for (const path of answer.isIn ? linksIn(answer.text) : []) {
      links.add(path);
      if (seen.has(withoutQuery(path))) continue;
      seen.add(withoutQuery(path));
      if (OWN.test(path)) queue.splice(at + 1, 0, path);
      else queue.push(path);
    }
  }
  return { given, links };
}

const linksIn = (html: string): string[] => [...html.matchAll(HREF)].map(([, href = ""]) => href.replaceAll("&amp;", "&"));
