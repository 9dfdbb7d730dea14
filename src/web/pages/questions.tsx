import { ABOUT, ABOUT_WORDS, QUESTION_LENGTH_MAX, type About } from "../../questions/question.js";
import type { PageContext } from "../context.js";
import { renderPage } from "../layout.js";
import { questionWords, type QuestionWords } from "../messages/questions.js";
import { ExplainedDate, Tag } from "../parts/text.js";
import { paths, pathsOf } from "../paths.js";
import type { DateView } from "../views.js";

export type QuestionView = { readonly pseudonym: string; readonly index: number | null; readonly about: About | null; /** Null where this reader does not have it. */ readonly text: readonly string[] | null; readonly answer: string | null; readonly notice: string | null };

/** Everything asked of one tender, and where to ask. */
export type QuestionsView = {
  readonly tender: string; readonly title: string;
  /** Null: no questions are taken any more. */
  readonly until: DateView | null;
  readonly received: number; readonly answered: number;
  readonly questions: readonly QuestionView[];
  /** Address of the following page. */
  readonly next: string | null;
  readonly paged: boolean;
  /** The reader may take tickets: a bidder who is signed in; its own names, which no question should hold. */
  readonly taker: { readonly names: readonly string[] } | null;
};

/** /projects/{tender}/questions */
export function questionsPage(page: PageContext, view: QuestionsView): string {
  const words = questionWords(page.language);
  const asks = view.until !== null;
  return renderPage(page, { title: `${words.title} ${view.title}`, current: paths.notices, ...(asks ? { script: page.assets.question } : {}) }, <>
    <p class="crumbs"><a href={pathsOf(page).project(view.tender)}>{words.back}</a></p>
    <h1>{words.title}</h1>
    <p lang="zh-CN">{view.title}</p>
    <p>{words.lead}</p>
    {view.until === null ? <p class="note">{words.over}</p> : <div class="note go"><p><strong>{words.until}</strong>：<ExplainedDate date={view.until} language={page.language} /></p></div>}
    {asks && <AskBox view={view} page={page} words={words} />}
    <h2>{words.tally(view.received, view.answered)}</h2>
    <p class="hint">{words.order} {asks && words.collected}</p>
    {view.questions.length === 0 ? <p class="hint">{words.none}</p> : <ul class="list">{view.questions.map((question) => <Question question={question} page={page} words={words} />)}</ul>}
    <p class="row">{view.paged && <a href={pathsOf(page).questions(view.tender)}>{words.first}</a>} {view.next !== null && <a class="btn alt" rel="next" href={view.next}>{words.next}</a>}</p>
  </>);
}

type Part = { readonly page: PageContext; readonly words: QuestionWords };

const Question = ({ question: { pseudonym, index, about, text, answer, notice }, page, words }: Part & { question: QuestionView }) => (
  <li>
    <span><code class="id">{pseudonym}</code>{about !== null && <span class="hint"> {ABOUT_WORDS[about][page.language]}</span>}</span>
    <span class="end"><Tag tone={notice === null ? "go" : "ok"}>{notice === null ? words.waits : words.answered}</Tag></span>
    <span class="more" lang="zh-CN">
      {text?.map((line) => <>{line}<br /></>)}
      {notice !== null && (answer === null ? <span class="hint">{words.gated}</span> : <><strong>{words.answer}：</strong>{answer.split("\n").map((line) => <>{line}<br /></>)}</>)}
      <span class="hint">{index !== null && words.inLog(index)}{notice !== null && <> · <a href={pathsOf(page).notice(notice)}>{words.notice}</a></>}</span>
    </span>
  </li>
);

const AskBox = ({ view, page, words }: Part & { view: QuestionsView }) => (
  <section class="card" id="ask" {...dataOf(view, words)}>
    <h2>{words.ask}</h2>
    <details><summary>{words.secret}</summary><ul>{words.how.map((line) => <li>{line}</li>)}</ul></details>
    <noscript><p class="note">{words.noScript}</p></noscript>
    <div id="faults" role="alert" tabindex={-1}></div>
    <div id="with-script" hidden>
      <p><strong id="left"></strong> {view.taker === null ? <a class="btn alt" href={`${pathsOf(page).signIn}?next=${encodeURIComponent(pathsOf(page).questions(view.tender))}`}>{words.signIn}</a> : <button class="btn alt" id="take" type="button">{words.take}</button>}</p>
      <p class="note">{words.time}</p>
      <form id="question">
        <div class="field"><label for="about">{words.about}</label><select id="about">{ABOUT.map((about) => <option value={about}>{ABOUT_WORDS[about][page.language]}</option>)}</select></div>
        <div class="field"><label for="text">{words.text}</label><textarea id="text" rows={5} maxlength={QUESTION_LENGTH_MAX} required lang="zh-CN"></textarea></div>
        <p class="row"><button class="btn" id="send">{words.send}</button> <button class="btn alt" id="save" type="button">{words.save}</button></p>
      </form>
      <p id="said" role="status"></p>
      <div id="mine" hidden><h3>{words.mine}</h3><ul class="list" id="asked"></ul></div>
    </div>
    <details><summary>daylight ask</summary><pre tabindex={0}>{words.cli(view.tender)}</pre></details>
  </section>
);

/** What the island knows: the tender, whose names not to write, and the words it says. */
const dataOf = ({ tender, taker }: QuestionsView, words: QuestionWords): Record<string, string> => ({
  "data-tender": tender, "data-names": (taker?.names ?? []).join("\n"), "data-none": words.noTickets, "data-left": words.left("{n}"), "data-taking": words.taking, "data-unlogged": words.unlogged, "data-wrong-key": words.wrongKey, "data-wrong-ticket": words.wrongTicket,
  "data-sent": words.sent, "data-tells": words.tells, "data-waiting": words.waiting, "data-taken": words.taken, "data-answered": words.done, "data-unknown": words.unknown,
});
