import { z } from "@hono/zod-openapi";
import { formulaWords } from "../fees/formula.js";
import { ItemBody } from "../items/item.js";
import { entryRates } from "../items/figures.js";
import { dueItems, itemByCode, takenIn, type Draft } from "../items/queries.js";
import { confirmItem, draftInHand, draftItem, dropDrafted, returnItem, takeInItem } from "../items/use-cases/register.js";
import { itemStatement } from "../items/statement.js";
import { shownDrafts } from "../items/use-cases/show.js";
import { CASE_TYPES, HANDLING, ITEM_KINDS, ITEM_STATES, LEVELS, MATERIAL_FORMS } from "../items/words.js";
import { Line } from "../judging/inputs.js";
import { ok, refuse, type Result } from "../kernel/result.js";
import { dayOf, rfc3339, type Instant, type PlainDate } from "../kernel/time.js";
import { DayBody } from "../tenders/form.js";
import type { World } from "../world.js";
import { endpoint, type Api } from "./endpoint.js";
import { statement } from "./statements.js";
import { created } from "./tenders.js";
import { filtersIn, isAsked, shownItems } from "./views/items.js";

const ITEMS = "/api/v1/items";
const REASON_MAX = 300;
const WORDS = { kinds: ITEM_KINDS, caseTypes: CASE_TYPES, handling: HANDLING, levels: LEVELS, materialForms: MATERIAL_FORMS, states: ITEM_STATES };

/** The registry of items: the guide of every item, open to all without a sign-in, and what units and the centre do to it. */
export function itemRoutes(api: Api, world: World): void {
  const { db, exchange } = world;
  endpoint(api, world, { method: "get", path: ITEMS, summary: "The open feed of the guide: every item that can be applied for on a day, `?on=2026-09-22`, with every public field (七公开、八公开), its unit and its fees", action: "anyone" }, async ({ c, receivedAt }) => {
    const on = dayAsked(c.req.query("on"), receivedAt);
    return on.ok ? ok({ body: { on: on.value, words: WORDS, rates: entryRates(await dueItems(db, exchange.id, on.value)), items: await feedOn(world, on.value) } }) : on;
  });
  statement(api, world, { path: `${ITEMS}/list`, summary: "The list of items of today, `?q=&unit=103&kind=licence&type=promised&theme=building`: sheets with every public field, and a paper", action: "anyone", make: async (c) => {
    const filters = filtersIn(c);
    const on = dayOf(c.get("receivedAt"));
    return ok(itemStatement((await shownItems(world, on)).filter((each) => isAsked(each, filters)).map(({ version, unit, fees }) => ({ version, unitName: unit?.zh ?? version.unit, fees })), on));
  } });
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
  endpoint(api, world, { method: "post", path: `${ITEMS}/:item/return`, summary: "Send a confirmed draft back to its unit", action: "item.return", body: z.strictObject({ reason: Line(REASON_MAX) }) }, async ({ body, param, receivedAt }) => answerTo(await returnItem(world, param("item"), body.reason, receivedAt)));
}

const answerTo = <Value>(result: Result<Value>) => (result.ok ? created(result.value) : result);
const timeOf = (date: Date): string => rfc3339(date.getTime() as Instant);
const draftView = ({ body, confirmed_at, drafted_at, returned, sha256 }: Draft) => ({ item: body, sha256, draftedAt: timeOf(drafted_at), confirmedAt: confirmed_at === null ? null : timeOf(confirmed_at), returned });

function dayAsked(given: string | undefined, now: Instant): Result<PlainDate> {
  const day = DayBody.safeParse(given ?? dayOf(now));
  return day.success ? ok(day.data) : refuse("wrong-parameter", { name: "on", wanted: "2026-12-18" });
}

/** Every item of a day as the feed says it: with its unit’s name and each fee’s standard and basis, so that a reader needs nothing else. */
const feedOn = async (world: World, on: PlainDate) => (await shownItems(world, on)).map(({ item, version, unit, fees }) => ({
  ...version, state: item.state, lastOn: item.lastOn, unitName: { zh: unit?.zh ?? "", en: unit?.en ?? "" }, fees: fees.map(({ code, zh, en, formula, input, basis }) => ({ code, zh, en, standard: formulaWords(formula, input), basis })),
}));
