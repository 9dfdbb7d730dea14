import type { Material } from "../items/item.js";
import type { CaseType, Handling, ItemKind, Level } from "../items/words.js";

/** A material as the town's guides name it: its name in both languages, what form, how many, and when it is needed. */
export type GuideMaterial = readonly [zh: string, en: string, form?: Material["form"], copies?: number, when?: string];
/** One guide of the town, in short: what its unit's other guides say too comes from the unit. Limits in working days. */
type Guide = {
  readonly no: string; readonly zh: string; readonly en: string; readonly kind: ItemKind; readonly type: CaseType; readonly level: Level; readonly days: readonly [statutory: number, promised: number]; readonly basis: readonly string[]; readonly conditions: readonly string[];
  readonly materials: readonly GuideMaterial[]; readonly steps: readonly string[]; readonly fees?: readonly string[]; readonly results: readonly string[]; readonly handling?: Handling;
};

/** Guides of the rehearsal town by unit, in words people use. What they cite of national law is from memory. */
export const ITEM_GUIDES: Readonly<Record<string, readonly Guide[]>> = {
  "103": [
    { no: "001", zh: "建筑工程施工许可证核发", en: "Permit to begin construction works", kind: "licence", type: "promised", level: 2, days: [7, 3], basis: ["《中华人民共和国建筑法》第七条、第八条"], conditions: ["用地、规划手续已经办好，现场具备开工条件。", "施工企业已经定好，施工图审查合格，建设资金已经落实。"],
      materials: [["施工许可申请表", "application for the permit"], ["建设工程规划许可证", "planning permit of the works", "electronic"], ["施工合同", "works contract", "copy"], ["施工图审查合格书", "certificate of the reviewed drawings", "electronic"], ["资金落实承诺书", "statement that funds are there"]],
      steps: ["在5号窗口或者网上提交，窗口核对材料，齐全的当天受理。", "住建局核对合同、图纸和质量安全措施，需要看现场的一次看完。", "符合条件的，首席代表在窗口签发电子证照，可以当场打印。"], fees: ["103001", "103004", "103005"], results: ["建筑工程施工许可证（电子证照）"] },
    { no: "002", zh: "商品房预售许可", en: "Permit to sell homes before they are built", kind: "licence", type: "promised", level: 3, days: [10, 5], basis: ["《中华人民共和国城市房地产管理法》第四十五条"], conditions: ["土地价款全部交清，取得土地权属证书。", "投入的建设资金达到总投资的四分之一，施工进度和竣工日期已经确定。"],
      materials: [["预售许可申请表", "application to sell ahead"], ["不动产权证书", "title to the land", "electronic"], ["施工许可证", "permit of the works", "electronic"], ["预售方案", "plan of the sale"], ["预售资金监管协议", "agreement on who watches over the money", "copy"]],
      steps: ["向5号窗口提交申请，材料不全的一次告知。", "住建局核对投资进度，到工地拍照核实形象进度。", "分管领导坐班日审批，窗口发证，许可内容当天公布。"], results: ["商品房预售许可证", "预售楼盘信息公示"] },
    { no: "003", zh: "挖掘城市道路审批", en: "Leave to dig up a city road", kind: "licence", type: "promised", level: 2, days: [20, 4], basis: ["《城市道路管理条例》第三十条、第三十三条"], conditions: ["确因工程建设需要挖掘道路。", "有安全防护和交通疏导方案，并落实道路修复。"],
      materials: [["挖掘道路申请表", "application to dig"], ["挖掘位置平面图", "plan of where"], ["地下管线查询回执", "answer on buried lines", "copy"], ["交通疏导方案", "plan for traffic", "original", 1, "影响车辆通行的路段提供。"]],
      steps: ["窗口受理后转市政养护单位核对挖掘范围。", "影响交通的同时征求交警意见，申请人不用另跑。", "窗口核发许可，缴清道路修复费后可以进场。"], fees: ["103003"], results: ["挖掘城市道路许可证"] },
    { no: "004", zh: "房屋建筑和市政工程竣工联合验收", en: "Joint acceptance of finished works", kind: "non-licence", type: "joint", level: 4, days: [12, 7], basis: ["《建设工程质量管理条例》第四十九条", "晨光市工程竣工联合验收办法（演练）第五条"], conditions: ["工程已按图纸和合同全部完成，建设单位自行组织的验收合格。", "规划、消防、人防、档案等专项具备验收条件。"],
      materials: [["联合验收申请表", "application for joint acceptance"], ["竣工验收报告", "report of the acceptance", "electronic"], ["竣工图纸", "as-built drawings", "electronic"], ["工程质量保修书", "warranty of quality", "copy"]],
      steps: ["一家受理：住建窗口收一套材料，同时分送各验收单位。", "七个工作日内各单位同一天到现场，问题一次说清。", "全部通过的出具一份联合验收意见书；需要整改的列明逐项内容。"], results: ["竣工联合验收意见书", "竣工验收备案表"] },
    { no: "005", zh: "建筑业企业资质证书变更（简单变更）", en: "Small changes in a builder’s certificate", kind: "licence", type: "immediate", level: 1, days: [20, 0], basis: ["《建筑业企业资质管理规定》第二十条"], conditions: ["企业名称、地址或者法定代表人已经办完工商变更。"],
      materials: [["变更申请表", "application"], ["变更后的营业执照", "the new business licence", "electronic"]], steps: ["窗口核对营业执照信息，当场在系统里更改。", "当场打印新证书，旧证书收回。"], results: ["变更后的资质证书"] },
    { no: "006", zh: "城市基础设施配套费收取", en: "City infrastructure fee", kind: "fee", type: "immediate", level: 1, days: [1, 0], basis: ["晨光市建设项目收费目录（演练）第一条"], conditions: ["建设项目已经取得规划许可，需要缴纳配套费。"], materials: [["规划许可证", "planning permit", "electronic"], ["建筑面积明细表", "list of floor areas"]],
      steps: ["在一费清窗口按规划面积核算。", "与其他收费合并开一张缴款通知，一次缴清。"], fees: ["103001"], results: ["非税收入票据（电子）"] },
  ],
  "104": [
    { no: "001", zh: "结合民用建筑修建防空地下室审批", en: "Approval of shelters under civil buildings", kind: "licence", type: "promised", level: 3, days: [15, 6], basis: ["《中华人民共和国人民防空法》第二十二条"], conditions: ["新建民用建筑按规定同步设计防空地下室。"], materials: [["防空地下室设计审批申请表", "application"], ["总平面图和地下室图纸", "site plan and drawings of the shelter", "electronic"], ["规划设计条件", "planning conditions", "copy"]],
      steps: ["窗口受理并在线分送设计审查人员。", "审查人员核对防护等级和面积，需要改图的一次列清。", "分管领导审批，出具审批意见书。"], results: ["防空地下室建设意见书"] },
    { no: "002", zh: "防空地下室易地建设核准", en: "Leave to pay in place of a shelter", kind: "non-licence", type: "promised", level: 3, days: [15, 8], basis: ["《中华人民共和国人民防空法》第二十二条", "晨光市建设项目收费目录（演练）第四条"], conditions: ["地质或者场地条件使防空地下室确实建不了。"], materials: [["易地建设申请书", "application"], ["地质勘察报告", "report on the ground", "electronic"], ["专家论证意见", "opinion of experts", "original", 1, "以地质原因申请的提供。"]],
      steps: ["窗口受理，核对申请理由。", "工作人员到场看现场，五个工作日内提出意见。", "核准后开具缴费通知，由一费清窗口统一收取。"], fees: ["104001"], results: ["易地建设核准书"] },
  ],
  "105": [
    { no: "001", zh: "劳务派遣经营许可", en: "Licence to send out workers", kind: "licence", type: "promised", level: 2, days: [20, 8], basis: ["《中华人民共和国劳动合同法》第五十七条"], conditions: ["注册资本实缴不少于二百万元。", "有固定场所和合规的劳务派遣管理制度。"], materials: [["许可申请书", "application"], ["营业执照", "business licence", "electronic"], ["验资材料或者财务审计报告", "proof of the paid capital", "copy"], ["办公场所证明", "proof of the office", "copy"], ["劳务派遣协议样本", "sample of the agreement"]],
      steps: ["窗口受理，当场核对材料。", "工作人员到办公场所核实一次。", "首席代表审核签发，电子证照推送企业账户。"], results: ["劳务派遣经营许可证"] },
    { no: "002", zh: "职业技能等级证书查询和补打", en: "Search and reprint of a skill certificate", kind: "public-service", type: "immediate", level: 1, days: [1, 0], basis: ["《中华人民共和国就业促进法》第四十八条"], conditions: ["本人参加过职业技能等级认定并取得证书。"], materials: [["本人身份证", "identity card"]], steps: ["窗口或者自助机读取身份证。", "当场打印，盖电子印章。"], results: ["职业技能等级证书（打印件）"] },
    { no: "003", zh: "社会保险费缓缴申请", en: "Leave to pay social insurance later", kind: "non-licence", type: "promised", level: 3, days: [15, 7], basis: ["《中华人民共和国社会保险法》第六十条"], conditions: ["企业生产经营暂时困难，未裁减主要岗位。", "提出了缴清的期限和办法。"], materials: [["缓缴申请表", "application"], ["近三个月财务报表", "accounts of three months", "copy"], ["缴费计划书", "plan of payment"]],
      steps: ["窗口受理，核对欠费数。", "社保机构核实经营情况。", "分管领导坐班审批，书面告知结果和缓缴期限。"], results: ["缓缴社会保险费决定书"] },
    { no: "004", zh: "农民工工资保证金收取和退还", en: "Deposit for migrant workers’ wages", kind: "fee", type: "promised", level: 2, days: [15, 5], basis: ["《保障农民工工资支付条例》第三十二条", "晨光市建设项目收费目录（演练）第十三条"], conditions: ["在建工程的施工总承包单位按合同价缴存。"], materials: [["工程施工合同", "works contract", "copy"], ["开户银行确认单", "slip of the bank"]],
      steps: ["窗口核算应缴存金额，可以用保函代替。", "由专户缴存；工程完工且无欠薪的申请退还。"], fees: ["105001"], results: ["保证金收据（电子）"] },
  ],
  "106": [
    { no: "001", zh: "建设用地规划许可证核发", en: "Planning permit for land", kind: "licence", type: "promised", level: 3, days: [20, 7], basis: ["《中华人民共和国城乡规划法》第三十七条、第三十八条"], conditions: ["建设项目已经批准、核准或者备案。", "用地位置和用途符合控制性详细规划。"], materials: [["申请表", "application"], ["项目批准文件", "approval of the project", "electronic"], ["土地出让合同", "land contract", "copy"]],
      steps: ["窗口受理后调取规划图，不再要申请人画红线图。", "规划科核对用途和指标。", "分管领导坐班日签发，证照和附图一起发。"], results: ["建设用地规划许可证"] },
    { no: "002", zh: "建设工程规划许可证核发", en: "Planning permit for works", kind: "licence", type: "promised", level: 4, days: [20, 10], basis: ["《中华人民共和国城乡规划法》第四十条"], conditions: ["取得用地手续。", "设计方案符合规划条件，重要地段的方案经过专家评议。"], materials: [["申请表", "application"], ["设计方案文本", "design", "electronic"], ["日照分析报告", "study of sunlight", "electronic", 1, "住宅和学校、医院周边的项目提供。"]],
      steps: ["窗口受理，一次说清需要补正的全部内容。", "方案公示七日，听取周边居民意见。", "需要评议的上规划评审会，会后出具许可证。"], results: ["建设工程规划许可证"] },
    { no: "003", zh: "不动产首次登记", en: "First registration of real estate", kind: "public-service", type: "promised", level: 2, days: [20, 3], basis: ["《不动产登记暂行条例》第五条、第二十条"], conditions: ["权利来源清楚，没有争议。"], materials: [["登记申请书", "application"], ["权属来源材料", "source of the right", "copy"], ["测绘成果", "survey", "electronic"], ["完税凭证", "proof that tax is paid", "electronic"]],
      steps: ["不动产窗口受理并核税，同窗完成。", "登记人员核对权籍，实地看房在一个工作日内完成。", "登簿发证，电子证书同步发到手机。"], results: ["不动产权证书"] },
    { no: "004", zh: "不动产登记信息查询", en: "Search of the land register", kind: "public-service", type: "immediate", level: 1, days: [1, 0], basis: ["《不动产登记暂行条例》第二十七条"], conditions: ["权利人或者依法可以查询的利害关系人。"], materials: [["身份证明", "proof of identity"], ["委托书", "power of attorney", "original", 1, "他人代查的提供。"]], steps: ["窗口或者自助机核对身份。", "当场出具查询结果。"], results: ["不动产登记信息查询结果证明"] },
  ],
  "107": [
    { no: "001", zh: "民办学校设立审批", en: "Approval of a private school", kind: "licence", type: "promised", level: 4, days: [20, 15], basis: ["《中华人民共和国民办教育促进法》第十二条至第十八条"], conditions: ["举办者具有相应条件，校舍和师资符合设置标准。", "办学资金真实足额。"], materials: [["申办报告", "report of the founder"], ["学校章程草案", "draft of the charter"], ["校舍安全和消防证明", "proof that the building is safe", "copy"], ["拟任校长和教师名单", "list of staff"], ["资金来源证明", "source of the money", "copy"]],
      steps: ["窗口受理，先看是否符合设置标准。", "教育局组织专家到校评议一次，听证需要的时间不计入承诺时限并书面告知。", "会审后作出决定，不予批准的说明理由。"], results: ["民办学校办学许可证"] },
    { no: "002", zh: "教师资格认定", en: "Qualification of teachers", kind: "licence", type: "promised", level: 2, days: [20, 10], basis: ["《中华人民共和国教师法》第十条、第十三条"], conditions: ["学历、普通话等级和教育教学能力合格。", "体检合格。"], materials: [["认定申请表", "application"], ["考试合格证明", "proof of the examination", "electronic"], ["体检结果", "health check", "electronic"]],
      steps: ["先网上报名，再到窗口核对本人照片。", "教育局按批次集中认定。", "通知领证，也可以选择邮寄。"], results: ["教师资格证书"] },
    { no: "003", zh: "中小学学籍转接确认", en: "Transfer of a pupil", kind: "public-service", type: "promised", level: 2, days: [20, 5], basis: ["晨光市中小学学籍管理办法（演练）第八条"], conditions: ["转入学校有空余学位，家庭已经在本市落户或者居住。"], materials: [["转学申请表", "application"], ["户口簿或者居住证", "household book or residence permit", "copy"], ["转出学校意见", "word of the former school"]],
      steps: ["家长在窗口或者网上填表。", "转入、转出学校三个工作日内分别确认。", "电子学籍转接完成，短信告知家长。"], results: ["学籍转接确认单"] },
  ],
  "110": [
    { no: "001", zh: "企业设立登记", en: "Registration of a company", kind: "licence", type: "immediate", level: 1, days: [3, 0], basis: ["《中华人民共和国市场主体登记管理条例》第十九条"], conditions: ["名称、住所、章程和股东符合要求。", "经营范围里的许可项目先取得许可。"], materials: [["设立登记申请书", "application"], ["公司章程", "charter"], ["股东身份证明", "identity of the shareholders", "copy"], ["住所使用承诺书", "statement on the address"]],
      steps: ["在企业开办专窗一次提交，也可以全程网上签名办理。", "窗口当场审核，核发电子营业执照。", "同时免费刻章、领发票，社保和公积金账户一起开。"], results: ["营业执照", "企业开办一套件（印章、发票）"] },
    { no: "002", zh: "企业注销登记", en: "Deletion of a company", kind: "licence", type: "promised", level: 2, days: [10, 2], basis: ["《中华人民共和国市场主体登记管理条例》第三十一条至第三十四条"], conditions: ["清算结束，没有未了结的债权债务。"], materials: [["注销登记申请书", "application"], ["清算报告", "report of the liquidation"], ["清税证明", "proof that taxes are settled", "electronic"]],
      steps: ["窗口受理并核对清税信息。", "公告期满没有异议的，两个工作日内办结。"], results: ["注销登记通知书"] },
    { no: "003", zh: "食品经营许可证核发", en: "Licence to trade in food", kind: "licence", type: "promised", level: 2, days: [20, 6], basis: ["《中华人民共和国食品安全法》第三十五条"], conditions: ["经营场所整洁，设备布局合理。", "有食品安全管理人员，从业人员健康证有效。"], materials: [["许可申请书", "application"], ["营业执照", "business licence", "electronic"], ["场所布局图", "plan of the premises"], ["食品安全管理制度", "rules of safety"]],
      steps: ["窗口受理，低风险项目当场作出决定。", "需要看现场的，工作人员在三个工作日内上门一次。", "签发电子许可证，可以自行打印张贴。"], results: ["食品经营许可证"] },
    { no: "004", zh: "特种设备使用登记", en: "Registration of dangerous equipment", kind: "licence", type: "promised", level: 2, days: [20, 4], basis: ["《中华人民共和国特种设备安全法》第三十三条"], conditions: ["设备经检验合格，使用单位有管理人员。"], materials: [["使用登记表", "form"], ["产品质量合格证明", "proof of quality", "copy"], ["检验报告", "report of the inspection", "electronic"]],
      steps: ["窗口受理，核对检验报告编号。", "登记后发使用标志，要求贴在设备明显位置。"], results: ["特种设备使用登记证"] },
    { no: "005", zh: "药品零售企业经营许可", en: "Licence of a pharmacy", kind: "licence", type: "forwarded", level: 2, days: [20, 9], basis: ["《中华人民共和国药品管理法》第五十一条、第五十二条"], conditions: ["有执业药师、符合要求的场所和仓储条件。"], materials: [["申请表", "application"], ["执业药师注册证", "certificate of the pharmacist", "electronic"], ["场所平面图和设施清单", "plan and list of equipment"]],
      steps: ["窗口受理，组织现场检查。", "本市审查合格的报上级药品监管部门决定，本级时限只算本市审查的时间。", "上级决定后由窗口送达。"], results: ["药品经营许可证"] },
    { no: "006", zh: "个体工商户登记", en: "Registration of a sole trader", kind: "licence", type: "immediate", level: 1, days: [3, 0], basis: ["《中华人民共和国市场主体登记管理条例》第十九条"], conditions: ["经营者是有经营能力的自然人，有经营场所。"], materials: [["登记申请书", "application"], ["经营者身份证", "identity card"], ["经营场所证明", "proof of the place", "copy"]],
      steps: ["窗口或者手机填写，系统自动核名。", "当场发照，一人一照。"], results: ["营业执照"] },
  ],
  "111": [
    { no: "001", zh: "公共场所卫生许可", en: "Health permit of public places", kind: "licence", type: "promised", level: 2, days: [20, 5], basis: ["《公共场所卫生管理条例》第四条"], conditions: ["场所卫生检测合格，从业人员健康证有效。"], materials: [["许可申请表", "application"], ["场所平面图", "plan of the place"], ["卫生检测报告", "report of the test", "electronic"]],
      steps: ["窗口受理，可以先发告知承诺，先开业后核查。", "三十日内上门核查一次。", "符合的直接发证。"], results: ["公共场所卫生许可证"] },
    { no: "002", zh: "护士执业注册", en: "Registration of nurses", kind: "licence", type: "promised", level: 2, days: [20, 5], basis: ["《护士条例》第七条、第八条"], conditions: ["考试合格，健康状况符合要求，有聘用单位。"], materials: [["注册申请表", "application"], ["护士执业资格考试成绩合格证明", "proof of the examination", "electronic"], ["健康体检证明", "health check", "electronic"]],
      steps: ["医院为本人网上申请，窗口核对。", "注册信息当日入库，通知单位。"], results: ["护士执业证书"] },
    { no: "003", zh: "再生育登记服务", en: "Registration of a further child", kind: "public-service", type: "immediate", level: 1, days: [1, 0], basis: ["《中华人民共和国人口与计划生育法》第十八条"], conditions: ["夫妻一方户籍或者居住地在本市。"], materials: [["登记表", "form"], ["夫妻身份证明", "identity of both", "copy"]], steps: ["社区或者窗口登记，信息当场录入。", "当场发给登记回执，免费领取生育保健手册。"], results: ["生育登记回执"] },
    { no: "004", zh: "放射诊疗许可", en: "Licence for radiology", kind: "licence", type: "promised", level: 3, days: [20, 12], basis: ["《放射性同位素与射线装置安全和防护条例》第八条"], conditions: ["机房防护检测合格，放射工作人员持证上岗。"], materials: [["申请表", "application"], ["机房防护检测报告", "test of the shielding", "electronic"], ["人员培训和体检资料", "training and health of staff", "copy"], ["应急预案", "plan for accidents"]],
      steps: ["窗口受理，组织专业人员现场核验。", "分管领导坐班审批，条件不足的列出整改清单。", "发证并登记设备台账。"], results: ["放射诊疗许可证"] },
  ],
  "112": [
    { no: "001", zh: "普通护照签发受理", en: "Passport: application taken", kind: "licence", type: "forwarded", level: 2, days: [20, 7], basis: ["《中华人民共和国护照法》第五条、第六条"], conditions: ["中国公民，没有不准出境的情形。"], materials: [["申请表", "application"], ["身份证", "identity card"], ["规格照片", "photo of the set size"]],
      steps: ["窗口采集照片、指纹并签字。", "本市核对后报上级签发，时限只算本市办理部分。", "选择自取或者邮寄送达。"], results: ["普通护照"] },
    { no: "002", zh: "居民身份证换领", en: "New identity card", kind: "public-service", type: "promised", level: 2, days: [20, 10], basis: ["《中华人民共和国居民身份证法》第十一条"], conditions: ["证件有效期届满、损坏或者登记项目变化。"], materials: [["原身份证或者户口簿", "old card or household book"]],
      steps: ["窗口或者自助机采集照片和指纹。", "申请当天发给临时身份证，正式证件制作好后通知领取。"], results: ["居民身份证"] },
    { no: "003", zh: "户口迁移登记", en: "Change of household registration", kind: "public-service", type: "promised", level: 2, days: [15, 3], basis: ["《中华人民共和国户口登记条例》第十条"], conditions: ["有合法稳定住所或者亲属投靠等迁移理由。"], materials: [["迁移申请表", "application"], ["迁移理由证明材料", "proof of the reason", "copy"], ["户口簿", "household book"]],
      steps: ["一站迁移：迁入地受理，迁出地网上核对，不用往返。", "核对相符的当场更换户口簿。"], results: ["户口簿变更页"] },
    { no: "004", zh: "大型群众性活动安全许可", en: "Safety permit of large events", kind: "licence", type: "joint", level: 4, days: [20, 10], basis: ["《大型群众性活动安全管理条例》第十一条、第十三条"], conditions: ["预计到场人数达到一千人以上。", "有活动方案、安全工作方案和场地合格证明。"], materials: [["许可申请表", "application"], ["活动方案", "plan of the event"], ["安全工作方案和应急预案", "plan for safety"], ["场地安全检验合格证明", "proof that the place is safe", "copy"]],
      steps: ["公安牵头，会同消防、城管、卫健等单位一起看方案。", "到场地共同查验一次，需要整改的当场列单。", "七日前作出决定，活动结束后回访。"], results: ["大型群众性活动安全许可决定书"] },
    { no: "005", zh: "机动车注册登记", en: "Registration of a vehicle", kind: "licence", type: "immediate", level: 1, days: [1, 0], basis: ["《中华人民共和国道路交通安全法》第九条"], conditions: ["新车合格证、发票、保险和完税凭证齐全，车辆查验合格。"], materials: [["购车发票", "invoice", "copy"], ["车辆合格证", "certificate of the car"], ["交强险保单", "insurance", "electronic"], ["车辆购置税完税证明", "proof of the tax", "electronic"]],
      steps: ["先查验车辆，再到窗口提交。", "选号后当场发行驶证和号牌。"], results: ["机动车行驶证", "机动车号牌"] },
  ],
  "113": [
    { no: "001", zh: "建设项目环境影响报告书审批", en: "Approval of an environmental report", kind: "licence", type: "promised", level: 4, days: [20, 15], basis: ["《中华人民共和国环境影响评价法》第二十二条"], conditions: ["项目选址和规模符合国家产业政策和区域规划。", "污染防治措施可行，公众参与已经完成。"], materials: [["审批申请", "application"], ["环境影响报告书", "environmental report", "electronic"], ["公众参与说明", "account of public views"], ["专家评审意见", "opinion of experts", "original", 1, "可能有重大影响的项目提供。"]],
      steps: ["受理当天在网上公开报告书全本。", "组织专家评审；评审时间书面告知，不计入承诺时限。", "作出决定，公开批复全文。"], results: ["环境影响报告书批复"] },
    { no: "002", zh: "排污许可证核发", en: "Permit to discharge waste", kind: "licence", type: "promised", level: 3, days: [20, 12], basis: ["《排污许可管理条例》第二条、第十一条"], conditions: ["依法完成环评，排放符合标准和总量要求。"], materials: [["排污许可申请表", "application", "electronic"], ["自行监测方案", "plan of self-monitoring"], ["环评批复", "approval of the environmental report", "electronic"]],
      steps: ["网上填报，窗口核对完整性。", "技术单位核查污染物种类和排放量。", "分管领导审批，许可证公开在网上。"], results: ["排污许可证"] },
    { no: "003", zh: "危险废物转移电子联单办理", en: "Electronic note for moving dangerous waste", kind: "non-licence", type: "immediate", level: 1, days: [1, 0], basis: ["《中华人民共和国固体废物污染环境防治法》第八十二条"], conditions: ["产废单位和接收单位都已经备案。"], materials: [["转移计划", "plan of the transport"], ["接收单位资质证明", "licence of who takes it", "copy"]], steps: ["线上提交转移计划，系统自动核对资质。", "符合的即时生成联单，车辆沿途扫码交接。"], results: ["危险废物转移联单"] },
  ],
  "114": [
    { no: "001", zh: "道路货物运输经营许可", en: "Licence to carry goods by road", kind: "licence", type: "promised", level: 2, days: [20, 3], basis: ["《中华人民共和国道路运输条例》第二十二条、第二十四条"], conditions: ["有检测合格的车辆，驾驶员有从业资格。", "有安全生产管理制度。"], materials: [["经营申请表", "application"], ["车辆技术检测报告", "report of the vehicle check", "electronic"], ["从业人员资格证", "certificates of drivers", "electronic"]],
      steps: ["窗口受理，书面承诺的先发许可后核查。", "三个工作日内签发经营许可证和道路运输证。"], results: ["道路运输经营许可证", "道路运输证"] },
    { no: "002", zh: "超限运输车辆行驶公路许可", en: "Permit for oversize transports", kind: "licence", type: "promised", level: 2, days: [20, 2], basis: ["《中华人民共和国公路法》第五十条"], conditions: ["运输不可解体的大型物件，路线和时间合理。"], materials: [["申请表", "application"], ["车货尺寸和轴重数据", "dimensions and axle loads"], ["护送方案", "plan of the escort", "original", 1, "超宽、超高的提供。"]],
      steps: ["网上申请，系统算路线。", "窗口核对桥梁限载后发证，跨市的自动流转。"], results: ["超限运输车辆通行证"] },
    { no: "003", zh: "网络预约出租汽车驾驶员证核发", en: "Licence of ride-hailing drivers", kind: "licence", type: "promised", level: 2, days: [20, 8], basis: ["晨光市出租汽车管理规定（演练）第六条"], conditions: ["三年以上驾驶经历，没有严重违法记录。", "从业资格考试合格。"], materials: [["驾驶员证申请表", "application"], ["驾驶证", "driving licence", "copy"], ["无违法记录核查授权", "consent to a check"]],
      steps: ["窗口受理，报名参加考试。", "考试合格的当周发证。"], results: ["网络预约出租汽车驾驶员证"] },
  ],
  "115": [
    { no: "001", zh: "社会团体成立登记", en: "Registration of an association", kind: "licence", type: "promised", level: 3, days: [20, 15], basis: ["《社会团体登记管理条例》第九条至第十六条"], conditions: ["有章程、住所、专职人员和合法经费来源。", "发起人和会员数量符合要求。"], materials: [["登记申请书", "application"], ["章程草案", "draft charter"], ["验资报告", "proof of capital", "copy"], ["会员名册", "list of members"]],
      steps: ["窗口受理后征求有关单位意见。", "民政局审查章程和人员情况。", "分管领导审批，发给登记证书。"], results: ["社会团体法人登记证书"] },
    { no: "002", zh: "结婚登记", en: "Registration of marriages", kind: "public-service", type: "immediate", level: 1, days: [1, 0], basis: ["《中华人民共和国民法典》第一千零四十九条"], conditions: ["双方自愿，到法定婚龄，没有法律禁止的情形。"], materials: [["双方身份证", "identity cards of both"], ["双方户口簿", "household books of both"], ["合影照片", "photo of both"]],
      steps: ["预约时段，双方一同到登记处。", "核对信息、宣读声明后当场发证。"], results: ["结婚证"] },
    { no: "003", zh: "困难残疾人生活补贴和重度残疾人护理补贴", en: "Allowances for disabled people", kind: "public-service", type: "promised", level: 3, days: [20, 15], basis: ["晨光市残疾人两项补贴办法（演练）第四条"], conditions: ["户籍在本市，持有残疾人证，家庭收入符合规定。"], materials: [["补贴申请表", "application"], ["残疾人证", "certificate of disability", "copy"], ["家庭收入核对授权书", "consent to check the income"]],
      steps: ["街道或者窗口都能申请，核对不要居民开证明。", "核对收入和残疾等级，公示五日。", "审核通过的从申请当月算起发放。"], results: ["补贴审批告知书"] },
  ],
  "116": [
    { no: "001", zh: "营业性演出许可", en: "Permit for paid shows", kind: "licence", type: "promised", level: 2, days: [20, 3], basis: ["《营业性演出管理条例》第十三条"], conditions: ["主办单位有演出经纪资质，场地消防合格。"], materials: [["演出申请表", "application"], ["节目单和视听资料", "programme and recordings"], ["演出合同", "contract", "copy"], ["场地消防合格证明", "proof of fire safety", "copy"]],
      steps: ["窗口受理，节目内容专人审看。", "三个工作日内决定，准演批文可以下载。"], results: ["营业性演出准予许可决定"] },
    { no: "002", zh: "旅行社设立许可", en: "Licence of a travel agency", kind: "licence", type: "promised", level: 2, days: [20, 7], basis: ["《旅行社条例》第六条、第七条"], conditions: ["有固定经营场所和必要设施，注册资本不少于三十万元。"], materials: [["设立申请书", "application"], ["营业执照", "business licence", "electronic"], ["经营场所证明", "proof of the place", "copy"]],
      steps: ["窗口受理并核对质量保证金存缴承诺。", "看一次经营场所后签发许可证。"], results: ["旅行社业务经营许可证"] },
    { no: "003", zh: "文物保护单位建设控制地带工程方案核准", en: "Approval of works beside monuments", kind: "non-licence", type: "forwarded", level: 3, days: [20, 18], basis: ["《中华人民共和国文物保护法》第十八条"], conditions: ["工程设计方案不影响文物安全和环境风貌。"], materials: [["申请书", "application"], ["设计方案", "design", "electronic"], ["文物影响评估", "study of the effects"]],
      steps: ["窗口受理后组织文物专家看现场。", "提出审查意见报上级文物部门决定，时限只算本市审查部分。"], results: ["核准意见"] },
  ],
  "117": [
    { no: "001", zh: "户外广告设置许可", en: "Permit for outdoor advertising", kind: "licence", type: "promised", level: 2, days: [20, 5], basis: ["《城市市容和环境卫生管理条例》第十一条"], conditions: ["位置符合户外广告规划，结构安全，不遮挡采光通风。"], materials: [["设置申请表", "application"], ["效果图和结构图", "pictures and drawings", "electronic"], ["场地使用权证明", "right to use the place", "copy"]],
      steps: ["窗口受理，涉及建筑安全的同时看结构图。", "到场看一次位置，五个工作日内决定。"], results: ["户外广告设置许可证"] },
    { no: "002", zh: "城市建筑垃圾处置核准", en: "Approval of dumping construction waste", kind: "licence", type: "promised", level: 2, days: [20, 3], basis: ["《城市建筑垃圾管理规定》第七条"], conditions: ["有运输企业和合格消纳场地。", "工地出入口有冲洗设施。"], materials: [["处置申请表", "application"], ["运输合同", "contract of transport", "copy"], ["消纳场地证明", "proof of the site", "copy"]],
      steps: ["窗口受理，核对车辆卫星定位。", "核准后发放运输车辆通行凭证。"], results: ["建筑垃圾处置核准文件"] },
    { no: "003", zh: "临时占用城市绿地审批", en: "Leave to use green space for a time", kind: "licence", type: "promised", level: 3, days: [20, 9], basis: ["《城市绿化条例》第十九条"], conditions: ["因建设或者特殊需要临时占用，并承诺恢复。"], materials: [["占用申请表", "application"], ["占用范围图", "plan of the space"], ["绿化恢复方案", "plan of restoring"]],
      steps: ["窗口受理，园林人员到场测量。", "分管领导坐班审批，恢复期写明在许可里。"], results: ["临时占用城市绿地许可"] },
  ],
  "118": [
    { no: "001", zh: "发票领用", en: "Issue of invoices", kind: "public-service", type: "immediate", level: 1, days: [5, 0], basis: ["《中华人民共和国发票管理办法》第十五条"], conditions: ["已经办理税务登记，没有失信限制。"], materials: [["发票领用申请", "application"], ["经办人身份证明", "identity of who comes"]], steps: ["窗口核对开票限额。", "数电发票额度当场生效，纸质发票当场领走。"], results: ["发票额度"], handling: "unified-accept-deliver" },
    { no: "002", zh: "跨区域涉税事项报告", en: "Report of work in another region", kind: "public-service", type: "immediate", level: 1, days: [1, 0], basis: ["《中华人民共和国税收征收管理法》第十五条"], conditions: ["外出经营时间超过三十日。"], materials: [["报告表", "form"], ["经营合同", "contract", "copy"]], steps: ["网上提交，经营地与本地信息互通。", "当场生成报告编号，到经营地预缴税款时出示。"], results: ["跨区域涉税事项报告"] },
  ],
  "119": [
    { no: "001", zh: "港口危险货物作业审批", en: "Approval of dangerous cargo at the port", kind: "licence", type: "promised", level: 3, days: [10, 5], basis: ["《中华人民共和国港口法》第三十五条"], conditions: ["作业单位有危险货物作业资质，应急物资备齐。"], materials: [["作业报告单", "report of the work"], ["货物安全技术说明书", "safety sheet of the goods", "copy"], ["应急预案", "plan for accidents"]],
      steps: ["船舶到港前提交，窗口分送港政和海事。", "值班人员核对作业方案，分管领导审批后允许作业。"], results: ["港口危险货物作业许可"], handling: "in-hall" },
    { no: "002", zh: "船舶货物装卸过驳作业备案", en: "Filing of cargo moved between ships", kind: "non-licence", type: "promised", level: 2, days: [5, 1], basis: ["晨光市港口管理规定（演练）第九条"], conditions: ["作业区域和时间不妨碍航道通行。"], materials: [["过驳作业申报单", "report of the work"], ["船舶证书", "ships’ papers", "electronic"]],
      steps: ["在港区申报点报送，港政人员码头当面核对。", "符合的当日登记编号，信息进入中心平台备查。"], results: ["过驳作业登记编号"], handling: "port-filed" },
  ],
};
