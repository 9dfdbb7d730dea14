import { z } from "zod";
import { firmAccount } from "../../rehearsal/bank/accounts.js";
import { bankOf, transfer } from "./bank.js";
import { fenOf } from "./sale.js";
import type { Stage } from "./stage.js";

const PAYERS = [{ name: "晨曦建设集团有限公司", uscc: "91341702MA000004XN" }, { name: "江海市政工程股份有限公司", uscc: "91341702MA0000058N" }, { name: "北辰建工有限责任公司", uscc: "91341702MA0000066H" }] as const;

/** A bill of a project: the area its fee is for, and of roads it digs up, in square metres; with a deposit for wages, which is no fee, where there is a contract price. */
type DemoBill = { readonly area: string; readonly road: string | null; readonly contract: string | null };
/** One a month, together 5,562.0 万元: eleven of 462.0, and one of 480.0. */
const BILLS: readonly DemoBill[] = [...Array.from({ length: 10 }, () => ({ area: "110000", road: null, contract: null })), { area: "110000", road: null, contract: "40000000" }, { area: "100000", road: "5000", contract: null }];

const Bill = z.object({ bill: z.string() });
const Seen = z.object({ version: z.int(), state: z.string(), payable: z.object({ amount: z.string() }), paymentCode: z.string().nullish() });

/** The fees of one month by the one bill: calculated by units, reviewed, sealed, paid once at the rehearsal’s bank. @param month from 1 @returns what was paid, in fen, with the deposit that is no fee */
export async function collectFees(stage: Stage, month: number, dueOn: string): Promise<bigint> {
  const [bank, bill, payer] = [await bankOf(stage), BILLS[month - 1], PAYERS[month % PAYERS.length] ?? PAYERS[0]];
  return bill === undefined ? 0n : collect(stage, bill, { payer, project: `滨河新城${String(month)}号地块工程`, dueOn, pay: (to, fen) => transfer(bank, { from: firmAccount(payer.uscc), to, fen, words: "一费清" }) });
}

type Collecting = { readonly payer: (typeof PAYERS)[number]; readonly project: string; readonly dueOn: string; readonly pay: (to: string, fen: bigint) => Promise<void> };

async function collect(stage: Stage, { area, road, contract }: DemoBill, { payer, project, dueOn, pay }: Collecting): Promise<bigint> {
  const { bill } = Bill.parse(await stage.post("window-1", "/api/v1/fees/bills", { project, payer, units: contract === null ? ["103"] : ["103", "105"], facts: { floorArea: area, contractPrice: contract ?? "40000000", shelterArea: "200", roadArea: road ?? "150", cement: "5000" } }));
  const at = `/api/v1/fees/bills/${bill}`;
  await stage.put("fee-1", `${at}/units/103`, { version: 0, lines: [{ item: "103001", quantity: area }, ...(road === null ? [] : [{ item: "103003", quantity: road }])] });
  if (contract !== null) await stage.put("fee-3", `${at}/units/105`, { version: 0, lines: [{ item: "105001", quantity: contract }] });
  const seen = async () => Seen.parse(await stage.get("finance-1", at));
  await stage.post("finance-1", `${at}/review`, { verdict: "pass", version: (await seen()).version, dueOn });
  await stage.post("seal-1", `${at}/seal`, { version: (await seen()).version });
  const { payable, paymentCode } = await seen();
  const fen = fenOf(payable.amount);
  await pay(paymentCode ?? "", fen);
  const { state } = await seen();
  if (state !== "PAID") throw new Error(`${bill}: ${state}`);
  return fen;
}
