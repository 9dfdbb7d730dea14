import type { Json } from "../../kernel/canonical-json.js";
import { SALE_LINES } from "../../lines/lines.js";
import type { ForfeitGround } from "../../procedure/procedure.js";
import type { Language } from "../../web/context.js";
import type { Posted } from "../../web/form-values.js";
import { dealWords, type DealWords } from "../../web/messages/deals.js";
import { paths } from "../../web/paths.js";
import type { Field } from "../../web/views.js";
import type { Act, Place } from "./acts.js";
import { countAt, givenIn } from "./given.js";
import { filledIn, rowsIn } from "./tender-body.js";

const both = (of: (words: DealWords) => string) => ({ zh: of(dealWords("zh")), en: of(dealWords("en")) });
const saleApi = ({ item }: Place): string => `/api/v1/sales/${encodeURIComponent(item)}`;
const lotApi = (place: Place): string => `${saleApi(place)}/lots/${encodeURIComponent(place.lot)}`;
/** Of a deal before the last notice its round; empty of the last. */
const round: Field = { name: "round", label: "round", kind: "hidden" };
const firm: Field = { name: "firm", label: "firm", kind: "hidden", required: true };

function signingFields(language: Language): Field[] {
  const { confirmation: words } = dealWords(language);
  return [{ name: "signAt", label: words.signAt, kind: "time", required: true, hint: words.prepareHint }, { name: "signPlace", label: words.signPlace, kind: "text", required: true }];
}

/** What a contract says beside its price: dates where no law has them, what secures instalments, where a transferor has its price. */
export type ContractAsked = { readonly dates: number; readonly isSecured: boolean; readonly toSeller: boolean };

/** The form of a contract. @param price of the deal in yuan, to begin with */
export function contractFields(language: Language, { dates, isSecured, toSeller }: ContractAsked, price = ""): Field[] {
  const { contract: words } = dealWords(language);
  return [
    { name: "number", label: words.number, kind: "text", required: true }, { name: "signedOn", label: words.signedOn, kind: "date", required: true }, { name: "effectiveOn", label: words.effectiveOn, kind: "date", hint: words.effectiveHint },
    { name: "price", label: dealWords(language).price, kind: "money", required: true, value: price, hint: words.priceHint }, { name: "file", label: words.file, kind: "text", required: true, hint: words.fileHint, fingerprint: true },
    ...(dates === 0 ? [] : [{ name: "schedule.heading", label: words.schedule, kind: "heading", sub: true, hint: words.scheduleHint } as const]), ...Array.from({ length: dates }, (_, at) => dateFields(language, at)).flat(),
    ...(isSecured ? [{ name: "security", label: words.security, kind: "text", required: true, hint: words.securityHint }, { name: "rate", label: words.rate, kind: "text", required: true, hint: words.rateHint }] as const : []),
    ...(toSeller ? [{ name: "payee.account", label: words.payee, kind: "text", required: true, hint: words.payeeHint }, { name: "payee.bank", label: words.payeeBank, kind: "text", required: true }] as const : []),
  ];
}

const dateFields = (language: Language, at: number): Field[] => {
  const { contract: words } = dealWords(language);
  const named = (name: string, label: string, kind: "date" | "money"): Field => ({ name: `schedule.${String(at)}.${name}`, label: `${words.row(at + 1)} · ${label}`, kind, required: at === 0 });
  return [named("until", words.rowUntil, "date"), named("paid", words.rowPaid, "money")];
};

const DATES_MAX = 24;
/** The same from what was posted. */
const postedContract = (language: Language, posted: Posted): Field[] =>
  contractFields(language, { dates: Math.min(DATES_MAX, countAt(givenIn(posted), "schedule")), isSecured: posted.has("security"), toSeller: posted.has("payee.account") });

function contractBody(filled: Json): Json {
  const { schedule, payee, ...contract } = filledIn(filled);
  return { ...contract, schedule: schedule === undefined ? null : rowsIn(schedule), payee: payee ?? null };
}

function refusalFields(language: Language): Field[] {
  const { refusal: words } = dealWords(language);
  return [
    { name: "ground", label: words.ground, kind: "select", required: true, options: (["refuses-to-sign", "false-papers"] as const).map((value) => ({ value, label: words.grounds[value] })) },
    { name: "reason", label: words.reason, kind: "textarea", rows: 3, required: true }, { name: "proof", label: words.proof, kind: "text", required: true, hint: words.proofHint, fingerprint: true },
  ];
}

type Grounds = Readonly<Record<string, ForfeitGround>>;

/** A proposal to keep a deposit: each ground with its clause, left empty where it is none; where the money is the transferor's, to which account. */
export function keepingFields(language: Language, grounds: Grounds, toSeller: boolean): Field[] {
  const words = dealWords(language);
  return [
    round, firm, { name: "clauses", label: words.clauses, kind: "heading", sub: true, hint: words.clausesHint }, ...Object.entries(grounds).flatMap(([ground, row], at): Field[] => [
      { name: `grounds.${String(at)}.ground`, label: row[language], kind: "hidden", mute: true, value: ground }, { name: `grounds.${String(at)}.clause`, label: words.clause(row[language], row.law[language]), kind: "text" },
    ]),
    { name: "finding", label: words.finding, kind: "textarea", rows: 3, required: true, hint: words.findingHint },
    ...(toSeller ? [{ name: "account", label: words.account, kind: "text", required: true, hint: words.payeeHint }, { name: "bank", label: words.bankName, kind: "text", required: true }] as const : []),
  ];
}

/** What is kept in a file of an act is one line, however it was typed. */
const inOneLine = (filled: Json): Json => Object.fromEntries(Object.entries(filledIn(filled)).map(([name, value]) => [name, typeof value === "string" ? value.replaceAll(/\s*\n\s*/g, " ") : value]));

/** The same about a deposit: the round, where there is one, is a number. */
function keepingBody(filled: Json): Json {
  const { round: of, ...rest } = filledIn(inOneLine(filled));
  return typeof of === "string" && of !== "" ? { ...rest, round: Number(of) } : rest;
}

/** Fields about a deposit of a deal before the last notice. @param of its round; undefined: of the last */
export const ofRound = (fields: readonly Field[], of: number | undefined): Field[] => fields.map((field) => (field.name === round.name && of !== undefined ? { ...field, value: String(of) } : field));

/** The grounds are named alike by every line that sells. */
const KNOWN: Grounds = Object.assign({}, ...Object.values(SALE_LINES).map(({ forfeits }) => forfeits)) as Grounds;
const postedKeeping = (language: Language, posted: Posted): Field[] => keepingFields(language, KNOWN, posted.has("account"));

const deciding = (outcome: "keep" | "drop"): Act => ({
  action: "deposit.forfeit", ...both((words) => words[outcome]), method: "POST", api: (place) => `${lotApi(place)}/forfeitures/decision`, warning: both((words) => words[`${outcome}Warning`]), body: (filled): Json => ({ ...filledIn(keepingBody(filled)), outcome }),
  fields: (language) => [round, firm, { name: "reason", label: dealWords(language).reason, kind: "textarea", rows: 3, required: true }],
});

const ordering = (act: "suspend" | "resume", address: string): Act => ({
  action: "sale.suspend", ...both(({ order }) => order[act]), method: "POST", api: (place) => `${saleApi(place)}/${address}`, page: ({ item }) => paths.watchSale(item), body: inOneLine, warning: both(({ order }) => order[`${act}Warning`]),
  fields: (language) => [{ name: "reason", label: dealWords(language).order.reason, kind: "textarea", rows: 3, required: true }],
});

/** The price at which one transferee is dealt with alone. @param price in yuan, to begin with */
export const singleFields = (language: Language, price = ""): Field[] => [{ name: "price", label: dealWords(language).single.price, kind: "money", required: true, value: price, hint: dealWords(language).single.priceHint }];

/** What follows a deal, by its seller, its winner and a cashier; what staff and supervisor do about a sale. The sale is the place’s item. */
export const DEAL_ACTS: Readonly<Record<string, Act>> = {
  "deal-prepare": { action: "sale.draft", ...both(({ confirmation }) => confirmation.prepare), method: "PUT", api: (place) => `${lotApi(place)}/confirmation`, fields: signingFields },
  "deal-sign": { action: "sale.confirm", ...both(({ confirmation }) => confirmation.sign), method: "POST", api: (place) => `${lotApi(place)}/confirmation`, warning: both(({ confirmation }) => confirmation.signWarning) },
  "deal-result": { action: "sale.publish", ...both(({ result }) => result.publish), method: "POST", api: (place) => `${lotApi(place)}/result`, warning: both(({ result }) => result.publishWarning) },
  "deal-contract": { action: "sale.contract", ...both(({ contract }) => contract.record), method: "POST", api: (place) => `${lotApi(place)}/contract`, fieldsOf: postedContract, body: contractBody, warning: both(({ contract }) => contract.recordWarning) },
  "deal-settle": { action: "sale.settle", ...both(({ settle }) => settle), method: "POST", api: (place) => `${lotApi(place)}/settlement`, page: () => paths.deskSales, warning: both(({ settleWarning }) => settleWarning) },
  "deal-close": { action: "sale.contract", ...both(({ closing }) => closing.close), method: "POST", api: (place) => `${lotApi(place)}/closing`, warning: both(({ closing }) => closing.closeWarning) },
  "deal-refuse": { action: "sale.contract", ...both(({ refusal }) => refusal.act), method: "POST", api: (place) => `${lotApi(place)}/refusal`, fields: refusalFields, body: inOneLine, warning: both(({ refusal }) => refusal.warning) },
  "keeping-propose": { action: "deposit.forfeit", ...both(({ propose }) => propose), method: "POST", api: (place) => `${lotApi(place)}/forfeitures`, fieldsOf: postedKeeping, body: keepingBody, warning: both(({ proposeWarning }) => proposeWarning) },
  "keeping-keep": deciding("keep"), "keeping-drop": deciding("drop"),
  "keeping-answer": { action: "forfeit.answer", ...both(({ answer }) => answer), method: "POST", api: (place) => `${lotApi(place)}/forfeitures/answer`, fields: (language) => [round, { name: "text", label: dealWords(language).answerText, kind: "textarea", rows: 4, required: true }], body: keepingBody, warning: both(({ answerWarning }) => answerWarning) },
  "sale-single": { action: "sale.single", ...both(({ single }) => single.act), method: "POST", api: (place) => `${lotApi(place)}/single-deal`, page: ({ item, lot }) => paths.deskSingle(item, lot), then: () => paths.deskSales, fields: (language) => singleFields(language), warning: both(({ single }) => single.warning) },
  "sale-suspend": ordering("suspend", "suspension"), "sale-resume": ordering("resume", "resumption"),
  "sale-pre-disclose": { action: "sale.publish", ...both(({ preDisclose }) => preDisclose), method: "POST", api: (place) => `${saleApi(place)}/pre-disclosure`, page: ({ item }) => paths.deskSale(item), warning: both(({ preDiscloseWarning }) => preDiscloseWarning) },
};
