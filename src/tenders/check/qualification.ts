import { law, type Check } from "./check.js";
import { wording } from "./wording.js";

/** Wording that shuts bidders out. Patterns read flat text (flat-text.ts): plain digits and punctuation, no blanks. */

/** The buyer's own region, or one by its name: no 城市, 超市, 小区, 市政, 省级 or 区域. */
const OWN = "本(?:省|市|县|区|州|地区|地|自治区|行政区域?|辖区)|当地|属地|(?:项目|工程)所在地";
const NAMED = "(?:(?![不无未非须应在于为是限仅的])\\p{Script=Han}){2,6}?(?:省(?!道|级)|(?<!城|都|超|上|门|集|菜|夜)市(?!政|场|级|民|容|值|面)|县(?!道|级)|(?<!小|园|社|校|厂|矿|景|库|病|城|山|林|牧|灌|片|街|禁)区(?!域|别|分|间|块|段|划)|自治州)";
const INSIDE = "(?:行政区域|辖区|范围|境)?内(?!河|涝|湖)";
const HERE = `${OWN}|${NAMED}(?:${INSIDE})?`;
const FIRM = "(?:企业|单位|公司|法人|供应商|投标人|承包商|厂商|施工队伍?)";
const NUMBER = "[\\d一二两三四五六七八九十百千万亿壹贰叁伍拾佰仟]";
const AT_LEAST = "(?:不低于|不少于|不小于|大于|高于|超过|达到|达|满|至少|≥|>=|>)";
const re = (source: string): RegExp => new RegExp(source, "u");

const REGULATIONS_32 = "招标投标法实施条例";
const FAIR = "招标投标领域公平竞争审查规则（2024年第16号令）";
const GP_REGULATIONS = "政府采购法实施条例";

const CAPITAL = [re(`注册(?:资本|资金)(?:金)?[^,]{0,10}(?:${AT_LEAST}|${NUMBER}+(?:万|亿|元))`), re(`实缴(?:资本|资金)[^,]{0,10}${AT_LEAST}`)];
const TURNOVER = [
  re(`(?:营业(?:收入|额|总收入)|销售(?:收入|额)|主营业务收入|年产值|净资产|总资产|资产总额|资产规模|净利润|利润(?:总额)?|纳税(?:额|总额))[^,]{0,14}(?:${AT_LEAST}|以上|为正|位居|排名|加\\d|得\\d)`),
  re(`连续${NUMBER}+个?(?:会计)?年度?(?:均)?(?:盈利|无亏损|未亏损)`),
];
const HEADCOUNT = [re(`(?:员工|职工|从业人员|在职人员|在册人员|企业人数|公司人数|社保(?:缴纳)?人数)(?:总?人?数|数量|规模)?[^,]{0,10}(?:${AT_LEAST}|${NUMBER}+人(?:及)?以上)`)];
const YEARS = [
  re(`(?:成立|设立|经营|开业|运营)(?:时间|年限|期限)?[^,]{0,6}${AT_LEAST}[^,]{0,3}${NUMBER}+个?(?:周?年|月)`), re(`(?:成立|设立|开业)${NUMBER}+个?周?年(?:及)?以上`), re(`经营年限[^,]{0,8}${NUMBER}+年`),
  re("(?:成立|注册)(?:时间|日期)?(?:在|于|应?早于|须早于)?[^,]{0,4}\\d{4}年(?:\\d{1,2}月)?(?:\\d{1,2}日)?(?:以前|之前|前)"),
];
const NEW_FIRM = [re("不足|未满|新成立|新设立|成立以来|自成立")];

const SCALE_GIST = "不得将投标人的注册资本、资产总额、营业收入、从业人员、利润、纳税额等规模条件作为资格要求或者评审因素";
const SCORE_GIST = "不得根据经营主体的规模、注册地址、注册资金、市场占有率、负债率、净资产规模等设置差异性得分";

export const QUALIFICATION_CHECKS = {
  "region-restricted": {
    law: law("优化营商环境条例", "13", "招标投标和政府采购应当公开透明、公平公正，依法平等对待各类所有制和不同地区的市场主体", "M"), severity: "stop",
    zh: "不限定投标人的地区", en: "no bidder is kept out by where it comes from",
    check: wording({ zh: "限定或者偏向特定地区的投标人", en: "limits or favours bidders of a region", unless: [re("中华人民共和国境内(?!.*省|.*市)|不限(?:地区|地域)")], any: [
      re(`(?:注册地址?|工商注册地|注册所在地|营业执照(?:的)?(?:注册地|住所)|(?:企业|公司|单位|投标人|供应商)(?:的)?(?:住所地?|所在地))[^,]{0,8}(?:在|为|位于|属于|是)(?:${HERE})`),
      re(`(?:仅限|只限|限于|只允许|须为|应为|必须为|必须是|须是|应是|仅接受)(?:在)?(?:${HERE})[^,]{0,8}${FIRM}`), re(`(?:${HERE})(?:以外|外)的?${FIRM}[^,]{0,14}(?:不得|不能|须|应|需|谢绝|不予|不接受)`),
      re(`(?:外地|外省|外市|外埠|异地|非本[省市县区地])(?:注册的?)?${FIRM}[^,]{0,14}(?:不得|不能|须|应|需|谢绝|不予|不接受|担保)`), re(`(?:谢绝|不接受|不得为|不得是)(?:外地|外省|外市|外埠|异地|非本[省市县区地])`),
      re(`(?:本地|本市|本省|本县|本区|当地|属地)${FIRM}[^,]{0,10}(?:优先|加\\d|加分|得\\d|倾斜)`), re(`(?:优先(?:选择|考虑|选用)?|倾向于?)(?:${HERE})(?:的)?${FIRM}`), re(`(?:在)?(?:${HERE})(?:依法)?(?:登记)?注册(?:登记)?的?[^,]{0,4}${FIRM}`),
    ] }) },
  "local-branch": {
    law: law(FAIR, "6(二)", "不得要求经营主体在本地区设立分支机构、缴纳税收社保或者与本地区经营主体组成联合体", "M"), severity: "stop",
    zh: "不要求在本地设立机构、纳税或者参保", en: "no branch, tax or insurance in the region is asked for",
    check: wording({ zh: "要求在特定地区设立机构、纳税、参保或者与当地企业联合", en: "asks for a branch, taxes, insurance or a partner in the region", unless: [re("鼓励|中标后可|中标人可")], any: [
      re(`(?:在|于)?(?:${HERE})(?:内)?[^,]{0,8}(?:设有|设立|具有|拥有|有|成立|注册|开设|建有|配备)[^,]{0,10}(?:分公司|子公司|分支机构|办事处|服务网点|服务机构|常驻机构|固定(?:办公|经营)?场所|营业场所|办公场所)`),
      re(`(?:${HERE})(?:的)?(?:分公司|子公司|分支机构|办事处|服务网点)[^,]{0,10}(?:证明|加\\d|得\\d|优先|须|应|必须)`), re(`(?:在|于)(?:${HERE})[^,]{0,6}(?:缴纳|交纳|依法纳|纳)(?:的)?[^,]{0,6}(?:社保|社会保险|养老保险|税)`),
      re(`与(?:${HERE})(?:的)?${FIRM}(?:组成)?联合(?:体|投标)`),
    ] }) },
  "ownership-form": {
    law: law(REGULATIONS_32, "32(六)", "依法必须进行招标的项目非法限定潜在投标人或者投标人的所有制形式或者组织形式", "C:L1"), severity: "stop",
    zh: "不限定所有制和组织形式", en: "no form of ownership or organisation is asked for",
    check: wording({ zh: "限定或者偏向特定所有制、组织形式", en: "limits or favours a form of ownership", any: [
      re(`(?:仅限|只限|限于|须为|应为|必须为|必须是|须是|应是|要求为|优先(?:选择|考虑)?|仅接受)(?:国有|国营|央企|中央企业|国企|民营|私营|集体所有制|外资|内资|上市|股份制)(?:控股|独资)?(?:及[^,]{1,6})?${FIRM}?`),
      re(`(?:国有(?:控股)?|国企|央企|上市|民营|私营|外资|外商投资)${FIRM}?[^,]{0,6}(?:加\\d|加分|得\\d|优先|不得|不能|谢绝|不予|不接受)`), re(`(?:个人独资企业|合伙企业|个体工商户|私营企业|民营企业|外商投资企业)[^,]{0,10}(?:不得|不能|谢绝|不予|不接受|除外)`),
      re("(?:具有|具备|有)(?:国资|国有资本?|央企)背景"),
    ] }) },
  "registered-capital": {
    law: law(FAIR, "7(四)", SCORE_GIST, "M"), severity: "warn",
    zh: "不以注册资本设门槛或者加分", en: "no registered capital is asked for or scored", check: wording({ zh: "以注册资本设门槛", en: "asks for a registered capital", any: CAPITAL }) },
  "turnover-and-assets": {
    law: law(FAIR, "7(四)", SCORE_GIST, "M"), severity: "warn",
    zh: "不以营业收入、资产、利润、纳税额设门槛或者加分", en: "no turnover, assets, profit or taxes are asked for or scored", check: wording({ zh: "以经营规模设门槛", en: "asks for turnover, assets or profit", any: TURNOVER }) },
  "headcount": {
    law: law(REGULATIONS_32, "32(二)", "设定的资格、技术、商务条件与招标项目的具体特点和实际需要不相适应或者与合同履行无关", "C:L1"), severity: "warn",
    zh: "不以企业人数设门槛或者加分", en: "no number of employees is asked for or scored", check: wording({ zh: "以企业人数设门槛", en: "asks for a number of employees", any: HEADCOUNT }) },
  "years-in-business": {
    law: law(REGULATIONS_32, "32(二)", "设定的资格、技术、商务条件与招标项目的具体特点和实际需要不相适应或者与合同履行无关", "C:L1"), severity: "warn",
    zh: "不以成立或者经营年限设门槛", en: "no years in business are asked for", check: wording({ zh: "以成立或者经营年限设门槛", en: "asks for years in business", any: YEARS, unless: NEW_FIRM }) },
  "scale-conditions": {
    law: law("政府采购货物和服务招标投标管理办法（87号令）", "17", SCALE_GIST, "C:L2"), severity: "stop",
    zh: "不以规模条件作为资格要求或者评审因素", en: "no condition of scale is asked for or scored", check: wording({ zh: "以规模条件作为资格要求或者评审因素", en: "asks for a condition of scale", any: [...CAPITAL, ...TURNOVER, ...HEADCOUNT, ...YEARS], unless: NEW_FIRM }) },
  "brand-named": {
    law: law(REGULATIONS_32, "32(五)", "限定或者指定特定的专利、商标、品牌、原产地或者供应商；必须引用时应当在参照后面加上“或者相当于”", "C:L1"), severity: "stop",
    zh: "不限定品牌、商标、专利、型号或者供应商", en: "no brand, patent, model or supplier is named",
    check: wording({ zh: "限定特定品牌、专利、型号或者供应商", en: "names a brand, patent, model or supplier", unless: [re("相当于|同等(?:档次|品质|质量|性能|水平)?|等同|同档次|不限(?:于)?|自报|自行(?:选择|填报)|投标人(?:填写|填报|自)")], any: [
      re("(?:指定|限定|仅限|只能|必须|须|应当?|要求)(?:统一)?(?:采用|使用|选用|选择|购买|为|是)[^,]{1,14}(?:品牌|牌|商标|专利(?:技术|产品)?)(?!或)"), re("(?:指定|限定)(?:的)?(?:品牌|商标|专利|型号|供应商|厂家|厂商|制造商|生产厂)"),
      re("(?:品牌|型号)(?:要求)?(?:须|应|必须|限定?|指定)?(?:为|是|:)(?!.{0,6}(?:不限|自|投标|由|另|详|/|无))[^,]{2,}"), re("(?:须|应|必须)?由[\\p{Script=Han}()A-Za-z]{2,24}(?:有限公司|股份公司|集团|厂)(?:统一)?(?:供应|供货|提供|生产|制造|承担)"),
    ] }) },
  "origin-restricted": {
    law: law(REGULATIONS_32, "32(五)", "限定或者指定特定的专利、商标、品牌、原产地或者供应商", "C:L1"), severity: "stop",
    zh: "不限定产地", en: "no origin is asked for",
    check: wording({ zh: "限定特定产地", en: "asks for an origin", unless: [re("相当于|同等|不限")], any: [
      re("(?:原产地|产地)(?:须|应|必须|限|仅限)?(?:为|是|在|于|:)(?!.{0,6}(?:不限|自|投标|由|填|/|无))[^,]{1,}"), re("(?:须|应|必须|仅限|只能|要求)(?:采用|使用|选用|为|是)?(?:原装)?(?:进口|欧美|德国|日本|美国|合资|国产)(?:原装)?(?:产品|品牌|设备|材料|货物)"),
    ] }) },
  "performance-of-region": {
    law: law(REGULATIONS_32, "32(三)", "依法必须进行招标的项目以特定行政区域或者特定行业的业绩、奖项作为加分条件或者中标条件", "C:L1"), severity: "stop",
    zh: "业绩和奖项不限特定行政区域或者特定行业", en: "experience and awards may come from any region and trade",
    check: wording({ zh: "限定特定行政区域或者特定行业的业绩、奖项", en: "asks for experience or awards of a region or trade", any: [
      re(`(?:${OWN}|${NAMED}${INSIDE})[^,]{0,14}(?:业绩|奖项?(?!金)|工程经验|项目经验|类似(?:工程|项目))`), re(`(?:${NAMED})的?(?:类似)?(?:工程|项目)?(?:业绩|奖项|工程经验|项目经验)`), re("(?:系统内|本系统|本行业内?|(?:电力|税务|公安|医疗|教育|金融|银行|烟草|石油|铁路|军队|卫生)(?:系统|行业))[^,]{0,10}(?:业绩|奖项|项目经验|案例)"),
    ], unless: [re("不限|国家级")] }) },
  "award-named": {
    law: law(REGULATIONS_32, "32(三)", "以特定行政区域或者特定行业的业绩、奖项作为加分条件或者中标条件", "C:L1"), severity: "warn",
    zh: "不以特定奖项设门槛或者加分", en: "no named award is asked for or scored",
    check: wording({ zh: "以特定奖项设门槛或者加分", en: "asks for a named award", any: [
      re("(?:获得?过?|具有|取得过?|荣获|拥有)[^,]{0,16}(?:鲁班奖|詹天佑奖|大禹奖|国优奖|[\\p{Script=Han}]{1,6}杯|优质工程奖?|科技进步奖|奖项|荣誉称号)"), re("(?:鲁班奖|詹天佑奖|大禹奖|国优奖|[\\p{Script=Han}]{1,6}杯奖?|优质工程奖?|奖项)[^,]{0,10}(?:加|得)\\d"),
    ] }) },
  "certificate-unneeded": {
    law: law(FAIR, "6(四)(五)", "不得要求经营主体取得特定地区或者特定行业组织颁发的相关证书，或者取得特定行业组织成员身份", "M"), severity: "warn",
    zh: "不要求行业组织颁发的证书、会员身份和信用称号", en: "no certificate, membership or title of an association is asked for",
    check: wording({ zh: "要求行业组织证书、会员身份或者信用称号", en: "asks for a certificate or membership of an association", any: [
      re("(?:协会|学会|商会|联合会)(?:的)?(?:会员|理事|成员|副会长|颁发|出具|发放|认证|证书|资格)"), re("(?:A{2,3}|[23]A)级?(?:信用|资信|诚信|企业)"),
      re("(?:重合同守信用|守合同重信用|诚信企业|明星企业|著名商标|驰名商标|高新技术企业|专精特新)[^,]{0,12}(?:证书|称号|加\\d?|得\\d|优先|证明|资格)"), re("(?:培训合格证|诚信手册|信用手册|进[省市](?:许可|登记|备案)|入[省市](?:许可|登记|备案))"),
    ] }) },
  "manufacturer-authorisation": {
    law: law("政府采购货物和服务招标投标管理办法（87号令）", "17", "不得通过将除进口货物以外的生产厂家授权、承诺、证明、背书等作为资格要求", "C:L2"), severity: "stop",
    zh: "不要求生产厂家授权或者背书", en: "no manufacturer’s authorisation is asked for",
    check: wording({ zh: "要求生产厂家授权、承诺或者背书", en: "asks for a manufacturer’s authorisation", any: [re("(?:生产|制造)?(?:厂家|厂商|制造商|原厂|生产商)(?:出具|提供|针对本项目)?的?[^,]{0,8}(?:授权|承诺函?|证明函?|背书|盖章)")], unless: [re("进口")] }) },
  "scope-of-licence": {
    law: law(GP_REGULATIONS, "20(二)", "设定的资格、技术、商务条件与采购项目的具体特点和实际需要不相适应或者与合同履行无关", "C:L1"), severity: "warn",
    zh: "不以营业执照的经营范围作为条件", en: "the scope of a business licence is no condition",
    check: wording({ zh: "以营业执照经营范围作为条件", en: "asks for a scope of business", any: [re("经营范围[^,]{0,10}(?:包含|包括|含有|须|应|必须|具有|涵盖)")] }) },
} as const satisfies Record<string, Check>;
