import { closeSync, fsyncSync, mkdirSync, openSync, readFileSync, renameSync, writeSync } from "node:fs";
import path from "node:path";
import { base64, fromBase64, sameBytes } from "../kernel/bytes.js";
import type { Clock } from "../kernel/time.js";
import { sha256Hex } from "../signing/hash-node.js";
import { emptyRoot, verifyConsistency } from "./merkle.js";
import { cosign, openNote, parseCheckpoint, withLines, type Checkpoint, type NoteSigner, type VerifyEd25519, type Vkey } from "./note.js";
import { isRehearsalKey, isRehearsalOrigin } from "./policy.js";
import type { Witness, WitnessAnswer } from "./witness-client.js";

/** A witness: it cosigns what continues the tree it saw last, and remembers that across restarts. */
export type WitnessState = {
  readonly vkey: Vkey;
  /** C2SP tlog-witness add-checkpoint: body in, status and body out. Synchronous, so that two requests cannot cross. */
  readonly addCheckpoint: (body: string) => WitnessAnswer;
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

type Seen = Readonly<Record<string, { readonly size: number; readonly root: string; readonly note: string }>>;
type Request = { readonly oldSize: number; readonly proof: readonly Uint8Array[]; readonly note: string };

const PROOF_LINES_MAX = 63;
/** The size of the newest tree cosigned for the origin: what a 409 answers with. */
export const SIZE_TYPE = "text/x.tlog.size";

/** Opens a witness with its state. @throws {RangeError} if its clock can be moved and its name or a log is not a rehearsal's. */
export function openWitness(args: WitnessArgs): WitnessState {
  if (args.movableClock && !args.signer.vkey.name.startsWith("rehearsal")) throw new RangeError("a witness with a movable clock has a name that begins with rehearsal");
  if (!args.movableClock && isRehearsalKey(args.signer.vkey.name)) throw new RangeError("a witness with a real clock has no rehearsal name");
  let seen = readSeen(args.stateFile);
  return {
    vkey: args.signer.vkey,
    lastNote: (origin) => seen[origin]?.note ?? null,
    addCheckpoint: (body) => {
      const request = parseRequest(body);
      if (request === null) return { status: 400, body: "not an add-checkpoint request\n" };
      const opened = openSubmitted(request.note, args);
      if ("status" in opened) return opened;
      const { text, origin, size, root } = opened;
      const last = { size: seen[origin]?.size ?? 0, root: fromBase64(seen[origin]?.root ?? "") };
      const refused = refusal(request, opened, last);
      if (refused !== null) return refused;
      const line = cosign(text, args.signer, args.clock());
      const next = { ...seen, [origin]: { size, root: base64(root), note: withLines(request.note, [line]) } };
      writeSeen(args.stateFile, next); // before the answer: what is cosigned is never forgotten
      seen = next;
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

/** The checkpoint of a log that is served here, with a good signature of it. */
function openSubmitted(note: string, args: WitnessArgs): (Checkpoint & { text: string }) | WitnessAnswer {
  const origin = note.slice(0, note.indexOf("\n"));
  const served = args.logs.filter(({ name }) => name === origin);
  if (served.length === 0 || (args.movableClock && !isRehearsalOrigin(origin))) return { status: 404, body: "not a log of this witness\n" };
  try {
    const { text, seals } = openNote(note, served, args.verify);
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
export const localWitness = (state: WitnessState): Witness => ({ vkey: state.vkey.text, addCheckpoint: (body) => Promise.resolve(state.addCheckpoint(body)) });

/** Under which name a witness publishes the last checkpoint of an origin: `/checkpoint/<this>`. */
export const originName = (origin: string): string => sha256Hex(origin);
