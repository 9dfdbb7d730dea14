// A thread that never comes back from a document that begins with 0, and has read every other.
import { answerCalls } from "../../src/threads/thread.js";

answerCalls(async (job, line) => {
  while ((job as Uint8Array)[0] === 0);
  line.send({ lines: "read", wordless: [] });
  await Promise.resolve();
});
