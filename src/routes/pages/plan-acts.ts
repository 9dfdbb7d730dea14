import { LINES } from "../../lines/lines.js";
import type { Json } from "../../kernel/canonical-json.js";
import { contactFieldsOf } from "../../web/forms.js";
import type { Language } from "../../web/context.js";
import { paths } from "../../web/paths.js";
import type { Field } from "../../web/views.js";
import { say, tenderApi, type Act, type Place } from "./acts.js";

type Choice = { readonly value: string; readonly label: string };

const PLANS = "/api/v1/plans";
const planApi = ({ item }: Place): string => `${PLANS}/${encodeURIComponent(item)}`;

/** What a plan says: PlanBody. @param areas the districts to choose from */
export const planFields = (language: Language, areas: readonly Choice[] = []): Field[] => [
  { name: "title", label: say(language, "项目名称", "Project name"), kind: "text", required: true },
  { name: "needs", label: say(language, "需求概况（内容、规模、主要要求）", "What is needed"), kind: "textarea", required: true },
  { name: "budget", label: say(language, "估算价或者预算金额", "Estimate or budget"), kind: "money", required: true },
  { name: "month", label: say(language, "预计招标（采购）时间", "Expected month"), kind: "text", required: true, hint: say(language, "填写到月，例如 2026-09", "year and month, such as 2026-09") },
  { name: "remarks", label: say(language, "备注", "Remarks"), kind: "textarea" },
  ...contactFieldsOf(language, "contact", say(language, "联系人", "Contact")),
  ...contactFieldsOf(language, "complaints", say(language, "投诉受理", "Complaints")),
  { name: "area", label: say(language, "项目所在地区", "Area"), kind: "select", options: [{ value: "", label: say(language, "全市", "whole area") }, ...areas] },
];

/** The line comes first; what a plan is called and founded on follows from it. */
export const newPlanFields = (language: Language, areas: readonly Choice[] = []): Field[] => [
  { name: "line", label: say(language, "交易分类", "Kind of trade"), kind: "select", required: true, options: Object.entries(LINES).map(([value, { title }]) => ({ value, label: title[language] })) }, ...planFields(language, areas),
];

/** Why comes first, then the plan as it is to stand. */
export const correctionFields = (language: Language, areas: readonly Choice[] = []): Field[] => [
  { name: "reason", label: say(language, "更正原因", "Why it is corrected"), kind: "textarea", required: true, hint: say(language, "随更正公布", "published with it") }, ...planFields(language, areas),
];

/** @param plans the office's own published plans */
export const followFields = (language: Language, plans: readonly Choice[] = []): Field[] => [
  { name: "plan", label: say(language, "已公开的计划（意向）", "Published plan or intention"), kind: "select", options: [{ value: "", label: "—" }, ...plans] },
  { name: "exempt", label: say(language, "未公开的理由（因不可预见的原因急需开展的项目）", "Why there was none: an unforeseeable, urgent need"), kind: "textarea", hint: say(language, "选了计划（意向）就留空；理由写入公告", "leave empty where a plan is chosen; the reason stands in the notice") },
];

function newPlan(filled: Json): Json {
  const { line = "", ...form } = filled as Readonly<Record<string, Json>>;
  return { line, form };
}

function correction(filled: Json, _: Place, version: number): Json {
  const { reason = "", ...form } = filled as Readonly<Record<string, Json>>;
  return { version, reason, form };
}

/** Plans before the tender. */
export const PLANNING: Readonly<Record<string, Act>> = {
  "plan": { action: "plan.draft", zh: "编制招标计划、采购意向", en: "Draft a plan or intention", method: "POST", api: () => PLANS, fields: newPlanFields, body: newPlan, page: () => "/desk/plans/new", then: ({ plan }) => paths.deskPlan(String(plan)) },
  "redraft-plan": {
    action: "plan.draft", zh: "保存修改", en: "Save the changes", method: "PUT", api: planApi, fields: planFields, body: (form, _, version) => ({ version, form }), page: ({ item }) => `${paths.deskPlan(item)}/form`, then: (_, { item }) => paths.deskPlan(item),
  },
  "publish-plan": {
    action: "plan.publish", zh: "复核并发布", en: "Review and publish", method: "POST", api: (place) => `${planApi(place)}/publication`,
    warning: { zh: "发布后写入公开日志，不能撤回。", en: "It is in the public log then: it cannot be taken back." },
  },
  "correct-plan": {
    action: "plan.draft", zh: "更正已发布的计划（意向）", en: "Correct a published plan", method: "PUT", api: (place) => `${planApi(place)}/correction`, fields: correctionFields, body: correction, page: ({ item }) => `${paths.deskPlan(item)}/correction`, then: (_, { item }) => paths.deskPlan(item),
  },
  "publish-plan-correction": {
    action: "plan.publish", zh: "复核并发布更正", en: "Review and publish the correction", method: "POST", api: (place) => `${planApi(place)}/correction/publication`,
    warning: { zh: "发布后写入公开日志，不能撤回；更正前的版本继续公开。", en: "It is in the public log then: it cannot be taken back. The earlier version stays public." },
  },
  "follow-plan": {
    action: "tender.draft", zh: "填写所依据的招标计划（采购意向）", en: "Name the plan or intention it follows", method: "PUT", api: (place) => `${tenderApi(place)}/plan`, fields: followFields,
    page: ({ tender }) => `${paths.deskTender(tender)}/plan`, then: (_, { tender }) => paths.deskTender(tender),
  },
};
