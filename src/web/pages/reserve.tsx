import type { Instant } from "../../kernel/time.js";
import type { PageContext } from "../context.js";
import { renderPage } from "../layout.js";
import { reserveWords, type ReserveWords } from "../messages/reserve.js";
import { ActionForm, ErrorSummary } from "../parts/form.js";
import { Hash, Time } from "../parts/text.js";
import { paths } from "../paths.js";
import type { ActionView, FormFaults } from "../views.js";

export type ReserveView = {
  readonly exchange: string; readonly tender: string; readonly lot: string; readonly title: string; readonly lotName: string; readonly back: { readonly label: string; readonly href: string }; readonly hallHref: string;
  readonly state: keyof ReserveWords["states"]; readonly deadline: Instant;
  readonly commitment: string | null; readonly index: number | null;
  /** What it means on its line: a reference alone, or a floor. */
  readonly meaning: string;
  /** What was read out, in yuan; or why it is lost. */
  readonly amount: string | null; readonly reason: string | null;
  /** Whether it can be read out now, and who else may say that it is lost. */
  readonly isNow: boolean; readonly loss: ActionView | null; readonly faults: FormFaults;
};

/** /desk/{tender}/{lot}/reserve: amount and random number stay in the browser, the hash alone is sent before the opening. Law: 招标投标法实施条例 27, 50. */
export function reservePage(page: PageContext, view: ReserveView): string {
  const words = reserveWords(page.language);
  const isActive = view.state === "due" || (view.state === "committed" && view.isNow);
  return renderPage(page, { title: `${words.title} ${view.title} ${view.lotName}`, current: paths.desk, faulty: view.faults.length > 0, ...(isActive ? { script: page.assets.reserve } : {}) }, <>
    <p class="crumbs"><a href={view.back.href} lang="zh-CN">{view.back.label}</a></p>
    <h1>{words.title}</h1>
    <p lang="zh-CN">{view.title}（{view.lotName}）</p>
    <ErrorSummary faults={view.faults} language={page.language} />
    <p class={view.state === "revealed" || view.state === "committed" ? "note ok" : "note"}>{words.states[view.state]}</p>
    <p class="hint">{view.meaning}</p>
    <Facts view={view} page={page} words={words} />
    {isActive && <Island view={view} words={words} />}
    {view.state === "committed" && !view.isNow && <p class="note">{words.before}</p>}
    {view.loss !== null && <details class="act"><summary>{view.loss.label}</summary><ActionForm action={view.loss} language={page.language} /></details>}
    <p><a href={view.hallHref}>{words.hall}</a></p>
    <details><summary>daylight reserve</summary><pre tabindex={0}>{words.cli(view.tender, view.lot)}</pre><p class="hint">{words.own}</p></details>
  </>);
}

type Part = { readonly view: ReserveView; readonly words: ReserveWords };

const Facts = ({ view, page, words }: Part & { readonly page: PageContext }) => (
  <dl class="facts">
    <dt>{words.deadline}</dt><dd><Time at={view.deadline} language={page.language} /></dd>
    {view.commitment !== null && <><dt>{words.commitment}</dt><dd><Hash>{view.commitment}</Hash></dd></>}
    {view.index !== null && <><dt>{words.index}</dt><dd class="num">{view.index}</dd></>}
    {(view.amount ?? view.reason) !== null && <><dt>{words.title}</dt><dd lang="zh-CN">{view.amount ?? view.reason}</dd></>}
  </dl>
);

const Island = ({ view, words }: Part) => (
  <section class="card" id="reserve" {...dataOf(view, words)}>
    <noscript><p class="note">{words.noScript}</p></noscript>
    <div id="faults" role="alert" tabindex={-1}></div>
    {view.state === "due" ? <MakeForm words={words} /> : <RevealForm words={words} />}
    <p id="said" role="status"></p>
  </section>
);

const MakeForm = ({ words }: { readonly words: ReserveWords }) => (
  <>
    <ul>{words.how.map((line) => <li>{line}</li>)}</ul>
    <form id="make" hidden>
      <div class="field"><label for="amount">{words.amount}</label><input id="amount" class="num" type="text" inputmode="decimal" autocomplete="off" required /></div>
      <p><button class="btn alt">{words.make}</button></p>
    </form>
    <div id="made" hidden>
      <p>{words.check} <strong id="sum" lang="zh-CN"></strong></p>
      <p>{words.commitment}<br /><code id="hash"></code></p>
      <p class="row"><button class="btn alt" id="save" type="button">{words.save}</button> <button class="btn grave" id="send" type="button" disabled>{words.commit}</button></p>
      <p class="hint">{words.saveFirst}</p>
    </div>
  </>
);

const RevealForm = ({ words }: { readonly words: ReserveWords }) => (
  <>
    <p>{words.now}</p>
    <form id="check" hidden>
      <div class="field"><label for="file">{words.file}</label><input id="file" type="file" accept=".json,application/json" required /></div>
      <p><button class="btn alt">{words.read}</button></p>
    </form>
    <div id="checked" hidden><p class="note ok">{words.reads} <strong id="sum" lang="zh-CN"></strong></p><p><button class="btn" id="send" type="button">{words.reveal}</button></p></div>
  </>
);

const dataOf = (view: ReserveView, words: ReserveWords): Record<string, string> => ({
  "data-exchange": view.exchange, "data-tender": view.tender, "data-lot": view.lot, "data-commitment": view.commitment ?? "", "data-wrong-amount": words.wrongAmount, "data-wrong-file": words.wrongFile, "data-fixed": words.fixed, "data-unproved": words.unproved,
});
