import type { PdfWords } from "./pdf-words.js";
import { openPool } from "./pool.js";
import { openThread } from "./thread.js";

/** A document that is still being read after this is left unread, in milliseconds: a thick book takes a few seconds. */
const READING_MS_MAX = 30_000;
/** What the reading program may keep on its heap, in MiB: it reads what strangers made. */
const HEAP_MIB_MAX = 256;

/** Reads PDFs on a thread of their own, one after the other. Null where one could not be read: hostile, too long, too slow, with a password. */
export type Pdfs = { readonly read: (bytes: Uint8Array) => Promise<PdfWords | null>; readonly end: () => Promise<void> };

/** The reader of one process. A thread that does not answer in time is ended and the next document gets a new one. @param program for a test: another that reads */
export function openPdfs(program = new URL("./reading-thread.ts", import.meta.url), msMax = READING_MS_MAX): Pdfs {
  const threads = openPool(1, () => openThread(program, null, { maxOldGenerationSizeMb: HEAP_MIB_MAX }));
  const read: Pdfs["read"] = (bytes) => threads.use(async (thread) => {
    const line = thread.call<never, PdfWords | null>(bytes);
    const late = setTimeout(() => { void thread.end(); }, msMax).unref();
    try {
      return await line.next();
    } catch {
      await thread.end(); // whatever a document did to its reader, the next one gets a new reader
      return null;
    } finally {
      clearTimeout(late);
      line.hangUp();
    }
  });
  return { read, end: threads.end };
}
