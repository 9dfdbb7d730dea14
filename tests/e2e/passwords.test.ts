import type { BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { complaintsOf, pictured, serveApp, settled, violations } from "../support/browsing.js";
import { nextCode, PASSWORD, secretBytes, shownBy, withPasswords } from "../support/passwords.js";
import { servedTown, type ServedTown } from "../support/served-town.js";

/** Three pages, each in three shapes, under axe. */
const PATIENCE_MS = 300_000;

let site: ServedTown;
let base: string;
let stop: () => void;
let context: BrowserContext;
const complaints: string[] = [];
beforeAll(async () => {
  site = await servedTown();
  const served = await serveApp(withPasswords(site.town).app);
  [base, stop] = [served.base.replace("127.0.0.1", "localhost"), served.stop];
  context = await site.browser.newContext({ locale: "zh-CN" });
  await complaintsOf(context, "visitor", complaints);
});
afterAll(async () => {
  stop();
  await site.stop();
});

async function looked(page: Page, name: string): Promise<void> {
  for (const [mode, width] of [["normal", 1_280], ["normal", 320], ["elder", 390]] as const) {
    await page.setViewportSize({ width, height: 900 });
    await context.addCookies([{ name: "display", value: mode, url: base }]);
    await page.reload();
    await page.evaluate("document.querySelectorAll('details.fold').forEach((fold) => { fold.open = true; })");
    await settled(page);
    expect(await violations(page), `${name} ${mode} ${String(width)}`).toEqual([]);
    expect(await page.evaluate<number>("document.documentElement.scrollWidth"), `${name} ${mode}`).toBeLessThanOrEqual(width);
    await pictured(page, `${name}-${mode}-${String(width)}`);
  }
  await context.addCookies([{ name: "display", value: "normal", url: base }]);
}

/** Asks for a secret in the form of this prefix, and types it into an app. */
async function secretOf(page: Page, prefix: string): Promise<Uint8Array> {
  await page.locator(`form[data-into="${prefix}"]`).getByRole("button").click();
  const shown = page.locator(`#${prefix}-shown`);
  await shown.locator("svg.qr").waitFor();
  return secretBytes((await shown.locator(".id").innerText()).replaceAll(" ", ""));
}

test("somebody registers with a password and an app, signs in again, and adds a passkey to sign with", async () => {
  const page = await context.newPage();
  const cdp = await context.newCDPSession(page);
  await cdp.send("WebAuthn.enable");
  await cdp.send("WebAuthn.addVirtualAuthenticator", { options: { protocol: "ctap2", transport: "internal", hasResidentKey: true, hasUserVerification: true, isUserVerified: true, automaticPresenceSimulation: true } });
  await page.goto(`${base}/register`);
  await looked(page, "password-register");
  await page.goto(`${base}/register`);
  await page.getByText("改用密码和验证码注册").click();
  const secret = await secretOf(page, "r");
  await pictured(page, "password-secret");
  await page.locator("#r-name").fill("纸船");
  await page.locator("#r-new").fill(PASSWORD);
  await page.locator("#r-code").fill(shownBy(secret));
  await page.getByRole("button", { name: "注册", exact: true }).click();
  await page.waitForURL(/\/account$/);
  const account = /登录号 (\d{10})/.exec(await page.locator("main").innerText())?.[1] ?? "";
  expect(account).not.toBe("");
  await looked(page, "password-account");
  const { person_id: person } = await site.town.database.as("owner").selectFrom("passwords").select("person_id").where("account", "=", account).executeTakeFirstOrThrow();
  await nextCode(site.town, person);
  await context.clearCookies();
  await page.goto(`${base}/sign-in`);
  await looked(page, "password-sign-in");
  await page.locator("#in-account").fill(account);
  await page.locator("#in-secret").fill(PASSWORD);
  await page.locator("#in-code").fill(shownBy(secret));
  await page.getByRole("button", { name: "用密码和验证码登录" }).click();
  await page.waitForURL(/\/account$/);
  await nextCode(site.town, person);
  await page.locator("#f-label").fill("手机");
  await page.locator("#f-current").fill(PASSWORD);
  await page.locator("#f-current-code").fill(shownBy(secret));
  await Promise.all([page.waitForResponse((answer) => answer.url().endsWith("/passkeys/first") && answer.status() === 201), page.getByRole("button", { name: "添加第一把通行密钥" }).click()]);
  await page.getByText("添加一把通行密钥").waitFor();
  await page.getByText("您现在只有密码").waitFor({ state: "detached" });
  expect(complaints).toEqual([]);
}, PATIENCE_MS);
