import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { overflow, violations } from "../support/browsing.js";
import { fileOf } from "../support/pages.js";
import { giveKeys, handOver, heading, next, openFromSite, p12Of, saveZip } from "../support/sealing-page.js";
import { servedTown, type ServedTown } from "../support/served-town.js";
import type { TestTown } from "../support/town.js";
import { COMPREHENSIVE, lotBody, publishedTender, tenderBody, TWO_PARTS, type TenderInTest } from "../support/works-tender.js";

let served: ServedTown;
let town: TestTown;
let tender: TenderInTest;

beforeAll(async () => {
  served = await servedTown();
  ({ town } = served);
  tender = await publishedTender(town, tenderBody({}, [lotBody({ parts: TWO_PARTS, method: COMPREHENSIVE })]));
  await town.advance("2026-09-02T10:00:00+08:00");
  await fileOf(town, tender, "bidder-1");
}, 120_000);
afterAll(async () => {
  await served.stop();
  expect(served.walkers.complaints).toEqual([]);
});

async function myPage(): Promise<Page> {
  const page = await (await served.walkers.contextOf("bidder-1")).newPage();
  await page.goto(`${served.base}/my/${tender.id}/1`);
  return page;
}

test("an amendment asks, the bidder reads what it means, signs the confirmation offline, and has its receipt", async () => {
  const { serial } = await town.done("tenderer-1", "POST", `/api/v1/tenders/${tender.id}/clarifications`, { changes: [{ what: "管材", before: "HDPE", after: "球墨铸铁" }], mayAffectBid: true, newDeadline: null, reconfirm: true });
  await town.done("tenderer-2", "POST", `/api/v1/tenders/${tender.id}/clarifications/${String(serial)}/publication`);
  await town.advance("2026-09-02T10:05:00+08:00");
  const site = await myPage();
  await site.locator("section.note.bad a.btn", { hasText: "确认投标继续有效" }).click();
  await site.waitForURL(/\/confirm$/);
  expect(await violations(site)).toEqual([]);
  await site.setViewportSize({ width: 390, height: 800 });
  expect(await overflow(site)).toBe(0);
  await site.setViewportSize({ width: 1280, height: 900 });
  const sealing = await openFromSite(site);
  await giveKeys(sealing, p12Of(town, "bidder-1"));
  await heading(sealing, "确认投标继续有效");
  expect(await sealing.locator("#stage").textContent()).toMatch(/视为撤回：不予开启[^]*技术部分：第 2 版招标条件[^]*报价部分：第 2 版招标条件/);
  expect(await violations(sealing)).toEqual([]);
  await next(sealing);
  await heading(sealing, "保存并递交");
  await saveZip(sealing);
  await handOver(sealing, site);
  expect(await site.locator("h1").textContent()).toBe("确认已受理");
  const { parts } = (await town.done("bidder-1", "GET", `/api/v1/tenders/${tender.id}/lots/1/sealing`)) as { parts: { previous: { kind: string; seq: number } }[] };
  expect(parts.map(({ previous }) => `${String(previous.seq)} ${previous.kind}`)).toEqual(["2 confirm", "2 confirm"]);
  const after = await myPage();
  expect(await after.locator("main").textContent()).toContain("已按修改后的招标文件确认或者更换");
  expect(await after.locator("section.note.bad").count()).toBe(0);
}, 300_000);
