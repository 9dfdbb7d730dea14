import type { PageContext } from "../context.js";
import { renderPage } from "../layout.js";
import { messagesOf } from "../messages.js";
import { blindWords } from "../messages/blind.js";
import { signalWords } from "../messages/signals.js";
import { watchWords } from "../messages/watch.js";
import { Admissions, type AdmissionsView } from "../parts/admissions.js";
import { Orders, type OrderView } from "../parts/orders.js";
import { StageTag } from "../parts/text.js";
import { paths, pathsOf } from "../paths.js";
import type { LotStage } from "../views.js";

/** One tender as its supervisor, or its buyer, sees beside the public page: orders, and who may bid. */
export type TenderWatchView = {
  readonly tender: string; readonly title: string;
  /** The corner it belongs to, and where it leads back. */
  readonly current: string; readonly back: { readonly label: string; readonly href: string }; readonly lettersHref: string;
  readonly lots: readonly { readonly lot: string; readonly name: string; readonly stage: LotStage; readonly stageName: string; readonly orders: readonly OrderView[]; /** Null where everybody may bid. */ readonly admissions: AdmissionsView | null; /** For the supervisor, once its bids are opened. */ readonly signalsHref?: string | null; /** For the supervisor, of a blind lot whose files were looked through: signs of identity, a line each. */ readonly leaks?: readonly string[] | null }[];
};

const Leaks = ({ lines, language }: { lines: readonly string[]; language: PageContext["language"] }) => <>
  <h3>{blindWords(language).leaks(lines.length)}</h3>
  <p class="hint">{blindWords(language).evidence}</p>
  {lines.length > 0 && <ul class="list">{lines.map((line) => <li lang={language === "zh" ? undefined : "zh-CN"}>{line}</li>)}</ul>}
</>;

/** /watch/{tender}, /desk/{tender}/admissions */
export function tenderWatchPage(page: PageContext, view: TenderWatchView): string {
  const [words, common] = [watchWords(page.language), messagesOf(page.language)];
  const isGated = view.lots.some(({ admissions }) => admissions !== null);
  return renderPage(page, { title: `${view.title} ${words.whole}`, current: view.current }, <>
    <p class="crumbs"><a href={view.back.href}>{view.back.label}</a></p>
    <h1 lang="zh-CN">{view.title}</h1>
    <p>{words.whole}</p>
    <p class="row"><a class="btn alt" href={view.lettersHref}>{words.letters}</a><a class="btn alt" href={pathsOf(page).project(view.tender)}>{words.project}</a></p>
    {isGated ? <p class="note">{words.secret}{words.stillMay}</p> : <p class="hint">{words.noFirms}</p>}
    {view.lots.map((lot) => (
      <section class="card">
        <h2><span lang="zh-CN">{lot.name}</span> <StageTag stage={lot.stage} name={lot.stageName} /></h2>
        {lot.leaks != null && <Leaks lines={lot.leaks} language={page.language} />}
        {lot.signalsHref != null && <p><a href={lot.signalsHref}>{signalWords(page.language).title}</a></p>}
        {lot.admissions !== null && <><h3>{words.firms}</h3><Admissions view={lot.admissions} page={page} /></>}
        {lot.orders.length === 0 ? <p class="hint">{words.noOrders}</p> : <Orders orders={lot.orders} page={page} level="h3" />}
      </section>
    ))}
    {view.current === paths.watch && <p class="hint">{common.watch.lead}</p>}
  </>);
}
