import type { NewItem } from "../fees/item.js";
import type { MoneyJson } from "../kernel/money.js";
import type { PlainDate } from "../kernel/time.js";

/** The catalogue of the rehearsal town: rule book G16, twelve items in four categories. A fixture, not law; papers and accounts are made up. */
const PAPER = { act: "晨光市建设项目收费目录（演练）", document: "晨政〔2025〕7号" } as const;
const DISCOUNT = { id: "晨政〔2025〕18号", sha256: "5f2b0c7be5b8d1a8f7f0c0a4d2a3f0b1e9c8d7a6b5c4d3e2f1a0b9c8d7e6f5a4" } as const;
const yuan = (amount: string): MoneyJson => ({ amount, currency: "CNY" });
const INPUTS = {
  floorArea: { name: "floorArea", zh: "总建筑面积", en: "floor area", unitZh: "平方米", unitEn: "m²" }, shelterArea: { name: "shelterArea", zh: "应建防空地下室面积", en: "shelter area owed", unitZh: "平方米", unitEn: "m²" },
  roadArea: { name: "roadArea", zh: "占用、挖掘道路面积", en: "road area taken up", unitZh: "平方米", unitEn: "m²" }, contractPrice: { name: "contractPrice", zh: "工程合同价", en: "contract price", unitZh: "元", unitEn: "yuan" }, cement: { name: "cement", zh: "袋装水泥用量", en: "bagged cement", unitZh: "吨", unitEn: "t" },
} as const;
const TREASURY = { name: "国家金库晨光市支库", account: "3417009900000001", bank: "国家金库晨光市支库" } as const;
const WAGES = { name: "晨光市农民工工资保证金专户", account: "3417000700000001", bank: "晨光银行营业部" } as const;
const LATE = { percentPerDay: "0.05", act: "晨光市建设项目收费目录（演练）第九条" } as const;

type Given = Pick<NewItem, "code" | "zh" | "en" | "nature" | "category" | "unit" | "formula" | "input"> & { readonly article: string; readonly factor?: string };
const rate = (each: string, charge: "yuan" | "percent" = "yuan"): NewItem["formula"] => ({ kind: "rate", charge, rate: each, min: null, max: null });

const GIVEN: readonly Given[] = [
  { code: "103001", zh: "城市基础设施配套费", en: "City infrastructure fee", nature: "GOV_FUND", category: "A", unit: "103", article: "第一条", input: INPUTS.floorArea, formula: rate("60"), factor: "0.70" },
  { code: "103002", zh: "白蚁防治费", en: "Termite control fee", nature: "ADMIN_FEE", category: "A", unit: "103", article: "第二条", input: INPUTS.floorArea, formula: rate("1.2"), factor: "0.50" },
  { code: "103003", zh: "道路占用挖掘修复费", en: "Road repair fee", nature: "ADMIN_FEE", category: "A", unit: "103", article: "第三条", input: INPUTS.roadArea, formula: rate("120") },
  { code: "104001", zh: "人防易地建设费", en: "Fee in place of a shelter", nature: "ADMIN_FEE", category: "B", unit: "104", article: "第四条", input: INPUTS.shelterArea, formula: rate("1500"), factor: "0.50" },
  { code: "103004", zh: "防雷检测费", en: "Lightning protection test", nature: "ADMIN_FEE", category: "B", unit: "103", article: "第五条", input: INPUTS.floorArea, formula: rate("0.4"), factor: "0.50" },
  { code: "103005", zh: "消防检测费", en: "Fire safety test", nature: "ADMIN_FEE", category: "B", unit: "103", article: "第六条", input: INPUTS.floorArea, formula: rate("0.3"), factor: "0.50" },
  { code: "103101", zh: "质量监督费", en: "Quality supervision fee", nature: "ADMIN_FEE", category: "C", unit: "103001", article: "第七条", input: INPUTS.contractPrice, formula: rate("0.15", "percent") },
  { code: "103102", zh: "安全监督服务费", en: "Safety supervision fee", nature: "ADMIN_FEE", category: "C", unit: "103001", article: "第八条", input: null, formula: { kind: "fixed", amount: yuan("10000.00") }, factor: "0.50" },
  { code: "108001", zh: "交易服务费", en: "Trading service fee", nature: "ADMIN_FEE", category: "C", unit: "108", article: "第十条", input: INPUTS.contractPrice, formula: { kind: "tiered", charge: "percent", tiers: [{ above: "0", rate: "0.06" }, { above: "20000000", rate: "0.04" }], min: yuan("500.00"), max: yuan("200000.00") }, factor: "0.50" },
  { code: "103006", zh: "墙体材料专项基金", en: "Wall material fund", nature: "GOV_FUND", category: "D", unit: "103", article: "第十一条", input: INPUTS.floorArea, formula: rate("4") },
  { code: "103007", zh: "散装水泥专项资金", en: "Bulk cement fund", nature: "GOV_FUND", category: "D", unit: "103", article: "第十二条", input: INPUTS.cement, formula: rate("3") },
  { code: "105001", zh: "农民工工资保证金", en: "Deposit for migrant workers’ wages", nature: "DEPOSIT", category: "D", unit: "105", article: "第十三条", input: INPUTS.contractPrice, formula: rate("0.5", "percent"), factor: "0.50" },
];

/** What stood before the reform and is charged no more. */
const ABOLISHED = "103101";

/** The items in force since a day, and that of which the charge ended on a later one. */
export function rehearsalItems(since: PlainDate, abolishedOn: PlainDate): NewItem[] {
  const items = GIVEN.map(({ article, factor, ...item }): NewItem => ({
    ...item, basis: { act: PAPER.act, article, document: PAPER.document }, discount: factor === undefined ? null : { factor, document: DISCOUNT }, refundable: item.nature === "DEPOSIT", payee: item.nature === "DEPOSIT" ? WAGES : TREASURY,
    late: item.nature === "DEPOSIT" ? null : LATE, status: "IN_FORCE", from: since, until: null,
  }));
  return [...items, ...items.filter(({ code }) => code === ABOLISHED).map((item): NewItem => ({ ...item, status: "ABOLISHED", from: abolishedOn }))];
}
