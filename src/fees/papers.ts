import type { Unit } from "../centre/unit.js";
import type { Json } from "../kernel/canonical-json.js";
import type { PlainDate } from "../kernel/time.js";
import type { PaperLine, PaymentNoticeFacts } from "../notices/fee-papers.js";
import { BOOKS, totalsOf, type BillLine } from "./bill.js";
import { formulaWords } from "./formula.js";
import { lineSteps } from "./line.js";
import { CATEGORIES } from "./words.js";

/** A line as papers print it. @param units by code */
export function paperLine(line: BillLine, units: ReadonlyMap<string, Unit>): PaperLine {
  const { item, quantity, standard, payable } = line;
  return {
    code: item.code, name: item.zh, unit: units.get(line.unit)?.zh ?? line.unit, unitCode: line.unit, category: item.category, quantity: quantity === null ? null : `${quantity} ${item.input?.unitZh ?? ""}`.trim(),
    standard: formulaWords(item.formula, item.input).zh, article: `${item.basis.act}${item.basis.article}${item.basis.document === null ? "" : `（${item.basis.document}）`}`, steps: lineSteps(line).zh, standardFen: standard, payable, why: whyLess(line),
  };
}

/** Why less is payable than the standard: abolished, a discount by its paper, a reduction by its own. */
function whyLess({ item, reduction }: BillLine): string | null {
  const reasons = [
    ...(item.status === "ABOLISHED" ? [`自${item.from}起已取消，不收取`] : item.discount === null ? [] : [`按 ${item.discount.factor} 优惠（${item.discount.document.id}）`]),
    ...(reduction === null ? [] : [`${reduction.amount === null ? "免收" : "减收"}：${reduction.reason}（${reduction.document.id}）`]),
  ];
  return reasons.length === 0 ? null : reasons.join("；");
}

type Paying = { readonly paymentCode: string; readonly payee: PaymentNoticeFacts["payee"]; readonly dueOn: PlainDate; readonly terms: Json };

/** What a notice of payment says of a bill. */
export function paymentFacts(lines: readonly BillLine[], units: ReadonlyMap<string, Unit>, paying: Paying): PaymentNoticeFacts {
  const totals = totalsOf(lines);
  return {
    ...paying, lines: lines.map((line) => paperLine(line, units)), categories: totals.categories.map(({ category, standard, payable }) => ({ name: `${category} ${CATEGORIES[category].zh}`, standard, payable })), total: totals.payable, standard: totals.standard, cut: totals.cut, cutPercent: totals.cutPercent ?? "0.00",
    books: totals.books.map(({ book, fen }) => ({ name: BOOKS[book].zh, fen })),
    late: lines.flatMap(({ item, payable }) => (item.late === null || payable === 0n ? [] : [`${item.zh}：逾期每日加收应缴金额的 ${item.late.percentPerDay}%（${item.late.act}）`])),
  };
}
