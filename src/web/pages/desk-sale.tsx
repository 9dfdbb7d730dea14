import type { Instant, PlainDate } from "../../kernel/time.js";
import type { SaleStage } from "../../procedure/sale-words.js";
import type { PageContext } from "../context.js";
import { renderPage } from "../layout.js";
import { applicationWords } from "../messages/applications.js";
import { dealWords } from "../messages/deals.js";
import { deskSaleWords, type DeskSaleWords } from "../messages/desk-sales.js";
import { ActionForm, Actions, ErrorSummary, isFolded } from "../parts/form.js";
import { Lines, SaleTag } from "../parts/sale.js";
import { StatementLinks } from "../parts/statements.js";
import { Table } from "../parts/table.js";
import { Fact, Hash, Money, ShortTime, Tag, Time } from "../parts/text.js";
import { paths, pathsOf } from "../paths.js";
import type { ActionView, FormFaults } from "../views.js";

type Link = { readonly label: string; readonly href: string };
type LotName = { readonly lot: string; readonly name: string; readonly stage: SaleStage; readonly stageName: string };

/** A deposit that is to go back, or how far that is. */
export type SaleRefundRow = { readonly form: string; readonly sale: string; readonly title: string; readonly lotName: string; readonly firm: string; readonly fen: bigint; readonly why: string; readonly due: PlainDate; readonly isLate: boolean; readonly orders: readonly string[]; readonly action: ActionView | null };

/** What the exchange holds of a price for a transferor. */
export type SettlementRow = { readonly sale: string; readonly title: string; readonly lotName: string; readonly seller: string; readonly fen: bigint; readonly payee: { readonly account: string; readonly bank: string }; readonly action: ActionView };

/** What somebody works on here: a seller his sales, staff what is published, a cashier what goes back. */
export type DeskSalesView = {
  readonly title: string; readonly lead: string; readonly add: Link | null;
  readonly sales: readonly { readonly sale: string; readonly title: string; readonly line: string; readonly href: string; readonly links: readonly Link[]; readonly lots: readonly LotName[] }[] | null;
  readonly refunds: readonly SaleRefundRow[] | null; readonly settlements: readonly SettlementRow[] | null; /** Where one comes from. */ readonly back: Link; readonly faults: FormFaults;
};

/** One sale as its seller works on it: every move with its reason where it cannot be made. */
export type DeskSaleView = {
  readonly sale: string; readonly title: string; readonly line: string; readonly method: string; readonly isPublished: boolean; readonly preparedBy: string;
  readonly back: Link; readonly links: readonly Link[]; readonly actions: readonly ActionView[];
  readonly lots: readonly (LotName & { readonly links: readonly Link[] })[];
  readonly log: readonly { readonly lotName: string; readonly at: Instant; readonly what: string; readonly from: string; readonly to: string; readonly by: string; readonly reason: string | null }[];
  readonly faults: FormFaults;
};

/** Who applied for a lot, for who decides on it. */
export type ApplicantsView = {
  readonly sale: string; readonly title: string; readonly lotName: string;
  readonly applicants: readonly { readonly firm: string; readonly uscc: string; readonly at: Instant; readonly statement: string; readonly deposit: keyof DeskSaleWords["deposits"]; readonly verdict: { readonly verdict: "qualified" | "refused"; readonly reason: string; readonly certificate: string | null; readonly at: Instant } | null; readonly review: ActionView | null }[];
  readonly faults: FormFaults;
};

/** /desk/sales */
export function deskSalesPage(page: PageContext, view: DeskSalesView): string {
  const words = deskSaleWords(page.language);
  return renderPage(page, { title: view.title, current: view.back.href, faulty: view.faults.length > 0 }, <>
    <p class="crumbs"><a href={view.back.href}>{view.back.label}</a></p>
    <h1>{view.title}</h1>
    <ErrorSummary faults={view.faults} language={page.language} />
    <p>{view.lead}</p>
    {view.add !== null && <p><a class="btn" href={view.add.href}>{view.add.label}</a></p>}
    {view.sales !== null && (view.sales.length === 0 ? <p class="note">{words.none}</p> : (
      <ul class="list">{view.sales.map((sale) => <li><a href={sale.href} lang="zh-CN">{sale.title}</a><span class="end">{sale.sale}</span><span class="more">{sale.line}</span><span class="more tags">{sale.lots.map((lot) => <span><span lang="zh-CN">{lot.name}</span> <SaleTag stage={lot.stage} name={lot.stageName} /></span>)}{sale.links.map((link) => <a href={link.href}>{link.label}</a>)}</span></li>)}</ul>
    ))}
    {view.refunds !== null && (view.refunds.length === 0 ? <p class="note">{words.noRefunds}</p> : <Refunds refunds={view.refunds} page={page} words={words} />)}
    {view.settlements !== null && <><h2>{dealWords(page.language).settlements}</h2>{view.settlements.length === 0 ? <p class="note">{dealWords(page.language).noSettlements}</p> : <Settlements settlements={view.settlements} page={page} words={words} />}</>}
  </>);
}

type Part = { readonly page: PageContext; readonly words: DeskSaleWords };

const Refunds = ({ refunds, page, words }: Part & { readonly refunds: readonly SaleRefundRow[] }) => (
  <Table stack label={words.refunds} caption={words.refundCaption} head={[words.firm, words.sale, { text: words.amount, number: true }, words.due, words.progress]}>
    {refunds.map((each) => (
      <tr>
        <th scope="row" lang="zh-CN">{each.firm}</th>
        <td data-column={words.sale} lang="zh-CN">{each.title}<span class="hint">{each.lotName} · <Hash>{each.sale}</Hash></span></td>
        <td class="n" data-column={words.amount}><Money fen={each.fen} /></td>
        <td data-column={words.due}><time datetime={each.due}>{each.due}</time> {each.isLate && <Tag tone="bad">{applicationWords(page.language).late}</Tag>}<span class="hint">{each.why}</span></td>
        <td data-column={words.progress}>{each.orders.map((order) => <span class="hint">{order}</span>)}<StatementLinks base={each.form} label={applicationWords(page.language).form} />{each.action !== null && <ActionForm action={each.action} language={page.language} />}</td>
      </tr>
    ))}
  </Table>
);

const Settlements = ({ settlements, page, words }: Part & { readonly settlements: readonly SettlementRow[] }) => {
  const own = dealWords(page.language);
  return (
    <Table stack label={own.settlements} caption={own.settlements} head={[own.seller, words.sale, { text: own.heldSum, number: true }, own.to, own.settle]}>
      {settlements.map((each) => (
        <tr>
          <th scope="row" lang="zh-CN">{each.seller}</th>
          <td data-column={words.sale} lang="zh-CN">{each.title}<span class="hint">{each.lotName} · <Hash>{each.sale}</Hash></span></td>
          <td class="n" data-column={own.heldSum}><Money fen={each.fen} /></td>
          <td data-column={own.to} lang="zh-CN"><Hash>{each.payee.account}</Hash><span class="hint">{each.payee.bank}</span></td>
          <td data-column={own.settle}><ActionForm action={each.action} language={page.language} /></td>
        </tr>
      ))}
    </Table>
  );
};

/** /desk/sales/{sale} */
export function deskSalePage(page: PageContext, view: DeskSaleView): string {
  const words = deskSaleWords(page.language);
  return renderPage(page, { title: `${words.title} ${view.title}`, current: view.back.href === paths.deskSales ? paths.desk : paths.watch, faulty: view.faults.length > 0 }, <>
    <p class="crumbs"><a href={view.back.href}>{view.back.label}</a></p>
    <p class="tags"><Tag tone="info">{view.line}</Tag><Tag tone="">{view.method}</Tag><span class="hint"><Hash>{view.sale}</Hash></span></p>
    <h1 lang="zh-CN">{view.title}</h1>
    <ErrorSummary faults={view.faults} language={page.language} />
    <p class="hint">{words.preparedBy(view.preparedBy)}</p>
    <p class="row">{view.links.map((link, at) => <a class={at === 0 ? "btn" : "btn alt"} href={link.href}>{link.label}</a>)}{view.isPublished && <a class="btn alt" href={pathsOf(page).sale(view.sale)}>{words.page}</a>}</p>
    {view.lots.map((lot) => <section class="card"><h2><span lang="zh-CN">{lot.name}</span> <SaleTag stage={lot.stage} name={lot.stageName} /></h2>{lot.links.length > 0 && <p class="row">{lot.links.map((link) => <a class="btn alt" href={link.href}>{link.label}</a>)}</p>}</section>)}
    {view.actions.length > 0 && <section class="card"><h2>{words.acts}</h2><Actions actions={view.actions.filter((action) => !isFolded(action))} language={page.language} />{view.actions.filter(isFolded).map((action) => <details class="act"><summary>{action.label}</summary><ActionForm action={action} language={page.language} /></details>)}</section>}
    {view.log.length > 0 && <Log log={view.log} words={words} />}
  </>);
}

const Log = ({ log, words }: { readonly log: DeskSaleView["log"]; readonly words: DeskSaleWords }) => (
  <>
    <h2>{words.log}</h2>
    <Table stack label={words.log} caption={words.logCaption} head={[words.at, words.move, words.lotOf, words.state, words.by, words.reason]}>
      {log.map((each) => (
        <tr>
          <td data-column={words.at}><ShortTime at={each.at} /></td><th scope="row">{each.what}</th><td data-column={words.lotOf} lang="zh-CN">{each.lotName}</td>
          <td data-column={words.state}>{each.from} → {each.to}</td><td data-column={words.by} lang="zh-CN">{each.by}</td><td data-column={words.reason} lang="zh-CN">{each.reason ?? "—"}</td>
        </tr>
      ))}
    </Table>
  </>
);

/** /desk/sales/{sale}/{lot}/applications */
export function applicantsPage(page: PageContext, view: ApplicantsView): string {
  const words = deskSaleWords(page.language);
  return renderPage(page, { title: `${words.applicationsTitle(view.lotName)} ${view.title}`, current: paths.desk, faulty: view.faults.length > 0 }, <>
    <p class="crumbs"><a href={paths.deskSale(view.sale)} lang="zh-CN">{view.title}</a></p>
    <h1>{words.applicationsTitle(view.lotName)}</h1>
    <ErrorSummary faults={view.faults} language={page.language} />
    <p class="note">{words.applicationsLead}</p>
    {view.applicants.length === 0 ? <p>{words.noApplications}</p> : view.applicants.map((each) => <Applicant applicant={each} page={page} words={words} />)}
  </>);
}

const Applicant = ({ applicant, page, words }: Part & { readonly applicant: ApplicantsView["applicants"][number] }) => {
  const own = applicationWords(page.language);
  return (
    <section class="card">
      <h2 lang="zh-CN">{applicant.firm}</h2>
      <dl class="facts">
        <Fact name={words.firm} language={page.language}><Hash>{applicant.uscc}</Hash></Fact>
        <Fact name={words.applied} language={page.language}><Time at={applicant.at} language={page.language} /></Fact>
        <Fact name={own.statement} language={page.language}><Lines text={applicant.statement} /></Fact>
        <Fact name={words.deposit} language={page.language}><Tag tone={applicant.deposit === "held" ? "ok" : applicant.deposit === "none" ? "go" : ""}>{words.deposits[applicant.deposit]}</Tag></Fact>
        {applicant.verdict !== null && <>
          <Fact name={words.verdict} language={page.language}><Tag tone={applicant.verdict.verdict === "qualified" ? "ok" : "bad"}>{own.verdicts[applicant.verdict.verdict]}</Tag> <Time at={applicant.verdict.at} language={page.language} /></Fact>
          <Fact name={words.reason} language={page.language}><Lines text={applicant.verdict.reason} /></Fact>
          {applicant.verdict.certificate !== null && <Fact name={own.certificate} language={page.language}><Hash>{applicant.verdict.certificate}</Hash></Fact>}
        </>}
      </dl>
      {applicant.review !== null && <ActionForm action={applicant.review} language={page.language} />}
    </section>
  );
};
