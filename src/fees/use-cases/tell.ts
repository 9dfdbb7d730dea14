import type { Tx } from "../../db/database.js";
import { endOf, type Instant, type PlainDate } from "../../kernel/time.js";
import { audience } from "../../messages/audiences.js";
import { tell } from "../../messages/use-cases/tell.js";
import type { World } from "../../world.js";
import type { BillState } from "../bill.js";
import type { BillRow } from "../queries.js";

const ABOUT_NONE = { tender: null, lot: null } as const;

/** Tells the payer's offices that a bill is to be paid by a day, or that its receipts are there. */
export const tellPayer = (tx: Tx, world: World, { payer_uscc: uscc, due_on: dueOn }: BillRow, kind: "bill-due" | "bill-receipts", at: Instant): Promise<void> =>
  tell(tx, world, { kind, to: [audience.firm(uscc), audience.tenderer(uscc)], ...ABOUT_NONE, facts: kind === "bill-due" && dueOn !== null ? { at: endOf(dueOn as PlainDate) } : {} }, at);

/** Tells whoever has the next step of a bill that it waits; in no other state does one wait for anybody here. */
export async function tellNext(tx: Tx, world: World, state: BillState, at: Instant): Promise<void> {
  const role = state === "CALCULATED" ? "finance-reviewer" : state === "REVIEWED" ? "seal-keeper" : null;
  if (role !== null) await tell(tx, world, { kind: "bill-waits", to: [audience.role(role)], ...ABOUT_NONE }, at);
}
