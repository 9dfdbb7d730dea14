import { METHOD_LAW } from "../../bidding/method.js";
import type { TieStep } from "../../bidding/ties.js";
import { priceCounts } from "../../judging/totals.js";
import { grouped } from "../../kernel/money.js";
import { refuse } from "../../kernel/result.js";
import { at, type Instant } from "../../kernel/time.js";
import type { Language } from "../../web/context.js";
import type { SheetView } from "../../web/pages/panel.js";
import type { ActionView, Field, RefusalView } from "../../web/views.js";
import { button, type Drawing } from "./buttons.js";
import type { Refused } from "./forms.js";
import type { Placed, Room } from "./panel-room.js";
import { askFields, rejectionFields } from "./panel-acts.js";
import { creditFields, inputValues, lowPriceTimesAt, offerFields, priceFields, withStates, type BidChoice } from "./panel-inputs.js";
import { withValues } from "./draft-values.js";

/** What the chair enters and submits for all: by name, so not while a blind evaluation hides names. */
export function chairActs(room: Room, drawing: Drawing, bids: readonly BidChoice[]): ActionView[] {
  if (!room.chair || room.blind?.hidden === true) return [];
  const place = { tender: room.tender, lot: room.lot };
  const waiting = room.parts.every(({ finished }) => finished) ? null : refuse("price-not-opened").refusal;
  const groundOf = (bidder: string): string | null => room.rejections.find((each) => each.bidder === bidder)?.ground ?? null;
  const standing = bids.filter(({ value }) => groundOf(value) === null);
  const priced = bids.filter(({ value }) => priceCounts(room.method.kind, groundOf(value)));
  return [
    button(drawing, "reject-bid", place, { fields: rejectionFields(drawing.language, standing, METHOD_LAW[room.method.kind].grounds) }),
    button(drawing, "ask-bidder", place, { fields: askFields(drawing.language, standing) }), ...inputsAct(room, drawing, priced), button(drawing, "evaluation-report", place, { refusal: waiting, warnings: room.report.open === 0 || room.report.refusal !== null ? [] : [refuse("report-deemed", { open: room.report.open }).refusal] }), button(drawing, "reject-all", place),
  ];
}

/** The chair's form of what the method asks beside the sheets, with what was entered before; none where it asks nothing. */
function inputsAct(room: Room, drawing: Drawing, bids: readonly BidChoice[]): ActionView[] {
  const { tender, lot, inputs } = room;
  const bidders = bids.map(({ value }) => value);
  const entered = { ...askedValues(room, bidders, drawing.world.clock()), ...(inputs === null ? {} : inputValues(inputs, bidders)) };
  const asked = inputFields(room, drawing.language, bids.map((bid) => ({ ...bid, ...openedHint(room, bid.value, drawing.language) })));
  if (asked === null) return [];
  const [name, fields] = asked;
  return [button(drawing, name, { tender, lot }, { fields: withStates(withValues(fields, entered), drawing.language) })];
}

/** When low prices were asked about through the room, and until when, once the finding is due: the chair types neither. */
const askedValues = ({ asked }: Room, bidders: readonly string[], now: Instant): Record<string, string> =>
  Object.assign({}, ...bidders.map((bidder, row) => {
    const last = asked.findLast((each) => each.kind === "low-price" && each.bidder === bidder);
    return last === undefined || (last.answer === null && now < at(last.until)) ? {} : lowPriceTimesAt(`lowPrices.${String(row)}`, { askedAt: at(last.askedAt), until: at(last.until) });
  })) as Record<string, string>;

function inputFields({ method }: Room, language: Language, bids: readonly BidChoice[]): readonly [name: string, fields: Field[]] | null {
  const draws = method.ties.includes("draw");
  switch (method.kind) {
    case "comprehensive": return ["credits", creditFields(language, bids, { ks: method.k, draws })];
    case "lowest-evaluated": return ["prices", priceFields(language, bids, { clauses: method.adjustments.map(({ clause, title }) => ({ value: clause, label: `${clause} ${title}` })), draws })];
    case "scoring": case "lowest-price": return ["offers", offerFields(language, bids, method)];
    case "highest-price": case "highest-composite": return null;
  }
}

/** The price that was opened, to be corrected from. */
function openedHint({ bids }: Room, bidder: string, language: Language): { readonly hint?: string } {
  const price = bids.find((each) => each.bidder === bidder && each.form?.price !== undefined)?.form?.price;
  return price === undefined ? {} : { hint: language === "zh" ? `开标价 ${grouped(price.amount)} 元` : `opened: ${grouped(price.amount)} yuan` };
}

/** The ranking as it would be now, or what is missing for it; set aside stand those behind another bid of their brand. */
export function rankingOf({ ranking, names, method }: Room, language: Language): SheetView["ranking"] {
  if (ranking === null) return null;
  const rowOf = (place: Placed, rank: number | null, why: string | null) => ({ rank, bidder: names[place.bidder] ?? place.bidder, price: grouped(place.price.amount), total: grouped(place.total), why });
  return {
    isPrice: !METHOD_LAW[method.kind].scored, refusal: ranking.refusal === null ? null : named(ranking.refusal, names),
    places: [
      ...ranking.places.map((place) => rowOf(place, place.rank, place.decidedBy === null ? null : TIE_WORDS[place.decidedBy][language])),
      ...ranking.setAside.map((place) => rowOf(place, null, language === "zh" ? `与${names[place.behind] ?? place.behind}同一品牌，不作推荐` : `the same brand as ${names[place.behind] ?? place.behind}: not recommended`)),
    ],
  };
}

/** A refusal with the names of bidders where it says their codes: the chair knows them by name. */
const named = (refusal: RefusalView, names: Room["names"]): RefusalView => ({ ...refusal, facts: Object.fromEntries(Object.entries(refusal.facts).map(([name, fact]) => [name, names[String(fact)] ?? fact])) });

export const refusedByName = (refused: Refused | null, { names }: Room): Refused | null => (refused === null ? null : { ...refused, refusal: named(refused.refusal, names) });

const TIE_WORDS: Readonly<Record<TieStep, { readonly zh: string; readonly en: string }>> = {
  "first-submitted": { zh: "与前一名相同，提交在后", en: "equal to the one before, and submitted later" },
  "lower-price": { zh: "与前一名相同，报价较高", en: "equal to the one before, at a higher price" }, "higher-technical": { zh: "与前一名相同，技术得分较低", en: "equal to the one before, with a lower technical score" }, "draw": { zh: "与前一名相同，按抽签", en: "equal to the one before, by the draw" },
};
