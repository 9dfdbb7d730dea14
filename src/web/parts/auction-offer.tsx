import type { Child } from "hono/jsx";
import type { PageContext } from "../context.js";
import type { AuctionWords } from "../messages/auction.js";
import { RUNGS } from "../messages/auction-said.js";
import { pathsOf } from "../paths.js";
import { ConfirmBox } from "./proof-forms.js";

/** Where a bidder comes in, offers and leaves a maximum; the island shows what its key allows. */
export const OfferCard = ({ page, words, maxima, children }: { readonly page: PageContext; readonly words: AuctionWords; readonly maxima: boolean; /** The forms of phases in which no offers go up. */ readonly children?: Child }) => (
  <section class="card only-actor" id="offer" tabindex={-1} aria-labelledby="offer-title">
    <h2 id="offer-title">{words.offer}</h2>
    <div id="said" role="status"></div>
    <ConfirmBox language={page.language} />
    <div id="enter" hidden><p>{words.enterLead}</p><p><button class="btn" type="button" id="enter-now">{words.enter}</button></p></div>
    <form id="offer-form" hidden novalidate>
      <div class="rungs" role="group" aria-label={words.step}>{RUNGS.map((steps) => <button class="btn alt" type="button" data-steps={String(steps)} disabled><span>{words.plus(steps)}</span><span class="num" data-amount></span></button>)}</div>
      <AmountField id="amount" words={words} label={words.amount} />
      <p><button class="btn">{words.check}</button></p>
    </form>
    {children}
    <Check words={words} />
    {maxima && <details class="fold" id="maximum" hidden><summary><strong>{words.maximum}</strong></summary>
      <p class="hint">{words.maximumLead}</p>
      <p data-said="maximum" hidden></p>
      <form id="maximum-form" novalidate>
        <AmountField id="most" words={words} label={words.maximum} />
        <p class="row"><button class="btn alt">{words.leave}</button><button class="linklike" type="button" id="take-back">{words.takeBack}</button></p>
      </form>
    </details>}
    <p class="hint">{words.lastMinute} <a href={pathsOf(page).helpOn("interruptions")}>{words.outages}</a></p>
  </section>
);

/** One amount, said back in words as it is typed. */
export const AmountField = ({ id, words, label }: { readonly id: string; readonly words: AuctionWords; readonly label: string }) => (
  <div class="field">
    <label for={id}>{label}</label>
    <span class="hint" id={`${id}-hint`}>{words.amountHint}</span>
    <input id={id} name={id} inputmode="decimal" autocomplete="off" aria-describedby={`${id}-hint ${id}-words`} />
    <span class="hint" lang="zh-CN" id={`${id}-words`}></span>
  </div>
);

/** The second step: the amount in figures and in words. */
const Check = ({ words }: { readonly words: AuctionWords }) => (
  <section class="note go" id="check" tabindex={-1} aria-labelledby="check-title" hidden>
    <h3 id="check-title">{words.checkTitle}</h3>
    <p class="price num" id="check-amount"></p>
    <p lang="zh-CN" id="check-words"></p>
    <p class="note bad" id="check-note" role="alert" hidden></p>
    <p class="row"><button class="btn" type="button" id="confirm-offer">{words.confirm}</button><button class="btn alt" type="button" id="check-back">{words.cancel}</button></p>
  </section>
);
