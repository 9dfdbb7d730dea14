import { moneyJson } from "../../kernel/money.js";
import { dayOf, rfc3339, type PlainDate } from "../../kernel/time.js";
import { payeeOf } from "../../deposits/use-cases/number.js";
import { lawSets } from "../../procedure/law.js";
import { dutyFrom } from "../../procedure/sale-dates.js";
import type { SaleNumber } from "../../procedure/sale-law.js";
import { scheduleNow, type Party } from "../../sales/deal.js";
import { instalmentInterest, LOAN_YEAR_DAYS } from "../../sales/interest.js";
import { priceNumber } from "../../sales/use-cases/contract.js";
import type { DealtLot } from "../../sales/use-cases/deals.js";
import type { World } from "../../world.js";

/** What the two parties of a deal read: confirmation, result, contract, and what is due and paid of the price. */
export async function dealBody(world: World, dealt: DealtLot, party: Party) {
  const { deal, lot } = dealt;
  return {
    stage: lot.stage, party, winner: deal.firm, price: moneyJson(deal.price), endedAt: rfc3339(deal.endedAt), confirmation: confirmationOf(dealt),
    result: { until: dutyOf(dealt, "resultDays"), notice: deal.published?.notice ?? null, publishedAt: deal.published === null ? null : rfc3339(deal.published.at) },
    contract: contractOf(dealt), payment: await paymentOf(world, dealt), refused: deal.refused === null ? null : { ground: deal.refused.ground, reason: deal.refused.reason, at: rfc3339(deal.refused.at) },
  };
}

/** The last day of a duty that runs from the deal; null where no rule sets one. */
export const dutyOf = ({ lawful, deal }: DealtLot, name: SaleNumber) => (lawSets(lawful, name) ? dutyFrom(lawful, name, deal.endedOn).rolledDate : null);

function confirmationOf(dealt: DealtLot) {
  const { prepared, signatures } = dealt.deal;
  const at = (party: Party) => (signatures[party] === null ? null : rfc3339(signatures[party].at));
  return { until: dutyOf(dealt, "confirmationDays"), notice: prepared?.notice ?? null, document: prepared?.document ?? null, signAt: prepared?.signAt ?? null, signPlace: prepared?.signPlace ?? null, signed: { seller: at("seller"), winner: at("winner") } };
}

function contractOf(dealt: DealtLot) {
  const { contract } = dealt.deal;
  const until = dutyOf(dealt, "grantContractDays");
  if (contract === null) return { until, number: null };
  const { number, signedOn, effectiveOn, file, payment, security, rate } = contract;
  return { until, number, signedOn, effectiveOn, file, payment, security, rate };
}

/** The number to pay to, what is left, each date with what came by then; null before the contract. */
async function paymentOf(world: World, dealt: DealtLot) {
  const sub = await priceNumber(world.db, world, dealt);
  if (sub === null) return null;
  const { deal } = dealt;
  return {
    number: sub.number, payee: await payeeOf(world.db, world, sub.account), paid: moneyJson(deal.paid), left: moneyJson(deal.price > deal.paid ? deal.price - deal.paid : 0n),
    schedule: scheduleNow(deal, dayOf(world.clock())).map(({ until, paid, came, overdue }) => ({ until, atLeast: moneyJson(paid), came: moneyJson(came), overdue })),
    payments: deal.payments.map(({ source, fen, valueOn }) => ({ source, amount: moneyJson(BigInt(fen)), valueOn })), interest: interestOf(dealt, dayOf(world.clock())),
  };
}

/** What instalments of property bear by the rate of their contract until today, or until the last of them came; null where they bear nothing. */
function interestOf({ deal }: DealtLot, today: PlainDate) {
  const interest = instalmentInterest(deal, today);
  return interest === null ? null : { ...interest, yearDays: Number(LOAN_YEAR_DAYS), amount: moneyJson(interest.amount) };
}
