import { expertPlace } from "../../experts/use-cases/sealed-file.js";
import type { SignedIn } from "../../identity/person.js";
import type { Json } from "../../kernel/canonical-json.js";
import type { Instant } from "../../kernel/time.js";
import { phonePlace } from "../../messages/use-cases/settings.js";
import type { World } from "../../world.js";
import { columnsIn, PERSONAL, type PersonalTable } from "../columns.js";
import { jsonOf, type Held, type HeldRow } from "../held.js";
import { unsealed } from "../key-ring.js";
import { rowsNaming, selfOf, type Self } from "../queries.js";
import { numberPlace } from "./identity-number.js";

type Ground = Pick<World, "db" | "exchange" | "personalKeys">;

/** Everything that is held about a person, by the table of what names people, and nothing about anybody else (个人信息保护法 45). */
export async function personalCopy(world: Ground, person: SignedIn, at: Instant): Promise<Held> {
  const self = await selfOf(world.db, world.exchange.id, person.id);
  const rows: HeldRow[] = [];
  for (const [table, about] of Object.entries(PERSONAL)) rows.push(...(await heldIn(world, table, about, self)));
  return { exchange: world.exchange.origin, person: person.id, at, rows };
}

async function heldIn(world: Ground, table: string, { keep, whose, beside }: PersonalTable, self: Self): Promise<HeldRow[]> {
  const rows: HeldRow[] = [];
  for (const { column, holds, theirs } of whose) {
    const found = await rowsNaming(world.db, world.exchange.id, { table, column, holds }, self, [...new Set([column, ...columnsIn(theirs), ...columnsIn(beside)])]);
    rows.push(...found.map((row) => ({ table, keep, named: column, row: Object.fromEntries(Object.entries(row).map(([name, value]) => [name, openedOf(world, `${table}.${name}`, row, value)])) })));
  }
  return rows;
}

/** A sealed value is handed to whom it is about as it is. */
function openedOf({ exchange, personalKeys }: Ground, place: string, row: Readonly<Record<string, unknown>>, value: unknown): Json {
  if (!(value instanceof Uint8Array)) return jsonOf(value);
  if (place === "identity_numbers.sealed") return unsealed(personalKeys, numberPlace(exchange.id, String(row["person_id"])), value);
  if (place === "message_settings.phone") return unsealed(personalKeys, phonePlace(exchange.id, String(row["actor_id"])), value);
  if (place === "experts.sealed") return unsealed(personalKeys, expertPlace(exchange.id, String(row["expert_id"])), value);
  return jsonOf(value);
}
