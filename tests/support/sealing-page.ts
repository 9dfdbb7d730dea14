import { writeFileSync } from "node:fs";
import path from "node:path";
import type { Download, Page } from "playwright-core";
import type { TestTown } from "./town.js";

export const PASSPHRASE = "八个词的口令 correct horse";
/** The password of every rehearsal key file. */
export const KEY_PASSWORD = "rehearsal";

type Payload = { readonly name: string; readonly mimeType: string; readonly buffer: Buffer };
/** What a bidder puts into the sealing page. */
export type PageBid = {
  readonly keys: string | readonly string[]; readonly password?: string;
  /** By the label's id, such as `f-price`. */
  readonly answers?: Readonly<Record<string, string>>;
  /** Pasted into the price schedule. */
  readonly pasted?: string;
  readonly files: Readonly<Record<string, Payload[]>>;
  readonly passphrase?: string;
};

export const textFile = (name: string, text: string): Payload => ({ name, mimeType: "text/plain", buffer: Buffer.from(text) });
export const p12Of = (town: TestTown, actor: string): string => path.join(town.folder, "rehearsal", town.actors.find(({ id }) => id === actor)?.p12File ?? "");
export const ANSWERS: Readonly<Record<string, string>> = { "f-days": "240", "f-quality": "合格", "f-leader.name": "李建国", "f-leader.certificate": "一级建造师", "f-leader.certificateNumber": "皖1340000000001" };

/** Saves the offline page and a lot's terms as a bidder would, before the line is cut. */
export async function saveForOffline(page: Page, base: string, tender: string, folder: string): Promise<{ readonly seal: string; readonly terms: string }> {
  const [seal, terms] = [path.join(folder, "seal.html"), path.join(folder, `terms-${tender}.json`)];
  writeFileSync(seal, await (await page.request.get(`${base}/seal.html`)).body());
  writeFileSync(terms, await (await page.request.get(`${base}/api/v1/tenders/${tender}/lots/1/sealing`)).body());
  return { seal, terms };
}

/** Goes on to the next screen. */
export const next = (page: Page): Promise<void> => page.locator("#stage > p.row .btn:not(.alt)").click();
/** The screen that is shown. */
export const heading = (page: Page, name: string): Promise<void> => page.locator("#stage > h2", { hasText: name }).waitFor();
/** What the page refuses, in its own words. */
export async function faults(page: Page): Promise<string[]> {
  await page.locator("#faults li").first().waitFor();
  return page.locator("#faults li").allTextContents();
}

/** From the first screen to the one that asks for the firm's certificate. */
export async function begin(page: Page, terms: string, act: "bid" | "withdraw" = "bid"): Promise<void> {
  await page.locator(`#act-${act}`).check();
  await page.locator("#terms").setInputFiles(terms);
  await next(page);
  await heading(page, "单位和证书");
}

/** Certificate, price and files; ends at the check. */
export async function fillBid(page: Page, { keys, password = KEY_PASSWORD, answers = ANSWERS, pasted, files }: PageBid): Promise<void> {
  await giveKeys(page, keys, password);
  await heading(page, "报价");
  if (pasted !== undefined) {
    await page.locator("#stage summary").first().click();
    await page.locator("#paste").fill(pasted);
    await page.locator("#stage details button").click();
  }
  for (const [id, value] of Object.entries(answers)) await page.locator(`[id="${id}"]`).fill(value);
  await next(page);
  await heading(page, "文件");
  for (const [part, chosen] of Object.entries(files)) await page.locator(`#files-${part}`).setInputFiles(chosen);
  await next(page);
  await heading(page, "检查");
}

export async function giveKeys(page: Page, keys: string | readonly string[], password = KEY_PASSWORD): Promise<void> {
  await page.locator("#key").setInputFiles([keys].flat());
  await page.locator("#password").fill(password);
  await next(page);
}

/** From the check to the sealed zip, saved. */
export async function sealAndSave(page: Page, passphrase = PASSPHRASE): Promise<Download> {
  await next(page);
  await heading(page, "核对并封标");
  for (const id of ["passphrase", "again"]) await page.locator(`#${id}`).fill(passphrase);
  await next(page);
  await heading(page, "保存并递交");
  return saveZip(page);
}

export async function saveZip(page: Page): Promise<Download> {
  const [saved] = await Promise.all([page.waitForEvent("download"), page.locator("#save").click()]);
  return saved;
}

/** Opens the sealing page from a page of the exchange, which hands it the terms. */
export async function openFromSite(site: Page): Promise<Page> {
  const [sealing] = await Promise.all([site.waitForEvent("popup"), site.locator("#open-seal").click()]);
  await heading(sealing, "单位和证书");
  return sealing;
}

/** Gives the sealed zip back to the page that opened this one, where it is lodged; ends on the receipt. */
export async function handOver(sealing: Page, site: Page): Promise<void> {
  await sealing.locator("#give").click();
  await lodgeShown(site);
}

/** Lodges what the page shows. */
export async function lodgeShown(site: Page): Promise<void> {
  await site.locator("#send").click();
  await site.waitForURL(/\/receipts\/[0-9a-f]{64}$/);
}
