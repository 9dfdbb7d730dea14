import { unitByCode } from "../../centre/queries.js";
import { isInForce } from "../../centre/unit.js";
import { allOrNothing, type Tx } from "../../db/database.js";
import { newSecret } from "../../identity/use-cases/sessions.js";
import { appendToLog } from "../../journal/outbox.js";
import { hex } from "../../kernel/bytes.js";
import { canonical } from "../../kernel/canonical-json.js";
import { ok, refuse, type Result } from "../../kernel/result.js";
import { dayOf, rfc3339, type Instant } from "../../kernel/time.js";
import { sha256Hex } from "../../signing/hash-node.js";
import type { World } from "../../world.js";
import { decideNamed, linesOf, type JudgedPoint, type NewComplaint } from "../filing.js";
import { kindOf, type Desk, type Kind } from "../kinds.js";
import { changeComplaint, holdNumbers, insertComplaint, insertStep, lastNumber } from "../store.js";
import { remindAt } from "./held.js";
import { sealIdentity, type Complainant } from "./identity.js";
import { tellHandlersOfStep } from "./tell.js";
import { complaintByNumber } from "../queries.js";

const SALT_BYTES = 16;
const SERIAL_DIGITS = 6;
/** Complaints whose kind no desk here decides come to the desk of complaints, which says whose they are. */
const FIRST_DESK: Desk = "complaint-officer";

/** What its complainant is given: the number, and the code by which it is looked up, which is shown once. */
export type Filed = { readonly complaint: string; readonly code: string };

/** Takes a complaint or suggestion of anybody: registered at once, whoever complains sealed apart, its blinded hash logged. Law: rule book D9. */
export const fileComplaint = (world: World, given: NewComplaint, at: Instant): Promise<Result<Filed>> =>
  allOrNothing(world.db, async (tx) => {
    const named = decideNamed(given.kind, given.name);
    if (!named.ok) return named;
    const unit = given.unit === null ? null : await unitByCode(tx, world.exchange.id, given.unit);
    if (given.unit !== null && (unit === null || !isInForce(unit, dayOf(at)))) return refuse("unit-not-in-force", { unit: given.unit, on: dayOf(at) });
    const { kind, subject, content, wanted, person, reference } = given;
    return ok(await keepComplaint(tx, world, {
      kind, subject, content, wanted, person, reference, unit: given.unit, uscc: unit?.uscc ?? null, place: null, points: null, desk: kindOf(kind).desk ?? FIRST_DESK, from: { name: given.name, contact: given.contact, uscc: null, actorId: null, asObjection: null },
    }, at));
  });

/** A complaint as it is written down. */
export type Registered = {
  readonly kind: Kind; readonly desk: Desk; readonly subject: string; readonly content: string; readonly wanted: string | null; readonly unit: string | null; readonly uscc: string | null; readonly person: string | null; readonly reference: string | null;
  readonly place: { readonly tenderId: string; readonly lot: string } | null; readonly points: readonly JudgedPoint[] | null; readonly from: Complainant;
};

/** The next number of the year. The numbers are held until the transaction ends. */
async function nextNumber(tx: Tx, exchangeId: string, at: Instant): Promise<string> {
  await holdNumbers(tx, exchangeId);
  const prefix = `C${dayOf(at).slice(0, 4)}`;
  const last = await lastNumber(tx, exchangeId, prefix);
  return `${prefix}${String(Number(last?.slice(prefix.length) ?? 0) + 1).padStart(SERIAL_DIGITS, "0")}`;
}

/** What of a complaint the log fixes, blinded by the salt: what it says and when it was filed, not whose it is. */
function fileOf(complaint: string, { kind, subject, content, wanted, unit, person, reference, place, points }: Registered, salt: Uint8Array, at: Instant): Uint8Array {
  const said = points === null ? null : points.map(({ text, objection, onReply }) => ({ text, objection, onReply }));
  const where = place === null ? { tender: null, lot: null } : { tender: place.tenderId, lot: place.lot };
  return canonical({ v: "complaint/1", complaint, kind, subject, content: linesOf(content), wanted: linesOf(wanted), unit, person, reference, ...where, points: said, filedAt: rfc3339(at), salt: hex(salt) });
}

/** Writes a complaint down: number, code, row, identity, first step, log; its desk is told. */
export async function keepComplaint(tx: Tx, world: World, given: Registered, at: Instant): Promise<Filed> {
  const { exchange, random } = world;
  const complaint = await nextNumber(tx, exchange.id, at);
  const [code, salt, moment] = [newSecret(random), random(SALT_BYTES), new Date(at)];
  const { kind, desk, subject, content, wanted, unit, uscc, person, reference, place, points, from } = given;
  const outboxId = await appendToLog(tx, exchange.id, { v: "dl/1", type: "complaint.filed", complaint, sha256: sha256Hex(fileOf(complaint, given, salt, at)) });
  const key = { exchange_id: exchange.id, complaint_no: complaint };
  const where = place === null ? { tender_id: null, lot: null } : { tender_id: place.tenderId, lot: place.lot };
  await insertComplaint(tx, {
    ...key, ...where, code_sha256: sha256Hex(code), asked_kind: kind, kind, state: "REGISTERED", desk, version: 1, subject, content, wanted, points: points === null ? null : JSON.stringify(points), unit_code: unit, person, about_uscc: uscc, reference,
    is_anonymous: from.name === null, filed_at: moment, received_at: moment, salt, outbox_id: outboxId, remind_at: null,
  });
  if (from.name !== null || from.contact !== null) await sealIdentity(tx, world, complaint, from);
  await insertStep(tx, { ...key, step: "register", state: "REGISTERED", said: null, note: null, facts: "{}", made_by: "complainant", made_at: moment });
  await begin(tx, world, complaint, at);
  return { complaint, code };
}

/** Its first clock runs, and its desk is told. */
async function begin(tx: Tx, world: World, complaint: string, at: Instant): Promise<void> {
  const row = await complaintByNumber(tx, world.exchange.id, complaint);
  if (row === null) throw new RangeError("a complaint that was not kept");
  await changeComplaint(tx, row, { remind_at: remindAt(row, at) });
  await tellHandlersOfStep(tx, world, row, { step: "register", by: "complainant" }, at);
}
