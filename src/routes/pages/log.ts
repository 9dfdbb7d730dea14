import { parseCheckpoint, textOfNote } from "../../journal/note.js";
import { parsePolicy } from "../../journal/policy.js";
import { leavesBefore, newestCosignatures } from "../../journal/queries/for-pages.js";
import { base64, hex } from "../../kernel/bytes.js";
import { logPage, type LogView } from "../../web/pages/log.js";
import { paths } from "../../web/paths.js";
import { contextOf, html, type PageRequest, type Site } from "./site.js";
import { entryHref, entryOf, entryWords, textIn } from "./views/entry-words.js";

const ENTRIES = 30;

/** The log in words. */
export function logPageRoutes(site: Site): void {
  site.api.get(paths.log, (c) => log(c, site));
}

/** The signed part of a note, up to the empty line. */
async function log(c: PageRequest, site: Site): Promise<Response> {
  const { world } = site;
  const page = contextOf(c, site);
  const [size, note, seen] = [await world.journal.size(), await world.journal.checkpoint(), await newestCosignatures(world.db, world.exchange.id)];
  const asked = Number(c.req.query("before") ?? Number.NaN);
  const leaves = await leavesBefore(world.db, world.exchange.id, Number.isSafeInteger(asked) && asked >= 0 ? asked : size, ENTRIES);
  const policy = parsePolicy(world.journal.policy);
  const witnesses = policy.witnesses.map(({ vkey }) => {
    const last = seen.find(({ witness }) => witness === vkey.text || witness === vkey.name);
    return { name: vkey.name, cosignedAt: last?.at ?? null, size: last?.size ?? null };
  });
  const oldest = leaves.at(-1)?.index ?? 0;
  const view: LogView = {
    origin: world.exchange.origin, size, rootBase64: note === null ? "" : base64(parseCheckpoint(textOfNote(note)).root), checkpoint: note ?? "",
    checkpointAt: witnesses.flatMap(({ cosignedAt }) => cosignedAt ?? []).toSorted((left, right) => right - left)[0] ?? null,
    vkeys: world.journal.vkeys.trimEnd().split("\n"), quorum: quorumOf(world.journal.policy), witnesses,
    entries: leaves.map(({ index, entry, hash, at }) => {
      const read = entryOf(entry);
      return { index, type: textIn(read, "type"), text: entryWords(read, page.language), at, sha256: hex(hash), href: entryHref(read, page.language) };
    }),
    before: oldest > 0 ? oldest : null,
  };
  return html(c, page, logPage(page, view));
}

/** How many witnesses make a checkpoint public: the threshold of the group the policy's quorum names, one for a single witness. */
function quorumOf(policy: string): number {
  const name = /^quorum\s+(\S+)/m.exec(policy)?.[1] ?? "";
  const threshold = policy.split("\n").map((line) => line.trim().split(/\s+/)).find(([kind, group]) => kind === "group" && group === name)?.[2];
  if (name === "none") return 0;
  return threshold === undefined ? 1 : (({ any: 1, all: policy.split("\n").filter((line) => line.startsWith("witness ")).length } as Record<string, number>)[threshold] ?? Number(threshold));
}
