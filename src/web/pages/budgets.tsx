import type { Instant } from "../../kernel/time.js";
import type { PageContext } from "../context.js";
import { renderPage } from "../layout.js";
import { treasuryWords, type TreasuryWords } from "../messages/treasury.js";
import { ErrorSummary } from "../parts/form.js";
import { Table } from "../parts/table.js";
import { Hash, ShortTime, Tag } from "../parts/text.js";
import { paths } from "../paths.js";
import type { ActionView, FormFaults } from "../views.js";
import { Corner, DueBy, Folded, sum, type DueView } from "./treasury.js";

type PlanLine = { readonly month: string; readonly mode: string; readonly approved: bigint; readonly used: bigint };
type AskedLine = { readonly month: string; readonly mode: string; readonly fen: bigint; readonly reason: string; readonly at: Instant; /** Null while it waits. */ readonly verdict: string | null; readonly note: string | null };
export type IndicatorView = {
  readonly indicator: string; readonly unit: string; readonly subject: string; readonly project: string; readonly year: number; readonly fen: bigint; readonly planned: bigint; readonly records: readonly { readonly fen: bigint; readonly document: string; readonly at: Instant }[];
  readonly plans: readonly PlanLine[]; readonly asked: readonly AskedLine[]; readonly acts: readonly ActionView[];
};
export type BudgetsView = { readonly indicators: readonly IndicatorView[]; readonly acts: readonly ActionView[]; readonly faults: FormFaults };

/** /treasury/budgets: indicators with the plans of their months. */
export function budgetsPage(page: PageContext, view: BudgetsView): string {
  const words = treasuryWords(page.language);
  return renderPage(page, { title: words.budgetsTitle, current: paths.budgets, faulty: view.faults.length > 0 }, <>
    <h1>{words.budgetsTitle}</h1>
    <Corner page={page} current={paths.budgets} />
    <ErrorSummary faults={view.faults} language={page.language} />
    {view.acts.map((act) => <Folded act={act} page={page} />)}
    {view.indicators.length === 0 && <p class="hint">{words.noIndicators}</p>}
    {view.indicators.map((each) => <Indicator each={each} page={page} words={words} />)}
  </>);
}

const Indicator = ({ each, page, words }: { readonly each: IndicatorView; readonly page: PageContext; readonly words: TreasuryWords }) => (
  <section class="card" id={each.indicator}>
    <h2><span class="id">{each.indicator}</span></h2>
    <p lang="zh-CN">{each.unit} · {each.project} · {each.subject} · {each.year}</p>
    <dl class="facts"><dt>{words.amount}</dt><dd><strong class="num">{sum(each.fen)}</strong></dd><dt>{words.planned}</dt><dd class="num">{sum(each.planned)}</dd><dt>{words.unplanned}</dt><dd class="num">{sum(each.fen - each.planned)}</dd></dl>
    {each.plans.length > 0 && (
      <Table label={`${words.plans} ${each.indicator}`} head={[words.month, words.mode, { text: words.approved, number: true }, { text: words.used, number: true }, { text: words.left, number: true }]} stack>
        {each.plans.map((plan) => <tr><th scope="row"><span class="num">{plan.month}</span></th><td data-column={words.mode}>{plan.mode}</td><td class="n" data-column={words.approved}>{sum(plan.approved)}</td><td class="n" data-column={words.used}>{sum(plan.used)}</td><td class="n" data-column={words.left}>{sum(plan.approved - plan.used)}</td></tr>)}
      </Table>
    )}
    {each.acts.map((act) => <Folded act={act} page={page} />)}
    {each.asked.length > 0 && <details><summary>{words.asked}</summary><AskedPlans each={each} words={words} /></details>}
    <details><summary>{words.records}</summary><ul>{each.records.map(({ fen, document, at }) => <li><ShortTime at={at} /> <span lang="zh-CN">{document}</span> <span class="num">{sum(fen)}</span></li>)}</ul></details>
  </section>
);

const AskedPlans = ({ each, words }: { readonly each: IndicatorView; readonly words: TreasuryWords }) => (
  <Table label={`${words.asked} ${each.indicator}`} head={[words.month, words.mode, { text: words.amount, number: true }, words.planReason, words.verdict]} stack>
    {each.asked.map((plan) => (
      <tr>
        <th scope="row"><span class="num">{plan.month}</span></th><td data-column={words.mode}>{plan.mode}</td><td class="n" data-column={words.amount}>{sum(plan.fen)}</td><td data-column={words.planReason} lang="zh-CN">{plan.reason}<span class="hint"><ShortTime at={plan.at} /></span></td>
        <td data-column={words.verdict}>{plan.verdict ?? <Tag tone="go">{words.waits}</Tag>}{plan.note === null ? null : <span class="hint" lang="zh-CN">{plan.note}</span>}</td>
      </tr>
    ))}
  </Table>
);

export type ContractView = {
  readonly contract: string; readonly number: string; readonly title: string; readonly supplier: string; readonly fen: bigint; readonly signedOn: string; readonly tender: string | null; readonly sha256: string; readonly days: number | null; readonly small: boolean;
  /** Null where the line announces none. */ readonly announced: boolean | null; readonly payees: readonly { readonly name: string; readonly bank: string; readonly account: string; readonly document: string | null; readonly at: Instant }[];
  /** Accepted and not asked for. */ readonly unasked: { readonly on: string; readonly fen: bigint; readonly due: DueView | null } | null;
  readonly accepted: readonly { readonly on: string; readonly parts: string; readonly fen: bigint; readonly sha256: string }[]; readonly acts: readonly ActionView[]; readonly pays: string | null;
};
export type ContractsView = { readonly contracts: readonly ContractView[]; readonly acts: readonly ActionView[]; readonly faults: FormFaults };

/** /treasury/contracts: contracts to pay under, with account, announcement and acceptance. */
export function payContractsPage(page: PageContext, view: ContractsView): string {
  const words = treasuryWords(page.language);
  return renderPage(page, { title: words.contractsTitle, current: paths.payContracts, faulty: view.faults.length > 0 }, <>
    <h1>{words.contractsTitle}</h1>
    <Corner page={page} current={paths.payContracts} />
    <ErrorSummary faults={view.faults} language={page.language} />
    {view.acts.map((act) => <Folded act={act} page={page} />)}
    {view.contracts.length === 0 && <p class="hint">{words.noContracts}</p>}
    {view.contracts.map((each) => <Contract each={each} page={page} words={words} />)}
  </>);
}

const Contract = ({ each, page, words }: { readonly each: ContractView; readonly page: PageContext; readonly words: TreasuryWords }) => (
  <section class="card" id={each.contract}>
    <h2 lang="zh-CN">{each.title}</h2>
    <p class="row"><span class="id">{each.number}</span><Announced announced={each.announced} words={words} /></p>
    <dl class="facts">
      <dt>{words.supplier}</dt><dd lang="zh-CN">{each.supplier}</dd><dt>{words.price}</dt><dd class="num">{sum(each.fen)}</dd><dt>{words.signedOn}</dt><dd class="num">{each.signedOn}</dd>
      {each.tender !== null && <><dt>{words.tender}</dt><dd><a class="id" href={paths.project(each.tender)}>{each.tender}</a></dd></>}
      <dt>{words.payee}</dt><dd lang="zh-CN">{each.payees.at(-1)?.name}<span class="hint">{each.payees.at(-1)?.bank} <span class="id">{each.payees.at(-1)?.account}</span></span></dd>
      {each.small && <><dt>{words.small}</dt><dd>✓</dd></>}{each.days !== null && <><dt>{words.paymentDays}</dt><dd class="num">{String(each.days)}</dd></>}
      <dt>{words.fileHash}</dt><dd><Hash>{each.sha256}</Hash></dd>
    </dl>
    <h3>{words.accepted}</h3>
    {each.accepted.length === 0 ? <p class="hint">{words.none}</p> : (
      <Table label={`${words.accepted} ${each.number}`} head={[words.acceptedOn, words.parts, { text: words.amount, number: true }]} stack>
        {each.accepted.map(({ on, parts, fen }) => <tr><th scope="row"><span class="num">{on}</span></th><td data-column={words.parts} lang="zh-CN">{parts}</td><td class="n" data-column={words.amount}>{sum(fen)}</td></tr>)}
      </Table>
    )}
    <Unasked unasked={each.unasked} words={words} />
    {each.pays !== null && <p><a class="btn alt" href={each.pays}>{words.pays}</a></p>}
    {each.acts.map((act) => <Folded act={act} page={page} />)}
    {each.payees.length > 1 && <details><summary>{words.payees}</summary><ul>{each.payees.map(({ name, bank, account, document, at }) => <li lang="zh-CN"><ShortTime at={at} /> {name} {bank} <span class="id">{account}</span> {document ?? ""}</li>)}</ul></details>}
  </section>
);

/** Accepted, and nobody asks to pay: it warns where the law's days are short or over. */
const Unasked = ({ unasked, words }: { readonly unasked: ContractView["unasked"]; readonly words: TreasuryWords }) => unasked === null ? null : (
  <p class={unasked.due === null || unasked.due.light.tone === "ok" ? "note go" : "note bad"}>{words.unasked(sum(unasked.fen), unasked.on)}{unasked.due !== null && <> <DueBy due={unasked.due} words={words} /></>}</p>
);

const Announced = ({ announced, words }: { readonly announced: boolean | null; readonly words: TreasuryWords }) =>
  announced === null ? <span class="hint">{words.announced}: {words.noAnnouncement}</span> : <Tag tone={announced ? "ok" : "bad"}>{announced ? words.isAnnounced : words.notAnnounced}</Tag>;
