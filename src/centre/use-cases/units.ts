import { allOrNothing, type Tx } from "../../db/database.js";
import { knowOrganisation } from "../../identity/use-cases/offices.js";
import { checkUscc } from "../../kernel/codes.js";
import { ok, refuse, type Result } from "../../kernel/result.js";
import { dayOf, type Instant, type PlainDate } from "../../kernel/time.js";
import { inviteOfficer, type Invited } from "../../parties/use-cases/representatives.js";
import type { World } from "../../world.js";
import { hallsOf, unitByCode, unitsOf, windowsOf } from "../queries.js";
import { endUnitRow, endWindowRow, holdCentre, insertUnit, insertWindow } from "../store.js";
import { checkEnd, checkOffice, checkUnit, isInForce, type NewUnit, type NewWindow, type Unit, type UnitOffice } from "../unit.js";

type By = { readonly id: string };

/** Enters a unit. Its organisation is known from then on, so that people can hold offices in it. */
export const enterUnit = (world: World, by: By, given: NewUnit, at: Instant): Promise<Result<{ readonly unit: string }>> => allOrNothing(world.db, (tx) => enterUnitIn(tx, world, by, given, at));

/** The same within a transaction. */
export async function enterUnitIn(tx: Tx, world: Pick<World, "exchange">, by: By, given: NewUnit, at: Instant): Promise<Result<{ readonly unit: string }>> {
  const uscc = checkUscc(given.uscc);
  if (!uscc.ok) return uscc;
  await holdCentre(tx, world.exchange.id);
  const fit = checkUnit(given, given.parent === null ? null : await unitByCode(tx, world.exchange.id, given.parent));
  if (!fit.ok) return fit;
  await knowOrganisation(tx, world.exchange.id, { uscc: uscc.value, name: given.zh, operatorFirm: false }, new Date(at));
  const { code, parent, level, zh, en, kinds, from } = given;
  const made = await insertUnit(tx, { exchange_id: world.exchange.id, code, uscc: uscc.value, parent_code: parent, level, zh, en, kinds: [...new Set(kinds)], from_on: from, made_by: by.id, made_at: new Date(at) });
  return made ? ok({ unit: code }) : refuse("unit-taken", { unit: code, uscc: uscc.value });
}

/** Ends a unit with a day, its last; not before those under it. */
export const endUnit = (world: World, code: string, until: PlainDate): Promise<Result<{ readonly unit: string }>> =>
  allOrNothing(world.db, async (tx) => {
    await holdCentre(tx, world.exchange.id);
    const unit = await unitByCode(tx, world.exchange.id, code);
    if (unit === null) return refuse("not-found", { what: code });
    const fit = checkEnd(unit, until);
    if (!fit.ok) return fit;
    const outlives = (await unitsOf(tx, world.exchange.id)).find(({ parent, until: last }) => parent === code && (last === null || last > until));
    if (outlives !== undefined) return refuse("unit-in-use", { unit: outlives.zh });
    await endUnitRow(tx, world.exchange.id, code, until);
    return ok({ unit: code });
  });

export const openWindow = (world: World, by: By, given: NewWindow, at: Instant): Promise<Result<{ readonly window: number }>> => allOrNothing(world.db, (tx) => openWindowIn(tx, world, by, given, at));

/** The same within a transaction. */
export async function openWindowIn(tx: Tx, world: Pick<World, "exchange">, by: By, { number, unit, hall, zh, en, tasks, from }: NewWindow, at: Instant): Promise<Result<{ readonly window: number }>> {
  await holdCentre(tx, world.exchange.id);
  const of = unit === null ? null : await unitByCode(tx, world.exchange.id, unit);
  if (unit !== null && (of === null || !isInForce(of, from))) return refuse("unit-not-in-force", { unit, on: from });
  if (hall !== null && !(await hallsOf(tx, world.exchange.id)).some((each) => each.code === hall && isInForce(each, from))) return refuse("hall-not-in-force", { hall, on: from });
  const made = await insertWindow(tx, { exchange_id: world.exchange.id, number, unit_code: unit, hall_code: hall, zh, en, tasks: [...new Set(tasks)], from_on: from, made_by: by.id, made_at: new Date(at) });
  return made ? ok({ window: number }) : refuse("window-taken", { number });
}

/** Closes a window with a day, its last; the number is free from the next. */
export const closeWindow = (world: World, number: number, until: PlainDate): Promise<Result<{ readonly window: number }>> =>
  allOrNothing(world.db, async (tx) => {
    await holdCentre(tx, world.exchange.id);
    const last = (await windowsOf(tx, world.exchange.id)).findLast((each) => each.number === number);
    if (last === undefined) return refuse("not-found", { what: String(number) });
    const fit = checkEnd(last, until);
    if (!fit.ok) return fit;
    await endWindowRow(tx, world.exchange.id, last, until);
    return ok({ window: number });
  });

export type Appointed = { readonly unit: Unit; readonly invited: Invited };

/** Makes the code by which a person takes up an office in a unit; an earlier one that nobody used ends. */
export const appointOfficer = (world: World, by: By, code: string, given: { readonly office: UnitOffice; readonly name: string }, at: Instant): Promise<Result<Appointed>> =>
  allOrNothing(world.db, async (tx) => {
    const unit = await unitByCode(tx, world.exchange.id, code);
    if (unit === null) return refuse("not-found", { what: code });
    const fit = checkOffice(unit, given.office, dayOf(at));
    if (!fit.ok) return fit;
    const invited = await inviteOfficer(tx, world.exchange.id, { role: given.office, name: given.name, uscc: unit.uscc, by: by.id }, { at, random: world.random });
    return invited === null ? refuse("office-held") : ok({ unit, invited });
  });
