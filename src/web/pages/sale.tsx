import type { Instant, PlainDate } from "../../kernel/time.js";
import type { SaleStage } from "../../procedure/sale-words.js";
import type { SaleMoment } from "../../sales/life.js";
import type { PageContext } from "../context.js";
import { renderPage } from "../layout.js";
import { messagesOf } from "../messages.js";
import { applicationWords } from "../messages/applications.js";
import { saleWords, type SaleWords } from "../messages/sales.js";
import { Lines, SaleTag } from "../parts/sale.js";
import { Steps } from "../parts/steps.js";
import { Table } from "../parts/table.js";
import { Day, End, Fact, Hash, Money, remaining, ShortTime, Tag, Time } from "../parts/text.js";
import { paths, pathsOf } from "../paths.js";
import type { Step } from "../views.js";

type Row = { readonly label: string; readonly text: string };
type Office = { readonly name: string; readonly person: string; readonly phone: string; readonly address: string };

/** A lot of a sale with everything public about it. */
export type SaleLotView = {
  readonly lot: string; readonly code: string; readonly name: string; readonly stage: SaleStage; readonly stageName: string; readonly steps: readonly Step[];
  readonly moment: SaleMoment; readonly until: Instant | null;
  /** Until when one may still apply, where that is not the moment itself. */
  readonly applyUntil: Instant | null;
  /** Why it ended or stands still, as it was published; null where there is nothing to say. */
  readonly reason: string | null;
  readonly rows: readonly Row[]; readonly long: readonly Row[];
  readonly floorFen: bigint; readonly stepName: string; readonly stepFen: bigint; readonly depositFen: bigint;
  readonly room: { readonly href: string; readonly isOver: boolean } | null;
  /** Where a firm applies, or sees how its application stands; null where nobody can. */
  readonly apply: string | null;
  readonly outcome: { readonly how: "deal" | "no-deal"; readonly reserve: "none" | "reached" | "not-reached"; readonly amountFen: bigint | null; readonly endedAt: Instant } | null;
  /** What followed a deal, as far as it is public; null where there was none. */
  readonly after: { readonly confirmedAt: Instant | null; /** Who won is named with the result. */ readonly result: { readonly notice: string; readonly at: Instant; readonly winner: string; readonly called: string } | null; readonly contractedOn: PlainDate | null; readonly paidAt: Instant | null; readonly closedAt: Instant | null } | null;
};

/** One grant or transfer and its whole life on one page. */
export type SaleView = {
  readonly code: string; readonly title: string; readonly line: string; readonly method: string; readonly profile: string;
  readonly seller: { readonly name: string; readonly uscc: string; /** Grantor, transferor. */ readonly called: string };
  readonly lots: readonly SaleLotView[];
  readonly startsAt: Instant; readonly listingEndsAt: Instant | null; readonly applyUntil: Instant; readonly display: { readonly from: Instant; readonly until: Instant; readonly place: string } | null;
  readonly hasReserve: boolean; readonly conditions: string; readonly documents: string; readonly rules: string; readonly payment: string; readonly refund: string; readonly remarks: string | null;
  readonly auctioneer: { readonly name: string; readonly licence: string } | null; readonly preemption: readonly string[]; readonly papers: readonly Row[];
  readonly transfer: { /** Things are sold, not a share of an enterprise. */ readonly isAssets: boolean; readonly appraisedFen: bigint; readonly appraisal: string | null; readonly managersTakePart: boolean; readonly holders: string; readonly figures: string } | null;
  readonly contact: Office; readonly complaints: Office;
  readonly rounds: readonly { readonly round: number; readonly what: string; readonly publishedAt: Instant; readonly notice: string }[];
  readonly notices: readonly { readonly id: string; readonly title: string; readonly version: number; readonly publishedAt: Instant }[];
  readonly bundle: { readonly href: string; readonly sha256: string; readonly at: Instant } | null;
};

/** /sales/{code} */
export function salePage(page: PageContext, view: SaleView): string {
  const words = saleWords(page.language);
  const part = { view, page, words };
  return renderPage(page, { title: view.title, current: paths.notices }, <>
    <p class="crumbs"><a href={pathsOf(page).sales}>{words.one}</a></p>
    <p class="tags"><Tag tone="info">{view.line}</Tag><Tag tone="">{view.method}</Tag><span class="hint">{words.code} <Hash>{view.code}</Hash></span></p>
    <h1 lang="zh-CN">{view.title}</h1>
    {view.lots.length > 1 && <ul class="row plain" aria-label={words.lots}>{view.lots.map((lot) => <li><a href={`#lot-${lot.lot}`} lang="zh-CN">{lot.name}</a> <SaleTag stage={lot.stage} name={lot.stageName} /></li>)}</ul>}
    {view.lots.map((lot) => <Lot lot={lot} {...part} />)}
    <Times {...part} />
    <Terms {...part} />
    {view.transfer !== null && <Enterprise transfer={view.transfer} {...part} />}
    <About {...part} />
    <Documents {...part} />
    {view.bundle !== null && <Bundle bundle={view.bundle} {...part} />}
  </>);
}

type Part = { readonly view: SaleView; readonly page: PageContext; readonly words: SaleWords };

const Lot = ({ lot, view, page, words }: Part & { readonly lot: SaleLotView }) => (
  <section id={`lot-${lot.lot}`} aria-labelledby={`h-${lot.lot}`}>
    <h2 id={`h-${lot.lot}`}><span lang="zh-CN">{words.lot(lot.name)}</span> <SaleTag stage={lot.stage} name={lot.stageName} /></h2>
    <Now lot={lot} view={view} page={page} words={words} />
    <Steps steps={lot.steps} label={words.life} whole />
    {lot.outcome !== null && <Outcome outcome={lot.outcome} after={lot.after} page={page} words={words} />}
    <h3>{words.prices}</h3>
    <dl class="facts">
      <Fact name={words.floor} language={page.language}><Money fen={lot.floorFen} /></Fact>
      <Fact name={lot.stepName} language={page.language}><Money fen={lot.stepFen} /></Fact>
      <Fact name={words.deposit} language={page.language}><Money fen={lot.depositFen} /></Fact>
      <Fact name={words.hasReserve} language={page.language}>{view.hasReserve ? words.reserveYes : words.reserveNo}</Fact>
    </dl>
    <h3>{words.what}</h3>
    <dl class="facts">{[...lot.rows, ...lot.long].map((row) => <Fact name={row.label} language={page.language}><Lines text={row.text} /></Fact>)}</dl>
  </section>
);

/** Stages in which nothing goes on. */
const STANDS: ReadonlySet<SaleStage> = new Set(["no_deal", "terminated", "expired", "suspended"]);
const toneOf = ({ stage, until, outcome }: SaleLotView): string => (STANDS.has(stage) ? "bad" : until !== null ? "go" : outcome === null ? "" : "ok");

/** What must be known first: what goes on, until when, what comes next, and the way into the room. */
const Now = ({ lot, page, words }: Part & { readonly lot: SaleLotView }) => {
  const { now, next } = words.moments[lot.moment];
  return (
    <div class={`note ${toneOf(lot)}`.trim()}>
      {lot.until === null ? <p><strong>{now}</strong></p> : <><p class="when">{now} <End at={lot.until} language={page.language} /></p><p>{remaining(lot.until, page.now, page.language)}</p></>}
      {lot.applyUntil !== null && <p>{words.stillApply} <End at={lot.applyUntil} language={page.language} /></p>}
      {lot.reason !== null && <p>{words.reason}{messagesOf(page.language).common.colon}<span lang="zh-CN">{lot.reason}</span></p>}
      {next !== "" && <p>{next}</p>}
      <Ways lot={lot} page={page} words={words} />
    </div>
  );
};

/** Where a reader goes on from here. */
const Ways = ({ lot, page, words }: Omit<Part, "view"> & { readonly lot: SaleLotView }) => {
  const own = applicationWords(page.language);
  return (
    <>
      {lot.apply !== null && <p class="noprint"><a class="btn" href={lot.apply}>{own.applyHere}</a><span class="hint">{own.applyHint}</span></p>}
      {lot.room !== null && <p class="noprint"><a class={lot.apply === null ? "btn" : "btn alt"} href={lot.room.href}>{lot.room.isOver ? words.replay : words.room}</a><span class="hint">{words.roomHint}</span></p>}
    </>
  );
};

const Outcome = ({ outcome, after, page, words }: Omit<Part, "view"> & Pick<SaleLotView, "after"> & { readonly outcome: NonNullable<SaleLotView["outcome"]> }) => (
  <>
    <h3>{words.outcome}</h3>
    <dl class="facts">
      <Fact name={words.outcome} language={page.language}><strong>{words.how[outcome.how]}</strong></Fact>
      {outcome.amountFen !== null && <Fact name={words.amount} language={page.language}><Money fen={outcome.amountFen} /></Fact>}
      <Fact name={words.hasReserve} language={page.language}>{words.reserve[outcome.reserve]}{outcome.reserve !== "none" && <span class="hint">{words.reserveSecret}</span>}</Fact>
      <Fact name={words.ended} language={page.language}><Time at={outcome.endedAt} language={page.language} /></Fact>
    </dl>
    {after !== null && <After after={after} page={page} words={words} />}
  </>
);

/** What came after the deal, each with its day: a step that is still to come says so. */
const After = ({ after, page, words }: Omit<Part, "view"> & { readonly after: NonNullable<SaleLotView["after"]> }) => {
  const moment = (at: Instant | null) => (at === null ? words.after.waits : <Time at={at} language={page.language} />);
  return (
    <>
      <h3>{words.after.title}</h3>
      <dl class="facts">
        {after.result !== null && <Fact name={after.result.called} language={page.language}><span lang="zh-CN">{after.result.winner}</span></Fact>}
        <Fact name={words.after.confirmed} language={page.language}>{moment(after.confirmedAt)}</Fact>
        <Fact name={words.after.result} language={page.language}>{moment(after.result?.at ?? null)}{after.result !== null && <> · <a href={pathsOf(page).notice(after.result.notice)}>{words.document}</a></>}</Fact>
        <Fact name={words.after.contracted} language={page.language}>{after.contractedOn === null ? words.after.waits : <Day on={after.contractedOn} language={page.language} />}</Fact>
        <Fact name={words.after.paid} language={page.language}>{moment(after.paidAt)}</Fact>
        <Fact name={words.after.closed} language={page.language}>{moment(after.closedAt)}</Fact>
      </dl>
      {after.result === null && <p class="hint">{words.winnerLater}</p>}
    </>
  );
};

/** The times of the notice in their order: applications to a listing may close after it began. */
const timesOf = ({ startsAt, applyUntil, listingEndsAt }: SaleView): { readonly name: "startsAt" | "applyUntil" | "listingEndsAt"; readonly at: Instant }[] =>
  [{ name: "applyUntil" as const, at: applyUntil }, { name: "startsAt" as const, at: startsAt }, ...(listingEndsAt === null ? [] : [{ name: "listingEndsAt" as const, at: listingEndsAt }])].sort((left, right) => left.at - right.at);

const Times = ({ view, page, words }: Part) => (
  <>
    <h2>{words.times}</h2>
    <dl class="facts">
      {timesOf(view).map(({ name, at }) => <Fact name={words[name]} language={page.language}>{name === "startsAt" ? <Time at={at} language={page.language} /> : <End at={at} language={page.language} />}</Fact>)}
      {view.display !== null && <Fact name={words.display} language={page.language}><Time at={view.display.from} language={page.language} /> {words.to} <Time at={view.display.until} language={page.language} /><span class="hint" lang="zh-CN">{words.displayAt(view.display.place)}</span></Fact>}
    </dl>
  </>
);

const Terms = ({ view, page, words }: Part) => (
  <>
    <h2>{words.terms}</h2>
    <dl class="facts">
      <Fact name={words.conditions} language={page.language}><Lines text={view.conditions} /></Fact>
      <Fact name={words.documents} language={page.language}><Lines text={view.documents} /></Fact>
      <Fact name={words.rules} language={page.language}><Lines text={view.rules} /></Fact>
      <Fact name={words.profile} language={page.language}>{view.profile}</Fact>
      <Fact name={words.payment} language={page.language}><Lines text={view.payment} /></Fact>
      <Fact name={words.refund} language={page.language}><Lines text={view.refund} /></Fact>
      {view.preemption.length > 0 && <Fact name={words.preemption} language={page.language}><span lang="zh-CN">{view.preemption.join("、")}</span></Fact>}
      {view.auctioneer !== null && <Fact name={words.auctioneer} language={page.language}><span lang="zh-CN">{view.auctioneer.name}</span><span class="hint">{words.licence(view.auctioneer.licence)}</span></Fact>}
      {view.remarks !== null && <Fact name={words.remarks} language={page.language}><Lines text={view.remarks} /></Fact>}
    </dl>
  </>
);

const Enterprise = ({ transfer, page, words }: Part & { readonly transfer: NonNullable<SaleView["transfer"]> }) => (
  <>
    <h2>{transfer.isAssets ? words.assets : words.enterprise}</h2>
    <dl class="facts">
      <Fact name={words.appraised} language={page.language}><Money fen={transfer.appraisedFen} /></Fact>
      <Fact name={words.appraisal} language={page.language}>{transfer.appraisal ?? messagesOf(page.language).none}</Fact>
      <Fact name={words.managers} language={page.language}>{transfer.managersTakePart ? words.yes : words.no}</Fact>
      <Fact name={transfer.isAssets ? words.ownership : words.holders} language={page.language}><Lines text={transfer.holders} /></Fact>
      <Fact name={transfer.isAssets ? words.book : words.figures} language={page.language}><Lines text={transfer.figures} /></Fact>
    </dl>
  </>
);

const About = ({ view, page, words }: Part) => (
  <>
    <h2>{view.seller.called}</h2>
    <dl class="facts">
      <Fact name={view.seller.called} language={page.language}><span lang="zh-CN">{view.seller.name}</span><span class="hint"><Hash>{view.seller.uscc}</Hash></span></Fact>
      {view.papers.map((row) => <Fact name={row.label} language={page.language}><span lang="zh-CN">{row.text}</span></Fact>)}
      <Fact name={words.contact} language={page.language}><OfficeLines office={view.contact} words={words} /></Fact>
      <Fact name={words.complaints} language={page.language}><OfficeLines office={view.complaints} words={words} /></Fact>
    </dl>
  </>
);

const OfficeLines = ({ office, words }: { readonly office: Office; readonly words: SaleWords }) => <span lang="zh-CN">{office.name}<span class="hint">{words.person(office.person, office.phone)}</span><span class="hint">{office.address}</span></span>;

const Documents = ({ view, page, words }: Part) => (
  <>
    <h2>{words.rounds}</h2>
    <Table stack label={words.rounds} caption={words.roundCaption} head={[words.rounds, words.move, words.published, words.document]}>
      {view.rounds.map((each) => <tr><th scope="row">{words.round(each.round)}</th><td data-column={words.move}>{each.what}</td><td data-column={words.published}><ShortTime at={each.publishedAt} /></td><td data-column={words.document}><a href={pathsOf(page).notice(each.notice)}><Hash>{each.notice}</Hash></a></td></tr>)}
    </Table>
    <h2>{words.notices}</h2>
    <ul class="list">{view.notices.map((each) => <li><a href={pathsOf(page).notice(each.id)} lang="zh-CN">{each.title}</a><span class="end"><a href={`${paths.notice(each.id, each.version)}/notice.pdf`} aria-label={words.pdfOf(each.title)}>PDF</a> · <ShortTime at={each.publishedAt} /></span></li>)}</ul>
  </>
);

const Bundle = ({ bundle, view, page, words }: Part & { readonly bundle: NonNullable<SaleView["bundle"]> }) => (
  <section class="card">
    <h2>{words.bundle}</h2>
    <p>{words.bundleText}</p>
    <p class="noprint"><a class="btn alt" href={bundle.href}>{words.bundleGet}</a></p>
    <p class="hint">SHA-256 <Hash>{bundle.sha256}</Hash> · <Time at={bundle.at} language={page.language} /></p>
    <h3>{words.bundleCheck}</h3>
    <pre tabindex={0}>{words.bundleSteps(view.code)}</pre>
    <p>{words.bundleReadme} <a href={pathsOf(page).verify}>{messagesOf(page.language).site.verify}</a></p>
  </section>
);
