import type { Instant } from "../../kernel/time.js";
import type { PageContext } from "../context.js";
import { renderPage } from "../layout.js";
import { inboxWords } from "../messages/inbox.js";
import { ShortTime, Tag, type Tone } from "../parts/text.js";
import { paths, withQuery } from "../paths.js";
import type { ActionView } from "../views.js";

/** An office's messages, a page of them. */
export type InboxView = {
  readonly only: "all" | "unread";
  readonly next: string | null;
  /** Where mail goes; null: nowhere. */
  readonly email: string | null;
  /** Marks everything read; null where nothing is unread. */
  readonly all: ActionView | null;
  readonly messages: readonly {
    readonly id: string; readonly group: "duty" | "news" | "due"; readonly subject: string; readonly text: string; readonly toldAt: Instant; readonly isRead: boolean; readonly href: string; readonly read: ActionView | null;
  }[];
};

const TONES: Readonly<Record<InboxView["messages"][number]["group"], Tone>> = { duty: "go", news: "info", due: "bad" };

/** /my/inbox */
export function inboxPage(page: PageContext, view: InboxView): string {
  const words = inboxWords(page.language);
  return renderPage(page, { title: words.title, current: paths.inbox }, <>
    <h1>{words.title}</h1>
    <p>{words.lead} {view.email === null ? words.notSent : words.sentTo(view.email)} <a href={paths.inboxSettings}>{words.settings}</a></p>
    <div class="row"><nav aria-label={words.view}><ul class="nav">{(["all", "unread"] as const).map((each) => <li><a href={each === "all" ? paths.inbox : withQuery(paths.inbox, "unread", "yes")} {...(view.only === each ? { "aria-current": "page" as const } : {})}>{words[each]}</a></li>)}</ul></nav>{view.all !== null && <Press action={view.all} />}</div>
    {view.messages.length === 0 ? <p class="hint">{view.only === "unread" ? words.noneUnread : words.none}</p> : view.messages.map((each) => <Message message={each} page={page} />)}
    {view.next !== null && <p><a href={withQuery(view.only === "unread" ? withQuery(paths.inbox, "unread", "yes") : paths.inbox, "cursor", view.next)}>{words.next}</a></p>}
  </>);
}

/** A small act without fields. */
const Press = ({ action, about }: { readonly action: ActionView; readonly about?: string }) => (
  <form method="post" action={action.href}><input type="hidden" name="idempotencyKey" value={action.idempotencyKey} /><button class="linklike" {...(about === undefined ? {} : { "aria-describedby": about })}>{action.label}</button></form>
);

const Message = ({ message, page }: { readonly message: InboxView["messages"][number]; readonly page: PageContext }) => {
  const words = inboxWords(page.language);
  return (
    <article class="card" aria-labelledby={`m-${message.id}`}>
      <p class="tags"><Tag tone={TONES[message.group]}>{words.groups[message.group]}</Tag><Tag tone={message.isRead ? "" : "go"}>{message.isRead ? words.isRead : words.isNew}</Tag><ShortTime at={message.toldAt} /></p>
      <h2 id={`m-${message.id}`}>{message.subject}</h2>
      <p>{message.text}</p>
      <div class="row"><a href={message.href} aria-describedby={`m-${message.id}`}>{words.open}</a>{message.read !== null && <Press action={message.read} about={`m-${message.id}`} />}</div>
    </article>
  );
};
