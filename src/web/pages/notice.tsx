import type { Instant } from "../../kernel/time.js";
import type { NoticeRecord } from "../../notices/record.js";
import type { PageContext } from "../context.js";
import { renderPage } from "../layout.js";
import { type Messages, messagesOf } from "../messages.js";
import { Qr } from "../parts/qr.js";
import { SealPage } from "../parts/lodge-box.js";
import { Sections } from "../parts/record.js";
import { Steps } from "../parts/steps.js";
import { DeadlineNote, Hash, Tag, Time } from "../parts/text.js";
import { paths, pathsOf } from "../paths.js";
import type { DateView, Step } from "../views.js";

/** One published notice: the page, the JSON and the PDF are three prints of `record`. */
export type NoticeView = {
  readonly record: NoticeRecord;
  readonly line: string;
  /** The tender it belongs to; null of a plan. */
  readonly project: string | null;
  /** The sale it belongs to; null of every other. */
  readonly sale: string | null;
  /** Published tenders that follow this plan. */
  readonly followedBy: readonly string[];
  readonly steps: readonly Step[];
  readonly deadline: DateView | null;
  readonly publishedAt: Instant;
  /** All versions, oldest first; the page says so where this one is not the last. */
  readonly versions: readonly { readonly version: number; readonly publishedAt: Instant; readonly reason: string | null }[];
  readonly jsonHref: string;
  /** Null until the PDF is made and signed. */
  readonly pdfHref: string | null;
  readonly jsonSha256: string;
  /** As it is printed in the foot of the PDF: 7K3M-9QXA-2BCD. */
  readonly code: string;
  readonly pdfSha256: string | null;
  /** Null until sequenced. The size of the log stays off the page: it moves with sealed entries. */
  readonly logIndex: number | null;
  /** Where a bidder goes on from here: sign in, or the task list. */
  readonly takePart: string | null;
};

/** /notices/{id} and /notices/{id}/v/{n} */
export function noticePage(page: PageContext, view: NoticeView): string {
  const words = messagesOf(page.language);
  const { record } = view;
  return renderPage(page, { title: `${record.subject} ${record.title}`, current: paths.notices }, <>
    <p class="tags"><Tag tone="info">{view.line}</Tag><Tag tone="">{words.noticeTypes[record.type]}</Tag><span class="hint">{words.notice.number} {record.number}</span></p>
    <h1 lang="zh-CN">{record.subject}<br />{record.title}</h1>
    <Superseded view={view} page={page} words={words} />
    {view.deadline !== null && <DeadlineNote label={words.common.deadline} date={view.deadline} now={page.now} language={page.language} />}
    <div class="two">
      <aside aria-label={words.notice.downloads}>
        {view.takePart !== null && <div class="card"><h2>{words.notice.takePart}</h2><p><a class="btn" href={view.takePart}>{words.notice.takePart}</a></p><p class="hint">{words.notice.takePartHint}</p></div>}
        {view.takePart !== null && <SealPage page={page} />}
        <Downloads view={view} words={words} />
      </aside>
      <div class="main">
        {view.steps.length > 0 && <Steps steps={view.steps} label={words.notice.lifeLine} />}
        <p class="hint">{words.common.published} <Time at={view.publishedAt} language={page.language} />{view.project !== null && <> <a href={pathsOf(page).project(view.project)}>{words.notice.project}</a></>}{view.sale !== null && <> <a href={pathsOf(page).sale(view.sale)}>{words.notice.project}</a></>}</p>
        {view.followedBy.length > 0 && <p>{words.notice.followedBy} {view.followedBy.map((tender) => <><a href={pathsOf(page).project(tender)}><Hash>{tender}</Hash></a> </>)}</p>}
        <Sections record={record} language={page.language} />
        <Check view={view} page={page} words={words} />
        {view.versions.length > 1 && <Versions view={view} page={page} words={words} />}
      </div>
    </div>
  </>);
}

type Part = { readonly view: NoticeView; readonly words: Messages };

const Superseded = ({ view, page, words }: Part & { page: PageContext }) => {
  const newest = view.versions.at(-1)?.version ?? view.record.version;
  if (newest === view.record.version) return null;
  return <p class="note bad">{words.notice.superseded(newest)} <a href={pathsOf(page).notice(view.record.id)}>{words.notice.see}</a></p>;
};

const Downloads = ({ view, words }: Part) => (
  <div class="card">
    <h2>{words.notice.downloads}</h2>
    <p>{view.pdfHref === null ? <span class="hint">{words.notice.pdfPending}</span> : <a href={view.pdfHref}>{words.notice.pdf}</a>}</p>
    <p><a href={view.jsonHref}>{words.notice.json}</a></p>
  </div>
);

const Check = ({ view, page, words }: Part & { page: PageContext }) => (
  <section class="card" aria-labelledby="check">
    <h2 id="check">{words.notice.check}</h2>
    <Qr text={view.record.verifyUrl} label={words.notice.qr} />
    <p>{words.notice.checkHint}</p>
    <dl class="facts">
      <dt>{words.notice.code}</dt><dd><a href={pathsOf(page).code(view.code)}><Hash>{view.code}</Hash></a></dd>
      <dt>{words.notice.logIndex}</dt><dd>{view.logIndex === null ? words.notice.logPending : <a href={`${pathsOf(page).log}?before=${String(view.logIndex + 1)}`}>{words.notice.logOf(view.logIndex)}</a>}</dd>
      <dt>JSON SHA-256</dt><dd><Hash>{view.jsonSha256}</Hash></dd>
      <dt>PDF SHA-256</dt><dd>{view.pdfSha256 === null ? words.notice.pdfPending : <Hash>{view.pdfSha256}</Hash>}</dd>
    </dl>
    <p><a href={pathsOf(page).verify}>{words.site.verify}</a></p>
  </section>
);

const Versions = ({ view, page, words }: Part & { page: PageContext }) => (
  <section>
    <h2>{words.notice.versions}</h2>
    <ul class="list">
      {view.versions.map((each) => (
        <li>
          {each.version === view.record.version ? <strong>{words.common.version(each.version)}{words.common.inBrackets(words.notice.this)}</strong> : <a href={pathsOf(page).notice(view.record.id, each.version)}>{words.common.version(each.version)}</a>}
          <Time at={each.publishedAt} language={page.language} />
          {each.reason !== null && <span class="more" lang="zh-CN">{each.reason}</span>}
        </li>
      ))}
    </ul>
  </section>
);
