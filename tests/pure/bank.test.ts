import { randomBytes } from "node:crypto";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { isSubAccountOf, NUMBER_BYTES, orderNumber, subAccountNumber } from "../../src/bank/account.js";
import { bankDay } from "../../src/bank/bank-day.js";
import { mod97 } from "../../src/bank/check-digits.js";
import { bookingDay, flowFor, saysSame, type Advice } from "../../src/bank/credit.js";
import { actsOn, decideAct, decidePayee, DESK_ACTS, isCreditFault, isEnd, type DeskAct } from "../../src/bank/desk.js";
import { EXCEPTIONS, type ExceptionKind } from "../../src/bank/exception.js";
import { checkOrder, nextTry, told, type OrderState } from "../../src/bank/order.js";
import { at, day, MINUTE_MS, rfc3339 } from "../../src/kernel/time.js";

const random = (): Uint8Array => Uint8Array.from(randomBytes(NUMBER_BYTES));
const bytes = fc.uint8Array({ minLength: NUMBER_BYTES, maxLength: NUMBER_BYTES }).filter((all) => all.filter((each) => each < 250).length >= 18);

describe("numbers under an account", () => {
  test("a number has the prefix the bank agreed to, random digits and check digits that find a wrong digit and two that are swapped", () => {
    fc.assert(fc.property(bytes, fc.nat({ max: 20 }), fc.integer({ min: 1, max: 9 }), (from, place, more) => {
      const number = subAccountNumber("62170012", from);
      expect([number.length, isSubAccountOf("62170012", number)]).toEqual([24, true]);
      const digit = (Number(number.charAt(place)) + more) % 10;
      expect(isSubAccountOf("62170012", number.slice(0, place) + String(digit) + number.slice(place + 1))).toBe(false);
      if (number.charAt(place) !== number.charAt(place + 1)) expect(isSubAccountOf("62170012", number.slice(0, place) + number.charAt(place + 1) + number.charAt(place) + number.slice(place + 2))).toBe(false);
    }));
  });
  test("a number of another prefix or length, or with a letter in it, is none of the account", () => {
    const number = subAccountNumber("62170012", random());
    expect([isSubAccountOf("62170013", number), isSubAccountOf("62170012", `${number}0`), isSubAccountOf("62170012", `${number.slice(0, 20)}A${number.slice(21)}`)]).toEqual([false, false, false]);
  });
  test("no digit of a number comes more often than another, and bytes that would favour one are passed over", () => {
    const digits = Array.from({ length: 4_000 }, () => subAccountNumber("6217", random()).slice(4, 18)).join("");
    for (let digit = 0; digit < 10; digit += 1) expect(digits.split(String(digit)).length / digits.length).toBeCloseTo(0.1, 1);
    expect(() => subAccountNumber("6217", new Uint8Array(NUMBER_BYTES).fill(255))).toThrow(RangeError);
  });
  test("check digits are those of ISO/IEC 7064: GB82 WEST 1234 5698 7654 32 in digits", () => {
    expect(mod97("3214282912345698765432161100".slice(0, -2))).toBe("82");
    expect(orderNumber(random())).toMatch(/^\d{20}$/);
  });
});

describe("a bank's working day (SV-21)", () => {
  test.each([
    ["the last millisecond before the cut-off of a working day", "2026-09-29T13:59:59.999+08:00", "2026-09-29", "2026-09-29T13:59:59.999+08:00"],
    ["the cut-off itself", "2026-09-29T14:00:00+08:00", "2026-09-30", "2026-09-30T09:00:00+08:00"],
    ["before the bank opens", "2026-09-29T07:00:00+08:00", "2026-09-29", "2026-09-29T09:00:00+08:00"],
    ["half past two before National Day (G17)", "2026-09-30T14:30:00+08:00", "2026-10-08", "2026-10-08T09:00:00+08:00"],
    ["National Day", "2026-10-01T10:00:00+08:00", "2026-10-08", "2026-10-08T09:00:00+08:00"],
    ["the Saturday that is worked for it", "2026-10-10T10:00:00+08:00", "2026-10-10", "2026-10-10T10:00:00+08:00"],
    ["Friday afternoon before that Saturday", "2026-10-09T16:00:00+08:00", "2026-10-10", "2026-10-10T09:00:00+08:00"],
    ["a plain Saturday", "2026-11-14T10:00:00+08:00", "2026-11-16", "2026-11-16T09:00:00+08:00"],
  ])("an order given at %s", (_, given, on, from) => {
    const found = bankDay(at(given));
    expect([found.on, rfc3339(found.from)]).toEqual([on, from]);
  });
});

const advice = (over: Partial<Advice> = {}): Advice => ({
  bank: "ccb", transaction: "T1", account: "10000001", sub: null, payer: { name: "晨光一建", account: "62220001", bank: "晨光银行" }, amount: 20_000_000n, currency: "CNY", words: "保证金", valueAt: at("2026-09-29T10:00:00+08:00"), ...over,
});

describe("a credit", () => {
  const sub = { purpose: "deposit", closed_at: null };
  test.each([
    ["to an open number", { sub: "1" }, sub, { flow: "deposit" }],
    ["in another currency, whatever else", { sub: "1", currency: "USD" }, null, { fault: "other-currency" }],
    ["to a number nobody holds", { sub: "1" }, null, { fault: "payee-unknown" }],
    ["to a closed number", { sub: "1" }, { ...sub, closed_at: new Date() }, { fault: "sub-account-closed" }],
    ["of a flow there is none of", { sub: "1" }, { ...sub, purpose: "other" }, { fault: "payee-unknown" }],
    ["to the account itself", { sub: null }, null, { flow: "non-tax" }],
  ] as const)("%s", (_, given, found, answer) => {
    expect(flowFor(advice(given), { sub: found, accountPurpose: "non-tax", flows: new Set(["deposit", "non-tax"]) })).toEqual(answer);
  });
  test("two advices of a transaction say the same only where every word of them is the same", () => {
    expect(saysSame(advice(), advice())).toBe(true);
    for (const over of [{ amount: 20_000_001n }, { sub: "1" }, { currency: "USD" }, { words: "" }, { payer: { ...advice().payer, account: "62220002" } }, { valueAt: at("2026-09-29T10:00:00.001+08:00") }]) expect(saysSame(advice(), advice(over))).toBe(false);
  });
  test("what comes for a month that is closed is booked on the first day of the next one", () => {
    const closed = day("2026-12-01");
    expect(["2026-10-31", "2026-12-31", "2027-01-01"].map((each) => bookingDay(day(each), closed))).toEqual(["2027-01-01", "2027-01-01", "2027-01-01"]);
    expect([bookingDay(day("2026-11-30"), null), bookingDay(day("2026-12-05"), day("2026-11-01")), bookingDay(day("2026-11-30"), day("2026-11-01"))]).toEqual(["2026-11-30", "2026-12-05", "2026-12-01"]);
  });
});

describe("an order", () => {
  const asked = { payee: { name: "晨光一建", account: "6222000100020003", bank: "晨光银行" }, words: "退还款项", against: [{ account: "deposits/1", fen: 100n }] };
  test.each([
    ["nothing", { against: [{ account: "deposits/1", fen: 0n }] }, "order-amount"], ["less than nothing", { against: [{ account: "deposits/1", fen: -5n }] }, "order-amount"], ["out of no account", { against: [] }, "order-amount"],
    ["out of an account of no plan", { against: [{ account: "petty", fen: 5n }] }, "order-amount"], ["out of an account twice", { against: [{ account: "deposits/1", fen: 5n }, { account: "deposits/1", fen: 5n }] }, "order-amount"],
    ["more than a bank takes", { against: [{ account: "deposits/1", fen: 10n ** 15n + 1n }] }, "order-amount"], ["to nobody", { payee: { ...asked.payee, name: " " } }, "order-payee"], ["to an account that is none", { payee: { ...asked.payee, account: "62 22" } }, "order-payee"],
    ["without words", { words: "" }, "order-words"], ["with words that break a line", { words: "a\nb" }, "order-words"], ["with too many words", { words: "字".repeat(61) }, "order-words"],
  ])("that pays %s is refused", (_, over, code) => {
    const checked = checkOrder({ ...asked, ...over });
    expect(checked.ok ? null : checked.refusal.code).toBe(code);
  });
  test("the largest amount and the longest words pass", () => {
    expect(checkOrder({ ...asked, words: "字".repeat(60), against: [{ account: "deposits/1", fen: 10n ** 15n - 1n }, { account: "deposit-interest/1", fen: 1n }] })).toEqual({ ok: true, value: 10n ** 15n });
  });
  test("whatever order a bank's words come in, each step happens once and in its place", () => {
    const word = fc.constantFrom("accepted" as const, "paid" as const, "returned" as const);
    fc.assert(fc.property(fc.array(word, { minLength: 1, maxLength: 9 }), (words) => {
      let state: OrderState = "sent";
      const steps: string[] = [];
      for (const each of words) {
        const news = told(state, each);
        if (news.kind === "news") for (const step of news.steps) { steps.push(step); state = step; }
      }
      const last = Math.max(...words.map((each) => ["accepted", "paid", "returned"].indexOf(each)));
      expect(steps).toEqual(["accepted", "paid", "returned"].slice(0, last + 1));
    }));
  });
  test("a bank that refuses what it paid, or pays what it refused, contradicts itself; a late word of taking it does not", () => {
    expect([told("paid", "refused").kind, told("returned", "refused").kind, told("refused", "paid").kind, told("refused", "returned").kind, told("refused", "accepted").kind, told("sent", "refused").kind, told("accepted", "refused").kind]).toEqual(["contradicts", "contradicts", "contradicts", "contradicts", "known", "news", "news"]);
  });
  test("an order that is not heard of is tried after one, two, four minutes and so on, hourly in the end and for ever", () => {
    expect([1, 2, 3, 6, 7, 8, 1_000].map((attempts) => (nextTry(attempts, 0)) / MINUTE_MS)).toEqual([1, 2, 4, 32, 60, 60, 60]);
  });
});

describe("a matter on the desk", () => {
  const by = { by: "cashier-1", person: "p1", sub: null, payee: null };
  const matter = (kind: ExceptionKind, last: { act: DeskAct; by: string; person: string | null } | null = null, settled = false, repays = false) => ({ kind, repays, settled, last });
  const code = (decided: ReturnType<typeof decideAct>): string | null => (decided.ok ? null : decided.refusal.code);
  test("money that lies in unclear goes back only where another person than the one who asked agrees, in whatever office he is", () => {
    const asked = { act: "return" as const, by: "cashier-1", person: "p1" };
    expect([
      code(decideAct(matter("amount-differs"), { ...by, act: "return" })), code(decideAct(matter("amount-differs"), { ...by, act: "agree" })), code(decideAct(matter("amount-differs", asked), { ...by, act: "agree" })),
      code(decideAct(matter("amount-differs", asked), { act: "agree", by: "finance-1", person: "p1", sub: null, payee: null })), code(decideAct(matter("amount-differs", asked), { act: "agree", by: "finance-1", person: "p2", sub: null, payee: null })), code(decideAct(matter("amount-differs", asked), { ...by, act: "withdraw" })),
    ]).toEqual([null, "bank-act-not-here", "bank-same-person", "bank-same-person", null, null]);
  });
  test("what is settled stays settled, an assignment says where to, and dollars are neither assigned nor sent back from here", () => {
    expect([code(decideAct(matter("reversed", null, true), { ...by, act: "note" })), code(decideAct(matter("not-due"), { ...by, act: "assign" })), code(decideAct(matter("not-due"), { ...by, act: "assign", sub: "1" })), code(decideAct(matter("other-currency"), { ...by, act: "return" })), code(decideAct(matter("reversed"), { ...by, act: "return" }))]).toEqual(["bank-matter-settled", "bank-assign-where", null, "bank-act-not-here", "bank-act-not-here"]);
  });
  test("an order that came back is paid elsewhere where its flow lets the desk, by another person than the one who asked, who says where to", () => {
    const asked = { act: "repay" as const, by: "cashier-1", person: "p1" };
    const payee = { account: "6222000100020004", bank: "晨光银行" };
    const repaid = (kind: ExceptionKind, last: typeof asked | null, repays = true) => matter(kind, last, false, repays);
    expect([
      code(decideAct(repaid("order-returned", null), { ...by, act: "repay", payee })), code(decideAct(repaid("order-refused", null), { ...by, act: "repay", payee })), code(decideAct(repaid("order-returned", null), { ...by, act: "repay" })),
      code(decideAct(repaid("order-returned", null, false), { ...by, act: "repay", payee })), code(decideAct(repaid("order-contradicted", null), { ...by, act: "repay", payee })), code(decideAct(repaid("order-returned", asked), { ...by, act: "repay-agree" })),
      code(decideAct(repaid("order-returned", asked), { ...by, by: "finance-1", act: "repay-agree" })), code(decideAct(repaid("order-returned", asked), { ...by, by: "finance-1", person: "p2", act: "repay-agree" })), code(decideAct(repaid("order-returned", asked), { ...by, act: "agree" })), code(decideAct(repaid("order-returned", asked), { ...by, act: "withdraw" })),
    ]).toEqual([null, null, "bank-repay-where", "bank-act-not-here", "bank-act-not-here", "bank-same-person", "bank-same-person", null, "bank-act-not-here", null]);
  });
  test("what is for a number of the house's own is paid there alone; what an account sent back goes to another, what a bank refused may go to the same", () => {
    const decide = (state: "refused" | "returned", isOwn: boolean, to: string): string | null => code(decidePayee({ state, isOwn, account: "1000" }, { account: to, bank: "晨光银行" }));
    expect([decide("returned", true, "1000"), decide("refused", true, "1000"), decide("returned", true, "1001"), decide("returned", false, "1000"), decide("returned", false, "1001"), decide("refused", false, "1000")]).toEqual([null, null, "bank-repay-own", "bank-repay-same", null, null]);
  });
  test("for every kind of matter there is an act that ends it", () => {
    for (const kind of Object.keys(EXCEPTIONS) as ExceptionKind[]) for (const repays of [false, true]) expect(actsOn(kind, null, repays).some(isEnd), kind).toBe(true);
    expect((Object.keys(DESK_ACTS) as DeskAct[]).filter((act) => !isEnd(act))).toEqual(["return", "repay", "withdraw"]);
    expect([isCreditFault("amount-differs"), isCreditFault("reversed")]).toEqual([true, false]);
  });
});
