/** x^8 + x^4 + x^3 + x^2 + 1, the field of libgfshare, so that Debian's `gfsplit` and `gfcombine` read and write the same shares. */
const FIELD = 0x11d;
/** a^254 is 1/a in a field of 256. */
const INVERSE_EXPONENT = 254;
const X_MAX = 255;

/** Share `x` (1–255) of a secret: one byte for each byte of the secret. */
export type Share = { readonly x: number; readonly y: Uint8Array };

/**
 * Deals a secret so that any `threshold` of the shares give it back and fewer tell nothing.
 * @param xs distinct share numbers, 1–255, one a holder
 * @param random fills the polynomials: must be cryptographically strong
 * @returns the shares in the order of `xs`
 * @throws {RangeError} on repeated or impossible numbers or a threshold outside 2…xs.length
 */
export function splitSecret(secret: Uint8Array, xs: readonly number[], threshold: number, random: (length: number) => Uint8Array): Uint8Array[] {
  checkNumbers(xs);
  if (!Number.isInteger(threshold) || threshold < 2 || threshold > xs.length) throw new RangeError("a threshold outside 2…number of shares");
  const coefficients = [secret, ...Array.from({ length: threshold - 1 }, () => random(secret.length))];
  return xs.map((x) => polynomialsAt(coefficients, x));
}

/** The secret of the polynomial through these shares. @throws {RangeError} on repeated or impossible numbers or unequal lengths. */
export const combineShares = (shares: readonly Share[]): Uint8Array => shareAt(shares, 0);

/** What share number `x` is on the polynomial through `shares`; 0 gives the secret. @throws {RangeError} as `combineShares`. */
export function shareAt(shares: readonly Share[], x: number): Uint8Array {
  checkNumbers(shares.map((share) => share.x));
  const length = shares[0]?.y.length ?? 0;
  if (shares.some((share) => share.y.length !== length)) throw new RangeError("shares of unequal length");
  const value = new Uint8Array(length);
  for (const share of shares) {
    const weight = lagrange(shares, share.x, x);
    for (let at = 0; at < length; at += 1) value[at] = (value[at] ?? 0) ^ multiply(weight, share.y[at] ?? 0);
  }
  return value;
}

function checkNumbers(xs: readonly number[]): void {
  if (xs.length === 0) throw new RangeError("no shares");
  if (xs.some((x) => !Number.isInteger(x) || x < 1 || x > X_MAX)) throw new RangeError("a share number outside 1…255");
  if (new Set(xs).size !== xs.length) throw new RangeError("a share number twice");
}

function polynomialsAt(coefficients: readonly Uint8Array[], x: number): Uint8Array {
  const length = coefficients[0]?.length ?? 0;
  const value = new Uint8Array(length);
  for (const coefficient of coefficients.toReversed()) {
    for (let at = 0; at < length; at += 1) value[at] = multiply(value[at] ?? 0, x) ^ (coefficient[at] ?? 0);
  }
  return value;
}

/** The weight of share `own` in the value at `x`; subtraction is exclusive or. */
function lagrange(shares: readonly Share[], own: number, x: number): number {
  let weight = 1;
  for (const other of shares) {
    if (other.x !== own) weight = multiply(weight, multiply(other.x ^ x, inverse(other.x ^ own)));
  }
  return weight;
}

/** Without branches or tables that depend on the operands: they are secret. */
function multiply(left: number, right: number): number {
  let product = 0;
  let doubled = left;
  for (let bit = 0; bit < 8; bit += 1) {
    product ^= doubled & -((right >> bit) & 1);
    doubled = (doubled << 1) ^ (FIELD & -((doubled >> 7) & 1));
  }
  return product & 0xff;
}

function inverse(value: number): number {
  let power = 1;
  for (let step = 0; step < INVERSE_EXPONENT; step += 1) power = multiply(power, value);
  return power;
}
