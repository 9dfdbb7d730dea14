import { actsFor } from "../../identity/can.js";
import { scopeOf } from "../../identity/mandate.js";
import { refuse } from "../../kernel/result.js";
import { yuan } from "../../kernel/money.js";
import { lineOf } from "../../lines/lines.js";
import { monthInChinese } from "../../notices/plan-notice.js";
import { fenOf } from "../../tenders/amounts.js";
import { ownerOf } from "../../tenders/owner.js";
import { correctionOf, readPlan, type PlanForm } from "../../tenders/plan.js";
import { areasOf, type Tender } from "../../tenders/queries.js";
import { planById, plansOf, waitingCorrection, type PlanCorrectionRow, type PlanRow } from "../../tenders/queries/plans.js";
import type { DeskFormView, DeskView } from "../../web/pages/desk.js";
import { paths, pathsOf } from "../../web/paths.js";
import { ACTS } from "./act-table.js";
import { button, offers } from "./buttons.js";
import { formPage, readPage, type Desk } from "./desk-forms.js";
import { correctionFields, newPlanFields, planFields } from "./plan-acts.js";
import { refusedPage } from "./site.js";
import { areaName, instantOf } from "./views/lists.js";
import type { Field } from "../../web/views.js";

const backOf = ({ page }: Desk): DeskFormView["back"] => ({ label: page.language === "zh" ? "工作台" : "Desk", href: paths.desk });

async function districts({ site: { world }, page }: Desk): Promise<{ value: string; label: string }[]> {
  const areas = await areasOf(world.db, world.exchange.id);
  return areas.map(({ area }) => ({ value: area, label: areaName(area, { areas, language: page.language }) ?? area }));
}

const nameOf = ({ line }: PlanRow, { page }: Desk): string => (page.language === "zh" ? (lineOf(line).words.documents.plan?.title ?? "招标计划") : "Plan");

/** The plans of the actor's office on the desk, newest first. */
export async function plansView(desk: Desk): Promise<DeskView["plans"]> {
  const { site: { world }, actor, page } = desk;
  if (!offers(actor, "plan") || scopeOf(actor.agency) !== null) return [];
  const rows = await plansOf(world.db, world.exchange.id, actor.organisation?.uscc ?? "");
  const states = page.language === "zh" ? { draft: "待复核发布", out: "已发布" } : { draft: "waits for a second officer", out: "published" };
  return rows.map((row) => ({ plan: row.plan_id, title: `${nameOf(row, desk)}：${readPlan(row.form).title}`, href: paths.deskPlan(row.plan_id), state: row.published_at === null ? states.draft : states.out, published: row.published_at === null ? null : instantOf(row.published_at) }));
}

/** /desk/plans/new, /desk/plans/{plan} and its form; null where there is no such plan of this office. */
export async function planPages(desk: Desk, second: string, third: string | undefined): Promise<Response | null> {
  const { c, site, actor, page } = desk;
  const { db, exchange } = site.world;
  if (!offers(actor, "plan")) return refusedPage(c, site, refuse("not-yours", { role: actor.role, action: "招标计划、采购意向" }).refusal, paths.desk);
  if (second === "new") return formPage(desk, { act: "plan", place: {}, lead: LEAD[page.language], fields: newPlanFields(page.language, await districts(desk)), back: backOf(desk) });
  const row = await planById(db, exchange.id, second);
  if (row === null || !actsFor(actor, { tenderer: row.tenderer_uscc, code: undefined })) return null;
  const draw = third === undefined ? planPage : PLAN_FORMS[third];
  return draw === undefined ? null : draw(desk, row);
}

const LEAD = {
  zh: "政府采购应当在采购活动开始前30日公开采购意向（财库〔2020〕10号）；工程招标可以自愿提前公布招标计划。保存后由另一名经办人复核发布。",
  en: "Government procurement publishes its intention 30 days before it starts; a plan of works is published by choice. A second officer publishes it.",
} as const;

const PLAN_FORMS: Readonly<Record<string, (desk: Desk, row: PlanRow) => Promise<Response | null>>> = { form: planForm, correction: correctionForm };

async function planForm(desk: Desk, row: PlanRow): Promise<Response | null> {
  if (row.published_at !== null) return null;
  const fields = filled(planFields(desk.page.language, await districts(desk)), readPlan(row.form));
  return formPage(desk, { act: "redraft-plan", place: { item: row.plan_id }, lead: null, fields, version: row.version, owner: { tenderer: row.tenderer_uscc }, back: { label: readPlan(row.form).title, href: paths.deskPlan(row.plan_id) } });
}

function filled(fields: readonly Field[], form: PlanForm): Field[] {
  const values: Readonly<Record<string, string | null>> = { title: form.title, needs: form.needs, budget: form.budget.amount, month: form.month, remarks: form.remarks, area: form.area,
    ...Object.fromEntries((["contact", "complaints"] as const).flatMap((whose) => Object.entries(form[whose]).map(([name, value]) => [`${whose}.${name}`, value]))) };
  return fields.map((field) => ({ ...field, value: values[field.name] ?? "" }));
}

/** What stands in it, and what can be done with it. */
async function planPage(desk: Desk, row: PlanRow): Promise<Response> {
  const { drawing, actor } = desk;
  const form = readPlan(row.form);
  const say = sayIn(desk);
  if (row.published_at !== null) return publishedPlan(desk, row);
  const refusal = row.drafted_by === actor.id ? refuse("four-eyes").refusal : null;
  const action = button(drawing, "publish-plan", { item: row.plan_id }, { owner: { tenderer: row.tenderer_uscc }, refusal });
  return readPage(desk, { title: form.title, rows: rowsOf(desk, row), back: backOf(desk), lead: say("请核对下列内容，由编制人以外的另一名经办人发布。", "To be checked and published by a second officer."), action, links: [{ label: say("修改", "Edit"), href: `${paths.deskPlan(row.plan_id)}/form` }] });
}

const sayIn = ({ page }: Desk) => (zh: string, en: string): string => (page.language === "zh" ? zh : en);

function rowsOf(desk: Desk, row: PlanRow): { label: string; text: string }[] {
  const { page: { language } } = desk;
  const [say, form] = [sayIn(desk), readPlan(row.form)];
  return [
    { label: say("编号", "Code"), text: row.plan_id }, { label: say("交易分类", "Kind of trade"), text: lineOf(row.line).title[language] }, { label: say("需求概况", "What is needed"), text: form.needs },
    { label: lineOf(row.line).valuedAs[language], text: `${yuan(fenOf(form.budget))} 元` }, { label: say("预计时间", "Expected"), text: language === "zh" ? monthInChinese(form.month) : form.month },
    { label: say("备注", "Remarks"), text: form.remarks ?? say("无", "none") }, { label: say("联系人", "Contact"), text: `${form.contact.name} ${form.contact.person} ${form.contact.phone}` },
  ];
}

/** A published plan as it stands, or what a correction that waits would change of it. */
async function publishedPlan(desk: Desk, row: PlanRow): Promise<Response> {
  const { page, drawing, actor, site: { world } } = desk;
  const say = sayIn(desk);
  const waiting = await waitingCorrection(world.db, world.exchange.id, row.plan_id);
  const title = readPlan(row.form).title;
  const links = [
    { label: say("查看公布的文件", "The published document"), href: pathsOf(page).notice(`${row.plan_id}-N1`) }, { label: waiting === null ? say("更正", "Correct it") : say("修改更正草稿", "Edit the correction"), href: `${paths.deskPlan(row.plan_id)}/correction` },
  ];
  if (waiting === null) return readPage(desk, { title, rows: rowsOf(desk, row), back: backOf(desk), lead: say("已发布。", "Published."), links });
  const refusal = waiting.drafted_by === actor.id ? refuse("four-eyes").refusal : null;
  const action = button(drawing, "publish-plan-correction", { item: row.plan_id }, { owner: { tenderer: row.tenderer_uscc }, refusal });
  return readPage(desk, { title, rows: changeRows(desk, row, waiting), back: backOf(desk), lead: say("有一份更正待编制人以外的另一名经办人发布。请逐项核对：", "A correction waits for a second officer. To be checked:"), action, links });
}

function changeRows(desk: Desk, row: PlanRow, { form, reason }: PlanCorrectionRow): { label: string; text: string }[] {
  const { page } = desk;
  const say = sayIn(desk);
  const decided = correctionOf(row, readPlan(form), page.now);
  if (!decided.ok) return [{ label: say("更正原因", "Reason"), text: reason }];
  const { fields, restarts } = decided.value;
  const counting = lineOf(row.line).law.intentionDays === undefined ? [] : [{
    label: say("公开期限", "Days ahead"), text: restarts ? say("更正改变应当公开的内容，自更正发布之日重新计算", "what it must say changes: they begin again with the correction") : say("不变，仍自原公开之日计算", "unchanged"),
  }];
  return [{ label: say("更正原因", "Reason"), text: reason }, ...fields.map(({ zh, en, before, after }) => ({ label: say(zh, en), text: `${before}\n→ ${after}` })), ...counting];
}

/** /desk/plans/{plan}/correction: the plan as it is to stand, and why. */
async function correctionForm(desk: Desk, row: PlanRow): Promise<Response | null> {
  if (row.published_at === null) return null;
  const { page, site: { world } } = desk;
  const waiting = await waitingCorrection(world.db, world.exchange.id, row.plan_id);
  const fields = filled(correctionFields(page.language, await districts(desk)), readPlan((waiting ?? row).form)).map((field) => (field.name === "reason" ? { ...field, value: waiting?.reason ?? "" } : field));
  const lead = sayIn(desk)("项目名称、需求概况、预算金额或者预计时间有改变的，采购活动开始前的公开期限自更正发布之日重新计算。原版本保留公开。", "Where name, needs, budget or time change, the days ahead of the procurement begin again with the correction. The earlier version stays public.");
  return formPage(desk, { act: "correct-plan", place: { item: row.plan_id }, lead, fields, version: waiting?.version ?? 0, owner: { tenderer: row.tenderer_uscc }, back: { label: readPlan(row.form).title, href: paths.deskPlan(row.plan_id) } });
}

/** /desk/{tender}/plan: which plan it follows, or why there was none. */
export async function followPage(desk: Desk, tender: Tender, back: DeskFormView["back"]): Promise<Response> {
  const { site: { world }, page } = desk;
  const plans = (await plansOf(world.db, world.exchange.id, tender.project.tenderer_uscc)).filter(({ published_at: at, line }) => at !== null && line === tender.row.line);
  const [choose, reason] = ACTS["follow-plan"]?.fields?.(page.language) ?? [];
  const choices = plans.map((row) => ({ value: row.plan_id, label: `${readPlan(row.form).title}（${row.number ?? row.plan_id}）` }));
  const fields = [choose, reason].flatMap((field, at) => (field === undefined ? [] : [at === 0 ? { ...field, options: [...(field.options ?? []), ...choices], value: tender.row.plan_id ?? "" } : { ...field, value: tender.row.plan_exempt ?? "" }]));
  return formPage(desk, { act: "follow-plan", place: { tender: tender.id }, lead: null, fields, owner: ownerOf(tender), back });
}
