import { ok, refuse, type Result } from "../kernel/result.js";
import { CREDIT_FAULTS, type CreditFault, type ExceptionKind } from "./exception.js";

type Words = { readonly zh: string; readonly en: string };

/** What the desk does about a matter. `return` and `agree`, `repay` and `repay-agree` are of two people: one asks, another agrees. */
export const DESK_ACTS = {
  "assign": { zh: "转入所属款项", en: "assign to what it is for" },
  "return": { zh: "申请退回付款人", en: "ask that it go back to the payer" },
  "agree": { zh: "同意退回付款人", en: "agree that it goes back" },
  "repay": { zh: "申请改付该收款人的另一账户", en: "ask that it be paid to another account of the same payee" },
  "repay-agree": { zh: "同意重新付款", en: "agree that it is paid again" },
  "withdraw": { zh: "撤回申请", en: "withdraw the request" },
  "take": { zh: "按对账单补记", en: "take it from the statement" },
  "bank-error": { zh: "银行差错，等待冲正", en: "an error of the bank, which is to take it back" },
  "note": { zh: "已核实，结案", en: "looked at; nothing to do" },
} as const satisfies Readonly<Record<string, Words>>;
export type DeskAct = keyof typeof DESK_ACTS;
/** Acts after which a matter is off the desk. */
const ENDS: ReadonlySet<DeskAct> = new Set<DeskAct>(["assign", "agree", "repay-agree", "take", "bank-error", "note"]);
export const isEnd = (act: DeskAct): boolean => ENDS.has(act);

const FROM_STATEMENT: ReadonlySet<ExceptionKind> = new Set<ExceptionKind>(["missing-here", "reversal-missing", "payment-missing", "return-missing"]);

/** What may be said of many matters at once: no money moves by it but what the bank moved. */
export const ALIKE = ["take", "note", "bank-error"] as const satisfies readonly DeskAct[];

/** Matters about an order whose money is held again. */
export const UNPAID: ReadonlySet<ExceptionKind> = new Set<ExceptionKind>(["order-refused", "order-returned"]);

/** What may be done about a matter, by its kind and what was asked last. Money in another currency is not booked, and is the bank's to send back. @param repays whether it is about an order that the desk may place again */
export function actsOn(kind: ExceptionKind, last: DeskAct | null, repays: boolean): readonly DeskAct[] {
  if (last === "return") return ["agree", "withdraw"];
  if (last === "repay") return ["repay-agree", "withdraw"];
  if (repays && UNPAID.has(kind)) return ["repay", "bank-error", "note"];
  if (kind === "other-currency") return ["bank-error", "note"];
  if (Object.hasOwn(CREDIT_FAULTS, kind)) return ["assign", "return", "bank-error"];
  return FROM_STATEMENT.has(kind) ? ["take", "bank-error"] : ["bank-error", "note"];
}

/** An account of the payee's own. */
export type Payee = { readonly account: string; readonly bank: string };
export type Doing = { readonly act: DeskAct; readonly by: string; readonly person: string | null; readonly sub: string | null; readonly payee: Payee | null };
type Matter = { readonly kind: ExceptionKind; readonly repays: boolean; readonly settled: boolean; readonly last: { readonly act: DeskAct; readonly by: string; readonly person: string | null } | null };

/** Acts that wait for another person to agree. */
export const ASKS: ReadonlySet<DeskAct> = new Set<DeskAct>(["return", "repay"]);
const ASKED_FIRST: ReadonlySet<DeskAct> = new Set<DeskAct>(["agree", "repay-agree"]);

/** What an act says where to and this one does not; null where nothing is missing. */
function missing({ act, sub, payee }: Pick<Doing, "act" | "sub" | "payee">): "bank-assign-where" | "bank-repay-where" | null {
  if (act === "assign" && sub === null) return "bank-assign-where";
  return act === "repay" && payee === null ? "bank-repay-where" : null;
}

/** Whether an act may be done to a matter: open, of its kind, and money out never by one person. */
export function decideAct({ kind, repays, settled, last }: Matter, { act, by, person, sub, payee }: Doing): Result<true> {
  if (settled) return refuse("bank-matter-settled");
  if (!actsOn(kind, last?.act ?? null, repays).includes(act)) return refuse("bank-act-not-here", { act: DESK_ACTS[act].zh });
  const wanted = missing({ act, sub, payee });
  if (wanted !== null) return refuse(wanted);
  return ASKED_FIRST.has(act) && last !== null && isSame(last, { by, person }) ? refuse("bank-same-person") : ok(true);
}

/** What an order that its payee's bank did not take asks, and who holds the account it went to: nobody of ours, or the house itself. */
export type Unpaid = { readonly state: "refused" | "returned"; readonly account: string; readonly isOwn: boolean };

/**
 * Whether an order may be paid to an account instead. What goes to a number of the house's own, as to the treasury's, goes nowhere else; what came back from an
 * account goes to another; the payee's name is never asked, for it does not change.
 */
export function decidePayee({ state, account, isOwn }: Unpaid, to: Payee): Result<true> {
  if (isOwn) return to.account === account ? ok(true) : refuse("bank-repay-own", { account });
  return state === "returned" && to.account === account ? refuse("bank-repay-same", { account }) : ok(true);
}

const isSame = (last: Pick<Doing, "by" | "person">, { by, person }: Pick<Doing, "by" | "person">): boolean => last.by === by || (person !== null && last.person === person);

export const isCreditFault = (kind: ExceptionKind): kind is CreditFault => Object.hasOwn(CREDIT_FAULTS, kind);
