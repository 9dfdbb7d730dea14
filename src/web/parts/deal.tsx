import { yuan } from "../../kernel/money.js";
import type { Instant, PlainDate } from "../../kernel/time.js";
import type { SaleStage } from "../../procedure/sale-words.js";
import type { PageContext } from "../context.js";
import type { DealWords } from "../messages/deals.js";
import { paths, pathsOf } from "../paths.js";
import { Lines, SaleTag } from "./sale.js";
import { Table } from "./table.js";
import { Day, Fact, Hash, Money, Tag, Time } from "./text.js";

/** A last day; null where no law sets one. `isLate` while what it is for is not done. */
export type DueDay = { readonly on: PlainDate; readonly isLate: boolean } | null;

/** What follows a deal, as its two parties read it. Names of parties and documents are those of its line. */
export type DealFacts = {
  readonly sale: string; readonly title: string; readonly lotName: string; readonly stage: SaleStage; readonly stageName: string; /** The round it was dealt in, where the lot was announced anew since. */ readonly formerRound: number | undefined;
  readonly seller: { readonly called: string; readonly name: string }; readonly winner: { readonly called: string; readonly name: string; readonly uscc: string };
  readonly fen: bigint; readonly endedAt: Instant;
  readonly confirmation: { readonly called: string; readonly due: DueDay; readonly signed: { readonly seller: Instant | null; readonly winner: Instant | null }; readonly prepared: { readonly notice: string; readonly document: string; readonly signAt: Instant; readonly signPlace: string } | null };
  readonly result: { readonly called: string; readonly due: DueDay; readonly published: { readonly notice: string; readonly at: Instant; readonly until: PlainDate | null } | null };
  readonly contract: { readonly called: string; readonly due: DueDay; readonly made: { readonly number: string; readonly signedOn: PlainDate; readonly effectiveOn: PlainDate; readonly at: Instant; readonly file: string; readonly payment: "at-once" | "instalments"; readonly security: string | null; readonly rate: string | null } | null };
  readonly payment: PaymentFacts | null;
  readonly refused: { readonly words: string; readonly reason: string; readonly at: Instant } | null;
};

/** How the price is paid: the number, each date, what came. `whose`: whom it goes to in the end. */
export type PaymentFacts = {
  readonly number: string; readonly payee: { readonly name: string; readonly bank: string }; readonly paidFen: bigint; readonly leftFen: bigint; readonly whose: "treasury" | "seller";
  readonly schedule: readonly { readonly until: PlainDate; readonly fen: bigint; readonly cameFen: bigint; readonly state: "done" | "due" | "overdue" }[];
  readonly payments: readonly { readonly on: PlainDate; readonly source: "deposit" | "bank"; readonly fen: bigint }[];
  readonly settled: readonly { readonly fen: bigint; readonly at: Instant }[];
  /** What instalments bear so far, or bore in all; null where they bear nothing. */
  readonly interest: { readonly fen: bigint; readonly rate: string; readonly from: PlainDate; readonly until: PlainDate } | null;
};

type Part = { readonly deal: DealFacts; readonly page: PageContext; readonly words: DealWords };

export const DealHead = ({ deal, page, words }: Part) => (
  <dl class="facts">
    <Fact name={words.stage} language={page.language}><SaleTag stage={deal.stage} name={deal.stageName} /></Fact>
    <Fact name={deal.winner.called} language={page.language}><span lang="zh-CN">{deal.winner.name}</span><span class="hint"><Hash>{deal.winner.uscc}</Hash></span></Fact>
    <Fact name={deal.seller.called} language={page.language}><span lang="zh-CN">{deal.seller.name}</span></Fact>
    <Fact name={words.price} language={page.language}><Money fen={deal.fen} /></Fact>
    <Fact name={words.endedAt} language={page.language}><Time at={deal.endedAt} language={page.language} /></Fact>
  </dl>
);

/** Until when something is done. */
const Due = ({ due, page, words }: { readonly due: DueDay; readonly page: PageContext; readonly words: DealWords }) => (
  <Fact name={words.until} language={page.language}>{due === null ? words.noUntil : <><Day on={due.on} language={page.language} />{due.isLate && <> <Tag tone="bad">{words.late}</Tag></>}</>}</Fact>
);

export const Confirmation = ({ deal: { confirmation, seller, winner }, page, words }: Part) => {
  const own = words.confirmation;
  const signed = (at: Instant | null) => (at === null ? <Tag tone="go">{own.notSigned}</Tag> : <Time at={at} language={page.language} />);
  return (
    <>
      <p>{own.lead}</p>
      <dl class="facts">
        <Due due={confirmation.due} page={page} words={words} />
        {confirmation.prepared === null ? <Fact name={own.file} language={page.language}>{own.none}</Fact> : <>
          <Fact name={own.file} language={page.language}><a href={pathsOf(page).notice(confirmation.prepared.notice)}>{own.read}</a> · <a href={`${paths.notice(confirmation.prepared.notice, 1)}/notice.pdf`}>PDF</a></Fact>
          <Fact name={own.hash} language={page.language}><Hash>{confirmation.prepared.document}</Hash></Fact>
          <Fact name={own.signAt} language={page.language}><Time at={confirmation.prepared.signAt} language={page.language} /></Fact>
          <Fact name={own.signPlace} language={page.language}><span lang="zh-CN">{confirmation.prepared.signPlace}</span></Fact>
          <Fact name={own.signed(seller.called)} language={page.language}>{signed(confirmation.signed.seller)}</Fact>
          <Fact name={own.signed(winner.called)} language={page.language}>{signed(confirmation.signed.winner)}</Fact>
        </>}
      </dl>
    </>
  );
};

export const Result = ({ deal: { result }, page, words }: Part) => (
  <dl class="facts">
    <Due due={result.due} page={page} words={words} />
    {result.published === null ? <Fact name={words.result.notice} language={page.language}>{words.result.none}</Fact> : <>
      <Fact name={words.result.notice} language={page.language}><a href={pathsOf(page).notice(result.published.notice)}>{words.result.read}</a></Fact>
      <Fact name={words.result.publishedAt} language={page.language}><Time at={result.published.at} language={page.language} /></Fact>
      {result.published.until !== null && <Fact name={words.result.publicUntil} language={page.language}><Day on={result.published.until} language={page.language} /></Fact>}
    </>}
  </dl>
);

export const Contract = ({ deal: { contract }, page, words }: Part) => {
  const own = words.contract;
  return (
    <dl class="facts">
      <Due due={contract.due} page={page} words={words} />
      {contract.made === null ? <Fact name={own.number} language={page.language}>{own.none}</Fact> : <>
        <Fact name={own.number} language={page.language}><span lang="zh-CN">{contract.made.number}</span></Fact>
        <Fact name={own.signedOn} language={page.language}><Day on={contract.made.signedOn} language={page.language} /></Fact>
        <Fact name={own.effectiveOn} language={page.language}><Day on={contract.made.effectiveOn} language={page.language} /></Fact>
        <Fact name={own.payment} language={page.language}>{own.payments[contract.made.payment]}</Fact>
        {contract.made.security !== null && <Fact name={own.security} language={page.language}><span lang="zh-CN">{contract.made.security}</span></Fact>}
        {contract.made.rate !== null && <Fact name={own.rate} language={page.language}>{contract.made.rate}</Fact>}
        <Fact name={own.file} language={page.language}><Hash>{contract.made.file}</Hash></Fact>
        <Fact name={own.recordedAt} language={page.language}><Time at={contract.made.at} language={page.language} /></Fact>
      </>}
    </dl>
  );
};

const TONES = { done: "ok", due: "go", overdue: "bad" } as const;

/** What is to be paid, by when, to which number, and what came. @param lead what is said before, to whoever pays */
export const Payment = ({ payment, page, words, lead }: Omit<Part, "deal"> & { readonly payment: PaymentFacts; readonly lead: string }) => {
  const own = words.payment;
  return (
    <>
      <p>{lead}</p>
      <dl class="facts">
        <Fact name={own.left} language={page.language}>{payment.leftFen === 0n ? <Tag tone="ok">{own.whole}</Tag> : <Money fen={payment.leftFen} />}</Fact>
        <Fact name={own.paid} language={page.language}><Money fen={payment.paidFen} /></Fact>
        <Fact name={own.number} language={page.language}><Hash>{payment.number}</Hash></Fact>
        <Fact name={own.payee} language={page.language}><span lang="zh-CN">{payment.payee.name}</span></Fact>
        <Fact name={own.bank} language={page.language}><span lang="zh-CN">{payment.payee.bank}</span></Fact>
      </dl>
      <p class="hint">{payment.whose === "treasury" ? own.toTreasury : own.toSeller}</p>
      <Table stack label={own.schedule} caption={own.schedule} head={[own.by, { text: own.atLeast, number: true }, { text: own.came, number: true }, own.state]}>
        {payment.schedule.map((each) => (
          <tr><th scope="row"><Day on={each.until} language={page.language} /></th><td class="n" data-column={own.atLeast}>¥{yuan(each.fen)}</td><td class="n" data-column={own.came}>¥{yuan(each.cameFen)}</td><td data-column={own.state}><Tag tone={TONES[each.state]}>{own.states[each.state]}</Tag></td></tr>
        ))}
      </Table>
      <Table stack label={own.payments} caption={own.payments} head={[own.on, own.source, { text: own.sum, number: true }]}>
        {payment.payments.map((each) => <tr><th scope="row"><Day on={each.on} language={page.language} /></th><td data-column={own.source}>{own.sources[each.source]}</td><td class="n" data-column={own.sum}>¥{yuan(each.fen)}</td></tr>)}
      </Table>
      {payment.interest !== null && <dl class="facts"><Fact name={own.interest} language={page.language}><Money fen={payment.interest.fen} /><span class="hint"><Day on={payment.interest.from} language={page.language} /> — <Day on={payment.interest.until} language={page.language} /> · {own.interestAt(payment.interest.rate)}</span></Fact></dl>}
      {payment.settled.length > 0 && <dl class="facts"><Fact name={own.settled} language={page.language}>{payment.settled.map(({ fen, at }) => <span class="hint">{own.settledAt(yuan(fen))} · <Time at={at} language={page.language} /></span>)}</Fact></dl>}
    </>
  );
};

export const RefusedFacts = ({ refused, page, words }: Omit<Part, "deal"> & { readonly refused: NonNullable<DealFacts["refused"]> }) => (
  <dl class="facts">
    <Fact name={words.refusal.ground} language={page.language}>{refused.words}</Fact>
    <Fact name={words.refusal.reason} language={page.language}><Lines text={refused.reason} /></Fact>
    <Fact name={words.refusal.at} language={page.language}><Time at={refused.at} language={page.language} /></Fact>
  </dl>
);
