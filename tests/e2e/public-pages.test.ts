import type { Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { numbersOn } from "../../src/routes/pages/rules.js";
import { day } from "../../src/kernel/time.js";
import { helpIn } from "../../src/web/help/help.js";
import { twinOf } from "../../src/web/paths.js";
import { drawnFor } from "../support/draws.js";
import { expectSmall, keepsGates, MODES } from "../support/gates.js";
import { pageTown, type PageTown } from "../support/judged-tender.js";
import { salesOnPages, type SalesOnPages } from "../support/sale-pages.js";
import { servedTown, type ServedTown } from "../support/served-town.js";

let site: ServedTown;
let about: PageTown;
let sales: SalesOnPages;
/** What is printed on the newest notice. */
let code: string;
let css: Uint8Array;
/** One window for all pages, and one where no script runs. */
let page: Page;
let plain: Page;

beforeAll(async () => {
  site = await servedTown();
  about = await pageTown(site.town);
  await drawnFor(site.town, about.bidding.id);
  sales = await salesOnPages(site.town);
  code = (JSON.parse(await (await site.town.app.request("/notices.json")).text()) as { notices: readonly { code: string }[] }).notices[0]?.code ?? "";
  css = site.town.assets.files.get(site.town.assets.urls.css)?.bytes ?? new Uint8Array();
  const [context, scriptless] = await Promise.all([site.walkers.contextOf(null), site.walkers.contextOf(null, { javaScriptEnabled: false })]);
  [page, plain] = await Promise.all([context.newPage(), scriptless.newPage()]);
});
afterAll(() => site.stop());
afterEach(() => { expect(site.walkers.complaints.splice(0)).toEqual([]); });

const TOPICS = Object.keys(helpIn("zh", numbersOn(day("2026-09-24"))));
/** Where the deadline of the bids is counted out. */
const HOW = "/rules/how?rule=EC-11&law=2026-09-01&from=2026-09-01T09:30:00%2B08:00&shown=2026-09-22T09:30:00%2B08:00";

/** Every address that everybody reads. */
const PAGES: readonly (readonly [name: string, path: () => string])[] = [
  ["home", () => "/"], ["notices", () => "/notices"], ["search", () => `/notices?q=${encodeURIComponent("雨污")}&stage=notice&line=works&from=2026-08-01`], ["projects", () => "/projects"], ["sales", () => "/sales"], ["sale-land", () => `/sales/${sales.land}`], ["sale-mining", () => `/sales/${sales.mining}`], ["sale-property", () => `/sales/${sales.property}`], ["results", () => "/results"], ["plans", () => "/plans"],
  ["notice", () => `/notices/${about.judged.id}-N1`], ["plan", () => `/notices/${about.plan}-N1`], ["version", () => `/notices/${about.judged.id}-N1/v/1`], ["project", () => `/projects/${about.judged.id}`], ["calendar", () => "/calendar"],
  ["questions", () => `/projects/${about.bidding.id}/questions`], ["changes", () => `/projects/${about.bidding.id}/changes`], ["draws", () => `/projects/${about.bidding.id}/draws`], ["documents", () => `/projects/${about.bidding.id}/documents`], ["halls", () => "/halls"], ["hall-ended", () => `/halls/${about.judged.id}-1`], ["hall-planned", () => `/halls/${about.bidding.id}-1`],
  ["verify", () => "/verify"], ["recompute", () => "/verify/evaluation"], ["verified", () => `/verify?notice=${about.judged.id}-N1&v=1`], ["code", () => `/v/${code}`], ["log", () => "/log"],
  ["rules", () => "/rules"], ["how-counted", () => HOW], ["help", () => "/help"], ...TOPICS.map((topic) => [`help-${topic}`, () => `/help/${topic}`] as const), ["glossary", () => "/glossary"], ["privacy", () => "/privacy"],
  ["sign-in", () => "/sign-in"], ["register", () => "/register"], ["recover", () => "/recover"], ["problem", () => "/problems/bid-too-late"], ["missing", () => "/nothing"],
];

describe.each(PAGES)("page %s", (name, path) => {
  test("has one h1, breaks no WCAG 2.2 AA rule and runs over no screen or paper, in every mode", async () => {
    await page.goto(`${site.base}${path()}`);
    expect(await page.locator("h1").count()).toBe(1);
    await keepsGates(page, `public/${name}`, MODES);
  });

  test("keeps the same in English", async () => {
    await page.goto(`${site.base}${twinOf(path(), "en")}`);
    await keepsGates(page, `public/${name}-en`, [{ name: "desktop", width: 1280 }]);
  });

  test("reads without JavaScript, and weighs under 30 KB with its style", async () => {
    const answer = await plain.goto(`${site.base}${path()}`);
    expect(await plain.locator("h1").isVisible()).toBe(true);
    const html = (await answer?.text()) ?? "";
    expect(html).toContain(site.town.assets.urls.css);
    expectSmall(html, css);
  });
});
