// A thread that decrypts stored contents and hashes their ciphertext, some lots ahead of whoever reads the plaintext.
import { workerData } from "node:worker_threads";
import { Broken } from "../signing/broken.js";
import { nodePrimitives } from "../signing/primitives-node.js";
import { unseal } from "../signing/unseal.js";
import { openBlobs } from "../storage/open-blobs.js";
import type { Line } from "./line.js";
import { answerCalls } from "./thread.js";
import type { FromUnsealing, ToUnsealing, UnsealingJob } from "./unsealing.js";
import type { StorePlace } from "./opening.js";

/** Plaintext goes over in lots of at least so many bytes: a message for every chunk costs more than the chunk. */
const LOT_BYTES = 1 << 20;
/** So many lots may wait on the other side; with what is read and hashed that bounds the memory of an opening. */
const LOTS_AHEAD = 8;

type Here = Line<FromUnsealing, ToUnsealing>;
const { url, folder } = workerData as StorePlace;
const opened = openBlobs(url, folder);

answerCalls(async (job, line: Here) => {
  const { sha256, identity } = job as UnsealingJob;
  const unsealing = unseal(nodePrimitives, identity, await (await opened).scan(sha256));
  try {
    await sendPlain(unsealing.plain, line);
    line.send({ kind: "stored", stored: await unsealing.stored() });
  } finally {
    await unsealing.close();
  }
});

/** Sends the plaintext and how it ended, or stops where no more of it is wanted. */
async function sendPlain(plain: AsyncIterable<Uint8Array>, line: Here): Promise<void> {
  const lots = lotSender(line);
  try {
    for await (const piece of plain) if (!(await lots.add(piece))) return;
    lots.flush();
    line.send({ kind: "end" });
  } catch (error) {
    if (!(error instanceof Broken)) throw error;
    lots.flush(); // what came before the fault is read before it
    line.send({ kind: "broken", why: error.why, where: error.where });
  }
}

type Lots = { /** False once no more is wanted. */ readonly add: (piece: Uint8Array) => Promise<boolean>; readonly flush: () => void };

function lotSender(line: Here): Lots {
  let pieces: Uint8Array<ArrayBuffer>[] = [];
  let bytes = 0;
  let ahead = 0;
  const flush = (): void => {
    if (bytes === 0) return;
    line.send({ kind: "plain", pieces }, pieces.map((piece) => piece.buffer));
    [pieces, bytes, ahead] = [[], 0, ahead + 1];
  };
  const add = async (piece: Uint8Array): Promise<boolean> => {
    pieces.push(owned(piece));
    bytes += piece.length;
    if (bytes < LOT_BYTES) return true;
    flush();
    for (; ahead >= LOTS_AHEAD; ahead -= 1) if ((await line.next()) === "rest") return false;
    return true;
  };
  return { add, flush };
}

/** Bytes that are all of their memory, which then moves to the other thread instead of being copied. */
const owned = (piece: Uint8Array): Uint8Array<ArrayBuffer> =>
  piece.buffer instanceof ArrayBuffer && piece.length === piece.buffer.byteLength ? (piece as Uint8Array<ArrayBuffer>) : Uint8Array.from(piece);
