import { createHash, type KeyObject } from "node:crypto";
import { existsSync } from "node:fs";
import { chmod, mkdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { accountsOf } from "../bank/queries.js";
import { openAccount } from "../bank/use-cases/accounts.js";
import { keepRate } from "../deposits/use-cases/rate.js";
import { enterUnitIn, openWindowIn } from "../centre/use-cases/units.js";
import { unitsOf } from "../centre/queries.js";
import type { Config } from "../config.js";
import { inTransaction, type Db } from "../db/database.js";
import { FIRST_EXCHANGE, originOf } from "../exchange-origin.js";
import { appointKnown } from "../experts/use-cases/pool.js";
import { enterItemIn } from "../fees/use-cases/items.js";
import { foundItems } from "../items/use-cases/register.js";
import { registerActor } from "../identity/use-cases/offices.js";
import { newSecret, secretHash } from "../identity/use-cases/sessions.js";
import { appendToLog } from "../journal/outbox.js";
import { must } from "../kernel/result.js";
import { day, dayOf, plusDays, type Clock, type Instant } from "../kernel/time.js";
import { parseCertificate, readPem } from "../signing/certificates.js";
import type { TrustStore } from "../signing/chains.js";
import { signDetached, type Signer } from "../signing/cms-sign.js";
import { sha256Hex } from "../signing/hash-node.js";
import { signerFromPem } from "../signing/key-file.js";
import { makeTimestampToken } from "../signing/tsp.js";
import type { Timestamp, World } from "../world.js";
import { foundCentre } from "./centre.js";
import { foundConcierges } from "./concierges.js";
import { rehearsalItems as feeItems } from "./fees.js";
import { rehearsalItems } from "./items.js";
import { foundIssuers, keepIssuerKeys } from "./issuers.js";
import { makeAuthority, openAuthority, type Authority, type Holder, type KeyPair } from "./authority.js";
import { certificatesPem, p12Of, pemOf, REHEARSAL_PASSWORD, writeKeyFiles } from "./key-files.js";
import { TOWN_ACCOUNTS } from "./bank/accounts.js";
import { openRevoking, type RevokingAuthority } from "./revoking.js";
import { AREAS, OPENER_OFFICES, PEOPLE, TOWN, UNITS, WINDOWS, type Person } from "./people.js";
import { pooledPeople } from "./pool.js";

/** The rehearsal town's authority and what it issued to the exchange itself. */
export type Town = {
  readonly trust: TrustStore;
  readonly seal: Signer;
  readonly caPem: string;
  /** The roots of the time-stamping authority: here the same. */
  readonly tsaPem: string;
  readonly timestamp: (clock: Clock) => Timestamp;
  /** Issues a certificate for rehearsing to a person of an organisation. */
  readonly certify: Certify;
  /** What the authority says of certificates it took back. */
  readonly revoking: RevokingAuthority;
  /** Signs for an actor of the town. */
  readonly signFor: SignFor;
  /** Writes the first entries of the log, once. */
  readonly found: (world: World) => Promise<void>;
};

/** A PKCS#12 file for a person of an organisation, with its password. */
export type Certify = (holder: Holder) => Promise<{ readonly p12: Uint8Array; readonly password: string }>;

/** Signs bytes by the key of an actor of the town, who is there for one click and has no key of his own at hand; CMS, null for everybody else. */
export type SignFor = (personId: string, bytes: Uint8Array) => Promise<Uint8Array | null>;

const signingIn = (folder: string): SignFor => async (personId, bytes) => {
  const lines = JSON.parse(await readFile(path.join(folder, "actors.json"), "utf8")) as ActorLine[];
  const line = lines.find(({ id }) => id === personId);
  if (line === undefined) return null;
  const [certificate, key] = await Promise.all([line.certificateFile, line.keyFile].map((file) => readFile(path.join(folder, file), "utf8")));
  return signDetached(bytes, must(await signerFromPem(certificate ?? "", key ?? "")));
};

const certifying = (authority: Authority): Certify => async (holder) => {
  const pair = await authority.issue(holder);
  return { p12: p12Of(pair, [authority.root.certificate], holder.commonName, REHEARSAL_PASSWORD), password: REHEARSAL_PASSWORD };
};

type Making = { readonly logKey: KeyObject; readonly random: (count: number) => Uint8Array };

/** One line of actors.json (contracts.md §2); paths are relative to that file. */
export type ActorLine = {
  readonly id: string; readonly role: string; readonly name: string; readonly organisation: Person["organisation"]; readonly token: string;
  readonly certificateFile: string; readonly keyFile: string; readonly p12File: string; readonly ageIdentityFile: string | null;
};

/** Three years and a day or so: longer than anybody rehearses. */
const TERM_DAYS = 1_096;

type Place = { readonly db: Db; readonly exchangeId: string };

/** Opens the rehearsal town 晨光市, made when the database does not hold this exchange: authority, people, their key files and tokens. */
export async function openTown(place: Place, config: Config, making: Making): Promise<Town> {
  const folder = path.join(config.DAYLIGHT_DATA, "rehearsal");
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const authority = await openOwnAuthority(folder, making.random);
  const seal = await issued(folder, "seal", () => authority.issue({ commonName: "晨光市公共资源交易中心电子印章（演练）", organisation: { name: TOWN.name, uscc: TOWN.uscc } }));
  const tsa = await issued(folder, "tsa", () => authority.issueTimestamper());
  await makeTown(place, config, folder, authority, making);
  await keepIssuerKeys(folder, authority);
  const caPem = await readFile(path.join(folder, "ca", "root.cert.pem"), "utf8");
  const roots = readPem(caPem, "CERTIFICATE").map((der) => must(parseCertificate(der)));
  return {
    certify: certifying(authority), revoking: openRevoking(authority, path.join(folder, "ca")), signFor: signingIn(folder),
    trust: { roots, intermediates: [], crls: [] }, seal, caPem, tsaPem: caPem,
    timestamp: (clock) => (bytes) => makeTimestampToken(createHash("sha256").update(bytes).digest(), clock(), tsa, making.random(8)),
    found: async (world) => {
      if ((await world.journal.size()) > 0) return;
      await foundPool(world, config.rehearsalFrom);
      await foundLog(world, caPem, tsa.certificate);
      // After the entries every log begins with, and before any of them is out: a founding that broke off is taken up again.
      await foundUnits(world, config.rehearsalFrom);
      await foundConcierges(world, BY, config.rehearsalFrom);
      await foundAccounts(world, config.rehearsalFrom);
      await foundIssuers(world, folder, config.rehearsalFrom);
      await world.journal.flush();
    },
  };
}

async function openOwnAuthority(folder: string, random: Making["random"]): Promise<Authority> {
  const home = path.join(folder, "ca");
  const [certificateFile, keyFile] = [path.join(home, "root.cert.pem"), path.join(home, "root.key.pem")];
  if (existsSync(keyFile)) {
    const [certificate] = readPem(await readFile(certificateFile, "utf8"), "CERTIFICATE");
    const [privateKey] = readPem(await readFile(keyFile, "utf8"), "PRIVATE KEY");
    if (certificate === undefined || privateKey === undefined) throw new RangeError(`${home} holds no rehearsal authority`);
    return openAuthority({ certificate, privateKey }, random);
  }
  const authority = await makeAuthority(random);
  await mkdir(home, { recursive: true, mode: 0o700 });
  await writeFile(certificateFile, certificatesPem([authority.root.certificate]));
  await writeFile(keyFile, pemOf("PRIVATE KEY", authority.root.privateKey), { mode: 0o600 });
  return authority;
}

async function issued(folder: string, name: string, issue: () => Promise<KeyPair>): Promise<Signer> {
  const [certificateFile, keyFile] = [path.join(folder, "ca", `${name}.cert.pem`), path.join(folder, "ca", `${name}.key.pem`)];
  if (!existsSync(keyFile)) {
    const pair = await issue();
    await writeFile(certificateFile, certificatesPem([pair.certificate]));
    await writeFile(keyFile, pemOf("PRIVATE KEY", pair.privateKey), { mode: 0o600 });
  }
  return must(await signerFromPem(await readFile(certificateFile, "utf8"), await readFile(keyFile, "utf8")));
}

/** A second rehearsal beside the first has its id in its names. */
const townNamed = (id: string): { readonly host: string; readonly name: string; readonly nameEn: string } =>
  (id === FIRST_EXCHANGE ? TOWN : { host: `${id}.example`, name: `${TOWN.name}（${id}）`, nameEn: `${TOWN.nameEn} (${id})` });

async function makeTown({ db, exchangeId }: Place, config: Config, folder: string, authority: Authority, { logKey, random }: Making): Promise<void> {
  const known = await db.selectFrom("exchanges").select("exchange_id").where("exchange_id", "=", exchangeId).executeTakeFirst();
  if (known !== undefined) return;
  const madeAt = new Date(config.rehearsalFrom);
  const lines: ActorLine[] = [];
  const certificates = new Map<string, Uint8Array>();
  for (const person of PEOPLE) {
    const pair = await authority.issue({ commonName: person.name, organisation: person.organisation });
    const files = await writeKeyFiles(path.join(folder, "keys"), person.id, pair, [authority.root.certificate]);
    const inKeys = (file: string): string => `keys/${file}`;
    certificates.set(person.id, pair.certificate);
    lines.push({
      id: person.id, role: person.role, name: person.name, organisation: person.organisation, token: newSecret(random), certificateFile: inKeys(files.certificateFile),
      keyFile: inKeys(files.keyFile), p12File: inKeys(files.p12File), ageIdentityFile: person.opener === undefined ? null : `keys/${person.id}.age-identities.json`,
    });
  }
  const actorsFile = path.join(folder, "actors.json");
  await writeFile(actorsFile, `${JSON.stringify(lines, null, 2)}\n`, { mode: 0o600 });
  await chmod(actorsFile, 0o600);
  const { host, name, nameEn } = townNamed(exchangeId);
  await inTransaction(db, async (tx) => {
    const made_at = madeAt;
    await tx.insertInto("exchanges").values({ exchange_id: exchangeId, host, name, name_en: nameEn, uscc: TOWN.uscc, platform_code: TOWN.platformCode, origin: originOf(host, "rehearsal", logKey), made_at }).execute();
    for (const { area, name, nameEn } of AREAS) await tx.insertInto("areas").values({ exchange_id: exchangeId, area, name, name_en: nameEn }).execute();
    for (const { opener, organisation } of OPENER_OFFICES) await tx.insertInto("opener_offices").values({ exchange_id: exchangeId, opener, org_name: organisation.name, org_uscc: organisation.uscc }).execute();
    for (const person of PEOPLE) await registerActor(tx, exchangeId, person, certificates.get(person.id) ?? null, secretHash(lines.find(({ id }) => id === person.id)?.token ?? ""), madeAt);
  });
}

/** The town's experts stand in the pool from its first day, so that a draw can be rehearsed with people who can sign in. */
const foundPool = (world: World, at: Instant): Promise<void> => appointKnown(world, pooledPeople(), plusDays(dayOf(at), TERM_DAYS), at);

/** The town's units, windows, fees and items, in force since the year before its first day. */
const foundUnits = (world: World, at: Instant): Promise<void> =>
  inTransaction(world.db, async (tx) => {
    if ((await unitsOf(tx, world.exchange.id)).length > 0) return;
    const from = plusDays(dayOf(at), -UNITS_SINCE_DAYS);
    for (const { name: zh, kinds, ...unit } of UNITS) must(await enterUnitIn(tx, world, BY, { level: "city", ...unit, zh, kinds: [...kinds], from }, at));
    await foundCentre(tx, world, from, at);
    for (const window of WINDOWS) must(await openWindowIn(tx, world, BY, { hall: "city-hall", ...window, tasks: [...window.tasks], from }, at));
    for (const item of feeItems(from, plusDays(from, ABOLISHED_AFTER_DAYS))) must(await enterItemIn(tx, world, BY, item, { at, today: from }));
    await foundItems(tx, world, BY, rehearsalItems(from), { at, today: from });
  });
/** The accounts the town has at its bank. */
const foundAccounts = (world: World, at: Instant): Promise<void> =>
  inTransaction(world.db, async (tx) => {
    if ((await accountsOf(tx, world.exchange.id)).length > 0) return;
    for (const account of TOWN_ACCOUNTS) {
      must(await openAccount(tx, world, account, dayOf(at)));
      if (account.purpose === "deposits") must(await keepRate(tx, world, { account: account.number, ...DEMAND_RATE }, BY.id, at));
    }
  });
/** What the rehearsal's bank gives on demand deposits: a made-up paper; the number is that of large banks since May 2025, from memory. */
const DEMAND_RATE = { from: day("2025-05-20"), millionths: 50_000n, yearDays: 360, source: "晨光银行活期存款挂牌利率公告（演练）" } as const;
const BY = { id: "rehearsal" };
const UNITS_SINCE_DAYS = 366;
const ABOLISHED_AFTER_DAYS = 120;

/** config, the exchange's own keys and the authority: what every reader of the log needs first. */
async function foundLog(world: World, caPem: string, tsaCertificate: Uint8Array): Promise<void> {
  await inTransaction(world.db, async (tx) => {
    const waiting = await tx.selectFrom("outbox").select("id").where("exchange_id", "=", world.exchange.id).limit(1).executeTakeFirst();
    if (waiting !== undefined) return;
    await appendToLog(tx, world.exchange.id, { v: "dl/1", type: "config", mode: world.mode, origin: world.exchange.origin, exchange: world.exchange.name, policy_sha256: sha256Hex(world.journal.policy) });
    await appendToLog(tx, world.exchange.id, { v: "dl/1", type: "policy", lines: world.journal.policy.trimEnd().split("\n"), sha256: sha256Hex(world.journal.policy) });
    await appendToLog(tx, world.exchange.id, { v: "dl/1", type: "key", role: "receipt", vkey: world.receiptKey.vkey.text });
    await appendToLog(tx, world.exchange.id, { v: "dl/1", type: "key", role: "seal", sha256: sha256Hex(world.seal.certificate) });
    await appendToLog(tx, world.exchange.id, { v: "dl/1", type: "key", role: "tsa", sha256: sha256Hex(tsaCertificate) });
    await appendToLog(tx, world.exchange.id, { v: "dl/1", type: "key", role: "ca", sha256: sha256Hex(caPem) });
    for (const { opener, organisation } of OPENER_OFFICES) await appendToLog(tx, world.exchange.id, { v: "dl/1", type: "key", role: "opener-office", opener, org: organisation.uscc });
  });
}
