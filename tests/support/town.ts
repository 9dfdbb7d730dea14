import { randomBytes } from "node:crypto";
import { cpSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import type { Logger } from "pino";
import { expect, inject } from "vitest";
import { createApp } from "../../src/app.js";
import { readConfig } from "../../src/config.js";
import { FIRST_EXCHANGE } from "../../src/exchange-origin.js";
import { openExchange, type RunningExchange } from "../../src/exchange.js";
import { openStore } from "../../src/ground.js";
import { openLog } from "../../src/log-lines.js";
import { must } from "../../src/kernel/result.js";
import type { Instant } from "../../src/kernel/time.js";
import type { ActorLine } from "../../src/rehearsal/town.js";
import type { Signer } from "../../src/signing/cms-sign.js";
import { signerFromPem } from "../../src/signing/key-file.js";
import { openUploads } from "../../src/storage/use-cases.js";
import { assetsFor } from "../../src/served-assets.js";
import { buildAssets, type Assets, type BuiltAssets } from "../../src/web/assets.js";
import { askSigning, byCertificate } from "./step-up.js";
import { madeOnce, testDatabase, type TestDatabase } from "./database.js";

/** A whole rehearsal exchange on a database and folder of its own, its clock held; acted on through its HTTP surface alone. */
export type TestTown = RunningExchange & {
  readonly app: ReturnType<typeof createApp>;
  readonly assets: Assets;
  readonly database: TestDatabase;
  readonly folder: string;
  readonly actors: readonly ActorLine[];
  /** Asks as an actor; the answer's JSON. What needs a signature is signed by the actor's certificate. */
  readonly ask: (actor: string | null, method: string, url: string, body?: unknown, headers?: Record<string, string>) => Promise<Answer>;
  /** The same without ever signing. */
  readonly askOnce: TestTown["ask"];
  /** As `ask`, demanding success. */
  readonly done: (actor: string | null, method: string, url: string, body?: unknown) => Promise<Record<string, unknown>>;
  readonly signer: (actor: string) => Promise<Signer>;
  readonly advance: (to: string) => Promise<void>;
  readonly stop: () => Promise<void>;
};
export type Answer = { readonly status: number; readonly json: Record<string, unknown> };

let building: Promise<BuiltAssets> | null = null;
/** The same for every town of a test file, but for the offline page. */
const builtAssets = (): Promise<BuiltAssets> => (building ??= buildAssets());

const random = (count: number): Uint8Array => Uint8Array.from(randomBytes(count));

type More = Pick<Parameters<typeof openExchange>[0], "witnessClock" | "beacons"> & Pick<Parameters<typeof createApp>[0], "bankDoor" | "alongside"> & { readonly log?: Logger; /** Which exchange of the database it is. */ readonly exchangeId?: string; /** Where contents lie, if not in a folder of its own. */ readonly blobUrl?: string };

/** Starts that many towns have: each is founded once in a run, and copied. */
const SHARED_STARTS: ReadonlySet<string> = new Set(["2026-08-17T09:00:00+08:00", "2026-08-31T09:00:00+08:00", "2026-09-01T09:00:00+08:00", "2026-09-01T10:00:00+08:00", "2026-09-14T09:00:00+08:00", "2026-09-21T09:00:00+08:00", "2026-09-22T10:00:00+08:00"]);

type Place = { readonly database: TestDatabase; readonly folder: string; readonly start: string; readonly exchangeId: string; readonly blobUrl: string | undefined };

/** Opens an exchange, founded where it is not yet, and holds its clock. */
async function opened({ database, folder, start, exchangeId, blobUrl }: Place, more: Omit<Parameters<typeof openExchange>[0], "config" | "ground" | "publicUrl">) {
  const config = readConfig({ DAYLIGHT_DATA: folder, DAYLIGHT_REHEARSAL_START: start, PORT: "0", BLOB_URL: blobUrl });
  const ground = { databaseUrl: database.url, exchangeId, db: database.db, sequencerDb: database.as("daylight_sequencer"), ...(await openStore(config)) };
  const running = await openExchange({ ...more, config, ground, publicUrl: "http://chenguang.example" });
  if (running.movable === null) throw new RangeError("a rehearsal without its clock");
  await running.movable.set(running.movable.now(), true);
  const end = async (): Promise<void> => {
    await running.world.journal.stop();
    await Promise.all([ground.openings.end(), ground.pdfs.end(), ground.documents.end(), ground.comparing.end(), ground.stripping.end()]);
  };
  return { ground, running, end };
}

const ownDatabase = (isPlain: boolean, start: string, folder: string): Promise<TestDatabase> => (isPlain && SHARED_STARTS.has(start) ? foundedTown(start, folder) : testDatabase());

/** The database of a town founded at this start, and its folder put in the one that is given: a copy of what the first who asked has founded. */
async function foundedTown(start: string, folder: string): Promise<TestDatabase> {
  const template = `town_${start.replaceAll(/\D/g, "")}`;
  const kept = path.join(inject("townsFolder"), template);
  await madeOnce(template, async () => {
    const database = await testDatabase();
    const { end } = await opened({ database, folder: kept, start, exchangeId: FIRST_EXCHANGE, blobUrl: undefined }, { log: openLog("error") });
    await end();
    await database.keepAs(template);
  });
  cpSync(kept, folder, { recursive: true });
  return testDatabase(template);
}

/** @param start where the held clock begins @param own a database on a server of the test's own, where it is to die @param more such as a witness with a clock of its own */
export async function testTown(start = "2026-09-01T09:00:00+08:00", level = "error", own: TestDatabase | null = null, { exchangeId = FIRST_EXCHANGE, blobUrl, bankDoor, alongside, ...more }: More = {}): Promise<TestTown> {
  const folder = mkdtempSync(path.join(tmpdir(), "daylight-town-"));
  const isPlain = exchangeId === FIRST_EXCHANGE && blobUrl === undefined && more.witnessClock === undefined;
  const database = own ?? (await ownDatabase(isPlain, start, folder));
  const { ground, running, end } = await opened({ database, folder, start, exchangeId, blobUrl }, { log: more.log ?? openLog(level), ...more });
  const { world } = running;
  const uploads = await openUploads({ db: ground.db, blobs: ground.blobs, folder: path.join(folder, "uploads"), clock: () => Date.now() as Instant, exchangeId: world.exchange.id, sizeMax: 64 * 1_048_576, random });
  const assets = await assetsFor(world, await builtAssets());
  const app = createApp({ ...running, uploads, assets, bankDoor, alongside });
  const actors = JSON.parse(readFileSync(path.join(folder, "rehearsal", "actors.json"), "utf8")) as ActorLine[];
  const lineOf = (id: string): ActorLine => {
    const line = actors.find((each) => each.id === id);
    if (line === undefined) throw new RangeError(`no actor ${id}`);
    return line;
  };
  const read = (file: string): string => readFileSync(path.join(folder, "rehearsal", file), "utf8");
  const askOnce: TestTown["ask"] = async (actor, method, url, body, headers = {}) => {
    const response = await app.request(url, {
      method,
      headers: { ...(actor === null ? {} : { authorization: `Bearer ${lineOf(actor).token}` }), ...(body === undefined ? {} : { "content-type": "application/json" }), ...headers },
      ...(body === undefined ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    return { status: response.status, json: text.startsWith("{") ? (JSON.parse(text) as Record<string, unknown>) : { text } };
  };
  const signer: TestTown["signer"] = async (actor) => must(await signerFromPem(read(lineOf(actor).certificateFile), read(lineOf(actor).keyFile)));
  const ask: TestTown["ask"] = (actor, method, url, body, headers = {}) =>
    actor === null ? askOnce(actor, method, url, body, headers) : askSigning((proof) => askOnce(actor, method, url, body, { ...headers, ...proof }), async (wanted) => byCertificate(wanted, await signer(actor)));
  const done: TestTown["done"] = async (actor, method, url, body) => {
    const answer = await ask(actor, method, url, body);
    expect(answer.status, `${method} ${url}: ${JSON.stringify(answer.json).slice(0, 600)}`).toBeLessThan(300);
    return answer.json;
  };
  return {
    ...running, app, assets, database, folder, actors, askOnce, ask, done, signer,
    advance: async (to) => { await done("admin-1", "POST", "/api/v1/rehearsal/clock", { advanceTo: to, hold: true }); },
    stop: async () => {
      await end();
      await database.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Another city on the same database and the same store of contents, with the same people, firms and numbers; stopped before the first. It runs without row security. */
export function townBeside({ database, folder }: TestTown, exchangeId: string): Promise<TestTown> {
  const as: TestDatabase["as"] = (_, id = exchangeId) => database.as("owner", id);
  const own: TestDatabase = { ...database, db: as("daylight_app"), as, close: () => Promise.resolve() };
  return testTown(undefined, undefined, own, { exchangeId, blobUrl: pathToFileURL(path.join(folder, "blobs")).href });
}
