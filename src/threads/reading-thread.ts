// A thread that reads the words of PDFs which strangers made: its memory outside the heap is bounded here, its heap and time by whoever starts it.
import { boundBuffers } from "./bounded-buffers.js";
import type { PdfWords } from "./pdf-words.js";
import { loadPdfLibraryAsItIs } from "./plain-libraries.js";
import { answerCalls } from "./thread.js";

const beginCount = boundBuffers();
loadPdfLibraryAsItIs();
const { readPdfWords } = await import("./pdf-words.js");

answerCalls<PdfWords | null, never>(async (job, line) => {
  beginCount();
  line.send(await readPdfWords(job as Uint8Array));
});
