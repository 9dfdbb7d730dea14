import { dayOf, type PlainDate } from "../../kernel/time.js";
import { ok, refuse, type Result } from "../../kernel/result.js";
import { articleWords } from "../../rules/articles.js";
import { confidenceOf, type FurtherNumber, type RuleLine, type RuleOp, type RuleRow, type RuleUnit } from "../../rules/rule.js";
import { ALL_RULES, ruleOn, RULES } from "../../rules/rules.js";
import type { Language } from "../../web/context.js";
import { csvOf, type CsvColumn } from "../../web/formats/csv.js";
import type { NumberOf } from "../../web/help/topic.js";
import { rulesPage, type RuleLineView } from "../../web/pages/rules.js";
import { paths } from "../../web/paths.js";
import { document } from "../endpoint.js";
import { answerFile } from "../file-answer.js";
import { languageOf, problem } from "../problem.js";
import { contextOf, html, refusedPage, type PageRequest, type Site } from "./site.js";

const FIELDS: Readonly<Record<RuleLine, { readonly zh: string; readonly en: string }>> = {
  ENG: { zh: "工程建设项目招标", en: "Construction works" }, GP: { zh: "政府采购", en: "Government procurement" }, ET: { zh: "电子招标投标", en: "Electronic tendering" }, EX: { zh: "评标专家", en: "Evaluation experts" }, CO: { zh: "视为串通投标的情形", en: "What is deemed collusion" }, SV: { zh: "政务服务与资金支付", en: "Service and payment" },
  LAND: { zh: "国有建设用地使用权出让", en: "Land-use rights" }, MINE: { zh: "矿业权出让", en: "Mining rights" }, PROP: { zh: "国有产权转让", en: "State property" }, AUC: { zh: "拍卖", en: "Auctions" }, CAL: { zh: "期间计算", en: "Counting of time" },
};

/** The numbers that laws set, as the exchange applies them: every row of every table. */
export function ruleRoutes(site: Site): void {
  const { api } = site;
  api.get(paths.rules, (c) => rules(c, site));
  for (const format of ["json", "csv"] as const) {
    const path = `${paths.rules}.${format}`;
    document(api, { method: "get", path, summary: "Every number a law sets, with article, days in force and source", action: "anyone" });
    api.get(path, (c) => rulesFile(c, format));
  }
}

/** The number of a rule as it stands on a day, for texts that tell of it. */
export const numbersOn = (date: PlainDate): NumberOf => (id) => ruleOn(id, date).value;

function askedField(c: PageRequest): Result<RuleLine> {
  const unknown = Object.keys(c.req.query()).find((name) => !["line", "display", "mode"].includes(name));
  if (unknown !== undefined) return refuse("unknown-parameter", { name: unknown.slice(0, 40), known: "line" });
  const line = c.req.query("line") ?? "ENG";
  return Object.hasOwn(FIELDS, line) ? ok(line as RuleLine) : refuse("wrong-parameter", { name: "line", wanted: Object.keys(FIELDS).join(", ") });
}

function rules(c: PageRequest, site: Site): Response {
  const field = askedField(c);
  if (!field.ok) return refusedPage(c, site, field.refusal, paths.rules);
  const page = contextOf(c, site);
  const rows: readonly RuleRow[] = RULES[field.value];
  return html(c, page, rulesPage(page, {
    fields: Object.entries(FIELDS).map(([code, names]) => ({ code, name: names[page.language] })), field: field.value, count: ALL_RULES.length, rules: rows.map((row) => ruleLine(row, page.language, dayOf(page.now))),
  }));
}

const ruleLine = (row: RuleRow, language: Language, today: PlainDate): RuleLineView => ({
  id: row.id, text: row[language], number: [numberIn(row, language), ...Object.values(row.also ?? {}).map((also) => numberIn(also, language))].join(language === "zh" ? "；" : "; "), article: articleWords(row.article)[language],
  from: row.from, to: row.to, confidence: confidenceOf(row.mark), inForce: row.from <= today && (row.to === null || today <= row.to),
});

const OPS: Readonly<Record<RuleOp, { readonly zh: string; readonly en: string }>> = {
  "=": { zh: "", en: "" }, "<": { zh: "少于 ", en: "fewer than " }, "<=": { zh: "不超过 ", en: "at most " }, ">": { zh: "多于 ", en: "more than " }, ">=": { zh: "不少于 ", en: "at least " }, "range": { zh: "", en: "" },
};
const UNITS: Readonly<Record<RuleUnit, { readonly zh: string; readonly en: string }>> = {
  CD: { zh: " 日", en: " days" }, WD: { zh: " 个工作日", en: " working days" }, CNY: { zh: " 元", en: " yuan" }, "%": { zh: "%", en: " %" }, n: { zh: "", en: "" }, ratio: { zh: "（比例）", en: " (ratio)" }, rank: { zh: "（名次）", en: " (rank)" },
  rule: { zh: "", en: "" }, bool: { zh: "", en: "" }, h: { zh: " 小时", en: " hours" }, min: { zh: " 分钟", en: " minutes" }, s: { zh: " 秒", en: " seconds" }, y: { zh: " 年", en: " years" }, mo: { zh: " 个月", en: " months" }, fields: { zh: " 项", en: " fields" }, factor: { zh: " 倍", en: " times" }, pts: { zh: " 分", en: " points" }, "per week": { zh: " 次/周", en: " a week" }, gen: { zh: " 代", en: " generations" },
  step: { zh: " 个增价幅度", en: " step" }, digits: { zh: " 位小数", en: " decimals" },
};

/** 不少于 20 日; 10–20%; — where the rule sets no number. */
function numberIn({ op, value, unit }: FurtherNumber | RuleRow, language: Language): string {
  if (unit === "rule" || unit === "bool") return "—";
  const number = value.split("..").map((part) => part.replace(/\B(?=(\d{3})+$)/g, ",")).join("–");
  return `${OPS[op][language]}${number}${UNITS[unit][language]}`;
}

const COLUMNS: readonly CsvColumn<RuleRow>[] = [
  { head: "id", kind: "plain", of: ({ id }) => id }, { head: "zh", kind: "text", of: ({ zh }) => zh }, { head: "en", kind: "text", of: ({ en }) => en }, { head: "op", kind: "plain", of: ({ op }) => op }, { head: "value", kind: "plain", of: ({ value }) => value },
  { head: "unit", kind: "plain", of: ({ unit }) => unit }, { head: "also", kind: "text", of: ({ also }) => (also === undefined ? null : JSON.stringify(also)) }, { head: "article", kind: "text", of: ({ article }) => article },
  { head: "from", kind: "plain", of: ({ from }) => from }, { head: "to", kind: "plain", of: ({ to }) => to }, { head: "source", kind: "plain", of: ({ mark }) => mark }, { head: "confidence", kind: "plain", of: ({ mark }) => confidenceOf(mark) },
];

function rulesFile(c: PageRequest, format: "json" | "csv"): Response {
  const unknown = Object.keys(c.req.query())[0];
  if (unknown !== undefined) return problem(c, { code: "unknown-parameter", facts: { name: unknown.slice(0, 40), known: "—" } }, c.get("receivedAt"));
  const rows = ALL_RULES.map((row) => ({ ...row, confidence: confidenceOf(row.mark), law: articleWords(row.article)[languageOf(c)] }));
  return format === "csv" ? answerFile(c, { type: "text/csv; charset=utf-8", name: "rules.csv", body: csvOf(COLUMNS, ALL_RULES) }) : answerFile(c, { type: "application/json; charset=utf-8", name: "rules.json", body: `${JSON.stringify({ rules: rows })}\n` });
}
