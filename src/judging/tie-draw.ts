import { z } from "zod";
import { canonical } from "../kernel/canonical-json.js";
import { ok, refuse, type Result } from "../kernel/result.js";
import { rfc3339, type Instant } from "../kernel/time.js";
import { TimeBody } from "../tenders/form.js";
import { Bidder, Line, type Inputs } from "./inputs.js";
import type { LotPlace } from "./method.js";
import { undecidedIn, type Judged } from "./totals.js";

/** A draw as the purchaser records it: the order that was drawn, when, in which way, and who was there. Law: 87号令 68. */
export const TieDrawBody = z.strictObject({ order: z.array(Bidder).min(2).max(500), at: TimeBody, way: Line(500), present: Line(500) });
export type TieDraw = z.infer<typeof TieDrawBody>;

type KeptDraw = { readonly order: readonly string[]; readonly at: string; readonly way: string; readonly present: string; readonly enteredAt: string };
/** draw.json: every draw the purchaser made in a lot, the earliest first. One that was made stays: nobody draws until the order suits. */
export type TieDraws = { readonly v: "tie-draw/1" } & LotPlace & { readonly drawnBy: { readonly name: string; readonly uscc: string }; readonly draws: readonly KeptDraw[] };

export const drawsBytes = (draws: TieDraws): Uint8Array<ArrayBuffer> => canonical(draws);
export const readDraws = (bytes: Uint8Array | null | undefined): readonly KeptDraw[] => (bytes == null ? [] : (JSON.parse(Buffer.from(bytes).toString("utf8")) as TieDraws).draws);

/** Who the documents say draws; where they do not say, the purchaser or the committee it entrusts (87号令 31, 68). */
export const drawerOf = (method: Judged["method"]): "buyer" | "committee" | null => ("drawBy" in method ? (method.drawBy ?? null) : null);

/** Whether procurement's law is behind the method: there it is the purchaser who decides between equals, or who entrusts it. */
export const isDrawnByBuyer = (method: Judged["method"]): boolean => "deduction" in method && drawerOf(method) !== "committee";

/** Whether the purchaser may record this draw: it is the purchaser's to make, exactly of those whom nothing else parts, and over. */
export function decideDraw(judged: Judged, draw: TieDraw, now: Instant): Result<TieDraw> {
  if (!isDrawnByBuyer(judged.method)) return refuse("draw-entrusted");
  if (draw.at > now) return refuse("draw-not-yet", { at: rfc3339(draw.at), now: rfc3339(now) });
  const equals = undecidedIn(judged);
  if (equals.length === 0) return refuse("nothing-to-draw");
  const names = (bidders: readonly string[]): string => bidders.map((bidder) => judged.bids.find((each) => each.bidder === bidder)?.name ?? bidder).join("、");
  const isSame = draw.order.length === equals.length && equals.every((bidder) => draw.order.includes(bidder));
  return isSame ? ok(draw) : refuse("draw-of-others", { bidders: names(equals) });
}

/** The draws with one more. */
export const withDraw = (place: LotPlace, drawnBy: TieDraws["drawnBy"], before: readonly KeptDraw[], { order, at, way, present }: TieDraw, enteredAt: Instant): TieDraws =>
  ({ v: "tie-draw/1", ...place, drawnBy, draws: [...before, { order, at: rfc3339(at), way, present, enteredAt: rfc3339(enteredAt) }] });

/** What the chair entered, with what the purchaser drew before any of it; the record of the purchaser's last draw stands for the report. */
export function inputsWithDraws(inputs: Inputs | null, draws: readonly KeptDraw[]): Inputs | null {
  const last = draws.at(-1);
  if (inputs === null || last === undefined) return inputs;
  const drawn = draws.flatMap(({ order }) => order);
  return { ...inputs, order: [...drawn, ...inputs.order.filter((bidder) => !drawn.includes(bidder))], draw: { at: Date.parse(last.at) as Instant, by: "buyer", way: last.way, present: last.present } };
}
