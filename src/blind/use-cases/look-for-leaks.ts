import { inTransaction } from "../../db/database.js";
import type { Actor } from "../../identity/actor.js";
import { can } from "../../identity/can.js";
import { organisationName } from "../../identity/queries.js";
import { ok, refuse, type Result } from "../../kernel/result.js";
import { openedFilesOf, openingsOf } from "../../opening/queries.js";
import { partiesOf } from "../../opening/use-cases/parties.js";
import { readFile } from "../../parties/organisation-file.js";
import { filesOf } from "../../parties/queries.js";
import { representatives } from "../../signals/queries.js";
import { PRECHECK_NAME } from "../../signing/envelope.js";
import { sha256Hex } from "../../signing/hash-node.js";
import type { LotKey } from "../../tenders/keys.js";
import { tenderById, type Tender } from "../../tenders/queries.js";
import { holdTender } from "../../tenders/use-cases/hold.js";
import { READ_BYTES_MAX } from "../../tenders/use-cases/read-document.js";
import type { World } from "../../world.js";
import type { BlindCodes } from "../codes.js";
import { leaksBytes, type LeaksFile, type LookedThrough } from "../leaks-file.js";
import { leakScanner, type LeakScanner } from "../leaks.js";
import type { Known } from "../marks.js";
import { piecesOf } from "../pieces.js";
import { blindCodesOf, newestLeaks } from "../queries.js";
import { insertBlindLeaks } from "../store.js";

type Place = { readonly tenderId: string; readonly lot: string };
/** What a look came to: `isNew` is false where the last one found the same. */
export type Look = { readonly serial: number; readonly sha256: string; readonly isNew: boolean };

/** Looks the files of a blind lot's bids through for whose they are, and keeps what was found. Done again on what has not changed it keeps nothing. */
export async function findLeaks(world: World, place: Place): Promise<Result<Look>> {
  const key: LotKey = { exchangeId: world.exchange.id, ...place };
  const [tender, codes] = [await tenderById(world.db, key.exchangeId, key.tenderId), await blindCodesOf(world.db, key)];
  if (tender === null || codes === null) return refuse("not-blind", { lot: place.lot });
  const file = leaksBytes(await lookedThrough(world, tender, key, codes));
  const sha256 = sha256Hex(file);
  return inTransaction(world.db, async (tx): Promise<Result<Look>> => {
    await holdTender(tx, key.exchangeId, key.tenderId);
    const last = await newestLeaks(tx, key);
    if (last?.sha256 === sha256) return ok({ serial: last.serial, sha256, isNew: false });
    const serial = (last?.serial ?? 0) + 1;
    await insertBlindLeaks(tx, { exchange_id: key.exchangeId, tender_id: key.tenderId, lot: key.lot, serial, file, sha256, made_at: new Date(world.clock()) });
    return ok({ serial, sha256, isNew: true });
  });
}

/** The same for a supervisor who asks. */
export async function lookForLeaks(world: World, actor: Actor, place: Place): Promise<Result<Look>> {
  const may = can(actor, "leak.find");
  return may.ok ? findLeaks(world, place) : may;
}

async function lookedThrough(world: World, tender: Tender, key: LotKey, { part, codes }: BlindCodes): Promise<LeaksFile> {
  const scan = leakScanner(await knownBidders(world, tender, key), JSON.stringify([tender.form, tender.project]));
  const openings = await openingsOf(world.db, { ...key, part });
  const files: LookedThrough[] = [];
  for (const { bidder, statement_sha256: st } of openings.filter((each) => codes.some((coded) => coded.bidder === each.bidder)).toSorted((left, right) => (left.bidder < right.bidder ? -1 : 1))) {
    for (const { name, ordinal, size, sha256 } of await openedFilesOf(world.db, key.exchangeId, st)) {
      if (name !== PRECHECK_NAME) files.push(await looked(world, scan, { bidder, st, ordinal, name, sha256, size: Number(size) }));
    }
  }
  return { v: "blind-leaks/1", exchange: world.exchange.origin, tender: key.tenderId, lot: key.lot, part, files };
}

type Stored = Pick<LookedThrough, "bidder" | "st" | "ordinal" | "name" | "sha256"> & { readonly size: number };

/** A file's name, pages, margins and particulars, looked through one file at a time: between files others are served. */
async function looked({ blobs, readFile: readFacts }: Pick<World, "blobs" | "readFile">, scan: LeakScanner, { size, ...stored }: Stored): Promise<LookedThrough> {
  const bytes = size === 0 || size > READ_BYTES_MAX ? undefined : (await blobs.head(stored.sha256, READ_BYTES_MAX))?.bytes;
  const facts = bytes === undefined ? null : await readFacts({ name: stored.name, bytes });
  return { ...stored, read: facts?.kind ?? null, wordless: (facts?.pages ?? []).filter((page) => page.trim() === "").length, ...scan(piecesOf(stored.name, facts)) };
}

/** What the exchange knows of every bidder of the lot, a consortium's members beside their leader: all names it had here, its head, its telephone, who acts for it. */
async function knownBidders(world: World, { allParts }: Tender, { exchangeId, lot }: LotKey): Promise<Known[]> {
  const known: Known[] = [];
  for (const { bidder, members } of await partiesOf(world.db, world, allParts.filter((part) => part.lot === lot))) {
    const firms = [bidder, ...members];
    const files = (await Promise.all(firms.map((firm) => filesOf(world.db, exchangeId, firm)))).flat().map(({ file }) => readFile(file));
    const registered = await Promise.all(firms.map((firm) => organisationName(world.db, exchangeId, firm)));
    const acting = await representatives(world.db, exchangeId, firms, new Date(world.clock()));
    const distinct = (texts: readonly string[]): string[] => [...new Set(texts)].sort();
    known.push({
      bidder, codes: firms, names: distinct([...registered.filter((name) => name !== null), ...files.map(({ name }) => name)]), people: distinct([...files.map(({ legalRepresentative }) => legalRepresentative), ...acting.map(({ name }) => name)]), phones: distinct(files.map(({ phone }) => phone)), mails: [], latin: [],
    });
  }
  return known;
}
