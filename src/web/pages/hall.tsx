import type { Instant } from "../../kernel/time.js";
import { rfc3339 } from "../../kernel/time.js";
import type { PageContext } from "../context.js";
import { renderPage } from "../layout.js";
import { type Messages, messagesOf } from "../messages.js";
import { bidWords } from "../messages/bid.js";
import { reserveWords } from "../messages/reserve.js";
import { Actions, ActionForm, ErrorSummary } from "../parts/form.js";
import { BidTable, Since } from "../parts/hall-table.js";
import { ListedHow } from "../parts/how-counted.js";
import { Steps } from "../parts/steps.js";
import { Clock, Hash, Tag, Time, type Tone } from "../parts/text.js";
import { paths, pathsOf, withQuery } from "../paths.js";
import type { ActionView, DueLine, FormFaults, Step } from "../views.js";

/** What a bidder's row says in the hall, with the moment of each thing; a price is present only after singing-out. */
export type HallBid = {
  readonly order: number;
  readonly bidder: string;
  readonly signedInAt: Instant | null;
  /** `unopened`: the lot ended before the bid was opened, and it goes back as it came. */
  readonly state: "waiting" | "opened" | "failed" | "unopened";
  /** Why it could not be opened, in words; null otherwise. */
  readonly cause: string | null;
  readonly openedAt: Instant | null;
  /** The check before sealing against the opened files; null until singing-out and where the bid did not open. */
  readonly precheck: "absent" | "unread" | "holds" | "differs" | null;
  /** When its state was settled, opened or not. */
  readonly decidedAt: Instant | null;
  /** Null for everybody until all are sung out at once, and for good where the bid was not opened or its part holds no price. */
  readonly sung: { readonly priceFen: bigint; /** In the order of what is asked. */ readonly answers: readonly (string | null)[] } | null;
  /** `deemed`: nothing was said until the end, which stands for a confirmation. */
  readonly confirmation: "none" | "confirmed" | "objected" | "deemed";
  readonly confirmedAt: Instant | null;
};

/** One announced line; `seq` is its log index and SSE id. `step` (from 0) says where the line brought the room, for the replay. */
export type HallEvent = {
  readonly seq: number;
  readonly at: Instant;
  readonly text: string;
  readonly step: number | null;
};

/** The opening hall of one lot and part, live or after the event. */
export type HallView = {
  readonly title: string;
  readonly lotName: string;
  readonly partName: string;
  readonly state: "planned" | "running" | "ended";
  readonly opensAt: DueLine;
  readonly host: string | null;
  readonly supervisors: readonly string[];
  readonly steps: readonly Step[];
  /** What the present step counts down to. */
  readonly counts: { readonly label: string; readonly until: Instant } | null;
  /** Null until the close: before that nobody learns who bids or how many. */
  readonly bids: readonly HallBid[] | null;
  /** When the prices were sung out, all at once, what the line calls them, and what is read out beside them; null where the part holds none. */
  readonly prices: { readonly sungAt: Instant | null; readonly price: string; readonly asked: readonly { readonly name: string; readonly isNumber: boolean }[] } | null;
  /** Openers who have released, and how many suffice. */
  readonly releases: { readonly needed: number; readonly openers: readonly { readonly name: string; readonly releasedAt: Instant | null }[] } | null;
  /** What was wrong with an act just sent. */
  readonly faults: FormFaults;
  /** What keeps the room from going on, in a sentence each. */
  readonly warnings: readonly string[];
  /** Hash of the closed list, once closed. */
  readonly listSha256: string | null;
  /** Oldest first. */
  readonly events: readonly HallEvent[];
  /** What this reader does now; for the host exactly one next step. Null: nothing, or only watching. */
  readonly next: ActionView | null;
  /** A bidder's three tasks of the day. */
  readonly tasks: readonly { readonly label: string; readonly state: Step["state"]; readonly at: Instant | null }[];
  /** Further acts: object, pause with a reason. */
  readonly actions: readonly ActionView[];
  readonly objections: readonly { readonly bidder: string; readonly text: string; readonly answer: string | null; readonly at: Instant }[];
  /** The words the host reads out at this step. */
  readonly script: string | null;
  /** Where a bidder's own key opens its bid, while it may. */
  readonly keyHref: string | null;
  /** What there is of the reserve estimate, and where its tenderer reads it out; null where the documents set none. */
  readonly reserve: { readonly line: string; readonly href: string | null } | null;
  /** The opening record's notice id, when published. */
  readonly record: string | null;
  /** text/event-stream: data {seq, at (RFC 3339), text}, id = seq; `event: clock` when the exchange clock was moved. */
  readonly eventsHref: string;
};

/** /halls/{id}: what the room does, how long, what I must do now. The island redraws every `data-live` region from this very page. */
export function hallPage(page: PageContext, view: HallView): string {
  const words = messagesOf(page.language);
  const wall = page.display === "wall";
  return renderPage(page, { title: `${view.title} ${view.lotName} ${view.partName}`, current: paths.halls, script: page.assets.hall }, <>
    <div id="connection" class="offline" role="status" data-lost={words.hall.lost}></div>
    <div data-live="state">
      <p class="tags"><Tag tone={STATE_TONES[view.state]}>{words.hall[view.state]}</Tag><span class="hint">{whoIsHere(view, words)}</span></p>
    </div>
    <h1 lang="zh-CN">{view.title}（{view.lotName} · {view.partName}）</h1>
    <ErrorSummary faults={view.faults} language={page.language} />
    <div id="steps" data-live="steps"><Steps steps={view.steps} label={words.hall.steps} /></div>
    <div data-live="reserve">{view.reserve !== null && <p class="note">{view.reserve.line}</p>}</div>
    <div data-live="warnings">{view.warnings.map((warning) => <p class="note bad">{warning}</p>)}</div>
    <div class="two roomy" id="hall" data-events={view.eventsHref} data-seq={String(view.events.at(-1)?.seq ?? -1)} data-ended={view.state === "ended" ? "yes" : "no"} data-changed={words.hall.changed}>
      <aside aria-label={words.hall.clock}>
        <ClockCard view={view} page={page} words={words} />
        {!wall && <ActorCard view={view} page={page} words={words} />}
      </aside>
      <div class="main">
        <div data-live="bids">{view.bids === null ? <p class="note">{words.hall.sealed}</p> : <BidTable bids={view.bids} prices={view.prices} words={words} />}</div>
        <div data-live="releases"><Releases view={view} words={words} /></div>
        {view.state === "ended" && <Replay view={view} words={words} />}
        <Live view={view} words={words} />
        <div data-live="objections"><Objections view={view} words={words} /></div>
        <p class="noprint"><a href={withQuery(page.url, "display", wall ? "normal" : "wall")}>{wall ? words.hall.wallOff : words.hall.wall}</a></p>
      </div>
    </div>
  </>);
}

const STATE_TONES: Record<HallView["state"], Tone> = { planned: "", running: "go", ended: "info" };

type Part = { readonly view: HallView; readonly words: Messages };
type PagePart = Part & { readonly page: PageContext };

const whoIsHere = (view: HallView, words: Messages): string => [
  view.host === null ? null : `${words.hall.host} ${view.host}`,
  view.supervisors.length === 0 ? null : `${words.hall.supervisors} ${view.supervisors.join("、")}`,
].filter((each) => each !== null).join(" · ");

const ClockCard = ({ view, page, words }: PagePart) => (
  <div class="card">
    <div data-live="clock">
      {view.counts === null
        ? <p>{words.hall.opensAt}{words.common.colon}<Time at={view.opensAt.at} language={page.language} /> <ListedHow asked={view.opensAt.asked} of={view.lotName} language={page.language} /></p>
        : <div class="clock" role="timer" aria-live="off"><small>{view.counts.label}</small><span id="left" data-until={rfc3339(view.counts.until)} data-minutes={words.hall.minutes} data-seconds={words.hall.seconds}><Clock at={view.counts.until} /></span></div>}
    </div>
    <p class="hint" id="time" hidden>{words.hall.serverTime} <span class="num" id="now"></span> {words.hall.error} <span class="num" id="skew"></span></p>
    <p class="vh" aria-live="polite" id="say"></p>
    <noscript><p class="hint">{words.hall.noScript}</p></noscript>
  </div>
);

const TASK_TONES: Record<Step["state"], Tone> = { done: "", current: "go", ahead: "" };

const isIdle = ({ next, actions, reserve }: HallView): boolean => next === null && actions.length === 0 && reserve?.href == null;

const ReserveLink = ({ view: { reserve }, page }: Pick<PagePart, "view" | "page">) => (reserve?.href == null ? null : <p><a class="btn" href={reserve.href}>{reserveWords(page.language).reveal}</a></p>);

const ActorCard = ({ view, page, words }: PagePart) => (
  <div class="card only-actor" data-live="actor">
    <h2>{words.hall.yourTurn}</h2>
    {view.script !== null && <blockquote class="note" lang="zh-CN"><h3>{words.hall.script}</h3><p>{view.script}</p></blockquote>}
    {view.tasks.length > 0 && <ul class="tasks">{view.tasks.map((task) => <li><span>{task.label}</span><Tag tone={TASK_TONES[task.state]}>{taskWords(task.state, words)} {task.at === null ? "" : <Clock at={task.at} />}</Tag></li>)}</ul>}
    {view.next !== null && <ActionForm action={view.next} language={page.language} />}
    {isIdle(view) && <p class="hint">{page.reader === null ? words.hall.watcher : words.hall.nothing}</p>}
    {view.actions.map((action) => <details class="act"><summary>{action.label}</summary><Actions actions={[action]} language={page.language} /></details>)}
    {view.keyHref !== null && <p><a class="btn alt" href={view.keyHref}>{bidWords(page.language).key}</a></p>}
    <ReserveLink view={view} page={page} />
    {view.record !== null && <p><a class="btn alt" href={pathsOf(page).notice(view.record)}>{words.hall.record}</a></p>}
  </div>
);

const taskWords = (state: Step["state"], words: Messages): string => state === "done" ? words.my.states.done : state === "current" ? words.hall.next : words.my.states["not-started"];

const Releases = ({ view, words }: Part) => view.releases === null ? null : (
  <div class="card">
    <p data-final><strong>{words.hall.releases(view.releases.openers.filter(({ releasedAt }) => releasedAt !== null).length, view.releases.needed)}</strong></p>
    <p class="tags">{view.releases.openers.map(({ name, releasedAt }) => <Since at={releasedAt} before={<Tag tone=""><span lang="zh-CN">{name}</span>{words.common.colon}{words.hall.notReleased}</Tag>}><Tag tone="ok"><span lang="zh-CN">{name}</span>{words.common.colon}{words.hall.released}</Tag></Since>)}</p>
    {view.listSha256 !== null && <p class="hint">{words.hall.listHash} <Hash>{view.listSha256}</Hash></p>}
  </div>
);

const Live = ({ view, words }: Part) => (
  <section>
    <h2>{words.hall.live}</h2>
      <ol class="events" id="events" reversed tabindex={0} aria-label={words.hall.live}>
        {view.events.toReversed().map((event) => (
          <li id={`e${String(event.seq)}`} data-at={rfc3339(event.at)} data-step={event.step === null ? undefined : String(event.step)}><Clock at={event.at} /> {event.text}</li>
        ))}
      </ol>
  </section>
);

const Replay = ({ view, words }: Part) => (
  <section class="card" id="replay" hidden data-play={words.hall.play} data-pause={words.hall.pause}>
    <h2>{words.hall.replay}</h2>
    <p class="row"><button class="btn" id="play">{words.hall.play}</button>
      <label>{words.hall.speed} <select id="speed" class="narrow">{["1", "10", "60", "600"].map((speed) => <option value={speed} selected={speed === "60"}>{speed}×</option>)}</select></label></p>
    <p><label for="position">{words.hall.position}</label> <input id="position" type="range" min="0" max={String(Math.max(1, Math.ceil(((view.events.at(-1)?.at ?? 0) - (view.events[0]?.at ?? 0)) / 1_000)))} value="0" /> <output id="shown" class="num"></output></p>
  </section>
);

const Objections = ({ view, words }: Part) => view.objections.length === 0 ? null : (
  <section>
    <h2>{words.hall.objections}</h2>
    <ul class="list">{view.objections.map((each) => <li data-since={rfc3339(each.at)}><span lang="zh-CN"><strong>{each.bidder}</strong>：{each.text}</span><Clock at={each.at} /><span class="more" lang="zh-CN">{words.project.answer}：{each.answer ?? words.hall.noAnswer}</span></li>)}</ul>
  </section>
);
