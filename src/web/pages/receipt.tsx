import type { Instant } from "../../kernel/time.js";
import type { PageContext } from "../context.js";
import { renderPage } from "../layout.js";
import { messagesOf } from "../messages.js";
import { bidWords, type BidWords } from "../messages/bid.js";
import { ListedHow } from "../parts/how-counted.js";
import { Qr } from "../parts/qr.js";
import { Fact, Hash, sizeInWords, Time } from "../parts/text.js";
import { paths } from "../paths.js";
import type { DateView } from "../views.js";

/** One part of what was lodged together. */
export type ReceiptPart = {
  readonly partName: string; readonly seq: number; readonly statementSha256: string; readonly contentSha256: string | null; readonly contentSize: number | null;
  readonly receiptText: string;
  /** Set once the final receipt (log proof) exists. */
  readonly proofHref: string | null; readonly logIndex: number | null;
};

/** The confirmation: a page to bookmark. */
export type ReceiptView = {
  readonly tender: string; readonly lot: string; readonly title: string; readonly lotName: string;
  readonly kind: "bid" | "withdraw" | "confirm";
  readonly acceptedAt: Instant; readonly deadline: DateView;
  /** The part the address names first, then the others of the same act. */
  readonly parts: readonly ReceiptPart[];
  readonly verifyUrl: string;
};

/** Twelve digits of the statement's hash: short enough to be read out, long enough to be one. */
const referenceOf = ([first]: readonly ReceiptPart[]): string => (first?.statementSha256.slice(0, 12).toUpperCase() ?? "").replace(/(.{4})(?=.)/g, "$1-");

/** /my/{tender}/{lot}/receipts/{statement} */
export function receiptPage(page: PageContext, view: ReceiptView): string {
  const words = messagesOf(page.language);
  const own = bidWords(page.language);
  const title = { bid: words.my.receiptTitle, withdraw: words.my.withdrawTitle, confirm: words.my.confirmTitle }[view.kind];
  return renderPage(page, { title: `${title} ${referenceOf(view.parts)}`, current: paths.my }, <>
    <p class="crumbs"><a href={paths.myBid(view.tender, view.lot)} lang="zh-CN">{view.title}（{view.lotName}）</a></p>
    <h1>{title}</h1>
    <div class="note ok">
      <p>{own.reference} <strong class="num">{referenceOf(view.parts)}</strong></p>
      <p class="when">{own.acceptedAt}{words.common.colon}<Time at={view.acceptedAt} language={page.language} /></p>
      <p>{words.common.deadline}{words.common.colon}<Time at={view.deadline.at} language={page.language} /> <ListedHow asked={view.deadline.explanation?.asked ?? null} of={view.title} language={page.language} /></p>
    </div>
    <h2>{words.my.next}</h2>
    <ul>{{ bid: own.nextBid, withdraw: own.nextWithdraw, confirm: own.nextConfirm }[view.kind].map((each) => <li>{each}</li>)}</ul>
    <h2>{own.parts}</h2>
    {view.parts.map((part) => <Part part={part} page={page} own={own} />)}
    <Qr text={view.verifyUrl} label={own.code} />
    <p class="hint">{own.bookmark}</p>
  </>);
}

const Part = ({ part, page, own }: { part: ReceiptPart; page: PageContext; own: BidWords }) => {
  const words = messagesOf(page.language);
  return (
    <section class="card">
      <h3 lang="zh-CN">{part.partName}</h3>
      <dl class="facts">
        <Fact name={words.my.seq} language={page.language}>{String(part.seq)}</Fact>
        <Fact name={own.statement} language={page.language}><Hash>{part.statementSha256}</Hash></Fact>
        {part.contentSha256 !== null && <Fact name={own.content} language={page.language}><Hash>{part.contentSha256}</Hash><span class="hint">{part.contentSize === null ? "" : sizeInWords(part.contentSize)}</span></Fact>}
        <Fact name={own.log} language={page.language}>{part.logIndex === null ? own.logPending : <>{own.logAt(part.logIndex)} {part.proofHref !== null && <a href={part.proofHref}>{own.proof}</a>}</>}</Fact>
      </dl>
      <details><summary>{words.my.receiptText}</summary><pre tabindex={0} aria-label={words.my.receiptText} role="region">{part.receiptText}</pre></details>
    </section>
  );
};
