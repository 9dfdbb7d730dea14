import { isDeepStrictEqual } from "node:util";
import { DAY_MS, HOUR_MS, dayOf, plusMs, rfc3339, startOf, type Instant } from "../../kernel/time.js";
import { dayClass } from "../../rules/calendar.js";
import { TenderBody, type TenderForm } from "../../tenders/form.js";
import { bodyOf } from "../../web/form-values.js";
import type { Field } from "../../web/views.js";
import { tenderBody } from "./act-table.js";

/** Days and hours of a tender that keeps every minimum with room to spare. */
const SALE = { days: 7, hour: 17 };
const BIDDING = { days: 22, hour: 9.5 };
const START = { days: 1, hour: 9 };

/** The first working day at or after `days` days from a day, at an hour of it. */
function workDayAfter(from: Instant, { days, hour }: typeof SALE): Instant {
  let at = plusMs(startOf(dayOf(from)), days * DAY_MS + hour * HOUR_MS);
  while (dayClass(dayOf(at)) !== "WORK") at = plusMs(at, DAY_MS);
  return at;
}

/** What datetime-local takes: Beijing time to the minute. */
const localOf = (at: Instant): string => rfc3339(at).slice(0, 16);

/** A sample that is lawful on the day it is opened, for an officer to write over. */
export function sampleValues(now: Instant): Readonly<Record<string, string>> {
  const saleFrom = workDayAfter(now, START);
  return {
    "title": "晨光市滨河路雨污分流改造工程", "content": "滨河路（文昌街至望江路）雨污管网分流改造，含检查井、路面恢复及附属工程", "scale": "管网 3.2 公里，总投资约 3865 万元", "fundSource": "财政资金，已落实",
    "qualification": "市政公用工程施工总承包二级及以上资质\n近三年承担过类似工程一项", "compulsory": "yes", "stateControlled": "yes", "kind": "construction", "place": "晨光市公共资源交易中心网上开标大厅",
    "documentsHow": "登录交易平台免费下载", "saleFrom": localOf(saleFrom), "saleUntil": localOf(workDayAfter(saleFrom, SALE)), "deadline": localOf(workDayAfter(saleFrom, BIDDING)), "validityDays": "90", "reserveEstimates": "0",
    "contact.name": "晨光市城市建设投资集团有限公司", "contact.person": "陈一鸣", "contact.phone": "0000-1234567", "contact.address": "晨光市滨河路1号",
    "complaints.name": "晨光市公共资源交易监督管理局", "complaints.person": "严正", "complaints.phone": "0000-7654321", "complaints.address": "晨光市市民中心",
    "lots.0.lot": "1", "lots.0.name": "一标段施工", "lots.0.scope": "施工图范围内的全部管网、检查井及路面恢复", "lots.0.estimate": "38650000.00", "lots.0.ceiling": "38650000.00", "lots.0.depositDays": "0", "lots.0.location": "晨光市滨河路", "lots.0.termDays": "240", "lots.0.quality": "合格",
    "lots.0.method.criteria.0.id": "plan", "lots.0.method.criteria.0.title": "施工组织设计", "lots.0.method.criteria.0.full": "20", "lots.0.method.criteria.0.standard": "方案完整、针对性强、措施可行",
    "lots.0.method.criteria.1.id": "team", "lots.0.method.criteria.1.title": "项目管理机构", "lots.0.method.criteria.1.full": "10", "lots.0.method.criteria.1.standard": "人员配备齐全、经验相符",
  };
}

/** A draft's form as field values, by the paths the fields are named after. */
export function formValues(form: TenderForm): Readonly<Record<string, string>> {
  const values: Record<string, string> = {};
  const put = (path: string, value: unknown): void => {
    const text = leafText(path, value);
    if (text !== null) values[path] = text;
    else for (const [key, each] of Object.entries(value ?? {})) put(path === "" ? key : `${path}.${key}`, each);
  };
  put("", form);
  return values;
}

/** What one place of the form is in a field; null where it is a branch, or nothing. */
function leafText(path: string, value: unknown): string | null {
  if (value === true) return "yes";
  if (typeof value === "number") return TIMES.has(path) ? localOf(value as Instant) : String(value);
  if (typeof value === "string") return value;
  if (Array.isArray(value)) return value.every((each) => typeof each === "string") ? value.join("\n") : null;
  return isMoney(value) ? value.amount : null;
}

const TIMES = new Set(["saleFrom", "saleUntil", "deadline"]);
const isMoney = (value: unknown): value is { amount: string } => typeof value === "object" && value !== null && "amount" in value;

/** The fields with these values; what they do not say keeps the field's own default, and so do hidden fields unless a draft fills them. */
export const withValues = (fields: readonly Field[], values: Readonly<Record<string, string>>, fillsHidden = false): Field[] => fields.map((field) => {
  const value = values[field.name];
  if (value === undefined || (field.kind === "hidden" && !fillsHidden)) return field;
  return field.kind === "checkboxes" ? { ...field, values: value.split("\n") } : { ...field, value };
});

/**
 * Whether saving these fields untouched would give the draft back whole: the page's form knows one lot and one way to judge, and a
 * draft made elsewhere may have more, which saving would lose.
 */
export function keepsWhole(fields: readonly Field[], form: TenderForm): boolean {
  const posted = new Map(fields.map((field) => [field.name, field.values ?? (field.value === undefined || field.value === "" ? [] : [field.value])] as const));
  const back = TenderBody.safeParse(tenderBody(bodyOf(fields, posted)));
  return back.success && isDeepStrictEqual(back.data, form);
}
