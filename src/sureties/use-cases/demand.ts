import { guaranteeByReference } from "../../bidding/queries/guarantees.js";
import type { Tx } from "../../db/database.js";
import type { Row } from "../../db/schema.js";
import type { Actor } from "../../identity/actor.js";
import { can } from "../../identity/can.js";
import { appendToLog } from "../../journal/outbox.js";
import { hex } from "../../kernel/bytes.js";
import type { Fen } from "../../kernel/money.js";
import { ok, refuse, type Result } from "../../kernel/result.js";
import type { Instant } from "../../kernel/time.js";
import { demandPaper, type DemandFacts, type Payee } from "../../notices/guarantee-papers.js";
import { sealRecord } from "../../notices/use-cases/seal.js";
import { ownerOf } from "../../tenders/owner.js";
import { tenderById } from "../../tenders/queries.js";
import type { World } from "../../world.js";
import { checkDemandable } from "../check.js";
import { demandOf } from "../queries.js";
import { insertDemand } from "../store.js";
import { shownLetter, type ShownLetter } from "./show.js";

export type Demand = { readonly /** Of the guarantee. */ reference: string; readonly amount: Fen; readonly ground: string; /** Where it is paid to. */ readonly payee: Payee };
const SALT_BYTES = 16;

/**
 * Demands of the issuer what a letter secures, once, on or before its last day: a paper under the exchange's seal that is kept and logged. The guarantee is
 * forfeited by somebody else's decision; this only carries it out, in that decision's transaction. @param by who decided
 */
export async function demandOfIssuer(tx: Tx, world: World, demanded: Demand, by: { readonly id: string }, at: Instant): Promise<Result<{ readonly paper: string; readonly sha256: string }>> {
  const { reference, amount, ground } = demanded;
  const shown = await shownLetter(tx, world, reference, at);
  if (shown === null) return refuse("not-found", { what: reference });
  if (shown.demand !== null) return refuse("surety-demanded");
  const may = checkDemandable(shown, amount);
  if (!may.ok) return may;
  const record = demandPaper(await factsOf(tx, world, shown, demanded, at));
  if (!record.ok) return record;
  const { id } = record.value;
  const sealed = await sealRecord(world, record.value);
  const outboxId = await appendToLog(tx, world.exchange.id, { v: "dl/1", type: "guarantee.demand", id, json_sha256: sealed.json_sha256, pdf_sha256: sealed.pdf_sha256 });
  const kept = await insertDemand(tx, { exchange_id: world.exchange.id, reference, paper_id: id, ground, amount_fen: amount.toString(), ...sealed, outbox_id: outboxId, made_by: by.id, made_at: new Date(at) });
  return kept ? ok({ paper: id, sha256: sealed.json_sha256 }) : refuse("surety-demanded");
}

async function factsOf(tx: Tx, world: World, { letter, sha256, fen, handedInAt }: ShownLetter, { reference, amount, ground, payee }: Demand, at: Instant): Promise<DemandFacts> {
  const { exchange, mode, publicUrl } = world;
  const guarantee = await guaranteeByReference(tx, exchange.id, reference);
  const tender = guarantee === null ? null : await tenderById(tx, exchange.id, guarantee.tender_id);
  if (tender === null) throw new RangeError(`a letter without its tender: ${reference}`);
  return {
    exchange: exchange.origin, id: `D-${reference}`, mode, sender: { name: exchange.name, uscc: exchange.uscc }, at, verifyUrl: `${publicUrl}/guarantees/${sha256}`, publicUrl, issuer: letter.issuer, applicant: letter.applicant, beneficiary: letter.beneficiary,
    tender: tender.id, lot: letter.lot, title: tender.form.title, letter: { number: letter.number, sha256, fen, until: letter.until, handedInAt }, amount, ground, payee, salt: hex(world.random(SALT_BYTES)),
  };
}

/** What was demanded of the issuer of a letter, for its tenderer, the desk and the supervisor. */
export async function demandFor(world: World, actor: Actor, reference: string): Promise<Result<Row<"guarantee_demands">>> {
  const guarantee = await guaranteeByReference(world.db, world.exchange.id, reference);
  const tender = guarantee === null ? null : await tenderById(world.db, world.exchange.id, guarantee.tender_id);
  const may = can(actor, "demand.read", tender === null ? {} : ownerOf(tender));
  if (!may.ok) return may;
  const demand = await demandOf(world.db, world.exchange.id, reference);
  return demand === null ? refuse("not-found", { what: reference }) : ok(demand);
}
