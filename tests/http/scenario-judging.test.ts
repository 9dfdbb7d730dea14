import { createHash } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { recompute, type Explanation } from "../../src/bidding/explain.js";
import { makeBundle } from "../../src/archive/use-cases/bundle.js";
import { sealedEntry } from "../../src/journal/receipts.js";
import { fromHex } from "../../src/kernel/bytes.js";
import { canonicalText } from "../../src/kernel/canonical-json.js";
import { must } from "../../src/kernel/result.js";
import { verifyBundle } from "../../src/verify/bundle.js";
import { filesOf, spoiled } from "../support/bundles.js";
import { bundleBytes } from "../support/whole-tender.js";
import { seatDrawn } from "../support/draws.js";
import { clarified, signSheets } from "../support/judging.js";
import { testTown, type TestTown } from "../support/town.js";
import { COMPREHENSIVE, LOWEST, lodgements, lotBody, ONE_PART, publishedTender, release, sealBid, tenderBody, TWO_PARTS, type TenderInTest } from "../support/works-tender.js";

let town: TestTown;
beforeAll(async () => { town = await testTown("2026-09-01T09:00:00+08:00", process.env["TOWN_LOG"] ?? "error"); });
afterAll(async () => { await town.stop(); });

const yuan = (amount: string) => ({ amount, currency: "CNY" });
const BIG = { estimate: yuan("20000000.00"), ceiling: yuan("20000000.00") };
const usccOf = (actor: string): string => town.actors.find(({ id }) => id === actor)?.organisation?.uscc ?? "";
type Ranking = { results: { bidder: string; rank: number; total: string; price: { amount: string }; tree: Explanation }[] };

async function openPart(tender: TenderInTest, part: string): Promise<void> {
  for (const opener of ["agency", "supervisor"]) await release(town, tender, { tender: tender.id, lot: "1", part }, opener);
  await town.done("staff-1", "POST", `/api/v1/tenders/${tender.id}/lots/1/parts/${part}/record`);
}

// Bidder, price in yuan, technical scores by criterion, credit; then price score and total of the rule book.
const G5 = [
  ["bidder-1", "18600000.00", ["17.00", "9.40"], "9.0", "91.66", 3],
  ["bidder-2", "17985000.00", ["16.10", "9.00"], "8.5", "93.29", 2],
  ["bidder-3", "19052000.00", ["18.00", "9.30"], "9.5", "90.54", 5],
  ["bidder-4", "17520000.00", ["15.50", "8.50"], "8.0", "90.86", 4],
  ["bidder-5", "18300000.00", ["19.00", "9.20"], "9.0", "95.13", 1],
] as const;

let g5: TenderInTest;

test("G5: five bids are judged by points, technical part before price part, and the candidates are E, B and A", async () => {
  g5 = await publishedTender(town, tenderBody({}, [lotBody({ ...BIG, parts: TWO_PARTS, method: COMPREHENSIVE })]));
  await town.advance("2026-09-22T09:00:00+08:00");
  for (const [bidder, price] of G5) await town.done(bidder, "POST", lodgements(g5.id), (await sealBid(town, bidder, g5.id, "1", price)).body);
  await town.advance("2026-09-22T09:36:00+08:00");
  const lot = `/api/v1/tenders/${g5.id}/lots/1`;
  expect((await town.ask("opener-agency", "GET", `${lot}/parts/price/sealed`)).json["code"]).toBe("part-not-releasing");
  await openPart(g5, "technical");
  await seatDrawn(town, g5.id);
  await signSheets(town, g5.id, Object.fromEntries(G5.map(([bidder, , technical]) => [usccOf(bidder), technical])));
  await openPart(g5, "price");
  const chair = await (await town.app.request(`/panel/${g5.id}/1`, { headers: { accept: "text/html", authorization: `Bearer ${town.actors.find(({ id }) => id === "committee-1")?.token ?? ""}` } })).text();
  expect([chair.includes("评分汇总与复核"), chair.includes("提请重新评分")], "prices are free: no score is given again, and no form offers it").toEqual([true, false]);
  await town.done("committee-1", "PUT", `${lot}/evaluation-inputs`, { kind: "comprehensive", k: "0.02", credits: G5.map(([bidder, , , score]) => ({ bidder: usccOf(bidder), score })), order: [] });
  await town.done("committee-1", "POST", `${lot}/report`, {});
  expect((await town.ask(null, "GET", `${lot}/evaluation`)).status).toBe(404);
  await town.advance("2026-09-23T09:00:00+08:00");
  await town.done("tenderer-1", "POST", `${lot}/candidates`, {});
  const { results } = (await town.done(null, "GET", `${lot}/evaluation`))["totals"] as Ranking;
  expect(Object.fromEntries(results.map(({ bidder, rank, total }) => [bidder, [total, rank]]))).toEqual(Object.fromEntries(G5.map(([bidder, , , , total, rank]) => [usccOf(bidder), [total, rank]])));
  for (const { tree } of results) expect(recompute(tree).wrong).toEqual([]);
});

const textFor = async (actor: string, path: string): Promise<string> => (await town.app.request(path, { headers: { authorization: `Bearer ${town.actors.find(({ id }) => id === actor)?.token ?? ""}` } })).text();
const letterOf = async (actor: string, type: string): Promise<string> => {
  const { notices } = (await town.done(actor, "GET", `/api/v1/tenders/${g5.id}`)) as { notices: { id: string; type: string }[] };
  return textFor(actor, `/api/v1/notices/${notices.findLast((each) => each.type === type)?.id ?? ""}`);
};

test("G5: publicity lasts to the end of 28 September; B objects at 16:00 of that day, is answered on 8 October and may complain until the 13th", async () => {
  const lot = `/api/v1/tenders/${g5.id}/lots/1`;
  await town.advance("2026-09-28T15:59:59.999+08:00");
  expect((await town.ask("tenderer-1", "POST", `${lot}/award`, { rank: 1, reason: "" })).json).toMatchObject({ code: "publicity-runs", facts: { endsAt: "2026-09-29T00:00:00+08:00" } });
  await town.advance("2026-09-28T16:00:00+08:00");
  expect(await town.done("bidder-2", "POST", `${lot}/objections`, { about: "result", text: "E 的业绩证明不实" })).toEqual({ serial: 1, replyDue: "2026-10-09T00:00:00+08:00" });
  expect(((await town.done(null, "GET", `/api/v1/tenders/${g5.id}`))["lots"] as { stage: string }[])[0]?.stage).toBe("suspended");
  await town.advance("2026-10-08T16:00:00+08:00");
  expect((await town.ask("tenderer-1", "POST", `${lot}/award`, { rank: 1, reason: "" })).json["code"]).toBe("move-not-open");
  expect(await town.done("tenderer-1", "POST", `${lot}/objections/1/reply`, { upheld: false, answer: "经核实，业绩属实。", effect: "招标投标活动恢复进行。" })).toMatchObject({ stage: "candidates", warnings: [] });
  const reply = await letterOf("bidder-2", "objection-reply");
  expect(reply).toContain('"on":"2026-10-13"');
  expect(reply, "counted from the day the candidates were published, the ten days of the reply left out").toContain("EC-38.20260901.202609230000.x20260929-20261008");
});

test("G5: on 9 October the award is lawful and warned that B may still complain; the first candidate alone may win", async () => {
  const lot = `/api/v1/tenders/${g5.id}/lots/1`;
  await town.advance("2026-10-09T10:00:00+08:00");
  expect((await town.ask("tenderer-1", "POST", `${lot}/award`, { rank: 2, reason: "" })).json["code"]).toBe("winner-out-of-rank");
  expect(await textFor("tenderer-1", `/desk/${g5.id}`)).toContain("提出过异议的投标人可以投诉至2026年10月13日（星期二）24:00（北京时间）");
  const decided = await town.done("tenderer-1", "POST", `${lot}/award`, { rank: 1, reason: "" });
  expect(decided).toMatchObject({ winner: usccOf("bidder-5"), warnings: [{ code: "complaints-open", facts: { until: "2026-10-14T00:00:00+08:00", law: "招标投标法实施条例第六十条" } }] });
});

test("the letters go to all at one moment, each loser reads its own scores alone; G5: contract by 9 November, bonds and report by 26 October", async () => {
  const lot = `/api/v1/tenders/${g5.id}/lots/1`;
  await town.done("tenderer-1", "POST", `${lot}/letters`);
  const mine = (await town.done("bidder-3", "GET", `/api/v1/tenders/${g5.id}`))["notices"] as { id: string; type: string; publishedAt: string }[];
  const letters = mine.filter(({ type }) => type === "award-letter" || type === "result-letter");
  expect(letters.map(({ type }) => type)).toEqual(["result-letter"]);
  const text = await (await town.app.request(`/api/v1/notices/${letters[0]?.id ?? ""}`, { headers: { authorization: `Bearer ${town.actors.find(({ id }) => id === "bidder-3")?.token ?? ""}` } })).text();
  expect(text).toContain("90.54");
  for (const [, , , , total] of G5.filter(([bidder]) => bidder !== "bidder-3")) expect(text).not.toContain(total);
  expect((await town.app.request(`/api/v1/notices/${letters[0]?.id ?? ""}`)).status).toBe(404);
  expect(await letterOf("bidder-5", "award-letter")).toContain('"on":"2026-11-09"');
  await town.advance("2026-10-20T10:00:00+08:00");
  expect((await town.ask("tenderer-1", "POST", `${lot}/contract`, { price: yuan("18299999.99") })).json["code"]).toBe("contract-price-differs");
  expect(await town.done("tenderer-1", "POST", `${lot}/contract`, { price: yuan("18300000.00"), performanceBond: yuan("1830000.00") })).toMatchObject({ bondsBackBy: "2026-10-26", reportBy: "2026-10-26", warnings: [] });
  await town.done("tenderer-1", "POST", `${lot}/written-report`);
  const stage = ((await town.done(null, "GET", `/api/v1/tenders/${g5.id}`))["lots"] as { stage: string }[])[0]?.stage;
  expect(stage).toBe("reported");
});

type Line = { notice: string; type: string; firm: { uscc: string }; sentAt: string; index: number; read: { at: string; how: string; file: string; salt: string; index: number } | null };
const lettersFor = async (actor: string): Promise<Line[]> => (await town.done(actor, "GET", `/api/v1/tenders/${g5.id}/letters`))["letters"] as Line[];
const readOf = (lines: readonly Line[]): string[] => lines.flatMap(({ type, firm, read }) => (read === null ? [] : [`${type} ${firm.uscc} ${read.how}`])).toSorted();

test("the buyer sees which letter went to whom when and who read it first when; a firm sees its own", async () => {
  const all = await lettersFor("tenderer-1");
  const read = [`award-letter ${usccOf("bidder-5")} json`, `objection-reply ${usccOf("bidder-2")} json`, `result-letter ${usccOf("bidder-3")} json`].toSorted();
  expect(readOf(all)).toEqual(read);
  expect(all.filter(({ type }) => type === "award-letter" || type === "result-letter")).toHaveLength(G5.length);
  const mine = await lettersFor("bidder-3");
  expect(mine.map(({ type, firm }) => [type, firm.uscc])).toEqual([["result-letter", usccOf("bidder-3")]]);
  for (const each of all) await textFor("staff-1", `/api/v1/notices/${each.notice}`);
  await textFor("bidder-3", `/notices/${mine.map(({ notice }) => notice).join("")}`);
  expect([readOf(await lettersFor("tenderer-1")), await lettersFor("bidder-3")]).toEqual([read, mine]);
  expect((await town.ask("tenderer-3", "GET", `/api/v1/tenders/${g5.id}/letters`)).status).toBe(404);
  expect(await textFor("tenderer-1", `/desk/${g5.id}/letters`)).toContain("尚未查阅");
  expect(await textFor("bidder-3", "/my/letters")).toContain("中标结果通知书");
});

test("the log proves a reading to whoever has its file and salt", async () => {
  await town.world.journal.flush();
  for (const { read } of await lettersFor("bidder-3")) {
    const file = Buffer.from(read?.file ?? "", "base64");
    expect(JSON.parse(file.toString())).toMatchObject({ v: "letter-read/1", tender: g5.id, firm: usccOf("bidder-3"), how: "json" });
    const leaf = sealedEntry(fromHex(read?.salt ?? ""), createHash("sha256").update(file).digest());
    expect(Buffer.from(await town.world.journal.entry(read?.index ?? -1)).toString()).toBe(canonicalText(leaf));
  }
  expect.assertions(3); // one of them that the letters were given
});

test("the whole tender's audit bundle is accepted by the verifier", async () => {
  await town.done("staff-1", "POST", `/api/v1/tenders/${g5.id}/archive`, { edition: "full" });
  const report = await verifyBundle(must(await makeBundle(town.world, { tenderId: g5.id, edition: "full" })));
  expect(report.faults).toEqual([]);
  const bundle = await bundleBytes(town, g5.id, "full");
  const reads = [...bundle].filter(([path]) => path.startsWith("reads/"));
  expect(reads).toHaveLength(3);
  const forged = Object.fromEntries(reads.map(([path, bytes]) => [path, Buffer.from(Buffer.from(bytes).toString().replace('"how":"json"', '"how":"page"'))]));
  expect((await verifyBundle(filesOf(spoiled(bundle, forged)))).faults.map(({ code }) => code)).toContain("not-what-was-logged");
  expect(((await town.done(null, "GET", `/api/v1/tenders/${g5.id}`))["lots"] as { stage: string }[])[0]?.stage).toBe("archived");
});

/** P, Q and R of the book bid, and are opened; the sheets are signed. */
async function openedG6(tenders: readonly TenderInTest[]): Promise<void> {
  for (const { id } of tenders) for (const [bidder, price] of [["bidder-1", "9850000.00"], ["bidder-2", "10002000.00"], ["bidder-3", "9700000.00"]] as const) await town.done(bidder, "POST", lodgements(id), (await sealBid(town, bidder, id, "1", price)).body);
  await town.advance("2026-11-12T09:36:00+08:00");
  for (const tender of tenders) {
    await openPart(tender, "bid");
    await seatDrawn(town, tender.id);
    await signSheets(town, tender.id, {});
  }
}

test("G6: corrections and adjustments rank P, R, Q and P's contract is its corrected price; where P refuses its correction R wins, at its own 9,700,000 and not at 9,890,000", async () => {
  const dates = { saleFrom: "2026-10-21T09:00:00+08:00", saleUntil: "2026-10-28T17:00:00+08:00", deadline: "2026-11-12T09:30:00+08:00" };
  const [confirmed, declined] = [await publishedTender(town, tenderBody(dates, [lotBody({ ...BIG, parts: ONE_PART, method: LOWEST })])), await publishedTender(town, tenderBody(dates, [lotBody({ ...BIG, parts: ONE_PART, method: LOWEST })]))];
  await town.advance("2026-11-12T09:00:00+08:00");
  await openedG6([confirmed, declined]);
  const [p, q, r] = ["bidder-1", "bidder-2", "bidder-3"].map(usccOf) as [string, string, string];
  const lotUrl = ({ id }: TenderInTest) => `/api/v1/tenders/${id}/lots/1`;
  const line = (name: string, quantity: string, unitPrice: string, total: string) => ({ name, quantity, unitPrice, total: yuan(total), misplaced: false });
  const prices = [
    { bidder: p, words: null, lines: [line("管道", "1000", "9860", "9850000.00")], adjustments: [] },
    { bidder: q, words: yuan("10020000.00"), lines: [], adjustments: [{ clause: "3.3", quantity: "-30", rate: yuan("2000.00") }] },
    { bidder: r, words: null, lines: [], adjustments: [{ clause: "3.2", amount: yuan("150000.00") }, { clause: "3.2", amount: yuan("40000.00") }] },
  ];
  await clarified(town, declined.id, "bidder-1", ["单价与合价不一致，以单价为准修正为 9,860,000.00 元，是否确认？", "不确认"]);
  await town.done("committee-1", "POST", `${lotUrl(declined)}/rejections`, { bidder: p, ground: "not-responsive", clause: "第三章 3.4", finding: "拒绝确认算术修正" });
  for (const tender of [confirmed, declined]) {
    await town.done("committee-1", "PUT", `${lotUrl(tender)}/evaluation-inputs`, { kind: "lowest-evaluated", order: [], prices });
    await town.done("committee-1", "POST", `${lotUrl(tender)}/report`, {});
    await town.done("tenderer-1", "POST", `${lotUrl(tender)}/candidates`, {});
  }
  const ranking = async (tender: TenderInTest) => ((await town.done(null, "GET", `${lotUrl(tender)}/evaluation`))["totals"] as Ranking).results.map(({ bidder, rank, total, price }) => [bidder, rank, total, price.amount]);
  expect(await ranking(confirmed)).toEqual([[p, 1, "9860000.00", "9860000.00"], [r, 2, "9890000.00", "9700000.00"], [q, 3, "9960000.00", "10020000.00"]]);
  expect(await ranking(declined)).toEqual([[r, 1, "9890000.00", "9700000.00"], [q, 2, "9960000.00", "10020000.00"], [p, null, null, "9850000.00"]]);
  await town.advance("2026-11-17T00:00:00+08:00");
  for (const [tender, price, other] of [[confirmed, "9860000.00", "9850000.00"], [declined, "9700000.00", "9890000.00"]] as const) {
    await town.done("tenderer-1", "POST", `${lotUrl(tender)}/award`, { rank: 1, reason: "" });
    await town.done("tenderer-1", "POST", `${lotUrl(tender)}/letters`);
    expect((await town.ask("tenderer-1", "POST", `${lotUrl(tender)}/contract`, { price: yuan(other) })).json).toMatchObject({ code: "contract-price-differs" });
    await town.done("tenderer-1", "POST", `${lotUrl(tender)}/contract`, { price: yuan(price) });
  }
});

const THREE_PARTS = [
  { part: "qualification", title: "资格部分", after: null, form: false, requiredFiles: ["资格证明.txt"] }, { part: "technical", title: "技术部分", after: null, form: false, requiredFiles: [] },
  { part: "price", title: "报价部分", after: "technical", form: true, requiredFiles: [] },
] as const;

test("three parts in one tender: qualification and technical open together, the price waits for the scores, and both editions hold", async () => {
  const dates = { saleFrom: "2026-11-17T09:00:00+08:00", saleUntil: "2026-11-24T17:00:00+08:00", deadline: "2026-12-09T09:30:00+08:00" };
  const tender = await publishedTender(town, tenderBody(dates, [lotBody({ ...BIG, parts: THREE_PARTS, method: COMPREHENSIVE })]));
  const lot = `/api/v1/tenders/${tender.id}/lots/1`;
  await town.advance("2026-12-09T09:00:00+08:00");
  const three = G5.slice(0, 3);
  const whole = await sealBid(town, "bidder-1", tender.id, "1", "18600000.00", { "资格证明.txt": "营业执照" });
  expect((await town.ask("bidder-1", "POST", lodgements(tender.id), { parts: whole.body.parts.slice(0, 2) })).json, "two of three parts are no bid").toMatchObject({ code: "bid-parts-missing", facts: { parts: "price" } });
  await town.done("bidder-1", "POST", lodgements(tender.id), whole.body);
  for (const [bidder, price] of three.slice(1)) await town.done(bidder, "POST", lodgements(tender.id), (await sealBid(town, bidder, tender.id, "1", price, { "资格证明.txt": "营业执照" })).body);
  await town.advance("2026-12-09T09:36:00+08:00");
  expect((await town.ask("opener-agency", "GET", `${lot}/parts/price/sealed`)).json["code"]).toBe("part-not-releasing");
  for (const part of ["qualification", "technical"]) for (const opener of ["agency", "supervisor"]) await release(town, tender, { tender: tender.id, lot: "1", part }, opener);
  for (const [part, stage] of [["qualification", "opening"], ["technical", "opened"]] as const) expect(await town.done("staff-1", "POST", `${lot}/parts/${part}/record`), part).toEqual({ stage });
  await seatDrawn(town, tender.id);
  await signSheets(town, tender.id, Object.fromEntries(three.map(([bidder, , technical]) => [usccOf(bidder), technical])));
  await openPart(tender, "price");
  await town.done("committee-1", "PUT", `${lot}/evaluation-inputs`, { kind: "comprehensive", k: "0.02", credits: three.map(([bidder, , , score]) => ({ bidder: usccOf(bidder), score })), order: [] });
  await town.done("committee-1", "POST", `${lot}/report`, {});
  await town.done("tenderer-1", "POST", `${lot}/candidates`, {});
  await town.advance("2026-12-15T00:00:00+08:00");
  await town.done("tenderer-1", "POST", `${lot}/award`, { rank: 1, reason: "" });
  await town.done("tenderer-1", "POST", `${lot}/letters`);
  for (const edition of ["full", "public"] as const) {
    await town.done("staff-1", "POST", `/api/v1/tenders/${tender.id}/archive`, { edition });
    expect((await verifyBundle(must(await makeBundle(town.world, { tenderId: tender.id, edition })))).faults, edition).toEqual([]);
  }
  const { parts } = ((await town.done(null, "GET", `/api/v1/tenders/${tender.id}`))["lots"] as { parts: { part: string; state: string }[] }[])[0] ?? { parts: [] };
  expect(parts.map(({ part, state }) => [part, state])).toEqual(THREE_PARTS.map(({ part }) => [part, "opened"]));
});
