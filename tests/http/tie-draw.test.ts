import { afterAll, beforeAll, expect, test } from "vitest";
import { utf8 } from "../../src/kernel/bytes.js";
import { verifyBundle } from "../../src/verify/bundle.js";
import { filesOf, spoiled, type MemoryBundle } from "../support/bundles.js";
import { goodsLot, goodsOn, goodsTender, yuan } from "../support/goods.js";
import { seat, signSheets } from "../support/judging.js";
import { formOf, signedIn } from "../support/pages.js";
import { SCORING } from "../support/procurement-method.js";
import { testTown, type TestTown } from "../support/town.js";
import { archive, bundleBytes } from "../support/whole-tender.js";
import { publishedTender, type TenderInTest } from "../support/works-tender.js";

// G4 4b: equal points at one price. The law has the purchaser draw, or the committee it entrusts, as the documents say (87号令 31, 68).
let town: TestTown;
let play: ReturnType<typeof goodsOn>;
let own: TenderInTest;
let entrusted: TenderInTest;
const [A, B, C, D] = ["bidder-1", "bidder-2", "bidder-3", "bidder-4"] as const;
const BIDS = [[A, "520000.00", ["31.29", "10", "9", "8"]], [B, "515000.00", ["31", "10", "9", "8"]], [C, "515000.00", ["31", "10", "9", "8"]], [D, "530000.00", ["29.85", "10", "9", "8"]]] as const;
const BIDDERS = BIDS.map(([actor]) => actor);
const RECORD = { at: "2026-10-08T09:35:00+08:00", way: "摇号机摇出1、2号球", present: "采购人代表陈一鸣、公证员周敏、投标人代表二人" };
const enter = (tender: TenderInTest, over: Record<string, unknown> = {}) => town.ask("committee-1", "PUT", `${play.lotUrl(tender)}/evaluation-inputs`, {
  kind: "scoring", offers: BIDDERS.map((actor) => ({ bidder: play.usccOf(actor), words: null, body: null, lines: [], firm: { kind: "other" }, brand: null })), lowPrices: [], order: [], ...over,
});
const draw = (tender: TenderInTest, order: readonly string[], over: Record<string, unknown> = {}, actor = "tenderer-1") => town.ask(actor, "POST", `${play.lotUrl(tender)}/tie-draw`, { order: order.map((each) => play.usccOf(each)), ...RECORD, ...over });
const report = (tender: TenderInTest) => town.ask("committee-1", "POST", `${play.lotUrl(tender)}/report`, {});
const codeOf = async (answer: ReturnType<TestTown["ask"]>): Promise<unknown> => (await answer).json["code"];
const nameOf = (actor: string): string => town.actors.find(({ id }) => id === actor)?.organisation?.name ?? "";

beforeAll(async () => {
  town = await testTown("2026-09-14T09:00:00+08:00");
  play = goodsOn(town);
  const limits = { ceiling: yuan("600000.00"), estimate: yuan("600000.00") };
  own = await publishedTender(town, goodsTender({}, [goodsLot({ method: { ...SCORING, drawBy: "buyer" }, ...limits })]), "procurement");
  entrusted = await publishedTender(town, goodsTender({ title: "晨光市第三中学教学设备采购" }, [goodsLot({ method: { ...SCORING, drawBy: "committee" }, ...limits })]), "procurement");
  await town.advance("2026-10-08T09:00:00+08:00");
  for (const tender of [own, entrusted]) for (const [actor, price] of BIDS) await play.bid(actor, tender, price);
  await town.advance("2026-10-08T09:36:00+08:00");
  for (const tender of [own, entrusted]) {
    await play.openBids(tender);
    await play.review(tender, BIDDERS);
    await seat(town, tender.id);
  }
}, 300_000);
afterAll(async () => { await town.stop(); });

test("the documents say who draws", async () => {
  expect(await play.noticeOf(own, "tender-notice")).toContain("再相同由采购人随机抽取确定");
  expect(await play.noticeOf(entrusted, "tender-notice")).toContain("再相同由采购人委托评标委员会随机抽取确定");
});

test("nobody draws before the evaluation says who is equal", async () => {
  expect(await codeOf(draw(own, [B, C]))).toBe("nothing-to-draw");
  await signSheets(town, own.id, Object.fromEntries(BIDS.map(([actor, , scores]) => [play.usccOf(actor), scores])));
  expect(await codeOf(draw(own, [B, C]))).toBe("nothing-to-draw");
  expect((await enter(own)).status).toBe(200);
  expect((await report(own)).json).toMatchObject({ code: "tie-undecided" });
});

test("the committee enters no draw that is the purchaser's, and the purchaser draws between the equals, all of them and nobody else, with its record", async () => {
  expect(await codeOf(enter(own, { order: [play.usccOf(C), play.usccOf(B)], draw: { ...RECORD, by: "buyer" } }))).toBe("draw-is-buyers");
  expect((await town.ask("tenderer-3", "GET", `${play.lotUrl(own)}/tie-draw`)).status).toBe(404);
  expect(await town.done("tenderer-1", "GET", `${play.lotUrl(own)}/tie-draw`)).toMatchObject({ equals: [B, C].map((actor) => ({ bidder: play.usccOf(actor), name: nameOf(actor) })), draws: [] });
  for (const order of [[A, B], [B, C, D], [B, B]]) expect((await draw(own, order)).json, order.join()).toMatchObject({ code: "draw-of-others", facts: { bidders: `${nameOf(B)}、${nameOf(C)}` } });
  expect(await codeOf(draw(own, [C, B], { at: "2026-10-08T09:40:00+08:00" }))).toBe("draw-not-yet");
  expect(await codeOf(draw(own, [C, B], { present: "" }))).toBe("wrong-form");
  expect(await codeOf(draw(own, [C, B], {}, "tenderer-3"))).toBe("not-found");
});

test("by the desk: the equals are named, their places drawn, and what was drawn is not drawn again", async () => {
  const desk = await signedIn(town, "tenderer-1");
  const address = `/desk/${own.id}/1/tie-draw`;
  expect((await desk.get(`/desk/${own.id}`)).text).toContain(address);
  const page = (await desk.get(address)).text;
  for (const words of [nameOf(B), nameOf(C), "第六十八条"]) expect(page).toContain(words);
  expect(page).not.toContain(nameOf(A));
  const { action, fields } = formOf(page, "tie-draw");
  const rowOf = (actor: string): string => /^drawn\.(\d+)\.bidder$/.exec(Object.entries(fields).find(([, value]) => value === play.usccOf(actor))?.[0] ?? "")?.[1] ?? "";
  const answer = await desk.post(action, { ...fields, [`drawn.${rowOf(C)}.place`]: "1", [`drawn.${rowOf(B)}.place`]: "2", at: "2026-10-08T09:35", way: RECORD.way, present: RECORD.present });
  expect(answer.status, answer.text.slice(0, 2_000)).toBe(303);
  expect(await codeOf(draw(own, [B, C]))).toBe("nothing-to-draw");
  expect((await desk.get(address)).text).toContain("没有须由采购人抽取的并列投标");
});

test("the report follows the draw: equals share their rank, the drawn order is the award's, the record is printed and logged", async () => {
  const { notice } = (await report(own)).json;
  await town.done("tenderer-1", "POST", `${play.lotUrl(own)}/award`, { rank: 1, reason: "" });
  await town.done("tenderer-1", "POST", `${play.lotUrl(own)}/letters`);
  const { totals } = (await town.done(null, "GET", `${play.lotUrl(own)}/evaluation`)) as { totals: { results: { bidder: string; rank: number }[] } };
  expect(totals.results.map(({ bidder, rank }) => [bidder, rank])).toEqual([[play.usccOf(C), 1], [play.usccOf(B), 1], [play.usccOf(A), 3], [play.usccOf(D), 4]]);
  const printed = JSON.stringify(await town.done("tenderer-1", "GET", `/api/v1/notices/${String(notice)}`));
  for (const words of ["摇号机摇出1、2号球", "公证员周敏", `${nameOf(C)}、${nameOf(B)}`]) expect(printed).toContain(words);
  await town.world.journal.flush();
  expect(await (await town.app.request("/log")).text()).toContain("随机抽取");
});

test("the bundle holds the draw; one that is left out, turned round or of another order than the totals is found", async () => {
  const lot = play.lotUrl(own);
  await town.done("tenderer-1", "POST", `${lot}/contract`, { price: yuan("515000.00") });
  await town.done("tenderer-1", "POST", `${lot}/contract-notice`, { number: "CG-2026-31", name: "合同", subject: "平板", quantity: "40 台", term: "45 日内", place: "晨光市", withheld: "商业秘密" });
  await town.done("tenderer-1", "POST", `${lot}/written-report`);
  await archive(town, own.id, "full");
  const full = await bundleBytes(town, own.id, "full");
  const faults = async (bundle: MemoryBundle): Promise<string[]> => (await verifyBundle(filesOf(bundle))).faults.map(({ code }) => code);
  expect(await faults(full)).toEqual([]);
  expect(await faults(spoiled(full, { "evaluation/1/draw.json": null }))).toEqual(expect.arrayContaining(["file-missing", "tie-draw-differs"]));
  const turned = spoiled(full, { "evaluation/1/draw.json": utf8(Buffer.from(full.get("evaluation/1/draw.json") ?? []).toString().replace(`["${play.usccOf(C)}","${play.usccOf(B)}"]`, `["${play.usccOf(B)}","${play.usccOf(C)}"]`)) });
  expect(await faults(turned)).toEqual(expect.arrayContaining(["entry-hash", "tie-draw-differs"]));
});

test("where the documents entrust the committee, it draws and enters the record, and the purchaser makes none", async () => {
  await signSheets(town, entrusted.id, Object.fromEntries(BIDS.map(([actor, , scores]) => [play.usccOf(actor), scores])));
  expect((await enter(entrusted)).status).toBe(200);
  expect(await codeOf(draw(entrusted, [C, B]))).toBe("draw-entrusted");
  const order = [play.usccOf(C), play.usccOf(B)];
  expect(await codeOf(enter(entrusted, { order, draw: { ...RECORD, by: "buyer" } }))).toBe("draw-entrusted");
  expect((await enter(entrusted, { order, draw: { ...RECORD, by: "committee" } })).status).toBe(200);
  expect((await report(entrusted)).status).toBe(201);
});
