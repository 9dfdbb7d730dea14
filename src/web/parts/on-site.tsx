import type { Instant } from "../../kernel/time.js";
import type { PageContext } from "../context.js";
import { onSiteWords, type OnSiteWords } from "../messages/on-site.js";
import { paths } from "../paths.js";
import type { ActionView } from "../views.js";
import { ActionForm } from "./form.js";
import { Table } from "./table.js";
import { ShortTime, Tag, Time } from "./text.js";

/** What goes on where a lot is judged; acts are there for who has them. */
export type OnSiteView = {
  /** Who is inside an evaluation room; null where no door is kept. */
  readonly door: { readonly inside: readonly { readonly as: string; readonly who: string; readonly room: string; readonly locker: number | null; readonly since: Instant; readonly leave: ActionView | null }[]; readonly enter: ActionView | null } | null;
  readonly links: readonly { readonly room: string; readonly isUp: boolean; readonly act: ActionView | null }[];
  readonly pausedSince: Instant | null;
  readonly incidents: readonly { readonly number: number; readonly kindName: string; readonly text: string; readonly at: Instant; readonly handle: ActionView | null }[];
  readonly acts: readonly ActionView[];
  /** Sealed records of the site, as notices; for who reads them. */
  readonly issued: readonly { readonly notice: string; readonly at: Instant }[];
  /** How long the line's law keeps recordings, by which article; null where it names no years. */
  readonly keep: { readonly years: string; readonly law: string } | null;
};

type Part = { readonly view: OnSiteView; readonly page: PageContext; readonly words: OnSiteWords };

export const OnSite = ({ view, page }: Pick<Part, "view" | "page">) => {
  const words = onSiteWords(page.language);
  return (
    <>
      {view.pausedSince !== null && <p class="note bad" role="status">{words.paused} <Time at={view.pausedSince} language={page.language} />{words.pausedEnd}</p>}
      {view.door !== null && <Door view={view} page={page} words={words} />}
      {view.links.length > 0 && <Links view={view} page={page} words={words} />}
      <Incidents view={view} page={page} words={words} />
      <h2>{words.witness}</h2>
      {view.acts.length > 0 && <p class="hint">{view.keep === null ? words.keepWithFile : words.keepRecording(view.keep.years, view.keep.law)}</p>}
      {view.issued.length > 0 && <><h3>{words.issued}</h3><ul class="list">{view.issued.map((each) => <li><a href={paths.notice(each.notice)}>{each.notice}</a><ShortTime at={each.at} /></li>)}</ul></>}
      {view.acts.map((action) => <Folded action={action} page={page} />)}
    </>
  );
};

const Folded = ({ action, page }: { readonly action: ActionView; readonly page: PageContext }) => (
  <details class="act" open={action.fields.some(({ error }) => error !== undefined)}><summary>{action.label}</summary><ActionForm action={action} language={page.language} primary={false} /></details>
);

const Door = ({ view: { door }, page, words }: Part) => door === null ? null : (
  <>
    <h2>{words.door}</h2>
    <p>{words.doorLead}</p>
    <h3>{words.inside}</h3>
    {door.inside.length === 0 ? <p class="hint">{words.nobody}</p> : (
      <Table label={words.inside} head={[words.who, words.as, words.room, words.locker, words.since, words.leave]} stack>
        {door.inside.map((each) => (
          <tr>
            <th scope="row" lang="zh-CN">{each.who}</th><td data-column={words.as}>{each.as}</td><td data-column={words.room} lang="zh-CN">{each.room}</td><td data-column={words.locker}>{each.locker ?? words.noLocker}</td><td data-column={words.since}><ShortTime at={each.since} /></td>
            <td data-column={words.leave}>{each.leave === null ? "—" : <ActionForm action={each.leave} language={page.language} primary={false} />}</td>
          </tr>
        ))}
      </Table>
    )}
    {door.enter !== null && <Folded action={door.enter} page={page} />}
  </>
);

const Links = ({ view, page, words }: Part) => (
  <>
    <h2>{words.links}</h2>
    <p>{words.linksLead}</p>
    {view.links.map((link) => (
      <div class="card">
        <p><span lang="zh-CN">{link.room}</span> <Tag tone={link.isUp ? "ok" : "bad"}>{link.isUp ? words.up : words.down}</Tag></p>
        {link.act !== null && <Folded action={link.act} page={page} />}
      </div>
    ))}
  </>
);

const Incidents = ({ view, page, words }: Part) => (
  <>
    <h2>{words.incidents}</h2>
    {view.incidents.length === 0 ? <p class="hint">{words.noIncidents}</p> : view.incidents.map((each) => (
      <div class="card">
        <p><Tag tone="bad">{words.open}</Tag> {each.kindName} <span class="hint">{words.reportedAt} <ShortTime at={each.at} /></span></p>
        <p lang="zh-CN">{each.text}</p>
        {each.handle !== null && <Folded action={each.handle} page={page} />}
      </div>
    ))}
  </>
);
