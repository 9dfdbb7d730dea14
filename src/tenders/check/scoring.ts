import { checkMethod } from "../../bidding/method.js";
import { compare, minus, parseRatio, ratio, ratioText, round, times, total, type Ratio } from "../../kernel/ratio.js";
import { fenOf } from "../amounts.js";
import type { LotForm, Method } from "../form.js";
import { eachLot, law, lotPlace, refused, unless, type Check, type Finding } from "./check.js";
import { wording } from "./wording.js";

type Comprehensive = Extract<Method, { kind: "comprehensive" }>;
const asComprehensive = ({ method }: LotForm): Comprehensive | null => (method.kind === "comprehensive" ? method : null);

const METHOD = ["method", "评标办法", "evaluation method"] as const;
const ONE = ratio(1n);
const ZERO = ratio(0n);
/** The lowest prices for which the formula must still work, as a part of the estimate: lower ones are rejected as below cost. */
const LOWEST_SHARE = ratio(1n, 100n);
const FEN_A_UNIT = { yuan: 100n, wan: 1_000_000n } as const;
const CENTS = 2;

/** The smallest benchmark that lawful bids can lead to, as the formula rounds it: zero would be divided by. */
function smallestBenchmark(lot: LotForm, { k, unit }: Comprehensive): Ratio {
  const lowest = times(ratio(fenOf(lot.estimate), FEN_A_UNIT[unit]), LOWEST_SHARE);
  const largest = k.map(parseRatio).reduce((most, each) => (compare(each, most) > 0 ? each : most), ZERO);
  return round(times(lowest, minus(ONE, largest)), CENTS, "half-up");
}

function divides(lot: LotForm): readonly Finding[] {
  const place = lotPlace(lot, ...METHOD);
  const checked = checkMethod(lot.method);
  if (!checked.ok) return [refused(place, checked.refusal)];
  const method = asComprehensive(lot);
  if (method === null || compare(smallestBenchmark(lot, method), ZERO) > 0) return [];
  return [{ place, fact: method.unit, zh: "报价很低时评标基准价四舍五入为零，偏差率的除数为零：请改用元作为计算单位或者减小下浮率", en: "for low prices the benchmark rounds to zero and would be divided by: count in yuan, or lower k", refusal: { code: "benchmark-not-positive", facts: {} } }];
}

/** How bids are scored, beside what the guards of the line hold. */
export const SCORING_CHECKS = {
  "formula-divides": {
    law: law("招标投标法", "19", "招标文件应当包括评标标准；不得因标准本身无法计算结果", "C:L1"), severity: "stop",
    zh: "价格公式对任何合法报价都能计算", en: "the price formula works for every lawful price", check: eachLot(divides) },
  "criteria-add-up": {
    law: law("评标委员会和评标方法暂行规定（12号令）", "35", "各评审因素的分值及标准应当在招标文件中规定", "C:L3"), severity: "stop",
    zh: "技术评分项的满分合计等于技术满分", en: "the technical criteria add up to their weight",
    check: eachLot((lot) => {
      const method = asComprehensive(lot);
      if (method === null) return [];
      const sum = total(method.criteria.map(({ full }) => parseRatio(full)));
      return unless(compare(sum, parseRatio(method.weights.technical)) === 0, () => ({ place: lotPlace(lot, "method.criteria", "技术评分项", "technical criteria"), fact: ratioText(sum), zh: `技术评分项合计${ratioText(sum)}分，技术满分为${method.weights.technical}分`, en: `the criteria add up to ${ratioText(sum)}, their weight is ${method.weights.technical}` }));
    }) },
  "price-counts": {
    law: law("招标投标法", "41", "中标人应当符合最大限度满足综合评价标准，或者经评审的投标价格最低", "C:L1"), severity: "warn",
    zh: "报价高低影响价格得分", en: "the price changes the points",
    check: eachLot((lot) => {
      const method = asComprehensive(lot);
      return unless(method === null || compare(parseRatio(method.weights.price), ZERO) > 0 && [method.e1, method.e2].some((each) => compare(parseRatio(each), ZERO) > 0), () => ({ place: lotPlace(lot, ...METHOD), fact: `e1=${method?.e1 ?? ""} e2=${method?.e2 ?? ""}`, zh: "价格分为零或者偏离基准价不扣分，所有报价得分相同", en: "price has no points, or no deviation costs any: all prices score alike" }));
    }) },
  "reductions-distinct": {
    law: law("招标投标法实施条例", "49", "评标委员会应当按照招标文件规定的评标标准和方法评审；抽取的下浮率应当各不相同，机会均等", "C:L1"), severity: "warn",
    zh: "待抽取的下浮率互不重复且不超过一成", en: "the reductions to draw from are distinct and at most a tenth",
    check: eachLot((lot) => {
      const method = asComprehensive(lot);
      const odd = method?.k.find((each, at) => method.k.some((other, index) => index < at && compare(parseRatio(other), parseRatio(each)) === 0) || compare(parseRatio(each), ratio(1n, 10n)) > 0);
      return unless(odd === undefined, () => ({ place: lotPlace(lot, "method.k", "评标基准价下浮率", "reductions"), fact: odd ?? "", zh: `下浮率 ${odd ?? ""} 重复出现或者超过 0.1`, en: `the reduction ${odd ?? ""} stands twice, or is above 0.1` }));
    }) },
  "trim-leaves-enough": {
    law: law("评标委员会和评标方法暂行规定（12号令）", "34", "评标办法由招标文件规定；去掉最高和最低价后应当还有足以比较的报价", "D"), severity: "hint",
    zh: "去掉最高和最低价后至少还剩三家", en: "trimming leaves three prices or more",
    check: eachLot((lot) => {
      const trimAt = asComprehensive(lot)?.trimAt ?? null;
      return unless(trimAt === null || trimAt >= 5, () => ({ place: lotPlace(lot, "method.trimAt", "达到几家时去掉最高和最低价", "trimming"), fact: String(trimAt), zh: `达到${String(trimAt)}家即去掉最高和最低价，只剩${String((trimAt ?? 0) - 2)}家决定基准价`, en: `from ${String(trimAt)} bids on, ${String((trimAt ?? 0) - 2)} prices alone set the benchmark` }));
    }) },
  "no-trimming": {
    law: law("政府采购货物和服务招标投标管理办法（87号令）", "55", "价格分应当采用低价优先法计算；评标过程中不得去掉报价中的最高报价和最低报价", "C:L2"), severity: "stop",
    zh: "不去掉最高和最低报价", en: "neither highest nor lowest price is left out",
    check: eachLot((lot) => {
      const trimAt = asComprehensive(lot)?.trimAt ?? null;
      return unless(trimAt === null, () => ({ place: lotPlace(lot, "method.trimAt", "达到几家时去掉最高和最低价", "trimming"), fact: String(trimAt), zh: "规定去掉最高和最低报价", en: "leaves out the highest and the lowest price" }));
    }) },
  "ties-distinct": {
    law: law("招标投标法", "19", "招标文件应当包括评标标准", "C:L1"), severity: "warn",
    zh: "得分相同时的排序规则不重复，且适用于本评标办法", en: "the steps between equals are distinct and fit the method",
    check: eachLot((lot) => {
      const { ties, kind } = lot.method;
      const odd = ties.find((step, at) => ties.indexOf(step) !== at || kind === "lowest-evaluated" && step === "higher-technical");
      return unless(odd === undefined, () => ({ place: lotPlace(lot, "method.ties", "得分相同时的排序规则", "order between equals"), fact: odd ?? "", zh: `“${odd ?? ""}”重复，或者本评标办法没有技术得分`, en: `“${odd ?? ""}” stands twice, or this method has no technical score` }));
    }) },
  "ties-decide": {
    law: law("招标投标法实施条例", "53", "评标委员会推荐的中标候选人应当标明排序", "C:L1"), severity: "hint",
    zh: "得分相同时的排序规则最后一步必能决出先后", en: "the last step between equals always decides",
    check: eachLot((lot) => {
      const last = lot.method.ties.at(-1);
      return unless(last === undefined || last === "draw", () => ({ place: lotPlace(lot, "method.ties", "得分相同时的排序规则", "order between equals"), fact: last ?? "", zh: "最后一步仍可能相同，建议以评标委员会抽签收尾", en: "even the last step may be equal: end with a draw by the committee" }));
    }) },
  "reserve-as-limit": {
    law: law("招标投标法实施条例", "50", "标底只能作为评标的参考，不得以投标报价是否接近标底作为中标条件，也不得以投标报价超过标底上下浮动范围作为否决投标的条件", "C:L1"), severity: "stop",
    zh: "标底只作参考，不作为中标或者否决投标的条件", en: "a reserve estimate is a reference, and neither wins nor rejects a bid",
    check: wording({ zh: "以标底决定中标、得分或者否决投标", en: "lets the reserve estimate win, score or reject a bid", unless: [/(?:只|仅)(?:能)?(?:作|供|做)[^,]{0,4}参考[^,]*$/u], any: [
      /(?:超过|超出|高于|低于|高出|偏离|超)(?:[^,]{0,6})?标底[^;]{0,24}(?:否决|废标|无效|不予|淘汰|拒绝|不得(?:中标|推荐)|扣\d|扣分|不合格)/u,
      /标底[^,;]{0,6}(?:上下|上浮|下浮|±|正负|浮动)[^;]{0,24}(?:否决|废标|无效|有效|合格|入围|不予|淘汰|拒绝|得分|得\d|扣\d|扣分|中标)/u,
      /(?:最)?(?:接近|靠近|贴近|等于|相同于)[^,;]{0,4}标底[^;]{0,16}(?:中标|得分|得\d|满分|加\d|加分|优先|排名|排序|第一)/u,
      /(?:评标)?基准价(?:为|等于|=|以|按|由)[^,;]{0,12}标底/u, /(?:以|按)标底[^,;]{0,12}(?:作为|为|计算|确定)(?:评标)?基准价/u,
    ] }) },
  "adjustments-written": {
    law: law("评标委员会和评标方法暂行规定（12号令）", "30", "采用经评审的最低投标价法的，价格折算以招标文件规定的量化因素为准", "C:L3"), severity: "hint",
    zh: "最低投标价法载明价格折算的因素", en: "the lowest-price method states its adjustments",
    check: eachLot((lot) => unless(lot.method.kind !== "lowest-evaluated" || lot.method.adjustments.length > 0, () => ({ place: lotPlace(lot, "method.adjustments", "价格折算因素", "adjustments"), fact: "0", zh: "没有载明任何折算因素，评标价即为投标价", en: "no adjustment is stated: the evaluated price is the bid price" }))) },
  "standards-measurable": {
    law: law("招标投标法实施条例", "49; 87号令 55", "评审因素应当细化和量化，评审标准应当客观、明确", "C:L2"), severity: "hint",
    zh: "评分标准不使用“酌情”“较好”等无法量化的词", en: "scoring standards can be measured",
    check: eachLot((lot) => (asComprehensive(lot)?.criteria ?? []).filter(({ standard }) => VAGUE.test(standard.normalize("NFKC")) && !/\d/.test(standard.normalize("NFKC"))).map((criterion): Finding => ({
      place: lotPlace(lot, `method.criteria.${criterion.id}`, `评分项“${criterion.title}”`, `criterion “${criterion.title}”`), fact: VAGUE.exec(criterion.standard.normalize("NFKC"))?.[0] ?? "", zh: `“${VAGUE.exec(criterion.standard.normalize("NFKC"))?.[0] ?? ""}”没有对应的分值区间`, en: `“${VAGUE.exec(criterion.standard.normalize("NFKC"))?.[0] ?? ""}” has no range of points` }))) },
} as const satisfies Record<string, Check>;

const VAGUE = /酌情|综合考虑|视情况|较好|较差|一般|优、?良、?中、?差|由评委(?:自行)?(?:掌握|判断)/;
