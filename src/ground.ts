import { createAdaptorServer } from "@hono/node-server";
import { once } from "node:events";
import { Server as HttpServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { Logger } from "pino";
import type { Config } from "./config.js";
import { actingFor, openDb, openPool, type Db, type Role } from "./db/database.js";
import { startEmbeddedPostgres } from "./db/embedded-postgres.js";
import { stampMode } from "./db/installation.js";
import { FIRST_EXCHANGE } from "./exchange-origin.js";
import { openQueue } from "./jobs/queue.js";
import { startRelay, type Relay } from "./jobs/relay.js";
import { doJob, type Handlers } from "./jobs/use-cases.js";
import type { Clock } from "./kernel/time.js";
import { prepare } from "./prepare.js";
import type { Blobs } from "./storage/blobs.js";
import { openBlobs } from "./storage/open-blobs.js";
import { openOpenings, type Openings } from "./threads/opening.js";
import { openComparing, openDocuments, openPdfs, openStripping, type Comparing, type DocumentReading, type Pdfs, type Stripping } from "./threads/reading.js";

const WEB_CONNECTIONS_MAX = 16;
const SEQUENCER_CONNECTIONS_MAX = 4;
/** A request's head must be here by then; its body may take as long as an upload takes. */
const HEADERS_MS_MAX = 30_000;

/** Things to close, newest first; one that fails does not keep the others open. */
export type Closers = { readonly add: (close: () => Promise<unknown>) => void; readonly closeAll: () => Promise<void> };

/** What one exchange stands on. `db` runs as daylight_app; `sequencerDb` as daylight_sequencer, which alone may extend the log; both see this exchange's rows alone. */
export type Ground = { readonly databaseUrl: string; readonly exchangeId: string; readonly db: Db; readonly sequencerDb: Db; readonly blobs: Blobs; readonly openings: Openings; readonly pdfs: Pdfs; readonly documents: DocumentReading; readonly comparing: Comparing; readonly stripping: Stripping };

export function collectClosers(log: Logger): Closers {
  const closers: (() => Promise<unknown>)[] = [];
  return {
    add: (close) => { closers.push(close); },
    closeAll: async () => { for (const close of closers.splice(0).reverse()) await close().catch((error: unknown) => { log.error({ err: error }, "closing"); }); },
  };
}

/** Starts or finds the database, migrates it, checks its mode, and opens the store. `clock` is real time. @throws {RangeError} with one line for what a person must put right. */
export async function openGround(config: Config, { log, clock, closers }: { log: Logger; clock: Clock; closers: Closers }): Promise<Ground> {
  const databaseUrl = config.DATABASE_URL ?? await embedded(config, log, closers);
  const exchangeId = exchangeToServe(config, await prepare(databaseUrl));
  const open = (role: Role, connectionsMax: number): Db => {
    const db = openDb(openPool(databaseUrl, actingFor(exchangeId, role), connectionsMax));
    closers.add(() => db.destroy());
    return db;
  };
  const db = open("daylight_app", WEB_CONNECTIONS_MAX);
  await stampMode(db, config.DAYLIGHT_MODE, clock());
  const store = await openStore(config);
  closers.add(store.openings.end);
  closers.add(store.pdfs.end);
  closers.add(store.documents.end);
  closers.add(store.comparing.end);
  closers.add(store.stripping.end);
  return { databaseUrl, exchangeId, db, sequencerDb: open("daylight_sequencer", SEQUENCER_CONNECTIONS_MAX), ...store };
}

/** A process serves one exchange (decision 34): the one it is told, else the only one there is, else the town to be made. @throws {RangeError} where there are several and none is named */
export function exchangeToServe({ DAYLIGHT_EXCHANGE: named }: Pick<Config, "DAYLIGHT_EXCHANGE">, known: readonly string[]): string {
  if (named !== undefined) return named;
  if (known.length > 1) throw new RangeError(`DAYLIGHT_EXCHANGE must be set: this database holds several exchanges (${known.join(", ")})`);
  return known[0] ?? FIRST_EXCHANGE;
}

/** Opens the store of contents, what opens bids into it, and what reads documents before they are there. */
export async function openStore({ BLOB_URL: url, DAYLIGHT_DATA: folder }: Pick<Config, "BLOB_URL" | "DAYLIGHT_DATA">): Promise<Pick<Ground, "blobs" | "openings" | "pdfs" | "documents" | "comparing" | "stripping">> {
  const blobs = await openBlobs(url, folder);
  return { blobs, openings: openOpenings(blobs, { url, folder }), pdfs: openPdfs(), documents: openDocuments(), comparing: openComparing(), stripping: openStripping() };
}

async function embedded(config: Config, log: Logger, closers: Closers): Promise<string> {
  const server = await startEmbeddedPostgres({ folder: config.DAYLIGHT_DATA, onRestart: (why) => { log.error(why); } });
  closers.add(server.stop);
  return server.url;
}

/** Starts doing the work of the outbox; `handlers` are the kinds of work there are. */
export async function startWork(config: Config, ground: Ground, handlers: Handlers, { log, closers }: { log: Logger; closers: Closers }): Promise<Relay> {
  const { databaseUrl, exchangeId, db } = ground;
  const warn = (where: string) => (error: unknown): void => { log.warn({ code: (error as { code?: string }).code }, `${where}: trying again`); };
  const queue = await openQueue({ databaseUrl, exchangeId, redisUrl: config.REDIS_URL }, (job) => doJob(ground, handlers, job), warn("jobs"));
  closers.add(queue.close);
  const relay = startRelay(db, exchangeId, { send: queue.send, onError: warn("outbox") });
  closers.add(relay.stop);
  return relay;
}

/** Listens and returns the port. @throws {RangeError} with one line when the port is taken or may not be used. */
export async function listen(fetch: (request: Request, env: never) => Response | Promise<Response>, { HOST, PORT }: Pick<Config, "HOST" | "PORT">, closers: Closers): Promise<number> {
  const server = createAdaptorServer({ fetch: fetch as never, serverOptions: { requestTimeout: 0, headersTimeout: HEADERS_MS_MAX } });
  server.listen(PORT, HOST);
  await once(server, "listening").catch((error: unknown) => {
    throw new RangeError(`PORT ${String(PORT)} on ${HOST} cannot be used: ${String((error as { code?: unknown }).code)}`, { cause: error });
  });
  closers.add(() => new Promise((done) => {
    server.close(done);
    if (server instanceof HttpServer) server.closeAllConnections();
  }));
  return (server.address() as AddressInfo).port;
}
