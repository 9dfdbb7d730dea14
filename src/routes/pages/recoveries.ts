import { ROLE_NAMES, type Actor } from "../../identity/actor.js";
import { can } from "../../identity/can.js";
import { nameOfActor, officesOf } from "../../identity/queries.js";
import { peopleNamed, recoveriesUnderWay } from "../../identity/queries/recoveries.js";
import { RECOVERY_NAMES } from "../../identity/recovery.js";
import type { Language } from "../../web/context.js";
import { recoveriesPage, recoverPage, type RecoveriesView } from "../../web/pages/recovery.js";
import { paths } from "../../web/paths.js";
import type { World } from "../../world.js";
import { localhostOf } from "../sites.js";
import { button, faultsOf, type Drawing } from "./buttons.js";
import { contextOf, html, refusedPage, type PageRequest, type Site } from "./site.js";
import { instantOf } from "./views/lists.js";

/** The page where a code is taken up. */
export function recoverRoutes(site: Site): void {
  site.api.get(paths.recover, (c) => {
    const page = contextOf(c, site);
    return html(c, page, recoverPage(page, { localhost: localhostOf(c) }));
  });
}

const officeNames = async ({ db, exchange }: World, personId: string, language: Language): Promise<string[]> =>
  (await officesOf(db, exchange.id, personId)).map(({ role, organisation }) => [ROLE_NAMES[role][language], organisation?.name].filter((each) => each !== undefined).join(" · "));

/** Recoveries under way, and whoever was looked for by name. */
export async function drawRecoveries(c: PageRequest, site: Site, drawing: Drawing, name: string): Promise<Response> {
  const may = can(c.get("actor"), "recovery.read");
  if (!may.ok) return refusedPage(c, site, may.refusal);
  const page = contextOf(c, site);
  const waiting = await waitingViews(site.world, drawing, may.value);
  const found = name === "" || !can(may.value, "recovery.open").ok ? null : await foundViews(site.world, drawing, name);
  return html(c, page, recoveriesPage(page, { waiting, found, name, faults: faultsOf(drawing.refused, page.language) }), drawing.refused === null ? 200 : 422);
}

async function waitingViews(world: World, drawing: Drawing, actor: Actor): Promise<RecoveriesView["waiting"]> {
  const { db, exchange } = world;
  const isOfficer = can(actor, "recovery.open").ok;
  return Promise.all((await recoveriesUnderWay(db, exchange.id)).map(async ({ recovery_id: id, person_id: person, name, state, report, reason, opened_by, reported_at, opened_at, approved_at }) => ({
    id, name, offices: await officeNames(world, person, drawing.language), stateName: RECOVERY_NAMES[state][drawing.language], report, reason, openedBy: opened_by === null ? null : await nameOfActor(db, exchange.id, opened_by),
    at: instantOf(approved_at ?? opened_at ?? reported_at ?? new Date(0)), approve: state === "opened" && opened_by !== actor.id && can(actor, "recovery.approve").ok,
    open: state === "reported" && isOfficer ? openButton(drawing, person) : null, cancel: button(drawing, "cancel-recovery", { item: id }, { suffix: `-${id}` }),
  })));
}

const foundViews = async (world: World, drawing: Drawing, name: string): Promise<RecoveriesView["found"]> =>
  Promise.all((await peopleNamed(world.db, world.exchange.id, name)).map(async ({ person_id: person, name: called }) => ({ name: called, offices: await officeNames(world, person, drawing.language), open: openButton(drawing, person) })));

const openButton = (drawing: Drawing, person: string) => button(drawing, "open-recovery", { item: person }, { suffix: `-${person}` });
