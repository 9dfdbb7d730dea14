import { assignedCause, creditCause, orderCause, reversedCause } from "../../bank/causes.js";
import { moneyText } from "../../bank/bank-messages.js";
import type { PaymentOrder } from "../../bank/order.js";
import { creditsTo, evidenceAbout, keysOfBank, ordersPlaced, subAccountFor } from "../../bank/queries.js";
import { everyGuaranteeOf } from "../../bidding/queries/guarantees.js";
import { refundLines, type RefundLine } from "../../bidding/use-cases/refunds.js";
import type { Db, Tx } from "../../db/database.js";
import type { Row } from "../../db/schema.js";
import type { CitedGround } from "../../deposits/forfeit.js";
import { convertedCause, DEPOSIT_FLOW, forfeitCause } from "../../deposits/flows.js";
import { accountsStatedBy, bondOrders, chargeOrders, forfeitureSteps, numbersFor, rateRows, refundOrders } from "../../deposits/queries.js";
import { organisationName } from "../../identity/queries.js";
import { hex, utf8 } from "../../kernel/bytes.js";
import { canonical } from "../../kernel/canonical-json.js";
import { moneyJson } from "../../kernel/money.js";
import { dayOf, rfc3339, type Instant } from "../../kernel/time.js";
import { accountOf, entryJson } from "../../ledger/entry.js";
import { entriesAbout, entriesCausedBy, entriesNumbered, entryHashesAfter, rootsOf } from "../../ledger/queries.js";
import { rootTree } from "../../ledger/root.js";
import { lineOf } from "../../lines/lines.js";
import { demandOf } from "../../sureties/queries.js";
import { deadlineOf, rulesOf } from "../../tenders/facts.js";
import { lotOf } from "../../tenders/form.js";
import { leafOf, type Tender } from "../../tenders/queries.js";
import type { MoneyInput } from "../../verify/bundle-layout.js";
import { ordersOf } from "../../verify/money-bank.js";
import { accountsBy, postingLines } from "../../verify/money-postings.js";
import type { DepositsFile, Posting, RefundsFile } from "../../verify/money-shapes.js";
import type { World } from "../../world.js";

/** What an archive entry fixes of a tender's money: which entries of the ledger, up to which root, what was made of each payment, and the banks' words by bank and event. */
export type MoneyFixed = {
  readonly root: number; readonly entries: readonly string[]; readonly deposits: DepositsFile; readonly refunds: RefundsFile;
  readonly words: readonly (readonly [bank: string, event: string])[]; readonly about: readonly string[];
};
type Of = { readonly world: World; readonly db: Db | Tx; readonly tender: Tender; readonly now: Instant };

/** The money of a tender as the ledger had it at the last root below a size of the log; what was booked later is of a later archive. */
export async function moneyFixed(of: Of, treeSize: number): Promise<MoneyFixed> {
  const { world, db, tender } = of;
  const root = await lastRootBelow(world, db, treeSize);
  const [deposits, guarantees] = [await depositsIn(of), await guaranteesIn(of)];
  const refunds = await refundsIn(of);
  const entries = await entriesOf(of, { deposits, refunds }, root.upto);
  const booked = new Set((await entriesNumbered(db, world.exchange.id, entries)).map(({ entry }) => entry.cause));
  const isBooked = ({ order }: Order): boolean => booked.has(orderCause(order, "placed"));
  const shown = { deposits: deposits.map((each) => ({ ...each, credits: each.credits.filter((credit) => credit.money.currency !== "CNY" || booked.has(creditCause(credit))) })), refunds: refunds.map((each) => ({ ...each, orders: each.orders.filter(isBooked), chargeOrders: each.chargeOrders.filter(isBooked), converted: each.converted === null ? null : { ...each.converted, orders: each.converted.orders.filter(isBooked) } })) };
  const about = [...shown.deposits.flatMap(({ credits }) => credits.map(({ transaction }) => transaction)), ...shown.refunds.flatMap(ordersOf).map(({ order }) => order)];
  const head = { exchange: world.exchange.origin, tender: tender.id };
  return {
    root: root.serial, entries, about, words: (await evidenceAbout(db, world.exchange.id, about)).map(({ bank, event }) => [bank, event] as const),
    deposits: { v: "money-deposits/1", ...head, lots: tender.lots.map(({ lot }) => ({ lot, wanted: lotOf(tender.form, lot).deposit, deadline: rfc3339(deadlineOf(tender, lot)) })), deposits: shown.deposits, guarantees },
    refunds: { v: "money-refunds/1", ...head, line: tender.row.line, rulesOn: rulesOf(tender, of.now).frozenOn, rates: await ratesIn(of, deposits), refunds: shown.refunds },
  };
}

async function lastRootBelow(world: World, db: Db | Tx, treeSize: number): Promise<{ readonly serial: number; readonly upto: string }> {
  for (const root of (await rootsOf(db, world.exchange.id)).toReversed()) {
    const leaf = await leafOf(db, world.exchange.id, root.outbox_id);
    if (leaf !== null && leaf.idx < treeSize) return root;
  }
  return { serial: 0, upto: "0" };
}

async function depositsIn({ world: { exchange }, db, tender }: Of): Promise<DepositsFile["deposits"]> {
  const deposits = [];
  for (const { lot, bidder, reference } of await numbersFor(db, exchange.id, tender.id)) {
    const sub = await subAccountFor(db, exchange.id, DEPOSIT_FLOW, reference);
    if (sub === null) continue;
    deposits.push({
      lot, bidder, name: (await organisationName(db, exchange.id, bidder)) ?? "", number: sub.number, account: sub.account,
      stated: (await accountsStatedBy(db, exchange.id, bidder)).map(({ account, bank, stated_at: at }) => ({ account, bank, at: timeOf(at) })), credits: (await creditsTo(db, exchange.id, sub.number)).map(creditIn),
    });
  }
  return deposits;
}

const timeOf = (date: Date): string => rfc3339(date.getTime() as Instant);

const creditIn = (row: Row<"bank_credits">): DepositsFile["deposits"][number]["credits"][number] => ({
  bank: row.bank, transaction: row.transaction, payer: { name: row.payer_name, account: row.payer_account, bank: row.payer_bank }, money: moneyText(BigInt(row.amount), row.currency),
  valueAt: timeOf(row.value_at), receivedAt: timeOf(row.received_at), fault: row.fault, reversedAt: row.reversed_at === null ? null : timeOf(row.reversed_at),
});

async function guaranteesIn({ world: { exchange }, db, tender }: Of): Promise<DepositsFile["guarantees"]> {
  return (await everyGuaranteeOf(db, exchange.id, tender.id)).map(({ lot, bidder, reference, kind, amount_fen: fen, valid_until: validUntil, way, bank, transaction, ended }) =>
    ({ lot, bidder, reference, kind, money: moneyJson(BigInt(fen)), validUntil, way, credit: bank === null || transaction === null ? null : { bank, transaction }, ended }));
}

async function refundsIn({ world, db, tender, now }: Of): Promise<RefundsFile["refunds"]> {
  const refunds = [];
  for (const lot of tender.lots) for (const line of await refundLines(db, { world, tender, lot, now })) {
    const [orders, charges] = line.guarantee.way === "bank" ? [await refundOrders(db, world.exchange.id, line.guarantee.reference), await chargeOrders(db, world.exchange.id, line.guarantee.reference)] : [[], []];
    refunds.push({ lot: lot.lot, ...refundIn(line), orders: orders.map(orderIn), chargeOrders: charges.map(orderIn), kept: line.guarantee.ended === "forfeit" ? await keptOf({ world, db, tender, now }, line.guarantee.reference) : null, converted: line.guarantee.ended === "convert" ? await convertedOf({ world, db, tender, now }, line.guarantee.reference) : null });
  }
  return refunds;
}

type Refund = RefundsFile["refunds"][number];

/** On which grounds a guarantee was kept, and by what. @throws {RangeError} where nobody decided it */
async function keptOf({ world: { exchange }, db, tender }: Of, reference: string): Promise<Refund["kept"]> {
  const steps = await forfeitureSteps(db, exchange.id, reference);
  const decided = steps.findLast(({ step }) => step === "kept");
  const proposed = steps.find(({ step, serial }) => step === "proposed" && serial === decided?.serial);
  if (decided === undefined || proposed === undefined) throw new RangeError(`kept by nobody: ${reference}`);
  const [orders, demand] = [(await ordersPlaced(db, exchange.id, forfeitCause(reference))).map((order) => ({ ...orderIn(order), payee: order.payee })), await demandOf(db, exchange.id, reference)];
  return {
    grounds: (proposed.grounds as readonly CitedGround[]).map(({ ground, clause }) => ({ ground, clause })), decidedOn: dayOf(decided.made_at.getTime() as Instant), to: lineOf(tender.row.line).forfeits.to, unit: tender.project.tenderer_uscc,
    order: orders.at(-1) ?? null, before: orders.slice(0, -1), demand: demand === null ? null : { paper: demand.paper_id, sha256: demand.json_sha256, money: moneyJson(BigInt(demand.amount_fen)) },
  };
}

/** When a deposit became the performance bond, and how that goes back. */
async function convertedOf({ world: { exchange }, db }: Of, reference: string): Promise<Refund["converted"]> {
  const entry = (await entriesCausedBy(db, exchange.id, [convertedCause(reference)])).get(convertedCause(reference));
  return entry === undefined ? null : { on: entry.entry.bookedOn, orders: (await bondOrders(db, exchange.id, reference)).map(orderIn) };
}

function refundIn({ guarantee, duty, late }: RefundLine): Omit<Refund, "lot" | "orders" | "chargeOrders" | "kept" | "converted"> {
  const { bidder, reference, amount_fen: fen, paid_on: paidOn, charge_fen: charge, own_fault: ownFault } = guarantee;
  const owed = duty === null ? { cause: null, number: null, from: null, dueOn: null } : { cause: duty.cause, number: duty.number, from: typeof duty.from === "string" ? duty.from : dayOf(duty.from), dueOn: duty.period.rolledDate };
  return { bidder, reference, money: moneyJson(BigInt(fen)), ...owed, paidOn, late: paidOn === null ? 0 : late, charge: moneyJson(BigInt(charge ?? "0")), ownFault };
}

const dayOn = (at: Instant | null): string | null => (at === null ? null : dayOf(at));
const STATES = { queued: "placed", sent: "placed", accepted: "placed", paid: "paid", returned: "returned", refused: "refused" } as const;

const orderIn = ({ number, payOn, state, paidAt, returnedAt, against }: PaymentOrder): Order =>
  ({ order: number, payOn, state: STATES[state], paidOn: dayOn(paidAt), returnedOn: dayOn(returnedAt), against: against.map(({ account, fen }) => ({ account, fen: fen.toString() })) });

type Order = RefundsFile["refunds"][number]["orders"][number];

/** What was stated of the interest on the accounts that the deposits lie on. */
async function ratesIn({ world, db }: Of, deposits: DepositsFile["deposits"]): Promise<RefundsFile["rates"]> {
  const accounts = new Set(deposits.map(({ account }) => account));
  return (await rateRows(db, world.exchange.id)).filter(({ account }) => accounts.has(account)).map(({ account, from_on: from, millionths, year_days: yearDays }) => ({ account, from, millionths, yearDays }));
}

const STEPS = ["placed", "paid", "returned", "refused"];

/** Entries on the accounts of these deposits, and those of their credits and orders that touch other accounts alone. */
async function entriesOf({ world, db }: Of, { deposits, refunds }: { readonly deposits: DepositsFile["deposits"]; readonly refunds: RefundsFile["refunds"] }, upto: string): Promise<string[]> {
  const charged = refunds.flatMap(({ chargeOrders: orders }) => orders.flatMap(({ against }) => against.map(({ account }) => account)));
  const accounts = [...deposits.flatMap(({ number }) => [accountOf("deposits", number), accountOf("deposit-interest", number), accountOf("performance-bonds", number)]), ...charged];
  const credits = deposits.flatMap(({ credits: paid }) => paid.flatMap((credit) => [creditCause(credit), assignedCause(credit)].flatMap((cause) => [cause, reversedCause(cause)])));
  const orders = refunds.flatMap(ordersOf).flatMap(({ order }) => STEPS.map((step) => orderCause(order, step)));
  return accounts.length === 0 ? [] : entriesAbout(db, world.exchange.id, { accounts, causes: [...credits, ...orders] }, upto);
}

/** Every file of money/ that an archive entry fixed: entries with their way to the logged roots, and the banks' words with the keys they were signed by. */
export async function moneyPapers({ db, exchange }: World, fixed: MoneyFixed): Promise<MoneyInput> {
  const postings = await postingsOf({ db, exchange }, fixed.entries);
  const named = new Set(fixed.words.map(([bank, event]) => `${bank} ${event}`));
  const words = (await evidenceAbout(db, exchange.id, fixed.about)).filter(({ bank, event }) => named.has(`${bank} ${event}`));
  const banks = [];
  for (const [bank, said] of Map.groupBy(words, (word) => word.bank)) {
    const used = new Set(said.map(({ public_key: key }) => hex(key)));
    const keys = (await keysOfBank(db, exchange.id, bank)).filter(({ public_key: key }) => used.has(hex(key))).map(({ serial, public_key: publicKey }) => ({ serial, publicKey }));
    banks.push({ bank, keys, words: said.map(({ body, base, signature }) => ({ body, base, signature })) });
  }
  const accounts = { v: "money-accounts/1", exchange: fixed.deposits.exchange, tender: fixed.deposits.tender, accounts: accountsBy(postings) };
  return { accounts: canonical(accounts), postings: utf8(postingLines(postings)), deposits: canonical(fixed.deposits), refunds: canonical(fixed.refunds), banks };
}

async function postingsOf({ db, exchange }: Pick<World, "db" | "exchange">, numbers: readonly string[]): Promise<Posting[]> {
  const roots = await rootsOf(db, exchange.id);
  const trees = new Map<number, ReturnType<typeof rootTree>>();
  const postings: Posting[] = [];
  for (const { number, sha256, entry, salt } of await entriesNumbered(db, exchange.id, numbers)) {
    const at = roots.findIndex(({ upto }) => BigInt(upto) >= BigInt(number));
    const root = roots[at];
    if (root === undefined) throw new RangeError(`entry ${number} lies under no root`);
    const tree = trees.get(root.serial) ?? rootTree(hex(root.salt), (await entryHashesAfter(db, exchange.id, roots[at - 1]?.upto ?? "0", root.upto)).map((each) => each.sha256));
    trees.set(root.serial, tree);
    const proof = tree.proofOf(sha256);
    if (proof === null) throw new RangeError(`entry ${number} lies under no root`);
    postings.push({ entry: entryJson(entry, salt), number, root: { serial: root.serial, index: proof.index, path: [...proof.path] } });
  }
  return postings;
}
