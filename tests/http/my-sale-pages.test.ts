import { afterAll, beforeAll, expect, test } from "vitest";
import { depositBank, type DepositBank } from "../support/deposit-bank.js";
import { formOf, reader, signedIn, type Reader } from "../support/pages.js";
import { announce, parcelForm, registeredSale } from "../support/sales.js";

// A firm applies for a parcel in its pages: form, number, money that lies unclear and money that is taken, the word on it, the room, the refund.
const DUE = 2_400_000_000n;
const STATEMENT = "本单位申请竞买本地块，已阅读并接受公告的全部内容。";
let bank: DepositBank;
let sale: string;
let one: Reader;
let two: Reader;
const usccOf = (actor: string): string => bank.town.actors.find(({ id }) => id === actor)?.organisation?.uscc ?? "";
const lotUrl = (): string => `/api/v1/sales/${sale}/lots/1`;
const review = (actor: string, verdict: string, reason: string) => bank.town.done("tenderer-1", "POST", `${lotUrl()}/reviews`, { firm: usccOf(actor), verdict, reason });
const mine = async (who: Reader): Promise<string> => {
  const { status, text } = await who.get(`/my/sales/${sale}/1`);
  expect(status).toBe(200);
  expect(text.replaceAll(/[\w.-]{40,}/g, "")).not.toMatch(/undefined|\[object|NaN/);
  return text;
};
const numberIn = (text: string): string => /收款账号（仅供本单位本标的）<\/dt><dd><code[^>]*>(\d+)</.exec(text)?.[1] ?? "";

beforeAll(async () => {
  bank = await depositBank("2026-08-17T09:00:00+08:00");
  sale = await registeredSale(bank.town, "land", parcelForm());
  expect((await announce(bank.town, sale)).status).toBe(201);
  for (const actor of ["bidder-1", "bidder-2"]) await bank.at("firms", { account: bank.accountOf(actor), name: bank.town.actors.find(({ id }) => id === actor)?.organisation?.name, amount: "10000000000" });
  [one, two] = [await signedIn(bank.town, "bidder-1"), await signedIn(bank.town, "bidder-2")];
}, 120_000);
afterAll(async () => { await bank.stop(); });

test("nobody signs in first, a firm is led to its form, and the seller and staff to none", async () => {
  const page = async (who: Reader): Promise<string> => (await who.get(`/sales/${sale}`)).text;
  expect(await page(reader(bank.town))).toContain(`/sign-in?next=${encodeURIComponent(`/my/sales/${sale}/1`)}`);
  expect(await page(one)).toContain(`href="/my/sales/${sale}/1"`);
  expect(await page(await signedIn(bank.town, "staff-1"))).not.toContain("申请竞买（受让）");
  expect((await (await signedIn(bank.town, "tenderer-1")).get(`/my/sales/${sale}/1`)).status).toBe(403);
  expect((await one.get("/my/sales/none/1")).status).toBe(404);
  expect((await one.get(`/my/sales/${sale}/9`)).status).toBe(404);
  expect((await one.get("/my/sales")).text).toContain("本单位还没有申请。");
});

test.each([["", "申请书：请填写"], ["字".repeat(3_001), "申请书："]])("an application of %.10s is refused beside its field, and what was typed stays", async (statement, words) => {
  const form = formOf(await mine(one), "sale-apply");
  const { status, text } = await one.post(form.action, { ...form.fields, statement });
  expect(status).toBe(422);
  expect(text).toContain(words);
  expect(text).toMatch(/aria-invalid="true"/);
  expect(formOf(text, "sale-apply").fields["statement"]).toBe(statement);
});

test("who applied sees its number, the payee, the exact sum and until when; asked for again nothing is made twice", async () => {
  for (const who of [one, two]) {
    const form = formOf(await mine(who), "sale-apply");
    expect(await who.post(form.action, { ...form.fields, statement: STATEMENT })).toMatchObject({ status: 303 });
  }
  const text = await mine(one);
  for (const words of ["下一步：声明本单位基本账户", "晨光市公共资源交易中心", "¥24,000,000.00", "贰仟肆佰万元整", "2026年9月16日（星期三）17:00（北京时间）", "尚未声明，到账款项不能接受", "尚无款项到账。", STATEMENT]) expect(text, words).toContain(words);
  expect(numberIn(text)).toMatch(/^\d{10,}$/);
  expect(text).not.toContain("/acts/sale-apply");
  const list = (await one.get("/my/sales")).text;
  for (const words of [`/my/sales/${sale}/1`, "2026-08号地块", "下一步：声明本单位基本账户"]) expect(list, words).toContain(words);
});

test("a basic account that is none is refused beside its field; stated, the page says to pay", async () => {
  const form = formOf(await mine(one), "basic-account");
  const wrong = await one.post(form.action, { ...form.fields, account: "一二三", bank: "晨光银行（演练）" });
  expect(wrong.status).toBe(422);
  expect(formOf(wrong.text, "basic-account").fields).toMatchObject({ account: "一二三", bank: "晨光银行（演练）" });
  for (const [who, actor] of [[one, "bidder-1"], [two, "bidder-2"]] as const) {
    const { action, fields } = formOf(await mine(who), "basic-account");
    expect(await who.post(action, { ...fields, account: bank.accountOf(actor), bank: "晨光银行（演练）" })).toMatchObject({ status: 303 });
  }
  expect(await mine(one)).toContain("下一步：按下列号码一次足额缴纳保证金");
});

test("money of another amount lies unclear and says why; the exact sum is the deposit", async () => {
  const number = numberIn(await mine(one));
  await bank.transfer(bank.accountOf("bidder-1"), number, DUE - 1n);
  expect(await mine(one)).toMatch(/不能作为保证金：金额不符/);
  await bank.transfer(bank.accountOf("bidder-1"), number, DUE);
  const text = await mine(one);
  for (const words of ["正在审查资格", "已到账，保证金有效", "¥23,999,999.99"]) expect(text, words).toContain(words);
  await bank.transfer(bank.accountOf("bidder-2"), numberIn(await mine(two)), DUE);
});

test("a firm reads the word on its own application with the reason, its certificate and the way into the room, and nothing of another’s", async () => {
  await review("bidder-1", "qualified", "符合公告的申请条件");
  await review("bidder-2", "refused", "未按公告提交联合竞买协议");
  const [yes, no] = [await mine(one), await mine(two)];
  for (const words of ["已取得资格确认书，可以进入竞价室", `${sale}-01-Q1`, "符合公告的申请条件", `href="/auctions/${sale}-01-A1"`]) expect(yes, words).toContain(words);
  for (const words of ["申请没有通过审查", "未按公告提交联合竞买协议", "申请未通过审查", "2026年8月24日", "尚未下达付款指令"]) expect(no, words).toContain(words);
  expect(no).not.toContain(`href="/auctions/${sale}-01-A1"`);
  expect(no).not.toContain("符合公告的申请条件");
});

test("a refund is ordered, paid and dated on the page of the firm it goes to", async () => {
  await bank.town.done("cashier-1", "POST", `${lotUrl()}/deposit-refunds`, { firm: usccOf("bidder-2") });
  expect(await mine(two)).toContain("24,000,000.00 元，");
  await bank.settle();
  await bank.town.advance("2026-08-19T09:00:00+08:00");
  const text = await mine(two);
  for (const words of ["保证金已经退还。", "已付款", "退还日期"]) expect(text, words).toContain(words);
});

test("a sale that is ended says so to who applied, and by when its deposit goes back and why", async () => {
  await bank.town.done("tenderer-1", "POST", `/api/v1/sales/${sale}/termination`, { reason: "规划条件调整" });
  const text = await mine(one);
  for (const words of ["本次出让（转让）已经结束。", "出让（转让）未成交或者终止", "2026年8月26日"]) expect(text, words).toContain(words);
  const late = formOf((await (await signedIn(bank.town, "bidder-3")).get(`/my/sales/${sale}/1`)).text, "sale-apply");
  expect(late.action).toBe("");
});
