import { z } from "@hono/zod-openapi";
import { unitsOf } from "../centre/queries.js";
import { catalogueOn } from "../fees/queries.js";
import { formulaWords } from "../fees/formula.js";
import { ItemBody } from "../items/item.js";
import { itemByCode, itemsInForce, takenIn, type Draft } from "../items/queries.js";
import { confirmItem, draftInHand, draftItem, dropDrafted, returnItem, takeInItem } from "../items/use-cases/register.js";
import { shownDrafts } from "../items/use-cases/show.js";
import { CASE_TYPES, HANDLING, ITEM_KINDS, ITEM_STATES, LEVELS, MATERIAL_FORMS } from "../items/words.js";
import { Line } from "../judging/inputs.js";
import { ok, refuse, type Result } from "../kernel/result.js";
import { dayOf, rfc3339, type Instant, type PlainDate } from "../kernel/time.js";
import { DayBody } from "../tenders/form.js";
import type { World } from "../world.js";
import { endpoint, type Api } from "./endpoint.js";
import { created } from "./tenders.js";

const ITEMS = "/api/v1/items";
const REASON_MAX = 300;
const WORDS = { kinds: ITEM_KINDS, caseTypes: CASE_TYPES, handling: HANDLING, levels: LEVELS, materialForms: MATERIAL_FORMS, states: ITEM_STATES };

/** The registry of items: the guide of every item, open to all without a sign-in, and what units and the centre do to it. */
export function itemRoutes(api: Api, world: World): void {
  const { db, exchange } = world;
  endpoint(api, world, { method: "get", path: ITEMS, summary: "The open feed of the guide: every item that can be applied for on a day, `?on=2026-09-22`, with every public field (七公开、八公开), its unit and its fees", action: "anyone" }, async ({ c, receivedAt }) => {
    const on = dayAsked(c.req.query("on"), receivedAt);
    return on.ok ? ok({ body: { on: on.value, words: WORDS, items: await feedOn(world, on.value) } }) : on;
  });
  endpoint(api, world, { method: "get", path: `${ITEMS}/drafts`, summary: "Drafts of one’s own unit’s items; who looks over all reads all", action: "item.read" }, async ({ actor }) => ok({ body: { drafts: (await shownDrafts(world, actor)).map(draftView) } }));
  endpoint(api, world, { method: "get", path: `${ITEMS}/:item`, summary: "An item with every version it had", action: "anyone" }, async ({ param }) => {
    const item = await itemByCode(db, exchange.id, param("item"));
    const versions = item === null ? [] : await takenIn(db, exchange.id, [item.code]);
    if (item === null || versions.length === 0) return refuse("not-found", { what: param("item") });
    return ok({ body: { ...item, versions: versions.map(({ version, confirmedAt, takenInAt, signed }) => ({ ...version, confirmedAt: timeOf(confirmedAt), takenInAt: timeOf(takenInAt), signed })) } });
  });
  draftRoutes(api, world);
  hallRoutes(api, world);
}

/** What a unit does to its items. */
function draftRoutes(api: Api, world: World): void {
  endpoint(api, world, { method: "post", path: ITEMS, summary: "Draft an item of one’s own unit, or its next version", action: "item.draft", body: ItemBody }, async ({ actor, body, receivedAt }) => answerTo(await draftItem(world, actor, body, receivedAt)));
  endpoint(api, world, { method: "delete", path: `${ITEMS}/:item/draft`, summary: "Drop a draft", action: "item.draft" }, async ({ actor, param }) => {
    const dropped = await dropDrafted(world, actor, param("item"));
    return dropped.ok ? ok({ body: dropped.value }) : dropped;
  });
  endpoint(api, world, { method: "post", path: `${ITEMS}/:item/confirmation`, summary: "Confirm for one’s own unit what its officer drafted (三进中心确认书)", action: "item.confirm", object: (param) => draftInHand(world, param("item")) }, async ({ actor, param, receivedAt }) => answerTo(await confirmItem(world, actor, param("item"), receivedAt)));
}

/** What the centre does to what a unit confirmed. */
function hallRoutes(api: Api, world: World): void {
  endpoint(api, world, { method: "post", path: `${ITEMS}/:item/entry`, summary: "Take a confirmed item, or its next version, into the hall", action: "item.take-in", object: (param) => draftInHand(world, param("item")) }, async ({ actor, param, receivedAt }) => answerTo(await takeInItem(world, actor, param("item"), receivedAt)));
  endpoint(api, world, { method: "post", path: `${ITEMS}/:item/return`, summary: "Send a confirmed draft back to its unit", action: "item.return", body: z.strictObject({ reason: Line(REASON_MAX) }) }, async ({ body, param }) => answerTo(await returnItem(world, param("item"), body.reason)));
}

const answerTo = <Value>(result: Result<Value>) => (result.ok ? created(result.value) : result);
const timeOf = (date: Date): string => rfc3339(date.getTime() as Instant);
const draftView = ({ body, confirmed_at, drafted_at, returned, sha256 }: Draft) => ({ item: body, sha256, draftedAt: timeOf(drafted_at), confirmedAt: confirmed_at === null ? null : timeOf(confirmed_at), returned });

function dayAsked(given: string | undefined, now: Instant): Result<PlainDate> {
  const day = DayBody.safeParse(given ?? dayOf(now));
  return day.success ? ok(day.data) : refuse("wrong-parameter", { name: "on", wanted: "2026-12-18" });
}

/** Every item of a day as the feed says it: with its unit’s name and each fee’s standard and basis, so that a reader needs nothing else. */
async function feedOn({ db, exchange }: World, on: PlainDate) {
  const units = new Map((await unitsOf(db, exchange.id)).map((unit) => [unit.code, unit]));
  const items = await itemsInForce(db, exchange.id, on);
  const fees = await catalogueOn(db, exchange.id, on);
  return items.map(({ item, version }) => ({
    ...version, state: item.state, lastOn: item.lastOn, unitName: { zh: units.get(version.unit)?.zh ?? "", en: units.get(version.unit)?.en ?? "" },
    fees: version.feeItems.flatMap((code) => { const fee = fees.get(code); return fee === undefined ? [] : [{ code, zh: fee.zh, en: fee.en, standard: formulaWords(fee.formula, fee.input), basis: fee.basis }]; }),
  }));
}
