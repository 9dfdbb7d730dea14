import { expertOfPerson } from "../../experts/queries/pool.js";
import type { Actor } from "../../identity/actor.js";
import { can } from "../../identity/can.js";
import type { SignedIn } from "../../identity/person.js";
import type { PanelChange } from "../../judging/panel-changes.js";
import { changesOf, seatsOf } from "../../judging/queries.js";
import type { Refusal } from "../../kernel/refusal.js";
import { ok, refuse, type Result } from "../../kernel/result.js";
import type { Instant } from "../../kernel/time.js";
import { lotOf } from "../../tenders/form.js";
import { ownerOf } from "../../tenders/owner.js";
import { tenderById, type Tender } from "../../tenders/queries.js";
import type { World } from "../../world.js";
import { feesMayShow, readFeeList, type FeeListFile } from "../fees.js";
import { feeListOf } from "../queries.js";
import type { KeptTariff } from "../tariff.js";
import { draftFeeList } from "./fees.js";
import { attendanceIn, type Attended, type LotAttendance } from "./read-attendance.js";

/** The list of a lot: approved and to be paid, as it would be approved now, or why there is none. */
export type FeeListShown =
  | { readonly state: "approved"; readonly file: FeeListFile; readonly sha256: string; readonly approvedAt: Instant }
  | { readonly state: "draft"; readonly file: FeeListFile; readonly tariff: KeptTariff }
  | { readonly state: "none"; readonly refusal: Refusal };

export type LotShown = { readonly tender: Tender; readonly lot: string; readonly attendance: LotAttendance; readonly changes: readonly PanelChange[]; readonly list: FeeListShown };
type Place = { readonly tenderId: string; readonly lot: string };

/** Attendance of a lot once its evaluation is over, for the pool keeper and the supervisor; for the payer, with what is to be paid, once the law lets the names out. */
export async function showLot(world: World, actor: Actor, { tenderId, lot }: Place): Promise<Result<LotShown>> {
  const tender = await tenderById(world.db, world.exchange.id, tenderId);
  const row = tender?.lots.find((each) => each.lot === lot);
  // A draft is its own people’s: nobody else learns that there is one.
  if (tender === null || row === undefined || (tender.row.published_at === null && actor.role !== "tenderer")) return refuse("not-found", { what: `${tenderId}/${lot}` });
  const may = mayReadNow(actor, tender, row.stage);
  if (!may.ok) return may;
  const key = { exchangeId: world.exchange.id, tenderId, lot };
  const attendance = await attendanceIn(world.db, key);
  if (attendance.endedAt === null) return refuse("attendance-not-yet");
  const changes = await changesOf(world.db, key);
  return ok({ tender, lot, attendance, changes, list: actor.role === "exchange-staff" ? { state: "none", refusal: refuse("fees-not-yours").refusal } : await listOf(world, tender, lot) });
}

/** The pool keeper and the supervisor read once the evaluation is over, everybody else once the names may be out. */
function mayReadNow(actor: Actor, tender: Tender, stage: string): Result<Actor> {
  const may = can(actor, "attendance.read", ownerOf(tender));
  return may.ok && !can(actor, "expert.read").ok && !feesMayShow(stage) ? refuse("fees-not-yet") : may;
}

async function listOf(world: World, tender: Tender, lot: string): Promise<FeeListShown> {
  const kept = await feeListOf(world.db, { exchangeId: world.exchange.id, tenderId: tender.id, lot });
  if (kept !== null) return { state: "approved", file: readFeeList(kept.file), sha256: kept.sha256, approvedAt: kept.approved_at.getTime() as Instant };
  const draft = await draftFeeList(world.db, world, { tender, lot }, new Map());
  return draft.ok ? { state: "draft", file: draft.value.file, tariff: draft.value.kept } : { state: "none", refusal: draft.refusal };
}

/** What an expert came to, lot by lot, the last first; only where the evaluation is over. */
export type OwnAttendance = Attended & { readonly tender: string; readonly lot: string; readonly title: string; readonly lotName: string; readonly endedAt: Instant };

/** The evaluations that an expert of the pool took part in. */
export async function attendanceOfExpert(world: World, expertId: string): Promise<OwnAttendance[]> {
  const attended: OwnAttendance[] = [];
  for (const { tender_id: tenderId, lot, round } of await seatsOf(world.db, world.exchange.id, expertId)) {
    const tender = round === "bid" ? await tenderById(world.db, world.exchange.id, tenderId) : null;
    const { experts, endedAt } = tender === null ? { experts: [], endedAt: null } : await attendanceIn(world.db, { exchangeId: world.exchange.id, tenderId, lot });
    const own = experts.find(({ actor }) => actor === expertId);
    if (tender !== null && own !== undefined && endedAt !== null) attended.push({ ...own, tender: tenderId, lot, title: tender.form.title, lotName: lotOf(tender.form, lot).name, endedAt });
  }
  return attended;
}

/** The same for the person himself. */
export async function ownAttendance(world: World, person: SignedIn): Promise<Result<OwnAttendance[]>> {
  const row = await expertOfPerson(world.db, world.exchange.id, person.id);
  return row === null ? refuse("not-found", { what: person.id }) : ok(await attendanceOfExpert(world, row.expert_id));
}
