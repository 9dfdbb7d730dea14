import { afterAll, beforeAll, expect, test } from "vitest";
import { makeBundle } from "../../src/archive/use-cases/bundle.js";
import { settleTender } from "../../src/jobs/keep-deadlines.js";
import { must } from "../../src/kernel/result.js";
import { at, plusMs, type Instant } from "../../src/kernel/time.js";
import { verifyBundle } from "../../src/verify/bundle.js";
import { fileOf } from "../support/pages.js";
import { release, lotBody, publishedTender, tenderBody, type TenderInTest } from "../support/works-tender.js";
import { testTown, type Answer, type TestTown } from "../support/town.js";

// Lots of one tender that an outage shut at their deadline, moved on by one addendum (trust.md §1.5, the outage rule): all of them or none.
const D = "2026-09-22T09:30:00+08:00";
const NEW = "2026-09-29T09:30:00+08:00";
const BIDDERS = ["bidder-1", "bidder-2", "bidder-3"] as const;
let town: TestTown;
let tender: TenderInTest;
beforeAll(async () => {
  town = await testTown("2026-09-01T09:00:00+08:00", process.env["TOWN_LOG"] ?? "silent");
  tender = await publishedTender(town, tenderBody({ deadline: D }, ["1", "2", "3", "4"].map((lot) => lotBody({ lot, openers: ["agency", "notary"] }))));
  await town.advance("2026-09-22T09:00:00+08:00");
  for (const lot of ["1", "2", "3", "4"]) for (const bidder of BIDDERS) await fileOf(town, tender, bidder, "31000000.00", lot);
  // Lots 1 to 3 are out of the exchange's sight for their minute; lot 4 closes in time.
  await hidden(["1", "2", "3"], async () => { await move(D); });
  await move(plusMs(at(D), 61_000));
});
afterAll(async () => { await town.stop(); });

const move = async (to: string | Instant): Promise<void> => {
  await town.movable?.set(typeof to === "string" ? at(to) : to, true);
  await settleTender(town.world, tender.id);
};

/** Takes lots out of the clock's sight, as a process would that hangs on them. */
async function hidden(lots: readonly string[], work: () => Promise<void>): Promise<void> {
  const stages = (from: string, to: string) => town.database.as("owner").updateTable("lots").set({ stage: to }).where("tender_id", "=", tender.id).where("lot", "in", [...lots]).where("stage", "=", from).execute();
  await stages("bidding", "suspended");
  await work();
  await stages("suspended", "bidding");
}

const addendum = async (over: Record<string, unknown> = {}): Promise<number> => {
  const body = { changes: [{ what: "投标截止时间", before: "2026年9月22日9时30分", after: "2026年9月29日9时30分" }], mayAffectBid: false, newDeadline: NEW, ...over };
  return Number((await town.done("tenderer-1", "POST", `/api/v1/tenders/${tender.id}/clarifications`, body))["serial"]);
};
const publish = (serial: number, by = "tenderer-2"): Promise<Answer> => town.ask(by, "POST", `/api/v1/tenders/${tender.id}/clarifications/${String(serial)}/publication`);
const parts = () => town.database.db.selectFrom("parts").select(["lot", "state", "deadline"]).where("tender_id", "=", tender.id).orderBy("lot").execute();
const states = async (): Promise<string[]> => (await parts()).map(({ lot, state }) => `${lot} ${state}`);
const entries = async (type: string): Promise<Record<string, unknown>[]> => {
  await town.world.journal.flush();
  return (await town.world.journal.leavesAfter(-1, 2_000)).map(({ entry }) => JSON.parse(Buffer.from(entry).toString()) as Record<string, unknown>).filter((entry) => entry["type"] === type && entry["tender"] === tender.id);
};

test("three lots are shut by the outage, each said once; the fourth closed", async () => {
  expect(await states()).toEqual(["1 closed", "2 closed", "3 closed", "4 closed"]);
  expect((await entries("incident")).map(({ lot, what }) => `${String(lot)} ${String(what)}`).sort()).toEqual(["1 NOT_CLOSED_IN_TIME", "2 NOT_CLOSED_IN_TIME", "3 NOT_CLOSED_IN_TIME"]);
  expect((await entries("lot.close")).map(({ lot }) => lot)).toEqual(["4"]);
});

test("an addendum that names a lot which closed in time moves none of the lots; nor does one by the officer who drafted it, or to a deadline that has passed", async () => {
  const wrong = await addendum({ lots: ["1", "2", "4"] });
  expect((await publish(wrong)).json["code"]).toBe("move-not-open");
  const right = await addendum({ lots: ["1", "2"] });
  const same = await publish(right, "tenderer-1");
  expect([same.status, same.json["code"]]).toEqual([403, "four-eyes"]);
  expect((await publish(await addendum({ lots: ["1", "2"], newDeadline: D }))).json["code"]).toBe("after-deadline");
  expect((await town.ask("tenderer-1", "POST", `/api/v1/tenders/${tender.id}/clarifications`, { changes: [{ what: "a", before: "b", after: "c" }], mayAffectBid: false, newDeadline: NEW, lots: ["9"] })).json["code"]).toBe("not-found");
  expect(await states()).toEqual(["1 closed", "2 closed", "3 closed", "4 closed"]);
  expect(await entries("lot.terms")).toHaveLength(4);
});

test("one addendum opens the two lots it names, at once and once, with new terms for them alone; the third stays shut until its own", async () => {
  const serial = await addendum({ lots: ["1", "2"] });
  const answers = await Promise.all([publish(serial), publish(serial), settleTender(town.world, tender.id)]);
  expect(answers.slice(0, 2).map((answer) => ((answer as Answer).status === 201 ? "published" : (answer as Answer).json["code"])).sort()).toEqual(["clarification-published", "published"]);
  expect(await states()).toEqual(["1 open", "2 open", "3 closed", "4 closed"]);
  expect((await parts()).map(({ deadline }) => deadline.toISOString())).toEqual([NEW, NEW, D, D].map((each) => new Date(each).toISOString()));
  const terms = await entries("lot.terms");
  expect(terms.slice(4).map(({ lot, version, deadline }) => [lot, version, deadline])).toEqual([["1", 2, NEW], ["2", 2, NEW]]);
  expect((await publish(await addendum({ lots: ["2", "3"] }))).json["code"]).toBe("lots-differ-in-deadline");
  expect((await publish(await addendum())).status).toBe(201); // nothing named: what an outage shut
  expect(await states()).toEqual(["1 open", "2 open", "3 open", "4 closed"]);
});

test("bids lodged before the outage stand, new ones come in, and a second outage is said again; the fourth lot's bundle is untouched by its neighbours' addenda", async () => {
  await fileOf(town, tender, "bidder-4", "30000000.00", "1");
  await hidden(["3"], async () => { await move(NEW); });
  await move(plusMs(at(NEW), 61_000));
  expect((await entries("incident")).filter(({ lot }) => lot === "3").map(({ deadline }) => deadline)).toEqual([D, NEW]);
  expect((await entries("lot.close")).map(({ lot, count, deadline }) => [lot, count, deadline])).toEqual([["4", 3, D], ["1", 4, NEW], ["2", 3, NEW]]);
  await town.advance("2026-09-29T09:40:00+08:00");
  for (const lot of ["1", "2", "4"]) for (const opener of ["agency", "notary"]) await release(town, tender, { tender: tender.id, lot, part: "bid" }, opener);
  await town.done("tenderer-1", "POST", `/api/v1/tenders/${tender.id}/lots/3/termination`, { reason: "因系统故障两次未能截标，终止本标段招标" });
  await town.done("staff-1", "POST", `/api/v1/tenders/${tender.id}/archive`, { edition: "full" });
  const report = await verifyBundle(must(await makeBundle(town.world, { tenderId: tender.id, edition: "full" })));
  expect(report.faults).toEqual([]);
});
