import { z } from "zod";
import { canonical } from "../kernel/canonical-json.js";
import { moneyJson, yuan, type Fen } from "../kernel/money.js";
import { ok, refuse, type Result } from "../kernel/result.js";
import type { PlainDate } from "../kernel/time.js";
import { fenOf } from "../tenders/amounts.js";
import { DayBody, MoneyBody } from "../tenders/form.js";
import { Line } from "./inputs.js";

/** What a purchaser accepts of a contract: which parts, worth how much, on which day; the hash of the record that says so, which the purchaser keeps. */
export const AcceptanceBody = z.strictObject({ acceptedOn: DayBody, parts: Line(500), amount: MoneyBody.refine(({ amount }) => amount !== "0.00", "more than nothing"), sha256: z.string().regex(/^[0-9a-f]{64}$/, "a SHA-256 in lower-case hex") });
export type AcceptanceGiven = z.infer<typeof AcceptanceBody>;

/** What an acceptance is held against; amounts in fen, `accepted` by the records before. */
export type UnderContract = { readonly signedOn: PlainDate; readonly today: PlainDate; readonly price: Fen; readonly accepted: Fen };

/** An acceptance lies between the signature and today, and all together accept no more than the contract is worth. Law: 政府采购法 41; 政府采购法实施条例 45. */
export function decideAcceptance({ acceptedOn, amount }: Pick<AcceptanceGiven, "acceptedOn" | "amount">, { signedOn, today, price, accepted }: UnderContract): Result<Fen> {
  if (acceptedOn < signedOn || acceptedOn > today) return refuse("accepted-before", { signedOn, today });
  const fen = fenOf(amount);
  return fen > price - accepted ? refuse("acceptance-over-price", { left: yuan(price - accepted) }) : ok(fen);
}

/** An acceptance as its hash in the log fixes it. */
export const acceptanceBytes = (place: { readonly exchange: string; readonly tender: string; readonly lot: string; readonly serial: number }, { acceptedOn, parts, amount, sha256 }: AcceptanceGiven): Uint8Array<ArrayBuffer> =>
  canonical({ v: "acceptance/1", ...place, acceptedOn, parts, amount: { ...moneyJson(fenOf(amount)) }, sha256 });
