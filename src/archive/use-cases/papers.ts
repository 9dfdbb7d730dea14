import type { Db, Tx } from "../../db/database.js";
import { finalReceipt } from "../../bidding/use-cases/receipt.js";
import { lodgementBySha } from "../../bidding/queries.js";
import { hex, utf8 } from "../../kernel/bytes.js";
import { rfc3339, type Instant } from "../../kernel/time.js";
import { evaluationOf, sheetsOf } from "../../judging/queries.js";
import { closeOf, identityOf, openingsOf, releasesOf, sharesOf, statementsOf } from "../../opening/queries.js";
import type { LoggedStatement } from "../../opening/live.js";
import { leafOf, noticesOf, openerKeysOf, tenderById, termsOf, type PartRow, type Tender } from "../../tenders/queries.js";
import type { PartKey } from "../../tenders/keys.js";
import type { BidInput, EvaluationInput, Papers } from "../../verify/bundle-layout.js";
import { readmeOf } from "../../verify/readme.js";
import type { BundleIndex } from "../../verify/shapes.js";
import type { World } from "../../world.js";
import { partIndex } from "../index-of.js";

/** What an archive entry fixes beside the rows, which never change: the index, and the texts as of that moment. */
export type Fixed = { readonly index: BundleIndex; readonly readme: string; readonly trust: Papers["trust"]; readonly evaluated: readonly string[]; readonly reports: Readonly<Record<string, string>> };

/** What the archive of a tender holds, as of now. @param treeSize the published size when it is ordered */
export async function fixedNow(world: World, db: Db | Tx, tenderId: string, treeSize: number): Promise<Fixed> {
  const tender = await tenderById(db, world.exchange.id, tenderId);
  if (tender === null) throw new RangeError(`no tender ${tenderId}`);
  const lots = [];
  for (const { lot } of tender.lots) {
    const parts = [];
    for (const part of tender.parts.filter((each) => each.lot === lot)) parts.push(partIndex(await partFacts(world, db, tender, part)));
    lots.push({ lot, parts });
  }
  const notices = [];
  for (const row of await noticesOf(db, world.exchange.id, tenderId)) {
    const leaf = await leafOf(db, world.exchange.id, row.outbox_id);
    if (leaf !== null) notices.push({ id: row.notice_id, version: row.version, idx: leaf.idx, type: row.type, lot: row.lot, pdf: row.pdf_sha256 });
  }
  const reports = Object.fromEntries(notices.filter(({ type, lot }) => type === "evaluation-report" && lot !== null).map(({ lot, pdf }) => [lot ?? "", pdf]));
  const evaluated = [];
  for (const { lot } of tender.lots) if ((await evaluationOf(db, { exchangeId: world.exchange.id, tenderId, lot }))?.totals != null && reports[lot] !== undefined) evaluated.push(lot);
  const index: BundleIndex = {
    v: "daylight-bundle/1", edition: "full", exchange: world.exchange.origin, mode: world.mode, tender: tenderId, logOrigin: world.exchange.origin, treeSize, lots, draws: [],
    notices: notices.map(({ id, version, idx }) => ({ id, version, idx })),
  };
  return { index, readme: readmeOf(tenderId, world.mode), trust: { ca: world.caPem, policy: world.journal.policy, tsa: world.tsaPem }, evaluated, reports };
}

async function partFacts(world: World, db: Db | Tx, tender: Tender, part: PartRow) {
  const key: PartKey = { exchangeId: world.exchange.id, tenderId: tender.id, lot: part.lot, part: part.part };
  const keys = (await openerKeysOf(db, key.exchangeId, tender.id)).filter((each) => each.lot === part.lot && each.part === part.part);
  const terms = (await termsOf(db, key.exchangeId, tender.id, part.lot)).filter((each) => each.part === part.part).at(-1);
  const indexOf = async (outboxId: string | null): Promise<number | null> => (outboxId === null ? null : ((await leafOf(db, key.exchangeId, outboxId))?.idx ?? null));
  const statements = (await statementsOf(db, key)).flatMap((row): (LoggedStatement & { salt: string })[] => row.idx === null ? [] : [{ idx: Number(row.idx), st: row.statement_sha256, bidder: row.bidder, seq: row.seq, kind: row.kind, salt: hex(row.salt) }]);
  return {
    part: part.part, deadline: rfc3339(part.deadline.getTime() as Instant), threshold: part.threshold, open: part.open_mode, openers: Object.fromEntries(keys.map(({ opener, recipient }) => [opener, recipient])),
    termsIdx: (await indexOf(terms?.outbox_id ?? null)) ?? 0, closeIdx: (await closeOf(db, key))?.idx ?? null, deadlineSize: part.deadline_size === null ? null : Number(part.deadline_size),
    releaseIdx: (await releasesOf(db, key)).flatMap(({ idx }) => (idx === null ? [] : [Number(idx)])), openIdx: await indexOf(part.open_outbox), statements,
    ends: new Map((await openingsOf(db, key)).map(({ statement_sha256, how }) => [statement_sha256, how])),
  };
}

/** Every byte that an archive entry fixes, from the rows it names. The same rows give the same bytes, whenever it is asked. */
export async function loadPapers(world: World, tenderId: string, fixed: Fixed): Promise<Papers> {
  const { db, exchange } = world;
  const tender = await tenderById(db, exchange.id, tenderId);
  if (tender === null) throw new RangeError(`no tender ${tenderId}`);
  const keys = await openerKeysOf(db, exchange.id, tenderId);
  const openers = keys.filter(({ idx }) => idx !== null).map((key) => ({ lot: key.lot, part: key.part, opener: key.opener, json: key.statement, p7s: key.signature }));
  const parts: PartPapers[] = [];
  for (const { lot, parts: fixedParts } of fixed.index.lots) for (const part of fixedParts) parts.push(await partPapers(world, tender, lot, part));
  const evaluation = [];
  for (const lot of fixed.evaluated) evaluation.push(await evaluationInput(world, tenderId, lot, fixed.reports[lot] ?? ""));
  return {
    index: fixed.index, readme: fixed.readme, openers, bids: parts.flatMap(({ bids }) => bids), releases: parts.flatMap(({ releases }) => releases), openings: parts.flatMap(({ openings }) => openings),
    notices: await noticeInputs(world, tenderId, fixed), draws: [], evaluation, trust: fixed.trust,
  };
}

type PartPapers = { readonly bids: readonly BidInput[]; readonly releases: Papers["releases"]; readonly openings: Papers["openings"] };

async function partPapers(world: World, tender: Tender, lot: string, fixed: IndexPart): Promise<PartPapers> {
  const bids: BidInput[] = [];
  for (const bid of fixed.bids) bids.push(await bidInput(world, bid, fixed.outcome === "opened"));
  const rows = await releasesOf(world.db, { exchangeId: world.exchange.id, tenderId: tender.id, lot, part: fixed.part });
  const releases = rows.flatMap((row) => (row.idx !== null && fixed.releaseIdx.includes(Number(row.idx)) ? [{ idx: Number(row.idx), json: row.release, p7s: row.signature }] : []));
  const opening = tender.parts.find((part) => part.lot === lot && part.part === fixed.part)?.opening ?? null;
  return { bids, releases, openings: fixed.openIdx === null || opening === null ? [] : [{ idx: fixed.openIdx, json: opening }] };
}

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

async function bidInput(world: World, bid: IndexBid, isOpened: boolean): Promise<BidInput> {
  const row = await lodgementBySha(world.db, world.exchange.id, bid.statement);
  const receipt = row === null ? null : await finalReceipt(world, row);
  if (row === null || receipt === null) throw new RangeError(`no final receipt for ${bid.statement}`);
  const common = { statement: row.statement, p7s: row.signature, receipt };
  if (!bid.live || !isOpened || row.content_sha256 === null) return { ...common, sealed: null };
  const shares = await sharesOf(world.db, world.exchange.id, bid.statement);
  const identity = await identityOf(world.db, world.exchange.id, bid.statement);
  const contentSha256 = row.content_sha256;
  const content = { size: Number(row.content_size), read: () => lazily(world, contentSha256) };
  return { ...common, sealed: { content, shares: shares.map(({ bytes }) => bytes), keyLine: identity === null ? null : utf8(`${identity}\n`) } };
}

async function* lazily(world: World, sha256: string): AsyncGenerator<Uint8Array> {
  yield* await world.blobs.open(sha256);
}

async function wholeBlob(world: World, sha256: string): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of await world.blobs.open(sha256)) chunks.push(chunk);
  return Buffer.concat(chunks);
}

async function evaluationInput(world: World, tenderId: string, lot: string, report: string): Promise<EvaluationInput> {
  const key = { exchangeId: world.exchange.id, tenderId, lot };
  const row = await evaluationOf(world.db, key);
  if (row?.method == null || row.totals === null) throw new RangeError(`lot ${lot} has no evaluation`);
  const sheets = (await sheetsOf(world.db, key)).map(({ label, sheet, signature }) => ({ expert: label, json: sheet, p7s: signature }));
  return { lot, method: row.method, totals: row.totals, report: await wholeBlob(world, report), technical: row.technical, sheets };
}
