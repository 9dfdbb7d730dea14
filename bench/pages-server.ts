// A program for bench/areas/pages.ts: an exchange with one published notice and a bare Hono page, each on a port of its own.
import { Hono } from "hono";
import { pino } from "pino";
import { collectClosers, listen } from "../src/ground.js";
import { noticesOf } from "../src/tenders/queries.js";
import { publishedTender } from "../tests/support/works-tender.js";
import { benchTown } from "./town.js";

const town = await benchTown();
const tender = await publishedTender(town);
const [notice] = await noticesOf(town.world.db, town.world.exchange.id, tender.id);
if (notice === undefined) throw new RangeError("a published tender without a notice");
town.world.journal.start();

const bare = new Hono();
bare.get("/", (c) => c.html("<!doctype html><html lang=\"zh-CN\"><title>晨光</title><h1>晨光市公共资源交易中心</h1></html>"));
const closers = collectClosers(pino({ level: "error" }));
const place = { HOST: "127.0.0.1", PORT: 0 };
const ports = { exchange: await listen(town.app.fetch, place, closers), bare: await listen(bare.fetch, place, closers) };
process.once("disconnect", () => { void closers.closeAll().then(() => town.stop()).then(() => process.exit(0)); });
process.send?.({ ...ports, notice: `/notices/${notice.notice_id}` });
