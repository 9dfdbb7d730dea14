import type { Json } from "../../kernel/canonical-json.js";
import type { OtherWays } from "../../judging/way-change.js";
import { LINES } from "../../lines/lines.js";
import type { Language } from "../../web/context.js";
import { paths } from "../../web/paths.js";
import type { Field } from "../../web/views.js";
import { faultedOptions } from "./remedy-acts.js";
import { lotApi, say, textOf, type Act, type Place } from "./acts.js";

/** Reviewers the form has rows for; those beyond the first few stand folded. */
const REVIEWER_ROWS = 7;
const OPEN_ROWS = 3;

const reviewerFields = (language: Language, row: number): Field[] => [
  { name: `reviewers.${String(row)}.heading`, label: say(language, `评审专家 ${String(row + 1)}`, `Expert ${String(row + 1)}`), kind: "heading", fold: { isOpen: row < OPEN_ROWS } },
  { name: `reviewers.${String(row)}.name`, label: say(language, "姓名", "Name"), kind: "text", required: row < OPEN_ROWS },
  { name: `reviewers.${String(row)}.office`, label: say(language, "工作单位", "Unit"), kind: "text", required: row < OPEN_ROWS },
  { name: `reviewers.${String(row)}.post`, label: say(language, "职称或者职务", "Title or post"), kind: "text", required: row < OPEN_ROWS },
];

/** What the experts found: who they are, of documents and procedure, of what suppliers had questioned. */
const findingFields = (language: Language): Field[] => [
  ...Array.from({ length: REVIEWER_ROWS }, (_, row) => reviewerFields(language, row)).flat(),
  { name: "found", label: say(language, "论证结论", "What was found"), kind: "heading" },
  { name: "documentsReasonable", label: say(language, "招标文件", "The documents"), kind: "select", required: true, options: [{ value: "", label: say(language, "请选择", "choose") }, { value: "yes", label: say(language, "没有不合理条款", "hold no unreasonable clause") }, { value: "no", label: say(language, "存在不合理条款", "hold unreasonable clauses") }] },
  { name: "procedureLawful", label: say(language, "招标公告、时间等程序", "Notice, times and procedure"), kind: "select", required: true, options: [{ value: "", label: say(language, "请选择", "choose") }, { value: "yes", label: say(language, "符合规定", "as the rules ask") }, { value: "no", label: say(language, "不符合规定", "not as the rules ask") }] },
  { name: "faulted", label: say(language, "不合理的条款（有的勾选；重新招标时必须修改）", "Unreasonable clauses, if any: a later attempt has to change them"), kind: "checkboxes", options: faultedOptions(language) },
  { name: "questioned", label: say(language, "供应商质疑及处理情况（没有的写明没有）", "What suppliers challenged and what became of it; say so where nothing was"), kind: "textarea", required: true },
  { name: "finding", label: say(language, "论证意见（逐条说明理由；有问题的写明须改正什么）", "The finding with its reasons; where anything is wrong, what is to be put right"), kind: "textarea", required: true },
];

function findingBody(filled: Json): Json {
  const rows = ((filled as { readonly reviewers?: Json }).reviewers ?? []) as readonly Json[];
  const reviewers = rows.map((row): Json => ({ name: textOf(row, "name"), office: textOf(row, "office"), post: textOf(row, "post") })).filter((row) => Object.values(row as object).some((each) => each !== ""));
  const isSo = (name: string): Json => ({ yes: true, no: false })[textOf(filled, name)] ?? null;
  return { reviewers, documentsReasonable: isSo("documentsReasonable"), procedureLawful: isSo("procedureLawful"), questioned: textOf(filled, "questioned"), finding: textOf(filled, "finding"), faulted: (filled as { readonly faulted?: Json }).faulted ?? [] };
}

/** The way that was allowed. @param ways those of the line; where the form is only read, those of every line */
export const changeFields = (language: Language, ways: OtherWays = Object.assign({}, ...Object.values(LINES).map(({ otherWays }) => otherWays)) as OtherWays): Field[] => [
  { name: "way", label: say(language, "批准采用的采购方式", "Way that was allowed"), kind: "select", required: true, options: Object.entries(ways).map(([value, row]) => ({ value, label: language === "zh" ? `${row.zh}（${row.law.zh}）` : `${row.en} (${row.law.en})` })) },
  { name: "approval", label: say(language, "财政部门批准文件的名称和文号", "The finance department’s approval: title and number"), kind: "text", required: true },
];

const page = (place: Place): string => `${paths.deskTender(place.tender)}/${encodeURIComponent(place.lot)}/way`;

/** After a procurement that ended for too few suppliers: what experts found, then the way that was allowed. */
export const WAYS: Readonly<Record<string, Act>> = {
  "way": { action: "way.change", zh: "登记论证意见", en: "Record the finding on the documents", method: "POST", api: (place) => `${lotApi(place)}/way-finding`, fields: findingFields, body: findingBody, page, then: (_, place) => page(place),
    warning: { zh: "论证意见登记后不能再改，其哈希记入公开日志；认定有问题的，只能改正后重新招标。", en: "The finding stays and its hash is logged; where anything is found wrong the lot can only be tendered again." } },
  "way-change": { action: "way.change", zh: "登记采购方式变更", en: "Record the change of way", method: "POST", api: (place) => `${lotApi(place)}/way-change`, fields: changeFields, page, then: (_, place) => page(place),
    warning: { zh: "登记后不能再改，记入公开日志；变更后的采购活动不在本平台的公开招标程序中进行。", en: "It stays and is logged; what follows is not run as an open tender here." } },
};
