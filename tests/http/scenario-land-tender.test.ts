import { afterAll, beforeAll, expect, test } from "vitest";
import { makeBundle } from "../../src/archive/use-cases/bundle.js";
import { canonical, type Json } from "../../src/kernel/canonical-json.js";
import { must } from "../../src/kernel/result.js";
import { verifyBundle } from "../../src/verify/bundle.js";
import { filesOf, spoiled, type MemoryBundle } from "../support/bundles.js";
import { grantOn, parcel, parcelTender } from "../support/grants.js";
import { reader, signedIn } from "../support/pages.js";
import { commit, reserveFor, reveal } from "../support/reserves.js";
import { testTown, type TestTown } from "../support/town.js";
import { following, lodgements, publishedTender, registeredTender, type TenderInTest } from "../support/works-tender.js";

// Rule book A3, the row “Tender (招标)”, G10d and G10e: land granted by sealed bids, the highest price alone.
let town: TestTown;
let play: ReturnType<typeof grantOn>;
beforeAll(async () => {
  town = await testTown("2026-09-01T09:00:00+08:00");
  play = grantOn(town);
});
afterAll(async () => { await town.stop(); });

const LINE = "land-tender";
const yuan = (amount: string) => ({ amount, currency: "CNY" });
const checksOf = async (body: Record<string, unknown>): Promise<string[]> => {
  const { id } = await registeredTender(town, body, LINE);
  return ((await town.done("tenderer-1", "POST", `/api/v1/tenders/${id}/check`)) as { found: { check: string }[] }).found.map(({ check }) => check);
};
const refusalOf = async (body: Record<string, unknown>): Promise<Record<string, unknown>> => {
  const { id } = await registeredTender(town, body, LINE);
  return (await town.ask("tenderer-1", "POST", `/api/v1/tenders/${id}/submission`)).json;
};

test("a notice of nineteen days is refused, one of twenty is taken (LD-01)", async () => {
  expect(await refusalOf(parcelTender({ saleFrom: "2026-09-20T23:59:00+08:00" }))).toMatchObject({ code: "sale-too-soon", facts: { min: 20, unit: "日", earliest: expect.stringContaining("2026-09-21T09:00:") as string, law: "招标拍卖挂牌出让国有建设用地使用权规定（39号令）第八条" } });
  expect(await checksOf(parcelTender({ saleFrom: "2026-09-21T09:30:00+08:00" }))).not.toContain("noticedBeforeBidding");
});

test("the deposit is a fifth of the lowest price or more (LD-11)", async () => {
  expect(await refusalOf(parcelTender({}, [parcel({ deposit: yuan("19999999.99") })]))).toMatchObject({ code: "sale-deposit-low", facts: { share: "20" } });
  expect(await checksOf(parcelTender())).not.toContain("depositAboveFloor");
});

let tender: TenderInTest;
let few: TenderInTest;
let low: TenderInTest;
let floor: ReturnType<typeof reserveFor>;
let tooHigh: ReturnType<typeof reserveFor>;

test("the notice calls the seller the grantor, says how the highest price wins and that no bid is taken back, and cites Order 39", async () => {
  [tender, few, low] = [await publishedTender(town, parcelTender({ reserveEstimates: 1 }), LINE), await publishedTender(town, parcelTender({ title: "晨光市望江片区 WJ-08 地块招标出让" }), LINE), await publishedTender(town, parcelTender({ title: "晨光市望江片区 WJ-09 地块招标出让", reserveEstimates: 1 }), LINE)];
  floor = reserveFor(town, tender.id, 118_000_000n);
  tooHigh = reserveFor(town, low.id, 130_000_000n);
  const notice = await play.noticeOf(tender, "tender-notice");
  for (const words of ["国有建设用地使用权招标出让公告", "出让人", "价高者得", "不可撤回（39号令第十三条）", "报价低于标底的不能中标", "宗地位置", "地块编号", "第八条"]) expect(notice).toContain(words);
  for (const foreign of ["评标价", "六、招标人与", "标段（包）编号", "只作为评标的参考", "低者优先"]) expect(notice).not.toContain(foreign);
});

test("a sealed bid is taken, replaced and never taken back", async () => {
  await town.advance("2026-10-08T09:00:00+08:00");
  for (const each of [tender, few, low]) for (const actor of ["bidder-1", "bidder-2", "bidder-3"]) await play.deposit(actor, each);
  await play.bid("bidder-1", tender, "110000000.00");
  await play.bid("bidder-2", tender, "124000000.00");
  const back = await town.ask("bidder-1", "POST", lodgements(tender.id), await following(town, "bidder-1", tender.id, "1", "dse-withdraw/1"));
  expect(back).toMatchObject({ status: 409, json: { code: "bid-stays", facts: { law: "39号令第十三条" } } });
  const mine = (await (await signedIn(town, "bidder-1")).get(`/my/${tender.id}/1`)).text;
  expect(mine).toContain("标书投入标箱后不可撤回（39号令第十三条）");
  expect(mine).not.toContain(`/my/${tender.id}/1/withdraw`);
  const asked = await (await signedIn(town, "bidder-1")).get(`/my/${tender.id}/1/withdraw`);
  expect([asked.status, asked.text.includes("标书投入标箱后不可撤回（39号令第十三条）")]).toEqual([409, true]);
  const way = (await reader(town).get(`/projects/${tender.id}`)).text;
  expect(/<ol class="steps.*?<\/ol>/s.exec(way)?.[0]).toMatch(/评标.*定标/s);
  expect(/<ol class="steps.*?<\/ol>/s.exec(way)?.[0], "a step the line does not have").not.toContain("候选人公示");
  await play.bid("bidder-1", tender, "117999999.99");
  await play.bid("bidder-3", tender, "124000000.00");
  for (const actor of ["bidder-1", "bidder-2"]) await play.bid(actor, few, "124000000.00");
  for (const [actor, price] of [["bidder-1", "100000000.00"], ["bidder-2", "129999999.99"], ["bidder-3", "99999999.99"]] as const) await play.bid(actor, low, price);
  for (const [each, reserve] of [[tender, floor], [low, tooHigh]] as const) expect((await commit(town, each.id, reserve)).status).toBe(201);
});

test("G10e: two bidders at the deadline are not opened; the tender is terminated, says so, and the deposits go back without interest", async () => {
  await town.advance("2026-10-08T09:36:00+08:00");
  expect(await play.stageOf(few)).toBe("terminated");
  const notice = await play.noticeOf(few, "failure-notice");
  for (const words of ["终止招标公告", "只有 2 个", "39号令第十三条", "不计利息", '"on":"2026-10-14"']) expect(notice).toContain(words);
  const { refunds } = (await town.done("cashier-1", "GET", `${play.lotUrl(few)}/refunds`)) as { refunds: { due: { cause: string; on: string } | null }[] };
  expect(refunds.map(({ due }) => [due?.cause, due?.on]), "three deposits, five working days over National Day’s make-up Saturday (LD-09)").toEqual([["terminated", "2026-10-14"], ["terminated", "2026-10-14"], ["terminated", "2026-10-14"]]);
});

test("the price waits for the opening, and nobody who is not asked decides it", async () => {
  expect((await play.byPrice(tender)).json["code"]).toBe("move-not-open");
  for (const each of [tender, low]) {
    const reserve = each === tender ? floor : tooHigh;
    expect((await reveal(town, each.id, reserve)).status).toBe(201);
    await play.openBids(each);
  }
  expect((await play.byPrice(tender)).json["code"], "who qualifies comes first").toBe("move-not-open");
  await play.review(tender, ["bidder-1", "bidder-2", "bidder-3"]);
  expect((await town.ask("tenderer-1", "POST", `${play.lotUrl(tender)}/committee`, { members: [{ actor: "committee-1", kind: "expert", chair: true }] })).json["code"], "no committee judges a price").toBe("price-decides");
  expect((await play.byPrice(tender, "tenderer-3")).status, "another grantor’s").toBe(404);
  expect((await play.byPrice(tender, "bidder-2")).json["code"]).toBe("not-yours");
});

test("its pages, everybody’s, the bidder’s and the grantor’s, say what is granted and speak of no lowest price that wins", async () => {
  const said = async (path: string, actor: string | null = null): Promise<string> => {
    const page = await (actor === null ? reader(town) : await signedIn(town, actor)).get(path);
    expect(page.status, path).toBe(200);
    return page.text.replaceAll(/<[^>]+>/g, " ");
  };
  const { notices } = (await town.done(null, "GET", `/api/v1/tenders/${tender.id}`)) as { notices: { id: string; type: string }[] };
  const pages = [
    await said("/"), await said(`/notices/${notices[0]?.id ?? ""}`), await said(`/projects/${tender.id}`), await said(`/halls/${tender.id}-1`),
    await said(`/my/${tender.id}/1`, "bidder-1"), await said("/desk", "tenderer-1"), await said(`/desk/${tender.id}`, "tenderer-1"), await said(`/desk/${tender.id}`, "staff-1"),
  ];
  expect(pages.join(" ")).toContain("国有建设用地使用权招标出让");
  expect(pages[6]).toContain("按报价确定中标人（价高者得）");
  for (const foreign of ["评标专家抽取", "登记直接确定评标专家", "组建评标委员会"]) expect(pages[6], "nobody judges a price").not.toContain(foreign);
  expect(pages[3], "the hall").toContain("报价低于标底的不能中标（39号令第十条、第十九条）");
  for (const page of pages) for (const foreign of ["最低投标价", "评标价", "报价低者", "评标的参考"]) expect(page).not.toContain(foreign);
});

test("G10d: of two equal highest offers the one submitted first wins, and who is a fen below the reserve does not", async () => {
  expect((await play.byPrice(tender)).json).toMatchObject({ stage: "award_decided", winner: play.usccOf("bidder-2") });
  expect((await play.byPrice(tender)).json["code"]).toBe("move-not-open");
});

test("the letters and the result say grant, not purchase; losers read why, and their deposits are due from the decision", async () => {
  await town.done("tenderer-1", "POST", `${play.lotUrl(tender)}/letters`);
  const result = await play.noticeOf(tender, "award-notice");
  for (const words of ["国有建设用地使用权招标出让结果公布", "成交价款", "124000000.00", "价高者得", "第二十二条"]) expect(result).toContain(words);
  for (const foreign of ["候选人", "评标价"]) expect(result).not.toContain(foreign);
  const read = async (actor: string): Promise<string> => {
    const { notices } = (await town.done(actor, "GET", `/api/v1/tenders/${tender.id}`)) as { notices: { id: string; type: string }[] };
    const token = town.actors.find(({ id }) => id === actor)?.token ?? "";
    return (await town.app.request(`/api/v1/notices/${notices.find(({ type }) => type.endsWith("letter"))?.id ?? ""}`, { headers: { authorization: `Bearer ${token}` } })).text();
  };
  expect(await read("bidder-2")).toContain("转作受让地块的定金");
  expect(await read("bidder-1")).toContain("低于最低价、标底中较高者 118,000,000.00 元");
  expect(await read("bidder-3")).toContain("列第 2 名");
  const { refunds } = (await town.done("cashier-1", "GET", `${play.lotUrl(tender)}/refunds`)) as { refunds: { bidder: { uscc: string }; due: { cause: string; on: string } | null }[] };
  const dueTo = (actor: string) => refunds.find(({ bidder }) => bidder.uscc === play.usccOf(actor))?.due;
  for (const actor of ["bidder-1", "bidder-3"]) expect(dueTo(actor), actor).toMatchObject({ cause: "lost", on: "2026-10-14" });
  expect(dueTo("bidder-2"), "it is part of the price").toBeNull();
});

test("nobody reaches a reserve above every offer: the parcel is not granted, and who offered less than the lowest price is told so", async () => {
  await play.review(low, ["bidder-1", "bidder-2", "bidder-3"]);
  expect((await play.byPrice(low)).json).toMatchObject({ stage: "failed", winner: null });
  const notice = await play.noticeOf(low, "failure-notice");
  for (const words of ["未成交公告", "没有不低于最低价、标底"]) expect(notice).toContain(words);
});

let full: MemoryBundle;
const faultsOf = async (changes: Record<string, Json>): Promise<[string, unknown][]> => {
  const report = await verifyBundle(filesOf(spoiled(full, Object.fromEntries(Object.entries(changes).map(([path, value]) => [path, canonical(value)])))));
  return report.faults.map(({ code, facts }) => [code, facts["what"]]);
};
const jsonOf = (path: string): Record<string, unknown> => JSON.parse(Buffer.from(full.get(path) ?? []).toString("utf8")) as Record<string, unknown>;

test("the contract is signed at the price and within its days, and the bundle of the grant is accepted", async () => {
  expect((await town.ask("tenderer-1", "POST", `${play.lotUrl(tender)}/contract`, { price: yuan("124000000.01") })).json["code"]).toBe("contract-price-differs");
  expect(await town.done("tenderer-1", "POST", `${play.lotUrl(tender)}/contract`, { price: yuan("124000000.00") })).toMatchObject({ warnings: [], bondsBackBy: null, reportBy: null });
  await town.done("staff-1", "POST", `/api/v1/tenders/${tender.id}/archive`, { edition: "full" });
  const made = must(await makeBundle(town.world, { tenderId: tender.id, edition: "full" }));
  expect((await verifyBundle(made)).faults).toEqual([]);
  full = new Map(await Promise.all([...made].map(async ([path, file]) => [path, await bytesOf(file)] as const)));
});

/** The bytes of a file of a bundle. */
async function bytesOf(file: { read(): AsyncIterable<Uint8Array> }): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of file.read()) chunks.push(chunk);
  return Buffer.concat(chunks);
}

test("a bid said to be taken back, which the law keeps in the box, is named by the verifier", async () => {
  const index = jsonOf("bundle.json") as { lots: { parts: { bids: { live: boolean; statement: string }[] }[] }[] };
  const path = `bids/${index.lots[0]?.parts[0]?.bids.find(({ live }) => !live)?.statement ?? ""}/statement.json`;
  expect((await faultsOf({ [path]: { ...jsonOf(path), v: "dse-withdraw/1" } })).map(([code]) => code)).toContain("bid-taken-back");
});

type Row = { bidder: string; rank: number | null; rejection: unknown };
test("a ranking in which the lower price wins, the later of two equals wins, or the reserve is forgotten is named by the verifier", async () => {
  const totals = jsonOf("evaluation/1/totals.json") as { results: Row[] };
  const [first, second, third] = totals.results;
  if (first === undefined || second === undefined || third === undefined) throw new RangeError("three rows");
  const ranked = (rows: Row[]) => ({ "evaluation/1/totals.json": { ...totals, results: rows } as unknown as Json });
  const found = async (changes: Record<string, Json>) => (await faultsOf(changes)).filter(([code]) => code === "total-differs" || code === "floor-differs");
  expect(await found(ranked([{ ...second, rank: 1 }, { ...first, rank: 2 }, third])), "the later of two equals").toEqual([["total-differs", first.bidder]]);
  expect(await found(ranked([{ ...third, rank: 1, rejection: null }, { ...first, rank: 2 }, { ...second, rank: 3 }])), "the lower price").toEqual([["total-differs", first.bidder]]);
  const inputs = jsonOf("evaluation/1/inputs.json");
  expect(await found({ "evaluation/1/inputs.json": { ...inputs, floor: yuan("100000000.00"), rejections: [] } }), "the reserve that was read out").toEqual(expect.arrayContaining([["floor-differs", "118000000.00"]]));
});
