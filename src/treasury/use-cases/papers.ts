import { accountByNumber, orderOf } from "../../bank/queries.js";
import { allOrNothing, type Db, type Tx } from "../../db/database.js";
import { ROLE_NAMES, type Actor } from "../../identity/actor.js";
import { appendToLog } from "../../journal/outbox.js";
import { hex } from "../../kernel/bytes.js";
import { parseMoney } from "../../kernel/money.js";
import { must, ok, refuse, type Result } from "../../kernel/result.js";
import type { Instant } from "../../kernel/time.js";
import { paymentPaper, type PaymentFacts, type TreasuryPaperType } from "../../notices/treasury-papers.js";
import { sealRecord } from "../../notices/use-cases/seal.js";
import type { World } from "../../world.js";
import { PAYMENT_MODES, PAYMENT_STEPS, type PaymentState } from "../payment.js";
import { dayIn, indicatorById, paperOf, type PaperRow } from "../queries.js";
import { holdNames, insertPaper } from "../store.js";
import { showContract, showRequest, type ShownContract, type ShownRequest } from "./show.js";

const SALT_BYTES = 16;
const ORDERED: ReadonlySet<PaymentState> = new Set<PaymentState>(["ordered", "paid", "settled"]);
const PAID: ReadonlySet<PaymentState> = new Set<PaymentState>(["paid", "settled"]);

/** Whether a payment has this paper now: an order once it is ordered, the slip once the bank paid. */
export const hasPaper = (type: TreasuryPaperType, state: PaymentState): boolean => (type === "payment-order" ? ORDERED : PAID).has(state);

/**
 * A paper of a payment for somebody who may see it: made when it is first asked for, from what is kept, then sealed, logged by its hashes and kept for ever.
 * One of an earlier attempt stays as it is.
 */
export async function paperFor(world: World, actor: Actor, request: string, type: TreasuryPaperType, at: Instant): Promise<Result<PaperRow>> {
  const seen = await showRequest(world, actor, request, at);
  if (!seen.ok) return seen;
  const contract = await showContract(world, actor, seen.value.row.contract, at);
  if (!contract.ok) return contract;
  const { row } = seen.value;
  const kept = await paperOf(world.db, world.exchange.id, { request, attempt: row.attempt, kind: type });
  if (kept !== null) return ok(kept);
  return hasPaper(type, row.state) ? allOrNothing(world.db, (tx) => made(tx, world, { shown: seen.value, contract: contract.value, type }, at)) : refuse("paper-not-yet");
}

type Asked = { readonly shown: ShownRequest; readonly contract: ShownContract; readonly type: TreasuryPaperType };

async function made(tx: Tx, world: World, { shown, contract, type }: Asked, at: Instant): Promise<Result<PaperRow>> {
  const { row } = shown;
  await holdNames(tx, world.exchange.id, [`paper ${row.request}`]);
  const key = { request: row.request, attempt: row.attempt, kind: type };
  const kept = await paperOf(tx, world.exchange.id, key);
  if (kept !== null) return ok(kept);
  const { exchange, mode, publicUrl } = world;
  const record = paymentPaper({ exchange: exchange.origin, mode, issuer: { name: exchange.name, uscc: exchange.uscc }, publishedAt: at, publicUrl }, type, await factsOf(tx, world, { shown, contract, type }));
  if (!record.ok) return record;
  const sealed = await sealRecord(world, record.value);
  const outboxId = await appendToLog(tx, exchange.id, { v: "dl/1", type: "payment.paper", id: record.value.id, kind: type, json_sha256: sealed.json_sha256, pdf_sha256: sealed.pdf_sha256 });
  const paper = { exchange_id: exchange.id, ...key, paper_id: record.value.id, ...sealed, outbox_id: outboxId, made_at: new Date(at) };
  await insertPaper(tx, paper);
  return ok(paper);
}

const instantOf = (date: Date | null): Instant => (date?.getTime() ?? 0) as Instant;

/** @throws {RangeError} for what an ordered payment always has */
function there<Value>(value: Value | null | undefined, what: string): Value {
  if (value === null || value === undefined) throw new RangeError(`an ordered payment without ${what}`);
  return value;
}

async function factsOf(db: Db | Tx, world: World, { shown: { row, steps }, contract, type }: Asked): Promise<PaymentFacts> {
  const order = there(await orderOf(db, world.exchange.id, `treasury/${row.request}/${String(row.attempt)}`), "its order");
  const isOrder = type === "payment-order";
  const done = steps.slice(0, steps.findLastIndex(({ step }) => step === (isOrder ? "order" : "pay")) + 1);
  return {
    request: row.request, attempt: row.attempt, mode: row.mode, modeName: PAYMENT_MODES[row.mode].zh, amount: BigInt(row.amount_fen), purpose: row.purpose, order: order.number, orderedAt: instantOf(row.ordered_at), valueOn: order.payOn, account: await accountIn(db, world, order.account), payee: row.payee, salt: hex(world.random(SALT_BYTES)),
    paid: isOrder ? null : { at: there(order.paidAt, "its time"), transaction: order.transaction }, budget: await budgetIn(db, world, row), contract: contractIn(contract), accepted: contract.accepted, invoice: invoiceIn(row.invoice),
    steps: done.map(({ made_at, step, made_by }) => ({ at: instantOf(made_at), step: PAYMENT_STEPS[step].zh, by: officeIn(made_by) })),
  };
}

const accountIn = async (db: Db | Tx, world: World, number: string): Promise<PaymentFacts["account"]> => ({ name: there(await accountByNumber(db, world.exchange.id, number), "its account").name, number });

async function budgetIn(db: Db | Tx, world: World, row: ShownRequest["row"]): Promise<PaymentFacts["budget"]> {
  const { unit_name: unit, subject, subject_name: name, project } = there(await indicatorById(db, world.exchange.id, row.indicator), "its indicator");
  return { indicator: row.indicator, unit, uscc: row.unit, subject: `${subject} ${name}`, project, month: row.month.slice(0, 7) };
}

const announcedWords = ({ mustAnnounce, isAnnounced }: ShownContract): string => (mustAnnounce ? (isAnnounced ? "已公告" : "未公告") : "不适用");
const contractIn = (shown: ShownContract): PaymentFacts["contract"] => ({ number: shown.row.number, title: shown.row.title, price: BigInt(shown.row.price_fen), signedOn: dayIn(shown.row.signed_on), announced: announcedWords(shown) });
const invoiceIn = ({ number, receivedOn, amount, sha256 }: ShownRequest["row"]["invoice"]): PaymentFacts["invoice"] => ({ number, receivedOn: dayIn(receivedOn), amount: must(parseMoney({ amount, currency: "CNY" })), sha256 });

/** Which office took a step, in words; people are not named. */
export function officeIn(by: string, language: "zh" | "en" = "zh"): string {
  if (by === "bank") return language === "zh" ? "代理银行" : "agent bank";
  if (by.startsWith("tenderer")) return language === "zh" ? "预算单位" : "unit";
  return Object.entries(ROLE_NAMES).find(([role]) => by.startsWith(role))?.[1][language] ?? by;
}
