import { yuan } from "../../kernel/money.js";
import type { PageContext } from "../context.js";
import { applicationWords } from "../messages/applications.js";
import type { DepositView } from "./deposit.js";
import { Table } from "./table.js";
import { Tag, Time } from "./text.js";

type Shown = { readonly credits: DepositView["credits"]; readonly page: PageContext; /** What it is that was taken; why what was not is not. */ readonly taken: string; readonly unclear: (why: string) => string };

/** What banks credited to a number of one’s own, taken or not, and why not. */
export const Credits = ({ credits, page, taken, unclear }: Shown) => {
  const words = applicationWords(page.language);
  return (
    <Table stack label={words.came} caption={words.came} head={[words.valueAt, { text: words.sum, number: true }, words.result]}>
      {credits.map(({ amount, currency, valueAt, fault, isReversed }) => (
        <tr>
          <th scope="row"><Time at={valueAt} language={page.language} /></th><td class="n" data-column={words.sum}>{currency === "CNY" ? `¥${yuan(amount)}` : `${yuan(amount)} ${currency}`}</td>
          <td data-column={words.result}>{isReversed ? <Tag tone="bad">{words.reversed}</Tag> : fault === null ? <Tag tone="ok">{taken}</Tag> : <><Tag tone="bad">{words.notTaken}</Tag> {unclear(fault)}</>}</td>
        </tr>
      ))}
    </Table>
  );
};
