import type { Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { keepsGates, MODES } from "../support/gates.js";
import { servedTown, type ServedTown } from "../support/served-town.js";

// The guide to items and the registry’s desk, as people see them.
let site: ServedTown;
const windows = new Map<string, Page>();
const TEXT = "经现场调查，企业在港区申报更方便，材料统一收取。";
beforeAll(async () => {
  site = await servedTown("2026-09-22T10:00:00+08:00");
  const { town } = site;
  const answer = await town.app.request(`/api/v1/items/103-003/files/${encodeURIComponent("书面申请.pdf")}`, { method: "PUT", headers: { authorization: `Bearer ${town.actors.find(({ id }) => id === "window-2")?.token ?? ""}` }, body: "申请" });
  const { sha256 } = (await answer.json()) as { sha256: string };
  await town.done("deputy-2", "POST", "/api/v1/items/103-003/exit/request", { wanted: "mode-change", reason: TEXT, document: sha256 });
  await town.done("centre-committee-1", "POST", "/api/v1/items/103-003/exit/report", { to: "施政和", text: TEXT });
});
afterAll(() => site.stop());
afterEach(() => { expect(site.walkers.complaints.splice(0)).toEqual([]); });

const PAGES: readonly (readonly [name: string, actor: string, path: string])[] = [
  ["services", "bidder-1", "/services"], ["guide", "bidder-1", "/services/103-001"], ["guide-en", "bidder-1", "/en/services/103-001"], ["desk", "sub-centre-1", "/items"], ["item", "sub-centre-1", "/items/103-003"], ["new", "window-2", "/items/new?from=103-001"], ["hand-overs", "sub-centre-1", "/items/hand-overs?unit=103"],
];

test.each(PAGES)("page %s has one h1 and breaks no WCAG 2.2 AA rule at a desk, on a phone and in large type", async (name, actor, path) => {
  const page = windows.get(actor) ?? (await (await site.walkers.contextOf(actor)).newPage());
  windows.set(actor, page);
  await page.goto(`${site.base}${path}`);
  expect(await page.locator("h1").count()).toBe(1);
  await keepsGates(page, `items/${name}`, MODES.filter((mode) => ["desktop", "phone", "elder"].includes(mode.name)));
});
