import { allOrNothing, type Tx } from "../../db/database.js";
import type { Actor } from "../../identity/actor.js";
import { appendToLog } from "../../journal/outbox.js";
import { ok, refuse, type Result } from "../../kernel/result.js";
import type { Instant } from "../../kernel/time.js";
import { lineOf } from "../../lines/lines.js";
import { lawCited, lawWhole } from "../../procedure/law.js";
import { sha256Hex } from "../../signing/hash-node.js";
import { lawOf } from "../../tenders/facts.js";
import type { LotKey } from "../../tenders/keys.js";
import { faultedIn } from "../../tenders/use-cases/compared.js";
import { movesOf, type LotRow, type Tender } from "../../tenders/queries.js";
import { heldTender } from "../../tenders/use-cases/held.js";
import type { World } from "../../world.js";
import { wayActsOf, type WayActs } from "../queries.js";
import { insertWayAct } from "../store.js";
import { changeBytes, decideChange, decideFinding, decideQuestion, findingBytes, readFinding, type OtherWays, type WayChange, type WayFindingGiven } from "../way-change.js";
import type { Place } from "./panel.js";

type Ended = { readonly tender: Tender; readonly key: LotKey; readonly otherWays: OtherWays; readonly kept: WayActs };

/** Whether the lot ended for too few on a line whose law knows other ways: then these. */
export async function otherWaysFor(db: World["db"] | Tx, exchangeId: string, tender: Tender, { lot, stage }: LotRow): Promise<Result<OtherWays>> {
  const endedBy = (await movesOf(db, exchangeId, tender.id)).findLast((move) => move.lot === lot && move.to_stage === "failed")?.name ?? null;
  return decideQuestion(lineOf(tender.row.line).otherWays, { stage, endedBy });
}

/** A lot of the purchaser that ended for too few suppliers, held. */
async function heldEnded(tx: Tx, world: World, actor: Actor, place: Place): Promise<Result<Ended>> {
  const held = await heldTender(tx, world, actor, "way.change", place.tenderId);
  if (!held.ok) return held;
  const tender = held.value;
  const lot = tender.lots.find((each) => each.lot === place.lot);
  if (lot === undefined) return refuse("not-found", { what: `${place.tenderId}/${place.lot}` });
  const otherWays = await otherWaysFor(tx, world.exchange.id, tender, lot);
  if (!otherWays.ok) return otherWays;
  const key = { exchangeId: world.exchange.id, tenderId: tender.id, lot: lot.lot };
  return ok({ tender, key, otherWays: otherWays.value, kept: await wayActsOf(tx, key) });
}

type Act = { readonly kind: "finding" | "change"; readonly file: Uint8Array; readonly actor: Actor; readonly at: Instant };

/** Keeps the file of an act and logs its hash. */
async function keep(tx: Tx, { exchangeId, tenderId, lot }: LotKey, { kind, file, actor, at }: Act): Promise<void> {
  const outboxId = await appendToLog(tx, exchangeId, { v: "dl/1", type: `way.${kind}`, tender: tenderId, lot, sha256: sha256Hex(file) });
  await insertWayAct(tx, { exchange_id: exchangeId, tender_id: tenderId, lot, kind, file, made_by: actor.id, made_at: new Date(at), outbox_id: outboxId });
}

/** Keeps what named experts found of documents and procedure, once; its hash is logged. Law: 87号令 43; 74号令 28. */
export const findOnWay = (world: World, actor: Actor, place: Place, { faulted: paths, ...finding }: WayFindingGiven, at: Instant): Promise<Result<{ mayChange: boolean }>> =>
  allOrNothing(world.db, async (tx) => {
    const held = await heldEnded(tx, world, actor, place);
    if (!held.ok) return held;
    const { tender, key, kept } = held.value;
    if (kept.finding !== null) return refuse("way-finding-made");
    const lawful = lawOf(tender, at);
    const own = [tender.project.tenderer_name, ...(tender.form.agency === null ? [] : [tender.form.agency.name])];
    const decided = decideFinding(finding, { min: lawWhole(lawful, "wayReviewersMin"), ...lawCited(lawful, "wayReviewersMin"), own });
    if (!decided.ok) return decided;
    const faulted = await faultedIn(tx, world.exchange.id, tender, key.lot, paths);
    if (!faulted.ok) return faulted;
    await keep(tx, key, { kind: "finding", file: findingBytes({ exchange: world.exchange.origin, tender: key.tenderId, lot: key.lot }, { ...decided.value, faulted: faulted.value }, at), actor, at });
    return ok({ mayChange: finding.documentsReasonable && finding.procedureLawful });
  });

/** Records that the finance department allowed another way, after the finding alone. The procurement goes on outside this exchange's lines. Law: 87号令 43. */
export const changeWay = (world: World, actor: Actor, place: Place, change: WayChange, at: Instant): Promise<Result<{ way: string }>> =>
  allOrNothing(world.db, async (tx) => {
    const held = await heldEnded(tx, world, actor, place);
    if (!held.ok) return held;
    const { key, otherWays, kept } = held.value;
    const decided = decideChange(change, otherWays, readFinding(kept.finding));
    if (!decided.ok) return decided;
    if (kept.change !== null) return refuse("way-changed");
    await keep(tx, key, { kind: "change", file: changeBytes({ exchange: world.exchange.origin, tender: key.tenderId, lot: key.lot }, change, at), actor, at });
    return ok({ way: change.way });
  });
