import { catalogueOn, itemVersions } from "../fees/queries.js";
import { ItemBody, type KeptItem } from "../fees/item.js";
import { formulaWords } from "../fees/formula.js";
import { cutPercent, traceOf, type FeeLine } from "../fees/line.js";
import { enterItem, workOut, type AskedItem } from "../fees/use-cases/items.js";
import { moneyJson } from "../kernel/money.js";
import { ok, refuse, type Result } from "../kernel/result.js";
import { dayOf, type Instant, type PlainDate } from "../kernel/time.js";
import { DayBody } from "../tenders/form.js";
import type { World } from "../world.js";
import { endpoint, type Api } from "./endpoint.js";
import { created } from "./tenders.js";

const ITEMS = "/api/v1/fees/items";
/** Items worked out at once. */
const LINES_MAX = 100;
const ASKED = /^(\d{4,12})(?::((?:0|[1-9]\d{0,11})(?:\.\d{1,4})?))?$/;

/** The one catalogue of fees, open to all, and its calculator. */
export function feeItemRoutes(api: Api, world: World): void {
  const { db, exchange } = world;
  endpoint(api, world, { method: "get", path: ITEMS, summary: "The catalogue of fees as it holds on a day, `?on=2026-09-22`; today where none is named", action: "anyone" }, async ({ c, receivedAt }) => {
    const on = dayAsked(c.req.query("on"), receivedAt);
    return on.ok ? ok({ body: { on: on.value, items: [...(await catalogueOn(db, exchange.id, on.value)).values()].map(itemView) } }) : on;
  });
  endpoint(api, world, { method: "get", path: `${ITEMS}/:item`, summary: "Every version of a fee item", action: "anyone" }, async ({ param }) => {
    const versions = await itemVersions(db, exchange.id, [param("item")]);
    return versions.length === 0 ? refuse("not-found", { what: param("item") }) : ok({ body: { versions: versions.map(itemView) } });
  });
  endpoint(api, world, { method: "post", path: ITEMS, summary: "Enter a fee item or its next version", action: "fee-item.enter", body: ItemBody }, async ({ actor, body, receivedAt }) => {
    const entered = await enterItem(world, actor, body, receivedAt);
    return entered.ok ? created(entered.value) : entered;
  });
  endpoint(api, world, { method: "get", path: "/api/v1/fees/calculation", summary: "What fees come to on a day: `?on=2026-09-22&line=103001:20000&line=103102`, an item with its quantity each", action: "anyone" }, async ({ c, receivedAt }) => {
    const on = dayAsked(c.req.query("on"), receivedAt);
    if (!on.ok) return on;
    const asked = askedLines(c.req.queries("line") ?? []);
    if (!asked.ok) return asked;
    const lines = await workOut(db, exchange.id, asked.value, on.value);
    return lines.ok ? ok({ body: { on: on.value, ...sumsOf(lines.value), lines: lines.value.map(lineView) } }) : lines;
  });
}

function dayAsked(given: string | undefined, now: Instant): Result<PlainDate> {
  const day = DayBody.safeParse(given ?? dayOf(now));
  return day.success ? ok(day.data) : refuse("wrong-parameter", { name: "on", wanted: "2026-12-18" });
}

/** Items as an address asks for them: `103001:20000`. */
export function askedLines(lines: readonly string[]): Result<AskedItem[]> {
  const read = lines.map((line) => ASKED.exec(line));
  if (lines.length > LINES_MAX || read.includes(null)) return refuse("wrong-parameter", { name: "line", wanted: "103001:20000" });
  return ok(read.map((match) => ({ item: match?.[1] ?? "", quantity: match?.[2] ?? null, reduction: null })));
}

const itemView = ({ formula, input, ...item }: KeptItem) => ({ ...item, formula, input, standard: formulaWords(formula, input) });

/** The sums of lines: what stood before, what is payable, and how much less that is. */
export function sumsOf(lines: readonly FeeLine[]) {
  const [standard, payable] = [lines.reduce((sum, each) => sum + each.standard, 0n), lines.reduce((sum, each) => sum + each.payable, 0n)];
  return { standard: moneyJson(standard), payable: moneyJson(payable), cutPercent: cutPercent(standard, payable) };
}

/** A line with the way to its amount. */
export function lineView(line: FeeLine) {
  const { standard, discounted, payable, reduction, ...trace } = traceOf(line);
  return {
    ...trace, zh: line.item.zh, en: line.item.en, nature: line.item.nature, category: line.item.category, collectingUnit: line.item.unit, status: line.item.status, standard: moneyJson(standard), discounted: moneyJson(discounted), payable: moneyJson(payable),
    reduction: reduction === null ? null : { ...reduction, amount: reduction.amount === null ? null : moneyJson(reduction.amount) },
  };
}
