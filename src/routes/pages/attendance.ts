import { OUTCOMES, SOURCES } from "../../attendance/attendance.js";
import { ASSESSED, LEVELS, recheckFacts, SIDES, type AssessedItem } from "../../attendance/assessment.js";
import { FEE_BASES, feesMayShow } from "../../attendance/fees.js";
import { assessmentsOfExpert, tariffsOf } from "../../attendance/queries.js";
import type { Attended } from "../../attendance/use-cases/read-attendance.js";
import { showLot, type FeeListShown, type LotShown } from "../../attendance/use-cases/show-attendance.js";
import { ROLE_NAMES, type Actor } from "../../identity/actor.js";
import { can } from "../../identity/can.js";
import { LEAVING_GROUNDS } from "../../judging/panel-changes.js";
import { lotsJudged } from "../../judging/queries.js";
import { moneyJson } from "../../kernel/money.js";
import { refuse } from "../../kernel/result.js";
import { wordsOf } from "../../kernel/refusal.js";
import { lineOf } from "../../lines/lines.js";
import { lotOf } from "../../tenders/form.js";
import { ownerOf } from "../../tenders/owner.js";
import { tenderById } from "../../tenders/queries.js";
import type { Language } from "../../web/context.js";
import { attendanceWords } from "../../web/messages/attendance.js";
import { feesPage, lotFeesPage, type AssessmentLine, type AttendedLine, type FeesView, type LotFeesView } from "../../web/pages/attendance.js";
import { paths } from "../../web/paths.js";
import type { World } from "../../world.js";
import { groundName } from "../attendance.js";
import { inOffice } from "../endpoint.js";
import { answerFields, approvalFields, assessFields } from "./attendance-acts.js";
import { button, faultsOf, type Drawing } from "./buttons.js";
import type { Refused } from "./forms.js";
import { contextOf, html, missingPage, refusedPage, type PageRequest, type Site } from "./site.js";
import { instantOf } from "./views/lists.js";

/** Lots listed, the newest. */
const LOTS_MAX = 200;
const ROOT = "attendance";

/** Attendance and fees of experts, for the pool keeper, the supervisor and the payer. */
export function attendancePageRoutes(site: Site): void {
  for (const path of [paths.attendance, "/attendance/:tender/:lot"]) site.api.get(path, async (c) => (await drawAttendance(c, site, new URL(c.req.url), null)) ?? missingPage(c, site));
}

/** Draws a page of this corner, after a refusal with what was typed; null where the address is another's. */
export async function drawAttendance(c: PageRequest, site: Site, url: URL, refused: Refused | null): Promise<Response | null> {
  const [, root, tenderId, lot, more] = url.pathname.split("/").map(decodeURIComponent);
  if (root !== ROOT || more !== undefined) return null;
  const may = inOffice(c, "attendance.read");
  if (!may.ok) return refusedPage(c, site, may.refusal, paths.home);
  const page = contextOf(c, site);
  const drawing = { world: site.world, actor: may.value, language: page.language, back: url.pathname, refused };
  if (tenderId === undefined) return !can(may.value, "expert.read").ok ? refusedPage(c, site, refuse("not-yours", { role: ROLE_NAMES[may.value.role].zh, action: "查看全部评标项目" }).refusal, paths.desk) : html(c, page, feesPage(page, await allView(drawing)), refused === null ? 200 : 422);
  if (lot === undefined) return null;
  const seen = await showLot(site.world, may.value, { tenderId, lot });
  return seen.ok ? html(c, page, lotFeesPage(page, lotView(seen.value, drawing)), refused === null ? 200 : 422) : refusedPage(c, site, seen.refusal, backOf(may.value, tenderId));
}

const backOf = ({ role }: Actor, tender: string): string => (role === "tenderer" || role === "exchange-staff" ? paths.deskTender(tender) : paths.attendance);

async function allView(drawing: Drawing): Promise<FeesView> {
  const { world, actor, language, refused } = drawing;
  const tariffs = (await tariffsOf(world.db, world.exchange.id)).map(({ serial, tariff: { lines, forfeits, halfDay, overHour, inVain, travelMax, ...rest } }) => ({
    serial, ...rest, lines: lines.map((line) => lineOf(line).title[language]).join("、"), forfeits: forfeits.map((each) => LEAVING_GROUNDS[each][language]).join("、"), halfDay: halfDay.amount, overHour: overHour?.amount ?? null, inVain: inVain.amount, travelMax: travelMax.amount,
  }));
  return { tariffs: tariffs.toReversed(), lots: await lotsShown(world), enter: can(actor, "tariff.enter").ok ? button(drawing, "tariff", {}) : null, faults: faultsOf(refused, language) };
}

async function lotsShown(world: World): Promise<FeesView["lots"]> {
  const shown = [];
  for (const { tender: id, lot } of await lotsJudged(world.db, world.exchange.id, LOTS_MAX)) {
    const tender = await tenderById(world.db, world.exchange.id, id);
    if (tender !== null && tender.lots.find((each) => each.lot === lot)?.stage !== "evaluating") shown.push({ tender: id, lot, title: `${tender.form.title} · ${lotOf(tender.form, lot).name}` });
  }
  return shown;
}

/** Attendance in words. */
export const attendedLine = ({ label, name, outcome, ground, cameAt, lateMinutes, minutes, source }: Attended, language: Language): AttendedLine => ({
  who: name ?? "—", label, outcome: OUTCOMES[outcome][language], ground: groundName(ground)?.[language] ?? null, cameAt, lateMinutes, minutes, source: SOURCES[source][language],
});

function lotView({ tender, lot, attendance, changes, list }: LotShown, drawing: Drawing): LotFeesView {
  const { actor, language, refused } = drawing;
  const offered = list.state === "draft" && can(actor, "fees.approve", ownerOf(tender)).ok ? list.file : null;
  const fees = moneyJson((offered?.lines ?? []).reduce((sum, { fee }) => sum + BigInt(fee), 0n)).amount;
  return {
    tender: tender.id, lot, title: tender.form.title, lotName: lotOf(tender.form, lot).name, startsAt: attendance.startsAt, endedAt: attendance.endedAt, attended: attendance.experts.map((each) => ({ ...attendedLine(each, language), rechecks: rechecksIn(each, changes, language) })), assess: assessing({ tender, attendance, lot }, drawing),
    list: shownList(list, tender.row.line, language), why: list.state === "none" ? wordsOf(list.refusal, language) : null, faults: faultsOf(refused, language), back: backOf(actor, tender.id),
    approve: offered === null ? null : button(drawing, "fees", { tender: tender.id, lot }, { owner: ownerOf(tender), fields: approvalFields(language, fees, offered.lines) }),
  };
}

function rechecksIn({ label }: Attended, changes: LotShown["changes"], language: Language): string {
  const { reopened, kept } = recheckFacts(label, changes);
  return attendanceWords(language).recheckFacts(reopened, kept);
}

/** A form for each expert who sat, where the reader may assess and the names may be out. */
function assessing({ tender, lot, attendance }: Pick<LotShown, "tender" | "lot" | "attendance">, drawing: Drawing): LotFeesView["assess"] {
  const stage = tender.lots.find((each) => each.lot === lot)?.stage ?? "";
  if (!can(drawing.actor, "expert.assess", ownerOf(tender)).ok || !feesMayShow(stage)) return [];
  return attendance.experts.filter(({ outcome }) => outcome === "served" || outcome === "left").map(({ label, name }) => ({ who: name ?? label, act: button(drawing, "assess", { tender: tender.id, lot }, { owner: ownerOf(tender), suffix: `-${label.slice(0, 8)}`, fields: assessFields(drawing.language, label) }) }));
}

/** What was said of an expert, in words. @param answering the drawing of the expert's own page; null where somebody else reads */
export async function assessmentLines(world: World, expertId: string, language: Language, answering: Drawing | null): Promise<AssessmentLine[]> {
  const lines: AssessmentLine[] = [];
  for (const { tender_id: id, lot, serial, side, items, reason, made_at, answer } of await assessmentsOfExpert(world.db, world.exchange.id, expertId)) {
    const tender = await tenderById(world.db, world.exchange.id, id);
    const about = `${id}/${lot}/${String(serial)}`;
    lines.push({
      title: tender === null ? id : `${tender.form.title} · ${lotOf(tender.form, lot).name}`, side: SIDES[side][language], at: instantOf(made_at), reason, said: answer,
      items: (Object.keys(ASSESSED) as AssessedItem[]).map((item) => `${ASSESSED[item][language]} ${LEVELS[items[item]][language]}`).join(" · "),
      answer: answering === null || answer !== null ? null : button(answering, "assessment-answer", {}, { suffix: `-${id}-${lot}-${String(serial)}`, fields: answerFields(language, about) }),
    });
  }
  return lines;
}

const inYuan = (fen: string): string => moneyJson(BigInt(fen)).amount;

function shownList(list: FeeListShown, line: string, language: Language): LotFeesView["list"] {
  if (list.state === "none") return null;
  const { lines, total, payer, tariff } = list.file;
  const { fees } = lineOf(line).words;
  return {
    lines: lines.map(({ name, basis, halfDays, hours, fee, travel, total: sum }) => ({ name, basis: FEE_BASES[basis][language], halfDays, hours, fee: inYuan(fee), travel: inYuan(travel), total: inYuan(sum) })),
    total: inYuan(total), payer, law: `${fees.payer[language]} · ${fees.law}`, tariff: `${tariff.document} ${tariff.article}`, approved: list.state === "approved" ? { sha256: list.sha256, at: list.approvedAt } : null,
  };
}
