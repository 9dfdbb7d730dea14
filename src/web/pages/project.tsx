import type { Explanation } from "../../bidding/explain.js";
import { yuan } from "../../kernel/money.js";
import type { Instant } from "../../kernel/time.js";
import type { PageContext } from "../context.js";
import { renderPage } from "../layout.js";
import { type Messages, messagesOf } from "../messages.js";
import { drawWords } from "../messages/draw.js";
import { questionWords } from "../messages/questions.js";
import { CheckPart, type CheckView } from "../parts/check.js";
import { NoticeList } from "../parts/notice-list.js";
import { Orders, type OrderView } from "../parts/orders.js";
import { Steps } from "../parts/steps.js";
import { SealPage } from "../parts/lodge-box.js";
import { Table } from "../parts/table.js";
import { DeadlineNote, ExplainedDate, Fact, Hash, Money, ShortTime, sizeInWords, StageTag, Tag, Time } from "../parts/text.js";
import { TreeView } from "../parts/tree.js";
import { paths, pathsOf } from "../paths.js";
import type { DateView, DocumentLine, LotStage, NoticeLine, Step } from "../views.js";

/** A bidder as ranked, with the tree that gives the total. `total` is score or price as printed. */
export type RankedBid = { readonly rank: number; readonly bidder: string; readonly priceFen: bigint; readonly total: string; readonly tree: Explanation | null };
export type RejectedBid = { readonly bidder: string; readonly ground: string; readonly clause: string; readonly reason: string };

/** One lot of a tender with everything public about it, in the order of its life. */
export type LotView = {
  readonly code: string;
  readonly name: string;
  readonly stage: LotStage;
  readonly stageName: string;
  readonly steps: readonly Step[];
  /** Highest price the tenderer accepts; null where none is set. */
  readonly ceilingFen: bigint | null;
  readonly deadline: DateView | null;
  readonly objectionsUntil: DateView | null;
  /** Until when questions are taken; null where none are any more. */
  readonly questionsUntil: Instant | null;
  readonly method: string;
  /** The address of the hall while there is one. */
  readonly hall: string | null;
  /** After the opening: as sung out. */
  readonly opening: { readonly openedAt: Instant; readonly bids: readonly { readonly bidder: string; readonly result: string; readonly priceFen: bigint | null }[] } | null;
  /** After publication of the candidates. */
  readonly ranking: { readonly method: string; readonly bids: readonly RankedBid[]; readonly rejected: readonly RejectedBid[]; readonly objectionsUntil: DateView | null } | null;
  readonly award: { readonly winner: string; readonly priceFen: bigint; readonly decidedAt: Instant; readonly notice: string | null } | null;
  readonly contract: { readonly signedOn: string; readonly priceFen: bigint; readonly sha256: string | null } | null;
  /** Why the lot stands still; null where it does not. */
  readonly suspended: string | null;
  /** What the supervisor ordered of it, oldest first. */
  readonly orders: readonly OrderView[];
  /** Why the lot failed or was ended; null otherwise. */
  readonly ended: { readonly at: Instant; readonly reason: string } | null;
};

/** One trade and its whole life on one page. */
export type ProjectView = {
  readonly code: string;
  readonly title: string;
  readonly line: string;
  readonly tenderer: { readonly name: string; readonly uscc: string };
  readonly agency: { readonly name: string; readonly uscc: string } | null;
  readonly place: string;
  readonly approval: string | null;
  readonly funds: string | null;
  readonly lots: readonly LotView[];
  readonly notices: readonly NoticeLine[];
  readonly documents: readonly DocumentLine[];
  /** Whether experts were ever asked to be drawn. */
  readonly drawn: boolean;
  readonly questions: { readonly received: number; readonly answered: number };
  /** What the check before publication found; null for a tender of before there were checks. */
  readonly check: CheckView | null;
  /** Each time this was tendered, the first first; empty where it was once. */
  readonly attempts: readonly { readonly code: string; readonly number: number; readonly publishedAt: Instant; readonly isThis: boolean }[];
  /** The audit bundle, once archived. */
  readonly bundle: string | null;
};

/** /projects/{code} */
export function projectPage(page: PageContext, view: ProjectView): string {
  const words = messagesOf(page.language);
  const explained = view.lots.some((lot) => lot.ranking !== null);
  return renderPage(page, { title: view.title, current: paths.notices, ...(explained ? { script: page.assets.score } : {}) }, <>
    <p class="tags"><Tag tone="info">{view.line}</Tag><span class="hint">{words.project.code} <Hash>{view.code}</Hash></span></p>
    <h1 lang="zh-CN">{view.title}</h1>
    {view.attempts.length > 0 && <Attempts view={view} page={page} words={words} />}
    {view.lots.length > 1 && <ul class="row plain" aria-label={words.project.lots}>{view.lots.map((lot) => <li><a href={`#lot-${lot.code}`}>{lot.name}</a> <StageTag stage={lot.stage} name={lot.stageName} /></li>)}</ul>}
    {view.lots.map((lot) => <Lot lot={lot} code={view.code} page={page} words={words} />)}
    <h2>{words.project.notices}</h2>
    <NoticeList notices={view.notices} page={page} />
    {view.notices.some(({ type }) => type === "clarification") && <p><a href={pathsOf(page).changes(view.code)}>{words.project.changes}</a></p>}
    <Documents documents={view.documents} code={view.code} page={page} words={words} />
    {view.lots.some(({ stage }) => ["prequal_open", "noticed", "bidding"].includes(stage)) && <SealPage page={page} />}
    <Questions view={view} page={page} words={words} />
    {view.drawn && <><h2>{drawWords(page.language).title}</h2><p><a class="btn alt" href={pathsOf(page).draws(view.code)}>{drawWords(page.language).title}</a></p></>}
    <Facts view={view} page={page} words={words} />
    {view.check !== null && <CheckPart view={view.check} language={page.language} heading={words.check.published} />}
    {view.bundle !== null && <section class="card"><h2>{words.project.bundle}</h2><p>{words.project.bundleText}</p><p><a class="btn alt" href={view.bundle}>{words.project.bundle}</a></p></section>}
  </>);
}

const Attempts = ({ view, page, words }: Part & { view: ProjectView }) => (
  <nav class="note" aria-label={words.project.attempts}>
    <p>{words.project.attempts}</p>
    <ul>{view.attempts.map((each) => <li>{each.isThis ? <strong>{words.project.attempt(each.number)}</strong> : <a href={pathsOf(page).project(each.code)}>{words.project.attempt(each.number)}</a>} <span class="hint"><Hash>{each.code}</Hash> · <ShortTime at={each.publishedAt} /></span></li>)}</ul>
  </nav>
);

type Part = { readonly page: PageContext; readonly words: Messages };

const Facts = ({ view, page, words }: Part & { view: ProjectView }) => (
  <dl class="facts" lang="zh-CN">
    <Fact name={words.project.tenderer} language={page.language}>{view.tenderer.name}<span class="hint"><Hash>{view.tenderer.uscc}</Hash></span></Fact>
    <Fact name={words.project.agency} language={page.language}>{view.agency === null ? words.none : <>{view.agency.name}<span class="hint"><Hash>{view.agency.uscc}</Hash></span></>}</Fact>
    <Fact name={words.project.place} language={page.language}>{view.place}</Fact>
    <Fact name={words.project.approval} language={page.language}>{view.approval ?? words.none}</Fact>
    <Fact name={words.project.funds} language={page.language}>{view.funds ?? words.none}</Fact>
  </dl>
);

const Lot = ({ lot, code, page, words }: Part & { lot: LotView; code: string }) => (
  <section id={`lot-${lot.code}`} aria-labelledby={`h-${lot.code}`}>
    <h2 id={`h-${lot.code}`}>{words.project.lot(lot.name)} <StageTag stage={lot.stage} name={lot.stageName} /></h2>
    <First lot={lot} page={page} words={words} />
    {lot.hall !== null && <p class="row"><a class="btn alt" href={pathsOf(page).hall(lot.hall)}>{words.project.hall}</a> <a class="noprint" href={`${pathsOf(page).project(code)}.ics`}>{words.calendar.ofTender}</a></p>}
    <Steps steps={lot.steps} label={words.notice.lifeLine} whole />
    <Outcome lot={lot} page={page} words={words} />
    {lot.ranking !== null && <Ranking ranking={lot.ranking} page={page} words={words} />}
    {lot.opening !== null && <Opening opening={lot.opening} page={page} words={words} />}
    <LotFacts lot={lot} page={page} words={words} />
    <Orders orders={lot.orders} page={page} level="h3" />
  </section>
);

/** What must be known first: that the lot has ended and why, or when bids close. */
const First = ({ lot, page, words }: Part & { lot: LotView }) => {
  if (lot.ended !== null) return <div class="note bad"><p><strong>{words.project.ended}</strong> <Time at={lot.ended.at} language={page.language} /></p><p lang="zh-CN">{lot.ended.reason}</p></div>;
  if (lot.suspended !== null) return <p class="note bad"><strong>{lot.stageName}</strong> {lot.suspended}</p>;
  if (lot.deadline === null || lot.opening !== null) return null;
  return <DeadlineNote label={words.common.deadline} date={lot.deadline} now={page.now} language={page.language} />;
};

const LotFacts = ({ lot, page, words }: Part & { lot: LotView }) => (
    <dl class="facts">
      <Fact name={words.common.ceiling} language={page.language}>{lot.ceilingFen === null ? words.none : <Money fen={lot.ceilingFen} />}</Fact>
      <Fact name={words.project.method} language={page.language}><span lang="zh-CN">{lot.method}</span></Fact>
      <Fact name={words.notice.questionsUntil} language={page.language}>{lot.questionsUntil === null ? words.none : <Time at={lot.questionsUntil} language={page.language} />}</Fact>
      <Fact name={words.notice.objectionsUntil} language={page.language}>{lot.objectionsUntil === null ? words.none : <ExplainedDate date={lot.objectionsUntil} language={page.language} />}</Fact>
      <Fact name={words.common.deadline} language={page.language}>{lot.deadline === null ? words.none : <ExplainedDate date={lot.deadline} language={page.language} />}</Fact>
    </dl>
);

const Outcome = ({ lot, page, words }: Part & { lot: LotView }) => lot.award === null ? null : (
  <div class="note ok">
    <h3>{words.project.award}</h3>
    <dl class="facts">
      <Fact name={words.project.winner} language={page.language}><strong lang="zh-CN">{lot.award.winner}</strong></Fact>
      <Fact name={words.project.awardPrice} language={page.language}><Money fen={lot.award.priceFen} /></Fact>
      <Fact name={words.project.decidedAt} language={page.language}><Time at={lot.award.decidedAt} language={page.language} />{lot.award.notice !== null && <> <a href={pathsOf(page).notice(lot.award.notice)}>{words.noticeTypes["award-notice"]}</a></>}</Fact>
      {lot.contract !== null && <Fact name={words.project.contract} language={page.language}><span class="num">¥{yuan(lot.contract.priceFen)}</span>，{words.project.signedOn} <time datetime={lot.contract.signedOn}>{lot.contract.signedOn}</time>{lot.contract.sha256 !== null && <span class="hint">SHA-256 <Hash>{lot.contract.sha256}</Hash></span>}</Fact>}
    </dl>
  </div>
);

const Opening = ({ opening, page, words }: Part & { opening: NonNullable<LotView["opening"]> }) => (
  <>
    <h3>{words.project.opening}</h3>
    <p class="hint"><Time at={opening.openedAt} language={page.language} /></p>
    <Table label={words.project.opening} head={[words.common.bidder, words.project.result, { text: words.common.price, number: true }]}>
      {opening.bids.map((bid) => <tr lang="zh-CN"><th scope="row">{bid.bidder}</th><td>{bid.result}</td><td class="n">{bid.priceFen === null ? "—" : yuan(bid.priceFen)}</td></tr>)}
    </Table>
  </>
);

const Ranking = ({ ranking, page, words }: Part & { ranking: NonNullable<LotView["ranking"]> }) => (
  <>
    <h3>{words.project.ranking}</h3>
    <p lang="zh-CN">{ranking.method}</p>
    {ranking.objectionsUntil !== null && <div class="note go"><p><strong>{words.project.objections}</strong>：<ExplainedDate date={ranking.objectionsUntil} language={page.language} /></p></div>}
    <Table label={words.project.ranking} head={[{ text: words.project.rank, number: true }, words.common.bidder, { text: words.common.price, number: true }, { text: words.project.total, number: true }]}>
      {ranking.bids.map((bid) => <tr lang="zh-CN"><td class="n">{String(bid.rank)}</td><th scope="row">{bid.bidder}</th><td class="n">{yuan(bid.priceFen)}</td><td class="n">{bid.total}</td></tr>)}
    </Table>
    {ranking.bids.map((bid) => bid.tree === null ? null : (
      <details><summary>{words.project.why}：<span lang="zh-CN">{bid.bidder}</span></summary><TreeView tree={bid.tree} language={page.language} /></details>
    ))}
    {ranking.rejected.length > 0 && <Rejected bids={ranking.rejected} words={words} />}
  </>
);

const Rejected = ({ bids, words }: { bids: readonly RejectedBid[]; words: Messages }) => (
  <>
    <h3>{words.project.rejected}</h3>
    <Table label={words.project.rejected} head={[words.common.bidder, words.project.ground, words.project.clause, words.project.reason]}>
      {bids.map((bid) => <tr lang="zh-CN"><th scope="row">{bid.bidder}</th><td>{bid.ground}</td><td>{bid.clause}</td><td>{bid.reason}</td></tr>)}
    </Table>
  </>
);

const Documents = ({ documents, code, page, words }: Part & { documents: readonly DocumentLine[]; code: string }) => documents.length === 0 ? null : (
  <>
    <h2>{words.project.documents}</h2>
    <Table label={words.project.documents} head={[words.common.name, { text: words.common.size, number: true }, words.common.published, words.common.hash]}>
      {documents.map((document) => (
        <tr>
          <th scope="row" lang="zh-CN"><a href={document.href}>{document.name}</a>{document.version > 1 && <span class="hint">{words.common.version(document.version)}</span>}</th>
          <td class="n">{sizeInWords(document.size)}</td><td><ShortTime at={document.publishedAt} /></td><td><Hash>{document.sha256}</Hash></td>
        </tr>
      ))}
    </Table>
    {documents.some(({ version }) => version > 1) && <p><a href={pathsOf(page).documents(code)}>{words.project.versions}</a></p>}
  </>
);

const Questions = ({ view, page, words }: Part & { view: ProjectView }) => (
  <>
    <h2>{words.project.questions}</h2>
    <p>{questionWords(page.language).tally(view.questions.received, view.questions.answered)}</p>
    <p><a class="btn alt" href={pathsOf(page).questions(view.code)}>{words.project.questions}</a></p>
  </>
);
