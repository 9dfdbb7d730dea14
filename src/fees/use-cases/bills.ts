import { unitByCode, unitsOf } from "../../centre/queries.js";
import { isInForce, type Unit } from "../../centre/unit.js";
import { accountsOf, branchOf } from "../../bank/queries.js";
import { closeSubAccount, openSubAccount } from "../../bank/use-cases/accounts.js";
import { allOrNothing, type Tx } from "../../db/database.js";
import type { NewRow } from "../../db/schema.js";
import type { Actor } from "../../identity/actor.js";
import { checkUscc } from "../../kernel/codes.js";
import { ok, refuse, type Result } from "../../kernel/result.js";
import { dayOf, type Instant, type PlainDate } from "../../kernel/time.js";
import { paymentNotice } from "../../notices/fee-papers.js";
import { sha256Hex } from "../../signing/hash-node.js";
import type { World } from "../../world.js";
import { billBytes, billFile, bookStep, checkLine, checkReview, checkVersions, inState, reductionIn, totalsOf, type BillState, type BillStep, type Calculation, type Declaration, type Review } from "../bill.js";
import { paymentFacts } from "../papers.js";
import { billByNumber, billHead, catalogueOn, countBills, type Bill } from "../queries.js";
import { changeBill, changeBook, holdBill, holdNumbers, insertBill, insertBooks, insertMove, replaceLines } from "../store.js";
import { workOut } from "./items.js";
import { tellNext, tellPayer } from "./tell.js";
import { commonOf, keepPaper, saltOf } from "./papers.js";

/** The flow of money that bills are paid by. */
export const BILL_FLOW = "fee-bill";
const SERIAL_DIGITS = 6;

/** A project declares once what it is and who pays; each unit named then calculates. Whoever pays declares for himself, a window for anybody. */
export const declareBill = (world: World, actor: Actor, given: Declaration, at: Instant): Promise<Result<{ readonly bill: string }>> => allOrNothing(world.db, (tx) => declareBillIn(tx, world, actor, given, at));

/** The same within what else is done, such as the one bill of a joint case. */
export async function declareBillIn(tx: Tx, world: World, actor: Actor, given: Declaration, at: Instant): Promise<Result<{ readonly bill: string }>> {
  const payer = checkUscc(given.payer.uscc);
  if (!payer.ok) return payer;
  if (actor.role !== "window-staff" && (actor.organisation?.uscc !== payer.value || actor.agency !== undefined)) return refuse("bill-payer");
  const units = await collectingUnits(tx, world, [...new Set(given.units)], at);
  if (!units.ok) return units;
  await holdNumbers(tx, world.exchange.id, "bills");
  const year = `F${dayOf(at).slice(0, 4)}`;
  const bill = `${year}${String((await countBills(tx, world.exchange.id, year)) + 1).padStart(SERIAL_DIGITS, "0")}`;
  await insertBill(tx, { exchange_id: world.exchange.id, bill_no: bill, project: given.project, payer_name: given.payer.name, payer_uscc: payer.value, facts: JSON.stringify(given.facts), state: "DRAFT", version: 1, made_by: actor.id, made_at: new Date(at) }, units.value.map(({ code }) => code));
  await moved(tx, world, bill, { step: "declared", state: "DRAFT", actor, at });
  return ok({ bill });
}

async function collectingUnits(tx: Tx, world: World, codes: readonly string[], at: Instant): Promise<Result<readonly Unit[]>> {
  const known = new Map((await unitsOf(tx, world.exchange.id)).map((unit) => [unit.code, unit]));
  const missing = codes.find((code) => { const unit = known.get(code); return unit === undefined || !isInForce(unit, dayOf(at)); });
  if (missing !== undefined) return refuse("unit-not-in-force", { unit: missing, on: dayOf(at) });
  const units = codes.flatMap((code) => known.get(code) ?? []);
  const idle = units.find(({ kinds }) => !kinds.includes("collecting"));
  return idle === undefined ? ok(units) : refuse("unit-collects-nothing", { unit: idle.zh });
}

type Moved = { readonly step: BillStep; readonly state: BillState; readonly actor: Pick<Actor, "id" | "signed">; readonly at: Instant; readonly unit?: string; readonly reason?: string };
/** Writes down what happened to a bill. */
export const moved = (tx: Tx, world: World, bill: string, { step, state, actor, at, unit, reason }: Moved): Promise<void> =>
  insertMove(tx, { exchange_id: world.exchange.id, bill_no: bill, step, state, unit_code: unit ?? null, reason: reason ?? null, signed: actor.signed?.sha256 ?? null, made_by: actor.id, made_at: new Date(at) });

/** A bill, held until the transaction ends. */
export async function heldBill(tx: Tx, world: World, bill: string): Promise<Result<Bill>> {
  const held = (await holdBill(tx, { exchangeId: world.exchange.id, bill })) ? await billByNumber(tx, world.exchange.id, bill) : null;
  return held === null ? refuse("not-found", { what: bill }) : ok(held);
}

/** The same without its lines: a unit says anew all that it charges. */
async function heldHead(tx: Tx, world: World, bill: string): Promise<Result<Pick<Bill, "row" | "units">>> {
  const held = (await holdBill(tx, { exchangeId: world.exchange.id, bill })) ? await billHead(tx, world.exchange.id, bill) : null;
  return held === null ? refuse("not-found", { what: bill }) : ok(held);
}

/** One unit says what it charges, by its own items alone, instead of what it said before. When all have, the bill waits for review. */
export const calculateUnit = (world: World, actor: Actor, place: { readonly bill: string; readonly unit: string }, given: Calculation, at: Instant): Promise<Result<{ readonly bill: string; readonly version: number; readonly state: BillState }>> =>
  allOrNothing(world.db, async (tx) => {
    const held = await heldHead(tx, world, place.bill);
    if (!held.ok) return held;
    const own = await ownCalculation(tx, world, actor, held.value, place.unit);
    if (!own.ok) return own;
    const stands = inState(held.value.row.state, "DRAFT", "CALCULATED");
    if (!stands.ok) return stands;
    if (own.value !== given.version) return refuse("bill-changed", { version: own.value });
    const worked = await workedLines(tx, world, place, given, at);
    if (!worked.ok) return worked;
    const [key, version] = [{ exchangeId: world.exchange.id, bill: place.bill }, own.value + 1];
    await replaceLines(tx, key, { code: place.unit, version, by: actor.id, at: new Date(at) }, worked.value);
    const state = held.value.units.every(({ unit_code, version: known }) => unit_code === place.unit || known > 0) ? "CALCULATED" : "DRAFT";
    await changeBill(tx, key, { state, version: held.value.row.version + 1 });
    await moved(tx, world, place.bill, { step: "calculated", state, actor, at, unit: place.unit });
    await tellNext(tx, world, state, at);
    return ok({ bill: place.bill, version, state });
  });

/** The lines a unit asks for, each worked out by the version in force and held to what its officer may charge. */
async function workedLines(tx: Tx, world: World, { bill, unit }: { readonly bill: string; readonly unit: string }, given: Calculation, at: Instant): Promise<Result<NewRow<"bill_lines">[]>> {
  const worked = await workOut(tx, world.exchange.id, given.lines.map(({ item, quantity, reduction }) => ({ item, quantity, reduction: reductionIn(reduction) })), dayOf(at));
  if (!worked.ok) return worked;
  const rows: NewRow<"bill_lines">[] = [];
  for (const [place, line] of worked.value.entries()) {
    const { amount = null, reduction = null } = given.lines[place] ?? {};
    const fit = checkLine(line, unit, amount);
    if (!fit.ok) return fit;
    rows.push({
      exchange_id: world.exchange.id, bill_no: bill, unit_code: unit, place: place + 1, item_code: line.item.code, item_version: line.item.version, quantity: line.quantity, reduction: reduction === null ? null : JSON.stringify(reduction), standard_fen: line.standard.toString(), payable_fen: line.payable.toString(),
    });
  }
  return ok(rows);
}

/** The version of the calculation of an officer's own unit; another's is not there for him. */
async function ownCalculation(tx: Tx, world: World, actor: Actor, bill: Pick<Bill, "row" | "units">, code: string): Promise<Result<number>> {
  const asked = bill.units.find(({ unit_code }) => unit_code === code);
  const unit = asked === undefined ? null : await unitByCode(tx, world.exchange.id, code);
  return asked === undefined || unit?.uscc !== actor.organisation?.uscc ? refuse("not-found", { what: `${bill.row.bill_no}/${code}` }) : ok(asked.version);
}

/** The hash of a bill as it stands: what the reviewer and the seal keeper sign. */
export const billHash = (world: World, bill: Bill): string => sha256Hex(billBytes(world.exchange.origin, headOf(bill), bill.lines));
const headOf = ({ row }: Bill) => ({ bill: row.bill_no, project: row.project, payer: { name: row.payer_name, uscc: row.payer_uscc }, facts: row.facts as Readonly<Record<string, string>>, version: row.version });

/** Whether lines can be passed on: there are some, and each rests on what holds today. */
const checkLines = async (tx: Tx, world: World, lines: Bill["lines"], at: Instant): Promise<Result<true>> =>
  lines.length === 0 ? refuse("bill-empty") : checkVersions(lines, await catalogueOn(tx, world.exchange.id, dayOf(at), lines.map(({ item }) => item.code)));

/** Finance passes a bill on to the seal with the day to pay by, or sends it back to the units with a reason. */
export const reviewBill = (world: World, actor: Actor, bill: string, given: Review, at: Instant): Promise<Result<{ readonly bill: string; readonly state: BillState }>> =>
  allOrNothing(world.db, async (tx) => {
    const held = await heldBill(tx, world, bill);
    if (!held.ok) return held;
    const { row, lines } = held.value;
    const fit = checkReview(row, given, dayOf(at));
    if (!fit.ok) return fit;
    const passes = given.verdict === "pass" ? await checkLines(tx, world, lines, at) : ok(true as const);
    if (!passes.ok) return passes;
    const state = given.verdict === "pass" ? "REVIEWED" : "DRAFT";
    await changeBill(tx, { exchangeId: world.exchange.id, bill }, { state, ...(given.verdict === "pass" ? { due_on: given.dueOn } : { version: row.version + 1 }) });
    await moved(tx, world, bill, { step: given.verdict === "pass" ? "reviewed" : "returned", state, actor, at, ...(given.verdict === "pass" ? {} : { reason: given.reason }) });
    await tellNext(tx, world, state, at);
    return ok({ bill, state });
  });

export type Sealed = { readonly bill: string; readonly state: BillState; readonly paymentCode: string | null; readonly paper: string | null };

/** One seal fixes the bill (一章审定): from then on no unit changes it. The payer is told one sum, one number to pay it to, and why. Nothing to pay ends it. */
export const sealBill = (world: World, actor: Actor, bill: string, version: number, at: Instant): Promise<Result<Sealed>> =>
  allOrNothing(world.db, async (tx) => {
    const held = await heldBill(tx, world, bill);
    if (!held.ok) return held;
    const { row, lines } = held.value;
    const stands = inState(row.state, "REVIEWED");
    if (!stands.ok) return stands;
    if (version !== row.version) return refuse("bill-changed", { version: row.version });
    const fit = await checkLines(tx, world, lines, at);
    if (!fit.ok) return fit;
    const totals = totalsOf(lines);
    if (totals.payable > 0n) return askPayment(tx, world, actor, held.value, at);
    await changeBill(tx, { exchangeId: world.exchange.id, bill }, { state: "WAIVED", total_fen: "0" });
    for (const step of ["sealed", "waived"] as const) await moved(tx, world, bill, { step, state: "WAIVED", actor, at });
    return ok({ bill, state: "WAIVED", paymentCode: null, paper: null });
  });

async function askPayment(tx: Tx, world: World, actor: Actor, held: Bill, at: Instant): Promise<Result<Sealed>> {
  const { row: { bill_no: bill, due_on: dueOn }, lines } = held;
  const [key, by] = [{ exchangeId: world.exchange.id, bill }, { id: actor.id, at: new Date(at) }];
  const account = (await accountsOf(tx, world.exchange.id)).find(({ purpose, closed_on }) => purpose === "collection" && closed_on === null);
  if (account === undefined) return refuse("no-collecting-account");
  if (dueOn === null || dueOn <= dayOf(at)) return refuse("bill-due-past", { today: dayOf(at) });
  const { number: paymentCode } = await openSubAccount(tx, world, { account: account.number, purpose: BILL_FLOW, reference: bill }, at);
  const { payable, books } = totalsOf(lines);
  await changeBill(tx, key, { state: "NOTIFIED", payment_code: paymentCode, total_fen: payable.toString() });
  await insertBooks(tx, books.map(({ book, fen }) => ({ exchange_id: world.exchange.id, bill_no: bill, book, fen: fen.toString(), state: "CODED", changed_at: new Date(at) })), actor.id);
  const units = new Map((await unitsOf(tx, world.exchange.id)).map((unit) => [unit.code, unit]));
  const record = paymentNotice(commonOf(world, held.row, { id: `${bill}-P`, number: `${bill}-P`, path: `/fees/bills/${bill}?code=${paymentCode}` }, at), paymentFacts(lines, units, { paymentCode, payee: { name: account.name, bank: branchOf(account) }, dueOn: dueOn as PlainDate, terms: { salt: saltOf(world), bill: billFile(world.exchange.origin, headOf(held), lines), sealed: actor.signed?.sha256 ?? null } }));
  const kept = await keepPaper(tx, world, bill, null, record, at);
  if (!kept.ok) return kept;
  for (const { book } of books) await changeBook(tx, key, book, { state: bookStep("CODED", "ISSUED") }, by);
  for (const step of ["sealed", "notified"] as const) await moved(tx, world, bill, { step, state: "NOTIFIED", actor, at });
  await tellPayer(tx, world, { ...held.row, due_on: dueOn }, "bill-due", at);
  return ok({ bill, state: "NOTIFIED", paymentCode, paper: kept.value.paper });
}

/** Ends a bill that is not paid: what comes to its number afterwards is for nobody. */
export const cancelBill = (world: World, actor: Actor, bill: string, reason: string, at: Instant): Promise<Result<{ readonly bill: string; readonly state: BillState }>> =>
  allOrNothing(world.db, async (tx) => {
    const held = await heldBill(tx, world, bill);
    if (!held.ok) return held;
    const { row, books } = held.value;
    const stands = inState(row.state, "DRAFT", "CALCULATED", "REVIEWED", "NOTIFIED");
    if (!stands.ok) return stands;
    const key = { exchangeId: world.exchange.id, bill };
    for (const { book, state } of books) await changeBook(tx, key, book, { state: bookStep(state, "VOIDED") }, { id: actor.id, at: new Date(at) });
    if (row.payment_code !== null) await closeSubAccount(tx, world, row.payment_code, at);
    await changeBill(tx, key, { state: "CANCELLED" });
    await moved(tx, world, bill, { step: "cancelled", state: "CANCELLED", actor, at, reason });
    return ok({ bill, state: "CANCELLED" });
  });
