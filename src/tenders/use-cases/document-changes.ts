import type { Tx, Db } from "../../db/database.js";
import type { DocumentChange } from "../../notices/document-changes.js";
import type { World } from "../../world.js";
import type { DraftedDocument } from "../clarification.js";
import { lineChanges } from "../line-diff.js";
import { comparableTexts, documentsOf } from "../queries.js";

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
    const [old, fresh] = [before === null ? undefined : texts.get(before.sha256), texts.get(after.sha256)];
    const isRead = old !== undefined && fresh !== undefined;
    const lines = isRead ? lineChanges(old, fresh) : null;
    return { name: after.name, before, after, compared: before === null ? "new" : !isRead ? "unread" : lines === null ? "other-text" : "lines", lines: lines ?? [] };
  });
}

/** A stored version by what tells it from others. */
export const versionOf = ({ name, version, sha256, size }: { readonly name: string; readonly version: number; readonly sha256: string; readonly size: string }): Version => ({ name, version, sha256, size: Number(size) });
