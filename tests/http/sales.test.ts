import { afterAll, beforeAll, expect, test } from "vitest";
import { announce, cny, equityForm, parcelForm, registeredSale } from "../support/sales.js";
import { testTown, type TestTown } from "../support/town.js";

// Land and property from their registration to the notice, and the notices that follow where nobody came (G9, G13).
let land: TestTown;
let town: TestTown;
let clocked: TestTown;
beforeAll(async () => { [land, town, clocked] = [await testTown("2026-08-17T09:00:00+08:00"), await testTown("2026-08-31T09:00:00+08:00"), await testTown("2026-08-31T09:00:00+08:00")]; }, 60_000);
afterAll(async () => { await land.stop(); await town.stop(); await clocked.stop(); });

const codeOf = async (answer: ReturnType<TestTown["ask"]>): Promise<unknown> => (await answer).json["code"];
const redraft = async (at: TestTown, sale: string, form: Record<string, unknown>) => {
  const { prepared } = (await at.ask("tenderer-1", "GET", `/api/v1/sales/${sale}`)).json as { prepared: { version: number } };
  return at.ask("tenderer-1", "PUT", `/api/v1/sales/${sale}`, { version: prepared.version, form });
};

test("what has no approval, no title or something in its way is not registered", async () => {
  const papers = parcelForm()["papers"] as Record<string, unknown>;
  for (const [over, code] of [[{ approval: null }, "sale-paper-missing"], [{ title: null }, "sale-paper-missing"], [{ restraint: "晨光市人民法院查封" }, "sale-restrained"]] as const) {
    const { sale } = await land.done("tenderer-1", "POST", "/api/v1/sales", { line: "land", form: parcelForm({ papers: { ...papers, ...over } }) });
    expect(await codeOf(land.ask("tenderer-1", "POST", `/api/v1/sales/${String(sale)}/registration`))).toBe(code);
  }
});

test("a draft is read by its own office alone, and mended by whoever saw its version", async () => {
  const sale = await registeredSale(land, "land", parcelForm());
  for (const actor of [null, "tenderer-3", "bidder-1", "staff-1"]) expect((await land.ask(actor, "GET", `/api/v1/sales/${sale}`)).status, String(actor)).toBe(404);
  expect((await land.ask("tenderer-2", "GET", `/api/v1/sales/${sale}`)).json).toMatchObject({ form: null, lots: [{ lot: "1", code: `${sale}-01`, stage: "registered" }], prepared: { version: 1 } });
  expect(await codeOf(land.ask("tenderer-3", "PUT", `/api/v1/sales/${sale}`, { version: 1, form: parcelForm() }))).toBe("not-found");
  expect(await codeOf(land.ask("tenderer-1", "PUT", `/api/v1/sales/${sale}`, { version: 2, form: parcelForm() }))).toBe("stale");
  expect(await codeOf(land.ask("tenderer-1", "PUT", `/api/v1/sales/${sale}`, { version: 1, form: parcelForm({ lots: [{ ...(parcelForm()["lots"] as object[])[0], lot: "2" }] }) }))).toBe("sale-lots-fixed");
  expect(await codeOf(land.ask("tenderer-1", "POST", "/api/v1/sales", { line: "land", form: parcelForm({ profile: "XX" }) }))).toBe("sale-profile");
  expect(await codeOf(land.ask("tenderer-1", "POST", "/api/v1/sales", { line: "works", form: parcelForm() }))).toBe("wrong-form");
});

test.each([
  ["a listing a second too early", { startsAt: "2026-09-06T08:59:59+08:00" }, "sale-too-soon"], ["a listing of less than ten days", { listingEndsAt: "2026-09-17T08:59:59+08:00" }, "sale-too-soon"],
  ["applications that close a day late for Fujian", { applyUntil: "2026-09-17T17:00:00+08:00" }, "applications-close-wrong"], ["applications by Fujian’s day where Order 39 binds", { profile: "ORDER39" }, "applications-close-wrong"],
  ["no word of a reserve", { reserve: null }, "reserve-not-stated"], ["a listing without an end", { listingEndsAt: null }, "sale-notice-unfinished"], ["a method of another line", { method: "online-bidding", listingEndsAt: null }, "sale-method"],
])("G9: %s is not published", async (_about, over, code) => {
  expect(await codeOf(announce(land, await registeredSale(land, "land", parcelForm(over))))).toBe(code);
});

test("a deposit below a fifth and a term beyond the longest are not published, to the fen and the year", async () => {
  const [lot] = parcelForm()["lots"] as { subject: object }[];
  expect(await codeOf(announce(land, await registeredSale(land, "land", parcelForm({ lots: [{ ...lot, deposit: cny("23999999.99") }] }))))).toBe("sale-deposit-low");
  expect(await codeOf(announce(land, await registeredSale(land, "land", parcelForm({ lots: [{ ...lot, subject: { ...lot?.subject, years: 71 } }] }))))).toBe("term-too-long");
  expect(await codeOf(announce(land, await registeredSale(land, "land", parcelForm({ lots: [{ ...lot, subject: { ...lot?.subject, use: "commercial", years: 41 } }] }))))).toBe("term-too-long");
});

test("G9: a second officer publishes the listing: page, JSON, PDF, log and list say the same; Order 39 has its own day for applications", async () => {
  const sale = await registeredSale(land, "land", parcelForm());
  expect(await codeOf(announce(land, sale, "publishNotice", "tenderer-1"))).toBe("four-eyes");
  expect(await codeOf(announce(land, sale, "publishNotice", "tenderer-3"))).toBe("not-found");
  expect((await announce(land, sale)).json).toMatchObject({ notice: `${sale}-N1`, round: 1, warnings: [] });
  const record = (await land.ask(null, "GET", `/api/v1/notices/${sale}-N1`)).json;
  expect(record).toMatchObject({ type: "sale-notice", title: "国有建设用地使用权出让公告", sale, tender: null, terms: { profile: "FJ", applyUntil: "2026-09-16T17:00:00+08:00", startsAt: "2026-09-07T09:00:00+08:00" } });
  for (const words of ["出让人", "壹亿贰仟万元整", "贰仟肆佰万元整", "容积率不大于2.2", "5个工作日内退还，不计利息"]) expect(JSON.stringify(record), words).toContain(words);
  const page = await (await land.app.request(`/notices/${sale}-N1`)).text();
  for (const words of ["号地块", "福建网上交易规则", "号令", "滨河路以南、学府路以西"]) expect(page, words).toContain(words);
  expect(new Uint8Array(await (await land.app.request(`/notices/${sale}-N1/v/1/notice.pdf`)).arrayBuffer()).subarray(0, 5)).toEqual(new TextEncoder().encode("%PDF-"));
  await land.world.journal.flush();
  expect(await (await land.app.request("/log")).text()).toContain(sale);
  for (const path of ["/notices.json", "/notices?q=2026-08号地块", "/api/v1/sales"]) expect(await (await land.app.request(path)).text(), path).toContain(sale);
  expect((await land.ask(null, "GET", `/api/v1/sales/${sale}`)).json).toMatchObject({ seller: { name: "晨光市城市建设投资集团有限公司" }, lots: [{ stage: "noticed" }], form: { applyUntil: "2026-09-16T17:00:00+08:00" }, rounds: [{ round: 1, move: "publishNotice" }], prepared: null });
  expect(await codeOf(announce(land, sale))).toBe("move-not-open");
  const national = await registeredSale(land, "land", parcelForm({ profile: "ORDER39", applyUntil: "2026-09-19T17:00:00+08:00" }));
  expect((await announce(land, national)).status).toBe(201);
});

test("G13: the first disclosure is the appraisal and twenty working days; each at the last that does not pass", async () => {
  const sale = await registeredSale(town, "property", equityForm());
  expect(await codeOf(announce(town, sale))).toBe("move-not-open");
  await town.done("tenderer-1", "POST", `/api/v1/sales/${sale}/appraisal`);
  for (const [form, code] of [[equityForm({}, "9990000.00"), "first-floor-low"], [equityForm({}, "9999999.99"), "first-floor-low"], [equityForm({ applyUntil: "2026-09-28T23:59:59+08:00" }), "sale-too-soon"], [equityForm({ lots: [{ ...(equityForm()["lots"] as object[])[0], deposit: cny("3000000.01") }] }), "sale-deposit-high"], [equityForm({ refundDays: null }), "sale-notice-unfinished"]] as const) {
    await redraft(town, sale, form);
    expect(await codeOf(announce(town, sale))).toBe(code);
  }
  await redraft(town, sale, equityForm());
  expect((await announce(town, sale)).json).toMatchObject({ round: 1 });
  const disclosed = JSON.stringify((await town.ask(null, "GET", `/api/v1/notices/${sale}-N1`)).json);
  for (const words of ["产权转让公告", "转让方", "评估结果", "壹仟万元整", "自结果确定之日起5个工作日内退还"]) expect(disclosed, words).toContain(words);
  expect(await codeOf(announce(town, sale, "redisclose"))).toBe("disclosure-runs");

  await town.done("admin-1", "POST", "/api/v1/rehearsal/clock", { advanceTo: "2026-09-29T09:00:00+08:00", hold: true });
  const again = { startsAt: "2026-11-03T09:00:00+08:00", applyUntil: "2026-11-03T00:00:00+08:00" };
  for (const [form, code] of [[equityForm(again, "8999999.00"), "floor-needs-consent"], [equityForm(again, "8999999.99"), "floor-needs-consent"], [equityForm({ ...again, applyUntil: "2026-11-02T23:59:59+08:00" }, "9000000.00"), "sale-too-soon"]] as const) {
    await redraft(town, sale, form);
    expect(await codeOf(announce(town, sale, "redisclose"))).toBe(code);
  }
  await redraft(town, sale, equityForm(again, "9000000.00"));
  expect((await announce(town, sale, "redisclose")).json).toMatchObject({ notice: `${sale}-N2`, round: 2 });
  expect((await town.ask(null, "GET", `/api/v1/sales/${sale}`)).json).toMatchObject({ form: { lots: [{ floor: { amount: "9000000.00" } }] }, rounds: [{ move: "publishNotice" }, { move: "redisclose" }] });
  expect((await town.ask(null, "GET", `/api/v1/notices/${sale}-N1`)).json).toMatchObject({ terms: { lots: [{ floor: { amount: "10000000.00" } }] } });
  await town.done("admin-1", "POST", "/api/v1/rehearsal/clock", { advanceTo: "2026-11-03T09:00:00+08:00", hold: true });
  const third = { startsAt: "2026-12-02T09:00:00+08:00", applyUntil: "2026-12-02T00:00:00+08:00", transfer: { ...(equityForm()["transfer"] as object), consent: "晨国资产权〔2026〕9号" } };
  await redraft(town, sale, equityForm(third, "8999999.00"));
  expect((await announce(town, sale, "redisclose")).json).toMatchObject({ notice: `${sale}-N4`, round: 3 });
});

test("a transfer by which control changes needs the government’s word and a pre-disclosure; one whose shareholders were not asked is not registered", async () => {
  const transfer = equityForm()["transfer"] as object;
  const { sale: unasked } = await town.done("tenderer-1", "POST", "/api/v1/sales", { line: "property", form: equityForm({ transfer: { ...transfer, shareholdersAsked: false } }) });
  expect(await codeOf(town.ask("tenderer-1", "POST", `/api/v1/sales/${String(unasked)}/registration`))).toBe("shareholders-not-asked");
  const sale = await registeredSale(town, "property", equityForm({ transfer: { ...transfer, losesControl: true } }));
  expect(await codeOf(town.ask("tenderer-1", "POST", `/api/v1/sales/${sale}/appraisal`))).toBe("sale-paper-missing");
  await redraft(town, sale, equityForm({ transfer: { ...transfer, losesControl: true, government: "晨政函〔2026〕4号" } }));
  await town.done("tenderer-1", "POST", `/api/v1/sales/${sale}/appraisal`);
  expect(await codeOf(announce(town, sale))).toBe("not-pre-disclosed");
});

test("where nobody came by the day of the bidding the disclosure ends, is published and may be repeated; after twelve months everything is done anew", async () => {
  const sale = await registeredSale(clocked, "property", equityForm());
  await clocked.done("tenderer-1", "POST", `/api/v1/sales/${sale}/appraisal`);
  expect((await announce(clocked, sale)).status).toBe(201);
  const stage = async (): Promise<unknown> => ((await clocked.ask(null, "GET", `/api/v1/sales/${sale}`)).json["lots"] as { stage: string }[])[0]?.stage;
  await clocked.advance("2026-09-30T08:59:59+08:00");
  expect(await stage()).toBe("noticed");
  await clocked.advance("2026-09-30T09:00:00+08:00");
  expect(await stage()).toBe("no_deal");
  expect(JSON.stringify((await clocked.ask(null, "GET", `/api/v1/notices/${sale}-N2`)).json)).toContain("未征集到意向受让方");
  await redraft(clocked, sale, equityForm({ startsAt: "2026-11-05T09:00:00+08:00", applyUntil: "2026-11-04T17:00:00+08:00" }, "9000000.00"));
  expect((await announce(clocked, sale, "redisclose")).json).toMatchObject({ round: 2, notice: `${sale}-N3` });
  expect(await stage()).toBe("noticed");
  await clocked.advance("2026-11-05T09:00:00+08:00");
  expect(await stage()).toBe("no_deal");
  await clocked.advance("2027-08-31T23:59:59+08:00");
  expect(await stage()).toBe("no_deal");
  await clocked.advance("2027-09-01T00:00:00+08:00");
  expect(await stage()).toBe("expired");
  await redraft(clocked, sale, equityForm({ startsAt: "2027-11-05T09:00:00+08:00", applyUntil: "2027-11-04T17:00:00+08:00" }));
  expect(await codeOf(announce(clocked, sale, "redisclose"))).toBe("move-not-open");
}, 120_000);
