import { afterAll, beforeAll, expect, test } from "vitest";
import { settleTender } from "../../src/jobs/keep-deadlines.js";
import { fileOf } from "../support/pages.js";
import { lotBody, publishedTender, tenderBody, type TenderInTest } from "../support/works-tender.js";
import { judgedTender } from "../support/judged-tender.js";
import { testTown, type TestTown } from "../support/town.js";

// Reminders of one tender's deadlines as the rehearsal clock goes by; a second town has a tender with a result.
let town: TestTown;
let tender: TenderInTest;
beforeAll(async () => {
  town = await testTown();
  tender = await publishedTender(town, tenderBody({}, [lotBody()]));
  await town.advance("2026-09-02T10:00:00+08:00");
  await fileOf(town, tender, "bidder-1");
}, 60_000);
afterAll(async () => { await town.stop(); });

type Line = { readonly kind: string; readonly toldAt: string };
const told = async (of: TestTown, actor: string, id: string): Promise<string[]> =>
  ((await of.done(actor, "GET", "/api/v1/messages")) as unknown as { messages: (Line & { tender: string | null })[] }).messages.filter((each) => each.tender === id && each.kind.startsWith("due-")).map(({ kind, toldAt }) => `${kind} ${toldAt.slice(0, 16)}`).toReversed();

test("the deadline is reminded of three working days and four hours before, to who lodged, buys, hosts and opens, however far the clock jumps", async () => {
  await town.advance("2026-09-22T06:00:00+08:00");
  const both = ["due-lodging 2026-09-18T09:30", "due-lodging 2026-09-22T05:30"];
  for (const actor of ["bidder-1", "staff-1", "opener-notary"]) expect((await told(town, actor, tender.id)).filter((each) => each.startsWith("due-lodging")), actor).toEqual(both);
  expect((await told(town, "tenderer-2", tender.id)).filter((each) => each.startsWith("due-lodging"))).toEqual(both);
  expect(await told(town, "bidder-2", tender.id)).toEqual([]);
});

test("an amendment that moves the deadline and asks for confirmation is reminded of by the new deadline, and to confirm; two settlings at once remind once", async () => {
  const body = { changes: [{ what: "管材", before: "HDPE", after: "球墨铸铁管" }], mayAffectBid: true, newDeadline: "2026-10-15T09:30:00+08:00", reconfirm: true };
  const { serial } = await town.done("tenderer-1", "POST", `/api/v1/tenders/${tender.id}/clarifications`, body);
  await town.done("tenderer-2", "POST", `/api/v1/tenders/${tender.id}/clarifications/${String(serial)}/publication`);
  await town.advance("2026-10-12T09:30:00+08:00");
  await Promise.all([settleTender(town.world, tender.id), settleTender(town.world, tender.id)]);
  const lines = await told(town, "bidder-1", tender.id);
  expect(lines.filter((each) => each.startsWith("due-lodging"))).toEqual(["due-lodging 2026-09-18T09:30", "due-lodging 2026-09-22T05:30", "due-lodging 2026-10-12T09:30"]);
  expect(lines.filter((each) => each.startsWith("due-confirmation"))).toEqual(["due-confirmation 2026-10-12T09:30"]);
});

test("a suspended lot is not reminded of: its periods do not run", async () => {
  await town.done("supervisor-1", "POST", `/api/v1/tenders/${tender.id}/lots/1/suspension`, { reason: "核查" });
  await town.advance("2026-10-14T10:00:00+08:00");
  expect((await told(town, "bidder-1", tender.id)).filter((each) => each > "due-confirmation 2026-10-13" && each.startsWith("due-confirmation"))).toEqual([]);
});

test("after the result: objections, contract and report are reminded of by the days of the line's law, to whom they bind", async () => {
  const other = await testTown();
  const { id } = await judgedTender(other);
  const lot = `/api/v1/tenders/${id}/lots/1`;
  await other.advance("2026-09-29T00:00:00+08:00");
  await other.done("tenderer-1", "POST", `${lot}/award`, { rank: 1, reason: "" });
  await other.done("tenderer-1", "POST", `${lot}/letters`);
  await other.advance("2026-11-01T00:00:00+08:00");
  const [buyer, bidders] = [await told(other, "tenderer-1", id), await Promise.all(["bidder-1", "bidder-2", "bidder-3"].map((each) => told(other, each, id)))];
  expect(buyer.filter((each) => each.startsWith("due-report")).length).toBe(2);
  expect(buyer.filter((each) => each.startsWith("due-contract")).length).toBe(2);
  expect(bidders.map((each) => each.filter((line) => line.startsWith("due-contract")).length).toSorted()).toEqual([0, 0, 2]); // the winner
  for (const each of bidders) expect(each.filter((line) => line.startsWith("due-result-objections")).length).toBe(1);
  await other.stop();
}, 60_000);
