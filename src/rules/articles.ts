/** How the acts that rule rows cite are named in full, in both languages. The rows cite them short: `实施条例 26`. */
const ACTS: Readonly<Record<string, { readonly zh: string; readonly en: string }>> = {
  "招标投标法": { zh: "招标投标法", en: "Tendering and Bidding Law" },
  "实施条例": { zh: "招标投标法实施条例", en: "Regulations on Tendering and Bidding" },
  "条例(招)": { zh: "招标投标法实施条例", en: "Regulations on Tendering and Bidding" },
  "政府采购法": { zh: "政府采购法", en: "Government Procurement Law" },
  "条例": { zh: "政府采购法实施条例", en: "Regulations on Government Procurement" },
  "民法典": { zh: "民法典", en: "Civil Code" },
  "行政许可法": { zh: "行政许可法", en: "Administrative Licence Law" },
  "网络安全法": { zh: "网络安全法", en: "Cybersecurity Law" },
  "电子签名法": { zh: "电子签名法", en: "Electronic Signature Law" },
  "全国年节及纪念日放假办法(2024)": { zh: "全国年节及纪念日放假办法", en: "Public Holidays Measures" },
  "必须招标的工程项目规定(16号令)": { zh: "必须招标的工程项目规定（16号令）", en: "Order 16 (compulsory tenders)" },
  "行政强制法": { zh: "中华人民共和国行政强制法", en: "Administrative Compulsion Law" },
  "预算法实施条例": { zh: "预算法实施条例", en: "Regulations on the Budget Law" },
  "39号令": { zh: "招标拍卖挂牌出让国有建设用地使用权规定（39号令）", en: "Order 39 (grants of State-owned construction land)" },
  "国土资发〔2010〕34号": { zh: "国土资发〔2010〕34号", en: "Notice Guotuzifa [2010] No. 34" },
  "城镇国有土地暂行条例": { zh: "城镇国有土地使用权出让和转让暂行条例", en: "Interim Regulations on Urban State-owned Land" },
  "福建网上交易规则": { zh: "福建省国有建设用地使用权出让网上交易规则（试行）", en: "Fujian Rules for Online Grants of Land" },
  "苏州工业园区办法": { zh: "苏州工业园区国有建设用地使用权网上出让办法", en: "Suzhou Industrial Park Measures for Online Grants of Land" },
  "苏州工业园区办法网上交易帮助": { zh: "苏州工业园区国有建设用地使用权网上出让系统帮助", en: "Help of the Suzhou Industrial Park’s online grants of land" },
  "矿产资源法": { zh: "矿产资源法", en: "Mineral Resources Law" },
  "矿业权出让交易规则(自然资规〔2023〕1号)": { zh: "矿业权出让交易规则（自然资规〔2023〕1号）", en: "Rules for Grants of Mining Rights (2023)" },
  "企业国有资产法": { zh: "企业国有资产法", en: "Law on State-owned Assets of Enterprises" },
  "32号令": { zh: "企业国有资产交易监督管理办法（32号令）", en: "Order 32 (trade in State-owned assets of enterprises)" },
  "企业国有产权交易操作规则": { zh: "企业国有产权交易操作规则", en: "Rules for Trading State-owned Property of Enterprises" },
  "拍卖法": { zh: "拍卖法", en: "Auction Law" },
  "信访工作条例": { zh: "信访工作条例", en: "Regulations on Petitions" },
  "本平台规则": { zh: "本平台规则", en: "rules of this platform" },
  "保障中小企业款项支付条例(2025)": { zh: "保障中小企业款项支付条例", en: "Regulations on Payments to Small and Medium Firms" },
};

const CHINESE_DIGITS = ["", "一", "二", "三", "四", "五", "六", "七", "八", "九"];

/** 1–999 as an article is numbered in Chinese: 26 二十六, 10 十, 105 一百零五. */
function chineseNumber(value: number): string {
  const [hundreds, tens, ones] = [Math.floor(value / 100), Math.floor(value / 10) % 10, value % 10];
  const digit = (at: number): string => CHINESE_DIGITS[at] ?? "";
  const head = hundreds === 0 ? "" : `${digit(hundreds)}百`;
  const middle = tens === 0 ? (hundreds > 0 && ones > 0 ? "零" : "") : tens === 1 && hundreds === 0 ? "十" : `${digit(tens)}十`;
  return `${head}${middle}${digit(ones)}`;
}

const numberZh = (given: string): string => {
  const [, article = "", item] = /^(\d+)(?:\((\d+)\))?$/.exec(given) ?? [];
  return article === "" ? given : `第${chineseNumber(Number(article))}条${item === undefined ? "" : `第${chineseNumber(Number(item))}项`}`;
};

/** One act with its articles: `12号令 9`, `实施条例 27, 50`, `财库〔2026〕2号`. */
function citation(text: string): { zh: string; en: string } {
  const [, act = text, numbers] = /^(.*?)(?:\s+((?:\d+(?:\(\d+\))?(?:,\s*)?)+))?$/.exec(text.trim()) ?? [];
  const order = /^(\d+)号令(.*)$/.exec(act);
  const named = ACTS[act] ?? { zh: act, en: order === null ? act : `Order ${order[1] ?? ""}` };
  if (numbers === undefined) return named;
  const each = numbers.split(",").map((one) => one.trim()).filter((one) => one !== "");
  return { zh: `${named.zh}${each.map(numberZh).join("、")}`, en: `${named.en}, art. ${each.join(", ")}` };
}

/** The articles of a rule row as people read them: `招标投标法第二十三条；招标投标法实施条例第二十一条`. */
export function articleWords(article: string): { readonly zh: string; readonly en: string } {
  const each = article.split(";").map(citation);
  return { zh: each.map(({ zh }) => zh).join("；"), en: each.map(({ en }) => en).join("; ") };
}
