import type { NoticeRecord } from "../../src/notices/record.js";

/** A tender notice with every kind of block and value, as long as a real one. */
export const sampleRecord: NoticeRecord = {
  v: "notice/1", type: "tender-notice", exchange: "chenguang.example/rehearsal/0123abcd", tender: "A01-12330100MB0000000X-20260105-000107-5", id: "n-20260105-0001", number: "晨交招告〔2026〕0001号", version: 2,
  title: "晨光市滨河路雨污分流改造工程（二标段）施工招标公告", subject: "滨河路雨污分流改造", publishedAt: "2026-01-05T09:00:00+08:00", mode: "rehearsal",
  issuer: { name: "晨光市城市建设投资集团有限公司", uscc: "91330100MA2AAAAA0X" }, codes: { unified: "A01-12330100MB0000000X-20260105-000107-5", project: "2601-330100-04-01-123456", tender: "A01-12330100MB0000000X-20260105-000107-5", lots: [{ code: "002", name: "二标段" }] },
  media: ["晨光市公共资源交易平台", "中国招标投标公共服务平台"], verifyUrl: "https://chenguang.example/verify?notice=n-20260105-0001&v=2", terms: null,
  sections: [
    { zh: "基本信息", en: "Basic facts", blocks: [{ block: "facts", rows: [
      { zh: "统一交易标识码", en: "Unified code", value: { kind: "code", text: "A01-12330100MB0000000X-20260105-000107-5" } },
      { zh: "招标人", en: "Tenderer", value: { kind: "text", text: "晨光市城市建设投资集团有限公司（统一社会信用代码 91330100MA2AAAAA0X）" } },
      { zh: "最高投标限价", en: "Ceiling price", value: { kind: "money", amount: "38650000.00", currency: "CNY", words: "叁仟捌佰陆拾伍万元整" } },
      { zh: "投标截止时间", en: "Bids close", value: { kind: "time", at: "2026-01-30T09:30:00+08:00" } },
      { zh: "计划开工日期", en: "Start of works", value: { kind: "day", on: "2026-03-16" } },
      { zh: "联合体投标", en: "Consortium", value: null },
      { zh: "交易平台", en: "Platform", value: { kind: "link", url: "https://chenguang.example/projects/A01-12330100MB0000000X-20260105-000107-5" } },
    ] }] },
    { zh: "招标范围", en: "Scope", blocks: [
      { block: "paragraph", text: "滨河路（东风大道至环城北路段）雨污分流改造，管线全长 4.2 公里，含雨水管、污水管、检查井、路面恢复及附属工程，详见招标文件与工程量清单。" },
      { block: "list", ordered: true, items: ["雨水管道 DN600–DN1500 共 4.2 公里；", "污水管道 DN400–DN800 共 3.8 公里；", "路面恢复 52,000 平方米。"] },
      { block: "note", text: "投标保证金：人民币伍拾万元整，支持电子保函。" },
    ] },
    { zh: "评标办法", en: "Evaluation", blocks: [{ block: "table", caption: "综合评估法分值构成", columns: [{ zh: "评分项", en: "Criterion", align: "left", width: 3 }, { zh: "分值", en: "Points", align: "right", width: 1 }, { zh: "说明", en: "Remarks", align: "left", width: 4 }], rows: [
      [{ kind: "text", text: "投标报价" }, { kind: "text", text: "60.00" }, { kind: "text", text: "评标基准价为有效报价去掉一个最高价和一个最低价后的平均值乘以 0.98" }],
      [{ kind: "text", text: "技术方案" }, { kind: "text", text: "30.00" }, null],
      [{ kind: "text", text: "信用评价" }, { kind: "text", text: "10.00" }, null],
    ] }] },
    { zh: "联系方式", en: "Contact", blocks: [{ block: "facts", rows: [{ zh: "异议受理", en: "Objections", value: { kind: "text", text: "周敏，0000-8800001，晨光市府前路 1 号" } }, { zh: "投诉受理", en: "Complaints", value: { kind: "text", text: "晨光市住房和城乡建设局招标投标监督科" } }] }] },
  ],
};
