import { leafHash, verifyInclusion } from "../journal/merkle.js";
import { parseTlogProof, type TlogProof } from "../journal/proof.js";
import { base64, concat, fromHex, sameBytes, utf8 } from "../kernel/bytes.js";
import { canonical } from "../kernel/canonical-json.js";
import { at } from "../kernel/time.js";
import type { TrustStore } from "../signing/chains.js";
import { sha256Hex } from "../signing/hash-node.js";
import { parseStatement, type BidStatement, type Statement } from "../signing/statement.js";
import { checkAgainstTerms } from "../signing/terms.js";
import { checkRoot, readCheckpoint } from "./checkpoint.js";
import type { Loaded } from "./files.js";
import type { Findings } from "./findings.js";
import type { BundleLog } from "./log.js";
import { readBytes, readText } from "./read.js";
import { checkSignature } from "./signatures.js";
import type { BidRow, BundleIndex, PartRow } from "./shapes.js";
import type { PartTerms } from "./terms.js";

/** A lodgement with its statement. */
export type Lodged = { readonly row: BidRow; readonly statement: Statement };
export type BidArgs = { readonly index: BundleIndex; readonly lot: string; readonly part: PartRow; readonly terms: PartTerms; readonly log: BundleLog; readonly trust: TrustStore };

/** What the log holds of a lodgement: nothing but SHA-256("daylight/sealed/v1\0" ‖ salt ‖ SHA-256(statement)). */
export function sealedEntry(salt: string, statementSha256: string): Uint8Array {
  const c = sha256Hex(concat(utf8("daylight/sealed/v1\0"), fromHex(salt), fromHex(statementSha256)));
  return canonical({ v: "dl/1", type: "sealed", c });
}

/** Every lodgement of a part: signed by its bidder, logged, receipted, in its bidder's unbroken sequence. */
export function checkBids(bundle: Loaded, args: BidArgs, findings: Findings): Lodged[] {
  const lodged: Lodged[] = [];
  const { bids } = args.part;
  const rising = bids.every(({ idx }, place) => idx > (bids[place - 1]?.idx ?? -1));
  findings.demand(rising, "index-differs", "bundle.json", { what: `${args.lot}/${args.part.part} bids` });
  for (const row of bids) {
    checkLeaf(args.log, row, findings);
    checkReceipt(bundle, args.log, row, findings);
    const statement = readStatement(bundle, row, findings);
    if (statement === undefined) continue;
    lodged.push({ row, statement });
    checkStatement(bundle, args, { row, statement }, findings);
    if (statement.v === "dse/1") checkSealed(bundle, args, { row, statement }, findings);
  }
  if (args.index.edition === "full") checkSequence(lodged, findings);
  return lodged;
}

const statementPath = ({ statement }: BidRow): string => `bids/${statement}/statement.json`;

function readStatement(bundle: Loaded, row: BidRow, findings: Findings): Statement | undefined {
  const path = statementPath(row);
  const bytes = readBytes(bundle, path, findings);
  if (bytes === undefined) return undefined;
  findings.demand(bundle.hashes.get(path) === row.statement, "statement-hash", path);
  const parsed = parseStatement(bytes);
  if (parsed.ok) return parsed.value;
  findings.fault("statement-wrong", path, { why: parsed.refusal });
  return undefined;
}

const KINDS = { "dse/1": "bid", "dse-withdraw/1": "withdraw", "dse-confirm/1": "confirm" } as const;

/** Signed by the bidder it names, for this part, and described truly in bundle.json. */
function checkStatement(bundle: Loaded, { index, lot, part, trust }: BidArgs, { row, statement }: Lodged, findings: Findings): void {
  const path = statementPath(row);
  const here = statement.exchange === index.exchange && statement.tender === index.tender && statement.lot === lot && statement.part === part.part;
  findings.demand(here, "statement-of-another-part", path);
  const described = statement.bidder.id === row.bidder && KINDS[statement.v] === row.kind && (row.live ? row.kind === "bid" : row.how === null);
  findings.demand(described, "index-differs", "bundle.json", { what: `bids ${String(row.idx)}` });
  const by = { organisation: statement.bidder.id, cert: statement.bidder.cert };
  checkSignature(bundle, trust, { content: path, signature: path.replace(/json$/, "p7s"), at: at(part.deadline), by }, findings);
}

/** The leaf hides this statement and no other. */
function checkLeaf(log: BundleLog, row: BidRow, findings: Findings): void {
  const logged = log.tree.levels[0]?.[row.idx] ?? new Uint8Array();
  findings.demand(sameBytes(logged, leafHash(sealedEntry(row.salt, row.statement))), "not-what-was-logged", statementPath(row), { idx: row.idx });
}

/** The receipt proves the leaf was in this very log, and tells the salt. */
function checkReceipt(bundle: Loaded, log: BundleLog, row: BidRow, findings: Findings): void {
  const path = `bids/${row.statement}/receipt.tlog-proof`;
  const text = readText(bundle, path, findings);
  if (text === undefined) return;
  const proof = proofOf(text);
  if (proof === undefined) { findings.fault("receipt-wrong", path, { what: "c2sp.org/tlog-proof@v1" }); return; }
  findings.demand(proof.index === row.idx, "receipt-wrong", path, { what: "index" });
  findings.demand(base64(proof.extra ?? new Uint8Array()) === base64(fromHex(row.salt)), "receipt-wrong", path, { what: "extra" });
  const checkpoint = readCheckpoint(proof.checkpoint, path, log.authority, findings);
  if (checkpoint === undefined) return;
  checkRoot(checkpoint, path, log.tree, findings);
  const leaf = leafHash(sealedEntry(row.salt, row.statement));
  findings.demand(verifyInclusion(proof.index, checkpoint.size, leaf, proof.hashes, checkpoint.root), "receipt-wrong", path, { what: "proof" });
}

function proofOf(text: string): TlogProof | undefined {
  try {
    return parseTlogProof(text);
  } catch {
    return undefined;
  }
}

type LodgedBid = { readonly row: BidRow; readonly statement: BidStatement };

/** A bid names the terms it was made under; what the bundle holds of its ciphertext is what it names. */
function checkSealed(bundle: Loaded, { index, part, terms }: BidArgs, bid: LodgedBid, findings: Findings): void {
  const path = statementPath(bid.row);
  const under = terms.all.find(({ sha256, idx }) => sha256 === bid.statement.notice && idx < bid.row.idx);
  const fits = under === undefined ? undefined : checkAgainstTerms(bid.statement, under.body, under.sha256, index.exchange);
  if (fits === undefined) findings.fault("terms-unknown", path);
  else if (!fits.ok) findings.fault("statement-wrong", path, { why: fits.refusal });
  if (bid.row.live && part.outcome === "opened") checkStored(bundle, index, bid, findings);
}

/** Content and shares as the statement names them; a public edition may keep all of them back, not some. */
function checkStored(bundle: Loaded, index: BundleIndex, { row, statement }: LodgedBid, findings: Findings): void {
  const folder = `bids/${row.statement}`;
  const shares = statement.shares.map((share, place) => [`${folder}/share-${String(place + 1)}.age`, share] as const);
  const named = [[`${folder}/content.age`, statement.content] as const, ...shares];
  if (index.edition === "public" && !named.some(([path]) => bundle.files.has(path))) return;
  const key = `${folder}/envelope.key`;
  findings.demand(bundle.files.has(key) || (row.how !== "threshold" && row.how !== "bidder-key"), "file-missing", key);
  for (const [path, { sha256, size }] of named) {
    const file = bundle.files.get(path);
    findings.demand(file !== undefined, "file-missing", path);
    if (file !== undefined) findings.demand(file.size === size && bundle.hashes.get(path) === sha256, "stored-differs", path);
  }
}

/** Of each bidder, seq counts 1, 2, 3… in log order and prev is the statement before. */
function checkSequence(lodged: readonly Lodged[], findings: Findings): void {
  const newest = new Map<string, Lodged>();
  for (const each of lodged) {
    const { statement, row } = each;
    const before = newest.get(statement.bidder.id);
    const follows = statement.seq === (before?.statement.seq ?? 0) + 1 && statement.prev === (before?.row.statement ?? null);
    findings.demand(follows, "sequence-broken", statementPath(row), { bidder: statement.bidder.id, seq: statement.seq });
    newest.set(statement.bidder.id, each);
  }
}
