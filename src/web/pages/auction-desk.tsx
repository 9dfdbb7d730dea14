import type { Instant } from "../../kernel/time.js";
import type { PageContext } from "../context.js";
import { renderPage } from "../layout.js";
import type { Said } from "../messages/auction-said.js";
import { auctionWords } from "../messages/auction.js";
import { ActionForm, ErrorSummary } from "../parts/form.js";
import { Lottery, lotteryScript, type LotteryView } from "../parts/lottery.js";
import { ShortTime, Tag } from "../parts/text.js";
import { pathsOf } from "../paths.js";
import type { ActionView, FormFaults } from "../views.js";

/** What officers do to one auction, and what they asked so far. */
export type AuctionDeskView = {
  readonly auction: string; readonly said: Said;
  readonly requests: readonly { readonly serial: number; readonly act: "freeze" | "thaw"; readonly cause: "fault" | "dispute" | "force-majeure"; readonly reason: string; readonly by: string | null; readonly at: Instant; readonly approvedBy: string | null; readonly approve: ActionView | null }[];
  readonly lottery: LotteryView | null; readonly request: ActionView | null; readonly order: ActionView | null; readonly faults: FormFaults;
};

/** /desk/auctions/{id} */
export function auctionDeskPage(page: PageContext, view: AuctionDeskView): string {
  const words = auctionWords(page.language);
  const { said } = view;
  const home = pathsOf(page).auction(view.auction);
  return renderPage(page, { title: words.deskTitle(view.auction), faulty: view.faults.length > 0, ...lotteryScript(page, view.lottery) }, <>
    <p class="crumbs"><a href={home}>{words.room(view.auction)}</a></p>
    <h1>{words.deskTitle(view.auction)}</h1>
    <p>{words.deskLead} <a href={pathsOf(page).helpOn("interruptions")}>{words.outages}</a></p>
    <ErrorSummary faults={view.faults} language={page.language} />
    <div class="card">
      <p class="tags"><Tag tone="go">{said.phase}</Tag></p>
      <p class="when">{said.priceName} {said.price} · {said.leader}</p>
      <p>{said.counts} {said.until === null ? "" : said.until.slice(0, 19).replace("T", " ")}</p>
      {said.note !== "" && <p class="note bad">{said.note}</p>}
    </div>
    {view.lottery !== null && <Lottery view={view.lottery} page={page} />}
    <h2>{words.requests}</h2>
    {view.requests.length === 0 ? <p class="hint">{words.noRequests}</p> : <ul class="list">{view.requests.map((each) => <RequestLine each={each} page={page} />)}</ul>}
    <div class="halves">
      {view.request !== null && <section class="card"><h2>{view.request.label}</h2><ActionForm action={view.request} language={page.language} /></section>}
      {view.order !== null && <section class="card"><h2>{view.order.label}</h2><ActionForm action={view.order} language={page.language} /></section>}
    </div>
  </>);
}

const RequestLine = ({ each, page }: { readonly each: AuctionDeskView["requests"][number]; readonly page: PageContext }) => {
  const words = auctionWords(page.language);
  return (
    <li>
      <span><strong>{words.acts[each.act]}</strong> · {words.causes[each.cause]} · <span lang="zh-CN">{each.reason}</span></span>
      <span class="end"><Tag tone={each.approvedBy === null ? "go" : "ok"}>{each.approvedBy === null ? words.waits : words.approved}</Tag></span>
      <span class="more"><span lang="zh-CN">{each.by}{each.approvedBy === null ? "" : ` · ${each.approvedBy}`}</span> <ShortTime at={each.at} /></span>
      {each.approve !== null && <div class="more"><ActionForm action={each.approve} language={page.language} /></div>}
    </li>
  );
};
