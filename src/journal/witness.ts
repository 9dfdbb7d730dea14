import { closeSync, fsyncSync, mkdirSync, openSync, readFileSync, renameSync, writeSync } from "node:fs";
import path from "node:path";
import { base64, fromBase64, sameBytes, utf8 } from "../kernel/bytes.js";
import type { Clock } from "../kernel/time.js";
import { sha256Hex } from "../signing/hash-node.js";
import { assertLogKeyChange, keyChangeIn } from "./key-change.js";
import { emptyRoot, leafHash, verifyConsistency, verifyInclusion } from "./merkle.js";
import { cosign, openNote, parseCheckpoint, parseVkey, textOfNote, withLines, type Checkpoint, type NoteSigner, type VerifyEd25519, type Vkey } from "./note.js";
import { isRehearsalKey, isRehearsalOrigin } from "./policy.js";
import type { Witness, WitnessAnswer } from "./witness-client.js";

/** A witness: it cosigns what continues the tree it saw last, and remembers that across restarts. */
export type WitnessState = {
  readonly vkey: Vkey;
  /** C2SP tlog-witness add-checkpoint: body in, status and body out. Synchronous, so that two requests cannot cross. */
  readonly addCheckpoint: (body: string) => WitnessAnswer;
  /**
   * A change of the log's key (docs/trust.md §2.7): the way of the entry to the root, a blank line, the entry. Taken only if it is the last leaf of the very tree cosigned last
   * and the key in force signed it; from then on only the new key signs. Whoever sends it is nobody to be believed.
   */
  readonly addKeyChange: (body: string) => WitnessAnswer;
  /** The last checkpoint cosigned for an origin, or null. */
  readonly lastNote: (origin: string) => string | null;
};

export type WitnessArgs = {
  /** With a key of type 4. */
  readonly signer: NoteSigner;
  /** The logs it serves, each under its origin. */
  readonly logs: readonly Vkey[];
  readonly clock: Clock;
  /** A clock that can be moved may vouch for rehearsals only. */
  readonly movableClock: boolean;
  readonly stateFile: string;
  readonly verify: VerifyEd25519;
};

/** What was cosigned last, and the keys that changes of the log's key named, each with the smallest size it signs. */
type SeenLog = { readonly size: number; readonly root: string; readonly note: string; readonly keys?: readonly { readonly vkey: string; readonly from: number }[] };
type Seen = Readonly<Record<string, SeenLog>>;
type Request = { readonly oldSize: number; readonly proof: readonly Uint8Array[]; readonly note: string };

const PROOF_LINES_MAX = 63;
/** The size of the newest tree cosigned for the origin: what a 409 answers with. */
export const SIZE_TYPE = "text/x.tlog.size";

/** Opens a witness with its state. @throws {RangeError} if its clock can be moved and its name or a log is not a rehearsal's. */
export function openWitness(args: WitnessArgs): WitnessState {
  if (args.movableClock && !args.signer.vkey.name.startsWith("rehearsal")) throw new RangeError("a witness with a movable clock has a name that begins with rehearsal");
  if (!args.movableClock && isRehearsalKey(args.signer.vkey.name)) throw new RangeError("a witness with a real clock has no rehearsal name");
  let seen = readSeen(args.stateFile);
  const keep = (origin: string, log: SeenLog): void => {
    const next = { ...seen, [origin]: log };
    writeSeen(args.stateFile, next); // before the answer: what is cosigned is never forgotten
    seen = next;
  };
  return {
    vkey: args.signer.vkey,
    addKeyChange: (body) => {
      const taken = withNewKey(body, seen, args);
      if ("status" in taken) return taken;
      keep(taken.origin, taken.log);
      return { status: 200, body: "" };
    },
    lastNote: (origin) => seen[origin]?.note ?? null,
    addCheckpoint: (body) => {
      const request = parseRequest(body);
      if (request === null) return { status: 400, body: "not an add-checkpoint request\n" };
      const opened = openSubmitted(request.note, seen, args);
      if ("status" in opened) return opened;
      const { text, origin, size, root } = opened;
      const last = { size: seen[origin]?.size ?? 0, root: fromBase64(seen[origin]?.root ?? "") };
      const refused = refusal(request, opened, last);
      if (refused !== null) return refused;
      const line = cosign(text, args.signer, args.clock());
      keep(origin, { ...seen[origin], size, root: base64(root), note: withLines(request.note, [line]) });
      return { status: 200, body: `${line}\n` };
    },
  };
}

/** The checks of tlog-witness in its order, after the signature. */
function refusal(request: Request, { size, root }: Checkpoint, last: { size: number; root: Uint8Array }): WitnessAnswer | null {
  if (request.oldSize > size) return { status: 400, body: "the old size is beyond the checkpoint\n" };
  if (request.oldSize !== last.size) return { status: 409, body: `${String(last.size)}\n` };
  if (last.size === 0) {
    const wrong = request.proof.length > 0 || (size === 0 && !sameBytes(root, emptyRoot()));
    return wrong ? { status: 422, body: "the first tree needs no proof\n" } : null;
  }
  if (size === last.size && !sameBytes(root, last.root)) return { status: 409, body: `${String(last.size)}\n` };
  const continues = verifyConsistency(last.size, size, request.proof, last.root, root);
  return continues ? null : { status: 422, body: "the tree does not continue the one seen before\n" };
}

/** The keys that may sign a log's trees of a size: the last it changed to by then, else those this witness was given. */
function keysAt(seen: Seen, { logs }: WitnessArgs, origin: string, size: number): Vkey[] {
  const later = seen[origin]?.keys?.findLast(({ from }) => from <= size);
  return later === undefined ? logs.filter(({ name }) => name === origin) : [parseVkey(later.vkey)];
}

const isLastLeaf = (entry: Uint8Array, hashes: readonly Uint8Array[], { size, root }: SeenLog): boolean =>
  hashes.length <= PROOF_LINES_MAX && verifyInclusion(size - 1, size, leafHash(entry), hashes, fromBase64(root));

/** What a witness remembers once it has followed a log to its next key. */
function withNewKey(body: string, seen: Seen, args: WitnessArgs): { readonly origin: string; readonly log: SeenLog } | WitnessAnswer {
  const end = body.startsWith("\n") ? 0 : body.indexOf("\n\n") + 1;
  try {
    const [hashes, entry] = [body.slice(0, end).split("\n").slice(0, -1).map(fromBase64), utf8(body.slice(end + 1))];
    const change = keyChangeIn(entry);
    if (change?.role !== "log") return { status: 404, body: "not a change of a log's key\n" };
    const last = seen[change.exchange];
    if (last === undefined) return { status: 404, body: "not a log of this witness\n" };
    if (!isLastLeaf(entry, hashes, last)) return { status: 422, body: "not the last leaf of the tree cosigned last\n" };
    const [inForce] = keysAt(seen, args, change.exchange, last.size).filter(({ text }) => text === change.old);
    if (inForce === undefined) return { status: 403, body: "the key it replaces is not in force\n" };
    const vkey = assertLogKeyChange(change, inForce, args.verify);
    return { origin: change.exchange, log: { ...last, keys: [...(last.keys ?? []).filter(({ from }) => from <= last.size), { vkey: vkey.text, from: last.size + 1 }] } };
  } catch (error) {
    if (error instanceof RangeError) return { status: 403, body: `${error.message}\n` };
    throw error;
  }
}

/** The checkpoint of a log that is served here, with a good signature of it by the key for its size. */
function openSubmitted(note: string, seen: Seen, args: WitnessArgs): (Checkpoint & { text: string }) | WitnessAnswer {
  const origin = note.slice(0, note.indexOf("\n"));
  if (!args.logs.some(({ name }) => name === origin) || (args.movableClock && !isRehearsalOrigin(origin))) return { status: 404, body: "not a log of this witness\n" };
  try {
    const { text, seals } = openNote(note, keysAt(seen, args, origin, parseCheckpoint(textOfNote(note)).size), args.verify);
    if (seals.length > 0) return { ...parseCheckpoint(text), text };
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
  }
  return { status: 403, body: "not signed by the log\n" };
}

function parseRequest(body: string): Request | null {
  const end = body.indexOf("\n\n");
  const [first = "", ...lines] = body.slice(0, Math.max(end, 0)).split("\n");
  const oldSize = Number(/^old (0|[1-9]\d{0,15})$/.exec(first)?.[1] ?? Number.NaN);
  if (!Number.isSafeInteger(oldSize) || lines.length > PROOF_LINES_MAX) return null;
  try {
    return { oldSize, proof: lines.map(fromBase64), note: body.slice(end + 2) };
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

function readSeen(file: string): Seen {
  try {
    return JSON.parse(readFileSync(file, "utf8")) as Seen;
  } catch (error) {
    if ((error as { code?: string }).code === "ENOENT") return {};
    throw error;
  }
}

/** On disk when it returns, whole or not at all. */
function writeSeen(file: string, seen: Seen): void {
  mkdirSync(path.dirname(file), { recursive: true });
  const draft = openSync(`${file}.new`, "w", 0o600);
  try {
    writeSync(draft, JSON.stringify(seen));
    fsyncSync(draft);
  } finally {
    closeSync(draft);
  }
  renameSync(`${file}.new`, file);
}

/** A witness in the same process, as the rehearsal exchange has one beside it. */
export const localWitness = (state: WitnessState): Witness => ({ vkey: state.vkey.text, addCheckpoint: (body) => Promise.resolve(state.addCheckpoint(body)), addKeyChange: (body) => Promise.resolve(state.addKeyChange(body)) });

/** Under which name a witness publishes the last checkpoint of an origin: `/checkpoint/<this>`. */
export const originName = (origin: string): string => sha256Hex(origin);
