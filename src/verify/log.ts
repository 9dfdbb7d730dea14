import { verifyEd25519 } from "../journal/ed25519-node.js";
import { followKeys } from "../journal/key-change.js";
import { keysOf, parsePolicy, type AcceptedCheckpoint } from "../journal/policy.js";
import { TILE_WIDTH, tilePath } from "../journal/tiles.js";
import { parseCanonical, type Json } from "../kernel/canonical-json.js";
import { SECOND_MS, type Instant } from "../kernel/time.js";
import { sha256Hex } from "../signing/hash-node.js";
import { checkRoot, readCheckpoint, type Authority } from "./checkpoint.js";
import type { Loaded } from "./files.js";
import type { Findings } from "./findings.js";
import { readText } from "./read.js";
import { ENTRY_SHAPES, entryHead, misfit, type BundleIndex, type EntryOf, type EntryType } from "./shapes.js";
import { checkTiles, readEntries, treeOf, type Tree } from "./tree.js";

/** An entry of a known type, with the hash of its bytes that other records name it by. */
export type EntryOfType<Type extends EntryType> = { readonly idx: number; readonly sha256: string; readonly body: EntryOf<Type> };

/** The log of a bundle, checked as a log: what the other checks ask. */
export type BundleLog = {
  readonly size: number;
  readonly tree: Tree;
  readonly authority: Authority;
  readonly checkpoint: AcceptedCheckpoint;
  /** All entries of a type, in log order. */
  readonly all: <Type extends EntryType>(type: Type) => readonly EntryOfType<Type>[];
  /** The entry at an index, if it is of that type. */
  readonly at: <Type extends EntryType>(type: Type, idx: number) => EntryOfType<Type> | undefined;
  /** The tile an entry stands in, for a fault to name. */
  readonly pathOf: (idx: number) => string;
};

export const CHECKPOINT = "log/checkpoint";

/** The policies of a bundle: the one to judge by, and the bundle's own. */
type Policies = { readonly chosen: string; readonly own: string | undefined };

/** The policy to judge by: the reader's own, or the bundle's, which then only shows that the bundle agrees with itself. */
export function choosePolicy(bundle: Loaded, given: string | undefined, findings: Findings): Policies | undefined {
  const own = policyIn(readText(bundle, "trust/policy.txt", findings), "trust/policy.txt", findings);
  const chosen = given === undefined ? own : policyIn(given, "--policy", findings);
  if (given === undefined) findings.note("policy-from-bundle");
  return chosen === undefined ? undefined : { chosen, own };
}

/** The text of a policy for bundles. */
function policyIn(text: string | undefined, path: string, findings: Findings): string | undefined {
  if (text === undefined) return undefined;
  try {
    const { quorum, logs } = parsePolicy(text);
    if (quorum !== null && new Set(logs.map(({ vkey }) => vkey.name)).size === 1) return text;
    findings.fault("policy-wrong", path, { why: "a policy for bundles names one log and a quorum other than none" });
  } catch (error) {
    findings.fault("policy-wrong", path, { why: error instanceof Error ? error.message : "" });
  }
  return undefined;
}

/** log/vkeys is the log's keys, those that its entries name behind the first, then each witness in the order of the policy. */
function checkVkeys(bundle: Loaded, policy: string, entries: readonly Uint8Array[], findings: Findings): void {
  const text = readText(bundle, "log/vkeys", findings);
  if (text !== undefined && text !== vkeysOf(policy, entries)) findings.fault("vkeys-differ", "log/vkeys");
}

/** The text of log/vkeys for a policy and the entries of a log. */
export const vkeysOf = (policy: string, entries: readonly Uint8Array[]): string => keysOf(parsePolicy(keysNamedIn(policy, entries, () => undefined))).map(({ text }) => `${text}\n`).join("");

/** A policy with the later keys that the entries of the log name. */
const keysNamedIn = (policy: string, entries: readonly Uint8Array[], wrong: (idx: number, why: string) => void): string =>
  followKeys(policy, entries.map((entry, index) => ({ index, entry })), verifyEd25519, wrong);

/** When the witnesses saw the whole bundle logged: signatures on papers are judged as of then. */
export const newestTime = ({ checkpoint }: BundleLog): Instant => Math.max(...checkpoint.seals.map(({ at }) => at ?? 0), SECOND_MS) as Instant;

/** The size log/checkpoint claims, read without any check: what the layout needs when a signature does not hold. */
export function claimedSize(bundle: Loaded): number {
  const line = Buffer.from(bundle.bytes.get(CHECKPOINT) ?? []).toString("utf8").split("\n")[1] ?? "";
  const size = /^\d{1,9}$/.test(line) ? Number(line) : 0;
  // A claimed size far beyond the files at hand would only list millions of absent tiles.
  return size <= (bundle.files.size + 1) * TILE_WIDTH ? size : 0;
}

/**
 * Reads the whole log: entries, the keys they hand the log on to, checkpoint, tiles, root, and each entry's form. A later key is believed because the key before it signed
 * the change, and the witnesses' quorum the tree that holds it.
 */
export function readLog(bundle: Loaded, index: Pick<BundleIndex, "logOrigin" | "treeSize">, { chosen, own }: Policies, findings: Findings): BundleLog | undefined {
  const entries = readEntries(bundle, claimedSize(bundle), findings);
  if (entries !== undefined && own !== undefined) checkVkeys(bundle, own, entries, findings);
  const policy = keysNamedIn(chosen, entries ?? [], (idx, why) => { findings.fault("key-change-wrong", pathOf(entries?.length ?? 0)(idx), { idx, why }); });
  const authority = { policy: parsePolicy(policy), origin: index.logOrigin };
  const note = readText(bundle, CHECKPOINT, findings);
  const checkpoint = note === undefined ? undefined : readCheckpoint(note, CHECKPOINT, authority, findings);
  if (checkpoint === undefined || checkpoint.size !== entries?.length) return undefined;
  const tree = treeOf(entries);
  checkTiles(bundle, tree, checkRoot(checkpoint, CHECKPOINT, tree, findings), findings);
  if (checkpoint.size < index.treeSize) findings.fault("checkpoint-too-old", CHECKPOINT, { size: index.treeSize });
  return { size: tree.size, tree, authority, checkpoint, ...indexEntries(entries, findings) };
}

const pathOf = (size: number) => (idx: number): string => {
  const number = Math.floor(idx / TILE_WIDTH);
  return `log/${tilePath({ level: "entries", number, width: Math.min(TILE_WIDTH, size - number * TILE_WIDTH) })}`;
};

/** An entry whose form is good: `body` fits its type where that has a shape. */
export type AnyEntry = { readonly idx: number; readonly sha256: string; readonly type: string; readonly body: unknown };

function indexEntries(entries: readonly Uint8Array[], findings: Findings): Pick<BundleLog, "all" | "at" | "pathOf"> {
  const path = pathOf(entries.length);
  const byType = new Map<string, AnyEntry[]>();
  const byIdx = new Map<number, AnyEntry>();
  let unknown = 0;
  for (const [idx, bytes] of entries.entries()) {
    const entry = readEntry(bytes, idx, path(idx), findings);
    if (entry === undefined) continue;
    if (!Object.hasOwn(ENTRY_SHAPES, entry.type)) { unknown += 1; continue; }
    byIdx.set(idx, entry);
    const row = byType.get(entry.type) ?? [];
    row.push(entry);
    byType.set(entry.type, row);
  }
  if (unknown > 0) findings.note("entries-of-other-types", { count: unknown });
  return {
    all: <Type extends EntryType>(type: Type) => (byType.get(type) ?? []) as unknown as readonly EntryOfType<Type>[],
    at: <Type extends EntryType>(type: Type, idx: number) => {
      const entry = byIdx.get(idx);
      return entry?.type === type ? entry as unknown as EntryOfType<Type> : undefined;
    },
    pathOf: path,
  };
}

/** Reads one entry; undefined, with a fault, where its form is wrong. @param path which file a fault names */
export function readEntry(bytes: Uint8Array, idx: number, path: string, findings: Findings): AnyEntry | undefined {
  const body = canonicalOf(bytes);
  const head = entryHead.safeParse(body);
  if (body === undefined || !head.success) { findings.fault("entry-malformed", path, { idx, why: "v, type" }); return undefined; }
  const { type } = head.data;
  const why = Object.hasOwn(ENTRY_SHAPES, type) ? misfit(ENTRY_SHAPES[type as EntryType], body) : null;
  if (why !== null) { findings.fault("entry-malformed", path, { idx, why: `${type} ${why}` }); return undefined; }
  return { idx, sha256: sha256Hex(bytes), type, body };
}

function canonicalOf(bytes: Uint8Array): Json | undefined {
  try {
    return parseCanonical(bytes);
  } catch {
    return undefined;
  }
}

/** The entries of a type about one lot of the bundle's tender, in the order logged. */
export const entriesOfLot = <Type extends EntryType>({ index, log }: { readonly index: { readonly tender: string }; readonly log: BundleLog }, type: Type, lot: string): EntryOfType<Type>[] =>
  log.all(type).filter(({ body }) => { const about: Readonly<Record<string, unknown>> = body; return about["tender"] === index.tender && about["lot"] === lot; });
