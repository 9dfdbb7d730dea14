import { z } from "zod";
import { canonical } from "../kernel/canonical-json.js";
import { moneyJson, type Fen } from "../kernel/money.js";
import { ok, refuse, type Result } from "../kernel/result.js";
import type { PlainDate } from "../kernel/time.js";
import { isPrintable } from "../notices/printable.js";
import { DayBody } from "../tenders/form.js";

const CLAUSE_MAX = 500;
const CLAUSES_MAX = 20;
/** One line, taken as it stands: nothing that was signed is changed. */
const AsItStands = (max: number) => z.string().min(1).max(max).refine((text) => text === text.trim() && text.isWellFormed() && isPrintable(text), "one line, without line breaks, control and direction characters");
const Clauses = z.array(AsItStands(CLAUSE_MAX)).max(CLAUSES_MAX);
const Party = z.strictObject({ uscc: z.string().regex(/^[0-9A-Z]{18}$/, "18 digits and letters"), name: AsItStands(120) });

/**
 * A letter of guarantee (电子保函) as its issuer signs it: canonical JSON, so that equal letters are equal bytes. `payable`, `conditions`, `endsEarlier` and
 * `revocable` say what an independent guarantee turns on; `until` is the last day on which a demand may reach the issuer. Amounts in yuan with two decimals.
 */
export const LetterBody = z.strictObject({
  v: z.literal("guarantee-letter/1"), number: AsItStands(64), issuer: Party, applicant: Party, beneficiary: Party, exchange: AsItStands(200), tender: AsItStands(64), lot: AsItStands(64),
  amount: z.string().regex(/^(0|[1-9]\d{0,13})\.\d{2}$/, "write yuan with two decimals: 38650000.00"), currency: z.string().regex(/^[A-Z]{3}$/, "three letters: CNY"), issuedOn: DayBody, from: DayBody, until: DayBody,
  payable: AsItStands(40), conditions: Clauses, endsEarlier: Clauses, revocable: z.boolean(),
});
export type Letter = z.infer<typeof LetterBody>;
/** A firm or body as a letter names it. */
export type Named = Letter["issuer"];

/** Bytes of a letter; a proper one has about one thousand. */
export const LETTER_BYTES_MAX = 16_384;

/** A letter with the bytes its signature is over. */
export type ReadLetter = { readonly letter: Letter; readonly bytes: Uint8Array<ArrayBuffer> };

/** The bytes of a letter that has its form. */
export function readLetter(letter: Letter): Result<ReadLetter> {
  const bytes = canonical(letter);
  return bytes.length > LETTER_BYTES_MAX ? refuse("too-large", { size: bytes.length, max: LETTER_BYTES_MAX }) : ok({ letter, bytes });
}

/** What a letter for one firm and lot must say. */
export type LetterTerms = {
  readonly exchange: string; readonly tender: string; readonly lot: string; readonly beneficiary: Named; readonly wanted: Fen;
  /** The last day on which it may begin, and the first on which it may end. */
  readonly from: PlainDate; readonly until: PlainDate;
};

/** A letter as the terms ask for it: what an issuer fills in and signs. */
export const letterFor = (terms: LetterTerms, given: Pick<Letter, "number" | "issuer" | "applicant" | "issuedOn">): Letter => ({
  v: "guarantee-letter/1", ...given, beneficiary: terms.beneficiary, exchange: terms.exchange, tender: terms.tender, lot: terms.lot, amount: moneyJson(terms.wanted).amount, currency: "CNY",
  from: given.issuedOn, until: terms.until, payable: "on-demand", conditions: [], endsEarlier: [], revocable: false,
});
