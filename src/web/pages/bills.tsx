import { grouped } from "../../kernel/money.js";
import type { Instant } from "../../kernel/time.js";
import type { PageContext } from "../context.js";
import { renderPage } from "../layout.js";
import { bankWords } from "../messages/bank.js";
import { feeWords, type FeeWords } from "../messages/fees.js";
import { ActionForm, ErrorSummary } from "../parts/form.js";
import { Qr } from "../parts/qr.js";
import { DayStatements, StatementLinks } from "../parts/statements.js";
import { Table } from "../parts/table.js";
import { Hash, ShortTime, Tag } from "../parts/text.js";
import { paths } from "../paths.js";
import type { ActionView, FormFaults } from "../views.js";
import { Totals, WorkedLines, type WorkedLine, type WorkedTotals } from "./fees.js";

type BillLine = { readonly bill: string; readonly project: string; readonly payer: string; readonly state: string; readonly dueOn: string | null; readonly total: string | null };
/** /fees/bills: those an office has to do with. `acts`: what it may begin. */
export type BillsView = { readonly bills: readonly BillLine[]; readonly declare: ActionView | null; readonly clear: ActionView | null; readonly faults: FormFaults };

export function billsPage(page: PageContext, view: BillsView): string {
  const words = feeWords(page.language);
  return renderPage(page, { title: words.bills, current: paths.bills, faulty: view.faults.length > 0 }, <>
    <h1>{words.bills}</h1>
    <p>{words.billsLead}</p>
    {page.reader?.role === "finance-reviewer" && <p><a href={paths.deskBank}>{bankWords(page.language).title}</a></p>}
    <ErrorSummary faults={view.faults} language={page.language} />
    {view.bills.length === 0 ? <p class="hint">{words.noBills}</p> : (
      <Table label={words.bills} head={[words.bill, words.payer, words.state, words.due, { text: words.total, number: true }]} stack>
        {view.bills.map((each) => (
          <tr>
            <th scope="row" lang="zh-CN"><a href={paths.billOf(each.bill)}>{each.project}</a><span class="hint id">{each.bill}</span></th>
            <td data-column={words.payer} lang="zh-CN">{each.payer}</td><td data-column={words.state}><Tag tone="info">{each.state}</Tag></td><td data-column={words.due}><span class="num">{each.dueOn ?? "—"}</span></td><td class="n" data-column={words.total}>{each.total === null ? "—" : grouped(each.total)}</td>
          </tr>
        ))}
      </Table>
    )}
    {(page.reader?.role === "finance-reviewer" || page.reader?.role === "cashier") && <DayStatements below="/api/v1/fees/days" now={page.now} language={page.language} />}
    {view.clear !== null && <ActionForm action={view.clear} language={page.language} primary={false} />}
    {view.declare !== null && <details class="act" open={view.faults.length > 0}><summary>{words.declare}</summary><ActionForm action={view.declare} language={page.language} /></details>}
  </>);
}

export type Screen = "why" | "pay" | "receipts";
type BookView = { readonly name: string; readonly amount: string; readonly state: string; readonly receipt: { readonly code: string; readonly number: string; readonly check: string; readonly href: string; readonly pdf: string | null } | null; /** Address of the form of its refund, without ending; null where it does not go back. */ readonly refund: string | null; readonly enter: ActionView | null };
/** A bill; amounts in yuan as the wire has them. `query` is what its addresses carry for a reader who came by its payment code. */
export type BillView = WorkedTotals & {
  readonly bill: string; readonly screen: Screen; readonly query: string; readonly project: string; readonly payer: string; readonly uscc: string; readonly state: string; readonly version: number; readonly hash: string; readonly lines: readonly WorkedLine[];
  readonly units: readonly { readonly name: string; readonly calculatedAt: Instant | null }[]; readonly dueOn: string | null; readonly payment: { readonly code: string; readonly payee: string; readonly today: string; readonly late: string; readonly address: string } | null; readonly paidAt: Instant | null;
  readonly books: readonly BookView[]; readonly papers: readonly { readonly name: string; readonly href: string; readonly issuedAt: Instant }[]; readonly moves: readonly { readonly what: string; readonly detail: string | null; readonly at: Instant }[]; readonly acts: readonly ActionView[]; readonly faults: FormFaults; readonly list: boolean;
};

/** /fees/bills/{no} in three screens: what and why, paying, receipts. */
export function billPage(page: PageContext, view: BillView): string {
  const words = feeWords(page.language);
  return renderPage(page, { title: `${words.bill} ${view.bill}`, current: paths.bills, faulty: view.faults.length > 0 }, <>
    {view.list && <p class="crumbs"><a href={paths.bills}>{words.bills}</a></p>}
    <h1 lang="zh-CN">{view.project}</h1>
    <p><Tag tone="info">{view.state}</Tag> <span class="id">{view.bill}</span> · <span lang="zh-CN">{view.payer}</span></p>
    <nav class="tabs" aria-label={words.screens}><ul>{(["why", "pay", "receipts"] as const).map((each) => <li><a href={`${paths.billOf(view.bill)}${each === "why" ? "" : `/${each}`}${view.query}`} {...(each === view.screen ? { "aria-current": "page" as const } : {})}>{words.screen[each]}</a></li>)}</ul></nav>
    <ErrorSummary faults={view.faults} language={page.language} />
    {view.screen === "why" ? <Why view={view} words={words} /> : view.screen === "pay" ? <Pay view={view} words={words} /> : <Receipts view={view} words={words} page={page} />}
    {view.screen === "why" && view.acts.map((action, at) => <details class="act" open={view.faults.length > 0 || at === 0}><summary>{action.label}</summary><ActionForm action={action} language={page.language} primary={at === 0} /></details>)}
  </>);
}

type Part = { readonly view: BillView; readonly words: FeeWords };

const Why = ({ view, words }: Part) => <>
  <h2>{words.comparison}</h2>
  <Totals totals={view} words={words} />
  <h2>{words.lines}</h2>
  {view.lines.length === 0 ? <p class="hint">{words.none}</p> : <WorkedLines lines={view.lines} words={words} />}
  <StatementLinks base={`/api/v1${paths.billOf(view.bill)}/statement`} query={view.query} label={words.statement} />
  <h2>{words.units}</h2>
  <ul class="list">{view.units.map(({ name, calculatedAt }) => <li><span lang="zh-CN">{name}</span>{calculatedAt === null ? <Tag tone="">{words.waiting}</Tag> : <span class="hint">{words.calculatedBy} <ShortTime at={calculatedAt} /></span>}</li>)}</ul>
  <h2>{words.history}</h2>
  <ul class="list">{view.moves.map(({ what, detail, at }) => <li><span>{what}{detail !== null && <span class="hint" lang="zh-CN">{detail}</span>}</span><ShortTime at={at} /></li>)}</ul>
  <p class="hint">{words.signedHash}</p><p><Hash>{view.hash}</Hash></p>
</>;

const Pay = ({ view, words }: Part) => {
  if (view.paidAt !== null) return <p class="note ok">{words.paidOn} <ShortTime at={view.paidAt} /></p>;
  const { payment } = view;
  if (payment === null) return <p class="note">{words.notYet}</p>;
  return <>
    <p class="note go"><strong>{words.payNow(grouped(payment.today))}</strong></p>
    <p>{words.payLead}</p>
    <div class="halves">
      <dl class="facts">
        <dt>{words.paymentCode}</dt><dd><code>{payment.code.replace(/(.{4})(?=.)/g, "$1 ")}</code></dd><dt>{words.payee}</dt><dd lang="zh-CN">{payment.payee}</dd><dt>{words.total}</dt><dd class="num">{grouped(payment.today)}</dd><dt>{words.late}</dt><dd class="num">{grouped(payment.late)}</dd><dt>{words.due}</dt><dd class="num">{view.dueOn ?? "—"}</dd>
      </dl>
      <figure class="card"><Qr text={payment.address} label={words.qr} /><figcaption>{words.qr}</figcaption></figure>
    </div>
    <p class="hint">{words.lateRule}</p>
    <Papers view={view} words={words} />
  </>;
};

const Papers = ({ view, words }: Part) => view.papers.length === 0 ? null : <><h2>{words.papers}</h2><ul class="list">{view.papers.map(({ name, href, issuedAt }) => <li><a href={href}>{name}</a><ShortTime at={issuedAt} /></li>)}</ul></>;

const Receipts = ({ view, words, page }: Part & { readonly page: PageContext }) => <>
  {view.books.every(({ receipt }) => receipt === null) && <p class="note">{words.noReceipts}</p>}
  {view.books.map((book) => (
    <section class="card">
      <h2>{book.name}</h2>
      <dl class="facts"><dt>{words.amount}</dt><dd class="num">{grouped(book.amount)}</dd><dt>{words.state}</dt><dd>{book.state}</dd>{book.receipt !== null && <><dt>{words.receipt}</dt><dd><code>{book.receipt.code} {book.receipt.number}</code></dd><dt>{words.check}</dt><dd><code>{book.receipt.check}</code></dd></>}</dl>
      {book.receipt !== null && <p class="row">{book.receipt.pdf !== null && <a class="btn" href={book.receipt.pdf}>{words.receiptFile}</a>}<a href={book.receipt.href}>{words.verify}</a></p>}
      {book.refund !== null && <StatementLinks base={book.refund} query={view.query} label={words.refundForm} />}
      {book.enter !== null && <><p class="hint">{words.enterHint}</p><ActionForm action={book.enter} language={page.language} primary={false} /></>}
    </section>
  ))}
  <Papers view={view} words={words} />
</>;
