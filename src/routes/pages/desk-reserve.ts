import { yuan } from "../../kernel/money.js";
import { reserveOf, type ReserveRow } from "../../opening/queries.js";
import { decideEnding, pricePart, reserveState, type ReserveState } from "../../opening/reserve.js";
import { revealedAmount } from "../../opening/use-cases/reserve.js";
import { lineOf } from "../../lines/lines.js";
import { deadlineOf } from "../../tenders/facts.js";
import { lotOf } from "../../tenders/form.js";
import { ownerOf } from "../../tenders/owner.js";
import type { Tender } from "../../tenders/queries.js";
import type { DeskFormView } from "../../web/pages/desk.js";
import { reserveWords } from "../../web/messages/reserve.js";
import { reservePage, type ReserveView } from "../../web/pages/reserve.js";
import { pathsOf } from "../../web/paths.js";
import type { World } from "../../world.js";
import { button, faultsOf } from "./buttons.js";
import type { Desk } from "./desk-forms.js";
import { html } from "./site.js";
import { hallId } from "./views/lists.js";

/** The reserve estimate of a lot, as its tenderer fixes it and reads it out; others of the desk read how far it is. */
export async function deskReserve({ c, page, drawing, site: { world } }: Desk, tender: Tender, lot: string, back: DeskFormView["back"]): Promise<Response> {
  const reserve = await reserveOf(world.db, { exchangeId: world.exchange.id, tenderId: tender.id, lot });
  const state = reserveState(tender, lot, reserve);
  const isNow = canEnd(tender, lot, state);
  const loss = isNow ? button(drawing, "reserve-loss", { tender: tender.id, lot }, { owner: ownerOf(tender) }) : null;
  return html(c, page, reservePage(page, {
    exchange: world.exchange.origin, tender: tender.id, lot, title: tender.form.title, lotName: lotOf(tender.form, lot).name, back, hallHref: pathsOf(page).hall(hallId(tender.id, lot)), state, deadline: deadlineOf(tender, lot), meaning: lineOf(tender.row.line).words.reserve?.meaning[page.language] ?? reserveWords(page.language).reference,
    ...fixedIn(world, reserve), isNow: isNow && drawing.actor.role === "tenderer", loss, faults: faultsOf(drawing.refused, page.language),
  }), drawing.refused === null ? 200 : 422);
}

/** Whether it can be read out or declared lost now. */
function canEnd(tender: Tender, lot: string, state: ReserveState): boolean {
  const part = pricePart(tender, lot);
  const stage = tender.lots.find((each) => each.lot === lot)?.stage ?? "";
  return part !== null && decideEnding({ state, stage, part: { state: part.state, finished: part.finished_at !== null } }).ok;
}

function fixedIn(world: World, reserve: ReserveRow | null): Pick<ReserveView, "commitment" | "index" | "amount" | "reason"> {
  if (reserve === null) return { commitment: null, index: null, amount: null, reason: null };
  const amount = revealedAmount(world, reserve);
  return { commitment: reserve.commitment, index: reserve.idx, amount: amount === null ? null : `${yuan(amount)} 元`, reason: reserve.end?.lost_reason ?? null };
}
