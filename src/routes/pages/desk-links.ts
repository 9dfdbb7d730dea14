import type { Actor } from "../../identity/actor.js";
import { feesMayShow } from "../../attendance/fees.js";
import { drawsAt } from "../../experts/draw.js";
import { notOpen } from "../../procedure/advance.js";
import { isDrawnByBuyer } from "../../judging/tie-draw.js";
import { lineOf } from "../../lines/lines.js";
import { TAKING_STAGES, ENDED_STAGES, type Stage } from "../../procedure/procedure.js";
import { moneyFen } from "../../tenders/amounts.js";
import { isGated, wayOf } from "../../tenders/entry.js";
import { isCompulsory, isPriceAlone, setsReserve } from "../../tenders/facts.js";
import { lotOf } from "../../tenders/form.js";
import type { LotRow, Tender } from "../../tenders/queries.js";
import { awaitsInvitation } from "../../tenders/schedule.js";
import type { Language } from "../../web/context.js";
import { paths } from "../../web/paths.js";
import { ACTS } from "./act-table.js";
import { say } from "./acts.js";
import { offers } from "./buttons.js";

/** A form on its own page: shown while it is its time, to whoever has the act. */
type FormLink = { readonly isTime: boolean; readonly act: string; readonly label?: readonly [zh: string, en: string]; readonly href: string };

/** The longer forms of a tender, each on its own page. */
export function formLinks(tender: Tender, actor: Actor, language: Language): { label: string; href: string }[] {
  const at = paths.deskTender(tender.id);
  const isDraft = (tender.row.published_at === null || awaitsInvitation(tender.lots)) && tender.row.submitted_by === null;
  const own: FormLink[] = [
    { isTime: isDraft, act: "redraft", label: ["修改草稿", "Edit the draft"], href: `${at}/form` },
    { isTime: isDraft, act: "follow-plan", href: `${at}/plan` },
    { isTime: tender.lots.some(({ stage }) => TAKING_STAGES.has(stage)), act: "clarification", href: `${at}/clarification` },
    { isTime: tender.lots.some(({ stage }) => TAKING_STAGES.has(stage)), act: "amendment", label: ["逐项修改公告内容", "Amend the notice by its fields"], href: `${at}/amend` },
    { isTime: tender.row.published_at !== null, act: "letters", label: ["函件送达", "Delivery of letters"], href: paths.deskLetters(tender.id) },
    { isTime: tender.row.published_at !== null, act: "letters", label: isGated(tender.form) ? ["可以投标的单位和监督决定", "Admitted firms and orders"] : ["监督部门的决定", "Orders of the supervisor"], href: paths.deskAdmissions(tender.id) },
    { isTime: tender.row.published_at !== null, act: "answer-questions", label: ["答复提问", "Answer questions"], href: paths.deskQuestions(tender.id) },
    { isTime: tender.lots.some(({ stage }) => stage === "archived"), act: "archive", label: ["归档移交", "Hand-over"], href: `${at}/hand-over` },
    { isTime: tender.lots.some(({ stage }) => ENDED_STAGES.has(stage)), act: "tender", label: ["重新招标", "Tender again"], href: `/desk/tenders/new?project=${tender.project.project_id}&again=${tender.id}` },
  ];
  const wordsOf = ({ act, label }: FormLink): string => (label === undefined ? (ACTS[act]?.[language] ?? act) : say(language, ...label));
  const shown = (links: readonly FormLink[], suffix: string) => links.filter(({ isTime, act }) => isTime && offers(actor, act)).map((link) => ({ label: `${wordsOf(link)}${suffix}`, href: link.href }));
  return [...shown(own, ""), ...tender.lots.flatMap((lot) => shown(lotForms(tender, lot, at), tender.lots.length > 1 ? `（${lotOf(tender.form, lot.lot).name}）` : ""))];
}

/** From the notice to the end of the opening with the prices. */
const RESERVE_STAGES: ReadonlySet<string> = new Set(["noticed", "bidding", "closed", "opening", "opened", "evaluating"] satisfies Stage[]);

/** Whether experts may be drawn for a lot now, or appointed instead, and whether a committee sits at all. */
function expertsOf(tender: Tender, { lot, stage }: Pick<LotRow, "lot" | "stage">): { readonly draws: boolean; readonly appoints: boolean; readonly seats: boolean } {
  const seats = !isPriceAlone(lotOf(tender.form, lot));
  const draws = seats && tender.row.published_at !== null && drawsAt(stage);
  return { seats, draws, appoints: draws && isCompulsory(tender) && lineOf(tender.row.line).appointment.drawn };
}

function lotForms(tender: Tender, { lot, stage }: LotRow, at: string): FormLink[] {
  const form = (act: string, isTime: boolean, label?: FormLink["label"]): FormLink => ({ act, isTime, ...(label === undefined ? {} : { label }), href: `${at}/${encodeURIComponent(lot)}/${act}` });
  const isNow = (move: string): boolean => notOpen(lineOf(tender.row.line), { stage: stage as Stage, before: null }, [move]) === null;
  const { draws, appoints, seats } = expertsOf(tender, { lot, stage });
  return [
    form("way", stage === "failed" && Object.keys(lineOf(tender.row.line).otherWays).length > 0, ["论证意见和采购方式变更", "Finding on the documents and change of way"]),
    { act: "draw-request", label: ["评标专家抽取", "Draw of the experts"], isTime: draws, href: paths.drawRoom(tender.id, lot) },
    form("appointment", appoints),
    form("qualification", isNow("reviewQualification")), form("tie-draw", stage === "evaluating" && isDrawnByBuyer(lotOf(tender.form, lot).method)), form("committee", (seats && isNow("seatCommittee")) || stage === "prequal_review"), form("seat-leaves", stage === "evaluating"), form("seat-substitutes", stage === "evaluating"), form("invite", stage === "registered" && wayOf(tender.form) === "invitation"), form("guarantee", moneyFen(lotOf(tender.form, lot).deposit) !== null),
    { act: "fees", label: ["评审专家劳务报酬", "Fees of the experts"], isTime: feesMayShow(stage), href: paths.attendanceOf(tender.id, lot) },
    { act: "reserve-loss", label: ["标底", "Reserve estimate"], isTime: setsReserve(tender) && tender.row.published_at !== null && RESERVE_STAGES.has(stage), href: paths.deskReserve(tender.id, lot) },
  ];
}
