import { mkdir, open, readFile, rename } from "node:fs/promises";
import path from "node:path";
import type { Db } from "../db/database.js";
import { sameBytes } from "../kernel/bytes.js";
import { openNote, parseCheckpoint, type VerifyEd25519 } from "./note.js";
import { logKeyAt, type Policy } from "./policy.js";
import { hashesOfRanges, newestHead } from "./store.js";

let drafts = 0;

/** Keeps the newest signed tree outside the database, on disk before anybody else sees it. */
export async function writeLastCheckpoint(file: string, note: string): Promise<void> {
  await mkdir(path.dirname(file), { recursive: true });
  const draft = `${file}.${String(process.pid)}-${String((drafts += 1))}.new`; // two writers never share one
  const handle = await open(draft, "w", 0o600);
  try {
    await handle.writeFile(note);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(draft, file);
}

/**
 * A database restored from an old backup would sign a second history under the same name. So the log starts only if it holds,
 * unchanged, the last tree it published. @throws {Error} if it does not, or the file is not this log's.
 */
export async function assertContinues(db: Db, exchangeId: string, file: string, { origin, policy }: { readonly origin: string; readonly policy: Policy }, verify: VerifyEd25519): Promise<void> {
  const note = await readFile(file, "utf8").catch((error: unknown) => {
    if ((error as { code?: string }).code === "ENOENT") return null;
    throw error;
  });
  if (note === null) return;
  const { text, seals } = openNote(note, policy.logs.map(({ vkey }) => vkey), verify);
  const last = parseCheckpoint(text);
  const key = logKeyAt(policy, origin, last.size);
  if (last.origin !== origin || !seals.some(({ vkey }) => vkey.text === key?.text)) throw new Error(`${file} is not a checkpoint of ${origin}`);
  const size = (await newestHead(db, exchangeId))?.size ?? 0;
  if (size < last.size) throw new Error(`the database holds ${String(size)} leaves of the log, ${String(last.size)} were published: an old backup was restored; bring back the newest one (${file})`);
  const [root = new Uint8Array()] = await hashesOfRanges(db, exchangeId, [{ begin: 0, end: last.size }]);
  if (!sameBytes(root, last.root)) throw new Error(`the first ${String(last.size)} leaves of the log are not those that were published (${file})`);
}
