import { afterAll, beforeAll, expect, test } from "vitest";
import { standsBack } from "../../src/experts/blinding.js";
import { ticketHash } from "../../src/experts/calls.js";
import type { Candidate } from "../../src/experts/candidates.js";
import { unitKey } from "../../src/experts/expert-file.js";
import { listedDraw, REQUEST, TOWN_STRATUM, type drawIn } from "../support/draws.js";
import { goodsLot, goodsOn, goodsTender, yuan } from "../support/goods.js";
import { signSheets } from "../support/judging.js";
import { line, sheet } from "../support/pool.js";
import { SCORING } from "../support/procurement-method.js";
import { testTown, type Answer, type TestTown } from "../support/town.js";
import { publishedTender, type TenderInTest } from "../support/works-tender.js";

// G12 of the rule book: a service of 12,000,000, judged on Friday 9 October by five experts drawn and two representatives of the purchaser. Order and replacements are DDR-1's.
let town: TestTown;
let play: ReturnType<typeof goodsOn>;
let tender: TenderInTest;
let draw: ReturnType<typeof drawIn>;
let candidates: readonly Candidate[];
/** Worked for a bidder two years ago; of the purchaser's own staff; says at the door that he is a director of a bidder's parent. */
let [formerly, ownStaff, director]: string[] = [];
/** Whoever held a seat at any time. */
const ever = new Set<string>();
const SEVEN = { ...REQUEST, strata: { [TOWN_STRATUM]: 5 }, representatives: 2 };
const BIDDERS = ["bidder-1", "bidder-2", "bidder-3"] as const;
const REPRESENTATIVES = ["committee-5", "committee-13"];
const THE_DAY = "2026-10-09";
const codeOf = async (answer: Promise<Answer>): Promise<unknown> => (await answer).json["code"];
const service = (budget: string, over: Record<string, unknown> = {}) => goodsTender({ title: "晨光市公共场馆物业管理服务采购", content: "物业管理服务", kind: "services", deadline: `${THE_DAY}T09:30:00+08:00`, ...over },
  [goodsLot({ name: "物业管理服务包", scope: "四座公共场馆的物业管理", method: SCORING, estimate: yuan(budget), ceiling: yuan(budget) })]);
const firmOf = (actor: string) => town.actors.find(({ id }) => id === actor)?.organisation ?? { name: "", uscc: "" };
const seatedNow = async (): Promise<string[]> => {
  const seated = ((await draw.view())?.seated ?? []).map(draw.expertOf);
  for (const each of seated) ever.add(each);
  return seated;
};
const committee = (experts: readonly string[], representatives = REPRESENTATIVES): Promise<Answer> => town.ask("tenderer-1", "POST", `${play.lotUrl(tender)}/committee`, {
  members: [...experts.map((actor, at) => ({ actor, kind: "expert", chair: at === 0 })), ...representatives.map((actor) => ({ actor, kind: "representative", chair: false }))],
});

/** Twelve can be asked: ten of the town's, and two who must stand back. One of the town's has left the pool, the term of another is over: he sits for the purchaser. */
async function twelve(): Promise<void> {
  await town.done("pool-keeper-1", "POST", "/api/v1/experts/committee-12/steps", { step: "remove", reason: "本人申请" });
  await town.done("pool-keeper-1", "POST", "/api/v1/experts/committee-13/steps", { step: "renew", until: "2026-09-14" });
  const [bidder, purchaser] = [firmOf("bidder-1"), firmOf("tenderer-1")];
  const list = sheet(line(5, { specialties: TOWN_STRATUM, otherUnits: `${bidder.name}|${bidder.uscc}|在职|2019-01-01|2024-10-09` }), line(9, { specialties: TOWN_STRATUM, unit: purchaser.name, uscc: purchaser.uscc }));
  expect(await town.done("pool-keeper-1", "POST", "/api/v1/experts/imports", { file: list, until: "2029-08-31" })).toMatchObject({ taken: 2, faults: [] });
}

beforeAll(async () => {
  town = await testTown("2026-09-14T09:00:00+08:00");
  play = goodsOn(town);
  await twelve();
  tender = await publishedTender(town, service("12000000.00"), "procurement");
}, 120_000);
afterAll(async () => { await town.stop(); });

test("G12: a budget of 12,000,000 takes seven members, five of them experts; from 10,000,000 on five members are too few", async () => {
  const ask = (id: string, experts: number, representatives: number): Promise<Answer> => town.ask("tenderer-1", "POST", `/api/v1/tenders/${id}/lots/1/draws`, { ...SEVEN, strata: { [TOWN_STRATUM]: experts }, representatives });
  expect((await ask(tender.id, 4, 1)).json).toMatchObject({ code: "committee-too-small-for-budget", facts: { size: 5, min: 7 } });
  expect((await ask(tender.id, 5, 1)).json).toMatchObject({ code: "committee-size", facts: { size: 6 } });
  expect((await ask(tender.id, 4, 3)).json).toMatchObject({ code: "too-few-experts", facts: { size: 7, experts: 4, min: 5 } });
  const [below, from] = [await publishedTender(town, service("9999999.99"), "procurement"), await publishedTender(town, service("10000000.00"), "procurement")];
  expect((await ask(below.id, 3, 2)).json, "12b: three of five are 60 per cent").toMatchObject({ code: "too-few-experts", facts: { size: 5, experts: 3, min: 4 } });
  expect((await ask(from.id, 4, 1)).json).toMatchObject({ code: "committee-too-small-for-budget", facts: { size: 5, min: 7 } });
  expect((await ask(below.id, 4, 1)).status).toBe(201);
});

test("G12: on the day after the term of the one is over twelve stand in the list; the purchaser's own man is left out, and nobody for a bidder, whom nobody knows yet", async () => {
  await town.advance("2026-09-15T09:00:00+08:00");
  ({ draw, candidates } = await listedDraw(town, tender.id, SEVEN));
  expect(candidates).toHaveLength(12);
  const left = candidates.filter(({ excluded }) => excluded !== null);
  expect(left.map(({ excluded, unit }) => [excluded, unit])).toEqual([["own-unit", unitKey(firmOf("tenderer-1"))]]);
  ownStaff = left[0]?.expert;
  formerly = candidates.find(({ expert }) => expert !== ownStaff && !expert.startsWith("committee-"))?.expert;
  expect([formerly, ownStaff]).not.toContain(undefined);
  const brought = await draw.pool();
  expect((await draw.fix(brought.json["sha256"])).status).toBe(201);
});

// 30 September and 8 October are the last two working days before the 9th: 1 to 7 October are a holiday.
test("G12: drawn on 30 September at the earliest, and not in the last millisecond of the 29th", async () => {
  const wanted = (seated: readonly string[]): boolean => seated.includes(formerly ?? "");
  await town.advance("2026-09-29T23:59:59.999+08:00");
  await expect(draw.made(wanted)).rejects.toThrow(/draw-too-early.*"evaluation":"2026-10-09"/);
  await town.advance("2026-09-30T00:00:00+08:00");
  expect((await draw.result()).json).toMatchObject({ drawn: 5 });
  const seated = await seatedNow();
  expect(new Set(seated).size).toBe(5);
  expect(seated).toContain(formerly);
  expect(seated).not.toContain(ownStaff);
});

test("G12: one of the five declines by his call's word; the supervisor's next code says who takes his seat, and he is not drawn again", async () => {
  const declines = (await seatedNow()).find((each) => each !== formerly) ?? "";
  const [label, ticket] = [draw.label(declines), "6e".repeat(16)];
  await town.advance("2026-09-30T10:00:00+08:00");
  await town.done("pool-keeper-1", "POST", `${draw.at}/calls`, { label, channel: "voice", ticket: ticketHash(ticket) });
  expect(await codeOf(draw.leaves(label, "unreachable")), "one call of three").toBe("still-called");
  await town.done(null, "POST", "/api/v1/calls/answers", { ticket, answer: "decline", reason: "当日有课" });
  const { seats } = (await town.done("pool-keeper-1", "GET", `${draw.at}/calls`)) as { seats: { label: string; state: string }[] };
  expect(seats.find((each) => each.label === label)?.state).toBe("declined");
  expect((await draw.leaves(label, "declined")).status).toBe(201);
  expect((await draw.next(draw.code(1))).status).toBe(201);
  const seated = await seatedNow();
  expect(seated).toHaveLength(5);
  for (const out of [declines, ownStaff]) expect(seated).not.toContain(out);
});

test("G12: seats are signed in to half an hour before the review and no earlier; whoever is not seated is not let in", async () => {
  const [first = "", second = "", third = "", fourth = ""] = (await seatedNow()).filter((each) => each !== formerly);
  director = fourth;
  await town.advance(`${THE_DAY}T08:59:59.999+08:00`);
  for (const [at, actor] of BIDDERS.entries()) await play.bid(actor, tender, `${String(11_000_000 + at * 100_000)}.00`);
  expect((await draw.arrive(first)).json).toMatchObject({ code: "sign-in-too-early", facts: { earliest: `${THE_DAY}T09:00:00+08:00` } });
  await town.advance(`${THE_DAY}T09:00:00+08:00`);
  for (const expert of [first, second, third, director]) expect((await draw.arrive(expert)).status, expert).toBe(201);
  const passedOver = candidates.find(({ expert }) => expert.startsWith("committee-") && ![first, second, third, director].includes(expert))?.expert ?? "";
  expect(await codeOf(draw.arrive(passedOver))).toBe("not-drawn");
});

test("G12: once the bidders are known the list is looked through again: who worked for one two years ago must stand back, and his seat falls to another", async () => {
  await town.advance(`${THE_DAY}T09:36:00+08:00`);
  await play.openBids(tender);
  await play.review(tender, BIDDERS);
  const again = (await town.done("pool-keeper-1", "GET", `${draw.at}/candidates`)) as unknown as { bidders: string; candidates: readonly Candidate[] };
  expect(again.bidders).toBe("avoided");
  expect(Object.fromEntries(again.candidates.flatMap(({ expert, excluded }) => (excluded === null ? [] : [[expert, excluded]])))).toEqual({ [formerly ?? ""]: "conflict", [ownStaff ?? ""]: "own-unit" });
  const marked = (await seatedNow()).filter((expert) => standsBack({ expert }, again.candidates) !== null);
  expect(marked, "whom the keeper's tool marks").toEqual([formerly]);
  expect((await draw.leaves(draw.label(formerly ?? ""), "conflict")).status).toBe(201);
  const { json } = await draw.next(draw.code(2));
  const substitute = draw.expertOf(String(json["substitute"]));
  expect((await draw.arrive(substitute)).status).toBe(201);
  expect(await seatedNow()).not.toContain(formerly);
});

test("G12: a director of a bidder's parent found at sign-in is removed; with two representatives and four experts the review cannot start", async () => {
  const out = director ?? "";
  expect((await draw.leaves(draw.label(out), "conflict")).status).toBe(201);
  const { json } = await draw.next(draw.code(3));
  const substitute = draw.expertOf(String(json["substitute"]));
  const seated = await seatedNow();
  expect(await codeOf(draw.arrive(out)), "he cannot come back").toBe("not-drawn");
  const present = seated.filter((each) => each !== substitute);
  expect((await committee(present)).json).toMatchObject({ code: "members-not-arrived", facts: { seats: 5, arrived: 4 } });
  expect(await play.stageOf(tender)).toBe("qualified");
  expect((await draw.arrive(substitute)).status).toBe(201);
  expect(await codeOf(committee([...present, out])), "what he signed in for is void").toBe("members-not-drawn");
  expect((await committee(seated.slice(1))).json).toMatchObject({ code: "committee-size", facts: { size: 6 } });
  expect((await committee(seated)).status).toBe(201);
  expect(await play.stageOf(tender)).toBe("evaluating");
  expect(await codeOf(town.ask(out, "GET", `${play.lotUrl(tender)}/panel`))).toBe("not-on-panel");
  expect(await codeOf(draw.leaves(draw.label(seated[0] ?? ""), "health")), "the committee sits").toBe("seats-stand");
});

test("G12: names are secret until the result is announced, which publishes the five who judged and none of those who left", async () => {
  const [seated, lot] = [await seatedNow(), play.lotUrl(tender)];
  await signSheets(town, tender.id, Object.fromEntries(BIDDERS.map((actor, at) => [play.usccOf(actor), [String(30 - at), "12", "10", "8"]])), [...seated, ...REPRESENTATIVES]);
  const offers = BIDDERS.map((actor) => ({ bidder: play.usccOf(actor), words: null, body: null, lines: [], firm: { kind: "other" }, brand: null }));
  await town.done(seated[0] ?? "", "PUT", `${lot}/evaluation-inputs`, { kind: "scoring", offers, lowPrices: [], order: [] });
  await town.done(seated[0] ?? "", "POST", `${lot}/report`, {});
  await town.done("tenderer-1", "POST", `${lot}/award`, { rank: 1, reason: "" });
  expect(ever.size, "five, and three who followed others").toBe(8);
  expect(await codeOf(draw.names([...ever]))).toBe("names-still-secret");
  await town.done("tenderer-1", "POST", `${lot}/letters`);
  const result = await play.noticeOf(tender, "procurement-result");
  const nameOf = (expert: string): string => candidates.find((each) => each.expert === expert)?.name ?? "";
  for (const expert of seated) expect(result).toContain(nameOf(expert));
  for (const expert of [...ever].filter((each) => !seated.includes(each))) expect(result).not.toContain(nameOf(expert));
  expect(await codeOf(draw.names(seated)), "those who left were drawn too").toBe("labels-kept-back");
  const notDrawn = candidates.find(({ expert }) => !ever.has(expert))?.expert ?? "";
  expect((await draw.names([...ever, notDrawn])).json, "nobody learns who else stood in the list").toMatchObject({ code: "label-differs", facts: { expert: notDrawn } });
  expect((await draw.names([...ever])).status).toBe(201);
});
