import { inTransaction } from "../../db/database.js";
import type { Row } from "../../db/schema.js";
import type { Actor } from "../../identity/actor.js";
import { can } from "../../identity/can.js";
import { canonical } from "../../kernel/canonical-json.js";
import { fromBytesLE, toBytesLE } from "../kept.js";
import { ok, refuse, type Result } from "../../kernel/result.js";
import { rfc3339, type Instant } from "../../kernel/time.js";
import { sha256Hex } from "../../signing/hash-node.js";
import type { LotKey } from "../../tenders/keys.js";
import { tenderById, type Tender } from "../../tenders/queries.js";
import { holdTender } from "../../tenders/use-cases/hold.js";
import type { World } from "../../world.js";
import type { ComparedTexts, KeptPrints } from "../alike.js";
import { inOrder, namedSignals, priceSignals, textSignals } from "../find.js";
import { SIGNALS_VERSION } from "../kinds.js";
import { keptMarks } from "../kept.js";
import { markSignal, sharedMarks } from "../marks.js";
import { spreadOf } from "../prices.js";
import { keptOf, newestRun, runsBefore } from "../queries.js";
import { signalsBytes, readSignals, type Against, type Compared, type SignalsFile } from "../signals-file.js";
import { insertRun } from "../store.js";
import { counterOf } from "./count-others.js";
import { openedParts, readBids, readDocuments, type ReadBid } from "./read-bids.js";

export type Place = { readonly tenderId: string; readonly lot: string };
/** What a run came to: `isNew` is false where the last one says the same of the same. */
export type Run = { readonly serial: number; readonly sha256: string; readonly isNew: boolean };

/** Other lots that one is held against, the newest. */
const LOTS_MAX = 200;
/** What is kept of their bids comes to so much at most, in bytes: newest first. */
const KEPT_BYTES_MAX = 64 * 1_048_576;

/**
 * Looks for signals between the bidders of a lot after its opening and keeps what was found. Before an opening it is refused and
 * reads nothing. Done again on what has not changed, it finds the same and keeps nothing. Law: 实施条例 39, 40; 87号令 37.
 */
export async function findSignals(world: World, place: Place): Promise<Result<Run>> {
  const key: LotKey = { exchangeId: world.exchange.id, ...place };
  const tender = await openedTender(world, key);
  if (!tender.ok) return tender;
  const asOf = world.clock();
  const against = await runsBefore(world.db, key, new Date(asOf), LOTS_MAX);
  const found = await computed(world, { key, tender: tender.value, asOf, against });
  return inTransaction(world.db, async (tx): Promise<Result<Run>> => {
    await holdTender(tx, key.exchangeId, key.tenderId);
    const last = await newestRun(tx, key);
    const inputs = inputsHash(found.file);
    if (last?.inputs === inputs && last.version === SIGNALS_VERSION && saysTheSame(last, found.file)) return ok({ serial: last.serial, sha256: last.sha256, isNew: false });
    const [serial, file, now] = [(last?.serial ?? 0) + 1, signalsBytes(found.file), new Date(asOf)];
    const row = { exchange_id: key.exchangeId, tender_id: key.tenderId, lot: key.lot, serial };
    await insertRun(tx, { ...row, version: SIGNALS_VERSION, as_of: now, inputs, file, sha256: sha256Hex(file), made_at: now }, found.bids.map((bid) => ({
      ...row, bidder: bid.uscc, price_fen: bid.price === null ? null : bid.price.toString(), marks: keptMarks(bid.marks), prints: toBytesLE(found.texts?.prints.find(({ bidder }) => bidder === bid.uscc)?.hashes ?? new Uint32Array()), kept_at: now,
    })));
    return ok({ serial, sha256: sha256Hex(file), isNew: true });
  });
}

/** The same for a supervisor who asks. */
export async function lookForSignals(world: World, actor: Actor, place: Place): Promise<Result<Run>> {
  const may = can(actor, "signal.find");
  return may.ok ? findSignals(world, place) : may;
}

/** Computes the last run again as of its instant, against what it was held against. @returns whether it is the same byte for byte */
export async function checkSignals(world: World, actor: Actor, place: Place): Promise<Result<{ readonly serial: number; readonly sha256: string; readonly isSame: boolean }>> {
  const may = can(actor, "signal.find");
  if (!may.ok) return may;
  const key: LotKey = { exchangeId: world.exchange.id, ...place };
  const tender = await openedTender(world, key);
  if (!tender.ok) return tender;
  const last = await newestRun(world.db, key);
  if (last === null) return refuse("not-found", { what: `${place.tenderId}/${place.lot}` });
  const again = await computed(world, { key, tender: tender.value, asOf: last.as_of.getTime() as Instant, against: readSignals(last.file).compared.against });
  return ok({ serial: last.serial, sha256: last.sha256, isSame: sha256Hex(signalsBytes(again.file)) === last.sha256 });
}

async function openedTender(world: World, { exchangeId, tenderId, lot }: LotKey): Promise<Result<Tender>> {
  const tender = await tenderById(world.db, exchangeId, tenderId);
  if (tender?.lots.some((each) => each.lot === lot) !== true) return refuse("not-found", { what: `${tenderId}/${lot}` });
  return openedParts(tender, lot).length === 0 ? refuse("signals-before-opening", { lot }) : ok(tender);
}

type Asked = { readonly key: LotKey; readonly tender: Tender; readonly asOf: Instant; readonly against: readonly Against[] };
type Found = { readonly file: SignalsFile; readonly bids: readonly ReadBid[]; readonly texts: ComparedTexts | null };

async function computed(world: World, { key, tender, asOf, against }: Asked): Promise<Found> {
  const bids = await readBids(world, key, openedParts(tender, key.lot), asOf);
  const documents = await readDocuments(world, tender);
  const apart = [...new Set(bids.flatMap(({ uscc, members }) => [uscc, ...members]))];
  const kept = (await keptOf(world.db, key.exchangeId, against)).filter(({ bidder }) => !apart.includes(bidder));
  const texts = await world.compareTexts({ bids: bids.map(({ uscc, files }) => ({ bidder: uscc, files })), documents: documents.files, others: withinBytes(kept) });
  const count = counterOf(world.db, key.exchangeId, { apart, asOf, kept });
  const marked = [];
  for (const shared of sharedMarks(bids, documents.marks)) marked.push(markSignal(shared, await count(shared)));
  const compared: Compared = { bidders: bids.map(({ uscc, name, statements, lookedAt }) => ({ uscc, name, statements, files: lookedAt })), documents: documents.lookedAt, against };
  const signals = inOrder([
    ...marked.filter((each) => each !== null), ...namedSignals(bids), ...priceSignals(bids, spreadsIn(kept)), ...(texts === null ? [] : textSignals(texts.pairs, texts.organisations)),
  ]);
  return { bids, texts, file: { v: SIGNALS_VERSION, exchange: world.exchange.origin, tender: key.tenderId, lot: key.lot, asOf: rfc3339(asOf), compared, texts: texts !== null, signals } };
}

/** Kept prints in their order, as many as fit. */
function withinBytes(kept: readonly Row<"kept_prints">[]): KeptPrints[] {
  let left = KEPT_BYTES_MAX;
  return kept.flatMap(({ bidder, prints }) => {
    left -= prints.length;
    return left < 0 ? [] : [{ organisation: bidder, hashes: fromBytesLE(prints) }];
  });
}

/** How far apart the prices of each other lot were, where three bid. */
function spreadsIn(kept: readonly Row<"kept_prints">[]) {
  const lots = Map.groupBy(kept, ({ tender_id, lot }) => `${tender_id} ${lot}`);
  return [...lots.values()].flatMap((rows) => { const spread = spreadOf(rows.flatMap(({ price_fen }) => (price_fen === null ? [] : [BigInt(price_fen)]))); return spread === null ? [] : [spread]; });
}

const inputsHash = ({ compared }: SignalsFile): string => sha256Hex(canonical(compared));
const saysTheSame = ({ file }: Row<"signal_runs">, found: SignalsFile): boolean => sha256Hex(signalsBytes({ ...found, asOf: readSignals(file).asOf })) === sha256Hex(file);
