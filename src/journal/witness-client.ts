import { base64 } from "../kernel/bytes.js";
import { openNote, withLines, type Seal, type VerifyEd25519, type Vkey } from "./note.js";

/** A witness as the log sees it. `addCheckpoint` takes the body of C2SP tlog-witness add-checkpoint and may throw. */
export type Witness = {
  readonly vkey: string;
  readonly addCheckpoint: (body: string) => Promise<WitnessAnswer>;
  /** Our own: the change of the log's key at the end of the tree it cosigned last. */
  readonly addKeyChange: (body: string) => Promise<WitnessAnswer>;
};
export type WitnessAnswer = { readonly status: number; readonly body: string };
/** What came of asking: a good cosignature; the witness has seen a larger tree than ours; or no. */
export type Asked = { readonly seal: Seal } | { readonly ahead: number } | { readonly no: string };
/** The consistency proof from a smaller tree. */
export type Prove = (oldSize: number) => Promise<readonly Uint8Array[]>;

/** A witness that answers later than this is left out. */
const ANSWER_MS_MAX = 5_000;
const ANSWER_CHARACTERS_MAX = 65_536;

/** A witness reached over HTTP, below its submission prefix. */
export function httpWitness(vkey: string, prefix: string, fetcher: typeof fetch = fetch): Witness {
  const post = (name: string) => async (body: string): Promise<WitnessAnswer> => {
    const answer = await fetcher(`${prefix.replace(/\/$/, "")}/${name}`, { method: "POST", body, headers: { "content-type": "text/plain; charset=utf-8" }, redirect: "error", signal: AbortSignal.timeout(ANSWER_MS_MAX) });
    return { status: answer.status, body: (await answer.text()).slice(0, ANSWER_CHARACTERS_MAX) };
  };
  return { vkey, addCheckpoint: post("add-checkpoint"), addKeyChange: post("add-key-change") };
}

/** The body of add-checkpoint: the size the witness knows, the proof from there, the checkpoint. */
export const addCheckpointBody = (oldSize: number, proof: readonly Uint8Array[], note: string): string => `old ${String(oldSize)}\n${proof.map((hash) => `${base64(hash)}\n`).join("")}\n${note}`;

/**
 * Asks a witness to cosign. `oldSize` is what it last cosigned, as far as we know; it says when it knows better, once.
 * @throws what reaching the witness throws.
 */
export async function askWitness(witness: Witness, key: Vkey, head: { size: number; note: string }, oldSize: number, prove: Prove, verify: VerifyEd25519): Promise<Asked> {
  const ask = async (old: number): Promise<WitnessAnswer> => witness.addCheckpoint(addCheckpointBody(old, await prove(old), head.note));
  let answer = await ask(Math.min(oldSize, head.size));
  if (answer.status === 409) {
    const known = Number(/^(0|[1-9]\d{0,15})\n$/.exec(answer.body)?.[1] ?? Number.NaN);
    if (known > head.size) return { ahead: known };
    if (Number.isSafeInteger(known)) answer = await ask(known);
  }
  if (answer.status !== 200) return { no: `answers ${String(answer.status)}` };
  const seal = sealIn(answer.body, head.note, key, verify);
  return seal === null ? { no: "answers without its own cosignature" } : { seal };
}

/** The witness's own good line in its answer; a wrong or foreign one is none. */
function sealIn(body: string, note: string, key: Vkey, verify: VerifyEd25519): Seal | null {
  try {
    return openNote(withLines(note, body.split("\n").filter((line) => line !== "")), [key], verify).seals[0] ?? null;
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}
