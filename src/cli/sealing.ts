import { z } from "zod";
import { fromBase64 } from "../kernel/bytes.js";
import { parseCanonical, type Json } from "../kernel/canonical-json.js";
import { ok, refuse, type Result } from "../kernel/result.js";
import { at, type Instant } from "../kernel/time.js";
import { checkSigner } from "../signing/cms-rules.js";
import { verifyDetached } from "../signing/cms.js";
import { sha256Hex } from "../signing/hash-node.js";
import { checkOpenersOwnKeys, parseOpenerKey, type OpenerKey } from "../signing/opener-key.js";
import { parseTerms, type LotTerms } from "../signing/terms.js";
import type { Anchors } from "./anchors.js";
import { getJson, type Client } from "./client.js";
import { walkLog } from "./log-walk.js";

const HEX32 = z.string().regex(/^[0-9a-f]{64}$/);
const PART = z.object({
  part: z.string(), title: z.string(), form: z.boolean(), requiredFiles: z.array(z.string()), terms: z.string().nullable(), termsSha256: HEX32.nullable(),
  openers: z.array(z.object({ opener: z.string(), statement: z.string(), signature: z.string() })),
  previous: z.object({ seq: z.number().int(), sha256: HEX32, kind: z.enum(["bid", "withdraw", "confirm"]) }).nullable(),
});
const SEALING = z.object({
  exchange: z.string(), mode: z.enum(["rehearsal", "live"]), now: z.string(), parts: z.array(PART), caPem: z.string(), offices: z.record(z.string(), z.string()),
  log: z.object({ vkeys: z.string(), policy: z.string() }),
});
/** What the exchange says a bid must be sealed to. Nothing of it is believed before `checkSealing`. */
export type Sealing = z.infer<typeof SEALING>;
type PartSaid = z.infer<typeof PART>;

/** A part whose terms and openers' keys were checked on this machine. */
export type CheckedPart = Pick<PartSaid, "part" | "title" | "form" | "requiredFiles" | "previous"> & { readonly terms: LotTerms; readonly termsSha256: string };

/** Asks what a lot must be sealed to. */
export const fetchSealing = (client: Client, tender: string, lot: string): Promise<Result<Sealing>> =>
  getJson(client, `/api/v1/tenders/${encodeURIComponent(tender)}/lots/${encodeURIComponent(lot)}/sealing`, SEALING);

/**
 * Checks every part before anything is sealed: terms and openers' keys stand in the witnessed log, the keys before the notice,
 * each signed by its opener for this very part, and the openers are the offices known from outside (T10).
 */
export async function checkSealing(client: Client, said: Sealing, anchors: Anchors): Promise<Result<CheckedPart[]>> {
  const read: { said: PartSaid; terms: LotTerms; bytes: Uint8Array; keys: ReadonlyMap<string, OpenerKey & { sha256: string }> }[] = [];
  for (const part of said.parts) {
    const one = readPart(part, said.exchange, anchors, at(said.now));
    if (!one.ok) return one;
    read.push({ said: part, ...one.value });
  }
  const first = Math.min(...read.flatMap(({ terms }) => [terms.notice, ...terms.openers.map(({ idx }) => idx)]));
  const walk = await walkLog(client, anchors.policy, Number.isFinite(first) ? first : 0);
  if (!walk.ok) return walk;
  const { before, entries } = walk.value;
  const checked: CheckedPart[] = [];
  for (const { said: { part, title, form, requiredFiles, previous }, terms, bytes, keys } of read) {
    const logged = checkLogged({ begin: before.size, entries }, terms, bytes, keys);
    if (!logged.ok) return logged;
    checked.push({ part, title, form, requiredFiles, previous, terms, termsSha256: sha256Hex(bytes) });
  }
  return ok(checked);
}

type ReadPart = { readonly terms: LotTerms; readonly bytes: Uint8Array; readonly keys: ReadonlyMap<string, OpenerKey & { sha256: string }> };

function readPart({ part, terms: text, termsSha256, openers }: PartSaid, exchange: string, anchors: Anchors, now: Instant): Result<ReadPart> {
  if (text === null) return refuse("terms-not-logged", { part });
  const bytes = fromBase64(text);
  if (sha256Hex(bytes) !== termsSha256) return refuse("terms-malformed", { where: "sha256" });
  const terms = parseTerms(bytes);
  if (!terms.ok) return terms;
  const keys = new Map<string, OpenerKey & { sha256: string }>();
  for (const { opener, statement, signature } of openers) {
    const signed = fromBase64(statement);
    const key = parseOpenerKey(signed);
    if (!key.ok) return key;
    const verified = verifyDetached(fromBase64(signature), signed, anchors.trust, now);
    const signer = verified.ok ? checkSigner(verified.value.certificate, { organisation: key.value.org, cert: key.value.cert }) : verified;
    if (!signer.ok) return signer;
    keys.set(opener, { ...key.value, sha256: sha256Hex(signed) });
  }
  const own = checkOpenersOwnKeys(terms.value, exchange, [...keys.values()], anchors.offices);
  return own.ok ? ok({ terms: terms.value, bytes, keys }) : own;
}

type Entries = { readonly begin: number; readonly entries: readonly Uint8Array[] };

/** The terms are the part's newest in the log, and each opener's key stands where they say, before the notice. */
function checkLogged({ begin, entries }: Entries, terms: LotTerms, bytes: Uint8Array, keys: ReadPart["keys"]): Result<null> {
  const bodies = entries.map(bodyOf);
  const newest = bodies.findLastIndex((body) => body["type"] === "lot.terms" && isOf(terms, body));
  const entry = entries[newest];
  if (entry === undefined || sha256Hex(entry) !== sha256Hex(bytes)) return refuse("terms-not-logged", { part: terms.part });
  const unlogged = terms.openers.find(({ opener, idx }) => idx >= terms.notice || !isKeyOf(terms, opener, keys.get(opener)?.sha256, bodies[idx - begin] ?? {}));
  return unlogged === undefined ? ok(null) : refuse("opener-key-unlogged", { opener: unlogged.opener });
}

const isKeyOf = (terms: LotTerms, opener: string, digest: string | undefined, body: Body): boolean =>
  body["type"] === "key" && body["role"] === "opener" && isOf(terms, body) && body["opener"] === opener && digest !== undefined && body["sha256"] === digest;

type Body = Readonly<Record<string, Json>>;
const isOf = ({ tender, lot, part }: LotTerms, body: Body): boolean => body["tender"] === tender && body["lot"] === lot && body["part"] === part;

function bodyOf(bytes: Uint8Array): Body {
  try {
    return parseCanonical(bytes) as Body;
  } catch {
    return {};
  }
}
