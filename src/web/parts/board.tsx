import type { PageContext } from "../context.js";
import { renderPage } from "../layout.js";
import type { ActionView, FormFaults } from "../views.js";
import { ActionForm, ErrorSummary } from "./form.js";
import { Table } from "./table.js";
import { Tag, type Tone } from "./text.js";

/** What stands in one place of a board: words of the page, or what somebody wrote in Chinese, a link, or a state with its colour. */
export type Cell = string | { readonly text: string; readonly zh?: true; readonly href?: string; readonly tone?: Tone };
/** Words that are Chinese whatever the page's language. */
export const zhCell = (text: string): Cell => ({ text, zh: true });

/** A table of a board: its columns, of which the first names each row; `none` is said where it has no row. */
export type BoardTable = { readonly label: string; readonly head: readonly string[]; readonly rows: readonly (readonly Cell[])[]; readonly none: string };
export type BoardSection = {
  readonly heading: string; readonly lead?: string; /** Said first, with its colour. */ readonly verdict?: { readonly text: string; readonly tone: "ok" | "bad" | "go" | "" };
  readonly facts?: readonly (readonly [name: string, value: Cell])[]; readonly paragraphs?: readonly string[]; readonly table?: BoardTable; /** What was said on the way, opened by a press. */ readonly told?: { readonly label: string; readonly lines: readonly (readonly [name: string, value: Cell])[] }; readonly links?: readonly { readonly href: string; readonly label: string }[];
  /** Forms that stand open, and those that are opened by a press. */
  readonly acts?: readonly ActionView[]; readonly folded?: readonly ActionView[];
};
/** A page of sections, each a table, facts or a text with what can be done about it. */
export type BoardView = { readonly title: string; readonly lead: Cell; readonly crumbs?: readonly { readonly href: string; readonly label: string }[]; readonly links?: readonly { readonly href: string; readonly label: string }[]; readonly sections: readonly BoardSection[]; readonly faults?: FormFaults };

const DAY = /^\d{4}-\d{2}-\d{2}$/;
const CellText = ({ cell }: { readonly cell: Cell }) => {
  if (typeof cell === "string") return DAY.test(cell) ? <time datetime={cell}>{cell}</time> : <>{cell === "" ? "—" : cell}</>;
  const words = cell.text === "" ? "—" : cell.text;
  if (cell.tone !== undefined) return <Tag tone={cell.tone}>{words}</Tag>;
  const lang = cell.zh === true ? { lang: "zh-CN" } : {};
  return cell.href === undefined ? <span {...lang}>{words}</span> : <a href={cell.href} {...lang}>{words}</a>;
};

const Rows = ({ table }: { readonly table: BoardTable }) => table.rows.length === 0 ? <p class="hint">{table.none}</p> : (
  <Table label={table.label} head={[...table.head]} stack>
    {table.rows.map(([first = "", ...rest]) => <tr><th scope="row"><CellText cell={first} /></th>{rest.map((cell, at) => <td data-column={table.head[at + 1] ?? ""}><CellText cell={cell} /></td>)}</tr>)}
  </Table>
);

const Facts = ({ lines }: { readonly lines: readonly (readonly [name: string, value: Cell])[] }) => <dl class="facts">{lines.map(([name, value]) => <><dt>{name}</dt><dd><CellText cell={value} /></dd></>)}</dl>;

const Told = ({ told }: { readonly told: BoardSection["told"] }) => (told === undefined || told.lines.length === 0 ? <></> : <details class="fold"><summary>{told.label}</summary><Facts lines={told.lines} /></details>);

const isFaulty = ({ fields }: ActionView): boolean => fields.some(({ error }) => error !== undefined);

const Section = ({ section, page }: { readonly section: BoardSection; readonly page: PageContext }) => (
  <section>
    <h2>{section.heading}</h2>
    {section.lead !== undefined && <p>{section.lead}</p>}
    {section.verdict !== undefined && <p class={`note ${section.verdict.tone}`.trim()}>{section.verdict.text}</p>}
    {section.facts !== undefined && <Facts lines={section.facts} />}
    {section.paragraphs?.map((each) => <p lang="zh-CN">{each}</p>)}
    {section.table !== undefined && <Rows table={section.table} />}
    <Told told={section.told} />
    {section.links !== undefined && section.links.length > 0 && <p class="row">{section.links.map(({ href, label }) => <a href={href}>{label}</a>)}</p>}
    {section.acts?.map((act) => <div class="card"><ActionForm action={act} language={page.language} primary={false} /></div>)}
    {section.folded?.map((act) => <details class="act" open={isFaulty(act)}><summary>{act.label}</summary><ActionForm action={act} language={page.language} primary={false} /></details>)}
  </section>
);

/** A whole page that is one board. @param current the entry of the navigation it belongs to */
export function boardPage(page: PageContext, view: BoardView, current: string): string {
  const faults = view.faults ?? [];
  return renderPage(page, { title: view.title, current, faulty: faults.length > 0 }, <>
    {view.crumbs !== undefined && <p class="crumbs">{view.crumbs.map(({ href, label }) => <a href={href}>{label}</a>)}</p>}
    <h1>{view.title}</h1>
    <p><CellText cell={view.lead} /></p>
    <ErrorSummary faults={faults} language={page.language} />
    {view.links !== undefined && <p class="row">{view.links.map(({ href, label }) => <a href={href}>{label}</a>)}</p>}
    {view.sections.map((section) => <Section section={section} page={page} />)}
  </>);
}
