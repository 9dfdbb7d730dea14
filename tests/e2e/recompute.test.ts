import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { overflow, pictured, violations } from "../support/browsing.js";
import { servedTown, type ServedTown } from "../support/served-town.js";
import { archive, tenderWithResult } from "../support/whole-tender.js";

// A reader ranks the bids of an audit bundle again in his own browser, and supposes other prices and scores.
let served: ServedTown;
let page: Page;
let ground: string;
let tender: string;
/** Requests since the file was chosen. */
const asked: string[] = [];

async function saved(edition: "full" | "public"): Promise<string> {
  const answer = await served.town.app.request(`/api/v1/tenders/${tender}/bundle?edition=${edition}`, { headers: { authorization: `Bearer ${served.town.actors.find(({ id }) => id === "supervisor-1")?.token ?? ""}` } });
  expect(answer.status).toBe(200);
  const path = join(ground, `${edition}.zip`);
  writeFileSync(path, Buffer.from(await answer.arrayBuffer()));
  return path;
}

beforeAll(async () => {
  served = await servedTown();
  ground = mkdtempSync(join(tmpdir(), "recompute-"));
  tender = await tenderWithResult(served.town);
  for (const edition of ["full", "public"] as const) await archive(served.town, tender, edition);
  page = await (await served.walkers.contextOf(null)).newPage();
  await page.goto(`${served.base}/verify/evaluation`);
  page.on("request", (request) => { asked.push(request.url()); });
}, 180_000);
afterAll(async () => {
  await served.stop();
  rmSync(ground, { recursive: true, force: true });
  expect(served.walkers.complaints).toEqual([]);
});

const ranks = async (): Promise<string[][]> => Promise.all((await page.locator("#lots table").first().locator("tbody tr").all()).map(async (row) => row.locator("td, th").allInnerTexts()));

const codeIn = (text = ""): string => /[0-9A-Z]{18}/.exec(text)?.[0] ?? "";
const nameOf = (uscc: string): string => served.town.actors.find(({ organisation }) => organisation?.uscc === uscc)?.organisation?.name ?? "";

test("a full bundle gives the published totals byte for byte, and asks the network for nothing", async () => {
  await page.locator("#bundle").setInputFiles(await saved("full"));
  await page.locator("#lots .note.ok").waitFor();
  expect(await page.locator("#lots").innerText()).toContain("逐字节一致");
  const { totals } = (await served.town.done(null, "GET", `/api/v1/tenders/${tender}/lots/1/evaluation`)) as { totals: { results: { bidder: string; rank: number | null; total: string | null }[] } };
  const wanted = totals.results.map(({ bidder, rank, total }) => [rank === null ? "—" : String(rank), bidder, total ?? "—"]);
  expect((await ranks()).map(([rank = "", bidder = "", total = ""]) => [rank, codeIn(bidder), total])).toEqual(wanted);
  expect((await ranks())[0]?.[1], "by the name its documents give it").toContain(nameOf(codeIn((await ranks())[0]?.[1])));
  expect(asked).toEqual([]);
  expect([await violations(page), await overflow(page)]).toEqual([[], 0]);
});

test("a lower price of the second makes it first in what is supposed, and the published ranking stays beside it", async () => {
  const before = await ranks();
  const second = nameOf(codeIn(before.find(([rank]) => rank === "2")?.[1]));
  await page.locator("#lots summary", { hasText: "如果" }).click();
  await page.getByLabel(`${second} 的投标报价（元）`).fill("1.0");
  expect(await page.getByLabel(`${second} 的投标报价（元）`).getAttribute("aria-invalid"), "no amount").toBe("true");
  const first = page.getByLabel(`假设否决 ${nameOf(codeIn(before[0]?.[1]))}`);
  await first.check();
  await page.locator("#lots [role=status]", { hasText: `变为 ${second}` }).waitFor();
  expect((await ranks()).map((row) => row.slice(0, 3)), "the published ranks").toEqual(before.map((row) => row.slice(0, 3)));
  expect((await ranks()).find(([, bidder]) => (bidder ?? "").startsWith(second))?.[4]).toBe("1");
  await pictured(page, "pages/recompute");
  await page.setViewportSize({ width: 390, height: 844 });
  expect(await overflow(page)).toBe(0);
  await pictured(page, "pages/recompute-narrow");
  await page.setViewportSize({ width: 1280, height: 900 });
  await page.getByRole("button", { name: "恢复原值" }).click();
  expect(await ranks()).toEqual(before);
  expect(asked).toEqual([]);
});

test("a public edition, and a file that is no bundle, say so", async () => {
  await page.locator("#bundle").setInputFiles(await saved("public"));
  await page.locator("#said", { hasText: "公开版" }).waitFor();
  writeFileSync(join(ground, "no.zip"), "PK");
  await page.locator("#bundle").setInputFiles(join(ground, "no.zip"));
  await page.locator("#said .bad").waitFor();
  expect(await page.locator("#lots").innerText()).toBe("");
  await page.goto(`${served.base}/en/verify/evaluation`);
  expect(await page.locator("h1").innerText()).toBe("Compute an evaluation again");
});
