// A program: one process of an exchange, until a test kills it. `web` answers what auctions are asked over HTTP and writes them,
// `worker` moves the outbox into the log. argv: role, database URL, data folder. Says its address, or that it works.
import { createAdaptorServer } from "@hono/node-server";
import { OpenAPIHono } from "@hono/zod-openapi";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { pino } from "pino";
import { readConfig } from "../../src/config.js";
import { actingFor, openDb, openPool, type Role } from "../../src/db/database.js";
import { openExchange } from "../../src/exchange.js";
import { FIRST_EXCHANGE } from "../../src/exchange-origin.js";
import { openStore } from "../../src/ground.js";
import { auctionRoutes } from "../../src/routes/auctions.js";
import { clientAddress } from "../../src/routes/client-address.js";
import type { Vars } from "../../src/routes/endpoint.js";
import { atTheEdge } from "../../src/routes/session.js";

const [role = "", databaseUrl = "", folder = ""] = process.argv.slice(2);
const as = (each: Role) => openDb(openPool(databaseUrl, actingFor(FIRST_EXCHANGE, each)));
const config = readConfig({ DAYLIGHT_DATA: folder, PORT: "0" });
const ground = { databaseUrl, exchangeId: FIRST_EXCHANGE, db: as("daylight_app"), sequencerDb: as("daylight_sequencer"), ...(await openStore(config)) };
const { world } = await openExchange({ config, ground, log: pino({ level: "fatal" }), publicUrl: "http://chenguang.example" });
process.once("disconnect", () => { process.exit(0); });
if (role === "worker") {
  world.journal.start();
  process.send?.("working");
} else {
  const app = new OpenAPIHono<Vars>();
  app.use("*", atTheEdge(world, clientAddress([])));
  auctionRoutes(app, world);
  const server = createAdaptorServer({ fetch: app.fetch });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const url = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
  world.floor.start(url);
  process.send?.(url);
}
