import fc from "fast-check";
import { expect, test } from "vitest";
import { refuse } from "../../src/kernel/result.js";
import { day } from "../../src/kernel/time.js";
import { freezeRules } from "../../src/rules/rules.js";
import { decideIndicator, decidePlan } from "../../src/treasury/budget.js";
import { decideDays, dueOf, lightOf, workingDaysLeft } from "../../src/treasury/due.js";
import { decidePayable, payableOn } from "../../src/treasury/payable.js";
import { otherHands, PAYMENT_STATES, PAYMENT_STEPS, stepTo, takesPlan, type ContractStanding, type PaymentMode, type PaymentState, type PaymentStep } from "../../src/treasury/payment.js";

const PAYEE = { name: "晨曦建设集团有限公司", bank: "晨光商业银行", account: "6217000012345678" };
const MONTH = day("2026-09-01");
const TODAY = day("2026-09-22");
const contract = (over: Partial<ContractStanding> = {}): ContractStanding => ({ payee: PAYEE, price: 1_000n, mustAnnounce: true, isAnnounced: true, accepted: 1_000n, taken: 0n, ...over });
const asked = (amount: bigint, over: object = {}) => ({ amount, payee: PAYEE, month: MONTH, ...over });
const rules = freezeRules(TODAY);

test("what stands in the way of a payment is told in the order written: account, announcement, acceptance, contract, plan", () => {
  const plan = { approved: 300n, used: 100n };
  const other = { ...PAYEE, account: "6217000012345679" };
  const code = (given: object, standing: Partial<ContractStanding>, of: typeof plan | null = plan) => { const told = decidePayable(asked(200n, given), contract(standing), of, TODAY); return told.ok ? "ok" : told.refusal.code; };
  expect(code({ payee: other }, { isAnnounced: false })).toBe("payee-not-contract");
  expect(code({}, { isAnnounced: false, accepted: 0n })).toBe("contract-not-announced");
  expect(code({}, { mustAnnounce: false, isAnnounced: false }), "a line that announces none").toBe("ok");
  expect(code({}, { accepted: 0n })).toBe("contract-not-accepted");
  expect(code({}, { accepted: 199n })).toBe("over-accepted");
  expect(code({}, { accepted: 300n, taken: 101n })).toBe("over-accepted");
  expect(code({}, { price: 299n, accepted: 300n, taken: 100n })).toBe("over-contract");
  expect(code({}, {}, null)).toBe("over-plan");
  expect(code({ month: day("2026-10-01") }, {})).toBe("plan-not-yet");
  expect(code({ month: day("2025-09-01") }, {})).toBe("plan-year");
  expect(code({}, {})).toBe("ok");
  expect(decidePayable(asked(201n), contract(), plan, TODAY)).toEqual(refuse("over-plan", { month: "2026-09", amount: "2.01", left: "2.00" }));
});

test("an order that the bank would pay in January is refused in December", () => {
  expect(payableOn(day("2026-12-31"), day("2026-12-01")).ok).toBe(true);
  expect(payableOn(day("2027-01-04"), day("2026-12-01"))).toEqual(refuse("pays-next-year", { valueOn: "2027-01-04" }));
});

test("a plan grows to the last fen of its indicator and no further, and shrinks to what is used", () => {
  const indicator = { amount: 1_000n, planned: 700n };
  expect(decidePlan(600n, { approved: 300n, used: 200n }, indicator).ok).toBe(true);
  expect(decidePlan(601n, { approved: 300n, used: 200n }, indicator)).toEqual(refuse("over-indicator", { wanted: "6.01", left: "6.00" }));
  expect(decidePlan(200n, { approved: 300n, used: 200n }, indicator).ok).toBe(true);
  expect(decidePlan(199n, { approved: 300n, used: 200n }, indicator).ok).toBe(false);
  expect([decideIndicator(700n, indicator).ok, decideIndicator(699n, indicator).ok]).toEqual([true, false]);
});

test("one person is one, in whatever office", () => {
  expect(otherHands("check", { submittedBy: "p-1", checkedBy: null }, "p-1")).toEqual(refuse("same-person"));
  expect(otherHands("approve", { submittedBy: "p-1", checkedBy: "p-2" }, "p-1").ok).toBe(false);
  expect(otherHands("approve", { submittedBy: "p-1", checkedBy: "p-2" }, "p-2").ok).toBe(false);
  expect(otherHands("approve", { submittedBy: "p-1", checkedBy: "p-2" }, "p-3").ok).toBe(true);
});

test("a payment to a small firm is due thirty days from acceptance, sixty where the contract says so, and to all thirty from the invoice, whichever is first", () => {
  const accepted = day("2026-09-10");
  expect(dueOf(rules, { acceptedOn: accepted, invoicedOn: null, small: true, days: null })).toEqual({ from: accepted, on: "2026-10-10", rule: "GP-60", days: 30, byContract: false });
  expect(dueOf(rules, { acceptedOn: accepted, invoicedOn: day("2026-10-30"), small: true, days: 60 })).toMatchObject({ on: "2026-11-09", rule: "GP-60", byContract: true });
  expect(dueOf(rules, { acceptedOn: accepted, invoicedOn: day("2026-09-11"), small: true, days: 60 })).toMatchObject({ on: "2026-10-12", rule: "GP-64" });
  expect(dueOf(rules, { acceptedOn: accepted, invoicedOn: day("2026-09-14"), small: false, days: null })).toMatchObject({ on: "2026-10-14", rule: "GP-64" });
  expect(dueOf(rules, { acceptedOn: null, invoicedOn: null, small: true, days: null })).toBeNull();
  expect([decideDays(rules, 60, true).ok, decideDays(rules, 61, true).ok, decideDays(rules, 61, false).ok]).toEqual([true, false, true]);
});

test("the light turns yellow with a fifth of the days or one working day left, and red the day after", () => {
  const due = { from: day("2026-09-10"), on: day("2026-10-10") };
  const lights = (["2026-10-03", "2026-10-04", "2026-10-09", "2026-10-10", "2026-10-11"] as const).map((on) => lightOf(rules, due, day(on)));
  expect(lights).toEqual(["green", "yellow", "yellow", "yellow", "red"]);
  expect(lightOf(rules, { from: day("2026-08-31"), on: day("2026-10-08") }, day("2026-09-30")), "one working day behind the holidays").toBe("yellow");
  expect([workingDaysLeft(day("2026-09-30"), day("2026-10-08")), workingDaysLeft(day("2026-10-08"), day("2026-10-08")), workingDaysLeft(day("2026-10-11"), day("2026-10-10")), workingDaysLeft(day("2026-10-13"), day("2026-10-10"))]).toEqual([1, 0, -1, -2]);
});

const STEPS = Object.keys(PAYMENT_STEPS) as PaymentStep[];
const STATES = Object.keys(PAYMENT_STATES) as PaymentState[];

test("the bank’s return is the only way back from an order, and a new order needs a new check", () => {
  const from = (state: PaymentState, mode: PaymentMode = "direct") => STEPS.filter((step) => stepTo(step, { state, mode }).ok);
  expect(from("ordered")).toEqual(["pay", "bank-return"]);
  expect(from("paid")).toEqual(["settle", "bank-return", "refund"]);
  expect(from("settled")).toEqual(["bank-return", "refund"]);
  expect(from("bank-returned")).toEqual(["change", "submit", "cancel"]);
  expect(from("approved")).toEqual(["return", "order", "cancel"]);
  expect(from("cancelled")).toEqual([]);
  expect(from("submitted", "authorised")).toEqual(["return", "approve", "cancel"]);
  expect(STATES.filter((state) => stepTo("cancel", { state, mode: "direct" }).ok)).not.toContain("ordered");
});

type Kept = { readonly amount: bigint; state: PaymentState; readonly month: number };
type Event = { readonly what: "plan" | "ask" | PaymentStep; readonly month: number; readonly which: number; readonly amount: bigint };
const total = (amounts: readonly bigint[]): bigint => amounts.reduce((sum, each) => sum + each, 0n);

/** An indicator of three months, played by the decisions alone. */
function played(amount: bigint) {
  const approved = [0n, 0n, 0n];
  const requests: Kept[] = [];
  const takenIn = (month: number): bigint => total(requests.filter((each) => each.month === month && takesPlan(each.state)).map((each) => each.amount));
  const plan = ({ month, amount: fen }: Event): void => {
    const decided = decidePlan(fen, { approved: approved[month] ?? 0n, used: takenIn(month) }, { amount, planned: total(approved) });
    if (decided.ok) approved[month] = decided.value;
  };
  const step = (what: PaymentStep, request: Kept | undefined): void => {
    if (request === undefined) return;
    const to = stepTo(what, { state: request.state, mode: "direct" });
    const plenty = contract({ price: 10n ** 12n, accepted: 10n ** 12n });
    const isPayable = what !== "check" || decidePayable(asked(request.amount), plenty, { approved: approved[request.month] ?? 0n, used: takenIn(request.month) }, TODAY).ok;
    if (to.ok && isPayable) request.state = to.value;
  };
  return {
    approved, requests, takenIn,
    happen: (event: Event): void => {
      if (event.what === "plan") plan(event);
      else if (event.what === "ask") requests.push({ amount: event.amount, state: "submitted", month: event.month });
      else step(event.what, requests[event.which]);
    },
  };
}

test("over any history what requests take and what is left is the indicator, to the fen", () => {
  const events = fc.array(fc.record({ what: fc.constantFrom("plan" as const, "ask" as const, ...STEPS), month: fc.nat(2), which: fc.nat(7), amount: fc.bigInt(1n, 4_000n) }), { maxLength: 80 });
  fc.assert(fc.property(fc.bigInt(1n, 10_000n), events, (amount, history) => {
    const { approved, requests, takenIn, happen } = played(amount);
    for (const event of history) {
      happen(event);
      expect(approved.every((each, month) => takenIn(month) <= each) && total(approved) <= amount).toBe(true);
      const byState = total(STATES.filter(takesPlan).map((state) => total(requests.filter((each) => each.state === state).map((each) => each.amount))));
      expect(byState + total(approved.map((each, month) => each - takenIn(month))) + amount - total(approved)).toBe(amount);
    }
  }));
});
