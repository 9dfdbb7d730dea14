import { law, type Check } from "./check.js";
import { wording } from "./wording.js";

const re = (source: string): RegExp => new RegExp(source, "u");
const RULES_1117 = "关于严格执行招标投标法规制度进一步规范招标投标主体行为的若干意见（发改法规规〔2022〕1117号）";

/** Hurdles before bidding, and wording that takes rights away. Patterns read flat text. */
export const GATE_CHECKS = {
  "gate-before-bidding": {
    law: law("优化营商环境条例", "13", "不得以不合理条件进行限制或者排斥；不得以入围、备选库、名录库、备案、登记、报名等设置参加条件", "M"), severity: "stop",
    zh: "不以入围、名录库、备案、报名设置参加条件", en: "no shortlist, register or filing stands before bidding",
    check: wording({ zh: "以入围、名录、备案或者报名设置参加条件", en: "asks for a shortlist, register or filing before bidding", unless: [re("(?:本|交易|电子|采购)(?:交易)?(?:平台|系统|网)[^,]{0,8}(?:注册|登记|免费)|数字证书")], any: [
      re("(?:入围|备选库|备选名录|名录库|名录内|短名单|供应商库|承包商库|企业库|预选库|资格库|库内)[^,]{0,16}(?:投标|参加|参与|方可|方能|资格|企业|单位|供应商)"), re("(?:事先|提前|须|应|必须|已|未)?(?:在|到|向|经)[^,]{1,20}(?:备案|登记备案|报名|审核同意|核准登记)[^,]{0,10}(?:方可|后方|才可|才能|的投标人|的企业|的单位|否则|不得投标)"),
      re("(?:未报名|未备案|未入围|未入库)[^,]{0,8}(?:不得|不能|不予|拒绝|无效)"), re("(?:限|仅限|接受)前\\d+(?:名|家)"),
    ] }) },
  "lot-draw-decides": {
    law: law(RULES_1117, "二(四)", "不得采用抽签、摇号、抓阄等方式直接选择投标人、中标候选人或者中标人", "M"), severity: "stop",
    zh: "不以抽签、摇号选择投标人或者中标人", en: "bidders and winners are not drawn by lot",
    check: wording({ zh: "以抽签、摇号选择投标人或者中标人", en: "draws bidders or the winner by lot", unless: [re("相同|并列|相等|一致时")], any: [
      re("(?:抽签|摇号|抓阄|随机抽取)(?:的)?(?:方式)?[^,]{0,8}(?:确定|选取|选择|产生|决定|选定)[^,]{0,8}(?:投标人|入围|中标人|中标候选人|候选人|供应商|投标单位|承包人)"), re("(?:确定|选取|选择|产生|选定)[^,]{0,10}(?:投标人|入围|中标人|候选人|供应商|承包人)[^,]{0,10}(?:抽签|摇号|抓阄|随机抽取)"),
      re("(?:投标人|入围(?:单位|企业)?|中标人|中标候选人|供应商|承包人)(?:由|从|以|采用|通过)[^,]{0,12}(?:抽签|摇号|抓阄|随机抽取)"),
    ] }) },
  "fee-before-bidding": {
    law: law("电子招标投标办法（20号令）", "9, 44", "不得以任何手段限制或者排斥潜在投标人，不得收取报名、登记等费用", "C:L2"), severity: "stop",
    zh: "不收报名费、登记费", en: "no fee for registering is asked for", check: wording({ zh: "收取报名、登记等费用", en: "asks for a fee before bidding", any: [re("(?:报名费|投标登记费|入场费|平台使用费|资格审查费|信息服务费)(?!用?(?:为)?(?:免|0元|无))")], unless: [re("免收|免费|不收取?|由招标人承担")] }) },
  "site-visit-compulsory": {
    law: law("招标投标法实施条例", "28", "招标人不得组织单个或者部分潜在投标人踏勘项目现场", "C:L1"), severity: "warn",
    zh: "不以踏勘现场为投标条件", en: "a visit of the site is no condition",
    check: wording({ zh: "以踏勘现场为投标条件", en: "makes a site visit a condition", any: [re("(?:必须|须|应当?)(?:按时)?(?:参加|进行)?(?:现场)?(?:踏勘|勘察现场|现场考察)[^。]{0,16}(?:否则|不得|无效|否决|方可|证明)"), re("(?:未|不)(?:按时)?(?:参加|进行)?(?:现场)?(?:踏勘|勘察现场|现场考察)[^。]{0,14}(?:否决|无效|不得|拒绝|视为)")] }) },
  "presence-required": {
    law: law(RULES_1117, "二(三)", "不得要求投标人的法定代表人、项目负责人等到场参加开标、递交或者原件核验", "M"), severity: "warn",
    zh: "不要求到场递交、开标或者带原件", en: "nobody has to be present, or bring originals",
    check: wording({ zh: "要求到场、携带原件或者现场递交", en: "asks people to be present or bring originals", any: [
      re("(?:法定代表人|项目经理|项目负责人|授权代表|委托代理人|拟派人员)[^,]{0,10}(?:须|应|必须)[^,]{0,8}(?:到场|亲自|出席|到开标现场|携带原件|到现场)[^。]{0,20}(?:开标|投标|递交|报名|评标|核验|否决)?"), re("(?:开标|投标|递交|报名)[^,]{0,12}(?:携带|提供|出示|核验|查验)[^,]{0,12}原件"), re("(?:须|应|必须|只能)[^,]{0,6}(?:现场递交|当面递交|现场购买|现场领取|到[^,]{1,14}(?:购买|领取)(?:招标)?文件)"),
    ], unless: [re("施工(?:期间|过程)|履约|驻场|在岗|中标后")] }) },
  "remedy-barred": {
    law: law("招标投标法", "65", "投标人和其他利害关系人认为招标投标活动不符合规定的，有权提出异议或者依法投诉", "C:L1"), severity: "stop",
    zh: "不限制异议、质疑和投诉", en: "objections and complaints are not barred",
    check: wording({ zh: "限制异议、质疑或者投诉", en: "bars objections or complaints", any: [
      re("(?:不接受|概不受理|不得提出|不得以任何(?:理由|方式)[^,]{0,4}|放弃|无权提出)[^,]{0,10}(?:异议|质疑|投诉)"), re("(?:异议|质疑|投诉)[^,]{0,10}(?:须|应|需|先)(?:先)?(?:缴纳|交纳|支付|预交)[^,]{0,8}(?:费|押金|保证金|元)"), re("(?:异议|质疑|投诉)[^,]{0,10}(?:不予接受|一律不予|概不)"),
    ], unless: [re("逾期|超过[^,]{0,8}期限|匿名|恶意")] }) },
  "bond-cash-only": {
    law: law("优化营商环境条例", "13; 政府采购法实施条例 33", "投标保证金应当可以以保函、保险等非现金形式提交，不得限定为现金或者转账", "M"), severity: "stop",
    zh: "投标保证金可以采用保函、保险等形式", en: "a bond may be a guarantee or an insurance",
    check: wording({ zh: "限定投标保证金的形式", en: "limits the form of the bond", any: [
      re("保证金[^。]{0,14}(?:只能|仅|仅限|只接受|必须|限)(?:以|采用|用|通过|接受)?(?:现金|转账|电汇|银行转账|网上支付|对公转账)"), re("(?:不接受|拒绝|不得(?:采用|以|使用))[^,]{0,8}(?:投标)?(?:银行)?(?:保函|保证保险|担保)"),
    ] }) },
  "medium-ranked": {
    law: law("招标投标法实施条例", "15; 10号令 15", "在不同媒介发布的同一招标项目的公告内容应当一致", "C:L1"), severity: "warn",
    zh: "各媒介公告内容一致，不设以何者为准", en: "the notice is the same in all media: none prevails",
    check: wording({ zh: "为不同媒介的公告排先后，或者以纸质为准", en: "ranks media, or lets paper prevail", any: [re("(?:公告|媒[介体])[^。]{0,20}不一致[^。]{0,12}以[^,]{1,20}为准"), re("不一致[^。]{0,12}以(?:纸质|书面|报纸)[^。]{0,10}为准")] }) },
} as const satisfies Record<string, Check>;
