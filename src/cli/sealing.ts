import { z } from "zod";
import { parseCanonical, type Json } from "../kernel/canonical-json.js";
import { ok, refuse, type Result } from "../kernel/result.js";
import { verifyDetached } from "../signing/cms.js";
import { sha256Hex } from "../signing/hash-node.js";
import { nodePrimitives } from "../signing/primitives-node.js";
import { checkSealedTo, readSealing, type SealedTo, type Sealing, type SealingPart } from "../signing/sealing.js";
import type { LotTerms } from "../signing/terms.js";
import type { Anchors } from "./anchors.js";
import { getJson, type Client } from "./client.js";
import { walkLog } from "./log-walk.js";

/** A part whose terms and openers' keys were checked on this machine. */
export type CheckedPart = Omit<SealingPart, "terms" | "termsSha256"> & Pick<SealedTo, "terms" | "termsSha256">;

/** Asks what a lot must be sealed to. */
export async function fetchSealing(client: Client, tender: string, lot: string): Promise<Result<Sealing>> {
  const said = await getJson(client, `/api/v1/tenders/${encodeURIComponent(tender)}/lots/${encodeURIComponent(lot)}/sealing`, z.json());
  return said.ok ? readSealing(said.value) : said;
}

/**
 * Checks every part before anything is sealed: terms and openers' keys stand in the witnessed log, the keys before the notice,
 * each signed by its opener for this very part, and the openers are the offices known from outside (T10).
 */
export async function checkSealing(client: Client, said: Sealing, anchors: Anchors): Promise<Result<CheckedPart[]>> {
  const read: { readonly part: SealingPart; readonly to: SealedTo }[] = [];
  for (const part of said.parts) {
    const to = await checkSealedTo(nodePrimitives, said, part, anchors, verifyDetached);
    if (!to.ok) return to;
    read.push({ part, to: to.value });
  }
  const first = Math.min(...read.flatMap(({ to: { terms } }) => [terms.notice, ...terms.openers.map(({ idx }) => idx)]));
  const walk = await walkLog(client, anchors.policy, Number.isFinite(first) ? first : 0);
  if (!walk.ok) return walk;
  const { before, entries } = walk.value;
  for (const { to } of read) {
    const logged = checkLogged({ begin: before.size, entries }, to);
    if (!logged.ok) return logged;
  }
  return ok(read.map(({ part, to: { terms, termsSha256 } }) => ({ ...part, terms, termsSha256 })));
}

type Entries = { readonly begin: number; readonly entries: readonly Uint8Array[] };

/** The terms are the part's newest in the log, and each opener's key stands where they say, before the notice. */
function checkLogged({ begin, entries }: Entries, { terms, termsSha256, openers }: SealedTo): Result<null> {
  const bodies = entries.map(bodyOf);
  const newest = bodies.findLastIndex((body) => body["type"] === "lot.terms" && isOf(terms, body));
  const entry = entries[newest];
  if (entry === undefined || sha256Hex(entry) !== termsSha256) return refuse("terms-not-logged", { part: terms.part });
  const digestOf = (opener: string): string | undefined => openers.find((each) => each.opener === opener)?.sha256;
  const unlogged = terms.openers.find(({ opener, idx }) => idx >= terms.notice || !isKeyOf(terms, opener, digestOf(opener), bodies[idx - begin] ?? {}));
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
