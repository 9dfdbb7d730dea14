import { wordsOf } from "../../kernel/refusal.js";
import type { Instant } from "../../kernel/time.js";
import type { PageContext } from "../context.js";
import { renderPage } from "../layout.js";
import { type Messages, messagesOf } from "../messages.js";
import { auditWords } from "../messages/audit.js";
import { caseWords } from "../messages/cases.js";
import { complaintWords } from "../messages/complaints.js";
import { dealWords } from "../messages/deals.js";
import { drawWords } from "../messages/draw.js";
import { lotteryWords } from "../messages/lottery.js";
import { poolWords } from "../messages/pool.js";
import { signalWords } from "../messages/signals.js";
import { treasuryWords } from "../messages/treasury.js";
import { venueWords } from "../messages/venues.js";
import { watchWords } from "../messages/watch.js";
import { Actions, ErrorSummary } from "../parts/form.js";
import { Table } from "../parts/table.js";
import { ShortTime, StageTag } from "../parts/text.js";
import { paths, pathsOf } from "../paths.js";
import type { ActionView, FormFaults, LotStage, RefusalView } from "../views.js";

/** The supervisor's wall: sees every room, changes nothing but by a recorded order. */
export type WatchView = {
  readonly faults: FormFaults;
  readonly lots: readonly {
    readonly tender: string; readonly lot: string; readonly title: string; readonly lotName: string; readonly stage: LotStage; readonly stageName: string;
    readonly nextDueAt: Instant | null; readonly nextDue: string | null; readonly href: string; readonly hall: string | null;
    /** Orders: stop, resume, remind. */
    readonly orders: readonly ActionView[];
  }[];
  readonly alarms: readonly { readonly at: Instant; readonly text: string; readonly href: string | null }[];
  readonly refusals: readonly { readonly at: Instant; readonly who: string; readonly refusal: RefusalView }[];
};

/** /watch */
export function watchPage(page: PageContext, view: WatchView): string {
  const words = messagesOf(page.language);
  return renderPage(page, { title: words.watch.title, current: paths.watch, faulty: view.faults.length > 0 }, <>
    <h1>{words.watch.title}</h1>
    <p>{words.watch.lead} <a href={paths.watchAudit}>{auditWords(page.language).title}</a> · <a href={paths.watchSales}>{dealWords(page.language).order.title}</a> · <a href={paths.lottery}>{lotteryWords(page.language).make}</a> · <a href={paths.watchSignals}>{signalWords(page.language).title}</a> · <a href={paths.drawRooms}>{drawWords(page.language).room}</a> · <a href={paths.pool}>{poolWords(page.language).title}</a> · <a href={paths.venues}>{venueWords(page.language).title}</a> · <a href={paths.treasury}>{treasuryWords(page.language).title}</a> · <a href={paths.complaintDesk}>{complaintWords(page.language).deskTitle}</a> · <a href={paths.caseLights}>{caseWords(page.language).lightDesk}</a></p>
    <ErrorSummary faults={view.faults} language={page.language} />
    <h2>{words.watch.alarms}</h2>
    {view.alarms.length === 0 ? <p class="hint">{words.watch.noAlarms}</p> : <ul class="list">{view.alarms.map((alarm) => <li>{alarm.href === null ? <span>{alarm.text}</span> : <a href={alarm.href}>{alarm.text}</a>}<ShortTime at={alarm.at} /></li>)}</ul>}
    <h2>{words.watch.lots}</h2>
    <Lots view={view} page={page} words={words} />
    <h2>{words.watch.refusals}</h2>
    {view.refusals.length === 0 ? <p class="hint">{words.watch.noRefusals}</p> : (
      <Table label={words.watch.refusals} head={[words.common.time, words.watch.who, words.watch.why]}>
        {view.refusals.map((each) => <tr><td><ShortTime at={each.at} /></td><th scope="row">{each.who}</th><td>{wordsOf(each.refusal, page.language)}<span class="hint"><code>{each.refusal.code}</code></span></td></tr>)}
      </Table>
    )}
  </>);
}

const Lots = ({ view, page, words }: { view: WatchView; page: PageContext; words: Messages }) => (
  <div class="grid">
    {view.lots.map((lot) => (
      <section class="card">
        <h3><a href={lot.href} lang="zh-CN">{lot.title}</a></h3>
        <p class="tags"><span lang="zh-CN">{lot.lotName}</span><StageTag stage={lot.stage} name={lot.stageName} /></p>
        {lot.nextDueAt !== null && <p class="hint">{words.watch.nextDue}{words.common.colon}{lot.nextDue} <ShortTime at={lot.nextDueAt} /></p>}
        {lot.hall !== null && <p><a href={pathsOf(page).hall(lot.hall)}>{words.project.hall}</a></p>}
        <p><a href={paths.watchTender(lot.tender)}>{watchWords(page.language).whole}</a></p>
        {lot.orders.length > 0 && <details><summary>{words.watch.order}</summary><Actions actions={lot.orders} language={page.language} /></details>}
      </section>
    ))}
  </div>
);
