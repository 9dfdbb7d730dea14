import { sql } from "kysely";
import type { BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { fromBase64, fromUtf8 } from "../../src/kernel/bytes.js";
import { pictured } from "../support/browsing.js";
import { deviceBase, takesOffice, withDevice } from "../support/device.js";
import { keepsGates } from "../support/gates.js";
import { servedTown, type ServedTown } from "../support/served-town.js";
import { formFor } from "../support/walkers.js";
import { submittedTender } from "../support/works-tender.js";

/** Acts that are signed, in the browser: by the passkey of an officer, by one click of a rehearsal's actor, and not without a script. */
let site: ServedTown;
let base: string;
const complaints: string[] = [];
beforeAll(async () => {
  site = await servedTown();
  base = deviceBase(site);
});
afterAll(() => site.stop());

/** Somebody with a device that knows him (Chromium's virtual authenticator), who has become an officer of the tenderer. */
async function officer(name: string): Promise<{ readonly context: BrowserContext; readonly page: Page }> {
  const { context, page } = await withDevice(site, name, complaints);
  await sql`insert into actors (exchange_id, actor_id, person_id, role, org_uscc, rank, made_at) select people.exchange_id, 'officer-by-passkey', people.person_id, actors.role, actors.org_uscc, 'member', people.made_at from people join actors on actors.actor_id = 'tenderer-2' where people.name = ${name}`.execute(site.town.database.as("owner"));
  await takesOffice(site, page);
  return { context, page };
}

test("an officer publishes by his passkey: the page says in plain words what he confirms, and the signature is kept", async () => {
  const { id } = await submittedTender(site.town);
  const { context, page } = await officer("柳知行");
  const storageState = await context.storageState();
  const still = await site.browser.newContext({ locale: "zh-CN", storageState, javaScriptEnabled: false });
  const plain = await still.newPage();
  await plain.goto(`${base}/desk/${id}`);
  await formFor(plain, "publish").locator("button").click();
  await plain.getByRole("heading", { level: 1, name: "确认：复核并发布招标公告" }).waitFor();
  expect(await plain.locator("noscript").innerText()).toContain("登录、注册和确认要用浏览器脚本");
  await still.close();

  await page.goto(`${base}/desk/${id}`);
  await formFor(page, "publish").locator("button").click();
  await page.getByRole("heading", { level: 1, name: "确认：复核并发布招标公告" }).waitFor();
  const said = await page.locator("main").innerText();
  for (const fact of ["柳知行", "招标人", "晨光市滨河路雨污分流改造工程", id, "不能撤回"]) expect(said).toContain(fact);
  await keepsGates(page, "signing/confirm", [{ name: "phone", width: 390 }, { name: "desktop", width: 1280 }, { name: "elder", width: 1280, display: "elder" }]);
  await page.getByRole("button", { name: "用通行密钥确认" }).click();
  await page.waitForURL(`${base}/desk/${id}`);
  expect((await site.town.done(null, "GET", `/api/v1/tenders/${id}`))["publishedAt"]).not.toBeNull();
  const [row] = (await site.town.done("supervisor-1", "GET", "/api/v1/audit?action=tender.publish&outcome=201"))["rows"] as { signed: string }[];
  const { file } = await site.town.done("supervisor-1", "GET", `/api/v1/audit/signatures/${row?.signed ?? ""}`);
  expect(JSON.parse(fromUtf8(fromBase64(String(file))))).toMatchObject({ v: "signed-act/1", how: "passkey" });
  expect(complaints).toEqual([]);
  await context.close();
}, 240_000);

test("a rehearsal's actor confirms by one click, and in the page where a script does the act", async () => {
  const { id } = await submittedTender(site.town);
  const page = await site.walkers.at("tenderer-2", `/desk/${id}`);
  await formFor(page, "publish").locator("button").click();
  await page.getByRole("heading", { level: 1, name: "确认：复核并发布招标公告" }).waitFor();
  await pictured(page, "signing/confirm-rehearsal");
  await page.locator("button[data-confirm]").click();
  await page.waitForURL(`${site.base}/desk/${id}`);
  expect((await site.town.done(null, "GET", `/api/v1/tenders/${id}`))["publishedAt"]).not.toBeNull();

  const own = await site.walkers.at("tenderer-1", "/account/organisation");
  await own.locator("#invite-name").fill("钟离书");
  await own.getByRole("button", { name: "生成邀请码" }).click();
  const box = own.locator("#confirm-here");
  await box.getByRole("heading", { name: "确认：邀请经办人" }).waitFor();
  await pictured(own, "signing/confirm-here");
  expect(await own.locator("#invitation").innerText()).toBe("");
  await box.getByRole("button", { name: "用演练证书确认" }).click();
  await own.locator("#invitation .id").waitFor();
  expect(await box.isVisible()).toBe(false);
  expect(site.walkers.complaints.filter((each) => !each.includes("status of 401"))).toEqual([]);
}, 240_000);
