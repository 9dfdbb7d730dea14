import type { Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { expectSmall, keepsGates, MODES } from "../support/gates.js";
import { payingTown } from "../support/paying-town.js";
import { servedTown, type ServedTown } from "../support/served-town.js";

let site: ServedTown;
let about: Awaited<ReturnType<typeof payingTown>>;
let css: Uint8Array;
const windows = new Map<string, Page>();
beforeAll(async () => {
  site = await servedTown("2026-09-22T10:00:00+08:00");
  about = await payingTown(site.town);
  css = site.town.assets.files.get(site.town.assets.urls.css)?.bytes ?? new Uint8Array();
});
afterAll(() => site.stop());
afterEach(() => { expect(site.walkers.complaints.splice(0)).toEqual([]); });

const PAGES: readonly (readonly [name: string, actor: string, path: () => string])[] = [
  ["day", "treasury-checker-1", () => "/treasury"], ["day-watch", "supervisor-1", () => "/treasury"], ["payments", "tenderer-1", () => "/treasury/requests"], ["payments-supplier", "bidder-1", () => "/treasury/requests"], ["payment-check", "treasury-checker-1", () => `/treasury/requests/${about.submitted}`],
  ["payment-returned", "tenderer-1", () => `/treasury/requests/${about.returned}`], ["payment-supplier", "bidder-1", () => `/treasury/requests/${about.sentBack}`], ["payment-new", "tenderer-1", () => `/treasury/requests/new?contract=${about.contract}`],
  ["budgets", "treasury-approver-1", () => "/treasury/budgets"], ["budgets-unit", "tenderer-1", () => "/treasury/budgets"], ["contracts", "tenderer-1", () => "/treasury/contracts"],
];

test.each(PAGES)("page %s has one h1, breaks no WCAG 2.2 AA rule at a desk, on a phone and in large type, fits 320 px, and weighs under 30 KB with its style", async (name, actor, path) => {
  const page = windows.get(actor) ?? (await (await site.walkers.contextOf(actor)).newPage());
  windows.set(actor, page);
  const answer = await page.goto(`${site.base}${path()}`);
  expect(await page.locator("h1").count()).toBe(1);
  expectSmall((await answer?.text()) ?? "", css);
  await keepsGates(page, `treasury/${name}`, MODES.filter((mode) => ["desktop", "phone", "elder"].includes(mode.name)));
});
