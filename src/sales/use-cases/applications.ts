import { accountFor } from "../../bank/queries.js";
import { openSubAccount } from "../../bank/use-cases/accounts.js";
import { allOrNothing, type Tx } from "../../db/database.js";
import type { Actor } from "../../identity/actor.js";
import { can } from "../../identity/can.js";
import { holdStanding } from "../../identity/use-cases/offices.js";
import { hex } from "../../kernel/bytes.js";
import { yuan, type Fen } from "../../kernel/money.js";
import { ok, refuse, type Result } from "../../kernel/result.js";
import type { Instant } from "../../kernel/time.js";
import { saleLineOf } from "../../lines/lines.js";
import { fenOf } from "../../tenders/amounts.js";
import type { World } from "../../world.js";
import { mayApply, mayDecide } from "../applicant.js";
import { APPLICATION_FLOW } from "../flows.js";
import { readSale, type SaleForm } from "../form.js";
import { openingRound, saleById, standingFormOf, type Sale } from "../queries.js";
import { applicantOf, applicationsOf, currentApplications, type Application } from "../queries/applications.js";
import { insertApplication, insertReview, lockSale, updateSale } from "../store.js";
import { admitQualified } from "./contest.js";
import { heldSale, lotOfSale } from "./hold.js";
import { tellApplicant } from "./told.js";

type Place = { readonly saleId: string; readonly lot: string };
/** What a firm says as it applies: its statement, and the price it offers should it be the only one; null: the floor price. */
type Applied = { readonly statement: string; readonly offer: Fen | null };
const REFERENCE_BYTES = 16;

/** A lot of a published sale, with its form as the last round has it and its times as they stand; the sale is held. */
export async function heldLot(tx: Tx, world: World, { saleId, lot: code }: Place, at: Instant): Promise<Result<{ readonly sale: Sale; readonly lot: Sale["lots"][number]; readonly form: SaleForm }>> {
  await lockSale(tx, world.exchange.id, saleId);
  const sale = await saleById(tx, world.exchange.id, saleId);
  const lot = sale?.lots.find((each) => each.lot === code);
  const form = sale === null ? null : standingFormOf(sale, code, at);
  return sale === null || lot === undefined || form === null ? refuse("not-found", { what: `${saleId}/${code}` }) : ok({ sale, lot, form });
}

/**
 * Applies for a lot with the firm's own statement, and gets the number to pay the deposit to; asked again, the same one. A firm that has left or stands
 * on no register begins nothing. The reference a bank learns is random. Law: 39号令 11, 17.
 */
export const applyForLot = (world: World, actor: Actor, place: Place, { statement, offer }: Applied, at: Instant): Promise<Result<{ readonly number: string }>> =>
  allOrNothing(world.db, async (tx) => {
    const may = can(actor, "sale.apply");
    if (!may.ok) return may;
    const firm = actor.organisation;
    if (firm === null) return refuse("not-yours", { role: actor.role, action: "竞买申请" });
    const standing = await holdStanding(tx, world.exchange.id, [firm.uscc]);
    if (!standing.ok) return standing;
    const open = await openLot(tx, world, place, { firm: firm.uscc, offer }, at);
    if (!open.ok) return open;
    const account = await accountFor(tx, world.exchange.id, "deposits", []);
    if (account?.sub_prefix == null) return refuse("no-deposit-account");
    const reference = await keepApplied(tx, world, { sale: open.value, lot: place.lot, firm, statement, offer, by: actor.id }, at);
    return ok(await openSubAccount(tx, world, { account: account.number, purpose: APPLICATION_FLOW, reference }, at));
  });

type Applying = Applied & { readonly sale: Sale; readonly lot: string; readonly firm: { readonly uscc: string; readonly name: string }; readonly by: string };

/** The reference of a firm's application in the round that is open: what a bank learns of it. */
async function keepApplied(tx: Tx, world: World, { sale, lot, firm, statement, offer, by }: Applying, at: Instant): Promise<string> {
  const known = (await currentApplications(tx, world.exchange.id, sale, lot)).find(({ row }) => row.firm === firm.uscc);
  if (known !== undefined) return known.row.reference;
  const reference = hex(world.random(REFERENCE_BYTES));
  const row = { exchange_id: world.exchange.id, sale_id: sale.id, lot, round: openingRound(sale), firm: firm.uscc, firm_name: firm.name, reference, statement, offer_fen: offer?.toString() ?? null, applied_by: by, applied_at: new Date(at) };
  await insertApplication(tx, row);
  await tellApplicant(tx, world, "sale-applied", row, at, standingFormOf(sale, lot, at)?.applyUntil ?? null);
  return reference;
}

/** A lot that takes an application of this firm now. */
async function openLot(tx: Tx, world: World, place: Place, { firm, offer }: { readonly firm: string; readonly offer: Fen | null }, at: Instant): Promise<Result<Sale>> {
  const held = await heldLot(tx, world, place, at);
  if (!held.ok) return held;
  const closed = mayApply(held.value.lot.stage, held.value.form.applyUntil, at);
  if (closed !== null) return { ok: false, refusal: closed };
  if (held.value.sale.row.seller_uscc === firm) return refuse("seller-applies");
  const fits = offerFits(held.value.sale, place.lot, offer);
  return fits.ok ? ok(held.value.sale) : fits;
}

/** What a firm offers for itself as it applies, where its line may deal with one transferee alone: never below the floor price. */
function offerFits({ row, rounds }: Sale, lot: string, offer: Fen | null): Result<true> {
  if (offer === null) return ok(true);
  if (!saleLineOf(row.line).moves.some(({ name }) => name === "singleDeal")) return refuse("application-offer-none");
  const floor = fenOf(lotOfSale(readSale(rounds.at(-1)?.form), lot).floor);
  return offer < floor ? refuse("application-offer-low", { offer: yuan(offer), floor: yuan(floor) }) : ok(true);
}

type Decision = { readonly firm: string; readonly verdict: "qualified" | "refused"; readonly reason: string };

/** Decides on an application: whoever is qualified gets the number of its certificate, and a number in the contest. Law: 39号令 17; 32号令 (受让资格确认). */
export const reviewApplication = (world: World, actor: Actor, place: Place, { firm, verdict, reason }: Decision, at: Instant): Promise<Result<{ readonly certificate: string | null }>> =>
  allOrNothing(world.db, async (tx) => {
    const held = await heldSale(tx, world, actor, "sale.review", place.saleId);
    if (!held.ok) return held;
    const all = await applicationsOf(tx, world.exchange.id, place.saleId, place.lot);
    const application = all.find(({ row }) => row.firm === firm && row.round === openingRound(held.value));
    if (application === undefined) return refuse("not-found", { what: firm });
    const lot = held.value.lots.find((each) => each.lot === place.lot);
    if (lot === undefined) return refuse("not-found", { what: place.lot });
    const refusal = mayDecide(applicantOf(application), verdict, lot.stage);
    if (refusal !== null) return { ok: false, refusal };
    const admitted = verdict === "refused" ? ok(true) : await admitQualified(tx, world, { sale: held.value, lot }, application, at);
    if (!admitted.ok) return admitted;
    const certificate = verdict === "qualified" ? certificateOf(held.value, place.lot, all) : null;
    await insertReview(tx, { exchange_id: world.exchange.id, sale_id: place.saleId, lot: place.lot, round: application.row.round, firm, verdict, reason, certificate, reviewed_by: actor.id, reviewed_at: new Date(at) });
    await updateSale(tx, world.exchange.id, place.saleId, { next_due_at: new Date(at) });
    await tellApplicant(tx, world, "sale-decided", application.row, at);
    return ok({ certificate });
  });

/** 竞买资格确认书编号: the lot's code and the next of those qualified for it. */
const certificateOf = ({ lots }: Sale, lot: string, all: readonly Application[]): string =>
  `${lots.find((each) => each.lot === lot)?.code ?? lot}-Q${String(all.filter(({ review }) => review?.verdict === "qualified").length + 1)}`;
