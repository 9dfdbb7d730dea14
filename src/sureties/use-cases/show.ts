import type { RefundCause } from "../../bidding/refunds.js";
import { refundLines, type RefundLine } from "../../bidding/use-cases/refunds.js";
import { guaranteeByReference, guaranteesOf } from "../../bidding/queries/guarantees.js";
import { APPLICATION } from "../../bidding/admitted.js";
import type { Db, Tx } from "../../db/database.js";
import type { Row } from "../../db/schema.js";
import type { Fen } from "../../kernel/money.js";
import { parseCanonical } from "../../kernel/canonical-json.js";
import { dayOf, type Instant, type PlainDate } from "../../kernel/time.js";
import { ENDED_STAGES } from "../../procedure/procedure.js";
import { tenderById } from "../../tenders/queries.js";
import type { World } from "../../world.js";
import { letterFen, letterState, type LetterState } from "../check.js";
import { LetterBody, type Letter } from "../letter.js";
import { demandOf, letterByReference, letterBySha } from "../queries.js";

/** A letter that was taken, and where it stands. */
export type ShownLetter = {
  readonly letter: Letter; readonly sha256: string; readonly signature: Uint8Array; readonly salt: Uint8Array; readonly outboxId: string; readonly reference: string; readonly fen: Fen; readonly until: PlainDate; readonly handedInAt: Instant;
  readonly state: LetterState; readonly releasedOn: PlainDate | null; /** Why it was released. */ readonly why: RefundCause | null; readonly demand: Row<"guarantee_demands"> | null;
};

/** The letter a guarantee stands for, as it stands; null where it stands for none. */
export async function shownLetter(db: Db | Tx, world: World, reference: string, now: Instant): Promise<ShownLetter | null> {
  const row = await letterByReference(db, world.exchange.id, reference);
  return row === null ? null : shown(db, world, row, now);
}

async function shown(db: Db | Tx, world: World, row: Row<"guarantee_letters">, now: Instant): Promise<ShownLetter | null> {
  const line = await lineFor(db, world, row.reference, now);
  if (line === null) return null;
  const letter = LetterBody.parse(parseCanonical(row.letter));
  const demand = await demandOf(db, world.exchange.id, row.reference);
  const releasedOn = line.guarantee.paid_on as PlainDate | null;
  return {
    letter, sha256: row.sha256, signature: row.signature, salt: row.salt, outboxId: row.outbox_id, reference: row.reference, fen: letterFen(letter), until: letter.until, handedInAt: row.handed_in_at.getTime() as Instant,
    state: letterState({ until: letter.until, releasedOn, isDemanded: demand !== null }, dayOf(now)), releasedOn, why: releasedOn === null ? null : (line.duty?.cause ?? null), demand,
  };
}

/** The guarantee a letter is, with what is owed for it; null where there is none. */
async function lineFor(db: Db | Tx, world: World, reference: string, now: Instant): Promise<RefundLine | null> {
  const guarantee = await guaranteeByReference(db, world.exchange.id, reference);
  const tender = guarantee === null ? null : await tenderById(db, world.exchange.id, guarantee.tender_id);
  const lot = tender?.lots.find((each) => each.lot === guarantee?.lot);
  if (guarantee === null || tender === null || lot === undefined) return null;
  return (await refundLines(db, { world, tender, lot, now }, guarantee.bidder)).find((each) => each.guarantee.reference === reference) ?? null;
}

/** A firm's own letter for a lot, the newest; null where it has none. */
export async function ownLetter(world: World, { tenderId, lot }: { readonly tenderId: string; readonly lot: string }, uscc: string): Promise<ShownLetter | null> {
  const guarantee = (await guaranteesOf(world.db, { exchangeId: world.exchange.id, tenderId, lot }, uscc)).findLast(({ way }) => way === "issuer");
  return guarantee === undefined ? null : shownLetter(world.db, world, guarantee.reference, world.clock());
}

/** A letter for whoever holds it, by its hash: once the lot's bids are opened or the lot is over. Before, there is none (招标投标法 22). */
export async function verifiedLetter(world: World, sha256: string): Promise<ShownLetter | null> {
  const row = await letterBySha(world.db, world.exchange.id, sha256);
  const guarantee = row === null ? null : await guaranteeByReference(world.db, world.exchange.id, row.reference);
  if (row === null || guarantee === null) return null;
  const tender = await tenderById(world.db, world.exchange.id, guarantee.tender_id);
  const isOver = tender?.lots.some(({ lot, stage }) => lot === guarantee.lot && ENDED_STAGES.has(stage)) === true;
  const isOpened = tender?.parts.some((each) => each.lot === guarantee.lot && each.part !== APPLICATION && each.finished_at !== null) === true;
  return isOver || isOpened ? shown(world.db, world, row, world.clock()) : null;
}
