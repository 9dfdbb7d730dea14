import { afterAll, beforeAll, expect, test } from "vitest";
import { goodsLot, goodsOn, goodsTender } from "../support/goods.js";
import { SCORING } from "../support/procurement-method.js";
import { testTown, type TestTown } from "../support/town.js";
import { lodgements, publishedTender, sealBid, type TenderInTest } from "../support/works-tender.js";

// Rule book G1, case 1c: the same failed decryption as in works, where the opening goes on, makes a procurement void (政府采购法 36(1)).
let town: TestTown;
let tender: TenderInTest;
let buying: ReturnType<typeof goodsOn>;
const BIDDERS = ["bidder-1", "bidder-2", "bidder-3"] as const;
const keys = new Map<string, string>();
const part = (): string => `${buying.lotUrl(tender)}/parts/bid`;
const giveKey = (bidder: string, of = bidder) => town.ask(bidder, "POST", `${part()}/bidder-keys`, { identity: keys.get(of) });

beforeAll(async () => {
  town = await testTown("2026-09-01T09:00:00+08:00");
  buying = goodsOn(town);
  const dates = { saleFrom: "2026-09-01T09:30:00+08:00", saleUntil: "2026-09-09T17:00:00+08:00", deadline: "2026-09-22T09:30:00+08:00" };
  tender = await publishedTender(town, goodsTender(dates, [goodsLot({ method: SCORING, open: "bidder" })]), "procurement");
  await town.advance("2026-09-22T09:00:00+08:00");
  for (const [place, bidder] of BIDDERS.entries()) {
    const sealed = await sealBid(town, bidder, tender.id, "1", { form: { v: "form/1", price: { amount: `9${String(place)}0000.00`, currency: "CNY" }, days: 45, quality: "合格", address: "晨光市", leader: { name: "", certificate: "", certificateNumber: "" }, items: [] } });
    await town.done(bidder, "POST", lodgements(tender.id), sealed.body);
    keys.set(bidder, sealed.identities.get("bid") ?? "");
  }
  await town.advance("2026-09-22T09:35:00+08:00");
});
afterAll(async () => { await town.stop(); });

test("G1 1c: three at the deadline, one brings a wrong key: two conform, and the procurement is void", async () => {
  for (const bidder of ["bidder-1", "bidder-2"]) expect((await giveKey(bidder)).status).toBe(201);
  expect((await giveKey("bidder-3", "bidder-1")).status).toBeGreaterThanOrEqual(400);
  await town.done("staff-1", "POST", `${part()}/causes`, { bidder: buying.usccOf("bidder-3"), cause: "BIDDER_WRONG_KEY", reason: "所持密钥不是投标时承诺的密钥" });
  await town.advance("2026-09-22T10:05:01+08:00");
  expect(await town.done("staff-1", "POST", `${part()}/record`)).toMatchObject({ stage: "failed" });
  const record = await buying.noticeOf(tender, "opening-record");
  expect(record).toContain("不是投标时承诺的密钥，投标人原因（视为撤销）");
  const notice = await buying.noticeOf(tender, "failure-notice");
  for (const words of ["废标公告", "政府采购法第三十六条第一项", "电子招标投标办法第三十一条"]) expect(notice).toContain(words);
});

test("nobody can go on with it or declare it void again", async () => {
  expect((await town.ask("tenderer-1", "POST", `${buying.lotUrl(tender)}/void`, { ground: "need-cancelled", reason: "取消" })).json["code"]).toBe("move-not-open");
  expect((await town.ask("tenderer-1", "POST", `${buying.lotUrl(tender)}/qualification`, { results: [] })).status).toBeGreaterThanOrEqual(400);
});
