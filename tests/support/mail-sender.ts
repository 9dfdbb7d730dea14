// A worker that sends what is due half an hour from now, in a process that may be killed: `mail-sender.ts DATABASE_URL SMTP_URL EXCHANGE_JSON`.
import { randomBytes } from "node:crypto";
import { pino } from "pino";
import { actingFor, openDb, openPool } from "../../src/db/database.js";
import { openSmtp } from "../../src/messages/carriers/smtp.js";
import { deliverNext } from "../../src/messages/use-cases/deliver.js";
import { personalKey } from "../../src/privacy/key-ring.js";
import type { World } from "../../src/world.js";

const [, , databaseUrl = "", smtpUrl = "", exchange = "{}"] = process.argv;
const own = JSON.parse(exchange) as World["exchange"];
const world = { db: openDb(openPool(databaseUrl, actingFor(own.id, "daylight_app"), 2)), exchange: own, mode: "rehearsal", publicUrl: "http://chenguang.example", personalKeys: [personalKey(new Uint8Array(32))], random: (count: number) => Uint8Array.from(randomBytes(count)), log: pino({ level: "silent" }) };
const carrier = await openSmtp({ url: smtpUrl, from: { name: "晨光", address: "notice@chenguang.example" }, host: "chenguang.example", dkim: null });
while (await deliverNext(world as unknown as World, { mail: carrier, phone: null }, () => Date.now() + 1_800_000)) continue;
carrier.close();
process.exit(0);
