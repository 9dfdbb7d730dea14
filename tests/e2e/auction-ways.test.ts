import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { outcomeOf } from "../../src/auctions/use-cases/outcome.js";
import type { Phase } from "../../src/auctions/terms.js";
import { at, MINUTE_MS } from "../../src/kernel/time.js";
import { advanceTo, comeIn, inRoom, phase, plannedRoom, price, said } from "../support/auction-room.js";
import { fujian, landBy, wan } from "../support/auctions.js";
import { pictured } from "../support/browsing.js";
import { keepsGates } from "../support/gates.js";
import { servedTown, type ServedTown } from "../support/served-town.js";
import { leads } from "../support/walkers.js";

// The ways to end a contest in which no price goes up, and what officers do to one, each by its own page.
const BIDDERS = ["bidder-1", "bidder-2"] as const;
const OPENS = at("2026-09-21T09:00:00+08:00");
let site: ServedTown;
beforeAll(async () => { site = await servedTown("2026-09-21T08:00:00+08:00"); }, 120_000);
afterAll(async () => {
  await site.town.world.floor.stop();
  await site.stop();
});

/** A contest of these phases with two bidders in its room. */
async function opened(auction: string, phases: readonly [Phase, ...Phase[]], opensAt = OPENS): Promise<{ readonly paddles: readonly string[]; readonly pages: readonly [Page, Page] }> {
  const paddles = await plannedRoom(site, { ...landBy(phases, { auction }), opensAt }, BIDDERS);
  const pages: Page[] = [];
  for (const who of BIDDERS) {
    const page = await inRoom(site, await (await site.walkers.contextOf(who)).newPage(), auction);
    await comeIn(page);
    pages.push(page);
  }
  return { paddles, pages: pages as [Page, Page] };
}
const record = async (auction: string): Promise<string> => JSON.stringify((await site.town.ask("supervisor-1", "GET", `/api/v1/auctions/${auction}/happenings`)).json);
const outcome = (auction: string) => outcomeOf(site.town.world.db, site.town.world.exchange.id, auction);

test("who goes on is asked by a form and known to nobody else; sealed quotes stay in their browsers until they are shown", async () => {
  const { paddles, pages } = await opened("WAYS-A1", [
    { kind: "willing", name: "willing", lasts: { ms: 10 * MINUTE_MS }, then: [{ when: [{ is: "willing", bidders: 2, present: 2 }], go: "quotes" }] },
    { kind: "quotes", name: "quotes", who: "willing", sealMs: 5 * MINUTE_MS, revealMs: 5 * MINUTE_MS, rule: "highest", over: false, most: null, then: [] },
  ]);
  const [first, second] = pages;
  await advanceTo(site, "2026-09-21T09:01:00+08:00");
  await phase(first, "询问是否继续参加");
  await pictured(first, "auction/willing");
  await keepsGates(first, "auction/willing", [{ name: "phone", width: 390 }]);
  for (const page of pages) {
    await page.locator('[data-way-of="willing"] button[value="yes"]').click();
    await page.click("#confirm-offer");
  }
  for (const page of pages) await phase(page, "一次报价");
  expect(await record("WAYS-A1")).not.toContain("\"yes\"");
  for (const [page, amount] of [[first, "13000万"], [second, "12900万"]] as const) {
    await page.fill("#sealed", amount);
    await page.press("#sealed", "Enter");
    await page.locator("#check").waitFor();
    await page.click("#confirm-offer");
    await said(page, "密封报价已受理");
  }
  await pictured(first, "auction/sealed");
  for (const text of [await record("WAYS-A1"), await second.content()]) expect(text).not.toMatch(/130,?000,?000\.00/);
  await advanceTo(site, "2026-09-21T09:06:01+08:00");
  await price(second, "¥130,000,000.00");
  await first.locator(".own-status", { hasText: "报价最高" }).waitFor();
  expect(await outcome("WAYS-A1")).toMatchObject({ paddle: paddles[0], amount: wan("13000") });
});

test("the price that the clock asks is taken for what it is when it is taken", async () => {
  const opensAt = at("2026-09-21T10:00:00+08:00");
  const { paddles, pages: [first, second] } = await opened("WAYS-A2", [{ kind: "dutch", name: "dutch", from: wan("14000"), down: wan("100"), floor: wan("12000"), everyMs: MINUTE_MS, then: [] }], opensAt);
  await advanceTo(site, "2026-09-21T10:02:30+08:00");
  await second.locator("[data-asked]", { hasText: "¥138,000,000.00" }).waitFor();
  await second.locator('[data-way-of="dutch"] button').click();
  expect(await second.locator("#check").innerText()).toContain("壹亿叁仟捌佰万元整");
  await second.click("#confirm-offer");
  await second.locator(".own-status", { hasText: "报价最高" }).waitFor();
  await price(first, "¥138,000,000.00");
  expect(await outcome("WAYS-A2")).toMatchObject({ paddle: paddles[1], amount: wan("13800") });
});

test("two officers freeze a contest from its desk and let it go on, and the supervisor stops it alone; the room says so at once", async () => {
  const opensAt = at("2026-09-21T11:00:00+08:00");
  const listing = { ...fujian.phases[0], lasts: { untilAt: at("2026-09-21T12:00:00+08:00") }, then: [] } as Phase;
  const { pages: [first] } = await opened("WAYS-A3", [listing], opensAt);
  await advanceTo(site, "2026-09-21T11:10:00+08:00");
  const ask = async (act: string, reason: string): Promise<void> => {
    const page = await site.walkers.at("staff-1", "/desk/auctions/WAYS-A3");
    const form = page.locator('form[action^="/acts/auction-interrupt?"]');
    await form.locator(`input[name=act][value=${act}]`).check();
    await form.locator("select[name=cause]").selectOption("dispute");
    await form.locator("[name=reason]").fill(reason);
    await leads(page, () => form.locator("button").click());
    expect(await page.locator('form[action^="/acts/auction-interrupt-approve"]').count()).toBe(0);
  };
  const approve = async (): Promise<void> => {
    const page = await site.walkers.at("staff-2", "/desk/auctions/WAYS-A3");
    await leads(page, () => page.locator('form[action^="/acts/auction-interrupt-approve"] button').click());
    await site.town.world.floor.keep();
  };
  await ask("freeze", "竞买人提出异议");
  await approve();
  await phase(first, "已冻结");
  expect(await first.locator("[data-said=note]").innerText()).toContain("剩余时间（3000 秒）已经保存");
  await pictured(first, "auction/frozen");
  await ask("thaw", "异议已经答复");
  await approve();
  await phase(first, "挂牌报价");
  const watch = await site.walkers.at("supervisor-1", "/desk/auctions/WAYS-A3");
  const order = watch.locator('form[action^="/acts/auction-order?"]');
  await order.locator("input[name=act][value=suspend]").check();
  await order.locator("[name=reason]").fill("责令暂停");
  await leads(watch, () => order.locator("button").click());
  await site.town.world.floor.keep();
  await phase(first, "已冻结");
  await pictured(watch, "auction/desk");
});
