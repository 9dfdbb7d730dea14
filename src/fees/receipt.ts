import { mod97 } from "../bank/check-digits.js";
import type { Book } from "./bill.js";
import type { FeePaperType } from "../notices/fee-papers.js";

/** How receipts are numbered: to be set to what the province's finance department prescribes, which rule book D7 does not confirm. `code` is the 票据代码 of this exchange. */
export const RECEIPT_FORM = { code: "34170126", codePattern: /^\d{8}$/, numberPattern: /^\d{10}$/, checkPattern: /^[0-9a-f]{6}$/ } as const;

/** The serial of a receipt (票据号码): eight digits and the two check digits of ISO/IEC 7064 MOD 97-10, so that a mistyped one is found. @throws {RangeError} past the last one */
export function receiptNumber(serial: number): string {
  const stem = String(serial).padStart(8, "0");
  const number = stem + mod97(stem);
  if (!RECEIPT_FORM.numberPattern.test(number)) throw new RangeError(`no receipt number for serial ${String(serial)}`);
  return number;
}

/** Whether three texts have the form of a receipt's code, number and check code. */
export const isReceipt = (code: string, number: string, check: string): boolean =>
  RECEIPT_FORM.codePattern.test(code) && RECEIPT_FORM.numberPattern.test(number) && mod97(number.slice(0, 8)) === number.slice(8) && RECEIPT_FORM.checkPattern.test(check);

/** The paper each book gives its payer. Deposits are on one of their own: it is no receipt for revenue. */
export const RECEIPT_OF: Readonly<Record<Book, FeePaperType>> = { "non-tax": "fiscal-receipt", "deposit": "deposit-receipt", "third-party": "collection-receipt" };

/** What stands under the sum of each. */
export const RECEIPT_REMARKS: Readonly<Record<Book, string>> = {
  "non-tax": "本票据为非税收入缴款凭证，款项按日上缴国库。", "deposit": "本收据为保证金收取凭证，不是收入票据；款项存入专户，符合退还条件后原路退还。", "third-party": "本收据为代收凭证；收款单位另行依法开具发票。",
};
