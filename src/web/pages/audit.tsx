import type { Instant } from "../../kernel/time.js";
import type { PageContext } from "../context.js";
import { renderPage } from "../layout.js";
import { messagesOf } from "../messages.js";
import { auditWords, type AuditWords } from "../messages/audit.js";
import { ActionForm, ErrorSummary } from "../parts/form.js";
import { Table } from "../parts/table.js";
import { ShortTime, Tag, Time } from "../parts/text.js";
import { paths, withQuery } from "../paths.js";
import type { ActionView, FormFaults } from "../views.js";

const FIELDS = ["actor", "person", "action", "object", "outcome"] as const;
type Asked = Partial<Record<(typeof FIELDS)[number] | "from" | "until" | "after", string>>;

export type AuditView = {
  readonly asked: Asked;
  readonly rows: readonly { readonly at: Instant; readonly who: string; readonly address: string; readonly act: string; readonly object: string; readonly outcome: string }[];
  readonly next: string | null;
  /** From when on acts that tell who bids are left out; null: nothing is. */
  readonly withheldFrom: Instant | null;
  readonly roots: readonly { readonly serial: number; readonly at: Instant; readonly count: number | null; readonly index: number | null; readonly checkedAt: Instant | null; readonly fault: keyof AuditWords["faults"] | null }[];
  /** Looks at every root now. */
  readonly again: ActionView;
  readonly faults: FormFaults;
};

/** /watch/audit: what was done, and whether it still is what the log fixed. */
export function auditPage(page: PageContext, view: AuditView): string {
  const words = auditWords(page.language);
  return renderPage(page, { title: words.title, current: paths.watch, faulty: view.faults.length > 0 }, <>
    <p class="crumbs"><a href={paths.watch}>{messagesOf(page.language).watch.title}</a></p>
    <h1>{words.title}</h1>
    <ErrorSummary faults={view.faults} language={page.language} />
    {view.roots.some(({ fault }) => fault !== null) && <div class="note bad" role="alert"><p><strong>{words.alarm}</strong></p></div>}
    <p>{words.lead}</p>
    {view.withheldFrom !== null && <p class="note">{words.withheld} <Time at={view.withheldFrom} language={page.language} /></p>}
    <Search view={view} words={words} />
    <Rows view={view} words={words} page={page} />
    <Roots view={view} words={words} page={page} />
  </>);
}

type Part = { readonly view: AuditView; readonly words: AuditWords };

const Search = ({ view: { asked }, words }: Part) => (
  <form method="get" action={paths.watchAudit} class="card">
    <div class="side-by-side">
      {FIELDS.map((name) => <div class="field"><label for={`q-${name}`}>{words[name]}</label><input id={`q-${name}`} name={name} type="text" value={asked[name] ?? ""} autocomplete="off" /></div>)}
      {(["from", "until"] as const).map((name) => <div class="field"><label for={`q-${name}`}>{words[name]}</label><input id={`q-${name}`} name={name} type="datetime-local" value={asked[name] ?? ""} /></div>)}
    </div>
    <p class="row"><button class="btn">{words.search}</button> <a href={paths.watchAudit}>{words.clear}</a> <a href={`/api/v1/audit.csv${queryOf(asked)}`}>{words.csv}</a></p>
  </form>
);

const queryOf = (asked: Asked): string => {
  const text = new URLSearchParams(Object.entries(asked)).toString();
  return text === "" ? "" : `?${text}`;
};

const Rows = ({ view, words, page }: Part & { page: PageContext }) => view.rows.length === 0 ? <p class="hint">{words.none}</p> : (
  <>
    <Table label={words.title} head={[words.time, words.who, words.action, words.object, words.outcome, words.address]}>
      {view.rows.map((row) => <tr><td><ShortTime at={row.at} /></td><th scope="row" lang="zh-CN">{row.who}</th><td>{row.act}</td><td><code class="id">{row.object}</code></td><td class="n">{row.outcome}</td><td><code>{row.address}</code></td></tr>)}
    </Table>
    {view.next !== null && <p><a class="btn alt" rel="next" href={withQuery(page.url, "after", view.next)}>{words.older}</a></p>}
  </>
);

const Roots = ({ view, words, page }: Part & { page: PageContext }) => (
  <section>
    <h2>{words.roots}</h2>
    <p class="hint">{words.checking}</p>
    {view.roots.length === 0 ? <p class="hint">{words.noRoots}</p> : (
      <Table label={words.roots} head={[words.serial, words.time, words.count, words.log, words.state, words.checkedAt, words.file]}>
        {view.roots.map((root) => (
          <tr>
            <th scope="row">{root.serial}</th><td><ShortTime at={root.at} /></td><td class="n">{root.count ?? "—"}</td><td class="n">{root.index ?? "—"}</td>
            <td><State root={root} words={words} /></td><td>{root.checkedAt === null ? "—" : <ShortTime at={root.checkedAt} />}</td><td><a href={`/api/v1/audit/roots/${String(root.serial)}`}>JSON</a></td>
          </tr>
        ))}
      </Table>
    )}
    {view.roots.length > 0 && <ActionForm action={view.again} language={page.language} primary={false} />}
  </section>
);

const State = ({ root: { fault, checkedAt, index }, words }: { root: AuditView["roots"][number]; words: AuditWords }) => {
  if (fault !== null) return <Tag tone="bad">{words.faults[fault]}</Tag>;
  if (checkedAt === null) return <Tag tone="">{words.unchecked}</Tag>;
  return <Tag tone="ok">{index === null ? words.waits : words.sound}</Tag>;
};
