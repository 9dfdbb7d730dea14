import type { FeeItem } from "../fees/item.js";
import { formulaWords } from "../fees/formula.js";
import { dateInChinese, type PlainDate } from "../kernel/time.js";
import { tableOf, type Statement, type StatementField } from "../notices/statement.js";
import type { ItemVersion, Material } from "./item.js";
import { CASE_TYPES, HANDLING, ITEM_KINDS, LEVELS, MATERIAL_FORMS } from "./words.js";

/** An item of the list with the names that its codes stand for. */
export type ListedItem = { readonly version: ItemVersion; readonly unitName: string; readonly fees: readonly FeeItem[] };

const numbered = (items: readonly string[]): string => items.map((each, at) => `${String(at + 1)}. ${each}`).join(" ");
const materialWords = ({ zh, form, copies, condition }: Material): string => `${zh}（${MATERIAL_FORMS[form].zh}${String(copies)}份${condition === null ? "" : `，${condition}`}）`;

/** A limit in words. */
export const limitWords = (days: number): string => (days === 0 ? "当日办结" : `${String(days)}个工作日`);

const FIELDS: readonly StatementField<ListedItem>[] = [
  { zh: "编码", en: "code", kind: "plain", width: 4, of: ({ version }) => version.code }, { zh: "名称", en: "item", kind: "text", width: 8, of: ({ version }) => version.zh }, { zh: "英文名称", en: "English name", kind: "text", width: 0, of: ({ version }) => version.en }, { zh: "单位", en: "unit", kind: "text", width: 6, of: ({ unitName }) => unitName },
  { zh: "事项类型", en: "kind", kind: "text", width: 4, of: ({ version }) => ITEM_KINDS[version.kind].zh }, { zh: "办件类型", en: "how it is done", kind: "text", width: 3, of: ({ version }) => CASE_TYPES[version.caseType].zh }, { zh: "依据", en: "basis", kind: "text", width: 0, of: ({ version }) => numbered(version.legalBasis) }, { zh: "条件", en: "conditions", kind: "text", width: 0, of: ({ version }) => numbered(version.conditions) },
  { zh: "材料", en: "materials", kind: "text", width: 0, of: ({ version }) => numbered(version.materials.map(materialWords)) }, { zh: "程序", en: "steps", kind: "text", width: 0, of: ({ version }) => numbered(version.steps) }, { zh: "法定时限", en: "statutory limit", kind: "text", width: 4, of: ({ version }) => limitWords(version.statutoryLimitWD) }, { zh: "承诺时限", en: "promised limit", kind: "text", width: 4, of: ({ version }) => limitWords(version.promisedLimitWD) },
  { zh: "收费", en: "fees", kind: "text", width: 4, of: ({ fees }) => (fees.length === 0 ? "不收费" : fees.map(({ zh }) => zh).join("、")) }, { zh: "收费标准及依据", en: "standards and basis", kind: "text", width: 0, of: ({ fees }) => fees.map(({ zh, formula, input, basis }) => `${zh}：${formulaWords(formula, input).zh}（${basis.act}${basis.article}）`).join("；") || "不收费" },
  { zh: "结果", en: "results", kind: "text", width: 0, of: ({ version }) => numbered(version.results) }, { zh: "投诉渠道", en: "complaints", kind: "text", width: 0, of: ({ version }) => version.complaintChannel }, { zh: "窗口", en: "window", kind: "plain", width: 2, of: ({ version }) => (version.window === null ? null : String(version.window)) }, { zh: "办理方式", en: "handled", kind: "text", width: 0, of: ({ version }) => HANDLING[version.handling].zh },
  { zh: "审批层级", en: "level", kind: "text", width: 0, of: ({ version }) => LEVELS[version.level].zh }, { zh: "办件人员", en: "handler", kind: "text", width: 3, of: ({ version }) => version.handler }, { zh: "管事领导", en: "leader", kind: "text", width: 3, of: ({ version }) => version.leader }, { zh: "版本", en: "version", kind: "plain", width: 0, of: ({ version }) => String(version.version) }, { zh: "施行日期", en: "from", kind: "plain", width: 0, of: ({ version }) => version.from },
];

/** 事项清单: the items of a day on paper, and with every public field in a sheet. */
export const itemStatement = (items: readonly ListedItem[], on: PlainDate): Statement => ({
  name: `services-${on}`, title: { zh: "政务服务事项清单", en: "List of items" }, subject: dateInChinese(on), ...tableOf(FIELDS, items), facts: [{ zh: "日期", en: "Day", value: dateInChinese(on) }, { zh: "事项数", en: "Items", value: String(items.length) }], sums: [],
  remark: "本清单列出当日可以申请办理的事项；依据、条件、材料、程序、收费标准、结果和投诉渠道见 CSV、XLSX 格式和各事项的办事指南。", isOpen: true,
});
