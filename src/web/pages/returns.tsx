import { yuan } from "../../kernel/money.js";
import type { PageContext } from "../context.js";
import { renderPage } from "../layout.js";
import { messagesOf } from "../messages.js";
import { returnWords, type ReturnWords } from "../messages/returns.js";
import { ActionForm, ErrorSummary } from "../parts/form.js";
import { State, type RefundView } from "../parts/refunds.js";
import { Table } from "../parts/table.js";
import { ExplainedDay, Hash, Tag } from "../parts/text.js";
import { paths } from "../paths.js";
import type { ActionView, FormFaults } from "../views.js";

type Place = { readonly title: string; /** Null where the tender is one lot. */ readonly lot: string | null; readonly href: string };
/** A guarantee on the page. `note`: what stands in its way, and what comes next. */
export type ReturnRow = { readonly refund: RefundView; readonly place: Place; readonly isToday: boolean; readonly note: string | null };
/** What a late refund cost, while it has not reached the firm. */
export type ChargeRow = { readonly name: string; readonly uscc: string; readonly fen: bigint; readonly number: string; readonly place: Place; readonly state: string; readonly note: string | null; readonly action: ActionView | null };

const GROUPS = ["late", "due", "back", "underWay", "kept"] as const;
export type ReturnGroup = (typeof GROUPS)[number];
export type ReturnsView = Readonly<Record<ReturnGroup, readonly ReturnRow[]>> & { readonly charges: readonly ChargeRow[]; /** There are more lots than are shown. */ readonly isCut: boolean; readonly faults: FormFaults };
type Part = { readonly view: ReturnsView; readonly page: PageContext; readonly words: ReturnWords };

/** /desk/returns */
export function returnsPage(page: PageContext, view: ReturnsView): string {
  const words = returnWords(page.language);
  const part = { view, page, words };
  return renderPage(page, { title: words.title, current: paths.desk, faulty: view.faults.length > 0 }, <>
    <p class="crumbs"><a href={paths.desk}>{messagesOf(page.language).desk.title}</a></p>
    <h1>{words.title}</h1>
    <ErrorSummary faults={view.faults} language={page.language} />
    <p>{words.lead}</p>
    {view.isCut && <p class="note go">{words.cut}</p>}
    <p class="row">{[...GROUPS, "charges" as const].map((group) => <a href={`#${group}`}>{words.groups[group]} <Tag tone={group === "late" && view.late.length > 0 ? "bad" : "info"}>{words.count(view[group].length)}</Tag></a>)}</p>
    {GROUPS.map((group) => <Group {...part} group={group} />)}
    <Charges {...part} />
  </>);
}

const Group = ({ view, page, words, group }: Part & { readonly group: ReturnGroup }) => {
  const said = messagesOf(page.language).refunds;
  return (
    <section id={group}>
      <h2>{words.groups[group]}</h2>
      {group === "late" && view.late.length > 0 && <p class="hint">{words.cost}</p>}
      {view[group].length === 0 ? <p class="hint">{words.none}</p> : (
        <Table label={words.groups[group]} head={[said.due, said.firm, words.place, { text: said.amount, number: true }, said.state, words.act]} stack>
          {view[group].map((row) => (
            <tr>
              <td data-column={said.due}>{row.refund.due === null ? "—" : <ExplainedDay date={row.refund.due} language={page.language} />}{row.isToday && <Tag tone="go">{words.today}</Tag>}</td>
              <th scope="row" data-column={said.firm} lang="zh-CN">{row.refund.name}<span class="hint"><Hash>{row.refund.uscc}</Hash></span></th>
              <td data-column={words.place}><Where place={row.place} /></td>
              <td data-column={said.amount} class="n">{yuan(row.refund.fen)}<span class="hint">{row.refund.kind}</span></td>
              <td data-column={said.state}>{row.refund.cause}{" "}{group !== "kept" && <State refund={row.refund} language={page.language} />}{row.refund.isLate && row.refund.charge === null && <span class="hint">{words.noCharge}</span>}{row.note !== null && <p lang={page.language === "zh" ? "zh-CN" : "en"}>{row.note}</p>}</td>
              <td data-column={words.act}><Act action={row.refund.action} page={page} /></td>
            </tr>
          ))}
        </Table>
      )}
    </section>
  );
};

const Where = ({ place }: { readonly place: Place }) => <span lang="zh-CN"><a href={place.href}>{place.title}</a>{place.lot !== null && <span class="hint">{place.lot}</span>}</span>;

/** Out of the way until it is wanted; one that cannot be done now says why. */
const Act = ({ action, page }: { readonly action: ActionView | null; readonly page: PageContext }) => {
  if (action === null) return <>—</>;
  return action.refusal === null ? <details class="act"><summary>{action.label}</summary><ActionForm action={action} language={page.language} /></details> : <ActionForm action={action} language={page.language} />;
};

const Charges = ({ view, page, words }: Part) => {
  const said = messagesOf(page.language).refunds;
  return (
    <section id="charges">
      <h2>{words.groups.charges}</h2>
      {view.charges.length === 0 ? <p class="hint">{words.none}</p> : (
        <>
          <p class="hint">{words.chargesLead}</p>
          <Table label={words.groups.charges} head={[said.firm, words.place, { text: said.amount, number: true }, words.number, said.state, words.act]} stack>
            {view.charges.map((row) => (
              <tr>
                <th scope="row" data-column={said.firm} lang="zh-CN">{row.name}<span class="hint"><Hash>{row.uscc}</Hash></span></th>
                <td data-column={words.place}><Where place={row.place} /></td>
                <td data-column={said.amount} class="n">{yuan(row.fen)}</td>
                <td data-column={words.number}><Hash>{row.number}</Hash></td>
                <td data-column={said.state}>{row.state}{row.note !== null && <p>{row.note}</p>}</td>
                <td data-column={words.act}><Act action={row.action} page={page} /></td>
              </tr>
            ))}
          </Table>
        </>
      )}
    </section>
  );
};
