import { decimalText, over, parseRatio, ratio, total } from "../kernel/ratio.js";
import type { Method } from "../tenders/form.js";
import { oneLine } from "./method.js";
import type { Sheet } from "./sheet.js";
import type { TotalRow } from "./totals.js";

type Comprehensive = Extract<Method, { kind: "comprehensive" }>;

/** A row of a bidder's own result: what was scored, by which member where a member did, and why. */
export type OwnScore = { readonly criterion: string; readonly score: string; readonly full: string; readonly reason: string | null };

/** What is compared in the report: the price, each criterion of the documents, credit. */
export const comparedCriteria = (method: Comprehensive): { readonly name: string; readonly full: string; readonly standard: string }[] => [
  { name: "价格", full: method.weights.price, standard: "按招标文件的报价公式计算" },
  ...method.criteria.map(({ title, full, standard }) => ({ name: oneLine(title), full, standard: oneLine(standard) })),
  { name: "信用", full: method.weights.credit, standard: "按招标文件规定的信用评价结果计分" },
];

/** A bid's scores in the same order; a criterion's is the members' mean, to two decimals. */
export const comparedScores = (method: Comprehensive, sheets: readonly Sheet[], row: Pick<TotalRow, "bidder" | "tree">): string[] => [
  partOf(row, "price"), ...method.criteria.map(({ id }) => meanOf(sheets, row.bidder, id)), partOf(row, "credit"),
];

/** The value of one part of a total: what stands under the root by that name. */
function partOf({ tree }: Pick<TotalRow, "tree">, id: string): string {
  const part = tree?.children.find((each) => each.id === id);
  return part === undefined ? "" : decimalText(parseRatio(part.value), 2);
}

function meanOf(sheets: readonly Sheet[], bidder: string, criterion: string): string {
  const scores = sheets.flatMap((sheet) => scoresIn(sheet, bidder).filter((item) => item.criterion === criterion).map(({ score }) => parseRatio(score)));
  return scores.length === 0 ? "" : decimalText(over(total(scores), ratio(BigInt(scores.length))), 2);
}

const scoresIn = (sheet: Sheet, bidder: string): Sheet["scores"][number]["items"] => sheet.scores.find((each) => each.bidder === bidder)?.items ?? [];

/**
 * A bidder's own scores for its result letter (E11): the price's, then every member's score of every criterion with the reason the
 * member signed, then credit's. Members are numbered as in the tree of the total; nobody is named.
 */
export function ownScores(method: Method, sheets: readonly Sheet[], row: Pick<TotalRow, "bidder" | "tree">): OwnScore[] {
  if (method.kind !== "comprehensive") return [];
  const byMember = method.criteria.flatMap(({ id, title, full }) => sheets.map((sheet, at): OwnScore => {
    const item = scoresIn(sheet, row.bidder).find(({ criterion }) => criterion === id);
    return { criterion: `${oneLine(title)}（评委${String(at + 1)}）`, score: item?.score ?? "", full, reason: item?.reason ?? null };
  }));
  if (row.tree === null) return byMember;
  return [
    { criterion: "价格", score: partOf(row, "price"), full: method.weights.price, reason: "按招标文件的报价公式计算" }, ...byMember,
    { criterion: "技术合计", score: partOf(row, "technical"), full: method.weights.technical, reason: null },
    { criterion: "信用", score: partOf(row, "credit"), full: method.weights.credit, reason: null },
  ];
}
