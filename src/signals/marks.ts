import { countedAmong, isRare } from "./chance.js";
import type { ReadFile } from "./letters.js";
import type { SignalKind } from "./kinds.js";
import type { Input, Signal, Source } from "./signal.js";

/** What two bidders may have the very same of. */
export const MARK_KINDS = ["address", "person", "head", "phone", "seat", "manager", "file", "document-id", "edit-root", "author", "company", "created", "software", "said-phone", "said-mail"] as const satisfies readonly SignalKind[];
export type MarkKind = (typeof MARK_KINDS)[number];
/** Those of files and forms: they are known of a bid once it is opened. */
export const BID_MARKS: ReadonlySet<MarkKind> = new Set<MarkKind>(["manager", "file", "document-id", "edit-root", "author", "company", "created", "software", "said-phone", "said-mail"]);

/** `value` is what is compared, `said` what a reader is shown of it. */
export type Mark = { readonly kind: MarkKind; readonly value: string; readonly said: string; readonly source: Source };
export type MarkedBidder = { readonly uscc: string; readonly marks: readonly Mark[] };
export type Shared = { readonly kind: MarkKind; readonly value: string; readonly bidders: readonly string[]; readonly inputs: readonly Input[] };
/** How many of the others have a value too, and of how many. */
export type Count = { readonly have: number; readonly of: number };

/** What a file says of its making, as far as it is known; null where it could not be read. */
type Particulars = Readonly<Partial<Record<string, string>>>;
export type MarkedFile = { readonly part: string; readonly name: string; readonly sha256: string; readonly particulars: Particulars | null };

/** Names that programs and their sellers put where nobody wrote one. */
const NOBODY = new Set(["administrator", "admin", "user", "users", "owner", "author", "pc", "hp", "dell", "asus", "acer", "lenovo", "thinkpad", "huawei", "microsoft", "microsoft office user", "windows user", "wps", "wps office", "python-docx", "openxml", "apache poi", "微软用户", "微软中国", "用户", "联想", "联想用户", "番茄花园", "雨林木风", "深度", "深度系统", "unknown", "anonymous", "root", "test"]);
/** One letter names nobody. */
const NAME_LENGTH_MIN = 2;
/** Of one bid's words so many numbers and addresses are kept. */
const SAID_MAX = 300;

const folded = (text: string): string => text.normalize("NFKC").toLowerCase().replaceAll(/\s+/g, " ").trim();
const isSomebody = (name: string): boolean => name.length >= NAME_LENGTH_MIN && !NOBODY.has(name);

/** The marks of a file: its bytes and what it says of its making. */
export function fileMarks({ part, name, sha256, particulars }: MarkedFile): Mark[] {
  const source: Source = { of: "file", part, file: name, page: null };
  const mark = (kind: MarkKind, said: string | undefined): Mark[] => (said === undefined ? [] : [{ kind, value: folded(said), said, source }]);
  const made = particulars ?? {};
  const named = (kind: MarkKind, ...saids: readonly (string | undefined)[]): Mark[] => saids.flatMap((said) => mark(kind, said)).filter(({ value }) => isSomebody(value));
  const software = [made["program"], made["producer"]].filter((each) => each !== undefined).join(" · ");
  return [
    ...mark("file", sha256), ...mark("document-id", made["documentId"]), ...mark("edit-root", made["editRoot"]), ...named("author", made["author"], made["lastAuthor"]), ...named("company", made["company"], made["manager"]),
    ...mark("created", hasSeconds(made["created"]) ? made["created"] : undefined), ...mark("software", software === "" ? undefined : software),
  ];
}

/** A moment to the second, as PDF (`D:20260301101112`) and office files (`2026-03-01T10:11:12Z`) write it; not a day with zeros for a time. */
const hasSeconds = (moment: string | undefined): boolean => moment !== undefined && (/^D:\d{14}/.test(moment) || /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d/.test(moment)) && !/(?:000000|00:00:00)/.test(moment);

const MOBILE = /(?<!\d)1[3-9]\d(?:[ -]?\d{4}){2}(?!\d)/g;
const MAIL = /[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}/g;

/** Mobile numbers and mail addresses in the words of a bid. */
export function saidMarks(files: readonly ReadFile[]): Mark[] {
  const found = new Map<string, Mark>();
  for (const { name, part, pages } of files) for (const [index, page] of pages.entries()) {
    for (const [kind, pattern] of [["said-phone", MOBILE], ["said-mail", MAIL]] as const) for (const [said] of page.matchAll(pattern)) {
      const value = kind === "said-phone" ? said.replaceAll(/[ -]/g, "") : said.toLowerCase();
      if (found.size < SAID_MAX && !found.has(`${kind} ${value}`)) found.set(`${kind} ${value}`, { kind, value, said, source: { of: "file", part, file: name, page: index + 1 } });
    }
  }
  return [...found.values()];
}

/** What two or more bidders have the same of, and the tender documents have not. */
export function sharedMarks(bidders: readonly MarkedBidder[], given: readonly Mark[]): Shared[] {
  const excluded = new Set(given.map(({ kind, value }) => `${kind} ${value}`));
  const holders = new Map<string, { kind: MarkKind; value: string; inputs: Input[] }>();
  for (const { uscc, marks } of bidders) for (const { kind, value, said, source } of marks) {
    const key = `${kind} ${value}`;
    if (excluded.has(key)) continue;
    const held = holders.get(key) ?? { kind, value, inputs: [] };
    if (held.inputs.filter(({ bidder }) => bidder === uscc).length < INPUTS_EACH) held.inputs.push({ bidder: uscc, source, said });
    holders.set(key, held);
  }
  return [...holders.values()].map(({ kind, value, inputs }) => ({ kind, value, inputs, bidders: [...new Set(inputs.map(({ bidder }) => bidder))].sort() })).filter(({ bidders: all }) => all.length > 1);
}
/** Places shown of one bidder: an author stands in every file. */
const INPUTS_EACH = 3;

/** A shared mark is a signal where few of the others have it. */
export const markSignal = ({ kind, bidders, inputs }: Shared, { have, of }: Count): Signal | null =>
  (isRare(have, of) ? { kind, bidders, value: inputs[0]?.said ?? "", chance: countedAmong("organisations", have, of), inputs } : null);
