import type { Instant } from "../../kernel/time.js";
import type { PageContext } from "../context.js";
import { renderPage } from "../layout.js";
import { type Messages, messagesOf } from "../messages.js";
import { Actions, ErrorSummary } from "../parts/form.js";
import { Table } from "../parts/table.js";
import { DeadlineNote, Hash, ShortTime, Tag, Time, type Tone, remaining } from "../parts/text.js";
import { paths, pathsOf } from "../paths.js";
import type { ActionView, DateView, FormFaults } from "../views.js";

/** A bidder's tenders: those followed or bid for, nearest deadline first. */
export type MyView = {
  readonly tenders: readonly {
    readonly tender: string; readonly lot: string; readonly title: string; readonly lotName: string; readonly stageName: string;
    readonly deadline: DateView | null; readonly lodged: "none" | "some" | "all" | "withdrawn"; readonly href: string;
  }[];
};

export type TaskState = "not-started" | "in-progress" | "done" | "blocked" | "fault";

/** The task list of one bid: what is to be done before it can be sealed, in order, and what came of it. */
export type MyBidView = {
  readonly tender: string;
  readonly lot: string;
  readonly title: string;
  readonly lotName: string;
  readonly deadline: DateView;
  readonly tasks: readonly { readonly name: string; readonly state: TaskState; readonly href: string | null; readonly hint: string | null }[];
  readonly parts: readonly {
    readonly part: string; readonly partName: string;
    readonly lodgement: { readonly seq: number; readonly acceptedAt: Instant; readonly statementSha256: string; readonly receiptHref: string; readonly proofHref: string | null } | null;
  }[];
  /** Withdraw, confirm changed terms. */
  readonly actions: readonly ActionView[];
  readonly faults: FormFaults;
};

const LODGED_TONES: Record<MyView["tenders"][number]["lodged"], Tone> = { none: "go", some: "go", all: "", withdrawn: "" };

/** /my */
export function myPage(page: PageContext, view: MyView): string {
  const words = messagesOf(page.language);
  return renderPage(page, { title: words.my.title, current: paths.my }, <>
    <h1>{words.my.title}</h1>
    {view.tenders.length === 0
      ? <div class="note"><p>{words.my.empty}</p><p><a href={`${pathsOf(page).notices}?type=tender-notice`}>{words.my.find}</a></p></div>
      : <MyTable view={view} page={page} words={words} />}
  </>);
}

const MyTable = ({ view, page, words }: { view: MyView; page: PageContext; words: Messages }) => (
  <>
    <p>{words.my.lead}</p>
    <Table label={words.my.title} head={[words.my.tender, words.common.deadline, words.my.stage, words.my.state]}>
      {view.tenders.map((tender) => (
        <tr>
          <th scope="row" lang="zh-CN"><a href={tender.href}>{tender.title}</a><span class="hint">{tender.lotName}</span></th>
          <td>{tender.deadline === null ? words.none : <><ShortTime at={tender.deadline.at} /><span class="hint">{remaining(tender.deadline.at, page.now, page.language)}</span></>}</td>
          <td>{tender.stageName}</td>
          <td><Tag tone={LODGED_TONES[tender.lodged]}>{words.my.lodged[tender.lodged]}</Tag></td>
        </tr>
      ))}
    </Table>
  </>
);

const TASK_TONES: Record<TaskState, Tone | null> = { "not-started": "info", "in-progress": "go", done: null, blocked: null, fault: "bad" };

/** /my/{tender}/{lot}: tasks that need nothing are plain words, colour only where something is to be done. */
export function myBidPage(page: PageContext, view: MyBidView): string {
  const words = messagesOf(page.language);
  return renderPage(page, { title: `${view.title} ${view.lotName}`, current: paths.my, faulty: view.faults.length > 0 }, <>
    <p class="crumbs"><a href={paths.my}>{words.my.title}</a></p>
    <h1 lang="zh-CN">{view.title}（{view.lotName}）</h1>
    <ErrorSummary faults={view.faults} language={page.language} />
    <DeadlineNote label={words.common.deadline} date={view.deadline} now={page.now} language={page.language} />
    <h2>{words.my.tasks}</h2>
    <ol class="tasks">{view.tasks.map((task) => <Task task={task} words={words} />)}</ol>
    <h2>{words.my.lodgedParts}</h2>
    <Lodged view={view} page={page} words={words} />
    {view.actions.length > 0 && <section class="card"><h2>{words.my.other}</h2><Actions actions={view.actions} language={page.language} /></section>}
  </>);
}

const Task = ({ task, words }: { task: MyBidView["tasks"][number]; words: Messages }) => {
  const tone = TASK_TONES[task.state];
  return (
    <li>
      <span>{task.href === null ? task.name : <a href={task.href}>{task.name}</a>}{task.hint !== null && <span class="hint">{task.hint}</span>}</span>
      {tone === null ? <span>{words.my.states[task.state]}</span> : <span><Tag tone={tone}>{words.my.states[task.state]}</Tag></span>}
    </li>
  );
};

const Lodged = ({ view, page, words }: { view: MyBidView; page: PageContext; words: Messages }) => (
  <Table label={words.my.lodgedParts} head={[words.my.part, { text: words.my.seq, number: true }, words.my.acceptedAt, words.my.receipt]}>
    {view.parts.map((part) => part.lodgement === null
      ? <tr><th scope="row">{part.partName}</th><td class="n">—</td><td>{words.my.notLodged}</td><td>—</td></tr>
      : <tr>
          <th scope="row">{part.partName}</th><td class="n">{String(part.lodgement.seq)}</td><td><Time at={part.lodgement.acceptedAt} language={page.language} /></td>
          <td><a href={part.lodgement.receiptHref}>{words.my.receipt}</a>{part.lodgement.proofHref !== null && <>　<a href={part.lodgement.proofHref}>{words.my.proof}</a></>}<span class="hint"><Hash>{part.lodgement.statementSha256}</Hash></span></td>
        </tr>)}
  </Table>
);
