// A thread that decrypts as the product's own does, and dies after its first lot of plaintext.
import type { FromUnsealing, ToUnsealing } from "../../src/threads/unsealing.js";
import { answerCalls } from "../../src/threads/thread.js";
import { workerData } from "node:worker_threads";

answerCalls<FromUnsealing, ToUnsealing>(async (_, line) => {
  line.send({ kind: "plain", pieces: [workerData as Uint8Array] });
  await line.next(); // taken: the other side is in the middle of a file
  process.exit(1);
});
