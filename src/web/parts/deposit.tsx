import type { Instant } from "../../kernel/time.js";
import { yuan } from "../../kernel/money.js";
import type { PageContext } from "../context.js";
import { depositWords } from "../messages/deposits.js";
import type { ActionView } from "../views.js";
import { ActionForm } from "./form.js";
import { Table } from "./table.js";
import { Fact, Hash, Money, Tag, Time } from "./text.js";

/** A firm's own deposit for a lot: where to pay it, what came, and how it goes back. `fault` is why a credit is not taken. */
export type DepositView = {
  readonly number: string | null; readonly payee: { readonly name: string; readonly bank: string }; readonly fen: bigint; readonly deadline: Instant;
  readonly own: { readonly account: string; readonly bank: string } | null;
  readonly credits: readonly { readonly amount: bigint; readonly currency: string; readonly valueAt: Instant; readonly fault: string | null; readonly isReversed: boolean }[];
  /** The newest order that pays it back, in words. */ readonly order: string | null; /** What its delay costs, in words. */ readonly charge: string | null; readonly cameBack: boolean;
  readonly actions: readonly ActionView[];
};

export const DepositBox = ({ view, page }: { view: DepositView; page: PageContext }) => {
  const words = depositWords(page.language);
  return (
    <section aria-labelledby="deposit">
      <h2 id="deposit">{words.title}</h2>
      <p>{words.lead}</p>
      <p class="hint">{words.secret}</p>
      <dl class="facts">
        <Fact name={words.number} language={page.language}>{view.number === null ? words.noNumber : <Hash>{view.number}</Hash>}</Fact>
        {view.number !== null && <><Fact name={words.payee} language={page.language}><span lang="zh-CN">{view.payee.name}</span></Fact><Fact name={words.bank} language={page.language}>{view.payee.bank}</Fact></>}
        <Fact name={words.amount} language={page.language}><Money fen={view.fen} /></Fact>
        <Fact name={words.deadline} language={page.language}><Time at={view.deadline} language={page.language} /></Fact>
        <Fact name={words.own} language={page.language}>{view.own === null ? <Tag tone="bad">{words.noOwn}</Tag> : <span lang="zh-CN">{words.ownAt(view.own.account, view.own.bank)}</span>}</Fact>
        {view.order !== null && <Fact name={words.order} language={page.language}>{view.order}</Fact>}
        {view.charge !== null && <Fact name={words.charge} language={page.language}>{view.charge}</Fact>}
      </dl>
      {view.cameBack && <p class="note bad">{words.returned}</p>}
      {view.number !== null && <Came view={view} page={page} />}
      {view.actions.map((action) => (action.fields.length === 0 ? <ActionForm action={action} language={page.language} /> : <details class="act"><summary>{action.label}</summary><ActionForm action={action} language={page.language} /></details>))}
    </section>
  );
};

const Came = ({ view, page }: { view: DepositView; page: PageContext }) => {
  const words = depositWords(page.language);
  if (view.credits.length === 0) return <p>{words.nothing}</p>;
  return (
    <Table label={words.came} head={[words.valueAt, { text: words.amount, number: true }, words.result]}>
      {view.credits.map(({ amount, currency, valueAt, fault, isReversed }) => (
        <tr>
          <th scope="row"><Time at={valueAt} language={page.language} /></th><td class="n">{currency === "CNY" ? yuan(amount) : `${yuan(amount)} ${currency}`}</td>
          <td>{isReversed ? <Tag tone="bad">{words.reversed}</Tag> : fault === null ? <Tag tone="go">{words.taken}</Tag> : <Tag tone="bad">{words.refused(fault)}</Tag>}</td>
        </tr>
      ))}
    </Table>
  );
};
