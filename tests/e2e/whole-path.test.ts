import path from "node:path";
import type { Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { pictured } from "../support/browsing.js";
import { usccOf } from "../support/chair.js";
import { signSheets } from "../support/judging.js";
import { fileOf } from "../support/pages.js";
import { ANSWERS, fillBid, handOver, openFromSite, p12Of, sealAndSave, textFile } from "../support/sealing-page.js";
import { servedTown, type ServedTown } from "../support/served-town.js";
import type { TestTown } from "../support/town.js";
import { leads, press, type Walkers } from "../support/walkers.js";
import { giveKey, release, type TenderInTest } from "../support/works-tender.js";

/**
 * One tender from its registration to its archive, each kind of step made by a person in a page. Only the openers never use one:
 * their keys live in the command line tool. Two more bidders and four more members do by the API what one of each does in the page.
 * The tests are the chapters of one story and run in their order.
 */

const BIDS = [
  { actor: "bidder-1", price: "36600000.00", plan: "19.00", team: "9.50", credit: "9.0" },
  { actor: "bidder-2", price: "37800000.00", plan: "14.00", team: "7.00", credit: "8.5" },
  { actor: "bidder-3", price: "35000000.00", plan: "13.00", team: "6.50", credit: "9.5" },
] as const;
const [BY_HAND, ...BY_API] = BIDS;
/** The form proposes the third member as the chair. */
const CHAIR = "committee-3";
const SECOND = "committee-1";
const OTHER_MEMBERS = ["committee-2", "committee-4", "committee-5"] as const;
const OPENERS = ["agency", "supervisor", "notary"] as const;
const RELEASING = ["agency", "notary"] as const;
const DEPOSIT = "300000.00";

let site: ServedTown;
let town: TestTown;
let base: string;
/** The hall as somebody watches it from before the close to the end, never loading it again. */
let watched: Page;
let tender: TenderInTest;
let walkers: Walkers;
let isBroken = false;

beforeAll(async () => {
  site = await servedTown();
  ({ town, base, walkers } = site);
});
afterAll(() => site.stop());
beforeEach(() => { if (isBroken) throw new RangeError("an earlier chapter failed"); });
afterEach(({ task }) => {
  isBroken ||= task.result?.state === "fail";
  expect(walkers.complaints.splice(0)).toEqual([]);
});

const at = (actor: string, address: string): Promise<Page> => walkers.at(actor, address);
const desk = (): string => `/desk/${tender.id}`;
const fileOfActor = (actor: string, which: "certificateFile" | "keyFile"): string => path.join(town.folder, "rehearsal", town.actors.find(({ id }) => id === actor)?.[which] ?? "");
const stage = async (): Promise<string | undefined> => ((await town.done(null, "GET", `/api/v1/tenders/${tender.id}`))["lots"] as { stage: string }[])[0]?.stage;

test("the tenderer registers a project, drafts from the sample, enters the exchange; the openers give their keys; a second officer publishes", async () => {
  const page = await at("tenderer-1", "/desk/projects/new");
  await press(page, "project", { name: "滨河路雨污分流改造工程", approval: "晨发改审批〔2026〕18号", funds: "财政资金 100%" });
  // Which line, which way, which method: the sample form follows from it.
  await leads(page, () => page.locator("form:has([name=line][value=works]) button").click());
  await press(page, "tender", { "lots.0.deposit": DEPOSIT, "lots.0.depositDays": "90" });
  tender = { id: new URL(page.url()).pathname.slice("/desk/".length), identities: new Map() };
  await press(page, "register");
  for (const part of ["technical", "price"]) for (const opener of OPENERS) tender.identities.set(`1/${part}/${opener}`, await giveKey(town, { tender: tender.id, lot: "1", part }, opener));
  await page.reload();
  await press(page, "submit");
  await press(await at("tenderer-2", desk()), "publish");
  await (await at("bidder-1", "/notices")).getByText("晨光市滨河路雨污分流改造工程").first().waitFor();
});

test("the cashier enters a guarantee for each bidder", async () => {
  await town.advance("2026-09-02T10:00:00+08:00");
  for (const { actor } of BIDS) {
    const page = await at("cashier-1", desk());
    await leads(page, () => page.getByRole("link", { name: "登记投标保证" }).click());
    await press(page, "guarantee", { bidder: usccOf(town, actor), amount: DEPOSIT, validUntil: "2026-12-31" });
  }
});

test("a bidder seals, signs and lodges in the page and reads its receipt there; two more lodge", async () => {
  const page = await at(BY_HAND.actor, "/my");
  await leads(page, () => page.getByRole("link", { name: "晨光市滨河路雨污分流改造工程" }).click());
  const sealing = await openFromSite(page);
  await fillBid(sealing, {
    keys: p12Of(town, BY_HAND.actor), answers: { ...ANSWERS, "f-price": BY_HAND.price },
    files: { technical: [textFile("施工组织设计.txt", "施工组织设计正文")], price: [textFile("工程量清单.csv", "序号,项目,金额\n")] },
  });
  await sealAndSave(sealing);
  await handOver(sealing, page);
  expect(await page.locator("pre").first().textContent()).toContain("daylight/receipt");
  for (const { actor, price } of BY_API) await fileOf(town, tender, actor, price);
});

test("the hall that is watched shows the list at the close and not before", async () => {
  await town.advance("2026-09-24T09:00:00+08:00");
  watched = await walkers.newPage("watcher");
  await watched.goto(`${base}/halls/${tender.id}-1`);
  expect(await watched.locator("#bids").count()).toBe(0);
  await town.advance("2026-09-24T09:30:00+08:00");
  await watched.locator("#bids").waitFor();
  expect(await watched.locator("#bids tbody tr").count()).toBe(BIDS.length);
  expect(await watched.locator("#bids").textContent()).not.toMatch(/晨曦|江海|北辰/);
  await pictured(watched, "whole-path/hall-closed");
});

async function releaseBoth(part: string, between: () => Promise<void>): Promise<void> {
  const [first, second] = RELEASING;
  await release(town, tender, { tender: tender.id, lot: "1", part }, first);
  await watched.locator("[data-live='releases'] .tag.ok").first().waitFor();
  await between();
  await release(town, tender, { tender: tender.id, lot: "1", part }, second);
}

/** A bidder signs in to the hall and confirms; the host then makes the record. */
async function confirmAndRecord(part: string): Promise<void> {
  const hall = `/halls/${tender.id}-1?part=${part}`;
  const page = await at("bidder-1", hall);
  await press(page, "hall-sign-in");
  await press(page, "hall-confirm");
  await press(await at("staff-1", hall), "hall-record");
}

test("the technical part opens by two of three openers without a price; a bidder confirms in the hall, the host makes the record", async () => {
  await town.advance("2026-09-24T09:36:00+08:00");
  await watched.getByText("晨曦建设集团有限公司").first().waitFor();
  await pictured(watched, "whole-path/hall-running");
  await releaseBoth("technical", () => Promise.resolve());
  await watched.locator("#bids .tag.ok").nth(BIDS.length - 1).waitFor();
  expect(await watched.locator("#bids td.sung:not(:text-is('—'))").count()).toBe(0);
  await confirmAndRecord("technical");
});

test("the tenderer seats the committee that the form proposes; two members score and sign in their pages, neither shown what the other wrote, nor is the supervisor", async () => {
  const page = await at("tenderer-1", desk());
  await leads(page, () => page.getByRole("link", { name: "登记直接确定评标专家" }).click());
  await page.getByLabel("本项目的具体理由").fill("盾构隧道下穿既有铁路，专家库内同专业专家不足以胜任");
  await pictured(page, "whole-path/appointment");
  await press(page, "appointment");
  await leads(page, () => page.getByRole("link", { name: "组建评标委员会" }).click());
  await press(page, "committee");
  await signSheet(CHAIR);
  const second = await at(SECOND, `/panel/${tender.id}/1`);
  expect(await second.locator("main").innerHTML()).not.toContain(BIDS[0].plan);
  await signSheet(SECOND);
  const supervisor = await at("supervisor-1", `/watch/${tender.id}`);
  expect(await supervisor.locator("main").textContent()).toContain("评标中");
  for (const { plan, team } of BIDS) for (const score of [plan, team]) expect(await supervisor.locator("main").textContent()).not.toContain(score);
  await signSheets(town, tender.id, Object.fromEntries(BIDS.map(({ actor, plan, team }) => [usccOf(town, actor), [plan, team]])), OTHER_MEMBERS);
});

async function signSheet(member: string): Promise<void> {
  const page = await at(member, "/panel");
  await leads(page, () => page.locator("main ul.list a").click());
  for (const bid of BIDS) {
    for (const criterion of ["plan", "team"] as const) {
      await page.locator(`[name="score:${usccOf(town, bid.actor)}:${criterion}"]`).fill(bid[criterion]);
      await page.locator(`[name="reason:${usccOf(town, bid.actor)}:${criterion}"]`).fill("按评分标准");
    }
  }
  await leads(page, () => page.locator(`form[action="/panel/${tender.id}/1"] button`).click());
  await signWith(page, member);
}

/** A member signs what the page shows with his own key. */
async function signWith(page: Page, member: string): Promise<void> {
  await page.locator("#certificate").setInputFiles(fileOfActor(member, "certificateFile"));
  await page.locator("#key").setInputFiles(fileOfActor(member, "keyFile"));
  await leads(page, () => page.locator("#sign button").click());
  await page.locator(".note.ok").first().waitFor();
}

/** Keeps how many prices stood in the list after each change of it. */
const COUNT_PRICES = `(() => {
  const count = () => [...document.querySelectorAll("#bids tbody tr")].filter((row) => /\\d\\.\\d\\d/.test(row.querySelector("td.sung")?.textContent ?? "")).length;
  window.priceCounts = [count()];
  new MutationObserver(() => window.priceCounts.push(count())).observe(document.querySelector("[data-live=bids]"), { childList: true, subtree: true, characterData: true });
})()`;

test("the price part opens after the sheets, its prices appear all at once, and it is confirmed and recorded", async () => {
  await watched.getByText("价格标").first().waitFor();
  await watched.evaluate(COUNT_PRICES);
  await releaseBoth("price", async () => { expect(await watched.locator("#bids").textContent()).not.toMatch(/000\.00/); });
  await watched.getByText("36,600,000.00").first().waitFor();
  for (const price of ["37,800,000.00", "35,000,000.00"]) expect(await watched.locator("#bids").textContent()).toContain(price);
  expect(new Set(await watched.evaluate<number[]>("window.priceCounts"))).toEqual(new Set([0, BIDS.length]));
  await confirmAndRecord("price");
  await watched.getByRole("link", { name: "查看开标记录" }).waitFor();
});

test("the chair enters the credits and submits the report; the tenderer publishes the candidates, recomputed in the reader's page", async () => {
  const chair = await at(CHAIR, `/panel/${tender.id}/1`);
  const credits: Record<string, string> = {};
  for (const [place, input] of (await chair.locator("form[action^='/acts/credits?'] input[name^='credits.'][name$='.bidder']").all()).entries()) {
    const bidder = await input.inputValue();
    credits[`credits.${String(place)}.score`] = BIDS.find(({ actor }) => usccOf(town, actor) === bidder)?.credit ?? "";
  }
  await press(chair, "credits", credits);
  await chair.locator("[name=stand][value=yes]").check();
  await leads(chair, () => chair.locator("#stand form button").click());
  await signWith(chair, CHAIR);
  expect(await chair.locator("#stand").textContent()).toContain("1 人已签字，0 人有不同意见，4 人未表示");
  await press(chair, "evaluation-report");
  await press(await at("tenderer-1", desk()), "candidates");
  expect(await stage()).toBe("candidates");
  const reader = await walkers.newPage("reader");
  await reader.goto(`${base}/projects/${tender.id}`);
  expect(await reader.locator("[data-tree]").count()).toBe(BIDS.length);
  for (const explanation of await reader.locator("details:has([data-tree])").all()) {
    await explanation.locator("summary").first().click();
    await explanation.locator(".verdict.note.ok").waitFor();
  }
  await leads(reader, () => reader.getByRole("link", { name: /候选人/ }).first().click());
  await reader.getByText("晨曦建设集团有限公司").first().waitFor();
});

test("after the publicity the tenderer determines the winner, sends the letters, records the contract and the written report; staff archive", async () => {
  await town.advance("2026-10-09T09:00:00+08:00");
  const page = await at("tenderer-1", desk());
  await press(page, "award");
  await press(page, "letters");
  await press(page, "contract", { price: BY_HAND.price, performanceBond: "3660000.00" });
  await press(page, "written-report");
  expect(await stage()).toBe("reported");
  await press(await at("staff-1", desk()), "archive");
  expect(await stage()).toBe("archived");
  const loser = await at("bidder-2", `/projects/${tender.id}`);
  expect(await loser.locator("main").textContent()).toMatch(/晨曦建设集团有限公司/);
});
