import { afterAll, beforeAll, expect, test } from "vitest";
import { settleTender } from "../../src/jobs/keep-deadlines.js";
import { at, plusMs, rfc3339, type Instant } from "../../src/kernel/time.js";
import { closeLot } from "../../src/opening/use-cases/close.js";
import { publishClarificationOf } from "../../src/tenders/use-cases/clarify.js";
import { signedActor } from "../support/step-up.js";
import { testTown, type TestTown } from "../support/town.js";
import { lodgements, lotBody, publishedTender, sealBid, tenderBody, type TenderInTest } from "../support/works-tender.js";

// Amendments that come while lodgements come, and while the box closes: one order, whichever it is, and both sides agree on it.
const D = "2026-09-22T09:30:00+08:00";
const LOTS = ["1", "2", "3", "4", "5", "6"];
let town: TestTown;
beforeAll(async () => {
  town = await testTown("2026-09-01T09:00:00+08:00", process.env["TOWN_LOG"] ?? "silent");
});
afterAll(async () => { await town.stop(); });

const draft = async (tender: TenderInTest, newDeadline: string, lots: readonly string[] = []): Promise<number> => {
  const body = { changes: [{ what: "投标截止时间", before: "原时间", after: "新时间" }], mayAffectBid: false, newDeadline, lots };
  return Number((await town.done("tenderer-1", "POST", `/api/v1/tenders/${tender.id}/clarifications`, body))["serial"]);
};
const publish = async (tender: TenderInTest, serial: number, stamped: Instant): Promise<string> => {
  const issued = await publishClarificationOf(town.world, await signedActor(town, "tenderer-2"), tender.id, serial, stamped);
  return issued.ok ? "published" : issued.refusal.code;
};
const partsOf = (tender: TenderInTest) => town.database.db.selectFrom("parts").select(["lot", "state", "deadline", "close_outbox"]).where("tender_id", "=", tender.id).orderBy("lot").execute();
type Entry = Readonly<Record<string, unknown>>;
const entries = async (tender: TenderInTest, type: string): Promise<Entry[]> => {
  await town.world.journal.flush();
  return (await town.world.journal.leavesAfter(-1, 2_000)).map(({ entry }) => JSON.parse(Buffer.from(entry).toString()) as Entry).filter((entry) => entry["type"] === type && entry["tender"] === tender.id);
};

test("two changes of the deadline race each other and five lodgements: the later deadline stands, and every bid that was taken counts at it", async () => {
  const tender = await publishedTender(town, tenderBody({ deadline: D }, [lotBody()]));
  await town.advance("2026-09-22T09:29:59.999+08:00");
  const bidders = [1, 2, 3, 4, 5].map((each) => `bidder-${String(each)}`);
  const sealed = await Promise.all(bidders.map((bidder) => sealBid(town, bidder, tender.id, "1", "31000000.00")));
  const [sooner, later] = [await draft(tender, "2026-09-23T09:30:00+08:00"), await draft(tender, "2026-09-24T09:30:00+08:00")];
  const now = town.world.clock();
  const lodging = bidders.map(async (bidder, place) => (await town.ask(bidder, "POST", lodgements(tender.id), sealed[place]?.body)));
  const [answers, ...changed] = await Promise.all([Promise.all(lodging), publish(tender, later, now), publish(tender, sooner, now)]);
  expect(changed[0]).toBe("published");
  expect(["published", "deadline-brought-forward"]).toContain(changed[1]);
  await settleTender(town.world, tender.id);
  for (const { status, json } of answers) expect(status === 201 ? "taken" : json["code"]).toMatch(/^(taken|terms-not-newest)$/);
  expect((await partsOf(tender)).map(({ state, deadline }) => [state, rfc3339(deadline.getTime() as Instant)])).toEqual([["open", "2026-09-24T09:30:00+08:00"]]);
  const terms = await entries(tender, "lot.terms");
  expect(terms.at(-1)).toMatchObject({ deadline: "2026-09-24T09:30:00+08:00", version: terms.length });
  expect((terms.at(-1)?.["accepts"] as string[]).length).toBe(terms.length - 1);
  await town.advance("2026-09-24T09:30:00+08:00");
  expect(await entries(tender, "lot.close")).toMatchObject([{ deadline: "2026-09-24T09:30:00+08:00", count: answers.filter(({ status }) => status === 201).length }]);
}, 120_000);

test("amendments of six lots come while their boxes close: each either moved its deadline and stays open, or came too late and closed", async () => {
  const due = "2026-10-20T09:30:00+08:00";
  const tender = await publishedTender(town, tenderBody({ saleFrom: "2026-09-25T09:00:00+08:00", saleUntil: "2026-10-09T17:00:00+08:00", deadline: due }, LOTS.map((lot) => lotBody({ lot, openers: ["agency", "notary"] }))));
  await town.advance("2026-10-20T09:29:59.999+08:00");
  const serials: number[] = [];
  for (const lot of LOTS) serials.push(await draft(tender, "2026-10-27T09:30:00+08:00", [lot]));
  const stamped = plusMs(at(due), -1);
  await town.movable?.set(at(due), true);
  const [said] = await Promise.all([Promise.all(serials.map((serial) => publish(tender, serial, stamped))), ...LOTS.map((lot) => closeLot(town.world, tender.id, lot))]);
  await settleTender(town.world, tender.id);
  const parts = await partsOf(tender);
  const closes = (await entries(tender, "lot.close")).map(({ lot }) => lot);
  for (const [place, lot] of LOTS.entries()) {
    const part = parts.find((each) => each.lot === lot);
    const isMoved = said[place] === "published";
    expect({ lot, said: said[place], state: part?.state, deadline: rfc3339((part?.deadline.getTime() ?? 0) as Instant), closed: closes.includes(lot) }).toEqual(
      isMoved ? { lot, said: "published", state: "open", deadline: "2026-10-27T09:30:00+08:00", closed: false } : { lot, said: expect.stringMatching(/^(?:after-deadline|move-not-open)$/) as unknown, state: "closed", deadline: due, closed: true });
  }
}, 120_000);

test("a box that shut before the amendment got its turn stays shut, and the amendment is refused; one that came first keeps it open", async () => {
  const due = "2026-11-25T09:30:00+08:00";
  const tender = await publishedTender(town, tenderBody({ saleFrom: "2026-10-28T09:00:00+08:00", saleUntil: "2026-11-06T17:00:00+08:00", deadline: due }, ["1", "2"].map((lot) => lotBody({ lot, openers: ["agency", "notary"] }))));
  await town.advance("2026-11-25T09:29:59.999+08:00");
  const [first, second] = [await draft(tender, "2026-12-02T09:30:00+08:00", ["1"]), await draft(tender, "2026-12-02T09:30:00+08:00", ["2"])];
  const stamped = plusMs(at(due), -1);
  expect(await publish(tender, first, stamped)).toBe("published");
  await town.movable?.set(at(due), true);
  await town.database.as("owner").updateTable("parts").set({ state: "closed" }).where("tender_id", "=", tender.id).where("lot", "=", "2").execute(); // shut, its close not written yet
  expect(await publish(tender, second, stamped)).toBe("after-deadline");
  await settleTender(town.world, tender.id);
  expect((await partsOf(tender)).map(({ lot, state }) => `${lot} ${state}`)).toEqual(["1 open", "2 closed"]);
  expect((await entries(tender, "lot.close")).map(({ lot }) => lot)).toEqual(["2"]);
}, 120_000);
