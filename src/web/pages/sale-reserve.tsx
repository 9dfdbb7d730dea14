import type { PlainDate } from "../../kernel/time.js";
import type { PageContext } from "../context.js";
import { renderPage } from "../layout.js";
import { deskSaleWords, type DeskSaleWords } from "../messages/desk-sales.js";
import { ActionForm, ErrorSummary } from "../parts/form.js";
import { Fact, Hash } from "../parts/text.js";
import { paths } from "../paths.js";
import type { ActionView, FormFaults } from "../views.js";

export type SaleReserveView = {
  readonly exchange: string; readonly auction: string; readonly sale: string; readonly title: string; readonly lotName: string; readonly state: keyof DeskSaleWords["reserveStates"];
  /** The last decision that was entered. */
  readonly decision: { readonly commitment: string; readonly decidedOn: PlainDate; readonly participants: readonly string[]; readonly record: string; readonly preparedBy: string } | null;
  readonly enter: ActionView | null; readonly approve: ActionView | null; readonly open: ActionView | null; readonly faults: FormFaults;
};

/** /desk/sales/{sale}/{lot}/reserve: amount and random number stay in the browser; the exchange gets the hash, and the file after the end. Law: 39号令 10. */
export function saleReservePage(page: PageContext, view: SaleReserveView): string {
  const words = deskSaleWords(page.language);
  const isActive = view.enter !== null || view.open !== null;
  const script = isActive ? { script: page.assets.keeper } : {};
  return renderPage(page, { title: `${words.reserveTitle(view.lotName)} ${view.title}`, current: paths.desk, faulty: view.faults.length > 0, ...script }, <>
    <p class="crumbs"><a href={paths.deskSale(view.sale)} lang="zh-CN">{view.title}</a></p>
    <h1>{words.reserveTitle(view.lotName)}</h1>
    <ErrorSummary faults={view.faults} language={page.language} />
    <p>{words.reserveLead}</p>
    <p class={`note ${TONES[view.state]}`.trim()}><strong>{words.reserveStates[view.state]}</strong></p>
    {view.decision !== null && <Decision decision={view.decision} page={page} words={words} />}
    {view.approve !== null && <section class="card"><h2>{words.approve}</h2><ActionForm action={view.approve} language={page.language} /></section>}
    {isActive && <Work view={view} page={page} words={words} />}
  </>);
}

const TONES: Readonly<Record<SaleReserveView["state"], string>> = { none: "", unplanned: "", due: "go", waits: "go", fixed: "ok", opening: "go", mismatch: "bad", opened: "ok" };

type Part = { readonly page: PageContext; readonly words: DeskSaleWords };

/** What is worked at here, by the island beside the form that is sent. */
const Work = ({ view, page, words }: Part & { readonly view: SaleReserveView }) => (
  <div id="reserve" data-exchange={view.exchange} data-auction={view.auction} data-commitment={view.open === null ? "" : (view.decision?.commitment ?? "")} data-wrong-amount={words.wrongAmount} data-wrong-record={words.wrongRecord} data-wrong-file={words.wrongFile}>
    <noscript><p class="note">{words.noScript}</p></noscript>
    <div id="wrong" role="alert" tabindex={-1}></div>
    {view.enter !== null && <Enter enter={view.enter} page={page} words={words} />}
    {view.open !== null && <Open open={view.open} page={page} words={words} />}
  </div>
);

const Decision = ({ decision, page, words }: Part & { readonly decision: NonNullable<SaleReserveView["decision"]> }) => (
  <dl class="facts">
    <Fact name={words.commitment} language={page.language}><Hash>{decision.commitment}</Hash></Fact>
    <Fact name={words.decidedOn} language={page.language}><time datetime={decision.decidedOn}>{decision.decidedOn}</time></Fact>
    <Fact name={words.participants} language={page.language}><span lang="zh-CN">{decision.participants.join("、")}</span></Fact>
    <Fact name={words.record} language={page.language}><span lang="zh-CN">{decision.record}</span></Fact>
    <Fact name={words.prepared} language={page.language}><span lang="zh-CN">{decision.preparedBy}</span></Fact>
  </dl>
);

const Enter = ({ enter, page, words }: Part & { readonly enter: ActionView }) => (
  <>
    <section class="card">
      <h2>{words.make}</h2>
      <p>{words.makeLead}</p>
      <form id="make" hidden>
        <div class="field"><label for="amount">{words.reserveAmount}</label><input id="amount" class="money" type="text" inputmode="decimal" autocomplete="off" required /></div>
        <div class="field"><label for="minutes">{words.record}</label><input id="minutes" type="text" required /></div>
        <p><button class="btn alt">{words.makeDo}</button></p>
      </form>
      <div id="made" hidden>
        <p>{words.check} <strong id="sum" lang="zh-CN"></strong></p>
        <p>{words.commitment}<br /><code id="hash" class="id hash"></code></p>
        <p><button class="btn alt" id="save" type="button">{words.saveFile}</button></p>
        <p class="hint">{words.saveFirst}</p>
      </div>
    </section>
    <section class="card"><h2>{words.enter}</h2><ActionForm action={enter} language={page.language} /></section>
  </>
);

const Open = ({ open, page, words }: Part & { readonly open: ActionView }) => (
  <section class="card">
    <h2>{words.openDo}</h2>
    <form id="check" hidden>
      <div class="field"><label for="file">{words.openFile}</label><input id="file" type="file" accept=".json,application/json" required /></div>
      <p><button class="btn alt">{words.openRead}</button></p>
    </form>
    <p id="checked" class="note ok" role="status" hidden>{words.openReads} <strong id="sum" lang="zh-CN"></strong></p>
    <ActionForm action={open} language={page.language} />
  </section>
);
