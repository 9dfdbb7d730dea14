import type { MoveOf, StandingOf, TimesOf } from "./engine.js";
import type { Title } from "./procedure.js";
import type { SaleFacts } from "./sale-facts.js";
import type { SaleGuardId } from "./sale-guards.js";

/** Where a lot of a sale stands. One list for the lines that sell; a line uses those its moves name. */
export type SaleStage =
  | "draft" | "registered" | "appraised" | "pre_disclosed" | "noticed" | "contest" | "deal" | "no_deal" | "confirmed" | "result_public" | "contracted" | "price_paid" | "closed" | "expired" | "terminated" | "suspended";

/** Who may move a sale: who grants or transfers, the exchange, the firm that won, the supervisor, the exchange at the end of another act. */
export type SaleRole = "seller" | "exchange-staff" | "winner" | "supervisor" | "system";

/** Instants of a sale at which the clock moves it. */
export type SaleDeadline = "activityStarts" | "disclosuresEnd";

/** The documents that moves of a sale bring out (rule book E14–E20). */
export type SaleDocument = "grant-notice" | "pre-disclosure" | "confirmation" | "deal-notice" | "end-notice";

/** What a table of a line that sells may name, and what its guards look at. */
export type SaleTerms = { readonly stage: SaleStage; readonly role: SaleRole; readonly guard: SaleGuardId; readonly document: SaleDocument; readonly deadline: SaleDeadline; readonly facts: SaleFacts };

export type SaleMove = MoveOf<SaleTerms>;
export type SaleStanding = StandingOf<SaleTerms>;
export type SaleTimes = TimesOf<SaleTerms>;

/** The stages in words. */
export const SALE_STAGES: Readonly<Record<SaleStage, Title>> = {
  draft: { zh: "草稿", en: "draft" },
  registered: { zh: "已进场登记", en: "registered" },
  appraised: { zh: "评估已核准或备案", en: "appraisal filed" },
  pre_disclosed: { zh: "预披露中", en: "pre-disclosed" },
  noticed: { zh: "公告中，接受申请", en: "notice published, applications are taken" },
  contest: { zh: "竞价中", en: "contest under way" },
  deal: { zh: "成交", en: "deal" },
  no_deal: { zh: "未成交", en: "no deal" },
  confirmed: { zh: "已签成交确认书", en: "confirmation signed" },
  result_public: { zh: "成交结果公示中", en: "result in publicity" },
  contracted: { zh: "已签合同", en: "contracted" },
  price_paid: { zh: "价款已付清", en: "price paid" },
  closed: { zh: "已办结", en: "closed" },
  expired: { zh: "披露期满十二个月，须重新评估", en: "twelve months over: appraise anew" },
  terminated: { zh: "终止", en: "terminated" },
  suspended: { zh: "中止", en: "suspended" },
};

/** The roles in words. */
export const SALE_ROLES: Readonly<Record<SaleRole | "clock", Title>> = {
  "seller": { zh: "出让人、转让方", en: "the grantor or transferor" },
  "exchange-staff": { zh: "交易中心工作人员", en: "exchange staff" },
  "winner": { zh: "竞得人、受让方", en: "the winner" },
  "supervisor": { zh: "行政监督部门", en: "supervising authority" },
  "system": { zh: "系统", en: "the system" },
  "clock": { zh: "系统时钟", en: "the clock" },
};

/** The documents in words, with their row in rule book E. */
export const SALE_DOCUMENTS: Readonly<Record<SaleDocument, Title & { readonly form: string }>> = {
  "grant-notice": { form: "E14/E17/E18", zh: "出让（转让）公告", en: "notice of the grant or transfer" },
  "pre-disclosure": { form: "E18", zh: "预披露公告", en: "pre-disclosure" },
  "confirmation": { form: "E15", zh: "成交确认书", en: "confirmation of the deal" },
  "deal-notice": { form: "E16/E19", zh: "成交结果公示", en: "result of the deal" },
  "end-notice": { form: "E20", zh: "终止（未成交）公告", en: "notice of the end without a deal" },
};
