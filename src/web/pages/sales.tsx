import { yuan } from "../../kernel/money.js";
import { rfc3339 } from "../../kernel/time.js";
import type { PageContext } from "../context.js";
import { renderPage } from "../layout.js";
import { saleWords } from "../messages/sales.js";
import { feedHref, ListPage } from "../parts/list-frame.js";
import { Marked } from "../parts/marked.js";
import { SaleTag } from "../parts/sale.js";
import { endIn } from "../parts/text.js";
import { paths, pathsOf } from "../paths.js";
import type { ListFrame, SaleLineView } from "../views.js";
import { listTitle } from "./notices.js";

/** A list of published grants and transfers, newest first, with the stage of each lot. */
export type SalesView = ListFrame & { readonly sales: readonly SaleLineView[] };

/** /sales */
export function salesPage(page: PageContext, view: SalesView): string {
  return renderPage(page, { title: listTitle(page, view), current: paths.notices, feed: feedHref(page.url, "atom") }, (
    <ListPage view={view} page={page}><ul class="list">{view.sales.map((sale) => <Line sale={sale} page={page} query={view.filters.q} />)}</ul></ListPage>
  ));
}

const Line = ({ sale, page, query }: { sale: SaleLineView; page: PageContext; query: string }) => {
  const words = saleWords(page.language);
  return (
    <li>
      <a href={pathsOf(page).sale(sale.code)} lang="zh-CN"><Marked text={sale.title} query={query} /></a>
      <time datetime={rfc3339(sale.publishedAt)}>{rfc3339(sale.publishedAt).slice(0, 10)}</time>
      {sale.lots.map((lot) => <span class="more"><SaleTag stage={lot.stage} name={lot.stageName} /> <span lang="zh-CN">{lot.name}</span> · <span class="num">{words.floorOf(yuan(lot.floorFen))}</span></span>)}
      <span class="more"><span lang="zh-CN"><Marked text={sale.seller} query={query} /></span> · <span class="id"><Marked text={sale.code} query={query} /></span> · {[sale.line, sale.method, sale.area, words.until(endIn(sale.applyUntil, page.language))].filter((each) => each !== null).join(" · ")}</span>
    </li>
  );
};
