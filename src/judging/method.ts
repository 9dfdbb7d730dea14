import { canonical, type Json } from "../kernel/canonical-json.js";
import type { Method } from "../tenders/form.js";

/** Where a file of an evaluation belongs. */
export type LotPlace = { readonly exchange: string; readonly tender: string; readonly lot: string };

/** A text of the documents on one line: canonical JSON and printed tables know no line breaks. */
export const oneLine = (text: string): string => text.replaceAll(/\s+/gu, " ").trim();

/** method.json: the method as the documents print it. */
export const methodBytes = (place: LotPlace, method: Method): Uint8Array<ArrayBuffer> =>
  canonical({ v: "method/2", ...place, ...(JSON.parse(JSON.stringify(method, (_, value: unknown) => (typeof value === "string" ? oneLine(value) : value))) as Record<string, Json>) });

/** The method in one paragraph, for the report. */
export function methodWords(method: Method): string {
  if (method.kind === "lowest-evaluated") return "经评审的最低投标价法：算术修正后的投标价，加减招标文件量化的调整，得出评标价；评标价低者排序在前。合同价为修正后的投标价。";
  const { weights, k, trimAt, e1, e2, trimTechnical } = method;
  const mean = trimAt === null ? "全部有效报价的平均值" : `有效报价的平均值（有效投标达到 ${String(trimAt)} 家时去掉一个最高价和一个最低价）`;
  const technical = trimTechnical ? "去掉一个最高分和一个最低分后的平均值" : "全体评委评分的平均值";
  return `综合评估法：价格 ${weights.price} 分、技术 ${weights.technical} 分、信用 ${weights.credit} 分。评标基准价为${mean}乘以（1−k），k 在 ${k.join("、")} 中抽取；报价每高于基准价 1% 扣 ${e1} 分，每低于 1% 扣 ${e2} 分，扣完为止。技术得分为${technical}。各项保留两位小数。`;
}
