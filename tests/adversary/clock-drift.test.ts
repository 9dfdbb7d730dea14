import { afterAll, beforeAll, expect, test } from "vitest";
import { clockKeeper } from "../../src/jobs/keep-clock.js";
import { keepDeadlines } from "../../src/jobs/keep-deadlines.js";
import { at, plusMs, rfc3339, type Instant } from "../../src/kernel/time.js";
import { closeNotesOf } from "../../src/opening/queries.js";
import { dueTenders } from "../../src/tenders/queries.js";
import { lodgements, publishedTender, release, sealBid, tenderBody, type TenderInTest } from "../support/works-tender.js";
import { signedIn } from "../support/pages.js";
import { testTown, type Answer, type TestTown } from "../support/town.js";

// T49 / ET-16: the exchange's clock and the witness's are set apart, at a deadline and at an opening.
let town: TestTown;
/** How far the witness's clock is ahead of the exchange's. */
let apart = 0;
beforeAll(async () => { town = await testTown("2026-09-01T07:00:00+08:00", process.env["TOWN_LOG"] ?? "silent", null, { witnessClock: (own) => () => plusMs(own(), apart) }); });
afterAll(async () => { await town.stop(); });

const BIDDERS = ["bidder-1", "bidder-2", "bidder-3"] as const;
/** A tender with three bids in, and one that is sealed and not lodged, half an hour before its deadline. */
async function lodged(deadline: string): Promise<{ tender: TenderInTest; late: unknown }> {
  apart = 0;
  const before = (days: number): string => new Date(at(deadline) - days * 86_400_000).toISOString().slice(0, 10);
  await town.advance(`${before(21)}T08:00:00+08:00`);
  const tender = await publishedTender(town, tenderBody({ saleFrom: `${before(21)}T09:00:00+08:00`, saleUntil: `${before(13)}T17:00:00+08:00`, deadline }));
  await town.advance(`${deadline.slice(0, 10)}T09:00:00+08:00`);
  for (const bidder of BIDDERS) await town.done(bidder, "POST", lodgements(tender.id), (await sealBid(town, bidder, tender.id, "1", "31000000.00")).body);
  return { tender, late: (await sealBid(town, "bidder-4", tender.id, "1", "30000000.00")).body };
}

/** Sets both clocks and makes what is due. */
async function clocks(ours: Instant, ms: number): Promise<void> {
  apart = ms;
  await town.movable?.set(ours, true);
  await keepDeadlines(town.world);
}

const entries = async (type: string, of: string | null): Promise<Record<string, unknown>[]> => {
  await town.world.journal.flush();
  const leaves = await town.world.journal.leavesAfter(-1, 2_000);
  return leaves.map(({ entry }) => JSON.parse(Buffer.from(entry).toString()) as Record<string, unknown>).filter((entry) => entry["type"] === type && (of === null || entry["tender"] === of));
};
const stageOf = async (tender: string): Promise<string> => (await town.database.db.selectFrom("lots").select("stage").where("tender_id", "=", tender).executeTakeFirstOrThrow()).stage;
const stateOf = async (tender: string): Promise<string> => (await town.database.db.selectFrom("parts").select("state").where("tender_id", "=", tender).executeTakeFirstOrThrow()).state;
const order = (actor: string, tender: string, path = "", body?: unknown): Promise<Answer> => town.ask(actor, "POST", `/api/v1/tenders/${tender}/lots/1/by-hand${path}`, body);
const CLOSE = { act: "close", reason: "校时服务中断，见证方时间为准" };
const OPENING = { act: "opening", reason: "校时服务中断，见证方时间为准" };

test("T49: ten minutes fast, the exchange closes nothing when its own clock strikes, and its box stays as it is; who was in on time is on the list when the clocks agree again", async () => {
  const D = "2026-09-22T09:30:00+08:00";
  const { tender, late } = await lodged(D);
  await clocks(at(D), -600_000);
  expect([await stageOf(tender.id), await stateOf(tender.id)]).toEqual(["bidding", "open"]);
  expect((await town.ask("bidder-4", "POST", lodgements(tender.id), late)).json["code"]).toBe("bid-too-late"); // by the only clock the edge has
  expect(await dueTenders(town.database.db, town.world.exchange.id, new Date(plusMs(at(D), 1_000)))).toEqual([tender.id]); // looked at again a second later
  // Ours cannot go back, so the witness's is set to it: the drift is over.
  await clocks(plusMs(at(D), 9_000), 0);
  expect(await stageOf(tender.id)).toBe("closed");
  expect(await entries("lot.close", tender.id)).toMatchObject([{ count: 3, deadline: D }]); // who was in is in: on time is the leaf's place
  await town.advance(rfc3339(plusMs(at(D), 20 * 60_000)));
  expect(await stageOf(tender.id)).toBe("opening");
});

test.each([[1_000, "closed"], [2_500, "bidding"]] as const)("a witness %d ms behind: after the deadline the lot is %s", async (ms, wanted) => {
  const D = wanted === "closed" ? "2026-10-14T09:30:00+08:00" : "2026-11-05T09:30:00+08:00";
  const { tender } = await lodged(D);
  await clocks(plusMs(at(D), 4_000), -ms);
  expect(await stageOf(tender.id)).toBe(wanted);
});

test("two officers close by hand: the first may not approve, the second does once, and the openers' checkpoints are the witnesses' all the same", async () => {
  const D = "2026-11-27T09:30:00+08:00";
  const { tender } = await lodged(D);
  expect((await order("staff-1", tender.id, "", CLOSE)).json["code"]).toBe("clock-sane");
  await clocks(plusMs(at(D), 4_000), -3_000);
  expect([await stageOf(tender.id), await stateOf(tender.id)]).toEqual(["bidding", "closed"]); // shut, and its checkpoint taken; not closed
  expect((await order("bidder-1", tender.id, "", CLOSE)).json["code"]).toBe("not-yours");
  expect((await order("staff-1", tender.id, "", OPENING)).json["code"]).toBe("by-hand-not-now");
  expect((await order("staff-1", tender.id, "", CLOSE)).json).toEqual({ serial: 1 });
  expect(await stageOf(tender.id)).toBe("bidding");
  const same = await order("staff-1", tender.id, "/1/approval");
  expect([same.status, same.json["code"]]).toEqual([403, "four-eyes"]);
  expect((await order("staff-2", tender.id, "/2/approval")).json["code"]).toBe("not-found");
  const approvals = await Promise.all(["staff-2", "supervisor-1", "staff-2"].map((actor) => order(actor, tender.id, "/1/approval")));
  expect(approvals.map(({ status, json }) => (status === 201 ? "approved" : json["code"])).sort()).toEqual(["approved", "by-hand-approved", "by-hand-approved"]);
  expect(await stageOf(tender.id)).toBe("closed");
  expect(await entries("by-hand", tender.id)).toMatchObject([{ lot: "1", act: "close", drift: expect.any(Number) as number }]);
  expect(await entries("lot.close", tender.id)).toHaveLength(1);
  const part = await town.database.db.selectFrom("parts").selectAll().where("tender_id", "=", tender.id).executeTakeFirstOrThrow();
  const notes = await closeNotesOf(town.database.db, part);
  expect([notes.deadline, notes.closing]).not.toContain(null);
  await clocks(plusMs(at(D), 10 * 60_000), -3_000);
  expect(await stageOf(tender.id)).toBe("closed"); // the order was for the close: the opening waits by itself
  expect((await order("supervisor-1", tender.id, "", OPENING)).json).toEqual({ serial: 2 });
  expect((await order("staff-1", tender.id, "/2/approval")).status).toBe(201);
  expect(await stageOf(tender.id)).toBe("opening");
  for (const opener of ["agency", "notary"]) await release(town, tender, { tender: tender.id, lot: "1", part: "bid" }, opener);
  expect(await stateOf(tender.id)).toBe("opened");
});

test("an order given before the deadline is carried out at the witnesses' deadline, not at ours", async () => {
  const D = "2026-12-24T09:30:00+08:00";
  const { tender } = await lodged(D);
  await clocks(plusMs(at(D), -60_000), -5_000);
  await town.done("staff-1", "POST", `/api/v1/tenders/${tender.id}/lots/1/by-hand`, CLOSE);
  await town.done("staff-2", "POST", `/api/v1/tenders/${tender.id}/lots/1/by-hand/1/approval`);
  await clocks(plusMs(at(D), 3_000), -5_000);
  expect([await stageOf(tender.id), await stateOf(tender.id)]).toEqual(["bidding", "open"]);
  await clocks(plusMs(at(D), 6_500), -5_000);
  expect(await stageOf(tender.id)).toBe("closed");
});

test("nobody ordered it within the minute in which a close can be cosigned: the lot stays shut, once in the log, until an addendum", async () => {
  const D = "2027-01-20T09:30:00+08:00";
  const { tender } = await lodged(D);
  await clocks(plusMs(at(D), 64_000), -3_000);
  expect(await entries("incident", tender.id)).toMatchObject([{ what: "CLOCK_DRIFT", lot: "1", deadline: D, drift: expect.any(Number) as number }]);
  await clocks(plusMs(at(D), 70_000), -3_000);
  expect(await entries("incident", tender.id)).toHaveLength(1);
  expect(await entries("lot.close", tender.id)).toEqual([]);
});

test("a window for decryption does not run out by a clock that drifts", async () => {
  const D = "2027-02-24T09:30:00+08:00";
  const { tender } = await lodged(D);
  await town.advance(rfc3339(plusMs(at(D), 6 * 60_000)));
  expect(await stateOf(tender.id)).toBe("releasing");
  await clocks(plusMs(at(D), 3_600_000), -3_000_000);
  expect(await stateOf(tender.id)).toBe("releasing");
  await clocks(plusMs(at(D), 3_602_000), 0);
  expect(await stateOf(tender.id)).toBe("opened"); // decided: nobody released in its half hour
});

test("the drift is said to the staff on every page, to the machine that asks whether it may send people here, and in the log when it begins and ends", async () => {
  const keep = clockKeeper(town.world);
  const before = (await entries("incident", null)).length;
  const now = (seconds: number): Instant => plusMs(at("2027-03-01T09:00:00+08:00"), seconds * 1_000);
  await clocks(now(0), 0);
  await keep();
  const ready = (): Promise<Answer> => town.ask(null, "GET", "/readyz");
  expect(await ready()).toMatchObject({ status: 200, json: { status: "ok", clock: { sane: true, witnesses: 1 } } });
  await clocks(now(61), -600_000); // within a minute of the last answer
  await keep();
  expect(await ready()).toMatchObject({ status: 503, json: { status: "unavailable", clock: { sane: false } } });
  const [staff, supervisor, bidder] = [await signedIn(town, "staff-1"), await signedIn(town, "supervisor-1"), await signedIn(town, "bidder-1")];
  for (const [who, page] of [[staff, "/desk"], [staff, "/notices"], [supervisor, "/watch"]] as const) expect((await who.get(page)).text).toContain("暂不自动截标、开标");
  expect((await bidder.get("/notices")).text).not.toContain("暂不自动截标、开标");
  for (const second of [65, 90, 118]) {
    await clocks(now(second), second === 90 ? 0 : -600_000); // it wavers: told of once a minute at most
    await keep();
  }
  await clocks(now(122), 0);
  await keep();
  expect((await entries("incident", null)).slice(before)).toMatchObject([{ what: "CLOCK_DRIFT" }, { what: "CLOCK_BACK" }]);
});
