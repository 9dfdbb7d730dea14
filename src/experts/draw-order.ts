import { hmac } from "@noble/hashes/hmac.js";
import { sha256 } from "@noble/hashes/sha2.js";
import { concat, fromHex, hex, utf8 } from "../kernel/bytes.js";
import type { Primitives } from "../signing/primitives.js";

/**
 * DDR-1 (trust.md §3): blinded labels ranked by draft-thomson-elegy-vrs, the same in the exchange, the pool keeper's tool, the verifier and a
 * reader's browser. Every hash is lower-case hex.
 */
export type DrawPlan = {
  readonly draw: string;
  /** How many seats each stratum has. */
  readonly strata: Readonly<Record<string, number>>;
  /** How many of one unit may sit. */
  readonly perOrg: number;
  /** Who contributes randomness, in the order of the text made of it. */
  readonly contributors: readonly string[];
};
/** Somebody of the pool under his label of this draw; who is excluded stays in the list, with the reason. */
export type PoolRow = { readonly label: string; readonly stratum: string; readonly orgTag: string; readonly excluded: string | null };
/** Whoever ranks a pool brings the HMAC of his platform: a province has 100,000 labels. */
type Hmac = Pick<Primitives, "hmacSha256">;
export type DrawnSeat = { readonly label: string; readonly stratum: string };

const SALT_BYTES = 16;
const TAG_BYTES = 16;

/** What blinds one expert in one draw; let out alone it opens his label and nobody else's. @param secret the pool keeper's, fresh for each draw */
export const saltOf = (secret: Uint8Array, expert: string): string => hex(hmac(sha256, secret, utf8(`salt\0${expert}`)).subarray(0, SALT_BYTES));

/** What shows that two labels work for one unit, and not which. */
export const orgTagOf = (secret: Uint8Array, unit: string): string => hex(hmac(sha256, secret, utf8(`org\0${unit}`)).subarray(0, TAG_BYTES));

/** The blinded label of an expert. @param salt lower-case hex, 16 bytes */
export function labelOf(draw: string, expert: string, salt: string): string {
  return hex(sha256(concat(utf8(`daylight/expert/v1\0${draw}\0${expert}\0`), fromHex(salt))));
}

/** What a contributor's `draw.commit` binds. @param r lower-case hex of the contribution */
export function commitmentOf(draw: string, name: string, r: string): string {
  return hex(sha256(concat(utf8(`daylight/contrib/v1\0${draw}\0${name}\0`), fromHex(r))));
}

/** The code one step up the supervisor's chain: the chain head hashes from the first code, each code from the next. */
export const upChain = (code: string): string => hex(sha256(fromHex(code)));

/** A secret hashed so many times: the head of a chain of codes, or one of them. */
export function codeAfter(secret: Uint8Array, times: number): string {
  let code = secret;
  for (let time = 0; time < times; time += 1) code = sha256(code);
  return hex(code);
}

/** The text all contributions go into, in the order the plan names the contributors; a missing one is `-`. @param beacon hex, or `-` where the plan has none */
export function randomnessOf(plan: DrawPlan, poolSha256: string, reveals: Readonly<Record<string, string>>, beacon: string): string {
  const parts = plan.contributors.map((name) => `${name}:${reveals[name] ?? "-"}`);
  return `daylight/draw/v1/${plan.draw}/pool:${poolSha256}/${parts.map((part) => `${part}/`).join("")}beacon:${beacon}/`;
}

/** What HKDF-Expand appends for its first block, the only one here. */
const FIRST_BLOCK = "\x01";

/** Where each label comes by one code, smallest first. Law of the order: HKDF-Extract by the code, HKDF-Expand by the label (RFC 5869). */
const placesOf = (randomness: string, code: string, { hmacSha256 }: Hmac): ((label: string) => string) => {
  const placeOf = hmacSha256(fromHex(hmacSha256(fromHex(code))(utf8(randomness))));
  return (label) => placeOf(utf8(label + FIRST_BLOCK));
};
const byPlace = (left: { readonly place: string }, right: { readonly place: string }): number => (left.place < right.place ? -1 : 1);

/** Labels in the order one code gives them, with their places. */
export function rankedLabels(labels: readonly string[], randomness: string, code: string, hmacs: Hmac): { readonly label: string; readonly place: string }[] {
  const placeOf = placesOf(randomness, code, hmacs);
  return labels.map((label) => ({ label, place: placeOf(label) })).sort(byPlace);
}

/** The pool in the order one code gives it. */
export function ranked(rows: readonly PoolRow[], randomness: string, code: string, hmacs: Hmac): PoolRow[] {
  const placeOf = placesOf(randomness, code, hmacs);
  return rows.map((row) => ({ row, place: placeOf(row.label) })).sort(byPlace).map(({ row }) => row);
}

/** The first draw: down the ranking, over the excluded, until the quotas are full or the pool is at its end. */
export function draw(plan: DrawPlan, order: readonly PoolRow[]): DrawnSeat[] {
  const open = new Map(Object.entries(plan.strata));
  const perOrg = new Map<string, number>();
  const drawn: DrawnSeat[] = [];
  for (const row of order) {
    const seats = open.get(row.stratum) ?? 0;
    const sameOrg = perOrg.get(row.orgTag) ?? 0;
    if (row.excluded !== null || seats === 0 || sameOrg >= plan.perOrg) continue;
    open.set(row.stratum, seats - 1);
    perOrg.set(row.orgTag, sameOrg + 1);
    drawn.push({ label: row.label, stratum: row.stratum });
  }
  return drawn;
}

/** What came of a draw, as far as its labels go. */
export type Fallen = { readonly result: { readonly drawn: readonly { readonly label: string }[] } | null; readonly replacements: readonly { readonly substitute: string }[] };

/** Whoever held a seat at any time, in the order they came to it: the drawn, then each who followed. */
export const everDrawn = ({ result, replacements }: Fallen): string[] => [...(result?.drawn.map(({ label }) => label) ?? []), ...replacements.map(({ substitute }) => substitute)];

/** Who takes the seat of `leaving` under the next code: the first of the stratum who never sat and keeps the limit per unit; null where nobody is left. */
export function substituteFor(plan: DrawPlan, order: readonly PoolRow[], seated: readonly string[], before: ReadonlySet<string>, leaving: string): string | null {
  const rowOf = new Map(order.map((row) => [row.label, row]));
  const stratum = rowOf.get(leaving)?.stratum;
  const staying = seated.filter((label) => label !== leaving).map((label) => rowOf.get(label)?.orgTag);
  const free = (row: PoolRow) => row.excluded === null && row.stratum === stratum && !before.has(row.label) && staying.filter((tag) => tag === row.orgTag).length < plan.perOrg;
  return order.find(free)?.label ?? null;
}
