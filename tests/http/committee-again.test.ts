import { afterAll, beforeAll, expect, test } from "vitest";
import { goodsLot, goodsOn, goodsTender } from "../support/goods.js";
import { seat, SEATS, signSheets } from "../support/judging.js";
import { SCORING } from "../support/procurement-method.js";
import { testTown, type TestTown } from "../support/town.js";
import { publishedTender, type TenderInTest } from "../support/works-tender.js";

// A committee that cannot go on is withdrawn whole and formed again: all it signed is void, and the new one judges from the beginning (87号令 49).
let town: TestTown;
let play: ReturnType<typeof goodsOn>;
let tender: TenderInTest;
let lot: string;
const BIDDERS = ["bidder-1", "bidder-2", "bidder-3"] as const;
const NEXT = [6, 7, 8, 9, 10].map((each) => ({ actor: `committee-${String(each)}`, kind: each === 10 ? "representative" : "expert", chair: each === 6 }));
const codeOf = async (answer: ReturnType<TestTown["ask"]>): Promise<unknown> => (await answer).json["code"];
const scores = () => Object.fromEntries(BIDDERS.map((bidder) => [play.usccOf(bidder), ["30", "12", "10", "8"]]));
const fill = (members: readonly unknown[]) => town.ask("tenderer-1", "POST", `${lot}/committee/substitutes`, { members });

beforeAll(async () => {
  town = await testTown("2026-09-14T09:00:00+08:00");
  play = goodsOn(town);
  tender = await publishedTender(town, goodsTender({}, [goodsLot({ method: SCORING })]), "procurement");
  lot = play.lotUrl(tender);
  await town.advance("2026-10-08T09:00:00+08:00");
  for (const bidder of BIDDERS) await play.bid(bidder, tender, "950000.00");
  await town.advance("2026-10-08T09:36:00+08:00");
  await play.openBids(tender);
  await play.review(tender, BIDDERS);
  await seat(town, tender.id);
  await signSheets(town, tender.id, scores());
}, 120_000);
afterAll(async () => { await town.stop(); });

test("all five leave; nothing they signed counts, and none of them comes back", async () => {
  for (const [at, { actor }] of SEATS.entries()) {
    const left = await town.ask("tenderer-1", "POST", `${lot}/committee/departures`, { member: actor, ground: "misconduct", reason: "评审过程中泄露评审情况，已报监督部门" });
    expect(left.json).toMatchObject({ vacant: at + 1 });
  }
  for (const { actor } of SEATS) expect(await codeOf(town.ask(actor, "GET", `${lot}/panel`))).toBe("not-on-panel");
  expect(await codeOf(fill(SEATS))).toBe("member-sat-already");
});

test("the seats are filled all at once, by a committee as lawful as the first: one chair, no representative in it, experts enough", async () => {
  expect((await fill(NEXT.slice(0, 4))).json).toMatchObject({ code: "seats-vacant", facts: { vacant: 5, given: 4 } });
  expect(await codeOf(fill(NEXT.map((each) => ({ ...each, chair: false }))))).toBe("evaluation-incomplete");
  expect(await codeOf(fill(NEXT.map((each) => ({ ...each, chair: each.kind === "representative" }))))).toBe("chair-is-representative");
  expect(await codeOf(fill(NEXT.map((each, at) => ({ ...each, kind: at < 3 ? each.kind : "representative" }))))).toBe("too-few-experts");
  expect((await fill(NEXT)).status).toBe(201);
});

test("the new committee judges from empty sheets, and its report stands", async () => {
  const { recheck, signed } = (await town.done("committee-6", "GET", `${lot}/panel`)) as { recheck: unknown; signed: unknown[] };
  expect([recheck, signed]).toEqual([null, []]);
  await signSheets(town, tender.id, scores(), NEXT.map(({ actor }) => actor));
  await town.done("committee-6", "PUT", `${lot}/evaluation-inputs`, {
    kind: "scoring", offers: BIDDERS.map((actor) => ({ bidder: play.usccOf(actor), words: null, body: null, lines: [], firm: { kind: "other" }, brand: null })), lowPrices: [], order: BIDDERS.map(play.usccOf),
    draw: { at: "2026-10-08T09:30:00+08:00", by: "buyer", way: "当场摇号", present: "采购人代表陈一鸣" },
  });
  expect((await town.ask("committee-6", "POST", `${lot}/report`, {})).status).toBe(201);
  const names = SEATS.map(({ actor }) => town.actors.find(({ id }) => id === actor)?.name ?? "");
  await town.done("tenderer-1", "POST", `${lot}/award`, { rank: 1, reason: "" });
  await town.done("tenderer-1", "POST", `${lot}/letters`);
  const announced = await play.noticeOf(tender, "procurement-result");
  for (const name of names) expect(announced, "who was withdrawn is no evaluator of the result").not.toContain(name);
});
