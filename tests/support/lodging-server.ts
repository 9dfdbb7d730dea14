// A program: an exchange that lodges what it is handed, all at once, and says which statements it acknowledged, until a test kills it.
// argv: database URL, data folder, file with [{actor, tender, lot, parts}].
import { readFileSync } from "node:fs";
import { pino } from "pino";
import { lodge } from "../../src/bidding/use-cases/lodge.js";
import { readConfig } from "../../src/config.js";
import { actingFor, openDb, openPool, type Role } from "../../src/db/database.js";
import { openExchange } from "../../src/exchange.js";
import { FIRST_EXCHANGE } from "../../src/exchange-origin.js";
import { openStore } from "../../src/ground.js";
import { actorById } from "../../src/identity/queries.js";
import { fromBase64, fromHex } from "../../src/kernel/bytes.js";
import type { Body } from "./lodging.js";

const [databaseUrl = "", folder = "", file = ""] = process.argv.slice(2);
const asked = JSON.parse(readFileSync(file, "utf8")) as (Body & { actor: string; tender: string; lot: string })[];
const as = (role: Role) => openDb(openPool(databaseUrl, actingFor(FIRST_EXCHANGE, role)));
const config = readConfig({ DAYLIGHT_DATA: folder, PORT: "0" });
const ground = { databaseUrl, exchangeId: FIRST_EXCHANGE, db: as("daylight_app"), sequencerDb: as("daylight_sequencer"), ...(await openStore(config)) };
const { world } = await openExchange({ config, ground, log: pino({ level: "fatal" }), publicUrl: "http://chenguang.example" });
world.journal.start();
await Promise.all(asked.map(async ({ actor, tender, lot, parts }) => {
  const sent = parts.map((each) => ({ statement: fromBase64(each.statement), signature: fromBase64(each.signature), salt: fromHex(each.salt), shares: each.shares.map(fromBase64) }));
  const who = await actorById(ground.db, world.exchange.id, actor);
  if (who === null) throw new RangeError(`no actor ${actor}`);
  const lodged = await lodge(world, who, { tenderId: tender, lot, sent, from: "-" }, world.clock());
  if (lodged.ok) for (const { statement } of lodged.value) process.send?.(statement);
}));
process.send?.("done");
process.once("disconnect", () => { process.exit(0); });
