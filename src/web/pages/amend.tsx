import type { Instant } from "../../kernel/time.js";
import type { PageContext } from "../context.js";
import { renderPage } from "../layout.js";
import { messagesOf } from "../messages.js";
import { ActionForm, ErrorSummary, Fields } from "../parts/form.js";
import { Table } from "../parts/table.js";
import { ExplainedDate, Fact, Time } from "../parts/text.js";
import { paths } from "../paths.js";
import type { ActionView, DateView, Field, FormFaults } from "../views.js";
import type { DeskFormView } from "./desk.js";

/** The notice as its fields, and what an amendment of them would do. */
export type AmendView = {
  readonly title: string; readonly back: DeskFormView["back"]; readonly href: string; readonly fields: readonly Field[]; readonly faults: FormFaults;
  /** Null before anything was changed. */
  readonly preview: {
    readonly changes: readonly { readonly label: string; readonly before: string; readonly after: string }[];
    readonly mayAffectBid: boolean; readonly reconfirm: boolean;
    /** `isProposed`: the law asks for the new deadline, nobody typed it. `days`: as many must be left. */
    readonly deadline: { readonly before: Instant; readonly after: DateView | null }; readonly isProposed: boolean; readonly days: number | null;
    readonly action: ActionView;
  } | null;
};

/** /desk/{tender}/amend */
export function amendPage(page: PageContext, view: AmendView): string {
  const { amend: words } = messagesOf(page.language);
  return renderPage(page, { title: `${words.title} ${view.title}`, current: paths.desk, faulty: view.faults.length > 0 }, <>
    <p class="crumbs"><a href={view.back.href}>{view.back.label}</a></p>
    <h1>{words.title}</h1>
    <ErrorSummary faults={view.faults} language={page.language} />
    {view.preview === null ? <p>{words.lead}</p> : <Preview preview={view.preview} page={page} />}
    <form method="post" action={view.href}>
      {view.preview !== null && <h2>{words.again}</h2>}
      <Fields fields={view.fields} prefix="amend" language={page.language} />
      <p><button class={view.preview === null ? "btn" : "btn alt"}>{words.preview}</button></p>
    </form>
  </>);
}

const Preview = ({ preview, page }: { preview: NonNullable<AmendView["preview"]>; page: PageContext }) => {
  const { amend: words } = messagesOf(page.language);
  return (
    <section class="card">
      <h2>{words.changes}</h2>
      <Table label={words.changes} head={[words.field, words.before, words.after]}>
        {preview.changes.map((each) => <tr><th scope="row" lang="zh-CN">{each.label}</th><td lang="zh-CN"><del>{each.before}</del></td><td lang="zh-CN"><ins>{each.after}</ins></td></tr>)}
      </Table>
      <h3>{words.follows}</h3>
      <dl class="facts">
        <Fact name={words.bears} language={page.language}>{preview.mayAffectBid ? words.doesBear : words.bearsNot}{preview.days !== null && <span class="hint">{words.days(preview.days)}</span>}</Fact>
        <Fact name={words.deadlineBefore} language={page.language}><Time at={preview.deadline.before} language={page.language} /></Fact>
        <Fact name={words.deadlineAfter} language={page.language}>{preview.deadline.after === null ? words.unmoved : <><ExplainedDate date={preview.deadline.after} language={page.language} />{preview.isProposed && <span class="hint">{words.proposed}</span>}</>}</Fact>
        <Fact name={words.lodged} language={page.language}>{preview.reconfirm ? words.confirm : words.stands}<span class="hint">{words.secret}</span></Fact>
      </dl>
      <ActionForm action={preview.action} language={page.language} />
    </section>
  );
};
