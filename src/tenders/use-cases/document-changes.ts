import type { Tx, Db } from "../../db/database.js";
import type { DocumentChange } from "../../notices/document-changes.js";
import type { World } from "../../world.js";
import type { DraftedDocument } from "../clarification.js";
import { lineChanges } from "../line-diff.js";
import { comparableTexts, documentsOf, type Comparable } from "../queries.js";

type Version = { readonly name: string; readonly version: number; readonly sha256: string; readonly size: number };

/** What each replacement changes against the version in force; a document that is new has none. */
export async function changesOfDocuments(db: Db | Tx, world: World, tenderId: string, drafts: readonly DraftedDocument[]): Promise<DocumentChange[]> {
  if (drafts.length === 0) return [];
  const known = await documentsOf(db, world.exchange.id, tenderId);
  const pairs = drafts.map((draft) => {
    const before = known.findLast(({ name }) => name === draft.name);
    return { before: before === undefined ? null : versionOf(before), after: { name: draft.name, version: (before?.version ?? 0) + 1, sha256: draft.sha256, size: draft.size } };
  });
  return compared(db, world, pairs);
}

/** The differences of pairs of versions, with what could be read of them. */
export async function compared(db: Db | Tx, world: World, pairs: readonly { readonly before: Version | null; readonly after: Version }[]): Promise<DocumentChange[]> {
  const texts = await comparableTexts(db, world.exchange.id, pairs.flatMap(({ before, after }) => [after.sha256, ...(before === null ? [] : [before.sha256])]));
  return pairs.map(({ before, after }) => {
    const [old, fresh] = [before === null ? NOTHING : texts.get(before.sha256) ?? NOTHING, texts.get(after.sha256) ?? NOTHING];
    const compared = before === null ? { compared: "new" as const, lines: [] } : difference(old, fresh);
    return { name: after.name, before, after, ...compared, wordless: old.wordless === null || fresh.wordless === null ? null : { before: old.wordless, after: fresh.wordless } };
  });
}

const NOTHING: Comparable = { text: null, wordless: null };

const isScan = ({ text, wordless }: Comparable): boolean => text === null && wordless !== null;

function difference(old: Comparable, fresh: Comparable): Pick<DocumentChange, "compared" | "lines"> {
  if (isScan(old) || isScan(fresh)) return { compared: "scanned", lines: [] };
  if (old.text === null || fresh.text === null) return { compared: "unread", lines: [] };
  const lines = lineChanges(old.text, fresh.text);
  return lines === null ? { compared: "other-text", lines: [] } : { compared: "lines", lines };
}

/** A stored version by what tells it from others. */
export const versionOf = ({ name, version, sha256, size }: { readonly name: string; readonly version: number; readonly sha256: string; readonly size: string }): Version => ({ name, version, sha256, size: Number(size) });
