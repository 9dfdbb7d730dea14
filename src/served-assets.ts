import { readFile, writeFile } from "node:fs/promises";
import { inTransaction } from "./db/database.js";
import type { LogEntry } from "./journal/entries.js";
import { appendAllToLog } from "./journal/outbox.js";
import type { Assets } from "./web/assets.js";
import type { World } from "./world.js";

/**
 * Logs the hash of every script and style the site serves, once for each change, so that a browser that was given another
 * one can prove it (T45). @param file remembers what is logged; when it is lost the entries come once more, which harms nothing
 */
export async function logServedAssets(world: World, { files }: Assets, file: string): Promise<void> {
  const served = [...files.values()].map(({ path, sha256 }) => ({ path, sha256 }));
  const logged = new Set((await readFile(file, "utf8").catch(() => "")).split("\n"));
  const fresh = served.filter(({ sha256 }) => !logged.has(sha256));
  if (fresh.length === 0) return;
  await inTransaction(world.db, (tx) => appendAllToLog(tx, world.exchange.id, fresh.map((each): LogEntry => ({ v: "dl/1", type: "asset", ...each }))));
  await writeFile(file, `${served.map(({ sha256 }) => sha256).join("\n")}\n`, { mode: 0o600 });
}
