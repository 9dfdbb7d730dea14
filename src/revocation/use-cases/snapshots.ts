import { fromUtf8 } from "../../kernel/bytes.js";
import { ok, refuse, type Result } from "../../kernel/result.js";
import { rfc3339, type Instant } from "../../kernel/time.js";
import { readPem } from "../../signing/certificates.js";
import { nameText, signerOfList } from "../../signing/chains.js";
import { sha256Hex } from "../../signing/hash-node.js";
import { decideNatively } from "../../signing/native-node.js";
import { parseCrl, type Crl } from "../../signing/revocation.js";
import type { World } from "../../world.js";
import { listsInForce, snapshotBytes } from "../queries.js";
import { insertSnapshot } from "../store.js";

type Ground = Pick<World, "db" | "exchange" | "trust" | "revocation" | "log" | "clock">;

/** Lists are asked for anew this often, in ms of real time; at once where one is over. */
const ASK_MS = 600_000;
/** After a try that brought no current list the next one comes no sooner, in ms of real time. */
const RETRY_MS = 30_000;

/** The one list in a PEM file, or the bytes as they are. */
function derOf(bytes: Uint8Array): Uint8Array {
  if (bytes[0] === 0x30) return bytes;
  try {
    return readPem(fromUtf8(bytes), "X509 CRL")[0] ?? bytes;
  } catch {
    return bytes; // no text: the reader of DER says what is wrong
  }
}

/** Keeps a list that one of our authorities signed and that is no older than the one in force: an old one would bring a revoked certificate back. */
export async function keepList({ db, exchange, trust }: Ground, bytes: Uint8Array, source: string, at: Instant): Promise<Result<{ readonly sha256: string }>> {
  const der = derOf(bytes);
  const parsed = parseCrl(der);
  if (!parsed.ok) return parsed;
  const { issuer, thisUpdate, nextUpdate } = parsed.value;
  if (nextUpdate === null) return refuse("wrong-crl", { why: "no time of the next list" });
  const signer = decideNatively(signerOfList(trust, parsed.value));
  if (signer === null) return refuse("crl-stranger", { issuer: nameText(issuer) });
  const known = (await listsInForce(db, exchange.id)).find((each) => each.issuer === signer.sha256);
  if (known !== undefined && thisUpdate < known.this_update.getTime()) return refuse("crl-older", { at: rfc3339(thisUpdate), known: rfc3339(known.this_update.getTime() as Instant) });
  const sha256 = sha256Hex(der);
  await insertSnapshot(db, { exchange_id: exchange.id, sha256, kind: "crl", issuer: signer.sha256, serial: null, source, this_update: new Date(thisUpdate), next_update: new Date(nextUpdate), der, kept_at: new Date(at) });
  return ok({ sha256 });
}

/** Takes up the newest lists kept by any process of the exchange. */
export async function holdNewest({ db, exchange, revocation }: Ground): Promise<void> {
  const [held, wanted] = [revocation.lists(), (await listsInForce(db, exchange.id)).map(({ sha256 }) => sha256)];
  if (wanted.length === held.size && wanted.every((each) => held.has(each))) return;
  const lists = new Map<string, Crl>();
  for (const sha256 of wanted) {
    const known = held.get(sha256) ?? parsedOf(await snapshotBytes(db, exchange.id, sha256, "crl"));
    if (known !== null) lists.set(sha256, known);
  }
  revocation.hold(lists);
}

function parsedOf(der: Uint8Array | null): Crl | null {
  const parsed = der === null ? null : parseCrl(der);
  return parsed?.ok === true ? parsed.value : null;
}

/** Asks every source for its list; what fails is said in the operator's log, and the others go on. */
export const askSources = (world: Ground): Promise<void> => world.revocation.alone(async () => {
  for (const { name, fetch } of world.revocation.sources) {
    try {
      const kept = await keepList(world, await fetch(), name, world.clock());
      if (!kept.ok) world.log.error({ source: name, code: kept.refusal.code, facts: kept.refusal.facts }, "revocation: a list was not taken");
    } catch (error) {
      world.log.error({ err: error, source: name }, "revocation: no list came");
    }
  }
  await holdNewest(world);
});

/** Issuers whose newest list is over, by the exchange's clock. */
export async function staleIssuers({ db, exchange, clock }: Ground): Promise<string[]> {
  const now = clock();
  return (await listsInForce(db, exchange.id)).filter(({ next_update: next }) => next === null || now >= next.getTime()).map(({ issuer }) => issuer);
}

/** Keeps the lists current, and raises the alarm when one is over and when it is back. @param real time in ms @returns one look */
export function revocationKeeper(world: Ground, real: () => number): () => Promise<void> {
  let askedAt = -Infinity;
  let alarmed: readonly string[] = [];
  return async () => {
    if (world.revocation.sources.length === 0) return;
    await holdNewest(world);
    const over = world.revocation.lists().size === 0 || (await staleIssuers(world)).length > 0;
    if (real() - askedAt < (over ? RETRY_MS : ASK_MS)) return;
    askedAt = real();
    await askSources(world);
    const stale = await staleIssuers(world);
    if (stale.length > 0) world.log.error({ issuers: stale, whenStale: world.revocation.whenStale }, "revocation: a list is over and no newer one came; certificates of its issuer are judged by REVOCATION_STALE");
    else if (alarmed.length > 0) world.log.info("revocation: the lists are current again");
    alarmed = stale;
  };
}

