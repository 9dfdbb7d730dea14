import type { Db, Tx } from "../../db/database.js";
import { finalReceipt } from "../../bidding/use-cases/receipt.js";
import { lodgementBySha } from "../../bidding/queries.js";
import { shareFilesOf } from "../../bidding/share-files.js";
import { hex, utf8 } from "../../kernel/bytes.js";
import { canonical, parseCanonical, type Json } from "../../kernel/canonical-json.js";
import { rfc3339, type Instant } from "../../kernel/time.js";
import { appointmentFileOf, evaluationOf, loggedWayActs, reviewOf } from "../../judging/queries.js";
import { loggedOrders } from "../../objections/queries.js";
import { closesOf, disputesOf, identityOf, openingsOf, releasesOf, reserveOf, statementsOf } from "../../opening/queries.js";
import { goodUnder, type LoggedStatement } from "../../opening/live.js";
import { APPLICATION } from "../../bidding/admitted.js";
import { lettersOf } from "../../tenders/queries/letters.js";
import { admissionListOf, admissionsOf } from "../../tenders/queries/admissions.js";
import { leafOf, movesOf, noticesOf, openerKeysOf, tenderById, termsOf, type PartRow, type Tender } from "../../tenders/queries.js";
import type { PartKey } from "../../tenders/keys.js";
import type { BidInput, Papers } from "../../verify/bundle-layout.js";
import { readmeOf } from "../../verify/readme.js";
import type { BundleIndex } from "../../verify/shapes.js";
import type { World } from "../../world.js";
import { showsSealed, withoutPlaintexts, type Edition } from "../edition.js";
import { partIndex } from "../index-of.js";
import { contractIndex, contractPapers } from "./contract-papers.js";
import { drawExtents, drawPapers } from "./draw-papers.js";
import { listPapers, revocationIndex } from "./list-papers.js";
import { moneyFixed, moneyPapers, type MoneyFixed } from "./money-papers.js";
import { evaluationInput } from "./evaluation-papers.js";
import type { DrawExtent } from "../../experts/bundled.js";
import { drawFolderOf } from "../../experts/files.js";

/** What an archive entry fixes beside the rows, which never change: the index, and the texts as of that moment. */
export type Fixed = {
  readonly index: BundleIndex; readonly readme: string; readonly trust: Papers["trust"]; readonly evaluated: readonly string[];
  /** By lot the hash of the evaluation report's PDF; none in a public edition. */
  readonly reports: Readonly<Record<string, string>>;
  /** As `lot/part`, those whose bids a public edition shows. */
  readonly publicParts: readonly string[];
  /** Lots whose review of applications is final, in a full edition; absent in what was fixed before there were any. */
  readonly reviewed?: readonly string[];
  /** In a full edition; absent in what was fixed before there was a ledger. */
  readonly money?: MoneyFixed;
  /** Draws of experts with a result; absent in what was fixed before there were any. */
  readonly draws?: readonly DrawExtent[];
};

/** What an edition of a tender's archive holds, as of now. @param treeSize the published size when it is ordered */
export async function fixedNow(world: World, db: Db | Tx, { tenderId, edition }: { readonly tenderId: string; readonly edition: Edition }, treeSize: number): Promise<Fixed> {
  const tender = await tenderById(db, world.exchange.id, tenderId);
  if (tender === null) throw new RangeError(`no tender ${tenderId}`);
  const lots = [];
  const termed = new Set((await termsOf(db, world.exchange.id, tenderId)).map(({ lot, part }) => `${lot}/${part}`));
  for (const { lot } of tender.lots) {
    const parts = [];
    for (const part of partsIn(tender, lot, edition, termed)) parts.push(partIndex(await partFacts(world, db, tender, part), edition));
    const orders = (await loggedOrders(db, { exchangeId: world.exchange.id, tenderId, lot })).map(({ idx }) => Number(idx)).filter((idx) => idx < treeSize);
    lots.push({ lot, parts, ...(await admittedIndex(world, db, tenderId, lot, edition, parts)), ...(orders.length === 0 ? {} : { orders }), ...(edition === "full" ? { ...await waysIndex(world, db, { tenderId, lot }, treeSize), ...await contractIndex(world, db, { tenderId, lot }) } : {}), ...(await reserveIndex(world, db, { tenderId, lot }, treeSize)) });
  }
  const notices = await noticesIn(world, db, tenderId, edition);
  const reads = edition === "full" ? (await readsIn(world, db, tenderId)).map(({ idx }) => idx).filter((idx) => idx < treeSize).toSorted((left, right) => left - right) : [];
  const reports = Object.fromEntries(notices.flatMap(({ type, lot, pdf }) => (type === "evaluation-report" && lot !== null ? [[lot, pdf]] : [])));
  const draws = await drawExtents(world, db, tender);
  const money = await moneyIn({ world, db, tender }, edition, treeSize);
  const index: BundleIndex = {
    v: "daylight-bundle/1", edition, exchange: world.exchange.origin, mode: world.mode, tender: tenderId, logOrigin: world.exchange.origin, treeSize, lots, draws: draws.map(({ lot, number }) => drawFolderOf(lot, number)),
    notices: notices.map(({ id, version, idx }) => ({ id, version, idx })), ...reads.length === 0 ? {} : { reads }, ...await revocationIndex(world, db), ...money.index,
  };
  // Where the form has no part of its own, the whole bid lies beside it, papers about people too: that stays closed.
  const hasOwnPart = (lot: string): boolean => tender.parts.filter((each) => each.lot === lot).length > 1;
  const publicParts = tender.parts.filter(({ lot, has_form }) => has_form && hasOwnPart(lot)).map(({ lot, part }) => `${lot}/${part}`);
  return { index, readme: readmeOf(tenderId, world.mode), trust: { ca: world.caPem, policy: world.journal.foundingPolicy, tsa: world.tsaPem }, evaluated: await evaluatedIn(world, db, tender, edition === "public" ? null : reports), reports, publicParts, reviewed: edition === "public" ? [] : await reviewedIn(world, db, tenderId), draws, ...money.fixed };
}

async function moneyIn(of: { readonly world: World; readonly db: Db | Tx; readonly tender: Tender }, edition: Edition, treeSize: number): Promise<{ readonly index: Pick<BundleIndex, "money">; readonly fixed: Pick<Fixed, "money"> }> {
  if (edition === "public") return { index: {}, fixed: {} };
  const money = await moneyFixed({ ...of, now: of.world.clock() }, treeSize);
  return { index: { money: { root: money.root } }, fixed: { money } };
}

/** The parts of a lot that were put on offer. A public edition leaves the applications out: who applied and failed is nobody's business (招标投标法 22). */
const partsIn = (tender: Tender, lot: string, edition: Edition, termed: ReadonlySet<string>): PartRow[] => {
  const parts = tender.allParts.filter((part) => part.lot === lot && (edition === "full" || part.part !== APPLICATION));
  const offered = parts.filter(({ part }) => termed.has(`${lot}/${part}`));
  return offered.length > 0 ? offered : parts.filter(({ part }) => part !== APPLICATION);
};

/** Where the list of who may bid stands, and which of its commitments are opened: all, in a public edition those of firms that bid. */
async function admittedIndex(world: World, db: Db | Tx, tenderId: string, lot: string, edition: Edition, parts: readonly IndexPart[]): Promise<Pick<BundleIndex["lots"][number], "admitted">> {
  const list = await admissionListOf(db, { exchangeId: world.exchange.id, tenderId, lot });
  if (list?.idx == null) return {};
  const bidders = new Set(parts.flatMap(({ bids }) => bids.map(({ bidder }) => bidder)));
  const rows = (await admissionsOf(db, world.exchange.id, tenderId)).filter((row) => row.lot === lot && (edition === "full" || bidders.has(row.firm)));
  return { admitted: { idx: Number(list.idx), opened: rows.map(({ firm, salt }) => ({ firm, salt: hex(salt) })) } };
}

/** Where a lot's finding and change of way stand. A public edition leaves them out: they name the experts. */
async function waysIndex(world: World, db: Db | Tx, place: { readonly tenderId: string; readonly lot: string }, treeSize: number): Promise<Pick<BundleIndex["lots"][number], "ways">> {
  const ways = (await loggedWayActs(db, { exchangeId: world.exchange.id, ...place })).map(({ idx }) => Number(idx)).filter((idx) => idx < treeSize);
  return ways.length === 0 ? {} : { ways };
}

/** Where the commitment to a lot's reserve estimate stands, and what became of it. */
async function reserveIndex(world: World, db: Db | Tx, { tenderId, lot }: { readonly tenderId: string; readonly lot: string }, treeSize: number): Promise<Pick<BundleIndex["lots"][number], "reserve">> {
  const reserve = await reserveOf(db, { exchangeId: world.exchange.id, tenderId, lot });
  const isIn = (idx: number | null | undefined): idx is number => idx != null && idx < treeSize;
  if (reserve === null || !isIn(reserve.idx)) return {};
  const ended = isIn(reserve.end?.idx) ? reserve.end.idx : null;
  return { reserve: { idx: reserve.idx, revealed: reserve.end?.file == null ? null : ended, lost: reserve.end?.file == null ? ended : null } };
}

const REVIEWED: ReadonlySet<string> = new Set(["finishPrequalification", "tooFewPassed"]);

const reviewedIn = async (world: World, db: Db | Tx, tenderId: string): Promise<string[]> =>
  [...new Set((await movesOf(db, world.exchange.id, tenderId)).filter(({ name }) => REVIEWED.has(name)).map(({ lot }) => lot))].sort();

type NoticeIn = { readonly id: string; readonly version: number; readonly idx: number; readonly type: string; readonly lot: string | null; readonly pdf: string };

/** The documents that are logged; in a public edition those alone that were for everybody. */
async function noticesIn(world: World, db: Db | Tx, tenderId: string, edition: Edition): Promise<NoticeIn[]> {
  const notices: NoticeIn[] = [];
  for (const row of await noticesOf(db, world.exchange.id, tenderId)) {
    const leaf = edition === "full" || row.audience === null ? await leafOf(db, world.exchange.id, row.outbox_id) : null;
    if (leaf !== null) notices.push({ id: row.notice_id, version: row.version, idx: leaf.idx, type: row.type, lot: row.lot, pdf: row.pdf_sha256 });
  }
  return notices;
}

/** The lots that have totals and, where reports belong to the edition, a report. */
async function evaluatedIn(world: World, db: Db | Tx, tender: Tender, reports: Readonly<Record<string, string>> | null): Promise<string[]> {
  const evaluated: string[] = [];
  for (const { lot } of tender.lots) {
    const row = await evaluationOf(db, { exchangeId: world.exchange.id, tenderId: tender.id, lot });
    if (row?.totals != null && (reports === null || reports[lot] !== undefined)) evaluated.push(lot);
  }
  return evaluated;
}

/** Where `lot.close` stands; additions to its list come later and do not move it. */
async function firstCloseIdx(db: Db | Tx, key: PartKey): Promise<number | null> {
  const idx = (await closesOf(db, key))[0]?.idx ?? null;
  return idx === null ? null : Number(idx);
}

async function partFacts(world: World, db: Db | Tx, tender: Tender, part: PartRow) {
  const key: PartKey = { exchangeId: world.exchange.id, tenderId: tender.id, lot: part.lot, part: part.part };
  const keys = (await openerKeysOf(db, key.exchangeId, tender.id)).filter((each) => each.lot === part.lot && each.part === part.part);
  const terms = (await termsOf(db, key.exchangeId, tender.id, part.lot)).filter((each) => each.part === part.part).at(-1);
  const indexOf = async (outboxId: string | null): Promise<number | null> => (outboxId === null ? null : ((await leafOf(db, key.exchangeId, outboxId))?.idx ?? null));
  const statements = (await statementsOf(db, key)).flatMap((row): (LoggedStatement & { salt: string })[] => row.idx === null ? [] : [{ idx: Number(row.idx), st: row.statement_sha256, bidder: row.bidder, seq: row.seq, kind: row.kind, notice: row.notice, salt: hex(row.salt) }]);
  return {
    part: part.part, deadline: rfc3339(part.deadline.getTime() as Instant), threshold: part.threshold, open: part.open_mode, openers: Object.fromEntries(keys.map(({ opener, recipient }) => [opener, recipient])),
    termsIdx: (await indexOf(terms?.outbox_id ?? null)) ?? 0, closeIdx: await firstCloseIdx(db, key), deadlineSize: part.deadline_size === null ? null : Number(part.deadline_size),
    releaseIdx: (await releasesOf(db, key)).flatMap(({ idx }) => (idx === null ? [] : [Number(idx)])), openIdx: await indexOf(part.open_outbox), statements, good: goodUnder(terms),
    disputes: (await disputesOf(db, key)).flatMap(({ idx, decision_idx }) => (idx === null ? [] : [{ idx: Number(idx), decideIdx: decision_idx === null ? null : Number(decision_idx) }])),
    ends: new Map((await openingsOf(db, key)).map(({ statement_sha256, how }) => [statement_sha256, how])),
  };
}

/** Every byte that an archive entry fixes, from the rows it names. The same rows give the same bytes, whenever it is asked. */
export async function loadPapers(world: World, tenderId: string, fixed: Fixed): Promise<Papers> {
  const { db, exchange } = world;
  const tender = await tenderById(db, exchange.id, tenderId);
  if (tender === null) throw new RangeError(`no tender ${tenderId}`);
  const keys = await openerKeysOf(db, exchange.id, tenderId);
  const openers = keys.filter((key) => isFixedKey(fixed.index, key)).map((key) => ({ lot: key.lot, part: key.part, opener: key.opener, json: key.statement, p7s: key.signature }));
  const parts: PartPapers[] = [];
  for (const { lot, parts: fixedParts } of fixed.index.lots) for (const part of fixedParts) parts.push(await partPapers(world, tender, { lot, part, fixed }));
  const evaluation = [];
  for (const lot of fixed.evaluated) evaluation.push(await evaluationInput(world, tenderId, lot, fixed.index.edition === "public" ? null : await wholeBlob(world, fixed.reports[lot] ?? "")));
  return {
    index: fixed.index, readme: fixed.readme, openers, bids: parts.flatMap(({ bids }) => bids), releases: parts.flatMap(({ releases }) => releases), openings: parts.flatMap(({ openings }) => openings), disputes: parts.flatMap(({ disputes }) => disputes),
    orders: await orderPapers(world, tenderId, fixed), ways: await wayPapers(world, tenderId, fixed), reads: (await readsIn(world, db, tenderId)).filter(({ idx }) => fixed.index.reads?.includes(idx) === true), notices: await noticeInputs(world, tenderId, fixed), draws: await drawPapers(world, tenderId, fixed.draws ?? []), evaluation, lists: await listPapers(world, fixed.index), trust: fixed.trust, money: fixed.money === undefined ? null : await moneyPapers(world, fixed.money), ...(await entryPapers(world, tenderId, fixed)),
  };
}

/** The committed lists of who may bid, in a full edition the signed reviews of applications, and the reserve estimates that were read out. */
async function entryPapers({ db, exchange }: World, tenderId: string, { index, reviewed = [] }: Fixed): Promise<Pick<Papers, "admitted" | "reviews" | "reserves" | "contracts">> {
  const admitted = [];
  for (const { lot } of index.lots.filter((each) => each.admitted !== undefined)) {
    const list = await admissionListOf(db, { exchangeId: exchange.id, tenderId, lot });
    if (list !== null) admitted.push({ lot, json: list.file });
  }
  const reviews = [];
  for (const lot of reviewed) {
    const review = await reviewOf(db, { exchangeId: exchange.id, tenderId, lot });
    if (review !== null) reviews.push({ lot, json: review.row.file, signatures: review.signatures.map(({ label, signature }) => ({ label, p7s: signature })), appointment: await appointmentFileOf(db, { exchangeId: exchange.id, tenderId, lot }, "prequalification") });
  }
  return { admitted, reviews, reserves: await reservePapers({ db, exchange }, tenderId, index), contracts: await contractPapers({ db, exchange }, tenderId, index) };
}

/** The files of reserve estimates that the index says were read out. */
async function reservePapers({ db, exchange }: Pick<World, "db" | "exchange">, tenderId: string, { lots }: BundleIndex): Promise<NonNullable<Papers["reserves"]>> {
  const papers = [];
  for (const { lot } of lots.filter(({ reserve }) => reserve?.revealed != null)) {
    const file = (await reserveOf(db, { exchangeId: exchange.id, tenderId, lot }))?.end?.file;
    if (file != null) papers.push({ lot, json: file });
  }
  return papers;
}

/** When firms first read letters of a tender, as far as the log has it. */
async function readsIn({ exchange }: World, db: Db | Tx, tenderId: string): Promise<NonNullable<Papers["reads"]>> {
  const papers = [];
  for (const { read } of await lettersOf(db, exchange.id, tenderId)) {
    const leaf = read === null ? null : await leafOf(db, exchange.id, read.outboxId);
    if (read !== null && leaf !== null) papers.push({ idx: leaf.idx, json: canonical({ ...(parseCanonical(read.file) as Readonly<Record<string, Json>>), salt: hex(read.salt) }) });
  }
  return papers;
}

/** The orders the index names, as they were given. */
async function orderPapers({ db, exchange }: World, tenderId: string, { index }: Fixed): Promise<NonNullable<Papers["orders"]>> {
  const papers = [];
  for (const { lot, orders } of index.lots) {
    if (orders === undefined) continue;
    for (const { idx, file } of await loggedOrders(db, { exchangeId: exchange.id, tenderId, lot })) if (orders.includes(Number(idx))) papers.push({ idx: Number(idx), json: file });
  }
  return papers;
}

/** The findings and changes of way that the index names. */
async function wayPapers({ db, exchange }: World, tenderId: string, { index }: Fixed): Promise<NonNullable<Papers["ways"]>> {
  const papers = [];
  for (const { lot, ways } of index.lots) {
    if (ways === undefined) continue;
    for (const { idx, file } of await loggedWayActs(db, { exchangeId: exchange.id, tenderId, lot })) if (ways.includes(Number(idx))) papers.push({ idx: Number(idx), json: file });
  }
  return papers;
}

type PartPapers = { readonly bids: readonly BidInput[]; readonly releases: Papers["releases"]; readonly openings: Papers["openings"]; readonly disputes: NonNullable<Papers["disputes"]> };

/** Whether an opener's key is one the index names; one given later is not. */
const isFixedKey = (index: BundleIndex, key: { readonly lot: string; readonly part: string; readonly opener: string; readonly recipient: string }): boolean =>
  index.lots.some(({ lot, parts }) => lot === key.lot && parts.some(({ part, openers }) => part === key.part && openers[key.opener] === key.recipient));

async function partPapers(world: World, tender: Tender, { lot, part, fixed }: { readonly lot: string; readonly part: IndexPart; readonly fixed: Fixed }): Promise<PartPapers> {
  const isPublic = fixed.publicParts.includes(`${lot}/${part.part}`);
  const { edition } = fixed.index;
  const bids: BidInput[] = [];
  for (const bid of part.bids) bids.push(await bidInput(world, bid, showsSealed(edition, isPublic, part, bid.how)));
  const rows = await releasesOf(world.db, { exchangeId: world.exchange.id, tenderId: tender.id, lot, part: part.part });
  const releases = rows.flatMap((row) => (row.idx !== null && part.releaseIdx.includes(Number(row.idx)) ? [{ idx: Number(row.idx), ...releaseIn(row, edition === "full" || isPublic) }] : []));
  const opening = tender.allParts.find((each) => each.lot === lot && each.part === part.part)?.opening ?? null;
  const disputes = await disputePapers(world, { exchangeId: world.exchange.id, tenderId: tender.id, lot, part: part.part }, part.disputes ?? []);
  return { bids, releases, disputes, openings: part.openIdx === null || opening === null ? [] : [{ idx: part.openIdx, json: opening }] };
}

/** The files of the disputes the index names: evidence, and the word on each. */
async function disputePapers(world: World, key: PartKey, fixed: NonNullable<IndexPart["disputes"]>): Promise<NonNullable<Papers["disputes"]>> {
  const rows = fixed.length === 0 ? [] : await disputesOf(world.db, key);
  return rows.flatMap((row) => {
    const named = fixed.find(({ idx }) => idx === Number(row.idx));
    if (named === undefined) return [];
    return [{ idx: named.idx, json: row.file }, ...(named.decideIdx === null || row.decision === null ? [] : [{ idx: named.decideIdx, json: row.decision }])];
  });
}

const releaseIn = ({ release, signature }: { readonly release: Uint8Array; readonly signature: Uint8Array }, whole: boolean): { readonly json: Uint8Array; readonly p7s: Uint8Array | null } =>
  whole ? { json: release, p7s: signature } : { json: withoutPlaintexts(release), p7s: null };

async function noticeInputs(world: World, tenderId: string, fixed: Fixed): Promise<Papers["notices"]> {
  const rows = await noticesOf(world.db, world.exchange.id, tenderId);
  const notices = [];
  for (const { id, version } of fixed.index.notices) {
    const row = rows.find((each) => each.notice_id === id && each.version === version);
    if (row === undefined) throw new RangeError(`notice ${id} v${String(version)} is gone`);
    notices.push({ id, version, json: row.json, pdf: await wholeBlob(world, row.pdf_sha256) });
  }
  return notices;
}

type IndexPart = BundleIndex["lots"][number]["parts"][number];
type IndexBid = IndexPart["bids"][number];

async function bidInput(world: World, bid: IndexBid, isShown: boolean): Promise<BidInput> {
  const row = await lodgementBySha(world.db, world.exchange.id, bid.statement);
  const receipt = row === null ? null : await finalReceipt(world, row);
  if (row === null || receipt === null) throw new RangeError(`no final receipt for ${bid.statement}`);
  const common = { statement: row.statement, p7s: row.signature, receipt };
  if (!bid.live || !isShown || row.content_sha256 === null) return { ...common, sealed: null };
  const identity = await identityOf(world.db, world.exchange.id, bid.statement);
  const contentSha256 = row.content_sha256;
  const content = { size: Number(row.content_size), read: () => lazily(world, contentSha256) };
  return { ...common, sealed: { content, shares: shareFilesOf(row).map(({ bytes }) => bytes), keyLine: identity === null ? null : utf8(`${identity}\n`) } };
}

/** A content, opened when it is read. */
export async function* lazily(world: World, sha256: string): AsyncGenerator<Uint8Array> {
  yield* await world.blobs.open(sha256);
}

/** A stored content in one piece. */
export async function wholeBlob(world: World, sha256: string): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of await world.blobs.open(sha256)) chunks.push(chunk);
  return Buffer.concat(chunks);
}
