import { gzipSync } from "node:zlib";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { launchBrowser } from "../support/browser.js";
import { complaintsOf, overflow, settled, violations } from "../support/browsing.js";
import { type SampleSite, serveSamples } from "../support/sample-site.js";
import { SAMPLES } from "./sample-views.js";

const VIEWS = { desktop: { width: 1280, height: 900 }, narrow: { width: 320, height: 700 } };
const PAGE_BYTES_MAX = 30_000;
const SMALL_ISLAND_BYTES_MAX = 5_000;

let browser: Browser;
let site: SampleSite;

beforeAll(async () => { [browser, site] = await Promise.all([launchBrowser(), serveSamples()]); });

afterAll(async () => {
  await browser.close();
  site.stop();
});

/** Opens a page and gathers whatever the browser complained about. */
async function visit(context: BrowserContext, name: string, query = ""): Promise<{ page: Page; complaints: string[] }> {
  const complaints = await complaintsOf(context);
  const page = await context.newPage();
  await page.goto(site.base + name + query);
  return { page, complaints };
}

describe.each(SAMPLES.map((sample) => sample.name))("page %s", (name) => {
  test("breaks no WCAG 2.2 AA rule, asks for nothing the policy forbids, and has one h1", async () => {
    const context = await browser.newContext({ viewport: VIEWS.desktop });
    const { page, complaints } = await visit(context, name);
    await settled(page);
    await page.screenshot({ path: `test-results/pages/${name}.png`, fullPage: true }); // for the eye
    expect(await violations(page)).toEqual([]);
    expect(await page.locator("h1").count()).toBe(1);
    expect(complaints).toEqual([]);
    await context.close();
  });

  test("fits 320 px in dark, English and large type", async () => {
    const context = await browser.newContext({ viewport: VIEWS.narrow, colorScheme: "dark" });
    for (const query of ["", "?lang=en", "?display=elder"]) {
      const { page } = await visit(context, name, query);
      expect(await overflow(page), query).toBe(0);
      await settled(page);
      expect(await violations(page), query).toEqual([]);
    }
    await context.close();
  });

  test("reads without JavaScript and stays under 30 KB with its style", async () => {
    const css = [...site.assets.files.values()].find((file) => file.path.endsWith(".css"));
    expect(gzipSync(site.html(name)).length + gzipSync(css?.bytes ?? new Uint8Array()).length).toBeLessThan(PAGE_BYTES_MAX);
    const context = await browser.newContext({ javaScriptEnabled: false });
    const { page } = await visit(context, name);
    expect(await page.locator("h1").isVisible()).toBe(true);
    await context.close();
  });

  test("carries no style and no script of its own, and says 演练 in a rehearsal", () => {
    const html = site.html(name);
    expect(html).not.toMatch(/\sstyle=|\son[a-z]+=|<style|<script(?! type="module" src=)/);
    expect(html).toContain("演练");
  });
});

test("every page has its own title", () => {
  const titles = SAMPLES.map((sample) => /<title>([^<]*)/.exec(site.html(sample.name))?.[1]);
  const pages = new Map(SAMPLES.map((sample, at) => [sample.name.replace(/-(none|found|unknown|empty|sealed|host|sung)$/, ""), titles[at]]));
  expect(new Set(pages.values()).size).toBe(pages.size);
});

test("a live exchange does not say 演练", async () => {
  const live = await serveSamples("live");
  expect(live.html("home")).not.toContain("演练");
  live.stop();
});

test("the hall shows no bidder before the close and no price before singing-out", () => {
  expect(site.html("hall-sealed")).not.toContain("晨光市第一建设集团有限公司");
  expect(site.html("hall")).not.toContain("37,120,000.00");
  expect(site.html("hall-sung")).toContain("37,120,000.00");
});

test("on a notice the deadline and the action come before the facts in the reading order", () => {
  const html = site.html("notice");
  const order = ["2026年1月30日（星期五）09:30", "参加投标", "统一交易标识码"].map((text) => html.indexOf(text));
  expect(order).toEqual(order.toSorted((left, right) => left - right));
  expect(order).not.toContain(-1);
});

test("the reading islands stay small", () => {
  for (const name of ["hall", "verify", "score"] as const) {
    const file = site.assets.files.get(site.assets.urls[name]);
    expect(gzipSync(file?.bytes ?? new Uint8Array()).length, name).toBeLessThan(SMALL_ISLAND_BYTES_MAX);
  }
});

test("the same sources give the same asset names", async () => {
  const again = await serveSamples();
  expect(again.assets.urls).toEqual(site.assets.urls);
  again.stop();
});

test("on the wall the hall fills the screen and nothing runs over it", async () => {
  const context = await browser.newContext({ viewport: { width: 1920, height: 1080 } });
  const { page } = await visit(context, "hall", "?display=wall");
  await settled(page);
  expect(await overflow(page)).toBe(0);
  expect(await page.locator("footer.site").isVisible()).toBe(false);
  await page.screenshot({ path: "test-results/pages/hall-wall.png" });
  await context.close();
});
