import type { Instant } from "../../kernel/time.js";
import type { PageContext } from "../context.js";
import { messagesOf } from "../messages.js";
import { pathsOf } from "../paths.js";
import type { ActionView, DateView } from "../views.js";
import { ActionForm } from "./form.js";
import { ExplainedDay, Fact, Tag, Time } from "./text.js";

/** An objection with its clock, and its reply once there is one. */
export type ObjectionView = {
  readonly serial: number; readonly about: string; /** Null where the reader is the objector. */ readonly filer: string | null; readonly text: string; readonly filedAt: Instant; readonly due: DateView; readonly overdue: boolean;
  readonly reply: { readonly upheld: boolean; readonly answer: string; readonly effect: string; readonly at: Instant; readonly notice: string } | null;
  /** Replies to it. */
  readonly action: ActionView | null;
};

/** Each objection as a card: what was said, until when it is answered, and the answer. */
export const Objections = ({ objections, page }: { objections: readonly ObjectionView[]; page: PageContext }) => {
  const { remedies: words } = messagesOf(page.language);
  return (
    <>
      <h3>{words.title}</h3>
      {objections.map((each) => (
        <article class="act">
          <p><strong>{words.serial(each.serial)} · {each.about}{each.filer !== null && <> · <span lang="zh-CN">{each.filer}</span></>}</strong> <State objection={each} page={page} /></p>
          <blockquote lang="zh-CN">{each.text.split("\n").map((line) => <p>{line}</p>)}</blockquote>
          <dl class="facts">
            <Fact name={words.filed} language={page.language}><Time at={each.filedAt} language={page.language} /></Fact>
            {each.reply === null && <Fact name={words.due} language={page.language}><ExplainedDay date={each.due} language={page.language} /></Fact>}
            {each.reply !== null && <Reply reply={each.reply} page={page} />}
          </dl>
          {each.action !== null && <details class="act"><summary>{words.reply(each.serial)}</summary><ActionForm action={each.action} language={page.language} /></details>}
        </article>
      ))}
    </>
  );
};

const State = ({ objection: { reply, overdue }, page }: { objection: ObjectionView; page: PageContext }) => {
  const { remedies: words } = messagesOf(page.language);
  if (reply !== null) return <Tag tone="">{reply.upheld ? words.upheld : words.notUpheld}</Tag>;
  return <Tag tone={overdue ? "bad" : "go"}>{overdue ? words.overdue : words.waits}</Tag>;
};

const Reply = ({ reply, page }: { reply: NonNullable<ObjectionView["reply"]>; page: PageContext }) => {
  const { remedies: words } = messagesOf(page.language);
  return (
    <>
      <Fact name={words.answer} language={page.language}><span lang="zh-CN">{reply.answer}</span><span class="hint"><Time at={reply.at} language={page.language} /> · <a href={pathsOf(page).notice(reply.notice)}>{words.letter}</a></span></Fact>
      <Fact name={words.effect} language={page.language}><span lang="zh-CN">{reply.effect}</span></Fact>
    </>
  );
};
