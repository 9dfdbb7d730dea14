import type { Instant } from "../../kernel/time.js";
import type { PageContext } from "../context.js";
import { renderPage } from "../layout.js";
import { deskSaleWords } from "../messages/desk-sales.js";
import { dealWords } from "../messages/deals.js";
import { ActionForm, ErrorSummary } from "../parts/form.js";
import { End, Fact, Hash, Money } from "../parts/text.js";
import { paths, pathsOf } from "../paths.js";
import type { ActionView, FormFaults } from "../views.js";

/** Whether a lot may be dealt with one transferee alone. Nothing of the applications is there until they close. */
export type SingleDealView = {
  readonly sale: string; readonly title: string; readonly lotName: string; readonly until: Instant;
  readonly tally: { readonly qualified: number; readonly undecided: number } | null;
  /** The one that is qualified, once every application is decided. */
  readonly only: { readonly firm: string; readonly uscc: string; readonly certificate: string; readonly floorFen: bigint; readonly offerFen: bigint | null } | null;
  readonly action: ActionView | null; readonly faults: FormFaults;
};

/** /desk/sales/{sale}/{lot}/single, for staff. Law: 企业国有资产法 54; 32号令 22. */
export function saleSinglePage(page: PageContext, view: SingleDealView): string {
  const { single: words } = dealWords(page.language);
  return renderPage(page, { title: `${words.title(view.lotName)} ${view.title}`, current: paths.desk, faulty: view.faults.length > 0 }, <>
    <p class="crumbs"><a href={paths.deskSales}>{deskSaleWords(page.language).title}</a></p>
    <h1>{words.title(view.lotName)}</h1>
    <p><a href={pathsOf(page).sale(view.sale)} lang="zh-CN">{view.title}</a></p>
    <ErrorSummary faults={view.faults} language={page.language} />
    <p>{words.lead}</p>
    {view.tally === null ? <p class="note go">{words.running} <End at={view.until} language={page.language} /></p> : <p class="note"><strong>{words.tally}</strong> · {words.qualified(view.tally.qualified)} · {words.undecided(view.tally.undecided)}</p>}
    {view.only !== null && <dl class="facts">
      <Fact name={words.firm} language={page.language}><span lang="zh-CN">{view.only.firm}</span><span class="hint"><Hash>{view.only.uscc}</Hash></span></Fact>
      <Fact name={words.certificate} language={page.language}><Hash>{view.only.certificate}</Hash></Fact>
      <Fact name={words.floor} language={page.language}><Money fen={view.only.floorFen} /></Fact>
      <Fact name={words.offer} language={page.language}>{view.only.offerFen === null ? undefined : <Money fen={view.only.offerFen} />}</Fact>
    </dl>}
    {view.action !== null && <section class="card"><h2>{words.open}</h2><ActionForm action={view.action} language={page.language} /></section>}
  </>);
}
