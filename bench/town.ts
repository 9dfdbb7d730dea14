import { randomBytes } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { pino } from "pino";
import { createApp } from "../src/app.js";
import { assetsFor } from "../src/served-assets.js";
import { buildAssets } from "../src/web/assets.js";
import { readConfig } from "../src/config.js";
import { actingFor, openDb, openPool, type Db } from "../src/db/database.js";
import { openExchange } from "../src/exchange.js";
import { collectClosers, openGround } from "../src/ground.js";
import { must } from "../src/kernel/result.js";
import type { Actor } from "../src/identity/actor.js";
import { actorById } from "../src/identity/queries.js";
import type { Instant } from "../src/kernel/time.js";
import type { ActorLine } from "../src/rehearsal/town.js";
import { signerFromPem } from "../src/signing/key-file.js";
import { openUploads } from "../src/storage/use-cases.js";
import { askSigning, byCertificate } from "../tests/support/step-up.js";
import type { TestTown } from "../tests/support/town.js";

/** Folders for one run, on the disk that the product's own data would lie on. */
export function workFolder(name: string): { readonly path: string; readonly remove: () => void } {
  const folder = mkdtempSync(path.join(tmpdir(), `daylight-bench-${name}-`));
  return { path: folder, remove: () => { rmSync(folder, { recursive: true, force: true }); } };
}

/**
 * A whole rehearsal exchange on the embedded Postgres with the product's own settings, fsync on; its clock held. It has the shape
 * of the tests' town, so that their helpers work here too.
 */
export async function benchTown(start = "2026-09-01T09:00:00+08:00"): Promise<TestTown> {
  const folder = workFolder("town");
  const config = readConfig({ DAYLIGHT_DATA: folder.path, DAYLIGHT_REHEARSAL_START: start, PORT: "0" });
  const log = pino({ level: "error" }, pino.destination(2));
  const closers = collectClosers(log);
  const ground = await openGround(config, { log, clock: () => Date.now() as Instant, closers });
  const running = await openExchange({ config, ground, log, publicUrl: "http://chenguang.example" });
  const { world, movable } = running;
  if (movable === null) throw new RangeError("a rehearsal without its clock");
  await movable.set(movable.now(), true);
  const uploads = await openUploads({ db: ground.db, blobs: ground.blobs, folder: path.join(folder.path, "uploads"), clock: () => Date.now() as Instant, exchangeId: world.exchange.id, sizeMax: 2 ** 31, random: (count) => Uint8Array.from(randomBytes(count)) });
  const assets = await assetsFor(running.world, await buildAssets());
  const app = createApp({ ...running, uploads, assets });
  const rehearsal = path.join(folder.path, "rehearsal");
  const actors = JSON.parse(readFileSync(path.join(rehearsal, "actors.json"), "utf8")) as ActorLine[];
  const lineOf = (id: string): ActorLine => {
    const line = actors.find((each) => each.id === id);
    if (line === undefined) throw new RangeError(`no actor ${id}`);
    return line;
  };
  const askOnce: TestTown["ask"] = async (actor, method, url, body, headers = {}) => {
    const response = await app.request(url, {
      method, headers: { ...(actor === null ? {} : { authorization: `Bearer ${lineOf(actor).token}` }), ...(body === undefined ? {} : { "content-type": "application/json" }), ...headers },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    return { status: response.status, json: text.startsWith("{") ? (JSON.parse(text) as Record<string, unknown>) : { text } };
  };
  const signer: TestTown["signer"] = async (actor) => must(await signerFromPem(readFileSync(path.join(rehearsal, lineOf(actor).certificateFile), "utf8"), readFileSync(path.join(rehearsal, lineOf(actor).keyFile), "utf8")));
  const ask: TestTown["ask"] = (actor, method, url, body, headers = {}) =>
    actor === null ? askOnce(actor, method, url, body, headers) : askSigning((proof) => askOnce(actor, method, url, body, { ...headers, ...proof }), async (wanted) => byCertificate(wanted, await signer(actor)));
  const done: TestTown["done"] = async (actor, method, url, body) => {
    const answer = await ask(actor, method, url, body);
    if (answer.status >= 300) throw new RangeError(`${method} ${url}: ${JSON.stringify(answer.json).slice(0, 600)}`);
    return answer.json;
  };
  const as: TestTown["database"]["as"] = (role, exchangeId = ground.exchangeId): Db => {
    const db = openDb(openPool(ground.databaseUrl, role === "owner" ? {} : actingFor(exchangeId, role)));
    closers.add(() => db.destroy());
    return db;
  };
  return {
    ...running, app, assets, database: { db: ground.db, url: ground.databaseUrl, as, close: () => Promise.resolve() }, folder: folder.path, actors, askOnce, ask, done, signer,
    advance: async (to) => { await done("admin-1", "POST", "/api/v1/rehearsal/clock", { advanceTo: to, hold: true }); },
    stop: async () => {
      await world.journal.stop();
      await closers.closeAll();
      folder.remove();
    },
  };
}

/** An office of the town, as use cases take it. @throws {RangeError} where there is none of that name */
export async function officeOf({ db, exchange }: TestTown["world"], id: string): Promise<Actor> {
  const office = await actorById(db, exchange.id, id);
  if (office === null) throw new RangeError(`no office ${id}`);
  return office;
}
