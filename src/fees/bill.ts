import { z } from "zod";
import { Line } from "../judging/inputs.js";
import { canonical, type Json } from "../kernel/canonical-json.js";
import { moneyJson, yuan, type Fen } from "../kernel/money.js";
import { ok, refuse, type Result } from "../kernel/result.js";
import type { PlainDate } from "../kernel/time.js";
import { fenOf, moneyFen } from "../tenders/amounts.js";
import { DayBody, MoneyBody } from "../tenders/form.js";
import { DocumentBody, type KeptItem } from "./item.js";
import { cutPercent, traceOf, type FeeLine, type Reduction } from "./line.js";
import { CATEGORIES, NATURES, type Category } from "./words.js";

type Words = { readonly zh: string; readonly en: string };

/** A bill's way (rule book D6). It is paid once and whole: there is no state in between. */
export const BILL_STATES = {
  "DRAFT": { zh: "各单位核算中", en: "being calculated by the units" },
  "CALCULATED": { zh: "已核算，待财政复核", en: "calculated, to be reviewed" },
  "REVIEWED": { zh: "已复核，待一章审定", en: "reviewed, to be sealed" },
  "NOTIFIED": { zh: "已审定并通知缴款", en: "sealed, payment asked for" },
  "PAID": { zh: "已缴清", en: "paid" },
  "RECEIPTED": { zh: "已开具票据", en: "receipts issued" },
  "SETTLED": { zh: "已入库结清", en: "settled" },
  "WAIVED": { zh: "全部减免", en: "waived whole" },
  "REFUNDED": { zh: "已退付", en: "paid back" },
  "CANCELLED": { zh: "已作废", en: "cancelled" },
} as const satisfies Readonly<Record<string, Words>>;
export type BillState = keyof typeof BILL_STATES;

/** What happened to a bill, in the order it did. */
export const BILL_STEPS = {
  "declared": { zh: "申报", en: "declared" }, "calculated": { zh: "单位核算", en: "calculated" }, "returned": { zh: "退回重算", en: "sent back" }, "reviewed": { zh: "财政复核", en: "reviewed" },
  "sealed": { zh: "一章审定", en: "sealed" }, "notified": { zh: "缴款通知", en: "payment asked for" }, "paid": { zh: "缴清", en: "paid" }, "receipted": { zh: "开具票据", en: "receipts issued" }, "settled": { zh: "入库结清", en: "settled" },
  "came-back": { zh: "划转退回", en: "came back from where it was sent" },
  "waived": { zh: "全部减免", en: "waived whole" }, "cancelled": { zh: "作废", en: "cancelled" }, "reversed": { zh: "银行冲正", en: "taken back by the bank" }, "refund-ordered": { zh: "批准退付", en: "refund ordered" }, "refunded": { zh: "退付", en: "paid back" },
} as const satisfies Readonly<Record<string, Words>>;
export type BillStep = keyof typeof BILL_STEPS;

/** Payment books of a bill: deposits on their own, so that they never mix with revenue. */
export const BOOKS = {
  "non-tax": { zh: "非税收入", en: "non-tax revenue" }, "deposit": { zh: "保证金", en: "deposits" }, "third-party": { zh: "代收服务费", en: "fees of third parties" },
} as const satisfies Readonly<Record<string, Words>>;
export type Book = keyof typeof BOOKS;

/** The life of a payment book (rule book D7), and where each state may go. */
export const BOOK_STATES = {
  "CODED": { zh: "已赋码", en: "code given", next: ["ISSUED"] },
  "ISSUED": { zh: "已生成，待缴款", en: "issued, to be paid", next: ["PAID", "VOIDED"] },
  "PAID": { zh: "已缴款", en: "paid", next: ["VERIFIED", "ISSUED"] },
  "VERIFIED": { zh: "财政已验证", en: "verified by the finance authority", next: ["SIGNED", "ISSUED"] },
  "SIGNED": { zh: "已监制签名", en: "receipt signed", next: ["DELIVERED", "REVERSED", "REFUNDED"] },
  "DELIVERED": { zh: "已送达", en: "receipt delivered", next: ["BOOKED", "REVERSED", "REFUNDED"] },
  "BOOKED": { zh: "缴款人已入账", en: "entered in the payer’s books", next: ["REVERSED", "REFUNDED"] },
  "VOIDED": { zh: "已作废", en: "voided", next: [] },
  "REVERSED": { zh: "已冲红", en: "reversed", next: ["ISSUED"] },
  "REFUNDED": { zh: "已退付", en: "paid back", next: [] },
} as const satisfies Readonly<Record<string, Words & { readonly next: readonly string[] }>>;
export type BookState = keyof typeof BOOK_STATES;

/** A book goes one step. @throws {RangeError} for a step its life does not have */
export function bookStep(from: BookState, to: BookState): BookState {
  const next: readonly string[] = BOOK_STATES[from].next;
  if (!next.includes(to)) throw new RangeError(`a payment book does not go from ${from} to ${to}`);
  return to;
}

const Quantity = z.string().regex(/^(0|[1-9]\d{0,11})(\.\d{1,4})?$/, "write a quantity such as 3200.5");
const Code = z.string().regex(/^\d{3,12}$/, "3 to 12 digits");
const LINES_MAX = 100;
const UNITS_MAX = 40;

/** What a project declares once: who pays, and every quantity that any item asks for. */
export const DeclarationBody = z.strictObject({
  project: Line(120), payer: z.strictObject({ name: Line(60), uscc: z.string() }), units: z.array(Code).min(1).max(UNITS_MAX),
  facts: z.record(z.string().regex(/^[a-z][A-Za-z]{0,30}$/, "one line"), Quantity).refine((facts) => Object.keys(facts).length <= 40, "one line"),
});
export type Declaration = z.infer<typeof DeclarationBody>;

const ReductionBody = z.strictObject({ amount: MoneyBody.nullable(), document: DocumentBody, reason: Line(200) });
/** What one unit charges. `amount`, where it is written, is what the officer saw: it must be what the formula comes to. `version` is of the unit's calculation before, 0 where there was none. */
export const CalculationBody = z.strictObject({
  version: z.int().min(0), lines: z.array(z.strictObject({ item: z.string().regex(/^\d{4,12}$/, "4 to 12 digits"), quantity: Quantity.nullable().default(null), amount: MoneyBody.nullable().default(null), reduction: ReductionBody.nullable().default(null) })).max(LINES_MAX),
});
export type Calculation = z.infer<typeof CalculationBody>;

export const ReviewBody = z.discriminatedUnion("verdict", [
  z.strictObject({ verdict: z.literal("pass"), version: z.int().min(1), dueOn: DayBody }), z.strictObject({ verdict: z.literal("return"), version: z.int().min(1), reason: Line(500) }),
]);
export type Review = z.infer<typeof ReviewBody>;

export const reductionIn = (given: z.infer<typeof ReductionBody> | null): Reduction | null => (given === null ? null : { ...given, amount: moneyFen(given.amount) });

/** A line of a bill with the unit that charges it. */
export type BillLine = FeeLine & { readonly unit: string };

/** Whether an officer may charge a line as he asks: an item of his own unit, at the amount the formula comes to; of an abolished one nothing at all. */
export function checkLine(line: FeeLine, unit: string, amount: Calculation["lines"][number]["amount"]): Result<BillLine> {
  if (line.item.unit !== unit) return refuse("fee-of-another-unit", { item: line.item.zh, unit: line.item.unit });
  const asked = amount === null ? null : fenOf(amount);
  if (asked !== null && asked !== line.payable) return line.item.status === "ABOLISHED" ? refuse("fee-abolished", { item: line.item.zh, since: line.item.from }) : refuse("fee-amount-differs", { item: line.item.zh, payable: yuan(line.payable) });
  return ok({ ...line, unit });
}

/** Whether every line still rests on the version of its item that holds: what was abolished or changed since is calculated anew. @param catalogue as it holds today */
export function checkVersions(lines: readonly BillLine[], catalogue: ReadonlyMap<string, KeptItem>): Result<true> {
  const passed = lines.find(({ item }) => catalogue.get(item.code)?.version !== item.version);
  return passed === undefined ? ok(true) : refuse("fee-version-passed", { item: passed.item.zh, version: passed.item.version });
}

/** Whether a bill stands where an act can be done. */
export const inState = (state: BillState, ...wanted: readonly BillState[]): Result<true> => (wanted.includes(state) ? ok(true) : refuse("bill-state", { state: BILL_STATES[state].zh, stateEn: BILL_STATES[state].en }));

/** Whether a review may pass: of the version it looked at, with a day to pay by that is still to come. */
export function checkReview(bill: { readonly state: BillState; readonly version: number }, { version, ...given }: Review, today: PlainDate): Result<true> {
  const stands = given.verdict === "pass" ? inState(bill.state, "CALCULATED") : inState(bill.state, "CALCULATED", "REVIEWED");
  if (!stands.ok) return stands;
  if (version !== bill.version) return refuse("bill-changed", { version: bill.version });
  return given.verdict === "pass" && given.dueOn <= today ? refuse("bill-due-past", { today }) : ok(true);
}

type Sums = { readonly standard: Fen; readonly payable: Fen };
const sumOf = (lines: readonly BillLine[]): Sums => ({ standard: lines.reduce((sum, each) => sum + each.standard, 0n), payable: lines.reduce((sum, each) => sum + each.payable, 0n) });

/** The total is the sum of its lines and nothing else; so are the totals by category and by book. */
export function totalsOf(lines: readonly BillLine[]) {
  const total = sumOf(lines);
  const categories = (Object.keys(CATEGORIES) as Category[]).map((category) => ({ category, ...sumOf(lines.filter(({ item }) => item.category === category)) }));
  const books = (Object.keys(BOOKS) as Book[]).flatMap((book) => {
    const { payable } = sumOf(lines.filter(({ item }) => NATURES[item.nature].book === book));
    return payable === 0n ? [] : [{ book, fen: payable }];
  });
  return { ...total, cut: total.standard - total.payable, cutPercent: cutPercent(total.standard, total.payable), categories, books };
}

type BillHead = { readonly bill: string; readonly project: string; readonly payer: { readonly name: string; readonly uscc: string }; readonly facts: Readonly<Record<string, string>>; readonly version: number };

/** A bill as the reviewer and the seal approve it; its hash is what they sign. */
export function billFile(exchange: string, head: BillHead, lines: readonly BillLine[]): Readonly<Record<string, Json>> {
  const { standard, payable, cutPercent: cut, categories, books } = totalsOf(lines);
  return {
    v: "fee-bill/1", exchange, ...head, standard: moneyJson(standard), payable: moneyJson(payable), cutPercent: cut, categories: categories.map((each) => ({ category: each.category, standard: moneyJson(each.standard), payable: moneyJson(each.payable) })), books: books.map(({ book, fen }) => ({ book, amount: moneyJson(fen) })),
    lines: lines.map((line) => ({ unit: line.unit, ...traceJson(line) })),
  };
}

/** A line's trace as canonical JSON takes it. */
export function traceJson(line: FeeLine): Readonly<Record<string, Json>> {
  const { standard, discounted, payable, reduction, ...trace } = traceOf(line);
  return { ...(trace as unknown as Readonly<Record<string, Json>>), standard: moneyJson(standard), discounted: moneyJson(discounted), payable: moneyJson(payable), reduction: reduction === null ? null : { ...reduction, amount: reduction.amount === null ? null : moneyJson(reduction.amount) } };
}

export const billBytes = (exchange: string, head: BillHead, lines: readonly BillLine[]): Uint8Array<ArrayBuffer> => canonical(billFile(exchange, head, lines));
