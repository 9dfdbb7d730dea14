import { afterAll, beforeAll, expect, test } from "vitest";
import { chairOf, faultsIn, nameOf, usccOf, type Chair } from "../support/chair.js";
import { seat, signReport, signSheets } from "../support/judging.js";
import { fileOf, signedIn } from "../support/pages.js";
import { LOWEST_PRICE } from "../support/procurement-method.js";
import { lotBody, publishedTender, release, tenderBody, type TenderInTest } from "../support/works-tender.js";
import { testTown, type TestTown } from "../support/town.js";

// Procurement by the page: kinds of firm, brands, an abnormally low price and the draw, each entered by the chair and seen in the ranking.
const BIDS = { "bidder-1": "1000000.00", "bidder-2": "985000.00", "bidder-3": "1050000.00", "bidder-4": "400000.00" } as const;
const budget = { amount: "1100000.00", currency: "CNY" };

let town: TestTown;
let tender: TenderInTest;
let chair: Chair;
const rows: Record<string, string> = {};
beforeAll(async () => {
  town = await testTown("2026-09-14T09:00:00+08:00");
  const lot = lotBody({ estimate: budget, ceiling: budget, termDays: 45, method: { ...LOWEST_PRICE, coreProduct: "交互式智能平板" } });
  const dates = { saleFrom: "2026-09-14T10:00:00+08:00", saleUntil: "2026-09-20T17:00:00+08:00", deadline: "2026-10-08T09:30:00+08:00" };
  tender = await publishedTender(town, tenderBody({ title: "晨光市第一中学教学设备采购", kind: "goods", compulsory: false, stateControlled: false, ...dates }, [lot]), "procurement");
  await town.advance("2026-10-08T09:00:00+08:00");
  for (const [bidder, price] of Object.entries(BIDS)) await fileOf(town, tender, bidder, price);
  await town.advance("2026-10-08T09:36:00+08:00");
  for (const opener of ["agency", "supervisor"]) await release(town, tender, { tender: tender.id, lot: "1", part: "bid" }, opener);
  await town.done("staff-1", "POST", `/api/v1/tenders/${tender.id}/lots/1/parts/bid/record`);
  await town.done("tenderer-1", "POST", `/api/v1/tenders/${tender.id}/lots/1/qualification`, { results: Object.keys(BIDS).map((actor) => ({ bidder: usccOf(town, actor), qualified: true, clause: "", finding: "" })) });
  await seat(town, tender.id);
  await signSheets(town, tender.id, {});
  chair = await chairOf(town, tender.id, "offers");
  for (const actor of Object.keys(BIDS)) rows[actor] = await chair.rowOf(actor);
});
afterAll(async () => { await town.stop(); });

/** What is written down of a draw. */
const RECORD = { "draw.at": "2026-10-08T11:00", "draw.by": "buyer", "draw.way": "摇号机摇出1、2号球", "draw.present": "采购人代表陈一鸣、监督人员李正" };
const name = (actor: string): string => nameOf(town, actor);
const offer = (actor: string, fields: Readonly<Record<string, string>>): Record<string, string> => Object.fromEntries(Object.entries(fields).map(([field, value]) => [`offers.${rows[actor] ?? ""}.${field}`, value]));
const low = (actor: string, fields: Readonly<Record<string, string>>): Record<string, string> => Object.fromEntries(Object.entries(fields).map(([field, value]) => [`lowPrices.${rows[actor] ?? ""}.${field}`, value]));
const faultField = (html: string): string | undefined => /role="alert".*?href="#f-offers-([^"]+)"/s.exec(html)?.[1];

test("what is still missing of an offer is said by the bidder's name, and what is entered of the others is kept", async () => {
  expect(await chair.room()).toMatch(new RegExp(`评标尚缺：(${Object.keys(BIDS).map(name).join("|")})的企业类型和报价核对情况`));
  expect((await chair.enter(offer("bidder-1", { "firm.kind": "small", "firm.declaration": "投标文件第 12 页", brand: "晨星" }))).status).toBe(303);
  expect((await chair.fields())[`offers.${rows["bidder-1"] ?? ""}.firm.declaration`]).toBe("投标文件第 12 页");
});

test("a deduction without its declaration, or a share without its per cent, is refused at its field", async () => {
  for (const [fields, field] of [[{ "firm.kind": "small" }, "firm.declaration"], [{ "firm.kind": "share", "firm.declaration": "第 3 页" }, "firm.percent"], [{ brand: "江海" }, "firm.kind"]] as const) {
    const answer = await chair.enter(offer("bidder-4", fields));
    expect([answer.status, faultField(answer.text)], JSON.stringify(fields)).toEqual([422, `offers.${rows["bidder-4"] ?? ""}.${field}`]);
  }
});

test("an abnormally low price is named until the committee has asked, with the law's time, and found", async () => {
  const entered = await chair.enter({ ...offer("bidder-2", { "firm.kind": "other", brand: "北斗" }), ...offer("bidder-3", { "firm.kind": "other", brand: "晨星 " }), ...offer("bidder-4", { "firm.kind": "other", brand: "江海" }) });
  expect(entered.status, faultsIn(entered.text)).toBe(303);
  expect([await chair.ranking(), (await chair.room()).includes(`${name("bidder-4")} 的报价低于`)]).toEqual([[], true]);
  const asked = { askedAt: "2026-10-08T10:00", proved: "yes", finding: "提供了厂家授权和成本明细" };
  expect(faultsIn((await chair.enter(low("bidder-4", { ...asked, until: "2026-10-08T10:29" }))).text)).toContain(`给 ${name("bidder-4")} 说明的时间为29分钟`);
  expect(faultField((await chair.enter(low("bidder-4", { ...asked, until: "2026-10-08T10:30", proved: "" }))).text)).toBe(`lowPrices.${rows["bidder-4"] ?? ""}.proved`);
  expect((await chair.enter(low("bidder-4", { ...asked, until: "2026-10-08T10:30" }))).status).toBe(303);
  expect((await chair.fields())[`lowPrices.${rows["bidder-4"] ?? ""}.until`]).toBe("2026-10-08T10:30");
});

test("the small firm is compared ten per cent lower and paid its own price; the dearer bid of its brand is set aside", async () => {
  expect(await chair.ranking()).toEqual([
    [name("bidder-4"), "400,000.00", "400,000.00"], [name("bidder-1"), "900,000.00", "1,000,000.00"], [name("bidder-2"), "985,000.00", "985,000.00"], [name("bidder-3"), "1,050,000.00", "1,050,000.00"],
  ]);
  expect(await chair.room()).toContain(`与${name("bidder-1")}同一品牌，不作推荐`);
});

test("G4 4b: equal evaluated prices wait for a draw, whose record is kept; it says their order and leaves their rank shared", async () => {
  expect((await chair.enter(offer("bidder-2", { words: "900000.00" }))).status).toBe(303);
  expect(await chair.room()).toMatch(new RegExp(`(${name("bidder-1")}与${name("bidder-2")}|${name("bidder-2")}与${name("bidder-1")})评审结果相同`));
  const places = { [`drawn.${rows["bidder-2"] ?? ""}.place`]: "1", [`drawn.${rows["bidder-1"] ?? ""}.place`]: "2" };
  expect(faultsIn((await chair.enter(places)).text)).toContain("抽签名次须与抽签记录");
  expect(faultsIn((await chair.enter({ ...places, ...RECORD, "draw.present": "" })).text)).not.toBe("");
  expect((await chair.enter({ ...places, ...RECORD })).status).toBe(303);
  expect(await chair.fields()).toMatchObject(RECORD);
  expect((await chair.ranking()).map(([bidder]) => bidder)).toEqual(["bidder-4", "bidder-2", "bidder-1", "bidder-3"].map(name));
  expect([...(await chair.room()).matchAll(/<tr><td class="n">([^<]+)<\/td>/g)].map(([, rank]) => rank)).toEqual(["1", "2", "2", "—"]);
});

test("a price that is not justified is refused as a bid, keeps its row, and the rest are ranked and reported", async () => {
  expect((await chair.enter({ ...low("bidder-4", { proved: "no", finding: "未提交说明" }), ...offer("bidder-3", { brand: "望江" }) })).status).toBe(303);
  expect(await chair.room()).toContain(`评标委员会认定 ${name("bidder-4")} 不能证明报价合理，应当先作无效投标处理`);
  expect((await chair.send("reject-bid", { bidder: usccOf(town, "bidder-4"), ground: "price-unproven", clause: "第四章 2.3", finding: "未提交说明" })).status).toBe(303);
  expect(await chair.rowOf("bidder-4")).toBe(rows["bidder-4"]);
  expect((await chair.ranking()).map(([bidder]) => bidder)).toEqual(["bidder-2", "bidder-1", "bidder-3"].map(name));
  await signReport(town, tender.id, "committee-3", { opinion: "技术参数第三项应为负偏离", reason: "检测报告与所列参数不一致" });
  const byChair = await town.ask("committee-1", "POST", `/api/v1/tenders/${tender.id}/lots/1/report`, { dissent: [{ member: "周明", text: "技术参数第三项应为负偏离" }] });
  expect([byChair.status, byChair.json["code"]], "nobody dissents through the chair").toEqual([422, "dissent-not-signed"]);
  const reported = await chair.send("evaluation-report", {
    "beforeContract": "核实样品\n核实售后网点",
  });
  expect(reported.status, faultsIn(reported.text)).toBe(303);
  const { id } = await town.world.db.selectFrom("notices").select("notice_id as id").where("tender_id", "=", tender.id).where("type", "=", "evaluation-report").executeTakeFirstOrThrow();
  const report = (await (await signedIn(town, "tenderer-1")).get(`/notices/${id}`)).text;
  for (const words of ["核实样品", "核实售后网点", "技术参数第三项应为负偏离", "检测报告与所列参数不一致", "抽签时间", "摇号机摇出1、2号球", "采购人代表陈一鸣、监督人员李正", `${name("bidder-2")}、${name("bidder-1")}`]) expect(report).toContain(words);
  const { candidates } = (await town.done("tenderer-1", "GET", `/api/v1/tenders/${tender.id}/lots/1/evaluation`)) as { candidates: { bidder: string }[] };
  expect(candidates.map(({ bidder }) => bidder)).toEqual(["bidder-2", "bidder-1", "bidder-3"].map((actor) => usccOf(town, actor)));
});
