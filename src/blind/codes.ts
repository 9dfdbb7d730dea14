import { z } from "zod";
import { hex } from "../kernel/bytes.js";
import { canonical, parseCanonical } from "../kernel/canonical-json.js";

/** Under which code a bidder is judged while nobody may know it. */
export type Coded = { readonly code: string; readonly bidder: string };

/** blind.json: who stands behind which code in a lot, in the order of the codes. Its hash is logged before the first sheet; the salt keeps the hash from being guessed. */
export type BlindCodes = { readonly v: "blind-codes/1"; readonly exchange: string; readonly tender: string; readonly lot: string; readonly part: string; readonly salt: string; readonly codes: readonly Coded[] };

/** Letters and figures that are not taken for one another when they are read out or written by hand. */
const ALPHABET = "ACDEFGHJKLMNPQRTUVWXY3479";
const CODE_LENGTH = 4;
const SALT_BYTES = 32;
/** Bytes from here on would make some letters likelier than others. */
const EVEN_BELOW = Math.floor(256 / ALPHABET.length) * ALPHABET.length;

const SHAPE = z.strictObject({
  v: z.literal("blind-codes/1"), exchange: z.string(), tender: z.string(), lot: z.string(), part: z.string(), salt: z.string().regex(/^[0-9a-f]{64}$/),
  codes: z.array(z.strictObject({ code: z.string().regex(new RegExp(`^[${ALPHABET}]{${String(CODE_LENGTH)}}$`)), bidder: z.string().min(1) })).min(1),
});

type Random = (count: number) => Uint8Array;

/** Gives every bidder a code of its own; neither the code nor its place says anything of who it is. */
export function blindCodes(place: Pick<BlindCodes, "exchange" | "tender" | "lot" | "part">, bidders: readonly string[], random: Random): BlindCodes {
  const taken = new Map<string, string>();
  for (const bidder of bidders) {
    let code = codeFrom(random);
    while (taken.has(code)) code = codeFrom(random);
    taken.set(code, bidder);
  }
  const codes = [...taken].map(([code, bidder]) => ({ code, bidder })).toSorted((left, right) => (left.code < right.code ? -1 : 1));
  return { v: "blind-codes/1", ...place, salt: hex(random(SALT_BYTES)), codes };
}

function codeFrom(random: Random): string {
  let code = "";
  while (code.length < CODE_LENGTH) for (const byte of random(CODE_LENGTH - code.length)) code += byte < EVEN_BELOW ? ALPHABET.charAt(byte % ALPHABET.length) : "";
  return code;
}

export const blindCodesBytes = (codes: BlindCodes): Uint8Array<ArrayBuffer> => canonical(codes);

/** A file of codes; null where it is none, gives a code or a bidder twice, or has another order. */
export function readBlindCodes(bytes: Uint8Array): BlindCodes | null {
  try {
    const { success, data } = SHAPE.safeParse(parseCanonical(bytes));
    if (!success || new Set(data.codes.map(({ bidder }) => bidder)).size !== data.codes.length) return null;
    return data.codes.every(({ code }, at) => at === 0 || (data.codes[at - 1]?.code ?? "") < code) ? data : null;
  } catch {
    return null;
  }
}

type Scores = { readonly scores: readonly { readonly bidder: string }[] };

/** A sheet signed by codes, as if by bidders, in their order; one that names no code of the file stays as it is. Without codes every sheet does. */
export function namedSheet<Sheet extends Scores>(sheet: Sheet, codes: BlindCodes | null): Sheet {
  if (codes === null) return sheet;
  const behind = new Map(codes.codes.map(({ code, bidder }) => [code, bidder]));
  return { ...sheet, scores: sheet.scores.map((each) => ({ ...each, bidder: behind.get(each.bidder) ?? each.bidder })).toSorted((left, right) => (left.bidder < right.bidder ? -1 : 1)) };
}

/** The codes of some bidders, in the order of the codes; the bidders as they are where nobody is coded. */
export const codesOf = (bidders: readonly string[], codes: BlindCodes | null): string[] =>
  (codes === null ? [...bidders] : codes.codes.filter(({ bidder }) => bidders.includes(bidder)).map(({ code }) => code));
