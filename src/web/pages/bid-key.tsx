import type { PageContext } from "../context.js";
import { renderPage } from "../layout.js";
import { bidWords, type BidWords } from "../messages/bid.js";
import { SealPage } from "../parts/lodge-box.js";
import { paths } from "../paths.js";

export type BidKeyView = {
  readonly tender: string; readonly lot: string; readonly title: string; readonly lotName: string; readonly part: string; readonly partName: string;
  readonly hallHref: string;
  /** POST {identity} */
  readonly href: string;
  /** What the bid committed to. */
  readonly recipient: string;
  readonly window: "before" | "now" | "over" | "never";
};

/** /my/{tender}/{lot}/keys/{part}: the bidder opens its own bid, inside the window. Law: 电子招标投标办法 29–31; trust.md §1.7. */
export function bidKeyPage(page: PageContext, view: BidKeyView): string {
  const words = bidWords(page.language);
  return renderPage(page, { title: `${words.key} ${view.title} ${view.partName}`, current: paths.my, ...(view.window === "now" ? { script: page.assets.key } : {}) }, <>
    <p class="crumbs"><a href={view.hallHref}>{words.hall}</a></p>
    <h1>{words.key}</h1>
    <p lang="zh-CN">{view.title}（{view.lotName} · {view.partName}）</p>
    <p>{words.keyLead}</p>
    {view.window === "now" ? <KeyForm view={view} words={words} /> : <p class="note">{{ before: words.keyBefore, over: words.keyOver, never: words.keyNever }[view.window]}</p>}
    {view.window === "before" && <SealPage page={page} />}
  </>);
}

const KeyForm = ({ view, words }: { view: BidKeyView; words: BidWords }) => (
  <>
    <noscript><p class="note">{words.noScript}</p></noscript>
    <div id="faults" role="alert" tabindex={-1}></div>
    <form id="key-form" hidden {...dataOf(view, words)}>
      <div class="field"><label for="key-file">{words.keyFile}</label><input id="key-file" type="file" /></div>
      <div class="field"><label for="key-passphrase">{words.keyPassphrase}</label><input id="key-passphrase" type="password" autocomplete="off" /></div>
      <p><button class="btn alt" id="check-key">{words.keyCheck}</button></p>
      <div id="health" role="status"></div>
      <p><button class="btn" id="give" type="button" hidden>{words.keyGive}</button></p>
    </form>
    <pre tabindex={0}>{`npx daylight open 密封件/${view.part}/`}</pre>
  </>
);

const dataOf = (view: BidKeyView, words: BidWords): Record<string, string> => ({
  "data-href": view.href, "data-hall": view.hallHref, "data-part": view.part, "data-recipient": view.recipient, "data-healthy": words.healthy, "data-passphrase": words.wrongPassphrase, "data-differs": words.differs, "data-none": words.noKey, "data-need": words.need,
});
