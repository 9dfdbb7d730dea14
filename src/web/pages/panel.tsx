import { wordsOf } from "../../kernel/refusal.js";
import type { Instant } from "../../kernel/time.js";
import type { Language, PageContext } from "../context.js";
import { renderPage } from "../layout.js";
import { type Messages, messagesOf } from "../messages.js";
import { besideWords } from "../messages/beside.js";
import { blindWords } from "../messages/blind.js";
import { drawWords } from "../messages/draw.js";
import { poolWords } from "../messages/pool.js";
import { clarificationWords } from "../messages/clarifications.js";
import { onSiteWords } from "../messages/on-site.js";
import { recheckWords } from "../messages/recheck.js";
import { ActionForm, Actions, ErrorSummary, isFolded } from "../parts/form.js";
import { Recheck, type RecheckView } from "../parts/recheck.js";
import { AskedList, type AskedView } from "../parts/asked.js";
import { ReportStand, type ReportStandView } from "../parts/report-stand.js";
import { SignForm } from "../parts/sign-form.js";
import { Table } from "../parts/table.js";
import { sizeInWords, Tag, timeIn } from "../parts/text.js";
import { paths } from "../paths.js";
import type { ActionView, FormFaults, RefusalView } from "../views.js";

/** An expert's cases. */
export type PanelView = { readonly cases: readonly { readonly tender: string; readonly lot: string; readonly title: string; readonly lotName: string; readonly state: "open" | "signed" | "closed"; readonly href: string }[] };

/** A row of the method: what is scored, how much it can give; `max` as printed, such as 30. */
export type Criterion = { readonly id: string; readonly name: string; readonly max: string; readonly step: string; readonly guide: string };

/** The scoring sheet of one expert: bids side by side. Scores post as `score:<bid>:<criterion>`, reasons as `reason:<bid>:<criterion>`. */
export type SheetView = {
  readonly tender: string; readonly lot: string; readonly title: string; readonly lotName: string; readonly expert: string;
  readonly criteria: readonly Criterion[];
  /** The reserve estimate that was read out, and what it is for; null where there is none. */
  readonly reserve: string | null;
  /** Whether a blind evaluation still hides the bidders; null where it is none. */
  readonly blind: "hidden" | "shown" | null;
  /** Signs of identity that were found in blind bids, a line each: for the chair, once bidders are shown. */
  readonly leaks: readonly string[];
  /** Firms that bid more than once, in words. */
  readonly twice: readonly string[];
  readonly bids: readonly { readonly id: string; readonly label: string; /** Where its files are read beside the criteria. */ readonly href: string; readonly files: readonly { readonly name: string; readonly href: string; readonly size: number }[]; /** The check before sealing in a line a part; empty where nothing is to be told. */ readonly prechecks: readonly string[]; readonly scores: Readonly<Record<string, { readonly score: string; readonly reason: string }>> }[];
  readonly save: ActionView;
  /** The canonical sheet of the scores as they were sent and checked, base64: what the island signs. Null while there is none. */
  readonly prepared: string | null;
  /** POST …/sheets */
  readonly signHref: string;
  /** What the chair does for all: rejections on the seven grounds (条例 51), credit scores, the report. */
  readonly chair: readonly ActionView[];
  readonly signedAt: Instant | null;
  /** PUT: keeps what is typed; when something was kept last. */
  readonly draftHref: string; readonly savedAt: Instant | null;
  /** As `<bid>:<criterion>`, the only scores that can change in a sheet that was opened again; null in any other. */
  readonly reopened: readonly string[] | null;
  /** All signed scores beside each other; null while a sheet is missing. */
  readonly recheck: RecheckView | null;
  /** Where the member evaluates, and since when a lost link pauses it; null where no room is booked, and while none is lost. */
  readonly place: { readonly venue: string; readonly address: string; readonly room: string; readonly seat: number | null; readonly from: Instant; readonly until: Instant } | null; readonly pausedSince: Instant | null;
  /** What bidders were asked in writing, with their answers. */
  readonly asked: readonly AskedView[];
  /** How the member stands to the report; null where nothing is evaluated now. */
  readonly stand: ReportStandView | null;
  /** For the chair, and once every sheet is signed for all: the ranking by what is entered, or what is missing for it. Amounts and points as printed; without a rank stands who is set aside. */
  readonly ranking: { readonly isPrice: boolean; readonly refusal: RefusalView | null; readonly places: readonly { readonly rank: number | null; readonly bidder: string; readonly price: string; readonly total: string; readonly why: string | null }[] } | null;
  readonly faults: FormFaults;
};

/** /panel */
export function panelPage(page: PageContext, view: PanelView): string {
  const words = messagesOf(page.language);
  return renderPage(page, { title: words.panel.title, current: paths.panel }, <>
    <h1>{words.panel.title}</h1>
    <p class="row"><a class="btn alt" href={paths.drawRooms}>{drawWords(page.language).arrive}</a> <a href={paths.myExpert}>{poolWords(page.language).own}</a></p>
    <h2>{words.panel.cases}</h2>
    {view.cases.length === 0 ? <p class="hint">{words.panel.empty}</p> : (
      <ul class="list">{view.cases.map((each) => <li><a href={each.href} lang="zh-CN">{each.title}（{each.lotName}）</a><span class="end"><Tag tone={each.state === "open" ? "go" : ""}>{words.panel.states[each.state]}</Tag></span></li>)}</ul>
    )}
  </>);
}

/** /panel/{tender}/{lot}: bids side by side, one row a criterion; the keyboard alone is enough. */
export function sheetPage(page: PageContext, view: SheetView): string {
  const words = messagesOf(page.language);
  return renderPage(page, { title: `${words.panel.sheet} ${view.title} ${view.lotName}`, current: paths.panel, faulty: view.faults.length > 0, ...scriptOf(view, page) }, <>
    <p class="crumbs"><a href={paths.panel}>{words.panel.title}</a></p>
    <h1>{words.panel.sheet}</h1>
    <p lang="zh-CN">{view.title}（{view.lotName}） · {view.expert}</p>
    <ErrorSummary faults={view.faults} language={page.language} />
    <Told view={view} page={page} words={words} />
    <form id="sheet" method="post" action={view.save.href} data-draft={view.draftHref}>
      <input type="hidden" name="idempotencyKey" value={view.save.idempotencyKey} />
      <Sheet view={view} words={words} language={page.language} />
      {isFilled(view) && (view.prepared !== null ? <p><a class="btn alt" href={view.save.href}>{recheckWords(page.language).edit}</a></p> : <p><button class="btn">{view.save.label}</button> <Saved view={view} page={page} /></p>)}
    </form>
    {view.signedAt === null && view.prepared !== null && <Sign view={view} prepared={view.prepared} words={words} language={page.language} />}
    {view.asked.length > 0 && <section class="card" id="asked"><h2>{clarificationWords(page.language).title}</h2><AskedList asked={view.asked} now={page.now} language={page.language} /></section>}
    {view.recheck !== null && <Recheck view={view.recheck} language={page.language} />}
    <Result view={view} page={page} words={words} />
    {view.leaks.length > 0 && <details class="act"><summary>{blindWords(page.language).leaks(view.leaks.length)}</summary><p class="hint">{blindWords(page.language).evidence}</p><ul class="list">{view.leaks.map((line) => <li lang="zh-CN">{line}</li>)}</ul></details>}
    {view.chair.map((action) => isFolded(action) ? <details class="act"><summary>{action.label}</summary><ActionForm action={action} language={page.language} /></details> : <section class="card"><h2>{action.label}</h2><Actions actions={[action]} language={page.language} /></section>)}
  </>);
}

/** Whether scores can be typed now. */
const isFilled = ({ signedAt, save }: SheetView): boolean => signedAt === null && save.refusal === null;

/** What a member is told before the scores. */
const Told = ({ view, page: { language }, words }: { view: SheetView; page: PageContext; words: Messages }) => (
  <>
    {view.pausedSince !== null && <p class="note bad" role="status">{onSiteWords(language).pausedNow(timeIn(view.pausedSince, language))}</p>}
    {view.place !== null && <p>{onSiteWords(language).seatedAt(view.place.venue, view.place.room, view.place.seat)}<span class="hint"><span lang="zh-CN">{view.place.address}</span> · {timeIn(view.place.from, language)} – {timeIn(view.place.until, language)}</span></p>}
    {view.reserve !== null && <p class="note">{view.reserve}</p>}
    {view.blind !== null && <p class="note">{blindWords(language)[view.blind]}</p>}
    {view.twice.map((line) => <p class="note bad">{line}</p>)}
    {view.signedAt === null ? <p class="note">{words.panel.keep}</p> : <p class="note ok">{words.panel.signed(timeIn(view.signedAt, language))}</p>}
    {view.reopened !== null && <p class="note go">{recheckWords(language).reopened}</p>}
  </>
);

/** One script a page: what signs where something is ready to be signed, else what keeps what is typed. */
const scriptOf = (view: SheetView, { assets }: PageContext): { readonly script?: string } => (signs(view) ? { script: assets.sign } : isFilled(view) ? { script: assets.draft } : {});

/** Says when what was typed was kept. */
export const Saved = ({ view, page: { language } }: { view: SheetView; page: PageContext }) => {
  const words = recheckWords(language).draft;
  return <><span id="saved" class="hint" role="status" data-saving={words.saving} data-saved={words.saved("").trim()} data-failed={words.failed}>{view.savedAt === null ? "" : words.saved(timeIn(view.savedAt, language))}</span><span class="hint">{words.lead}</span></>;
};

/** Whether the page has something ready to be signed. */
const signs = ({ prepared, stand }: SheetView): boolean => prepared !== null || (stand !== null && stand.prepared !== null);

/** The result as it stands, and what the member says of it. */
const Result = ({ view, page, words }: { view: SheetView; page: PageContext; words: Messages }) => <>
  {view.ranking !== null && <Ranking ranking={view.ranking} page={page} words={words} />}
  {view.stand !== null && view.signedAt !== null && <ReportStand view={view.stand} language={page.language} />}
</>;

const Ranking = ({ ranking, page, words }: { ranking: NonNullable<SheetView["ranking"]>; page: PageContext; words: Messages }) => (
  <section class="card">
    <h2>{words.panel.ranking}</h2>
    {ranking.refusal !== null ? <p class="note go">{wordsOf(ranking.refusal, page.language)}</p> : (
      <Table label={words.panel.ranking} head={[{ text: words.project.rank, number: true }, words.common.bidder, { text: ranking.isPrice ? words.panel.evaluated : words.panel.points, number: true }, { text: words.panel.contractPrice, number: true }]}>
        {ranking.places.map((place) => <tr><td class="n">{place.rank ?? "—"}</td><th scope="row" lang="zh-CN">{place.bidder}{place.why !== null && <span class="hint">{place.why}</span>}</th><td class="n">{place.total}</td><td class="n">{place.price}</td></tr>)}
      </Table>
    )}
  </section>
);

/** Signing closes the sheet. */
const Sign = ({ view, prepared, words, language }: { view: SheetView; prepared: string; words: Messages; language: Language }) => (
  <section class="card"><h2>{words.panel.sign}</h2><SignForm href={view.signHref} bytes={prepared} words={words} language={language} byAct /></section>
);

const Sheet = ({ view, words, language }: { view: SheetView; words: Messages; language: Language }) => (
  <div class="scroll" role="region" aria-label={words.panel.sheet} tabindex={0}>
    <table>
      <thead><tr><th scope="col">{words.panel.criterion}</th>{view.bids.map((bid) => <th scope="col" lang="zh-CN">{bid.label}</th>)}</tr></thead>
      <tbody>
        <tr><th scope="row">{words.panel.bids}</th>{view.bids.map((bid) => <td>{bid.files.length > 0 && <p><a class="btn alt" href={bid.href}>{besideWords(language).open}</a></p>}<ul class="plain">{bid.files.map((file) => <li><a href={file.href} lang="zh-CN">{file.name}</a> <span class="hint">{sizeInWords(file.size)}</span></li>)}</ul>{bid.prechecks.map((line) => <p class="hint">{line}</p>)}</td>)}</tr>
        {view.criteria.map((criterion) => (
          <tr>
            <th scope="row" lang="zh-CN">{criterion.name}<span class="hint">{words.panel.max(criterion.max)}</span><span class="hint">{criterion.guide}</span></th>
            {view.bids.map((bid) => <td><Score bid={bid} criterion={criterion} fixed={fixedIn(view, bid.id, criterion.id)} words={words} /></td>)}
          </tr>
        ))}
      </tbody>
    </table>
  </div>
);

/** A sheet that is about to be signed stands as it will be signed; of one that was opened again only the scores to give anew can change. */
export const fixedIn = ({ signedAt, prepared, reopened }: SheetView, bid: string, criterion: string): "signed" | "kept" | null =>
  (signedAt !== null ? "signed" : prepared !== null || (reopened !== null && !reopened.includes(`${bid}:${criterion}`)) ? "kept" : null);

type ScorePart = { readonly bid: SheetView["bids"][number]; readonly criterion: Criterion; /** Signed, or kept as it was in a sheet that is signed again: then it is sent along. */ readonly fixed: "signed" | "kept" | null; readonly words: Messages };

export const Score = ({ bid, criterion, fixed, words }: ScorePart) => {
  const { score, reason } = bid.scores[criterion.id] ?? { score: "", reason: "" };
  const [scoreName, reasonName] = [`score:${bid.id}:${criterion.id}`, `reason:${bid.id}:${criterion.id}`];
  if (fixed !== null) return <><span class="num">{score === "" ? "—" : score}</span><span class="hint" lang="zh-CN">{reason}</span>{fixed === "kept" && <><input type="hidden" name={scoreName} value={score} /><input type="hidden" name={reasonName} value={reason} /></>}</>;
  return (
    <>
      <input class="narrow" type="number" min="0" max={criterion.max} step={criterion.step} inputmode="decimal" name={scoreName} value={score} aria-label={words.panel.scoreOf(bid.label, criterion.name)} />
      <textarea class="narrow" rows={2} name={reasonName} aria-label={words.panel.reasonOf(bid.label, criterion.name)} placeholder={words.panel.reason}>{reason}</textarea>
    </>
  );
};
