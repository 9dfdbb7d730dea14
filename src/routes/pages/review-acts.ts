import type { Json } from "../../kernel/canonical-json.js";
import type { EntryForm } from "../../tenders/form.js";
import type { Posted } from "../../web/form-values.js";
import type { Language } from "../../web/context.js";
import { paths } from "../../web/paths.js";
import type { Field } from "../../web/views.js";
import { lotApi, say, textOf, type Act, type Place } from "./acts.js";
import { givenIn, rowsAt } from "./given.js";

type Filled = Readonly<Record<string, Json>>;
/** What an applicant is held against. */
export type Held = Pick<Extract<EntryForm, { way: "prequalification" }>, "items" | "limit">;
/** An applicant with the files of its application; `state` says whether it is ruled on. */
export type Applicant = { readonly applicant: string; readonly name: string; readonly files: NonNullable<Field["links"]>; readonly state: string };

/** The chair's rulings, applicant by applicant: each item met or not, and where numbers are limited its points. */
export const reviewFields = (language: Language, { items, limit }: Held, applicants: readonly Applicant[]): Field[] => applicants.flatMap(({ applicant, name, files, state }, row): Field[] => {
  const path = `results.${String(row)}`;
  return [
    { name: `${path}.heading`, label: name, kind: "heading", links: files, fold: { isOpen: false, state } }, { name: `${path}.applicant`, label: name, kind: "hidden", required: true, value: applicant },
    ...items.flatMap(({ id, clause, title, standard }, item) => itemFields(language, `${path}.items.${String(item)}`, { id, title: `${clause} ${title}`, standard })),
    ...(limit?.criteria ?? []).flatMap(({ id, title, full }, criterion): Field[] => [
      { name: `${path}.points.${String(criterion)}.criterion`, label: title, kind: "hidden", required: true, mute: true, value: id },
      { name: `${path}.points.${String(criterion)}.points`, label: say(language, `得分：${title}（满分 ${full}）`, `Points: ${title} (of ${full})`), kind: "text", hint: say(language, "全部项目符合的才评分", "only where every item is met") },
    ]),
  ];
});

const itemFields = (language: Language, path: string, { id, title, standard }: { readonly id: string; readonly title: string; readonly standard: string }): Field[] => [
  { name: `${path}.id`, label: title, kind: "hidden", required: true, value: id },
  { name: `${path}.met`, label: title, kind: "select", required: true, begins: true, hint: standard, options: [{ value: "", label: say(language, "请选择", "choose") }, { value: "yes", label: say(language, "符合", "met") }, { value: "no", label: say(language, "不符合", "not met") }] },
  { name: `${path}.finding`, label: say(language, `${title}：不符合的，写明认定的事实`, `${title}: if not, what was found`), kind: "textarea", rows: 2 },
];

/** As many fields as were posted: how many applicants and items there are is the lot's. */
function postedFields(language: Language, posted: Posted): Field[] {
  const given = givenIn(posted);
  const held = (row: number): Held => ({
    items: rowsAt(given, `results.${String(row)}.items`, 0).map((item) => ({ id: "", clause: "", title: given[`results.${String(row)}.items.${String(item)}.id`] ?? "", standard: "" })),
    limit: { max: 1, criteria: rowsAt(given, `results.${String(row)}.points`, 0).map(() => ({ id: "", title: "", full: "", standard: "" })) },
  });
  return reviewFields(language, held(0), rowsAt(given, "results", 0).map(() => ({ applicant: "", name: "", files: [], state: "" })));
}

/** An item that was not ruled on is left out, and an applicant of which none was: the act says who is undecided. */
function reviewBody(filled: Json): Json {
  const { results } = filled as { readonly results: readonly (Filled & { readonly items: readonly Filled[]; readonly points?: readonly Filled[] })[] };
  return { results: results.map((row): { applicant: string; items: Json[]; points: Json[] } => ({
    applicant: textOf(row, "applicant"),
    items: row.items.filter((item) => textOf(item, "met") !== "").map((item) => ({ id: textOf(item, "id"), met: textOf(item, "met") === "yes", finding: textOf(item, "finding") })),
    points: (row.points ?? []).map((each) => ({ criterion: textOf(each, "criterion"), points: textOf(each, "points") })),
  })).filter(({ items }) => items.length > 0) };
}

const panelLot = ({ tender, lot }: Place): string => `${paths.panel}/${encodeURIComponent(tender)}/${encodeURIComponent(lot)}`;

/** The committee that reviews applications: the chair rules and submits, every member signs in the page. */
export const REVIEWING: Readonly<Record<string, Act>> = {
  "prequal-review": { action: "applications.review", zh: "保存审查结论", en: "Keep the rulings", method: "PUT", api: (place) => `${lotApi(place)}/prequalification`, fieldsOf: postedFields, body: reviewBody, page: panelLot, then: (_, place) => panelLot(place) },
  "prequal-submit": { action: "applications.review", zh: "提交审查结果", en: "Submit the result", method: "POST", api: (place) => `${lotApi(place)}/prequalification/result`, page: panelLot, then: () => paths.panel,
    warning: { zh: "结果通知书同时发给每一个申请人，只告知其自身结果；通过的不足三个的，本标段流标。", en: "Every applicant gets its own letter at one moment; with fewer than three who passed the lot fails." } },
};
