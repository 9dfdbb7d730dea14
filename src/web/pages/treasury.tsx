import type { Child } from "hono/jsx";
import { yuan } from "../../kernel/money.js";
import type { Instant, PlainDate } from "../../kernel/time.js";
import type { PageContext } from "../context.js";
import { renderPage } from "../layout.js";
import { treasuryWords, type TreasuryWords } from "../messages/treasury.js";
import { ActionForm, ErrorSummary } from "../parts/form.js";
import { MonthStatements } from "../parts/statements.js";
import { Table } from "../parts/table.js";
import { ShortTime, Tag, type Tone } from "../parts/text.js";
import { paths } from "../paths.js";
import type { ActionView, FormFaults } from "../views.js";

/** When a payment is due: its day, its light, the act with its article, and from when how many days were counted. */
export type DueView = { readonly on: string; readonly light: Shaded; readonly law: string; readonly days: number; readonly from: string; readonly byContract: boolean };

type Shaded = { readonly words: string; readonly tone: Tone };
/** A payment in a list; amounts in fen. `due`: null where nothing is due any more, or yet. */
export type PaymentLine = {
  readonly request: string; readonly title: string; readonly supplier: string; readonly fen: bigint; readonly state: Shaded; readonly why: string | null; readonly at: Instant;
  readonly due: DueView | null;
  /** Said of one that waits to be ordered and should have been. */ readonly late?: boolean;
};
export type OrderLine = { readonly request: string; readonly order: string; readonly supplier: string; readonly fen: bigint; readonly state: Shaded; readonly orderedAt: Instant; readonly valueOn: string };
export type DayView = {
  readonly day: PlainDate; readonly before: PlainDate; readonly after: PlainDate; readonly states: readonly { readonly state: Shaded; readonly count: number; readonly fen: bigint }[];
  readonly toCheck: readonly PaymentLine[]; readonly toApprove: readonly PaymentLine[]; readonly toOrder: readonly PaymentLine[]; readonly orders: readonly OrderLine[];
  readonly accounts: readonly { readonly account: string; readonly name: string; readonly balance: bigint }[]; readonly clearings: readonly { readonly account: string; readonly fen: bigint; readonly payments: number; readonly at: Instant }[];
  readonly acts: readonly ActionView[]; readonly clear: ActionView | null; readonly faults: FormFaults;
};

/** Amounts below nothing keep their sign. */
export const sum = (fen: bigint): string => yuan(fen);

/** The pages of the treasury, each leading to the others that this reader may open. */
export const Corner = ({ page, current }: { readonly page: PageContext; readonly current: string }) => {
  const words = treasuryWords(page.language);
  const isSupplier = page.reader?.role === "bidder";
  const isUnit = page.reader?.role === "tenderer";
  const links = [...(isSupplier || isUnit ? [] : [[paths.treasury, words.title] as const]), [paths.payments, words.requestsTitle] as const, ...(isSupplier ? [] : [[paths.budgets, words.budgetsTitle] as const]), [paths.payContracts, words.contractsTitle] as const];
  return <p class="row">{links.map(([href, label]) => (href === current ? <strong>{label}</strong> : <a href={href}>{label}</a>))}</p>;
};

/** An act out of the way until it is wanted. */
export const Folded = ({ act, page, open = false }: { readonly act: ActionView; readonly page: PageContext; readonly open?: boolean }) => (
  <details class="act" open={open}><summary>{act.label}</summary><ActionForm action={act} language={page.language} primary={false} /></details>
);

/** /treasury: the desk of a treasury day. */
export function treasuryPage(page: PageContext, view: DayView): string {
  const words = treasuryWords(page.language);
  return renderPage(page, { title: words.title, current: paths.treasury, faulty: view.faults.length > 0 }, <>
    <h1>{words.title}</h1>
    <Corner page={page} current={paths.treasury} />
    <p>{words.lead}</p>
    <ErrorSummary faults={view.faults} language={page.language} />
    {([[words.toCheck, view.toCheck], [words.toApprove, view.toApprove], [words.toOrder, view.toOrder]] as const).map(([title, lines]) => <><h2>{title} <span class="count">{lines.length}</span></h2>{lines.length === 0 ? <p class="hint">{words.none}</p> : <Payments lines={lines} words={words} label={title} />}</>)}
    <h2>{words.orders}</h2>
    <form class="card" method="get" action={paths.treasury}>
      <div class="field"><label for="day">{words.day}</label><input id="day" name="day" type="date" value={view.day} /></div>
      <p class="row"><button class="btn alt">{words.show}</button><a href={`${paths.treasury}?day=${view.before}`}>{words.before}</a><a href={`${paths.treasury}?day=${view.after}`}>{words.after}</a></p>
    </form>
    {view.orders.length === 0 ? <p class="hint">{words.none}</p> : <Orders lines={view.orders} words={words} />}
    <p><a href={`/api/v1/treasury/orders.csv?day=${view.day}`}>{words.csvDay}</a></p>
    <h2>{words.accounts}</h2>
    <Accounts view={view} words={words} />
    {view.clear !== null && <section class="card"><p>{words.clearLead}</p><ActionForm action={view.clear} language={page.language} /></section>}
    {view.clearings.length > 0 && <><h3>{words.clearings}</h3><Clearings view={view} words={words} /></>}
    <h2>{words.states}</h2>
    {view.states.length === 0 ? <p class="hint">{words.none}</p> : <States states={view.states} words={words} />}
    {view.acts.map((act) => <Folded act={act} page={page} />)}
  </>);
}

const States = ({ states, words }: { readonly states: DayView["states"]; readonly words: TreasuryWords }) => (
  <Table label={words.states} head={[words.state, { text: words.count, number: true }, { text: words.amount, number: true }]}>
    {states.map(({ state, count, fen }) => <tr><td><Tag tone={state.tone}>{state.words}</Tag></td><td class="n">{count}</td><td class="n">{sum(fen)}</td></tr>)}
  </Table>
);

const Orders = ({ lines, words }: { readonly lines: readonly OrderLine[]; readonly words: TreasuryWords }) => (
  <Table label={words.orders} head={[words.request, words.supplier, { text: words.amount, number: true }, words.orderNumber, words.orderedAt, words.valueOn, words.state]} stack>
    {lines.map((each) => (
      <tr>
        <th scope="row"><a class="id" href={paths.payment(each.request)}>{each.request}</a></th><td data-column={words.supplier} lang="zh-CN">{each.supplier}</td><td class="n" data-column={words.amount}>{sum(each.fen)}</td><td data-column={words.orderNumber}><span class="id">{each.order}</span></td>
        <td data-column={words.orderedAt}><ShortTime at={each.orderedAt} /></td><td data-column={words.valueOn}><span class="num">{each.valueOn}</span></td><td data-column={words.state}><Tag tone={each.state.tone}>{each.state.words}</Tag></td>
      </tr>
    ))}
  </Table>
);

const Accounts = ({ view, words }: { readonly view: DayView; readonly words: TreasuryWords }) => view.accounts.length === 0 ? <p class="hint">{words.none}</p> : (
  <Table label={words.accounts} head={[words.accountName, words.account, { text: words.balance, number: true }, words.state]} stack>
    {view.accounts.map(({ account, name, balance }) => (
      <tr><th scope="row" lang="zh-CN">{name}</th><td data-column={words.account}><span class="id">{account}</span></td><td class="n" data-column={words.balance}>{sum(balance)}</td><td data-column={words.state}><Tag tone={balance === 0n ? "ok" : "go"}>{balance === 0n ? words.isZero : words.notZero}</Tag></td></tr>
    ))}
  </Table>
);

const Clearings = ({ view, words }: { readonly view: DayView; readonly words: TreasuryWords }) => (
  <Table label={words.clearings} head={[words.account, { text: words.gave, number: true }, { text: words.payments, number: true }, words.at]} stack>
    {view.clearings.map(({ account, fen, payments, at }) => <tr><th scope="row"><span class="id">{account}</span></th><td class="n" data-column={words.gave}>{sum(fen)}</td><td class="n" data-column={words.payments}>{payments}</td><td data-column={words.at}><ShortTime at={at} /></td></tr>)}
  </Table>
);

/** When a payment is due by law, by which rule, and its light. */
export const DueBy = ({ due, words }: { readonly due: DueView; readonly words: TreasuryWords }) => (
  <><span class="num">{due.on}</span> <Tag tone={due.light.tone}>{due.light.words}</Tag><span class="hint">{due.byContract ? `${words.dueContract} · ` : ""}{words.dueBy(due.law, due.days, due.from)}</span></>
);

const Payments = ({ lines, words, label }: { readonly lines: readonly PaymentLine[]; readonly words: TreasuryWords; readonly label: string }) => (
  <Table label={label} head={[words.request, words.supplier, { text: words.amount, number: true }, words.state, words.due, words.why]} stack>
    {lines.map((each) => (
      <tr>
        <th scope="row"><a class="id" href={paths.payment(each.request)}>{each.request}</a><span class="hint" lang="zh-CN">{each.title}</span></th><td data-column={words.supplier} lang="zh-CN">{each.supplier}</td><td class="n" data-column={words.amount}>{sum(each.fen)}</td>
        <td data-column={words.state}><Tag tone={each.state.tone}>{each.state.words}</Tag>{each.late === true && <span class="err">{words.late}</span>}</td><td data-column={words.due}>{each.due === null ? "—" : <DueBy due={each.due} words={words} />}</td>
        <td data-column={words.why}><ShortTime at={each.at} />{each.why === null ? null : <span class="hint" lang="zh-CN">{each.why}</span>}</td>
      </tr>
    ))}
  </Table>
);

export type PaymentsView = { readonly lines: readonly PaymentLine[]; readonly pays: boolean };

/** /treasury/requests: payments of a unit, of a supplier, or all. */
export function paymentsPage(page: PageContext, view: PaymentsView): string {
  const words = treasuryWords(page.language);
  return renderPage(page, { title: words.requestsTitle, current: paths.payments }, <>
    <h1>{words.requestsTitle}</h1>
    <Corner page={page} current={paths.payments} />
    {view.pays && <p><a class="btn" href={paths.newPayment}>{words.pays}</a></p>}
    {view.lines.length === 0 ? <p class="hint">{words.noRequests}</p> : <Payments lines={view.lines} words={words} label={words.requestsTitle} />}
    <p><a href="/api/v1/treasury/requests.csv">{words.csv}</a></p>
    <MonthStatements below="/api/v1/treasury/months" now={page.now} language={page.language} />
  </>);
}

export type StepLine = { readonly step: string; readonly by: string; readonly at: Instant; readonly reason: string | null; readonly fen: bigint | null };
export type PaymentView = PaymentLine & {
  readonly facts: readonly { readonly name: string; readonly value: string; readonly kind: "text" | "id" | "num" }[]; readonly steps: readonly StepLine[]; readonly acts: readonly ActionView[]; readonly folded: readonly ActionView[]; readonly papers: readonly { readonly href: string; readonly label: string }[]; readonly faults: FormFaults;
};

const valueOf = ({ kind, value }: PaymentView["facts"][number]): Child => (kind === "text" ? <span lang="zh-CN">{value}</span> : <span class={kind}>{value}</span>);

/** /treasury/requests/{request}: one payment, what happened to it and what can be done. */
export function paymentPage(page: PageContext, view: PaymentView): string {
  const words = treasuryWords(page.language);
  return renderPage(page, { title: `${words.requestsTitle} ${view.request}`, current: paths.payments, faulty: view.faults.length > 0 }, <>
    <p class="crumbs"><a href={paths.payments}>{words.requestsTitle}</a></p>
    <h1><span class="id">{view.request}</span> <Tag tone={view.state.tone}>{view.state.words}</Tag></h1>
    <p lang="zh-CN">{view.title} · {view.supplier}</p>
    <ErrorSummary faults={view.faults} language={page.language} />
    {view.why !== null && <p class="note" lang="zh-CN">{view.why}</p>}
    <dl class="facts">
      <dt>{words.amount}</dt><dd><strong class="num">{sum(view.fen)}</strong></dd>
      {view.due !== null && <><dt>{words.due}</dt><dd><DueBy due={view.due} words={words} /></dd></>}
      {view.facts.map((each) => <><dt>{each.name}</dt><dd>{valueOf(each)}</dd></>)}
    </dl>
    {view.papers.length > 0 && <p class="row">{view.papers.map(({ href, label }) => <a href={href}>{label}</a>)}</p>}
    {view.acts.length + view.folded.length > 0 && <section class="card"><h2>{words.more}</h2>{view.acts.map((act, at) => <ActionForm action={act} language={page.language} primary={at === 0} />)}{view.folded.map((act) => <Folded act={act} page={page} open={view.faults.length > 0} />)}</section>}
    <h2>{words.steps}</h2>
    <Table label={words.steps} head={[words.at, words.step, words.by, words.reason]} stack>
      {view.steps.map((each) => <tr><th scope="row"><ShortTime at={each.at} /></th><td data-column={words.step}>{each.step}{each.fen === null ? null : <span class="num"> {sum(each.fen)}</span>}</td><td data-column={words.by}>{each.by}</td><td data-column={words.reason} lang="zh-CN">{each.reason ?? "—"}</td></tr>)}
    </Table>
  </>);
}

export type NewPaymentView = { readonly act: ActionView; readonly faults: FormFaults };

/** /treasury/requests/new: the form of a payment request. */
export function newPaymentPage(page: PageContext, { act, faults }: NewPaymentView): string {
  const words = treasuryWords(page.language);
  return renderPage(page, { title: words.newTitle, current: paths.payments, faulty: faults.length > 0 }, <>
    <p class="crumbs"><a href={paths.payments}>{words.requestsTitle}</a></p>
    <h1>{words.newTitle}</h1>
    <p>{words.newLead}</p>
    <ErrorSummary faults={faults} language={page.language} />
    <section class="card"><ActionForm action={act} language={page.language} /></section>
  </>);
}
