import { allOrNothing, type Db, type Tx } from "../../db/database.js";
import type { Actor } from "../../identity/actor.js";
import { canonical } from "../../kernel/canonical-json.js";
import { yuan, type Fen } from "../../kernel/money.js";
import { ok, refuse, type Result } from "../../kernel/result.js";
import { dayOf, type Instant } from "../../kernel/time.js";
import { lineOf } from "../../lines/lines.js";
import { sha256Hex } from "../../signing/hash-node.js";
import type { LotKey } from "../../tenders/keys.js";
import type { Tender } from "../../tenders/queries.js";
import { heldTender } from "../../tenders/use-cases/held.js";
import type { World } from "../../world.js";
import { checkTravel, feeLine, feeListBytes, feesMayShow, linesOfFile, type FeeListFile } from "../fees.js";
import { feeListOf, tariffsOf } from "../queries.js";
import { insertFeeList, insertTariff } from "../store.js";
import { tariffOn, type KeptTariff, type Tariff } from "../tariff.js";
import { attendanceIn } from "./read-attendance.js";

/** Keeps a tariff beside those before it. Which of them holds follows from its first day. */
export const enterTariff = (world: World, actor: Actor, tariff: Tariff, at: Instant): Promise<Result<{ readonly serial: number }>> =>
  allOrNothing(world.db, async (tx) => {
    const serial = ((await tariffsOf(tx, world.exchange.id)).at(-1)?.serial ?? 0) + 1;
    const made = await insertTariff(tx, { exchange_id: world.exchange.id, serial, file: canonical(tariff), made_by: actor.id, made_at: new Date(at) });
    return made ? ok({ serial }) : refuse("tariff-entered-meanwhile");
  });

/** The list of a lot as it stands now. @param travels fen by label */
export async function draftFeeList(db: Db | Tx, world: World, { tender, lot }: { readonly tender: Tender; readonly lot: string }, travels: ReadonlyMap<string, Fen>): Promise<Result<{ readonly file: FeeListFile; readonly kept: KeptTariff }>> {
  const key = { exchangeId: world.exchange.id, tenderId: tender.id, lot };
  const attendance = await attendanceIn(db, key);
  const came = attendance.experts.filter(({ outcome }) => outcome !== "absent");
  const day = attendance.startsAt ?? attendance.endedAt;
  if (came.length === 0 || day === null) return refuse("no-experts-to-pay");
  const kept = tariffOn(await tariffsOf(db, world.exchange.id), tender.row.line, dayOf(day));
  if (kept === null) return refuse("tariff-missing", { on: dayOf(day) });
  const bounds = checkTravel(travels, came.map(({ label }) => label), kept.tariff);
  if (!bounds.ok) return bounds;
  const { fees } = lineOf(tender.row.line).words;
  const lines = came.map((each) => feeLine({ attendance: each, name: each.name ?? each.label, travel: travels.get(each.label) ?? 0n }, { tariff: kept.tariff, forfeits: fees.forfeits }));
  const { document, article } = kept.tariff;
  return ok({ kept, file: { v: "fee-list/1", exchange: world.exchange.origin, tender: tender.id, lot, payer: tender.project.tenderer_name, tariff: { serial: kept.serial, document, article }, ...linesOfFile(lines) } });
}

/** What a payer approves: `fees`, in fen, is the sum without journeys that he was shown; `travels` in fen by label. */
export type Approval = { readonly fees: Fen; readonly travels: ReadonlyMap<string, Fen> };

/** The payer approves the list of a lot: from then on it is to be paid, as it is. Another sum than he was shown means that the list changed. */
export const approveFees = (world: World, actor: Actor, place: Omit<LotKey, "exchangeId">, { fees, travels }: Approval, at: Instant): Promise<Result<{ readonly sha256: string; readonly total: string }>> =>
  allOrNothing(world.db, async (tx) => {
    const held = await heldTender(tx, world, actor, "fees.approve", place.tenderId);
    if (!held.ok) return held;
    const lot = held.value.lots.find((each) => each.lot === place.lot);
    if (lot === undefined) return refuse("not-found", { what: `${place.tenderId}/${place.lot}` });
    if (!feesMayShow(lot.stage)) return refuse("fees-not-yet");
    if ((await feeListOf(tx, { exchangeId: world.exchange.id, ...place })) !== null) return refuse("fees-approved");
    const draft = await draftFeeList(tx, world, { tender: held.value, lot: place.lot }, travels);
    if (!draft.ok) return draft;
    const now = draft.value.file.lines.reduce((sum, { fee }) => sum + BigInt(fee), 0n);
    if (now !== fees) return refuse("fees-changed", { fees: yuan(now) });
    const file = feeListBytes(draft.value.file);
    const sha256 = sha256Hex(file);
    await insertFeeList(tx, { exchange_id: world.exchange.id, tender_id: place.tenderId, lot: place.lot, file, sha256, approved_by: actor.id, approved_at: new Date(at) });
    return ok({ sha256, total: draft.value.file.total });
  });
