import { at, day, type Instant } from "../../src/kernel/time.js";
import type { ApplicationView, MySalesView } from "../../src/web/pages/application.js";
import type { ActionView } from "../../src/web/views.js";

// A firm's applications in the states that look different; all of it fictional.
const t = (text: string): Instant => at(`${text}+08:00`);
const TITLE = "晨光市滨河区2026-08号地块";
const act = (name: string, label: string, fields: ActionView["fields"]): ActionView => ({ name, label, href: `/acts/${name}`, fields, refusal: null, warning: null, idempotencyKey: `key-${name}`, version: null });

export const mySalesSample: MySalesView = { applications: [
  { sale: "S1", title: TITLE, lotName: "2026-08号地块", href: "/my/sales/S1/1", until: t("2026-02-06T17:00:00"), step: "qualified" }, { sale: "S2", title: "晨光市城投物业有限公司60%股权", lotName: "60%股权", href: "/my/sales/S2/1", until: t("2026-01-06T00:00:00"), step: "refused" },
] };

const applying: ApplicationView = {
  sale: "S1", title: TITLE, lotName: "2026-08号地块", step: "apply", until: t("2026-02-06T17:00:00"), applied: null, apply: act("sale-apply", "提交申请", [{ name: "statement", label: "申请书", kind: "textarea", required: true, hint: "写明申请的标的。", error: "请填写" }]), deposit: null, verdict: null, room: null, deal: null, former: [], forfeits: [], refund: null,
  faults: [{ field: "sale-apply-statement", text: "申请书：请填写" }],
};

export const applyingSample = applying;
export const appliedSample: ApplicationView = {
  ...applying, step: "qualified", apply: null, faults: [], applied: { at: t("2026-01-08T09:12:00"), statement: "本单位申请竞买，已阅读并接受公告的全部内容。", offerFen: null }, room: "/auctions/a1",
  deposit: {
    number: "341700010123456789012397", payee: { name: "晨光市公共资源交易中心保证金专户", bank: "晨光银行营业部" }, fen: 2_400_000_000n, own: null, state: act("basic-account", "声明基本账户", [{ name: "account", label: "账号", kind: "text", required: true }]),
    credits: [{ amount: 2_399_999_999n, currency: "CNY", valueAt: t("2026-01-08T10:00:00"), fault: "金额不符", isReversed: false }, { amount: 2_400_000_000n, currency: "CNY", valueAt: t("2026-01-08T11:00:00"), fault: null, isReversed: false }],
  },
  verdict: { verdict: "qualified", reason: "符合公告的申请条件", certificate: "D3417000001S00001-01-Q1", at: t("2026-01-09T09:00:00") },
};
export const lostSample: ApplicationView = { ...appliedSample, title: `${TITLE}（二）`, step: "contest", room: null, refund: { form: "/api/v1/x", why: "lost", due: day("2026-01-09"), isLate: true, orders: ["24,000,000.00 元，银行拒绝", "24,000,000.00 元，已付款"], paidOn: day("2026-01-12") } };
