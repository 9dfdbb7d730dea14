import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { readdir, stat, statfs } from "node:fs/promises";
import { connect } from "node:net";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { readConfig, tokenSettings, SECRETS, type Config } from "../config.js";
import { openDb, openPool } from "../db/database.js";
import { checkQuorum, parsePolicy, type Policy } from "../journal/policy.js";
import type { Seal } from "../journal/note.js";
import { keyChangesOf } from "../journal/queries/key-changes.js";
import type { Instant } from "../kernel/time.js";
import { must } from "../kernel/result.js";
import { sealFiles, sealSigner } from "../live-trust.js";
import { logKeyIn, needTokens } from "../own-keys.js";
import { keyRingFiles } from "../privacy/key-files.js";
import { withSettings } from "../settings.js";
import { isRehearsal, parseCertificate, readPem } from "../signing/certificates.js";
import { nameText } from "../signing/chains.js";
import { parseCrl } from "../signing/revocation.js";
import { isPlace, parsePlace } from "../token/place.js";
import type { Tokens } from "../token/tokens.js";
import { withTokens } from "./use-cases/ceremony.js";
import type { DatabaseFacts, Facts } from "./doctor.js";
import { databaseFacts, hasTree } from "./queries.js";

const PATIENCE_MS = 5_000;
const SECRET_FILES = ["keys/log.key", "keys/receipt.key", "trust/seal.key.pem", "settings.env"];

/** Looks at the installation in a folder. It changes nothing, and says nothing of what secrets are. @throws {RangeError} with one line where settings do not read */
export async function lookAt(data: string, environment: Readonly<Record<string, string | undefined>>): Promise<Facts> {
  const config = readConfig(withSettings({ ...environment, DAYLIGHT_DATA: data }));
  const policy = policyIn(data);
  const [database, witnesses, mail, backup, disk] = await Promise.all([lookAtDatabase(config), lookAtWitnesses(policy), lookAtMail(config), lookAtBackup(config), statfs(existsSync(data) ? data : path.dirname(data))]);
  const checkpoint = existsSync(path.join(data, "keys/last-checkpoint"));
  return {
    node: process.version, mode: existsSync(path.join(data, "settings.env")) ? config.DAYLIGHT_MODE : null,
    files: [...SECRET_FILES.map((name) => path.join(data, name)), ...laterKeys(data), ...keyRingFiles(path.join(data, "keys/personal")), ...secretFiles(data)].map((file) => ({ path: file, mode: modeOf(file) })),
    secretsInEnvironment: SECRETS.filter((name) => (environment[name] ?? "") !== ""), publicUrl: config.DAYLIGHT_PUBLIC_URL ?? null, trustedProxies: config.TRUSTED_PROXIES.length,
    disk: { freeBytes: disk.bavail * disk.bsize, allBytes: disk.blocks * disk.bsize },
    database: database?.facts ?? null, ...lookAtTrust(data, database), witnesses: witnesses.answers, quorum: witnesses.quorum,
    lastCheckpoint: checkpoint ? "there" : database?.hasTree === true ? "missing" : "unwritten",
    tokenKeys: await lookAtTokens(data, config), backup, mail, rehearsalFolder: existsSync(path.join(data, "rehearsal")),
  };
}

const modeOf = (file: string): number | null => (existsSync(file) ? statSync(file).mode & 0o777 : null);

/** Files of secrets: those that init wrote, and those the settings name. */
function secretFiles(data: string): string[] {
  const own = path.join(data, "secrets");
  const named = Object.entries(withSettings({ DAYLIGHT_DATA: data })).flatMap(([name, value]) => (SECRETS.some((secret) => name === `${secret}_FILE`) && value !== undefined ? [value] : []));
  return [...new Set([...(existsSync(own) ? readdirSync(own).map((name) => path.join(own, name)) : []), ...named])];
}

/** Keys that came into use after the founding. */
const laterKeys = (data: string): string[] => ["keys", "trust"].map((name) => path.join(data, name)).filter(existsSync)
  .flatMap((folder) => readdirSync(folder).filter((name) => /^((?:log|receipt)\.[0-9a-f]{8}\.key|seal\.[0-9a-f]{8}\.key\.pem)$/.test(name)).map((name) => path.join(folder, name)));

type SeenDatabase = { readonly facts: DatabaseFacts; readonly hasTree: boolean; /** Of the certificate that took the founding one's place. */ readonly sealSha256: string | null };

async function lookAtDatabase(config: Config): Promise<SeenDatabase | null> {
  const url = config.DATABASE_URL ?? embeddedUrl(config.DAYLIGHT_DATA);
  if (url === null) return null;
  const db = openDb(openPool(url, {}, 1));
  try {
    const changes = await keyChangesOf(db, config.DAYLIGHT_EXCHANGE ?? "");
    return { facts: await databaseFacts(db), hasTree: await hasTree(db), sealSha256: changes.findLast(({ change }) => change.role === "seal")?.change.new ?? null };
  } catch {
    return null;
  } finally {
    await db.destroy();
  }
}

/** Where the database within answers while the exchange runs; null while it does not. */
function embeddedUrl(data: string): string | null {
  const [pid, password] = [path.join(data, "postgres/postmaster.pid"), path.join(data, "postgres.password")];
  if (!existsSync(pid) || !existsSync(password)) return null;
  const port = readFileSync(pid, "utf8").split("\n")[3] ?? "";
  return `postgres://daylight:${readFileSync(password, "utf8")}@127.0.0.1:${port}/postgres`;
}

function policyIn(data: string): Policy | null {
  const file = path.join(data, "trust/policy.txt");
  return existsSync(file) ? parsePolicy(readFileSync(file, "utf8")) : null;
}

/** Each witness's clock by its answer's Date, which counts whole seconds. */
async function lookAtWitnesses(policy: Policy | null): Promise<{ readonly answers: Facts["witnesses"]; readonly quorum: Facts["quorum"] }> {
  if (policy === null) return { answers: [], quorum: "none" };
  const answers = await Promise.all(policy.witnesses.map(async ({ name, vkey, url }) => ({ name, vkey, offsetMs: url === null ? null : await offsetOf(url) })));
  const seals: Seal[] = answers.flatMap(({ vkey, offsetMs }) => (offsetMs === null ? [] : [{ vkey, line: "", at: 0 as Instant }]));
  return { answers: answers.map(({ name, offsetMs }) => ({ name, offsetMs })), quorum: checkQuorum(policy, seals) ? "met" : "missed" };
}

const HALF_SECOND_MS = 500;

async function offsetOf(url: string): Promise<number | null> {
  try {
    const sent = Date.now();
    const answer = await fetch(new URL("/vkey", url), { signal: AbortSignal.timeout(PATIENCE_MS) });
    await answer.arrayBuffer();
    const said = Date.parse(answer.headers.get("date") ?? "");
    return Number.isNaN(said) ? null : said + HALF_SECOND_MS - (sent + Date.now()) / 2;
  } catch {
    return null;
  }
}

async function lookAtMail({ SMTP_URL: url }: Config): Promise<Facts["mail"]> {
  if (url === undefined) return null;
  const { hostname, port, protocol } = new URL(url);
  return { isReachable: await answers(hostname, port === "" ? (protocol === "smtps:" ? 465 : 587) : Number(port)) };
}

const answers = (host: string, port: number): Promise<boolean> => new Promise((done) => {
  const socket = connect({ host, port });
  const end = (isThere: boolean) => (): void => { socket.destroy(); done(isThere); };
  socket.setTimeout(PATIENCE_MS, end(false)).once("connect", end(true)).once("error", end(false));
});

async function lookAtBackup({ BACKUP_URL: url }: Config): Promise<Facts["backup"]> {
  if (url === undefined) return null;
  if (!url.startsWith("file:")) return { target: new URL(url).host, newestAt: null, isSeen: false };
  const folder = fileURLToPath(url);
  const names = await readdir(folder).catch(() => []);
  const times = await Promise.all(names.map(async (name) => (await stat(path.join(folder, name))).mtimeMs));
  return { target: folder, newestAt: times.length === 0 ? null : (Math.max(...times) as Instant), isSeen: true };
}

/** Every key whose file names a place on a token: opened and tried, as the start does. */
async function lookAtTokens(data: string, config: Config): Promise<Facts["tokenKeys"]> {
  const held = [path.join(data, "keys/log.key"), path.join(data, "trust/seal.key.pem"), ...laterKeys(data)].filter((file) => existsSync(file) && isPlace(readFileSync(file, "latin1")));
  if (held.length === 0) return [];
  try {
    return await withTokens(tokenSettings(config), async (tokens) => {
      const seen = [];
      for (const file of held) seen.push({ path: file, ...await tried(file, tokens) });
      return seen;
    });
  } catch (error) {
    return held.map((file) => ({ path: file, why: reasonOf(error), isExtractable: false }));
  }
}

async function tried(file: string, tokens: Tokens | null): Promise<{ readonly why: string | null; readonly isExtractable: boolean }> {
  try {
    const text = readFileSync(file, "utf8");
    if (path.basename(file).startsWith("log.")) await logKeyIn(file, { passphrase: null, make: false, tokens });
    else must(await sealSigner(readFileSync(file.replace(/\.key\.pem$/, ".cert.pem")), readFileSync(file), { passphrase: "", tokens }));
    return { why: null, isExtractable: (await needTokens(tokens, file).open(parsePlace(text))).isExtractable };
  } catch (error) {
    return { why: reasonOf(error), isExtractable: false };
  }
}

const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** Authorities, revocation lists and the seal's certificate, as far as they read. */
function lookAtTrust(data: string, database: SeenDatabase | null): Pick<Facts, "authorities" | "seal" | "lists"> {
  const ca = pemIn(path.join(data, "trust/ca.pem"));
  const parsed = ca.certificates.flatMap((der) => { const each = parseCertificate(der); return each.ok ? [each.value] : []; });
  const [seal] = pemIn(sealFiles(data, database?.sealSha256 ?? null).certificate).certificates.map(parseCertificate);
  const lists = ca.lists.flatMap((der) => { const each = parseCrl(der); return each.ok ? [{ issuer: nameText(each.value.issuer), until: each.value.nextUpdate }] : []; });
  return { authorities: parsed.map((each) => ({ name: nameText(each.subject), notAfter: each.notAfter, isRehearsal: isRehearsal(each) })), seal: seal?.ok === true ? { notAfter: seal.value.notAfter } : null, lists };
}

function pemIn(file: string): { readonly certificates: readonly Uint8Array[]; readonly lists: readonly Uint8Array[] } {
  if (!existsSync(file)) return { certificates: [], lists: [] };
  const text = readFileSync(file, "utf8");
  try {
    return { certificates: readPem(text, "CERTIFICATE"), lists: readPem(text, "X509 CRL") };
  } catch (error) {
    if (error instanceof RangeError) return { certificates: [], lists: [] };
    throw error;
  }
}
