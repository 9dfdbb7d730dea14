import { gradeLines } from "../../bidding/grades.js";
import type { FirmTwice } from "../../bidding/consortium.js";
import { METHOD_LAW } from "../../bidding/method.js";
import { REJECTION_GROUNDS } from "../../bidding/rejection.js";
import { articleWords } from "../../rules/articles.js";
import { PRECHECK_WORDS, type Rechecked } from "../../bidding/precheck.js";
import type { Actor } from "../../identity/actor.js";
import { saveDraft } from "../../judging/use-cases/draft.js";
import { reviewOf, seatsOf, sheetsOf, type MemberRow } from "../../judging/queries.js";
import type { Place } from "../../judging/use-cases/panel.js";
import { keptSheet, readSheet, sheetBytes, type Sheet } from "../../judging/sheet.js";
import { base64, fromBase64 } from "../../kernel/bytes.js";
import { grouped } from "../../kernel/money.js";
import { ok, refuse, type Result } from "../../kernel/result.js";
import { at, type Instant } from "../../kernel/time.js";
import { isPrintable } from "../../notices/printable.js";
import type { Db } from "../../db/database.js";
import type { Round } from "../../tenders/entry.js";
import type { LotKey } from "../../tenders/keys.js";
import { lotOf } from "../../tenders/form.js";
import { tenderById, type Tender } from "../../tenders/queries.js";
import type { Language } from "../../web/context.js";
import type { Posted } from "../../web/form-values.js";
import { messagesOf } from "../../web/messages.js";
import { panelPage, sheetPage, type PanelView, type SheetView } from "../../web/pages/panel.js";
import { leakLine } from "../../web/messages/blind.js";
import { reserveWords } from "../../web/messages/reserve.js";
import { paths } from "../../web/paths.js";
import type { ActionView } from "../../web/views.js";
import { inOffice } from "../endpoint.js";
import { panelView } from "../views/judging.js";
import { faultsOf, type Drawing } from "./buttons.js";
import type { Refused } from "./forms.js";
import { askedView } from "./clarification.js";
import { chairActs, rankingOf, refusedByName } from "./panel-chair.js";
import { recheckView } from "./panel-recheck.js";
import { drawReview } from "./panel-review.js";
import { bidderBehind, type Room } from "./panel-room.js";
import { STAND, standView } from "./panel-stand.js";
import { contextOf, html, missingPage, refusedPage, type PageRequest, type Site } from "./site.js";

/** The committee's room as a page. */
export function panelRoutes(site: Site): void {
  const { api } = site;
  api.get(paths.panel, (c) => cases(c, site));
  api.get("/panel/:tender/:lot", async (c) => (await drawPanel(c, site, new URL(c.req.url), null)) ?? missingPage(c, site));
  api.post("/panel/:tender/:lot", async (c) => {
    const posted = await formOf(c);
    await keepTyped(c, site, { tenderId: c.req.param("tender"), lot: c.req.param("lot") }, posted);
    return (await drawPanel(c, site, new URL(c.req.url), null, posted)) ?? missingPage(c, site);
  });
}

/** What a form sent. */
export async function formOf(c: PageRequest): Promise<Posted> {
  const posted = new Map<string, string[]>();
  for (const [name, value] of new URLSearchParams(await c.req.text())) posted.set(name, [...(posted.get(name) ?? []), value]);
  return posted;
}

/** Without scripts what was typed is kept when it is checked; where it cannot be kept the page drawn next says why. */
export async function keepTyped(c: PageRequest, { world }: Site, place: Place, posted: Posted): Promise<boolean> {
  const may = inOffice(c, "panel.score");
  const typed = [...posted].flatMap(([name, [score = ""]]) => {
    const [, bidder, criterion] = /^score:([^:]+):(.+)$/.exec(name) ?? [];
    return bidder === undefined || criterion === undefined ? [] : [{ bidder, criterion, score: score.slice(0, SCORE_MAX), reason: (posted.get(`reason:${bidder}:${criterion}`)?.[0] ?? "").slice(0, REASON_MAX) }];
  });
  const kept = may.ok && typed.length > 0 ? await saveDraft(world, may.value, place, typed, c.get("receivedAt")) : null;
  return kept?.ok === true;
}

const SCORE_MAX = 16;
const REASON_MAX = 1_000;

async function cases(c: PageRequest, site: Site): Promise<Response> {
  const { world } = site;
  const may = inOffice(c, "panel.read");
  if (!may.ok) return refusedPage(c, site, may.refusal, paths.home);
  const page = contextOf(c, site);
  const list: PanelView["cases"][number][] = [];
  for (const seat of await seatsOf(world.db, world.exchange.id, may.value.id)) list.push(...await caseOf(site, seat, page.language));
  return html(c, page, panelPage(page, { cases: list }));
}

/** A seat as a case of the list: of bids or of applications. */
async function caseOf({ world }: Site, { tender_id, lot, round, label }: MemberRow, language: Language): Promise<PanelView["cases"]> {
  const tender = await tenderById(world.db, world.exchange.id, tender_id);
  const stage = tender?.lots.find((each) => each.lot === lot)?.stage;
  if (tender === null || stage === undefined) return [];
  const key = { exchangeId: world.exchange.id, tenderId: tender.id, lot };
  const signed = await SIGNED[round](world.db, key);
  const open = signed.some((each) => each.label === label) ? "signed" : "open";
  return [{ tender: tender.id, lot, title: tender.form.title, lotName: `${lotOf(tender.form, lot).name}${round === "bid" ? "" : messagesOf(language).review.inList}`, state: stage === JUDGED_AT[round] ? open : "closed", href: panelHref(tender.id, lot) }];
}

const JUDGED_AT = { prequalification: "prequal_review", bid: "evaluating" } as const;
const SIGNED: Readonly<Record<Round, (db: Db, key: LotKey) => Promise<readonly { readonly label: string }[]>>> = { prequalification: async (db, key) => (await reviewOf(db, key))?.signatures ?? [], bid: sheetsOf };

/** Where a bid is read beside the criteria. */
export const bidHref = (tender: string, lot: string, bid: string): string => `${panelHref(tender, lot)}/bids/${encodeURIComponent(bid)}`;
export const panelHref = (tender: string, lot: string): string => `${paths.panel}/${encodeURIComponent(tender)}/${encodeURIComponent(lot)}`;

/** The room of one lot: its applications while they are reviewed, else its bids. */
export async function drawPanel(c: PageRequest, site: Site, url: URL, refused: Refused | null, posted: Posted = new Map()): Promise<Response | null> {
  const [, code = "", lot = ""] = (/^\/panel\/([^/]+)\/([^/]+)$/.exec(url.pathname) ?? []).map(decodeURIComponent);
  const tender = await tenderById(site.world.db, site.world.exchange.id, code);
  const stage = tender?.lots.find((each) => each.lot === lot)?.stage;
  if (tender === null || stage === undefined) return null;
  return stage === "prequal_review" ? drawReview(c, site, { tender, lot }, refused) : drawSheet(c, site, { tender, lot, back: url.pathname }, refused, posted);
}

/** Scores as they were posted, checked into the sheet that is then signed. */
async function drawSheet(c: PageRequest, site: Site, { tender, lot, back }: { readonly tender: Tender; readonly lot: string; readonly back: string }, refused: Refused | null, posted: Posted): Promise<Response> {
  const entered = await enter(c, site, tender.id, lot);
  if (!entered.ok) return refusedPage(c, site, entered.refusal, paths.panel);
  const { actor, room } = entered.value;
  const page = contextOf(c, site);
  const drawing: Drawing = { world: site.world, actor, language: page.language, back, refused: refusedByName(refused, room) };
  const view = sheetWith(room, drawing, posted, lotOf(tender.form, lot).name);
  return html(c, page, sheetPage(page, view), view.faults.length === 0 ? 200 : 422);
}

/** The room, for a member of the lot's committee alone. */
export async function enter(c: PageRequest, { world }: Site, tenderId: string, lot: string): Promise<Result<{ actor: Actor; room: Room }>> {
  const may = inOffice(c, "panel.read");
  if (!may.ok) return may;
  const seen = await panelView(world, may.value, { tenderId, lot });
  return seen.ok ? ok({ actor: may.value, room: seen.value.body as Room }) : seen;
}

/** The sheet's view with what was sent checked: ready to be signed, or with what is wrong. */
function sheetWith(room: Room, drawing: Drawing, sent: Posted, lotName: string): SheetView {
  const posted = sent.has(STAND) ? new Map<string, string[]>() : sent;
  const { exchange, expert } = room.sheet;
  const stand = standView({ tender: room.tender, lot: room.lot, isOpen: room.stage === "evaluating", stand: room.report, where: { exchange, tender: room.tender, lot: room.lot, expert } }, drawing, sent);
  const view = { ...sheetView(room, drawing, posted, lotName), stand: stand.view };
  if (stand.faults.length > 0) return { ...view, prepared: null, faults: stand.faults };
  const prepared = posted.size === 0 ? null : prepare(room, posted);
  if (prepared === null) return { ...view, prepared: null, faults: faultsOf(drawing.refused, drawing.language) };
  return prepared.ok ? { ...view, prepared: base64(prepared.value), faults: [] } : { ...view, prepared: null, faults: faultsOf({ act: "sheet", refusal: prepared.refusal, posted }, drawing.language) };
}

/** The canonical sheet of the posted scores, held against the documents as the act itself will hold it. */
function prepare(room: Room, posted: Posted): Result<Uint8Array> {
  const { sheet, criteria } = room;
  const scores = sheet.scores.map(({ bidder }) => {
    const shown = scoresOf(room, bidder, null, posted);
    return { bidder, items: criteria.map(({ id }) => ({ criterion: id, score: (shown[id]?.score ?? "").trim(), reason: (shown[id]?.reason ?? "").replaceAll(/\s+/gu, " ").trim() })) };
  });
  const odd = scores.flatMap(({ items }) => items).find((item) => !isPrintable(item.score + item.reason));
  if (odd !== undefined) return refuse("sheet-malformed", { where: odd.criterion });
  const bytes = sheetBytes({ ...sheet, scores });
  const read = readSheet(bytes, { ...sheet, bidders: sheet.scores.map(({ bidder }) => bidder), criteria });
  return read.ok ? { ok: true, value: bytes } : read;
}

type ShownScores = Readonly<Record<string, { readonly score: string; readonly reason: string }>>;

export function sheetView(room: Room, drawing: Drawing, posted: Posted, lotName: string): Omit<SheetView, "faults" | "prepared" | "stand"> {
  const { language } = drawing;
  const own = room.signed[0];
  const signed = own === undefined ? null : keptSheet(fromBase64(own.sheet));
  const place = { tender: room.tender, lot: room.lot };
  const bidders = room.sheet.scores.map(({ bidder }) => bidder);
  const behind = (code: string): string => bidderBehind(room, code);
  const named = (bidder: string): string => room.names[bidder] ?? bidder;
  const labels = bidders.map(behind).map((bidder) => ({ value: bidder, label: named(bidder) }));
  const isOpen = room.stage === "evaluating";
  return {
    ...place, reserve: reserveIn(room, language), twice: room.firmsTwice.map((each) => twiceWords(each, room.names, language)), title: room.title, lotName, expert: language === "zh" ? `评委 ${room.label.slice(0, 8)}` : `member ${room.label.slice(0, 8)}`,
    criteria: room.criteria.map(({ id, title, full, standard }) => ({ id, name: title, max: full, step: "0.01", guide: standard ?? "" })),
    bids: bidders.map((id) => ({ id, href: bidHref(room.tender, room.lot, id), label: behind(id) === id ? named(id) : `${id} ${named(behind(id))}`, ...filesOf(room, behind(id), language), scores: scoresOf(room, id, signed, posted) })), blind: blindnessOf(room), leaks: room.leaks.map((leak) => leakLine(leak, named(leak.bidder), language)),
    save: plain(language === "zh" ? "核对分数，生成待签署的评分表" : "Check and prepare the sheet", panelHref(room.tender, room.lot), isOpen ? null : refuse("evaluation-incomplete", { what: "评标尚未开始或已经结束" }).refusal),
    signHref: `${lotPath(room)}/sheets`, signedAt: own === undefined ? null : at(own.at), ...draftView(room), recheck: recheckOfRoom(room, drawing), place: room.place === null ? null : { ...room.place, from: at(room.place.from), until: at(room.place.until) }, pausedSince: room.pausedSince === null ? null : at(room.pausedSince), asked: room.asked.map((each) => askedView(each, { bidder: named(each.bidder), href: null })),
    chair: isOpen ? chairActs(room, drawing, labels) : [], ranking: rankingOf(room, language),
  };
}

const blindnessOf = ({ blind }: Room): SheetView["blind"] => (blind === null ? null : blind.hidden ? "hidden" : "shown");

/** A bid's files, with what the check before sealing and a consortium's grades say of it. */
function filesOf({ bids, consortia, method }: Room, bidder: string, language: Language): Pick<SheetView["bids"][number], "files" | "prechecks"> {
  const mine = bids.filter((each) => each.bidder === bidder);
  const checks = mine.flatMap(({ precheck }) => (precheck === null ? [] : [precheckLine(precheck, language)]));
  const bare = mine.some(({ guaranteed }) => !guaranteed) ? [bareWords(REJECTION_GROUNDS[METHOD_LAW[method.kind].unguaranteed], language)] : [];
  return { files: mine.flatMap(({ files }) => files), prechecks: bare.concat(checks, consortia.filter((each) => each.bidder === bidder).flatMap((each) => gradeLines(each, String, language))) };
}

/** Its guarantee ended: the committee rejects it on the ground of its law. */
const bareWords = ({ zh, en, article }: (typeof REJECTION_GROUNDS)[keyof typeof REJECTION_GROUNDS], language: Language): string =>
  (language === "zh" ? `无有效投标保证（入账已被银行冲正），应当按“${zh}”（${article}）否决` : `No guarantee stands (the bank took the money back): to be rejected as “${en}” (${articleWords(article).en})`);

const lotPath = ({ tender, lot }: Pick<Room, "tender" | "lot">): string => `/api/v1/tenders/${encodeURIComponent(tender)}/lots/${encodeURIComponent(lot)}`;

/** Where typed scores are kept, when they last were, and which alone can change. */
const draftView = (room: Room): Pick<SheetView, "draftHref" | "savedAt" | "reopened"> => ({ draftHref: `${lotPath(room)}/panel/draft`, savedAt: lastSaved(room), reopened: room.reopened?.map(({ bidder, criterion }) => `${bidder}:${criterion}`) ?? null });

/** All signed scores beside each other, while the report can still be changed by what is seen in them. */
function recheckOfRoom(room: Room, drawing: Drawing): SheetView["recheck"] {
  const { tender, lot, stage, chair, recheck, criteria, names } = room;
  if (recheck === null || stage !== "evaluating" || criteria.length === 0) return null;
  return recheckView({ place: { tender, lot }, chairs: chair, isFree: room.parts.some(({ free }) => free), recheck, criteria, nameOf: (bidder) => names[bidderBehind(room, bidder)] ?? bidder }, drawing);
}

/** When something typed was last kept. */
const lastSaved = ({ draft }: Room): Instant | null => (draft.length === 0 ? null : at(draft.map((each) => each.at).toSorted().at(-1) ?? ""));

/** A firm that bids more than once: its bids are invalid, all of them, which the committee rules on. */
function twiceWords({ firm, bidders, branches }: FirmTwice, names: Room["names"], language: Language): string {
  const named = (code: string): string => names[code] ?? code;
  const [who, bids, times] = [named(firm), bidders.map(named), String(bidders.length)];
  if (branches.length > 0) {
    return language === "zh"
      ? `${who} 以自己或者分支机构（${branches.map(named).join("、")}）的名义在本标段投标 ${times} 次：${bids.join("；")}。分支机构与其所属单位是同一主体，相关投标均无效（招标投标法实施条例第三十四条；政府采购法实施条例第十八条），请逐份认定。`
      : `${who} bids ${times} times in this lot, itself or by its branches (${branches.map(named).join(", ")}): ${bids.join("; ")}. A branch is its organisation: these bids are invalid (Regulations, art. 34; Procurement Regulations, art. 18): rule on each.`;
  }
  return language === "zh"
    ? `${who} 在本标段以自己名义或者联合体成员身份投标 ${times} 次：${bids.join("；")}。相关投标均无效（实施条例第三十七条），请逐份认定。`
    : `${who} bids ${times} times in this lot, alone or in consortia: ${bids.join("; ")}. These bids are invalid (Regulations, art. 37): rule on each.`;
}

/** What the check before sealing is worth now that the bid is open, and what it warned of. */
function precheckLine({ state, warned, differs }: Rechecked, language: Language): string {
  const named = [...differs, ...warned].map((check) => PRECHECK_WORDS[check]?.[language] ?? check).join(language === "zh" ? "、" : ", ");
  return named === "" ? messagesOf(language).hall.prechecks[state] : `${messagesOf(language).hall.prechecks[state]}${language === "zh" ? "：" : ": "}${named}`;
}

const plain = (label: string, href: string, refusal: ActionView["refusal"]): ActionView => ({ name: "save", label, href, fields: [], refusal, warning: null, idempotencyKey: "", version: null });

/** Each score as it was signed, else as it was sent, else as it was kept. */
function scoresOf({ criteria, draft }: Room, bidder: string, signed: Sheet | null, posted: Posted): ShownScores {
  const items = signed?.scores.find((each) => each.bidder === bidder)?.items;
  return Object.fromEntries(criteria.map(({ id }) => [id, items?.find(({ criterion }) => criterion === id) ?? postedScore(posted, `${bidder}:${id}`) ?? draft.find((each) => each.bidder === bidder && each.criterion === id) ?? UNSCORED]));
}

const UNSCORED = { score: "", reason: "" };
function postedScore(posted: Posted, item: string): ShownScores[string] | undefined {
  const score = posted.get(`score:${item}`)?.[0];
  return score === undefined ? undefined : { score, reason: posted.get(`reason:${item}`)?.[0] ?? "" };
}

/** The reserve that was read out, and what it means for the method: a floor, or a reference alone. */
function reserveIn({ reserve, method }: Room, language: Language): string | null {
  if (reserve === null) return null;
  const { line, binds, reference } = reserveWords(language);
  return METHOD_LAW[method.kind].belowFloor === null ? `${line.revealed(grouped(reserve.amount), null)}${reference}` : line.revealed(grouped(reserve.amount), binds);
}
