type Words = { readonly zh: string; readonly en: string };
type ThemeRow = Words & { readonly whose: "people" | "business"; /** Words of names: an item one of whose names’ words is here belongs to the theme. */ readonly words: readonly string[] };

/**
 * What people come for (按主题): events of a life and of a business. An item belongs to every theme one of whose words its Chinese name has, so a new
 * item is found without anybody filing it under something; what no theme’s words name is `other`.
 */
export const THEMES = {
  "family": { zh: "婚姻、生育", en: "Marriage and children", whose: "people", words: ["结婚", "离婚", "婚姻", "生育", "收养"] },
  "school": { zh: "入学、求学", en: "School", whose: "people", words: ["学籍", "入学", "学校", "助学"] },
  "work": { zh: "就业、职业资格", en: "Work and qualifications", whose: "people", words: ["就业", "职业", "教师资格", "护士", "驾驶员证", "执业"] },
  "identity": { zh: "户口、证件、出入境", en: "Papers of one’s own", whose: "people", words: ["户口", "身份证", "护照", "出入境", "居住证"] },
  "home": { zh: "住房、不动产", en: "Home and land", whose: "people", words: ["不动产", "住房", "公积金"] },
  "vehicle": { zh: "车辆、驾驶", en: "Cars and driving", whose: "people", words: ["机动车", "驾驶", "汽车"] },
  "security": { zh: "社会保障、救助", en: "Social security and help", whose: "people", words: ["社会保险", "养老", "医疗保险", "补贴", "救助", "残疾"] },
  "start": { zh: "开办、变更、注销", en: "To begin and to end a business", whose: "business", words: ["企业设立", "企业注销", "个体工商户", "社会团体", "纳税人信息", "设立审批", "设立许可"] },
  "trade": { zh: "行业经营许可", en: "Licences of a trade", whose: "business", words: ["经营许可", "卫生许可", "诊疗许可", "演出许可", "旅行社", "广告", "特种设备", "资质证书", "活动安全"] },
  "building": { zh: "投资、工程建设", en: "Investment and construction", whose: "business", words: ["工程", "施工", "用地规划", "防空地下室", "预售", "环境影响", "城市道路", "建筑垃圾", "城市绿地", "场地", "配套费"] },
  "environment": { zh: "环保、危险物品", en: "Environment and dangerous goods", whose: "business", words: ["环境", "排污", "危险"] },
  "transport": { zh: "交通、港口、运输", en: "Transport and port", whose: "business", words: ["运输", "公路", "港口", "船舶"] },
  "tax": { zh: "税务、缴费", en: "Taxes and fees", whose: "business", words: ["发票", "涉税", "纳税", "收取", "缓缴"] },
  "staff": { zh: "用工", en: "People one employs", whose: "business", words: ["劳务", "农民工", "社会保险费"] },
} as const satisfies Readonly<Record<string, ThemeRow>>;
export type Theme = keyof typeof THEMES | "other";
export const OTHER_THEME: Words = { zh: "其他", en: "Other" };

/** The themes an item is looked for under, by its Chinese name; one at least. */
export function themesOf(name: string): readonly Theme[] {
  const found = (Object.keys(THEMES) as (keyof typeof THEMES)[]).filter((theme) => THEMES[theme].words.some((word) => name.includes(word)));
  return found.length === 0 ? ["other"] : found;
}
