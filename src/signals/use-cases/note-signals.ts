import { inTransaction } from "../../db/database.js";
import type { Actor } from "../../identity/actor.js";
import { can } from "../../identity/can.js";
import { ok, refuse, type Result } from "../../kernel/result.js";
import type { Instant } from "../../kernel/time.js";
import { holdTender } from "../../tenders/use-cases/hold.js";
import type { World } from "../../world.js";
import type { SignalNote } from "../note.js";
import { newestRun, notesOf } from "../queries.js";
import { readSignals } from "../signals-file.js";
import { insertNote } from "../store.js";
import type { Place } from "./find-signals.js";

/** Keeps what a supervisor says about signals between some bidders: beside what was said before, never in its place. */
export const noteSignals = (world: World, actor: Actor, { tenderId, lot }: Place, { bidders, disposal, note }: SignalNote, at: Instant): Promise<Result<{ readonly serial: number }>> =>
  inTransaction(world.db, async (tx): Promise<Result<{ readonly serial: number }>> => {
    const may = can(actor, "signal.note");
    if (!may.ok) return may;
    await holdTender(tx, world.exchange.id, tenderId);
    const key = { exchangeId: world.exchange.id, tenderId, lot };
    const run = await newestRun(tx, key);
    const about = [...new Set(bidders)].sort();
    const known = run === null ? [] : readSignals(run.file).compared.bidders.map(({ uscc }) => uscc);
    const stranger = about.find((uscc) => !known.includes(uscc)) ?? (about.length < 2 ? about[0] : undefined);
    if (stranger !== undefined || run === null) return refuse("not-found", { what: stranger ?? `${tenderId}/${lot}` });
    const serial = ((await notesOf(tx, key)).at(-1)?.serial ?? 0) + 1;
    await insertNote(tx, { exchange_id: world.exchange.id, tender_id: tenderId, lot, serial, bidders: about, disposal, note, made_by: actor.id, made_at: new Date(at) });
    return ok({ serial });
  });
