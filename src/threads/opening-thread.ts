// A thread that opens large contents: it reads, hashes and stores what a second thread decrypts.
import { workerData } from "node:worker_threads";
import { openInto, type OpenedContent } from "../opening/use-cases/open-into.js";
import { openBlobs } from "../storage/open-blobs.js";
import type { OpeningJob, StorePlace } from "./opening.js";
import { answerCalls, openThread } from "./thread.js";
import { unsealOnThread } from "./unsealing.js";

const { url, folder } = workerData as StorePlace;
const opened = openBlobs(url, folder);
const decrypting = openThread(new URL("./unsealing-thread.ts", import.meta.url), workerData);

answerCalls<OpenedContent, never>(async (job, line) => {
  const { statement, identity } = job as OpeningJob;
  line.send(await openInto(await opened, statement, unsealOnThread(decrypting, { sha256: statement.content.sha256, identity })));
});
