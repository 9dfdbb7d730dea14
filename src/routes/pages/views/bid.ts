import type { Actor } from "../../../identity/actor.js";
import type { LodgementRow } from "../../../bidding/queries.js";
import type { Standing } from "../../../bidding/standing.js";
import { finalReceipt } from "../../../bidding/use-cases/receipt.js";
import { titleOfPart } from "../../../tenders/entry.js";
import type { LotForm } from "../../../tenders/form.js";
import { asksConfirmation } from "../../../notices/clarification.js";
import { lineOf } from "../../../lines/lines.js";
import { deadlineOf } from "../../../tenders/facts.js";
import { noticesOf, type PartRow, type Tender } from "../../../tenders/queries.js";
import type { PageContext } from "../../../web/context.js";
import { bidWords } from "../../../web/messages/bid.js";
import type { BidView } from "../../../web/pages/bid.js";
import type { LodgeBoxView } from "../../../web/parts/lodge-box.js";
import { timeIn } from "../../../web/parts/text.js";
import { pathsOf, paths } from "../../../web/paths.js";
import type { World } from "../../../world.js";
import { dutyView } from "./dates.js";
import { hallId, instantOf } from "./lists.js";

/** A bidder's own view of a lot. */
export type Mine = { readonly actor: Actor; readonly uscc: string; readonly tender: Tender; readonly form: LotForm; readonly parts: readonly PartRow[]; readonly lodged: readonly LodgementRow[]; readonly standing: Standing; readonly page: PageContext };

const lotApi = ({ tender, form }: Mine): string => `/api/v1/tenders/${tender.id}/lots/${encodeURIComponent(form.lot)}`;
export const receiptHref = (tender: string, lot: string, sha256: string): string => `${paths.myBid(tender, lot)}/receipts/${sha256}`;
export const proofHref = (sha256: string): string => `/api/v1/receipts/${sha256}/proof`;
export const keyPath = (mine: Mine, part: string): string => `${lotApi(mine)}/parts/${encodeURIComponent(part)}/bidder-keys`;
const confirmPath = ({ tender, form }: Mine): string => `${paths.myBid(tender.id, form.lot)}/confirm`;
const withdrawPath = ({ tender, form }: Mine): string => `${paths.myBid(tender.id, form.lot)}/withdraw`;

/** How a bid that stands can be taken back, or by which article it stays. */
export function takenBack(mine: Mine): Pick<BidView, "withdrawHref" | "staysBy"> {
  const { bidsStay } = lineOf(mine.tender.row.line);
  return bidsStay === null ? { withdrawHref: withdrawPath(mine), staysBy: null } : { withdrawHref: null, staysBy: bidsStay[mine.page.language] };
}

/** Whether a bid is there that could be withdrawn or replaced. */
export const isLodged = ({ standing }: Pick<Mine, "standing">): boolean => standing === "stands" || standing === "unconfirmed";

/** The amendment that asks for a confirmation, and until when; null where nothing asks. */
export async function unconfirmedView(world: World, mine: Mine, isOpen: boolean): Promise<BidView["unconfirmed"]> {
  const { tender, form, standing, page } = mine;
  if (standing !== "unconfirmed") return null;
  const notice = (await noticesOf(world.db, world.exchange.id, tender.id)).findLast(({ json }) => asksConfirmation(json, form.lot));
  const until = deadlineOf(tender, form.lot);
  return {
    state: isOpen && page.now < until ? "asked" : "lapsed", until, confirmHref: confirmPath(mine),
    amendment: notice === undefined ? null : { title: notice.title, href: pathsOf(page).notice(notice.notice_id), publishedAt: instantOf(notice.published_at) },
    refund: form.deposit === null || page.now < until ? null : dutyView(tender, "withdrawalRefundDays", until, page.language),
  };
}

export const boxView = (mine: Mine, act: LodgeBoxView["act"]): LodgeBoxView => ({
  tender: mine.tender.id, lot: mine.form.lot, bidder: mine.uscc, act, sealingHref: `${lotApi(mine)}/sealing`, lodgeHref: `${lotApi(mine)}/lodgements`, receiptsHref: `${paths.myBid(mine.tender.id, mine.form.lot)}/receipts/`,
});

/** The newest statement of every part. */
export async function lodgementViews(world: World, { tender, form, parts, lodged }: Mine): Promise<BidView["parts"]> {
  const views: BidView["parts"][number][] = [];
  for (const { part } of parts) {
    const row = lodged.filter((each) => each.part === part).at(-1);
    const partName = titleOfPart(tender.form, form.lot, part);
    views.push({ part, partName, lodgement: row === undefined ? null : {
      seq: row.seq, kind: row.kind, acceptedAt: instantOf(row.received_at), statementSha256: row.statement_sha256, receiptHref: receiptHref(tender.id, form.lot, row.statement_sha256),
      proofHref: (await finalReceipt(world, row)) === null ? null : proofHref(row.statement_sha256),
    } });
  }
  return views;
}

/** What is to be done, in order: each with where it stands. */
export function tasksOf(mine: Mine, isOpen: boolean): BidView["tasks"] {
  const { tender, form, parts, standing, page } = mine;
  const say = (zh: string, en: string): string => (page.language === "zh" ? zh : en);
  const isKept = isOpen ? isLodged(mine) : standing === "stands";
  const isClosed = parts.some(({ close_outbox }) => close_outbox !== null);
  const guarantee = { name: say("提交投标保证", "Give the bid guarantee"), state: isLodged(mine) ? "done" as const : "in-progress" as const, href: null, hint: say("缴纳保证金或者提交电子保函（见下），由系统自动核对；纸质保函由交易中心出纳登记。没有投标保证的，递交时会告知。", "Pay the deposit or hand in an electronic letter below: the system checks it. A letter on paper is recorded by the cashier. Lodging says when it is missing.") };
  return [
    ...confirmingTasks(mine, isOpen),
    { name: say("阅读招标公告和招标文件", "Read the notice and the documents"), state: isOpen ? "in-progress" : "done", href: pathsOf(page).project(tender.id), hint: null },
    ...(form.deposit === null ? [] : [guarantee]), ...makingTasks(isOpen, isKept, say),
    { name: say("保存回执和投标密钥，并检查密钥", "Keep receipt and key, and check the key"), state: isKept ? "in-progress" : "blocked", href: null, hint: isKept ? say("在封标页选“检查投标密钥”。", "Choose “Check the bid key” in the sealing page.") : null },
    { name: say("参加开标：签到、确认开标记录", "Attend the opening"), state: isClosed && isKept ? "in-progress" : "blocked", href: isClosed ? pathsOf(page).hall(hallId(tender.id, form.lot)) : null, hint: say("截止后在开标大厅办理。", "After the deadline, in the hall.") },
  ];
}

/** First of all, where an amendment asks for it; done once the bid is confirmed or replaced. */
function confirmingTasks(mine: Mine, isOpen: boolean): BidView["tasks"] {
  const { tender, form, lodged, standing, page } = mine;
  const words = bidWords(page.language);
  const until = words.untilWhen(timeIn(deadlineOf(tender, form.lot), page.language));
  if (standing === "unconfirmed") return [{ name: words.taskConfirm, state: isOpen ? "not-started" : "fault", href: isOpen ? confirmPath(mine) : null, hint: until }];
  return standing === "stands" && lodged.some(({ kind }) => kind === "confirm") ? [{ name: words.taskConfirmed, state: "done", href: null, hint: null }] : [];
}

type Say = (zh: string, en: string) => string;

function makingTasks(isOpen: boolean, isKept: boolean, say: Say): BidView["tasks"][number][] {
  const names = [say("制作并封装投标文件：单位、报价、文件、检查、封标", "Make and seal the bid: firm, price, files, check, seal"), say("递交密封件并取得回执", "Lodge it and get the receipt")];
  if (!isOpen) return names.map((name) => ({ name, state: isKept ? "done" as const : "blocked" as const, href: null, hint: say("投标尚未开始或已经截止。", "Bidding has not begun or is over.") }));
  const again = say("截止前可以再次制作、递交，以最后一次为准。", "Lodge again before the deadline: the last one counts.");
  return names.map((name) => ({ name, state: isKept ? "done" as const : "not-started" as const, href: "#lodge", hint: isKept ? again : null }));
}
