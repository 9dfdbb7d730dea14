import type { PageContext } from "../context.js";
import { renderPage } from "../layout.js";
import { type Messages, messagesOf } from "../messages.js";
import { Actions, ErrorSummary } from "../parts/form.js";
import { SignForm } from "../parts/sign-form.js";
import { Table } from "../parts/table.js";
import { Hash, Tag } from "../parts/text.js";
import { paths } from "../paths.js";
import type { ActionView, FormFaults } from "../views.js";

/** The review of the applications as a member of its committee sees it. */
export type ReviewPageView = {
  readonly tender: string; readonly lot: string; readonly title: string; readonly lotName: string; readonly label: string;
  /** How many pass at most; null where all do who meet every item. */
  readonly max: number | null;
  readonly items: readonly { readonly id: string; readonly clause: string; readonly title: string; readonly standard: string }[];
  readonly applicants: readonly { readonly name: string; readonly files: readonly { readonly name: string; readonly href: string }[] }[];
  /** The rulings as they are signed: the newest version; null before there are any. */
  readonly standing: {
    readonly version: number; readonly sha256: string; /** base64 */ readonly bytes: string; readonly signed: number; readonly of: number; readonly isMine: boolean;
    readonly results: readonly { readonly name: string; readonly passed: boolean; readonly score: string | null; readonly unmet: readonly string[] }[];
  } | null;
  readonly signHref: string;
  /** The chair's: to rule, and to submit. */
  readonly actions: readonly ActionView[];
  readonly faults: FormFaults;
};

/** /panel/{tender}/{lot} during the prequalification. */
export function reviewPage(page: PageContext, view: ReviewPageView): string {
  const words = messagesOf(page.language);
  const signs = view.standing !== null && !view.standing.isMine;
  return renderPage(page, { title: `${words.review.title} ${view.title} ${view.lotName}`, current: paths.panel, faulty: view.faults.length > 0, ...(signs ? { script: page.assets.sign } : {}) }, <>
    <p class="crumbs"><a href={paths.panel}>{words.panel.title}</a></p>
    <h1>{words.review.title}</h1>
    <p lang="zh-CN">{view.title}（{view.lotName}） · {view.label}</p>
    <ErrorSummary faults={view.faults} language={page.language} />
    <p class="note">{view.max === null ? words.review.all : words.review.limited(view.max)} {words.review.secret}</p>
    <h2>{words.review.items}</h2>
    <ul class="list">{view.items.map((item) => <li><span lang="zh-CN"><strong>{item.clause} {item.title}</strong></span><span class="more" lang="zh-CN">{item.standard}</span></li>)}</ul>
    <h2>{words.review.applications}</h2>
    <Table label={words.review.applications} head={[words.review.applicant, words.review.files]}>
      {view.applicants.map((each) => <tr><th scope="row" lang="zh-CN">{each.name}</th><td><ul class="plain">{each.files.map((file) => <li><a href={file.href} lang="zh-CN">{file.name}</a></li>)}</ul></td></tr>)}
    </Table>
    <Standing view={view} page={page} words={words} />
    {view.actions.map((action) => <section class="card"><h2>{action.label}</h2><Actions actions={[action]} language={page.language} /></section>)}
  </>);
}

type Part = { readonly view: ReviewPageView; readonly page: PageContext; readonly words: Messages };

const Standing = ({ view: { standing, signHref }, page, words }: Part) => standing === null ? <p class="note go">{words.review.none}</p> : (
  <section class="card">
    <h2>{words.review.standing(standing.version)} <Tag tone={standing.signed === standing.of ? "ok" : "go"}>{words.review.signed(standing.signed, standing.of)}</Tag></h2>
    <Table label={words.review.standing(standing.version)} head={[words.review.applicant, words.review.result, { text: words.review.score, number: true }, words.review.unmet]}>
      {standing.results.map((each) => <tr><th scope="row" lang="zh-CN">{each.name}</th><td><Tag tone={each.passed ? "ok" : "bad"}>{each.passed ? words.review.passed : words.review.failed}</Tag></td><td class="n">{each.score ?? "—"}</td><td lang="zh-CN">{each.unmet.length === 0 ? "—" : <ul class="plain">{each.unmet.map((line) => <li>{line}</li>)}</ul>}</td></tr>)}
    </Table>
    <p class="hint">SHA-256 <Hash>{standing.sha256}</Hash></p>
    {standing.isMine ? <p class="note ok">{words.review.mine}</p> : <><h3>{words.panel.sign}</h3><SignForm href={signHref} bytes={standing.bytes} sha256={standing.sha256} words={words} language={page.language} /></>}
  </section>
);
