/** Crockford's base 32: digits and letters without I, L, O and U, which are misread. */
const ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
/** Crockford's check symbol is the value modulo this prime; its last five symbols are no letters or digits. */
const CHECK_MODULUS = 37;
const DATA_LENGTH = 11;
const LENGTH = DATA_LENGTH + 1;
const GROUP_LENGTH = 4;
const BITS = 5;

/**
 * The code (查验码) by which people call up a document: eleven symbols of its record's hash and Crockford's check symbol. It is the
 * first window of the hash in base 32 whose check symbol is a letter or digit, so that it can be typed on any keyboard; anybody
 * computes it from notice.json. @param sha256 lower-case hex of 32 bytes
 */
export function codeOfHash(sha256: string): string {
  const symbols = symbolsOf(sha256);
  for (let at = 0; at + DATA_LENGTH <= symbols.length; at += 1) {
    const data = symbols.slice(at, at + DATA_LENGTH);
    const check = ALPHABET.charAt(checkOf(data));
    if (check !== "") return data + check;
  }
  throw new RangeError(`no window of ${sha256} has a check symbol that can be typed`);
}

/** The hash in base 32, most significant bits first; the bit that is left over is not used. */
function symbolsOf(sha256: string): string {
  if (!/^[0-9a-f]{64}$/.test(sha256)) throw new RangeError(`not a SHA-256: ${sha256}`);
  const bits = Array.from(sha256).map((digit) => Number.parseInt(digit, 16).toString(2).padStart(4, "0")).join("");
  return (bits.match(new RegExp(`.{${String(BITS)}}`, "g")) ?? []).map((five) => ALPHABET.charAt(Number.parseInt(five, 2))).join("");
}

const checkOf = (data: string): number => Array.from(data).reduce((rest, symbol) => (rest * 32 + ALPHABET.indexOf(symbol)) % CHECK_MODULUS, 0);

/** As it is printed and read aloud: 7K3M-9QXA-2BCD. */
export const printedCode = (code: string): string => (code.match(new RegExp(`.{1,${String(GROUP_LENGTH)}}`, "g")) ?? []).join("-");

/** A code as somebody typed it: any width and case, with or without hyphens and spaces, I and L for 1, O for 0. Null where it is none or mistyped. */
export function readCode(given: string): string | null {
  const code = given.normalize("NFKC").toUpperCase().replaceAll(/[\s\-‐-―]/g, "").replaceAll(/[IL]/g, "1").replaceAll("O", "0");
  if (code.length !== LENGTH || Array.from(code).some((symbol) => !ALPHABET.includes(symbol))) return null;
  return ALPHABET.charAt(checkOf(code.slice(0, DATA_LENGTH))) === code.charAt(DATA_LENGTH) ? code : null;
}

/** Whether a text is meant as a code, right or mistyped: what else is looked up has another length. */
export const looksLikeCode = (given: string): boolean => /^[0-9A-Za-z]{4}[-\s]?[0-9A-Za-z]{4}[-\s]?[0-9A-Za-z*~$=]{4}$/.test(given.normalize("NFKC").trim());
