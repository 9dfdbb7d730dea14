import { decimalText, parseRatio } from "../../kernel/ratio.js";
import { yuan } from "../../kernel/money.js";
import type { PlainDate } from "../../kernel/time.js";
import type { Explanation } from "../../bidding/explain.js";
import type { Language } from "../context.js";
import { messagesOf } from "../messages.js";
import { depositWords } from "../messages/deposits.js";
import type { ActionView, DateView } from "../views.js";
import { ActionForm } from "./form.js";
import { StatementLinks } from "./statements.js";
import { Table } from "./table.js";
import { ExplainedDay, Hash, Tag } from "./text.js";
import { TreeView } from "./tree.js";

/** A guarantee and what is owed for it: `cause` and `due` are null while it stands for a bid. */
export type RefundView = {
  /** Its form’s address without ending. */ readonly form: string; readonly isThroughBank: boolean; /** A letter that an issuer signed. */ readonly isLetter: boolean; /** How it ended, where not by going back. */ readonly ended: string | null; readonly name: string; readonly uscc: string; readonly kind: string; readonly fen: bigint;
  readonly cause: string | null; readonly due: DateView | null; readonly paidOn: PlainDate | null;
  readonly isLate: boolean; readonly late: number;
  /** What the days of delay cost so far, or cost. */
  readonly charge: Explanation | null;
  /** The newest order to the bank that pays it back, in words; null where none was placed. */
  readonly order: string | null;
  /** Records that it went back, or pays it back. */
  readonly action: ActionView | null;
};

type Part = { readonly refunds: readonly RefundView[]; readonly language: Language };

/** The guarantees of a lot as a table, the forms below it. */
export const Refunds = ({ refunds, language }: Part) => {
  const words = messagesOf(language).refunds;
  return (
    <>
      <h3>{words.title}</h3>
      <Table label={words.title} head={[words.firm, words.kind, { text: words.amount, number: true }, words.why, words.due, words.state]}>
        {refunds.map((each) => (
          <tr>
            <th scope="row" lang="zh-CN">{each.name}<span class="hint"><Hash>{each.uscc}</Hash></span></th><td>{each.kind}</td><td class="n">{yuan(each.fen)}</td><td>{each.cause ?? words.stands}</td>
            <td>{each.due === null ? "—" : <ExplainedDay date={each.due} language={language} />}</td><td><State refund={each} language={language} /></td>
          </tr>
        ))}
      </Table>
      {refunds.map((each) => each.action === null ? null : <details class="act"><summary>{each.isThroughBank ? depositWords(language).refundTo(each.name) : (each.isLetter ? words.release : words.record)(each.name)}</summary><ActionForm action={each.action} language={language} /></details>)}
    </>
  );
};

/** Where a refund stands; a late one with what it costs, as a tree. */
export const State = ({ refund, language }: { refund: RefundView; language: Language }) => {
  const words = messagesOf(language).refunds;
  if (refund.ended !== null) return <Tag tone="bad">{refund.ended}</Tag>;
  if (refund.due === null) return <>{words.notDue}</>;
  return (
    <>
      {refund.paidOn === null ? <Tag tone={refund.isLate ? "bad" : "go"}>{refund.isLate ? words.overdue(refund.late) : words.owed}</Tag> : <>{(refund.isLetter ? words.released : words.paid)(refund.paidOn)}{refund.isLate && <> <Tag tone="bad">{words.late(refund.late)}</Tag></>}</>}
      {refund.order !== null && <span class="hint">{refund.order}</span>}
      <StatementLinks base={refund.form} label={words.form} />
      {refund.charge !== null && <details><summary>{words.charge(decimalText(parseRatio(refund.charge.value), 2))}</summary><TreeView tree={refund.charge} language={language} /></details>}
    </>
  );
};
