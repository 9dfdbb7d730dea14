import { outcomeOf, outcomesWithout } from "../auctions/outcome.js";
import { commandOf, wishOf } from "../auctions/asked.js";
import { applied, begun, decide } from "../auctions/contest.js";
import { eligiblePaddles, bidderOf, type Contest } from "../auctions/contest-state.js";
import { OFFICES, type Happening } from "../auctions/happening.js";
import { paddleBytes, requestBytes } from "../auctions/request.js";
import { readTerms, type AuctionTerms } from "../auctions/terms.js";
import { verifyEd25519 } from "../journal/ed25519-node.js";
import { fromBase64, fromUtf8, utf8 } from "../kernel/bytes.js";
import { canonicalText, parseCanonical, type Json } from "../kernel/canonical-json.js";
import { sha256Hex } from "../signing/hash-node.js";
import { z } from "zod";
import type { Loaded } from "./files.js";
import type { Findings } from "./findings.js";
import type { BundleLog, EntryOfType } from "./log.js";
import { readBytes, readJson, readShape, readText } from "./read.js";
import type { EntryType } from "./shapes.js";

type AuctionEntry = Extract<EntryType, `auction.${string}`>;
/** What the checks ask of the log. */
type Log = Pick<BundleLog, "all" | "pathOf">;
type Args = { readonly exchange: string; readonly auction: string; readonly log: Log };

const folderOf = (auction: string): string => `auctions/${auction}`;
const NAMES = z.strictObject({ v: z.literal("auction-names/1"), exchange: z.string(), auction: z.string(), paddles: z.array(z.strictObject({ paddle: z.string(), firm: z.string(), name: z.string(), salt: z.string().regex(/^[0-9a-f]{32}$/) })) });

/**
 * An auction from its files and the log: the terms are those that were fixed before; every happening follows from the one before and is what the
 * same command decides again, so every refusal, every end that moved, the winner and the price are recomputed; the log fixes the chain piece by
 * piece; each bidder's acts bear the bidder's key; the reserve that was shown is the one that was fixed; each number is the firm it says.
 */
export function checkAuction(bundle: Loaded, args: Args, findings: Findings): void {
  const terms = checkAuctionTerms(bundle, args, findings);
  const lines = terms === undefined ? undefined : linesOf(bundle, args, findings);
  if (terms === undefined || lines === undefined) return;
  const played = replay(terms, lines, args, findings);
  checkBatches(played, args, findings);
  checkSignatures(played, args, findings);
  findings.demand(played.contest.ended !== null, "auction-not-over", played.path, { auction: args.auction });
  if (played.contest.ended === null) return;
  checkReserve(bundle, played, args, findings);
  checkNames(bundle, played, args, findings);
}

const entries = <Type extends AuctionEntry>({ log, auction }: Args, type: Type): readonly EntryOfType<Type>[] => log.all(type).filter(({ body }) => (body as { readonly auction: string }).auction === auction);

/** terms.json reads, is of this auction, and is what was logged, once. */
function checkAuctionTerms(bundle: Loaded, args: Args, findings: Findings): AuctionTerms | undefined {
  const path = `${folderOf(args.auction)}/terms.json`;
  const json = readJson(bundle, path, findings);
  if (json === undefined) return undefined;
  const read = readTerms(json);
  if (!read.ok) {
    findings.fault("auction-terms-wrong", path, { why: read.refusal });
    return undefined;
  }
  findings.demand(read.value.exchange === args.exchange && read.value.auction === args.auction, "auction-terms-elsewhere", path, { auction: read.value.auction });
  const [logged, ...more] = entries(args, "auction.terms");
  findings.demand(logged?.body.sha256 === bundle.hashes.get(path) && more.length === 0, "auction-terms-differ", path, { auction: args.auction });
  return read.value;
}

type Line = { readonly text: string; readonly happening: Happening; readonly signature: string | null };

/** The lines of happenings.jsonl: canonical JSON each, an end of line behind each. */
function linesOf(bundle: Loaded, { auction }: Args, findings: Findings): readonly Line[] | undefined {
  const path = `${folderOf(auction)}/happenings.jsonl`;
  const text = readText(bundle, path, findings);
  if (text === undefined) return undefined;
  const texts = text.split("\n");
  if (texts.pop() !== "") findings.fault("auction-line-wrong", path, { line: texts.length + 1 });
  const lines = texts.map(lineOf);
  const wrong = lines.indexOf(null);
  findings.demand(wrong === -1, "auction-line-wrong", path, { line: wrong + 1 });
  return wrong === -1 ? lines.filter((line) => line !== null) : undefined;
}

function lineOf(text: string): Line | null {
  try {
    const { signature = null, ...happening } = parseCanonical(utf8(text)) as { readonly signature?: string };
    return { text, happening: happening as unknown as Happening, signature };
  } catch {
    return null;
  }
}

type Replayed = { readonly path: string; readonly lines: readonly Line[]; /** After each line; the first is the hash of the terms. */ readonly heads: readonly string[]; readonly contest: Contest };

/** Decides everything again. What an exchange decided otherwise is named, and what follows from it is not looked at. */
function replay(terms: AuctionTerms, lines: readonly Line[], args: Args, findings: Findings): Replayed {
  const path = `${folderOf(args.auction)}/happenings.jsonl`;
  const heads = [entries(args, "auction.terms")[0]?.body.sha256 ?? ""];
  for (const { text } of lines) heads.push(sha256Hex(utf8((heads.at(-1) ?? "") + text)));
  let contest = begun(terms);
  for (let at = 0; at < lines.length;) {
    const line = lines[at];
    const made = line === undefined ? null : decidedAgain(contest, line.happening);
    const same = made !== null && made.length > 0 && made.every((each, further) => sameText(each, lines[at + further]?.happening));
    findings.demand(same, "auction-decided-otherwise", path, { seq: at + 1 });
    if (!same) break;
    contest = made.reduce(applied, contest);
    at += made.length;
  }
  return { path, lines, heads, contest };
}

/** What the same command makes happen; null where it is none. */
function decidedAgain(contest: Contest, happening: Happening): readonly Happening[] | null {
  try {
    return decide(contest, commandOf(happening));
  } catch {
    return null;
  }
}

const sameText = (made: Happening, kept: Happening | undefined): boolean => kept !== undefined && canonicalText(made) === canonicalText(kept);

/** The batches of the log cover every line once, in order, by the heads of the chain; so does the end. */
function checkBatches({ lines, heads, contest, path }: Replayed, args: Args, findings: Findings): void {
  let next = 1;
  for (const { idx, body: { from, to, head } } of entries(args, "auction.batch")) {
    findings.demand(from === next && to >= from, "auction-batch-gap", args.log.pathOf(idx), { idx, from, next });
    findings.demand(heads[to] === head, "auction-batch-differs", args.log.pathOf(idx), { idx, to });
    next = to + 1;
  }
  findings.demand(next === lines.length + 1, "auction-batch-missing", path, { lines: lines.length, logged: next - 1 });
  const [end, ...more] = entries(args, "auction.end");
  const endedSeq = lines.findIndex(({ happening }) => happening.kind === "ended") + 1;
  const isEnd = end !== undefined && more.length === 0 && end.body.seq >= endedSeq && heads[end.body.seq] === end.body.head;
  findings.demand(contest.ended === null ? end === undefined : isEnd, "auction-end-differs", path, { auction: args.auction });
}

type Given = { readonly paddle: string; readonly key: string; /** Where the log has it. */ readonly idx: number };

/** Every key with its place in the log: by an entry of its own, or within the seats of the batch that holds them. */
function keysGiven(lines: readonly Line[], args: Args): readonly Given[] {
  const batches = entries(args, "auction.batch");
  const seated = lines.flatMap(({ happening }) => (happening.kind === "seated" ? happening.seats.flatMap(({ paddle, keys }) => keys.map(({ key }) => ({ paddle, key, idx: (batches.find(({ body }) => body.to >= happening.seq)?.idx ?? Infinity) - 1 }))) : []));
  return [...entries(args, "auction.key").map(({ idx, body: { paddle, key } }) => ({ paddle, key, idx })), ...seated];
}

/** Each act of a bidder bears the signature of a key that this bidder gave before; of lines that were decided otherwise nothing is believed. */
function checkSignatures({ lines, path, contest }: Replayed, args: Args, findings: Findings): void {
  const keys = keysGiven(lines, args);
  const batches = entries(args, "auction.batch");
  for (const { happening, signature } of lines.slice(0, contest.seq)) {
    if (!("key" in happening) || OFFICES.includes(happening.by)) continue;
    const loggedAt = batches.find(({ body }) => body.to >= happening.seq)?.idx ?? Infinity;
    const own = keys.filter(({ idx, paddle }) => paddle === happening.by && idx < loggedAt);
    const bytes = requestBytes({ exchange: args.exchange, auction: args.auction, paddle: happening.by, stage: "stage" in happening ? happening.stage : null, key: happening.key, wish: wishOf(happening) });
    findings.demand(signature !== null && own.some(({ key }) => isSignedBy(key, bytes, signature)), "auction-signature-wrong", path, { seq: happening.seq, paddle: happening.by });
  }
}

function isSignedBy(key: string, bytes: Uint8Array, signature: string): boolean {
  try {
    return verifyEd25519(fromBase64(key), bytes, fromBase64(signature));
  } catch {
    return false;
  }
}

/** What was fixed in the chain is what was logged; what was shown is what was fixed; and the result is what follows. */
function checkReserve(bundle: Loaded, played: Replayed, args: Args, findings: Findings): void {
  const { contest, path: happenings } = played;
  const logged = entries(args, "auction.reserve").map(({ body }) => body.commitment);
  const fixed = contest.reserve === null ? [] : [contest.reserve];
  findings.demand(logged.join() === fixed.join(), "auction-reserve-differs", happenings, { logged: logged.join(", ") || "—" });
  const path = `${folderOf(args.auction)}/reserve.json`;
  const file = bundle.files.has(path) ? (readBytes(bundle, path, findings) ?? null) : null;
  checkOpened(contest, { path, sha256: bundle.hashes.get(path) }, args, findings);
  const outcome = outcomeOf(contest, file);
  findings.demand(outcome?.reserve !== "mismatch", "auction-reserve-shown-other", path, { committed: fixed.join() });
  checkResult(bundle, (outcome === null ? outcomesWithout(contest) : [outcome]).map((each) => resultOf(played, each, args)), args, findings);
}

const resultOf = ({ lines, heads }: Replayed, outcome: object, { exchange, auction }: Args): object => ({ v: "auction-result/1", exchange, auction, seq: lines.length, head: heads.at(-1) ?? "", ...outcome });

/** The log says of what was opened last which file it was, and whether it is the one that was fixed. */
function checkOpened({ reserve }: Contest, { path, sha256 }: { readonly path: string; readonly sha256: string | undefined }, args: Args, findings: Findings): void {
  const opened = entries(args, "auction.reserve.opened").at(-1);
  if (opened === undefined) return;
  const { idx, body } = opened;
  findings.demand(sha256 === undefined || body.sha256 === sha256, "auction-reserve-opened", path, { sha256: body.sha256 });
  findings.demand(body.matches === (body.sha256 === reserve), "auction-reserve-verdict", args.log.pathOf(idx), { idx });
}

/** result.json says what follows from the rest, byte by byte; where the reserve stays with its keeper all but whether it was reached, which the archive entry alone fixes. */
function checkResult(bundle: Loaded, possible: readonly object[], { auction }: Args, findings: Findings): void {
  const path = `${folderOf(auction)}/result.json`;
  const bytes = readBytes(bundle, path, findings);
  if (bytes === undefined) return;
  const texts = possible.map((due) => canonicalText(due as Json));
  findings.demand(texts.some((due) => isText(bytes, due)), "auction-result-differs", path, { due: texts.join(" ") });
  if (possible.length > 1) findings.note("auction-reserve-kept", { auction });
}

function isText(bytes: Uint8Array, text: string): boolean {
  try {
    return fromUtf8(bytes) === text;
  } catch {
    return false;
  }
}

/** Each number that was let in is opened once, to the firm it was committed to. */
function checkNames(bundle: Loaded, { contest }: Replayed, { auction, exchange }: Args, findings: Findings): void {
  const path = `${folderOf(auction)}/names.json`;
  const names = readShape(bundle, path, NAMES, findings);
  if (names === undefined) return;
  const opened = new Map(names.paddles.map((row) => [row.paddle, row]));
  for (const row of names.paddles) {
    const hash = sha256Hex(paddleBytes({ exchange, auction, ...row }));
    findings.demand(bidderOf(contest, row.paddle)?.commitment === hash, "auction-name-differs", path, { paddle: row.paddle, name: row.name });
  }
  const missing = eligiblePaddles(contest).filter((paddle) => !opened.has(paddle));
  findings.demand(missing.length === 0 && opened.size === names.paddles.length, "auction-names-missing", path, { paddles: missing.join(", ") || "—" });
}
