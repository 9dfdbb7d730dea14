import type { PageContext } from "../context.js";
import { renderPage } from "../layout.js";
import { messagesOf } from "../messages.js";
import { ActionForm, ErrorSummary } from "../parts/form.js";
import { DeadlineNote, Money } from "../parts/text.js";
import { paths } from "../paths.js";
import type { ActionView, DateView, FormFaults } from "../views.js";

/** The price form (开标一览表): posts its fields to its own address; empty amounts are drafts. */
export type PriceFormView = {
  readonly tender: string; readonly lot: string; readonly title: string; readonly lotName: string;
  readonly deadline: DateView;
  readonly action: ActionView;
  readonly ceilingFen: bigint | null;
  readonly priceFen: bigint | null;
  readonly faults: FormFaults;
};

/** /my/{tender}/{lot}/price: the amount just saved is echoed in capital words and held against the ceiling. */
export function pricePage(page: PageContext, view: PriceFormView): string {
  const words = messagesOf(page.language);
  const over = view.priceFen !== null && view.ceilingFen !== null && view.priceFen > view.ceilingFen;
  return renderPage(page, { title: words.my.price, current: paths.my, faulty: view.faults.length > 0 }, <>
    <p class="crumbs"><a href={paths.myBid(view.tender, view.lot)} lang="zh-CN">{view.title}（{view.lotName}）</a></p>
    <h1>{words.my.price}</h1>
    <ErrorSummary faults={view.faults} language={page.language} />
    <DeadlineNote label={words.common.deadline} date={view.deadline} now={page.now} language={page.language} />
    {view.priceFen !== null && <div class={over ? "note bad" : "note"}><p><Money fen={view.priceFen} /></p>{over && <p>{words.my.over}</p>}</div>}
    {view.ceilingFen !== null && <p>{words.common.ceiling}：<Money fen={view.ceilingFen} /></p>}
    <ActionForm action={view.action} language={page.language} />
  </>);
}
