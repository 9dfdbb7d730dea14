import { moneyJson } from "../../../kernel/money.js";
import type { Instant } from "../../../kernel/time.js";
import { saleLineOf } from "../../../lines/lines.js";
import { saleMovesFor, saleNotOpen } from "../../../procedure/sale-advance.js";
import { tallyOf } from "../../../sales/applicant.js";
import { applicantOf, currentApplications } from "../../../sales/queries/applications.js";
import { lotOfSale } from "../../../sales/use-cases/hold.js";
import { noticedFacts } from "../../../sales/use-cases/settle.js";
import { isQualified, offerOf } from "../../../sales/use-cases/single.js";
import { fenOf } from "../../../tenders/amounts.js";
import type { SingleDealView } from "../../../web/pages/sale-single.js";
import { button, type Drawing } from "../buttons.js";
import { singleFields } from "../deal-acts.js";
import { lotNameOf, type SaleLot } from "./application.js";

/** Whether a lot may go to the one qualified transferee. Until applications close nobody here learns who applied, or how many. */
export async function singleView(drawing: Drawing, at: SaleLot, now: Instant): Promise<Omit<SingleDealView, "faults">> {
  const { world, language } = drawing;
  const { sale, lot, form } = at;
  const about = { sale: sale.id, title: form.title, lotName: lotNameOf(at), until: form.applyUntil };
  if (now < form.applyUntil) return { ...about, tally: null, only: null, action: null };
  const applications = await currentApplications(world.db, world.exchange.id, sale, lot.lot);
  const { qualified, undecided } = tallyOf(applications.map(applicantOf));
  const floor = fenOf(lotOfSale(form, lot.lot).floor);
  const only = qualified === 1 && undecided === 0 ? applications.find(isQualified) : undefined;
  const offer = offerOf(only, floor);
  const procedure = saleLineOf(sale.row.line);
  const standing = { stage: lot.stage, before: lot.stage_before };
  const facts = { ...(await noticedFacts(world.db, world, { sale, lot }, now)), single: { price: offer, offer } };
  const open = saleMovesFor(procedure, standing, "exchange-staff", facts).find(({ move }) => move.name === "singleDeal");
  return {
    ...about, tally: { qualified, undecided }, only: only === undefined ? null : { firm: only.row.firm_name, uscc: only.row.firm, certificate: only.review?.certificate ?? "", floorFen: floor, offerFen: only.row.offer_fen === null ? null : BigInt(only.row.offer_fen) },
    action: button(drawing, "sale-single", { item: sale.id, lot: lot.lot }, { fields: singleFields(language, moneyJson(offer).amount), refusal: open === undefined ? saleNotOpen(procedure, standing, ["singleDeal"]) : open.refusal }),
  };
}
