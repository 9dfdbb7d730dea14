import { afterAll, beforeAll, expect, test } from "vitest";
import { signedIn } from "../support/pages.js";
import { goodsOn, goodsTender, goodsLot } from "../support/goods.js";
import { SCORING } from "../support/procurement-method.js";
import { testTown, type TestTown } from "../support/town.js";
import { COMPREHENSIVE, lotBody, publishedTender, tenderBody, type TenderInTest } from "../support/works-tender.js";

// What an amendment changes, field by field, and by when (招标投标法 23; 条例 21; 87号令 27).
const yuan = (amount: string) => ({ amount, currency: "CNY" });
const VISIT = { at: "2026-09-10T09:30:00+08:00", place: "滨河路与人民路口东南角", note: "请自备安全帽" };
let town: TestTown;
let works: TenderInTest;
let goods: TenderInTest;
beforeAll(async () => {
  town = await testTown("2026-09-01T09:00:00+08:00", process.env["TOWN_LOG"] ?? "error");
  works = await publishedTender(town, tenderBody({ siteVisit: VISIT }, [lotBody({ method: COMPREHENSIVE })]));
}, 120_000);
afterAll(async () => { await town.stop(); });

const draft = async (tender: TenderInTest, over: Record<string, unknown>) => town.ask("tenderer-1", "POST", `/api/v1/tenders/${tender.id}/clarifications`, { changes: [], mayAffectBid: true, newDeadline: null, ...over });
const publish = async (tender: TenderInTest, over: Record<string, unknown>) => {
  const drafted = await draft(tender, over);
  if (drafted.status !== 201) return drafted.json;
  const { status, json } = await town.ask("tenderer-2", "POST", `/api/v1/tenders/${tender.id}/clarifications/${String(drafted.json["serial"])}/publication`);
  return status === 201 ? { published: json["notice"] } : json;
};
const recordOf = async (notice: unknown) => (await (await town.app.request(`/api/v1/notices/${String(notice)}`)).json()) as { terms: { fields: unknown[]; deadline: Record<string, unknown> }; sections: unknown };
const newest = async (tender: TenderInTest): Promise<string> => {
  const { notices } = (await town.done(null, "GET", `/api/v1/tenders/${tender.id}`)) as { notices: { id: string; type: string }[] };
  return notices.findLast(({ type }) => type === "clarification")?.id ?? "";
};

test("a visit of the site stands in the notice with time and place, for all alike, and names nobody", async () => {
  const { notices } = (await town.done(null, "GET", `/api/v1/tenders/${works.id}`)) as { notices: { id: string }[] };
  const text = (await (await signedIn(town, "bidder-1")).get(`/notices/${notices[0]?.id ?? ""}`)).text;
  for (const words of ["踏勘现场时间", "2026年9月10日（星期四）09:30", "滨河路与人民路口东南角", "请自备安全帽", "不单独或者分别邀请任何潜在投标人踏勘（招标投标法实施条例第二十八条）", "不公布、不向他人透露参加踏勘的单位"]) expect(text).toContain(words);
});

test("fields of the notice change before → after in page, PDF record and JSON, and the form that stands is the amended one", async () => {
  await town.advance("2026-09-03T10:00:00+08:00");
  const method = { ...COMPREHENSIVE, weights: { price: "50", technical: "40", credit: "10" }, criteria: [{ ...COMPREHENSIVE.criteria[0], full: "30" }, COMPREHENSIVE.criteria[1]] };
  expect(await publish(works, { amend: { validityDays: 90, lots: [{ lot: "1", ceiling: yuan("38000000.00"), method }] } })).toHaveProperty("published");
  const record = await recordOf(await newest(works));
  expect(record.terms.fields).toEqual([
    { path: "lots.1.ceiling", before: "38,650,000.00元（叁仟捌佰陆拾伍万元整）", after: "38,000,000.00元（叁仟捌佰万元整）" },
    { path: "lots.1.method.weights.price", before: "60", after: "50" }, { path: "lots.1.method.weights.technical", before: "30", after: "40" }, { path: "lots.1.method.criteria.plan.full", before: "20", after: "30" },
  ]);
  const page = (await (await signedIn(town, "bidder-1")).get(`/notices/${await newest(works)}`)).text;
  for (const words of ["公告内容逐项对照", "最高投标限价", "评标办法／满分／价格", "38,000,000.00元"]) expect(page).toContain(words);
  const sealing = (await town.done("bidder-1", "GET", `/api/v1/tenders/${works.id}/lots/1/sealing`)) as { priceForm: unknown };
  expect(JSON.stringify(sealing.priceForm)).toContain("38000000.00");
});

test("an amendment brings in nothing for which a notice would be refused, and says what bears on bids", async () => {
  expect(await publish(works, { amend: { lots: [{ lot: "1", deposit: yuan("5000000.00"), depositDays: 90 }] } })).toMatchObject({ code: "amendment-unlawful" });
  expect(await publish(works, { amend: { lots: [{ lot: "1", method: { ...COMPREHENSIVE, weights: { price: "60", technical: "31", credit: "10" } } }] } })).toMatchObject({ code: "amendment-unlawful" });
  expect(await publish(works, { mayAffectBid: false, amend: { validityDays: 100 } })).toMatchObject({ code: "amendment-affects-bids", facts: { field: "投标有效期（日）" } });
  expect(await publish(works, { amend: { validityDays: 90, lots: [{ lot: "1", ceiling: yuan("38000000.00") }] } })).toMatchObject({ code: "clarification-empty" });
  expect(await publish(works, {})).toMatchObject({ code: "clarification-empty" });
  expect((await draft(works, { amend: { deadline: "2026-12-01T09:30:00+08:00" } })).json["code"]).toBe("wrong-form");
  expect((await recordOf(await newest(works))).terms.fields).toHaveLength(4);
});

test("procurement changes neither subject nor qualification; a ceiling it may", async () => {
  await town.advance("2026-09-14T09:00:00+08:00");
  goods = await publishedTender(town, goodsTender({}, [goodsLot({ method: SCORING })]), "procurement");
  for (const amend of [{ content: "办公设备采购" }, { qualification: "具有相关业绩" }, { consortium: true }, { lots: [{ lot: "1", scope: "交互式智能平板 50 台" }] }]) {
    expect(await publish(goods, { amend }), JSON.stringify(amend)).toMatchObject({ code: "amendment-forbidden", facts: { law: "87号令第二十七条" } });
  }
  expect(await publish(goods, { amend: { lots: [{ lot: "1", ceiling: yuan("1090000.00") }] } })).toHaveProperty("published");
});

test("G7: of 24 September 10:00 the deadline is 9 October 10:00 at the earliest; a minute less, a day of rest and a year without holidays each get their answer", async () => {
  await town.advance("2026-09-24T10:00:00+08:00");
  const change = { changes: [{ what: "技术参数", before: "屏幕 75 英寸", after: "屏幕 86 英寸" }] };
  expect(await publish(goods, { ...change, newDeadline: "2026-10-09T09:59:00+08:00" })).toMatchObject({ code: "clarification-too-late", facts: { earliest: "2026-10-09T10:00:00+08:00" } });
  expect(await publish(goods, { ...change, newDeadline: "2026-10-11T10:00:00+08:00" })).toMatchObject({ code: "deadline-on-day-off" });
  expect(await publish(goods, { ...change, newDeadline: "2026-10-09T10:00:00+08:00" })).toHaveProperty("published");
  expect((await recordOf(await newest(goods))).terms.deadline).toMatchObject({ after: "2026-10-09T10:00:00+08:00", provisional: false });
  expect(await publish(goods, { ...change, newDeadline: "2028-03-01T10:00:00+08:00" })).toHaveProperty("published");
  const far = await recordOf(await newest(goods));
  expect(far.terms.deadline).toMatchObject({ after: "2028-03-01T10:00:00+08:00", provisional: true });
  expect(JSON.stringify(far.sections)).toContain("节假日安排尚未公布");
  expect(await goodsOn(town).noticeOf(goods, "clarification")).toContain("更正公告");
});
