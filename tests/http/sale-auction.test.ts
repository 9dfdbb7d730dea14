import { afterAll, beforeAll, expect, test } from "vitest";
import { makeSaleBundle } from "../../src/archive/use-cases/sale.js";
import { quoteCommitment } from "../../src/auctions/quotes.js";
import { base64, utf8 } from "../../src/kernel/bytes.js";
import type { Json } from "../../src/kernel/canonical-json.js";
import { moneyJson } from "../../src/kernel/money.js";
import { must } from "../../src/kernel/result.js";
import { verifyBundle } from "../../src/verify/bundle.js";
import { biddersTool, newKey, type Tool } from "../support/auction-tools.js";
import { wan } from "../support/auctions.js";
import { filesOf, spoiled } from "../support/bundles.js";
import { contestTown, FIRMS, type ContestTown, type Name, type Seat } from "../support/sale-contest.js";
import { announce, cny, equityForm, miningForm, parcelForm, registeredSale } from "../support/sales.js";

// Land by auction, with its host's three calls and the hammer; property by one sealed price each.
let town: ContestTown;
beforeAll(async () => { town = await contestTown("2026-08-17T09:00:00+08:00"); }, 120_000);
afterAll(async () => { await town.stop(); });

const AUCTION = { profile: "ORDER39", method: "auction", listingEndsAt: null, applyUntil: "2026-09-06T17:00:00+08:00", calls: { preparationMinutes: 15, gapSeconds: 10, matchMinutes: null } };
test("a contest that could not be played is not published: a method the rules do not know, times that are missing, a price off the grid", async () => {
  const http = town.bank.town;
  const published = async (line: string, form: Record<string, unknown>) => {
    const sale = await registeredSale(http, line, form);
    if (line === "property") await http.done("tenderer-1", "POST", `/api/v1/sales/${sale}/appraisal`);
    const { json } = await announce(http, sale);
    return [json["code"], (json["facts"] as Record<string, unknown> | undefined)?.["where"] ?? (json["facts"] as Record<string, unknown> | undefined)?.["missing"] ?? null];
  };
  expect(await published("land", parcelForm({ ...AUCTION, profile: "FJ" }))).toEqual(["sale-terms-none", null]);
  expect(await published("land", parcelForm({ ...AUCTION, calls: null }))).toEqual(["sale-notice-unfinished", "拍卖的准备时间和报价间隔"]);
  expect(await published("land", parcelForm({ lots: [{ ...(parcelForm()["lots"] as object[])[0], floor: { amount: "119999500.00", currency: "CNY" } }] }))).toEqual(["auction-terms-wrong", "price.start"]);
  expect(await published("property", equityForm({ method: "one-round", bidding: null, startsAt: "2026-09-30T09:00:00+08:00" }))).toEqual(["sale-notice-unfinished", "密封报价、公开报价和行权的时间"]);
});

test("land by auction: the host prepares, calls three times, and a higher offer is called from the first; below its reserve it is no deal", async () => {
  const { bank, at, listed, seated, offer, hosts, reserveFixed, open, lotOf, viewOf } = town;
  const [sale, below, silent] = [await listed(AUCTION), await listed(AUCTION), await listed({ ...AUCTION, reserve: false })];
  const notice = JSON.stringify((await bank.town.ask(null, "GET", `/api/v1/notices/${sale}-N1`)).json);
  for (const words of ["拍卖会准备", "同一报价连续宣布次数", "两次宣布之间的最短间隔（秒）", "\"gapSeconds\":10"]) expect(notice, words).toContain(words);
  const [A, B] = [await seated(sale, "A"), await seated(sale, "B")];
  const lower = await seated(below, "A");
  expect(await hosts(sale, "calls")).toBe("auction-not-open");
  await at("07T09:00:00");
  expect(await lotOf(sale)).toMatchObject({ stage: "contest", contest: `${sale}-01-A1` });
  expect(await offer(sale, A, "12,000")).toBe("auction-takes-no-offers");
  const [file, lowFile] = [await reserveFixed(sale, "12,100", "2026-09-06"), await reserveFixed(below, "12,100", "2026-09-06")];
  await at("07T09:15:00");
  expect(await viewOf(sale)).toMatchObject({ phase: { kind: "calls" }, endsAt: null });
  expect(await offer(sale, A, "12,000", 2)).toBe("offered");
  expect([await hosts(sale, "calls", {}, { actor: "bidder-1" }), await hosts(sale, "calls", {}, { actor: "supervisor-1" })]).toEqual(["not-yours", "not-yours"]);
  expect([await hosts(sale, "calls"), await hosts(sale, "calls")]).toEqual(["called", "price-call-too-soon"]);
  await at("07T09:15:10");
  expect(await hosts(sale, "calls")).toBe("called");
  expect([await hosts(sale, "steps", { step: moneyJson(wan("50") + 1n) }), await hosts(sale, "steps", { step: moneyJson(wan("50")) })]).toEqual(["offer-off-grid", "step-changed"]);
  expect([await offer(sale, B, "12,049.9", 2), await offer(sale, B, "12,150", 2)]).toEqual(["offer-too-low", "offered"]);
  for (const time of ["07T09:15:20", "07T09:15:30", "07T09:15:40"]) {
    await at(time);
    expect(await hosts(sale, "calls")).toBe("called");
  }
  expect(await hosts(sale, "calls", { key: "order-00001" })).toBe("wrong-form");
  const key = newKey();
  expect([await hosts(sale, "calls", { key }), await hosts(sale, "calls", { key })]).toEqual(["price-called", "price-called"]);
  expect(await viewOf(sale)).toMatchObject({ endsAt: "2026-09-07T09:15:50+08:00" });
  expect(await offer(below, lower, "12,000", 2)).toBe("offered");
  for (const [first, second] of [["07T09:15:50", silent], ["07T09:16:00", silent], ["07T09:16:10", silent]] as const) {
    await at(first);
    expect([await hosts(below, "calls"), await hosts(second, "calls")]).toEqual(["called", "called"]);
  }
  await at("07T09:16:20");
  expect([await offer(sale, A, "12,300", 2), await hosts(sale, "calls")]).toEqual(["auction-over", "auction-over"]);
  await open(sale, file);
  await open(below, lowFile);
  expect(await lotOf(sale)).toMatchObject({ stage: "deal", outcome: { how: "deal", reserve: "reached", amount: { amount: "121500000.00" }, endedAt: "2026-09-07T09:15:50+08:00" } });
  expect(await lotOf(below)).toMatchObject({ stage: "no_deal", outcome: { reserve: "not-reached" } });
  expect(await lotOf(silent), "three calls of the start price without an offer").toMatchObject({ stage: "no_deal", outcome: { how: "no-deal", reserve: "none" } });

  const acts = (await bank.town.ask("supervisor-1", "GET", "/api/v1/audit?action=auction.host")).json;
  expect(JSON.stringify(acts)).toContain(`${sale}-01-A1/calls`);
  await bank.town.done("tenderer-1", "POST", `/api/v1/sales/${sale}/archive`, {});
  const files = must(await makeSaleBundle(bank.town.world, sale));
  expect((await verifyBundle(files)).faults).toEqual([]);
}, 240_000);

test("property by one sealed price each: an amount that is not shown does not count, the highest has it, and the holder of a right is asked", async () => {
  const { bank, lotUrl, usccOf, lotOf, auctionUrl, viewOf, asks } = town;
  const http = bank.town;
  const K = http.actors.find(({ id }) => id === FIRMS.D)?.organisation;
  const sale = await registeredSale(http, "property", equityForm({
    method: "one-round", bidding: null, quotes: { sealMinutes: 60, showMinutes: 30, matchMinutes: 30 }, preemption: [{ name: K?.name, uscc: K?.uscc, share: "2/5" }], startsAt: "2026-10-20T09:00:00+08:00", applyUntil: "2026-10-19T00:00:00+08:00",
  }));
  await http.done("tenderer-1", "POST", `/api/v1/sales/${sale}/appraisal`);
  expect(await announce(http, sale)).toMatchObject({ status: 201 });
  const seats = new Map<Name, { readonly tool: Tool; readonly paddle: string }>();
  for (const name of ["A", "B", "C", "D"] as const) {
    const { number } = await http.done(FIRMS[name], "POST", `${lotUrl(sale)}/application`, { statement: "本单位申请受让。" });
    await bank.transfer(bank.accountOf(FIRMS[name]), String(number), 250_000_000n);
    await http.done("tenderer-1", "POST", `${lotUrl(sale)}/reviews`, { firm: usccOf(name), verdict: "qualified", reason: "符合公告的受让条件" });
  }
  await http.advance("2026-10-20T09:00:00+08:00");
  expect(await lotOf(sale)).toMatchObject({ stage: "contest" });
  await http.world.floor.keep();
  for (const name of ["A", "B", "C", "D"] as const) {
    const tool = biddersTool();
    seats.set(name, { tool, paddle: String((await http.done(FIRMS[name], "POST", `${auctionUrl(sale)}/keys`, { publicKey: base64(tool.publicKey) }))["paddle"]) });
  }
  const place = (name: Name) => ({ exchange: http.world.exchange.origin, auction: `${sale}-01-A1`, paddle: seats.get(name)?.paddle ?? "" });
  const ask = (name: Name, path: string, kind: string, stage: number, wish: Readonly<Record<string, Json>>) => asks(sale, { actor: FIRMS[name], ...(seats.get(name) ?? { tool: biddersTool(), paddle: "" }) }, { path, kind, stage }, wish);
  const quote = { A: wan("1,050"), B: wan("1,060"), C: wan("1,070") };
  const salt = "5a".repeat(32);
  for (const name of ["A", "B", "C"] as const) expect(await ask(name, "seals", "seal", 1, { c: quoteCommitment({ ...place(name), stage: 1 }, quote[name], salt) })).toBe("sealed");
  const shows = (name: "A" | "B" | "C", amount = quote[name]) => ask(name, "reveals", "reveal", 1, { amount: { ...moneyJson(amount) }, salt });
  expect(await shows("A")).toBe("quotes-not-sealed");
  await http.advance("2026-10-20T10:00:00+08:00");
  expect([await shows("A"), await shows("B", wan("1,080")), await shows("B")]).toEqual(["shown", "quote-differs", "shown"]);
  await http.advance("2026-10-20T10:30:00+08:00");
  expect(await viewOf(sale)).toMatchObject({ phase: { kind: "match" }, standing: { amount: { amount: "10600000.00" } } });
  expect(await shows("C")).toBe("auction-stage-over");
  expect(await ask("D", "answers", "answer", 2, { yes: true })).toBe("answered");
  await http.advance("2026-10-20T11:00:00+08:00");
  expect(await lotOf(sale)).toMatchObject({ stage: "deal", outcome: { how: "deal", amount: { amount: "10600000.00" } } });
  expect(await town.own(sale, "D")).toMatchObject({ refund: { due: null } });
}, 240_000);

test("property by weight: rounds in which nobody goes down; most points have it, not the highest price", async () => {
  const { bank, lotUrl, usccOf, lotOf, auctionUrl, asks, viewOf } = town;
  const http = bank.town;
  const weights = { rounds: 3, roundMinutes: 10, priceWeight: 70, values: [{ name: "jobs", what: "承诺安置职工人数", weight: 30, worst: 0, best: 200 }] };
  const times = { startsAt: "2026-11-30T09:00:00+08:00", applyUntil: "2026-11-29T00:00:00+08:00" };
  const formOf = (over: object = {}) => equityForm({ method: "weighted", bidding: null, weights, ...times, ...over });
  const wrong = await registeredSale(http, "property", formOf({ weights: { ...weights, priceWeight: 71 } }));
  await http.done("tenderer-1", "POST", `/api/v1/sales/${wrong}/appraisal`);
  expect((await announce(http, wrong)).json["code"]).toBe("sale-notice-unfinished");
  const sale = await registeredSale(http, "property", formOf());
  await http.done("tenderer-1", "POST", `/api/v1/sales/${sale}/appraisal`);
  expect(await announce(http, sale)).toMatchObject({ status: 201 });
  expect(JSON.stringify((await http.ask(null, "GET", `/api/v1/notices/${sale}-N1`)).json)).toContain("“承诺安置职工人数”的权重");
  for (const name of ["A", "B"] as const) {
    const { number } = await http.done(FIRMS[name], "POST", `${lotUrl(sale)}/application`, { statement: "本单位申请受让。" });
    await bank.transfer(bank.accountOf(FIRMS[name]), String(number), 250_000_000n);
    await http.done("tenderer-1", "POST", `${lotUrl(sale)}/reviews`, { firm: usccOf(name), verdict: "qualified", reason: "符合公告的受让条件" });
  }
  await http.advance("2026-11-30T09:00:00+08:00");
  await http.world.floor.keep();
  const seats = new Map<Name, Pick<Seat, "actor" | "tool" | "paddle">>();
  for (const name of ["A", "B"] as const) {
    const tool = biddersTool();
    seats.set(name, { actor: FIRMS[name], tool, paddle: String((await http.done(FIRMS[name], "POST", `${auctionUrl(sale)}/keys`, { publicKey: base64(tool.publicKey) }))["paddle"]) });
  }
  const quotes = (name: Name, amount: string, jobs: number) => asks(sale, seats.get(name) ?? { actor: "", tool: biddersTool(), paddle: "" }, { path: "quotes", kind: "quote", stage: 1 }, { amount: { ...moneyJson(wan(amount)) }, values: [jobs] });
  expect([await quotes("A", "1,100", 0), await quotes("B", "1,000", 201), await quotes("B", "1,000", 200), await quotes("B", "1,200", 200)]).toEqual(["quoted", "quote-value-wrong", "quoted", "quote-given"]);
  await http.advance("2026-11-30T09:10:00+08:00");
  expect([await quotes("B", "999", 200), await quotes("A", "1,200", 0)]).toEqual(["quote-too-low", "quoted"]);
  await http.advance("2026-11-30T09:20:00+08:00");
  expect(await viewOf(sale)).toMatchObject({ phase: { kind: "weighted" } });
  await http.advance("2026-11-30T09:30:00+08:00");
  expect(await lotOf(sale), "B: 70 × 1,000 ÷ 1,200 + 30 = 88.3 points, A: 70").toMatchObject({ stage: "deal", outcome: { amount: { amount: "10000000.00" } } });
}, 240_000);

test("property by a price that goes down: from the notice to the deal and the bundle; who takes it first has it at what is asked then", async () => {
  const { bank, lotUrl, usccOf, lotOf, auctionUrl, asks, viewOf } = town;
  const http = bank.town;
  const [lot] = equityForm()["lots"] as object[];
  const times = { startsAt: "2027-01-11T09:00:00+08:00", applyUntil: "2027-01-10T00:00:00+08:00" };
  const formOf = (asking: string | null, over: object = {}) => equityForm({ method: "dutch", bidding: null, rules: "自起叫价起按降价幅度逐次下降，先应价者得。", dutch: { everySeconds: 60, matchMinutes: null }, lots: [{ ...lot, asking: asking === null ? null : cny(asking) }], ...times, ...over });
  const published = async (form: Record<string, unknown>) => {
    const sale = await registeredSale(http, "property", form);
    await http.done("tenderer-1", "POST", `/api/v1/sales/${sale}/appraisal`);
    return { sale, answer: await announce(http, sale) };
  };
  for (const form of [formOf(null), formOf("10000000.00"), formOf("10500000.00", { dutch: null }), formOf("10500000.00", { method: "one-round", quotes: { sealMinutes: 60, showMinutes: 30, matchMinutes: 30 } }), formOf("10500000.00", { preemption: [{ name: "甲", uscc: usccOf("D"), share: "2/5" }] })]) expect((await published(form)).answer.json["code"]).toBe("sale-notice-unfinished");
  expect((await published(formOf("10500000.50"))).answer.json).toMatchObject({ code: "auction-terms-wrong", facts: { where: "phases.0.from" } });
  const { sale, answer } = await published(formOf("10120000.00"));
  expect(answer).toMatchObject({ status: 201 });
  const notice = JSON.stringify((await http.ask(null, "GET", `/api/v1/notices/${sale}-N1`)).json);
  for (const words of ["网络竞价（降价）", "降价幅度", "起叫价（元）", "10,120,000.00", "每个价格的保持时间"]) expect(notice, words).toContain(words);
  expect(notice).not.toContain("增价幅度");
  for (const name of ["A", "B"] as const) {
    const { number } = await http.done(FIRMS[name], "POST", `${lotUrl(sale)}/application`, { statement: "本单位申请受让。" });
    await bank.transfer(bank.accountOf(FIRMS[name]), String(number), 250_000_000n);
    await http.done("tenderer-1", "POST", `${lotUrl(sale)}/reviews`, { firm: usccOf(name), verdict: "qualified", reason: "符合公告的受让条件" });
  }
  await http.advance("2027-01-11T09:00:00+08:00");
  await http.world.floor.keep();
  const seats = new Map<Name, Pick<Seat, "actor" | "tool" | "paddle">>();
  for (const name of ["A", "B"] as const) {
    const tool = biddersTool();
    seats.set(name, { actor: FIRMS[name], tool, paddle: String((await http.done(FIRMS[name], "POST", `${auctionUrl(sale)}/keys`, { publicKey: base64(tool.publicKey) }))["paddle"]) });
  }
  const takes = (name: Name, amount: string) => asks(sale, seats.get(name) ?? { actor: "", tool: biddersTool(), paddle: "" }, { path: "takes", kind: "take", stage: 1 }, { amount: { ...moneyJson(wan(amount)) } });
  expect(await viewOf(sale)).toMatchObject({ phase: { kind: "dutch" }, standing: null });
  await http.advance("2027-01-11T09:01:59.999+08:00");
  expect(await takes("A", "1,002"), "what is asked is 1,007 for a millisecond more").toBe("take-too-low");
  await http.advance("2027-01-11T09:02:00+08:00");
  expect([await takes("A", "1,001.9999"), await takes("B", "1,007"), await takes("A", "1,002")], "who saw more has it for what is asked now").toEqual(["take-too-low", "taken", "auction-over"]);
  await http.advance("2027-01-11T09:03:00+08:00");
  expect(await lotOf(sale)).toMatchObject({ stage: "deal", outcome: { how: "deal", amount: { amount: "10020000.00" } } });

  const untaken = (await published(formOf("10060000.00", { startsAt: "2027-03-15T09:00:00+08:00", applyUntil: "2027-03-14T00:00:00+08:00" }))).sale;
  for (const name of ["A", "B"] as const) {
    const { number } = await http.done(FIRMS[name], "POST", `${lotUrl(untaken)}/application`, { statement: "本单位申请受让。" });
    await bank.transfer(bank.accountOf(FIRMS[name]), String(number), 250_000_000n);
    await http.done("tenderer-1", "POST", `${lotUrl(untaken)}/reviews`, { firm: usccOf(name), verdict: "qualified", reason: "符合公告的受让条件" });
  }
  await http.advance("2027-03-15T09:02:59.999+08:00");
  expect(await lotOf(untaken), "10,060,000, 10,010,000, 10,000,000 at last: the floor stands a minute too").toMatchObject({ stage: "contest" });
  await http.advance("2027-03-15T09:03:00+08:00");
  expect(await lotOf(untaken)).toMatchObject({ stage: "no_deal", outcome: { how: "no-deal" } });

  await http.done("tenderer-1", "POST", `/api/v1/sales/${sale}/archive`, {});
  const bundle = new Map<string, Uint8Array>();
  for (const [name, file] of must(await makeSaleBundle(http.world, sale))) {
    const parts: Uint8Array[] = [];
    for await (const part of file.read()) parts.push(part);
    bundle.set(name, Buffer.concat(parts));
  }
  expect((await verifyBundle(filesOf(bundle))).faults).toEqual([]);
  const record = `auctions/${sale}-01-A1/happenings.jsonl`;
  const changed = Buffer.from(bundle.get(record) ?? []).toString("utf8").replace(/("amount":\{"amount":")10020000/, "$110070000");
  expect((await verifyBundle(filesOf(spoiled(bundle, { [record]: utf8(changed) })))).faults.map(({ code }) => code)).toContain("auction-decided-otherwise");
}, 240_000);

test("land and mining rights have no price that goes down: a notice by one is refused with the law that says how theirs go", async () => {
  const http = town.bank.town;
  const times = { startsAt: "2027-06-07T09:00:00+08:00", applyUntil: "2027-06-01T17:00:00+08:00" };
  for (const [line, form, law] of [["land", parcelForm({ profile: "ORDER39", ...times }), "39号令第四条、第十五条、第十八条"], ["mining", miningForm(times), "矿产资源法第十七条"]] as const) {
    const sale = await registeredSale(http, line, { ...form, method: "dutch", listingEndsAt: null, reserve: false, dutch: { everySeconds: 60, matchMinutes: null }, lots: (form["lots"] as object[]).map((each) => ({ ...each, asking: cny("150000000.00") })) });
    expect((await announce(http, sale)).json).toMatchObject({ code: "sale-method", facts: { method: "网络竞价（降价）", law: expect.stringContaining(law) as string } });
  }
});
