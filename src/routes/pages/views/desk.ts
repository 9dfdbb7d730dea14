import { nameOfActor } from "../../../identity/queries.js";
import type { Actor } from "../../../identity/actor.js";
import type { Refusal } from "../../../kernel/refusal.js";
import { refuse } from "../../../kernel/result.js";
import { evaluationOf } from "../../../judging/queries.js";
import { releasesOf } from "../../../opening/queries.js";
import { rfc3339, timeInChinese, type Instant } from "../../../kernel/time.js";
import type { Stage } from "../../../procedure/procedure.js";
import type { Clarification } from "../../../tenders/clarification.js";
import { lotOf } from "../../../tenders/form.js";
import { callMove } from "../../../tenders/entry.js";
import { ownerOf } from "../../../tenders/owner.js";
import { awaitsCall, awaitsInvitation, decideRecall, scheduledFor } from "../../../tenders/schedule.js";
import { clarificationsOf, openerKeysOf, returnsOf, type LotRow, type Tender } from "../../../tenders/queries.js";
import type { LotLine } from "../../../tenders/queries/lot-lines.js";
import { checkNow } from "../../../tenders/use-cases/check.js";
import { CLOCK } from "../../../tenders/use-cases/move.js";
import type { Language } from "../../../web/context.js";
import type { DeskTenderView, DeskView } from "../../../web/pages/desk.js";
import { paths } from "../../../web/paths.js";
import type { ActionView } from "../../../web/views.js";
import { lineOf } from "../../../lines/lines.js";
import { lawSets } from "../../../procedure/law.js";
import { lawOf } from "../../../tenders/facts.js";
import { terminationFields } from "../act-table.js";
import { button, faultsOf, offers, type Drawing } from "../buttons.js";
import { checkView } from "./check.js";
import { deadlineView, dutyView, objectionView, publicityView } from "./dates.js";
import { documentsView } from "./desk-documents.js";
import { openMoves, type MoveAnswer } from "./desk-moves.js";
import { objectionViews, suspensionOf } from "./objections.js";
import { lotDeposits } from "./lot-deposits.js";
import { refundViews } from "./refunds.js";
import { hallId, instantOf, stageName } from "./lists.js";
import type { PlainDate } from "../../../kernel/time.js";

type Desk = { readonly drawing: Drawing; readonly tender: Tender; readonly now: Instant };
const say = ({ language }: { language: Language }, zh: string, en: string): string => (language === "zh" ? zh : en);

/** Acts that are one move of a lot, by the move's name. */
const MOVE_ACTS: Readonly<Record<string, string>> = {
  publishCandidates: "candidates", determineWinner: "award", determineByPrice: "award-by-price", sendNotices: "letters", signContract: "contract", announceContract: "contract-notice", report: "written-report", declareVoid: "declare-void", terminate: "terminate", winnerFails: "winner-fails",
};

/** One tender as this person works on it. */
export async function deskTenderView({ drawing, tender, now }: Desk): Promise<DeskTenderView> {
  const lots: DeskTenderView["lots"][number][] = [];
  const checked = await checkOf({ drawing, tender, now });
  const moves = new Map<string, ReadonlyMap<string, MoveAnswer>>();
  for (const lot of tender.lots) moves.set(lot.lot, await openMoves({ world: drawing.world, tender, actor: drawing.actor, now }, lot));
  for (const lot of tender.lots) lots.push(await lotView({ drawing, tender, now }, lot, moves.get(lot.lot) ?? new Map()));
  return {
    tender: tender.id, title: tender.form.title, isPublished: tender.row.published_at !== null, lots, drafts: await draftsOf({ drawing, tender, now }), returns: offers(drawing.actor, "publish") ? await returnsView({ drawing, tender, now }) : [], documents: await documentsView({ drawing, tender, now }), faults: faultsOf(drawing.refused, drawing.language),
    check: checked.view, actions: tenderActions({ drawing, tender, now }, moves.get(tender.lots[0]?.lot ?? "") ?? new Map(), checked.stop),
  };
}

async function lotView(desk: Desk, lot: LotRow, moves: ReadonlyMap<string, MoveAnswer>): Promise<DeskTenderView["lots"][number]> {
  const { drawing, tender, now } = desk;
  const { world, language } = drawing;
  const stage = lot.stage as Stage;
  const of = { world, tender, lot: lot.lot, language };
  return {
    code: lot.lot, name: lotOf(tender.form, lot.lot).name, stage, stageName: stageName(stage, language), dates: await datesOf(desk, lot),
    hall: tender.row.published_at === null || drawing.actor.role !== "exchange-staff" ? null : hallId(tender.id, lot.lot), actions: lotActions(desk, lot, moves),
    suspended: stage === "suspended" ? await suspensionOf(of) : null, objections: await objectionViews(drawing, of), refunds: await refundViews(drawing, { world, tender, lot, now, language }), deposits: await lotDeposits(drawing, { tender, lot, now }),
  };
}

/** What a check finds as the tender stands now; nothing once its notice is out. */
async function checkOf({ drawing: { world, language }, tender, now }: Desk): Promise<{ readonly view: DeskTenderView["check"]; readonly stop: Refusal | null }> {
  if (tender.row.published_at !== null && !awaitsInvitation(tender.lots)) return { view: null, stop: null };
  const { report, stop } = await checkNow(world.db, world, tender, now);
  return { view: checkView(tender, report, now, language), stop };
}

async function datesOf({ drawing: { world, language }, tender, now }: Desk, lot: LotRow): Promise<DeskTenderView["lots"][number]["dates"]> {
  const say2 = (zh: string, en: string): string => say({ language }, zh, en);
  const evaluation = await evaluationOf(world.db, { exchangeId: world.exchange.id, tenderId: tender.id, lot: lot.lot });
  const duty = (label: string, number: "contractDays" | "reportDays", since: Date | null) => (since === null || !lawSets(lawOf(tender, now), number) ? [] : [{ label, date: dutyView(tender, number, instantOf(since), language) }]);
  const { publicity_from: from = null, publicity_until: until = null, notified_at: notified = null, decided_at: decided = null } = evaluation ?? {};
  return [
    { label: say2("投标截止", "Bids close"), date: deadlineView(tender, lot.lot, now, language) }, { label: say2("对招标文件的异议截止", "Objections to the documents"), date: objectionView(tender, lot.lot, now, language) },
    ...(from === null || until === null ? [] : [{ label: say2("候选人公示截止", "Publicity ends"), date: publicityView(tender, from as PlainDate, instantOf(until), language) }]),
    ...duty(say2("签订合同最迟", "Contract due"), "contractDays", notified), ...duty(say2("书面报告最迟", "Written report due"), "reportDays", decided),
  ];
}

function lotActions({ drawing, tender }: Desk, lot: LotRow, moves: ReadonlyMap<string, MoveAnswer>): ActionView[] {
  const place = { tender: tender.id, lot: lot.lot };
  const owner = ownerOf(tender);
  const own = Object.entries(MOVE_ACTS).filter(([move]) => moves.has(move)).map(([move, act]) => button(drawing, act, place, { ...moves.get(move), ...(act === "terminate" ? { fields: terminationFields(drawing.language, lineOf(tender.row.line).terminationGrounds) } : {}), owner, suffix: `-${lot.lot}` }));
  const archive = offers(drawing.actor, "archive") && moves.has("archive") ? [button(drawing, "archive", { tender: tender.id }, { ...moves.get("archive"), suffix: `-${lot.lot}` })] : [];
  // The gravest stands last.
  return [...own.filter(({ warning }) => warning === null), ...archive, ...own.filter(({ warning }) => warning !== null)];
}

/** Registration, submission and publication move all lots of a tender at once. */
function tenderActions({ drawing, tender }: Desk, moves: ReadonlyMap<string, MoveAnswer>, stop: Refusal | null): ActionView[] {
  const place = { tender: tender.id };
  const owner = ownerOf(tender);
  if (!offers(drawing.actor, "register") || (tender.row.published_at !== null && !awaitsInvitation(tender.lots))) return [];
  if (moves.has("register")) return [button(drawing, "register", place, { ...moves.get("register"), owner })];
  return tender.row.submitted_by === null ? [button(drawing, "submit", place, { owner, refusal: stop })] : [];
}

async function draftsOf(desk: Desk): Promise<DeskTenderView["drafts"]> {
  const { drawing, tender } = desk;
  const { world, actor, language } = drawing;
  if (!offers(actor, "publish")) return [];
  const exchangeId = world.exchange.id;
  const nameOf = async (id: string): Promise<string> => (await nameOfActor(world.db, exchangeId, id)) ?? id;
  const owner = ownerOf(tender);
  const { submitted_by: by, submitted_at: at } = tender.row;
  const lot = tender.lots.find(({ stage }) => stage === "registered" || stage === "prequal_done");
  const refusal = lot === undefined ? null : ((await openMoves({ world, tender, actor, now: world.clock() }, lot)).get(callMove(tender))?.refusal ?? null);
  const notice = by === null || at === null || !awaitsCall(tender.lots) ? [] : [{
    id: "notice", title: tender.form.title, by: await nameOf(by), at: instantOf(at), href: `${paths.deskTender(tender.id)}/form`, actions: [...(tender.row.published_at === null ? scheduleButtons(desk, refusal) : []), button(drawing, "publish", { tender: tender.id }, { owner, refusal }), button(drawing, "send-back", { tender: tender.id }, { owner, refusal: ownWork(by, actor) })],
  }];
  const returned = await returnsOf(world.db, exchangeId, tender.id);
  const waiting = (await clarificationsOf(world.db, exchangeId, tender.id)).filter((row) => row.published_at === null && !returned.some(({ clarification }) => clarification === row.serial));
  const clarifications = await Promise.all(waiting.map(async (row) => ({
    id: `c${String(row.serial)}`, title: `${say({ language }, "澄清或修改", "Clarification")} ${String(row.serial)}：${(row.body as Clarification).changes.map(({ what }) => what).join("、")}`, by: await nameOf(row.drafted_by), at: instantOf(row.drafted_at),
    href: `${paths.deskTender(tender.id)}/clarifications/${String(row.serial)}`, actions: CLARIFICATION_ACTS.map((act) => button(drawing, act, { tender: tender.id, item: String(row.serial) }, { owner, suffix: `-${String(row.serial)}`, refusal: ownWork(row.drafted_by, actor) })),
  })));
  return [...notice, ...clarifications];
}

/** An approved notice can be taken back; one that waits for approval can be approved for a moment to come, if nothing but that moment stands against it. */
function scheduleButtons({ drawing, tender }: Desk, refusal: Refusal | null): readonly ActionView[] {
  const owner = ownerOf(tender);
  const moment = scheduledFor(tender);
  if (moment === null) return [button(drawing, "schedule", { tender: tender.id }, { owner, refusal })];
  const recall = decideRecall(tender, drawing.actor.id);
  const label = say(drawing, `撤回定时发布（将于${timeInChinese(moment)}由系统发布）`, `Take back the approval (to be published at ${rfc3339(moment)})`);
  return [button(drawing, "recall", { tender: tender.id }, { owner, label, refusal: recall.ok ? null : recall.refusal })];
}

const CLARIFICATION_ACTS = ["publish-clarification", "send-back-clarification"];

/** Four eyes: nobody reviews his own work. */
const ownWork = (preparedBy: string, actor: Actor): Refusal | null => (preparedBy === actor.id ? refuse("four-eyes").refusal : null);

/** What was sent back and is still the preparer's to mend, and the clarifications that ended so; newest first. */
async function returnsView({ drawing: { world, language }, tender }: Desk): Promise<DeskTenderView["returns"]> {
  const open = (await returnsOf(world.db, world.exchange.id, tender.id)).filter(({ clarification }) => clarification !== null || (tender.row.published_at === null && tender.row.submitted_by === null)).reverse();
  return Promise.all(open.map(async ({ clarification, reason, returned_by: by, returned_at: at }) => ({
    what: clarification === null ? say({ language }, "招标公告", "Tender notice") : `${say({ language }, "澄清或修改", "Clarification")} ${String(clarification)}`, reason,
    by: by === CLOCK.id ? say({ language }, "系统", "the clock") : (await nameOfActor(world.db, world.exchange.id, by)) ?? by, at: instantOf(at),
  })));
}

type Due = DeskView["due"][number];

/** What a line of the list asks of this person; null where it is somebody else's turn. */
export async function dueOf({ world, actor, language }: Drawing, line: LotLine, tender: Tender | null, now: Instant): Promise<Due[]> {
  const base = { tender: line.tender, lot: line.name, title: line.title, href: paths.deskTender(line.tender) };
  const due = (what: string, at: Date | null, href = base.href): Due => ({ ...base, href, what, due: at === null ? null : { at: instantOf(at), explanation: null }, overdue: at !== null && at.getTime() < now });
  if (actor.role === "opener") return tender === null ? [] : openerDue({ world, actor, language }, line, tender, due);
  const [zh, en] = turnOf(line, actor) ?? [];
  if (zh === undefined || en === undefined) return [];
  return [due(say({ language }, zh, en), TIMED.has(line.stage) ? line.deadline : null, actor.role === "exchange-staff" && line.stage !== "reported" ? paths.hall(hallId(line.tender, line.lot)) : base.href)];
}

/** Sent back by the second officer and not submitted again. */
const isReturned = ({ returned, submittedBy, publishedAt }: LotLine): boolean => returned && submittedBy === null && publishedAt === null;
const RETURNED = ["复核退回：修改后重新提交", "sent back: change it and submit again"] as const;

const DISPUTED = ["截标名单有争议，等待监督部门决定", "the closed list is disputed: wait for the supervisor"] as const;

function turnOf(line: LotLine, { role }: Actor): readonly [zh: string, en: string] | undefined {
  if (role === "tenderer" && isReturned(line)) return RETURNED;
  return line.disputed && role === "exchange-staff" ? DISPUTED : TURN[role]?.[line.stage];
}

/** Stages in which the bid deadline is what counts. */
const TIMED: ReadonlySet<Stage> = new Set<Stage>(["bidding", "closed", "opening"]);

type Turn = Readonly<Partial<Record<Stage, readonly [zh: string, en: string]>>>;
/** Whose turn it is at each stage. */
const TURN: Readonly<Partial<Record<Actor["role"], Turn>>> = {
  "tenderer": {
    draft: ["完善草稿并进场登记", "complete the draft and register"], registered: ["提交复核、发布招标公告", "submit and publish the notice"], prequal_review: ["组建资格审查委员会", "seat the reviewing committee"], prequal_done: ["编制招标文件，提交复核、发出投标邀请书", "make the documents, submit and send the invitations"], opened: ["组建评标委员会", "seat the committee"], evaluated: ["收到评标报告 3 日内公示候选人", "publish the candidates within 3 days"],
    candidates: ["公示期满后确定中标人", "determine the winner after publicity"], award_decided: ["发出通知书", "send the letters"], notified: ["30 日内签订合同", "sign the contract within 30 days"], contracted: ["提交书面报告", "file the written report"],
  },
  "exchange-staff": { bidding: ["准备开标", "prepare the opening"], closed: ["主持开标", "host the opening"], opening: ["主持开标", "host the opening"], evaluating: ["开启价格部分后结束开标", "host the price opening"], reported: ["归档", "archive"] },
  "cashier": { noticed: ["登记投标保证", "enter guarantees"], bidding: ["登记投标保证", "enter guarantees"] },
};

async function openerDue({ world, actor, language }: Pick<Drawing, "world" | "actor" | "language">, line: LotLine, tender: Tender, due: (what: string, at: Date | null) => Due): Promise<Due[]> {
  const opener = actor.opener ?? "";
  const parts = tender.parts.filter((part) => part.lot === line.lot);
  if (!lotOf(tender.form, line.lot).openers.includes(opener)) return [];
  const dues: Due[] = [];
  if (tender.row.published_at === null) {
    const keys = await openerKeysOf(world.db, world.exchange.id, tender.id);
    const missing = parts.filter(({ part }) => !keys.some((key) => key.lot === line.lot && key.part === part && key.opener === opener && key.proved_at !== null));
    if (missing.length > 0) dues.push(due(`${say({ language }, "提交开标公钥", "give your opening keys")}：npx daylight keys new ${tender.id} ${line.lot} ${missing.map(({ part }) => part).join(" ")}`, null));
  }
  for (const part of parts.filter(({ state }) => state === "releasing")) {
    const released = (await releasesOf(world.db, { exchangeId: world.exchange.id, tenderId: tender.id, lot: line.lot, part: part.part })).some((row) => row.opener === opener);
    if (!released) dues.push(due(`${say({ language }, "提交开标份额", "release your shares")}：npx daylight release ${tender.id} ${line.lot} ${part.part}`, part.window_until));
  }
  return dues;
}
