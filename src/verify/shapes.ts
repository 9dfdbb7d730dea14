import { z } from "zod";
import type { Json } from "../kernel/canonical-json.js";
import { day, hash, id, instant, money, name } from "./fields.js";

const hex16 = z.string().regex(/^[0-9a-f]{32}$/);
const idx = z.int().min(0);

const openWay = z.enum(["threshold", "bidder", "threshold-or-bidder"]);
const how = z.enum(["threshold", "bidder-key", "void", "not-opened"]);

const bidRow = z.strictObject({
  idx, salt: hex16, statement: hash, bidder: id, kind: z.enum(["bid", "withdraw", "confirm"]), live: z.boolean(), how: how.nullable(),
});

const partRow = z.strictObject({
  part: name, deadline: instant, threshold: z.int().min(0).max(255), open: openWay, outcome: z.enum(["opened", "not-opened"]),
  openers: z.record(name, z.string()), termsIdx: idx, closeIdx: idx.nullable(), releaseIdx: z.array(idx), openIdx: idx.nullable(), bids: z.array(bidRow),
  /** Only where the close was disputed, and only in a full edition. */
  disputes: z.array(z.strictObject({ idx, decideIdx: idx.nullable() })).exactOptional(),
});

/** bundle.json (contracts.md §5). */
export const bundleShape = z.strictObject({
  v: z.literal("daylight-bundle/1"), edition: z.enum(["full", "public"]), exchange: id, mode: z.enum(["rehearsal", "live"]), tender: id, logOrigin: id, treeSize: idx,
  lots: z.array(z.strictObject({
    lot: name, parts: z.array(partRow),
    /** Only where bids are taken of admitted firms alone: the log index of their list, and those of it that this edition shows. */
    admitted: z.strictObject({ idx, opened: z.array(z.strictObject({ firm: id, salt: hash })) }).exactOptional(),
    /** Only where the supervisor gave orders over the lot: their log indexes. */
    orders: z.array(idx).exactOptional(),
    /** Only in a full edition, where experts found on a lot that ended for too few suppliers, or another way was allowed: the log indexes. */
    ways: z.array(idx).exactOptional(),
    /** Only in a full edition, where a contract was recorded: the hash of its record, as the log has it. */
    contract: hash.exactOptional(),
    /** Only where a reserve estimate was fixed: the log indexes of its commitment and of what became of it. */
    reserve: z.strictObject({ idx, revealed: idx.nullable(), lost: idx.nullable() }).exactOptional(),
  })),
  draws: z.array(name), notices: z.array(z.strictObject({ id: name, version: z.int().min(1), idx })),
  /** Only in a full edition, where firms read letters: the log indexes of when each did first. */
  reads: z.array(idx).exactOptional(),
  /** Revocation lists in force when the archive was ordered: the newest of each authority, by which every signature is judged. */
  revocation: z.array(z.strictObject({ sha256: hash, issuer: hash, thisUpdate: instant })).min(1).exactOptional(),
  /** Only in a full edition: the last root of the ledger that this bundle goes by; 0 where nothing was ever booked. Then money/ is there. */
  money: z.strictObject({ root: idx }).exactOptional(),
});
export type BundleIndex = z.infer<typeof bundleShape>;
/** bundle.json of a sale (contracts.md §5): the auctions of its lots, and its documents for everybody. */
export const saleBundleShape = z.strictObject({
  v: z.literal("daylight-sale-bundle/1"), edition: z.literal("public"), exchange: id, mode: z.enum(["rehearsal", "live"]), sale: name, logOrigin: id, treeSize: idx,
  auctions: z.array(name), notices: bundleShape.shape.notices,
  /** What followed the deals whose result is public: the serials of the acts that are shown. */
  deals: z.array(z.strictObject({ lot: name, round: z.int().min(1), acts: z.array(z.int().min(1)).min(1) })).min(1).exactOptional(),
  revocation: bundleShape.shape.revocation,
  /** Entries by which one transferee was dealt with alone. */
  singles: z.array(z.strictObject({ lot: name, idx })).exactOptional(),
});
export type SaleIndex = z.infer<typeof saleBundleShape>;
export type PartRow = z.infer<typeof partRow>;
export type BidRow = z.infer<typeof bidRow>;

const placed = { exchange: id, tender: id, lot: name };
/** ways/<idx>.json: what experts found of the documents of a lot that ended for too few suppliers, or the other way that was then allowed. */
export const wayShape = z.discriminatedUnion("v", [
  z.strictObject({ v: z.literal("way-finding/1"), ...placed, foundAt: instant, reviewers: z.array(z.strictObject({ name: z.string().min(1), office: z.string().min(1), post: z.string().min(1) })).min(1), documentsReasonable: z.boolean(), procedureLawful: z.boolean(), questioned: z.string(), finding: z.string() }),
  z.strictObject({ v: z.literal("way-change/1"), ...placed, changedAt: instant, way: z.string().min(1), approval: z.string().min(1) }),
]);

const round = z.enum(["prequalification", "bid"]);
/** evaluation/<lot>/appointment.json and prequalification/<lot>/appointment.json: why the experts of a lot were appointed without a draw. */
export const appointmentShape = z.strictObject({ v: z.literal("appointment/1"), ...placed, round, appointedAt: instant, ground: z.string().min(1), reason: z.string().min(1), consent: z.strictObject({ office: z.string().min(1), document: z.string().min(1) }).nullable() });

/** orders/<idx>.json: the supervisor stops a lot, or lets it go on. */
export const orderShape = z.strictObject({ v: z.literal("lot-order/1"), exchange: id, tender: id, lot: name, serial: z.int().min(1), kind: z.enum(["suspend", "resume"]), complaint: z.string().regex(/^C\d{10}$/).optional(), reason: z.array(z.string().min(1)).min(1), orderedAt: instant });

/** contracts/<lot>.json: the contract as it was recorded. */
export const contractShape = z.strictObject({ v: z.literal("contract/1"), ...placed, bidder: id, price: money, performanceBond: money.nullable(), signedOn: day, recordedAt: instant });

/** reads/<idx>.json: a firm read a letter for the first time; without the salt it is what the leaf hides. */
export const letterReadShape = z.strictObject({
  v: z.literal("letter-read/1"), exchange: id, tender: id, notice: name, version: z.int().min(1), sha256: hash, firm: id, how: z.enum(["page", "json", "pdf"]), at: instant, salt: hex16,
});

/** admitted/<lot>.json: who may bid, as commitments among covers. */
export const admittedShape = z.strictObject({ v: z.literal("admitted/1"), exchange: id, tender: id, lot: name, basis: z.enum(["invited", "passed"]), c: z.array(hash) });

/** prequalification/<lot>/review.json: what the verifier reads of it. */
export const reviewShape = z.looseObject({
  v: z.literal("prequal-review/1"), exchange: id, tender: id, lot: name, members: z.array(name), results: z.array(z.looseObject({ applicant: id, passed: z.boolean() })),
});

/** openers/<lot>/<part>/<opener>.json */
export const openerShape = z.strictObject({
  v: z.literal("dse-opener/1"), exchange: id, tender: id, lot: name, part: name, opener: name, org: id, recipient: z.string().regex(/^age1[0-9a-z]+$/), cert: hash,
});

/** releases/<idx>.json; a public edition leaves the plaintexts out where the documents do not make them public. */
export const releaseShape = z.strictObject({
  v: z.literal("dse-release/1"), exchange: id, tender: id, lot: name, part: name, close: hash, opener: name,
  releases: z.array(z.strictObject({ envelope: hex16, index: z.int().min(1).max(255), plaintext: z.string().optional() })),
});

/** opening/<openIdx>.json */
export const openingShape = z.strictObject({
  v: z.literal("opening/1"), exchange: id, tender: id, lot: name, part: name,
  results: z.array(z.strictObject({ idx, salt: hex16, st: hash, bidder: id, how, cause: z.string().nullable(), form: z.json() })),
  blame: z.array(z.strictObject({ st: hash, opener: id, why: z.string() })).optional(),
});
export type OpeningFile = z.infer<typeof openingShape>;
export type OpeningResult = OpeningFile["results"][number];

/** The head every log entry has. */
export const entryHead = z.looseObject({ v: z.literal("dl/1"), type: z.string().regex(/^[a-z]+(\.[a-z-]+)*$/) });

const ofPart = { tender: id, lot: name, part: name };

/** The entries contracts.md §5 names, by type; a type that is not named here is carried, counted and not judged. */
export const ENTRY_SHAPES = {
  config: z.looseObject({ mode: z.enum(["rehearsal", "live"]), origin: id }),
  key: z.looseObject({ role: z.string() }),
  "key.change": z.looseObject({ exchange: z.string(), role: z.enum(["log", "seal", "receipt"]), old: z.string(), new: z.string(), ceremony: hash }),
  sealed: z.strictObject({ v: z.literal("dl/1"), type: z.literal("sealed"), c: hash }),
  "lot.terms": z.strictObject({
    v: z.literal("dl/1"), type: z.literal("lot.terms"), ...ofPart, version: z.int().min(1), prev: hash.nullable(), accepts: z.array(hash), deadline: instant,
    threshold: z.int().min(0).max(255), open: openWay, after: name.nullable(), openers: z.array(z.strictObject({ opener: name, recipient: z.string(), idx })), notice: idx,
  }),
  "lot.close": z.looseObject({ ...ofPart, deadline: instant, after: hash, count: idx, bids: hash }),
  "lot.close.add": z.looseObject({ ...ofPart, close: idx, count: idx, bids: hash }),
  "question": z.looseObject({ tender: id, sha256: hash }),
  "lot.order": z.looseObject({ tender: id, lot: name, kind: z.enum(["suspend", "resume"]), sha256: hash }),
  "lot.suspension.over": z.looseObject({ tender: id, lot: name, order: hash }),
  "lot.dispute": z.looseObject({ ...ofPart, close: idx, ground: z.string(), sha256: hash }),
  "lot.dispute.decide": z.looseObject({ ...ofPart, dispute: hash, outcome: z.enum(["upheld", "rejected", "added"]), sha256: hash }),
  "lot.fail": z.looseObject({ ...ofPart, reason: z.string() }),
  "lot.admitted": z.looseObject({ tender: id, lot: name, sha256: hash }),
  "prequal.reviewed": z.looseObject({ tender: id, lot: name, sha256: hash }),
  "reserve.committed": z.looseObject({ tender: id, lot: name, commitment: hash }),
  "reserve.revealed": z.looseObject({ tender: id, lot: name, sha256: hash, amount: money }),
  "reserve.lost": z.looseObject({ tender: id, lot: name, by: z.enum(["tenderer", "supervisor"]), sha256: hash }),
  "auction.terms": z.looseObject({ auction: id, sha256: hash }),
  "auction.key": z.looseObject({ auction: id, paddle: z.string(), key: z.string(), act: hash }),
  "auction.reserve": z.looseObject({ auction: id, commitment: hash }),
  "auction.reserve.opened": z.looseObject({ auction: id, sha256: hash, matches: z.boolean() }),
  "auction.batch": z.looseObject({ auction: id, from: z.int().min(1), to: z.int().min(1), head: hash }),
  "auction.end": z.looseObject({ auction: id, seq: z.int().min(1), head: hash }),
  "lot.proceed": z.looseObject({ ...ofPart, scores: hash }),
  "share.release": z.looseObject({ ...ofPart, opener: name, sha256: hash }),
  "lot.open": z.looseObject({ ...ofPart, close: idx, sha256: hash }),
  notice: z.looseObject({ tender: id, id: name, version: z.int().min(1), prev: hash.nullable(), json_sha256: hash, pdf_sha256: hash }),
  "draw.plan": z.looseObject({ draw: id, sha256: hash }),
  "draw.pool": z.looseObject({ draw: id, sha256: hash }),
  "draw.commit": z.looseObject({ draw: id, name: id, c: hash, escrow: hash.exactOptional() }),
  "draw.reveal": z.looseObject({ draw: id, name: id, r: z.union([hash, z.literal("-")]), how: z.enum(["escrow", "bad-escrow", "unopened"]).exactOptional() }),
  "draw.escrow": z.looseObject({ draw: id, name, opener: name, sha256: hash }),
  "draw.beacon": z.looseObject({ draw: id, round: idx, sha256: hash }),
  "draw.result": z.looseObject({ draw: id, sha256: hash, code: hash }),
  "draw.replace": z.looseObject({ draw: id, sha256: hash, code: hash, label: hash }),
  "draw.open": z.looseObject({ draw: id, sha256: hash }),
  "blind.codes": z.looseObject({ tender: id, lot: name, sha256: hash }),
  "panel.appoint": z.looseObject({ tender: id, lot: name, round, sha256: hash }),
  "score.sheet": z.looseObject({ expert: name, sha256: hash }),
  "score.total": z.looseObject({ pdf_sha256: hash }),
  "qualification.reviewed": z.looseObject({ sha256: hash }),
  "way.finding": z.looseObject({ tender: id, lot: name, sha256: hash }),
  "way.change": z.looseObject({ tender: id, lot: name, sha256: hash }),
  "score.changed": z.looseObject({ tender: id, lot: name, sha256: hash }),
  "clarification.asked": z.looseObject({ tender: id, lot: name, sha256: hash }),
  "clarification.answered": z.looseObject({ tender: id, lot: name, serial: z.int().min(1), sha256: hash }),
  "score.opinion": z.looseObject({ tender: id, lot: name, expert: name, sha256: hash }),
  "tie.drawn": z.looseObject({ tender: id, lot: name, sha256: hash }),
  "contract.recorded": z.looseObject({ tender: id, lot: name, sha256: hash }),
  "bank.key": z.looseObject({ bank: name, key: hash }),
  "guarantee.demand": z.looseObject({ id: name, json_sha256: hash, pdf_sha256: hash }),
  "money.root": z.looseObject({ serial: z.int().min(1), sha256: hash }),
  "sale.notice": z.looseObject({ sale: name, id: name, version: z.int().min(1), prev: hash.nullable(), json_sha256: hash, pdf_sha256: hash }),
  "sale.single": z.looseObject({ sale: name, lot: name, round: z.int().min(1), sha256: hash }),
  "sale.deal": z.looseObject({ sale: name, lot: name, round: z.int().min(1), serial: z.int().min(1), sha256: hash }),
  "sale.archive": z.looseObject({ sale: name, sha256: hash }),
  archive: z.looseObject({ tender: id, sha256: hash, edition: z.enum(["full", "public"]).optional() }),
} as const;
export type EntryType = keyof typeof ENTRY_SHAPES;
export type EntryOf<Type extends EntryType> = z.infer<(typeof ENTRY_SHAPES)[Type]>;

const hexList = z.array(hash);
/** The files of a draw folder (trust.md §3). */
export const DRAW_SHAPES = {
  plan: z.strictObject({
    v: z.literal("ddr/1"), draw: id, strata: z.record(z.string(), idx), perOrg: z.int().min(1), contributors: z.array(id), chain: hash,
    beacon: z.strictObject({ chain: hash, round: z.int().min(1) }).nullable(), drawSecret_sha256: hash,
    escrow: z.strictObject({ exchange: id, part: name, terms: hash, threshold: z.int().min(2), openers: z.array(z.strictObject({ opener: name, recipient: z.string() })), codes: z.array(hash) }).exactOptional(),
  }),
  pool: z.strictObject({ v: z.literal("ddr/1"), draw: id, rows: z.array(z.strictObject({ label: hash, stratum: z.string(), orgTag: z.string(), excluded: z.string().nullable() })) }),
  commits: z.record(id, hash),
  reveals: z.record(id, z.union([hash, z.literal("-")])),
  codes: hexList,
  result: z.strictObject({ v: z.literal("ddr/1"), draw: id, drawn: z.array(z.strictObject({ label: hash, stratum: z.string() })) }),
  replacements: z.array(z.strictObject({ label: hash, reason: z.string(), evidence: hash, code: hash, substitute: hash })),
  opened: z.array(z.strictObject({ expert: z.string(), salt: hex16, label: hash })),
} as const;
/** draws/<folder>/beacon.json: the round that the plan waits for, as it came; or why it did not. */
export const beaconShape = z.strictObject({
  v: z.literal("ddr-beacon/1"), draw: id, round: z.int().min(1), signature: z.string().regex(/^[0-9a-f]{96}$/).nullable(), missing: z.string().min(1).nullable(),
  chain: z.strictObject({ hash, publicKey: z.string().regex(/^[0-9a-f]{192}$/), groupHash: hash, period: z.int().min(1), genesis: z.int().min(0), beaconId: z.string().min(1) }),
}).refine(({ signature, missing }) => (signature === null) !== (missing === null), "a signature, or why there is none");
export type DrawFiles = { readonly [Name in keyof typeof DRAW_SHAPES]: z.infer<(typeof DRAW_SHAPES)[Name]> };

/** What a shape does not allow, as one line: where, and why; null where it fits. */
export function misfit(shape: z.ZodType, value: Json): string | null {
  const parsed = shape.safeParse(value);
  const [issue] = parsed.error?.issues ?? [];
  return issue === undefined ? null : `${issue.path.join(".")} ${issue.message}`.trim();
}
