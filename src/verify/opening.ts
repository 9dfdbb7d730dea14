import { canonicalText, type Json } from "../kernel/canonical-json.js";
import { identityOfLine } from "../signing/age.js";
import type { Rechecked } from "../bidding/precheck.js";
import { checkOwnKey, combineFirst, openContent } from "../signing/open.js";
import { nodePrimitives } from "../signing/primitives-node.js";
import type { BidStatement } from "../signing/statement.js";
import type { Loaded } from "./files.js";
import type { Findings } from "./findings.js";
import type { EntryOfType } from "./log.js";
import { recheckSeen, tellPrechecks, watching, type Prechecked } from "./prechecks.js";
import { readShape } from "./read.js";
import type { LoggedShare, ReleaseArgs } from "./releases.js";
import { openingShape, type BidRow, type OpeningFile, type OpeningResult } from "./shapes.js";
import { ofPart } from "./terms.js";

export type OpeningArgs = ReleaseArgs & { readonly released: ReadonlyMap<string, readonly LoggedShare[]> };

/** Why a bid may stand unopened: too few shares, or a cause of the rule book's list (B3 item 9). */
const NOT_OPENED: ReadonlySet<string> = new Set([
  "TOO_FEW_SHARES", "BIDDER_ABSENT", "BIDDER_WRONG_KEY", "BIDDER_CERT_EXPIRED", "FILE_CORRUPT_AT_SOURCE",
  "PLATFORM_ERROR", "CA_SERVICE_DOWN", "NETWORK_AT_PLATFORM", "TENDERER_KEY_MISSING",
]);

/** The opening of a part: logged once, over the closed list, each bid opened again from its shares or key with the same outcome. */
export async function checkOpening(bundle: Loaded, args: OpeningArgs, findings: Findings): Promise<void> {
  const entry = findOpening(args, findings);
  if (entry === undefined) return;
  const path = `opening/${String(entry.idx)}.json`;
  const file = readShape(bundle, path, openingShape, findings);
  if (file === undefined) return;
  findings.demand(bundle.hashes.get(path) === entry.body.sha256, "entry-hash", path, { idx: entry.idx });
  checkHead(args, file, path, findings);
  const live = args.lodged.filter(({ row }) => row.live);
  findings.demand(file.results.length === args.part.bids.filter((bid) => bid.live).length, "opening-list", path, { idx: entry.idx });
  const prechecks: Prechecked[] = [];
  for (const [place, { row, statement }] of live.entries()) {
    const result = file.results[place];
    findings.demand(isSameBid(row, result), "opening-list", path, { idx: row.idx });
    if (statement.v === "dse/1" && result?.st === row.statement) prechecks.push(...await checkResult(bundle, args, { path, row, result, statement }, findings));
  }
  tellPrechecks(prechecks, args.part.part, findings);
}

function isSameBid(row: BidRow, result: OpeningResult | undefined): boolean {
  return result?.idx === row.idx && result.salt === row.salt && result.st === row.statement && result.bidder === row.bidder && result.how === row.how;
}

/** The one opening of the part, after its close. */
function findOpening({ index, lot, part, log, close }: OpeningArgs, findings: Findings): EntryOfType<"lot.open"> | undefined {
  const entries = log.all("lot.open").filter(({ body }) => ofPart(index, lot, part.part)(body));
  const wanted = part.outcome === "opened" ? 1 : 0;
  const [entry] = entries;
  const found = entries.length === wanted && (entry?.idx ?? null) === part.openIdx;
  findings.demand(found, "opening-count", "bundle.json", { part: part.part, wanted, count: entries.length });
  if (entry === undefined) return undefined;
  const path = log.pathOf(entry.idx);
  findings.demand(entry.idx > close.lastIdx, "close-differs", path, { idx: entry.idx, what: "lot.open" });
  findings.demand([close.closeIdx, close.lastIdx].includes(entry.body.close), "close-differs", path, { idx: entry.body.close, what: "lot.open" });
  return found ? entry : undefined;
}

function checkHead({ index, lot, part, terms, lodged }: OpeningArgs, file: OpeningFile, path: string, findings: Findings): void {
  const context = { exchange: index.exchange, tender: index.tender, lot, part: part.part };
  for (const [what, value] of Object.entries(context)) findings.demand(file[what as keyof typeof context] === value, "index-differs", path, { what });
  for (const { st, opener } of file.blame ?? []) {
    const known = terms.openers.has(opener) && lodged.some(({ row }) => row.live && row.statement === st);
    findings.demand(known, "index-differs", path, { what: `blame ${opener}` });
  }
}

type Given = { readonly path: string; readonly row: BidRow; readonly result: OpeningResult; readonly statement: BidStatement };
type Verdict = { readonly how: OpeningResult["how"]; readonly cause: string | null; readonly form: Json; readonly precheck?: Rechecked };

/** Opens one bid again and compares: how it was opened, why not, and its form. @returns its check before sealing, made again, where it opened */
async function checkResult(bundle: Loaded, args: OpeningArgs, given: Given, findings: Findings): Promise<readonly Prechecked[]> {
  const { result, path } = given;
  const content = `bids/${given.row.statement}/content.age`;
  if (args.index.edition === "public" && !bundle.files.has(content)) return [];
  const found = await openAgain(bundle, args, given, findings);
  if (found === undefined) return [];
  const same = found.how === result.how && found.cause === result.cause;
  findings.demand(same, "opening-verdict", path, { found: verdictText(found), said: verdictText(result) });
  findings.demand(!same || canonicalText(found.form) === canonicalText(result.form as Json), "opening-form", path);
  return found.precheck === undefined ? [] : [{ bidder: given.row.bidder, ...found.precheck }];
}

const verdictText = ({ how, cause }: { readonly how: string; readonly cause: string | null }): string => (cause === null ? how : `${how} (${cause})`);

/** What the bundle's own shares or key give. Only what was released before the opening decides. */
async function openAgain(bundle: Loaded, args: OpeningArgs, given: Given, findings: Findings): Promise<Verdict | undefined> {
  const { result, row, statement } = given;
  const before = (args.released.get(statement.envelope) ?? []).filter(({ idx }) => idx < (args.part.openIdx ?? 0));
  const combined = await combineFirst(statement, before);
  const kept = await keptKey(bundle, row, statement, findings);
  if (combined.kind === "void") {
    findings.demand(kept === null, "key-differs", keyPath(row));
    return { how: "void", cause: combined.cause, form: null };
  }
  const shared = combined.kind === "key" ? combined.identity : null;
  findings.demand(shared === null || kept === null || shared === kept, "key-differs", keyPath(row));
  if (shared !== null && result.how !== "bidder-key") return contentVerdict(bundle, { ...given, identity: shared, how: "threshold" });
  const own = args.part.open === "threshold" ? null : kept;
  return own === null ? notOpened(result, args) : contentVerdict(bundle, { ...given, identity: own, how: "bidder-key" });
}

const keyPath = ({ statement }: BidRow): string => `bids/${statement}/envelope.key`;

/** The key in the bundle, if there is one and it is the committed one. */
async function keptKey(bundle: Loaded, row: BidRow, statement: BidStatement, findings: Findings): Promise<string | null> {
  const bytes = bundle.bytes.get(keyPath(row));
  const identity = identityOfLine(bytes ?? new Uint8Array());
  const fits = identity !== null && (await checkOwnKey(statement, identity)).ok;
  findings.demand(bytes === undefined || fits, "key-differs", keyPath(row));
  return fits ? identity : null;
}

/** Too few shares and no key: any cause of the list will do, but a bidder is absent only where it alone could open. */
function notOpened({ cause }: OpeningResult, { part }: OpeningArgs): Verdict {
  const known = cause !== null && NOT_OPENED.has(cause) && (cause !== "BIDDER_ABSENT" || part.open === "bidder");
  return { how: "not-opened", cause: known ? cause : "TOO_FEW_SHARES", form: null };
}

async function contentVerdict(bundle: Loaded, given: Given & { readonly identity: string; readonly how: "threshold" | "bidder-key" }): Promise<Verdict | undefined> {
  const file = bundle.files.get(`bids/${given.row.statement}/content.age`);
  if (file === undefined) return undefined;
  const seen = watching();
  const content = await openContent(nodePrimitives, { statement: given.statement, identity: given.identity, content: file.read() }, seen.sink);
  if (content.outcome === "opened") return { how: given.how, cause: null, form: content.form, precheck: recheckSeen(bundle, given.statement, content, seen) };
  // A stored content that differs is named where the stored files are checked.
  return content.outcome === "void" ? { how: "void", cause: content.cause, form: null } : undefined;
}

