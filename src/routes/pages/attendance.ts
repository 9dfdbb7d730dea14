import { OUTCOMES, SOURCES } from "../../attendance/attendance.js";
import { FEE_BASES } from "../../attendance/fees.js";
import { tariffsOf } from "../../attendance/queries.js";
import type { Attended } from "../../attendance/use-cases/read-attendance.js";
import { showLot, type FeeListShown, type LotShown } from "../../attendance/use-cases/show-attendance.js";
import type { Actor } from "../../identity/actor.js";
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
import { feesPage, lotFeesPage, type AttendedLine, type FeesView, type LotFeesView } from "../../web/pages/attendance.js";
import { paths } from "../../web/paths.js";
import type { World } from "../../world.js";
import { groundName } from "../attendance.js";
import { inOffice } from "../endpoint.js";
import { approvalFields } from "./attendance-acts.js";
import { button, faultsOf, type Drawing } from "./buttons.js";
import type { Refused } from "./forms.js";
import { contextOf, html, missingPage, refusedPage, type PageRequest, type Site } from "./site.js";

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
  if (tenderId === undefined) return may.value.role === "tenderer" ? refusedPage(c, site, refuse("not-yours", { role: "招标人", action: "查看全部评标项目" }).refusal, paths.desk) : html(c, page, feesPage(page, await allView(drawing)), refused === null ? 200 : 422);
  if (lot === undefined) return null;
  const seen = await showLot(site.world, may.value, { tenderId, lot });
  return seen.ok ? html(c, page, lotFeesPage(page, lotView(seen.value, drawing)), refused === null ? 200 : 422) : refusedPage(c, site, seen.refusal, backOf(may.value, tenderId));
}

const backOf = ({ role }: Actor, tender: string): string => (role === "tenderer" ? paths.deskTender(tender) : paths.attendance);

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

function lotView({ tender, lot, attendance, list }: LotShown, drawing: Drawing): LotFeesView {
  const { actor, language, refused } = drawing;
  const offered = list.state === "draft" && can(actor, "fees.approve", ownerOf(tender)).ok ? list.file : null;
  const fees = moneyJson((offered?.lines ?? []).reduce((sum, { fee }) => sum + BigInt(fee), 0n)).amount;
  return {
    tender: tender.id, lot, title: tender.form.title, lotName: lotOf(tender.form, lot).name, startsAt: attendance.startsAt, endedAt: attendance.endedAt, attended: attendance.experts.map((each) => attendedLine(each, language)),
    list: shownList(list, tender.row.line, language), why: list.state === "none" ? wordsOf(list.refusal, language) : null, faults: faultsOf(refused, language), back: backOf(actor, tender.id),
    approve: offered === null ? null : button(drawing, "fees", { tender: tender.id, lot }, { owner: ownerOf(tender), fields: approvalFields(language, fees, offered.lines) }),
  };
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
