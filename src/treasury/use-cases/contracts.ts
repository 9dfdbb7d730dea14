import { allOrNothing, type Tx } from "../../db/database.js";
import type { Actor } from "../../identity/actor.js";
import { can } from "../../identity/can.js";
import { newId } from "../../identity/use-cases/people.js";
import { decideAcceptance, type AcceptanceGiven } from "../../judging/acceptance.js";
import { contractOfLot } from "../../judging/queries.js";
import { ok, refuse, type Result } from "../../kernel/result.js";
import { dayOf, type Instant } from "../../kernel/time.js";
import { freezeRules } from "../../rules/rules.js";
import { fenOf } from "../../tenders/amounts.js";
import { ownerOf } from "../../tenders/owner.js";
import { tenderById } from "../../tenders/queries.js";
import type { World } from "../../world.js";
import { decideDays } from "../due.js";
import type { ContractGiven, PayeeGiven } from "../forms.js";
import { contractById, contractLike, dayIn, outsideAcceptances, payeesOf, type ContractRow } from "../queries.js";
import { contractName, holdNames, insertAcceptance, insertContract, insertPayee } from "../store.js";

type Particulars = Pick<ContractRow, "unit" | "supplier" | "supplier_name" | "price_fen" | "signed_on" | "sha256" | "tender_id" | "lot">;

/** Who and how much, as the lot's recorded contract says, or as the unit enters it of one from outside. */
async function particularsOf(tx: Tx, world: World, actor: Actor, given: ContractGiven): Promise<Result<Particulars>> {
  if (given.kind === "outside") {
    const { supplier, supplierName, price, signedOn, sha256 } = given;
    return ok({ unit: actor.organisation?.uscc ?? "", supplier, supplier_name: supplierName, price_fen: fenOf(price).toString(), signed_on: signedOn, sha256, tender_id: null, lot: null });
  }
  const tender = await tenderById(tx, world.exchange.id, given.tender);
  const isOwn = tender !== null && can(actor, "payment.contract", ownerOf(tender)).ok;
  if (!isOwn) return refuse("not-found", { what: given.tender });
  const contract = await contractOfLot(tx, { exchangeId: world.exchange.id, tenderId: given.tender, lot: given.lot });
  if (contract === null) return refuse("contract-not-signed");
  return ok({ unit: ownerOf(tender).tenderer, supplier: contract.supplier, supplier_name: contract.supplierName, price_fen: contract.price.toString(), signed_on: contract.signedOn, sha256: contract.sha256, tender_id: given.tender, lot: given.lot });
}

/** A unit enters a contract to pay under, with the account the contract names. */
export const enterContract = (world: World, actor: Actor, given: ContractGiven, at: Instant): Promise<Result<{ readonly contract: string }>> =>
  allOrNothing(world.db, async (tx) => {
    const found = await particularsOf(tx, world, actor, given);
    if (!found.ok) return found;
    const days = decideDays(freezeRules(dayOf(at)), given.paymentDays, given.small);
    if (!days.ok) return days;
    const contract = newId("c", world.random);
    const made = { made_by: actor.id, made_at: new Date(at) };
    const isNew = await insertContract(tx, { exchange_id: world.exchange.id, contract, kind: given.kind, number: given.number, title: given.title, small: given.small, payment_days: days.value, ...found.value, ...made });
    if (!isNew) return refuse("contract-entered", { contract: (await contractLike(tx, world.exchange.id, { unit: found.value.unit, number: given.number, tender: found.value.tender_id, lot: found.value.lot }))?.contract ?? given.number });
    await insertPayee(tx, { exchange_id: world.exchange.id, contract, serial: 1, ...given.payee, document: null, ...made });
    return ok({ contract });
  });

/** A contract of the unit's own, held. */
async function heldContract(tx: Tx, world: World, actor: Actor, contract: string): Promise<Result<ContractRow>> {
  await holdNames(tx, world.exchange.id, [contractName(contract)]);
  const row = await contractById(tx, world.exchange.id, contract);
  if (row === null) return refuse("not-found", { what: contract });
  const may = can(actor, "payment.contract", { tenderer: row.unit });
  return may.ok ? ok(row) : may;
}

/** The contract's account becomes another one, by the document that both sides signed; those before stay on file. */
export const changePayee = (world: World, actor: Actor, contract: string, { payee, document }: PayeeGiven, at: Instant): Promise<Result<{ readonly serial: number }>> =>
  allOrNothing(world.db, async (tx) => {
    const row = await heldContract(tx, world, actor, contract);
    if (!row.ok) return row;
    const serial = (await payeesOf(tx, world.exchange.id, contract)).length + 1;
    await insertPayee(tx, { exchange_id: world.exchange.id, contract, serial, ...payee, document, made_by: actor.id, made_at: new Date(at) });
    return ok({ serial });
  });

/** A unit records what it accepted of a contract from outside; one of a lot is accepted there. */
export const acceptOutside = (world: World, actor: Actor, contract: string, given: AcceptanceGiven, at: Instant): Promise<Result<{ readonly serial: number }>> =>
  allOrNothing(world.db, async (tx) => {
    const row = await heldContract(tx, world, actor, contract);
    if (!row.ok) return row;
    if (row.value.kind !== "outside") return refuse("acceptance-elsewhere");
    const before = await outsideAcceptances(tx, world.exchange.id, contract);
    const decided = decideAcceptance(given, { signedOn: dayIn(row.value.signed_on), today: dayOf(at), price: BigInt(row.value.price_fen), accepted: before.reduce((sum, { amount_fen }) => sum + BigInt(amount_fen), 0n) });
    if (!decided.ok) return decided;
    await insertAcceptance(tx, { exchange_id: world.exchange.id, contract, serial: before.length + 1, accepted_on: given.acceptedOn, parts: given.parts, amount_fen: decided.value.toString(), sha256: given.sha256, made_by: actor.id, made_at: new Date(at) });
    return ok({ serial: before.length + 1 });
  });
