import { KeyObject, randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import path from "node:path";
import type { Logger } from "pino";
import { CONTEST } from "./auctions/use-cases/contest-engine.js";
import { openFloor } from "./auctions/use-cases/floor.js";
import { tokenSettings, type Config, type Mode } from "./config.js";
import { originOf } from "./exchange-origin.js";
import { QUICKNET, readChains, type BeaconChain } from "./experts/beacon.js";
import type { Ground } from "./ground.js";
import { trackInFlight } from "./in-flight.js";
import { hashPassword } from "./identity/use-cases/password-hash.js";
import { logSigner, noteSigner, verifyEd25519, type LogKey } from "./journal/ed25519-node.js";
import { receiptKeyName, receiptKeysFrom } from "./journal/key-change.js";
import { keyChangesOf } from "./journal/queries/key-changes.js";
import { openJournal, type Journal } from "./journal/sequencer.js";
import type { Witness } from "./journal/witness-client.js";
import { localWitness, openWitness } from "./journal/witness.js";
import type { Clock, Instant } from "./kernel/time.js";
import { liveTrust, liveWitnesses, type LiveTrust } from "./live-trust.js";
import { laterReceiptFile, openOwnKeys, signingKey, type OwnKeys } from "./own-keys.js";
import { openRehearsalClock, type MovableClock } from "./rehearsal/clock.js";
import { openTown, type Certify, type SignFor } from "./rehearsal/town.js";
import type { RevokingAuthority } from "./rehearsal/revoking.js";
import { crlSource, httpResponder } from "./revocation/use-cases/sources.js";
import { trustUnder, watchRevocation, type CrlSource, type RevocationWatch } from "./revocation/watch.js";
import { openAntivirus } from "./storage/antivirus.js";
import { openDeadlines } from "./tenders/queries.js";
import { indexMissingOrganisations } from "./identity/use-cases/offices.js";
import { indexMissingNotices } from "./tenders/use-cases/index-notices.js";
import { openTokens, type Tokens } from "./token/tokens.js";
import type { Exchange, World } from "./world.js";

/** A running exchange: its world, and in rehearsal the clock that can be moved and whoever issues certificates and signs for its actors. */
export type RunningExchange = { readonly world: World; readonly movable: MovableClock | null; readonly certify: Certify | null; readonly revoking: RevokingAuthority | null; readonly signFor: SignFor | null; /** The keys on tokens; null where none are set up. */ readonly tokens: Tokens | null;
  /** The first day of a rehearsal whose clock began before it; null where it began there. */ readonly firstDay: Instant | null };

type Args = { readonly config: Config; readonly ground: Ground; readonly log: Logger; readonly publicUrl: string; readonly random?: (count: number) => Uint8Array; readonly beacons?: readonly BeaconChain[]; readonly real?: () => number;
  /** The clock of a rehearsal's witness, where it is not the exchange's own: a drill of drifting clocks. */
  readonly witnessClock?: (own: Clock) => Clock;
};

/** The public beacons that are taken: those of a file, or the public network's. @throws {RangeError} for a file that names none */
const beaconsIn = (file: string | undefined): readonly BeaconChain[] => (file === undefined ? [QUICKNET] : readChains(readFileSync(file, "utf8")));

const random = (count: number): Uint8Array => Uint8Array.from(randomBytes(count));

/**
 * Opens the exchange of this installation: keys, clock, witnesses, log. In rehearsal mode an empty database becomes the
 * rehearsal town; in live mode the exchange must have been set up (docs/operations.md).
 * @throws {RangeError} with one line for what a person must put right
 */
export async function openExchange(args: Args): Promise<RunningExchange> {
  const { DAYLIGHT_MODE: mode, DAYLIGHT_DATA: data, DAYLIGHT_KEYS_PASSPHRASE: passphrase = null } = args.config;
  const settings = tokenSettings(args.config);
  const tokens = settings === null ? null : await openTokens(settings);
  const keys = await openOwnKeys(data, { passphrase, make: mode === "rehearsal", tokens });
  const running = { tokens, ...await (mode === "rehearsal" ? openRehearsal(args, keys) : openLive(args, keys, tokens)) };
  const indexed = await indexMissingNotices(running.world.db, running.world.exchange.id);
  if (indexed > 0) args.log.info({ indexed }, "notices made findable");
  await indexMissingOrganisations(running.world.db, running.world.exchange.id);
  return running;
}

async function openRehearsal(args: Args, keys: OwnKeys): Promise<Omit<RunningExchange, "tokens">> {
  const { config, ground } = args;
  if (!(keys.log instanceof KeyObject)) throw new RangeError("a rehearsal signs its log with a key in a file: take keys/log.key away");
  const town = await openTown(ground, config, { logKey: keys.log, random: args.random ?? random });
  const exchange = await exchangeOf(ground, "rehearsal", keys.log);
  const movable = await openRehearsalClock(ground.db, exchange.id, config.rehearsalFrom, args.real ?? Date.now);
  const journal = await openLog(args, { exchange, keys, clock: movable.now, movable });
  const world = worldOf(args, keys, { ...await receiptKeysOf(args, exchange.origin, keys.receipt), exchange, clock: movable.now, journal, trusted: town, revocation: watchOf(config, [{ name: "rehearsal", fetch: () => town.revoking.list(movable.now()) }]), timestamp: town.timestamp(movable.now), tsaPem: town.tsaPem });
  await town.found(world);
  return { world, movable, certify: town.certify, revoking: town.revoking, signFor: town.signFor, firstDay: await firstDayOf(args, exchange.id) };
}

/** A rehearsal was made when its clock began. */
async function firstDayOf({ config: { rehearsalFrom, DAYLIGHT_REHEARSAL_START: start }, ground }: Args, exchangeId: string): Promise<Instant | null> {
  const { made_at } = await ground.db.selectFrom("exchanges").select("made_at").where("exchange_id", "=", exchangeId).executeTakeFirstOrThrow();
  return made_at.getTime() === rehearsalFrom && rehearsalFrom < start ? start : null;
}

/** The keys that signed receipts, and the one that does: the founding one, or what signed changes put in its place. @throws {RangeError} where that one is not at hand */
async function receiptKeysOf({ config, ground, log }: Pick<Args, "config" | "ground" | "log">, origin: string, founding: KeyObject): Promise<Pick<World, "receiptKey" | "receiptKeys">> {
  const first = noteSigner(receiptKeyName(origin), 1, founding);
  const changes = (await keyChangesOf(ground.db, ground.exchangeId)).map(({ change }) => change);
  const receiptKeys = receiptKeysFrom(first.vkey, changes, verifyEd25519, (_, why) => { log.error({ code: "key-change-wrong", detail: why }, "receipts"); });
  const [inForce] = receiptKeys.slice(-1);
  if (inForce === undefined || inForce.text === first.vkey.text) return { receiptKey: first, receiptKeys };
  const key = await signingKey(laterReceiptFile(config.DAYLIGHT_DATA, inForce.publicKey), { passphrase: config.DAYLIGHT_KEYS_PASSPHRASE ?? null, make: false });
  return { receiptKey: noteSigner(receiptKeyName(origin), 1, key), receiptKeys };
}

async function openLive(args: Args, keys: OwnKeys, tokens: Tokens | null): Promise<Omit<RunningExchange, "tokens">> {
  const exchange = await exchangeOf(args.ground, "live", keys.log);
  const real = args.real ?? Date.now;
  const clock: Clock = () => real() as Instant;
  const trusted = await liveTrust(args.config.DAYLIGHT_DATA, { passphrase: args.config.DAYLIGHT_KEYS_PASSPHRASE ?? "", tokens }, (await keyChangesOf(args.ground.db, exchange.id)).findLast(({ change }) => change.role === "seal")?.change.new ?? null);
  const journal = await openLog(args, { exchange, keys, clock, movable: null });
  return { world: worldOf(args, keys, { ...await receiptKeysOf(args, exchange.origin, keys.receipt), exchange, clock, journal, trusted, revocation: watchOf(args.config, []), timestamp: null, tsaPem: null }), movable: null, certify: null, revoking: null, signFor: null, firstDay: null };
}

type Opened = Pick<World, "receiptKey" | "receiptKeys" | "exchange" | "clock" | "journal" | "timestamp" | "tsaPem" | "revocation"> & { readonly trusted: LiveTrust };

const worldOf = ({ config, ground, log, publicUrl, ...args }: Args, keys: OwnKeys, { trusted, ...opened }: Opened): World => ({
  ...opened, db: ground.db, mode: config.DAYLIGHT_MODE, publicUrl, filesUrl: config.DAYLIGHT_FILES_URL ?? null, random: args.random ?? random, blobs: ground.blobs, beacons: args.beacons ?? beaconsIn(config.BEACON_CHAINS_FILE), antivirus: config.ANTIVIRUS_URL === undefined ? null : openAntivirus(config.ANTIVIRUS_URL), openContent: ground.openings.open, readPdf: ground.pdfs.read, readFile: ground.documents.read, compareTexts: ground.comparing.read, stripFile: ground.stripping.read, trust: trustUnder(trusted.trust, opened.revocation), seal: trusted.seal, caPem: trusted.caPem,
  personalKeys: keys.personal, passwords: config.DAYLIGHT_PASSWORDS === "on" ? hashPassword : null, log, inFlight: trackInFlight(),
  floor: openFloor({ engine: CONTEST, db: ground.db, exchangeId: opened.exchange.id, clock: opened.clock, steady: () => performance.now(), wall: args.real ?? Date.now, random: args.random ?? random, log }),
});

/** How revocation is watched: the lists and responders of the environment, and a rehearsal's own authority. */
const watchOf = ({ CRL_URLS, OCSP_URLS, REVOCATION_STALE }: Config, own: readonly CrlSource[]): RevocationWatch =>
  watchRevocation({ sources: [...own, ...CRL_URLS.map(crlSource)], responders: OCSP_URLS.map(httpResponder), whenStale: REVOCATION_STALE });

async function exchangeOf({ db, exchangeId }: Pick<Ground, "db" | "exchangeId">, mode: Mode, logKey: LogKey): Promise<Exchange> {
  const row = await db.selectFrom("exchanges").selectAll().where("exchange_id", "=", exchangeId).executeTakeFirst();
  if (row === undefined) throw new RangeError(`no exchange ${exchangeId} is set up in this database: see docs/operations.md, “A live exchange”`);
  const origin = originOf(row.host, mode, logKey);
  if (row.origin !== origin) throw new RangeError(`the log key in DAYLIGHT_DATA is not that of ${row.origin}: put the right keys folder back`);
  return { id: row.exchange_id, host: row.host, name: row.name, nameEn: row.name_en, uscc: row.uscc, platformCode: row.platform_code, origin };
}

type LogArgs = { readonly exchange: Exchange; readonly keys: OwnKeys; readonly clock: Clock; readonly movable: MovableClock | null };

async function openLog({ config, ground, log, witnessClock = (own) => own }: Args, { exchange, keys, clock, movable }: LogArgs): Promise<Journal> {
  const { policy, witnesses } = movable === null ? await liveWitnesses(config.DAYLIGHT_DATA) : await rehearsalWitness(config.DAYLIGHT_DATA, exchange.origin, keys.log, witnessClock(clock));
  return openJournal({
    db: ground.sequencerDb, exchangeId: exchange.id, origin: exchange.origin, logKeys: [keys.log, ...keys.laterLogs], witnesses, policy, clock, random, ...(movable === null ? {} : { steady: movable.now }),
    lastCheckpointFile: path.join(config.DAYLIGHT_DATA, "keys", "last-checkpoint"),
    covers: { openDeadlines: async () => (await openDeadlines(ground.db, exchange.id)).map((each) => each.getTime() as Instant), held: () => movable?.isHeld() ?? false },
    onAlarm: (alarm) => { log.error(alarm, "log"); },
  });
}

/** The witness beside a rehearsal: its own key and memory, on the exchange's clock. */
async function rehearsalWitness(data: string, origin: string, logKey: LogKey, clock: Clock): Promise<{ policy: string; witnesses: Witness[] }> {
  const folder = path.join(data, "rehearsal", "witness");
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const signer = noteSigner("rehearsal-witness.example", 4, await signingKey(path.join(folder, "witness.key"), { passphrase: null, make: true }));
  const log = logSigner(origin, logKey).vkey;
  const state = openWitness({ signer, logs: [log], clock, movableClock: true, stateFile: path.join(folder, "seen.json"), verify: verifyEd25519 });
  return { policy: `log ${log.text}\nwitness w1 ${signer.vkey.text}\nquorum w1\n`, witnesses: [localWitness(state)] };
}
