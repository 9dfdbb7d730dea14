import { createPrivateKey, generateKeyPairSync, randomBytes, type KeyObject } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import type { Logger } from "pino";
import type { Config, Mode } from "./config.js";
import type { Db } from "./db/database.js";
import { originOf } from "./exchange-origin.js";
import type { Ground } from "./ground.js";
import { trackInFlight } from "./in-flight.js";
import { noteSigner, verifyEd25519 } from "./journal/ed25519-node.js";
import { parsePolicy } from "./journal/policy.js";
import { openJournal, type Journal } from "./journal/sequencer.js";
import { httpWitness, type Witness } from "./journal/witness-client.js";
import { localWitness, openWitness } from "./journal/witness.js";
import { must } from "./kernel/result.js";
import type { Clock, Instant } from "./kernel/time.js";
import { openRehearsalClock, type MovableClock } from "./rehearsal/clock.js";
import { openTown, type Certify, type Town } from "./rehearsal/town.js";
import { parseCertificate, readPem } from "./signing/certificates.js";
import type { TrustStore } from "./signing/chains.js";
import { signerFromPem } from "./signing/key-file.js";
import { openAntivirus } from "./storage/antivirus.js";
import { openDeadlines } from "./tenders/queries.js";
import { indexMissingNotices } from "./tenders/use-cases/index-notices.js";
import type { Exchange, World } from "./world.js";

/** A running exchange: its world, and in rehearsal the clock that can be moved and whoever issues certificates. */
export type RunningExchange = { readonly world: World; readonly movable: MovableClock | null; readonly certify: Certify | null };

type Args = { readonly config: Config; readonly ground: Ground; readonly log: Logger; readonly publicUrl: string; readonly random?: (count: number) => Uint8Array; readonly real?: () => number;
  /** The clock of a rehearsal's witness, where it is not the exchange's own: a drill of drifting clocks. */
  readonly witnessClock?: (own: Clock) => Clock;
};

const random = (count: number): Uint8Array => Uint8Array.from(randomBytes(count));

/**
 * Opens the exchange of this installation: keys, clock, witnesses, log. In rehearsal mode an empty database becomes the
 * rehearsal town; in live mode the exchange must have been set up (docs/operations.md).
 * @throws {RangeError} with one line for what a person must put right
 */
export async function openExchange(args: Args): Promise<RunningExchange> {
  const keys = await openKeys(args.config.DAYLIGHT_DATA);
  const running = await (args.config.DAYLIGHT_MODE === "rehearsal" ? openRehearsal(args, keys) : openLive(args, keys));
  const indexed = await indexMissingNotices(running.world.db, running.world.exchange.id);
  if (indexed > 0) args.log.info({ indexed }, "notices made findable");
  return running;
}

async function openRehearsal(args: Args, keys: Keys): Promise<RunningExchange> {
  const { config, ground } = args;
  const town = await openTown(ground, config, { logKey: keys.log, random: args.random ?? random });
  const exchange = await exchangeOf(ground.db, "rehearsal", keys.log);
  const movable = await openRehearsalClock(ground.db, exchange.id, config.DAYLIGHT_REHEARSAL_START, args.real ?? Date.now);
  const journal = await openLog(args, { exchange, logKey: keys.log, clock: movable.now, movable });
  const world = worldOf(args, keys, { exchange, clock: movable.now, journal, trusted: town, timestamp: town.timestamp(movable.now), tsaPem: town.tsaPem });
  await town.found(world);
  return { world, movable, certify: town.certify };
}

async function openLive(args: Args, keys: Keys): Promise<RunningExchange> {
  const exchange = await exchangeOf(args.ground.db, "live", keys.log);
  const real = args.real ?? Date.now;
  const clock: Clock = () => real() as Instant;
  const trusted = await liveTrust(args.config.DAYLIGHT_DATA);
  const journal = await openLog(args, { exchange, logKey: keys.log, clock, movable: null });
  return { world: worldOf(args, keys, { exchange, clock, journal, trusted, timestamp: null, tsaPem: null }), movable: null, certify: null };
}

type Opened = Pick<World, "exchange" | "clock" | "journal" | "timestamp" | "tsaPem"> & { readonly trusted: LiveTrust };

const worldOf = ({ config, ground, log, publicUrl, ...args }: Args, keys: Keys, { trusted, ...opened }: Opened): World => ({
  ...opened, db: ground.db, mode: config.DAYLIGHT_MODE, publicUrl, filesUrl: config.DAYLIGHT_FILES_URL ?? null, random: args.random ?? random, blobs: ground.blobs, antivirus: config.ANTIVIRUS_URL === undefined ? null : openAntivirus(config.ANTIVIRUS_URL), openContent: ground.openings.open, trust: trusted.trust, seal: trusted.seal, caPem: trusted.caPem,
  receiptKey: noteSigner(`${opened.exchange.origin}/receipt`, 1, keys.receipt), phoneKey: keys.phone, log, inFlight: trackInFlight(),
});

type Keys = { readonly log: KeyObject; readonly receipt: KeyObject; readonly phone: Uint8Array };

async function openKeys(data: string): Promise<Keys> {
  const folder = path.join(data, "keys");
  await mkdir(folder, { recursive: true, mode: 0o700 });
  return { log: await ed25519(path.join(folder, "log.key")), receipt: await ed25519(path.join(folder, "receipt.key")), phone: await secretBytes(path.join(folder, "phones.key")) };
}

const SECRET_BYTES = 32;
/** Random bytes in a file only its owner reads; made when it is not there. */
async function secretBytes(file: string): Promise<Uint8Array> {
  if (!existsSync(file)) await writeFile(file, randomBytes(SECRET_BYTES), { mode: 0o600 });
  const bytes = Uint8Array.from(await readFile(file));
  if (bytes.length !== SECRET_BYTES) throw new RangeError(`${file} must hold ${String(SECRET_BYTES)} bytes: put the right keys folder back`);
  return bytes;
}

/** A private Ed25519 key in a file only its owner reads; made when it is not there. */
async function ed25519(file: string): Promise<KeyObject> {
  if (!existsSync(file)) await writeFile(file, generateKeyPairSync("ed25519").privateKey.export({ type: "pkcs8", format: "pem" }), { mode: 0o600 });
  return createPrivateKey(await readFile(file, "utf8"));
}

async function exchangeOf(db: Db, mode: Mode, logKey: KeyObject): Promise<Exchange> {
  const row = await db.selectFrom("exchanges").selectAll().executeTakeFirst(); // row security shows the one this process serves
  if (row === undefined) throw new RangeError("no such exchange is set up in this database: see docs/operations.md, “A live exchange”");
  const origin = originOf(row.host, mode, logKey);
  if (row.origin !== origin) throw new RangeError(`the log key in DAYLIGHT_DATA is not that of ${row.origin}: put the right keys folder back`);
  return { id: row.exchange_id, host: row.host, name: row.name, nameEn: row.name_en, uscc: row.uscc, platformCode: row.platform_code, origin };
}

type LiveTrust = Pick<Town, "trust" | "seal" | "caPem">;

/** Live: roots and the seal's files are put there by the operator. */
async function liveTrust(data: string): Promise<LiveTrust> {
  const file = (name: string): string => path.join(data, "trust", name);
  for (const name of ["ca.pem", "seal.cert.pem", "seal.key.pem"]) if (!existsSync(file(name))) throw new RangeError(`live mode needs ${file(name)}: see docs/operations.md, “A live exchange”`);
  const caPem = await readFile(file("ca.pem"), "utf8");
  const certificates = readPem(caPem, "CERTIFICATE").map((der) => must(parseCertificate(der)));
  const isRoot = (each: (typeof certificates)[number]): boolean => Buffer.from(each.issuer.der).equals(each.subject.der);
  const trust: TrustStore = { roots: certificates.filter(isRoot), intermediates: certificates.filter((each) => !isRoot(each)), crls: [], live: true };
  return { trust, caPem, seal: must(await signerFromPem(await readFile(file("seal.cert.pem"), "utf8"), await readFile(file("seal.key.pem"), "utf8"))) };
}

type LogArgs = { readonly exchange: Exchange; readonly logKey: KeyObject; readonly clock: Clock; readonly movable: MovableClock | null };

async function openLog({ config, ground, log, witnessClock = (own) => own }: Args, { exchange, logKey, clock, movable }: LogArgs): Promise<Journal> {
  const { policy, witnesses } = movable === null ? await liveWitnesses(config.DAYLIGHT_DATA) : await rehearsalWitness(config.DAYLIGHT_DATA, exchange.origin, logKey, witnessClock(clock));
  return openJournal({
    db: ground.sequencerDb, exchangeId: exchange.id, origin: exchange.origin, logKey, witnesses, policy, clock, random, ...(movable === null ? {} : { steady: movable.now }),
    lastCheckpointFile: path.join(config.DAYLIGHT_DATA, "keys", "last-checkpoint"),
    covers: { openDeadlines: async () => (await openDeadlines(ground.db, exchange.id)).map((each) => each.getTime() as Instant), held: () => movable?.isHeld() ?? false },
    onAlarm: (alarm) => { log.error(alarm, "log"); },
  });
}

async function liveWitnesses(data: string): Promise<{ policy: string; witnesses: Witness[] }> {
  const file = path.join(data, "trust", "policy.txt");
  if (!existsSync(file)) throw new RangeError(`live mode needs ${file}: the witnesses of the log`);
  const policy = await readFile(file, "utf8");
  return { policy, witnesses: parsePolicy(policy).witnesses.flatMap(({ vkey, url }) => (url === null ? [] : [httpWitness(vkey.text, url)])) };
}

/** The witness beside a rehearsal: its own key and memory, on the exchange's clock. */
async function rehearsalWitness(data: string, origin: string, logKey: KeyObject, clock: Clock): Promise<{ policy: string; witnesses: Witness[] }> {
  const folder = path.join(data, "rehearsal", "witness");
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const signer = noteSigner("rehearsal-witness.example", 4, await ed25519(path.join(folder, "witness.key")));
  const log = noteSigner(origin, 1, logKey).vkey;
  const state = openWitness({ signer, logs: [log], clock, movableClock: true, stateFile: path.join(folder, "seen.json"), verify: verifyEd25519 });
  return { policy: `log ${log.text}\nwitness w1 ${signer.vkey.text}\nquorum w1\n`, witnesses: [localWitness(state)] };
}
