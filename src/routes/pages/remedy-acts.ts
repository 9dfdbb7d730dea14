import type { Json } from "../../kernel/canonical-json.js";
import { WORDS } from "../../objections/windows.js";
import { WINNER_FAILURES } from "../../procedure/judging-guards.js";
import { clausesOf } from "../../tenders/amend.js";
import type { Language } from "../../web/context.js";
import { paths } from "../../web/paths.js";
import type { Field } from "../../web/views.js";
import { lotApi, say, textOf, type Act, type Place } from "./acts.js";

type Filled = Readonly<Record<string, Json>>;
const enc = encodeURIComponent;

/** @param open what can be objected to now */
export const objectionFields = (language: Language, open: readonly (keyof typeof WORDS)[] = ["documents", "result"]): Field[] => [
  { name: "about", label: say(language, "针对", "About"), kind: "select", required: true, options: open.map((value) => ({ value, label: WORDS[value][language] })) },
  { name: "text", label: say(language, "异议（质疑）内容、事实依据和请求", "What you object to, on what facts, and what you ask"), kind: "textarea", required: true },
];

const replyFields = (language: Language): Field[] => [
  { name: "upheld", label: say(language, "处理结果", "Outcome"), kind: "select", required: true, options: [{ value: "no", label: say(language, "不成立", "not upheld") }, { value: "yes", label: say(language, "成立", "upheld") }] },
  { name: "answer", label: say(language, "答复内容（事实和法律依据）", "Reply, with facts and law"), kind: "textarea", required: true },
  { name: "faulted", label: say(language, "认定有问题的条款（对招标文件的异议成立时勾选；重新招标时必须修改）", "Clauses at fault (where an objection to the documents is upheld; a later attempt has to change them)"), kind: "checkboxes", options: faultedOptions(language) },
  { name: "effect", label: say(language, "对交易活动的影响（例如：将发布澄清公告；不影响评标结果）", "What follows for the tender"), kind: "text", required: true },
];

/** What can be at fault, in the words of works; a line's own words for size, place and time stand in its form. */
export const faultedOptions = (language: Language): { readonly value: string; readonly label: string }[] => clausesOf("works", "construction").map((clause) => ({ value: clause.path, label: clause[language] }));

const failureFields = (language: Language): Field[] => [
  { name: "ground", label: say(language, "情形", "Ground"), kind: "select", required: true, options: Object.entries(WINNER_FAILURES).map(([value, words]) => ({ value, label: words[language] })) },
  { name: "finding", label: say(language, "认定的事实和证据", "What was found, on what evidence"), kind: "textarea", required: true },
  { name: "again", label: say(language, "不递补，重新招标（没有下一名时必须勾选）", "Tender again instead of the next in order"), kind: "checkbox" },
];

/** A bidder with the files of its opened bid. */
export type Reviewable = { readonly bidder: string; readonly name: string; readonly files: NonNullable<Field["links"]> };

/** What the purchaser finds of each bidder before the committee sits; a bid's files stand beside its fields. */
export const qualificationFields = (language: Language, bidders: readonly Reviewable[] = []): Field[] => bidders.flatMap(({ bidder, name, files }, row): Field[] => {
  const path = `results.${String(row)}`;
  return [
    { name: `${path}.heading`, label: name, kind: "heading", links: files }, { name: `${path}.bidder`, label: name, kind: "hidden", required: true, value: bidder },
    { name: `${path}.qualified`, label: say(language, "审查结论", "Finding"), kind: "select", required: true, options: [{ value: "", label: say(language, "请选择", "choose") }, { value: "yes", label: say(language, "合格", "qualifies") }, { value: "no", label: say(language, "不合格", "does not") }] },
    { name: `${path}.clause`, label: say(language, "不合格的：采购文件条款", "If not: clause of the documents"), kind: "text" }, { name: `${path}.finding`, label: say(language, "不合格的：认定的事实（告知该投标人）", "If not: what was found; the bidder is told"), kind: "textarea", rows: 2 },
  ];
});

/** As many bidders as the API takes results of. */
const ROWS_MAX = 500;
const ANYBODY = Array.from({ length: ROWS_MAX }, () => ({ bidder: "", name: "", files: [] }));

function qualificationBody(filled: Json): Json {
  const results = (filled as { readonly results: readonly Filled[] }).results.filter((row) => textOf(row, "bidder") !== "");
  // An undecided bidder is left out: the act then says how many are undecided.
  return { results: results.filter((row) => textOf(row, "qualified") !== "").map((row): Json => ({ bidder: textOf(row, "bidder"), qualified: textOf(row, "qualified") === "yes", clause: textOf(row, "clause"), finding: textOf(row, "finding") })) };
}

const deskLot = (place: Place): string => `${paths.deskTender(place.tender)}/${enc(place.lot)}`;

/** Objections and replies, who qualifies, the winner who falls away, the invitation that is declined. */
export const REMEDIES: Readonly<Record<string, Act>> = {
  "object": { action: "objection.file", zh: "提出异议（质疑）", en: "Object", method: "POST", api: (place) => `${lotApi(place)}/objections`, fields: objectionFields, warning: { zh: "提交后记入公开日志（不含内容和提出人），不能撤回；法律规定须暂停的，本标段随即暂停。", en: "It is logged, without its content and your name, and stays; where the law says so the lot stops." } },
  "object-reply": { action: "objection.reply", zh: "答复并送达", en: "Reply", method: "POST", api: (place) => `${lotApi(place)}/objections/${enc(place.item)}/reply`, fields: replyFields, body: (filled) => ({ ...(filled as Filled), upheld: textOf(filled, "upheld") === "yes" }),
    warning: { zh: "答复函签章后送达提出人，不能再改。", en: "The signed reply reaches the objector at once and stays." } },
  "winner-fails": { action: "winner.fail", zh: "登记中标人不能履行中标", en: "The winner falls away", method: "POST", api: (place) => `${lotApi(place)}/winner-failures`, fields: failureFields, warning: { zh: "依次确定下一名中标候选人，或者本标段流标后重新招标；记入公开日志。", en: "The next in order is determined, or the lot fails to be tendered again; it is logged." } },
  "qualification": { action: "qualification.review", zh: "资格审查", en: "Review who qualifies", method: "POST", api: (place) => `${lotApi(place)}/qualification`, fields: (language) => qualificationFields(language, ANYBODY), body: qualificationBody, page: (place) => `${deskLot(place)}/qualification`, then: (_, { tender }) => paths.deskTender(tender),
    warning: { zh: "全部投标人一次审查完毕，提交后不能再改；合格的不足三家的，本标段废标。", en: "All are found on at once, and it stays; with fewer than three who qualify the lot is void." } },
  "decline": { action: "invitation.decline", zh: "答复不参加投标", en: "Decline the invitation", method: "POST", api: (place) => `${lotApi(place)}/declination`, fields: (language) => [{ name: "reason", label: say(language, "理由", "Reason"), kind: "textarea", hint: say(language, "只告知招标人和监督部门，开标前对其他人保密", "for the tenderer and the supervisor alone until the opening") }], body: (filled) => ({ reason: textOf(filled, "reason") }),
    warning: { zh: "答复后不能更改；投标截止前仍可以投标。", en: "It is not said again or changed; your firm may still bid until the deadline." } },
};
