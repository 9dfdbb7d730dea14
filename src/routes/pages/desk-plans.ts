import { refuse } from "../../kernel/result.js";
import { yuan } from "../../kernel/money.js";
import { lineOf } from "../../lines/lines.js";
import { monthInChinese } from "../../notices/plan-notice.js";
import { fenOf } from "../../tenders/amounts.js";
import { readPlan, type PlanForm } from "../../tenders/plan.js";
import { areasOf, type Tender } from "../../tenders/queries.js";
import { planById, plansOf, type PlanRow } from "../../tenders/queries/plans.js";
import type { DeskFormView, DeskView } from "../../web/pages/desk.js";
import { paths, pathsOf } from "../../web/paths.js";
import { ACTS } from "./act-table.js";
import { button, offers } from "./buttons.js";
import { formPage, readPage, type Desk } from "./desk-forms.js";
import { newPlanFields, planFields } from "./plan-acts.js";
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
  if (!offers(actor, "plan")) return [];
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
  if (row?.tenderer_uscc !== actor.organisation?.uscc || row === null) return null;
  return third === "form" ? planForm(desk, row) : third === undefined ? planPage(desk, row) : null;
}

const LEAD = {
  zh: "政府采购应当在采购活动开始前30日公开采购意向（财库〔2020〕10号）；工程招标可以自愿提前公布招标计划。保存后由另一名经办人复核发布。",
  en: "Government procurement publishes its intention 30 days before it starts; a plan of works is published by choice. A second officer publishes it.",
} as const;

async function planForm(desk: Desk, row: PlanRow): Promise<Response | null> {
  if (row.published_at !== null) return null;
  const fields = filled(planFields(desk.page.language, await districts(desk)), readPlan(row.form));
  return formPage(desk, { act: "redraft-plan", place: { item: row.plan_id }, lead: null, fields, version: row.version, owner: row.tenderer_uscc, back: { label: readPlan(row.form).title, href: paths.deskPlan(row.plan_id) } });
}

function filled(fields: readonly Field[], form: PlanForm): Field[] {
  const values: Readonly<Record<string, string | null>> = { title: form.title, needs: form.needs, budget: form.budget.amount, month: form.month, remarks: form.remarks, area: form.area,
    ...Object.fromEntries((["contact", "complaints"] as const).flatMap((whose) => Object.entries(form[whose]).map(([name, value]) => [`${whose}.${name}`, value]))) };
  return fields.map((field) => ({ ...field, value: values[field.name] ?? "" }));
}

/** What stands in it, and what can be done with it. */
function planPage(desk: Desk, row: PlanRow): Response {
  const { page, drawing, actor } = desk;
  const form = readPlan(row.form);
  const say = (zh: string, en: string): string => (page.language === "zh" ? zh : en);
  const rows = [
    { label: say("编号", "Code"), text: row.plan_id }, { label: say("交易分类", "Kind of trade"), text: lineOf(row.line).title[page.language] }, { label: say("需求概况", "What is needed"), text: form.needs },
    { label: lineOf(row.line).valuedAs[page.language], text: `${yuan(fenOf(form.budget))} 元` }, { label: say("预计时间", "Expected"), text: page.language === "zh" ? monthInChinese(form.month) : form.month },
    { label: say("备注", "Remarks"), text: form.remarks ?? say("无", "none") }, { label: say("联系人", "Contact"), text: `${form.contact.name} ${form.contact.person} ${form.contact.phone}` },
  ];
  if (row.published_at !== null) return readPage(desk, { title: form.title, rows, back: backOf(desk), lead: say("已发布。", "Published."), link: { label: say("查看公布的文件", "The published document"), href: pathsOf(page).notice(`${row.plan_id}-N1`) } });
  const refusal = row.drafted_by === actor.id ? refuse("four-eyes").refusal : null;
  const action = button(drawing, "publish-plan", { item: row.plan_id }, { owner: { tenderer: row.tenderer_uscc }, refusal });
  return readPage(desk, { title: form.title, rows, back: backOf(desk), lead: say("请核对下列内容，由编制人以外的另一名经办人发布。", "To be checked and published by a second officer."), action, link: { label: say("修改", "Edit"), href: `${paths.deskPlan(row.plan_id)}/form` } });
}

/** /desk/{tender}/plan: which plan it follows, or why there was none. */
export async function followPage(desk: Desk, tender: Tender, back: DeskFormView["back"]): Promise<Response> {
  const { site: { world }, page } = desk;
  const plans = (await plansOf(world.db, world.exchange.id, tender.project.tenderer_uscc)).filter(({ published_at: at, line }) => at !== null && line === tender.row.line);
  const [choose, reason] = ACTS["follow-plan"]?.fields?.(page.language) ?? [];
  const choices = plans.map((row) => ({ value: row.plan_id, label: `${readPlan(row.form).title}（${row.number ?? row.plan_id}）` }));
  const fields = [choose, reason].flatMap((field, at) => (field === undefined ? [] : [at === 0 ? { ...field, options: [...(field.options ?? []), ...choices], value: tender.row.plan_id ?? "" } : { ...field, value: tender.row.plan_exempt ?? "" }]));
  return formPage(desk, { act: "follow-plan", place: { tender: tender.id }, lead: null, fields, owner: tender.project.tenderer_uscc, back });
}
