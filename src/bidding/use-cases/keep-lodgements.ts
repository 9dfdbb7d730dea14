import { inTransaction, type Tx } from "../../db/database.js";
import { groupCommit } from "../../db/group-commit.js";
import type { NewRow } from "../../db/schema.js";
import type { Actor } from "../../identity/actor.js";
import { leafHash } from "../../journal/merkle.js";
import { appendAllToLog, entryBytes } from "../../journal/outbox.js";
import { provisionalReceipt, sealedEntry } from "../../journal/receipts.js";
import { fromHex } from "../../kernel/bytes.js";
import { yuan } from "../../kernel/money.js";
import { ok, refuse, type Result } from "../../kernel/result.js";
import type { Instant } from "../../kernel/time.js";
import type { Statement } from "../../signing/statement.js";
import { parseTerms, type LotTerms, type Previous } from "../../signing/terms.js";
import { moneyFen } from "../../tenders/amounts.js";
import type { TenderForm } from "../../tenders/form.js";
import { formsOf, type PartRow } from "../../tenders/queries.js";
import type { World } from "../../world.js";
import { decideLodgement, type Box, type PartBox } from "../lodge.js";
import { guaranteesOf, insertLodgements, lockBoxes, lodgedBy, newestTerms, type BidderLot } from "../store.js";

/** One statement as it came over the wire. `shares` are empty for a withdrawal. */
export type Sent = { readonly statement: Uint8Array; readonly signature: Uint8Array; readonly salt: Uint8Array; readonly shares: readonly Uint8Array[] };
/** A statement that is good by itself: parsed, its signature verified and encoded anew, its content here. */
export type Checked = { readonly statement: Statement; readonly sha256: string; readonly reencoded: Uint8Array; readonly sent: Sent };
export type Receipt = { readonly part: string; readonly statement: string; readonly receipt: string; readonly acceptedAt: Instant };
/** Checked statements of one bidder for one lot, on their way into its box. */
export type Arrival = { readonly actor: Actor; readonly tenderId: string; readonly lot: string; readonly checked: readonly Checked[]; readonly receivedAt: Instant };

type Put = (arrival: Arrival) => Promise<Result<Receipt[]>>;

/** Lodgements of one commit: at the last minute before a deadline this is what makes them cheap. */
const GROUP_MAX = 64;
const boxes = new WeakMap<World, Put>();

/** Puts arrivals into the boxes of an exchange, many in one transaction; each is taken or refused by itself. */
export function boxesOf(world: World): Put {
  const known = boxes.get(world);
  if (known !== undefined) return known;
  const put = groupCommit<Arrival, Result<Receipt[]>>({ keyOf: (arrival) => keyOf(lotOfArrival(arrival)), work: (arrivals) => putAll(world, arrivals), groupMax: GROUP_MAX });
  boxes.set(world, put);
  return put;
}

const keyOf = ({ tenderId, lot, bidder }: BidderLot): string => `${tenderId}/${lot}/${bidder}`;
const lotOfArrival = ({ tenderId, lot, actor }: Arrival): BidderLot => ({ tenderId, lot, bidder: actor.organisation?.uscc ?? "" });

/** Rows, log entries and receipts of all that are taken, in one transaction. */
const putAll = (world: World, arrivals: readonly Arrival[]): Promise<Result<Receipt[]>[]> =>
  inTransaction(world.db, async (tx) => {
    const shelf = await readShelf(tx, world.exchange.id, arrivals.map(lotOfArrival));
    const kept = arrivals.map((arrival) => receiptsBefore(shelf, arrival));
    const decided = arrivals.map((arrival, index) => (kept[index] === null ? decide(world, shelf, arrival) : ok(true as const)));
    const taken = arrivals.filter((_, index) => decided[index]?.ok === true && kept[index] === null);
    const receipts = await keep(tx, world, taken);
    return arrivals.map((arrival, index) => {
      const refused = decided[index];
      return refused?.ok === false ? refused : ok(kept[index] ?? receipts.get(arrival) ?? []);
    });
  });

/**
 * The receipts of statements that stand already, byte for byte, as the bidder's newest: sent again because the first answer was
 * lost, they get the first answer, not a refusal. Null where any is new.
 */
function receiptsBefore(shelf: Shelf, arrival: Arrival): Receipt[] | null {
  const lodged = shelf.lodged.get(keyOf(lotOfArrival(arrival))) ?? [];
  const receipts = arrival.checked.flatMap(({ statement, sha256 }): Receipt[] => {
    const last = lodged.findLast(({ part }) => part === statement.part);
    return last?.statement_sha256 === sha256 ? [{ part: last.part, statement: sha256, receipt: last.receipt, acceptedAt: last.received_at.getTime() as Instant }] : [];
  });
  return receipts.length === arrival.checked.length ? receipts : null;
}

/** What the database holds of some lots and bidders, read under their locks; rows by lot, and by bidder where they are his. */
type Shelf = {
  readonly forms: ReadonlyMap<string, TenderForm>;
  readonly parts: ReadonlyMap<string, readonly PartRow[]>;
  readonly terms: ReadonlyMap<string, { readonly terms: LotTerms; readonly sha256: string }>;
  readonly lodged: ReadonlyMap<string, Awaited<ReturnType<typeof lodgedBy>>>;
  readonly guarantees: ReadonlySet<string>;
};
const lotKey = (tenderId: string, lot: string): string => `${tenderId}/${lot}`;

async function readShelf(tx: Tx, exchangeId: string, lots: readonly BidderLot[]): Promise<Shelf> {
  const parts = await lockBoxes(tx, exchangeId, lots);
  const terms = await newestTerms(tx, exchangeId, lots);
  const lodged = await lodgedBy(tx, exchangeId, lots);
  const forms = await formsOf(tx, exchangeId, lots.map(({ tenderId }) => tenderId));
  const asked = lots.filter(({ tenderId, lot }) => depositOf(forms.get(tenderId), lot) > 0n);
  const guarantees = asked.length === 0 ? [] : await guaranteesOf(tx, exchangeId, asked);
  return {
    forms,
    parts: Map.groupBy(parts, (row) => lotKey(row.tender_id, row.lot)),
    terms: new Map(terms.flatMap((row) => {
      const parsed = parseTerms(row.entry);
      return parsed.ok ? [[`${lotKey(row.tender_id, row.lot)}/${row.part}`, { terms: parsed.value, sha256: row.sha256 }] as const] : [];
    })),
    lodged: Map.groupBy(lodged, (row) => keyOf({ tenderId: row.tender_id, lot: row.lot, bidder: row.bidder })),
    guarantees: new Set(guarantees.map((row) => keyOf({ tenderId: row.tender_id, lot: row.lot, bidder: row.bidder }))),
  };
}

/** The bid deposit that a lot demands, 0 where it demands none. */
function depositOf(form: TenderForm | undefined, lot: string): bigint {
  const found = form?.lots.find((each) => each.lot === lot);
  return found === undefined ? 0n : (moneyFen(found.deposit) ?? 0n);
}

function decide(world: World, shelf: Shelf, arrival: Arrival): Result<true> {
  const { tenderId, lot, checked, receivedAt } = arrival;
  const parts = shelf.parts.get(lotKey(tenderId, lot));
  if (parts === undefined) return refuse("not-found", { what: `标段 ${tenderId}/${lot}` });
  return decideLodgement(boxOf(world, shelf, arrival, parts), checked.map((each) => each.statement), receivedAt);
}

function boxOf(world: World, shelf: Shelf, arrival: Arrival, parts: readonly PartRow[]): Box {
  const key = keyOf(lotOfArrival(arrival));
  const lodged = shelf.lodged.get(key) ?? [];
  const deposit = depositOf(shelf.forms.get(arrival.tenderId), arrival.lot);
  return {
    exchange: world.exchange.origin, lot: arrival.lot, parts: parts.flatMap((part) => partBoxOf(part, shelf, lodged)), operatorFirm: arrival.actor.operatorFirm,
    guaranteeMissing: deposit > 0n && !shelf.guarantees.has(key) ? yuan(deposit) : null,
    used: new Set(lodged.flatMap((each) => [each.content_sha256, each.recipient]).filter((each) => each !== null)),
  };
}

const KINDS = { bid: "dse/1", withdraw: "dse-withdraw/1", confirm: "dse-confirm/1" } as const;
const KIND_OF = { "dse/1": "bid", "dse-withdraw/1": "withdraw", "dse-confirm/1": "confirm" } as const;

function partBoxOf(part: PartRow, { terms }: Shelf, lodged: Awaited<ReturnType<typeof lodgedBy>>): PartBox[] {
  const newest = terms.get(`${lotKey(part.tender_id, part.lot)}/${part.part}`);
  if (newest === undefined) return [];
  const row = lodged.findLast((each) => each.part === part.part);
  const last: Previous | null = row === undefined ? null : { sha256: row.statement_sha256, seq: row.seq, kind: KINDS[row.kind] };
  return [{ part: part.part, state: part.state, deadline: part.deadline.getTime() as Instant, terms: newest.terms, termsSha256: newest.sha256, last }];
}

/** Writes what was taken. @returns each arrival's receipts, one a statement */
async function keep(tx: Tx, world: World, arrivals: readonly Arrival[]): Promise<Map<Arrival, Receipt[]>> {
  const all = arrivals.flatMap((arrival) => arrival.checked.map((checked) => ({ arrival, checked, entry: sealedEntry(checked.sent.salt, fromHex(checked.sha256)) })));
  const outboxIds = await appendAllToLog(tx, world.exchange.id, all.map(({ entry }) => entry));
  const receipts = new Map<Arrival, Receipt[]>(arrivals.map((arrival) => [arrival, []]));
  const rows = all.map(({ arrival, checked, entry }, index) => {
    const { statement, sha256 } = checked;
    const receipt = provisionalReceipt({ origin: world.exchange.origin, statementSha256: sha256, leafHash: leafHash(entryBytes(entry)), acceptedAt: arrival.receivedAt }, world.receiptKey);
    receipts.get(arrival)?.push({ part: statement.part, statement: sha256, receipt, acceptedAt: arrival.receivedAt });
    return rowOf(world, arrival, checked, { receipt, outboxId: outboxIds[index] ?? "" });
  });
  await insertLodgements(tx, rows, all.flatMap(({ checked }) => sharesOf(world, checked)));
  return receipts;
}

function rowOf(world: World, { actor, receivedAt }: Arrival, { statement, sha256, reencoded, sent }: Checked, { receipt, outboxId }: { receipt: string; outboxId: string }): NewRow<"lodgements"> {
  const bid = statement.v === "dse/1" ? statement : null;
  return {
    exchange_id: world.exchange.id, statement_sha256: sha256, tender_id: statement.tender, lot: statement.lot, part: statement.part, bidder: statement.bidder.id, actor_id: actor.id,
    kind: KIND_OF[statement.v], seq: statement.seq, statement: sent.statement, signature: reencoded, salt: sent.salt, content_sha256: bid?.content.sha256 ?? null,
    content_size: bid === null ? null : String(bid.content.size), recipient: bid?.recipient ?? null, received_at: new Date(receivedAt), receipt, outbox_id: outboxId,
  };
}

const sharesOf = (world: World, { statement, sha256, sent }: Checked): NewRow<"shares">[] =>
  statement.v === "dse/1" ? statement.shares.map(({ opener }, index) => ({ exchange_id: world.exchange.id, statement_sha256: sha256, ordinal: index + 1, opener, bytes: sent.shares[index] ?? new Uint8Array() })) : [];
