import { decimalText, over, parseRatio, ratio, total } from "../kernel/ratio.js";
import type { Method } from "../tenders/form.js";
import { oneLine } from "./method.js";
import type { Sheet } from "./sheet.js";
import type { TotalRow } from "./totals.js";

type Scored = Extract<Method, { kind: "comprehensive" | "scoring" | "highest-composite" }>;

/** Whether the method gives points, so that there are criteria to compare. */
export const isScored = (method: Method): method is Scored => "criteria" in method;

/** A row of a bidder's own result: what was scored, by which member where a member did, and why. */
export type OwnScore = { readonly criterion: string; readonly score: string; readonly full: string; readonly reason: string | null };

/** What is compared in the report: the price, each criterion of the documents, credit. */
export const comparedCriteria = (method: Scored): { readonly name: string; readonly full: string; readonly standard: string }[] => [
  { name: "价格", full: method.weights.price, standard: PRICE_BY[method.kind] },
  ...method.criteria.map(({ title, full, standard }) => ({ name: oneLine(title), full, standard: oneLine(standard) })),
  ...(method.kind === "comprehensive" ? [{ name: "信用", full: method.weights.credit, standard: "按招标文件规定的信用评价结果计分" }] : []),
];

const PRICE_BY = { "highest-composite": "投标报价÷最高有效报价×价格分值", "comprehensive": "按招标文件的报价公式计算", scoring: "评标基准价÷评标价×100×价格权重（87号令第五十五条）" } as const;

/** A bid's scores in the same order; a criterion's is the members' mean, to two decimals. */
export const comparedScores = (method: Scored, sheets: readonly Sheet[], row: Pick<TotalRow, "bidder" | "tree">): string[] => [
  partOf(row, "price"), ...method.criteria.map(({ id }) => meanOf(sheets, row.bidder, id)), ...(method.kind === "comprehensive" ? [partOf(row, "credit")] : []),
];

/** The value of one part of a total: what stands under the root by that name. */
function partOf({ tree }: Pick<TotalRow, "tree">, id: string): string {
  const part = tree?.children.find((each) => each.id === id);
  return part === undefined ? "" : decimalText(parseRatio(part.value), 2);
}

/** The members' mean of a bid's criterion, two decimals; empty where nobody scored it. */
export function meanOf(sheets: readonly Pick<Sheet, "scores">[], bidder: string, criterion: string): string {
  const scores = sheets.flatMap((sheet) => scoresIn(sheet, bidder).filter((item) => item.criterion === criterion).map(({ score }) => parseRatio(score)));
  return scores.length === 0 ? "" : decimalText(over(total(scores), ratio(BigInt(scores.length))), 2);
}

const scoresIn = (sheet: Pick<Sheet, "scores">, bidder: string): Sheet["scores"][number]["items"] => sheet.scores.find((each) => each.bidder === bidder)?.items ?? [];

/**
 * A bidder's own scores for its result letter (E11): the price's, then every member's score of every criterion with the reason the
 * member signed, then credit's. Members are numbered as in the tree of the total; nobody is named.
 */
export function ownScores(method: Method, sheets: readonly Sheet[], row: Pick<TotalRow, "bidder" | "tree">): OwnScore[] {
  const isJudged = sheets.some(({ scores }) => scores.some(({ bidder }) => bidder === row.bidder));
  if (!isScored(method) || !isJudged) return []; // who did not qualify stands on no sheet
  const byMember = method.criteria.flatMap(({ id, title, full }) => sheets.map((sheet, at): OwnScore => {
    const item = scoresIn(sheet, row.bidder).find(({ criterion }) => criterion === id);
    return { criterion: `${oneLine(title)}（评委${String(at + 1)}）`, score: item?.score ?? "", full, reason: item?.reason ?? null };
  }));
  if (row.tree === null) return byMember;
  return [
    { criterion: "价格", score: partOf(row, "price"), full: method.weights.price, reason: PRICE_BY[method.kind] }, ...byMember,
    { criterion: "技术合计", score: partOf(row, "technical"), full: method.weights.technical, reason: null },
    ...partsBeside(method, row),
  ];
}

/** What beside price and technique a total has: credit in works, the commercial part in procurement, nothing where a right is granted. */
function partsBeside(method: Scored, row: Pick<TotalRow, "tree">): OwnScore[] {
  if (method.kind === "highest-composite") return [];
  return [
    method.kind === "comprehensive" ? { criterion: "信用", score: partOf(row, "credit"), full: method.weights.credit, reason: null } : { criterion: "商务合计", score: partOf(row, "business"), full: method.weights.business, reason: null },
  ];
}
