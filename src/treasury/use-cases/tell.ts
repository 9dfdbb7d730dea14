import type { Tx } from "../../db/database.js";
import type { Instant } from "../../kernel/time.js";
import { audience, type Audience } from "../../messages/audiences.js";
import { tell } from "../../messages/use-cases/tell.js";
import type { World } from "../../world.js";
import type { PaymentMode, PaymentState } from "../payment.js";
import type { ContractRow } from "../queries.js";

type Whose = Pick<ContractRow, "unit" | "supplier">;
type Told = { readonly kind: "payment-waits" | "payment-back" | "payment-paid"; readonly to: (of: Whose) => readonly Audience[] };

const unit = ({ unit: uscc }: Whose): Audience => audience.tenderer(uscc);
const checkers = (): readonly Audience[] => [audience.role("treasury-checker"), audience.role("treasury-approver")];

/** Who is told of what when a request comes to a state: whoever has the next step, and whom it concerns that money went or came back. */
const TOLD: Readonly<Partial<Record<PaymentState, Readonly<Partial<Record<PaymentMode, Told>>>>>> = {
  "submitted": { direct: { kind: "payment-waits", to: checkers }, authorised: { kind: "payment-waits", to: (of) => [unit(of)] } },
  "checked": { direct: { kind: "payment-waits", to: () => [audience.role("treasury-approver")] } },
  "approved": { direct: { kind: "payment-waits", to: checkers } },
  "returned": { direct: { kind: "payment-back", to: (of) => [unit(of)] }, authorised: { kind: "payment-back", to: (of) => [unit(of)] } },
  "bank-returned": { direct: { kind: "payment-back", to: (of) => [unit(of), audience.firm(of.supplier)] }, authorised: { kind: "payment-back", to: (of) => [unit(of), audience.firm(of.supplier)] } },
  "paid": { direct: { kind: "payment-paid", to: (of) => [unit(of), audience.firm(of.supplier)] }, authorised: { kind: "payment-paid", to: (of) => [unit(of), audience.firm(of.supplier)] } },
};

/** Tells of a request that came to a state, where somebody is to be told. */
export async function tellState(tx: Tx, world: World, whose: Whose, { mode, state }: { readonly mode: PaymentMode; readonly state: PaymentState }, at: Instant): Promise<void> {
  const told = TOLD[state]?.[mode];
  if (told !== undefined) await tell(tx, world, { kind: told.kind, to: told.to(whose), tender: null, lot: null }, at);
}
