import { makeBundle, TILE_WIDTH, tilePath, tilesOf } from "../journal/tiles.js";
import { utf8 } from "../kernel/bytes.js";
import { canonical } from "../kernel/canonical-json.js";
import { sha256Hex } from "../signing/hash-node.js";
import { pemOf } from "../signing/http-signature-node.js";
import type { BundleFile, BundleFiles } from "./bundle-file.js";
import { byBytes, fileOf, load } from "./files.js";
import { vkeysOf } from "./log.js";
import { archiveHashOf, MANIFEST, manifestOf } from "./manifest.js";
import { contractPath } from "./contracts.js";
import { bankKeyPath, wordPath } from "./money-bank.js";
import { DEPOSITS } from "./money-deposits.js";
import { ACCOUNTS, POSTINGS } from "./money-postings.js";
import { REFUNDS } from "./money-refunds.js";
import { reservePath } from "./reserves.js";
import { listPath } from "./revocation.js";
import type { BundledDraw } from "../experts/bundled.js";
import { bundleShape, misfit, saleBundleShape, type BundleIndex, type SaleIndex } from "./shapes.js";
import { hashTileOf, treeOf } from "./tree.js";

type Signed = { readonly json: Uint8Array; readonly p7s: Uint8Array | null; /** What the request that brought it was signed by, where no CMS lies beside it. */ readonly act?: Uint8Array };

/** A lodgement: its statement and receipt; of a live bid of an opened part also the ciphertext and, where it opened, the key's line. */
export type BidInput = {
  readonly statement: Uint8Array; readonly p7s: Uint8Array; readonly receipt: string;
  readonly sealed: { readonly content: BundleFile; readonly shares: readonly Uint8Array[]; readonly keyLine: Uint8Array | null } | null;
};
export type EvaluationInput = {
  readonly lot: string; readonly method: Uint8Array; readonly totals: Uint8Array;
  /** Null in a public edition, which has no sheets either. */
  readonly report: Uint8Array | null;
  /** What let the later part be opened; null where the lot has one part. */
  readonly technical: Uint8Array | null;
  /** The purchaser's review of who qualifies; null where the line has none, and in a public edition. */
  readonly qualification: Uint8Array | null;
  /** The purchaser's own draws between equals; null where it made none, and in a public edition. */
  readonly draws: Uint8Array | null;
  /** What was entered beside the sheets; null where the report fixed none, and in a public edition. */
  readonly inputs?: Uint8Array | null;
  /** Who stood behind which code; null where nobody was judged blind, and in a public edition. */
  readonly blind?: Uint8Array | null;
  /** By which the experts were appointed without a draw; null where they were not, and in a public edition. */
  readonly appointment?: Uint8Array | null;
  readonly sheets: readonly ({ readonly expert: string } & Signed)[];
  /** Sheets that were opened again, and those of members who left, by their serial; none in a public edition. */
  readonly voids?: readonly ({ readonly expert: string; readonly serial: number } & Signed)[];
  /** What was decided of sheets and seats; none in a public edition. */
  readonly changes?: readonly { readonly serial: number; readonly file: Uint8Array }[];
  /** What members said of the report; none in a public edition. */
  readonly opinions?: readonly ({ readonly expert: string } & Signed)[];
  /** What bidders were asked in writing, with the signed answers; none in a public edition. */
  readonly clarifications?: readonly { readonly serial: number; readonly file: Uint8Array; readonly answer: Signed | null }[];
};

/** money/: a tender's part of the ledger, what came and went, and what banks signed of it. */
export type MoneyInput = {
  readonly accounts: Uint8Array; readonly postings: Uint8Array; readonly deposits: Uint8Array; readonly refunds: Uint8Array;
  readonly banks: readonly { readonly bank: string; readonly keys: readonly { readonly serial: number; readonly publicKey: Uint8Array }[]; readonly words: readonly { readonly body: Uint8Array; readonly base: Uint8Array; readonly signature: Uint8Array }[] }[];
};

/** All that an archive entry fixes: everything of a bundle but its log. Bytes as they were signed, issued or published. */
export type Papers = {
  readonly index: BundleIndex;
  readonly readme: string;
  readonly openers: readonly ({ readonly lot: string; readonly part: string; readonly opener: string } & Signed)[];
  readonly bids: readonly BidInput[];
  /** One whose plaintexts a public edition keeps back goes without the signature, which is not over what is left. */
  readonly releases: readonly { readonly idx: number; readonly json: Uint8Array; readonly p7s: Uint8Array | null }[];
  readonly openings: readonly { readonly idx: number; readonly json: Uint8Array }[];
  /** Disputes over closes and the words on them, each by its log index. */
  readonly disputes?: readonly { readonly idx: number; readonly json: Uint8Array }[];
  /** The supervisor's orders, each by its log index. */
  readonly orders?: readonly { readonly idx: number; readonly json: Uint8Array }[];
  /** Findings and changes of way, each by its log index; none in a public edition. */
  readonly ways?: readonly { readonly idx: number; readonly json: Uint8Array }[];
  /** The files of reserve estimates that were read out. */
  readonly reserves?: readonly { readonly lot: string; readonly json: Uint8Array }[];
  /** When firms first read their letters, each by its log index. */
  readonly reads?: readonly { readonly idx: number; readonly json: Uint8Array }[];
  readonly notices: readonly { readonly id: string; readonly version: number; readonly json: Uint8Array; readonly pdf: Uint8Array }[];
  readonly draws: readonly ({ readonly folder: string } & BundledDraw)[];
  readonly evaluation: readonly EvaluationInput[];
  /** Lists of who may bid, of lots that not everybody bids for. */
  readonly admitted?: readonly { readonly lot: string; readonly json: Uint8Array }[];
  /** Reviews of applications with their members' signatures; none in a public edition. */
  readonly reviews?: readonly { readonly lot: string; readonly json: Uint8Array; readonly signatures: readonly { readonly label: string; readonly p7s: Uint8Array }[]; /** By which its experts were appointed without a draw; null where they were not. */ readonly appointment?: Uint8Array | null }[];
  /** Contracts as they were recorded; none in a public edition. */
  readonly contracts?: readonly { readonly lot: string; readonly json: Uint8Array }[];
  /** None in a public edition. */
  readonly money?: MoneyInput | null;
  /** Revocation lists by their hash, DER. */
  readonly lists?: readonly { readonly sha256: string; readonly der: Uint8Array }[];
  readonly trust: { readonly ca: string; readonly policy: string; readonly tsa: string | null };
};

/** The log up to the first quorum-cosigned checkpoint that covers the archive entry, and the two checkpoints of each close. */
export type LogInput = {
  readonly entries: readonly Uint8Array[];
  readonly checkpoint: string;
  readonly policy: string;
  readonly closes: readonly { readonly closeIdx: number; readonly deadline: string; readonly closing: string; readonly deadlineStamp: Uint8Array | null; readonly closingStamp: Uint8Array | null }[];
};

/** Every file not under log/, by path. Pure assembly: what goes in decides every byte. @throws {RangeError} if the index does not fit contracts.md §5 */
export function papersOf(papers: Papers): BundleFiles {
  const { index } = papers;
  const why = misfit(bundleShape, index);
  if (why !== null) throw new RangeError(`bundle.json: ${why}`);
  const files: Growing = new Map([["bundle.json", fileOf(canonical(index))], ["README.txt", fileOf(utf8(papers.readme))]]);
  putTrust(files, papers.trust);
  for (const { lot, part, opener, ...signed } of papers.openers) putSigned(files, `openers/${lot}/${part}/${opener}`, signed);
  for (const bid of papers.bids) putBid(files, bid);
  for (const { idx, ...signed } of papers.releases) putSigned(files, `releases/${String(idx)}`, signed);
  for (const [folder, each] of Object.entries({ opening: papers.openings, disputes: papers.disputes, orders: papers.orders, ways: papers.ways, reads: papers.reads })) putByIndex(files, folder, each ?? []);
  for (const notice of papers.notices) putNotice(files, notice);
  for (const each of papers.draws) putDraw(files, each);
  for (const evaluation of papers.evaluation) putEvaluation(files, evaluation);
  putEntry(files, papers);
  putMoney(files, papers);
  return files;
}

/** What the archive entry of a sale fixes. The record of an auction is its files by their names. */
export type SalePapers = {
  readonly index: SaleIndex; readonly readme: string; readonly trust: Papers["trust"]; readonly notices: Papers["notices"]; readonly lists?: Papers["lists"];
  readonly deals?: readonly { readonly path: string; readonly file: Uint8Array }[];
  readonly auctions: readonly { readonly auction: string; readonly files: Readonly<Record<string, Uint8Array>> }[];
  readonly singles?: readonly { readonly idx: number; readonly json: Uint8Array }[];
};

/** Every file of a sale's bundle not under log/, by path. @throws {RangeError} if the index does not fit contracts.md §5 */
export function salePapersOf({ index, readme, trust, notices, lists = [], deals = [], auctions, singles = [] }: SalePapers): BundleFiles {
  const why = misfit(saleBundleShape, index);
  if (why !== null) throw new RangeError(`bundle.json: ${why}`);
  const files: Growing = new Map([["bundle.json", fileOf(canonical(index))], ["README.txt", fileOf(utf8(readme))]]);
  putTrust(files, trust);
  for (const notice of notices) putNotice(files, notice);
  for (const list of lists) files.set(listPath(list), fileOf(list.der));
  for (const { path, file } of deals) files.set(path, fileOf(file));
  for (const { auction, files: own } of auctions) for (const [name, bytes] of Object.entries(own)) files.set(`auctions/${auction}/${name}`, fileOf(bytes));
  putByIndex(files, "singles", singles);
  return files;
}

type Growing = Map<string, BundleFile>;

function putTrust(files: Growing, { ca, policy, tsa }: Papers["trust"]): void {
  files.set("trust/ca.pem", fileOf(utf8(ca)));
  files.set("trust/policy.txt", fileOf(utf8(policy)));
  if (tsa !== null) files.set("trust/tsa.pem", fileOf(utf8(tsa)));
}

function putByIndex(files: Growing, folder: string, papers: readonly { readonly idx: number; readonly json: Uint8Array }[]): void {
  for (const { idx, json } of papers) files.set(`${folder}/${String(idx)}.json`, fileOf(json));
}

function putSigned(files: Growing, path: string, { json, p7s, act }: Signed): void {
  files.set(`${path}.json`, fileOf(json));
  if (p7s !== null) files.set(`${path}.p7s`, fileOf(p7s));
  if (act !== undefined) files.set(`${path}.act`, fileOf(act));
}

function putBid(files: Growing, { statement, p7s, receipt, sealed }: BidInput): void {
  const folder = `bids/${sha256Hex(statement)}`;
  putSigned(files, `${folder}/statement`, { json: statement, p7s });
  files.set(`${folder}/receipt.tlog-proof`, fileOf(utf8(receipt)));
  if (sealed === null) return;
  files.set(`${folder}/content.age`, sealed.content);
  for (const [place, share] of sealed.shares.entries()) files.set(`${folder}/share-${String(place + 1)}.age`, fileOf(share));
  if (sealed.keyLine !== null) files.set(`${folder}/envelope.key`, fileOf(sealed.keyLine));
}

function putNotice(files: Growing, { id, version, json, pdf }: Papers["notices"][number]): void {
  const folder = `notices/${id}/v${String(version)}`;
  files.set(`${folder}/notice.json`, fileOf(json));
  files.set(`${folder}/notice.pdf`, fileOf(pdf));
}

function putEntry(files: Growing, { admitted = [], reviews = [], reserves = [], lists = [] }: Papers): void {
  for (const list of lists) files.set(listPath(list), fileOf(list.der));
  for (const { lot, json } of reserves) files.set(reservePath(lot), fileOf(json));
  for (const { lot, json } of admitted) files.set(`admitted/${lot}.json`, fileOf(json));
  for (const review of reviews) putReview(files, review);
}

/** What became of the award in money: contracts, and the tender's part of the ledger. */
function putMoney(files: Growing, { contracts = [], money }: Papers): void {
  for (const { lot, json } of contracts) files.set(contractPath(lot), fileOf(json));
  if (money == null) return;
  const { accounts, postings, deposits, refunds, banks } = money;
  for (const [path, bytes] of [[ACCOUNTS, accounts], [POSTINGS, postings], [DEPOSITS, deposits], [REFUNDS, refunds]] as const) files.set(path, fileOf(bytes));
  for (const { bank, keys, words } of banks) {
    for (const { serial, publicKey } of keys) files.set(bankKeyPath(bank, serial), fileOf(utf8(pemOf(publicKey))));
    for (const { body, base, signature } of words) for (const [kind, bytes] of [["body", body], ["signed", base], ["sig", signature]] as const) files.set(wordPath(bank, sha256Hex(body), kind), fileOf(bytes));
  }
}

function putReview(files: Growing, { lot, json, signatures, appointment = null }: NonNullable<Papers["reviews"]>[number]): void {
  if (appointment !== null) files.set(`prequalification/${lot}/appointment.json`, fileOf(appointment));
  files.set(`prequalification/${lot}/review.json`, fileOf(json));
  for (const { label, p7s } of signatures) files.set(`prequalification/${lot}/${label}.p7s`, fileOf(p7s));
}

function putDraw(files: Growing, { folder, files: drawn, randomness, escrow, beacon = null }: Papers["draws"][number]): void {
  for (const [name, value] of Object.entries(drawn)) files.set(`draws/${folder}/${name}.json`, fileOf(canonical(value)));
  files.set(`draws/${folder}/randomness.txt`, fileOf(utf8(randomness)));
  if (beacon !== null) files.set(`draws/${folder}/beacon.json`, fileOf(beacon));
  for (const { name, file } of escrow?.files ?? []) files.set(`draws/${folder}/escrow/${name}.json`, fileOf(file));
  for (const [at, { release, signature }] of (escrow?.releases ?? []).entries()) {
    files.set(`draws/${folder}/escrow/releases/${String(at + 1)}.json`, fileOf(release));
    files.set(`draws/${folder}/escrow/releases/${String(at + 1)}.p7s`, fileOf(signature));
  }
}

function putEvaluation(files: Growing, given: EvaluationInput): void {
  const { lot, method, totals, technical, qualification, draws, inputs = null, blind = null, appointment = null, report } = given;
  const folder = `evaluation/${lot}`;
  const json = { method, totals, qualification, draw: draws, technical, inputs, blind, appointment };
  if (report !== null) files.set(`${folder}/report.pdf`, fileOf(report));
  for (const [name, bytes] of Object.entries(json)) if (bytes !== null) files.set(`${folder}/${name}.json`, fileOf(bytes));
  putCommittee(files, folder, given);
}

/** What the committee signed: the sheets that count, those that do not, and why; what its members said of the report. */
function putCommittee(files: Growing, folder: string, { sheets, voids = [], changes = [], opinions = [], clarifications = [] }: EvaluationInput): void {
  putClarifications(files, `${folder}/clarifications`, clarifications);
  for (const { expert, ...signed } of sheets) putSigned(files, `${folder}/sheets/${expert}`, signed);
  for (const { expert, serial, ...signed } of voids) putSigned(files, `${folder}/void/${expert}-${String(serial)}`, signed);
  for (const { serial, file } of changes) files.set(`${folder}/changes/${String(serial)}.json`, fileOf(file));
  for (const { expert, ...signed } of opinions) putSigned(files, `${folder}/opinions/${expert}`, signed);
}

function putClarifications(files: Growing, folder: string, clarifications: NonNullable<EvaluationInput["clarifications"]>): void {
  for (const { serial, file, answer } of clarifications) {
    files.set(`${folder}/${String(serial)}.json`, fileOf(file));
    if (answer !== null) putSigned(files, `${folder}/${String(serial)}-answer`, answer);
  }
}

/** What the archive entry of these papers must say; reads every content once. */
export async function archiveSha256(papers: BundleFiles): Promise<string> {
  return archiveHashOf((await load(papers)).hashes);
}

/** Every file under log/: checkpoints as issued, tiles made again from the entries. */
export function logFilesOf({ entries, checkpoint, policy, closes }: LogInput): BundleFiles {
  const files = new Map<string, BundleFile>([["log/checkpoint", fileOf(utf8(checkpoint))], ["log/vkeys", fileOf(utf8(vkeysOf(policy, entries)))]]);
  const tree = treeOf(entries);
  for (const tile of tilesOf(entries.length)) {
    const { level, number } = tile;
    const bytes = level === "entries" ? makeBundle(entries.slice(number * TILE_WIDTH, (number + 1) * TILE_WIDTH)) : hashTileOf(tree, { ...tile, level });
    files.set(`log/${tilePath(tile)}`, fileOf(bytes));
  }
  for (const { closeIdx, deadline, closing, deadlineStamp, closingStamp } of closes) {
    for (const [kind, note, stamp] of [["deadline", deadline, deadlineStamp], ["closing", closing, closingStamp]] as const) {
      files.set(`log/${kind}/${String(closeIdx)}`, fileOf(utf8(note)));
      if (stamp !== null) files.set(`log/${kind}/${String(closeIdx)}.tsr`, fileOf(stamp));
    }
  }
  return files;
}

/** The whole bundle, sorted by bytes, with its manifest: the same bytes from the same inputs, always. */
export async function bundleOf(papers: BundleFiles, log: BundleFiles): Promise<BundleFiles> {
  const files = new Map<string, BundleFile>([...papers, ...log]);
  const { hashes } = await load(files);
  files.set(MANIFEST, fileOf(utf8(manifestOf(hashes))));
  return new Map([...files].sort(([left], [right]) => byBytes(left, right)));
}
