import type { RuleId } from "../rules/rules.js";

type Words = { readonly zh: string; readonly en: string };
export type SignalRow = Words & {
  /** On which item of the law it bears. */
  readonly rule: RuleId;
  /** What is held against what, and from when on it counts. */
  readonly formula: Words;
  /** Why it may be so without any agreement. */
  readonly innocent: Words;
};

const COUNTED: Words = { zh: "两家相同即计；其他单位中每二十家有一家以上也相同的，不计。招标文件自带的不计", en: "counts where two have the same; not where more than one in twenty of the others has it too, nor what the tender documents bring" };
const rare = (zh: string, en: string): Words => ({ zh: `${zh}：${COUNTED.zh}`, en: `${en}: ${COUNTED.en}` });
const SAME_MAKER: Words = { zh: "同一家打印店、造价咨询或者软件代为排版；沿用同一份公开范本", en: "one copy shop, cost consultant or program set both; both began from one public template" };

/** Every signal there is. Thresholds are ours, none is the law's: the law names facts (实施条例 40; 87号令 37), and a signal is no finding of one. */
export const SIGNALS = {
  "address": { zh: "递交时网络地址相同", en: "lodged from the same network address", rule: "CO-02", formula: rare("递交本标段投标文件的网络地址（IPv6 按 /48）", "network addresses this lot’s bids were lodged from (IPv6: /48)"), innocent: { zh: "同一园区、酒店或者运营商的公用出口", en: "the shared exit of a business park, a hotel or a carrier" } },
  "person": { zh: "同一人为两家办理", en: "the same person acts for both", rule: "CO-02", formula: rare("本平台上为投标人办理的人", "people who act for a bidder at the exchange"), innocent: { zh: "先后任职于两家", en: "who worked for one after the other" } },
  "head": { zh: "法定代表人姓名相同", en: "legal representatives of the same name", rule: "CO-07", formula: rare("递交时有效的登记信息中的法定代表人", "legal representative in the file in force at lodging"), innocent: { zh: "同名", en: "two people of one name" } },
  "phone": { zh: "登记电话相同", en: "the same registered telephone", rule: "CO-03", formula: rare("递交时有效的登记信息中的电话", "telephone in the file in force at lodging"), innocent: { zh: "共用总机、代理记账公司的电话", en: "a shared switchboard, or the number of a bookkeeper" } },
  "seat": { zh: "登记地址相同", en: "the same registered address", rule: "CO-02", formula: rare("递交时有效的登记信息中的地址", "address in the file in force at lodging"), innocent: { zh: "集群注册、同一园区", en: "a shared registered office, one business park" } },
  "manager": { zh: "项目负责人为同一人", en: "the same project leader", rule: "CO-03", formula: rare("开标一览表中的项目负责人姓名和证书编号", "project leader and number of the certificate in the opened form"), innocent: { zh: "挂证，或者编号填写错误", en: "a lent certificate, or a slip in its number" } },
  "file": { zh: "文件逐字节相同", en: "a file the same byte for byte", rule: "CO-04", formula: rare("投标文件中各文件的 SHA-256", "SHA-256 of each file of the bid"), innocent: { zh: "同一厂家的产品样本、授权书，公开的标准", en: "one maker’s brochure or letter, a public standard" } },
  "document-id": { zh: "文档标识相同", en: "the same document identifier", rule: "CO-01", formula: rare("PDF 生成时写入、另存后不变的标识", "identifier a PDF is given when made and keeps when saved again"), innocent: SAME_MAKER },
  "edit-root": { zh: "首次编辑标识相同", en: "the same first editing session", rule: "CO-01", formula: rare("Word 文档首次编辑会话的标识", "identifier of a Word document’s first editing session"), innocent: SAME_MAKER },
  "author": { zh: "文档作者相同", en: "the same author in the files", rule: "CO-01", formula: rare("文档属性中的作者、最后保存者（软件自填的通用名不计）", "author or last saver in the files’ properties (names that programs put by themselves do not count)"), innocent: SAME_MAKER },
  "company": { zh: "文档单位相同", en: "the same company in the files", rule: "CO-01", formula: rare("文档属性中的单位、经理", "company or manager in the files’ properties"), innocent: SAME_MAKER },
  "created": { zh: "文档创建时间相同到秒", en: "files created in the same second", rule: "CO-01", formula: rare("文档属性中的创建时间", "moment of creation in the files’ properties"), innocent: SAME_MAKER },
  "software": { zh: "制作软件及版本相同", en: "the same software and version", rule: "CO-01", formula: rare("文档属性中的制作程序和版本", "program and version in the files’ properties"), innocent: { zh: "常用软件的同一版本", en: "a common program in one version" } },
  "said-phone": { zh: "文中手机号相同", en: "the same mobile number in the text", rule: "CO-03", formula: rare("投标文件文字中的手机号", "mobile numbers in the words of the bid"), innocent: { zh: "同一厂家或者推荐人的电话", en: "the number of one maker or referee" } },
  "said-mail": { zh: "文中电子邮箱相同", en: "the same e-mail address in the text", rule: "CO-03", formula: rare("投标文件文字中的电子邮箱", "e-mail addresses in the words of the bid"), innocent: { zh: "同一厂家或者推荐人的邮箱", en: "the address of one maker or referee" } },
  "named": { zh: "一家的文件写有另一家", en: "one bid names the other bidder", rule: "CO-05", formula: { zh: "一家投标文件的文字中有另一家的名称或者统一社会信用代码（联合体成员除外）；另有其他投标人也写到的，不计", en: "the words of one bid hold the other’s name or credit code (not of one’s own consortium); not where a third bidder names it too" }, innocent: { zh: "另一家是供货厂家，或者曾合作的业绩", en: "the other is a supplier, or a partner in work that is cited" } },
  "alike": { zh: "文字大段相同", en: "long passages alike", rule: "CO-04", formula: { zh: "去掉标点空白，连续相同且自有部分满100字的段落；招标文件有的、其他两家单位也有的不算自有；自有部分合计满500字，且其他单位中每二十家有一家以上同样相似的不计", en: "stretches alike, marks and blanks left out, with 100 letters or more of their own; what the tender documents or bids of two other organisations have is nobody’s own; counts from 500 own letters together, not where more than one in twenty of the other organisations is as alike" }, innocent: { zh: "同一份行业范本、规范条文；本平台已开启的投标文件尚少时，范本还认不出来", en: "an industry’s template or the text of a standard: while few bids were opened here, such text is not known yet" } },
  "odd": { zh: "同样的少见写法（含错别字）", en: "the same odd wording, slips included", rule: "CO-04", formula: { zh: "大家都有的文字里，只有这两家同样改动的地方（自有1至99字，第三家没有）；满3处，且有此写法的其他单位不超过二十分之一", en: "within text that many have, changes that these two alone share (1 to 99 letters of their own, in no third bid); counts from 3, where at most one in twenty of the others has any of them" }, innocent: { zh: "按同一要求填写的空格，同一软件的自动更正", en: "blanks filled as the documents ask, one program’s own corrections" } },
  "even-steps": { zh: "报价等差", en: "prices in even steps", rule: "CO-04", formula: { zh: "三家以上报价相邻差额相等；最低价与最高价之间的报价按最小取整单位任意分布时，偶然出现不超过百分之一的，计", en: "three prices or more the same amount apart; counts where prices that fall anywhere between lowest and highest, in the roundest common unit, do so at most once in a hundred lots" }, innocent: { zh: "按同一指导价上下浮动", en: "steps about one guide price" } },
  "even-ratio": { zh: "报价等比", en: "prices in even proportion", rule: "CO-04", formula: { zh: "三家以上报价相邻比值相等（差不超过一个取整单位）；偶然出现不超过百分之一的，计", en: "three prices or more in the same proportion, within a unit; counts where that comes by chance at most once in a hundred lots" }, innocent: { zh: "按同一指导价打折", en: "discounts from one guide price" } },
  "last-digits": { zh: "报价尾数相同", en: "prices with the same last digits", rule: "CO-04", formula: { zh: "两家报价去掉共同的整数零后末位数字相同；前两位以外的数字任意时，本标段任何两家偶然如此不超过百分之一的，计", en: "two prices end in the same digits before their common round zeros; counts where, with all digits but the first two left to chance, any two of the lot do so at most once in a hundred" }, innocent: { zh: "喜用的吉利尾数", en: "lucky endings" } },
  "same-price": { zh: "报价完全相同", en: "the very same price", rule: "CO-04", formula: { zh: "两家总价相同；前两位以外的非零位任意时，本标段任何两家偶然如此不超过百分之一的，计", en: "two totals are equal; counts where, with all digits but the first two left to chance, any two of the lot are so at most once in a hundred" }, innocent: { zh: "按公布的最高限价报价", en: "both bid the published ceiling" } },
  "narrow": { zh: "报价过于集中", en: "prices in a very narrow band", rule: "CO-04", formula: { zh: "三家以上最高价与最低价相差不超过最高价的1%，且本平台其他标段同样集中的不超过二十分之一", en: "three prices or more within 1% of the highest, where at most one in twenty other lots of the exchange is as narrow" }, innocent: { zh: "限价贴近成本、材料有统一定价", en: "a ceiling close to cost, materials at set prices" } },
  "items-same": { zh: "分项单价相同", en: "the same unit prices", rule: "CO-04", formula: { zh: "两家都报价的分项满5项，单价相同的项数；末位数字任意时偶然如此不超过千分之一的，计", en: "of 5 items or more that both price, those at the same price; counts where the last digits alone would do so at most once in a thousand" }, innocent: { zh: "厂家统一定价、信息价", en: "list prices, published prices" } },
  "items-ratio": { zh: "分项单价成固定比例", en: "unit prices in a fixed proportion", rule: "CO-04", formula: { zh: "两家都报价且不同的分项满5项，同一比例（差不超过1分）的项数；末位数字任意时偶然如此不超过千分之一的，计", en: "of 5 items or more that both price differently, those in one proportion within a fen; counts where the last digits alone would do so at most once in a thousand" }, innocent: { zh: "同一价目表的不同折扣", en: "different discounts from one price list" } },
} as const satisfies Record<string, SignalRow>;

export type SignalKind = keyof typeof SIGNALS;
export const SIGNAL_KINDS = Object.keys(SIGNALS) as readonly SignalKind[];

/** The version of formulas and thresholds: it changes with every one that is added, dropped or decides otherwise. */
export const SIGNALS_VERSION = "signals/1";

/** Own letters that long passages of a pair share: half a page. */
export const ALIKE_MIN = 500;
/** Oddities of a pair. */
export const ODD_MIN = 3;
