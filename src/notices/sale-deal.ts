import type { Json } from "../kernel/canonical-json.js";
import type { Fen } from "../kernel/money.js";
import type { Result } from "../kernel/result.js";
import type { Instant, PlainDate } from "../kernel/time.js";
import { called, code, compose, day, fact, facts, money, paragraphs, section, text, time, type CommonBlock } from "./blocks.js";
import type { FactRow, NoticeRecord } from "./record.js";

type Named = { readonly zh: string; readonly en: string };

/** What was dealt, as both documents say it. */
export type Dealt = {
  readonly document: Named & { readonly law: string };
  readonly seller: Named;
  readonly winner: Named;
  readonly firm: { readonly name: string; readonly uscc: string };
  readonly method: Named;
  readonly lot: { readonly name: string; readonly rows: readonly { readonly zh: string; readonly en: string; readonly text: string }[]; readonly long: readonly { readonly zh: string; readonly text: string }[] };
  readonly price: Fen;
  readonly endedAt: Instant;
  readonly terms: Json;
};

export type ConfirmationGiven = Dealt & {
  /** Where the deal was made, and when and where its contract is signed. */
  readonly place: string; readonly signAt: Instant; readonly signPlace: string;
  readonly deposit: Fen; readonly depositBecomes: string;
  /** The last day on which both sign, where a rule sets one. */
  readonly until: PlainDate | null;
};

const subjectRows = ({ lot }: Dealt): readonly FactRow[] => [fact("标的", "Lot", text(lot.name)), ...lot.rows.map((row) => fact(row.zh, row.en, text(row.text)))];

/** 成交确认书: who granted what to whom, for how much, and when and where the contract is signed (rule book E15). Law: 39号令 20; for property 网络竞价结果确认书. */
export const saleConfirmation = (common: CommonBlock, given: ConfirmationGiven): Result<NoticeRecord> =>
  compose(common, { type: "sale-confirmation", title: given.document.zh, law: given.document.law, terms: given.terms, sections: [
    section("一、双方", "1. The parties", facts(
      fact(given.seller.zh, given.seller.en, text(common.issuer.name)), fact(`${given.seller.zh}统一社会信用代码`, "Its credit code", code(common.issuer.uscc)), fact(given.winner.zh, given.winner.en, text(given.firm.name)), fact(`${given.winner.zh}统一社会信用代码`, "Its credit code", code(given.firm.uscc)))),
    section("二、标的", "2. The subject", facts(...subjectRows(given)), ...given.lot.long.flatMap(({ zh, text: words }) => called(zh, words))),
    section("三、成交", "3. The deal", facts(fact("交易方式", "Method", text(given.method.zh)), fact("成交时间", "Time of the deal", time(given.endedAt)), fact("成交地点", "Place of the deal", text(given.place)), fact("成交价", "Price", money(given.price)))),
    section("四、合同和保证金", "4. Contract and deposit", facts(fact("签订合同时间", "Contract signed at", time(given.signAt)), fact("签订合同地点", "Contract signed where", text(given.signPlace)), fact("保证金", "Deposit", money(given.deposit)), fact("本确认书签署期限", "Signed by", day(given.until))), ...paragraphs(given.depositBecomes)),
    section("五、效力", "5. Effect", ...paragraphs(`本确认书由${given.seller.zh}和${given.winner.zh}分别以电子签名签署，签名对本文件（PDF）的 SHA-256 摘要作出；双方均已签署时生效，对双方具有法律效力。\n${given.seller.zh}改变成交结果，或者${given.winner.zh}放弃标的的，应当依法承担责任。`)),
  ] });

export type ResultGiven = Dealt & {
  /** Of property: what it was appraised at, and the floor price it was offered at. */
  readonly appraised: Fen | null; readonly floor: Fen | null;
  readonly payment: string;
  /** Until when it is public before the next step, where the law says; until when it had to be published. */
  readonly publicUntil: PlainDate | null;
};

/** The result of a grant or transfer (rule book E16, E17, E19). Law: 39号令 22; 矿产资源法 19; 32号令 29. */
export const saleResult = (common: CommonBlock, given: ResultGiven): Result<NoticeRecord> =>
  compose(common, { type: "sale-result", title: given.document.zh, law: given.document.law, terms: given.terms, sections: [
    section("一、标的", "1. The subject", facts(...subjectRows(given)), ...given.lot.long.flatMap(({ zh, text: words }) => called(zh, words))),
    section("二、成交结果", "2. The result", facts(
      fact(given.seller.zh, given.seller.en, text(common.issuer.name)), fact(given.winner.zh, given.winner.en, text(given.firm.name)), fact(`${given.winner.zh}统一社会信用代码`, "Its credit code", code(given.firm.uscc)), fact("交易方式", "Method", text(given.method.zh)), fact("成交时间", "Date of the deal", time(given.endedAt)),
      ...given.appraised === null ? [] : [fact("评估结果", "Appraisal", money(given.appraised))], ...given.floor === null ? [] : [fact("转让底价", "Floor price", money(given.floor))], fact("成交价", "Price", money(given.price)), fact("价款支付", "Payment", text(given.payment)))),
    given.publicUntil === null ? section("三、异议", "3. Objections", ...paragraphs("对成交结果有异议的，请向本文件所列联系单位或者投诉受理单位提出。"))
      : section("三、公示", "3. Publicity", facts(fact("公示期至", "Public until", day(given.publicUntil))), ...paragraphs("对成交结果有异议的，请在公示期内向本文件所列联系单位或者投诉受理单位提出。")),
  ] });
