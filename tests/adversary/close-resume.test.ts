import { afterAll, beforeAll, expect, test } from "vitest";
import { settleTender } from "../../src/jobs/keep-deadlines.js";
import { closeNotesOf } from "../../src/opening/queries.js";
import { lodgements, lotBody, publishedTender, sealBid, tenderBody } from "../support/works-tender.js";
import { testTown, type TestTown } from "../support/town.js";

// A close is cut wherever a process may die, and one tender's trouble is nobody else's.
let town: TestTown;
let broken: string;
let sound: string;
beforeAll(async () => {
  town = await testTown("2026-09-01T09:00:00+08:00", process.env["TOWN_LOG"] ?? "silent");
  broken = (await publishedTender(town, tenderBody({}, [lotBody({ lot: "1" }), lotBody({ lot: "2" })]))).id;
  sound = (await publishedTender(town)).id;
  await town.advance("2026-09-22T09:00:00+08:00");
  await town.done("bidder-1", "POST", lodgements(sound), (await sealBid(town, "bidder-1", sound, "1", "37000000.00")).body);
});
afterAll(async () => { await town.stop(); });

const partOf = (tender: string, lot = "1") => town.world.db.selectFrom("parts").selectAll().where("tender_id", "=", tender).where("lot", "=", lot).executeTakeFirstOrThrow();

test("a lot that cannot close keeps neither the tender's other lot nor another tender from closing at the same deadline", async () => {
  // A row that stands in the way of the close of lot 1.
  await town.world.db.insertInto("close_lists").values({ exchange_id: town.world.exchange.id, tender_id: broken, lot: "1", part: "bid", version: 0, list: "[]", entry: new Uint8Array([1]), outbox_id: "0" }).execute();
  expect((await town.ask("admin-1", "POST", "/api/v1/rehearsal/clock", { advanceTo: "2026-09-22T09:30:00+08:00", hold: true })).status).toBe(503);
  expect((await partOf(broken)).close_outbox).toBeNull();
  expect((await partOf(broken, "2")).close_outbox).not.toBeNull();
  expect((await partOf(sound)).close_outbox).not.toBeNull();
});

test("a process that died between the close and its checkpoint leaves nothing behind: the next one keeps the same checkpoint", async () => {
  const before = await closeNotesOf(town.world.db, await partOf(sound));
  expect(before.closing).not.toBeNull();
  await town.world.db.updateTable("parts").set({ closing_size: null }).where("tender_id", "=", sound).execute();
  await settleTender(town.world, sound);
  expect(await closeNotesOf(town.world.db, await partOf(sound))).toEqual(before);
});
