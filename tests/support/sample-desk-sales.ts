import { at, day, type Instant } from "../../src/kernel/time.js";
import { SALE_STAGES, type SaleStage } from "../../src/procedure/sale-words.js";
import { saleFields } from "../../src/routes/pages/sale-fields.js";
import { newSaleValues } from "../../src/routes/pages/sale-values.js";
import { foldedSections } from "../../src/routes/pages/sections.js";
import { withValues } from "../../src/routes/pages/draft-values.js";
import { DEAL_ACTS } from "../../src/routes/pages/deal-acts.js";
import { moveFields, reviewFields, SALE_ACTS } from "../../src/routes/pages/sale-acts.js";
import type { Language } from "../../src/web/context.js";
import type { ApplicantsView, DeskSalesView, DeskSaleView } from "../../src/web/pages/desk-sale.js";
import type { DeskFormView } from "../../src/web/pages/desk.js";
import type { SaleReserveView } from "../../src/web/pages/sale-reserve.js";
import type { ActionView, Field } from "../../src/web/views.js";

// A seller’s desk in the states that look different; all of it fictional.
const t = (text: string): Instant => at(`${text}+08:00`);
const [SALE, TITLE, HASH] = ["D3417000001S00001", "晨光市滨河区2026-08号地块", "9f3cb1c97d1e4a5577d0e21a04bc00112233445566778899aabbccddeeff0011"];
const stage = (name: SaleStage, language: Language) => ({ stage: name, stageName: SALE_STAGES[name][language] });
const act = (name: string, language: Language, fields: readonly Field[] = [], over: Partial<ActionView> = {}): ActionView => ({ name, label: SALE_ACTS[name]?.[language] ?? name, href: `/acts/${name}`, fields, refusal: null, warning: SALE_ACTS[name]?.warning?.[language] ?? null, idempotencyKey: `key-${name}`, version: null, ...over });
const dealAct = (name: string, language: Language, fields: readonly Field[] = [], over: Partial<ActionView> = {}): ActionView => ({ ...act(name, language, fields), label: DEAL_ACTS[name]?.[language] ?? name, warning: DEAL_ACTS[name]?.warning?.[language] ?? null, ...over });
const DESK = { label: "工作台", href: "/desk" };
const fieldsOf = (name: string, language: Language): readonly Field[] => SALE_ACTS[name]?.fields?.(language) ?? [];

export const deskSalesSample = (language: Language): DeskSalesView => ({
  title: "出让与转让", lead: "本单位的土地使用权、矿业权出让和国有产权转让。", add: { label: "登记出让、转让项目", href: "/desk/sales/new" }, refunds: null, settlements: null, back: DESK, faults: [],
  sales: [{ sale: SALE, title: TITLE, line: "国有建设用地使用权出让", href: `/desk/sales/${SALE}`, links: [], lots: [{ lot: "1", name: "2026-08号地块", ...stage("noticed", language) }] }],
});

export const saleRefundsSample = (language: Language): DeskSalesView => ({
  title: "应当退还的竞买保证金", lead: "按规定的日期原路退回。", add: null, sales: null, back: DESK, faults: [],
  settlements: [{ sale: "D3417000001S00002", title: "晨光市城投物业有限公司60%股权", lotName: "60%股权", seller: "晨光市城市建设投资集团有限公司", fen: 283_500_000n, payee: { account: "6222000100020003", bank: "晨光银行（演练）" }, action: dealAct("deal-settle", language, [], { label: "结算给转让方：晨光市城市建设投资集团有限公司" }) }],
  refunds: [
    { form: "/api/v1/x", sale: SALE, title: TITLE, lotName: "2026-08号地块", firm: "江海市政工程股份有限公司", fen: 2_400_000_000n, why: "竞价结束，本单位未竞得", due: day("2026-01-09"), isLate: true, orders: ["24,000,000.00 元，银行拒绝"], action: act("sale-refund", language, [], { label: "退还：江海市政工程股份有限公司" }) },
    { form: "/api/v1/x", sale: SALE, title: TITLE, lotName: "2026-08号地块", firm: "北辰建工有限责任公司", fen: 2_400_000_000n, why: "申请未通过审查", due: day("2026-01-19"), isLate: false, orders: [], action: act("sale-refund", language, [], { name: "sale-refund-2", label: "退还：北辰建工有限责任公司" }) },
  ],
});

export const deskSaleSample = (language: Language): DeskSaleView => ({
  sale: SALE, title: TITLE, line: "国有建设用地使用权出让", method: "挂牌", isPublished: true, preparedBy: "陈一鸣", back: { label: "出让与转让", href: "/desk/sales" }, links: [{ label: "编制下一轮公告", href: `/desk/sales/${SALE}/form` }],
  actions: [act("sale-publish", language, moveFields("publishNotice"), { refusal: { code: "four-eyes", facts: {} } }), act("sale-end", language, fieldsOf("sale-end", language))],
  lots: [{ lot: "1", name: "2026-08号地块", ...stage("noticed", language), links: [{ label: "申请人和审查", href: "/a" }, { label: "底价", href: "/b" }, { label: "竞价室", href: "/c" }] }],
  log: [{ lotName: "2026-08号地块", at: t("2026-01-05T09:00:00"), what: "发布出让公告", from: "已进场登记", to: "公告中，接受申请", by: "李若溪", reason: null }, { lotName: "2026-08号地块", at: t("2026-01-04T09:00:00"), what: "进场登记", from: "草稿", to: "已进场登记", by: "陈一鸣", reason: "材料齐全" }], faults: [],
});

export const applicantsSample = (language: Language): ApplicantsView => ({
  sale: SALE, title: TITLE, lotName: "2026-08号地块", faults: [],
  applicants: [
    { firm: "江海市政工程股份有限公司", uscc: "91341702MA0000058N", at: t("2026-01-08T09:12:00"), statement: "本单位申请竞买，已阅读并接受公告的全部内容。", deposit: "held", verdict: null, review: act("sale-review", language, reviewFields(language)) },
    { firm: "北辰建工有限责任公司", uscc: "91341702MA0000066H", at: t("2026-01-07T09:12:00"), statement: "本单位申请竞买。", deposit: "held", verdict: { verdict: "qualified", reason: "符合公告的申请条件", certificate: `${SALE}-01-Q1`, at: t("2026-01-09T09:00:00") }, review: null },
  ],
});

const DECISION = { commitment: HASH, decidedOn: day("2026-01-10"), participants: ["陈一鸣", "林晓", "周正平"], record: "晨资规纪〔2026〕31号", preparedBy: "陈一鸣" };
export const saleReserveSample = (language: Language, state: "due" | "waits" | "opening"): SaleReserveView => ({
  exchange: "chenguang.example/rehearsal/0123abcd", auction: `${SALE}-01-A1`, sale: SALE, title: TITLE, lotName: state, state, decision: state === "due" ? null : DECISION, faults: [],
  enter: state === "due" ? act("sale-reserve", language, fieldsOf("sale-reserve", language)) : null, approve: state === "waits" ? act("sale-reserve-approve", language) : null, open: state === "opening" ? act("sale-reserve-open", language, fieldsOf("sale-reserve-open", language)) : null,
});

/** The form of a line as it begins. */
export function saleFormSample(language: Language, line: string, method: string): DeskFormView {
  const given = newSaleValues(t("2026-01-12T10:00:00"), line, { method, lots: line === "land" ? 2 : 1 }, { name: "晨光市自然资源和规划局" });
  return { title: `登记出让、转让项目：${line}`, back: { label: "出让与转让", href: "/desk/sales" }, lead: "时间已按法定最短期限预填。", faults: [], action: act("sale-draft", language, foldedSections(withValues(saleFields(language, given, [{ value: "341702", label: "滨河区" }]), given, true), language)) };
}
