import { joined } from "./kernel/joined.js";
import type { MoneyFlows } from "./bank/flow.js";
import { UNCLEAR_FLOW } from "./bank/use-cases/desk.js";
import { DEPOSIT_FLOWS } from "./deposits/use-cases/flow.js";
import { FEE_FLOWS } from "./fees/use-cases/pay.js";
import { SALE_FLOWS } from "./sales/use-cases/flow.js";
import { TREASURY_FLOW } from "./treasury/use-cases/orders.js";

/** Every flow of money that passes through agent banks, by the purpose of its sub-accounts and orders. */
export const MONEY_FLOWS: MoneyFlows = joined({ unclear: UNCLEAR_FLOW, treasury: TREASURY_FLOW }, FEE_FLOWS, DEPOSIT_FLOWS, SALE_FLOWS);
