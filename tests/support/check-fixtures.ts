import type { CheckId } from "../../src/tenders/check/checks.js";
import { SCORING } from "./procurement-method.js";
import { ONE_PART } from "./works-tender.js";
import { document, lawfulLot, lowest, money, OFFICES, points, type Change } from "./check-subjects.js";

/** For each check what it lets pass and what it does not; `fact` is the fact that decides, or part of it. */
export type Fixture = { readonly passes: readonly Change[]; readonly fails: readonly (Change & { readonly fact: string })[] };

const contact = (over: Record<string, unknown>): Record<string, unknown> => ({ name: "晨光市城市建设投资集团有限公司", person: "陈一鸣", phone: "0000-1234567", address: "晨光市滨河路1号", ...over });
const agency = (over: Record<string, unknown> = {}): Record<string, unknown> => ({ name: "晓明工程咨询有限公司", person: "周晓", phone: "0000-2345678", address: "晨光市人民路8号", uscc: "91341702MA0000031Y", ...over });
const complaints = (over: Record<string, unknown> = {}): Record<string, unknown> => ({ name: "晨光市公共资源交易监督管理局", person: "严正", phone: "0000-7654321", address: "晨光市市民中心", ...over });
const lot = (over: Record<string, unknown>): Change => ({ lots: [lawfulLot(over)] });
const says = (content: string): Change => ({ form: { content } });
const parts = (technical: readonly string[], price: readonly string[], after: string | null = "technical"): Record<string, unknown> => ({ parts: [{ part: "technical", title: "技术部分", after: null, form: false, requiredFiles: technical }, { part: "price", title: "报价部分", after, form: true, requiredFiles: price }] });

export const FIXTURES: Readonly<Partial<Record<CheckId, Fixture>>> = {
  "deadline-ahead": { passes: [{ at: "2026-09-22T09:29:59" }], fails: [{ at: "2026-09-22T09:30:00", fact: "2026-09-22T09:30:00+08:00" }] },
  "site-visit-in-time": {
    passes: [{ form: { siteVisit: null } }, { form: { deadline: "2026-09-22T09:30:00+08:00", siteVisit: { at: "2026-09-22T09:29:59+08:00", place: "现场", note: null } } }],
    fails: [{ form: { deadline: "2026-09-22T09:30:00+08:00", siteVisit: { at: "2026-09-22T09:30:00+08:00", place: "现场", note: null } }, fact: "2026-09-22T09:30:00" }, { form: { siteVisit: { at: "2026-08-01T09:30:00+08:00", place: "现场", note: null } }, fact: "2026-08-01" }],
  },
  "questions-close-in-time": {
    passes: [{ form: { questionsUntil: null } }, { form: { deadline: "2026-09-22T09:30:00+08:00", questionsUntil: "2026-09-22T09:30:00+08:00" } }],
    fails: [{ form: { deadline: "2026-09-22T09:30:00+08:00", questionsUntil: "2026-09-22T09:30:00.001+08:00" }, fact: "2026-09-22T09:30:00.001" }, { form: { saleFrom: "2026-09-01T09:00:00+08:00", questionsUntil: "2026-09-01T09:00:00+08:00" }, fact: "2026-09-01T09:00:00" }],
  },
  "sale-ends-on-work-day": { passes: [{ form: { saleUntil: "2026-09-20T17:00:00+08:00" } }], fails: [{ form: { saleUntil: "2026-09-19T17:00:00+08:00" }, fact: "2026-09-19" }] },
  "opening-in-office-hours": { passes: [{ form: { deadline: "2026-09-22T08:00:00+08:00" } }, { form: { deadline: "2026-09-22T17:59:00+08:00" } }], fails: [{ form: { deadline: "2026-09-22T07:59:00+08:00" }, fact: "07:59" }, { form: { deadline: "2026-09-22T18:00:00+08:00" }, fact: "18:00" }] },
  "holidays-known": { passes: [{ form: { validityDays: 100 } }], fails: [{ form: { validityDays: 101 }, fact: "2027-01-01" }, { form: { deadline: "2027-03-02T09:30:00+08:00" }, fact: "2027-03-02" }] },
  "objection-possible": { passes: [{ form: { deadline: "2026-09-11T09:30:00+08:00" } }], fails: [{ form: { deadline: "2026-09-10T09:30:00+08:00" }, fact: "2026-09-01T00:00:00+08:00" }] },
  "validity-long-enough": { passes: [{ form: { validityDays: 33 } }], fails: [{ form: { validityDays: 32 }, fact: "32" }] },
  "written-dates-agree": {
    passes: [says("投标截止时间：2026年9月22日（星期二）09:30。"), says("开标时间 ２０２６年９月２２日 ９时３０分"), says("招标文件获取时间：2026-09-01 至 2026-09-08"), says("开工日期为2026年12月1日，竣工日期2027年8月1日"), { documents: [document({ text: "投标截止时间（开标时间）：2026 年 9 月 22 日 9:30" })] }],
    fails: [{ ...says("投标截止时间为2026年9月22日10:30"), fact: "2026年9月22日10:30" }, { ...says("开标时间：２０２６年 ９月２３日９：３０"), fact: "２０２６年 ９月２３日９：３０" }, { documents: [document({ text: "递交投标文件截止时间 2026-09-21 9:30" })], fact: "2026-09-21 9:30" }, { ...says("发售期自2026年9月1日至2026年9月10日"), fact: "2026年9月10日" }],
  },
  "written-dates-exist": { passes: [says("计划2028年2月29日完工")], fails: [{ ...says("计划2027年2月29日完工"), fact: "2027年2月29日" }, { ...says("工期至２０２７年１３月１日"), fact: "２０２７年１３月１日" }] },
  "written-weekdays-agree": { passes: [says("2026年9月20日（星期日）答疑")], fails: [{ ...says("2026年9月20日（周六）答疑"), fact: "2026年9月20日（周六）" }] },
  "ceiling-within-estimate": { passes: [lot({ ceiling: money("38650000.00") }), lot({ ceiling: null })], fails: [{ ...lot({ ceiling: money("38650000.01") }), fact: "38,650,000.01" }] },
  "amounts-positive": { passes: [lot({ deposit: null })], fails: [{ ...lot({ ceiling: money("0.00") }), fact: "0.00" }, { ...lot({ deposit: money("0.00") }), fact: "0.00" }] },
  "money-words-agree": {
    passes: [says("暂列金额：人民币壹佰万元整（¥1,000,000.00元）"), says("暂列金额叁仟捌佰陆拾伍万元整，即3865万元"), says("违约金壹仟元"), says("总投资约 4200 万元，施工部分估算价 3865 万元")],
    fails: [{ ...says("暂列金额：人民币壹佰万元整（¥1,010,000.00元）"), fact: "壹佰万元整" }, { ...says("奖励金拾万元（１２万元）"), fact: "拾万元" }, { ...says("叁仟零伍元伍角（3050.50元）"), fact: "叁仟零伍元伍角" }],
  },
  "amounts-agree": {
    passes: [{ form: { content: "投标保证金70万元" }, lots: [lawfulLot({ deposit: money("700000.00"), depositDays: 90 })] }, says("招标控制价为３８６５万元"), says("投标保证金不超过估算价的2%")],
    fails: [{ form: { content: "投标保证金：人民币80万元" }, lots: [lawfulLot({ deposit: money("700000.00"), depositDays: 90 })], fact: "80万元" }, { ...says("最高投标限价 3,900 万元"), fact: "3,900 万元" }, { ...says("投标保证金为 50 万元"), fact: "50 万元" }],
  },
  "experience-fits": { passes: [says("近三年完成过单项合同金额3000万元以上的类似工程业绩")], fails: [{ ...says("近三年完成过单项合同金额不低于5000万元的类似工程业绩"), fact: "5000万元" }] },
  "formula-divides": {
    passes: [lot({ method: points({ trimAt: 3, k: ["0", "0.5"] }) }), lot({ method: lowest() })],
    fails: [
      { ...lot({ method: points({ trimAt: 2 }) }), fact: "2" }, { ...lot({ method: points({ k: ["0.02", "1"] }) }), fact: "评标办法" }, { ...lot({ method: points({ e1: "-1" }) }), fact: "-1" },
      { lots: [lawfulLot({ estimate: money("4999.00"), ceiling: null, method: points({ unit: "wan", k: ["0.02"] }) })], fact: "wan" },
    ],
  },
  "criteria-add-up": { passes: [{}], fails: [{ ...lot({ method: points({ criteria: [{ id: "plan", title: "施工组织设计", full: "29.5", standard: "方案完整" }] }) }), fact: "29.5" }] },
  "price-counts": { passes: [lot({ method: points({ e1: "0" }) })], fails: [{ ...lot({ method: points({ e1: "0", e2: "0" }) }), fact: "e1=0 e2=0" }] },
  "reductions-distinct": { passes: [lot({ method: points({ k: ["0.01", "0.02", "0.1"] }) })], fails: [{ ...lot({ method: points({ k: ["0.02", "0.020"] }) }), fact: "0.020" }, { ...lot({ method: points({ k: ["0.11"] }) }), fact: "0.11" }] },
  "trim-leaves-enough": { passes: [lot({ method: points({ trimAt: 5 }) }), lot({ method: points({ trimAt: null }) })], fails: [{ ...lot({ method: points({ trimAt: 4 }) }), fact: "4" }] },
  "no-trimming": { passes: [lot({ method: points({ trimAt: null }) })], fails: [{ ...lot({ method: points({ trimAt: 5 }) }), fact: "5" }] },
  "ties-distinct": { passes: [lot({ method: lowest() })], fails: [{ ...lot({ method: points({ ties: ["draw", "draw"] }) }), fact: "draw" }, { ...lot({ method: lowest({ ties: ["higher-technical", "draw"] }) }), fact: "higher-technical" }] },
  "ties-decide": { passes: [lot({ method: lowest() })], fails: [{ ...lot({ method: points({ ties: ["lower-price"] }) }), fact: "lower-price" }] },
  "reserve-as-limit": {
    passes: [says("设有标底，标底只作为评标的参考。"), says("不得以投标报价超过标底上下浮动范围作为否决投标的条件。"), says("不以投标报价是否接近标底作为中标条件"), says("评标基准价为有效报价的平均值下浮2%"), lot({ method: points({ criteria: [{ id: "plan", title: "施工组织设计", full: "30", standard: "方案完整，与标底无关" }] }) })],
    fails: [
      { ...says("投标报价超过标底5%的，按无效投标处理"), fact: "超过标底5%" }, { ...says("报价在标底上下浮动3%以内为有效报价"), fact: "标底上下浮动3%" }, { ...says("投标报价最接近标底的得满分"), fact: "最接近标底" }, { ...says("评标基准价为标底的95%"), fact: "基准价为标底" },
      { lots: [lawfulLot({ scope: "低于标底８％的报价否决其投标" })], fact: "低于标底８％" }, { documents: [document({ text: "以标底与投标报价平均值的加权作为评标基准价" })], fact: "以标底" },
    ],
  },
  "adjustments-written": { passes: [lot({ method: lowest() })], fails: [{ ...lot({ method: lowest({ adjustments: [] }) }), fact: "0" }] },
  "standards-measurable": {
    passes: [lot({ method: points({ criteria: [{ id: "plan", title: "施工组织设计", full: "30", standard: "优25至30分，良18至24分，一般10至17分" }] }) })],
    fails: [{ ...lot({ method: points({ criteria: [{ id: "plan", title: "施工组织设计", full: "30", standard: "由评委酌情打分" }] }) }), fact: "酌情" }],
  },
  "openers-known": { passes: [{}], fails: [{ offices: OFFICES.slice(0, 2), fact: "notary" }] },
  "openers-distinct": { passes: [{}], fails: [{ offices: OFFICES.map((office) => ({ ...office, uscc: office.opener === "notary" ? "91341702MA0000031Y" : office.uscc })), fact: "91341702MA0000031Y" }] },
  "tenderer-is-no-opener": { passes: [{}], fails: [{ offices: OFFICES.map((office) => (office.opener === "agency" ? { ...office, uscc: "91341702MA000001XC" } : office)), fact: "晓明工程咨询有限公司" }] },
  "threshold-takes-most": { passes: [lot({ threshold: 2 })], fails: [{ ...lot({ openers: ["agency", "supervisor", "notary", "fourth"], threshold: 2 }), fact: "4取2" }] },
  "threshold-has-spare": { passes: [lot({ threshold: 2 }), lot({ threshold: 3, open: "bidder" })], fails: [{ ...lot({ threshold: 3 }), fact: "3取3" }] },
  "decryption-window-usual": { passes: [lot({ decryptionMinutes: 30 })], fails: [{ ...lot({ decryptionMinutes: 29 }), fact: "29" }] },
  "remedy-written": { passes: [lot({ remedyMinutes: 1 })], fails: [{ ...lot({ remedyMinutes: 0 }), fact: "0" }] },
  "parts-in-order": { passes: [{}], fails: [{ ...lot(parts(["施工组织设计.pdf"], ["清单.xlsx"], null)), fact: "报价部分" }] },
  "files-asked-for": { passes: [lot(parts(["施工组织设计.pdf"], []))], fails: [{ ...lot(parts([], ["清单.xlsx"])), fact: "technical" }] },
  "files-distinct": { passes: [{}], fails: [{ ...lot(parts(["承诺书.pdf"], ["承诺书.PDF"])), fact: "承诺书.pdf" }, { ...lot(parts(["表１.pdf", "表1.pdf"], [])), fact: "表1.pdf" }] },
  "files-openable": { passes: [lot(parts(["图纸.DWG", "扫描件．ｐｄｆ"], ["清单.csv"]))], fails: [{ ...lot(parts(["施工组织设计.gcfx"], [])), fact: "施工组织设计.gcfx" }, { ...lot(parts(["承诺书"], [])), fact: "承诺书" }] },
  "blind-part-apart": {
    passes: [lot({ blind: true }), lot({ blind: false, ...parts(["施工组织设计.pdf"], ["清单.xlsx"], null) })],
    fails: [{ ...lot({ blind: true, ...parts(["施工组织设计.pdf"], ["清单.xlsx"], null) }), fact: "技术部分、报价部分" }, { lots: [lawfulLot({ blind: true, parts: ONE_PART })], fact: "投标文件" }],
  },
  "blind-criteria-technical": {
    passes: [lot({ blind: true }), lot({ method: lowest() })], fails: [{ ...lot({ blind: true, method: lowest() }), fact: "—" }, { ...lot({ blind: true, method: SCORING }), fact: "售后服务、类似业绩" }],
  },
  "blind-files-strippable": { passes: [lot({ blind: true, ...parts(["施工组织设计．ＰＤＦ", "进度计划.xlsx"], []) }), lot(parts(["模型.ifc"], []))], fails: [{ ...lot({ blind: true, ...parts(["模型.ifc"], []) }), fact: "模型.ifc" }] },
  "blind-agreement-elsewhere": {
    passes: [{ form: { consortium: true, consortiumTerms: { firmsMax: 2, agreementFile: "联合体协议书.pdf", other: null } } }, { form: { consortium: true }, lots: [lawfulLot({ blind: true })] }],
    fails: [{ form: { consortium: true, consortiumTerms: { firmsMax: 2, agreementFile: "联合体协议书.pdf", other: null } }, lots: [lawfulLot({ blind: true })], fact: "联合体协议书.pdf" }],
  },
  "complaints-independent": { passes: [{}], fails: [{ form: { complaints: complaints({ name: "晨光市城市建设投资集团 有限公司" }) }, fact: "晨光市城市建设投资集团" }, { form: { agency: agency(), complaints: complaints({ name: "晓明工程咨询有限公司" }) }, fact: "晓明" }] },
  "complaints-authority": { passes: [{ form: { complaints: complaints({ name: "晨光市住房和城乡建设局" }) } }], fails: [{ form: { complaints: complaints({ name: "晨星有限责任公司" }) }, fact: "晨星" }] },
  "complaints-own-phone": { passes: [{}], fails: [{ form: { complaints: complaints({ phone: "００００-１２３４５６７" }) }, fact: "００００" }] },
  "phones-complete": { passes: [{ form: { contact: contact({ phone: "１２３４５６７" }) } }], fails: [{ form: { contact: contact({ phone: "123456" }) }, fact: "123456" }, { form: { complaints: complaints({ phone: "详见平台" }) }, fact: "详见平台" }] },
  "people-named": {
    passes: ["阿依古丽·买买提", "𠮷田", "䶮㛃", "买买提·吐尔逊", "欧阳经纬"].map((person) => ({ form: { contact: contact({ person }) } })),
    fails: ["张工", "李经理", "ＸＸＸ", "/", "王女士"].map((person) => ({ form: { contact: contact({ person }) }, fact: person })),
  },
  "agency-code": { passes: [{ form: { agency: agency() } }, { form: { agency: null } }], fails: [{ form: { agency: agency({ uscc: "91341702MA0000031X" }) }, fact: "91341702MA0000031X" }, { form: { agency: agency({ uscc: "９１３４１７０２ＭＡ０００００３１Ｙ" }) }, fact: "９１３４" }] },
  "agency-independent": { passes: [{ form: { agency: agency() } }], fails: [{ form: { agency: agency({ uscc: "91341702MA000001XC" }) }, fact: "91341702MA000001XC" }] },
  "text-printable": { passes: [says("𠮷祥小区、䶮山路、㛃河桥；阿依古丽·买买提"), says(`${"长".repeat(1_000)}\n${"长".repeat(1_000)}`)], fails: [{ ...says("滨河路\u200b雨污分流"), fact: "U+200B" }, { ...says("长".repeat(1_001)), fact: "1001" }] },
  "faulted-clause-amended": {
    passes: [{}, { faulted: ["qualification"], form: { qualification: "具有市政公用工程施工总承包二级及以上资质" } }, { faulted: ["lot.method"], ...lot({ method: points({ e1: "1.5" }) }) }, { faulted: ["documents.招标文件.docx"], documents: [document({ sha256: "1".repeat(64) })] }, { faulted: [], ...lot({ termDays: 200 }) }, { faulted: [], documents: [document({ sha256: "1".repeat(64) })] }],
    fails: [{ faulted: ["qualification"], ...lot({ termDays: 200 }), fact: "资格" }, { faulted: ["lot.method"], fact: "评标办法" }, { faulted: ["documents.招标文件.docx"], ...lot({ termDays: 200 }), fact: "招标文件.docx" }, { faulted: [], fact: "前次异议的答复" }, { faulted: [], form: { title: "另一个名称" }, fact: "前次异议的答复" }, { faulted: ["lot.quality", "lot.termDays"], ...lot({ termDays: 200 }), fact: "质量" }],
  },
  "no-placeholders": { passes: [says("采用XX型钢并见附录X")], fails: [{ ...says("工期ＸＸＸ日历天"), fact: "ＸＸＸ" }, { ...says("地点：____"), fact: "____" }, { ...says("质量标准待定"), fact: "待定" }, { documents: [document({ text: "联系人：□" })], fact: "□" }] },
  "lots-distinct": { passes: [{ lots: [lawfulLot(), lawfulLot({ lot: "2", name: "三标段施工" })] }], fails: [{ lots: [lawfulLot(), lawfulLot({ lot: "2" })], fact: "二标段施工" }] },
  "consortium-consistent": {
    passes: [{ form: { consortium: false, qualification: "本项目不接受联合体投标" } }, { form: { consortium: true, qualification: "接受联合体投标，牵头人应具备总承包资质" } }],
    fails: [{ form: { consortium: true, qualification: "本次招标不接受联合体投标" }, fact: "不接受联合体" }, { form: { consortium: false, qualification: "允许联合体形式投标" }, fact: "允许联合体形式" }],
  },
  "documents-uploaded": { passes: [{}, { documents: [], form: { documentsHow: "向代理机构索取光盘" } }], fails: [{ documents: [], fact: "登录交易平台免费下载" }] },
  "documents-accessible": { passes: [{}], fails: [{ documents: [document({ name: "图纸.pdf", barrier: "image-only", text: null })], fact: "image-only" }, { documents: [document({ name: "招标文件.pdf", barrier: "untagged" })], fact: "untagged" }, { documents: [document({ name: "清单.gcfx", barrier: "unusual-format", text: null })], fact: "unusual-format" }] },
  "documents-openable": { passes: [{ documents: [document({ barrier: "untagged" })] }], fails: [{ documents: [document({ name: "招标文件.pdf", barrier: "encrypted", text: null })], fact: "encrypted" }, { documents: [document({ name: "安装.exe", barrier: "program", text: null })], fact: "program" }, { documents: [document({ name: "招标文件.docx", barrier: "damaged", text: null })], fact: "damaged" }] },
  "documents-named": { passes: [{}], fails: [{ documents: [document({ name: "招标文件" })], fact: "招标文件" }] },
  "documents-read": { passes: [{}, { documents: [document({ name: "图纸.pdf", barrier: "image-only", text: null })] }], fails: [{ documents: [document({ name: "招标文件.pdf", text: null })], fact: "招标文件.pdf" }] },
  "notice-same-in-documents": { passes: [{ documents: [document({ name: "招标公告.txt", text: "晨光市 滨河路雨污分流改造工程 招标公告" })] }], fails: [{ documents: [document({ name: "招标公告.txt", text: "晨光市望江路改造工程招标公告" })], fact: "晨光市滨河路雨污分流改造工程" }] },
};

/** For each check of wording, sentences it lets pass and sentences it does not. */
export const WORDINGS: Readonly<Partial<Record<CheckId, { readonly lawful: readonly string[]; readonly unlawful: readonly string[] }>>> = {
  "region-restricted": {
    lawful: ["市政公用工程施工总承包二级及以上资质", "在中华人民共和国境内注册的企业法人", "项目所在地：晨光市滨河区", "不限定投标人的注册地，外地企业与本地企业同等对待", "采用远程异地评标", "项目经理应为本单位注册人员"],
    unlawful: ["投标人注册地须在本市", "仅限晨光市行政区域内的企业投标", "须为本 省 企业", "外地企业须提供本市担保", "同等条件下本地企业优先", "谢绝外省企业参加", "在晨光市注册的施工企业", "营业执照注册地为本县", "优先选择本市供应商"],
  },
  "local-branch": {
    lawful: ["不要求在本市设立分支机构", "鼓励中标后在当地设立服务网点", "接到通知后２小时内到达现场", "依法缴纳税收和社会保障资金的良好记录"],
    unlawful: ["在本市设有分公司或办事处", "须在晨光市内具有固定办公场所", "在项目所在地成立子公司", "在本省缴纳社会保险满６个月", "外地投标人须与本市企业组成联合体", "本地办事处证明文件加2分"],
  },
  "ownership-form": {
    lawful: ["各类所有制企业均可参加", "国有资金占控股或者主导地位", "具有独立法人资格", "不限制民营企业参加"],
    unlawful: ["投标人须为国有企业", "仅限央企及省属国企", "民营企业不得参加", "上市公司加２分", "优先考虑国有控股企业", "具有国资背景的单位", "个体工商户不得投标"],
  },
  "registered-capital": { lawful: ["营业执照复印件", "不对注册资本作要求", "拟派注册建造师"], unlawful: ["注册资本不低于１０００万元", "注册资金 5000 万元以上", "注册资本达到伍佰万元", "实缴资本不少于500万元"] },
  "turnover-and-assets": { lawful: ["具有健全的财务会计制度", "依法缴纳税收的证明", "提供经审计的财务报表"], unlawful: ["近三年年均营业收入不低于5000万元", "净资产达到1000万元", "连续三年盈利", "上年度纳税额超过 100 万元", "资产总额≥１亿元"] },
  "headcount": { lawful: ["项目管理机构人员不少于５人", "特种作业人员持证上岗", "从业人员应当持证"], unlawful: ["员工总数不少于５０人", "在职人员 100 人以上", "从业人员数量达到三十人", "缴纳社保人数不少于20人的职工总数不少于30"] },
  "years-in-business": { lawful: ["近三年类似业绩一项", "成立不足一年的提供成立以来的财务报表", "工期满一年", "项目经理具有五年工作经历"], unlawful: ["公司成立满三年", "成立５年以上", "企业经营年限不少于3年", "注册时间须早于2023年1月1日前", "设立时间达到 3 年"] },
  "scale-conditions": { lawful: ["具有独立承担民事责任的能力", "具有履行合同所必需的设备和专业技术能力", "不得以注册资本作为条件"], unlawful: ["注册资本不低于100万元", "营业收入达到500万元", "从业人员不少于10人", "利润总额不低于50万元", "成立满2年"] },
  "brand-named": {
    lawful: ["水泵参照宏泰品牌或相当于该品牌档次", "品牌不限，投标人自报", "投标人应列明所投设备的品牌和型号", "不指定品牌", "甲供材料由招标人提供", "品牌：由投标人填报"],
    unlawful: ["水泵必须采用宏泰品牌", "电缆指定品牌为远东", "品牌：海螺水泥", "阀门须使用伟创牌", "混凝土由晨光建材有限公司统一供应", "应采用ＡＢＣ公司专利技术", "型号须为ＫＤ－２００"],
  },
  "origin-restricted": { lawful: ["产地不限", "原产地：由投标人填写", "设备到场后开箱检验"], unlawful: ["原产地须为德国", "必须采用进口设备", "仅限国产材料", "须选用欧美原装产品"] },
  "performance-of-region": {
    lawful: ["近三年完成过类似工程一项", "具有市政公用工程施工业绩", "城市内河治理类似业绩", "完成过小区内道路工程业绩", "超市装修业绩", "业绩不限地区"],
    unlawful: ["近三年具有本市类似业绩", "在晨光市范围内完成过类似工程", "具有本省市政工程业绩的加2分", "电力系统内业绩", "本行业内业绩不少于两项", "获得晨光市奖项"],
  },
  "award-named": { lawful: ["工程质量争创市优质工程", "质量要求合格"], unlawful: ["获得过鲁班奖", "近三年荣获滨江杯奖", "取得省级优质工程奖", "鲁班奖每项加３分"] },
  "certificate-unneeded": { lawful: ["持有有效的安全生产许可证", "一级建造师注册证书", "建筑业企业资质证书"], unlawful: ["具有建筑业协会会员证书", "ＡＡＡ级信用证书", "守合同重信用企业证书得2分", "须取得进省登记", "高新技术企业加1分", "行业协会颁发的培训合格证"] },
  "manufacturer-authorisation": { lawful: ["进口产品须提供制造商授权", "提供产品合格证"], unlawful: ["须提供生产厂家授权书", "制造商针对本项目的授权函", "原厂出具的售后服务承诺函"] },
  "scope-of-licence": { lawful: ["提供营业执照复印件"], unlawful: ["营业执照经营范围须包含园林绿化", "经营范围应涵盖软件开发"] },
  "gate-before-bidding": {
    lawful: ["在交易平台注册登记后即可下载，免费", "得分相同时由评标委员会抽签", "中标后向行政监督部门备案合同"],
    unlawful: ["仅限入围企业投标", "备选库内的单位方可参加", "须向建设局备案后方可投标", "投标人须到招标人处报名后方可领取文件", "未报名的不得投标", "只接受前１０家报名"],
  },
  "lot-draw-decides": { lawful: ["得分相同时由评标委员会抽签确定排序", "下浮率在开标时随机抽取"], unlawful: ["以抽签方式确定中标人", "通过摇号产生中标候选人", "中标人由符合条件的投标人随机抽取产生", "抓阄选择入围单位"] },
  "fee-before-bidding": { lawful: ["平台使用费免收", "招标代理服务费由招标人承担", "不收取报名费"], unlawful: ["报名费５００元", "须缴纳投标登记费"] },
  "site-visit-compulsory": { lawful: ["投标人可自行踏勘现场", "招标人不组织踏勘现场"], unlawful: ["投标人必须参加现场踏勘，否则投标无效", "未参加踏勘的投标人否决其投标"] },
  "presence-required": { lawful: ["项目负责人施工期间应在岗", "开标时投标人可在线参加", "施工期间项目经理必须到场"], unlawful: ["法定代表人须亲自到场参加开标", "开标时携带业绩原件", "项目经理必须出席开标会", "须到招标代理机构购买招标文件"] },
  "remedy-barred": { lawful: ["逾期提出的异议不予受理", "对招标文件有异议的，应在截止10日前提出"], unlawful: ["本项目不接受任何形式的质疑", "投标人放弃投诉权利", "提出异议须先缴纳 1000 元押金", "不得以任何理由提出异议"] },
  "bond-cash-only": { lawful: ["投标保证金可以采用银行保函、保证保险或者转账", "以现金形式提交的保证金应当从基本账户转出"], unlawful: ["投标保证金只接受银行转账", "保证金必须以现金方式缴纳", "不接受银行保函"] },
  "medium-ranked": { lawful: ["公告在各媒介同时发布，内容一致", "纸质与电子文件不一致的，以电子文件为准"], unlawful: ["各媒介公告不一致的，以本网站为准", "电子文件与纸质文件不一致时以纸质文件为准"] },
};
