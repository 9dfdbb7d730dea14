import type { Refusal } from "../kernel/refusal.js";
import { refuse } from "../kernel/result.js";
import { dayOf, type Instant, type PlainDate } from "../kernel/time.js";
import { saleLineOf } from "../lines/lines.js";
import type { SaleLawful } from "../procedure/sale-law.js";
import { lawfulPayments, type Instalment } from "../procedure/sale-prices.js";
import type { Fen } from "../kernel/money.js";
import type { Deal } from "./deal.js";
import type { SaleForm } from "./form.js";
import type { Sale } from "./queries.js";

type Given = { readonly effectiveOn: PlainDate; readonly price: Fen; readonly schedule: readonly Instalment[] | null; readonly security: string | null; readonly rate: string | null; readonly payee: object | null };
type Dealt = { readonly sale: Pick<Sale, "row" | "rounds">; readonly form: SaleForm; readonly lawful: SaleLawful; readonly deal: Pick<Deal, "price"> };
type Scheduled = { readonly schedule: readonly Instalment[]; readonly fault: Refusal | null };

const no = (refused: { readonly refusal: Refusal }): Scheduled => ({ schedule: [], fault: refused.refusal });

/** The day whose rules count for a deal: that of its last notice. @throws {RangeError} where there is none */
export function dayOfPrice({ sale }: Pick<Dealt, "sale">): PlainDate {
  const last = sale.rounds.at(-1);
  if (last === undefined) throw new RangeError("a deal without a notice");
  return dayOf(last.published_at.getTime() as Instant);
}

/** The dates of a contract: those of the law, else as the contract says by its notice. */
export function scheduleOf({ sale, form, lawful, deal }: Dealt, given: Given): Scheduled {
  const byLaw = lawfulPayments(lawful, deal.price, given.effectiveOn, form.payment);
  const { schedule } = given;
  const wrong = saidWrongly(saleLineOf(sale.row.line).proceeds === "seller", form, given);
  if (wrong !== null) return no(wrong);
  if ((byLaw === null) === (schedule === null)) return no(refuse("sale-schedule-whose"));
  const dates = byLaw ?? schedule ?? [];
  return grows(dates, given.effectiveOn) && dates.at(-1)?.paid === deal.price ? { schedule: dates, fault: null } : no(refuse("sale-schedule-wrong"));
}

/** A transferor names its account, and says what secures instalments that go on for a year; nobody else does either. Law: 32号令 28. */
function saidWrongly(toSeller: boolean, { payment }: SaleForm, { payee, security, rate }: Given) {
  if (toSeller !== (payee !== null)) return refuse("sale-payee");
  return (toSeller && payment === "instalments") === (security !== null && rate !== null) ? null : refuse("sale-instalments-secured");
}

/** Whether dates and sums grow from one to the next. */
const grows = (schedule: readonly Instalment[], from: PlainDate): boolean => schedule.every(({ until, paid }, place) => {
  const before = schedule[place - 1];
  return before === undefined ? until >= from && paid > 0n : until > before.until && paid > before.paid;
});
