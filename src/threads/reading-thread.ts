// A thread that reads the words of PDFs which strangers made: its memory outside the heap is bounded here, its heap and time by whoever starts it.
import { readFileSync } from "node:fs";
import { registerHooks } from "node:module";
import { fileURLToPath } from "node:url";
import type { PdfWords } from "./pdf-words.js";
import { answerCalls } from "./thread.js";

/** What the buffers made for one document may come to, all together, in bytes: its streams are unpacked into them. */
const BUFFERS_BYTES_MAX = 256 * 1_048_576;

let left = BUFFERS_BYTES_MAX;
Reflect.set(globalThis, "Uint8Array", new Proxy(Uint8Array, {
  construct(target, given: [unknown], made) {
    if (typeof given[0] === "number") left -= given[0];
    if (left < 0) throw new RangeError("the document grows too large");
    return Reflect.construct(target, given, made) as Uint8Array;
  },
}));
Reflect.deleteProperty(globalThis, "DecompressionStream"); // it unpacks into memory that is not counted; the library then does it by itself

// The library is JavaScript: what lets us run TypeScript would rewrite its megabytes for seconds.
registerHooks({ load: (url, context, next) => (url.includes("/pdfjs-dist/") ? { format: "module", shortCircuit: true, source: readFileSync(fileURLToPath(url)) } : next(url, context)) });
const { readPdfWords } = await import("./pdf-words.js");

answerCalls<PdfWords | null, never>(async (job, line) => {
  left = BUFFERS_BYTES_MAX;
  line.send(await readPdfWords(job as Uint8Array));
});
