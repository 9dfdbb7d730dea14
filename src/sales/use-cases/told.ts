import type { Tx } from "../../db/database.js";
import type { Instant } from "../../kernel/time.js";
import { audience, type Audience } from "../../messages/audiences.js";
import type { Kind } from "../../messages/kinds.js";
import { tell } from "../../messages/use-cases/tell.js";
import type { World } from "../../world.js";
import { saleById, type Sale } from "../queries.js";
import { applicationsOf, type Application } from "../queries/applications.js";

type About = Pick<Application["row"], "sale_id" | "lot" | "firm">;
type Teller = Pick<World, "exchange" | "random">;

/** Tells one firm of its own application, and nobody else: who applies is secret. @param until a moment the message names */
export const tellApplicant = (tx: Tx, world: Teller, kind: Kind, { sale_id: sale, lot, firm }: About, at: Instant, until: Instant | null = null): Promise<void> =>
  tell(tx, world, { kind, to: [audience.firm(firm)], tender: null, lot, facts: { sale, ...(until === null ? {} : { at: until }) } }, at);

/** Tells a firm that its deposit is in, and the seller that an application waits for his word; not whose it is. */
export async function tellOfDeposit(tx: Tx, world: Teller, about: About, at: Instant): Promise<void> {
  const { sale_id: sale, lot } = about;
  await tellApplicant(tx, world, "sale-deposit-taken", about, at);
  const seller = (await saleById(tx, world.exchange.id, sale))?.row.seller_uscc;
  if (seller !== undefined) await tell(tx, world, { kind: "sale-review-due", to: [audience.tenderer(seller)], tender: null, lot, facts: { sale } }, at);
}

type Event = { readonly kind: Kind; /** Names what is never told twice. */ readonly once: string; /** Of one lot; absent: of all. */ readonly lot?: string; readonly andSeller: boolean; /** A firm that is told otherwise. */ readonly but?: string | null };

/** Tells each firm that applied, one by one, and where it concerns him the seller. */
export async function tellApplicants(tx: Tx, world: Teller, sale: Sale, { kind, once, lot, andSeller, but = null }: Event, at: Instant): Promise<void> {
  const lots = lot === undefined ? sale.lots.map((each) => each.lot) : [lot];
  for (const each of lots) {
    const firms = (await applicationsOf(tx, world.exchange.id, sale.id, each)).flatMap(({ row }) => (row.firm === but ? [] : [audience.firm(row.firm)]));
    const to: Audience[] = [...firms, ...(andSeller ? [audience.tenderer(sale.row.seller_uscc)] : [])];
    await tell(tx, world, { kind, to, tender: null, lot: each, facts: { sale: sale.id }, once: `${kind} ${sale.id}/${each} ${once}` }, at);
  }
}

type Dealt = { readonly sale: Pick<Sale, "id" | "row">; readonly lot: string; readonly firm: string };

/** Tells both parties of a deal, once. */
export const tellParties = (tx: Tx, world: Teller, { sale, lot, firm }: Dealt, { kind, once }: Pick<Event, "kind" | "once">, at: Instant): Promise<void> =>
  tell(tx, world, { kind, to: [audience.firm(firm), audience.tenderer(sale.row.seller_uscc)], tender: null, lot, facts: { sale: sale.id }, once: `${kind} ${sale.id}/${lot} ${once}` }, at);

/** Tells the seller what of a lot waits for him, once. */
export const tellSeller = (tx: Tx, world: Teller, sale: Pick<Sale, "id" | "row">, { kind, lot, once }: { readonly kind: Kind; readonly lot: string; readonly once: string }, at: Instant): Promise<void> =>
  tell(tx, world, { kind, to: [audience.tenderer(sale.row.seller_uscc)], tender: null, lot, facts: { sale: sale.id }, once: `${kind} ${sale.id}/${lot} ${once}` }, at);

/** Tells whoever is to have a lot that it is, and the seller and all others who applied that there is a deal; once a round. @param firm null: it has left since, and the others are told alone */
export async function tellDealt(tx: Tx, world: Teller, sale: Sale, { lot, firm, round }: { readonly lot: string; readonly firm: string | null; readonly round: number }, at: Instant): Promise<void> {
  if (firm !== null) await tell(tx, world, { kind: "sale-won", to: [audience.firm(firm)], tender: null, lot, facts: { sale: sale.id }, once: `sale-won ${sale.id}/${lot} ${String(round)}` }, at);
  await tellApplicants(tx, world, sale, { kind: "sale-result", once: String(round), lot, andSeller: true, but: firm }, at);
}
