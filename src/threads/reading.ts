import type { ComparedTexts, TextsToCompare } from "../signals/alike.js";
import type { DocumentFacts, NamedFile } from "./document-facts.js";
import type { PdfWords } from "./pdf-words.js";
import { openPool } from "./pool.js";
import { openThread } from "./thread.js";

/** A document that is still being read after this is left unread, in milliseconds: a thick book takes a few seconds. */
const READING_MS_MAX = 30_000;
/** What the reading program may keep on its heap, in MiB: it reads what strangers made. */
const HEAP_MIB_MAX = 256;
/** Twenty bids of five megabytes take some ten seconds; a lot that takes longer than this, in milliseconds, is given up. */
const COMPARING_MS_MAX = 300_000;
/** The words of a lot's bids, in MiB. */
const COMPARING_HEAP_MIB_MAX = 1_024;

/** Reads what strangers made, on a thread of its own, one after the other. Null where one could not be read: hostile, too long, too slow, with a password. */
export type Reading<Asked, Read> = { readonly read: (asked: Asked) => Promise<Read | null>; readonly end: () => Promise<void> };
/** The words of PDFs. */
export type Pdfs = Reading<Uint8Array, PdfWords>;
/** Words by page and particulars of PDFs, office files and plain text, for looking at many files of bids: tender documents do not wait for them. */
export type DocumentReading = Reading<NamedFile, DocumentFacts>;

/** The reader of one process. A thread that does not answer in time is ended and the next document gets a new one. @param program for a test: another that reads */
export const openPdfs = (program = new URL("./reading-thread.ts", import.meta.url), msMax = READING_MS_MAX): Pdfs => openReading(program, msMax);

/** The same for whole files. */
export const openDocuments = (program = new URL("./facts-thread.ts", import.meta.url), msMax = READING_MS_MAX): DocumentReading => openReading(program, msMax);

/** Holds the words of bids against each other. */
export type Comparing = Reading<TextsToCompare, ComparedTexts>;
export const openComparing = (program = new URL("./comparing-thread.ts", import.meta.url), msMax = COMPARING_MS_MAX): Comparing => openReading(program, msMax, COMPARING_HEAP_MIB_MAX);

/** Files without what they say of their making, for those who judge them blind (`src/blind/strip.ts`). */
export type Stripping = Reading<Uint8Array, Uint8Array>;

/** Strips files on a thread of its own. */
export const openStripping = (program = new URL("./strip-thread.ts", import.meta.url), msMax = READING_MS_MAX): Stripping => openReading(program, msMax);

function openReading<Asked, Read>(program: URL, msMax: number, heapMibMax = HEAP_MIB_MAX): Reading<Asked, Read> {
  const threads = openPool(1, () => openThread(program, null, { maxOldGenerationSizeMb: heapMibMax }));
  const read: Reading<Asked, Read>["read"] = (asked) => threads.use(async (thread) => {
    const line = thread.call<never, Read | null>(asked);
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
