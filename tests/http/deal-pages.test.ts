import { afterAll, beforeAll, expect, test } from "vitest";
import { formOf, reader, signedIn, type Fields, type PageAnswer, type Reader } from "../support/pages.js";
import { contestTown, type ContestTown } from "../support/sale-contest.js";
import { dealSteps, SIGNING } from "../support/sale-deals.js";
import { announce, equityForm, miningForm, parcelForm, registeredSale } from "../support/sales.js";

// What follows a deal, by forms alone: a parcel to its end, a winner that refuses, equity that one transferee takes, a mining right with the dates of its contract.
let town: ContestTown;
let steps: ReturnType<typeof dealSteps>;
const people = new Map<string, Reader>();
let [land, refused, again, property, mining] = ["", "", "", "", ""];
beforeAll(async () => {
  town = await contestTown("2026-08-17T09:00:00+08:00");
  steps = dealSteps(town);
  for (const actor of ["tenderer-1", "tenderer-2", "tenderer-3", "bidder-1", "bidder-2", "bidder-3", "staff-1", "cashier-1", "supervisor-1"]) people.set(actor, await signedIn(town.bank.town, actor));
  property = await registeredSale(town.bank.town, "property", equityForm({ payment: "at-once" }));
  await town.bank.town.done("tenderer-1", "POST", `/api/v1/sales/${property}/appraisal`);
  mining = await registeredSale(town.bank.town, "mining", miningForm());
  for (const sale of [property, mining]) expect(await announce(town.bank.town, sale)).toMatchObject({ status: 201 });
  [land, refused, again] = await steps.dealt({}, {}, {}) as [string, string, string];
  const [A, B] = [await town.seated(mining, "A"), await town.seated(mining, "B")];
  expect([await town.offer(mining, A, "12,000"), await town.offer(mining, B, "12,200")]).toEqual(["offered", "offered"]);
}, 240_000);
afterAll(async () => { await town.stop(); });

const as = (actor: string): Reader => people.get(actor) ?? reader(town.bank.town);
const desk = (sale: string): string => `/desk/sales/${sale}/1/deal`;
const mine = (sale: string): string => `/my/sales/${sale}/1/deal`;
async function read(actor: string, path: string): Promise<string> {
  const { status, text } = await as(actor).get(path);
  expect(status, `${actor} ${path}`).toBe(200);
  expect(text.replaceAll(/[\w.-]{40,}/g, "")).not.toMatch(/undefined|\[object|NaN/);
  return text;
}
/** Sends a form of a page. @returns what the page says first where it is refused, else the status */
async function send(actor: string, path: string, act: string, over: Fields = {}): Promise<PageAnswer> {
  const { action, fields } = formOf(await read(actor, path), act);
  expect(action, `${actor} ${act}`).not.toBe("");
  return as(actor).post(action, { ...fields, ...over });
}
const done = async (...asked: Parameters<typeof send>): Promise<void> => { const { status, text } = await send(...asked); expect(status, /id="faults".*?<\/ul>/s.exec(text)?.[0]).toBe(303); };
/** A form that is refused: its fault stands first, beside its field, and what was typed stays. */
async function wrong(actor: string, path: string, act: string, over: Fields, words: string): Promise<void> {
  const { status, text } = await send(actor, path, act, over);
  expect(status, words).toBe(422);
  expect(/id="faults".*?<\/ul>/s.exec(text)?.[0] ?? "").toContain(words);
  for (const [name, value] of Object.entries(over)) if (value !== "") expect(formOf(text, act).fields[name], name).toBe(value);
}
const CONTRACT: Fields = { number: "晨地合〔2026〕8号", signedOn: "2026-09-30", file: "a".repeat(64) };
const SIGN: Fields = { signAt: SIGNING.signAt.slice(0, 16), signPlace: SIGNING.signPlace };

test("the pages of a deal are its two parties’ alone, and the desk leads there", async () => {
  expect(await read("tenderer-1", `/desk/sales/${land}`)).toContain(`href="${desk(land)}"`);
  expect(await read("bidder-2", `/my/sales/${land}/1`)).toContain(`href="${mine(land)}"`);
  for (const [actor, path, status] of [["tenderer-3", desk(land), 404], ["staff-1", desk(land), 404], ["bidder-2", desk(land), 403], ["bidder-1", mine(land), 404], ["tenderer-1", mine(land), 403], ["tenderer-1", desk(mining), 404], ["bidder-2", mine(mining), 404]] as const) expect((await as(actor).get(path)).status, `${actor} ${path}`).toBe(status);
  expect(await read("bidder-1", `/my/sales/${land}/1`)).not.toContain("/deal");
});

test("the confirmation is prepared, read and signed by both; each page says by when, and nothing is signed twice", async () => {
  const first = await read("tenderer-1", desk(land));
  for (const words of ["¥130,000,000.00", "壹亿叁仟万元整", "尚未编制", "2026年9月29日（星期二）", "2026年10月12日（星期一）", "成交确认书尚未编制。", "签署成交确认书</strong> <span class=\"tag\">现在不能办理"]) expect(first, words).toContain(words);
  await wrong("tenderer-1", desk(land), "deal-prepare", { ...SIGN, signPlace: "" }, "签订合同地点：请填写");
  await wrong("tenderer-1", desk(land), "deal-prepare", { ...SIGN, signAt: "" }, "签订合同时间：请填写");
  await done("tenderer-1", desk(land), "deal-prepare", SIGN);
  expect(await read("tenderer-1", desk(land))).toContain("重新编制成交确认书");
  const page = await read("bidder-2", mine(land));
  const [, pdf = ""] = /href="([^"]*notice\.pdf)"/.exec(page) ?? [];
  expect(pdf).toMatch(/^\/notices\/.*\/v\/1\/notice\.pdf$/);
  expect([(await as("bidder-2").get(pdf)).status, (await as("tenderer-1").get(pdf)).status, (await as("bidder-1").get(pdf)).status]).toEqual([200, 200, 404]);
  const { action, fields } = formOf(page, "deal-sign");
  const asked = await as("bidder-2").postOnce(action, fields);
  const [, hash = ""] = /文件摘要（SHA-256）<\/dt><dd><code[^>]*>([0-9a-f]{64})</.exec(page) ?? [];
  for (const words of ["晨光市滨河区2026-08号地块", "¥130,000,000.00（壹亿叁仟万元整）", hash]) expect(asked.text, words).toContain(words);
  await done("bidder-2", mine(land), "deal-sign");
  expect(formOf(await read("bidder-2", mine(land)), "deal-sign").action).toBe("");
  expect(await read("tenderer-1", desk(land))).not.toContain("重新编制成交确认书");
  expect(formOf(await read("tenderer-1", desk(land)), "deal-contract").action, "not before both have signed").toBe("");
  await done("tenderer-2", desk(land), "deal-sign");
  expect(await read("bidder-2", mine(land))).toContain("已签成交确认书");
});

test("the result is published by another officer than who prepared the confirmation; then everybody reads who won", async () => {
  expect(await read("tenderer-1", desk(land))).toMatch(/复核并公布成交结果<\/strong> <span class="tag">现在不能办理/);
  expect((await as("bidder-1").get(`/sales/${land}`)).text).toContain("竞得人（受让方）的名称随成交结果一并公布");
  await done("tenderer-2", desk(land), "deal-result");
  const shown = (await as("bidder-1").get(`/sales/${land}`)).text;
  const [after = ""] = /<h3>成交以后<\/h3>.*?<\/dl>/s.exec(shown) ?? [];
  for (const words of ["双方签署成交确认书", "公布成交结果", "2026年9月21日（星期一）10:04", "江海市政工程股份有限公司", "尚未办理"]) expect(after, words).toContain(words);
  expect(shown).toContain("/v/1/notice.pdf");
  expect(shown).not.toContain("一楼洽谈室");
});

test("one transferee alone: staff see nothing before applications close, then the one offer, and deal for no less; the supervisor stops a sale and lets it go on", async () => {
  const page = `/desk/sales/${property}/1/single`;
  expect(await read("staff-1", "/desk/sales")).toContain(`href="${page}"`);
  const apply = `/my/sales/${property}/1`;
  await wrong("bidder-3", apply, "sale-apply", { statement: "本单位申请受让。", offer: "9999999.99" }, "9,999,999.99");
  await done("bidder-3", apply, "sale-apply", { statement: "本单位申请受让。", offer: "10200000.00" });
  const { number } = await town.own(property, "C");
  await town.bank.transfer(town.bank.accountOf("bidder-3"), String(number), 250_000_000n);
  const early = await read("staff-1", page);
  expect(early).toContain("申请尚未截止");
  for (const secret of ["合格 ", "10,200,000.00", "待审查"]) expect(early).not.toContain(secret);
  for (const [actor, status] of [["tenderer-1", 403], ["bidder-3", 403]] as const) expect((await as(actor).get(page)).status).toBe(status);
  await wrong("supervisor-1", `/watch/sales/${property}`, "sale-suspend", { reason: "" }, "理由（公开）：请填写");
  await done("supervisor-1", `/watch/sales/${property}`, "sale-suspend", { reason: "接到举报，\n核查转让方决策程序" });
  expect(await read("supervisor-1", `/watch/sales/${property}`)).toContain("接到举报， 核查转让方决策程序");
  await done("supervisor-1", `/watch/sales/${property}`, "sale-resume", { reason: "核查完毕，未发现问题" });
  for (const [actor, path, status] of [["staff-1", "/watch/sales", 403], ["tenderer-1", `/watch/sales/${property}`, 403], ["supervisor-1", "/watch/sales/none", 404]] as const) expect((await as(actor).get(path)).status, path).toBe(status);
  await town.at("29T00:00:00.001");
  expect(formOf(await read("staff-1", page), "sale-single").action, "an application is undecided").toBe("");
  await town.bank.town.done("tenderer-1", "POST", `${town.lotUrl(property)}/reviews`, { firm: town.usccOf("C"), verdict: "qualified", reason: "符合公告的受让条件" });
  await wrong("staff-1", page, "sale-single", { price: "10199999.99" }, "10,200,000.00");
  await done("staff-1", page, "sale-single");
  expect(await town.lotOf(property)).toMatchObject({ stage: "deal", outcome: { amount: { amount: "10200000.00" } } });
});

test("the contract is recorded at the price of the deal; its winner sees what to pay by when and where, what came and what did not count; then it is closed", async () => {
  const { bank, at } = town;
  await at("30T11:00:00");
  const path = desk(land);
  await wrong("tenderer-1", path, "deal-contract", { ...CONTRACT, number: "" }, "合同编号：请填写");
  await wrong("tenderer-1", path, "deal-contract", { ...CONTRACT, file: "abc" }, "合同文件摘要");
  await wrong("tenderer-1", path, "deal-contract", { ...CONTRACT, signedOn: "2026-10-01" }, "2026-10-01");
  await wrong("tenderer-1", path, "deal-contract", { ...CONTRACT, price: "129999999.99" }, "129,999,999.99");
  expect(await read("tenderer-1", path)).not.toContain("转让方收款账户");
  await done("tenderer-1", path, "deal-contract", CONTRACT);
  const page = await read("bidder-2", mine(land));
  for (const words of ["晨地合〔2026〕8号", "2026年10月30日（星期五）", "¥65,000,000.00", "¥24,000,000.00", "保证金抵作价款", "¥106,000,000.00", "归国库"]) expect(page, words).toContain(words);
  const number = /收款账号（仅供本标的价款）<\/dt><dd><code[^>]*>(\d+)</.exec(page)?.[1] ?? "";
  await bank.transfer(bank.accountOf("bidder-2"), number, 10_600_000_001n);
  expect(await read("bidder-2", mine(land))).toContain("不能计入价款：金额不符");
  await bank.transfer(bank.accountOf("bidder-2"), number, 4_100_000_000n);
  expect(await read("bidder-2", mine(land))).toContain("已缴足");
  expect(formOf(await read("tenderer-1", path), "deal-close").action).toBe("");
  expect(await read("bidder-2", `/my/sales/${land}/1`)).toContain("本单位竞得");
  await bank.transfer(bank.accountOf("bidder-2"), number, 6_500_000_000n);
  expect(await read("bidder-2", mine(land))).toContain("已经付清");
  await done("tenderer-1", path, "deal-close");
  expect(await read("tenderer-1", path)).toContain("已经办结。");
  const [after = ""] = /<h3>成交以后<\/h3>.*?<\/dl>/s.exec((await as("bidder-1").get(`/sales/${land}`)).text) ?? [];
  expect(after).toContain("2026年9月30日（星期三）");
  expect(after).not.toContain("尚未办理");
});

test("a winner that refuses: recorded with its proof, published, the firm heard in its page, its deposit kept by another officer", async () => {
  const path = desk(refused);
  const REFUSAL: Fields = { ground: "refuses-to-sign", reason: "经两次书面催告，竞得人书面表示不签订成交确认书。\n催告函附后。", proof: "b".repeat(64) };
  await wrong("tenderer-1", path, "deal-refuse", { ...REFUSAL, proof: "没有" }, "书面证据的摘要");
  await wrong("tenderer-1", path, "deal-refuse", { ...REFUSAL, reason: "" }, "事实和理由（写入公告）：请填写");
  await done("tenderer-1", path, "deal-refuse", REFUSAL);
  expect((await as("bidder-1").get(`/sales/${refused}`)).text).toContain("书面表示不签订成交确认书");
  for (const words of ["本单位竞得后没有签约", "竞得后没有签约，保证金经决定予以退还的退还"]) expect(await read("bidder-2", `/my/sales/${refused}/1`), words).toContain(words);
  // Whoever lost has a form of its own here: only the refused one says what is wrong and keeps what was typed.
  const winners = (html: string): string => html.slice(html.indexOf('<h3 lang="zh-CN">江海'));
  const losers = (html: string): string => html.slice(html.indexOf('<h3 lang="zh-CN">晨曦'), html.indexOf('<h3 lang="zh-CN">江海'));
  const propose = formOf(winners(await read("tenderer-1", path)), "keeping-propose");
  expect(losers(await read("tenderer-1", path))).not.toContain("拒绝签订成交确认书或者合同（");
  const empty = (await as("tenderer-1").post(propose.action, { ...propose.fields, "grounds.0.clause": "第六条", finding: "" })).text;
  const [, field = ""] = /href="#(f-keeping-propose-[^"]*-finding)"/.exec(empty) ?? [];
  expect(empty).toContain(`id="${field}"`);
  expect([formOf(winners(empty), "keeping-propose").fields["grounds.0.clause"], formOf(losers(empty), "keeping-propose").fields["grounds.0.clause"]]).toEqual(["第六条", ""]);
  expect((await as("tenderer-1").post(propose.action, { ...propose.fields, idempotencyKey: "k1", finding: "竞得人放弃" })).text).toContain("不予退还");
  const { status } = await as("tenderer-1").post(propose.action, { ...propose.fields, idempotencyKey: "k2", "grounds.0.clause": "竞买须知第六条", finding: "竞得人书面放弃。" });
  expect(status).toBe(303);
  expect(await read("tenderer-1", path)).toContain("已提出，等待决定");
  expect(formOf(await read("tenderer-2", path), "keeping-keep").action, "before the firm was heard").toBe("");
  const answer = `/my/sales/${refused}/1`;
  await wrong("bidder-2", answer, "keeping-answer", { text: "" }, "意见和理由：请填写");
  await done("bidder-2", mine(refused), "keeping-answer", { text: "融资未获批准。" });
  expect(formOf(await read("bidder-2", answer), "keeping-answer").action).toBe("");
  expect(await read("tenderer-2", path)).toContain("融资未获批准。");
  expect(formOf(await read("tenderer-1", path), "keeping-keep").action, "four eyes").toBe("");
  await wrong("tenderer-2", path, "keeping-keep", { reason: "" }, "决定理由（申请人可见）：请填写");
  await done("tenderer-2", path, "keeping-keep", { reason: "事实清楚，依据充分。" });
  for (const words of ["已决定不予退还", "事实清楚，依据充分。", "上缴国库"]) expect(await read("bidder-2", answer), words).toContain(words);
  expect(await read("tenderer-1", `/desk/sales/${refused}`)).toContain("重新发布出让公告");
});

test("announced anew, what was dealt before is still read by its two parties, and its deposit is decided there; nothing else of it can be done", async () => {
  const REFUSAL: Fields = { ground: "refuses-to-sign", reason: "经书面催告，竞得人不签订成交确认书。", proof: "b".repeat(64) };
  await done("tenderer-1", desk(again), "deal-refuse", REFUSAL);
  const { prepared } = (await town.bank.town.ask("tenderer-1", "GET", `/api/v1/sales/${again}`)).json as { prepared: { version: number } };
  await town.bank.town.done("tenderer-1", "PUT", `/api/v1/sales/${again}`, { version: prepared.version, form: parcelForm({ reserve: false, startsAt: "2026-10-23T09:00:00+08:00", listingEndsAt: "2026-11-05T10:00:00+08:00", applyUntil: "2026-10-30T17:00:00+08:00" }) });
  expect((await announce(town.bank.town, again, "relist")).json).toMatchObject({ round: 2 });
  const [former, own] = [`${desk(again)}/1`, `${mine(again)}/1`];
  expect(await read("tenderer-1", `/desk/sales/${again}`)).toContain(`href="${former}"`);
  expect(await read("bidder-2", `/my/sales/${again}/1`)).toContain(`href="${own}"`);
  expect(await read("bidder-1", `/my/sales/${again}/1`), "who lost had no deal").not.toContain(own);
  for (const [actor, path, status] of [["tenderer-1", desk(again), 404], ["tenderer-1", `${desk(again)}/2`, 404], ["tenderer-1", `${desk(again)}/x`, 404], ["bidder-1", own, 404], ["tenderer-3", former, 404]] as const) expect((await as(actor).get(path)).status, `${actor} ${path}`).toBe(status);
  const page = await read("tenderer-1", former);
  for (const words of ["第 1 次公告的成交", "130,000,000.00", "不签订成交确认书"]) expect(page, words).toContain(words);
  for (const act of ["deal-prepare", "deal-sign", "deal-result", "deal-contract", "deal-close", "deal-refuse"]) expect(formOf(page, act).action, act).toBe("");
  const propose = formOf(page.slice(page.indexOf('<h3 lang="zh-CN">江海')), "keeping-propose");
  expect((await as("tenderer-1").post(propose.action, { ...propose.fields, "grounds.0.clause": "竞买须知第六条", finding: "竞得人书面放弃。" })).status).toBe(303);
  await done("bidder-2", own, "keeping-answer", { text: "融资未获批准。" });
  await done("tenderer-2", former, "keeping-keep", { reason: "事实清楚，依据充分。" });
  for (const [actor, path] of [["bidder-2", own], ["tenderer-1", former]] as const) expect(await read(actor, path), actor).toContain("已决定不予退还");
});

test("equity: the price goes to the transferor by a cashier’s order, then its result is public for its days", async () => {
  const { bank } = town;
  const path = desk(property);
  const account = bank.accountOf("tenderer-1");
  await bank.at("firms", { account, name: bank.town.actors.find(({ id }) => id === "tenderer-1")?.organisation?.name, amount: "0" });
  await done("tenderer-1", path, "deal-prepare", SIGN);
  await done("bidder-3", mine(property), "deal-sign");
  await done("tenderer-1", path, "deal-sign");
  await wrong("tenderer-1", path, "deal-contract", { ...CONTRACT, "payee.account": "", "payee.bank": "晨光银行（演练）" }, "转让方收款账户：请填写");
  await done("tenderer-1", path, "deal-contract", { ...CONTRACT, number: "晨产交合〔2026〕3号", "payee.account": account, "payee.bank": "晨光银行（演练）" });
  expect(await read("cashier-1", "/desk/sales")).toMatch(/结算给转让方：[^<]*<\/strong> <span class="tag">现在不能办理/);
  await steps.pay(property, "bidder-3", 770_000_000n);
  await done("cashier-1", "/desk/sales", "deal-settle");
  await bank.settle();
  expect(await read("cashier-1", "/desk/sales")).toContain("没有应当结算的价款。");
  expect(await read("bidder-3", mine(property))).toContain("10,200,000.00 元");
  await done("tenderer-2", path, "deal-result");
  expect(formOf(await read("tenderer-1", path), "deal-close").action, "public for its days first").toBe("");
  await bank.town.advance("2026-10-30T10:00:00+08:00");
  await done("tenderer-1", path, "deal-close");
});

test("a mining right: its result is public before the contract, whose dates the contract says; each is to be later and more", async () => {
  const path = desk(mining);
  expect(await town.lotOf(mining)).toMatchObject({ stage: "deal" });
  await done("tenderer-1", path, "deal-prepare", { ...SIGN, signAt: "2026-11-20T10:00" });
  await done("bidder-2", mine(mining), "deal-sign");
  await done("tenderer-1", path, "deal-sign");
  await done("tenderer-2", path, "deal-result");
  expect(formOf(await read("tenderer-1", path), "deal-contract").action, "public for its days first").toBe("");
  await town.bank.town.advance("2026-11-20T10:00:00+08:00");
  const terms: Fields = { ...CONTRACT, signedOn: "2026-11-20", "schedule.0.until": "2026-12-01", "schedule.0.paid": "60000000.00" };
  await wrong("tenderer-1", path, "deal-contract", terms, "最后一次为全部价款");
  await wrong("tenderer-1", path, "deal-contract", { ...terms, "schedule.1.until": "2027-12-01" }, "累计应缴");
  await done("tenderer-1", path, "deal-contract", { ...terms, "schedule.1.until": "2027-12-01", "schedule.1.paid": "122000000.00" });
  expect(await read("bidder-2", mine(mining))).toContain("2027年12月1日（星期三）");
  await steps.pay(mining, "bidder-2", 9_800_000_000n);
  await done("tenderer-1", path, "deal-close");
});

test("the documents speak of a sale: lots and no tender, one transferee and no bidding, an end by the article of its ground", async () => {
  const said = async (id: string): Promise<string> => JSON.stringify((await town.bank.town.ask("tenderer-1", "GET", `/api/v1/notices/${id}`)).json);
  const [confirmed, ended, alone, result] = [await said(`${land}-N3`), await said(`${refused}-N3`), await said(`${property}-N2`), await said(`${property}-N3`)] as const;
  for (const words of ["标的编号", "规划指标："]) expect(confirmed, words).toContain(words);
  for (const foreign of ["招标项目编号", "标段（包）"]) expect(confirmed, foreign).not.toContain(foreign);
  for (const words of ["未成交公告", "第二十条、第二十五条", "催告函附后。竞得人（受让方）的保证金"]) expect(ended, words).toContain(words);
  for (const words of ["成交确认书", "单一受让方协议成交"]) expect(alone, words).toContain(words);
  for (const each of [alone, result]) expect(each).not.toContain("网络竞价");
});

test("a transfer by which control may change is pre-disclosed by a second officer in pages", async () => {
  const form = equityForm({ transfer: { ...(equityForm()["transfer"] as object), losesControl: true, government: "晨政〔2026〕9号", approvedOn: "2026-11-19" }, startsAt: "2027-01-29T09:00:00+08:00", applyUntil: "2027-01-28T00:00:00+08:00" });
  const sale = await registeredSale(town.bank.town, "property", form);
  await town.bank.town.done("tenderer-1", "POST", `/api/v1/sales/${sale}/appraisal`);
  expect(formOf(await read("tenderer-1", `/desk/sales/${sale}`), "sale-pre-disclose").action).toBe("");
  await done("tenderer-2", `/desk/sales/${sale}`, "sale-pre-disclose");
  expect(await read("tenderer-1", `/desk/sales/${sale}`)).toContain("预披露中");
});
