import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Result } from "../../src/kernel/result.js";
import { must } from "../../src/kernel/result.js";
import { awardNotice } from "../../src/notices/award-notice.js";
import { failureNotice } from "../../src/notices/failure-notice.js";
import { noticeBytes, noticeHash, verifyUrl, type NoticeRecord, type NoticeType } from "../../src/notices/record.js";
import { valueInChinese, valueInColumn } from "../../src/notices/words.js";
import { awardNoticeFacts, common, failureNoticeFacts, samples } from "../support/notice-samples.js";

const all = samples();

/** Rule book E, common block: what every document must say. */
const COMMON = ["文件名称", "文号", "版本", "统一交易标识码", "项目名称", "项目编号", "招标项目编号", "标段（包）", "标段（包）编号", "发布单位", "统一社会信用代码", "发布时间", "发布媒介", "发布依据", "联系单位", "电话", "投诉受理单位", "投诉电话", "核验网址"];

/** Rule book E1–E20: what each must say besides; section headings and table heads count. */
const REQUIRED: Record<NoticeType, readonly string[]> = {
  "tender-notice": ["招标内容", "建设规模", "资金来源及落实情况", "招标范围", "三、投标人资格要求", "是否接受联合体投标", "获取开始时间", "获取截止时间", "获取方式", "投标截止时间", "递交方式", "招标人", "招标人地址", "招标人电话", "招标代理机构", "代理机构地址", "平台网址", "使用方法", "八、其他依法应当载明的内容"],
  "invitation": ["招标内容", "招标方式", "招标范围", "三、投标人资格要求", "获取开始时间", "获取方式", "投标截止时间", "递交方式", "招标人", "平台网址"],
  "prequal-notice": ["招标内容", "建设规模", "资金来源及落实情况", "招标范围", "三、申请人资格要求", "是否接受联合体申请", "审查项目", "审查标准", "审查方法", "评分因素", "获取开始时间", "获取截止时间", "获取方式", "对资格预审文件提出异议的截止时间", "申请截止时间", "递交方式", "招标人地址", "招标代理机构", "平台网址"],
  "prequal-result": ["申请人", "审查结果", "条款号", "审查项目", "审查认定", "三、下一步"],
  clarification: ["原公告（文件）文号", "更正前", "更正后", "更正后投标截止时间", "发出日期", "是否可能影响投标文件编制", "已递交的投标文件"],
  "opening-record": ["开标时间", "开标地点（网址）", "主持人", "监督（见证）人", "投标人", "送达时间", "加密检查", "解密结果", "未解密原因", "投标报价", "工期（天）", "质量", "投标保证金", "最高投标限价", "标底", "异议内容", "当场答复", "五、签名确认", "六、时间来源与日志", "关标检查点", "关标记录序号", "关标记录摘要（SHA-256）"],
  "evaluation-report": ["一、基本情况和数据表", "二、评标委员会成员名单", "三、开标记录", "四、符合要求的投标一览表", "五、否决投标的情况说明", "六、评标标准、评标方法或者评标因素一览表", "七、经评审的价格或者评分比较一览表", "八、经评审的投标人排序", "九、推荐的中标候选人名单与签订合同前要处理的事宜", "十、澄清、说明、补正事项纪要", "否决情形（条例第五十一条）", "招标文件条款", "十一、成员签字和不同意见", "对评标结果", "签署时间", "不同意见", "理由"],
  candidates: ["名次", "中标候选人", "投标报价", "质量", "工期", "评标情况", "项目负责人", "项目负责人证书名称", "项目负责人证书编号", "响应招标文件要求的资格能力条件", "异议提出方式", "五、招标文件规定公示的其他内容", "公示开始时间", "公示结束时间"],
  "award-notice": ["中标人", "中标价", "工期", "项目负责人", "确定中标人日期"],
  "award-letter": ["中标人", "标段（包）", "中标价", "工期", "质量", "项目负责人", "合同签订截止日期", "合同签订地点", "履约保证金", "发出日期"],
  "result-letter": ["中标人", "中标价", "你单位总分", "你单位名次", "得分", "评审理由", "未中标原因"],
  "procurement-result": ["采购人", "采购人地址", "中标人", "中标人地址", "中标金额", "名称", "规格型号", "数量", "单价", "服务要求", "四、评审专家名单", "公告期限", "公告期限届满之日", "六、招标文件", "投标人数量"],
  "draw-record": ["抽取编号", "应当回避的单位", "需要人数", "可以抽取人数", "名单摘要（SHA-256）", "一次性码链首", "排除", "承诺值", "公布的随机数", "一次性码 1", "标签", "专家", "签到时间", "五、通知与答复", "通知次数", "答复", "六、递补", "原因", "七、经办人"],
  "site-record": ["预订编号", "用途", "开始时间", "结束时间", "现场见证人员", "房间", "主场（副场）", "成员牌号", "座位", "三、进出登记", "来人、房间、储物柜", "四、见证记录", "情况", "五、录音录像", "文件摘要（SHA-256）", "六、现场异常", "处置", "七、远程连接中断", "暂停自", "恢复于", "最后一条记录摘要（SHA-256）"],
  "objection-reply": ["异议编号", "标段（包）", "异议对象", "收到时间", "异议事项", "异议是否成立", "答复期限", "期限依据", "对招标投标活动的影响"],
  "contract-notice": ["合同编号", "合同名称", "采购人", "供应商", "标的", "数量", "合同金额", "履约期限", "履约地点", "签订日期", "文件摘要（SHA-256）", "不予公开的内容"],
  plan: ["招标人", "采购预算", "预计时间", "二、需求概况", "三、备注"],
  "sale-notice": ["出让人", "交易方式", "适用规则", "批准（决策）文件", "方案", "规划条件文件", "起始价（底价）", "增价幅度", "保证金", "位置", "面积（平方米）", "界址", "空间范围", "现状", "用途", "出让年限", "二、申请资格和办法", "竞价活动开始", "挂牌截止", "申请和保证金到账截止", "是否设有底价", "价款支付", "未成交的保证金退还", "六、其他", "评估结果", "管理层是否参与受让", "享有优先购买权者"],
  "auction-record": ["竞价编号", "适用规则", "起始价", "最高限价", "取得竞买资格", "有效报价", "未受理的报价和操作", "因报价延长", "竞价结束", "阶段", "二、结果", "竞得人（受让方）", "成交价", "成交时间", "底价", "三、竞买人", "号牌", "统一社会信用代码", "最高报价（元）", "四、有效报价", "时间", "方式", "报价（元）", "五、中断", "冻结", "恢复", "最大时钟偏差（毫秒）", "末条摘要（SHA-256）", "规则文件摘要（SHA-256）"],
  "sale-end": ["原公告编号", "终止时间", "二、终止原因", "法律依据", "申请人数量", "退还内容", "退还期限", "四、后续安排"],
  "sale-confirmation": ["出让人", "出让人统一社会信用代码", "竞得人", "竞得人统一社会信用代码", "标的", "位置", "成交时间", "成交地点", "成交价", "签订合同时间", "签订合同地点", "保证金", "五、效力"],
  "sale-result": ["出让人", "竞得人", "标的", "位置", "面积（平方米）", "交易方式", "成交时间", "评估结果", "转让底价", "成交价", "价款支付", "公示期至"],
  "failure-notice": ["原招标公告文号", "二、流标原因", "法律依据", "投标截止时的投标人数量", "退还内容", "退还期限", "四、后续安排"],
};

const labels = (record: NoticeRecord): ReadonlySet<string> => new Set(record.sections.flatMap((section) => [section.zh, ...section.blocks.flatMap((block) =>
  block.block === "facts" ? block.rows.map((row) => row.zh) : block.block === "table" ? block.columns.map((column) => column.zh) : [])]));

const printed = (record: NoticeRecord): readonly string[] => record.sections.flatMap((section) => [section.zh, section.en, ...section.blocks.flatMap((block) => {
  switch (block.block) {
    case "facts": return block.rows.flatMap((row) => [row.zh, row.en, ...valueInChinese(row.value)]);
    case "table": return [...block.columns.flatMap((column) => [column.zh, column.en]), ...block.rows.flat().flatMap(valueInColumn)];
    case "list": return block.items;
    case "paragraph": case "note": return [block.text];
  }
})]);

describe.each(Object.values(all))("$title", (record) => {
  test("says all that the law asks of it", () => {
    expect([...COMMON, ...REQUIRED[record.type]].filter((label) => !labels(record).has(label))).toEqual([]);
  });

  test("prints no blank: a field without value says 无/不适用", () => {
    expect(printed(record).filter((words) => words.trim() === "")).toEqual([]);
    expect(printed(record)).toContain("无/不适用");
  });

  test("is canonical JSON and keeps its hash", () => {
    expect(JSON.parse(new TextDecoder().decode(noticeBytes(record)))).toEqual(JSON.parse(JSON.stringify(record)));
    expect(noticeHash(record)).toMatch(/^[0-9a-f]{64}$/);
  });
});

test("amounts stand in figures and in capital words", () => {
  expect(printed(all["award-notice"])).toEqual(expect.arrayContaining(["38,650,000.00元", "（大写：叁仟捌佰陆拾伍万元整）"]));
});

test("a failure notice gives the number of bidders and names nobody", () => {
  expect(printed(all["failure-notice"])).toContain("2家");
  expect(printed(must(failureNotice(common(), { ...failureNoticeFacts, kind: "terminated", bidders: null, refunds: null })))).not.toContain("2家");
});

test("the third version is the second correction", () => {
  expect(printed(must(awardNotice(common({ version: 3 }), awardNoticeFacts)))).toContain("第2次更正");
});

test("the address to verify at escapes the notice's id", () => {
  expect(verifyUrl("https://chenguang.example", "N&1", 2)).toBe("https://chenguang.example/verify?notice=N%261&v=2");
});

const named = (name: string): Result<NoticeRecord> => awardNotice(common(), { ...awardNoticeFacts, winner: { name, uscc: "91341702MA00000159" } });

test.each([["NUL", "甲\u0000乙", "U+0000"], ["a right-to-left override", "甲\u202e乙", "U+202E"], ["a zero-width joiner", "甲\u200d乙", "U+200D"], ["a line break", "甲\n乙", "U+000A"], ["half a surrogate pair", "甲\ud842", "U+D842"], ["a private-use character", "甲\ue000", "U+E000"]])("a name with %s is refused", (_, name, character) => {
  expect(named(name)).toEqual({ ok: false, refusal: { code: "notice-text-unprintable", facts: { field: "中标人", character } } });
});

test("a name of 1000 letters is printed, one of 1001 or 4 KB is refused", () => {
  expect(named("甲".repeat(1_000)).ok).toBe(true);
  expect(named("甲".repeat(1_001))).toEqual({ ok: false, refusal: { code: "notice-text-too-long", facts: { field: "中标人", length: 1_001, max: 1_000 } } });
  expect(named("a".repeat(4_096)).ok).toBe(false);
});

test("a project name of 200 letters is a title, one of 201 is refused", () => {
  const project = (length: number) => awardNotice(common({ project: { code: "A3417020001000001", name: "校".repeat(length) } }), awardNoticeFacts);
  expect(project(200).ok).toBe(true);
  expect(project(201).ok).toBe(false);
});

test("rare surnames and the point in minority names are kept as they are", () => {
  const name = "𠮷䶮㛃·买买提";
  expect(printed(must(named(name)))).toContain(name);
});

test("whatever a bidder is called, the record is refused or holds no character that hides or reorders", () => {
  fc.assert(fc.property(fc.array(fc.integer({ min: 0, max: 0x10_ff_ff }), { maxLength: 60 }).map((codes) => String.fromCodePoint(...codes)), (name) => {
    const result = named(name);
    if (!result.ok) return result.refusal.code.startsWith("notice-text-");
    return !/[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Zl}\p{Zp}]/u.test(new TextDecoder().decode(noticeBytes(result.value)));
  }));
});
