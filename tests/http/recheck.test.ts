import { afterAll, beforeAll, expect, test } from "vitest";
import { base64 } from "../../src/kernel/bytes.js";
import { sheetBytes, type Sheet } from "../../src/judging/sheet.js";
import { signDetached } from "../../src/signing/cms-sign.js";
import { verifyBundle } from "../../src/verify/bundle.js";
import { filesOf, spoiled } from "../support/bundles.js";
import { seatedByDraw, type drawIn } from "../support/draws.js";
import { goodsLot, goodsOn, goodsTender } from "../support/goods.js";
import { SCORING } from "../support/procurement-method.js";
import { testTown, type TestTown } from "../support/town.js";
import { archive, bundleBytes } from "../support/whole-tender.js";
import { publishedTender, type TenderInTest } from "../support/works-tender.js";

// From the first signature to the report: scores typed and kept, signed, looked at together, given again on a ground of 87号令 64; a member who falls out (条例 48; 87号令 49).
let town: TestTown;
let play: ReturnType<typeof goodsOn>;
let tender: TenderInTest;
let lot: string;
let draw: ReturnType<typeof drawIn>;
let notice = "";
let labels: Readonly<Record<string, string>>;
const BIDDERS = ["bidder-1", "bidder-2", "bidder-3"] as const;
const MEMBERS = [1, 2, 3, 4, 5].map((each) => `committee-${String(each)}`);
const [CHAIR, SECOND, THIRD, FOURTH] = MEMBERS as unknown as [string, string, string, string];
const POINTS: Readonly<Record<string, readonly string[]>> = { "bidder-1": ["30.20", "12", "10", "8"], "bidder-2": ["31", "13", "10", "8"], "bidder-3": ["34.50", "13", "10", "8"] };
const uscc = (bidder: string): string => play.usccOf(bidder);
const codeOf = async (answer: ReturnType<TestTown["ask"]>): Promise<unknown> => (await answer).json["code"];

type Scores = Readonly<Record<string, readonly string[]>>;
type Room = { readonly sheet: Sheet; readonly draft: { bidder: string; criterion: string; score: string; reason: string }[]; readonly reopened: unknown; readonly recheck: null | { sheets: unknown[]; findings: { kind: string }[]; unsettled: unknown[] }; readonly signed: unknown[] };
const roomOf = async (actor: string): Promise<Room> => (await town.done(actor, "GET", `${lot}/panel`)) as unknown as Room;

/** A member's sheet with these scores, by bidder; each score takes its reason unless `reason` says otherwise. */
async function sheetOf(actor: string, scores: Scores, reason: (bidder: string, criterion: string) => string = () => "按评分标准扣分"): Promise<Sheet> {
  const { sheet } = await roomOf(actor);
  const given = new Map(Object.entries(scores).map(([bidder, row]) => [uscc(bidder), row]));
  return { ...sheet, scores: sheet.scores.map(({ bidder, items }) => ({ bidder, items: items.map(({ criterion }, at) => ({ criterion, score: given.get(bidder)?.[at] ?? "0", reason: reason(bidder, criterion) })) })) };
}

async function sign(actor: string, sheet: Sheet) {
  const bytes = sheetBytes(sheet);
  return town.ask(actor, "POST", `${lot}/sheets`, { sheet: base64(bytes), signature: base64(await signDetached(bytes, await town.signer(actor))) });
}

const report = (): ReturnType<TestTown["ask"]> => town.ask(CHAIR, "POST", `${lot}/report`, {});
const recheck = (over: Record<string, unknown>, actor = CHAIR) => town.ask(actor, "POST", `${lot}/sheets/rechecks`, { expert: labels[FOURTH], ground: "objective-differs", items: [{ bidder: uscc("bidder-1"), criterion: "cases" }], reason: "业绩合同 4 份均有效，应为 8 分", ...over });
const keep = (over: Record<string, unknown> = {}, actor = CHAIR) => town.ask(actor, "POST", `${lot}/sheets/kept-scores`, { expert: labels[THIRD], item: { bidder: uscc("bidder-2"), criterion: "specs" }, reason: "两项核心参数为负偏离，扣分有依据", ...over });
const save = (actor: string, scores: readonly (readonly [string, string, string, string])[]) => town.ask(actor, "PUT", `${lot}/panel/draft`, { scores: scores.map(([bidder, criterion, score, reason]) => ({ bidder, criterion, score, reason })) });

beforeAll(async () => {
  town = await testTown("2026-09-14T09:00:00+08:00");
  play = goodsOn(town);
  tender = await publishedTender(town, goodsTender({}, [goodsLot({ method: SCORING })]), "procurement");
  lot = play.lotUrl(tender);
  await town.advance("2026-10-08T09:00:00+08:00");
  for (const [at, bidder] of BIDDERS.entries()) await play.bid(bidder, tender, `${String(950 + 40 * at)}000.00`);
  await town.advance("2026-10-08T09:36:00+08:00");
  await play.openBids(tender);
  await play.review(tender, BIDDERS);
  const seating = await seatedByDraw(town, tender.id);
  draw = seating.draw;
  labels = Object.fromEntries((seating.seated as { members: { actor: string; label: string }[] }).members.map(({ actor, label }) => [actor, label]));
}, 180_000);
afterAll(async () => { await town.stop(); });

test("what all members type at once is kept for each, two devices of one member lose nothing of each other's, and nobody is shown another's", async () => {
  const [a, b] = [uscc("bidder-1"), uscc("bidder-2")];
  const saved = await Promise.all(MEMBERS.flatMap((actor, at) => [save(actor, [[a, "specs", String(20 + at), `第${String(at)}位`]]), save(actor, [[a, "plan", String(10 + at), ""], [b, "specs", "3", "未写完"]])]));
  expect(saved.map(({ status }) => status)).toEqual(saved.map(() => 200));
  for (const [at, actor] of MEMBERS.entries()) {
    const { draft } = await roomOf(actor);
    expect(draft.map(({ bidder, criterion, score }) => [bidder, criterion, score]).sort()).toEqual([[a, "plan", String(10 + at)], [a, "specs", String(20 + at)], [b, "specs", "3"]].sort());
  }
  expect(await (await town.app.request(`/panel/${tender.id}/1`, { headers: { authorization: `Bearer ${town.actors.find(({ id }) => id === SECOND)?.token ?? ""}` } })).text()).toContain("第1位");
});

test("a draft is of the sheet's own bids and criteria, and of a member alone", async () => {
  expect(await codeOf(save(SECOND, [[uscc("bidder-4"), "specs", "1", ""]]))).toBe("sheet-score");
  expect(await codeOf(save(SECOND, [[uscc("bidder-1"), "nothing", "1", ""]]))).toBe("sheet-score");
  expect(await codeOf(save(SECOND, [[uscc("bidder-1"), "specs", "1".repeat(17), ""]]))).toBe("wrong-form");
  expect(await codeOf(save("committee-7", [[uscc("bidder-1"), "specs", "1", ""]]))).toBe("not-on-panel");
});

test("below full points a score takes its reason; at full points it needs none", async () => {
  const silent = (wanted: string) => (_: string, criterion: string): string => (criterion === wanted ? "" : "按评分标准扣分");
  expect((await sign(SECOND, await sheetOf(SECOND, POINTS, silent("service")))).json).toMatchObject({ code: "sheet-reason", facts: { bidder: uscc("bidder-1") < uscc("bidder-2") ? uscc("bidder-1") : expect.any(String) as string, where: "售后服务" } });
  expect((await sign(SECOND, await sheetOf(SECOND, POINTS, silent("cases")))).status).toBe(201);
  expect((await roomOf(SECOND)).draft).toEqual([]);
  expect(await codeOf(save(SECOND, [[uscc("bidder-1"), "specs", "1", ""]]))).toBe("sheet-signed");
  expect(await codeOf(sign(SECOND, await sheetOf(SECOND, { ...POINTS, "bidder-1": ["31", "12", "10", "8"] })))).toBe("sheet-signed");
});

test("no member sees another's scores before every sheet is signed", async () => {
  for (const actor of [CHAIR, "committee-5"]) expect((await sign(actor, await sheetOf(actor, POINTS))).status).toBe(201);
  expect((await sign(THIRD, await sheetOf(THIRD, { ...POINTS, "bidder-2": ["20.49", "13", "10", "8"] }))).status).toBe(201);
  expect([(await roomOf(CHAIR)).recheck, (await roomOf(FOURTH)).recheck]).toEqual([null, null]);
  expect(await codeOf(recheck({ expert: labels[THIRD] }))).toBe("sheets-missing");
  expect((await sign(FOURTH, await sheetOf(FOURTH, { ...POINTS, "bidder-1": ["30.20", "12", "10", "6"] }))).status).toBe(201);
  const { recheck: seen } = await roomOf(FOURTH);
  expect([seen?.sheets.length, seen?.findings.map(({ kind }) => kind).sort()]).toEqual([5, ["objective-differs", "outlier"]]);
});

test("an objective criterion on which members differ is given again by its member alone, in that score alone", async () => {
  await town.done(CHAIR, "PUT", `${lot}/evaluation-inputs`, { kind: "scoring", offers: BIDDERS.map((actor) => ({ bidder: uscc(actor), words: null, body: null, lines: [], firm: { kind: "other" }, brand: null })), lowPrices: [], order: [] });
  expect(["objective-scores-differ", "score-stands-out"]).toContain(await codeOf(report()));
  expect(await codeOf(recheck({}, SECOND))).toBe("not-the-chair");
  expect(await codeOf(recheck({ items: [{ bidder: uscc("bidder-2"), criterion: "cases" }] }))).toBe("objective-scores-agree");
  expect(await codeOf(recheck({ items: [{ bidder: uscc("bidder-4"), criterion: "cases" }] }))).toBe("sheet-score");
  expect(await codeOf(recheck({ expert: "0".repeat(32) }))).toBe("sheet-not-signed");
  expect((await recheck({})).status).toBe(201);
  const room = await roomOf(FOURTH);
  expect([room.reopened, room.recheck, room.signed, room.draft.find(({ bidder, criterion }) => bidder === uscc("bidder-1") && criterion === "cases")?.score]).toEqual([[{ bidder: uscc("bidder-1"), criterion: "cases" }], null, [], "6"]);
  expect(await codeOf(report())).toBe("sheets-missing");
  const again = { ...POINTS, "bidder-1": ["30.20", "12", "10", "8"] };
  expect((await sign(FOURTH, await sheetOf(FOURTH, { ...again, "bidder-3": ["35", "13", "10", "8"] }))).json).toMatchObject({ code: "score-not-opened", facts: { bidder: uscc("bidder-3"), criterion: "specs" } });
  expect(await codeOf(sign(FOURTH, await sheetOf(FOURTH, again, (bidder) => (bidder === uscc("bidder-3") ? "另有理由" : "按评分标准扣分"))))).toBe("score-not-opened");
  expect((await sign(FOURTH, await sheetOf(FOURTH, again))).status).toBe(201);
  expect(await codeOf(recheck({}))).toBe("objective-scores-agree");
});

test("a score that stands out holds the report until the chair writes why it stays", async () => {
  expect((await report()).json).toMatchObject({ code: "score-stands-out", facts: { bidder: expect.any(String) as string, score: "20.49", others: "31.00" } });
  expect(await codeOf(keep({ item: { bidder: uscc("bidder-1"), criterion: "specs" } }))).toBe("score-not-found-odd");
  expect(await codeOf(keep({ reason: "" }))).toBe("wrong-form");
  expect(await codeOf(keep({}, THIRD))).toBe("not-the-chair");
  expect((await keep()).status).toBe(201);
  expect(await codeOf(keep())).toBe("score-not-found-odd");
  expect((await roomOf(CHAIR)).recheck?.unsettled).toEqual([]);
});

test("a member who falls ill leaves: nothing he signed counts, his seat falls to whom the draw's next code names, who judges anew", async () => {
  const leave = (member: string, actor = "tenderer-1") => town.ask(actor, "POST", `${lot}/committee/departures`, { member, ground: "health", reason: "突发胸痛，由120送医，监督人员在场" });
  expect(await codeOf(draw.leaves(draw.label(SECOND), "health"))).toBe("seats-stand");
  expect(await codeOf(leave(SECOND, "tenderer-3"))).toBe("not-found");
  expect(await codeOf(leave("committee-7"))).toBe("member-unknown");
  expect((await leave(SECOND)).json).toMatchObject({ label: labels[SECOND], vacant: 1 });
  expect([await codeOf(leave(SECOND)), await codeOf(town.ask(SECOND, "GET", `${lot}/panel`)), await codeOf(report())]).toEqual(["member-unknown", "not-on-panel", "sheets-missing"]);
  const fill = (actor: string) => town.ask("tenderer-1", "POST", `${lot}/committee/substitutes`, { members: [{ actor, kind: "expert", chair: false }] });
  expect(await codeOf(fill(SECOND))).toBe("member-sat-already");
  expect(await codeOf(fill("committee-6"))).toBe("members-not-drawn");
  expect((await draw.leaves(draw.label(SECOND), "health")).status).toBe(201);
  const { substitute } = (await draw.next(draw.code(1))).json as { substitute: string };
  const next = draw.expertOf(substitute);
  expect(await codeOf(fill(next))).toBe("members-not-arrived");
  expect((await draw.arrive(next)).status).toBe(201);
  expect(await codeOf(town.ask("tenderer-1", "POST", `${lot}/committee/substitutes`, { members: [{ actor: next, kind: "expert", chair: true }] }))).toBe("evaluation-incomplete");
  expect((await fill(next)).status).toBe(201);
  expect(await codeOf(fill(next))).toBe("seats-vacant");
  expect((await roomOf(next)).recheck).toBeNull();
  expect((await sign(next, await sheetOf(next, POINTS))).status).toBe(201);
  const reported = await report();
  expect(reported.status).toBe(201);
  notice = String(reported.json["notice"]);
});

test("the report tells what was looked at again and who changed; the bundle holds the sheets that do not count with the records that say why, and no other", async () => {
  const words = JSON.stringify(await town.done("tenderer-1", "GET", `/api/v1/notices/${notice}`));
  for (const each of ["评标委员会成员变动和评分复核", "突发胸痛", "评分20.49分经复核维持", "重新评分", "接替"]) expect(words).toContain(each);
  await town.done("tenderer-1", "POST", `${lot}/award`, { rank: 1, reason: "" });
  await town.done("tenderer-1", "POST", `${lot}/letters`);
  await town.done("tenderer-1", "POST", `${lot}/contract`, { price: { amount: "1030000.00", currency: "CNY" } });
  await town.done("tenderer-1", "POST", `${lot}/contract-notice`, { number: "CG-2026-44", name: "教学设备采购合同", subject: "交互式智能平板", quantity: "40 台", term: "45 日内", place: "晨光市第一中学", withheld: "合同附件含供应商商业秘密" });
  await town.done("tenderer-1", "POST", `${lot}/written-report`);
  await archive(town, tender.id, "full");
  const files = await bundleBytes(town, tender.id, "full");
  const [second, fourth] = [labels[SECOND] ?? "", labels[FOURTH] ?? ""];
  const under = (folder: string): string[] => [...files.keys()].filter((path) => path.startsWith(`evaluation/1/${folder}/`) && path.endsWith(".json")).sort();
  expect(under("void")).toEqual([`evaluation/1/void/${second}-1.json`, `evaluation/1/void/${fourth}-1.json`].sort());
  expect([under("changes").length, under("sheets").length, under("sheets").some((path) => path.includes(second))]).toEqual([4, 5, false]);
  const faults = async (changes: Parameters<typeof spoiled>[1]): Promise<string[]> => [...new Set((await verifyBundle(filesOf(spoiled(files, changes)))).faults.map(({ code }) => code))];
  expect(await faults({})).toEqual([]);
  expect(await faults({ "evaluation/1/changes/2.json": null })).toContain("file-missing");
  expect(await faults({ [`evaluation/1/void/${second}-1.json`]: null })).toContain("file-missing");
  // The member who left is put back among those that count, or the sheet before the recheck is.
  const moved = (from: string, to: string) => ({ [`${from}.json`]: null, [`${from}.p7s`]: null, [`${to}.json`]: files.get(`${from}.json`) ?? null, [`${to}.p7s`]: files.get(`${from}.p7s`) ?? null });
  expect(await faults(moved(`evaluation/1/void/${second}-1`, `evaluation/1/sheets/${second}`))).toEqual(expect.arrayContaining(["file-missing"]));
  expect(await faults({ [`evaluation/1/sheets/${fourth}.json`]: files.get(`evaluation/1/void/${fourth}-1.json`) ?? null, [`evaluation/1/sheets/${fourth}.p7s`]: files.get(`evaluation/1/void/${fourth}-1.p7s`) ?? null })).toContain("entry-hash");
});
