import { allOrNothing, type Tx } from "../../db/database.js";
import type { NewRow } from "../../db/schema.js";
import type { Actor } from "../../identity/actor.js";
import { can } from "../../identity/can.js";
import type { Refusal } from "../../kernel/refusal.js";
import { ok, refuse, type Result } from "../../kernel/result.js";
import type { Instant } from "../../kernel/time.js";
import { saleLineOf } from "../../lines/lines.js";
import { areasOf } from "../../tenders/queries.js";
import type { World } from "../../world.js";
import { isProfileOf } from "../facts.js";
import { saleCode, saleLotCode, type SaleForm } from "../form.js";
import { nextSaleSerial, insertSale, replaceSaleLots, updateSale } from "../store.js";
import { draftFacts, heldSale, moveAllLots } from "./hold.js";

export type DraftedSale = { readonly sale: string; readonly version: number };

/** Enters a sale as a draft, with its lots and their codes. */
export const draftSale = (world: World, actor: Actor, { line, form }: { readonly line: string; readonly form: SaleForm }, at: Instant): Promise<Result<DraftedSale>> =>
  allOrNothing(world.db, async (tx) => {
    const may = can(actor, "sale.draft", actor.organisation === null ? {} : { tenderer: actor.organisation.uscc });
    if (!may.ok) return may;
    if (actor.organisation === null) return refuse("not-yours", { role: actor.role, action: "出让、转让项目" });
    const sane = await checkForm(tx, world, line, form);
    if (!sane.ok) return sane;
    const prefix = `${world.exchange.platformCode}S`;
    const sale = saleCode(world.exchange.platformCode, await nextSaleSerial(tx, world.exchange.id, prefix));
    await insertSale(tx, {
      exchange_id: world.exchange.id, sale_id: sale, line, seller_name: actor.organisation.name, seller_uscc: actor.organisation.uscc, area: form.area, form: JSON.stringify(form), drafted_by: actor.id, drafted_at: new Date(at), next_due_at: null,
    }, lotRows(world, sale, line, form, at));
    return ok({ sale, version: 1 });
  });

/** Replaces what is prepared; who wrote it last may not publish it. Once registered, a sale keeps its lots; while a notice stands nothing is prepared but its next round. @param version what the writer saw */
export const redraftSale = (world: World, actor: Actor, saleId: string, { form, version }: { readonly form: SaleForm; readonly version: number }, at: Instant): Promise<Result<DraftedSale>> =>
  allOrNothing(world.db, async (tx) => {
    const held = await heldSale(tx, world, actor, "sale.draft", saleId);
    if (!held.ok) return held;
    const sale = held.value;
    if (sale.row.version !== version) return refuse("stale", { version: sale.row.version });
    if (sale.lots.some(({ stage }) => !UNDER_HAND.has(stage))) return refuse("sale-published");
    const sane = await checkForm(tx, world, sale.row.line, form);
    if (!sane.ok) return sane;
    const isDraft = sale.lots.every(({ stage }) => stage === "draft");
    if (!isDraft && JSON.stringify(form.lots.map(({ lot }) => lot)) !== JSON.stringify(sale.lots.map(({ lot }) => lot))) return refuse("sale-lots-fixed");
    await updateSale(tx, world.exchange.id, saleId, { form: JSON.stringify(form), area: form.area, version: version + 1, drafted_by: actor.id, drafted_at: new Date(at) });
    if (isDraft) await replaceSaleLots(tx, world.exchange.id, saleId, lotRows(world, saleId, sale.row.line, form, at));
    return ok({ sale: saleId, version: version + 1 });
  });

/** Stages in which the next notice of a sale may be written: before the first, and where one brought nobody. */
const UNDER_HAND: ReadonlySet<string> = new Set(["draft", "registered", "appraised", "pre_disclosed", "noticed", "no_deal"]);

/** Registers a sale (进场登记), or enters that its appraisal is filed: the act by which the line lets it on. */
export const stepSale = (world: World, actor: Actor, saleId: string, move: "register" | "appraise", at: Instant): Promise<Result<{ readonly sale: string; readonly warnings: readonly Refusal[] }>> =>
  allOrNothing(world.db, async (tx) => {
    const held = await heldSale(tx, world, actor, "sale.draft", saleId);
    if (!held.ok) return held;
    const moved = await moveAllLots(tx, world, held.value, move, { by: "seller", id: actor.id }, (lot) => draftFacts(held.value, lot, at, actor.id));
    return moved.ok ? ok({ sale: saleId, warnings: moved.value }) : moved;
  });

/** What the schema cannot say: an area the exchange serves, a profile of the line, lots named once. */
async function checkForm(tx: Tx, world: World, line: string, form: SaleForm): Promise<Result<true>> {
  if (form.area !== null && !(await areasOf(tx, world.exchange.id)).some(({ area }) => area === form.area)) return refuse("area-unknown", { area: form.area });
  if (!isProfileOf(line, form.profile)) return refuse("sale-profile", { profile: form.profile, known: Object.keys(saleLineOf(line).profiles).join("、") });
  if (new Set(form.lots.map(({ lot }) => lot)).size !== form.lots.length) return refuse("wrong-form", { where: "lots", why: "标的编号出现了两次", whyEn: "a lot id twice" });
  return ok(true);
}

const lotRows = (world: World, sale: string, line: string, form: SaleForm, at: Instant): NewRow<"sale_lots">[] =>
  form.lots.map(({ lot }, index) => ({ exchange_id: world.exchange.id, sale_id: sale, lot, code: saleLotCode(sale, index + 1), stage: saleLineOf(line).start, stage_before: null, stage_at: new Date(at) }));
