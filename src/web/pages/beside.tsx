import type { PageContext } from "../context.js";
import { renderPage } from "../layout.js";
import { besideWords } from "../messages/beside.js";
import { recheckWords } from "../messages/recheck.js";
import { messagesOf, type Messages } from "../messages.js";
import { sizeInWords } from "../parts/text.js";
import { paths } from "../paths.js";
import { Saved, Score, fixedIn, type SheetView } from "./panel.js";

type Bid = SheetView["bids"][number];
/** One bid of a sheet with the file that is read now; `at` its place among the bids. */
export type BesideView = { readonly sheet: SheetView; readonly at: number; readonly file: number; readonly sheetHref: string };

type Part = { readonly page: PageContext; readonly view: BesideView; readonly bid: Bid; readonly words: ReturnType<typeof besideWords> };

/** /panel/{tender}/{lot}/bids/{bid}?file=: the file on one side, the criteria on the other; below each other where the screen is narrow. */
export function besidePage(page: PageContext, view: BesideView): string {
  const words = besideWords(page.language);
  const { sheet } = view;
  const bid = sheet.bids[view.at];
  if (bid === undefined) throw new RangeError("a bid of the sheet");
  const part = { page, view, bid, words };
  return renderPage(page, { title: `${words.title} ${bid.label}`, current: paths.panel, script: page.assets.beside, wide: true }, <>
    <p class="crumbs"><a href={paths.panel}>{messagesOf(page.language).panel.title}</a> › <a href={view.sheetHref}>{messagesOf(page.language).panel.sheet}</a></p>
    <h1 lang="zh-CN">{bid.label}</h1>
    <p lang="zh-CN">{sheet.title}（{sheet.lotName}） · {sheet.expert}</p>
    <Bids {...part} />
    <div class="beside">
      <Reader {...part} />
      <Criteria {...part} text={messagesOf(page.language)} />
    </div>
  </>);
}

const scoredOf = ({ scores }: Bid): number => Object.values(scores).filter(({ score }) => score !== "").length;

const Bids = ({ view, bid, words }: Part) => (
  <nav aria-label={words.bids}><ul class="row plain">{view.sheet.bids.map((each) => (
    <li>{each.id === bid.id ? <strong aria-current="page" lang="zh-CN">{each.label}</strong> : <a href={each.href} lang="zh-CN">{each.label}</a>} <span class="hint">{words.scored(scoredOf(each), view.sheet.criteria.length)}</span></li>
  ))}</ul></nav>
);

/** The file as its island draws it; without scripts a link to save it. */
const Reader = ({ page, view, bid, words }: Part) => {
  const file = bid.files[view.file];
  const { pdf, pdfEngine, pdfMaps } = page.assets;
  return (
    <section class="reader" aria-label={words.files}>
      <ul class="row plain">{bid.files.map((each, at) => <li>{at === view.file ? <strong aria-current="true" lang="zh-CN">{each.name}</strong> : <a href={`${bid.href}?file=${String(at)}`} lang="zh-CN">{each.name}</a>} <span class="hint">{sizeInWords(each.size)}</span></li>)}</ul>
      {file === undefined ? <p class="hint">{words.none}</p> : <>
        <p><a class="btn alt" href={file.href}>{words.download}</a></p>
        <noscript><p class="note">{words.noScript}</p></noscript>
        <div id="reader" data-href={file.href} data-name={file.name} data-pdf={pdf} data-engine={pdfEngine} data-maps={pdfMaps}></div>
      </>}
    </section>
  );
};

const Criteria = ({ page, view, bid, words, text }: Part & { readonly text: Messages }) => {
  const { sheet } = view;
  const canType = sheet.signedAt === null && sheet.save.refusal === null;
  return (
    <section aria-label={words.criteria}>
      {sheet.reopened !== null && <p class="note go">{recheckWords(page.language).reopened}</p>}
      <form id="sheet" method="post" action={bid.href} data-draft={sheet.draftHref}>
        {sheet.criteria.map((criterion) => (
          <fieldset class="criterion"><legend lang="zh-CN">{criterion.name} <span class="hint">{text.panel.max(criterion.max)}</span></legend>
            {criterion.guide !== "" && <p class="hint" lang="zh-CN">{criterion.guide}</p>}
            <Score bid={bid} criterion={criterion} fixed={fixedIn({ ...sheet, prepared: null }, bid.id, criterion.id)} words={text} />
          </fieldset>
        ))}
        {canType && <p class="row"><button class="btn" name="go" value="next">{words.next}</button><button class="btn alt" name="go" value="sheet">{words.back}</button></p>}
        {canType && <p><Saved view={sheet} page={page} /></p>}
      </form>
      {!canType && <p><a class="btn alt" href={view.sheetHref}>{words.sheet}</a></p>}
    </section>
  );
};
