import fc from "fast-check";
import { combine, split } from "shamir-secret-sharing";
import { expect, test } from "vitest";
import { combineShares, shareAt, splitSecret } from "../../src/signing/shamir.js";
import { noblePrimitives } from "../../src/signing/primitives.js";

const random = (length: number): Uint8Array => noblePrimitives.random(length);
const deals = fc.record({ secret: fc.uint8Array({ minLength: 1, maxLength: 80 }), xs: fc.uniqueArray(fc.integer({ min: 1, max: 255 }), { minLength: 2, maxLength: 9 }), pick: fc.nat() })
  .map(({ secret, xs, pick }) => ({ secret, xs, threshold: 2 + (pick % (xs.length - 1)) }));

function dealt({ secret, xs, threshold }: { secret: Uint8Array; xs: readonly number[]; threshold: number }): { x: number; y: Uint8Array }[] {
  const shares = splitSecret(secret, xs, threshold, random);
  return xs.map((x, at) => ({ x, y: shares[at] ?? new Uint8Array() }));
}

test("any threshold of the shares gives the secret back, in any order", () => {
  fc.assert(fc.property(deals, fc.func(fc.integer()), (deal, order) => {
    const chosen = dealt(deal).sort((left, right) => order(left.x) - order(right.x)).slice(0, deal.threshold);
    expect(combineShares(chosen)).toEqual(deal.secret);
  }));
});

test("the shares that were not used lie on the same polynomial", () => {
  fc.assert(fc.property(deals, (deal) => {
    const shares = dealt(deal);
    for (const other of shares) expect(shareAt(shares.slice(0, deal.threshold), other.x)).toEqual(other.y);
  }));
});

test("one share fewer than the threshold fits every secret", () => {
  fc.assert(fc.property(deals, fc.uint8Array({ minLength: 80, maxLength: 80 }), (deal, other) => {
    // For any other secret there is a share that makes these give it: so these alone tell nothing.
    const known = dealt(deal).slice(0, deal.threshold - 1);
    const free = Array.from({ length: 255 }, (_, at) => at + 1).find((x) => known.every((share) => share.x !== x)) ?? 0;
    const wanted = other.slice(0, deal.secret.length);
    const through = (y: Uint8Array): Uint8Array => combineShares([...known, { x: free, y }]);
    const zero = through(new Uint8Array(wanted.length));
    const unit = through(new Uint8Array(wanted.length).fill(1)).map((byte, at) => byte ^ (zero[at] ?? 0));
    expect(unit.every((byte) => byte !== 0)).toBe(true);
  }));
});

test("the field is x^8+x^4+x^3+x^2+1: known answers of libgfshare", () => {
  // Secret 0x53 on the line with slope 0xca: y = 0x53 ^ 0xca·x.
  const slope = (): Uint8Array => Uint8Array.of(0xca);
  expect(splitSecret(Uint8Array.of(0x53), [1, 2, 3], 2, slope)).toEqual([Uint8Array.of(0x99), Uint8Array.of(0xda), Uint8Array.of(0x10)]);
});

test("the laws hold that the audited library of another field keeps too: t shares give the secret, swapped bytes do not", async () => {
  const secret = random(75);
  const theirs = await split(secret, 5, 3);
  expect(await combine([theirs[4], theirs[0], theirs[2]].map((share) => share ?? new Uint8Array()))).toEqual(secret);
  const ours = dealt({ secret, xs: [1, 2, 3, 4, 5], threshold: 3 });
  expect(combineShares([ours[4], ours[0], ours[2]].map((share) => share ?? { x: 0, y: new Uint8Array() }))).toEqual(secret);
  const [first, second] = [theirs[0] ?? new Uint8Array(), theirs[1] ?? new Uint8Array()];
  expect(await combine([first, second])).not.toEqual(secret);
  expect(combineShares(ours.slice(0, 2))).not.toEqual(secret);
});

test("a threshold of one, a number twice, zero or 256, and unequal shares are bugs", () => {
  const secret = Uint8Array.of(1, 2);
  for (const [xs, threshold] of [[[1, 2], 1], [[1, 2], 3], [[1, 1], 2], [[0, 1], 2], [[1, 256], 2], [[1, 1.5], 2]] as const) {
    expect(() => splitSecret(secret, xs, threshold, random)).toThrow(RangeError);
  }
  expect(splitSecret(secret, [1, 255], 2, random)).toHaveLength(2);
  expect(() => combineShares([])).toThrow(RangeError);
  expect(() => combineShares([{ x: 1, y: secret }, { x: 1, y: secret }])).toThrow(RangeError);
  expect(() => combineShares([{ x: 1, y: secret }, { x: 2, y: Uint8Array.of(1) }])).toThrow(RangeError);
});
