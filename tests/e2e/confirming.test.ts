import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { overflow, violations } from "../support/browsing.js";
import { fileOf } from "../support/pages.js";
import { giveKeys, handOver, heading, next, openFromSite, p12Of, saveZip } from "../support/sealing-page.js";
import { servedTown, type ServedTown } from "../support/served-town.js";
import { leads } from "../support/walkers.js";
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

/** Where pictures go when somebody wants to look at them. */
const shot = async (page: Page, name: string): Promise<void> => {
  const folder = process.env["SHOTS"];
  if (folder !== undefined) await page.screenshot({ path: `${folder}/${name}.png`, fullPage: true });
};

test("a bidder takes tickets, asks with a request that carries nothing of him, and the desk answers without learning who it was", async () => {
  const context = await served.walkers.contextOf("bidder-2");
  const page = await context.newPage();
  const sent: string[][] = [];
  page.on("request", (request) => {
    if (request.method() === "POST" && request.url().endsWith("/questions")) void request.allHeaders().then((headers) => { sent.push(Object.keys(headers).filter((name) => ["cookie", "authorization", "referer", "idempotency-key"].includes(name))); });
  });
  await page.goto(`${served.base}/projects/${tender.id}`);
  await page.locator("a.btn", { hasText: "提问与答复" }).click();
  await page.waitForURL(/\/questions$/);
  await page.locator("#take").click();
  await page.locator("#left", { hasText: "可用凭证 10 张" }).waitFor();
  await page.locator("#text").fill("请联系１３８００１３８０００");
  await page.locator("#send").click();
  expect(await page.locator("#faults").textContent()).toContain("“13800138000”会让人看出是谁在问");
  await page.locator("#text").fill("管材环刚度按图纸Ｓ－３还是清单？\n“阿依古丽·买买提、𠮷田䶮㛃”所绘详图是否有效？");
  await page.locator("#send").click();
  await page.locator("#said", { hasText: "已经投入提问箱" }).waitFor();
  await page.locator("#asked .end", { hasText: "在提问箱里" }).waitFor();
  expect(sent).toEqual([[]]);
  expect(await violations(page)).toEqual([]);
  await shot(page, "ask");
  await page.setViewportSize({ width: 390, height: 800 });
  expect(await overflow(page)).toBe(0);
  await shot(page, "ask-390");
  await town.advance("2026-09-03T00:00:00+08:00");
  const desk = await (await served.walkers.contextOf("tenderer-1")).newPage();
  await desk.goto(`${served.base}/desk/${tender.id}/questions`);
  expect(await desk.locator("main").textContent()).not.toContain("bidder-2");
  await desk.locator("textarea").first().fill("按图纸；详图有效。");
  await shot(desk, "desk-questions");
  expect(await violations(desk)).toEqual([]);
  await desk.locator("main form button.btn").click();
  await desk.goto(`${served.base}/desk/${tender.id}/clarification`);
  await desk.locator("input[name=withAnswers]").check();
  await leads(desk, () => desk.locator("main form button.btn").click());
  await desk.waitForURL(new RegExp(`/desk/${tender.id}$`));
  await town.done("tenderer-2", "POST", `/api/v1/tenders/${tender.id}/clarifications/2/publication`);
  await page.reload();
  await page.locator("#asked .end", { hasText: "已答复" }).waitFor();
  expect(await page.locator("main").textContent()).toMatch(/收到提问 1 个，已答复 1 个[^]*按图纸；详图有效。/);
  await page.setViewportSize({ width: 1280, height: 900 });
  await shot(page, "answered");
}, 120_000);
