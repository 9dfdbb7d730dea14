import { afterAll, beforeAll, expect, test } from "vitest";
import { makeBundle } from "../../src/archive/use-cases/bundle.js";
import { sheetBytes, type Sheet } from "../../src/judging/sheet.js";
import { base64 } from "../../src/kernel/bytes.js";
import { must } from "../../src/kernel/result.js";
import { openingsOf } from "../../src/opening/queries.js";
import { signDetached } from "../../src/signing/cms-sign.js";
import { verifyBundle } from "../../src/verify/bundle.js";
import { goodsLot, goodsOn, goodsTender, yuan } from "../support/goods.js";
import { SEATS, seat, signSheets } from "../support/judging.js";
import { LOWEST_PRICE, SCORING } from "../support/procurement-method.js";
import { testTown, type TestTown } from "../support/town.js";
import { COMPREHENSIVE, publishedTender, registeredTender, tenderBody, TWO_PARTS, type TenderInTest } from "../support/works-tender.js";

let town: TestTown;
beforeAll(async () => {
  town = await testTown("2026-09-14T09:00:00+08:00", process.env["TOWN_LOG"] ?? "error");
  play = goodsOn(town);
});
afterAll(async () => { await town.stop(); });

/** Judged by the lowest price. */
const lotOf = (over: Record<string, unknown> = {}) => goodsLot({ method: LOWEST_PRICE, ...over });
const goods = (over: Record<string, unknown> = {}, lots = [lotOf()]) => goodsTender(over, lots);
let play: ReturnType<typeof goodsOn>;

let tender: TenderInTest;
/** The same dates on the other line. */
let works: TenderInTest;

test("G7: published on Monday 14 September, a deadline before 8 October is too soon or on a day off", async () => {
  const short = await registeredTender(town, goods({ deadline: "2026-10-04T09:59:59+08:00" }), "procurement");
  expect((await town.ask("tenderer-1", "POST", `/api/v1/tenders/${short.id}/submission`)).json).toMatchObject({ code: "deadline-too-soon", facts: { earliest: "2026-10-04T10:00:00+08:00", law: "政府采购法第三十五条" } });
  const holiday = await registeredTender(town, goods({ deadline: "2026-10-04T10:00:00+08:00" }), "procurement");
  expect((await town.ask("tenderer-1", "POST", `/api/v1/tenders/${holiday.id}/submission`)).json["code"]).toBe("deadline-on-day-off");
});

test("the documents are given out for five working days, the make-up Sunday among them", async () => {
  const short = await registeredTender(town, goods({ saleUntil: "2026-09-20T09:59:59+08:00" }), "procurement");
  expect((await town.ask("tenderer-1", "POST", `/api/v1/tenders/${short.id}/submission`)).json).toMatchObject({ code: "sale-too-short", facts: { min: 5, unit: "个工作日", earliest: "2026-09-20T10:00:00+08:00" } });
});

test("a part that waits for the evaluation cannot be published: prices are read out at the opening", async () => {
  const waiting = await registeredTender(town, goods({}, [lotOf({ parts: TWO_PARTS })]), "procurement");
  expect((await town.ask("tenderer-1", "POST", `/api/v1/tenders/${waiting.id}/submission`)).json["code"]).toBe("prices-not-read-out");
});

test("works' ways to judge are refused by their name and procurement's own are let through", async () => {
  const other = await registeredTender(town, goods({}, [goodsLot({ method: COMPREHENSIVE })]), "procurement");
  expect((await town.ask("tenderer-1", "POST", `/api/v1/tenders/${other.id}/submission`)).json).toMatchObject({
    code: "method-of-another-line", facts: { given: "综合评估法", known: "综合评分法或者最低评标价法", law: "87号令第五十三条至第五十五条" } });
  const works = await registeredTender(town, goods({ kind: "construction" }, [goodsLot({ method: LOWEST_PRICE })]), "works");
  const { found } = (await town.done("tenderer-1", "POST", `/api/v1/tenders/${works.id}/check`)) as { found: { check: string }[] };
  expect(found.map(({ check }) => check)).toContain("methodOfLine");
  const own = await registeredTender(town, goods({}, [goodsLot({ method: SCORING })]), "procurement");
  await town.done("tenderer-1", "POST", `/api/v1/tenders/${own.id}/submission`);
});

test("the notice calls the buyer a purchaser and stands on procurement's law", async () => {
  tender = await publishedTender(town, goods(), "procurement");
  const notice = await play.noticeOf(tender, "tender-notice");
  expect(notice).toContain("公开招标公告");
  expect(notice).toContain("财政部令第87号");
  expect(notice).toContain("采购人");
  expect(notice).not.toContain("六、招标人与");
  for (const fact of ["自本公告发布之日起 5 个工作日", '"on":"2026-09-20"', "采购预算"]) expect(notice).toContain(fact);
});

test("G7: every date of the timetable is counted out for everybody, with the days that do not count: weekends, Mid-Autumn and National Day skipped, the make-up Sunday counted", async () => {
  const counted = async (query: string) => {
    const text = (await (await town.app.request(`/rules/how?law=2026-09-14&${query}`)).text()).replaceAll(/<[^>]+>/g, " ").replaceAll(/\s+/g, " ");
    const rows = [...text.slice(text.indexOf("逐日说明")).matchAll(/2026年(\d+)月(\d+)日（星期.） (\S+) (?:不计入|第(\d+)日)/g)];
    return { answer: /(?:至|最早|最迟|不早于)： (2026年\d+月\d+日（星期.）(?: 24:00|\d\d:\d\d))/.exec(text)?.[1], rest: text, days: rows.map(([, month = "", date = "", kind = "", place]) => `${month}-${date}${place === undefined ? ` ${kind}` : `=${place}`}`) };
  };
  const [from, until] = ["from=2026-09-14T10:00:00%2B08:00", "until=2026-10-08T09:30:00%2B08:00"];
  const working = ["9-15=1", "9-16=2", "9-17=3", "9-18=4", "9-19 周六", "9-20=5"];
  expect(await counted(`rule=GP-01&${from}`)).toMatchObject({ answer: "2026年9月20日（星期日） 24:00", days: working });
  expect(await counted(`rule=GP-05&${from}`), "applications for a prequalification").toMatchObject({ days: working, rest: expect.stringContaining("2026年9月20日（星期日）") as string });
  expect((await counted(`rule=GP-04&${from}`)).rest, "the earliest lawful deadline, and the working day the platform takes").toMatch(/2026年10月4日（星期日）10:00.*2026年10月8日（星期四）/);
  expect(await counted(`rule=GP-06&${until}`)).toMatchObject({ answer: "2026年9月23日（星期三）09:30" });
  const sale = await counted(`rule=EC-06&${from}`);
  expect(sale.days, "works: calendar days").toEqual(["9-15=1", "9-16=2", "9-17=3", "9-18=4", "9-19=5"]);
  expect(sale.rest, "rolled to a Sunday on which people work").toMatch(/2026年9月20日（星期日）10:00.*2026年9月20日（星期日） 国庆节调休上班 到期日/);
  expect(await counted(`rule=EC-13&${until}`)).toMatchObject({ answer: "2026年9月28日（星期一） 24:00" });
  expect(await counted("rule=GP-47&from=2026-09-28T10:00:00%2B08:00"), "across National Day, with its make-up Saturday").toMatchObject({
    days: ["9-29=1", "9-30=2", "10-1 国庆节（法定节假日）", "10-2 国庆节（法定节假日）", "10-3 国庆节（法定节假日）", "10-4 周日", "10-5 国庆节放假调休", "10-6 国庆节放假调休", "10-7 国庆节放假调休", "10-8=3", "10-9=4", "10-10=5", "10-11 周日", "10-12=6", "10-13=7"],
  });
});

test("G7, works: the sale of five days ends on the make-up Sunday, and documents can be objected to until 24:00 of 28 September", async () => {
  const dates = { saleFrom: "2026-09-14T10:00:00+08:00", deadline: "2026-10-08T09:30:00+08:00" };
  const short = await registeredTender(town, tenderBody({ ...dates, saleUntil: "2026-09-20T09:59:59+08:00" }));
  expect((await town.ask("tenderer-1", "POST", `/api/v1/tenders/${short.id}/submission`)).json).toMatchObject({ code: "sale-too-short", facts: { min: 5, unit: "日", earliest: "2026-09-20T10:00:00+08:00" } });
  works = await publishedTender(town, tenderBody({ ...dates, saleUntil: "2026-09-20T10:00:00+08:00" }));
  expect(await play.noticeOf(works, "tender-notice")).toContain('"at":"2026-09-29T00:00:00+08:00"');
});

test("a correction that may affect bids, issued at 10:00 on 24 September, moves the deadline to 9 October 10:00 or later", async () => {
  const change = (newDeadline: string | null) => ({ changes: [{ what: "技术参数", before: "屏幕 75 英寸", after: "屏幕 86 英寸" }], mayAffectBid: true, newDeadline });
  const publish = async (): Promise<Record<string, unknown>> => {
    const { serial } = await town.done("tenderer-1", "POST", `/api/v1/tenders/${tender.id}/clarifications`, change(null));
    return (await town.ask("tenderer-2", "POST", `/api/v1/tenders/${tender.id}/clarifications/${String(serial)}/publication`)).json;
  };
  await town.advance("2026-09-23T09:30:00+08:00");
  expect(await publish(), "the last instant that moves nothing").toHaveProperty("notice");
  await town.advance("2026-09-23T09:30:00.001+08:00");
  expect(await publish()).toMatchObject({ code: "clarification-too-late", facts: { min: 15 } });
  await town.advance("2026-09-24T10:00:00+08:00");
  const { serial } = await town.done("tenderer-1", "POST", `/api/v1/tenders/${tender.id}/clarifications`, change(null));
  expect((await town.ask("tenderer-2", "POST", `/api/v1/tenders/${tender.id}/clarifications/${String(serial)}/publication`)).json).toMatchObject({ code: "clarification-too-late", facts: { earliest: "2026-10-09T10:00:00+08:00", min: 15 } });
  const late = await town.done("tenderer-1", "POST", `/api/v1/tenders/${tender.id}/clarifications`, change("2026-10-09T10:00:00+08:00"));
  await town.done("tenderer-2", "POST", `/api/v1/tenders/${tender.id}/clarifications/${String(late["serial"])}/publication`);
  expect(await play.noticeOf(tender, "clarification")).toContain("更正公告");
});

test("G7, works: an objection in the last millisecond of 28 September is taken, one of the 29th is not", async () => {
  const object = (actor: string) => town.ask(actor, "POST", `/api/v1/tenders/${works.id}/lots/1/objections`, { about: "documents", text: "要求在晨光市设有分支机构，限制竞争" });
  await town.advance("2026-09-28T23:59:59.999+08:00");
  expect((await object("bidder-1")).status).toBe(201);
  await town.advance("2026-09-29T00:00:00.001+08:00");
  expect((await object("bidder-2")).json).toMatchObject({ code: "objection-too-late", facts: { until: "2026-09-29T00:00:00+08:00" } });
});

test("nobody but the purchaser reviews who qualifies, every bidder is ruled on, and who fails is told why", async () => {
  await town.advance("2026-10-09T09:00:00+08:00");
  for (const [actor, price] of [["bidder-1", "1000000.00"], ["bidder-2", "985000.00"], ["bidder-3", "1050000.00"], ["bidder-4", "1090000.00"]] as const) await play.bid(actor, tender, price);
  await town.advance("2026-10-09T10:06:00+08:00");
  await play.openBids(tender);
  const lot = `/api/v1/tenders/${tender.id}/lots/1`;
  const passed = (actor: string) => ({ bidder: play.usccOf(actor), qualified: true, clause: "", finding: "" });
  const results = [passed("bidder-1"), passed("bidder-2"), passed("bidder-3")];
  expect((await town.ask("tenderer-1", "POST", `${lot}/committee`, { members: [] })).status).toBe(422);
  expect((await town.ask("committee-1", "POST", `${lot}/qualification`, { results })).status).toBe(403);
  expect((await town.ask("tenderer-1", "POST", `${lot}/qualification`, { results })).json).toMatchObject({ code: "qualification-undecided", facts: { undecided: 1 } });
  expect((await town.ask("tenderer-1", "POST", `${lot}/qualification`, { results: [...results, { ...passed("bidder-4"), qualified: false }] })).json["code"]).toBe("qualification-result");
  const failing = { bidder: play.usccOf("bidder-4"), qualified: false, clause: "第二章 3.1", finding: "未提供依法缴纳税收的证明" };
  expect(await town.done("tenderer-1", "POST", `${lot}/qualification`, { results: [...results, failing] })).toMatchObject({ stage: "qualified", qualified: 3, failed: 1 });
});

test("who did not qualify stands on no sheet and in no room of the committee, and nobody can score, reject or enter anything of it there", async () => {
  const lot = `/api/v1/tenders/${tender.id}/lots/1`;
  const out = play.usccOf("bidder-4");
  await seat(town, tender.id);
  const room = (await town.done("committee-1", "GET", `${lot}/panel`)) as { sheet: Sheet; bids: { bidder: string; files: { href: string }[] }[]; rejections: { bidder: string }[] };
  const passed = ["bidder-1", "bidder-2", "bidder-3"].map(play.usccOf).sort();
  expect(room.sheet.scores.map(({ bidder }) => bidder)).toEqual(passed);
  expect(room.bids.map(({ bidder }) => bidder)).toEqual(passed);
  expect(room.rejections.map(({ bidder }) => bidder)).toEqual([out]);
  const [{ statement_sha256: st } = { statement_sha256: "" }] = await openingsOf(town.world.db, { exchangeId: town.world.exchange.id, tenderId: tender.id, lot: "1", part: "bid" }).then((rows) => rows.filter(({ bidder }) => bidder === out));
  expect((await town.ask("committee-1", "GET", `${lot}/panel/files/${st}/1`)).json["code"]).toBe("not-found");
  const bytes = sheetBytes({ ...room.sheet, scores: [...room.sheet.scores, { bidder: out, items: [] }] });
  const signed = { sheet: base64(bytes), signature: base64(await signDetached(bytes, await town.signer("committee-1"))) };
  expect((await town.ask("committee-1", "POST", `${lot}/sheets`, signed)).json).toMatchObject({ code: "sheet-malformed", facts: { where: "bidders" } });
  expect((await town.ask("committee-1", "POST", `${lot}/rejections`, { bidder: out, ground: "qualification-missing", clause: "第二章 3.1", finding: "未提供依法缴纳税收的证明" })).json["code"]).toBe("bid-not-here");
  const offer = { bidder: out, words: null, body: null, lines: [], firm: { kind: "other" }, brand: null };
  expect((await town.ask("committee-1", "PUT", `${lot}/evaluation-inputs`, { kind: "lowest-price", offers: [offer], lowPrices: [], order: [] })).json["code"]).toBe("bid-not-here");
});

test("the lowest of those who qualify is recommended, and the purchaser's silence of five working days makes it the winner", async () => {
  const lot = `/api/v1/tenders/${tender.id}/lots/1`;
  await signSheets(town, tender.id, {});
  expect((await town.ask("committee-1", "POST", `${lot}/report`, {})).json["code"]).toBe("evaluation-incomplete");
  const offers = ["bidder-1", "bidder-2", "bidder-3"].map((actor) => ({ bidder: play.usccOf(actor), words: null, body: null, lines: [], firm: { kind: "other" }, brand: null }));
  await town.done("committee-1", "PUT", `${lot}/evaluation-inputs`, { kind: "lowest-price", offers, lowPrices: [], order: [] });
  await town.done("committee-1", "POST", `${lot}/report`, {});
  expect((await town.ask("tenderer-1", "POST", `${lot}/award`, { rank: 2, reason: "更合适" })).json["code"]).toBe("winner-out-of-rank");
  await town.advance("2026-10-15T23:59:59.999+08:00");
  expect(await play.stageOf(tender)).toBe("evaluated");
  await town.advance("2026-10-16T00:00:00+08:00");
  expect(await play.stageOf(tender)).toBe("award_decided");
});

test("the result names the experts and what is bought; losers read why, also who did not qualify", async () => {
  const lot = `/api/v1/tenders/${tender.id}/lots/1`;
  await town.advance("2026-10-16T10:00:00+08:00");
  await town.done("tenderer-1", "POST", `${lot}/letters`);
  const result = await play.noticeOf(tender, "procurement-result");
  for (const words of ["评审专家名单", "MD-86", "晨光市高新区创业路6号", "985000.00"]) expect(result).toContain(words);
  const experts = town.actors.filter(({ id }) => /^committee-[1-4]$/.test(id)).map(({ name }) => name);
  for (const name of experts) expect(result).toContain(name);
  const mine = (await town.done("bidder-4", "GET", `/api/v1/tenders/${tender.id}`))["notices"] as { id: string; type: string }[];
  const letter = mine.find(({ type }) => type === "result-letter")?.id ?? "";
  const text = await (await town.app.request(`/api/v1/notices/${letter}`, { headers: { authorization: `Bearer ${town.actors.find(({ id }) => id === "bidder-4")?.token ?? ""}` } })).text();
  expect(text).toContain("未提供依法缴纳税收的证明");
});

test("the contract is announced with its text or the reason it is withheld, filed, archived, and the bundle is accepted", async () => {
  const lot = `/api/v1/tenders/${tender.id}/lots/1`;
  await town.done("tenderer-1", "POST", `${lot}/contract`, { price: yuan("985000.00") });
  const contract = { number: "CG-2026-19", name: "教学设备采购合同", subject: "交互式智能平板", quantity: "40 台", term: "45 日内", place: "晨光市第一中学" };
  expect((await town.ask("tenderer-1", "POST", `${lot}/contract-notice`, contract)).json["code"]).toBe("contract-text-missing");
  await town.advance("2026-10-21T00:00:00.001+08:00");
  const announced = await town.done("tenderer-1", "POST", `${lot}/contract-notice`, { ...contract, withheld: "合同附件含供应商商业秘密" });
  expect(announced["warnings"]).toMatchObject([{ code: "contract-notice-late", facts: { latest: "2026-10-21T00:00:00+08:00" } }]);
  expect(await play.noticeOf(tender, "contract-notice")).toContain("CG-2026-19");
  await town.done("tenderer-1", "POST", `${lot}/written-report`);
  await town.done("staff-1", "POST", `/api/v1/tenders/${tender.id}/archive`, { edition: "full" });
  const report = await verifyBundle(must(await makeBundle(town.world, { tenderId: tender.id, edition: "full" })));
  expect(report.faults).toEqual([]);
});

const NOVEMBER = { saleFrom: "2026-10-22T09:30:00+08:00", saleUntil: "2026-10-29T17:00:00+08:00", deadline: "2026-11-12T09:30:00+08:00" };

test("G11: two bidders at the deadline are not opened; the procurement is void and says what may follow", async () => {
  const few = await publishedTender(town, goods(NOVEMBER), "procurement");
  await town.advance("2026-11-12T09:00:00+08:00");
  for (const actor of ["bidder-1", "bidder-2"]) await play.bid(actor, few, "990000.00");
  await town.advance("2026-11-12T09:36:00+08:00");
  expect(await play.stageOf(few)).toBe("failed");
  const notice = await play.noticeOf(few, "failure-notice");
  for (const words of ["废标公告", "2家", "政府采购法第三十六条第一项", "其他采购方式"]) expect(notice).toContain(words);
  const hall = await (await town.app.request(`/halls/${few.id}-1`)).text();
  expect(hall.match(/未开启，退回/g)).toHaveLength(2);
  expect(hall).not.toContain("待解密");
  expect(notice).toContain("招标文件存在不合理条款或者招标程序不符合规定的，改正后依法重新招标");
  for (const actor of ["bidder-1", "bidder-2"]) expect(notice).not.toContain(town.actors.find(({ id }) => id === actor)?.organisation?.name);
  expect((await town.ask("tenderer-1", "POST", `${play.lotUrl(few)}/committee`, { members: SEATS })).json["code"], "there is nothing to negotiate or to judge").toBe("move-not-open");
  failed = few;
});

test("G11: where the documents were unreasonable the procurement is tendered again, as its second attempt, with the documents put right", async () => {
  const { project: { code: project } } = (await town.done(null, "GET", `/api/v1/tenders/${failed.id}`)) as { project: { code: string } };
  const again = await publishedTender(town, goods({ ...lateNovember, qualification: "具有独立承担民事责任的能力" }), "procurement", { project: project.toLowerCase(), retenderOf: failed.id.toLowerCase() });
  expect(again.id.slice(0, 17)).toBe(project);
  expect(await play.noticeOf(again, "tender-notice")).toContain(`本次为第 2 次招标（前次招标项目编号：${failed.id}）`);
  expect((await town.ask("tenderer-1", "POST", "/api/v1/tenders", { project, line: "procurement", form: goods(lateNovember), retenderOf: again.id })).json["code"]).toBe("retender-not-failed");
});

/** G11's: nobody opened it. */
let failed: TenderInTest;
const lateNovember = { saleFrom: "2026-11-12T10:00:00+08:00", saleUntil: "2026-11-19T17:00:00+08:00", deadline: "2026-12-03T09:30:00+08:00" };

test("fewer than three who qualify: no evaluation, the procurement is void", async () => {
  const few = await publishedTender(town, goods(lateNovember), "procurement");
  await town.advance("2026-12-03T09:00:00+08:00");
  for (const actor of ["bidder-1", "bidder-2", "bidder-3"]) await play.bid(actor, few, "990000.00");
  await town.advance("2026-12-03T09:36:00+08:00");
  await play.openBids(few);
  const failing = { bidder: play.usccOf("bidder-3"), qualified: false, clause: "第二章 3.1", finding: "被列入政府采购严重违法失信行为记录名单" };
  const results = [...["bidder-1", "bidder-2"].map((actor) => ({ bidder: play.usccOf(actor), qualified: true, clause: "", finding: "" })), failing];
  expect(await town.done("tenderer-1", "POST", `/api/v1/tenders/${few.id}/lots/1/qualification`, { results })).toMatchObject({ stage: "failed", qualified: 2 });
  expect(await play.stageOf(few)).toBe("failed");
  expect(await play.noticeOf(few, "failure-notice")).toContain("87号令第四十四条");
});
