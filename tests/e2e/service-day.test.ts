import { afterAll, beforeAll, expect, test } from "vitest";
import type { Page } from "playwright-core";
import { pictured } from "../support/browsing.js";
import { casesOf } from "../support/cases.js";
import { servedTown, type ServedTown } from "../support/served-town.js";
import { formFor, leads, press } from "../support/walkers.js";

// A day at the service centre in Chromium, by links and forms alone: a citizen applies, corrects, reads the decision and judges; a clerk tells, accepts and delivers; a chief representative decides; a supervisor follows up a red light.
let site: ServedTown;
let late = "";
let code = "";
beforeAll(async () => {
  site = await servedTown("2026-09-22T10:00:00+08:00");
  const play = casesOf(site.town);
  await play.item("103-900", { from: "2026-09-22" });
  await play.mandate(["103-900"]);
  late = await play.accepted("103-900");
}, 120_000);
afterAll(() => site.stop());

const follow = (page: Page, name: string | RegExp): Promise<void> => leads(page, () => page.locator("main").getByRole("link", { name, exact: typeof name === "string" }).first().click());
const corner = (page: Page, name: string): Promise<void> => leads(page, () => page.locator("header").getByRole("link", { name, exact: true }).click());
/** Opens a case of a list by its code. */
const open = (page: Page, of: string): Promise<void> => leads(page, () => page.locator("main tr", { hasText: of }).getByRole("link").first().click());
const main = (page: Page): Promise<string> => page.locator("main").innerText();
async function attach(page: Page, material: string, name: string): Promise<void> {
  const form = page.locator(`form[action*="/materials/${material}"]`).first();
  await form.locator("input[type=file]").setInputFiles({ name, mimeType: "application/pdf", buffer: Buffer.from(`%PDF-1.7 ${name}`) });
  await leads(page, () => form.locator("button").click());
}

test("a citizen finds the item, and applies in four steps from its guide", async () => {
  const page = await site.walkers.at("citizen-1", "/services");
  await page.locator("main input[name=q]").fill("临时占用场地");
  await leads(page, () => page.locator("main form button").first().click());
  await follow(page, /临时占用场地审批/);
  expect(await main(page)).toContain("平面图");
  let steps = 1;
  await leads(page, () => page.locator('main a[href$="/103-900/apply"]').first().click());
  await leads(page, () => page.locator('main a[href*="step=2"]').last().click());
  steps += 1;
  await press(page, "case-draft", { applicantName: "陆晓晨", phone: "13800000001", subject: "中山路夜市占道三天" });
  steps += 1;
  for (const [material, name] of [["form", "申请表.pdf"], ["plan", "平面图.pdf"]] as const) await attach(page, material, name);
  await leads(page, () => page.locator('main a[href*="step=4"]').last().click());
  steps += 1;
  expect(await main(page)).toContain("平面图.pdf");
  await press(page, "case-file");
  code = new URL(page.url()).pathname.split("/").at(-1) ?? "";
  expect(code).toMatch(/^20260922-/);
  expect(steps).toBeLessThanOrEqual(5);
  expect(await main(page)).toContain("已收件，待受理");
  await pictured(page, "service-day/citizen-filed");
});

test("a window clerk opens what came, and tells at once all that is to be corrected", async () => {
  const page = await site.walkers.at("window-2", "/");
  await corner(page, "窗口办件");
  await open(page, code);
  await press(page, "case-notify", { "points.1.what": "比例尺不清", "points.1.standard": "1:500，盖章" });
  await pictured(page, "service-day/clerk-told");
});

test("the citizen reads what is missing in his messages, brings it once, and the clerk accepts", async () => {
  const page = await site.walkers.at("citizen-1", "/my/inbox");
  await leads(page, () => page.locator("main article", { hasText: "您的申请需要补正" }).getByRole("link").first().click());
  await open(page, code);
  expect(await main(page)).toContain("平面图：比例尺不清（1:500，盖章）");
  await attach(page, "plan", "平面图（1比500）.pdf");
  await press(page, "case-resubmit");
  const desk = await site.walkers.at("window-2", `/desk/cases/${code}`);
  await press(desk, "case-accept");
  expect(await main(desk)).toContain("已受理");
});

test("the chief representative finds the case in his corner, sees why it is his, and decides it under his seal", async () => {
  const page = await site.walkers.at("chief-2", "/");
  await corner(page, "窗口办件");
  await open(page, code);
  expect(await main(page)).toContain("审批层级");
  await press(page, "case-decide", { facts: "材料齐全，现场符合条件。", basis: "《城市道路管理条例》第三十条" });
  expect(await formFor(page, "case-decide").count(), "decided once").toBe(0);
  await pictured(page, "service-day/chief-decided");
});

test("the clerk delivers; the citizen reads the decision, and without signing in follows and judges it by its code", async () => {
  const desk = await site.walkers.at("window-2", `/desk/cases/${code}`);
  await press(desk, "case-deliver", { how: "window", receivedBy: "陆晓晨" });
  const page = await site.walkers.at("citizen-1", `/my/cases/${code}`);
  const paper = await page.locator('main a[href*="papers"], main a[href$=".pdf"]').last().getAttribute("href");
  const answer = await page.request.get(new URL(paper ?? "", site.base).href);
  expect([answer.status(), (await answer.body()).subarray(0, 5).toString()]).toEqual([200, "%PDF-"]);
  const stranger = await site.walkers.newPage("stranger");
  await stranger.goto(`${site.base}/track`);
  await stranger.locator("main input[name=code]").fill(code);
  await leads(stranger, () => stranger.locator("main form button").first().click());
  expect(await main(stranger)).not.toContain("陆晓晨");
  await stranger.locator("main input[name=grade]").first().check();
  await leads(stranger, () => stranger.locator("form", { has: stranger.locator("input[name=grade]") }).locator("button").click());
  expect(await main(stranger)).toContain("已经评价过");
  await pictured(stranger, "service-day/stranger-judged");
  await stranger.context().close();
});

test("a supervisor sees which light turned red and who was told, and writes down what became of it; the light stays", async () => {
  await site.town.advance("2026-10-13T09:00:00+08:00");
  const page = await site.walkers.at("supervisor-1", "/");
  await corner(page, "监督台");
  await follow(page, /亮灯和督办/);
  expect(await main(page)).toContain(late);
  await press(page, "case-answer", { answer: "已约谈单位分管领导，责令三日内办结。" });
  const after = await main(page);
  for (const words of ["已约谈单位分管领导", late]) expect(after).toContain(words);
  await pictured(page, "service-day/supervisor-answered");
});

test("no page of the day complained of anything", () => { expect(site.walkers.complaints).toEqual([]); });
