import { grouped, inWords } from "../kernel/money.js";
import { ok, refuse, type Result } from "../kernel/result.js";
import { bidFormOf, lineOf } from "../lines/lines.js";
import type { Amendable } from "../procedure/procedure.js";
import { moneyFen } from "./amounts.js";
import type { Amend } from "./clarification.js";
import type { LotForm, TenderForm } from "./form.js";

/** One field before and after, in words; `path` is its place in the form, a lot by its id. */
export type FieldChange = { readonly path: string; readonly lot: string | null; readonly zh: string; readonly en: string; readonly before: string; readonly after: string };

/** The form as amended; lots that it does not have are refused. */
export function amended(form: TenderForm, { lots, ...own }: Amend): Result<TenderForm> {
  const unknown = lots.find(({ lot }) => !form.lots.some((each) => each.lot === lot));
  if (unknown !== undefined) return refuse("not-found", { what: `标段 ${unknown.lot}` });
  const inLot = (lot: LotForm): LotForm => ({ ...lot, ...given(lots.find((each) => each.lot === lot.lot) ?? {}) });
  return ok({ ...form, ...given(own), lots: form.lots.map(inLot) });
}

const given = (fields: object): object => Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));

/** What differs between two forms of a tender, field by field as its line calls them, the tender's own fields first. */
export function changesBetween(before: TenderForm, after: TenderForm, line: string): FieldChange[] {
  const fields = fieldsOf(line, before.kind);
  const many = before.lots.length > 1;
  const lots = before.lots.flatMap((lot) => {
    const other = after.lots.find((each) => each.lot === lot.lot);
    return other === undefined ? [] : fieldChanges(fields.lot, lot, other).map((change) => (
      { ...change, path: `lots.${lot.lot}.${change.path}`, lot: lot.lot, zh: many ? `${lot.name}：${change.zh}` : change.zh, en: many ? `Lot ${lot.lot}: ${change.en}` : change.en }));
  });
  return [...fieldChanges(fields.tender, before, after).map((change) => ({ ...change, lot: null })), ...lots];
}

/** A value of a form in words, with the field that it is in. */
export type Value = { readonly zh: string; readonly en: string; readonly fieldZh: string; readonly fieldEn: string; readonly text: string };

/** Every value of a form that documents say, by its path, as its line calls it. */
export function valuesOf(form: TenderForm, line: string): ReadonlyMap<string, Value> {
  const fields = fieldsOf(line, form.kind);
  const values = new Map<string, Value>();
  const take = (named: Fields, of: object, at: string): void => {
    for (const [field, words] of Object.entries(named)) {
      for (const [path, { words: [zh, en], text }] of leavesOf((of as Values)[field], field, words)) values.set(`${at}${path}`, { zh, en, fieldZh: words[0], fieldEn: words[1], text });
    }
  };
  take(fields.tender, form, "");
  for (const lot of form.lots) take(fields.lot, lot, `lots.${lot.lot}.`);
  return values;
}

/** The fields that a finding can name, `lot.` before those of a lot, with the line's own words. */
export function clausesOf(line: string, kind: TenderForm["kind"]): readonly { readonly path: string; readonly zh: string; readonly en: string }[] {
  const fields = fieldsOf(line, kind);
  const rowsIn = (named: Fields, at: string) => Object.entries(named).map(([field, [zh, en]]) => ({ path: `${at}${field}`, zh, en }));
  return [...rowsIn(fields.tender, ""), ...rowsIn(fields.lot, "lot.")];
}

type Words = readonly [zh: string, en: string];
export type Fields = Readonly<Record<string, Words>>;

/** The fields an amendment may change, in the order of the form, and what documents call them. */
const TENDER_FIELDS = {
  title: ["招标项目名称", "Title"], content: ["招标内容", "Content"], fundSource: ["资金来源", "Source of funds"], qualification: ["投标人资格要求", "Qualification"], consortium: ["接受联合体投标", "Consortia accepted"],
  documentsHow: ["招标文件获取方式", "How to get the documents"], validityDays: ["投标有效期（日）", "Bid validity (days)"], place: ["开标地点", "Place of opening"], contact: ["招标人联系方式", "Tenderer’s contact"], complaints: ["投诉受理", "Complaints"],
} as const satisfies Fields;
const LOT_FIELDS = {
  name: ["标段名称", "Name of the lot"], scope: ["招标范围", "Scope"], ceiling: ["最高投标限价", "Ceiling price"], deposit: ["投标保证金", "Bid bond"], depositDays: ["保证金有效期（日）", "Bond validity (days)"],
  quality: ["质量要求", "Quality"], method: ["评标办法", "Method"],
} as const satisfies Fields;

/** The fields in the order of the form, with the line's own words for size, place and time. */
function fieldsOf(line: string, kind: TenderForm["kind"]): { readonly tender: Fields; readonly lot: Fields } {
  const { words: { scale, location } } = lineOf(line);
  const { term } = bidFormOf(line, kind);
  const { title, content, ...tender } = TENDER_FIELDS;
  const { quality, method, ...lot } = LOT_FIELDS;
  return {
    tender: { title, content, scale: [scale.zh, scale.en], ...tender },
    lot: { ...lot, location: [location.zh, location.en], termDays: [`${term.zh}（日）`, `${term.en} (days)`], quality, method },
  };
}

const INNER_WORDS: Fields = {
  kind: ["办法", "kind"], weights: ["满分", "points"], price: ["价格", "price"], technical: ["技术", "technical"], credit: ["信用", "credit"], business: ["商务", "business"], unit: ["价格计算单位", "unit of prices"], k: ["评标基准价下浮率", "reductions"], trimAt: ["去掉最高和最低价的家数", "trim from"],
  e1: ["高于基准价每 1% 扣分", "off per 1 % above"], e2: ["低于基准价每 1% 扣分", "off per 1 % below"], trimTechnical: ["技术分去掉最高和最低", "technical scores trimmed"], criteria: ["评分项", "criterion"], full: ["满分", "points"], standard: ["评分标准", "standard"], title: ["名称", "name"], group: ["类别", "group"],
  objective: ["客观分", "objective"], ties: ["相同时的排序规则", "ties"], adjustments: ["价格调整", "adjustment"], rounding: ["修约", "rounding"], places: ["小数位", "places"], mode: ["方式", "mode"], deduction: ["价格扣除", "deduction"], small: ["小微企业", "small firms"], share: ["联合体或分包", "share"], shareFrom: ["份额起点", "share from"],
  lowPrice: ["异常低价", "abnormally low price"], mean: ["平均报价比例", "of the mean"], meanOf: ["平均报价的范围", "mean of"], next: ["次低报价比例", "of the next"], ceiling: ["最高限价比例", "of the ceiling"], coreProduct: ["核心产品", "core product"], imports: ["接受进口产品的审核意见", "finding on imports"], drawBy: ["并列时由谁随机抽取", "who draws between equals"], name: ["单位", "office"], person: ["联系人", "person"], phone: ["电话", "telephone"], address: ["地址", "address"],
};

/** What differs between two records in the fields that are named, down to each value inside them. */
export function fieldChanges(fields: Fields, before: object, after: object): Omit<FieldChange, "lot">[] {
  return Object.entries(fields).flatMap(([field, words]) => {
    const [old, fresh] = [leavesOf((before as Values)[field], field, words), leavesOf((after as Values)[field], field, words)];
    return [...new Set([...old.keys(), ...fresh.keys()])].flatMap((path) => leafChange(path, old.get(path), fresh.get(path)));
  });
}

function leafChange(path: string, old: Leaf | undefined, fresh: Leaf | undefined): Omit<FieldChange, "lot">[] {
  const [zh, en] = (old ?? fresh)?.words ?? [path, path];
  const [before, after] = [textIn(old), textIn(fresh)];
  return before === after ? [] : [{ path, zh, en, before, after }];
}

const textIn = (leaf: Leaf | undefined): string => leaf?.text ?? NOTHING;

type Values = Readonly<Record<string, unknown>>;
type Leaf = { readonly words: Words; readonly text: string };
const NOTHING = "无";

/** Every value inside a field, by its path: rows of a list by their id or clause, plain lists as one value. */
function leavesOf(value: unknown, path: string, words: Words): Map<string, Leaf> {
  if (isMoney(value)) return one(path, words, printed(value));
  if (Array.isArray(value)) return value.some((each) => typeof each === "object") ? rowsOf(value as Values[], path, words) : one(path, words, value.length === 0 ? NOTHING : value.join("、"));
  if (value === null || typeof value !== "object") return one(path, words, printed(value));
  return new Map(Object.entries(value).flatMap(([key, inner]) => [...leavesOf(inner, `${path}.${key}`, within(words, INNER_WORDS[key] ?? [key, key]))]));
}

const rowsOf = (rows: readonly Values[], path: string, words: Words): Map<string, Leaf> => new Map(rows.flatMap(({ id, clause, ...row }) => {
  const key = String(id ?? clause);
  return [...leavesOf(row, `${path}.${key}`, within(words, [key, key]))];
}));

const one = (path: string, words: Words, text: string): Map<string, Leaf> => new Map([[path, { words, text }]]);
const within = ([zh, en]: Words, [innerZh, innerEn]: Words): Words => [`${zh}／${innerZh}`, `${en} / ${innerEn}`];

type Amount = NonNullable<LotForm["ceiling"]>;
const isMoney = (value: unknown): value is Amount => typeof value === "object" && value !== null && "currency" in value;

function printed(value: unknown): string {
  if (isMoney(value)) return `${grouped(value.amount)}元（${inWords(moneyFen(value) ?? 0n)}）`;
  if (typeof value === "boolean") return value ? "是" : "否";
  const text = typeof value === "string" ? value : typeof value === "number" ? String(value) : "";
  return text === "" ? NOTHING : text.replaceAll(/\n+/g, "；");
}

/** What can change without touching how bids are made. */
const HARMLESS: ReadonlySet<string> = new Set(["contact", "complaints", "documentsHow"]);

/** The field by its name in the form, without the lot and what is inside it. */
const fieldOf = ({ path, lot }: FieldChange): string => (lot === null ? path.split(".")[0] : `lots.${path.slice(`lots.${lot}.`.length).split(".")[0] ?? ""}`) ?? path;

const bears = (change: FieldChange): boolean => !HARMLESS.has(fieldOf(change));

/**
 * Whether changes may be made by an amendment of these lots: nothing the line's law fixes once the notice is out, nothing of a lot it is
 * not about, and nothing that bears on bids while it says that it does not. Law: 87号令 27; 招标投标法 23.
 */
export function checkChanges(changes: readonly FieldChange[], amendable: Amendable, about: { readonly mayAffectBid: boolean; readonly lots: readonly string[]; readonly all: number }): Result<null> {
  const fixed = changes.find((change) => amendable.fixed.includes(fieldOf(change)));
  if (fixed !== undefined) return refuse("amendment-forbidden", { field: fixed.zh, fieldEn: fixed.en, law: amendable.law.zh, lawEn: amendable.law.en });
  const elsewhere = changes.find(({ lot }) => (lot === null ? about.lots.length < about.all : !about.lots.includes(lot)));
  if (elsewhere !== undefined) return refuse("amendment-other-lots", { field: elsewhere.zh, fieldEn: elsewhere.en });
  const bearing = changes.find(bears);
  return bearing !== undefined && !about.mayAffectBid ? refuse("amendment-affects-bids", { field: bearing.zh, fieldEn: bearing.en }) : ok(null);
}

/** Whether changes bear on how bids are made. */
export const bearsOnBids = (changes: readonly FieldChange[]): boolean => changes.some(bears);
