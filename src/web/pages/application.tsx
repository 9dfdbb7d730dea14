import type { Instant, PlainDate } from "../../kernel/time.js";
import type { PageContext } from "../context.js";
import { renderPage } from "../layout.js";
import { messagesOf } from "../messages.js";
import { applicationWords, type ApplicationStep, type ApplicationWords } from "../messages/applications.js";
import { dealWords } from "../messages/deals.js";
import type { DepositView } from "../parts/deposit.js";
import { Forfeit, type ForfeitView } from "../parts/forfeits.js";
import { ActionForm, ErrorSummary } from "../parts/form.js";
import { Lines } from "../parts/sale.js";
import { Credits } from "../parts/credits.js";
import { StatementLinks } from "../parts/statements.js";
import { Table } from "../parts/table.js";
import { Day, End, Fact, Hash, Money, remaining, Tag, Time, type Tone } from "../parts/text.js";
import { paths, pathsOf } from "../paths.js";
import type { ActionView, FormFaults } from "../views.js";

/** A firm's applications, the newest first. */
export type MySalesView = { readonly applications: readonly { readonly sale: string; readonly title: string; readonly lotName: string; readonly href: string; readonly until: Instant; readonly step: ApplicationStep }[] };

/** How the deposit of an application goes back. */
export type ApplicationRefund = { /** Its form’s address without ending. */ readonly form: string; readonly why: keyof ApplicationWords["why"]; readonly due: PlainDate | null; readonly isLate: boolean; /** Each order in words, the first first. */ readonly orders: readonly string[]; readonly paidOn: PlainDate | null };

/** A firm's own application for one lot, from the form to the refund. */
export type ApplicationView = {
  readonly sale: string; readonly title: string; readonly lotName: string; readonly step: ApplicationStep; readonly until: Instant;
  readonly applied: { readonly at: Instant; readonly statement: string; /** What it offers should it be the only one. */ readonly offerFen: bigint | null } | null;
  /** Null once it is sent. */
  readonly apply: ActionView | null;
  readonly deposit: { readonly number: string; readonly payee: { readonly name: string; readonly bank: string }; readonly fen: bigint; readonly own: DepositView["own"]; readonly credits: DepositView["credits"]; /** States the basic account; null where that is no longer of use. */ readonly state: ActionView | null } | null;
  readonly verdict: { readonly verdict: "qualified" | "refused"; readonly reason: string; readonly certificate: string | null; readonly at: Instant } | null;
  readonly room: string | null;
  /** Where what follows the deal stands, for whoever won. */
  readonly deal: string | null;
  /** What the firm won by a former notice. */
  readonly former: readonly { readonly label: string; readonly href: string }[];
  /** What was proposed of keeping the deposit. */
  readonly forfeits: readonly ForfeitView[];
  readonly refund: ApplicationRefund | null;
  readonly faults: FormFaults;
};

const TONES: Readonly<Record<ApplicationStep, Tone>> = { apply: "go", closed: "", account: "go", pay: "go", unpaid: "bad", review: "info", qualified: "ok", contest: "", won: "ok", fell: "bad", kept: "bad", refused: "bad", over: "", refunded: "ok", reversed: "bad" };

/** /my/sales */
export function mySalesPage(page: PageContext, view: MySalesView): string {
  const words = applicationWords(page.language);
  const find = <a href={`${pathsOf(page).sales}?stage=applying`}>{words.find}</a>;
  return renderPage(page, { title: words.mine, current: paths.my }, <>
    <p class="crumbs"><a href={paths.my}>{messagesOf(page.language).site.my}</a></p>
    <h1>{words.mine}</h1>
    <p>{words.lead} {find}</p>
    {view.applications.length === 0 ? <p class="note">{words.empty}</p> : (
      <Table stack label={words.mine} caption={words.caption} head={[words.sale, words.until, words.state]}>
        {view.applications.map((each) => (
          <tr>
            <th scope="row" lang="zh-CN"><a href={each.href}>{each.title}</a><span class="hint">{each.lotName}</span></th>
            <td data-column={words.until}><End at={each.until} language={page.language} /></td><td data-column={words.state}>{words.steps[each.step]}</td>
          </tr>
        ))}
      </Table>
    )}
  </>);
}

/** /my/sales/{sale}/{lot} */
export function applicationPage(page: PageContext, view: ApplicationView): string {
  const words = applicationWords(page.language);
  const isOpen = view.until > page.now;
  return renderPage(page, { title: `${words.of(view.lotName)} ${view.title}`, current: paths.my, faulty: view.faults.length > 0 }, <>
    <p class="crumbs"><a href={paths.mySales}>{words.mine}</a></p>
    <h1>{words.of(view.lotName)}</h1>
    <p><span lang="zh-CN">{view.title}</span> <a href={pathsOf(page).sale(view.sale)}>{words.page}</a></p>
    <ErrorSummary faults={view.faults} language={page.language} />
    <div class={`note ${TONES[view.step]}`.trim()}>
      <p class="when">{words.steps[view.step]}</p>
      <p>{words.until}{messagesOf(page.language).common.colon}<End at={view.until} language={page.language} />{isOpen && <span class="hint">{remaining(view.until, page.now, page.language)}</span>}</p>
      {view.deal !== null && <p><a class="btn" href={view.deal}>{words.deal}</a></p>}
      {view.former.map(({ label, href }) => <p><a href={href}>{label}</a></p>)}
      {view.room !== null && <p><a class="btn" href={view.room}>{words.room}</a></p>}
    </div>
    {view.apply !== null && <section class="card"><h2>{words.apply}</h2><ActionForm action={view.apply} language={page.language} /></section>}
    <p class="hint">{words.secret}</p>
    {view.forfeits.map((forfeit) => <Forfeit view={forfeit} page={page} words={dealWords(page.language).forfeit} />)}
    {view.verdict !== null && <Verdict verdict={view.verdict} page={page} words={words} />}
    {view.deposit !== null && <Deposit deposit={view.deposit} until={view.until} page={page} words={words} />}
    {view.refund !== null && <Refund refund={view.refund} page={page} words={words} />}
    {view.applied !== null && <><h2>{words.statement}</h2><dl class="facts"><Fact name={words.applied} language={page.language}><Time at={view.applied.at} language={page.language} /></Fact><Fact name={words.statement} language={page.language}><Lines text={view.applied.statement} /></Fact>{view.applied.offerFen !== null && <Fact name={words.offer} language={page.language}><Money fen={view.applied.offerFen} /></Fact>}</dl></>}
  </>);
}

type Part = { readonly page: PageContext; readonly words: ApplicationWords };

const Verdict = ({ verdict, page, words }: Part & { readonly verdict: NonNullable<ApplicationView["verdict"]> }) => (
  <>
    <h2>{words.verdict}</h2>
    <dl class="facts">
      <Fact name={words.verdict} language={page.language}><Tag tone={verdict.verdict === "qualified" ? "ok" : "bad"}>{words.verdicts[verdict.verdict]}</Tag></Fact>
      <Fact name={words.reason} language={page.language}><Lines text={verdict.reason} /></Fact>
      {verdict.certificate !== null && <Fact name={words.certificate} language={page.language}><Hash>{verdict.certificate}</Hash></Fact>}
      <Fact name={words.decided} language={page.language}><Time at={verdict.at} language={page.language} /></Fact>
    </dl>
  </>
);

const Deposit = ({ deposit, until, page, words }: Part & { readonly deposit: NonNullable<ApplicationView["deposit"]>; readonly until: Instant }) => (
  <section aria-labelledby="deposit">
    <h2 id="deposit">{words.deposit}</h2>
    <p>{words.depositLead}</p>
    <dl class="facts">
      <Fact name={words.number} language={page.language}><Hash>{deposit.number}</Hash></Fact>
      <Fact name={words.payee} language={page.language}><span lang="zh-CN">{deposit.payee.name}</span></Fact>
      <Fact name={words.bank} language={page.language}><span lang="zh-CN">{deposit.payee.bank}</span></Fact>
      <Fact name={words.amount} language={page.language}><Money fen={deposit.fen} /></Fact>
      <Fact name={words.paidBy} language={page.language}><End at={until} language={page.language} /></Fact>
      <Fact name={words.own} language={page.language}>{deposit.own === null ? <Tag tone="bad">{words.noOwn}</Tag> : <span lang="zh-CN">{words.account(deposit.own.account, deposit.own.bank)}</span>}</Fact>
    </dl>
    {deposit.state !== null && <details class="act" open={deposit.own === null}><summary>{deposit.state.label}</summary><ActionForm action={deposit.state} language={page.language} /></details>}
    {deposit.credits.length === 0 ? <p>{words.nothing}</p> : <Credits credits={deposit.credits} page={page} taken={words.taken} unclear={words.unclear} />}
  </section>
);

/** When a deposit goes back, why, and how far that is. */
export const Refund = ({ refund, page, words }: Part & { readonly refund: ApplicationRefund }) => (
  <>
    <h2>{words.refund}</h2>
    <dl class="facts">
      <Fact name={words.refundWhy} language={page.language}>{words.why[refund.why]}</Fact>
      {refund.why !== "won" && <Fact name={words.due} language={page.language}>{refund.due === null ? words.notDue : <><Day on={refund.due} language={page.language} />{refund.isLate && <> <Tag tone="bad">{words.late}</Tag></>}<span class="hint">{words.dueWords}</span></>}</Fact>}
      {refund.why !== "won" && <Fact name={words.ordered} language={page.language}>{refund.orders.length === 0 ? words.notOrdered : refund.orders.map((order) => <span class="hint">{order}</span>)}</Fact>}
      {refund.paidOn !== null && <Fact name={words.paidOn} language={page.language}><Day on={refund.paidOn} language={page.language} /></Fact>}
    </dl>
    {refund.due !== null && <StatementLinks base={refund.form} label={words.form} />}
  </>
);
