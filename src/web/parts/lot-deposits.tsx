import type { Instant } from "../../kernel/time.js";
import type { PageContext } from "../context.js";
import { depositWords } from "../messages/deposits.js";
import type { ActionView } from "../views.js";
import { ForfeitFacts, type ForfeitView } from "./forfeits.js";
import { ActionForm } from "./form.js";
import { Table } from "./table.js";
import { End, Fact, Hash, Money, Tag } from "./text.js";

/** Deposits of a lot for its tenderer, and what its late refunds cost. `state` of a charge is null while its money has not come. */
export type LotDeposits = {
  readonly deposits: readonly { readonly name: string; readonly uscc: string; readonly fen: bigint; readonly state: string; /** Until when a proposal may be decided; null where none is open. */ readonly openUntil: Instant | null; /** The address of the demand on a letter’s issuer. */ readonly demand: string | null; readonly forfeits: readonly ForfeitView[]; readonly actions: readonly ActionView[] }[];
  readonly charges: readonly { readonly fen: bigint; readonly number: string; readonly payee: string; readonly state: string | null; readonly isPaid: boolean }[];
};
type Part = { readonly view: LotDeposits; readonly page: PageContext };

export const Deposits = ({ view, page }: Part) => {
  const words = depositWords(page.language);
  return (
    <section aria-label={words.desk.title}>
      <h3>{words.desk.title}</h3>
      {view.deposits.length > 0 && <p class="hint">{words.desk.lead}</p>}
      {view.deposits.map((each) => (
        <div class="act">
          <h4 lang="zh-CN">{each.name} <span class="hint"><Hash>{each.uscc}</Hash></span></h4>
          <dl class="facts">
            <Fact name={words.forfeit.amount} language={page.language}><Money fen={each.fen} /></Fact>
            <Fact name={words.forfeit.state} language={page.language}><Tag tone={each.openUntil === null ? "info" : "go"}>{each.state}</Tag></Fact>
            {each.openUntil !== null && <Fact name={words.desk.openUntil} language={page.language}><End at={each.openUntil} language={page.language} /></Fact>}
            {each.demand !== null && <Fact name={words.desk.demand} language={page.language}><a href={each.demand}>{words.desk.demandPdf}</a></Fact>}
          </dl>
          {each.forfeits.map((forfeit) => <ForfeitFacts view={forfeit} page={page} answer={words.desk.firmSays} />)}
          {each.actions.map((action) => (action.refusal === null ? <details class="act"><summary>{action.label}</summary><ActionForm action={action} language={page.language} /></details> : <ActionForm action={action} language={page.language} />))}
        </div>
      ))}
      {view.charges.length > 0 && <Charges view={view} page={page} />}
    </section>
  );
};

const Charges = ({ view, page }: Part) => {
  const words = depositWords(page.language).desk;
  return (
    <>
      <h4>{words.chargesDue}</h4>
      <p class="hint">{words.chargesLead}</p>
      <Table label={words.chargesDue} head={[words.chargeOf, words.payTo, words.chargeState]} stack>
        {view.charges.map((each) => (
          <tr><th scope="row" data-column={words.chargeOf}><Money fen={each.fen} /></th><td data-column={words.payTo} lang="zh-CN"><Hash>{each.number}</Hash><span class="hint">{each.payee}</span></td><td data-column={words.chargeState}><Tag tone={each.isPaid ? "ok" : "go"}>{each.state ?? words.chargeOpen}</Tag></td></tr>
        ))}
      </Table>
    </>
  );
};
