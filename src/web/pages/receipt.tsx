import type { Instant } from "../../kernel/time.js";
import type { PageContext } from "../context.js";
import { renderPage } from "../layout.js";
import { messagesOf } from "../messages.js";
import { Qr } from "../parts/qr.js";
import { Fact, Hash, sizeInWords, Time } from "../parts/text.js";
import { paths } from "../paths.js";
import type { DateView } from "../views.js";

/** The confirmation: a page to bookmark. */
export type ReceiptView = {
  readonly tender: string; readonly lot: string; readonly title: string; readonly lotName: string; readonly partName: string; readonly part: string;
  readonly seq: number; readonly kind: "bid" | "withdraw" | "confirm";
  readonly acceptedAt: Instant; readonly deadline: DateView;
  readonly statementSha256: string; readonly contentSha256: string | null; readonly contentSize: number | null;
  readonly receiptText: string;
  /** Set once the final receipt (log proof) exists. */
  readonly proofHref: string | null; readonly logIndex: number | null;
  readonly verifyUrl: string;
};

/** /my/{tender}/{lot}/receipts/{statement} */
export function receiptPage(page: PageContext, view: ReceiptView): string {
  const words = messagesOf(page.language);
  const title = { bid: words.my.receiptTitle, withdraw: words.my.withdrawTitle, confirm: words.my.confirmTitle }[view.kind];
  return renderPage(page, { title, current: paths.my }, <>
    <p class="crumbs"><a href={paths.myBid(view.tender, view.lot)} lang="zh-CN">{view.title}（{view.lotName}）</a></p>
    <h1>{title}</h1>
    <div class="note ok"><p class="when"><Time at={view.acceptedAt} language={page.language} /></p><p>{view.partName} · {words.my.seq} {String(view.seq)}</p></div>
    <Qr text={view.verifyUrl} label={words.notice.qr} />
    <h2>{words.my.next}</h2>
    <ul><li>{words.my.next1}</li><li>{words.my.next2}</li><li>{words.my.next3}</li><li>{words.my.next4}</li></ul>
    <p class="hint">{words.my.print}</p>
    <dl class="facts">
      <Fact name={words.common.deadline} language={page.language}><Time at={view.deadline.at} language={page.language} /></Fact>
      <Fact name={words.my.statement} language={page.language}><Hash>{view.statementSha256}</Hash></Fact>
      <Fact name={words.my.content} language={page.language}>{view.contentSha256 === null ? words.none : <><Hash>{view.contentSha256}</Hash><span class="hint">{view.contentSize === null ? "" : sizeInWords(view.contentSize)}</span></>}</Fact>
      <Fact name={words.my.final} language={page.language}>{view.proofHref === null ? words.my.finalPending : <><a href={view.proofHref}>{words.my.proof}</a>{view.logIndex !== null && `（${String(view.logIndex)}）`}</>}</Fact>
    </dl>
    <h2>{words.my.receiptText}</h2>
    <pre tabindex={0} aria-label={words.my.receiptText} role="region">{view.receiptText}</pre>
  </>);
}
