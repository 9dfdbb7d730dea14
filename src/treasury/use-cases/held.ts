import type { Tx } from "../../db/database.js";
import type { Actor } from "../../identity/actor.js";
import { can, type Action } from "../../identity/can.js";
import { refuse, ok, type Result } from "../../kernel/result.js";
import type { Instant } from "../../kernel/time.js";
import type { World } from "../../world.js";
import { PAYMENT_MODES, stepTo, type PaymentState, type PaymentStep } from "../payment.js";
import { contractById, type ContractRow, type RequestRow } from "../queries.js";
import { tellState } from "./tell.js";
import { changeRequest, contractName, holdNames, holdRequest, indicatorName, insertStep, type RequestChange } from "../store.js";

/** Who acts, by the person: whatever office he holds, he is one. */
export const personOf = (actor: Actor): string => actor.signed?.personId ?? actor.id;

/** A request in hand with its contract: everything it takes from is held, and nobody else changes it meanwhile. */
export type HeldRequest = { readonly row: RequestRow; readonly contract: ContractRow };

/** Holds a request, its contract and its indicator for somebody who may act on it. */
export async function heldRequest(tx: Tx, world: World, actor: Actor, action: Action, request: string): Promise<Result<HeldRequest>> {
  const row = await holdRequest(tx, world.exchange.id, request);
  const contract = row === null ? null : await contractById(tx, world.exchange.id, row.contract);
  if (row === null || contract === null) return refuse("not-found", { what: request });
  const may = can(actor, action, { tenderer: contract.unit });
  if (!may.ok) return may;
  await holdNames(tx, world.exchange.id, [contractName(row.contract), indicatorName(row.indicator)]);
  return ok({ row, contract });
}

/** Whose a step of a mode is: the treasury's where it pays itself, the unit's where it pays within its quota. */
export function ofMode(actor: Actor, { mode }: Pick<RequestRow, "mode">, step: string): Result<true> {
  const isUnit = actor.role === "tenderer";
  return isUnit === (mode === "authorised") ? ok(true) : refuse("mode-other", { mode: PAYMENT_MODES[mode].zh, modeEn: PAYMENT_MODES[mode].en, step });
}

export type Taken = { readonly request: string; readonly state: PaymentState };
type Stepped = { readonly step: PaymentStep; readonly by: { readonly id: string; readonly person: string | null }; readonly at: Instant; readonly reason?: string | null; readonly amount?: bigint | null; readonly change?: RequestChange };

/** Takes a request by one step: its state, what else changes, the row that says so, and whoever is to know is told. */
export async function takeStep(tx: Tx, world: World, row: Pick<RequestRow, "exchange_id" | "request" | "state" | "mode" | "contract">, { step, by, at, reason = null, amount = null, change = {} }: Stepped): Promise<Result<Taken>> {
  const to = stepTo(step, row);
  if (!to.ok) return to;
  await changeRequest(tx, row, { state: to.value, ...change });
  await insertStep(tx, { exchange_id: row.exchange_id, request: row.request, step, state: to.value, reason, amount_fen: amount?.toString() ?? null, made_by: by.id, person: by.person, made_at: new Date(at) });
  const contract = await contractById(tx, row.exchange_id, row.contract);
  if (contract !== null && to.value !== row.state) await tellState(tx, world, contract, { mode: row.mode, state: to.value }, at);
  return ok({ request: row.request, state: to.value });
}

export const byActor = (actor: Actor): Stepped["by"] => ({ id: actor.id, person: personOf(actor) });
