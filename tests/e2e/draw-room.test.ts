import { execFile } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { promisify } from "node:util";
import type { Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { commitmentOf } from "../../src/experts/draw-order.js";
import { repeatFrom } from "../../src/experts/repeat.js";
import { pictured } from "../support/browsing.js";
import { keepsGates, MODES } from "../support/gates.js";
import { servedTown, type ServedTown } from "../support/served-town.js";
import { formFor, leads, press } from "../support/walkers.js";
import { publishedTender, type TenderInTest } from "../support/works-tender.js";

// A whole draw by pages: every party's secret is made in its own browser, and the files it keeps are the command line's.
let site: ServedTown;
let tender: TenderInTest;
const files = new Map<string, Buffer>();
const api = (): string => `/api/v1/tenders/${tender.id}/lots/1/draws`;
type Shown = { readonly draw: string; readonly seated: string[]; readonly commits: Record<string, string>; readonly reveals: Record<string, string>; readonly codes: string[]; readonly pool: { readonly rows: object[] } | null; readonly opened: { readonly expert: string }[] };
const shown = async (): Promise<Shown> => {
  const { draws: [first] } = (await site.town.done(null, "GET", api())) as { draws: Shown[] };
  if (first === undefined) throw new RangeError("no draw");
  return first;
};
const room = (actor: string): Promise<Page> => site.walkers.at(actor, `/draws/${tender.id}/1`);
const duty = (page: Page, name: string) => page.locator(`form[data-duty="${name}"]`);

beforeAll(async () => {
  site = await servedTown();
  tender = await publishedTender(site.town);
}, 120_000);
afterAll(() => site.stop());
// An act that needs a signature is answered 401 first, one that is refused 422; the browser says so.
afterEach(() => { expect(site.walkers.complaints.splice(0).filter((each) => !/status of 4(?:01|22)/.test(each))).toEqual([]); });

/** Saves what the browser made, then sends it. */
async function make(actor: string, name: string, fill: (page: Page) => Promise<void> = () => Promise.resolve()): Promise<void> {
  const page = await room(actor);
  await fill(page);
  const send = duty(page, name).locator("button:not([data-save])");
  expect(await send.isDisabled(), "before the file is saved").toBe(true);
  const [download] = await Promise.all([page.waitForEvent("download"), duty(page, name).locator("[data-save]").click()]);
  files.set(`${actor}/${name}`, readFileSync(await download.path()));
  await pictured(page, `draw/${actor}-${name}`);
  await Promise.all([page.waitForEvent("load"), send.click()]);
}

const give = (page: Page, name: string, file: string): Promise<void> => duty(page, name).locator("[name=file]").setInputFiles({ name: "kept.json", mimeType: "application/json", buffer: files.get(file) ?? Buffer.from("") });

/** Uses a kept file; the act leads to the page as it then stands. */
async function use(actor: string, name: string, file: string, signed = false): Promise<void> {
  const page = await room(actor);
  await give(page, name, file);
  const done = page.waitForEvent("load");
  await duty(page, name).locator("button").click();
  if (signed) await page.locator('#confirm-here form[data-way="rehearsal"] button').click();
  await done;
}

test("the tenderer asks for a draw by a form", async () => {
  const page = await room("tenderer-1");
  await press(page, "draw-request", { "strata.0.code": "A0802", "strata.0.seats": "4" });
  expect(await page.locator("main").textContent()).toContain("专业 A0802：4 名");
  await pictured(page, "draw/requested");
});

test("the keeper makes the secret, the supervisor the plan; the pool is blinded in the keeper's browser and fixed only against its own names", async () => {
  await make("pool-keeper-1", "secret");
  await make("supervisor-1", "plan");
  const sent: string[] = [];
  const page = await room("pool-keeper-1");
  page.on("request", (request) => { if (request.method() === "POST") sent.push(request.postData() ?? ""); });
  await make("pool-keeper-1", "pool", (at) => give(at, "pool", "pool-keeper-1/secret"));
  const { names } = JSON.parse(String(files.get("pool-keeper-1/pool"))) as { names: { name: string; salt: string; expert: string }[] };
  expect(names.length).toBeGreaterThanOrEqual(12);
  for (const { name, salt, expert } of names) for (const word of [name, salt, expert]) expect(sent.join()).not.toContain(word);
  files.set("short", Buffer.from(JSON.stringify({ ...(JSON.parse(String(files.get("pool-keeper-1/pool"))) as object), names: names.slice(1) })));
  const watching = await room("supervisor-1");
  await give(watching, "fix", "short");
  await duty(watching, "fix").locator("button").click();
  await watching.locator("#faults .bad").waitFor();
  await use("supervisor-1", "fix", "pool-keeper-1/pool");
  await keepsGates(await room("pool-keeper-1"), "draw/room-keeper", MODES.filter(({ name }) => name !== "print"));
});

test("three parties commit, one with dice that must be dice, and reveal from the browser that kept the number", async () => {
  const page = await room("notary-1");
  await page.locator("#dice").fill("1234567");
  await duty(page, "commit").locator("[data-save]").click();
  await page.locator("#faults .bad").waitFor();
  await make("notary-1", "commit", (at) => at.locator("#dice").fill("123456 ".repeat(9)));
  for (const actor of ["tenderer-1", "staff-1"]) await make(actor, "commit");
  await keepsGates(await room("notary-1"), "draw/room-notary", MODES.filter(({ name }) => name !== "print"));
  for (const actor of ["tenderer-1", "staff-1"]) {
    const own = await room(actor);
    await Promise.all([own.waitForEvent("load"), duty(own, "reveal").locator("button").click()]);
  }
  const other = await room("notary-1");
  await other.evaluate("localStorage.clear()");
  await duty(other, "reveal").locator("button").click();
  await other.locator("#faults .bad").waitFor();
  await use("notary-1", "reveal", "notary-1/commit");
  const { draw, commits, reveals } = await shown();
  for (const [name, r] of Object.entries(reveals)) expect(commitmentOf(draw, name, r)).toBe(commits[name]);
});

test("the supervisor's code draws, a seat falls to the next by a signed request and a signed code, and the keeper alone reads the names on his own screen", async () => {
  await use("supervisor-1", "code", "supervisor-1/plan");
  const first = await shown();
  expect(first.seated).toHaveLength(4);
  const { names: listed } = JSON.parse((files.get("pool-keeper-1/pool") ?? Buffer.from("{}")).toString()) as { names: { expert: string; label: string }[] };
  const leaves = listed.find(({ label }) => label === first.seated[0])?.expert ?? "";
  await site.town.done("pool-keeper-1", "POST", `/api/v1/experts/${leaves}/steps`, { step: "pause" });
  const keeper = await room("pool-keeper-1");
  await give(keeper, "seated", "pool-keeper-1/pool");
  await duty(keeper, "seated").locator("button").click();
  await keeper.locator("#shown li").first().waitFor();
  expect(await keeper.locator("#shown li").count()).toBe(4);
  expect(await keeper.locator("#shown .note.bad").allTextContents(), "who took leave after the draw").toEqual(["不能入席，请登记递补：请假"]);
  await pictured(keeper, "draw/seated");
  await duty(keeper, "replace").locator("[name=file]").setInputFiles({ name: "calls.txt", mimeType: "text/plain", buffer: Buffer.from("三次呼叫无应答") });
  await duty(keeper, "replace").locator("[name=reason]").selectOption("conflict");
  const done = keeper.waitForEvent("load");
  await duty(keeper, "replace").locator("button").click();
  await pictured(keeper, "draw/replace-confirm");
  await keeper.locator('#confirm-here form[data-way="rehearsal"] button').click();
  await done;
  await use("supervisor-1", "next", "supervisor-1/plan", true);
  const second = await shown();
  expect(second.codes).toHaveLength(2);
  expect(second.seated).not.toContain(first.seated[0]);
});

test("the commands the public page prints repeat the draw with openssl mac and sort", async () => {
  const reader = await (await site.walkers.contextOf(null)).newPage();
  await reader.goto(`${site.base}/projects/${tender.id}/draws`);
  const printed = (await reader.locator("pre").textContent()) ?? "";
  expect(printed).toBe(repeatFrom(`${site.town.world.publicUrl}${api()}`, 1).join("\n"));
  const script = path.join(site.town.folder, "repeat.sh");
  writeFileSync(script, printed.replace(site.town.world.publicUrl, site.base));
  expect((await promisify(execFile)("bash", [script])).stdout.trim().split("\n")).toEqual((await shown()).seated);
  await keepsGates(reader, "draw/public", MODES);
});

test("an expert signs in by the salt he was given, with his signature, and only from half an hour before", async () => {
  const { expert, salt, others } = await firstSeated();
  const page = await room(expert);
  await formFor(page, "draw-arrive").locator("[name=salt]").fill(salt);
  await Promise.all([page.waitForEvent("load"), formFor(page, "draw-arrive").locator("button").click()]);
  await Promise.all([page.waitForEvent("load"), page.locator("button[data-confirm]").click()]);
  expect(await page.locator("#faults").textContent()).toContain("签到");
  await site.town.advance("2026-09-22T09:00:00+08:00");
  const again = await room(expert);
  await formFor(again, "draw-arrive").locator("[name=salt]").fill(salt);
  await leads(again, () => formFor(again, "draw-arrive").locator("button").click());
  const desk = await (await room("tenderer-1")).locator("main").textContent();
  expect(desk).toContain("1/4 已签到");
  for (const other of others) expect(desk).not.toContain(other);
});

/** Who holds the first seat by the keeper's own file, and the names of all in it. */
async function firstSeated(): Promise<{ readonly expert: string; readonly salt: string; readonly others: readonly string[] }> {
  const { names } = JSON.parse(String(files.get("pool-keeper-1/pool"))) as { names: { expert: string; name: string; label: string; salt: string }[] };
  const [label] = (await shown()).seated;
  const own = names.find((each) => each.label === label);
  if (own === undefined) throw new RangeError("nobody holds the first seat");
  return { ...own, others: names.map(({ name }) => name) };
}
