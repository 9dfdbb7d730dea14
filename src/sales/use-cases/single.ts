import { allOrNothing, type Tx } from "../../db/database.js";
import type { Actor } from "../../identity/actor.js";
import { can } from "../../identity/can.js";
import { appendToLog } from "../../journal/outbox.js";
import { moneyJson, type Fen } from "../../kernel/money.js";
import { canonical } from "../../kernel/canonical-json.js";
import { refuse, ok, type Result } from "../../kernel/result.js";
import { rfc3339, type Instant } from "../../kernel/time.js";
import { sha256Hex } from "../../signing/hash-node.js";
import { fenOf } from "../../tenders/amounts.js";
import type { World } from "../../world.js";
import type { SaleForm } from "../form.js";
import type { Sale } from "../queries.js";
import { applicantOf, currentApplications, type Application } from "../queries/applications.js";
import { insertOutcome, insertSingle } from "../store.js";
import { heldLot } from "./applications.js";
import { lotOfSale, moveSaleLot } from "./hold.js";
import { noticedFacts } from "./settle.js";
import { tellDealt } from "./told.js";

type Place = { readonly saleId: string; readonly lot: string };
type Of = { readonly sale: Sale; readonly lot: Sale["lots"][number]; readonly form: SaleForm };

/**
 * Deals with the one qualified transferee, for no less than the floor price and its own offer. Why nobody else was there is fixed in the log by the
 * hash of every application as it stands. Law: 企业国有资产法 54 (PR-01); 32号令 22.
 */
export const dealSingle = (world: World, actor: Actor, place: Place, price: Fen, at: Instant): Promise<Result<{ readonly lot: string; readonly price: Fen }>> =>
  allOrNothing(world.db, async (tx) => {
    const may = can(actor, "sale.single");
    if (!may.ok) return may;
    const held = await heldLot(tx, world, place, at);
    if (!held.ok) return held;
    const of = held.value;
    const applications = await currentApplications(tx, world.exchange.id, of.sale, place.lot);
    const only = applications.find((each) => isQualified(each));
    const floor = fenOf(lotOfSale(of.form, place.lot).floor);
    const offer = offerOf(only, floor);
    const facts = { ...(await noticedFacts(tx, world, of, at)), actor: actor.id, single: { price, offer } };
    const moved = await moveSaleLot(tx, world, of, "singleDeal", { by: "exchange-staff", id: actor.id }, facts);
    if (!moved.ok) return moved;
    if (only === undefined) return refuse("no-applicant-qualified");
    await keepSingle(tx, world, of, { price, floor, offer, only, applications, by: actor.id }, at);
    return ok({ lot: place.lot, price });
  });

/** Qualified, with a deposit that stands. */
export const isQualified = (application: Application): boolean => {
  const { verdict, deposit } = applicantOf(application);
  return verdict === "qualified" && deposit === "held";
};

/** What the one transferee offered as it applied; where it said nothing, the floor price. */
export const offerOf = (only: Application | undefined, floor: Fen): Fen => (only?.row.offer_fen == null ? floor : BigInt(only.row.offer_fen));

type Dealt = { readonly price: Fen; readonly floor: Fen; readonly offer: Fen; readonly only: Application; readonly applications: readonly Application[]; readonly by: string };

async function keepSingle(tx: Tx, world: World, { sale, lot, form }: Of, { price, floor, offer, only, applications, by }: Dealt, at: Instant): Promise<void> {
  const [place, round] = [{ exchange_id: world.exchange.id, sale_id: sale.id, lot: lot.lot }, sale.rounds.length];
  const file = canonical({
    v: "sale-single/1", exchange: world.exchange.origin, sale: sale.id, lot: lot.lot, round, floor: { ...moneyJson(floor) }, offer: { ...moneyJson(offer) }, price: { ...moneyJson(price) }, applyUntil: rfc3339(form.applyUntil), decidedAt: rfc3339(at),
    transferee: { firm: only.row.firm, name: only.row.firm_name, certificate: only.review?.certificate ?? "" },
    applications: applications.map((each) => ({ deposit: applicantOf(each).deposit, verdict: each.review?.verdict ?? null, certificate: each.review?.certificate ?? null })),
  });
  const outboxId = await appendToLog(tx, world.exchange.id, { v: "dl/1", type: "sale.single", sale: sale.id, lot: lot.lot, round, sha256: sha256Hex(file) });
  await insertSingle(tx, { ...place, round, file, made_by: by, made_at: new Date(at), outbox_id: outboxId });
  await insertOutcome(tx, { ...place, round, auction_id: null, how: "deal", reserve: "none", firm: only.row.firm, amount_fen: price.toString(), ended_at: new Date(at), settled_at: new Date(at) });
  await tellDealt(tx, world, sale, { lot: lot.lot, firm: only.row.firm, round }, at);
}
