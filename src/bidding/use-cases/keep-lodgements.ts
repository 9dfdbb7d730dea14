import { inTransaction, type Tx } from "../../db/database.js";
import { groupCommit } from "../../db/group-commit.js";
import type { Actor } from "../../identity/actor.js";
import { leafHash } from "../../journal/merkle.js";
import { appendAllToLog, entryBytes } from "../../journal/outbox.js";
import { provisionalReceipt, sealedEntry } from "../../journal/receipts.js";
import { concat, fromHex } from "../../kernel/bytes.js";
import { yuan, type Fen } from "../../kernel/money.js";
import { must, ok, refuse, type Result } from "../../kernel/result.js";
import type { Instant } from "../../kernel/time.js";
import { noticeOf, parseStatement } from "../../signing/statement.js";
import { parseTerms, type LotTerms, type Previous } from "../../signing/terms.js";
import { lineOf } from "../../lines/lines.js";
import type { Title } from "../../procedure/procedure.js";
import { fenOf } from "../../tenders/amounts.js";
import { APPLICATION } from "../admitted.js";
import { demandsOf, type Demand } from "../../tenders/queries.js";
import { gatesOf } from "../../tenders/queries/admissions.js";
import type { World } from "../../world.js";
import { covers } from "../../identity/mandate.js";
import { mandatedBy, type Mandated } from "../../identity/queries.js";
import { holdFirms } from "../../identity/use-cases/offices.js";
import { mayBid, type KnownFirm, type Runners } from "../may-bid.js";
import type { ConsortiumRule } from "../consortium.js";
import { decideLodgement, type Box, type PartBox } from "../lodge.js";
import { guaranteesOf, insertLodgements, lockBoxes, lodgedBy, newestTerms, type BidderLot, type BoxPart, type NewLodgement } from "../store.js";
import type { SentProved } from "./prove.js";

export type Receipt = { readonly part: string; readonly statement: string; readonly receipt: string; readonly acceptedAt: Instant };
/** Statements of one bidder for one lot, on their way into its box. */
export type Arrival = { readonly actor: Actor; readonly tenderId: string; readonly lot: string; readonly proved: readonly SentProved[]; readonly receivedAt: Instant };

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
    const shelf = await readShelf(tx, world.exchange.id, arrivals);
    const kept = arrivals.map((arrival) => receiptsBefore(shelf, arrival));
    const decided = arrivals.map((arrival, index) => (kept[index] === null ? decide(world, shelf, arrival) : ok(true as const)));
    const taken = arrivals.filter((_, index) => decided[index]?.ok === true && kept[index] === null);
    const receipts = await keep(tx, world, shelf, taken);
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
  const receipts = arrival.proved.flatMap(({ statement, sha256, signature, shares, content }): Receipt[] => {
    const last = lodged.findLast(({ part }) => part === statement.part);
    const again = last?.statement_sha256 === sha256 && signature.ok && shares.ok && content.ok;
    return again ? [{ part: last.part, statement: sha256, receipt: last.receipt, acceptedAt: last.received_at.getTime() as Instant }] : [];
  });
  return receipts.length === arrival.proved.length ? receipts : null;
}

/** What the database holds of some lots and bidders, read under their locks; rows by lot, and by bidder where they are his. */
type Shelf = {
  readonly parts: ReadonlyMap<string, readonly BoxPart[]>;
  readonly terms: ReadonlyMap<string, NewestTerms>;
  readonly lodged: ReadonlyMap<string, Awaited<ReturnType<typeof lodgedBy>>>;
  /** The bid deposit of each lot that demands one. */
  readonly deposits: ReadonlyMap<string, Fen>;
  readonly guarantees: ReadonlySet<string>;
  /** What the documents of each tender let consortia be. */
  readonly consortia: ReadonlyMap<string, Omit<ConsortiumRule, "passedAs">>;
  /** Of each lot that takes bids of admitted firms alone, those of these bidders that are; a lot that is not here takes everybody's. */
  readonly gates: ReadonlyMap<string, ReadonlySet<string>>;
  /** By which article the bids of each tender stay in the box; null where they can be taken back. */
  readonly stay: ReadonlyMap<string, Title | null>;
  /** Who runs each tender. */
  readonly runners: ReadonlyMap<string, Runners>;
  readonly firms: ReadonlyMap<string, KnownFirm & { readonly version: number }>;
};
const NOBODY: Runners = { agencies: [], bidders: [] };

/** The bidder and the other members of its consortium. */
const firmsOf = (arrival: Arrival): string[] => [...new Set([lotOfArrival(arrival).bidder, ...arrival.proved.flatMap(({ statement }) => (statement.v === "dse/1" ? (statement.bidder.members ?? []) : []))])];

/** Who runs a tender: the agency its notice names, and whoever holds or held a mandate for it. */
function runnersOf({ tender_id, agency, tenderer }: Demand, mandated: readonly Mandated[]): Runners {
  const here = mandated.filter((each) => each.tenderer === tenderer && covers(each, tender_id));
  return { agencies: [...(agency === null ? [] : [agency]), ...here.map((each) => each.agency)], bidders: here.flatMap((each) => each.bidders) };
}
type NewestTerms = { readonly terms: LotTerms; readonly sha256: string };
/** Terms by their hash, as read before: a crowd lodges under the same few. */
const knownTerms = new Map<string, LotTerms>();
const KNOWN_TERMS_MAX = 1_000;

function readTerms(sha256: string, entry: Uint8Array): LotTerms {
  const known = knownTerms.get(sha256);
  if (known !== undefined) return known;
  const terms = must(parseTerms(entry));
  if (knownTerms.size >= KNOWN_TERMS_MAX) knownTerms.clear();
  knownTerms.set(sha256, terms);
  return terms;
}

const lotKey = (tenderId: string, lot: string): string => `${tenderId}/${lot}`;

async function readShelf(tx: Tx, exchangeId: string, arrivals: readonly Arrival[]): Promise<Shelf> {
  const lots = arrivals.map(lotOfArrival);
  const parts = await lockBoxes(tx, exchangeId, lots);
  const terms = await newestTerms(tx, exchangeId, lots);
  const lodged = await lodgedBy(tx, exchangeId, lots);
  const tenders = [...new Set(lots.map(({ tenderId }) => tenderId))];
  const demanded = await demandsOf(tx, exchangeId, tenders);
  // Where everybody may bid there is no list to read, and there never will be: the way in is fixed by the first notice.
  const gated = [...new Set(demanded.flatMap((row) => (row.gated ? [row.tender_id] : [])))];
  const admitted = gated.length === 0 ? [] : await gatesOf(tx, exchangeId, gated, [...new Set(lots.map(({ bidder }) => bidder))]);
  const gates = Map.groupBy(admitted, (row) => lotKey(row.tender_id, row.lot));
  const mandated = await mandatedBy(tx, exchangeId, [...new Set(demanded.map(({ tenderer }) => tenderer))]);
  const firms = await holdFirms(tx, exchangeId, [...new Set(arrivals.flatMap(firmsOf))]);
  const deposits = new Map(demanded.flatMap((row) => (row.deposit === null ? [] : [[lotKey(row.tender_id, row.lot), fenOf(row.deposit)] as const])).filter(([, fen]) => fen > 0n));
  const asked = lots.filter(({ tenderId, lot }) => deposits.has(lotKey(tenderId, lot)));
  const guarantees = asked.length === 0 ? [] : await guaranteesOf(tx, exchangeId, asked);
  return {
    deposits, gates: new Map([...gates].map(([lot, rows]) => [lot, new Set(rows.flatMap(({ firm }) => firm ?? []))])), consortia: new Map(demanded.map((row) => [row.tender_id, { accepted: row.consortium, firmsMax: row.firms_max }])),
    stay: new Map(demanded.map(({ tender_id, line }) => [tender_id, lineOf(line).bidsStay])),
    runners: new Map(demanded.map((row) => [row.tender_id, runnersOf(row, mandated)])), firms: new Map(firms.map((firm) => [firm.uscc, firm])),
    parts: Map.groupBy(parts, (row) => lotKey(row.tender_id, row.lot)),
    terms: new Map(terms.map((row) => [`${lotKey(row.tender_id, row.lot)}/${row.part}`, { terms: readTerms(row.sha256, row.entry), sha256: row.sha256 }])),
    lodged: Map.groupBy(lodged, (row) => keyOf({ tenderId: row.tender_id, lot: row.lot, bidder: row.bidder })),
    guarantees: new Set(guarantees.map((row) => keyOf({ tenderId: row.tender_id, lot: row.lot, bidder: row.bidder }))),
  };
}

function decide(world: World, shelf: Shelf, arrival: Arrival): Result<true> {
  const { tenderId, lot, proved, receivedAt } = arrival;
  const parts = shelf.parts.get(lotKey(tenderId, lot));
  return parts === undefined ? refuse("not-found", { what: `标段 ${tenderId}/${lot}` }) : decideLodgement(boxOf(world, shelf, arrival, parts), proved, receivedAt);
}

function boxOf(world: World, shelf: Shelf, arrival: Arrival, parts: readonly BoxPart[]): Box {
  const key = keyOf(lotOfArrival(arrival));
  const lodged = shelf.lodged.get(key) ?? [];
  const deposit = shelf.deposits.get(lotKey(arrival.tenderId, arrival.lot)) ?? null;
  const offered = parts.flatMap((part) => partBoxOf(part, shelf, lodged));
  const bids = offered.filter(({ part }) => part !== APPLICATION);
  const isBidding = bids.length > 0;
  const gate = shelf.gates.get(lotKey(arrival.tenderId, arrival.lot));
  return {
    exchange: world.exchange.origin, lot: arrival.lot, parts: isBidding ? bids : offered, bidsStay: stayIn(shelf, arrival), admitted: !isBidding || gate === undefined || gate.has(lotOfArrival(arrival).bidder), firms: checkFirms(shelf, arrival), consortium: { accepted: false, firmsMax: null, ...shelf.consortia.get(arrival.tenderId), passedAs: isBidding ? appliedAs(lodged) : null },
    guaranteeMissing: isBidding && deposit !== null && !shelf.guarantees.has(key) ? yuan(deposit) : null,
    used: new Set(lodged.flatMap((each) => [each.content_sha256, each.recipient]).filter((each) => each !== null)),
  };
}

/** By which article bids of the tender stay in the box. */
const stayIn = ({ stay }: Shelf, { tenderId }: Arrival): Title | null => stay.get(tenderId) ?? null;

const checkFirms = ({ runners, firms }: Shelf, arrival: Arrival): Result<true> => mayBid(firmsOf(arrival), arrival.actor.id, runners.get(arrival.tenderId) ?? NOBODY, firms);

/** The other members of the consortium that applied for the prequalification; null where the firm lodged no application. */
function appliedAs(lodged: Awaited<ReturnType<typeof lodgedBy>>): readonly string[] | null {
  const application = lodged.findLast(({ part, kind }) => part === APPLICATION && kind === "bid")?.application ?? null;
  return application === null ? null : (must(parseStatement(application)).bidder.members ?? []);
}

const KINDS = { bid: "dse/1", withdraw: "dse-withdraw/1", confirm: "dse-confirm/1" } as const;
const KIND_OF = { "dse/1": "bid", "dse-withdraw/1": "withdraw", "dse-confirm/1": "confirm" } as const;

function partBoxOf(part: BoxPart, { terms }: Shelf, lodged: Awaited<ReturnType<typeof lodgedBy>>): PartBox[] {
  const newest = terms.get(`${lotKey(part.tender_id, part.lot)}/${part.part}`);
  if (newest === undefined) return [];
  const row = lodged.findLast((each) => each.part === part.part);
  const last: Previous | null = row === undefined ? null : { sha256: row.statement_sha256, seq: row.seq, kind: KINDS[row.kind], notice: row.notice };
  return [{ part: part.part, state: part.state, deadline: part.deadline.getTime() as Instant, terms: newest.terms, termsSha256: newest.sha256, last }];
}

/** Writes what was taken. @returns each arrival's receipts, one a statement */
async function keep(tx: Tx, world: World, { firms }: Shelf, arrivals: readonly Arrival[]): Promise<Map<Arrival, Receipt[]>> {
  const receipts = new Map<Arrival, Receipt[]>(arrivals.map((arrival) => [arrival, []]));
  if (arrivals.length === 0) return receipts;
  const taken = arrivals.flatMap((arrival) => arrival.proved.map((proved) => ({ arrival, proved, entry: sealedEntry(proved.sent.salt, fromHex(proved.sha256)) })));
  const outboxIds = await appendAllToLog(tx, world.exchange.id, taken.map(({ entry }) => entry));
  const rows = taken.map(({ arrival, proved, entry }, index) => {
    const { statement, sha256 } = proved;
    const receipt = provisionalReceipt({ origin: world.exchange.origin, statementSha256: sha256, leafHash: leafHash(entryBytes(entry)), acceptedAt: arrival.receivedAt }, world.receiptKey);
    receipts.get(arrival)?.push({ part: statement.part, statement: sha256, receipt, acceptedAt: arrival.receivedAt });
    return rowOf(arrival, proved, { receipt, outboxId: outboxIds[index] ?? "", fileVersion: firms.get(statement.bidder.id)?.version ?? 0 });
  });
  await insertLodgements(tx, world.exchange.id, rows);
  return receipts;
}

function rowOf({ actor, receivedAt }: Arrival, { statement, sha256, signature, sent }: SentProved, { receipt, outboxId, fileVersion }: { receipt: string; outboxId: string; fileVersion: number }): NewLodgement {
  const bid = statement.v === "dse/1" ? statement : null;
  return {
    statement_sha256: sha256, tender_id: statement.tender, lot: statement.lot, part: statement.part, bidder: statement.bidder.id, actor_id: actor.id,
    kind: KIND_OF[statement.v], seq: statement.seq, statement: sent.statement, signature: must(signature).reencoded, salt: sent.salt, shares: bid === null ? null : concat(...sent.shares), content_sha256: bid?.content.sha256 ?? null,
    content_size: bid === null ? null : String(bid.content.size), recipient: bid?.recipient ?? null, notice: noticeOf(statement), received_at: new Date(receivedAt), receipt, outbox_id: outboxId, file_version: fileVersion === 0 ? null : fileVersion,
  };
}
