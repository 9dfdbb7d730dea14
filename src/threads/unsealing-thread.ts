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

/** Plaintext goes over in lots of so many bytes: a message for every chunk costs more than the chunk. */
const LOT_BYTES = 1 << 20;
/** So many lots go back and forth: fresh memory for each costs more than copying into one that is at hand, and they bound an opening's. */
const LOTS = 8;

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
  let lot: Uint8Array<ArrayBuffer> | null = null;
  let filled = 0;
  let made = 0;
  const nextLot = async (): Promise<Uint8Array<ArrayBuffer> | null> => {
    if (made < LOTS) {
      made += 1;
      return new Uint8Array(LOT_BYTES);
    }
    const back = await line.next();
    return back === "rest" ? null : new Uint8Array(back.lot);
  };
  const flush = (): void => {
    if (lot === null || filled === 0) return;
    line.send({ kind: "plain", lot: lot.buffer, bytes: filled }, [lot.buffer]);
    [lot, filled] = [null, 0];
  };
  const add = async (piece: Uint8Array): Promise<boolean> => {
    for (let at = 0; at < piece.length;) {
      lot ??= await nextLot();
      if (lot === null) return false;
      const taken = piece.subarray(at, at + LOT_BYTES - filled);
      lot.set(taken, filled);
      filled += taken.length;
      at += taken.length;
      if (filled === LOT_BYTES) flush();
    }
    return true;
  };
  return { add, flush };
}
