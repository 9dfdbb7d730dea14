import { placeOrder } from "../../bank/use-cases/orders.js";
import { endsBy } from "../../bidding/use-cases/refunds.js";
import { allOrNothing } from "../../db/database.js";
import type { Actor } from "../../identity/actor.js";
import type { Fen } from "../../kernel/money.js";
import { ok, refuse, type Result } from "../../kernel/result.js";
import { dayOf, type Instant } from "../../kernel/time.js";
import { accountOf, moved } from "../../ledger/entry.js";
import { book } from "../../ledger/use-cases/book.js";
import { lineOf } from "../../lines/lines.js";
import { audience } from "../../messages/audiences.js";
import { tell } from "../../messages/use-cases/tell.js";
import type { World } from "../../world.js";
import { digits, nextRefund } from "../decide.js";
import { BOND_FLOW, bondCause, convertedCause } from "../flows.js";
import { basicAccountOf, bondOrders } from "../queries.js";
import { heldDeposit, notEnded } from "./forfeit.js";

type Place = { readonly tenderId: string; readonly lot: string };

/** The winner's deposit becomes its performance bond, in the same sum, once the contract is signed, where the line's law lets it. Law: 政府采购法实施条例 33; 87号令 38 (GP-14). */
export const convertDeposit = (world: World, actor: Actor, place: Place, bidder: string, at: Instant): Promise<Result<{ readonly fen: Fen }>> =>
  allOrNothing(world.db, async (tx) => {
    const held = await heldDeposit(tx, world, actor, { ...place, bidder }, at);
    if (!held.ok) return held;
    const { found, deposit, held: credit } = held.value;
    if (!lineOf(found.tender.row.line).convertsDeposits) return refuse("deposit-not-converted");
    if (found.line.duty?.cause !== "won") return refuse("refund-not-due", { bidder });
    const free = notEnded(found.line.guarantee);
    if (!free.ok) return free;
    const mine = await endsBy(tx, world, found.line.guarantee.reference, "convert", at);
    if (!mine.ok) return mine;
    const fen = BigInt(credit.amount);
    const booked = await book(tx, world, [{ cause: convertedCause(found.line.guarantee.reference), kind: "deposit-converted", bookedOn: dayOf(at), reverses: null, lines: moved(accountOf("performance-bonds", deposit.number), accountOf("deposits", deposit.number), fen) }], { id: actor.id }, at);
    if (!booked.ok) return booked;
    await tell(tx, world, { kind: "deposit-converted", to: [audience.firm(bidder)], tender: place.tenderId, lot: place.lot }, at);
    return ok({ fen });
  });

/** A performance bond that was a deposit goes back once the contract is performed, by the tenderer's word, to where the deposit came from; what came back to the account the firm stated since. */
export const releaseBond = (world: World, actor: Actor, place: Place, bidder: string, at: Instant): Promise<Result<{ readonly order: string; readonly fen: Fen }>> =>
  allOrNothing(world.db, async (tx) => {
    const held = await heldDeposit(tx, world, actor, { ...place, bidder }, at);
    if (!held.ok) return held;
    const { found: { line: { guarantee } }, deposit, held: credit } = held.value;
    if (guarantee.ended !== "convert") return refuse("not-found", { what: bidder });
    const next = nextRefund(await bondOrders(tx, world.exchange.id, guarantee.reference));
    if (!next.ok) return next;
    const stated = next.value.returned === null ? null : await basicAccountOf(tx, world.exchange.id, bidder);
    if (next.value.returned !== null && (stated === null || stated.account === next.value.returned.payee.account)) return refuse("refund-account-wanted");
    const payee = stated === null ? { name: credit.payer_name, account: digits(credit.payer_account), bank: credit.payer_bank } : { name: credit.payer_name, account: stated.account, bank: stated.bank };
    const fen = BigInt(credit.amount);
    const placed = await placeOrder(tx, world, { cause: bondCause(guarantee.reference, next.value.attempt), account: deposit.account, payee, against: [{ account: accountOf("performance-bonds", deposit.number), fen }], purpose: BOND_FLOW, reference: guarantee.reference, words: "退还履约保证金" }, { id: actor.id }, at);
    return placed.ok ? ok({ order: placed.value.number, fen }) : placed;
  });
