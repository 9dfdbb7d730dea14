import { verifyEd25519 } from "../journal/ed25519-node.js";
import { leafHash } from "../journal/merkle.js";
import { openProvisionalReceipt, PROMISE_MS, type ProvisionalReceipt } from "../journal/receipts.js";
import { fromBase64, fromUtf8, sameBytes } from "../kernel/bytes.js";
import type { Result } from "../kernel/result.js";
import { at, plusMs, type Instant } from "../kernel/time.js";
import { parseDecisionFile, parseDisputeFile, type DisputeFile } from "../signing/dispute-file.js";
import { checkSigner } from "../signing/cms-rules.js";
import { verifyDetached } from "../signing/cms.js";
import { sha256Hex } from "../signing/hash-node.js";
import { parseStatement } from "../signing/statement.js";
import { sealedEntry, type BidArgs } from "./bids.js";
import { checkRoot, readCheckpoint } from "./checkpoint.js";
import type { Close } from "./close.js";
import type { Loaded } from "./files.js";
import type { Findings } from "./findings.js";
import { receiptKeysIn } from "./key-changes.js";
import type { EntryOfType } from "./log.js";
import { readBytes } from "./read.js";
import { ofPart } from "./terms.js";

export type DisputeArgs = BidArgs & { readonly close: Close };
type Dispute = EntryOfType<"lot.dispute">;
type Word = EntryOfType<"lot.dispute.decide">;

/**
 * The disputes over a close: each lies after it and before anything was released, has its word before that too, and is what its
 * receipt proves. A lot fails with CLOSE_DISPUTED exactly where one was upheld (trust.md §1.5, step 2).
 */
export function checkDisputes(bundle: Loaded, args: DisputeArgs, findings: Findings): void {
  const { index, lot, part, log } = args;
  const mine = ofPart(index, lot, part.part);
  const disputes = log.all("lot.dispute").filter(({ body }) => mine(body));
  const words = log.all("lot.dispute.decide").filter(({ body }) => mine(body));
  const listed = (part.disputes ?? []).map(({ idx, decideIdx }) => `${String(idx)} ${String(decideIdx)}`);
  const logged = disputes.map((dispute) => `${String(dispute.idx)} ${String(wordOn(dispute, words)?.idx ?? null)}`);
  if (index.edition === "full") findings.demand(listed.join() === logged.join(), "index-differs", "bundle.json", { what: `${lot}/${part.part} disputes` });
  else if (disputes.length > 0) findings.note("disputes-withheld", { part: part.part, count: disputes.length });
  for (const dispute of disputes) {
    checkPlace(args, dispute, wordOn(dispute, words), findings);
    if (index.edition === "full") checkFiles(bundle, args, { dispute, word: wordOn(dispute, words) }, findings);
  }
  checkFailure(args, findings);
}

const wordOn = (dispute: Dispute, words: readonly Word[]): Word | undefined => words.find(({ body }) => body.dispute === dispute.body.sha256);

/** After the close, one word each, and nothing released or opened while one was open. */
function checkPlace({ index, lot, part, log, close }: DisputeArgs, dispute: Dispute, word: Word | undefined, findings: Findings): void {
  const path = log.pathOf(dispute.idx);
  const inOrder = dispute.idx > close.closeIdx && dispute.body.close === close.closeIdx && (word === undefined || word.idx > dispute.idx);
  findings.demand(inOrder, "dispute-differs", path, { idx: dispute.idx, what: "close" });
  const opened = [...log.all("share.release"), ...log.all("lot.open")].filter(({ body }) => ofPart(index, lot, part.part)(body)).map(({ idx }) => idx);
  const stands = word !== undefined && word.body.outcome !== "upheld" && opened.every((idx) => idx > word.idx);
  findings.demand(opened.length === 0 || stands, "dispute-open", path, { idx: dispute.idx });
}

/** A lot is failed for a disputed close where, and only where, a dispute over one of its parts was upheld. */
function checkFailure({ index, lot, part, log }: DisputeArgs, findings: Findings): void {
  const upheld = log.all("lot.dispute.decide").filter(({ body }) => body.tender === index.tender && body.lot === lot && body.outcome === "upheld");
  const failed = log.all("lot.fail").filter(({ body }) => ofPart(index, lot, part.part)(body) && body.reason === "CLOSE_DISPUTED");
  const fits = upheld.length === 0 ? failed.length === 0 : failed.length === 1 && upheld.some(({ idx }) => idx < (failed[0]?.idx ?? -1));
  findings.demand(fits, "dispute-failure", "bundle.json", { part: part.part, upheld: upheld.length, failed: failed.length });
}

const pathOf = (idx: number): string => `disputes/${String(idx)}.json`;

type Logged<File> = { readonly path: string; readonly entry: Dispute | Word; readonly parse: (bytes: Uint8Array) => Result<File> };

/** A file of a dispute, held against the hash in its entry; undefined, with the fault noted, where it cannot be read. */
function readLogged<File>(bundle: Loaded, { path, entry, parse }: Logged<File>, findings: Findings): File | undefined {
  const bytes = readBytes(bundle, path, findings);
  if (bytes === undefined) return undefined;
  const file = parse(bytes);
  if (!file.ok) {
    findings.fault("statement-wrong", path, { why: file.refusal });
    return undefined;
  }
  findings.demand(sha256Hex(bytes) === entry.body.sha256, "entry-hash", path, { idx: entry.idx });
  return file.value;
}

/** Evidence and decision are what was logged; the evidence proves what it claims. */
function checkFiles(bundle: Loaded, args: DisputeArgs, { dispute, word }: { readonly dispute: Dispute; readonly word: Word | undefined }, findings: Findings): void {
  const path = pathOf(dispute.idx);
  const file = readLogged(bundle, { path, entry: dispute, parse: parseDisputeFile }, findings);
  if (file === undefined) return;
  const why = faultOf(args, dispute, file) ?? groundFault(args, { path, file }, findings);
  if (why !== null) findings.fault("dispute-differs", path, { idx: dispute.idx, what: why });
  if (word !== undefined) checkWord(bundle, args, word, findings);
}

function checkWord(bundle: Loaded, args: DisputeArgs, word: Word, findings: Findings): void {
  const path = pathOf(word.idx);
  const file = readLogged(bundle, { path, entry: word, parse: parseDecisionFile }, findings);
  if (file === undefined) return;
  const fits = isHere(args, file) && file.dispute === word.body.dispute && file.outcome === word.body.outcome;
  findings.demand(fits, "dispute-differs", path, { idx: word.idx, what: "decision" });
}

const isHere = ({ index, lot, part }: DisputeArgs, file: { readonly exchange: string; readonly tender: string; readonly lot: string; readonly part: string }): boolean =>
  file.exchange === index.exchange && file.tender === index.tender && file.lot === lot && file.part === part.part;

/** What is wrong with a dispute as a document: its place, its close, the bidder's signature; null where nothing is. */
function faultOf(args: DisputeArgs, dispute: Dispute, file: DisputeFile): string | null {
  const { index, lot, part, log, trust } = args;
  if (!isHere(args, file) || file.ground !== dispute.body.ground) return "place";
  const closes = [...log.all("lot.close"), ...log.all("lot.close.add")].filter(({ idx, body }) => idx < dispute.idx && ofPart(index, lot, part.part)(body));
  if (!closes.some(({ sha256 }) => sha256 === file.close)) return "close";
  const bytes = bytesIn(file.statement);
  const statement = parseStatement(bytes);
  if (!statement.ok || !isHere(args, statement.value) || statement.value.bidder.id !== file.bidder) return "statement";
  const signed = verifyDetached(bytesIn(file.signature), bytes, trust, at(file.raisedAt));
  const signer = signed.ok ? checkSigner(signed.value.certificate, { organisation: file.bidder, cert: statement.value.bidder.cert }) : signed;
  return signer.ok ? null : "signature";
}

type Shown = { readonly path: string; readonly file: DisputeFile };

/** Why the receipt does not prove its ground against this log; null where it does. */
function groundFault(args: DisputeArgs, shown: Shown, findings: Findings): string | null {
  const { part, log, close } = args;
  const { file } = shown;
  const receipt = receiptFor(args, file);
  if (receipt === null) return "receipt";
  if (receipt.acceptedAt >= at(part.deadline)) return "acceptedAt";
  const idx = log.tree.levels[0]?.findIndex((each) => sameBytes(each, receipt.leafHash)) ?? -1;
  if (file.ground === "receipt-broken") return isMissing(args, { ...shown, receipt, idx }, findings) ? null : "checkpoint";
  const isLate = idx >= (close.deadlineSize ?? Infinity);
  return idx >= 0 && isLate === (file.ground === "accepted-late") ? null : "leaf";
}

/** Whether a quorum checkpoint dated after the promise lacks the leaf. */
function isMissing({ log }: DisputeArgs, { path, file, receipt, idx }: Shown & { readonly receipt: ProvisionalReceipt; readonly idx: number }, findings: Findings): boolean {
  if (file.checkpoint === null) return false;
  const from = plusMs(receipt.acceptedAt, PROMISE_MS + 1);
  const checkpoint = readCheckpoint(fromUtf8(bytesIn(file.checkpoint)), path, log.authority, findings, { from, to: Number.MAX_SAFE_INTEGER as Instant });
  return checkpoint !== undefined && checkRoot(checkpoint, path, log.tree, findings) && (idx < 0 || idx >= checkpoint.size);
}

/** The receipt of the shown statement, which promises its very leaf in this log; null where it is none. */
function receiptFor(args: DisputeArgs, file: DisputeFile): ProvisionalReceipt | null {
  const st = sha256Hex(bytesIn(file.statement));
  const receipt = receiptIn(args, file);
  const fits = receipt?.statementSha256 === st && receipt.origin === args.log.authority.origin && sameBytes(receipt.leafHash, leafHash(sealedEntry(file.salt, st)));
  return fits ? receipt : null;
}

/** The receipt, signed by a key that the log names for receipts; null where it is none. */
function receiptIn({ log }: DisputeArgs, { receipt }: DisputeFile): ProvisionalReceipt | null {
  try {
    return openProvisionalReceipt(fromUtf8(bytesIn(receipt)), receiptKeysIn(log, () => undefined), verifyEd25519);
  } catch {
    return null; // not by one of these keys, or no receipt at all
  }
}

/** The bytes of a base64 field; none where it is no base64, which then matches nothing. */
function bytesIn(text: string): Uint8Array {
  try {
    return fromBase64(text);
  } catch {
    return new Uint8Array();
  }
}
