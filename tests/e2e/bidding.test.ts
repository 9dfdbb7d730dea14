import { execFileSync } from "node:child_process";
import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { randomBytes } from "node:crypto";
import { gzipSync } from "node:zlib";
import type { BrowserContext, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { unzipInto } from "../../src/cli/unzip.js";
import { base64, fromBase64 } from "../../src/kernel/bytes.js";
import { must } from "../../src/kernel/result.js";
import { at } from "../../src/kernel/time.js";
import { openAuthority } from "../../src/rehearsal/authority.js";
import { certificatesPem, pemOf } from "../../src/rehearsal/key-files.js";
import { parseCertificate, readPem } from "../../src/signing/certificates.js";
import { signDetached } from "../../src/signing/cms-sign.js";
import { unwrapIdentity } from "../../src/signing/opener-key.js";
import { bytesOf } from "../../src/signing/statement.js";
import { complaintsOf, overflow, violations } from "../support/browsing.js";
import { fileOf } from "../support/pages.js";
import { ANSWERS, begin, faults, fillBid, giveKeys, handOver, heading, KEY_PASSWORD, lodgeShown, next, openFromSite, p12Of, PASSPHRASE, saveForOffline, saveZip, sealAndSave, textFile, type PageBid } from "../support/sealing-page.js";
import { servedTown, type ServedTown } from "../support/served-town.js";
import type { TestTown } from "../support/town.js";
import { lotBody, publishedTender, tenderBody, type TenderInTest } from "../support/works-tender.js";

const PARTS = [
  { part: "technical", title: "技术部分", after: null, form: false, requiredFiles: ["施工组织设计.txt"] }, { part: "price", title: "报价部分", after: "technical", form: true, requiredFiles: [] },
];
const SCHEDULE = [{ item: "040501001", name: "混凝土管铺设", unit: "m", quantity: "3200" }, { item: "040504001", name: "检查井", unit: "座", quantity: "86" }];
/** 3,200 × 9,812.40 + 86 × 21,000. */
const SUM = "33205680.00";
const PLAN = "施工组织设计正文";
const RECEIPT = /\/receipts\/[0-9a-f]{64}$/;

let site: ServedTown;
let town: TestTown;
let base: string;
let folder: string;
let tender: TenderInTest;
const at_ = (name: string): string => path.join(folder, name);

beforeAll(async () => {
  site = await servedTown();
  ({ town, base } = site);
  folder = mkdtempSync(path.join(tmpdir(), "daylight-bidding-"));
  tender = await publishedTender(town, tenderBody({ consortium: true, consortiumTerms: { firmsMax: 2, agreementFile: "联合体协议书.txt", other: null } }, [lotBody({ parts: PARTS, schedule: SCHEDULE })]));
  await town.advance("2026-09-02T10:00:00+08:00");
});
afterAll(async () => {
  await site.stop();
  rmSync(folder, { recursive: true, force: true });
  // The browser itself remarks on the one lodgement that was refused on purpose.
  expect(site.walkers.complaints).toEqual(["bidder-1: Failed to load resource: the server responded with a status of 409 (Conflict)"]);
});

// A walk leaves no page open behind it, which would go on reading.
afterEach(async () => { await Promise.all(site.browser.contexts().map((context) => context.close())); });

const contextOf = (actor: string): Promise<BrowserContext> => site.walkers.contextOf(actor);

async function myPage(actor: string, to = ""): Promise<Page> {
  const page = await (await contextOf(actor)).newPage();
  await page.goto(`${base}/my/${tender.id}/1${to}`);
  return page;
}

/** The saved page on a machine whose network cable is out. */
async function offlinePage(seal: string): Promise<Page> {
  const context = await site.browser.newContext({ locale: "zh-CN", offline: true });
  await complaintsOf(context, "offline", site.walkers.complaints);
  const page = await context.newPage();
  await page.goto(`file://${seal}`);
  return page;
}

const bidOf = (actor: string): PageBid => ({ keys: p12Of(town, actor), pasted: "编号\t名称\t单位\t数量\t单价\n040504001\t检查井\t座\t86\t21000\n040501001\t混凝土管铺设\tm\t3200\t9,812.40", files: { technical: [textFile("施工组织设计.txt", PLAN)] } });
const standing = async (actor: string): Promise<unknown[]> => ((await town.done(actor, "GET", `/api/v1/tenders/${tender.id}/lots/1/sealing`))["parts"] as { previous: { seq: number; kind: string } | null }[]).map(({ previous }) => (previous === null ? null : `${String(previous.seq)} ${previous.kind}`));

test("a bid is made offline from a disk, judged by age, tar and openssl, and lodged by the site", async () => {
  const site = await myPage("bidder-1");
  const saved = await saveForOffline(site, base, tender.id, folder);
  const page = await offlinePage(saved.seal);
  await begin(page, saved.terms);
  expect(await page.locator(".note.ok").textContent()).toContain("晓明工程咨询有限公司");
  await fillBid(page, bidOf("bidder-1"));
  expect(await page.locator("#stage .note.ok").count()).toBe(1);
  const zip = await sealAndSave(page);
  await zip.saveAs(at_("bid.zip"));
  must(await unzipInto(at_("bid.zip"), at_("bid")));

  const price = path.join(folder, "bid", "price");
  writeFileSync(at_("ca.pem"), town.world.caPem);
  execFileSync("openssl", ["cms", "-verify", "-cades", "-binary", "-inform", "DER", "-in", "statement.p7s", "-content", "statement.json", "-CAfile", at_("ca.pem"), "-purpose", "any", "-out", at_("out")], { cwd: price, stdio: "pipe" });
  writeFileSync(at_("identity"), must(await unwrapIdentity(readFileSync(path.join(price, "bidder.key")), PASSPHRASE)));
  execFileSync("age", ["-d", "-i", at_("identity"), "-o", at_("price.tar"), "content.age"], { cwd: price });
  const form = JSON.parse(execFileSync("tar", ["-xOf", at_("price.tar"), "form.json"]).toString()) as { items: unknown[] };
  expect(form).toMatchObject({ v: "form/1", price: { amount: SUM, currency: "CNY" }, days: 240, quality: "合格", leader: { name: "李建国" } });
  expect(form.items).toHaveLength(2);

  await site.locator("#sealed").setInputFiles(at_("bid.zip"));
  await lodgeShown(site);
  expect(await site.locator("h1").textContent()).toBe("投标文件已受理");
  expect(await standing("bidder-1")).toEqual(["1 bid", "1 bid"]);
});

test("the receipt tells reference, time with its weekday, hashes and log position, and can be come back to", async () => {
  await town.world.journal.flush();
  const page = await myPage("bidder-1");
  await page.locator("main").getByRole("link", { name: "回执", exact: true }).first().click();
  await page.waitForURL(RECEIPT);
  const address = page.url();
  const text = await (await (await contextOf("bidder-1")).newPage().then(async (again) => { await again.goto(address); return again; })).locator("main").textContent() ?? "";
  expect(text).toMatch(/回执编号 [0-9A-F]{4}-[0-9A-F]{4}-[0-9A-F]{4}/);
  expect(text).toContain("2026年9月2日（星期三）10:00（北京时间）");
  expect(text.match(/第 \d+ 号/g)).toHaveLength(PARTS.length);
  expect(await page.locator("svg.qr").count()).toBe(1);
  expect(await violations(page)).toEqual([]);
  await page.setViewportSize({ width: 320, height: 700 });
  expect(await overflow(page)).toBe(0);
});

test("a replacement is made in the page the site opens, and handed back to it without a file being chosen", async () => {
  const site = await myPage("bidder-1");
  const sealing = await openFromSite(site);
  await fillBid(sealing, bidOf("bidder-1"));
  await next(sealing);
  for (const id of ["passphrase", "again"]) await sealing.locator(`#${id}`).fill(PASSPHRASE);
  await next(sealing);
  await heading(sealing, "保存并递交");
  await sealing.locator("#give").click();
  expect(await faults(sealing)).toEqual([expect.stringContaining("envelope-not-saved")]);
  await (await saveZip(sealing)).saveAs(at_("second.zip"));
  await handOver(sealing, site);
  expect(await standing("bidder-1")).toEqual(["2 bid", "2 bid"]);
});

test("a consortium is named by its leader: as many firms as the documents allow, each once, with its agreement", async () => {
  const saved = await saveForOffline(await myPage("bidder-5"), base, tender.id, folder);
  const page = await offlinePage(saved.seal);
  const [own, third, fourth] = ["bidder-5", "bidder-3", "bidder-4"].map((actor) => town.actors.find(({ id }) => id === actor)?.organisation?.uscc ?? "") as [string, string, string];
  await begin(page, saved.terms);
  for (const [typed, code] of [[own, "consortium-member-twice"], [`${third} ${fourth}`, "consortium-too-large"], [`${third.slice(0, 17)}Y`, "uscc-"]] as const) {
    await page.locator("#members").fill(typed);
    await giveKeys(page, p12Of(town, "bidder-5"));
    expect((await faults(page)).join()).toContain(code); }
  await page.locator("#members").fill(third.toLowerCase());
  await fillBid(page, bidOf("bidder-5"));
  expect(await page.locator("#stage").textContent()).toContain("联合体协议书.txt");
});

test("a withdrawal takes back every part in one signed act, with its receipt", async () => {
  await fileOf(town, tender, "bidder-4");
  const site = await myPage("bidder-4", "/withdraw");
  expect(await site.locator("main").textContent()).toContain("任何人都不会打开它们");
  expect(await violations(site)).toEqual([]);
  const sealing = await openFromSite(site);
  await giveKeys(sealing, p12Of(town, "bidder-4"));
  await heading(sealing, "撤回投标");
  await next(sealing);
  await heading(sealing, "保存并递交");
  await saveZip(sealing);
  await handOver(sealing, site);
  expect(await site.locator("h1").textContent()).toBe("撤回已受理");
  expect(await standing("bidder-4")).toEqual(["2 withdraw", "2 withdraw"]);
  await site.goto(`${base}/my/${tender.id}/1/withdraw`);
  expect(await site.locator("main").textContent()).toContain("您没有可以撤回的投标");
});

test("a key, a certificate or terms that are not right are refused by their own names", async () => {
  const site = await myPage("bidder-2");
  const saved = await saveForOffline(site, base, tender.id, folder);
  const page = await offlinePage(saved.seal);
  const refusedTerms = async (name: string, change: (terms: Terms) => void): Promise<string> => {
    const terms = JSON.parse(readFileSync(saved.terms, "utf8")) as Terms;
    change(terms);
    writeFileSync(at_(name), JSON.stringify(terms));
    await page.locator("#terms").setInputFiles(at_(name));
    await next(page);
    return (await faults(page)).join();
  };
  // Another firm signs the opener's words as they are, then with its own certificate in them, then with its own organisation too.
  for (const [own, code] of [[[], "signer-other-certificate"], [["cert"], "signer-other-organisation"], [["cert", "org"], "opener-key-untrusted"]] as const) {
    const forged = await otherFirmsKey(saved.terms, own);
    expect(await refusedTerms(`t10-${String(own.length)}.json`, ({ parts: [first] }) => { first?.openers.splice(0, 1, forged); })).toContain(code);
  }
  expect(await refusedTerms("exchange.json", (terms) => { terms.exchange = "other.example/rehearsal/00000000"; })).toContain("sealing-other-exchange");
  expect(await refusedTerms("bent.json", (terms) => { terms.parts = []; })).toContain("sealing-malformed");

  await begin(page, saved.terms);
  await giveKeys(page, p12Of(town, "bidder-2"), "falsch");
  expect(await faults(page)).toEqual([expect.stringContaining("passphrase-wrong")]);
  await giveKeys(page, p12Of(town, "bidder-3"));
  expect(await faults(page)).toEqual([expect.stringContaining("bid-other-firm")]);
  await giveKeys(page, await expiredKey("bidder-2"), "");
  expect(await faults(page)).toEqual([expect.stringContaining("certificate-expired")]);
  expect(await violations(page)).toEqual([]);
});

type Signed = { opener: string; statement: string; signature: string };
type Terms = { exchange: string; parts: { openers: Signed[] }[] };

/** The first opener's key statement, signed by another firm. @param own what that firm says of itself in the opener's place */
async function otherFirmsKey(terms: string, own: readonly ("cert" | "org")[]): Promise<Signed> {
  const [key] = (JSON.parse(readFileSync(terms, "utf8")) as Terms).parts.flatMap(({ openers }) => openers);
  if (key === undefined) throw new RangeError("terms without an opener");
  const signer = await town.signer("bidder-3");
  const { organisation, sha256: cert } = must(parseCertificate(signer.certificate));
  const said = JSON.parse(Buffer.from(fromBase64(key.statement)).toString()) as Record<string, string>;
  const bytes = bytesOf({ ...said, ...Object.fromEntries(own.map((each) => [each, { cert, org: organisation ?? "" }[each]])) });
  return { opener: key.opener, statement: base64(bytes), signature: base64(await signDetached(bytes, signer)) };
}

/** PEM files of a certificate of this firm that ran out before the day of the test. */
async function expiredKey(actor: string): Promise<string[]> {
  const home = path.join(town.folder, "rehearsal", "ca");
  const [certificate = new Uint8Array()] = readPem(readFileSync(path.join(home, "root.cert.pem"), "utf8"), "CERTIFICATE");
  const [privateKey = new Uint8Array()] = readPem(readFileSync(path.join(home, "root.key.pem"), "utf8"), "PRIVATE KEY");
  const authority = await openAuthority({ certificate, privateKey }, (length) => Uint8Array.from(randomBytes(length)));
  const organisation = town.actors.find(({ id }) => id === actor)?.organisation ?? null;
  const pair = await authority.issue({ commonName: "张伟", organisation }, { notBefore: at("2025-01-01T00:00:00+08:00"), notAfter: at("2026-01-01T00:00:00+08:00") });
  writeFileSync(at_("expired.crt"), certificatesPem([pair.certificate]));
  writeFileSync(at_("expired.key"), pemOf("PRIVATE KEY", pair.privateKey));
  return [at_("expired.crt"), at_("expired.key")];
}

test("files and prices that could not be read at the opening are refused before anything is sealed", async () => {
  const site = await myPage("bidder-2");
  const saved = await saveForOffline(site, base, tender.id, folder);
  const page = await offlinePage(saved.seal);
  await begin(page, saved.terms);
  await giveKeys(page, p12Of(town, "bidder-2"), KEY_PASSWORD);
  await heading(page, "报价");
  for (const [id, value] of Object.entries({ ...ANSWERS, "f-rows.040501001": "20000", "f-rows.040504001": "1" })) await page.locator(`[id="${id}"]`).fill(value);
  await next(page);
  expect(await faults(page)).toEqual([expect.stringContaining("form-over-ceiling")]);
  for (const [id, value] of Object.entries({ "f-rows.040501001": "9812.40", "f-rows.040504001": "21000" })) await page.locator(`[id="${id}"]`).fill(value);
  expect(await page.locator("[id='f-price']").inputValue()).toBe("33,205,680.00");
  expect(await page.locator("[id='f-price'] ~ [role=status]").textContent()).toContain("叁仟叁佰贰拾万伍仟陆佰捌拾元整");
  await next(page);
  await heading(page, "文件");
  const onDisk = at_("施工组织设计.txt");
  writeFileSync(onDisk, PLAN);
  await page.locator("#files-technical").setInputFiles([{ name: "../x", mimeType: "text/plain", buffer: Buffer.from("x") }, { name: "empty.txt", mimeType: "text/plain", buffer: Buffer.alloc(0) }]);
  await next(page);
  await heading(page, "检查");
  const found = (await page.locator("#stage .tasks li").allTextContents()).join("\n");
  for (const code of ["required-file-missing", "file-name-forbidden", "file-empty"]) expect(found).toContain(code);
  await page.locator("#stage .tasks button").first().click();
  await page.locator("#files-technical").setInputFiles(onDisk);
  await next(page);
  await heading(page, "检查");
  await next(page);
  await page.locator("#passphrase").fill("kurz");
  await next(page);
  expect(await faults(page)).toEqual([expect.stringContaining("passphrase-too-weak")]);
  await page.locator("#passphrase").fill(PASSPHRASE);
  await page.locator("#again").fill(`${PASSPHRASE}!`);
  await next(page);
  expect(await faults(page)).toEqual([expect.stringContaining("passphrase-differs")]);
  // Somebody saves the file again between its choice and the seal.
  appendFileSync(onDisk, "改动");
  await page.locator("#again").fill(PASSPHRASE);
  await next(page);
  expect(await faults(page)).toEqual([expect.stringContaining("file-changed")]);
});

test("what is no sealed bid for this lot, firm and act is not lodged", async () => {
  const site = await myPage("bidder-2");
  const words = async (zip: string | Buffer): Promise<string> => {
    await site.locator("#sealed").setInputFiles(typeof zip === "string" ? zip : { name: "bid.zip", mimeType: "application/zip", buffer: zip });
    await site.locator("#faults .note.bad").waitFor();
    return (await site.locator("#faults").textContent()) ?? "";
  };
  expect(await words(at_("bid.zip"))).toContain("密封件是另一家单位的");
  expect(await words(readFileSync(at_("bid.zip")).subarray(0, 5_000))).toContain("file-unreadable");
  expect(await words(Buffer.from("no zip"))).toContain("file-unreadable");
  const own = await myPage("bidder-1", "/withdraw");
  await own.locator("#sealed").setInputFiles(at_("second.zip"));
  await own.locator("#faults .note.bad").waitFor();
  expect(await own.locator("#faults").textContent()).toContain("密封件的种类不对");
  const again = await myPage("bidder-1");
  await again.locator("#sealed").setInputFiles(at_("bid.zip"));
  await again.locator("#send").click();
  await again.locator("#faults .note.bad").waitFor();
  expect(await again.locator("#faults").textContent()).toContain("seq-not-next");
});

test("the bid key is checked offline before the opening: it opens the sealed bid with its passphrase and with no other", async () => {
  const page = await offlinePage(at_("seal.html"));
  await page.locator("#act-key").check();
  await next(page);
  await page.locator("#zip").setInputFiles(at_("second.zip"));
  await page.locator("#key-passphrase").fill("eine ganz andere");
  await next(page);
  expect(await faults(page)).toEqual([expect.stringContaining("passphrase-wrong")]);
  await page.locator("#key-passphrase").fill(PASSPHRASE);
  await next(page);
  await page.locator("#stage .tag.ok").nth(1).waitFor();
  expect(await violations(page)).toEqual([]);
});

test("inside the window the wrapped key opens the bid from the hall; a wrong passphrase or an older key does not", async () => {
  for (const bidder of ["bidder-2", "bidder-3"]) await fileOf(town, tender, bidder);
  await town.advance("2026-09-22T09:36:00+08:00");
  const page = await (await contextOf("bidder-1")).newPage();
  await page.goto(`${base}/halls/${tender.id}-1?part=technical`);
  await page.getByRole("link", { name: "用投标密钥解密" }).click();
  const check = async (zip: string, passphrase: string): Promise<void> => {
    await page.locator("#key-file").setInputFiles(zip);
    await page.locator("#key-passphrase").fill(passphrase);
    await page.locator("#check-key").click();
  };
  await check(at_("second.zip"), "eine ganz andere");
  await page.getByText("口令不对").waitFor();
  await check(at_("bid.zip"), PASSPHRASE);
  await page.getByText("key-differs").waitFor();
  await check(at_("second.zip"), PASSPHRASE);
  await page.locator("#health .note.ok").waitFor();
  expect(await violations(page)).toEqual([]);
  await page.locator("#give").click();
  await page.waitForURL(/\/halls\//);
  const { openings } = (await town.done(null, "GET", `/api/v1/tenders/${tender.id}/lots/1/parts/technical/opening`)) as { openings?: { how: string }[] };
  expect(JSON.stringify(openings ?? await page.locator("main").textContent())).toMatch(/bidder-key|已解密/);
});

test("the offline page is one file under a policy without a network, the same each time, and small", () => {
  const seal = readFileSync(at_("seal.html"), "utf8");
  expect(seal).toMatch(/<meta http-equiv="Content-Security-Policy" content="default-src 'none'; connect-src 'none'; script-src 'sha256-/);
  expect(seal).not.toMatch(/<script[^>]+src=|<link[^>]+href="(?!data:,)|https?:\/\/(?!www\.w3\.org)/);
  expect(seal).not.toMatch(/\bfetch\(|XMLHttpRequest|WebSocket|sendBeacon|EventSource|RTCPeerConnection/);
  expect(gzipSync(seal).length).toBeLessThan(90_000);
  expect(town.assets.files.get("/seal.html")?.sha256).toBe(town.assets.urls.sealPage.sha256);
});
