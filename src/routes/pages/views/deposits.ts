import { CREDIT_FAULTS } from "../../../bank/exception.js";
import { ORDER_STATES, type PaymentOrder } from "../../../bank/order.js";
import { guaranteesOf } from "../../../bidding/queries/guarantees.js";
import type { Row } from "../../../db/schema.js";
import { basicAccountOf, chargesOf, depositOf, refundOrders, type LateCharge } from "../../../deposits/queries.js";
import { payeeOf } from "../../../deposits/use-cases/number.js";
import { yuan } from "../../../kernel/money.js";
import { codeOf } from "../../../ledger/entry.js";
import { OPEN_STAGES } from "../../../procedure/procedure.js";
import { moneyFen } from "../../../tenders/amounts.js";
import { deadlineOf } from "../../../tenders/facts.js";
import { lotOf } from "../../../tenders/form.js";
import type { LotKey } from "../../../tenders/keys.js";
import type { LotRow, Tender } from "../../../tenders/queries.js";
import type { Language } from "../../../web/context.js";
import { depositWords } from "../../../web/messages/deposits.js";
import type { DepositView } from "../../../web/parts/deposit.js";
import type { World } from "../../../world.js";
import { button, type Drawing } from "../buttons.js";
import { instantOf } from "./lists.js";

/** An order to pay back in words: its sum, and where it stands. */
export function orderWords({ fen, state, against }: PaymentOrder, language: Language): string {
  const interest = against.filter(({ account }) => codeOf(account) === "deposit-interest").reduce((sum, part) => sum + part.fen, 0n);
  return `${yuan(fen)} ${language === "zh" ? "元" : "yuan"}${interest === 0n ? "" : depositWords(language).interest(yuan(interest))}${language === "zh" ? "，" : ", "}${ORDER_STATES[state][language]}`;
}

/** What the delay of a refund costs, in words. */
function chargeWords({ fen, order }: LateCharge, language: Language): string {
  const words = depositWords(language);
  return order === null || order.state === "refused" ? words.chargeDue(yuan(fen)) : words.chargeOrdered(yuan(fen), ORDER_STATES[order.state][language]);
}

type Of = { readonly tender: Tender; readonly lot: LotRow };

/** A firm's own deposit for a lot; null where the documents ask none. */
export async function ownDeposit(drawing: Drawing, of: Of, uscc: string): Promise<DepositView | null> {
  const { world, language } = drawing;
  const { tender, lot } = of;
  const fen = moneyFen(lotOf(tender.form, lot.lot).deposit);
  if (fen === null) return null;
  const key = { exchangeId: world.exchange.id, tenderId: tender.id, lot: lot.lot };
  const [deposit, own, order] = [await depositOf(world.db, key, uscc), await basicAccountOf(world.db, key.exchangeId, uscc), await newestOrder(world, key, uscc)];
  const paidTo = deposit === null ? NOWHERE : { number: deposit.number, payee: await payeeOf(world.db, world, deposit.account), credits: deposit.credits.map((row) => creditView(row, language)) };
  return {
    ...paidTo, fen, deadline: deadlineOf(tender, lot.lot), own, order: order === null ? null : orderWords(order, language), charge: (await chargesOf(world.db, key, uscc)).map((charge) => chargeWords(charge, language))[0] ?? null, cameBack: order?.state === "returned",
    actions: actionsOf(drawing, of, { hasNumber: deposit !== null, cameBack: order?.state === "returned" }),
  };
}

const NOWHERE = { number: null, payee: { name: "", bank: "" }, credits: [] } as const;

/** What came to a number, and why it is not taken where it is not. */
export const creditView = ({ amount, currency, value_at, fault, reversed_at }: Row<"bank_credits">, language: Language): DepositView["credits"][number] =>
  ({ amount: BigInt(amount), currency, valueAt: instantOf(value_at), fault: fault === null ? null : CREDIT_FAULTS[fault][language], isReversed: reversed_at !== null });

/** The newest order that pays a firm's guarantee back; null where none was placed. */
async function newestOrder(world: World, key: LotKey, uscc: string): Promise<PaymentOrder | null> {
  const guarantee = (await guaranteesOf(world.db, key, uscc)).findLast(({ way }) => way === "bank");
  return guarantee === undefined ? null : ((await refundOrders(world.db, key.exchangeId, guarantee.reference)).at(-1) ?? null);
}

/** A number is asked for once, the account is stated, while bids are taken; and again where a refund came back. */
function actionsOf(drawing: Drawing, { tender, lot }: Of, { hasNumber, cameBack }: { readonly hasNumber: boolean; readonly cameBack: boolean }): DepositView["actions"] {
  const isOpen = drawing.world.clock() < deadlineOf(tender, lot.lot) && OPEN_STAGES.has(lot.stage);
  const wanted = [...(isOpen && !hasNumber ? ["deposit-number"] : []), ...(isOpen || cameBack ? ["basic-account"] : [])];
  return wanted.map((act) => button(drawing, act, { tender: tender.id, lot: lot.lot }));
}
