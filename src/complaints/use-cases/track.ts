import { allOrNothing } from "../../db/database.js";
import { ok, refuse, type Result } from "../../kernel/result.js";
import type { Instant } from "../../kernel/time.js";
import { sha256Hex } from "../../signing/hash-node.js";
import type { World } from "../../world.js";
import { complaintByCode, stepsOf, type ComplaintRow, type StepRow } from "../queries.js";
import { holdComplaint } from "../store.js";
import { takeStep, type Taken } from "./held.js";

/** A complaint as whoever holds its code sees it, with what was done. */
export type Tracked = { readonly row: ComplaintRow; readonly steps: readonly StepRow[] };

/** The complaint of a code, without an account. */
export async function trackComplaint({ db, exchange }: Pick<World, "db" | "exchange">, code: string): Promise<Result<Tracked>> {
  const row = await complaintByCode(db, exchange.id, sha256Hex(code));
  return row === null ? refuse("complaint-code-unknown") : ok({ row, steps: await stepsOf(db, exchange.id, row.complaint_no) });
}

/** Whoever holds the code takes the complaint back, before it is decided. Law: 11号令 19; 94号令 30. */
export const withdrawComplaint = (world: World, code: string, reason: string, at: Instant): Promise<Result<Taken>> =>
  allOrNothing(world.db, async (tx) => {
    const found = await complaintByCode(tx, world.exchange.id, sha256Hex(code));
    const row = found === null ? null : await holdComplaint(tx, world.exchange.id, found.complaint_no);
    return row === null ? refuse("complaint-code-unknown") : takeStep(tx, world, row, { step: "withdraw", by: "complainant", at, said: reason, change: { over_at: new Date(at) } });
  });

/** Reading the decision by the code serves it, once. @returns the complaint as it stands then */
export const noteRead = (world: World, complaint: string, at: Instant): Promise<Result<true>> =>
  allOrNothing(world.db, async (tx) => {
    const row = await holdComplaint(tx, world.exchange.id, complaint);
    if (row?.state !== "DECIDED") return ok(true);
    const served = await takeStep(tx, world, row, { step: "serve", by: "complainant", at, change: { served_at: new Date(at) } });
    return served.ok ? ok(true) : served;
  });
