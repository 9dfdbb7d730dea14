import type { Context } from "hono";
import { unitsOf } from "../../centre/queries.js";
import type { Unit } from "../../centre/unit.js";
import { catalogueOn } from "../../fees/queries.js";
import type { KeptItem } from "../../fees/item.js";
import { mentions } from "../../items/guide.js";
import type { Item, KeptVersion } from "../../items/item.js";
import { themesOf } from "../../items/themes.js";
import { itemsInForce } from "../../items/queries.js";
import type { PlainDate } from "../../kernel/time.js";
import type { World } from "../../world.js";

/** What is asked of the list; empty where a filter is not set. */
export type ItemFilters = { readonly q: string; readonly unit: string; readonly kind: string; readonly type: string; readonly theme: string };
export type ShownItem = { readonly item: Item; readonly version: KeptVersion; readonly unit: Unit | undefined; readonly fees: readonly KeptItem[] };

const Q_MAX = 60;

export const filtersIn = (c: Context): ItemFilters => {
  const { q = "", unit = "", kind = "", type = "", theme = "" } = c.req.query();
  return { q: q.trim().slice(0, Q_MAX), unit, kind, type, theme };
};

/** Every item of a day with its unit and fees, in the order of codes. */
export async function shownItems({ db, exchange }: World, on: PlainDate): Promise<ShownItem[]> {
  const units = new Map((await unitsOf(db, exchange.id)).map((unit) => [unit.code, unit]));
  const [items, fees] = [await itemsInForce(db, exchange.id, on), await catalogueOn(db, exchange.id, on)];
  return items.map(({ item, version }) => ({ item, version, unit: units.get(version.unit), fees: version.feeItems.flatMap((code) => fees.get(code) ?? []) }));
}

/** Whether an item is among those asked for. */
export const isAsked = ({ version }: ShownItem, { q, unit, kind, type, theme }: ItemFilters): boolean =>
  (unit === "" || version.unit === unit) && (kind === "" || version.kind === kind) && (type === "" || version.caseType === type) && (theme === "" || themesOf(version.zh).some((each) => each === theme)) && (q === "" || mentions(version, q));
