import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { codeAfter, commitmentOf, draw, labelOf, orgTagOf, randomnessOf, ranked, rankedLabels, saltOf, upChain, type PoolRow } from "../../src/experts/draw-order.js";
import { utf8 } from "../../src/kernel/bytes.js";
import { noblePrimitives } from "../../src/signing/primitives.js";
import { nodePrimitives } from "../../src/signing/primitives-node.js";

const sha256 = (text: string): string => createHash("sha256").update(text).digest("hex");
/** The first so many of a ranking. */
const firstPlaces = (labels: readonly string[], randomness: string, code: string, count: number) => rankedLabels(labels, randomness, code, nodePrimitives).slice(0, count);

type Colours = { secret: string; iterations: number; head: string; randomness: string; options: string[]; rankings: { code: string; first: [string, string][] }[] };
const colours = JSON.parse(readFileSync(new URL("vrs/colours.json", import.meta.url), "utf8")) as Colours;

// The published example of draft-thomson-elegy-vrs (tests/vectors/vrs/SOURCE).
test("the secret of the published example hashes to its published head, and each code to the one before", () => {
  const codes = [colours.iterations, colours.iterations - 1, colours.iterations - 2].map((times) => codeAfter(utf8(colours.secret), times));
  expect(codes).toEqual([colours.head, ...colours.rankings.map(({ code }) => code)]);
  expect(codes.slice(1).map(upChain)).toEqual(codes.slice(0, -1));
});

test("the published example's colours come in the published order, under the first code and under the next", () => {
  for (const { code, first } of colours.rankings) {
    expect(firstPlaces(colours.options, colours.randomness, code, first.length).map(({ label, place }) => [place.slice(0, 27), label])).toEqual(first);
  }
});

test("half of those who are not drawn can be struck off without moving anybody else: an exclusion steers nothing", () => {
  const [{ code } = { code: "" }] = colours.rankings;
  const whole = rankedLabels(colours.options, colours.randomness, code, nodePrimitives).map(({ label }) => label);
  const fewer = whole.filter((_, place) => place < 3 || place % 2 === 0);
  expect(rankedLabels(fewer.toSorted(), colours.randomness, code, nodePrimitives).map(({ label }) => label)).toEqual(fewer);
});

// trust.md §3.5.
const DRAW = "T2026-000123/1/D1";
const SECRET = utf8("pool keeper secret (test only)");
const CHAIN = utf8("supervisor chain secret (test only)");
const NAMES = ["agency", "exchange", "bidders"];
const EXPERTS = Array.from({ length: 8 }, (_, at) => `EXP-000${String(at + 1)}`);
const contribution = (name: string): string => sha256(`contribution of ${name}`);
const labels = EXPERTS.map((expert) => labelOf(DRAW, expert, saltOf(SECRET, expert)));
const plan = { draw: DRAW, strata: { A08: 3 }, perOrg: 1, contributors: NAMES };
const RANDOMNESS = "daylight/draw/v1/T2026-000123/1/D1/pool:b0c573f27e45eff1db37b56b543bdbb751c4f11a054bdff5baf8d7e71725f078/agency:145e7123a76ef8bf44910c0aa1db4deafb33db7328d46ecaf72a593cc590e04a/exchange:ed39ee7b5fe6412ce58e74398095a17bea199069c362426a5ee124b02a3c101f/bidders:aa030b809d2e884155572badccbba799b44d080edc55cb51b967d26d637c353b/beacon:-/";

test("the protocol's own vector: chain, randomness and the order of eight experts under two codes", () => {
  expect(codeAfter(CHAIN, 10)).toMatch(/^e0f92172.*26aba$/);
  const code = codeAfter(CHAIN, 9);
  expect(code).toBe("3169cd37e97fd3c0bd156a0c890872ce2597ef617e523b20cf5affc923028756");
  const poolHash = sha256(labels.toSorted().map((label) => `${label}\n`).join(""));
  const randomness = randomnessOf(plan, poolHash, Object.fromEntries(NAMES.map((name) => [name, contribution(name)])), "-");
  expect(randomness).toBe(RANDOMNESS);
  const order = (by: string): string[] => rankedLabels(labels, randomness, by, nodePrimitives).map(({ label }) => EXPERTS[labels.indexOf(label)]?.slice(-4) ?? "");
  expect(order(code)).toEqual(["0001", "0008", "0005", "0006", "0007", "0003", "0004", "0002"]);
  expect(rankedLabels(labels, randomness, code, nodePrimitives)[0]?.place.slice(0, 12)).toBe("1996b6609de6");
  expect(order(codeAfter(CHAIN, 8))).toEqual(["0003", "0001", "0002", "0008", "0004", "0005", "0006", "0007"]);
});

test("a contributor who was silent stands as a dash, and the text is another", () => {
  const given = Object.fromEntries(NAMES.slice(1).map((name) => [name, contribution(name)]));
  expect(randomnessOf(plan, "00", given, "-")).toContain("/agency:-/exchange:");
  expect(commitmentOf(DRAW, "agency", contribution("agency"))).not.toBe(commitmentOf(DRAW, "exchange", contribution("agency")));
});

test("two of one unit never sit together where the plan allows one, and their tag does not tell which unit", () => {
  const rows: PoolRow[] = labels.map((label, at) => ({ label, stratum: "A08", orgTag: orgTagOf(SECRET, at < 6 ? "unit-1" : `unit-${String(at)}`), excluded: null }));
  const drawn = draw(plan, ranked(rows, RANDOMNESS, codeAfter(CHAIN, 9), nodePrimitives));
  expect(drawn.map(({ label }) => EXPERTS[labels.indexOf(label)]?.slice(-4))).toEqual(["0001", "0008", "0007"]);
  expect(rows[0]?.orgTag).toMatch(/^[0-9a-f]{32}$/);
  expect(rows[0]?.orgTag).toBe(rows[1]?.orgTag);
});

/** RFC 3797 §4–§6, beside the order used here: the same idea with MD5 and an index into a list that shrinks. */
function rfc3797(seed: string, pool: number, wanted: number): number[] {
  const left = Array.from({ length: pool }, (_, at) => at + 1);
  return Array.from({ length: wanted }, (_, round) => {
    const word = Buffer.from([round >> 8, round & 255]);
    const digest = createHash("md5").update(Buffer.concat([word, Buffer.from(seed), word])).digest("hex");
    return left.splice(Number(BigInt(`0x${digest}`) % BigInt(left.length)), 1)[0] ?? 0;
  });
}

test("RFC 3797's published choice of eleven among twenty-five is reproduced; unlike here, one option fewer moves others", () => {
  const seed = "9319./2.5.8.10.12./9.18.26.34.41.45./";
  expect(rfc3797(seed, 25, 11)).toEqual([17, 7, 2, 16, 25, 23, 8, 24, 19, 13, 22]);
  expect(rfc3797(seed, 24, 11).slice(0, 4)).not.toEqual([17, 7, 2, 16]);
});

test("a browser ranks as the exchange does: the HMAC of both platforms is one", () => {
  const labels = Array.from({ length: 100 }, (_, at) => sha256(`label ${String(at)}`));
  expect(rankedLabels(labels, RANDOMNESS, codeAfter(CHAIN, 9), noblePrimitives)).toEqual(rankedLabels(labels, RANDOMNESS, codeAfter(CHAIN, 9), nodePrimitives));
});

test("over 20,000 draws of three from twelve everybody is drawn equally often: chi-square within 99.9 % (11 degrees of freedom), seeds fixed in order", () => {
  const twelve = Array.from({ length: 12 }, (_, at) => sha256(`label ${String(at)}`));
  const counts = new Map(twelve.map((label) => [label, 0]));
  for (let seed = 0; seed < 20_000; seed += 1) {
    for (const { label } of firstPlaces(twelve, `seed ${String(seed)}`, sha256("code"), 3)) counts.set(label, (counts.get(label) ?? 0) + 1);
  }
  const sum = [...counts.values()].reduce((total, count) => total + (count - 5_000) ** 2 / 5_000, 0);
  expect((sum * 11) / 9).toBeLessThan(31.26); // (n - 1)/(n - k): without replacement the counts of a round are dependent
}, 120_000);
