import { allOrNothing } from "../../db/database.js";
import { billByNumber } from "../../fees/queries.js";
import type { Actor } from "../../identity/actor.js";
import { refuse, type Result } from "../../kernel/result.js";
import type { Instant } from "../../kernel/time.js";
import type { World } from "../../world.js";
import { byActor, heldCase, takeStep, type Taken } from "./held.js";
import { tellApplicant } from "./tell.js";

/** Ties a granted case to the one bill of its fees: it is delivered once that is paid (一口收费). */
export const askFee = (world: World, actor: Actor, code: string, bill: string, at: Instant): Promise<Result<Taken>> =>
  allOrNothing(world.db, async (tx) => {
    const held = await heldCase(tx, world, actor, { action: "case.handle", code, at });
    if (!held.ok) return held;
    const { row, version } = held.value;
    if (version.feeItems.length === 0) return refuse("case-free");
    const found = await billByNumber(tx, world.exchange.id, bill);
    if (found === null || (row.applicant_uscc !== null && found.row.payer_uscc !== row.applicant_uscc)) return refuse("not-found", { what: bill });
    await tellApplicant(tx, world, row, "case-changed", at);
    return takeStep(tx, row, { step: "ask-fee", by: byActor(actor), at, words: { bill }, change: { fee_bill: bill } });
  });

const PAID: ReadonlySet<string> = new Set(["PAID", "RECEIPTED", "SETTLED", "WAIVED"]);

/** Notes that the bill of a case is paid, as its own books say. */
export const noteFee = (world: World, actor: Actor, code: string, at: Instant): Promise<Result<Taken>> =>
  allOrNothing(world.db, async (tx) => {
    const held = await heldCase(tx, world, actor, { action: "case.handle", code, at });
    if (!held.ok) return held;
    const { row } = held.value;
    const bill = row.fee_bill === null ? null : await billByNumber(tx, world.exchange.id, row.fee_bill);
    if (bill !== null && !PAID.has(bill.row.state)) return refuse("case-fees-due", { bill: bill.row.bill_no });
    return takeStep(tx, row, { step: "pay", by: byActor(actor), at });
  });

export type Delivering = { readonly how: "window" | "post" | "online"; readonly receivedBy: string };

/** Delivers a decision; fetched at the window it is a trip of the applicant's. Law: 行政许可法 44 (SV-07). */
export const deliverCase = (world: World, actor: Actor, code: string, given: Delivering, at: Instant): Promise<Result<Taken>> =>
  allOrNothing(world.db, async (tx) => {
    const held = await heldCase(tx, world, actor, { action: "case.handle", code, at });
    if (!held.ok) return held;
    const { row, version } = held.value;
    if (row.state === "granted" && version.feeItems.length > 0) return refuse("case-fees-due", { bill: row.fee_bill ?? "—" });
    return takeStep(tx, row, { step: "deliver", by: byActor(actor), at, words: given, change: { delivered_at: new Date(at), trips: row.trips + (given.how === "window" ? 1 : 0) } });
  });

/** Puts a case away that is over. */
export const archiveCase = (world: World, actor: Actor, code: string, at: Instant): Promise<Result<Taken>> =>
  allOrNothing(world.db, async (tx) => {
    const held = await heldCase(tx, world, actor, { action: "case.handle", code, at });
    return held.ok ? takeStep(tx, held.value.row, { step: "archive", by: byActor(actor), at }) : held;
  });
