import { rfc3339, type Instant } from "../../kernel/time.js";

/** An entry: a thing with a page of its own. `id` stays for ever, `summary` is plain text. */
export type AtomEntry = {
  readonly id: string; readonly title: string; readonly href: string; readonly author: string; readonly publishedAt: Instant; readonly updatedAt: Instant; readonly summary: string;
  readonly categories: readonly { readonly term: string; readonly label: string }[];
  readonly enclosure: { readonly href: string; readonly type: string; readonly size: number } | null;
};

/** One page of a feed. `language` is that of its own words; titles and summaries of documents are Chinese. */
export type AtomFeed = {
  readonly id: string; readonly title: string; readonly author: string; readonly language: "zh-CN" | "en";
  readonly links: { readonly self: string; readonly page: string; readonly first: string; readonly next: string | null };
  readonly entries: readonly AtomEntry[];
};

/** When an empty feed was changed last: never. The same bytes each time, so that its ETag stands. */
const NEVER = "1970-01-01T00:00:00Z";

/** A feed by RFC 4287, in pages by RFC 5005 §3. */
export function atomOf({ id, title, author, language, links, entries }: AtomFeed): string {
  const newest = entries.reduce<Instant | null>((latest, { updatedAt }) => (latest === null || updatedAt > latest ? updatedAt : latest), null);
  return `<?xml version="1.0" encoding="utf-8"?>\n${element("feed", { "xmlns": "http://www.w3.org/2005/Atom", "xml:lang": language }, [
    element("id", {}, id), element("title", {}, title), element("updated", {}, newest === null ? NEVER : rfc3339(newest)), element("author", {}, [element("name", {}, author)]),
    element("link", { rel: "self", type: "application/atom+xml", href: links.self }), element("link", { rel: "alternate", type: "text/html", href: links.page }),
    element("link", { rel: "first", type: "application/atom+xml", href: links.first }), ...(links.next === null ? [] : [element("link", { rel: "next", type: "application/atom+xml", href: links.next })]),
    ...entries.map(entryOf),
  ])}\n`;
}

const entryOf = (entry: AtomEntry): Xml => element("entry", { "xml:lang": "zh-CN" }, [
  element("id", {}, entry.id), element("title", {}, entry.title), element("author", {}, [element("name", {}, entry.author)]), element("published", {}, rfc3339(entry.publishedAt)), element("updated", {}, rfc3339(entry.updatedAt)),
  element("link", { rel: "alternate", type: "text/html", href: entry.href }), ...(entry.enclosure === null ? [] : [element("link", { rel: "enclosure", type: entry.enclosure.type, length: String(entry.enclosure.size), href: entry.enclosure.href })]),
  ...entry.categories.map(({ term, label }) => element("category", { term, label })), element("summary", {}, entry.summary),
]);

declare const xml: unique symbol;
type Xml = string & { readonly [xml]: true };

function element(name: string, attributes: Readonly<Record<string, string>>, content: string | readonly Xml[] = []): Xml {
  const head = [name, ...Object.entries(attributes).map(([key, value]) => `${key}="${escaped(value)}"`)].join(" ");
  const inner = typeof content === "string" ? escaped(content) : content.join("\n");
  return (inner === "" ? `<${head}/>` : `<${head}>${inner}</${name}>`) as Xml;
}

const ENTITIES: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
/** What XML 1.0 cannot hold at all (§2.2). */
const FORBIDDEN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

const escaped = (text: string): string => text.replaceAll(FORBIDDEN, "\ufffd").replaceAll(/[&<>"]/g, (sign) => ENTITIES[sign] ?? sign);
