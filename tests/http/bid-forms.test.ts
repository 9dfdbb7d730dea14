import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { goodsLot, goodsOn, goodsTender } from "../support/goods.js";
import { LOWEST_PRICE } from "../support/procurement-method.js";
import { testTown, type TestTown } from "../support/town.js";
import { lodgements, LOWEST, publishedTender, release, sealBid, type TenderInTest } from "../support/works-tender.js";

/** The same lot bought by four laws, from the notice to the opening record: what bidders are asked and hear read out. */
const CASES = [
  { name: "a procurement of goods", line: "procurement", kind: "goods", says: ["交货期"], never: ["工期", "项目负责人", "服务期限", "建设规模", "建设地点"] },
  { name: "a procurement of services", line: "procurement", kind: "services", says: ["服务期限", "服务标准"], never: ["工期", "项目负责人", "交货期（天）", "建设规模"] },
  { name: "equipment by the tendering law", line: "works", kind: "goods", says: ["交货期", "质量"], never: ["工期", "项目负责人"] },
  { name: "works", line: "works", kind: "construction", says: ["工期", "质量", "项目负责人"], never: ["交货期", "服务期限"] },
] as const;

let town: TestTown;
const tenders = new Map<string, TenderInTest>();
const play = () => goodsOn(town);
const METHODS = { procurement: LOWEST_PRICE, works: { ...LOWEST, adjustments: [{ clause: "3.2", title: "付款条件偏差" }] } } as const;
const NAMES = ["bidder-1", "bidder-2", "bidder-3"];
const yuan = (amount: string) => ({ amount, currency: "CNY" });
const FORM = { v: "form/1", price: yuan("990000.00"), days: 45, validityDays: 90, quality: "合格", address: "高新区创业路6号", leader: { name: "王工", certificate: "一级建造师", certificateNumber: "皖1" } };
const text = async (address: string, init?: RequestInit): Promise<string> => (await (await town.app.request(address, init)).text()).replaceAll(/<[^>]+>/g, " ");

beforeAll(async () => {
  town = await testTown("2026-09-14T09:00:00+08:00");
  for (const { name, line, kind } of CASES) tenders.set(name, await publishedTender(town, goodsTender({ kind }, [goodsLot({ method: METHODS[line] })]), line));
  await town.advance("2026-10-08T09:00:00+08:00");
  for (const tender of tenders.values()) for (const actor of NAMES) await town.done(actor, "POST", lodgements(tender.id), (await sealBid(town, actor, tender.id, "1", { form: FORM })).body);
  await town.advance("2026-10-08T09:36:00+08:00");
  for (const tender of tenders.values()) {
    for (const opener of ["agency", "supervisor"]) await release(town, tender, { tender: tender.id, lot: "1", part: "bid" }, opener);
    await town.done("staff-1", "POST", `${play().lotUrl(tender)}/parts/bid/record`);
  }
});
afterAll(async () => { await town.stop(); });

describe.each(CASES)("$name", ({ name, says, never }) => {
  const read = async () => {
    const tender = tenders.get(name) ?? { id: "", identities: new Map<string, string>() };
    const notice = await play().noticeOf(tender, "tender-notice");
    const { notices } = (await town.done(null, "GET", `/api/v1/tenders/${tender.id}`)) as { notices: { id: string }[] };
    return {
      notice, "notice’s page": await text(`/notices/${notices[0]?.id ?? ""}`), "hall": await text(`/halls/${tender.id}-1`), "record": await play().noticeOf(tender, "opening-record"), // The law that a check cites names them: 1117号.
      "project’s page": (await text(`/projects/${tender.id}`)).replaceAll("法定代表人、项目负责人", ""),
      sealing: JSON.stringify((await town.done("bidder-1", "GET", `${play().lotUrl(tender)}/sealing`))["priceForm"]),
    };
  };
  test("calls its time, its quality and who leads as its law does, from the notice to the opening record", async () => {
    const shown = await read();
    for (const word of says) for (const where of ["hall", "record", "sealing"] as const) expect(shown[where], `${where} says ${word}`).toContain(word);
    expect(shown.notice).toContain(says[0]);
    for (const [where, words] of Object.entries(shown)) for (const foreign of never) expect(new RegExp(`.{0,60}${foreign}.{0,60}`).exec(words)?.[0], `${where} never says ${foreign}`).toBeUndefined();
  });
});

test("English pages have their own words", async () => {
  const [goods] = tenders.values();
  expect(await text(`/en/halls/${goods?.id ?? ""}-1`)).toContain("Delivery (days)");
});
