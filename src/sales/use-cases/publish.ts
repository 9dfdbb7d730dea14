import { allOrNothing, type Tx } from "../../db/database.js";
import type { Actor } from "../../identity/actor.js";
import { versionOf } from "../../identity/step-up.js";
import { keepApproval } from "../../identity/use-cases/approvals.js";
import { isSamePerson } from "../../identity/queries.js";
import type { Json } from "../../kernel/canonical-json.js";
import type { Refusal } from "../../kernel/refusal.js";
import { ok, refuse, type Result } from "../../kernel/result.js";
import { dayOf, type Instant } from "../../kernel/time.js";
import { saleNotice } from "../../notices/sale-notice.js";
import type { CommonBlock } from "../../notices/blocks.js";
import type { SaleFacts } from "../../procedure/sale-facts.js";
import { keepNotice, type Issued } from "../../tenders/use-cases/issue.js";
import type { World } from "../../world.js";
import { lawfulOn } from "../facts.js";
import { readSale } from "../form.js";
import { noticeGiven } from "../issue.js";
import { saleById, type Sale } from "../queries.js";
import { insertRound, updateSale } from "../store.js";
import { draftFacts, heldSale, moveAllLots } from "./hold.js";

/** The moves that bring a notice out. */
export type Announcing = "publishNotice" | "extend" | "redisclose";
export type PublishedRound = { readonly notice: string; readonly number: string; readonly round: number; readonly warnings: readonly Refusal[] };

/** What two officers agree on, as one hash. */
const roundVersion = ({ id, row, rounds }: Sale): string => versionOf({ sale: id, line: row.line, form: row.form as Json, round: rounds.length + 1 });

/** The same by name, for whoever is asked to sign; null where there is nothing of his own office to approve. */
export async function saleToApprove({ db, exchange }: Pick<World, "db" | "exchange">, actor: Actor, saleId: string): Promise<string | null> {
  const sale = await saleById(db, exchange.id, saleId);
  return sale !== null && sale.row.seller_uscc === actor.organisation?.uscc ? roundVersion(sale) : null;
}

/** A second officer publishes a notice, the first or of a further round: moves, rules of the day, record, PDF and log entry in one transaction. */
export const publishRound = (world: World, actor: Actor, saleId: string, move: Announcing, at: Instant): Promise<Result<PublishedRound>> =>
  allOrNothing(world.db, async (tx) => {
    const held = await heldSale(tx, world, actor, "sale.publish", saleId);
    if (!held.ok) return held;
    const sale = held.value;
    if (await isSamePerson(tx, world.exchange.id, actor.id, sale.row.drafted_by)) return refuse("four-eyes");
    const moved = await moveAllLots(tx, world, sale, move, { by: "seller", id: actor.id }, (lot) => announcedFacts(sale, lot, at, actor));
    if (!moved.ok) return moved;
    const issued = await issueRound(tx, world, sale, at);
    if (!issued.ok) return issued;
    const approved = await keepApproval(tx, world.exchange.id, actor, { kind: "sale", object: `${saleId}/${String(sale.rounds.length + 1)}`, version: roundVersion(sale), preparedBy: sale.row.drafted_by }, at);
    if (!approved.ok) return approved;
    const form = readSale(sale.row.form);
    await insertRound(tx, {
      exchange_id: world.exchange.id, sale_id: saleId, round: sale.rounds.length + 1, move, form: JSON.stringify(form), rules: JSON.stringify(lawfulOn(sale.row.line, form.profile, dayOf(at)).rules), notice_id: issued.value.id,
      drafted_by: sale.row.drafted_by, published_by: actor.id, published_at: new Date(at),
    });
    await updateSale(tx, world.exchange.id, saleId, { version: sale.row.version + 1, next_due_at: new Date(form.startsAt) });
    return ok({ notice: issued.value.id, number: issued.value.number, round: sale.rounds.length + 1, warnings: moved.value });
  });

/** Nobody is qualified where nobody has applied. */
const announcedFacts = (sale: Sale, lot: string, at: Instant, actor: Actor): SaleFacts => ({ ...draftFacts(sale, lot, at, actor.id), qualified: 0 });

async function issueRound(tx: Tx, world: World, sale: Sale, at: Instant): Promise<Result<Issued>> {
  const form = readSale(sale.row.form);
  const round = sale.rounds.length + 1;
  const built = saleNotice(commonBlock(world, sale, round, at), noticeGiven(sale.row.line, form, lawfulOn(sale.row.line, form.profile, dayOf(at)), round));
  if (!built.ok) return built;
  return ok(await keepNotice(world, tx, built.value, { lot: null, title: `${form.title}${built.value.title}`, line: sale.row.line, area: form.area, audience: null }, at));
}

const YEAR_CHARS = 4;
const SERIAL_CHARS = 6;

/** What every document of a sale says, whatever its kind. */
function commonBlock(world: World, sale: Sale, serial: number, at: Instant): CommonBlock {
  const form = readSale(sale.row.form);
  const contactOf = ({ name, person, phone, address }: typeof form.contact) => ({ name, person, phone, address });
  return {
    exchange: world.exchange.origin, tender: null, sale: sale.id, id: `${sale.id}-N${String(serial)}`, version: 1, mode: world.mode,
    number: `${world.exchange.name.slice(0, 2)}公易〔${dayOf(at).slice(0, YEAR_CHARS)}〕${sale.id.slice(-SERIAL_CHARS)}-${String(serial)}号`,
    issuer: { name: sale.row.seller_name, uscc: sale.row.seller_uscc }, media: [`${world.exchange.name}（${world.publicUrl}）`], publishedAt: at, unified: null, project: { code: sale.id, name: form.title }, tenderCode: null,
    lots: sale.lots.map(({ lot, code }) => ({ code, name: form.lots.find((each) => each.lot === lot)?.name ?? lot })),
    contact: contactOf(form.contact), complaint: { ...contactOf(form.complaints), url: null }, publicBase: world.publicUrl, words: { documents: {} },
  };
}
