import { sql } from "kysely";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { overflow, pictured, violations } from "../support/browsing.js";
import { deviceBase, takesOffice, withDevice } from "../support/device.js";
import { goodsLot, goodsOn, goodsTender } from "../support/goods.js";
import { seat } from "../support/judging.js";
import { SCORING } from "../support/procurement-method.js";
import { servedTown, type ServedTown } from "../support/served-town.js";
import { lodgements, publishedTender, sealBid, type TenderInTest } from "../support/works-tender.js";

// A member reads a bid beside the criteria and types; what is typed is kept without pressing anything, and the sheet goes on from it.
let served: ServedTown;
let page: Page;
let tender: TenderInTest;
const BIDDERS = ["bidder-1", "bidder-2", "bidder-3"] as const;
let names: string[];

beforeAll(async () => {
  served = await servedTown("2026-09-14T09:00:00+08:00");
  const { town } = served;
  const play = goodsOn(town);
  tender = await publishedTender(town, goodsTender({}, [goodsLot({ method: SCORING })]), "procurement");
  const notice = Buffer.from(await (await town.app.request(`/notices/${tender.id}-N1/v/1/notice.pdf`)).arrayBuffer());
  await town.advance("2026-10-08T09:00:00+08:00");
  const items = [{ name: "交互式智能平板", model: "MD-86", quantity: "40 台", unitPrice: { amount: "18500.00", currency: "CNY" }, service: "三年保修" }];
  const form = { v: "form/1", price: { amount: "950000.00", currency: "CNY" }, days: 45, quality: "合格", address: "晨光市高新区创业路6号", leader: { name: "", certificate: "", certificateNumber: "" }, items };
  for (const bidder of BIDDERS) await town.done(bidder, "POST", lodgements(tender.id), (await sealBid(town, bidder, tender.id, "1", { form }, { "技术方案.pdf": notice, "说明.docx": "PK" })).body);
  await town.advance("2026-10-08T09:36:00+08:00");
  await play.openBids(tender);
  await play.review(tender, BIDDERS);
  await seat(town, tender.id);
  names = BIDDERS.map((bidder) => town.actors.find(({ id }) => id === bidder)?.organisation?.name ?? "");
  page = await (await served.walkers.contextOf("committee-2")).newPage();
}, 180_000);
afterAll(async () => {
  await served.stop();
  expect(served.walkers.complaints).toEqual([]);
});

test("the file stands beside the criteria, page by page, with its words for who cannot see it", async () => {
  await page.goto(`${served.base}/panel/${tender.id}/1`);
  await page.locator("a", { hasText: "对照评审" }).first().click();
  await page.locator(".sheetof canvas[aria-label*='页 1']").waitFor();
  await page.locator("#reader summary").click();
  expect(await page.locator("#reader pre").innerText()).toContain("教学设备采购");
  expect(await page.evaluate<number>("(() => { const made = document.querySelector('.sheetof canvas'); const bytes = made.getContext('2d').getImageData(0, 0, made.width, made.height).data; let dark = 0; for (let at = 0; at < bytes.length; at += 4) if (bytes[at] + bytes[at + 1] + bytes[at + 2] < 200) dark += 1; return dark; })()"), "ink on the page").toBeGreaterThan(2_000);
  expect([await violations(page), await overflow(page)]).toEqual([[], 0]);
  await pictured(page, "pages/beside");
  await page.getByRole("button", { name: "下一页" }).click();
  await page.locator(".sheetof canvas[aria-label*='页 2']").waitFor();
});

test("what is typed is kept as it is typed, and is there on the next bid's return, on the sheet and without scripts", async () => {
  const first = await page.locator("h1").innerText();
  await page.getByLabel(`${first}，技术参数响应，分数`).fill("30.5");
  await page.getByLabel(`${first}，技术参数响应，理由`).fill("两项参数负偏离");
  await page.locator("#saved", { hasText: "已保存" }).waitFor();
  await page.goto(`${served.base}/panel/${tender.id}/1`);
  expect([await page.getByLabel(`${first}，技术参数响应，分数`).inputValue(), await page.getByLabel(`${first}，技术参数响应，理由`).inputValue()]).toEqual(["30.5", "两项参数负偏离"]);
  const plain = await (await served.walkers.contextOf("committee-2", { javaScriptEnabled: false })).newPage();
  await plain.goto(`${served.base}/panel/${tender.id}/1`);
  await plain.locator("a", { hasText: "对照评审" }).first().click();
  expect(await plain.getByLabel(`${first}，技术参数响应，分数`).inputValue()).toBe("30.5");
  await plain.getByLabel(`${first}，实施方案，分数`).fill("12");
  await plain.getByRole("button", { name: "保存，看下一份" }).click();
  const second = await plain.locator("h1").innerText();
  expect([second !== first, names.includes(second)]).toEqual([true, true]);
  await plain.getByRole("button", { name: "保存，返回评分表" }).click();
  expect(await plain.getByLabel(`${first}，实施方案，分数`).inputValue()).toBe("12");
});

test("with keys alone a page is turned, enlarged and scored; a file that cannot be shown is offered to be saved", async () => {
  await page.goto(`${served.base}/panel/${tender.id}/1`);
  await page.locator("a", { hasText: "对照评审" }).first().click();
  await page.locator(".sheetof canvas[aria-label*='页 1']").waitFor();
  await page.locator("#page").focus();
  await page.keyboard.press("Control+A");
  await page.keyboard.type("2");
  await page.keyboard.press("Enter");
  await page.locator(".sheetof canvas[aria-label*='页 2']").waitFor();
  const width = await page.locator(".sheetof canvas").evaluate((made) => (made as unknown as { width: number }).width);
  await page.getByRole("button", { name: "放大" }).focus();
  await page.keyboard.press("Enter");
  await page.waitForFunction(`document.querySelector(".sheetof canvas").width > ${String(width)}`);
  await page.locator("a", { hasText: "说明.docx" }).click();
  await page.locator("#reader .note", { hasText: "下载" }).waitFor();
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goBack();
  await page.locator(".sheetof canvas").waitFor();
  expect(await overflow(page)).toBe(0);
  await pictured(page, "pages/beside-narrow");
});

test("a bid that is not on the sheet has no page, and nobody but a member has one", async () => {
  const answer = await page.goto(`${served.base}/panel/${tender.id}/1/bids/91341702MA000004XX`);
  expect(answer?.status()).toBe(404);
  const token = served.town.actors.find(({ id }) => id === "tenderer-1")?.token ?? "";
  expect((await served.town.app.request(`/panel/${tender.id}/1/bids/91341702MA00000159`, { headers: { authorization: `Bearer ${token}` } })).status).toBe(403);
});

test("a member signs its sheet by the passkey of its own device, in the page that shows what is signed", async () => {
  const complaints: string[] = [];
  const { context, page: own } = await withDevice(served, "评委甲", complaints);
  await sql`update actors set person_id = (select person_id from people order by made_at desc limit 1) where actor_id = 'committee-3'`.execute(served.town.database.as("owner"));
  await takesOffice(served, own);
  const address = `${deviceBase(served)}/panel/${tender.id}/1`;
  await own.goto(address);
  for (const score of await own.locator('[name^="score:"]').all()) await score.fill("1");
  for (const reason of await own.locator('[name^="reason:"]').all()) await reason.fill("按评分标准");
  await own.locator(`form[action="/panel/${tender.id}/1"] button`).click();
  const signs = own.getByRole("button", { name: "用通行密钥签署" });
  await signs.waitFor();
  expect([await violations(own), await overflow(own)]).toEqual([[], 0]);
  await pictured(own, "pages/sheet-by-passkey");
  await signs.click();
  await own.getByRole("heading", { name: "确认：签署" }).waitFor();
  await own.getByRole("button", { name: "用通行密钥确认" }).click();
  await own.locator(".note.ok").first().waitFor();
  const { signature } = await served.town.database.db.selectFrom("sheets").innerJoin("panel_members", "panel_members.label", "sheets.label").select("signature").where("actor_id", "=", "committee-3").executeTakeFirstOrThrow();
  expect(JSON.parse(Buffer.from(signature).toString("utf8"))).toMatchObject({ v: "signed-act/1", how: "passkey" });
  expect(complaints.filter((each) => !each.includes("status of 401"))).toEqual([]);
  await context.close();
});
