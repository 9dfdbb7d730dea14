import path from "node:path";
import type { Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { nameOf, usccOf } from "../support/chair.js";
import { keepsGates } from "../support/gates.js";
import { seat, SEATS, signSheets } from "../support/judging.js";
import { fileOf } from "../support/pages.js";
import { apply, openApplications, prequalBody, publishedPrequalification, signReview } from "../support/prequalification.js";
import { LOWEST_PRICE } from "../support/procurement-method.js";
import { servedTown, type ServedTown } from "../support/served-town.js";
import type { TestTown } from "../support/town.js";
import { formFor, leads, press, typeInto, type Walkers } from "../support/walkers.js";
import { COMPREHENSIVE, lotBody, publishedTender, release, submittedTender, tenderBody, TWO_PARTS, type TenderInTest } from "../support/works-tender.js";

/** What people do in pages beside the straight way of a tender that e2e/whole-path walks. */
const BIDS = { "bidder-1": "9850000.00", "bidder-2": "10002000.00", "bidder-3": "9700000.00", "bidder-4": "9990000.00" } as const;
const OFFERS = { "bidder-1": "1000000.00", "bidder-2": "985000.00", "bidder-3": "1050000.00" } as const;
const yuan = (amount: string) => ({ amount, currency: "CNY" });

let site: ServedTown;
let town: TestTown;
let base: string;
let walkers: Walkers;
let works: TenderInTest;
let goods: TenderInTest;
/** Sent back by its second officer before it is published; in the end too few bid for it. */
let returned: TenderInTest;
let prequal: TenderInTest;

beforeAll(async () => {
  site = await servedTown();
  ({ town, base, walkers } = site);
  works = await publishedTender(town, tenderBody({}, [lotBody({ estimate: yuan("20000000.00"), ceiling: yuan("20000000.00") })]));
  const lot = lotBody({ estimate: yuan("1100000.00"), ceiling: yuan("1100000.00"), method: { ...LOWEST_PRICE, coreProduct: "交互式智能平板" } });
  goods = await publishedTender(town, tenderBody({ title: "晨光市第一中学教学设备采购", kind: "goods", compulsory: false, stateControlled: false }, [lot]), "procurement");
  prequal = await publishedPrequalification(town, prequalBody({}, { title: "晨光市望江路桥梁工程" }));
  returned = await submittedTender(town, tenderBody({ title: "晨光市文昌街道路工程" }, [lotBody({ parts: TWO_PARTS, method: COMPREHENSIVE })]));
});
afterAll(() => site.stop());
afterEach(() => { expect(walkers.complaints.splice(0)).toEqual([]); });

const name = (actor: string): string => nameOf(town, actor);

/** A page as a person finds it: without a breach of WCAG, nowhere wider than a small telephone, and pictured for the eye. */
const looked = (page: Page, picture: string): Promise<void> => keepsGates(page, `acts/${picture}`, [{ name: "phone", width: 390 }, { name: "desktop", width: 1280 }]);

const releaseBids = async (tender: TenderInTest): Promise<void> => {
  for (const opener of ["agency", "supervisor"]) await release(town, tender, { tender: tender.id, lot: "1", part: "bid" }, opener);
};
const stageOf = async ({ id }: TenderInTest): Promise<string | undefined> => ((await town.done(null, "GET", `/api/v1/tenders/${id}`))["lots"] as { stage: string }[])[0]?.stage;

/** Sends a form that is refused: what is wrong stands first on its page, and the browser remarks on the status and on nothing else. */
async function refused(page: Page, act: string, values: Readonly<Record<string, string>>): Promise<void> {
  const form = formFor(page, act);
  await typeInto(form, values);
  await Promise.all([page.waitForEvent("load"), form.locator("button").click()]);
  await page.locator("#faults li").first().waitFor();
  expect(walkers.complaints.splice(0)).toEqual([expect.stringContaining("status of 422")]);
}

/** Which row of the chair's form is about a bidder. */
async function rowOf(page: Page, form: string, actor: string): Promise<string> {
  return (await formFor(page, form).locator(`input[name^="${form}."][name$=".bidder"][value="${usccOf(town, actor)}"]`).getAttribute("name"))?.split(".")[1] ?? "";
}

/** The ranking as the page shows it: rank, bidder, evaluated price, contract price. */
const ranking = async (page: Page): Promise<string[][]> => Promise.all((await page.getByRole("region", { name: "按已录入内容的排序" }).locator("tbody tr").all()).map((row) => row.locator("th, td").allInnerTexts()));

const REASON = "资质要求与批复不一致，请核对后重新提交。";

test("the second officer sends a notice back with a reason; the preparer reads it, mends the form and hands it in again, and it is published", async () => {
  const reviewer = await walkers.at("tenderer-2", `/desk/${returned.id}`);
  await refused(reviewer, "send-back", {});
  await press(reviewer, "send-back", { reason: REASON });
  const preparer = await walkers.at("tenderer-1", `/desk/${returned.id}`);
  await preparer.getByText(REASON).waitFor();
  await looked(preparer, "sent-back");
  await leads(preparer, () => preparer.locator(`a[href="/desk/${returned.id}/form"]`).first().click());
  await press(preparer, "redraft", { qualification: "市政公用工程施工总承包二级及以上" });
  await press(await walkers.at("tenderer-1", `/desk/${returned.id}`), "submit");
  await press(await walkers.at("tenderer-2", `/desk/${returned.id}`), "publish");
  const reader = await walkers.newPage("reader");
  await reader.goto(`${base}/notices/${returned.id}-N1`);
  expect(await reader.locator("main").textContent()).toContain("市政公用工程施工总承包二级及以上");
  expect(await reader.locator("main").textContent()).not.toContain(REASON);
  await reader.context().close();
});

const QUESTION = "检查井井盖材质是否指定？";
const ANSWER = "检查井井盖采用球墨铸铁，承载等级 D400";

test("what one bidder asks is answered to all: drafted, read by a second officer, and in everybody's project page", async () => {
  await town.advance("2026-09-02T10:00:00+08:00");
  const asking = await walkers.at("bidder-1", `/my/${works.id}/1`);
  await refused(asking, "object", {});
  await looked(asking, "object");
  await press(asking, "object", { text: QUESTION });
  await asking.getByText("待答复").waitFor();
  // Until its reply the lot stands still (条例 22): the one who asked is answered first, then all.
  const replying = await walkers.at("tenderer-1", `/desk/${works.id}`);
  expect(await stageOf(works)).toBe("suspended");
  for (const [actor, address] of [["tenderer-1", `/desk/${works.id}`], ["bidder-1", `/projects/${works.id}`]] as const) await (await walkers.at(actor, address)).getByText("因异议（质疑）暂停，1 件待答复").waitFor();
  await (await walkers.at("tenderer-1", "/desk")).getByRole("link", { name: "答复第 1 号异议（质疑）" }).click();
  await replying.getByText(QUESTION).waitFor();
  await looked(replying, "objection-waits");
  await press(replying, "object-reply", { upheld: "yes", answer: ANSWER, effect: "将发布澄清公告。" });
  expect(await stageOf(works)).toBe("bidding");
  await walkers.at("bidder-1", `/my/${works.id}/1`);
  await asking.getByText("将发布澄清公告。").waitFor();
  const preparer = await walkers.at("tenderer-1", `/desk/${works.id}/clarification`);
  await looked(preparer, "clarification");
  await press(preparer, "clarification", { "changes.0.what": "检查井井盖", "changes.0.before": "未指定", "changes.0.after": ANSWER });
  const own = await walkers.at("tenderer-1", `/desk/${works.id}`);
  expect(await formFor(own, "publish-clarification").count(), "four eyes").toBe(0);
  const reviewer = await walkers.at("tenderer-2", `/desk/${works.id}`);
  await looked(reviewer, "clarification-review");
  await press(reviewer, "publish-clarification");
  for (const actor of ["bidder-2", null]) {
    const page = actor === null ? await walkers.newPage("reader") : await walkers.at(actor, "/my");
    await page.goto(`${base}/projects/${works.id}`);
    await leads(page, () => page.locator("main").getByRole("link", { name: /澄清/ }).first().click());
    expect(await page.locator("main").textContent()).toContain(ANSWER);
    // Before the deadline nobody learns who asked.
    expect(await page.locator("main").textContent()).not.toContain(name("bidder-1"));
  }
});

test("the notice is amended by its fields: first shown before and after with the deadline the law moves, then drafted, reviewed and published", async () => {
  const page = await walkers.at("tenderer-1", `/desk/${works.id}`);
  await leads(page, () => page.getByRole("link", { name: "逐项修改公告内容" }).click());
  const form = page.locator("form[action$='/amend']");
  await typeInto(form, { "lots.0.quality": "合格，达到市级优质工程标准", "contact.phone": "0000-7654000" });
  await leads(page, () => form.locator("button").click());
  const shown = page.getByRole("region", { name: "修改前后对照" });
  expect(await shown.locator("tbody tr").count()).toBe(2);
  expect(await shown.textContent()).toContain("达到市级优质工程标准");
  await looked(page, "amend-preview");
  // Twenty days before the deadline nothing moves; nothing is written before it is drafted.
  expect(((await town.done(null, "GET", `/api/v1/tenders/${works.id}`))["notices"] as object[]).length).toBe(2);
  await press(page, "amendment");
  await (await walkers.at("tenderer-2", `/desk/${works.id}`)).getByRole("link", { name: /澄清或修改 2/ }).waitFor();
  await press(await walkers.at("tenderer-2", `/desk/${works.id}`), "publish-clarification");
  const reader = await walkers.at("bidder-2", `/projects/${works.id}`);
  await leads(reader, () => reader.locator("main").getByRole("link", { name: /澄清/ }).first().click());
  expect(await reader.locator("main").textContent()).toContain("达到市级优质工程标准");
});

test("the chair rules on the applications, every member signs, one of them in the page, and the chair submits the result", async () => {
  await town.advance("2026-09-11T10:00:00+08:00");
  for (const actor of ["bidder-1", "bidder-2", "bidder-3", "bidder-4"]) await apply(town, actor, prequal.id);
  await town.advance("2026-09-14T09:36:00+08:00");
  await openApplications(town, prequal);
  await seat(town, prequal.id);
  const panel = await walkers.at("committee-1", "/panel");
  await leads(panel, () => panel.getByRole("link", { name: /资格预审/ }).click());
  expect(await formFor(panel, "prequal-submit").count()).toBe(0);
  const failing = await panel.locator(`form[action^="/acts/prequal-review?"] input[value="${usccOf(town, "bidder-4")}"]`).getAttribute("name");
  const typed: Record<string, string> = {};
  for (const row of [0, 1, 2, 3]) for (const item of [0, 1]) typed[`results.${String(row)}.items.${String(item)}.met`] = "yes";
  const fails = failing?.replace("applicant", "items.1") ?? "";
  await refused(panel, "prequal-review", { ...typed, [`${fails}.met`]: "no" });
  await press(panel, "prequal-review", { [`${fails}.finding`]: "所附业绩未经竣工验收" });
  await panel.getByText("所附业绩未经竣工验收").first().waitFor();
  await looked(panel, "review");
  for (const [field, which] of [["#certificate", "certificateFile"], ["#key", "keyFile"]] as const) await panel.locator(field).setInputFiles(path.join(town.folder, "rehearsal", town.actors.find(({ id }) => id === "committee-1")?.[which] ?? ""));
  await leads(panel, () => panel.locator("#sign button").click());
  await panel.getByText("您已签署本版").waitFor();
  await signReview(town, prequal.id, SEATS.map(({ actor }) => actor).filter((actor) => actor !== "committee-1"));
  await press(await walkers.at("committee-1", `/panel/${prequal.id}/1`), "prequal-submit");
  expect(await stageOf(prequal)).toBe("prequal_done");
  expect(await (await walkers.at("bidder-4", `/projects/${prequal.id}`)).locator("main").textContent()).not.toContain(name("bidder-1"));
});

test("with two bids a lot fails unopened: the hall that is watched says so, and a notice gives number and article", async () => {
  await town.advance("2026-09-22T09:00:00+08:00");
  for (const [actor, price] of Object.entries(BIDS)) await fileOf(town, works, actor, price);
  for (const [actor, price] of Object.entries(OFFERS)) await fileOf(town, goods, actor, price);
  for (const actor of ["bidder-1", "bidder-2"]) await fileOf(town, returned, actor, "36000000.00");
  const watcher = await walkers.newPage("watcher");
  await watcher.goto(`${base}/halls/${returned.id}-1`);
  await town.advance("2026-09-22T09:36:00+08:00");
  expect(await stageOf(returned)).toBe("failed");
  await watcher.getByText("没有开启的投标文件不再开启").waitFor();
  expect(await watcher.locator("#steps li.done").allInnerTexts()).toEqual(["投标截止", "核对名单"]);
  await looked(watcher, "hall-failed");
  await watcher.goto(`${base}/projects/${returned.id}`);
  await leads(watcher, () => watcher.locator("main").getByRole("link", { name: /流标|招标失败|终止/ }).first().click());
  for (const words of ["2", "招标投标法"]) expect(await watcher.locator("main").textContent()).toContain(words);
  await looked(watcher, "failure-notice");
  await watcher.context().close();
});

const OBJECTION = "唱标的工期与我方投标函不一致";
const REPLY = "经核对投标函，工期为 240 日，与唱标一致";

test("a bidder objects at the opening; the host cannot finish before it is answered, everybody sees both, and the record keeps them", async () => {
  await releaseBids(works);
  const hall = `/halls/${works.id}-1`;
  const watcher = await walkers.newPage("watcher");
  await watcher.goto(`${base}${hall}`);
  await press(await walkers.at("bidder-1", hall), "hall-object", { text: OBJECTION });
  await watcher.getByText(OBJECTION).waitFor();
  const host = await walkers.at("staff-1", hall);
  expect(await formFor(host, "hall-record").count()).toBe(0);
  const answering = await walkers.at("tenderer-1", hall);
  await looked(answering, "objection");
  await press(answering, "hall-answer", { answer: REPLY });
  await watcher.getByText(REPLY).waitFor();
  await press(await walkers.at("staff-1", hall), "hall-record");
  await leads(watcher, () => watcher.getByRole("link", { name: "查看开标记录" }).click());
  for (const words of [OBJECTION, REPLY]) expect(await watcher.locator("main").textContent()).toContain(words);
  await watcher.context().close();
});

test("the chair rejects a bid on its ground and clause, and it leaves the ranking and the form", async () => {
  await seat(town, works.id);
  await signSheets(town, works.id, {});
  const page = await walkers.at("committee-1", `/panel/${works.id}/1`);
  expect((await ranking(page)).map(([, bidder]) => bidder)).toEqual(["bidder-3", "bidder-1", "bidder-4", "bidder-2"].map(name));
  await refused(page, "reject-bid", { bidder: usccOf(town, "bidder-4"), ground: "not-responsive", finding: "工期 300 日，超过招标文件规定的 240 日" });
  expect(await page.locator("#faults").textContent()).toContain("否决投标须写明招标文件的条款");
  expect(await formFor(page, "reject-bid").locator("[name=finding]").inputValue()).toContain("超过招标文件规定");
  await press(page, "reject-bid", { clause: "第二章 1.3.2" });
  expect((await ranking(page)).map(([, bidder]) => bidder)).toEqual(["bidder-3", "bidder-1", "bidder-2"].map(name));
  expect(await formFor(page, "prices").locator(`[value="${usccOf(town, "bidder-4")}"]`).count()).toBe(0);
});

test("the chair enters corrections and adjustments, is led to what is wrong, sees the ranking change and submits the report", async () => {
  const page = await walkers.at("committee-1", `/panel/${works.id}/1`);
  const [p, r] = [await rowOf(page, "prices", "bidder-1"), await rowOf(page, "prices", "bidder-3")];
  await refused(page, "prices", { [`prices.${p}.lines`]: "管道\t1,000\t9,860\t9,850,000", [`prices.${r}.adjustments.0.amount`]: "190000" });
  await page.locator("#faults a").first().click();
  expect(await page.evaluate("document.querySelector(':target').name")).toBe(`prices.${r}.adjustments.0.clause`);
  await press(page, "prices", { [`prices.${r}.adjustments.0.clause`]: "3.2" });
  expect(await ranking(page)).toEqual([
    ["1", name("bidder-1"), "9,860,000.00", "9,860,000.00"], ["2", name("bidder-3"), "9,890,000.00", "9,700,000.00"], ["3", name("bidder-2"), "10,002,000.00", "10,002,000.00"],
  ]);
  await looked(page, "chair-prices");
  await press(page, "evaluation-report");
  await (await walkers.at("tenderer-1", `/desk/${works.id}`)).locator("form[action^='/acts/candidates?'] button").waitFor();
});

/** The purchaser reads each bid's files and rules on all in one act; nobody is left undecided. */
async function reviewQualification(): Promise<void> {
  const page = await walkers.at("tenderer-1", `/desk/${goods.id}/1/qualification`);
  const file = page.locator(`form[action^="/acts/qualification?"] a`).first();
  expect((await page.request.get(`${base}${(await file.getAttribute("href")) ?? ""}`)).status()).toBe(200);
  await looked(page, "qualification");
  const rows = Object.keys(OFFERS).map((_, row) => `results.${String(row)}.qualified`);
  await refused(page, "qualification", Object.fromEntries(rows.slice(1).map((name) => [name, "yes"])));
  await press(page, "qualification", { "results.0.qualified": "yes" });
}

test("in procurement the purchaser reviews who qualifies, then the chair enters kinds of firm and brands, and is told what is still missing until all is there", async () => {
  await releaseBids(goods);
  await town.done("staff-1", "POST", `/api/v1/tenders/${goods.id}/lots/1/parts/bid/record`);
  await reviewQualification();
  await seat(town, goods.id);
  await signSheets(town, goods.id, {});
  const page = await walkers.at("committee-1", `/panel/${goods.id}/1`);
  await page.getByText("评标尚缺").first().waitFor();
  const typed: Record<string, string> = {};
  for (const [actor, kind, brand] of [["bidder-1", "small", "晨星"], ["bidder-2", "other", "北斗"], ["bidder-3", "other", "江海"]] as const) {
    const row = `offers.${await rowOf(page, "offers", actor)}`;
    Object.assign(typed, { [`${row}.firm.kind`]: kind, [`${row}.brand`]: brand }, kind === "small" ? { [`${row}.firm.declaration`]: "投标文件第 12 页" } : {});
  }
  await press(page, "offers", typed);
  expect((await ranking(page)).map(([rank, bidder, price]) => [rank, bidder, price])).toEqual([["1", name("bidder-1"), "900,000.00"], ["2", name("bidder-2"), "985,000.00"], ["3", name("bidder-3"), "1,050,000.00"]]);
  await looked(page, "chair-offers");
  await press(page, "evaluation-report");
});

test("the purchaser determines the winner; the winner gives up, and the next in order takes its place", async () => {
  const page = await walkers.at("tenderer-1", `/desk/${goods.id}`);
  await press(page, "award");
  await press(page, "winner-fails", { ground: "gives-up", finding: "中标人书面声明放弃中标" });
  await looked(page, "winner-failed");
  await press(page, "letters");
  const reader = await walkers.newPage("reader");
  await reader.goto(`${base}/projects/${goods.id}`);
  await reader.getByText(`中标人${name("bidder-2")}`).or(reader.locator(".note.ok strong", { hasText: name("bidder-2") })).first().waitFor();
  await reader.context().close();
});

test("what failed is tendered again from its own form, with times that begin now", async () => {
  const page = await walkers.at("tenderer-1", `/desk/${returned.id}`);
  await leads(page, () => page.getByRole("link", { name: "重新招标" }).click());
  expect(await formFor(page, "tender").locator("[name=title]").inputValue()).toBe("晨光市文昌街道路工程");
  await press(page, "tender", { qualification: "市政公用工程施工总承包三级及以上" });
  expect(new URL(page.url()).pathname).toMatch(/^\/desk\/[0-9A-Z]{20}$/);
  expect(new URL(page.url()).pathname).not.toContain(returned.id);
});
