import { allOrNothing, type Tx } from "../../db/database.js";
import { actorById } from "../../identity/queries.js";
import { hex } from "../../kernel/bytes.js";
import { ok, refuse, type Result } from "../../kernel/result.js";
import type { Instant, PlainDate } from "../../kernel/time.js";
import type { World } from "../../world.js";
import { checkBelongs, checkPost, checkSubCentre, LASTING, POSTS, type NewHall, type NewPost, type NewSubCentre, type SubCentre } from "../organisation.js";
import { hallsOf, postsOf, subCentresOf, unitByCode, windowsOf } from "../queries.js";
import { endLasting, holdCentre, insertHall, insertPost, insertSubCentre } from "../store.js";
import { checkEnd, isInForce, type Dates } from "../unit.js";

type By = { readonly id: string };
type Place = Pick<World, "exchange">;
/** A table of what lasts. */
type Part = keyof typeof LASTING;
const ID_BYTES = 8;

const subCentreNamed = async (tx: Tx, world: Place, code: string | null): Promise<SubCentre | null> => (await subCentresOf(tx, world.exchange.id)).find((each) => each.code === code) ?? null;

/** Opens a sub-centre: the four of the city once each, a district's beside them. */
export const openSubCentre = (world: World, by: By, given: NewSubCentre, at: Instant): Promise<Result<{ readonly subCentre: string }>> => allOrNothing(world.db, (tx) => openSubCentreIn(tx, world, by, given, at));

/** The same within a transaction. */
export async function openSubCentreIn(tx: Tx, world: Place, by: By, given: NewSubCentre, at: Instant): Promise<Result<{ readonly subCentre: string }>> {
  await holdCentre(tx, world.exchange.id);
  const fit = checkSubCentre(given, await unitByCode(tx, world.exchange.id, given.unit));
  if (!fit.ok) return fit;
  const { code, kind, unit, zh, en, onSite, place, from } = given;
  const made = await insertSubCentre(tx, { exchange_id: world.exchange.id, code, kind, unit_code: unit, zh, en, on_site: onSite, place, from_on: from, made_by: by.id, made_at: new Date(at) });
  return made ? ok({ subCentre: code }) : refuse("sub-centre-taken", { subCentre: code });
}

export const openHall = (world: World, by: By, given: NewHall, at: Instant): Promise<Result<{ readonly hall: string }>> => allOrNothing(world.db, (tx) => openHallIn(tx, world, by, given, at));

/** The same within a transaction. */
export async function openHallIn(tx: Tx, world: Place, by: By, given: NewHall, at: Instant): Promise<Result<{ readonly hall: string }>> {
  await holdCentre(tx, world.exchange.id);
  const fit = checkBelongs(given, await subCentreNamed(tx, world, given.subCentre));
  if (!fit.ok) return fit;
  const { code, subCentre, zh, en, place, from } = given;
  const made = await insertHall(tx, { exchange_id: world.exchange.id, code, sub_centre: subCentre, zh, en, place, from_on: from, made_by: by.id, made_at: new Date(at) });
  return made ? ok({ hall: code }) : refuse("hall-taken", { hall: code });
}

/** Fills a post. Who signs in here holds it in an office that is there. */
export const fillPost = (world: World, by: By, given: NewPost, at: Instant): Promise<Result<{ readonly post: string }>> => allOrNothing(world.db, (tx) => fillPostIn(tx, world, by, given, at));

/** The same within a transaction. */
export async function fillPostIn(tx: Tx, world: Pick<World, "exchange" | "random">, by: By, given: NewPost, at: Instant): Promise<Result<{ readonly post: string }>> {
  await holdCentre(tx, world.exchange.id);
  const fit = checkPost(given, await subCentreNamed(tx, world, given.subCentre));
  if (!fit.ok) return fit;
  const { kind, subCentre, name, actor, from } = given;
  if (actor !== null && (await actorById(tx, world.exchange.id, actor)) === null) return refuse("not-found", { what: actor });
  const id = hex(world.random(ID_BYTES));
  const made = await insertPost(tx, { exchange_id: world.exchange.id, post_id: id, kind, sub_centre: subCentre, name, actor_id: actor, from_on: from, made_by: by.id, made_at: new Date(at) });
  return made ? ok({ post: id }) : refuse("post-taken", { post: POSTS[kind].zh, postEn: POSTS[kind].en });
}

/** What stands on something that ends: it would outlive it. */
async function outlives(tx: Tx, world: Place, table: Part, id: string, until: PlainDate): Promise<string | null> {
  const lasts = (each: Dates): boolean => each.until === null || each.until > until;
  const stays = async (): Promise<readonly (Dates & { readonly zh: string })[]> => {
    if (table === "sub_centres") return (await hallsOf(tx, world.exchange.id)).filter(({ subCentre }) => subCentre === id);
    return table === "service_halls" ? (await windowsOf(tx, world.exchange.id)).filter(({ hall }) => hall === id) : [];
  };
  return (await stays()).find(lasts)?.zh ?? null;
}

/** Ends a sub-centre, a hall or a post with a day, its last; not before what stands on it. */
export const endOne = (world: World, table: Part, id: string, until: PlainDate): Promise<Result<{ readonly ended: string }>> =>
  allOrNothing(world.db, async (tx) => {
    await holdCentre(tx, world.exchange.id);
    const all: readonly (Dates & { readonly own: string })[] = table === "sub_centres" ? (await subCentresOf(tx, world.exchange.id)).map((each) => ({ ...each, own: each.code }))
      : table === "service_halls" ? (await hallsOf(tx, world.exchange.id)).map((each) => ({ ...each, own: each.code })) : (await postsOf(tx, world.exchange.id)).map((each) => ({ ...each, own: each.id }));
    const one = all.find(({ own }) => own === id);
    if (one === undefined) return refuse("not-found", { what: id });
    const fit = checkEnd(one, until);
    if (!fit.ok) return fit;
    const standing = await outlives(tx, world, table, id, until);
    if (standing !== null) return refuse("centre-part-in-use", { part: standing });
    await endLasting(tx, world.exchange.id, table, id, until);
    return ok({ ended: id });
  });

/** The sub-centre whose head an office is on a day; null where it is of none. */
export async function ledBy(tx: Tx | World["db"], exchangeId: string, actorId: string, on: PlainDate): Promise<string | null> {
  return (await postsOf(tx, exchangeId)).find((post) => post.kind === "sub-centre-head" && post.actor === actorId && isInForce(post, on))?.subCentre ?? null;
}
