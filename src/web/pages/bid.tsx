import type { Instant } from "../../kernel/time.js";
import type { PageContext } from "../context.js";
import { Forfeit, type ForfeitView } from "../parts/forfeits.js";
import { renderPage } from "../layout.js";
import { type Messages, messagesOf } from "../messages.js";
import { bidWords } from "../messages/bid.js";
import { clarificationWords } from "../messages/clarifications.js";
import { AskedList, type AskedView } from "../parts/asked.js";
import { ActionForm, ErrorSummary } from "../parts/form.js";
import { complaintWords } from "../messages/complaints.js";
import { Objections, type ObjectionView } from "../parts/objections.js";
import { DepositBox, type DepositView } from "../parts/deposit.js";
import { LodgeBox, type LodgeBoxView } from "../parts/lodge-box.js";
import { State, type RefundView } from "../parts/refunds.js";
import { SuretyBox, type SuretyBoxView } from "../parts/surety.js";
import { Table } from "../parts/table.js";
import { DeadlineNote, ExplainedDay, Fact, Hash, Money, Tag, Time, timeIn, type Tone } from "../parts/text.js";
import { paths } from "../paths.js";
import type { ActionView, DateView, FormFaults } from "../views.js";

export type TaskState = "not-started" | "in-progress" | "done" | "blocked" | "fault";

/** The task list of one bid: what is to be done, in order, and what came of it; and where the sealed bid is made and lodged. */
export type BidView = {
  readonly tender: string; readonly lot: string; readonly title: string; readonly lotName: string;
  readonly deadline: DateView;
  readonly tasks: readonly { readonly name: string; readonly state: TaskState; readonly href: string | null; readonly hint: string | null }[];
  readonly parts: readonly {
    readonly part: string; readonly partName: string;
    readonly lodgement: { readonly seq: number; readonly kind: "bid" | "withdraw" | "confirm"; readonly acceptedAt: Instant; readonly statementSha256: string; readonly receiptHref: string; readonly proofHref: string | null } | null;
  }[];
  /** Null while bidding has not begun or is over. */
  readonly box: LodgeBoxView | null;
  /** Set where an amendment asked that the bid be confirmed and it was not: while there is time, and after it. */
  readonly unconfirmed: UnconfirmedView | null;
  /** Where to pay the deposit and what came; null where the documents ask none. */
  readonly deposit: DepositView | null;
  /** The firm's own letter of guarantee, or the form to hand one in; null where the documents ask none. */
  readonly surety: SuretyBoxView | null;
  /** The firm's own guarantee and what goes back of it; null where it gave none. */
  readonly refunds: readonly RefundView[];
  readonly forfeits: readonly ForfeitView[];
  /** What the committee asks this firm in writing. */
  readonly asked: readonly AskedView[];
  /** The firm's own objections, and the form to object by. */
  readonly objections: readonly ObjectionView[];
  /** To object, and where the firm was invited to decline: each with why it cannot be done now. */
  readonly actions: readonly ActionView[];
  readonly faults: FormFaults;
  /** Set while a bid stands and may be withdrawn. */
  readonly withdrawHref: string | null;
  /** By which article a bid that stands can be replaced and not taken back; null where none stands, or it can. */
  readonly staysBy: string | null;
};

/** The amendment that asks, and what follows; `refund` where a guarantee goes back. */
export type UnconfirmedView = {
  readonly state: "asked" | "lapsed"; readonly until: Instant; readonly amendment: { readonly title: string; readonly href: string; readonly publishedAt: Instant } | null;
  readonly confirmHref: string; readonly refund: DateView | null;
};

const TASK_TONES: Record<TaskState, Tone | null> = { "not-started": "info", "in-progress": "go", done: null, blocked: null, fault: "bad" };

/** /my/{tender}/{lot}: tasks that need nothing are plain words, colour only where something is to be done. */
export function bidPage(page: PageContext, view: BidView): string {
  const words = messagesOf(page.language);
  return renderPage(page, { title: `${view.title} ${view.lotName}`, current: paths.my, faulty: view.faults.length > 0, ...(view.box === null ? {} : { script: page.assets.lodge }) }, <>
    <p class="crumbs"><a href={paths.my}>{words.my.title}</a></p>
    <h1 lang="zh-CN">{view.title}（{view.lotName}）</h1>
    <ErrorSummary faults={view.faults} language={page.language} />
    <DeadlineNote label={words.common.deadline} date={view.deadline} now={page.now} language={page.language} />
    {view.unconfirmed !== null && <Unconfirmed view={view.unconfirmed} page={page} />}
    {view.asked.length > 0 && <section class="card" aria-labelledby="asked"><h2 id="asked">{clarificationWords(page.language).own}</h2><AskedList asked={view.asked} now={page.now} language={page.language} /></section>}
    <h2>{words.my.tasks}</h2>
    <ol class="tasks">{view.tasks.map((task) => <Task task={task} words={words} />)}</ol>
    {view.deposit !== null && <DepositBox view={view.deposit} page={page} />}
    {view.surety !== null && <SuretyBox view={view.surety} page={page} />}
    {view.box !== null && <LodgeBox view={view.box} page={page} />}
    <h2>{words.my.lodgedParts}</h2>
    <Lodged view={view} page={page} words={words} />
    {view.forfeits.map((each) => <Forfeit view={each} page={page} />)}
    {view.refunds.map((refund) => <OwnRefund refund={refund} page={page} words={words} />)}
    <StandingBid view={view} language={page.language} />
    {view.objections.length > 0 && <section><h2>{words.remedies.own}</h2><Objections objections={view.objections} page={page} /><p><a href={paths.lotComplaint(view.tender, view.lot)}>{complaintWords(page.language).lotTitle}</a></p></section>}
    {view.actions.map((action) => action.refusal === null ? <details class="act"><summary>{action.label}</summary><ActionForm action={action} language={page.language} /></details> : <ActionForm action={action} language={page.language} />)}
  </>);
}

/** What can be done with a bid that stands: it is replaced, and taken back where its law lets it. */
const StandingBid = ({ view: { withdrawHref, staysBy }, language }: { view: Pick<BidView, "withdrawHref" | "staysBy">; language: PageContext["language"] }) => {
  const own = bidWords(language);
  if (withdrawHref === null && staysBy === null) return null;
  return <ul><li>{own.replace}</li>{withdrawHref !== null && <li><a href={withdrawHref}>{own.withdraw}</a></li>}{staysBy !== null && <li>{own.stays(staysBy)}</li>}</ul>;
};

const Unconfirmed = ({ view, page }: { view: UnconfirmedView; page: PageContext }) => {
  const own = bidWords(page.language);
  return (
    <section class="note bad" aria-labelledby="amended">
      <h2 id="amended">{own.amended}</h2>
      <Amendment view={view} page={page} />
      <p>{view.state === "asked" ? own.asked(timeIn(view.until, page.language)) : own.lapsed}</p>
      {view.refund !== null && <div>{own.refundBy}：<ExplainedDay date={view.refund} language={page.language} /></div>}
      {view.state === "asked" && <p class="row"><a class="btn" href={view.confirmHref}>{own.confirmIt}</a><a class="btn alt" href="#lodge">{own.replaceIt}</a></p>}
    </section>
  );
};

/** Which document it was. */
export const Amendment = ({ view, page }: { view: Pick<UnconfirmedView, "amendment">; page: PageContext }) => (view.amendment === null ? <></> :
  <p>{bidWords(page.language).amendment}：<a href={view.amendment.href} lang="zh-CN">{view.amendment.title}</a> <Time at={view.amendment.publishedAt} language={page.language} /></p>);

const OwnRefund = ({ refund, page, words }: { refund: RefundView; page: PageContext; words: Messages }) => (
  <>
    <h2>{words.refunds.own}</h2>
    <dl class="facts">
      <Fact name={words.refunds.kind} language={page.language}>{refund.kind}</Fact>
      <Fact name={words.refunds.amount} language={page.language}><Money fen={refund.fen} /></Fact>
      <Fact name={words.refunds.why} language={page.language}>{refund.cause ?? words.refunds.stands}</Fact>
      <Fact name={words.refunds.due} language={page.language}>{refund.due === null ? "—" : <ExplainedDay date={refund.due} language={page.language} />}</Fact>
      <Fact name={words.refunds.state} language={page.language}><State refund={refund} language={page.language} /></Fact>
    </dl>
  </>
);

const Task = ({ task, words }: { task: BidView["tasks"][number]; words: Messages }) => {
  const tone = TASK_TONES[task.state];
  return (
    <li>
      <span>{task.href === null ? task.name : <a href={task.href}>{task.name}</a>}{task.hint !== null && <span class="hint">{task.hint}</span>}</span>
      {tone === null ? <span>{words.my.states[task.state]}</span> : <span><Tag tone={tone}>{words.my.states[task.state]}</Tag></span>}
    </li>
  );
};

const Lodged = ({ view, page, words }: { view: BidView; page: PageContext; words: Messages }) => (
  <Table label={words.my.lodgedParts} head={[words.my.part, { text: words.my.seq, number: true }, words.my.acceptedAt, words.my.receipt]}>
    {view.parts.map((part) => part.lodgement === null
      ? <tr><th scope="row">{part.partName}</th><td class="n">—</td><td>{words.my.notLodged}</td><td>—</td></tr>
      : <tr>
          <th scope="row">{part.partName}{part.lodgement.kind === "withdraw" && <span class="hint">{words.my.lodged.withdrawn}</span>}</th><td class="n">{String(part.lodgement.seq)}</td><td><Time at={part.lodgement.acceptedAt} language={page.language} /></td>
          <td><a href={part.lodgement.receiptHref}>{words.my.receipt}</a>{part.lodgement.proofHref !== null && <> <a href={part.lodgement.proofHref}>{words.my.proof}</a></>}<span class="hint"><Hash>{part.lodgement.statementSha256}</Hash></span></td>
        </tr>)}
  </Table>
);
