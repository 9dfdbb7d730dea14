import { unitByCode } from "../../centre/queries.js";
import { allOrNothing, type Db, type Tx } from "../../db/database.js";
import { appendToLog } from "../../journal/outbox.js";
import { ok, refuse, type Result } from "../../kernel/result.js";
import { dayOf, type Instant, type PlainDate } from "../../kernel/time.js";
import { sha256Hex } from "../../signing/hash-node.js";
import type { World } from "../../world.js";
import { checkItem, itemBytes, type NewItem } from "../item.js";
import { feeLine, type FeeLine, type Reduction } from "../line.js";
import { catalogueOn, itemVersions } from "../queries.js";
import { holdCatalogue, insertItem } from "../store.js";

type By = { readonly id: string };
export type EnteredItem = { readonly item: string; readonly version: number; readonly sha256: string };

/** Enters an item, or its next version. Its hash is logged: nobody changes afterwards by what was charged. */
export const enterItem = (world: World, by: By, given: NewItem, at: Instant): Promise<Result<EnteredItem>> => allOrNothing(world.db, (tx) => enterItemIn(tx, world, by, given, { at, today: dayOf(at) }));

/** The same within a transaction. @param today the day before which no version begins: how a rehearsal is given a catalogue that has stood for a while */
export async function enterItemIn(tx: Tx, world: World, by: By, given: NewItem, { at, today }: { readonly at: Instant; readonly today: PlainDate }): Promise<Result<EnteredItem>> {
  await holdCatalogue(tx, world.exchange.id);
  const before = (await itemVersions(tx, world.exchange.id, [given.code])).at(-1) ?? null;
  const fit = checkItem(given, { unit: await unitByCode(tx, world.exchange.id, given.unit), before, today });
  if (!fit.ok) return fit;
  const file = itemBytes(fit.value);
  const [{ code, version, from }, sha256] = [fit.value, sha256Hex(file)];
  const outboxId = await appendToLog(tx, world.exchange.id, { v: "dl/1", type: "fee.item", code, version, sha256 });
  await insertItem(tx, { exchange_id: world.exchange.id, code, version, from_on: from, file, sha256, outbox_id: outboxId, made_by: by.id, made_at: new Date(at) });
  return ok({ item: code, version, sha256 });
}

/** An item by its code with a quantity, and what a paper takes off. */
export type AskedItem = { readonly item: string; readonly quantity: string | null; readonly reduction: Reduction | null };

/** What items come to on a day, in the order asked; none is asked twice. */
export async function workOut(db: Db | Tx, exchangeId: string, asked: readonly AskedItem[], on: PlainDate): Promise<Result<readonly FeeLine[]>> {
  const twice = asked.find(({ item }, at) => asked.findIndex((each) => each.item === item) < at);
  if (twice !== undefined) return refuse("fee-twice", { item: twice.item });
  const catalogue = await catalogueOn(db, exchangeId, on, asked.map(({ item }) => item));
  const lines: FeeLine[] = [];
  for (const { item: code, quantity, reduction } of asked) {
    const item = catalogue.get(code);
    if (item === undefined) return refuse("fee-not-in-force", { item: code, on });
    const line = feeLine({ item, quantity, reduction });
    if (!line.ok) return line;
    lines.push(line.value);
  }
  return ok(lines);
}
