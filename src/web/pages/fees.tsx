import type { Instant } from "../../kernel/time.js";
import { grouped } from "../../kernel/money.js";
import type { PageContext } from "../context.js";
import { renderPage } from "../layout.js";
import { feeWords, type FeeWords } from "../messages/fees.js";
import { Table } from "../parts/table.js";
import { Hash, Tag, Time } from "../parts/text.js";
import { pathsOf } from "../paths.js";

/** An item of the catalogue in the words of the page. */
export type FeeItemLine = { readonly code: string; readonly name: string; readonly nature: string; readonly category: string; readonly unit: string; readonly standard: string; readonly basis: string; readonly discount: string | null; readonly from: string; readonly abolished: boolean };
/** A quantity that items ask for, with what was typed. */
export type QuantityField = { readonly name: string; readonly label: string; readonly unit: string; readonly value: string };
/** One line worked out; amounts in yuan as the wire has them. */
export type WorkedLine = { readonly code: string; readonly name: string; readonly category: string; readonly unit: string; readonly standard: string; readonly payable: string; readonly formula: string; readonly basis: string; readonly steps: string; readonly less: string | null; readonly quantity: string | null };
export type WorkedTotals = { readonly categories: readonly { readonly name: string; readonly standard: string; readonly payable: string }[]; readonly standard: string; readonly payable: string; readonly cutPercent: string | null };
export type FeesView = { readonly items: readonly FeeItemLine[]; readonly quantities: readonly QuantityField[]; readonly result: (WorkedTotals & { readonly lines: readonly WorkedLine[] }) | null; readonly fault: string | null };

/** /fees: the one catalogue, and what a project would pay. */
export function feesPage(page: PageContext, view: FeesView): string {
  const words = feeWords(page.language);
  return renderPage(page, { title: words.title, current: pathsOf(page).fees, faulty: view.fault !== null }, <>
    <h1>{words.title}</h1>
    <p>{words.lead}</p>
    <h2 id="calculator">{words.calculator}</h2>
    <p>{words.calculatorLead}</p>
    {view.fault !== null && <p class="note bad" role="alert">{view.fault}</p>}
    <form class="card" method="get" action={`${pathsOf(page).fees}#calculator`}>
      <div class="side-by-side">{view.quantities.map(({ name, label, unit, value }) => <div class="field"><label for={`q-${name}`}>{label} <span class="hint">{unit}</span></label><input id={`q-${name}`} name={name} inputmode="decimal" value={value} /></div>)}</div>
      <p><button class="btn">{words.calculate}</button></p>
    </form>
    {view.result !== null && <><Totals totals={view.result} words={words} /><WorkedLines lines={view.result.lines} words={words} /></>}
    <h2>{words.item}</h2>
    <Table label={words.title} head={[words.item, words.category, words.nature, words.unit, words.standard, words.discount, words.basis, words.inForce]} stack>
      {view.items.map((each) => (
        <tr id={`i-${each.code}`}>
          <th scope="row">{each.name} {each.abolished && <Tag tone="bad">{words.abolished}</Tag>}<span class="hint id">{each.code}</span></th>
          <td data-column={words.category}>{each.category}</td><td data-column={words.nature}>{each.nature}</td><td data-column={words.unit} lang="zh-CN">{each.unit}</td><td data-column={words.standard}>{each.standard}</td>
          <td data-column={words.discount}>{each.discount ?? words.none}</td><td data-column={words.basis} lang="zh-CN">{each.basis}</td><td data-column={words.inForce}><span class="num">{each.from}</span></td>
        </tr>
      ))}
    </Table>
  </>);
}

/** What stood before beside what is payable, by category. */
export const Totals = ({ totals, words }: { readonly totals: WorkedTotals; readonly words: FeeWords }) => (
  <Table label={words.byCategory} head={[words.category, { text: words.before, number: true }, { text: words.payable, number: true }]} stack>
    {totals.categories.map(({ name, standard, payable }) => <tr><th scope="row">{name}</th><td class="n" data-column={words.before}>{grouped(standard)}</td><td class="n" data-column={words.payable}>{grouped(payable)}</td></tr>)}
    <tr><th scope="row">{words.together}{totals.cutPercent !== null && <span class="hint">{words.cut(totals.cutPercent)}</span>}</th><td class="n" data-column={words.before}>{grouped(totals.standard)}</td><td class="n" data-column={words.payable}><strong>{grouped(totals.payable)}</strong></td></tr>
  </Table>
);

/** Lines by category, each with why it is charged folded under it. */
export const WorkedLines = ({ lines, words }: { readonly lines: readonly WorkedLine[]; readonly words: FeeWords }) => (
  <>{[...Map.groupBy(lines, ({ category }) => category)].toSorted(([one], [other]) => (one < other ? -1 : 1)).map(([category, own]) => <><h3>{category}</h3><ul class="plain">{own.map((line) => <Worked line={line} words={words} />)}</ul></>)}</>
);

const Worked = ({ line, words }: { readonly line: WorkedLine; readonly words: FeeWords }) => (
  <li><details class="fold">
    <summary><strong>{line.name}</strong> <span class="num">{grouped(line.payable)}</span>{line.less !== null && <span class="hint">{line.less}</span>}</summary>
    <dl class="facts" aria-label={words.why}>
      <dt>{words.unit}</dt><dd lang="zh-CN">{line.unit}</dd><dt>{words.article}</dt><dd lang="zh-CN">{line.basis}</dd><dt>{words.formula}</dt><dd>{line.formula}</dd><dt>{words.quantity}</dt><dd>{line.quantity ?? "—"}</dd><dt>{words.working}</dt><dd>{line.steps}</dd>
      <dt>{words.less}</dt><dd>{line.less ?? words.none}</dd><dt>{words.result}</dt><dd class="num">{grouped(line.payable)}</dd>
    </dl>
  </details></li>
);

/** A receipt as anybody verifies it; `standing` says what became of it. */
export type ReceiptView = { readonly title: string; readonly code: string; readonly number: string; readonly project: string; readonly amount: string; readonly inWords: string; readonly issuedAt: Instant; readonly pdfSha256: string; readonly standing: "valid" | "booked" | "reversed" };

/** /fees/receipts/{code}/{number}/{check} */
export function receiptPage(page: PageContext, view: ReceiptView | null): string {
  const words = feeWords(page.language);
  return renderPage(page, { title: words.verifyTitle, current: pathsOf(page).verify }, <>
    <p class="crumbs"><a href={pathsOf(page).fees}>{words.title}</a></p>
    <h1>{words.verifyTitle}</h1>
    {view === null ? <p class="note bad">{words.noSuch}</p> : <>
      <p class={view.standing === "reversed" ? "note bad" : "note ok"}>{view.standing === "reversed" ? "" : `${words.verified} `}{words.standing[view.standing]}</p>
      <dl class="facts">
        <dt>{words.papers}</dt><dd>{view.title}</dd><dt>{words.receipt}</dt><dd><code>{view.code} {view.number}</code></dd><dt>{words.project}</dt><dd lang="zh-CN">{view.project}</dd><dt>{words.amount}</dt><dd class="num">{grouped(view.amount)}</dd><dt>{words.words}</dt><dd lang="zh-CN">{view.inWords}</dd>
        <dt>{words.issued}</dt><dd><Time at={view.issuedAt} language={page.language} /></dd><dt>{words.hash}</dt><dd><Hash>{view.pdfSha256}</Hash></dd>
      </dl>
    </>}
  </>);
}
