import { canonical, type Json } from "../kernel/canonical-json.js";
import { moneyJson } from "../kernel/money.js";
import { rfc3339, type Instant } from "../kernel/time.js";
import type { LotPlace } from "./method.js";
import type { Judged } from "./totals.js";

const TIMES: ReadonlySet<string> = new Set(["at", "askedAt", "until"]);

/**
 * inputs.json, `evaluation-inputs/1`: what a ranking follows from beside sheets, forms and method. `entered` is what the chair
 * entered (with the purchaser's draws before its own), null where nothing was; `ceiling` the ceiling, or the budget where it stands
 * for one; `floor` below what no bid wins, where there is such a floor; `minimum` how many bids must conform, null where the committee judges that; `rejections` the committee's, by bidder;
 * `allRejected` whether it rejected all, so that nobody is ranked though bids may stand (12号令 27). Times are RFC 3339.
 */
export function inputsBytes(place: LotPlace, { inputs, ceiling, floor, conforming, bids }: Pick<Judged, "inputs" | "ceiling" | "floor" | "conforming" | "bids">, allRejected: boolean): Uint8Array<ArrayBuffer> {
  const entered = JSON.parse(JSON.stringify(inputs, (key, value: unknown) => (TIMES.has(key) && typeof value === "number" ? rfc3339(value as Instant) : value))) as Json;
  const rejections = bids.flatMap(({ bidder, rejection }) => (rejection === null ? [] : [{ bidder, ground: rejection.ground, clause: rejection.clause, finding: rejection.finding }]));
  return canonical({
    v: "evaluation-inputs/1", ...place, ceiling: ceiling === null ? null : moneyJson(ceiling), ...(floor === null ? {} : { floor: moneyJson(floor) }), minimum: conforming?.min ?? null,
    rejections: rejections.toSorted((left, right) => (left.bidder < right.bidder ? -1 : 1)), allRejected, entered,
  });
}
