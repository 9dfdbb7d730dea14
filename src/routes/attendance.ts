import { z } from "@hono/zod-openapi";
import { FEE_BASES } from "../attendance/fees.js";
import { OUTCOMES, SOURCES, type Attendance } from "../attendance/attendance.js";
import { AssessmentBody, recheckFacts } from "../attendance/assessment.js";
import { assessmentsOfExpert, tariffsOf } from "../attendance/queries.js";
import { answerAssessment, assessExpert } from "../attendance/use-cases/assess.js";
import { TariffBody } from "../attendance/tariff.js";
import { approveFees, enterTariff } from "../attendance/use-cases/fees.js";
import type { Attended } from "../attendance/use-cases/read-attendance.js";
import { attendanceOfExpert, ownAttendance, showLot, type FeeListShown, type LotShown, type OwnAttendance } from "../attendance/use-cases/show-attendance.js";
import { expertById, expertOfPerson } from "../experts/queries/pool.js";
import { REPLACEMENT_REASONS } from "../experts/files.js";
import { Line } from "../judging/inputs.js";
import { LEAVING_GROUNDS } from "../judging/panel-changes.js";
import { moneyJson } from "../kernel/money.js";
import { ok, refuse } from "../kernel/result.js";
import { rfc3339, type Instant } from "../kernel/time.js";
import { fenOf } from "../tenders/amounts.js";
import { MoneyBody } from "../tenders/form.js";
import { csvOf, type CsvColumn } from "../web/formats/csv.js";
import type { World } from "../world.js";
import { document, endpoint, inOffice, type Api } from "./endpoint.js";
import { personIn } from "./people.js";
import { problem } from "./problem.js";
import { created } from "./tenders.js";

const LOT = "/api/v1/tenders/:tender/lots/:lot";
const TRAVELS_MAX = 50;
const Label = z.string().regex(/^[0-9a-f]{32,64}$/, "a member’s label");
const ApprovalBody = z.strictObject({ fees: MoneyBody, travels: z.array(z.strictObject({ member: Label, amount: MoneyBody })).max(TRAVELS_MAX).default([]) });

/** The word for why somebody left or was replaced. */
export const groundName = (ground: Attendance["ground"]): { readonly zh: string; readonly en: string } | null => (ground === null ? null : { ...REPLACEMENT_REASONS, ...LEAVING_GROUNDS }[ground]);

/** Who of the experts came to an evaluation and for how long, what they are paid for it, and the tariffs this follows. */
export function attendanceRoutes(api: Api, world: World): void {
  const { db, exchange } = world;
  const placeOf = (param: (name: string) => string) => ({ tenderId: param("tender"), lot: param("lot") });
  endpoint(api, world, { method: "get", path: `${LOT}/attendance`, summary: "Attendance of a lot’s experts, and the list of what they are paid", action: "attendance.read" }, async ({ actor, param }) => {
    const seen = await showLot(world, actor, placeOf(param));
    return seen.ok ? ok({ body: lotView(seen.value) }) : seen;
  });
  tables(api, world);
  endpoint(api, world, { method: "post", path: `${LOT}/fees`, summary: "Approve what a lot’s experts are paid", action: "fees.approve", body: ApprovalBody }, async ({ actor, body, param, receivedAt }) => {
    const travels = new Map(body.travels.map(({ member, amount }) => [member, fenOf(amount)]));
    const approved = await approveFees(world, actor, placeOf(param), { fees: fenOf(body.fees), travels }, receivedAt);
    return approved.ok ? created({ sha256: approved.value.sha256, total: moneyJson(BigInt(approved.value.total)) }) : approved;
  });
  assessmentRoutes(api, world);
  endpoint(api, world, { method: "get", path: "/api/v1/expert-tariffs", summary: "Tariffs of experts’ fees, in the order entered", action: "attendance.read" }, async () => ok({ body: { tariffs: (await tariffsOf(db, exchange.id)).map(({ serial, tariff, made_at }) => ({ serial, ...tariff, enteredAt: rfc3339(made_at.getTime() as Instant) })) } }));
  endpoint(api, world, { method: "post", path: "/api/v1/expert-tariffs", summary: "Enter a tariff of experts’ fees, by the province’s paper", action: "tariff.enter", body: TariffBody }, async ({ actor, body, receivedAt }) => {
    const entered = await enterTariff(world, actor, body, receivedAt);
    return entered.ok ? created(entered.value) : entered;
  });
  endpoint(api, world, { method: "get", path: "/api/v1/me/expert/attendance", summary: "The evaluations you took part in as an expert", action: "person" }, async ({ person }) => {
    const own = await ownAttendance(world, personIn({ person }));
    return own.ok ? ok({ body: { evaluations: own.value.map(ownView) } }) : own;
  });
  endpoint(api, world, { method: "get", path: "/api/v1/experts/:expert/attendance", summary: "The evaluations an expert of the pool took part in", action: "expert.read" }, async ({ param }) => {
    const row = await expertById(db, exchange.id, param("expert"));
    return row === null ? refuse("not-found", { what: param("expert") }) : ok({ body: { evaluations: (await attendanceOfExpert(world, row.expert_id)).map(ownView) } });
  });
}

const AnswerBody = z.strictObject({ tender: z.string().max(40), lot: z.string().max(40), serial: z.int().min(1), answer: Line(2_000) });

/** What is said of experts after an evaluation, for themselves, the pool keeper and the supervisor; and what they answer. */
function assessmentRoutes(api: Api, world: World): void {
  const { db, exchange } = world;
  endpoint(api, world, { method: "post", path: `${LOT}/assessments`, summary: "Assess an expert after an evaluation", action: "expert.assess", body: AssessmentBody }, async ({ actor, body, param, receivedAt }) => {
    const kept = await assessExpert(world, actor, { tenderId: param("tender"), lot: param("lot") }, body, receivedAt);
    return kept.ok ? created(kept.value) : kept;
  });
  endpoint(api, world, { method: "get", path: "/api/v1/experts/:expert/assessments", summary: "What was said of an expert of the pool, with his answers", action: "expert.read" }, async ({ param }) => {
    const row = await expertById(db, exchange.id, param("expert"));
    return row === null ? refuse("not-found", { what: param("expert") }) : ok({ body: { assessments: (await assessmentsOfExpert(db, exchange.id, row.expert_id)).map(assessmentView) } });
  });
  endpoint(api, world, { method: "get", path: "/api/v1/me/expert/assessments", summary: "What was said of you as an expert", action: "person" }, async ({ person }) => {
    const row = await expertOfPerson(db, exchange.id, personIn({ person }).id);
    return row === null ? refuse("not-found", { what: "/api/v1/me/expert" }) : ok({ body: { assessments: (await assessmentsOfExpert(db, exchange.id, row.expert_id)).map(assessmentView) } });
  });
  endpoint(api, world, { method: "post", path: "/api/v1/me/expert/assessments", summary: "Answer an assessment of yourself, once", action: "person", body: AnswerBody }, async ({ person, body, receivedAt }) => {
    const kept = await answerAssessment(world, personIn({ person }), body, receivedAt);
    return kept.ok ? created(kept.value) : kept;
  });
}

const assessmentView = ({ tender_id: tender, lot, serial, side, items, reason, made_at, answer, answered_at }: Awaited<ReturnType<typeof assessmentsOfExpert>>[number]) => ({
  tender, lot, serial, side, items, reason, at: rfc3339(made_at.getTime() as Instant), answer, answeredAt: answered_at === null ? null : rfc3339(answered_at.getTime() as Instant),
});

const ATTENDED: readonly CsvColumn<Attended>[] = [
  { head: "标签", kind: "plain", of: ({ label }) => label }, { head: "姓名", kind: "text", of: ({ name }) => name }, { head: "出勤", kind: "text", of: ({ outcome }) => OUTCOMES[outcome].zh }, { head: "原因", kind: "text", of: ({ ground }) => groundName(ground)?.zh ?? null },
  { head: "到场时间", kind: "plain", of: ({ cameAt }) => (cameAt === null ? null : rfc3339(cameAt)) }, { head: "迟到分钟", kind: "number", of: ({ lateMinutes }) => String(lateMinutes) }, { head: "评审分钟", kind: "number", of: ({ minutes }) => String(minutes) }, { head: "依据", kind: "text", of: ({ source }) => SOURCES[source].zh },
];
type FileLine = (FeeListShown & { readonly state: "approved" | "draft" })["file"]["lines"][number];
const inYuan = (fen: string): string => moneyJson(BigInt(fen)).amount;
const PAID: readonly CsvColumn<FileLine>[] = [
  { head: "标签", kind: "plain", of: ({ label }) => label }, { head: "姓名", kind: "text", of: ({ name }) => name }, { head: "计发依据", kind: "text", of: ({ basis }) => FEE_BASES[basis].zh }, { head: "评审分钟", kind: "number", of: ({ minutes }) => String(minutes) }, { head: "半日数", kind: "number", of: ({ halfDays }) => String(halfDays) },
  { head: "超时小时数", kind: "number", of: ({ hours }) => String(hours) }, { head: "劳务报酬（元）", kind: "number", of: ({ fee }) => inYuan(fee) }, { head: "差旅费（元）", kind: "number", of: ({ travel }) => inYuan(travel) }, { head: "合计（元）", kind: "number", of: ({ total }) => inYuan(total) },
];

/** The same as tables, for a spreadsheet. */
function tables(api: Api, world: World): void {
  const TABLES = [["attendance.csv", "Attendance as a table", ({ attendance }: LotShown) => csvOf(ATTENDED, attendance.experts)], ["fees.csv", "What experts are paid as a table", ({ list }: LotShown) => csvOf(PAID, list.state === "none" ? [] : list.file.lines)]] as const;
  for (const [name, summary, text] of TABLES) {
    document(api, { method: "get", path: `${LOT}/${name}`, summary, action: "attendance.read" });
    api.get(`${LOT}/${name}`, async (c) => {
      const may = inOffice(c, "attendance.read");
      const seen = may.ok ? await showLot(world, may.value, { tenderId: c.req.param("tender"), lot: c.req.param("lot") }) : may;
      if (!seen.ok) return problem(c, seen.refusal, c.get("receivedAt"));
      return c.body(text(seen.value), 200, { "content-type": "text/csv; charset=utf-8", "content-disposition": `attachment; filename="${name}"`, "cache-control": "private, no-store" });
    });
  }
}

const attendedView = ({ label, actor, name, outcome, ground, cameAt, lateMinutes, minutes, source }: Attended) => ({ label, expert: actor, name, outcome, ground, cameAt: cameAt === null ? null : rfc3339(cameAt), lateMinutes, minutes, source });
const ownView = ({ tender, lot, title, endedAt, ...own }: OwnAttendance) => ({ tender, lot, title, endedAt: rfc3339(endedAt), ...attendedView(own) });

const lotView = ({ attendance: { startsAt, endedAt, experts }, changes, list }: LotShown) => ({
  startsAt: startsAt === null ? null : rfc3339(startsAt), endedAt: endedAt === null ? null : rfc3339(endedAt), experts: experts.map((each) => ({ ...attendedView(each), rechecks: recheckFacts(each.label, changes) })), list: listView(list),
});

function listView(list: FeeListShown) {
  if (list.state === "none") return { state: list.state, why: list.refusal.code };
  const { tariff, payer, lines, total } = list.file;
  const approved = list.state === "approved" ? { sha256: list.sha256, approvedAt: rfc3339(list.approvedAt) } : {};
  return { state: list.state, ...approved, payer, tariff, lines: lines.map((line) => ({ ...line, fee: moneyJson(BigInt(line.fee)), travel: moneyJson(BigInt(line.travel)), total: moneyJson(BigInt(line.total)) })), total: moneyJson(BigInt(total)) };
}
