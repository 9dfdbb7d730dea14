import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { launchBrowser } from "../support/browser.js";
import { complaintsOf, overflow, pictured, settled } from "../support/browsing.js";
import { keepsGates, NARROW_PX, type Mode } from "../support/gates.js";
import { type SampleSite, serveSamples } from "../support/sample-site.js";
import { SAMPLES } from "../support/sample-views.js";

const NARROW: Mode = { name: "narrow-dark", width: NARROW_PX, colorScheme: "dark" };

let browser: Browser;
let site: SampleSite;
/** One window for all pages, and one where no script runs. */
let page: Page;
let plain: Page;
let complaints: string[];

beforeAll(async () => {
  [browser, site] = await Promise.all([launchBrowser(), serveSamples()]);
  const [context, scriptless] = await Promise.all([browser.newContext(), browser.newContext({ javaScriptEnabled: false })]);
  complaints = await complaintsOf(context);
  [page, plain] = await Promise.all([context.newPage(), scriptless.newPage()]);
});
afterAll(async () => {
  await browser.close();
  site.stop();
});
afterEach(() => { expect(complaints.splice(0)).toEqual([]); });

describe.each(SAMPLES.map((sample) => sample.name))("page %s", (name) => {
  test("has one h1, breaks no WCAG 2.2 AA rule, asks for nothing the policy forbids, and fits 320 px in dark and large type", async () => {
    await page.goto(site.base + name);
    expect(await page.locator("h1").count()).toBe(1);
    await keepsGates(page, `pages/${name}`, [{ name: "desktop", width: 1280 }, NARROW, { ...NARROW, name: "narrow-dark-elder", display: "elder" }]);
  });

  test("fits 320 px in English and breaks no rule there", async () => {
    await page.goto(`${site.base}${name}?lang=en`);
    await keepsGates(page, `pages/${name}-en`, [NARROW]);
  });

  test("reads without JavaScript", async () => {
    await plain.goto(site.base + name);
    expect(await plain.locator("h1").isVisible()).toBe(true);
  });
});

test("on the wall the hall fills the screen and nothing runs over it", async () => {
  await page.setViewportSize({ width: 1920, height: 1080 });
  await page.goto(`${site.base}hall?display=wall`);
  await settled(page);
  expect(await overflow(page)).toBe(0);
  expect(await page.locator("footer.site").isVisible()).toBe(false);
  await pictured(page, "pages/hall-wall");
});
