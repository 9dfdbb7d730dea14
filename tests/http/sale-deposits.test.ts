import { afterAll, beforeAll, expect, test } from "vitest";
import { signedIn } from "../support/pages.js";
import { depositBank, type DepositBank } from "../support/deposit-bank.js";
import { announce, cny, parcelForm, registeredSale } from "../support/sales.js";

// G8's row of land against the rehearsal's bank, a process of its own: who applies, what its money is taken for, and by when it goes back.
const DUE = 2_400_000_000n;
/** The listing would start after National Day; its applications close by the rules of Fujian. */
const TIMES = { startsAt: "2026-10-08T09:00:00+08:00", listingEndsAt: "2026-10-30T10:00:00+08:00", applyUntil: "2026-10-20T17:00:00+08:00" };
const FIRMS = ["bidder-1", "bidder-2", "bidder-3"] as const;
let bank: DepositBank;
let sale: string;

const lotUrl = (): string => `/api/v1/sales/${sale}/lots/1`;
const usccOf = (actor: string): string => bank.town.actors.find(({ id }) => id === actor)?.organisation?.uscc ?? "";
const apply = (actor: string) => bank.town.ask(actor, "POST", `${lotUrl()}/application`, { statement: "本单位申请竞买，已阅读并接受公告的全部内容。" });
const own = async (actor: string) => (await bank.town.ask(actor, "GET", `${lotUrl()}/application`)).json;
const review = (firm: string, verdict: string, by = "tenderer-1") => bank.town.ask(by, "POST", `${lotUrl()}/reviews`, { firm: usccOf(firm), verdict, reason: "按公告的申请条件审查" });
const refund = (firm: string) => bank.town.ask("cashier-1", "POST", `${lotUrl()}/deposit-refunds`, { firm: usccOf(firm) });
const codeOf = async (answer: Promise<{ readonly json: Record<string, unknown> }>): Promise<unknown> => (await answer).json["code"];

beforeAll(async () => {
  bank = await depositBank("2026-08-17T09:00:00+08:00");
  sale = await registeredSale(bank.town, "land", parcelForm(TIMES));
  expect((await announce(bank.town, sale)).status).toBe(201);
  for (const actor of FIRMS) {
    await bank.town.done(actor, "POST", "/api/v1/basic-account", { account: bank.accountOf(actor), bank: "晨光银行（演练）" });
    await bank.at("firms", { account: bank.accountOf(actor), name: bank.town.actors.find(({ id }) => id === actor)?.organisation?.name, amount: "10000000000" });
  }
}, 120_000);
afterAll(async () => { await bank.stop(); });

test("a firm applies and pays the exact sum from its own basic account; one fen off or by another payer nothing stands", async () => {
  const first = await apply("bidder-1");
  expect(first).toMatchObject({ status: 201, json: { amount: cny("24000000.00"), until: TIMES.applyUntil, deposit: "none", verdict: null } });
  expect((await apply("bidder-1")).json["number"]).toBe(first.json["number"]);
  await bank.transfer(bank.accountOf("bidder-1"), String(first.json["number"]), DUE - 1n);
  expect((await own("bidder-1"))["deposit"]).toBe("none");
  await bank.transfer(bank.accountOf("bidder-1"), String(first.json["number"]), DUE);
  expect((await own("bidder-1"))["deposit"]).toBe("held");
  const second = await apply("bidder-2");
  await bank.transfer(bank.accountOf("bidder-3"), String(second.json["number"]), DUE);
  expect((await own("bidder-2"))["deposit"]).toBe("none");
  await bank.transfer(bank.accountOf("bidder-2"), String(second.json["number"]), DUE);
  expect((await own("bidder-2"))["deposit"]).toBe("held");
  await apply("bidder-3");
});

test("nobody but the seller reads who applied, and no public page tells how many", async () => {
  expect((await bank.town.ask("tenderer-2", "GET", `${lotUrl()}/applications`)).json).toMatchObject({ applications: [{ firm: usccOf("bidder-1"), deposit: "held" }, { deposit: "held" }, { deposit: "none" }] });
  expect((await bank.town.ask("tenderer-3", "GET", `${lotUrl()}/applications`)).json["code"]).toBe("not-found");
  expect((await bank.town.ask("bidder-4", "GET", `${lotUrl()}/application`)).status).toBe(404);
  const shown = JSON.stringify((await bank.town.ask(null, "GET", `/api/v1/sales/${sale}`)).json) + await (await bank.town.app.request(`/notices/${sale}-N1`)).text();
  for (const actor of FIRMS) expect(shown).not.toContain(usccOf(actor));
});

test("who has no deposit is not qualified; who is has a certificate; nobody is decided twice", async () => {
  expect(await codeOf(review("bidder-3", "qualified"))).toBe("application-without-deposit");
  expect(await codeOf(review("bidder-1", "qualified", "tenderer-3"))).toBe("not-found");
  expect(await review("bidder-1", "qualified")).toMatchObject({ status: 201, json: { certificate: `${sale}-01-Q1` } });
  expect(await codeOf(review("bidder-1", "refused"))).toBe("application-decided");
  expect(await own("bidder-1")).toMatchObject({ verdict: "qualified", certificate: `${sale}-01-Q1`, refund: { due: null, ordered: false } });
  expect(await codeOf(refund("bidder-1"))).toBe("application-refund-not-due");
});

test("who is refused has its money back five working days after the word: refused on 21 September, by the 29th", async () => {
  await bank.town.advance("2026-09-21T15:00:00+08:00");
  expect(await review("bidder-2", "refused")).toMatchObject({ status: 201, json: { certificate: null } });
  expect(await own("bidder-2")).toMatchObject({ verdict: "refused", refund: { due: "2026-09-29" } });
});

test("G8: a listing that ends on 29 September has its deposits back by 12 October, in full and without interest", async () => {
  await bank.town.advance("2026-09-29T10:00:00+08:00");
  expect(await codeOf(bank.town.ask("tenderer-3", "POST", `/api/v1/sales/${sale}/termination`, { reason: "规划条件调整" }))).toBe("not-found");
  const ended = await bank.town.done("tenderer-1", "POST", `/api/v1/sales/${sale}/termination`, { reason: "规划条件调整，需重新编制出让方案" });
  expect(ended).toEqual({ notice: `${sale}-N2` });
  const record = JSON.stringify((await bank.town.ask(null, "GET", `/api/v1/notices/${sale}-N2`)).json);
  for (const words of ["终止公告", "规划条件调整，需重新编制出让方案", `${sale}-N1`, "2026-10-12", "3个"]) expect(record, words).toContain(words);
  expect(await own("bidder-1")).toMatchObject({ refund: { due: "2026-10-12", ordered: false, paidOn: null } });
  expect(await refund("bidder-1")).toMatchObject({ status: 201, json: { amount: cny("24000000.00"), due: "2026-10-12" } });
  expect(await codeOf(refund("bidder-1"))).toBe("refund-ordered-already");
  await bank.settle();
  expect(await own("bidder-1")).toMatchObject({ deposit: "refunded", refund: { paidOn: "2026-09-29" } });
  expect(await codeOf(refund("bidder-3"))).toBe("application-no-deposit");
  await toAnotherAccount();
  expect(await codeOf(apply("bidder-4"))).toBe("sale-applications-closed");
});

/** Who was refused has closed its account meanwhile: what comes back goes to the account it states then, and its form tells of both. */
async function toAnotherAccount(): Promise<void> {
  const next = "6222000100099902";
  await bank.at("closures", { account: bank.accountOf("bidder-2") });
  expect((await refund("bidder-2")).status).toBe(201);
  await bank.settle();
  expect((await own("bidder-2"))["deposit"]).toBe("refunded");
  await bank.town.advance("2026-09-30T12:00:00+08:00");
  await bank.settle();
  expect([await codeOf(refund("bidder-2")), (await own("bidder-2"))["deposit"], ((await bank.town.done("bidder-2", "GET", "/api/v1/messages"))["messages"] as { kind: string }[]).map(({ kind }) => kind).includes("sale-refund-returned")]).toEqual(["refund-account-wanted", "held", true]);
  await bank.at("firms", { account: next, name: bank.town.actors.find(({ id }) => id === "bidder-2")?.organisation?.name, amount: "0" });
  await bank.town.done("bidder-2", "POST", "/api/v1/basic-account", { account: next, bank: "晨光银行（演练）" });
  expect((await refund("bidder-2")).status).toBe(201);
  await bank.settle();
  expect((await own("bidder-2"))["deposit"]).toBe("refunded");
  const page = (await (await signedIn(bank.town, "bidder-2")).get(`/my/sales/${sale}/1`)).text;
  const form = /href="([^"]+\/form\.csv)"/.exec(page)?.[1] ?? "";
  const read = async (actor: string) => { const { status, text } = await (await signedIn(bank.town, actor)).get(form); return [status, text] as const; };
  const [status, text] = await read("bidder-2");
  expect(status).toBe(200);
  for (const words of [next, bank.accountOf("bidder-2"), "已退回", "已付款", "交易保证金", "24000000.00"]) expect(text, words).toContain(words);
  expect([(await read("bidder-1"))[0], (await read("cashier-1"))[0], (await read("tenderer-1"))[0]]).toEqual([404, 200, 403]);
}

test("applications close to the millisecond their notice says, and their money with them", async () => {
  const other = await registeredSale(bank.town, "land", parcelForm({ startsAt: "2026-10-21T09:00:00+08:00", listingEndsAt: "2026-11-09T10:00:00+08:00", applyUntil: "2026-10-30T17:00:00+08:00" }));
  expect((await announce(bank.town, other)).status).toBe(201);
  sale = other;
  await bank.town.advance("2026-10-19T16:00:00+08:00");
  const number = String((await apply("bidder-3")).json["number"]);
  await bank.town.advance("2026-10-30T17:00:00+08:00");
  expect(await codeOf(apply("bidder-4"))).toBe("application-late");
  await bank.transfer(bank.accountOf("bidder-3"), number, DUE);
  expect((await own("bidder-3"))["deposit"]).toBe("none");
});
