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
  switch (method.kind) {
    case "comprehensive": return comprehensiveWords(method);
    case "lowest-evaluated": return "经评审的最低投标价法：算术修正后的投标价，加减招标文件量化的调整，得出评标价；评标价低者排序在前。合同价为修正后的投标价。";
    case "scoring": return scoringWords(method);
    case "lowest-price": return `最低评标价法：投标报价只作算术修正和小微企业价格扣除，评标价低者排序在前。${termsWords(method)}`;
    case "highest-price": return `价高者得：满足招标文件要求、报价不低于最低价和标底的投标中，报价最高者为中标人，不成立评标小组。${FIRST_WORDS}`;
    case "highest-composite": return `综合条件最佳者得：价格 ${method.weights.price} 分、其他条件 ${method.weights.technical} 分，由评标小组评审。价格得分＝（投标报价÷最高有效报价）×${method.weights.price}；其他条件得分为全体成员评分的平均值。各项保留两位小数。${FIRST_WORDS}`;
  }
}

/** How equals are parted where a right is granted. */
const FIRST_WORDS = "结果相同的，先提交者在前，以日志序号为准。";

type Of<Kind extends Method["kind"]> = Extract<Method, { kind: Kind }>;

function comprehensiveWords({ weights, k, trimAt, e1, e2, trimTechnical }: Of<"comprehensive">): string {
  const mean = trimAt === null ? "全部有效报价的平均值" : `有效报价的平均值（有效投标达到 ${String(trimAt)} 家时去掉一个最高价和一个最低价）`;
  const technical = trimTechnical ? "去掉一个最高分和一个最低分后的平均值" : "全体评委评分的平均值";
  return `综合评估法：价格 ${weights.price} 分、技术 ${weights.technical} 分、信用 ${weights.credit} 分。评标基准价为${mean}乘以（1−k），k 在 ${k.join("、")} 中抽取；报价每高于基准价 1% 扣 ${e1} 分，每低于 1% 扣 ${e2} 分，扣完为止。技术得分为${technical}。各项保留两位小数。`;
}

const ROUNDING_WORDS = { "half-up": "四舍五入", "half-even": "四舍六入五成双", "down": "舍去" } as const;

function scoringWords(method: Of<"scoring">): string {
  const { weights: { price, technical, business }, rounding: { places, mode } } = method;
  return `综合评分法：价格 ${price} 分、技术 ${technical} 分、商务 ${business} 分。价格得分＝（评标基准价÷评标价）×100×${price}%，评标基准价为满足招标文件要求的最低评标价，不去掉最高报价和最低报价；`
    + `技术、商务得分为全体评委评分的平均值。各项加权后保留 ${String(places)} 位小数（${ROUNDING_WORDS[mode]}）。得分相同的，投标报价低者在前；得分和报价都相同的并列。${termsWords(method)}`;
}

const MEAN_WORDS = { all: "全部通过符合性审查报价（含被审查的报价）", others: "其他通过符合性审查报价（不含被审查的报价）" } as const;

function termsWords({ deduction, lowPrice, coreProduct, imports }: Of<"scoring"> | Of<"lowest-price">): string {
  const share = deduction?.share == null ? "" : `，小微企业合同份额达到 ${deduction.shareFrom}% 的联合体或者分包扣除 ${deduction.share}%`;
  return [
    deduction === null ? "本项目专门面向小微企业，不作价格扣除。" : `小微企业报价扣除 ${deduction.small}%${share}，用扣除后的价格参加评审。合同价为投标报价。`,
    lowPrice === null ? "报价明显低于其他通过符合性审查投标人的报价，有可能影响产品质量或者不能诚信履约的，应当要求其说明。"
      : `报价低于${MEAN_WORDS[lowPrice.meanOf ?? "all"]}平均值 ${lowPrice.mean}%、次低报价 ${lowPrice.next}% 或者最高限价 ${lowPrice.ceiling}% 的，启动异常低价审查。`,
    ...(coreProduct === null ? [] : [`提供相同品牌核心产品（${oneLine(coreProduct)}）的投标人按一家计算。`]),
    imports === undefined ? "不接受进口产品，提供进口产品的投标无效。" : `接受进口产品（${oneLine(imports)}），满足需求的国内产品同等参加竞争。`,
  ].join("");
}
