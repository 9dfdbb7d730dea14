import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { outcomeOf } from "../../src/auctions/use-cases/outcome.js";
import { at, HOUR_MS } from "../../src/kernel/time.js";
import { advanceTo, comeIn, firmOf, inRoom, phase, plannedRoom, price, said } from "../support/auction-room.js";
import { fujian, wan } from "../support/auctions.js";
import { pictured } from "../support/browsing.js";
import { keepsGates, MODES } from "../support/gates.js";
import { servedTown, type ServedTown } from "../support/served-town.js";

// Three firms and a watcher, each in a browser of his own, from the listing through its overtime to the end.
const AUCTION = "CG-2026-7-A1";
const BIDDERS = ["bidder-1", "bidder-2", "bidder-3"] as const;
const [A, B, C] = BIDDERS;
let site: ServedTown;
let paddles: readonly string[];
const pages = new Map<string, Page>();
const room = (who: string): Page => {
  const page = pages.get(who);
  if (page === undefined) throw new RangeError(`${who} is not in the room`);
  return page;
};
beforeAll(async () => {
  site = await servedTown("2026-09-21T08:00:00+08:00");
  const listing = { ...fujian.phases[0], lasts: { untilAt: at("2026-09-21T11:00:00+08:00") } } as (typeof fujian.phases)[0];
  paddles = await plannedRoom(site, { ...fujian, auction: AUCTION, reserve: null, maxima: true, unusualPercent: 150, opensAt: at("2026-09-21T09:00:00+08:00"), phases: [listing, ...fujian.phases.slice(1)], freezing: { lastMs: HOUR_MS, directMs: HOUR_MS, noticeMs: 24 * HOUR_MS } }, BIDDERS);
  for (const who of BIDDERS) {
    const context = await site.walkers.contextOf(who, { viewport: { width: who === B ? 390 : 1280, height: 900 } });
    pages.set(who, await openRoom(await context.newPage()));
  }
  pages.set("watcher", await openRoom(await site.walkers.newPage("watcher")));
}, 120_000);
afterAll(async () => {
  await site.town.world.floor.stop();
  await site.stop();
});

const openRoom = (page: Page): Promise<Page> => inRoom(site, page, AUCTION);
const advance = (to: string): Promise<void> => advanceTo(site, `2026-09-21T${to}+08:00`);
const status = (page: Page, text: string): Promise<void> => page.locator(".own-status", { hasText: text }).waitFor();

/** Types an amount and looks at it. */
async function typed(page: Page, amount: string): Promise<void> {
  await page.fill("#amount", amount);
  await page.press("#amount", "Enter");
  await page.locator("#check").waitFor();
}
/** Both steps of an offer. */
async function offered(page: Page, amount: string): Promise<void> {
  await typed(page, amount);
  await page.click("#confirm-offer");
}

test("each bidder comes in by one signed act; the key of the room stays in his browser and cannot be taken out", async () => {
  for (const who of BIDDERS) {
    await comeIn(room(who));
    await room(who).locator("#offer-form").waitFor();
  }
  const isExtractable = await room(A).evaluate<boolean>(`new Promise((done) => { const open = indexedDB.open("daylight-auctions", 1); open.onsuccess = () => { const all = open.result.transaction("keys").objectStore("keys").getAll(); all.onsuccess = () => done(all.result.some(({ privateKey }) => privateKey.extractable)); }; })`);
  expect(isExtractable).toBe(false);
  expect(await room("watcher").locator("#offer").count()).toBe(0);
  expect(await room("watcher").locator("#own").innerText()).toContain("您在旁观");
});

test("the first offer is checked in figures and words before it counts; everybody sees the price, a watcher by paddle alone", async () => {
  await advance("09:10:00");
  await phase(room(A), "挂牌报价");
  await status(room(A), "未出价");
  await room(A).locator('[data-steps="0"]').click();
  await room(A).locator("#check", { hasText: /¥120,000,000\.00\s*人民币壹亿贰仟万元整/ }).waitFor();
  await pictured(room(A), "auction/check");
  await room(A).click("#confirm-offer");
  await said(room(A), "已受理");
  await status(room(A), "领先");
  await price(room("watcher"), "¥120,000,000.00");
  await room("watcher").locator("#price", { hasText: `号牌 ${paddles[0] ?? ""}` }).waitFor();
});

test("one fen under the step is refused with the least amount; over it the other is told at once that he was outbid", async () => {
  await offered(room(B), "120999999.99");
  await said(room(B), /121,000,000\.00|整数倍/);
  await status(room(B), "未出价");
  await offered(room(B), "12099.9万");
  await said(room(B), "低于现在可以报的最低价121,000,000.00元");
  await offered(room(B), "12100万");
  await status(room(B), "领先");
  await status(room(A), "被超过");
  expect(await room(A).locator("#alarm").textContent()).toContain("您被超过，现在的价格 ¥121,000,000.00");
  await pictured(room(A), "auction/outbid");
  await pictured(room(B), "auction/leading-phone");
});

test("a second window whose price grew stale says so before it is confirmed, and the offer is refused with the price as it stands", async () => {
  const second = await openRoom(await room(A).context().newPage());
  await typed(second, "12200万");
  await offered(room(C), "12300万");
  await status(room(C), "领先");
  await second.locator("#check-note", { hasText: "价格已经变为 ¥123,000,000.00" }).waitFor();
  await pictured(second, "auction/stale");
  await second.click("#confirm-offer");
  await said(second, "低于现在可以报的最低价124,000,000.00元（当前价123,000,000.00元");
  await second.close();
});

test("an amount far over the price is asked about a second time", async () => {
  await offered(room(A), "124000万");
  await room(A).locator("#confirm-offer", { hasText: "确为本意" }).waitFor();
  expect(await room(A).locator("#check-note").innerText()).toContain("150%");
  await pictured(room(A), "auction/unusual");
  await room(A).click("#check-back");
  await price(room("watcher"), "¥123,000,000.00");
});

test("who was cut off reads everything that was missed, and its chain still holds", async () => {
  const away = room(C);
  await away.context().setOffline(true);
  await away.locator("#connection", { hasText: "连接中断" }).waitFor();
  await offered(room(A), "12400万");
  await status(room(A), "领先");
  await offered(room(B), "12500万");
  await status(room(B), "领先");
  await away.context().setOffline(false);
  await away.locator("#connection", { hasText: "补齐" }).waitFor();
  await price(away, "¥125,000,000.00");
  await status(away, "被超过");
  const { json } = await site.town.ask(null, "GET", `/api/v1/auctions/${AUCTION}/happenings`);
  const heads = (json["happenings"] as { head: string }[]).map(({ head }) => head);
  expect(await away.locator("#head").textContent()).toBe(heads.at(-1));
  expect(await away.locator("#checked").textContent()).toBe(`本机已逐条核对 ${String(heads.length)} 条记录`);
  for (const amount of ["124,000,000.00", "125,000,000.00"]) expect(await away.locator("#lines").innerText()).toContain(amount);
});

test("a maximum is known to its bidder alone, and offers for him", async () => {
  const page = room(C);
  await page.click("#maximum summary");
  await page.fill("#most", "13000万");
  await page.press("#most", "Enter");
  await page.click("#confirm-offer");
  await said(page, "委托最高价已受理");
  await status(page, "领先");
  await page.locator("[data-said=maximum]", { hasText: "130,000,000.00" }).waitFor();
  await price(room("watcher"), "¥126,000,000.00");
  for (const who of [A, B, "watcher"]) expect(await room(who).content(), who).not.toContain("130,000,000.00");
});

test("offers in the last hour lead to the overtime, in which each starts the countdown again", async () => {
  await advance("10:55:00");
  await offered(room(A), "13200万");
  await status(room(A), "领先");
  await offered(room(B), "13400万");
  await status(room(B), "领先");
  await advance("11:00:00");
  for (const who of [A, B, C, "watcher"]) await phase(room(who), "准备");
  await advance("11:15:00");
  await phase(room(A), "限时竞价");
  await room(A).locator("#left", { hasText: "05:00" }).waitFor();
  await advance("11:19:00");
  await room(A).locator("#left", { hasText: "01:00" }).waitFor();
  expect(await room(A).locator("#say").textContent()).toBe("还剩 1 分钟");
  await room(A).locator('[data-steps="0"]').click();
  await room(A).click("#confirm-offer");
  await status(room(A), "领先");
  await room("watcher").locator("#left", { hasText: "05:00" }).waitFor();
  await pictured(room("watcher"), "auction/overtime");
});

test("no page shows a firm before the end: neither the room, nor its wall, nor the list", async () => {
  const page = await site.walkers.newPage("stranger");
  for (const path of ["/auctions", `/auctions/${AUCTION}`, `/auctions/${AUCTION}/wall`, `/auctions/${AUCTION}/replay`, `/en/auctions/${AUCTION}`]) {
    await page.goto(`${site.base}${path}`);
    await pictured(page, `auction/stranger${path.replaceAll("/", "-")}`);
    const html = await page.content();
    for (const actor of BIDDERS) for (const word of Object.values(firmOf(site, actor))) expect(html, path).not.toContain(word);
  }
  await page.close();
});

test("the room keeps the gates of every page, for a bidder and for a watcher", async () => {
  for (const who of [A, "watcher"]) await keepsGates(room(who), `auction/room-${who}`, MODES);
});

test("the countdown runs out, everybody is told, and the replay computes the same end from the record", async () => {
  await advance("11:24:00");
  for (const who of [A, B, C]) await status(room(who), who === A ? "报价最高" : "未成交");
  await room("watcher").locator("[data-said=phase]", { hasText: "竞价结束" }).waitFor();
  expect(await room(A).locator("#offer").isVisible()).toBe(false);
  expect(await outcomeOf(site.town.world.db, site.town.world.exchange.id, AUCTION)).toMatchObject({ paddle: paddles[0], firm: firmOf(site, A).firm, amount: wan("13600") });
  const page = await site.walkers.newPage("replayer");
  await page.goto(`${site.base}/auctions/${AUCTION}/replay`);
  await page.locator("#replay").waitFor();
  await price(page, "¥136,000,000.00");
  await page.locator("#position").press("Home");
  await price(page, "¥120,000,000.00");
  await page.locator("[data-said=phase]", { hasText: "尚未开始" }).waitFor();
  await page.selectOption("#speed", "60");
  await page.locator("#position").press("End");
  await price(page, "¥136,000,000.00");
  await pictured(page, "auction/replay");
  await page.close();
  expect(site.walkers.complaints.filter((each) => !/status of (?:401|409|422)|ERR_INTERNET_DISCONNECTED|ERR_NETWORK/.test(each))).toEqual([]);
});
