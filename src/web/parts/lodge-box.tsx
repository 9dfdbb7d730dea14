import type { PageContext } from "../context.js";
import { bidWords, type BidWords } from "../messages/bid.js";
import { pathsOf } from "../paths.js";
import { Hash } from "./text.js";

/** Where something sealed is made and lodged; the island `lodge` works it. */
export type LodgeBoxView = {
  readonly tender: string; readonly lot: string; readonly bidder: string; readonly act: "bid" | "confirm" | "withdraw";
  /** /api/v1/tenders/{tender}/lots/{lot}/sealing and …/lodgements; where receipts lie */
  readonly sealingHref: string; readonly lodgeHref: string; readonly receiptsHref: string;
};

/** The offline page, to be saved, with its hash as the log has it. */
export const SealPage = ({ page }: { page: PageContext }) => {
  const words = bidWords(page.language);
  const { path, sha256 } = page.assets.sealPage;
  return (
    <div class="note">
      <p><a href={path} download="seal.html">{words.sealPage}</a></p>
      <p class="hint">{words.sealHash} <Hash>{sha256}</Hash> <a href={`${pathsOf(page).verify}?q=${sha256}`}>{words.checkHash}</a></p>
      <p class="hint">{words.sealWhy} <code>npx daylight assets --file seal.html</code></p>
    </div>
  );
};

/** Make it in the page without a network, lodge it in this one. */
export const LodgeBox = ({ view, page }: { view: LodgeBoxView; page: PageContext }) => {
  const words = bidWords(page.language);
  const isBid = view.act === "bid";
  return (
    <section id="lodge" {...dataOf(view, page, words)}>
      {isBid && <h2>{words.make}</h2>}
      <p>{words.makeLead}</p>
      <div id="with-script" hidden>
        <p><button class="btn" id="open-seal" type="button">{{ bid: words.openSeal, confirm: words.openConfirm, withdraw: words.openWithdraw }[view.act]}</button></p>
      </div>
      <noscript><p class="note">{words.noScript}</p></noscript>
      <p><a href={view.sealingHref} download={`terms-${view.tender}-${view.lot}.json`}>{words.terms}</a></p>
      <SealPage page={page} />
      <h2>{words.lodge}</h2>
      <div id="faults" role="alert" tabindex={-1}></div>
      <div class="field"><label for="sealed">{words.zip}</label><span class="hint" id="sealed-hint">{words.zipHint}</span><input id="sealed" type="file" accept=".zip" aria-describedby="sealed-hint" /></div>
      <div id="ready" hidden>
        <h3>{words.found}</h3>
        <ul class="plain" id="found"></ul>
        <p><button class={view.act === "withdraw" ? "btn grave" : "btn"} id="send" type="button">{{ bid: words.send, confirm: words.sendConfirm, withdraw: words.sendWithdraw }[view.act]}</button></p>
      </div>
      <p id="progress" hidden><progress id="bar" max="1" value="0" aria-label={words.progress}></progress></p>
      <pre tabindex={0}>{{ bid: words.cli, confirm: words.cliConfirm, withdraw: words.cliWithdraw }[view.act](view.tender, view.lot)}</pre>
    </section>
  );
};

/** What the island knows: addresses, whose it is, and the words it says. */
const dataOf = (view: LodgeBoxView, page: PageContext, words: BidWords): Record<string, string> => ({
  "data-act": view.act, "data-tender": view.tender, "data-lot": view.lot, "data-bidder": view.bidder, "data-sealing": view.sealingHref, "data-lodge": view.lodgeHref, "data-receipts": view.receiptsHref, "data-page": page.assets.sealPage.path,
  "data-bad": words.bad, "data-elsewhere": words.elsewhere, "data-other-firm": words.otherFirm, "data-other-act": words.otherAct, "data-unsigned": words.unsigned, "data-away": words.away, "data-blocked": words.blocked,
});
