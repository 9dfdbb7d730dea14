import { createHash, type Hash } from "node:crypto";
import { mkdir, open, rm } from "node:fs/promises";
import path from "node:path";
import type { Readable } from "node:stream";
import { inTransaction, type Db, type Tx } from "../db/database.js";
import { hex } from "../kernel/bytes.js";
import { ok, refuse, type Result } from "../kernel/result.js";
import { plusMs, type Clock, DAY_MS } from "../kernel/time.js";
import { appendHashed, type Appended } from "./append-hashed.js";
import type { Blobs } from "./blobs.js";
import { readFrom, sizeOf } from "./file-blobs.js";
import * as store from "./store.js";
import { takeTurns } from "./turns.js";
import { decideAppend, decideStart, type Announced, type Upload } from "./upload.js";

const ID_BYTES = 16;
/** An upload nobody has continued for so long is given up. */
const ABANDONED_AFTER_MS = 7 * DAY_MS;
const EXPIRED_AT_ONCE_MAX = 1_000;
/** Hash states kept between two requests of one upload; beyond these the beginning is read again. */
const HASHES_MAX = 256;

/** What uploads need. `clock` is real time (abandonment is about disks, not law); `sizeMax` is inclusive, bytes; several processes may share `folder`. */
export type UploadsWorld = {
  readonly db: Db;
  readonly blobs: Blobs;
  readonly folder: string;
  readonly clock: Clock;
  readonly exchangeId: string;
  readonly sizeMax: number;
  readonly random: (count: number) => Uint8Array;
};
/** Bytes for an upload. `length` is what the request announces, null if it does not say. */
export type Addition = { readonly offset: number; readonly length: number | null; readonly body: Readable };

/** Resumable uploads; another actor's upload is `not-found`. */
export type Uploads = {
  readonly sizeMax: number;
  readonly start: (actorId: string, announced: Announced) => Promise<Result<Upload>>;
  readonly look: (actorId: string, id: string) => Promise<Result<Upload>>;
  readonly append: (actorId: string, id: string, addition: Addition) => Promise<Result<Upload>>;
  readonly cancel: (actorId: string, id: string) => Promise<Result<null>>;
  /** Gives up abandoned uploads, and finished ones whose content `isKept` denies. Returns how many. */
  readonly expire: (isKept: (tx: Tx, sha256: string) => Promise<boolean>) => Promise<number>;
};

type Inside = UploadsWorld & { readonly hashes: Map<string, { readonly size: number; readonly hash: Hash }>; readonly turn: ReturnType<typeof takeTurns> };

/** Opens the uploads of one exchange. Rows say what is expected, files under `folder` what has arrived; finished contents move to `blobs`. */
export async function openUploads(world: UploadsWorld): Promise<Uploads> {
  await mkdir(world.folder, { recursive: true, mode: 0o700 });
  const inside: Inside = { ...world, hashes: new Map(), turn: takeTurns() };
  return {
    sizeMax: world.sizeMax,
    start: (actorId, announced) => start(inside, actorId, announced),
    look: (actorId, id) => look(inside, actorId, id),
    append: (actorId, id, addition) => inside.turn(id, () => append(inside, actorId, id, addition), { stop: () => { addition.body.destroy(); } }),
    cancel: (actorId, id) => inside.turn(id, () => cancel(inside, actorId, id)),
    expire: (isKept) => expire(inside, isKept),
  };
}

/** The size of a content this actor uploaded whole, kept from expiry until the transaction ends; null if there is none. */
export const holdUploaded = (tx: Tx, exchangeId: string, actorId: string, sha256: string): Promise<number | null> => store.holdContent(tx, exchangeId, actorId, sha256);

const fileOf = (inside: Inside, id: string): string => path.join(inside.folder, id);
const keyOf = (inside: Inside, id: string): store.Key => ({ exchangeId: inside.exchangeId, id });

async function start(inside: Inside, actorId: string, announced: Announced): Promise<Result<Upload>> {
  const id = hex(inside.random(ID_BYTES));
  const decided = await inTransaction(inside.db, async (tx) => {
    const decision = decideStart(announced, await store.countUnfinished(tx, inside.exchangeId, actorId), inside.sizeMax);
    if (decision.ok) await store.insertUpload(tx, keyOf(inside, id), actorId, decision.value, inside.clock());
    return decision;
  });
  return decided.ok ? ok({ ...announced, id, actorId, received: 0, sha256: null, state: "open" }) : decided;
}

/** The row, with what really lies on the disk: after a crash the file knows better than the row. */
async function load(inside: Inside, actorId: string, id: string): Promise<Result<Upload>> {
  const upload = await store.findUpload(inside.db, keyOf(inside, id), actorId);
  if (upload === undefined) return refuse("not-found", { what: id });
  if (upload.state !== "open") return ok(upload);
  return ok({ ...upload, received: (await sizeOf(fileOf(inside, id))) ?? 0 });
}

async function look(inside: Inside, actorId: string, id: string): Promise<Result<Upload>> {
  const loaded = await load(inside, actorId, id);
  if (!loaded.ok || !isToSettle(loaded.value)) return loaded;
  const settled = async (): Promise<Result<Upload>> => {
    const again = await load(inside, actorId, id);
    return again.ok && isToSettle(again.value) ? settle(inside, again.value) : again;
  };
  return inside.turn(id, settled, { isPatient: true });
}

/** All bytes are here but the process ended before it said so. */
const isToSettle = (upload: Upload): boolean => upload.state === "storing" || (upload.state === "open" && upload.received === upload.size);

async function settle(inside: Inside, upload: Upload): Promise<Result<Upload>> {
  if (upload.state === "open") return finish(inside, upload, await hashOf(inside, upload));
  const content = { sha256: upload.sha256 ?? "", size: upload.size };
  const isThere = (await inside.blobs.has(content.sha256)) === content.size || (await sizeOf(fileOf(inside, upload.id))) === content.size;
  if (isThere) return moveToStore(inside, upload, content);
  await store.changeUpload(inside.db, keyOf(inside, upload.id), { state: "open", received: 0 }, inside.clock());
  return ok({ ...upload, state: "open", received: 0 });
}

async function append(inside: Inside, actorId: string, id: string, { offset, length, body }: Addition): Promise<Result<Upload>> {
  const loaded = await load(inside, actorId, id);
  if (!loaded.ok) return loaded;
  const decided = decideAppend(loaded.value, offset, length);
  if (!decided.ok) return decided;
  const upload = decided.value;
  const hash = await hashOf(inside, upload);
  inside.hashes.delete(id);
  const { size, end } = await writeBody(fileOf(inside, id), upload, body, hash);
  if (end !== "disk-full") remember(inside, id, size, hash);
  await store.changeUpload(inside.db, keyOf(inside, id), { received: size }, inside.clock());
  if (end === "disk-full") return refuse("disk-full");
  if (end === "over") return refuse("too-large", { size: `> ${String(upload.size)}`, max: upload.size });
  const added = { ...upload, received: size };
  return size === upload.size ? finish(inside, added, hash) : ok(added);
}

async function writeBody(file: string, upload: Upload, body: Readable, hash: Hash): Promise<Appended> {
  const handle = await open(file, upload.received === 0 ? "w" : "r+", 0o600);
  // A refused rest must stay readable: destroying it would close the connection before the answer is out.
  const chunks = body.iterator({ destroyOnReturn: false }) as AsyncIterable<Uint8Array>;
  return await appendHashed(handle, chunks, { size: upload.received, sizeMax: upload.size, hash }).finally(() => handle.close());
}

async function hashOf(inside: Inside, upload: Upload): Promise<Hash> {
  const kept = inside.hashes.get(upload.id);
  if (kept?.size === upload.received) return kept.hash;
  const hash = createHash("sha256");
  if (upload.received > 0) for await (const chunk of readFrom(fileOf(inside, upload.id), { to: upload.received })) hash.update(chunk);
  return hash;
}

function remember(inside: Inside, id: string, size: number, hash: Hash): void {
  inside.hashes.set(id, { size, hash });
  const [oldest] = inside.hashes.keys();
  if (inside.hashes.size > HASHES_MAX && oldest !== undefined) inside.hashes.delete(oldest);
}

async function finish(inside: Inside, upload: Upload, hash: Hash): Promise<Result<Upload>> {
  inside.hashes.delete(upload.id);
  const sha256 = hash.digest("hex");
  if (upload.expected !== null && upload.expected !== sha256) {
    await store.changeUpload(inside.db, keyOf(inside, upload.id), { state: "refused" }, inside.clock());
    await rm(fileOf(inside, upload.id), { force: true });
    return refuse("content-differs", { got: sha256, wanted: upload.expected });
  }
  // The hash is written down before the file moves: whoever comes after a crash in between knows where it went.
  await store.changeUpload(inside.db, keyOf(inside, upload.id), { state: "storing", received: upload.size, sha256 }, inside.clock());
  return moveToStore(inside, upload, { sha256, size: upload.size });
}

async function moveToStore(inside: Inside, upload: Upload, content: { sha256: string; size: number }): Promise<Result<Upload>> {
  const stored = await inside.blobs.adopt(fileOf(inside, upload.id), content);
  if (!stored.ok) return stored;
  await store.changeUpload(inside.db, keyOf(inside, upload.id), { state: "finished" }, inside.clock());
  return ok({ ...upload, received: upload.size, sha256: content.sha256, state: "finished" });
}

async function cancel(inside: Inside, actorId: string, id: string): Promise<Result<null>> {
  const loaded = await load(inside, actorId, id);
  if (!loaded.ok) return loaded;
  if (loaded.value.state === "finished") return refuse("upload-over", { state: "finished" });
  await drop(inside, id);
  await store.deleteUpload(inside.db, keyOf(inside, id));
  return ok(null);
}

async function drop(inside: Inside, id: string): Promise<void> {
  inside.hashes.delete(id);
  await rm(fileOf(inside, id), { force: true });
}

async function expire(inside: Inside, isKept: (tx: Tx, sha256: string) => Promise<boolean>): Promise<number> {
  const before = plusMs(inside.clock(), -ABANDONED_AFTER_MS);
  const unused: Upload[] = [];
  await inTransaction(inside.db, async (tx) => {
    for (const upload of await store.lockUntouched(tx, inside.exchangeId, before, EXPIRED_AT_ONCE_MAX)) {
      const { sha256 } = upload;
      if (sha256 !== null && upload.state === "finished" && ((await isKept(tx, sha256)) || (await store.isContentOfAnother(tx, keyOf(inside, upload.id), sha256)))) continue;
      await store.deleteUpload(tx, keyOf(inside, upload.id));
      unused.push(upload);
    }
  });
  for (const { id, sha256, state } of unused) {
    await drop(inside, id);
    if (state === "finished" && sha256 !== null) await inside.blobs.remove(sha256);
  }
  return unused.length;
}
