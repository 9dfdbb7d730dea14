import type { Db, Tx } from "../../db/database.js";
import type { Actor } from "../../identity/actor.js";
import { can } from "../../identity/can.js";
import { ok, refuse, type Result } from "../../kernel/result.js";
import type { Fen } from "../../kernel/money.js";
import { dayOf, type Instant, type PlainDate } from "../../kernel/time.js";
import { freezeRules } from "../../rules/rules.js";
import type { World } from "../../world.js";
import { dueOf, lightOf, unaskedOf, type Due, type DueFacts, type Light } from "../due.js";
import type { Statement } from "../../notices/statement.js";
import type { PaymentState } from "../payment.js";
import { monthStatement } from "../statement.js";
import { askedOf, contractById, contractsOf, dayIn, indicatorsOf, payeesOf, planHistory, plansOf, recordsOfIndicator, requestsOf, requestsValuedIn, stepsOf, type ContractRow, type RequestLine, type StepRow } from "../queries.js";
import { acceptedOf, announcedOf, type Accepted } from "./standing.js";

/** Requests listed, the newest. */
const REQUESTS_MAX = 500;

/** What of the treasury somebody is shown: a unit and a supplier their own, the treasury and the supervisor all. */
function whoseOf({ role, organisation }: Actor): { readonly unit?: string; readonly supplier?: string } {
  const uscc = organisation?.uscc ?? "";
  return role === "tenderer" ? { unit: uscc } : role === "bidder" ? { supplier: uscc } : {};
}

/** When a payment falls due, and how much of that time is left; of what is paid or void nothing is due any more. */
export type Dued = { readonly due: Due; readonly light: Light };
const OVER: ReadonlySet<PaymentState> = new Set<PaymentState>(["paid", "settled", "cancelled"]);

export type ShownRequest = { readonly row: RequestLine; readonly steps: readonly StepRow[]; readonly dued: Dued | null };

async function shown(db: Db | Tx, world: World, row: RequestLine, contract: ContractRow, at: Instant): Promise<ShownRequest> {
  const accepted = await acceptedOf(db, world, contract);
  const dued = OVER.has(row.state) ? null : duedOf(row, { acceptedOn: accepted.at(-1)?.on ?? null, invoicedOn: dayIn(row.invoice.receivedOn) }, at);
  return { row, steps: await stepsOf(db, world.exchange.id, row.request), dued };
}

/** When what was accepted or invoiced under a contract is due, and its light today. */
function duedOf({ small, payment_days: days }: Pick<ContractRow, "small" | "payment_days">, from: Pick<DueFacts, "acceptedOn" | "invoicedOn">, at: Instant): Dued | null {
  const today = dayOf(at);
  const rules = freezeRules(today);
  const due = dueOf(rules, { ...from, small, days });
  return due === null ? null : { due, light: lightOf(rules, due, today) };
}

/** The requests somebody may see, the newest first, each with every step it took and the day it is due. A supplier sees none before it is submitted. */
export async function showRequests(world: World, actor: Actor, at: Instant): Promise<ShownRequest[]> {
  const rows = (await requestsOf(world.db, world.exchange.id, whoseOf(actor), REQUESTS_MAX)).filter(({ state }) => actor.role === "tenderer" || state !== "draft");
  const contracts = new Map((await contractsOf(world.db, world.exchange.id, whoseOf(actor))).map((each) => [each.contract, each]));
  return Promise.all(rows.flatMap((row) => { const contract = contracts.get(row.contract); return contract === undefined ? [] : [shown(world.db, world, row, contract, at)]; }));
}

/** A month of payments as a statement, of whoever may see them: a unit's and a supplier's own, the treasury's and the supervisor's all. */
export async function showMonth(world: World, actor: Actor, month: string): Promise<Result<Statement>> {
  const may = can(actor, "payment.read");
  if (!may.ok) return may;
  const whose = whoseOf(actor);
  const words = whose.unit === undefined && whose.supplier === undefined ? "全部预算单位" : `${actor.organisation?.name ?? ""}（${actor.organisation?.uscc ?? ""}）`;
  return ok(monthStatement(month, words, await requestsValuedIn(world.db, world.exchange.id, whose, month)));
}

export async function showRequest(world: World, actor: Actor, request: string, at: Instant): Promise<Result<ShownRequest>> {
  const found = (await showRequests(world, actor, at)).find(({ row }) => row.request === request);
  return found === undefined ? refuse("not-found", { what: request }) : ok(found);
}

export type ShownContract = { readonly row: ContractRow; readonly payees: Awaited<ReturnType<typeof payeesOf>>; readonly accepted: readonly Accepted[]; readonly mustAnnounce: boolean; readonly isAnnounced: boolean; /** Accepted, and not asked for: due from its acceptance where the supplier is a small firm. */ readonly unasked: Unasked | null };
export type Unasked = { readonly on: PlainDate; readonly fen: Fen; readonly dued: Dued | null };

async function contractShown(world: World, row: ContractRow, at: Instant): Promise<ShownContract> {
  const accepted = await acceptedOf(world.db, world, row);
  const unasked = unaskedOf(accepted, await askedOf(world.db, world.exchange.id, row.contract));
  return { row, payees: await payeesOf(world.db, world.exchange.id, row.contract), accepted, ...await announcedOf(world.db, world, row), unasked: unasked === null ? null : { ...unasked, dued: duedOf(row, { acceptedOn: unasked.on, invoicedOn: null }, at) } };
}

/** The contracts somebody may see, with accounts and what was accepted. */
export const showContracts = async (world: World, actor: Actor, at: Instant): Promise<ShownContract[]> =>
  Promise.all((await contractsOf(world.db, world.exchange.id, whoseOf(actor))).map((row) => contractShown(world, row, at)));

export async function showContract(world: World, actor: Actor, contract: string, at: Instant): Promise<Result<ShownContract>> {
  const row = await contractById(world.db, world.exchange.id, contract);
  const { unit, supplier } = whoseOf(actor);
  const isHis = row !== null && can(actor, "payment.read").ok && (unit === undefined || row.unit === unit) && (supplier === undefined || row.supplier === supplier);
  return isHis ? ok(await contractShown(world, row, at)) : refuse("not-found", { what: contract });
}

export type ShownIndicator = { readonly row: Awaited<ReturnType<typeof indicatorsOf>>[number]; readonly records: Awaited<ReturnType<typeof recordsOfIndicator>>; readonly plans: Awaited<ReturnType<typeof plansOf>>; readonly asked: Awaited<ReturnType<typeof planHistory>> };

/** The indicators somebody may see, with plans of months and what was asked. Suppliers see none. */
export async function showIndicators(world: World, actor: Actor): Promise<ShownIndicator[]> {
  const { db, exchange } = world;
  if (actor.role === "bidder") return [];
  const rows = await indicatorsOf(db, exchange.id, whoseOf(actor).unit ?? null);
  const ids = rows.map(({ indicator }) => indicator);
  const [plans, asked] = [await plansOf(db, exchange.id, ids), await planHistory(db, exchange.id, ids)];
  return Promise.all(rows.map(async (row) => ({ row, records: await recordsOfIndicator(db, exchange.id, row.indicator), plans: plans.filter((each) => each.indicator === row.indicator), asked: asked.filter((each) => each.indicator === row.indicator) })));
}
