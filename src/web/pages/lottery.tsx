import type { PageContext } from "../context.js";
import { renderPage } from "../layout.js";
import { lotteryWords } from "../messages/lottery.js";

/** /desk/lottery: a party of a contest’s lottery makes its number and the commitment for the notice; neither is sent. */
export function lotteryPage(page: PageContext, auction: string): string {
  const words = lotteryWords(page.language);
  return renderPage(page, { title: words.make, script: page.assets.lottery }, <>
    <h1>{words.make}</h1>
    <p>{words.makeLead}</p>
    <noscript><p class="note">{words.needsScript}</p></noscript>
    <div id="lottery" data-wrong-auction={words.wrongAuction} data-wrong-name={words.wrongName}>
      <div id="wrong" role="alert" tabindex={-1}></div>
      <section class="card">
        <form id="make" hidden>
          <div class="field"><label for="auction">{words.auction}</label><span class="hint" id="auction-hint">{words.auctionHint}</span><input id="auction" type="text" value={auction} autocomplete="off" required aria-describedby="auction-hint" /></div>
          <div class="field"><label for="kind">{words.kind}</label><select id="kind">{(["random", "code"] as const).map((kind) => <option value={kind}>{words.kinds[kind]}</option>)}</select></div>
          <div class="field"><label for="name">{words.name}</label><span class="hint" id="name-hint">{words.nameHint}</span><input id="name" type="text" autocomplete="off" aria-describedby="name-hint" /></div>
          <p><button class="btn">{words.makeDo}</button></p>
        </form>
        <div id="made" hidden>
          <p>{words.commitment}<br /><code id="hash" class="id hash"></code></p>
          <p><button class="btn" id="save" type="button">{words.saveFile}</button></p>
          <p class="hint">{words.saveFirst}</p>
          <p id="saved" class="note ok" role="status" hidden>{words.kept}</p>
        </div>
      </section>
    </div>
  </>);
}
