import { sameBytes } from "../kernel/bytes.js";
import type { Instant } from "../kernel/time.js";
import { openNote, parseCheckpoint, parseVkey, type Checkpoint, type OpenedNote, type Seal, type VerifyEd25519, type Vkey } from "./note.js";

/** A group of witnesses or groups: it has seen a checkpoint when `least` of its members have. */
type Group = { readonly least: number; readonly members: readonly string[] };
export type PolicyWitness = { readonly name: string; readonly vkey: Vkey; readonly url: string | null };
/** A key of a log; it signs trees of `from` leaves and more, until a later key of the same log does. */
type PolicyLog = { readonly vkey: Vkey; readonly url: string | null; readonly from: number };
/** A C2SP tlog-policy: which logs, which witnesses, and how many of them are enough. */
export type Policy = {
  readonly logs: readonly PolicyLog[];
  readonly witnesses: readonly PolicyWitness[];
  readonly groups: ReadonlyMap<string, Group>;
  /** The name of a witness or group; null where the policy says `quorum none`. */
  readonly quorum: string | null;
};
/** Both ends belong to the window. */
export type Window = { readonly from: Instant; readonly to: Instant };

const LINES_MAX = 1_000;

/**
 * Reads a policy file. A later key of a log stands below the earlier one, with `#from SIZE` on the line above it: to tools that know only C2SP's words that line
 * is a comment. @throws {RangeError} naming the line that does not fit.
 */
export function parsePolicy(text: string): Policy {
  if (/[\u0000-\u0008\u000b-\u001f\u007f]/.test(text)) throw new RangeError("a policy with a control character");
  const lines = text.split("\n").map((line) => line.split(/[ \t]+/).filter((word) => word !== "")).filter(([first = "#"]) => first === FROM || !first.startsWith("#"));
  if (lines.length > LINES_MAX) throw new RangeError("a policy of too many lines");
  const draft: Draft = { logs: [], witnesses: [], groups: new Map(), members: new Set(), quorum: undefined, from: null };
  for (const [keyword = "", ...words] of lines) {
    if (draft.from !== null && keyword !== "log") throw new RangeError(`${FROM} stands above a log's later key`);
    const read = READERS[keyword];
    if (read === undefined) throw new RangeError(`a policy line of unknown kind: ${keyword}`);
    read(draft, words);
  }
  if (draft.from !== null) throw new RangeError(`${FROM} stands above a log's later key`);
  if (draft.quorum === undefined) throw new RangeError("a policy without a quorum");
  return { logs: draft.logs, witnesses: draft.witnesses, groups: draft.groups, quorum: draft.quorum };
}

/** Above a `log` line: from how many leaves on its key signs. */
const FROM = "#from";

type Draft = { from: number | null; logs: PolicyLog[]; witnesses: PolicyWitness[]; groups: Map<string, Group>; members: Set<string>; quorum: string | null | undefined };

const READERS: Readonly<Record<string, (draft: Draft, words: readonly string[]) => void>> = {
  [FROM]: (draft, [size = "", ...rest]) => {
    if (rest.length > 0 || !/^[1-9]\d{0,14}$/.test(size)) throw new RangeError(`${FROM} names a size of the log`);
    draft.from = Number(size);
  },
  log: (draft, [key = "", url = null, ...rest]) => {
    const vkey = freshKey(key, 1, draft.logs, rest);
    const before = draft.logs.findLast((each) => each.vkey.name === vkey.name)?.from ?? -1;
    const from = draft.from ?? 0;
    if (from <= before || (before < 0 && from > 0)) throw new RangeError(`the keys of ${vkey.name}: the first signs from the beginning, each later one from a larger size`);
    draft.logs.push({ vkey, url, from });
    draft.from = null;
  },
  witness: (draft, [name = "", key = "", url = null, ...rest]) => {
    assertFreshName(draft, name);
    draft.witnesses.push({ name, vkey: freshKey(key, 4, draft.witnesses, rest), url });
  },
  group: (draft, [name = "", count = "", ...members]) => {
    assertFreshName(draft, name);
    for (const member of members) {
      if (!isDefined(draft, member) || draft.members.has(member)) throw new RangeError(`group ${name}: ${member} is not defined above, or a member already`);
      draft.members.add(member);
    }
    draft.groups.set(name, { least: leastOf(count, members.length), members });
  },
  quorum: (draft, [name = "", ...rest]) => {
    if (draft.quorum !== undefined || rest.length > 0) throw new RangeError("a policy has one quorum line");
    if (name !== "none" && !isDefined(draft, name)) throw new RangeError(`quorum ${name} is not defined above`);
    draft.quorum = name === "none" ? null : name;
  },
};

function freshKey(text: string, algorithm: 1 | 4, keys: readonly { readonly vkey: Vkey }[], rest: readonly string[]): Vkey {
  const vkey = parseVkey(text);
  if (rest.length > 0) throw new RangeError(`too many words behind the key of ${vkey.name}`);
  if (vkey.algorithm !== algorithm) throw new RangeError(`the key of ${vkey.name} is of the wrong type`);
  if (keys.some((each) => sameBytes(each.vkey.publicKey, vkey.publicKey))) throw new RangeError(`the key of ${vkey.name} stands twice`);
  return vkey;
}

const isDefined = (draft: Draft, name: string): boolean => draft.groups.has(name) || draft.witnesses.some((witness) => witness.name === name);

function assertFreshName(draft: Draft, name: string): void {
  if (name === "" || name === "none" || isDefined(draft, name)) throw new RangeError(`not a name of its own: ${name}`);
}

function leastOf(count: string, members: number): number {
  const least = count === "all" ? members : count === "any" ? 1 : /^[1-9]\d{0,3}$/.test(count) ? Number(count) : 0;
  if (least < 1 || least > members) throw new RangeError(`a group needs between 1 and all of its members, not ${count}`);
  return least;
}

/** The key of a log that signs its trees of `size` leaves, and no other does; nothing where the policy does not know the log. */
export const logKeyAt = ({ logs }: Policy, origin: string, size: number): Vkey | undefined => logs.findLast(({ vkey, from }) => vkey.name === origin && from <= size)?.vkey;

/** The text of a policy of one log, with a later key of it. @param from how many leaves the smallest tree has that the key signs */
export function withLaterKey(text: string, vkey: Vkey, from: number): string {
  const lines = text.split("\n");
  const below = lines.findLastIndex((line) => /^[ \t]*log[ \t]/.test(line)) + 1;
  return lines.toSpliced(below, 0, `${FROM} ${String(from)}`, `log ${vkey.text}`).join("\n");
}

/** Every key a policy names: logs first, then witnesses, in its order. */
export const keysOf = (policy: Policy): Vkey[] => [...policy.logs, ...policy.witnesses].map((each) => each.vkey);

/** Whether these signatures meet the quorum; with a window, only cosignatures whose own time lies in it count. */
export function checkQuorum(policy: Policy, seals: readonly Seal[], window?: Window): boolean {
  const seen = (vkey: Vkey): boolean => seals.some(({ vkey: { text }, at }) => text === vkey.text && at !== null && (window === undefined || (at >= window.from && at <= window.to)));
  const holds = (name: string): boolean => {
    const group = policy.groups.get(name);
    if (group !== undefined) return group.members.filter(holds).length >= group.least;
    return policy.witnesses.some((witness) => witness.name === name && seen(witness.vkey));
  };
  return policy.quorum === null || holds(policy.quorum);
}

/** A checkpoint that a policy accepts, with the signatures found good. */
export type AcceptedCheckpoint = Checkpoint & OpenedNote;

/**
 * Opens a checkpoint under a policy: signed by one of its logs under the log's own name, with the key that signs trees of this size,
 * cosigned by its quorum (within the window, if given). @throws {RangeError} saying which of these fails.
 */
export function acceptCheckpoint(note: string, policy: Policy, verify: VerifyEd25519, window?: Window): AcceptedCheckpoint {
  const opened = openNote(note, keysOf(policy), verify);
  const checkpoint = parseCheckpoint(opened.text);
  const inForce = logKeyAt(policy, checkpoint.origin, checkpoint.size);
  const byLog = inForce !== undefined && opened.seals.some(({ vkey }) => vkey.text === inForce.text);
  if (!byLog) throw new RangeError(`a checkpoint not signed by ${checkpoint.origin} with its key for size ${String(checkpoint.size)}`);
  if (!checkQuorum(policy, opened.seals, window)) throw new RangeError(`a checkpoint of size ${String(checkpoint.size)} without the witnesses' quorum${window === undefined ? "" : " in its time"}`);
  return { ...checkpoint, ...opened };
}

/** Whether an origin belongs to a rehearsal exchange: `<host>/rehearsal/…`. */
export const isRehearsalOrigin = (origin: string): boolean => /^[^/]+\/rehearsal\//.test(origin);

/** Whether a log or witness key may not vouch for anything real: a rehearsal log's, or a name that begins `rehearsal`. */
export const isRehearsalKey = (name: string): boolean => name.startsWith("rehearsal") || isRehearsalOrigin(name);

/** Keeps rehearsal keys out of a live verifier. @throws {RangeError} naming the first such key of the policy. */
export function assertLivePolicy(policy: Policy): void {
  const rehearsal = keysOf(policy).find((vkey) => isRehearsalKey(vkey.name));
  if (rehearsal !== undefined) throw new RangeError(`a rehearsal key in a live policy: ${rehearsal.name}`);
}
