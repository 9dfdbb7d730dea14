import { ok, refuse, type Result } from "../kernel/result.js";
import { CREDIT_FAULTS, type CreditFault, type ExceptionKind } from "./exception.js";

type Words = { readonly zh: string; readonly en: string };

/** What the desk does about a matter. `return` and `agree` are of two people: one asks, another agrees. */
export const DESK_ACTS = {
  "assign": { zh: "转入所属款项", en: "assign to what it is for" },
  "return": { zh: "申请退回付款人", en: "ask that it go back to the payer" },
  "agree": { zh: "同意退回付款人", en: "agree that it goes back" },
  "withdraw": { zh: "撤回退回申请", en: "withdraw the request to send it back" },
  "take": { zh: "按对账单补记", en: "take it from the statement" },
  "bank-error": { zh: "银行差错，等待冲正", en: "an error of the bank, which is to take it back" },
  "note": { zh: "已核实，结案", en: "looked at; nothing to do" },
} as const satisfies Readonly<Record<string, Words>>;
export type DeskAct = keyof typeof DESK_ACTS;
/** Acts after which a matter is off the desk. */
const ENDS: ReadonlySet<DeskAct> = new Set<DeskAct>(["assign", "agree", "take", "bank-error", "note"]);
export const isEnd = (act: DeskAct): boolean => ENDS.has(act);

const FROM_STATEMENT: ReadonlySet<ExceptionKind> = new Set<ExceptionKind>(["missing-here", "reversal-missing", "payment-missing", "return-missing"]);

/** What may be done about a matter, by its kind and what was asked last. Money in another currency is not booked, and is the bank's to send back. */
export function actsOn(kind: ExceptionKind, last: DeskAct | null): readonly DeskAct[] {
  if (last === "return") return ["agree", "withdraw"];
  if (kind === "other-currency") return ["bank-error", "note"];
  if (Object.hasOwn(CREDIT_FAULTS, kind)) return ["assign", "return", "bank-error"];
  return FROM_STATEMENT.has(kind) ? ["take", "bank-error"] : ["bank-error", "note"];
}

export type Doing = { readonly act: DeskAct; readonly by: string; readonly person: string | null; readonly sub: string | null };
type Matter = { readonly kind: ExceptionKind; readonly settled: boolean; readonly last: { readonly act: DeskAct; readonly by: string; readonly person: string | null } | null };

/** Whether an act may be done to a matter: open, of its kind, and money out never by one person. */
export function decideAct({ kind, settled, last }: Matter, { act, by, person, sub }: Doing): Result<true> {
  if (settled) return refuse("bank-matter-settled");
  if (!actsOn(kind, last?.act ?? null).includes(act)) return refuse("bank-act-not-here", { act: DESK_ACTS[act].zh });
  if (act === "assign" && sub === null) return refuse("bank-assign-where");
  return act === "agree" && last !== null && isSame(last, { by, person }) ? refuse("bank-same-person") : ok(true);
}

const isSame = (last: Pick<Doing, "by" | "person">, { by, person }: Pick<Doing, "by" | "person">): boolean => last.by === by || (person !== null && last.person === person);

export const isCreditFault = (kind: ExceptionKind): kind is CreditFault => Object.hasOwn(CREDIT_FAULTS, kind);
