import { createHash, createHmac } from "node:crypto";
import { concat, fromHex, hex, utf8 } from "../kernel/bytes.js";
import type { DrawFiles } from "./shapes.js";

/** `draw-1` in trust.md §3: VRS ranking of blinded labels, recomputed from the files of one draw. */
export type Seat = { readonly label: string; readonly stratum: string };
type Row = DrawFiles["pool"]["rows"][number];
type Plan = DrawFiles["plan"];

/** The text all contributions go into, in the order the plan names the contributors. */
export function randomnessOf(plan: Plan, poolSha256: string, reveals: Readonly<Record<string, string>>, beacon: string): string {
  const parts = plan.contributors.map((name) => `${name}:${reveals[name] ?? "-"}`);
  return `daylight/draw/v1/${plan.draw}/pool:${poolSha256}/${parts.map((part) => `${part}/`).join("")}beacon:${beacon}/`;
}

/** What a contributor's `draw.commit` binds. @param r lower-case hex of the contribution */
export function commitmentOf(draw: string, name: string, r: string): string {
  return hex(hash(concat(utf8(`daylight/contrib/v1\0${draw}\0${name}\0`), fromHex(r))));
}

/** The blinded label of an expert. @param salt lower-case hex, 16 bytes */
export function labelOf(draw: string, expert: string, salt: string): string {
  return hex(hash(concat(utf8(`daylight/expert/v1\0${draw}\0${expert}\0`), fromHex(salt))));
}

/** The code one step up the supervisor's chain: the chain head hashes from the first code, each code from the next. */
export const upChain = (code: string): string => hex(hash(fromHex(code)));

const hash = (bytes: Uint8Array): Uint8Array => createHash("sha256").update(bytes).digest();

/** The pool in the order one code gives it. */
export function ranked(rows: readonly Row[], randomness: string, code: string): Row[] {
  const key = createHmac("sha256", fromHex(code)).update(randomness).digest();
  const placed = rows.map((row) => ({ row, place: createHmac("sha256", key).update(row.label).update("\u0001").digest("hex") }));
  return placed.sort((left, right) => (left.place < right.place ? -1 : 1)).map(({ row }) => row);
}

/** The first draw: down the ranking, over the excluded, until the quotas are full or the pool is at its end. */
export function draw(plan: Plan, order: readonly Row[]): Seat[] {
  const open = new Map(Object.entries(plan.strata));
  const perOrg = new Map<string, number>();
  const drawn: Seat[] = [];
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

/** Who takes the seat of `leaving` under the next code: the first of the stratum who never sat and keeps the limit per unit; null where nobody is left. */
export function substituteFor(plan: Plan, order: readonly Row[], seated: readonly string[], everDrawn: ReadonlySet<string>, leaving: string): string | null {
  const rowOf = new Map(order.map((row) => [row.label, row]));
  const stratum = rowOf.get(leaving)?.stratum;
  const staying = seated.filter((label) => label !== leaving).map((label) => rowOf.get(label)?.orgTag);
  const free = (row: Row) => row.excluded === null && row.stratum === stratum && !everDrawn.has(row.label) && staying.filter((tag) => tag === row.orgTag).length < plan.perOrg;
  return order.find(free)?.label ?? null;
}
