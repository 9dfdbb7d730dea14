import { ZERO_ACCOUNT } from "../agent-bank.js";
import { T, treasuryOf, yuan } from "../treasury.js";
import { act, atBank, count, pays, type Happening, type KnownPayment, type Month } from "./month.js";

const [UNIT_ACCOUNT, BUDGET, PRICE] = ["41000000000000025", "900000000.00", "100000000.00"];
const SUPPLIER = "晨曦建设集团有限公司";
const SUPPLIERS = ["6217000011110001", "6217000011110002", "6217000011110003"];
const payeeAt = (account: string) => ({ name: SUPPLIER, bank: "晨光商业银行滨河支行", account });

/** An indicator, the plans of both months in both modes, and contracts with an account each. */
export async function budgetIsMade(month: Month): Promise<void> {
  const play = treasuryOf(month.city.town);
  month.budget.indicator = await play.indicator(BUDGET);
  for (const over of ["2026-09", "2026-10"].flatMap((each) => [{ month: each, mode: "direct" }, { month: each, mode: "authorised" }])) {
    await month.city.town.done("tenderer-1", "POST", `${T}/indicators/${month.budget.indicator}/plans`, { ...over, amount: yuan("200000000.00"), reason: "按合同进度付款" });
    await month.city.town.done("treasury-approver-1", "POST", `${T}/indicators/${month.budget.indicator}/plans/decision`, { ...over, verdict: "approved", amount: yuan("200000000.00") });
  }
  await month.city.town.done("treasury-approver-1", "POST", `${T}/accounts`, { number: UNIT_ACCOUNT, bank: "chenguang-bank", name: "城投零余额账户", mode: "authorised", unit: play.usccOf("tenderer-1") });
  for (const account of SUPPLIERS) {
    await supplierOpens(month, account);
    const contract = await play.outside({ price: yuan(PRICE), payee: payeeAt(account) });
    await play.accept(contract, PRICE);
    month.budget.contracts.push({ contract, account });
  }
}

const supplierOpens = (month: Month, account: string): Promise<string | null> => month.city.bank("firms", { account, name: SUPPLIER, amount: "100000000000" });
const stepsOf = (month: Month, request: string) => (actor: string, verb: string, body?: unknown): Promise<Record<string, unknown> | null> => act(month, actor, "POST", `${T}/requests/${request}/${verb}`, body);

type Step = { readonly by: string; readonly verb: string; readonly body?: unknown };
const SENT_BACK = { verb: "returns", body: { reason: "请补充附件" } };
/** Who takes a payment on from each state, and how. */
const NEXT: Readonly<Record<KnownPayment["mode"], Readonly<Record<string, Step>>>> = {
  direct: { submitted: { by: "treasury-checker-1", verb: "check" }, checked: { by: "treasury-approver-1", verb: "approval" }, approved: { by: "treasury-checker-1", verb: "order" } },
  authorised: { submitted: { by: "tenderer-2", verb: "voucher" } },
};
const AGAIN: Step = { by: "tenderer-1", verb: "submission" };

/** Goes on from where a payment stands. @returns whether it went a step */
async function goesOn(month: Month, { request, mode }: KnownPayment, isSentBack: boolean): Promise<boolean> {
  const state = String((await month.city.act("tenderer-1", "GET", `${T}/requests/${request}`))?.json["state"]);
  const next = NEXT[mode][state] ?? (["draft", "returned", "bank-returned"].includes(state) ? AGAIN : undefined);
  if (next === undefined) return false;
  const { by, verb, body } = isSentBack && state === "submitted" ? { ...next, ...SENT_BACK } : next;
  const answer = await stepsOf(month, request)(by, verb, body);
  return verb === "order" || verb === "voucher" ? placed(month, answer) : answer !== null;
}

function placed(month: Month, answer: Record<string, unknown> | null): boolean {
  if (answer === null) return false;
  month.orders.push(String(answer["order"]));
  count(month, "payments ordered");
  return true;
}

let invoices = 0;
/** @param planMonth of the plan it takes from: the city's own */
export const paymentIsAsked = (planMonth: string): Happening => async ({ month, chance }) => {
  const [of, mode, fen, steps, isSentBack] = [chance.pick(month.budget.contracts), chance.in100(70) ? "direct" as const : "authorised" as const, 100 + chance.below(9_000_000), chance.in100(90) ? 9 : chance.below(5), chance.in100(5)];
  if (of === undefined) return;
  const amount = yuan(`${String(Math.floor(fen / 100))}.${String(fen % 100).padStart(2, "0")}`);
  const drafted = await act(month, "tenderer-1", "POST", `${T}/requests`, {
    contract: of.contract, indicator: month.budget.indicator, month: planMonth, mode, amount, purpose: "第一期养护费", payee: payeeAt(of.account), invoice: { number: `FP${String(invoices += 1).padStart(10, "0")}`, receivedOn: `${planMonth}-02`, amount, sha256: "ab".repeat(32) },
  });
  if (drafted === null) return;
  const payment: KnownPayment = { request: String(drafted["request"]), mode, account: of.account };
  month.acts.push(`drafted ${payment.request}`);
  month.payments.push(payment);
  for (let step = 0; step < steps && await goesOn(month, payment, isSentBack); step += 1) continue;
};

export const paymentGoesOn: Happening = async ({ month, chance }) => {
  const [payment, steps] = [chance.pick(month.payments), 1 + chance.below(4)];
  for (let step = 0; payment !== undefined && step < steps && await goesOn(month, payment, false); step += 1) continue;
};

/** A supplier sends something back to the account it was paid from, and the treasury takes it into the budget, now or never. */
export const supplierSendsBack: Happening = async ({ month, chance }) => {
  const [payment, fen, isTaken] = [chance.pick(month.payments.slice(-100)), BigInt(1 + chance.below(20_000)), chance.in100(70)];
  if (payment === undefined) return;
  const transaction = await pays(month, payment.account, payment.mode === "direct" ? ZERO_ACCOUNT : UNIT_ACCOUNT, fen, { words: "退回多付款" });
  if (transaction !== null && isTaken && await stepsOf(month, payment.request)("treasury-checker-1", "refunds", { transaction, reason: "多付退回" }) !== null) count(month, "refunds to the budget");
};

/** An account of a supplier is closed for a while: what is paid to it comes back. */
export const supplierCloses: Happening = async ({ month, chance }) => {
  const account = chance.pick(SUPPLIERS) ?? "";
  if (chance.in100(50)) { if (await atBank(month, "closures", { account }) !== null) count(month, "closed accounts"); }
  else await supplierOpens(month, account);
};

export const treasuryClears: Happening = async ({ month }) => { if (await act(month, "treasury-checker-1", "POST", `${T}/clearings`) !== null) count(month, "clearings"); };
