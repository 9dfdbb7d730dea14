import type { ForfeitGround } from "../procedure/procedure.js";
import type { SaleMove, SaleStage } from "../procedure/sale-words.js";

/** Stages between the notice and the end, from which a sale can still be interrupted. */
const RUNNING: readonly SaleStage[] = ["registered", "appraised", "pre_disclosed", "noticed", "contest", "deal", "confirmed", "result_public"];

/** What every line that sells has in common: who may stop it, on what a lot ends, how a contest that is over is decided. */
export const SALE_INTERRUPTIONS: readonly SaleMove[] = [
  { name: "suspend", title: { zh: "中止", en: "suspend" }, from: RUNNING, to: "suspended", by: "supervisor", guards: ["reasoned"], issues: [] },
  { name: "resume", title: { zh: "恢复", en: "resume" }, from: ["suspended"], to: "back", by: "supervisor", guards: ["reasoned"], issues: [] },
  { name: "terminate", title: { zh: "终止", en: "terminate" }, from: ["registered", "appraised", "pre_disclosed", "noticed"], to: "terminated", by: "seller", guards: ["reasoned"], issues: ["end-notice"] },
];

/** The registration, and the only grounds on which the exchange does not accept one (宁波条例 10, 16; 濮阳条例 13, 27: examples of local law). */
export const REGISTRATION: SaleMove = { name: "register", title: { zh: "进场登记", en: "register" }, from: ["draft"], to: "registered", by: "seller", guards: ["approved", "titled", "unrestrained"], issues: [] };

/** A contest decided: its highest offer at or above the reserve, or not. */
export const CONTEST_ENDS: readonly SaleMove[] = [
  { name: "deal", title: { zh: "成交", en: "deal" }, from: ["contest"], to: "deal", by: "system", guards: ["dealMade"], issues: [] },
  { name: "noDeal", title: { zh: "未成交", en: "no deal" }, from: ["contest"], to: "no_deal", by: "system", guards: ["noDeal"], issues: ["end-notice"] },
];

/** A winner that refuses to confirm or to contract. */
export const WINNER_REFUSES: SaleMove = { name: "winnerRefuses", title: { zh: "竞得人（受让方）拒绝签约", en: "the winner refuses" }, from: ["deal", "confirmed", "result_public"], to: "no_deal", by: "seller", guards: ["reasoned"], issues: ["end-notice"] };

const REFUSES = { must: true, holds: "gave-up" } as const;

/** Grounds on which an applicant's deposit is not given back, in the words of one line. */
export const saleForfeits = (law: { readonly zh: string; readonly en: string }): Readonly<Record<string, ForfeitGround>> => ({
  "refuses-to-sign": { zh: "竞得人（受让方）拒绝签订成交确认书或者合同", en: "the winner refuses to sign the confirmation or the contract", law, ...REFUSES },
  "false-papers": { zh: "提供虚假文件、隐瞒事实，或者恶意串通", en: "false papers, hidden facts or collusion", law, must: true, holds: "clause" },
});
