import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { pictured } from "../support/browsing.js";
import { servedTown, type ServedTown } from "../support/served-town.js";
import { lodgements, lotBody, publishedTender, sealBid, tenderBody } from "../support/works-tender.js";

// Three bids that their own bidders open: the second never is. The hall says why for ever, and its replay loses nobody's price.
const KEY_GIVEN = { "bidder-1": "2026-09-22T09:37:00+08:00", "bidder-3": "2026-09-22T09:39:00+08:00" } as const;

let site: ServedTown;
let tender: string;

beforeAll(async () => {
  site = await servedTown();
  const { town } = site;
  tender = (await publishedTender(town, tenderBody({}, [lotBody({ open: "bidder" })]))).id;
  await town.advance("2026-09-22T09:00:00+08:00");
  const part = `/api/v1/tenders/${tender}/lots/1/parts/bid`;
  const keys = new Map<string, string>();
  for (const [at, bidder] of ["bidder-1", "bidder-2", "bidder-3"].entries()) {
    const sealed = await sealBid(town, bidder, tender, "1", `3${String(at)}000000.00`);
    await town.done(bidder, "POST", lodgements(tender), sealed.body);
    keys.set(bidder, sealed.identities.get("bid") ?? "");
  }
  await town.advance("2026-09-22T09:36:00+08:00");
  for (const [bidder, at] of Object.entries(KEY_GIVEN)) {
    await town.advance(at);
    await town.done(bidder, "POST", `${part}/bidder-keys`, { identity: keys.get(bidder) });
  }
  await town.advance("2026-09-22T10:06:00+08:00");
  for (const bidder of Object.keys(KEY_GIVEN)) await town.done(bidder, "POST", `${part}/confirmations`);
  await town.advance("2026-09-22T10:10:00+08:00");
  await town.done("staff-1", "POST", `${part}/record`);
});
afterAll(() => site.stop());

/** What a visitor sees of the table of bids. */
const table = (page: Page): Promise<string> => page.locator("#bids").innerText();

async function open(query = ""): Promise<Page> {
  const page = await site.browser.newPage({ viewport: { width: 1280, height: 900 }, locale: "zh-CN" });
  await page.goto(`${site.base}/halls/${tender}-1${query}`);
  await page.locator("#replay").waitFor();
  return page;
}

test("where one bid stayed shut, the hall shows the prices of the others and says of this one why it has none", async () => {
  const page = await open();
  const shown = await table(page);
  for (const price of ["30,000,000.00", "32,000,000.00"]) expect(shown).toContain(price);
  expect(shown).not.toContain("31,000,000.00");
  expect(shown).toContain("未唱标：投标人未在规定时间内解密，投标人原因（视为撤销）\t未提异议，视同确认");
  await pictured(page, "replay/ended");
  await page.setViewportSize({ width: 390, height: 900 });
  await pictured(page, "replay/ended-phone");
  await page.close();
});

test("the replay shows each thing from its own second on, and at its end the page as it came", async () => {
  // The replay begins with the close at 09:30.
  const page = await open("?t=00:08:00");
  const during = await table(page);
  expect(during).not.toMatch(/\d\.\d\d/);
  expect(during.match(/已解密/g)).toHaveLength(1);
  expect(during.match(/待解密/g)).toHaveLength(2);
  expect(during).not.toMatch(/已确认|视同确认|未能解密|视为撤销/);
  expect(await page.locator("#steps li[aria-current]").innerText()).toContain("解密");
  await pictured(page, "replay/during");
  await page.locator("#position").press("End");
  const whole = await open();
  expect(await table(page)).toBe(await table(whole));
  expect(await page.locator("#steps").innerHTML()).toBe(await whole.locator("#steps").innerHTML());
  for (const each of [page, whole]) await each.close();
});
