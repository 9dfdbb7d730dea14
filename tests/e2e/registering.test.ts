import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import type { BrowserContext, CDPSession, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { complaintsOf, pictured, settled, violations } from "../support/browsing.js";
import { fillBid, handOver, openFromSite, PASSPHRASE, sealAndSave, textFile } from "../support/sealing-page.js";
import { servedTown, type ServedTown } from "../support/served-town.js";
import { lotBody, publishedTender, tenderBody } from "../support/works-tender.js";

const USCC = "91341702MA00001540";
const NAME = "新芽建筑工程有限公司";

let site: ServedTown;
let base: string;
let folder: string;
let complaints: string[];
beforeAll(async () => {
  site = await servedTown();
  base = site.base.replace("127.0.0.1", "localhost");
  folder = mkdtempSync(path.join(tmpdir(), "daylight-registering-"));
  complaints = [];
});
afterAll(async () => {
  await site.stop();
  rmSync(folder, { recursive: true, force: true });
});

type Visitor = { readonly context: BrowserContext; readonly page: Page; readonly cdp: CDPSession };

/** A browser with a device that knows its owner: Chromium's own virtual authenticator. */
async function visitor(): Promise<Visitor> {
  const context = await site.browser.newContext({ locale: "zh-CN", acceptDownloads: true });
  await complaintsOf(context, "visitor", complaints);
  const page = await context.newPage();
  const cdp = await context.newCDPSession(page);
  await cdp.send("WebAuthn.enable");
  await cdp.send("WebAuthn.addVirtualAuthenticator", { options: { protocol: "ctap2", transport: "internal", hasResidentKey: true, hasUserVerification: true, isUserVerified: true, automaticPresenceSimulation: true } });
  return { context, page, cdp };
}

async function looked(page: Page, name: string): Promise<void> {
  await settled(page);
  expect(await violations(page), name).toEqual([]);
  await pictured(page, name);
}

async function registerPerson(page: Page, name: string): Promise<void> {
  await page.goto(`${base}/register`);
  await page.locator("#p-name").fill(name);
  await page.locator("#p-label").fill("我的手机");
  await page.getByRole("button", { name: "创建通行密钥" }).click();
  await page.waitForURL(/\/account$/);
}

/** Fills the form of an organisation, gets a rehearsal certificate for it and saves it. */
async function draftOrganisation(page: Page, roles: readonly string[]): Promise<string> {
  await page.getByRole("link", { name: "登记单位" }).click();
  const values = { uscc: USCC, name: NAME, legalRepresentative: "辛亚", address: "晨光市滨河区新芽路 1 号", phone: "0566-1234567" };
  for (const [name, value] of Object.entries(values)) await page.locator(`[name="${name}"]`).fill(value);
  for (const role of roles) await page.getByLabel(role, { exact: true }).check();
  await page.getByRole("button", { name: "下一步" }).click();
  await page.waitForURL(/\/account\/registrations\/r-[0-9a-f]{16}$/);
  const [saved] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: "领取演练证书" }).click()]);
  const file = path.join(folder, saved.suggestedFilename());
  await saved.saveAs(file);
  return file;
}

test("a new company registers in Chromium with a passkey and its certificate, and lodges a bid that day", async () => {
  const { context, page } = await visitor();
  await page.goto(`${base}/sign-in`);
  await looked(page, "sign-in");
  await page.getByRole("link", { name: "注册账号" }).click();
  await looked(page, "register");
  await registerPerson(page, "辛芽");
  await looked(page, "account-new");
  const keys = await draftOrganisation(page, ["投标人"]);
  await looked(page, "registration-sign");
  await page.locator("#sign-files").setInputFiles(keys);
  await page.locator("#sign-password").fill("rehearsal");
  await page.getByRole("button", { name: "签名并提交" }).click();
  await page.locator(".note.ok").waitFor();
  await looked(page, "registration-accepted");
  await page.getByRole("link", { name: "开始办事" }).click();
  await looked(page, "account");
  await page.getByRole("link", { name: "开始办事" }).waitFor();

  const tender = await publishedTender(site.town, tenderBody({}, [lotBody()]));
  await site.town.advance("2026-09-02T10:00:00+08:00");
  await page.goto(`${base}/my/${tender.id}/1`);
  const sealing = await openFromSite(page);
  await fillBid(sealing, { keys, answers: { "f-price": "31206000.00", "f-days": "240", "f-quality": "合格", "f-leader.name": "李建国", "f-leader.certificate": "一级建造师", "f-leader.certificateNumber": "皖1340000000001" }, files: { bid: [textFile("施工组织设计.pdf", "%PDF-1.7")] } });
  await sealAndSave(sealing, PASSPHRASE);
  await handOver(sealing, page);
  expect(await page.locator("h1").textContent()).toBe("投标文件已受理");

  await page.goto(`${base}/account`);
  await page.getByRole("button", { name: "退出", exact: true }).first().click();
  await page.goto(`${base}/sign-in`);
  await page.getByRole("button", { name: "用通行密钥登录" }).click();
  await page.waitForURL(/\/account$/);
  expect(await page.locator("main h1").textContent()).toContain("辛芽");
  expect(complaints).toEqual([]);
  await context.close();
}, 240_000);
