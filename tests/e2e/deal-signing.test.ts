import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { sha256Hex } from "../../src/signing/hash-node.js";
import { launchBrowser } from "../support/browser.js";
import { serveApp } from "../support/browsing.js";
import { keepsGates, MODES } from "../support/gates.js";
import { contestTown, type ContestTown } from "../support/sale-contest.js";
import { dealSteps, SIGNING } from "../support/sale-deals.js";
import { formFor, press, walkersOf, type Walkers } from "../support/walkers.js";

// Winner and seller sign what they read, and record the contract by the hash of its file, which stays where it is.
let town: ContestTown;
let browser: Browser;
let walkers: Walkers;
let stop: () => void;
let sale: string;
beforeAll(async () => {
  [town, browser] = await Promise.all([contestTown("2026-08-17T09:00:00+08:00"), launchBrowser()]);
  const served = await serveApp(town.bank.town.app);
  stop = served.stop;
  walkers = walkersOf(browser, served.base);
  [sale = ""] = await dealSteps(town).dealt({});
}, 240_000);
afterAll(async () => {
  await browser.close();
  stop();
  await town.stop();
  expect(walkers.complaints).toEqual([]);
});

const SCREENS = MODES.filter(({ name }) => ["desktop", "phone", "elder"].includes(name));

test("the seller prepares, the winner reads and signs, the seller signs, a second officer publishes, the contract stands by its file’s hash", async () => {
  const [desk, mine] = [`/desk/sales/${sale}/1/deal`, `/my/sales/${sale}/1/deal`];
  const seller = await walkers.at("tenderer-1", desk);
  await keepsGates(seller, "deal/dealt", SCREENS);
  await press(seller, "deal-prepare", { signAt: SIGNING.signAt.slice(0, 16), signPlace: SIGNING.signPlace });
  const winner = await walkers.at("bidder-2", `/my/sales/${sale}/1`);
  await winner.getByRole("link", { name: "办理成交后手续" }).click();
  await winner.getByRole("heading", { level: 1 }).waitFor();
  await keepsGates(winner, "deal/to-sign", SCREENS);
  const form = formFor(winner, "deal-sign");
  await Promise.all([winner.waitForEvent("load"), form.locator("button").click()]);
  await winner.getByText("壹亿叁仟万元整").waitFor();
  await keepsGates(winner, "deal/signing", SCREENS);
  await Promise.all([winner.waitForEvent("load"), winner.locator("button[data-confirm]").click()]);
  await press(await walkers.at("tenderer-1", desk), "deal-sign");
  await press(await walkers.at("tenderer-2", desk), "deal-result");
  await town.at("30T11:00:00");
  await walkers.at("tenderer-1", desk);
  const contract = formFor(seller, "deal-contract");
  await seller.locator("details").filter({ has: contract }).locator("summary").click();
  const bytes = Buffer.from("合同扫描件");
  const sent: string[] = [];
  seller.on("request", (request) => { if (request.method() === "POST") sent.push(request.postData() ?? ""); });
  await seller.locator("[id='f-deal-contract-file-of']").setInputFiles({ name: "contract.pdf", mimeType: "application/pdf", buffer: bytes });
  await expect.poll(() => contract.locator("[name=file]").inputValue()).toBe(sha256Hex(bytes));
  await keepsGates(seller, "deal/contract", SCREENS);
  for (const [name, value] of [["number", "晨地合〔2026〕8号"], ["signedOn", "2026-09-30"]] as const) await contract.locator(`[name="${name}"]`).fill(value);
  await Promise.all([seller.waitForEvent("load"), contract.locator("button").click()]);
  await Promise.all([seller.waitForEvent("load"), seller.locator("button[data-confirm]").click()]);
  for (const body of sent) expect(decodeURIComponent(body)).not.toContain("合同扫描件");
  const paying = await walkers.at("bidder-2", mine);
  await paying.getByText("2026年10月30日（星期五）").first().waitFor();
  await keepsGates(paying, "deal/to-pay", SCREENS);
  await keepsGates(await walkers.at("bidder-1", `/sales/${sale}`), "deal/public", SCREENS);
}, 240_000);
