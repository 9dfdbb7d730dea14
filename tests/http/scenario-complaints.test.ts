import { afterAll, beforeAll, expect, test } from "vitest";
import { goodsLot, goodsOn, goodsTender } from "../support/goods.js";
import { seat, signSheets } from "../support/judging.js";
import { LOWEST_PRICE } from "../support/procurement-method.js";
import { testTown, type TestTown } from "../support/town.js";
import { publishedTender, type TenderInTest } from "../support/works-tender.js";

/** G14: a procurement whose result is published on Thursday 24 September 2026. */
let town: TestTown;
let tender: TenderInTest;
let lot: string;
const BIDDERS = [["bidder-1", "985000.00"], ["bidder-2", "1000000.00"], ["bidder-3", "1050000.00"]] as const;
beforeAll(async () => {
  town = await testTown("2026-08-24T09:00:00+08:00", process.env["TOWN_LOG"] ?? "error");
  const play = goodsOn(town);
  tender = await publishedTender(town, goodsTender({ saleFrom: "2026-08-24T10:00:00+08:00", saleUntil: "2026-08-31T17:00:00+08:00", deadline: "2026-09-22T09:30:00+08:00" }, [goodsLot({ method: LOWEST_PRICE })]), "procurement");
  lot = play.lotUrl(tender);
  await town.advance("2026-09-22T09:00:00+08:00");
  for (const [actor, price] of BIDDERS) await play.bid(actor, tender, price);
  await town.advance("2026-09-22T09:36:00+08:00");
  await play.openBids(tender);
  await play.review(tender, BIDDERS.map(([actor]) => actor));
  await seat(town, tender.id);
  await signSheets(town, tender.id, {});
  const offers = BIDDERS.map(([actor]) => ({ bidder: play.usccOf(actor), words: null, body: null, lines: [], firm: { kind: "other" }, brand: null }));
  await town.done("committee-1", "PUT", `${lot}/evaluation-inputs`, { kind: "lowest-price", offers, lowPrices: [], order: [] });
  await town.done("committee-1", "POST", `${lot}/report`, {});
  await town.advance("2026-09-24T10:00:00+08:00");
  await town.done("tenderer-1", "POST", `${lot}/award`, { rank: 1, reason: "" });
  await town.done("tenderer-1", "POST", `${lot}/letters`);
}, 240_000);
afterAll(async () => { await town.stop(); });

const codeOf = ({ json }: { readonly json: Record<string, unknown> }): unknown => json["code"];
const challenge = (actor: string) => town.ask(actor, "POST", `${lot}/objections`, { about: "result", text: "第一名投标产品型号不满足第五章第二条实质性要求" });
const point = (objection: number | null, text = "第一名投标产品型号不满足实质性要求") => ({ text, objection, onReply: false });
const complain = (actor: string, points: readonly unknown[], over: Record<string, unknown> = {}) => town.ask(actor, "POST", `${lot}/complaints`, { points, facts: "开标记录和产品彩页表明型号不符。", wanted: "请求认定中标无效，重新评审", contact: "0000-5551234", ...over });
async function act(actor: string, complaint: string, what: string, body: Record<string, unknown> = {}) {
  const { version = 1 } = (await town.ask(actor, "GET", `/api/v1/complaints/${complaint}`)).json as { version?: number };
  return town.ask(actor, "POST", `/api/v1/complaints/${complaint}/${what}`, { ...body, version });
}
const clocks = async (complaint: string) => Object.fromEntries(((await town.done("supervisor-1", "GET", `/api/v1/complaints/${complaint}`))["clocks"] as { clock: string; until: string }[]).map(({ clock, until }) => [clock, until]));
/** Two handlers find a complaint to rest on no facts. */
async function unfounded(complaint: string): Promise<void> {
  const steps: readonly (readonly [string, string, Record<string, unknown>?])[] = [
    ["supervisor-1", "classification", { kind: "purchase", aboutActor: null }], ["supervisor-1", "acceptance"], ["supervisor-1", "handlers"], ["supervisor-2", "handlers"],
    ["supervisor-1", "proposal", { outcome: "unfounded", facts: "经查，型号满足采购文件要求。", basis: "政府采购质疑和投诉办法第二十九条", decision: "驳回投诉。" }],
  ];
  for (const [actor, what, body] of steps) expect((await act(actor, complaint, what, body)).status, what).toBe(201);
  const { proposal } = (await town.done("supervisor-2", "GET", `/api/v1/complaints/${complaint}`)) as { proposal: { sha256: string } };
  expect((await act("supervisor-2", complaint, "decision", { sha256: proposal.sha256 })).status).toBe(201);
}

let filed: { readonly complaint: string; readonly code: string };
test("G14: a challenge is taken until 13 October, its reply is due by 22 October; on 14 October it is refused as late", async () => {
  await town.advance("2026-10-13T16:00:00+08:00");
  expect(await challenge("bidder-2")).toMatchObject({ status: 201, json: { serial: 1, replyDue: "2026-10-23T00:00:00+08:00" } });
  expect((await complain("bidder-2", [point(1)])).json).toMatchObject({ code: "complaint-too-early", facts: { until: "2026-10-23T00:00:00+08:00" } });
  expect(codeOf(await complain("bidder-3", [point(null)]))).toBe("complaint-not-challenged");
  await town.advance("2026-10-14T09:00:00+08:00");
  expect((await challenge("bidder-3")).json).toMatchObject({ code: "objection-too-late", facts: { until: "2026-10-14T00:00:00+08:00" } });
  await town.advance("2026-10-22T16:00:00+08:00");
  await town.done("tenderer-1", "POST", `${lot}/objections/1/reply`, { upheld: false, answer: "型号满足采购文件要求。", effect: "不影响采购结果。" });
});

test("G14: a complaint until 12 November; the point that was not challenged is not taken; review by 19 November, decision by 24 December", async () => {
  await town.advance("2026-11-12T16:00:00+08:00");
  const taken = await complain("bidder-2", [point(1), point(null, "评审专家应当回避而未回避")]);
  expect(taken.status, JSON.stringify(taken.json)).toBe(201);
  filed = taken.json as typeof filed;
  expect((await town.done(null, "POST", "/api/v1/complaints/lookups", { code: filed.code }))["points"]).toMatchObject([{ objection: 1, excluded: null }, { objection: null, excluded: "not-challenged" }]);
  expect(await clocks(filed.complaint)).toEqual({ accept: "2026-11-19", copy: "2026-11-24", decide: "2026-12-24" });
  expect((await complain("bidder-2", [point(1)])).json).toMatchObject({ code: "complaint-open", facts: { complaint: filed.complaint } });
});

test("the buyer reads the copy and states its side; nowhere does it say who complains", async () => {
  const { complaint } = filed;
  const name = town.actors.find(({ id }) => id === "bidder-2")?.organisation?.name ?? "";
  expect((await town.done("tenderer-1", "GET", "/api/v1/complaints/copies"))["copies"]).toEqual([]);
  for (const [actor, what, body] of [["supervisor-1", "classification", { kind: "purchase", aboutActor: null }], ["supervisor-1", "acceptance"], ["supervisor-1", "handlers"], ["supervisor-2", "handlers"], ["supervisor-1", "copy"]] as const) expect((await act(actor, complaint, what, body)).status, what).toBe(201);
  const copies = JSON.stringify(await town.done("tenderer-1", "GET", "/api/v1/complaints/copies"));
  expect(copies).toContain("2026-11-19");
  expect(copies).not.toContain(name);
  expect(JSON.stringify(await town.done("tenderer-3", "GET", "/api/v1/complaints/copies"))).not.toContain(complaint);
  await town.done("tenderer-1", "POST", `/api/v1/complaints/${complaint}/statement`, { statement: "型号满足要求，见检测报告。" });
  expect(codeOf(await town.ask("tenderer-1", "POST", `/api/v1/complaints/${complaint}/statement`, { statement: "再补充" }))).toBe("complaint-no-statement");
  expect((await act("supervisor-1", complaint, "pauses", { from: "2026-11-16", until: "2026-11-18", why: "委托检测" })).status).toBe(201);
  expect((await clocks(complaint))["decide"]).toBe("2026-12-29");
});

test("the supervisor suspends the procurement and lets it go on; both stand on the tender for everybody", async () => {
  expect((await town.ask("supervisor-1", "POST", `${lot}/suspension`, { reason: "投诉处理期间暂停采购活动" })).status).toBe(201);
  expect((await town.ask("supervisor-1", "POST", `${lot}/resumption`, { reason: "投诉处理完毕，恢复" })).status).toBe(201);
  expect(((await town.done(null, "GET", `${lot}/orders`))["orders"] as { kind: string }[]).map(({ kind }) => kind)).toEqual(["suspend", "resume"]);
});

test("the third baseless complaint in twelve months enters the list of bad records, the second does not", async () => {
  const { complaint } = filed;
  await act("supervisor-1", complaint, "proposal", { outcome: "unfounded", facts: "经查，型号满足采购文件要求。", basis: "政府采购质疑和投诉办法第二十九条", decision: "驳回投诉。" });
  const { proposal } = (await town.done("supervisor-2", "GET", `/api/v1/complaints/${complaint}`)) as { proposal: { sha256: string } };
  expect((await act("supervisor-2", complaint, "decision", { sha256: proposal.sha256 })).status).toBe(201);
  const records = async () => (await town.done(null, "GET", "/api/v1/complaints/decisions"))["badRecords"];
  const again = async (): Promise<string> => String((await complain("bidder-2", [point(1)])).json["complaint"]);
  const second = await again();
  await unfounded(second);
  expect(await records()).toEqual([]);
  const third = await again();
  await unfounded(third);
  expect(await records()).toMatchObject([{ uscc: town.actors.find(({ id }) => id === "bidder-2")?.organisation?.uscc, complaints: [complaint, second, third] }]);
});

test("after 12 November a complaint about that challenge is refused as late", async () => {
  await town.advance("2026-11-13T00:00:00.001+08:00");
  expect((await complain("bidder-2", [point(1)])).json).toMatchObject({ code: "complaint-late", facts: { until: "2026-11-13T00:00:00+08:00" } });
});

test("a suspension names an open complaint about this lot, or none", async () => {
  for (const complaint of [filed.complaint, "C2026999999"]) expect((await town.ask("supervisor-1", "POST", `${lot}/suspension`, { reason: "投诉处理期间暂停", complaint })).json).toMatchObject({ code: "suspension-complaint", facts: { complaint } });
});

test("a suspension nobody lifts lasts thirty days (GP-55), that of the day before counted in: at the end of the last the exchange lets the lot go on, and says so to everybody", async () => {
  const stage = async () => ((await town.done(null, "GET", `/api/v1/tenders/${tender.id}`))["lots"] as { stage: string }[])[0]?.stage;
  const before = await stage();
  expect((await town.ask("supervisor-1", "POST", `${lot}/suspension`, { reason: "又收到投诉，暂停采购活动" })).status).toBe(201);
  const told = async () => ((await town.done("tenderer-1", "GET", "/api/v1/messages")) as { messages: { kind: string }[] }).messages.filter(({ kind }) => kind === "lot-resumed").length;
  const count = await told();
  await town.advance("2026-12-12T23:59:59+08:00");
  expect(await stage()).toBe("suspended");
  await town.advance("2026-12-13T00:00:00+08:00");
  expect(await stage()).toBe(before);
  expect(await told()).toBe(count + 1);
  expect(((await town.done(null, "GET", `${lot}/orders`))["orders"] as { kind: string }[]).map(({ kind }) => kind), "nobody ordered it").toEqual(["suspend", "resume", "suspend"]);
  const entries = [...(await town.world.db.selectFrom("outbox").select("entry").execute()), ...(await town.world.db.selectFrom("leaves").select("entry").execute())];
  expect(entries.filter(({ entry }) => Buffer.from(entry).toString().includes('"lot.suspension.over"'))).toHaveLength(1);
  const again = await town.ask("supervisor-1", "POST", `${lot}/suspension`, { reason: "为同一事项再次暂停" });
  expect(again.json, "no second thirty days").toMatchObject({ code: "suspension-days-used", facts: { days: 30 } });
  expect(await stage()).toBe(before);
});

test("desks lead to each other: a bidder’s own page to the complaint about its lot, supervision to complaints and lights, the head of the sub-centre to items", async () => {
  const page = async (actor: string, path: string): Promise<string> => (await town.app.request(path, { headers: { authorization: `Bearer ${town.actors.find(({ id }) => id === actor)?.token ?? ""}`, accept: "text/html" } })).text();
  const form = `/complaints/lots/${tender.id}/1`;
  expect(await page("bidder-2", `/my/${tender.id}/1`)).toContain(`href="${form}"`);
  expect(await page("bidder-1", `/my/${tender.id}/1`), "who objected to nothing has nothing to complain of").not.toContain(form);
  const watch = await page("supervisor-1", "/watch");
  for (const href of ["/complaints/desk", "/desk/cases/lights"]) expect(watch).toContain(`href="${href}"`);
  expect(await page("sub-centre-1", "/desk/centre")).toContain('href="/items"');
  expect(await page("head-1", "/desk/centre"), "nobody is shown a way that is closed to him").not.toContain('href="/items"');
});
