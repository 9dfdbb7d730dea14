import { POSTS, SUB_CENTRES } from "../../centre/organisation.js";
import { POLICIES, REGULATION_KINDS, REGULATION_STATUSES } from "../../centre/regulation.js";
import { UNIT_KINDS, UNIT_LEVELS, WINDOW_TASKS } from "../../centre/unit.js";
import type { Language } from "../../web/context.js";
import { paths } from "../../web/paths.js";
import type { Field } from "../../web/views.js";
import { say, type Act } from "./acts.js";

const API = "/api/v1";
const enc = encodeURIComponent;
type Table = Readonly<Record<string, Readonly<Record<Language, string>>>>;
export const choices = (table: Table, language: Language) => Object.entries(table).map(([value, words]) => ({ value, label: words[language] }));

const named = (language: Language): Field[] => [{ name: "zh", label: say(language, "中文名称", "Name in Chinese"), kind: "text", required: true }, { name: "en", label: say(language, "英文名称", "Name in English"), kind: "text", required: true }];
const code = (language: Language): Field => ({ name: "code", label: say(language, "编码", "Code"), kind: "text", required: true });
const from = (language: Language): Field => ({ name: "from", label: say(language, "自何日起", "From"), kind: "date", required: true });
const place = (language: Language): Field => ({ name: "place", label: say(language, "地点", "Where"), kind: "text", required: true });
const until = (language: Language): Field[] => [{ name: "until", label: say(language, "最后一日", "Its last day"), kind: "date", required: true }];
/** A choice that the page fills. */
export const chosen = (name: string, label: string, isNeeded = true): Field => ({ name, label, kind: "select", required: isNeeded, options: [] });

const subCentreFields = (language: Language): Field[] => [
  code(language), { name: "kind", label: say(language, "类别", "Kind"), kind: "select", required: true, options: choices(SUB_CENTRES, language) }, ...named(language), chosen("unit", say(language, "承办单位", "Run by")), place(language),
  { name: "onSite", label: say(language, "在中心办公", "Works at the centre"), kind: "checkbox", value: "yes" }, from(language),
];
const hallFields = (language: Language): Field[] => [code(language), chosen("subCentre", say(language, "分中心", "Sub-centre")), ...named(language), place(language), from(language)];
const postFields = (language: Language): Field[] => [
  { name: "kind", label: say(language, "职务", "Post"), kind: "select", required: true, options: choices(POSTS, language) }, chosen("subCentre", say(language, "分中心（仅分中心负责人填写）", "Sub-centre, of its head alone"), false), { name: "name", label: say(language, "任职人", "Holder"), kind: "text", required: true },
  { name: "actor", label: say(language, "在本系统的身份代号（没有的留空）", "Office here by its id; empty where there is none"), kind: "text" }, from(language),
];
const regulationFields = (language: Language): Field[] => [
  { name: "kind", label: say(language, "类别", "Kind"), kind: "select", required: true, options: choices(REGULATION_KINDS, language) }, { ...code(language), hint: say(language, `统一政策用 ${Object.keys(POLICIES).join("、")}`, `unified policies: ${Object.keys(POLICIES).join(", ")}`) }, ...named(language),
  { name: "text", label: say(language, "正文（一行一段）", "Text, a line a paragraph"), kind: "textarea", rows: 10, required: true }, { name: "status", label: say(language, "状态", "State"), kind: "select", required: true, options: choices(REGULATION_STATUSES, language) }, from(language),
];
const unitFields = (language: Language): Field[] => [
  code(language), { name: "uscc", label: say(language, "统一社会信用代码", "Credit code"), kind: "text", required: true }, chosen("parent", say(language, "上级单位", "Under"), false), { name: "level", label: say(language, "层级", "Level"), kind: "select", required: true, options: choices(UNIT_LEVELS, language) }, ...named(language),
  { name: "kinds", label: say(language, "性质", "What it is"), kind: "checkboxes", required: true, options: choices(UNIT_KINDS, language) }, from(language),
];
const windowFields = (language: Language): Field[] => [
  { name: "number", label: say(language, "窗口号", "Number"), kind: "number", required: true }, chosen("unit", say(language, "单位（综合窗口不选）", "Unit; none for a composite window"), false), chosen("hall", say(language, "大厅", "Hall"), false), ...named(language),
  { name: "tasks", label: say(language, "办理内容", "What it does"), kind: "checkboxes", required: true, options: choices(WINDOW_TASKS, language) }, from(language),
];

const desk = { page: () => paths.deskCentre, then: () => paths.deskCentre };
const catalogue = { page: () => paths.deskCatalogue, then: () => paths.deskCatalogue };
const FOR_EVER = { zh: "公布后签章并写入公开日志，不能撤回，只能由新版本代替。", en: "It is sealed and logged: it is never taken back, only replaced by its next version." };

/** What is done about the centre itself. */
export const CENTRE_ACTS: Readonly<Record<string, Act>> = {
  "sub-centre-open": { action: "centre.keep", zh: "登记分中心", en: "Open a sub-centre", method: "POST", api: () => `${API}/centre/sub-centres`, fields: subCentreFields, ...desk },
  "hall-open": { action: "centre.keep", zh: "登记大厅", en: "Open a hall", method: "POST", api: () => `${API}/centre/halls`, fields: hallFields, ...desk },
  "post-fill": { action: "centre.keep", zh: "登记任职", en: "Fill a post", method: "POST", api: () => `${API}/centre/posts`, fields: postFields, ...desk },
  "part-end": { action: "centre.keep", zh: "终止", en: "End it", method: "POST", api: ({ item, part }) => `${API}/centre/${enc(part)}/${enc(item)}/end`, fields: until, ...desk },
  "regulation-publish": { action: "regulation.publish", zh: "公布制度、统一政策", en: "Publish a rule or a policy", method: "POST", api: () => `${API}/regulations`, fields: regulationFields, ...desk, warning: FOR_EVER },
  "policy-take-up": { action: "policy.take-up", zh: "执行现行版本", en: "Take up the version in force", method: "POST", api: ({ item }) => `${API}/centre/halls/${enc(item)}/policies`, fields: (language) => [{ name: "policy", label: say(language, "统一政策", "Policy"), kind: "select", required: true, options: choices(POLICIES, language) }], ...desk },
  "unit-enter": { action: "unit.keep", zh: "登记单位", en: "Enter a unit", method: "POST", api: () => `${API}/units`, fields: unitFields, ...catalogue },
  "unit-end": { action: "unit.keep", zh: "终止单位", en: "End a unit", method: "POST", api: ({ item }) => `${API}/units/${enc(item)}/end`, fields: until, ...catalogue },
  "window-open": { action: "unit.keep", zh: "启用窗口", en: "Open a window", method: "POST", api: () => `${API}/windows`, fields: windowFields, ...catalogue },
  "window-close": { action: "unit.keep", zh: "停用窗口", en: "Close a window", method: "POST", api: ({ item }) => `${API}/windows/${enc(item)}/end`, fields: until, ...catalogue },
};
