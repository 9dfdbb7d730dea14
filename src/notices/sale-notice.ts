import type { Json } from "../kernel/canonical-json.js";
import type { Fen } from "../kernel/money.js";
import type { Result } from "../kernel/result.js";
import type { Instant } from "../kernel/time.js";
import { called, column, compose, count, fact, facts, money, paragraphs, section, table, text, time, yesNo, type CommonBlock } from "./blocks.js";
import type { FactRow, NoticeRecord, Section } from "./record.js";

type Named = { readonly zh: string; readonly en: string };

/** One lot as its notice offers it: prices, and what is sold in the words of its kind. */
export type OfferedLot = { readonly name: string; readonly floor: Fen; readonly step: Fen; readonly deposit: Fen; readonly rows: readonly { readonly zh: string; readonly en: string; readonly text: string }[]; readonly long: readonly { readonly zh: string; readonly en: string; readonly text: string }[] };

/** What a notice of a grant or transfer says. Law: 39号令 9 (E14); 矿产资源法 19 (E17); 32号令 15 (E18). */
export type SaleNoticeGiven = {
  readonly document: Named & { readonly law: string };
  readonly seller: Named;
  readonly method: Named;
  readonly profile: Named;
  readonly round: number;
  /** What the step of a lot is called: a price goes up by it, or down. */
  readonly step: Named;
  readonly lots: readonly OfferedLot[];
  readonly papers: readonly { readonly zh: string; readonly en: string; readonly text: string | null }[];
  readonly transfer: { readonly isAssets: boolean; readonly holders: string; readonly figures: string; readonly appraised: Fen; readonly appraisal: string | null; readonly managersTakePart: boolean; readonly preemption: readonly string[] } | null;
  readonly times: { readonly startsAt: Instant; readonly listingEndsAt: Instant | null; readonly applyUntil: Instant; readonly display: { readonly from: Instant; readonly until: Instant; readonly place: string } | null };
  readonly hasReserve: boolean;
  readonly conditions: string;
  readonly documents: string;
  readonly rules: string;
  readonly payment: string;
  readonly refund: string;
  readonly remarks: string | null;
  readonly terms: Json;
};

const row = ({ zh, en, text: given }: { readonly zh: string; readonly en: string; readonly text: string | null }): FactRow => fact(zh, en, text(given));

/** The notice of a grant or transfer: one for parcels, mining rights and property, each with the fields its law asks. */
export const saleNotice = (common: CommonBlock, given: SaleNoticeGiven): Result<NoticeRecord> =>
  compose(common, { type: "sale-notice", title: given.document.zh, law: given.document.law, terms: given.terms, sections: [
    section("一、基本情况", "1. What is offered",
      facts(fact(given.seller.zh, given.seller.en, text(common.issuer.name)), fact("交易方式", "Method", text(given.method.zh)), fact("适用规则", "Rules", text(given.profile.zh)), fact("披露（公告）轮次", "Round", count(given.round, "")), ...given.papers.map(row)),
      table("标的及价格", [column("标的", "Lot", 4), column("起始价（底价）", "Floor", 3, "right"), column(given.step.zh, given.step.en, 3, "right"), column("保证金", "Deposit", 3, "right")], given.lots.map((lot) => [text(lot.name), money(lot.floor), money(lot.step), money(lot.deposit)]))),
    ...given.lots.map((lot) => section(`标的：${lot.name}`, `Lot: ${lot.name}`, facts(...lot.rows.map(row)), ...lot.long.flatMap(({ zh, text: words }) => called(zh, words)))),
    ...given.transfer === null ? [] : [transferSection(given.transfer)],
    section("二、申请资格和办法", "2. Who may apply, and how", ...paragraphs(given.conditions), ...called("取得文件的时间、地点和方式", given.documents)),
    section("三、时间", "3. Times", facts(
      fact("竞价活动开始", "Start", time(given.times.startsAt)), fact("挂牌截止", "End of the listing", time(given.times.listingEndsAt)), fact("申请和保证金到账截止", "Applications and deposits until", time(given.times.applyUntil)),
      fact("展示开始", "Shown from", time(given.times.display?.from ?? null)), fact("展示结束", "Shown until", time(given.times.display?.until ?? null)), fact("展示地点", "Shown at", text(given.times.display?.place ?? null)),
    )),
    section("四、竞价规则和确定办法", "4. How it is decided", facts(fact("是否设有底价", "A reserve price", yesNo(given.hasReserve))), ...paragraphs(given.rules)),
    section("五、价款与保证金", "5. Price and deposit", facts(fact("价款支付", "Payment", text(given.payment)), fact("未成交的保证金退还", "Deposits of others", text(given.refund)))),
    section("六、其他", "6. Other matters", ...paragraphs(given.remarks)),
  ] });

/** The pre-disclosure of a transfer: what is to be transferred and by what decision, before a price or times are named. Law: 32号令 13, 15 (E18). */
export const salePreDisclosure = (common: CommonBlock, given: Pick<SaleNoticeGiven, "seller" | "lots" | "papers" | "transfer" | "conditions" | "remarks" | "document"> & { readonly line: string; readonly disclosedFrom: Instant }): Result<NoticeRecord> =>
  compose(common, { type: "sale-notice", title: `${given.document.zh}（预披露）`, law: given.document.law, terms: { line: given.line, stage: "pre-disclosure" }, sections: [
    section("一、基本情况", "1. What is to be transferred", facts(fact(given.seller.zh, given.seller.en, text(common.issuer.name)), fact("正式披露不早于", "Disclosed no earlier than", time(given.disclosedFrom)), ...given.papers.map(row))),
    ...given.lots.map((lot) => section(`标的：${lot.name}`, `Lot: ${lot.name}`, facts(...lot.rows.map(row)), ...lot.long.flatMap(({ zh, text: words }) => called(zh, words)))),
    ...given.transfer === null ? [] : [transferSection(given.transfer)],
    section("二、受让方资格条件（拟）", "2. Conditions for transferees, as intended", ...paragraphs(given.conditions)),
    section("三、其他", "3. Other matters", ...paragraphs(given.remarks)),
  ] });

const transferSection = ({ isAssets, holders, figures, appraised, appraisal, managersTakePart, preemption }: NonNullable<SaleNoticeGiven["transfer"]>): Section =>
  section(isAssets ? "标的资产情况" : "标的企业情况", isAssets ? "The assets" : "The enterprise", facts(fact("评估结果", "Appraisal", money(appraised)), fact("评估核准（备案）", "Filed as", text(appraisal)), fact("管理层是否参与受让", "Managers take part", yesNo(managersTakePart)), fact("享有优先购买权者", "Pre-emption", text(preemption.join("、")))),
    ...called(isAssets ? "权属情况" : "股东及出资情况", holders), ...called(isAssets ? "账面情况" : "主要审计数据", figures));
