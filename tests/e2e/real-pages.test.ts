import { gzipSync } from "node:zlib";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { launchBrowser } from "../support/browser.js";
import { complaintsOf, overflow, serveApp, settled, signInByPage, violations, type Session } from "../support/browsing.js";
import { fileOf } from "../support/pages.js";
import { judgedTender } from "../support/judged-tender.js";
import { testTown, type TestTown } from "../support/town.js";
import { lotBody, publishedTender, tenderBody, type TenderInTest } from "../support/works-tender.js";

const PAGE_BYTES_MAX = 30_000;

let town: TestTown;
let browser: Browser;
let base: string;
let stop: () => void;
let sung: TenderInTest;
let bidding: TenderInTest;
let plans: readonly [out: string, waiting: string];

beforeAll(async () => {
  town = await testTown("2026-09-01T09:00:00+08:00");
  [sung, browser] = [await judgedTender(town), await launchBrowser()];
  bidding = await publishedTender(town, tenderBody({ title: "晨光市望江公园提升工程", saleFrom: "2026-09-23T09:30:00+08:00", saleUntil: "2026-09-29T17:00:00+08:00", deadline: "2026-10-20T09:30:00+08:00" }, [lotBody({ deposit: { amount: "300000.00", currency: "CNY" }, depositDays: 90 })]));
  plans = [await draftedPlan("procurement"), await draftedPlan("works")];
  await town.done("tenderer-2", "POST", `/api/v1/plans/${plans[0]}/publication`);
  await town.advance("2026-09-24T09:00:00+08:00");
  ({ base, stop } = await serveApp(town.app));
});
afterAll(async () => {
  await browser.close();
  stop();
  await town.stop();
});

const CONTACT = { name: "晨光市城市建设投资集团有限公司", person: "陈一鸣", phone: "0000-1234567", address: "晨光市滨河路1号" };
async function draftedPlan(line: string): Promise<string> {
  const form = { title: "晨光市第一中学教学设备", needs: "交互式智能平板 40 台", budget: { amount: "1100000.00", currency: "CNY" }, month: "2026-11", remarks: null, contact: CONTACT, complaints: CONTACT, area: null };
  return String((await town.done("tenderer-1", "POST", "/api/v1/plans", { line, form }))["plan"]);
}

/** Every address with who reads it. */
const PAGES: readonly (readonly [name: string, actor: string | null, path: () => string])[] = [
  ["home", null, () => "/"], ["notices", null, () => "/notices"], ["notice", null, () => `/notices/${sung.id}-N1`], ["project", null, () => `/projects/${sung.id}`], ["halls", null, () => "/halls"],
  ["hall-ended", null, () => `/halls/${sung.id}-1`], ["hall-planned", null, () => `/halls/${bidding.id}-1`], ["verify", null, () => `/verify?notice=${sung.id}-N1&v=1`], ["log", null, () => "/log"], ["sign-in", null, () => "/sign-in"],
  ["missing", null, () => "/nothing"], ["my", "bidder-1", () => "/my"], ["my-bid", "bidder-1", () => `/my/${bidding.id}/1`], ["my-lodged", "bidder-1", () => `/my/${sung.id}/1`], ["seal", "bidder-1", () => `/my/${bidding.id}/1/seal`],
  ["desk-tenderer", "tenderer-1", () => "/desk"], ["desk-tender", "tenderer-1", () => `/desk/${sung.id}`], ["desk-draft", "tenderer-1", () => "/desk/tenders/new"], ["desk-clarify", "tenderer-1", () => `/desk/${bidding.id}/clarification`],
  ["desk-staff", "staff-1", () => "/desk"], ["desk-opener", "opener-agency", () => "/desk"], ["desk-guarantee", "cashier-1", () => `/desk/${bidding.id}/1/guarantee`], ["hall-host", "staff-1", () => `/halls/${bidding.id}-1`],
  ["plans", null, () => "/plans"], ["plan", null, () => `/notices/${plans[0]}-N1`], ["desk-plan-new", "tenderer-2", () => "/desk/plans/new"], ["desk-plan", "tenderer-2", () => `/desk/plans/${plans[1]}`],
  ["panel", "committee-1", () => "/panel"], ["sheet", "committee-1", () => `/panel/${sung.id}/1`], ["watch", "supervisor-1", () => "/watch"],
];

const sessions = new Map<string, Session>();

/** A browser of this person: signed in once, by the page, and remembered. */
async function contextFor(actor: string | null, options: Parameters<Browser["newContext"]>[0] = {}): Promise<BrowserContext> {
  if (actor !== null && !sessions.has(actor)) sessions.set(actor, await signInByPage(browser, base, actor));
  const session = actor === null ? undefined : sessions.get(actor);
  return browser.newContext({ locale: "zh-CN", ...options, ...(session === undefined ? {} : { storageState: session }) });
}

async function visit(context: BrowserContext, path: string): Promise<{ page: Page; complaints: string[] }> {
  const complaints = await complaintsOf(context);
  const page = await context.newPage();
  await page.goto(`${base}${path}`);
  await settled(page);
  return { page, complaints };
}

describe.each(PAGES)("page %s", (name, actor, path) => {
  test("breaks no WCAG 2.2 AA rule at a desk, on a phone and in large type, and nothing complains", async () => {
    for (const [kind, width, query] of [["desktop", 1280, ""], ["phone", 390, ""], ["elder", 1280, "mode=elder"]] as const) {
      const context = await contextFor(actor, { viewport: { width, height: 900 } });
      const { page, complaints } = await visit(context, `${path()}${query === "" ? "" : `${path().includes("?") ? "&" : "?"}${query}`}`);
      await page.screenshot({ path: `test-results/real/${name}-${kind}.png`, fullPage: true });
      expect(await violations(page), kind).toEqual([]);
      expect(await page.locator("h1").count(), kind).toBe(1);
      expect(complaints, kind).toEqual([]);
      await context.close();
    }
  });

  test("fits 320 px, reads without JavaScript, and weighs under 30 KB with its style", async () => {
    const context = await contextFor(actor, { viewport: { width: 320, height: 700 }, javaScriptEnabled: true });
    const { page } = await visit(context, path());
    expect(await overflow(page)).toBe(0);
    const html = await (await context.request.get(`${base}${path()}`, { headers: { accept: "text/html" } })).text();
    const css = await (await context.request.get(`${base}${/href="(\/assets\/daylight-[^"]+)"/.exec(html)?.[1] ?? ""}`)).body();
    expect(gzipSync(html).length + gzipSync(css).length).toBeLessThan(PAGE_BYTES_MAX);
    expect(html).toMatch(/<h1/);
    await context.close();
  });
});

test("a hall that is watched shows the close and every step without being loaded again", async () => {
  const tender = await publishedTender(town, tenderBody({ title: "晨光市文昌街道路工程", saleFrom: "2026-09-24T10:00:00+08:00", saleUntil: "2026-09-30T17:00:00+08:00", deadline: "2026-10-20T10:30:00+08:00" }, [lotBody()]));
  await town.advance("2026-10-20T10:00:00+08:00");
  for (const bidder of ["bidder-1", "bidder-2", "bidder-3"]) await fileOf(town, tender, bidder);
  const context = await contextFor(null, { viewport: { width: 1280, height: 900 } });
  const { page, complaints } = await visit(context, `/halls/${tender.id}-1`);
  expect(await page.locator("#bids").count()).toBe(0);
  await town.advance("2026-10-20T10:30:00+08:00");
  await page.locator("#bids").waitFor();
  expect(await page.locator("#bids tbody tr").count()).toBe(3);
  expect(await page.locator("#bids").textContent()).not.toMatch(/晨曦|江海|北辰/);
  await page.screenshot({ path: "test-results/real/hall-closed.png", fullPage: true });
  await town.advance("2026-10-20T10:36:00+08:00");
  await page.getByText("晨曦建设集团有限公司").first().waitFor();
  await page.screenshot({ path: "test-results/real/hall-running.png", fullPage: true });
  expect(complaints).toEqual([]);
  await context.close();
});
