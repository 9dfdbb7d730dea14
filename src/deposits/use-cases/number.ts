import { accountFor, accountByNumber, branchOf } from "../../bank/queries.js";
import { openSubAccount } from "../../bank/use-cases/accounts.js";
import { allOrNothing, type Db, type Tx } from "../../db/database.js";
import type { Actor } from "../../identity/actor.js";
import { can } from "../../identity/can.js";
import { holdStanding } from "../../identity/use-cases/offices.js";
import { hex } from "../../kernel/bytes.js";
import type { Fen } from "../../kernel/money.js";
import { ok, refuse, type Result } from "../../kernel/result.js";
import { rfc3339, type Instant } from "../../kernel/time.js";
import { OPEN_STAGES } from "../../procedure/procedure.js";
import { moneyFen } from "../../tenders/amounts.js";
import { deadlineOf } from "../../tenders/facts.js";
import { lotOf } from "../../tenders/form.js";
import { tenderById, type Tender } from "../../tenders/queries.js";
import type { World } from "../../world.js";
import { DEPOSIT_FLOW } from "../flows.js";
import { numberOf } from "../queries.js";
import { insertNumber } from "../store.js";

type Place = { readonly tenderId: string; readonly lot: string };
const REFERENCE_BYTES = 16;

/** The lot of a published tender that asks a deposit, with its sum. */
export async function lotWithDeposit(db: Db | Tx, world: World, { tenderId, lot: code }: Place): Promise<Result<{ readonly tender: Tender; readonly stage: string; readonly wanted: Fen }>> {
  const tender = await tenderById(db, world.exchange.id, tenderId);
  const lot = tender?.lots.find((each) => each.lot === code);
  if (tender?.row.published_at == null || lot === undefined) return refuse("not-found", { what: `${tenderId}/${code}` });
  const wanted = moneyFen(lotOf(tender.form, code).deposit);
  return wanted === null ? refuse("guarantee-not-required", { lot: code }) : ok({ tender, stage: lot.stage, wanted });
}

/**
 * Gives a firm the number to pay its deposit for a lot to, until the deadline; asked again, the same one. The reference it is opened for is random: the bank's
 * tables say neither which tender nor which firm (docs/decisions/0066-a-bank-learns-numbers-alone.md).
 */
export const askNumber = (world: World, actor: Actor, place: Place, at: Instant): Promise<Result<{ readonly number: string }>> =>
  allOrNothing(world.db, async (tx) => {
    const may = can(actor, "deposit.ask");
    if (!may.ok) return may;
    const bidder = actor.organisation?.uscc ?? "";
    const standing = await holdStanding(tx, world.exchange.id, [bidder]);
    if (!standing.ok) return standing;
    const open = await openFor(tx, world, place, at);
    if (!open.ok) return open;
    await insertNumber(tx, { exchange_id: world.exchange.id, tender_id: place.tenderId, lot: place.lot, bidder, reference: hex(world.random(REFERENCE_BYTES)), asked_by: actor.id, asked_at: new Date(at) });
    const row = await numberOf(tx, { exchangeId: world.exchange.id, ...place }, bidder);
    if (row === null) throw new RangeError("a deposit's number that is not there");
    return ok(await openSubAccount(tx, world, { account: open.value, purpose: DEPOSIT_FLOW, reference: row.reference }, at));
  });

/** The account of deposits, where numbers for a lot are given out now. */
async function openFor(tx: Tx, world: World, place: Place, at: Instant): Promise<Result<string>> {
  const found = await lotWithDeposit(tx, world, place);
  if (!found.ok) return found;
  const deadline = deadlineOf(found.value.tender, place.lot);
  if (at >= deadline || !OPEN_STAGES.has(found.value.stage)) return refuse("deposit-number-late", { deadline: rfc3339(deadline) });
  const account = await accountFor(tx, world.exchange.id, "deposits", []);
  return account?.sub_prefix == null ? refuse("no-deposit-account") : ok(account.number);
}

/** Whose account a number is under, as a payer writes it. */
export async function payeeOf(db: Db | Tx, world: World, account: string): Promise<{ readonly name: string; readonly bank: string }> {
  const row = await accountByNumber(db, world.exchange.id, account);
  return { name: row?.name ?? "", bank: row === null ? "" : branchOf(row) };
}
