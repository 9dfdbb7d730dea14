// A thread that reads words and particulars of files which strangers made, within the same bounds as the one for tender documents.
import { boundBuffers } from "./bounded-buffers.js";
import type { DocumentFacts, NamedFile } from "./document-facts.js";
import { loadPdfLibraryAsItIs } from "./plain-libraries.js";
import { answerCalls } from "./thread.js";

const beginCount = boundBuffers();
loadPdfLibraryAsItIs();
const { readDocumentFacts } = await import("./document-facts.js");

answerCalls<DocumentFacts | null, never>(async (job, line) => {
  beginCount();
  line.send(await readDocumentFacts(job as NamedFile));
});
