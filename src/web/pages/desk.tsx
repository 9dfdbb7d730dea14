import type { Instant } from "../../kernel/time.js";
import type { PageContext } from "../context.js";
import { renderPage } from "../layout.js";
import { type Messages, messagesOf } from "../messages.js";
import { CheckPart, type CheckView } from "../parts/check.js";
import { ActionForm, Actions, ErrorSummary, isFolded } from "../parts/form.js";
import { Deposits, type LotDeposits } from "../parts/lot-deposits.js";
import { Objections, type ObjectionView } from "../parts/objections.js";
import { Refunds, type RefundView } from "../parts/refunds.js";
import { Table } from "../parts/table.js";
import { ExplainedDate, Fact, Hash, ShortTime, sizeInWords, StageTag, Tag } from "../parts/text.js";
import { paths, pathsOf } from "../paths.js";
import { Shape, type ShapeForm } from "./desk-draft.js";
import type { ActionView, DateView, DocumentLine, FormFaults, LotStage } from "../views.js";

/** The staff's worklist: what is due, earliest legal date first. */
export type DeskView = {
  readonly due: readonly { readonly tender: string; readonly lot: string | null; readonly title: string; readonly what: string; readonly due: DateView | null; readonly href: string; readonly overdue: boolean }[];
  readonly tenders: readonly { readonly tender: string; readonly title: string; readonly lots: readonly { readonly code: string; readonly name: string; readonly stage: LotStage; readonly stageName: string }[]; readonly href: string }[];
  /** Tender plans and procurement intentions of the office; `published` is null while one waits. */
  readonly plans: readonly { readonly plan: string; readonly title: string; readonly href: string; readonly state: string; readonly published: Instant | null }[];
  /** Such as registering a project. */
  readonly links: readonly { readonly label: string; readonly href: string }[];
};

/** One form on its own page: register a project or tender, write a notice, enter a guarantee, answer questions. */
export type DeskFormView = {
  readonly title: string;
  readonly back: { readonly label: string; readonly href: string };
  readonly lead: string | null;
  /** Null: there is only something to read. */
  readonly action: ActionView | null;
  /** What is read before it is decided. */
  readonly rows?: readonly { readonly label: string; readonly text: string }[];
  /** Where else to go from here. */
  readonly links?: readonly { readonly label: string; readonly href: string }[];
  /** Other choices that the form can be arranged by, folded. */
  readonly aside?: ShapeForm;
  readonly faults: FormFaults;
};

/** One tender as the staff works on it: every move with its reason when it cannot be made. */
export type DeskTenderView = {
  readonly tender: string;
  readonly title: string;
  /** A draft has no page for everybody yet. */
  readonly isPublished: boolean;
  readonly lots: readonly {
    readonly code: string; readonly name: string; readonly stage: LotStage; readonly stageName: string;
    readonly dates: readonly { readonly label: string; readonly date: DateView }[];
    readonly hall: string | null;
    readonly actions: readonly ActionView[];
    /** Guarantees and what goes back of them; empty for who does not record it. */
    readonly refunds: readonly RefundView[];
    /** Deposits for who may keep them, and what its late refunds cost; null for everybody else, before the opening, and where there are none. */
    readonly deposits: LotDeposits | null;
    /** Why it stands still; null where it does not. */
    readonly suspended: string | null;
    /** Objections to documents and result with their replies; empty for who does not reply. */
    readonly objections: readonly ObjectionView[];
  }[];
  /** Drafts waiting for a second officer: read it, then publish or send it back. */
  readonly drafts: readonly { readonly id: string; readonly title: string; readonly by: string; readonly at: Instant; readonly href: string; readonly actions: readonly ActionView[] }[];
  /** The tender documents, every version; `add` brings another file while the tender is under its preparer's hand. */
  readonly documents: { readonly lines: readonly (DocumentLine & { readonly mediaType: string; readonly by: string; readonly state: "stands" | "replaced" | "waits" })[]; readonly add: ActionView | null; /** Takes back what waits. */ readonly drops: readonly ActionView[] };
  /** What a second officer sent back, newest first: the preparer mends it. */
  readonly returns: readonly { readonly what: string; readonly reason: string; readonly by: string; readonly at: Instant }[];
  /** Acts on the tender as a whole. */
  readonly actions: readonly ActionView[];
  /** What a check finds now; null once the notice is out. */
  readonly check: CheckView | null;
  /** The longer forms, each on its own page. */
  readonly links?: readonly { readonly label: string; readonly href: string }[];
  readonly faults: FormFaults;
};

/** /desk */
export function deskPage(page: PageContext, view: DeskView): string {
  const words = messagesOf(page.language);
  return renderPage(page, { title: words.desk.title, current: paths.desk }, <>
    <h1>{words.desk.title}</h1>
    {view.links.length > 0 && <p class="row">{view.links.map((link, at) => <a class={at === 0 ? "btn" : "btn alt"} href={link.href}>{link.label}</a>)}</p>}
    <h2>{words.desk.due}</h2>
    {view.due.length === 0 ? <p class="hint">{words.desk.nothingDue}</p> : <Due view={view} page={page} words={words} />}
    <h2>{words.desk.tenders}</h2>
    <ul class="list">
      {view.tenders.map((tender) => <li><a href={tender.href} lang="zh-CN">{tender.title}</a><span class="end">{tender.tender}</span><span class="more tags">{tender.lots.map((lot) => <span>{lot.name} <StageTag stage={lot.stage} name={lot.stageName} /></span>)}</span></li>)}
    </ul>
    {view.plans.length > 0 && <><h2>{words.notices.kinds.plans}</h2><ul class="list">{view.plans.map((plan) => <li><a href={plan.href} lang="zh-CN">{plan.title}</a><span class="end">{plan.plan}</span><span class="more">{plan.state}{plan.published !== null && <> · <ShortTime at={plan.published} /></>}</span></li>)}</ul></>}
  </>);
}

type Part = { readonly page: PageContext; readonly words: Messages };

const Due = ({ view, page, words }: Part & { view: DeskView }) => (
  <Table label={words.desk.due} head={[words.desk.dueAt, words.desk.what, words.my.tender]}>
    {view.due.map((item) => (
      <tr>
        <td>{item.due === null ? "—" : <ExplainedDate date={item.due} language={page.language} />} {item.overdue && <Tag tone="bad">{words.desk.overdue}</Tag>}</td>
        <th scope="row"><a href={item.href}>{item.what}</a></th>
        <td lang="zh-CN">{item.title}{item.lot !== null && <span class="hint">{item.lot}</span>}</td>
      </tr>
    ))}
  </Table>
);

/** /desk/… : one form on its own page. */
export function deskFormPage(page: PageContext, view: DeskFormView): string {
  return renderPage(page, { title: view.title, current: paths.desk, faulty: view.faults.length > 0 }, <>
    <p class="crumbs"><a href={view.back.href}>{view.back.label}</a></p>
    <h1>{view.title}</h1>
    <ErrorSummary faults={view.faults} language={page.language} />
    {view.lead !== null && <p>{view.lead}</p>}
    {view.rows !== undefined && <dl class="facts">{view.rows.map((row) => <><dt>{row.label}</dt><dd lang="zh-CN">{row.text.split("\n").map((line) => <>{line}<br /></>)}</dd></>)}</dl>}
    {view.links !== undefined && <p class="row">{view.links.map((link) => <a class="btn alt" href={link.href}>{link.label}</a>)}</p>}
    {view.aside !== undefined && <details class="act"><summary>{view.aside.title}</summary><Shape form={view.aside} language={page.language} /></details>}
    {view.action !== null && <ActionForm action={view.action} language={page.language} />}
  </>);
}

/** /desk/{tender} */
export function deskTenderPage(page: PageContext, view: DeskTenderView): string {
  const words = messagesOf(page.language);
  return renderPage(page, { title: `${words.desk.title} ${view.title}`, current: paths.desk, faulty: view.faults.length > 0 }, <>
    <p class="crumbs"><a href={paths.desk}>{words.desk.title}</a></p>
    <h1 lang="zh-CN">{view.title}</h1>
    <ErrorSummary faults={view.faults} language={page.language} />
    {view.returns.length > 0 && <Returns view={view} page={page} words={words} />}
    {view.links !== undefined && view.links.length > 0 && <p class="row">{view.links.map((link) => <a class="btn alt" href={link.href}>{link.label}</a>)}</p>}
    {view.check !== null && <CheckPart view={view.check} language={page.language} heading={words.check.title} />}
    {view.actions.length > 0 && <section class="card"><h2>{words.desk.actions}</h2><Actions actions={view.actions} language={page.language} /></section>}
    {view.drafts.length > 0 && <Drafts view={view} page={page} words={words} />}
    {(view.documents.lines.length > 0 || view.documents.add !== null) && <Documents view={view} page={page} words={words} />}
    {view.lots.map((lot) => <LotCard lot={lot} page={page} words={words} />)}
    {view.isPublished && <p><a href={pathsOf(page).project(view.tender)}>{words.notice.project}</a></p>}
  </>);
}

const LotCard = ({ lot, page, words }: Part & { lot: DeskTenderView["lots"][number] }) => (
  <section class="card">
    <h2><span lang="zh-CN">{lot.name}</span> <StageTag stage={lot.stage} name={lot.stageName} /></h2>
    {lot.suspended !== null && <p class="note bad">{lot.suspended}</p>}
    {lot.hall !== null && <p><a class="btn" href={paths.hall(lot.hall)}>{words.desk.hall}</a></p>}
    <Actions actions={lot.actions.filter((action) => !isFolded(action))} language={page.language} />
    {lot.actions.filter(isFolded).map((action) => <details class="act"><summary>{action.label}</summary><ActionForm action={action} language={page.language} /></details>)}
    {lot.objections.length > 0 && <Objections objections={lot.objections} page={page} />}
    {lot.refunds.length > 0 && <Refunds refunds={lot.refunds} language={page.language} />}
    {lot.deposits !== null && <Deposits view={lot.deposits} page={page} />}
    {lot.dates.length > 0 && <><h3>{words.desk.dates}</h3><dl class="facts">{lot.dates.map((each) => <Fact name={each.label} language={page.language}><ExplainedDate date={each.date} language={page.language} /></Fact>)}</dl></>}
  </section>
);

const Drafts = ({ view, page, words }: Part & { view: DeskTenderView }) => (
  <section class="card">
    <h2>{words.desk.drafts}</h2>
    {view.drafts.map((draft) => (
      <div class="act">
        <p><a href={draft.href} lang="zh-CN">{draft.title}</a><span class="hint">{words.desk.by(draft.by)} · <ShortTime at={draft.at} /></span></p>
        <Actions actions={draft.actions} language={page.language} />
      </div>
    ))}
  </section>
);

/** What a county office calls a kind of file. */
const KINDS: Readonly<Record<string, string>> = {
  "application/pdf": "PDF", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "Excel", "text/csv": "CSV", "application/zip": "ZIP", "text/plain": "TXT", "application/acad": "DWG",
};

const Documents = ({ view: { documents: { lines, add, drops } }, page, words }: Part & { view: DeskTenderView }) => (
  <section class="card" id="documents">
    <h2>{words.project.documents}</h2>
    {lines.length === 0 ? <p class="hint">{words.desk.noDocuments}</p> : (
      <Table label={words.project.documents} head={[words.common.name, { text: words.common.size, number: true }, words.desk.kind, words.desk.added, words.common.hash]}>
        {lines.map((each) => (
          <tr>
            <th scope="row" lang="zh-CN"><a href={each.href}>{each.name}</a><span class="hint">{words.common.version(each.version)}{each.state !== "stands" && ` · ${words.desk[each.state]}`}</span></th>
            <td class="n">{sizeInWords(each.size)}</td><td>{KINDS[each.mediaType] ?? words.desk.otherKind}</td><td><ShortTime at={each.publishedAt} /><span class="hint">{each.by}</span></td><td><Hash>{each.sha256}</Hash></td>
          </tr>
        ))}
      </Table>
    )}
    {add !== null && <ActionForm action={add} language={page.language} />}
    {drops.length > 0 && <Actions actions={drops} language={page.language} />}
  </section>
);

const Returns = ({ view, words }: Part & { view: DeskTenderView }) => (
  <section class="note go">
    <h2>{words.desk.returns}</h2>
    <ul class="list">{view.returns.map((each) => <li><span lang="zh-CN"><strong>{each.what}</strong>：{each.reason}</span><span class="more">{words.desk.returnedBy(each.by)} · <ShortTime at={each.at} /></span></li>)}</ul>
  </section>
);
