import { archiveOf } from "../../../archive/queries.js";
import { REJECTION_GROUNDS } from "../../../bidding/rejection.js";
import { hasDraws } from "../../../experts/queries/draws.js";
import { organisationName } from "../../../identity/queries.js";
import { readCandidates } from "../../../judging/candidates.js";
import { awardsOf, evaluationOf, isRankingPublic, type EvaluationRow } from "../../../judging/queries.js";
import { methodWords } from "../../../judging/method.js";
import { readTotals, type TotalRow } from "../../../judging/totals.js";
import { canonical, type Json } from "../../../kernel/canonical-json.js";
import { parseMoney } from "../../../kernel/money.js";
import type { Instant, PlainDate } from "../../../kernel/time.js";
import { lineOf } from "../../../lines/lines.js";
import { readForm } from "../../../opening/form.js";
import { openingsOf } from "../../../opening/queries.js";
import { causeWords } from "../../../opening/use-cases/hall.js";
import type { NoticeRecord } from "../../../notices/record.js";
import type { Stage } from "../../../procedure/procedure.js";
import type { Cause } from "../../../signing/blame.js";
import { sha256Hex } from "../../../signing/hash-node.js";
import { moneyFen } from "../../../tenders/amounts.js";
import { lotOf } from "../../../tenders/form.js";
import { countQuestions } from "../../../questions/queries.js";
import { areasOf, documentsOf, movesOf, noticesOf, recordOf, type LotRow, type NoticeRow, type Tender } from "../../../tenders/queries.js";
import { newestCheck } from "../../../tenders/queries/checks.js";
import { attemptsAround } from "../../../tenders/attempts.js";
import { questionsEnd } from "../../../questions/window.js";
import { attemptsOf } from "../../../tenders/queries/attempts.js";
import { noticeLines } from "../../../tenders/queries/notice-lines.js";
import type { Language } from "../../../web/context.js";
import type { LotView, ProjectView, RankedBid, RejectedBid } from "../../../web/pages/project.js";
import type { World } from "../../../world.js";
import { callOf } from "../../../tenders/entry.js";
import type { Actor } from "../../../identity/actor.js";
import { readsDocuments, shownRounds } from "../../views/admissions.js";
import { checkView } from "./check.js";
import { deadlineView, objectionView, publicityView } from "./dates.js";
import { orderViews } from "./tender-watch.js";
import { suspensionOf } from "./objections.js";
import { hallId, instantOf, lifeLine, noticeLine, stageName } from "./lists.js";

type Reading = { readonly world: World; readonly tender: Tender; readonly actor: Actor | null; readonly now: Instant; readonly language: Language };
type NameOf = (uscc: string) => Promise<string>;

const NOTICES_MAX = 200;

/** Everything public about a tender. Before the close nothing in it depends on who bids or how many. */
export async function projectView(reading: Reading): Promise<ProjectView> {
  const { world, tender, language } = reading;
  const { form, project } = tender;
  const exchangeId = world.exchange.id;
  const [areas, awards, notices, documents, all, moves, published] = await Promise.all([
    areasOf(world.db, exchangeId), awardsOf(world.db, exchangeId, [tender.id]),
    noticeLines(world.db, exchangeId, { tender: tender.id, limit: NOTICES_MAX }), documentsOf(world.db, exchangeId, tender.id), noticesOf(world.db, exchangeId, tender.id),
    movesOf(world.db, exchangeId, tender.id), newestCheck(world.db, exchangeId, tender.id, "publication"),
  ]);
  const shown = shownRounds(documents, callOf(all, "bid") !== undefined && (await readsDocuments(world, tender, reading.actor)));
  const lots: LotView[] = [];
  for (const lot of tender.lots) {
    const reached = moves.findLast((move) => move.lot === lot.lot && move.to_stage === lot.stage)?.from_stage ?? lot.stage;
    lots.push(await lotView(reading, lot, all, reached as Stage));
  }
  return {
    code: tender.id, title: form.title, line: lineOf(tender.row.line).title[language], tenderer: { name: project.tenderer_name, uscc: project.tenderer_uscc },
    agency: form.agency === null ? null : { name: form.agency.name, uscc: form.agency.uscc }, place: form.lots[0]?.location ?? form.place, approval: project.approval, funds: project.funds, lots,
    notices: notices.rows.map((row) => noticeLine(row, { language, areas, awards })),
    documents: shown.map((row) => ({ name: row.name, href: `/documents/${tender.id}/${encodeURIComponent(row.name)}/v/${String(row.version)}`, size: Number(row.size), sha256: row.sha256, version: row.version, publishedAt: instantOf(all.find(({ notice_id }) => notice_id === row.notice_id)?.published_at ?? tender.row.published_at ?? row.made_at) })),
    drawn: await hasDraws(world.db, exchangeId, tender.id), questions: await countQuestions(world.db, exchangeId, tender.id), bundle: (await archiveOf(world.db, exchangeId, { tenderId: tender.id, edition: "public", serial: null })) === null ? null : `/api/v1/tenders/${tender.id}/bundle?edition=public`, attempts: await attemptsView(reading), check: published === null ? null : checkView(tender, published.report, instantOf(published.madeAt), language),
  };
}

/** The published tenders before and after this one that tender the same again; empty where it is the only one. */
async function attemptsView({ world, tender }: Reading): Promise<ProjectView["attempts"]> {
  const chain = attemptsAround(await attemptsOf(world.db, world.exchange.id, tender.row.project_id), tender.id);
  return chain.length < 2 ? [] : chain.flatMap(({ attempt: { tender: code, publishedAt }, number }) => (publishedAt === null ? [] : [{ code, number, publishedAt: instantOf(publishedAt), isThis: code === tender.id }]));
}

const ENDED: readonly Stage[] = ["failed", "terminated"];
/** Stages in which there was never a hall. */
const HALL_LESS: readonly Stage[] = ["draft", "registered", "prequal_open", "prequal_review", "prequal_done"];

async function lotView(reading: Reading, lot: LotRow, notices: readonly NoticeRow[], reached: Stage): Promise<LotView> {
  const { world, tender, now, language } = reading;
  const stage = lot.stage as Stage;
  const form = lotOf(tender.form, lot.lot);
  const key = { exchangeId: world.exchange.id, tenderId: tender.id, lot: lot.lot };
  const judged = await evaluationOf(world.db, key);
  const evaluation = judged !== null && isRankingPublic(judged) ? judged : null;
  const name: NameOf = async (uscc) => (await organisationName(world.db, world.exchange.id, uscc)) ?? uscc;
  return {
    code: lot.lot, name: form.name, stage, stageName: stageName(stage, language), steps: lifeLine(lineOf(tender.row.line), stage, ENDED.includes(stage) ? reached : stage, language), ceilingFen: moneyFen(form.ceiling),
    deadline: deadlineView(tender, lot.lot, now, language), questionsUntil: questionsEnd(tender), objectionsUntil: objectionView(tender, lot.lot, now, language), method: methodWords(form.method),
    hall: HALL_LESS.includes(stage) ? null : hallId(tender.id, lot.lot), opening: await openingOf(reading, lot, name),
    ranking: evaluation === null ? null : await rankingOf(reading, lot, evaluation, name), award: evaluation === null ? null : await awardOf(evaluation, notices, lot.lot, name),
    contract: contractOf(evaluation), suspended: stage === "suspended" ? await suspensionOf({ world, tender, lot: lot.lot, language }) : null, orders: await orderViews(world, key), ended: ENDED.includes(stage) ? { at: instantOf(lot.stage_at), reason: whyEnded(notices, lot.lot) } : null,
  };
}

/** The newest part that was sung out: the price part once it is open. */
async function openingOf({ world, tender }: Reading, lot: LotRow, name: NameOf): Promise<LotView["opening"]> {
  const part = tender.parts.filter((each) => each.lot === lot.lot && each.sung_at !== null).at(-1);
  if (part?.sung_at == null) return null;
  const rows = await openingsOf(world.db, { exchangeId: world.exchange.id, tenderId: tender.id, lot: lot.lot, part: part.part });
  const bids = await Promise.all(rows.map(async (row) => ({ bidder: await name(row.bidder), result: row.cause === null ? "已开启" : `未开启：${causeWords(row.cause as Cause)}`, priceFen: row.form === null ? null : readForm(row.form).price })));
  return { openedAt: instantOf(part.sung_at), bids };
}

async function rankingOf({ tender, language }: Reading, lot: LotRow, evaluation: EvaluationRow, name: NameOf): Promise<LotView["ranking"]> {
  if (evaluation.totals === null) return null;
  const { results } = readTotals(evaluation.totals);
  const bids = await Promise.all(results.filter(({ rank }) => rank !== null).map((row) => rankedBid(row, name)));
  const rejected = (await Promise.all(results.map((row) => rejectedBid(row, name)))).flatMap((row) => (row === null ? [] : [row]));
  const { publicity_from: from, publicity_until: until } = evaluation;
  return { method: methodWords(lotOf(tender.form, lot.lot).method), bids, rejected, objectionsUntil: from === null || until === null ? null : publicityView(tender, from as PlainDate, instantOf(until), language) };
}

const rankedBid = async (row: TotalRow, name: NameOf): Promise<RankedBid> => {
  const price = parseMoney(row.price);
  return { rank: row.rank ?? 0, bidder: await name(row.bidder), priceFen: price.ok ? price.value : 0n, total: row.total ?? "", tree: row.tree };
};

async function rejectedBid({ bidder, rejection }: TotalRow, name: NameOf): Promise<RejectedBid | null> {
  if (rejection === null) return null;
  return { bidder: await name(bidder), ground: REJECTION_GROUNDS[rejection.ground].zh, clause: rejection.clause, reason: rejection.finding };
}

/** Public once the letters are out, at one moment with the award notice. */
async function awardOf({ winner, award_fen, decided_at, notified_at, candidates }: EvaluationRow, notices: readonly NoticeRow[], lot: string, name: NameOf): Promise<LotView["award"]> {
  if (winner === null || award_fen === null || decided_at === null || notified_at === null) return null;
  const chosen = readCandidates(candidates).find(({ bidder }) => bidder === winner);
  return { winner: chosen?.name ?? await name(winner), priceFen: BigInt(award_fen), decidedAt: instantOf(decided_at), notice: notices.findLast((row) => row.type === "award-notice" && row.lot === lot)?.notice_id ?? null };
}

/** The recorded contract; its hash is the one in the log. */
function contractOf(evaluation: EvaluationRow | null): LotView["contract"] {
  if (evaluation?.contracted_at == null || evaluation.contract === null) return null;
  const record = evaluation.contract as { signedOn: string; price: unknown };
  const price = parseMoney(record.price);
  return { signedOn: record.signedOn, priceFen: price.ok ? price.value : 0n, sha256: sha256Hex(canonical(record as unknown as Json)) };
}

/** The cause as the failure notice prints it. */
function whyEnded(notices: readonly NoticeRow[], lot: string): string {
  const row = notices.findLast((each) => each.type === "failure-notice" && each.lot === lot);
  if (row === undefined) return "";
  const { sections } = recordOf(row) as NoticeRecord;
  const paragraph = sections.find(({ zh }) => zh.includes("原因"))?.blocks.find((each) => each.block === "paragraph");
  return paragraph?.block === "paragraph" ? paragraph.text : row.title;
}
