import { readFileSync } from "node:fs";
import { afterAll, beforeAll, expect, test } from "vitest";
import { reserveCommitment } from "../../src/auctions/reserve.js";
import { commitmentOf, upChain } from "../../src/experts/draw-order.js";
import { keepsGates } from "../support/gates.js";
import { announce, parcelForm, registeredSale } from "../support/sales.js";
import { servedTown, type ServedTown } from "../support/served-town.js";
import { formFor, press } from "../support/walkers.js";

// The reserve of a listing in the browser: its amount never leaves the computer, its file is kept, and the same file opens it after the end.
let served: ServedTown;
let path: string;
let kept: Buffer;
beforeAll(async () => {
  served = await servedTown("2026-08-17T09:00:00+08:00");
  const sale = await registeredSale(served.town, "land", parcelForm());
  expect((await announce(served.town, sale)).status).toBe(201);
  path = `/desk/sales/${sale}/1/reserve`;
  await served.town.advance("2026-09-20T15:00:00+08:00");
  await served.town.world.floor.keep();
}, 120_000);
afterAll(async () => {
  await served.town.world.floor.stop();
  await served.stop();
  expect(served.walkers.complaints).toEqual([]);
});

const SCREENS = [{ name: "phone", width: 390 }, { name: "desktop", width: 1280 }];

test("the first officer makes the file in the browser, keeps it, and what is sent is its hash", async () => {
  const page = await served.walkers.at("tenderer-1", path);
  const sent: string[] = [];
  page.on("request", (request) => { if (request.method() === "POST") sent.push(request.postData() ?? ""); });
  await page.locator("#amount").fill("0.00");
  await page.locator("#minutes").fill("晨资规纪〔2026〕31号");
  await page.locator("#make button").click();
  await page.locator("#wrong .bad").waitFor();
  await page.locator("#amount").fill("129,500,000.00");
  await page.locator("#make button").click();
  await page.locator("#made").waitFor();
  expect(await page.locator("#sum").textContent()).toBe("129,500,000.00 元（壹亿贰仟玖佰伍拾万元整）");
  const commitment = formFor(page, "sale-reserve").locator("[name=commitment]");
  expect(await commitment.inputValue(), "before the file is kept").toBe("");
  const [download] = await Promise.all([page.waitForEvent("download"), page.locator("#save").click()]);
  kept = readFileSync(await download.path());
  expect(await commitment.inputValue()).toBe(reserveCommitment(kept));
  await keepsGates(page, "sale-reserve/made", SCREENS);
  await press(page, "sale-reserve", { decidedOn: "2026-09-20", participants: "陈一鸣\n林晓" });
  await page.getByText("等待另一名经办人核准").waitFor();
  expect(sent.length).toBeGreaterThan(0);
  for (const body of sent) expect(decodeURIComponent(body)).not.toContain("129");
  const second = await served.walkers.at("tenderer-2", path);
  await keepsGates(second, "sale-reserve/waits", SCREENS);
  await press(second, "sale-reserve-approve");
  await served.town.world.floor.keep();
  expect(await (await served.walkers.at("tenderer-1", path)).locator("main").textContent()).toContain("底价已经固定");
}, 120_000);

test("after the end another file never leaves the browser, and the right one opens the reserve", async () => {
  await served.town.advance("2026-09-21T10:16:00+08:00");
  await served.town.world.floor.keep();
  const page = await served.walkers.at("tenderer-1", path);
  const sent: string[] = [];
  page.on("request", (request) => { if (request.method() === "POST") sent.push(request.url()); });
  await page.locator("#file").setInputFiles({ name: "other.json", mimeType: "application/json", buffer: Buffer.from(kept.toString().replace("129500000.00", "129500000.01")) });
  await page.locator("#check button").click();
  await page.locator("#wrong .bad").waitFor();
  expect(await formFor(page, "sale-reserve-open").locator("[name=file]").inputValue()).toBe("");
  expect(sent).toEqual([]);
  await page.locator("#file").setInputFiles({ name: "reserve.json", mimeType: "application/json", buffer: kept });
  await page.locator("#check button").click();
  await page.locator("#checked").waitFor();
  await keepsGates(page, "sale-reserve/checked", SCREENS);
  await press(page, "sale-reserve-open");
  await page.getByText("底价已经公开").waitFor();
}, 120_000);

test("before there is a contest a party's number is made in its browser and kept in a file, and the notice is given its commitment", async () => {
  const auction = "D3417000001S00001-01-A1";
  const page = await served.walkers.at("staff-1", "/desk/lottery");
  const sent: string[] = [];
  page.on("request", (request) => { if (request.method() === "POST") sent.push(request.url()); });
  const made = async (values: Readonly<Record<"auction" | "name", string>>, kind: string) => {
    await page.fill("#auction", values.auction);
    await page.selectOption("#kind", kind);
    await page.fill("#name", values.name);
    await page.click("#make button");
    await page.locator("#made").waitFor();
    const [download] = await Promise.all([page.waitForEvent("download"), page.click("#save")]);
    return { hash: await page.locator("#hash").textContent(), file: JSON.parse(readFileSync(await download.path(), "utf8")) as Readonly<Record<string, string>> };
  };
  await page.fill("#auction", "../1");
  await page.click("#make button");
  await page.locator("#wrong .bad", { hasText: "竞价编号" }).waitFor();
  const random = await made({ auction, name: "exchange" }, "random");
  expect(random.file).toEqual({ v: "ddr-contribution/1", draw: auction, name: "exchange", r: expect.stringMatching(/^[0-9a-f]{64}$/) as unknown });
  expect(random.hash).toBe(commitmentOf(auction, "exchange", random.file["r"] ?? ""));
  const code = await made({ auction, name: "" }, "code");
  expect(code.hash).toBe(upChain(code.file["code"] ?? ""));
  await keepsGates(page, "auction-lottery/make", SCREENS);
  expect(sent, "nothing of it leaves the computer").toEqual([]);
}, 120_000);
