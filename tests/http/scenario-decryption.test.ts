import { afterAll, beforeAll, expect, test } from "vitest";
import { lodgements, lotBody, publishedTender, sealBid, tenderBody } from "../support/works-tender.js";
import { testTown, type Answer, type TestTown } from "../support/town.js";

// Rule book G1: one deadline, 2026-09-22 09:30; each case is a lot of its own that the bidders open by their own keys (20号令 29–31).
const DEPOSIT = { amount: "500000.00", currency: "CNY" };
const CASES = {
  wrongKey: { lot: "1a", remedyMinutes: 0, bidders: ["bidder-1", "bidder-2", "bidder-3"] },
  platform: { lot: "1b", remedyMinutes: 30, bidders: ["bidder-1", "bidder-2", "bidder-3"] },
  fourOne: { lot: "1d", remedyMinutes: 0, bidders: ["bidder-1", "bidder-2", "bidder-3", "bidder-4"] },
  allShut: { lot: "1e", remedyMinutes: 0, bidders: ["bidder-1", "bidder-2", "bidder-3"] },
  stopped: { lot: "1s", remedyMinutes: 0, bidders: ["bidder-1", "bidder-2", "bidder-3"] },
  remedied: { lot: "1b-remedied", remedyMinutes: 30, bidders: ["bidder-1", "bidder-2", "bidder-3"] },
} as const;

let town: TestTown;
let tender: string;
/** The bidder's own key for its bid in a lot, as its tool keeps it. */
const keys = new Map<string, string>();
beforeAll(async () => {
  town = await testTown("2026-09-01T09:00:00+08:00", process.env["TOWN_LOG"] ?? "error");
  const lots = Object.values(CASES).map(({ lot, remedyMinutes }) => lotBody({ lot, open: "bidder", deposit: DEPOSIT, depositDays: 90, remedyMinutes }));
  tender = (await publishedTender(town, tenderBody({}, lots))).id;
  await town.advance("2026-09-22T09:00:00+08:00");
  for (const { lot, bidders } of Object.values(CASES)) {
    for (const [place, bidder] of bidders.entries()) {
      await town.done("cashier-1", "POST", `/api/v1/tenders/${tender}/lots/${lot}/guarantees`, { bidder: firm(bidder), kind: "letter", amount: DEPOSIT, validUntil: "2026-12-21" });
      const sealed = await sealBid(town, bidder, tender, lot, `3${String(place)}000000.00`);
      await town.done(bidder, "POST", lodgements(tender, lot), sealed.body);
      keys.set(`${lot} ${bidder}`, sealed.identities.get("bid") ?? "");
    }
  }
  await town.advance("2026-09-22T09:35:00+08:00");
});
afterAll(async () => { await town.stop(); });
// The tests go on from one another in the order of the clock.

const firm = (actor: string): string => town.actors.find(({ id }) => id === actor)?.organisation?.uscc ?? "";
const part = (lot: string): string => `/api/v1/tenders/${tender}/lots/${lot}/parts/bid`;
const giveKey = (lot: string, bidder: string, of = bidder): Promise<Answer> => town.ask(bidder, "POST", `${part(lot)}/bidder-keys`, { identity: keys.get(`${lot} ${of}`) });
const decide = (lot: string, bidder: string, cause: string): Promise<unknown> => town.done("staff-1", "POST", `${part(lot)}/causes`, { bidder: firm(bidder), cause, reason: "现场核实" });
type Result = { bidder: string; how: string; cause: string | null; form: { price: { amount: string } } | null };
type Hall = { state: string; decrypted: number; of: number; windowUntil: string; results: { results: Result[] } | null };
const hall = async (lot: string): Promise<Hall> => (await town.done(null, "GET", `${part(lot)}/opening`)) as unknown as Hall;
/** How each bid ended, by firm: the list itself stands in an order that says nothing about whose they are. */
const ends = async (lot: string) => (await hall(lot)).results?.results.toSorted((left, right) => (left.bidder < right.bidder ? -1 : 1)).map(({ how, cause, form }) => [how, cause, form?.price.amount ?? null]);
/** What goes back of a firm's guarantee. */
const refundOf = async (lot: string, bidder: string): Promise<unknown> => ((await town.done(bidder, "GET", `/api/v1/tenders/${tender}/lots/${lot}/refunds`))["refunds"] as unknown[])[0];
type Lot = { lot: string; stage: string; parts: { close: { count: number } }[] };
const lotOf = async (lot: string): Promise<Lot | undefined> => ((await town.done(null, "GET", `/api/v1/tenders/${tender}`))["lots"] as Lot[]).find((each) => each.lot === lot);
/** The words of a lot's newest document of a kind. */
async function wordsOf(type: string, lot: string): Promise<string> {
  const { notices } = (await town.done(null, "GET", `/api/v1/notices?type=${type}`)) as unknown as { notices: { id: string; lot: string | null }[] };
  const found = notices.find((each) => each.lot === lot);
  return found === undefined ? "" : (await town.app.request(`/api/v1/notices/${found.id}`)).text();
}

test("a bidder opens its own bid alone, once, by the key it committed to, and nothing is sung out before all are decided", async () => {
  const lot = CASES.wrongKey.lot;
  expect((await giveKey(lot, "bidder-3", "bidder-1")).json["code"]).toBe("key-differs");
  expect((await giveKey(lot, "bidder-4", "bidder-1")).json["code"]).toBe("not-found");
  expect((await town.ask("bidder-3", "POST", `${part(lot)}/bidder-keys`, { identity: "age1notasecret" })).json["code"]).toBe("wrong-form");
  for (const bidder of ["bidder-1", "bidder-2"]) expect((await giveKey(lot, bidder)).status).toBe(201);
  expect((await giveKey(lot, "bidder-1")).json["code"]).toBe("bidder-key-given");
  expect(await hall(lot)).toMatchObject({ state: "releasing", decrypted: 2, of: 3, results: null });
  const hidden = JSON.stringify((await town.done(null, "GET", `${part(lot)}/opening`)));
  expect(hidden).not.toMatch(/30000000|91341702/);
});

test("while the supervisor has stopped a lot no key is taken and its window does not run; what was left of it is left afterwards", async () => {
  const { lot } = CASES.stopped;
  const order = (kind: string) => town.done("supervisor-1", "POST", `/api/v1/tenders/${tender}/lots/${lot}/${kind}`, { reason: "现场秩序异常，核查" });
  const before = await hall(lot);
  expect((await giveKey(lot, "bidder-1")).status).toBe(201);
  await order("suspension");
  expect((await giveKey(lot, "bidder-2")).json["code"]).toBe("lot-stopped");
  expect((await town.ask("staff-1", "POST", `${part(lot)}/causes`, { bidder: firm("bidder-2"), cause: "PLATFORM_ERROR", reason: "现场核实" })).json["code"]).toBe("lot-stopped");
  const stoppedAt = town.world.clock();
  await town.advance("2026-09-22T09:41:00+08:00");
  const stood = town.world.clock() - stoppedAt;
  await order("resumption");
  expect(Date.parse((await hall(lot)).windowUntil)).toBe(Date.parse(before.windowUntil) + stood);
  for (const bidder of ["bidder-2", "bidder-3"]) expect((await giveKey(lot, bidder)).status).toBe(201);
});

test("G1 1d: of four bids one stays shut for the platform's fault; three are left and the opening goes on", async () => {
  const lot = CASES.fourOne.lot;
  for (const bidder of ["bidder-1", "bidder-2", "bidder-3"]) await giveKey(lot, bidder);
  await decide(lot, "bidder-4", "PLATFORM_ERROR");
  await town.advance("2026-09-22T10:04:59.999+08:00");
  expect(await hall(lot)).toMatchObject({ state: "releasing", decrypted: 3 });
  await prepareTheOthers();
  await town.advance("2026-09-22T10:05:00+08:00");
  expect(await ends(lot)).toEqual([["bidder-key", null, "30000000.00"], ["bidder-key", null, "31000000.00"], ["bidder-key", null, "32000000.00"], ["not-opened", "PLATFORM_ERROR", null]]);
  expect(await town.done("staff-1", "POST", `${part(lot)}/record`)).toMatchObject({ stage: "opened" });
});

/** What happens inside the same window in the other lots. */
async function prepareTheOthers(): Promise<void> {
  await decide(CASES.wrongKey.lot, "bidder-3", "BIDDER_WRONG_KEY");
  expect((await town.ask("staff-2", "POST", `${part(CASES.wrongKey.lot)}/causes`, { bidder: firm("bidder-3"), cause: "PLATFORM_ERROR", reason: "改口" })).json["code"]).toBe("cause-decided");
  for (const { lot } of [CASES.platform, CASES.remedied]) {
    for (const bidder of ["bidder-1", "bidder-2"]) await giveKey(lot, bidder);
    await decide(lot, "bidder-3", "PLATFORM_ERROR");
  }
  for (const bidder of CASES.allShut.bidders) await decide(CASES.allShut.lot, bidder, "PLATFORM_ERROR");
}

test("G1 1a: two are left because the third brought a wrong key; it counts, the opening goes on and the record lists it with its cause", async () => {
  const lot = CASES.wrongKey.lot;
  expect((await giveKey(lot, "bidder-3")).json["code"]).toBe("part-not-releasing");
  expect(await ends(lot)).toEqual([["bidder-key", null, "30000000.00"], ["bidder-key", null, "31000000.00"], ["not-opened", "BIDDER_WRONG_KEY", null]]);
  expect(await town.done("staff-1", "POST", `${part(lot)}/record`)).toMatchObject({ stage: "opened" });
  expect(await lotOf(lot)).toMatchObject({ stage: "opened", parts: [{ close: { count: 3 } }] });
  const record = await wordsOf("opening-record", lot);
  expect(record).toContain("北辰建工有限责任公司");
  expect(record).toContain("不是投标时承诺的密钥，投标人原因（视为撤销）");
  expect(record).toContain("30000000.00");
  expect(record).toContain("3家");
  expect(await refundOf(lot, "bidder-3")).toMatchObject({ due: null }); // revoked: the bond may be kept
  expect(await wordsOf("failure-notice", lot)).toBe("");
});

test("G1 1e: all three stay shut for the platform's fault, no remedy is written: the lot fails", async () => {
  const lot = CASES.allShut.lot;
  expect(await ends(lot)).toEqual(Array.from({ length: 3 }, () => ["not-opened", "PLATFORM_ERROR", null]));
  expect(await town.done("staff-1", "POST", `${part(lot)}/record`)).toMatchObject({ stage: "failed" });
  expect((await lotOf(lot))?.stage).toBe("failed");
  expect(await wordsOf("failure-notice", lot)).toContain("0家");
});

test("G1 1b: for the platform's fault the remedy window of the documents comes first", async () => {
  for (const { lot } of [CASES.platform, CASES.remedied]) expect(await hall(lot)).toMatchObject({ state: "releasing", decrypted: 2, results: null, windowUntil: "2026-09-22T10:35:00+08:00" });
  expect((await town.ask("staff-1", "POST", `${part(CASES.platform.lot)}/record`)).json["code"]).toBe("part-not-opened");
  expect((await giveKey(CASES.remedied.lot, "bidder-3")).status).toBe(201);
  expect(await ends(CASES.remedied.lot)).toEqual([["bidder-key", null, "30000000.00"], ["bidder-key", null, "31000000.00"], ["bidder-key", null, "32000000.00"]]);
  expect(await town.done("staff-1", "POST", `${part(CASES.remedied.lot)}/record`)).toMatchObject({ stage: "opened" });
});

test("G1 1b: still shut after the remedy, the bid does not count: two are too few, the lot fails and says so, bonds go back by 09-28", async () => {
  const lot = CASES.platform.lot;
  await town.advance("2026-09-22T10:34:59.999+08:00");
  expect((await hall(lot)).state).toBe("releasing");
  await town.advance("2026-09-22T10:35:00+08:00");
  expect(await ends(lot)).toEqual([["bidder-key", null, "30000000.00"], ["bidder-key", null, "31000000.00"], ["not-opened", "PLATFORM_ERROR", null]]);
  expect(await town.done("staff-1", "POST", `${part(lot)}/record`)).toMatchObject({ stage: "failed" });
  expect(await wordsOf("opening-record", lot)).toContain("非投标人原因（视为撤回）");
  const notice = await wordsOf("failure-notice", lot);
  expect(notice).toContain("2家");
  expect(notice).toContain("2026-09-28");
  expect(notice).not.toMatch(/晨曦建设|江海市政|北辰建工/);
  expect(await refundOf(lot, "bidder-3")).toMatchObject({ due: { cause: "deemed-withdrawn", on: "2026-09-28" } });
  expect(await refundOf(lot, "bidder-1")).toMatchObject({ due: { cause: "failed", on: "2026-09-28" } });
  expect((await town.ask("tenderer-1", "POST", `/api/v1/tenders/${tender}/lots/${lot}/panel`, {})).status).toBeGreaterThanOrEqual(400);
});
