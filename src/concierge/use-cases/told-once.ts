import { unitsOf, windowsOf } from "../../centre/queries.js";
import { allOrNothing, type Tx } from "../../db/database.js";
import type { Actor } from "../../identity/actor.js";
import { appendToLog } from "../../journal/outbox.js";
import { formulaWords } from "../../fees/formula.js";
import { catalogueOn } from "../../fees/queries.js";
import type { KeptVersion } from "../../items/item.js";
import { itemsInForce } from "../../items/queries.js";
import { ITEM_KINDS, MATERIAL_FORMS } from "../../items/words.js";
import { ok, refuse, type Result } from "../../kernel/result.js";
import { dayOf, type Instant, type PlainDate } from "../../kernel/time.js";
import { toldOnce, type ToldItem, type ToldOnceFacts } from "../../notices/told-once.js";
import { sealRecord } from "../../notices/use-cases/seal.js";
import type { World } from "../../world.js";
import { projectById } from "../queries.js";
import { guestsOf, intermediariesOf, toldOnceOf } from "../queries/meetings.js";
import { holdMeeting, holdNumbers, holdProject, insertToldOnce } from "../store.js";
import { log } from "./projects.js";

type Place = { readonly unit: string | null; readonly meeting: string | null };

/** Items as a notice tells them: with their fees by the catalogue of the day. */
async function told(tx: Tx, { exchange }: Pick<World, "exchange">, versions: readonly KeptVersion[], on: PlainDate): Promise<ToldItem[]> {
  const [units, windows, fees] = [await unitsOf(tx, exchange.id), await windowsOf(tx, exchange.id), await catalogueOn(tx, exchange.id, on, [...new Set(versions.flatMap(({ feeItems }) => feeItems))])];
  return versions.map((item) => ({
    code: item.code, version: item.version, sha256: item.sha256, name: item.zh, unit: units.find(({ code }) => code === item.unit)?.zh ?? item.unit, kind: ITEM_KINDS[item.kind].zh, window: item.window === null ? "不设专门窗口" : `${String(item.window)}号 ${windows.findLast(({ number }) => number === item.window)?.zh ?? ""}`,
    basis: item.legalBasis, conditions: item.conditions, materials: item.materials.map(({ zh, form, copies, required, condition }) => ({ name: zh, form: MATERIAL_FORMS[form].zh, copies, when: condition ?? (required ? "必须" : "可选") })), steps: item.steps, statutory: item.statutoryLimitWD, promised: item.promisedLimitWD,
    fees: item.feeItems.flatMap((code) => { const fee = fees.get(code); return fee === undefined ? [] : [{ code, name: fee.zh, standard: formulaWords(fee.formula, fee.input).zh, basis: `${fee.basis.act}${fee.basis.article}` }]; }), results: item.results, complaints: item.complaintChannel,
  }));
}

async function seal(tx: Tx, world: World, actor: Actor, place: Place, given: Omit<ToldOnceFacts, "on">, at: Instant): Promise<Result<{ readonly paper: string }>> {
  const { exchange, mode, publicUrl } = world;
  const verifyUrl = `${publicUrl}/concierge`;
  const record = toldOnce({ exchange: exchange.origin, mode, issuer: { name: exchange.name, uscc: exchange.uscc }, publishedAt: at, publicUrl, verifyUrl }, { ...given, on: dayOf(at) });
  if (!record.ok) return record;
  const sealed = await sealRecord(world, record.value);
  const outbox_id = await appendToLog(tx, exchange.id, { v: "dl/1", type: "told-once", id: given.id, json_sha256: sealed.json_sha256, pdf_sha256: sealed.pdf_sha256 });
  await insertToldOnce(tx, { exchange_id: exchange.id, paper_id: given.id, unit_code: place.unit, meeting: place.meeting, ...sealed, outbox_id, made_by: actor.id, made_at: new Date(at) });
  return ok({ paper: given.id });
}

/** Seals the one-time notice of a unit’s window: every item of the unit that is in force, with all that is asked for it. An earlier one stays. */
export const issueForUnit = (world: World, actor: Actor, unit: string, at: Instant): Promise<Result<{ readonly paper: string }>> =>
  allOrNothing(world.db, async (tx) => {
    const [today, known] = [dayOf(at), (await unitsOf(tx, world.exchange.id)).find(({ code }) => code === unit)];
    if (known === undefined) return refuse("not-found", { what: unit });
    await holdNumbers(tx, world.exchange.id, "papers");
    const versions = (await itemsInForce(tx, world.exchange.id, today)).map(({ version }) => version).filter((each) => each.unit === unit);
    if (versions.length === 0) return refuse("told-once-nothing", { unit: known.zh });
    const before = (await toldOnceOf(tx, world.exchange.id, null)).filter(({ unit_code }) => unit_code === unit).length;
    return seal(tx, world, actor, { unit, meeting: null }, { id: `GZ-${unit}-${String(before + 1)}`, title: `${known.zh}窗口一次性告知单`, items: await told(tx, world, versions, today), meeting: null }, at);
  });

/** Seals the one-time notice of a meeting that answered an investor on the spot: the permits that were named, of units that were invited. Once a meeting. */
export const issueForMeeting = (world: World, actor: Actor, meeting: string, items: readonly string[], at: Instant): Promise<Result<{ readonly paper: string }>> =>
  allOrNothing(world.db, async (tx) => {
    const { exchange } = world;
    const row = await holdMeeting(tx, exchange.id, meeting);
    if (row?.kind !== "answers") return refuse("not-found", { what: meeting });
    if (row.held_at === null) return refuse("meeting-not-recorded");
    if ((await toldOnceOf(tx, exchange.id, meeting)).length > 0) return refuse("told-once-already", { meeting });
    const guests = await guestsOf(tx, exchange.id, [meeting]);
    const versions = (await itemsInForce(tx, exchange.id, dayOf(at))).map(({ version }) => version).filter(({ code }) => items.includes(code));
    const missing = items.find((code) => !versions.some((each) => each.code === code));
    if (missing !== undefined) return refuse("told-once-item", { item: missing });
    const stranger = versions.find(({ unit }) => !guests.some(({ kind, code }) => kind === "unit" && code === unit));
    if (stranger !== undefined) return refuse("meeting-guest", { guest: `unit/${stranger.unit}` });
    const [units, registered] = [await unitsOf(tx, exchange.id), await intermediariesOf(tx, exchange.id)];
    const nameOf = (kind: string, code: string): string => (kind === "unit" ? units.find((each) => each.code === code)?.zh : registered.find(({ intermediary }) => intermediary === code)?.name) ?? code;
    const came = guests.filter((each) => each.came === true).map(({ kind, code }) => nameOf(kind, code));
    const sealed = await seal(tx, world, actor, { unit: null, meeting }, { id: `GZ-${meeting}`, title: `${row.title}一次性告知单`, items: await told(tx, world, versions, dayOf(at)), meeting: { number: meeting, title: row.title, at: row.meets_at.getTime() as Instant, place: row.place, came } }, at);
    if (sealed.ok && row.project !== null) await noteTold(tx, world, actor, row.project, sealed.value.paper, at);
    return sealed;
  });

async function noteTold(tx: Tx, world: World, actor: Actor, project: string, paper: string, at: Instant): Promise<void> {
  await holdProject(tx, world.exchange.id, project);
  await log(tx, world, project, { kind: "told-once", text: paper, concierge: (await projectById(tx, world.exchange.id, project))?.concierge ?? null }, actor, at);
}
