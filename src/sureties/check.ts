import { must, ok, refuse, type Result } from "../kernel/result.js";
import { parseMoney, yuan, type Fen } from "../kernel/money.js";
import { squeezed } from "../kernel/squeezed.js";
import { rfc3339, type Instant, type PlainDate } from "../kernel/time.js";
import type { Letter, LetterTerms, Named } from "./letter.js";

/** What the exchange knows when a letter is handed in. */
export type HandIn = { readonly terms: LetterTerms; readonly applicant: Named; readonly deadline: Instant; readonly isOpen: boolean };

/** In fen. @throws {RangeError} of a letter that was not read */
export const letterFen = ({ amount }: Pick<Letter, "amount">): Fen => must(parseMoney({ amount, currency: "CNY" }));

/** Whether letters are taken now: bids are, and their deadline's own millisecond is late. Law: 政府采购货物和服务招标投标管理办法 37. */
export function checkWindow({ deadline, isOpen }: Pick<HandIn, "deadline" | "isOpen">, receivedAt: Instant): Result<true> {
  return receivedAt < deadline && isOpen ? ok(true) : refuse("surety-late", { deadline: rfc3339(deadline) });
}

/**
 * Whether a signed letter secures this firm's bid for this lot. The first term that does not hold, in the written order, is the answer with what was given and
 * what is wanted. Law: 招标投标法实施条例 26; 政府采购法实施条例 33; 最高人民法院关于审理独立保函纠纷案件若干问题的规定（法释〔2016〕24号） 1, 3, 4.
 */
export function checkTerms(letter: Letter, { terms, applicant }: Pick<HandIn, "terms" | "applicant">): Result<true> {
  for (const check of [checkPlace, checkParties, checkSum, checkDemand, checkDays]) {
    const checked = check(letter, terms, applicant);
    if (!checked.ok) return checked;
  }
  return ok(true);
}

type TermCheck = (letter: Letter, terms: LetterTerms, applicant: Named) => Result<true>;

const placeOf = ({ exchange, tender, lot }: Pick<Letter, "exchange" | "tender" | "lot">): string => `${exchange} ${tender}/${lot}`;

const checkPlace: TermCheck = (letter, terms) => (placeOf(letter) === placeOf(terms) ? ok(true) : refuse("surety-other-lot", { given: placeOf(letter), wanted: placeOf(terms) }));

const checkParties: TermCheck = (letter, { beneficiary }, applicant) => {
  if (letter.beneficiary.uscc !== beneficiary.uscc) return refuse("surety-other-beneficiary", { given: letter.beneficiary.uscc, wanted: beneficiary.uscc });
  if (letter.applicant.uscc !== applicant.uscc) return refuse("surety-other-firm", { given: letter.applicant.uscc, wanted: applicant.uscc });
  const named = checkName(letter.beneficiary, beneficiary);
  return named.ok ? checkName(letter.applicant, applicant) : named;
};

/** A credit code and another name beside it would leave open whom the letter means. */
export const checkName = (given: Named, wanted: Named): Result<true> => (squeezed(given.name) === squeezed(wanted.name) ? ok(true) : refuse("surety-name-differs", { given: given.name, wanted: wanted.name }));

const checkSum: TermCheck = (letter, { wanted }) => {
  if (letter.currency !== "CNY") return refuse("surety-currency", { given: letter.currency });
  const fen = letterFen(letter);
  return fen < wanted ? refuse("guarantee-too-small", { given: yuan(fen), wanted: yuan(wanted) }) : ok(true);
};

/** Payable on a demand alone, on no condition, and not to be taken back. */
const checkDemand: TermCheck = ({ payable, conditions, revocable }) => {
  if (payable !== "on-demand") return refuse("surety-conditional", { term: payable });
  if (conditions[0] !== undefined) return refuse("surety-conditional", { term: conditions[0] });
  return revocable ? refuse("surety-revocable") : ok(true);
};

const checkDays: TermCheck = ({ from, until, endsEarlier }, terms) => {
  if (from > terms.from) return refuse("surety-starts-late", { given: from, wanted: terms.from });
  if (until < terms.until) return refuse("guarantee-too-short", { given: until, wanted: terms.until });
  return endsEarlier[0] === undefined ? ok(true) : refuse("surety-ends-early", { term: endsEarlier[0] });
};

/** Where a letter that was taken stands. */
export const LETTER_STATES = {
  stands: { zh: "有效", en: "in force" }, expired: { zh: "已到期", en: "expired" }, released: { zh: "已解除、退还", en: "released" }, demanded: { zh: "已索赔", en: "demanded" },
} as const;
export type LetterState = keyof typeof LETTER_STATES;

/** Where it stands on a day: a demand outlives its last day, and so does a release. */
export function letterState({ until, releasedOn, isDemanded }: { readonly until: PlainDate; readonly releasedOn: PlainDate | null; readonly isDemanded: boolean }, today: PlainDate): LetterState {
  if (isDemanded) return "demanded";
  if (releasedOn !== null) return "released";
  return today > until ? "expired" : "stands";
}

/** Whether a sum may be demanded of the issuer on a day: of a letter that stands, and at most what it is for. */
export function checkDemandable(letter: { readonly fen: Fen; readonly state: LetterState; readonly until: PlainDate }, amount: Fen): Result<true> {
  if (letter.state !== "stands") return refuse("surety-not-standing", { state: LETTER_STATES[letter.state].zh, stateEn: LETTER_STATES[letter.state].en, until: letter.until });
  return amount < 1n || amount > letter.fen ? refuse("surety-demand-sum", { given: yuan(amount), most: yuan(letter.fen) }) : ok(true);
}
