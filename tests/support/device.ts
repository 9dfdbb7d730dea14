import type { BrowserContext, Page } from "playwright-core";
import { complaintsOf } from "./browsing.js";
import type { ServedTown } from "./served-town.js";

/** Where passkeys work: a browser takes them on localhost alone without TLS. */
export const deviceBase = ({ base }: Pick<ServedTown, "base">): string => base.replace("127.0.0.1", "localhost");

/** Somebody who has just registered with a device that knows him (Chromium's virtual authenticator). */
export async function withDevice(site: ServedTown, name: string, complaints: string[]): Promise<{ readonly context: BrowserContext; readonly page: Page }> {
  const context = await site.browser.newContext({ locale: "zh-CN" });
  await complaintsOf(context, name, complaints);
  const page = await context.newPage();
  const cdp = await context.newCDPSession(page);
  await cdp.send("WebAuthn.enable");
  await cdp.send("WebAuthn.addVirtualAuthenticator", { options: { protocol: "ctap2", transport: "internal", hasResidentKey: true, hasUserVerification: true, isUserVerified: true, automaticPresenceSimulation: true } });
  await page.goto(`${deviceBase(site)}/register`);
  await page.locator("#p-name").fill(name);
  await page.locator("#p-label").fill("我的手机");
  await page.getByRole("button", { name: "创建通行密钥" }).click();
  await page.waitForURL(/\/account$/);
  return { context, page };
}

/** Takes up the one office that he was given. */
export async function takesOffice(site: ServedTown, page: Page): Promise<void> {
  await page.goto(`${deviceBase(site)}/account`);
  await page.getByRole("button", { name: "使用这个身份" }).click();
  await page.waitForURL(/\/account$/);
}
