// A thread that takes out of files which strangers made what they say of their making, within the same bounds as those that read them.
import { boundBuffers } from "./bounded-buffers.js";
import { answerCalls } from "./thread.js";

const beginCount = boundBuffers();
const { strippedFile } = await import("../blind/strip.js");

answerCalls<Uint8Array | null, never>((job, line) => {
  beginCount();
  line.send(strippedFile(job as Uint8Array));
  return Promise.resolve();
});
