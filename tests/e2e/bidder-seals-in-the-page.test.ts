import { readFile } from "node:fs/promises";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { fromBase64 } from "../../src/kernel/bytes.js";
import { must } from "../../src/kernel/result.js";
import { at } from "../../src/kernel/time.js";
import { parseCertificate } from "../../src/signing/certificates.js";
import { verifyDetached } from "../../src/signing/cms.js";
import { openContent } from "../../src/signing/open.js";
import { unwrapIdentity } from "../../src/signing/opener-key.js";
import { nodePrimitives } from "../../src/signing/primitives-node.js";
import { parseStatement } from "../../src/signing/statement.js";
import { checkAgainstTerms, checkShares } from "../../src/signing/terms.js";
import { launchBrowser } from "../support/browser.js";
import { BIDDER_A, BILL, EXCHANGE, keeping, sha256 } from "../support/envelopes.js";
import { type Lodged, type LodgingPeer, lodgingPeer } from "../support/lodging-peer.js";
import { serveSamples } from "../support/sample-site.js";

const PASSPHRASE = "八个词的口令 correct horse";
let browser: Browser;
beforeAll(async () => { browser = await launchBrowser(); });
afterAll(async () => { await browser.close(); });

async function openSealPage(peer: LodgingPeer): Promise<{ page: Page; stop: () => void }> {
  const site = await serveSamples("rehearsal", peer.app);
  const page = await browser.newPage();
  await page.goto(`${site.base}seal-one`);
  return { page, stop: () => { site.stop(); } };
}

const textFile = (name: string, text: string | Uint8Array): { name: string; mimeType: string; buffer: Buffer } => ({ name, mimeType: "application/octet-stream", buffer: Buffer.from(text) });

function theOnlyPart(peer: LodgingPeer): Lodged["parts"][number] {
  const [part, ...more] = peer.lodged.flatMap(({ parts }) => parts);
  if (part === undefined || more.length > 0) throw new RangeError("not exactly one part was lodged");
  return part;
}

test("a bidder seals, signs and lodges in the page; what leaves it opens with the fallback key alone", async () => {
  const peer = await lodgingPeer();
  const { page, stop } = await openSealPage(peer);
  await page.locator("#files-price").setInputFiles(textFile("工程量清单.csv", BILL));
  for (const [id, value] of [["price", "38600000.00"], ["days", "180"], ["quality", "合格"], ["manager", "李建国"], ["managerCertificate", "一级建造师"], ["managerNumber", "皖1340000000001"], ["passphrase", PASSPHRASE], ["again", PASSPHRASE]] as const) await page.locator(`#${id}`).fill(value);
  await page.locator("#certificate").setInputFiles(textFile("cert.pem", peer.certificatePem));
  await page.locator("#key").setInputFiles(textFile("key.pem", peer.keyPem));
  await page.locator("#seal button").click();
  await page.locator("#status .note.ok").waitFor();

  const part = theOnlyPart(peer);
  const bytes = fromBase64(part.statement);
  const statement = must(parseStatement(bytes));
  if (statement.v !== "dse/1") throw new RangeError("not a bid");
  expect(statement.bidder).toEqual({ id: BIDDER_A.id, cert: peer.certificateSha256 });
  expect(checkAgainstTerms(statement, peer.lot.terms, peer.lot.termsSha256, EXCHANGE).ok).toBe(true);
  expect(checkShares(statement, part.shares.map(fromBase64), sha256).ok).toBe(true);
  const trust = { roots: [must(parseCertificate(peer.caDer))], intermediates: [], crls: [] };
  expect(verifyDetached(fromBase64(part.signature), bytes, trust, at("2026-12-01T09:00:00+08:00")).ok).toBe(true);
  expect(part.salt).toMatch(/^[0-9a-f]{32}$/);

  const [saved] = await Promise.all([page.waitForEvent("download"), page.locator("#status a[download]").click()]);
  const identity = must(await unwrapIdentity(await readFile(await saved.path()), PASSPHRASE));
  const { files, sink } = keeping();
  const opened = await openContent(nodePrimitives, { statement, identity, content: [peer.uploads.get("/uploads/1") ?? new Uint8Array()] }, sink);
  expect(opened).toMatchObject({ outcome: "opened", form: { v: "form/1", price: { amount: "38600000.00", currency: "CNY" }, days: 180, quality: "合格", leader: { name: "李建国", certificate: "一级建造师", certificateNumber: "皖1340000000001" } } });
  expect(files.get("工程量清单.csv")).toEqual(Buffer.from(BILL));
  await page.close();
  stop();
});

test("an opener key that its opener did not sign stops the page before anything can be sealed", async () => {
  const { page, stop } = await openSealPage(await lodgingPeer("notary"));
  await page.locator("#faults .note.bad").waitFor();
  expect(await page.locator("#seal").isVisible()).toBe(false);
  await page.close();
  stop();
});

test("a missing required file is named, and nothing is sent", async () => {
  const peer = await lodgingPeer();
  const { page, stop } = await openSealPage(peer);
  for (const id of ["passphrase", "again"]) await page.locator(`#${id}`).fill(PASSPHRASE);
  await page.locator("#certificate").setInputFiles(textFile("cert.pem", peer.certificatePem));
  await page.locator("#key").setInputFiles(textFile("key.pem", peer.keyPem));
  for (const [id, value] of [["price", "38600000.00"], ["days", "180"]] as const) await page.locator(`#${id}`).fill(value);
  await page.locator("#seal button").click();
  await page.locator("#faults .note.bad").waitFor();
  expect(await page.locator("#faults").textContent()).toContain("工程量清单.csv");
  expect(peer.lodged).toEqual([]);
  await page.close();
  stop();
});
