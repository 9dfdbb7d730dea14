import type { Json } from "../../kernel/canonical-json.js";
import { LINES } from "../../lines/lines.js";
import type { ForfeitGround, Procedure } from "../../procedure/procedure.js";
import type { Language } from "../../web/context.js";
import { depositWords } from "../../web/messages/deposits.js";
import type { Posted } from "../../web/form-values.js";
import { paths } from "../../web/paths.js";
import type { Field } from "../../web/views.js";
import { lotApi, type Act } from "./acts.js";

type Said = ReturnType<typeof depositWords>;
const both = (of: (words: Said) => string) => ({ zh: of(depositWords("zh")), en: of(depositWords("en")) });
const firmField: Field = { name: "bidder", label: "bidder", kind: "hidden", required: true };
const referenceField: Field = { name: "reference", label: "reference", kind: "hidden" };
/** Fields about one firm, or one guarantee of it. */
export const aboutFirm = (fields: readonly Field[], uscc: string, reference = ""): Field[] => fields.map((field) => (field.name === firmField.name ? { ...field, value: uscc } : field.name === referenceField.name ? { ...field, value: reference } : field));

function accountFields(language: Language): Field[] {
  const words = depositWords(language);
  return [{ name: "account", label: words.account, kind: "text", required: true, hint: words.accountHint }, { name: "bank", label: words.bankName, kind: "text", required: true }];
}

/** A proposal to keep a deposit: each ground of the line's law with its clause, left empty where it is none; where the money is the tenderer's, to which account. */
export function forfeitFields(language: Language, { grounds, to }: Procedure["forfeits"]): Field[] {
  const { desk, account, bankName } = depositWords(language);
  const payee: Field[] = [{ name: "account", label: account, kind: "text", required: true, hint: desk.payeeHint }, { name: "bank", label: bankName, kind: "text", required: true }];
  return [
    firmField, referenceField, { name: "clauses", label: desk.clauses, kind: "heading", sub: true, hint: desk.clausesHint }, ...Object.entries(grounds).flatMap(([ground, row], at) => groundFields(language, at, ground, row)),
    { name: "finding", label: desk.finding, kind: "textarea", rows: 3, required: true, hint: desk.findingHint }, ...(to === "tenderer" ? payee : []),
  ];
}

const groundFields = (language: Language, at: number, ground: string, row: ForfeitGround): Field[] => [
  { name: `grounds.${String(at)}.ground`, label: row[language], kind: "hidden", mute: true, value: ground },
  { name: `grounds.${String(at)}.clause`, label: depositWords(language).desk.ground(row[language], row.law[language], row.must), kind: "text" },
];

const GROUNDS_MAX = 6;
/** The same from what was posted: the rows say which line's grounds they are. */
function postedForfeit(language: Language, posted: Posted): Field[] {
  const known: Record<string, ForfeitGround> = Object.assign({}, ...Object.values(LINES).map(({ forfeits }) => forfeits.grounds)) as Record<string, ForfeitGround>;
  const rows = Array.from({ length: GROUNDS_MAX }, (_, at) => posted.get(`grounds.${String(at)}.ground`)?.[0]).flatMap((ground) => (ground === undefined || !Object.hasOwn(known, ground) ? [] : [[ground, known[ground]] as const]));
  return forfeitFields(language, { grounds: Object.fromEntries(rows) as Procedure["forfeits"]["grounds"], to: posted.has("account") ? "tenderer" : "treasury" });
}

const decisionFields = (language: Language): Field[] => [firmField, referenceField, { name: "reason", label: depositWords(language).desk.reason, kind: "textarea", rows: 3, required: true }];
const deciding = (outcome: "keep" | "drop", of: (words: Said) => string, warning: (words: Said) => string): Act => ({
  action: "deposit.forfeit", ...both(of), method: "POST", api: (place) => `${lotApi(place)}/forfeitures/decision`, fields: decisionFields, body: (filled): Json => ({ ...(filled as Readonly<Record<string, Json>>), outcome }), warning: both(warning),
});

/** What a bank gives on an account of deposits. @param accounts of the exchange; none: typed */
export function rateFields(language: Language, accounts: readonly { readonly value: string; readonly label: string }[] = []): Field[] {
  const { desk } = depositWords(language);
  return [
    { name: "account", label: desk.rateAccount, kind: accounts.length === 0 ? "text" : "select", required: true, ...(accounts.length === 0 ? {} : { options: accounts }) }, { name: "from", label: desk.rateFrom, kind: "date", required: true, hint: desk.rateFromHint },
    { name: "percent", label: desk.ratePercent, kind: "text", required: true, hint: desk.ratePercentHint }, { name: "yearDays", label: desk.rateYear, kind: "select", required: true, options: ["360", "365"].map((days) => ({ value: days, label: days })) },
    { name: "source", label: desk.rateSource, kind: "text", required: true, hint: desk.rateSourceHint },
  ];
}

/** Deposits through a bank: a firm's number and basic account, the cashier's orders to pay back, what the tenderer keeps or turns into the performance bond, the bank's interest. */
export const DEPOSIT_ACTS: Readonly<Record<string, Act>> = {
  "deposit-number": { action: "deposit.ask", ...both(({ ask }) => ask), method: "POST", api: (place) => `${lotApi(place)}/deposit-number` },
  "basic-account": { action: "deposit.account", ...both(({ state }) => state), method: "POST", api: () => "/api/v1/basic-account", fields: accountFields },
  "forfeit-answer": { action: "forfeit.answer", ...both(({ forfeit }) => forfeit.act), method: "POST", api: (place) => `${lotApi(place)}/forfeitures/answer`, fields: (language) => [{ name: "text", label: depositWords(language).forfeit.text, kind: "textarea", required: true }], warning: both(({ forfeit }) => forfeit.actWarning) },
  "deposit-refund": { action: "deposit.refund", ...both(({ refund }) => refund), method: "POST", api: (place) => `${lotApi(place)}/deposit-refunds`, fields: () => [firmField], warning: both(({ refundWarning }) => refundWarning) },
  "deposit-forfeit": { action: "deposit.forfeit", ...both(({ desk }) => desk.propose), method: "POST", api: (place) => `${lotApi(place)}/forfeitures`, fieldsOf: postedForfeit, warning: both(({ desk }) => desk.proposeWarning) },
  "forfeit-keep": deciding("keep", ({ desk }) => desk.keep, ({ desk }) => desk.keepWarning),
  "forfeit-drop": deciding("drop", ({ desk }) => desk.drop, ({ desk }) => desk.dropWarning),
  "deposit-convert": { action: "deposit.convert", ...both(({ desk }) => desk.convert), method: "POST", api: (place) => `${lotApi(place)}/performance-bond`, fields: () => [firmField], warning: both(({ desk }) => desk.convertWarning) },
  "bond-release": { action: "deposit.convert", ...both(({ desk }) => desk.release), method: "POST", api: (place) => `${lotApi(place)}/performance-bond/release`, fields: () => [firmField], warning: both(({ desk }) => desk.releaseWarning) },
  "deposit-charge": { action: "deposit.charge", ...both(({ desk }) => desk.charge), method: "POST", api: (place) => `${lotApi(place)}/deposit-charges`, fields: () => [firmField], warning: both(({ desk }) => desk.chargeWarning) },
  "deposit-rate": { action: "deposit.rate", ...both(({ desk }) => desk.rate), method: "POST", api: () => "/api/v1/deposit-rates", fields: (language) => rateFields(language), page: () => paths.deskBank, then: () => paths.deskBank, warning: both(({ desk }) => desk.rateWarning) },
};
