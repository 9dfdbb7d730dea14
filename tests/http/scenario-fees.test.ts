import { afterAll, beforeAll, expect, test } from "vitest";
import { exceptionsOf } from "../../src/bank/queries.js";
import { balanceOf } from "../../src/ledger/queries.js";
import { accountOf } from "../../src/ledger/entry.js";
import { firmAccount } from "../../src/rehearsal/bank/accounts.js";
import { calculate, calculatedBill, COLLECTION, declaration, G16, PAYER, sealedBill } from "../support/bills.js";
import { townWithBank, type TownWithBank } from "../support/process-bank.js";
import type { TestTown } from "../support/town.js";

// Rule book G16 through HTTP: a project declares once, five units calculate twelve items, finance reviews, one seal fixes them, one payment clears them; the bank is a process of its own.
let banked: TownWithBank;
let town: TestTown;
let bill: string;
let code: string;
type Seen = { readonly state: string; readonly version: number; readonly hash: string; readonly payable: { amount: string }; readonly standard: { amount: string }; readonly cutPercent: string; readonly categories: { category: string; payable: { amount: string } }[]; readonly books: { book: string; amount: { amount: string }; state: string; receipt: { code: string; number: string; check: string } | null }[]; readonly papers: { paper: string; kind: string }[]; readonly dueToday: { total: { amount: string } } | null; readonly moves: { step: string; state: string }[]; readonly lines: { item: string; payable: { amount: string }; steps: { zh: string }; basis: { article: string } }[] };
const seen = async (of = bill, actor = "finance-1"): Promise<Seen> => (await town.done(actor, "GET", `/api/v1/fees/bills/${of}`)) as unknown as Seen;
const ask = (actor: string, what: string, body: unknown, of = bill) => town.ask(actor, "POST", `/api/v1/fees/bills/${of}/${what}`, body);
const balance = (account: string): Promise<bigint> => balanceOf(town.world.db, town.world.exchange.id, account);
const faults = async (): Promise<string[]> => (await exceptionsOf(town.world.db, town.world.exchange.id)).map(({ kind }) => kind);

/** The payer of the bill, or another, pays at the bank. */
const pay = (to: string, fen: bigint, { uscc = PAYER.uscc, words = "" } = {}) => banked.pays(uscc, to, fen, { words });
const OTHER = "91341702MA0000058N";
/** The account that deposits for wages lie on. */
const WAGES = "3417000700000001";

beforeAll(async () => {
  banked = await townWithBank("2026-09-21T09:00:00+08:00");
  ({ town } = banked);
}, 60_000);
afterAll(async () => { await banked.stop(); });

test("a project declares once; whoever pays declares for nobody else, and names units that collect", async () => {
  expect((await town.ask("bidder-2", "POST", "/api/v1/fees/bills", declaration())).json["code"]).toBe("bill-payer");
  expect((await town.ask("window-1", "POST", "/api/v1/fees/bills", declaration(["107"]))).json["code"]).toBe("unit-collects-nothing");
  expect((await town.ask("window-1", "POST", "/api/v1/fees/bills", declaration(["999"]))).json["code"]).toBe("unit-not-in-force");
  bill = String((await town.done("bidder-1", "POST", "/api/v1/fees/bills", declaration()))["bill"]);
  expect(bill).toBe("F2026000001");
});

test("each unit calculates its own items, and no other’s; the bill waits until the last has", async () => {
  expect((await calculate(town, bill, "103", [], 0, "fee-2")).json["code"], "another unit’s officer").toBe("not-found");
  expect((await calculate(town, bill, "104", [{ item: "103001", quantity: "1" }])).json).toMatchObject({ code: "fee-of-another-unit" });
  for (const unit of ["103", "103001", "104", "105"]) expect((await calculate(town, bill, unit, (G16[unit] ?? []).map(([item, quantity]) => ({ item, quantity })))).json).toMatchObject({ state: "DRAFT" });
  expect((await ask("finance-1", "review", { verdict: "pass", version: 5, dueOn: "2026-10-09" })).json["code"]).toBe("bill-state");
  expect((await calculate(town, bill, "108", [{ item: "108001", quantity: "40000000" }])).json).toMatchObject({ state: "CALCULATED", version: 1 });
});

test("an abolished item billed above nothing is refused, and so is an amount that its formula does not come to", async () => {
  const yuan = (amount: string) => ({ amount, currency: "CNY" });
  expect((await calculate(town, bill, "103001", [{ item: "103101", quantity: "40000000", amount: yuan("0.01") }], 1)).json).toMatchObject({ code: "fee-abolished", facts: { item: "质量监督费", since: "2026-01-18" } });
  expect((await calculate(town, bill, "103001", [{ item: "103102", quantity: null, amount: yuan("5000.01") }], 1)).json).toMatchObject({ code: "fee-amount-differs", facts: { payable: "5,000.00" } });
  expect((await calculate(town, bill, "103001", [{ item: "103101", quantity: "40000000", amount: yuan("0.00") }, { item: "103102", quantity: null, amount: yuan("5000.00") }], 1)).json).toMatchObject({ version: 2 });
});

test("the bill adds up by category: A 870,000, B 157,000, C 15,000, D 195,000, together 1,237,000 instead of 1,941,000, 36.27 per cent less", async () => {
  const { categories, payable, standard, cutPercent, lines } = await seen();
  expect(categories.map(({ category, payable: { amount } }) => [category, amount])).toEqual([["A", "870000.00"], ["B", "157000.00"], ["C", "15000.00"], ["D", "195000.00"]]);
  expect([payable.amount, standard.amount, cutPercent, lines.length]).toEqual(["1237000.00", "1941000.00", "36.27", 12]);
  expect(lines.every(({ steps, basis }) => steps.zh !== "" && basis.article !== "")).toBe(true);
});

test("two officers of one unit at once: one calculation stands, the other is told", async () => {
  const other = await calculatedBill(town, ["104"]);
  const both = await Promise.all(["100", "120"].map((quantity) => calculate(town, other, "104", [{ item: "104001", quantity }], 1)));
  expect(both.map(({ status }) => status).sort()).toEqual([200, 412]);
  expect((await seen(other)).lines).toHaveLength(1);
});

test("finance reviews the version it saw, by its signature, with a day to pay by to come; or sends it back with a reason", async () => {
  const { version } = await seen();
  expect((await ask("finance-1", "review", { verdict: "pass", version: version - 1, dueOn: "2026-10-09" })).json["code"]).toBe("bill-changed");
  expect((await ask("finance-1", "review", { verdict: "pass", version, dueOn: "2026-09-21" })).json["code"]).toBe("bill-due-past");
  expect((await town.askOnce("finance-1", "POST", `/api/v1/fees/bills/${bill}/review`, { verdict: "pass", version, dueOn: "2026-09-22" })).status, "it is signed").not.toBe(200);
  const returned = await calculatedBill(town, ["104"]);
  expect((await ask("finance-1", "review", { verdict: "return", version: 2, reason: "面积与规划许可不一致" }, returned)).json).toMatchObject({ state: "DRAFT" });
  expect((await calculate(town, returned, "104", [{ item: "104001", quantity: "180" }], 1)).json).toMatchObject({ state: "CALCULATED" });
  expect((await ask("finance-1", "review", { verdict: "pass", version, dueOn: "2026-10-09" })).json).toMatchObject({ state: "REVIEWED" });
  expect((await calculate(town, bill, "104", [], 1)).json["code"], "reviewed is fixed").toBe("bill-state");
});

test("one seal fixes it: one notice, one number to pay to; sealed twice at once it is sealed once", async () => {
  const { version } = await seen();
  expect((await ask("seal-1", "seal", { version: version + 1 })).json["code"]).toBe("bill-changed");
  const both = await Promise.all([ask("seal-1", "seal", { version }), ask("seal-1", "seal", { version })]);
  expect(both.map(({ status }) => status).sort()).toEqual([201, 409]);
  const sealed = await seen();
  expect(sealed.state).toBe("NOTIFIED");
  expect(sealed.books.map(({ book, amount, state }) => [book, amount.amount, state])).toEqual([["deposit", "100000.00", "ISSUED"], ["non-tax", "1137000.00", "ISSUED"]]);
  code = (sealed as unknown as { paymentCode: string }).paymentCode;
  expect(code).toMatch(/^34170006\d{16}$/);
  const record = JSON.stringify((await town.ask("bidder-1", "GET", `/api/v1/fees/bills/${bill}/papers/${bill}-P/paper.json`)).json);
  for (const words of ["壹佰贰拾叁万柒仟元整", code, "36.27%", "晨光市住房和城乡建设局（103）", "逾期每日加收应缴金额的 0.05%", "行政复议", "20000 平方米 × 60 元 = 1200000.00 元"]) expect(record).toContain(words);
});

test("the payer is told that it is due and until when, and each office that a bill waits for it", async () => {
  const told = async (actor: string) => ((await town.done(actor, "GET", "/api/v1/messages"))["messages"] as { kind: string; href: string; words: { zh: { text: string } } }[]).filter(({ kind }) => kind.startsWith("bill-"));
  const [due] = await told("bidder-1");
  expect([due?.kind, due?.href]).toEqual(["bill-due", "/fees/bills"]);
  expect(JSON.stringify(due)).toContain("2026年10月9日");
  expect([await told("bidder-2"), (await told("finance-1")).length > 0, (await told("seal-1")).length]).toEqual([[], true, 1]);
});

test("nobody sees a bill but its payer, its offices and whoever holds its payment code", async () => {
  const statusOf = async (actor: string | null, query = "") => (await town.ask(actor, "GET", `/api/v1/fees/bills/${bill}${query}`)).status;
  expect([await statusOf("bidder-1"), await statusOf("fee-1"), await statusOf("cashier-1"), await statusOf("supervisor-1"), await statusOf(null, `?code=${code}`)]).toEqual([200, 200, 200, 200, 200]);
  expect([await statusOf(null), await statusOf("bidder-2"), await statusOf("citizen-1"), await statusOf(null, `?code=${code.slice(0, -1)}${String((Number(code.at(-1)) + 1) % 10)}`), await statusOf(null, "?code=")]).toEqual([404, 404, 404, 404, 404]);
});

test("two part-payments are refused: each lies unclear before a person, and the bill stays unpaid; so do one fen less and one more", async () => {
  for (const amount of [60_000_000n, 63_700_000n, 123_699_999n, 123_700_001n]) await pay(code, amount);
  expect(await faults()).toEqual(["amount-differs", "amount-differs", "amount-differs", "amount-differs"]);
  expect([(await seen()).state, await balance("unclear"), await balance("treasury/103")]).toEqual(["NOTIFIED", 371_100_000n, 0n]);
});

test("another may pay the exact sum, by the code in the words too: revenue and deposit part at once, and a second payment is for nobody", async () => {
  await pay(COLLECTION, 123_700_000n, { words: `代缴 ${code} 滨河新城`, uscc: OTHER });
  expect((await seen()).state).toBe("PAID");
  expect([await balance("treasury/103"), await balance("treasury/103001"), await balance("treasury/104"), await balance("treasury/108"), await balance(`deposits/${code}`)]).toEqual([97_200_000n, 500_000n, 15_000_000n, 1_000_000n, 10_000_000n]);
  await pay(code, 123_700_000n);
  expect((await faults()).at(-1)).toBe("not-due");
});

test("finance verifies and signs the receipts: 1,137,000 of non-tax revenue, the deposit on its own; each verifies in public", async () => {
  expect(await town.done("cashier-1", "POST", "/api/v1/fees/clearing")).toEqual({ receipted: 1, orders: 0 });
  const { state, books, papers } = await seen();
  expect([state, books.map(({ state: each }) => each)]).toEqual(["RECEIPTED", ["SIGNED", "SIGNED"]]);
  expect(papers.map(({ kind }) => kind)).toEqual(["payment-notice", "deposit-receipt", "fiscal-receipt"]);
  const { number, check } = books[1]?.receipt ?? { number: "", check: "" };
  const verified = await town.ask(null, "GET", `/api/v1/fees/receipts/34170126/${number}/${check}`);
  expect(verified.json).toMatchObject({ standing: "valid", total: { amount: "1137000.00", words: "壹佰壹拾叁万柒仟元整" } });
  const wrong = check.startsWith("0") ? `1${check.slice(1)}` : `0${check.slice(1)}`;
  for (const [other, guess] of [[number, wrong], [`${number.slice(0, 9)}${number.endsWith("0") ? "1" : "0"}`, check], ["0000000000", check]]) expect((await town.ask(null, "GET", `/api/v1/fees/receipts/34170126/${other ?? ""}/${guess ?? ""}`)).status).toBe(404);
});

test("a receipt is delivered when its payer reads it, and entered in books once", async () => {
  const bookStates = async () => (await seen()).books.map(({ state }) => state);
  const paper = (await seen()).papers.find(({ kind }) => kind === "fiscal-receipt")?.paper ?? "";
  await town.done("cashier-1", "GET", `/api/v1/fees/bills/${bill}/papers/${paper}/paper.json`);
  expect(await bookStates(), "an officer’s look delivers nothing").toEqual(["SIGNED", "SIGNED"]);
  await town.done("bidder-1", "GET", `/api/v1/fees/bills/${bill}/papers/${paper}/paper.json`);
  expect(await bookStates()).toEqual(["SIGNED", "DELIVERED"]);
  expect((await ask("bidder-2", "bookings", { book: "non-tax" })).json["code"]).toBe("not-found");
  expect((await ask("bidder-1", "bookings", { book: "non-tax" })).status).toBe(201);
  expect((await ask("bidder-1", "bookings", { book: "non-tax" })).json).toMatchObject({ code: "receipt-not-open", facts: { state: "BOOKED" } });
  expect((await seen()).moves.map(({ step }) => step)).toEqual(["declared", "calculated", "calculated", "calculated", "calculated", "calculated", "calculated", "reviewed", "sealed", "notified", "paid", "receipted"]);
});

test("after the due day the exact sum counts each day late, and the sum without it is no longer taken", async () => {
  const { bill: late, code: own } = await sealedBill(town, "2026-09-22", ["104"]);
  await town.advance("2026-09-22T23:59:59+08:00");
  expect((await seen(late)).dueToday?.total.amount).toBe("150000.00");
  await town.advance("2026-09-24T09:00:00+08:00");
  expect((await seen(late)).dueToday?.total.amount).toBe("150150.00");
  await pay(own, 15_000_000n);
  expect((await faults()).at(-1)).toBe("amount-differs");
  await pay(own, 15_015_000n);
  expect((await seen(late)).state).toBe("PAID");
});

test("a waived bill asks for nothing; a cancelled one takes nothing", async () => {
  const { bill: waived } = (await town.done("window-1", "POST", "/api/v1/fees/bills", declaration(["104"]))) as { bill: string };
  const reduction = { amount: null, document: { id: "晨政〔2026〕9号", sha256: "c".repeat(64) }, reason: "医院建设项目免征" };
  expect((await calculate(town, waived, "104", [{ item: "104001", quantity: "200", reduction: { ...reduction, document: { id: "", sha256: "c".repeat(64) } } }])).status, "without its paper").toBe(422);
  expect((await calculate(town, waived, "104", [{ item: "104001", quantity: "200", reduction: { ...reduction, amount: { amount: "150000.01", currency: "CNY" } } }])).json["code"]).toBe("reduction-too-large");
  expect((await calculate(town, waived, "104", [{ item: "104001", quantity: "200", reduction }])).status).toBe(200);
  await town.done("finance-1", "POST", `/api/v1/fees/bills/${waived}/review`, { verdict: "pass", version: 2, dueOn: "2026-10-09" });
  expect(await town.done("seal-1", "POST", `/api/v1/fees/bills/${waived}/seal`, { version: 2 })).toMatchObject({ state: "WAIVED", paymentCode: null });
  const { bill: gone, code: closed } = await sealedBill(town, "2026-10-09", ["104"]);
  expect((await ask("finance-1", "cancellation", { reason: "项目终止" }, gone)).json).toMatchObject({ state: "CANCELLED" });
  await pay(closed, 15_000_000n);
  expect((await faults()).at(-1)).toBe("sub-account-closed");
  expect((await seen(gone)).books.map(({ state }) => state)).toEqual(["VOIDED"]);
});

test("an item that is abolished between calculation and seal is not charged by the old word: the seal is refused until its unit has calculated anew", async () => {
  const of = await calculatedBill(town, ["104"]);
  await town.done("finance-1", "POST", `/api/v1/fees/bills/${of}/review`, { verdict: "pass", version: 2, dueOn: "2026-10-20" });
  const { versions } = (await town.done(null, "GET", "/api/v1/fees/items/104001")) as { versions: Record<string, unknown>[] };
  const item = Object.fromEntries(Object.entries(versions[0] ?? {}).filter(([name]) => !["sha256", "version", "standard"].includes(name)));
  expect((await town.ask("finance-1", "POST", "/api/v1/fees/items", { ...item, status: "ABOLISHED", from: "2026-09-25" })).json).toMatchObject({ version: 2 });
  await town.advance("2026-09-25T09:00:00+08:00");
  expect((await ask("seal-1", "seal", { version: 2 }, of)).json).toMatchObject({ code: "fee-version-passed", facts: { version: 1 } });
  expect((await ask("finance-1", "review", { verdict: "return", version: 2, reason: "标准已取消" }, of)).json).toMatchObject({ state: "DRAFT" });
  expect((await calculate(town, of, "104", [{ item: "104001", quantity: "200", amount: { amount: "150000.00", currency: "CNY" } }], 1)).json["code"]).toBe("fee-abolished");
  expect((await calculate(town, of, "104", [{ item: "104001", quantity: "200" }], 1)).status).toBe(200);
  await town.done("finance-1", "POST", `/api/v1/fees/bills/${of}/review`, { verdict: "pass", version: 4, dueOn: "2026-10-20" });
  expect((await ask("seal-1", "seal", { version: 4 }, of)).json).toMatchObject({ state: "WAIVED" });
});

test("the payer is who declared: his list has his bills, another’s has none of them", async () => {
  const listed = async (actor: string) => ((await town.done(actor, "GET", "/api/v1/fees/bills"))["bills"] as { payer: { uscc: string } }[]).map(({ payer }) => payer.uscc);
  expect(new Set(await listed("bidder-1"))).toEqual(new Set([PAYER.uscc]));
  expect(await listed("bidder-2")).toEqual([]);
  expect((await listed("fee-3")).length, "the unit of one bill").toBe(1);
});

test("what was paid is cleared the next working day: revenue to the treasury in one order, the deposit to a number of its own; the bill is settled", async () => {
  expect((await seen()).state).toBe("SETTLED");
  expect([await balance(`deposits/${code}`), await balance("treasury/103"), await balance(accountOf("bank", WAGES)), await balance(accountOf("in-transit", WAGES))]).toEqual([10_000_000n, 0n, 10_000_000n, 0n]);
});

test("the deposit goes back by an approving paper from the account it lies on, once; revenue that is with the treasury does not go back from here", async () => {
  const refund = (book: string) => ask("finance-1", "refunds", { book, document: { id: "晨人社退〔2026〕3号", sha256: "d".repeat(64) }, reason: "工程竣工，工资已结清" });
  const before = BigInt((await banked.state()).firms[firmAccount(OTHER)]?.amount ?? "");
  expect((await refund("non-tax")).json["code"]).toBe("refund-by-treasury");
  expect((await refund("deposit")).status).toBe(201);
  expect((await refund("deposit")).json["code"]).toBe("refund-ordered-already");
  await town.advance("2026-09-28T09:30:00+08:00");
  expect([(await seen()).books.map(({ state }) => state), BigInt((await banked.state()).firms[firmAccount(OTHER)]?.amount ?? "") - before, await balance(`deposits/${code}`)]).toEqual([["REFUNDED", "BOOKED"], 10_000_000n, 0n]);
});

test("in the end bank and ledger have the same on every account to the fen, each day by statement, order and entry; nothing is under way", async () => {
  await town.advance("2026-09-29T09:00:00+08:00");
  const { houses, untold } = await banked.state();
  for (const [account, held] of Object.entries(houses)) expect([await balance(accountOf("bank", account)), await balance(accountOf("orders", account))], account).toEqual([BigInt(held), 0n]);
  expect(untold).toBe(0);
  const { days } = (await town.done("supervisor-1", "GET", "/api/v1/bank/days")) as { days: { day: string; account: string; agrees: boolean }[] };
  expect([days.filter(({ agrees }) => !agrees), days.filter(({ account }) => account === COLLECTION).length]).toEqual([[], 8]);
  expect((await faults()).filter((kind) => !["amount-differs", "not-due", "sub-account-closed"].includes(kind))).toEqual([]);
});
