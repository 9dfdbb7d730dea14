import { ok, refuse, type Result } from "../kernel/result.js";
import { valuesOf } from "./amend.js";
import type { TenderForm } from "./form.js";

/** A document as a tender has it now. */
export type DocumentHash = { readonly name: string; readonly sha256: string };
/** What of a tender is compared: its form as its line calls it, the lot that was at fault, its documents by hash. */
export type Compared = { readonly form: TenderForm; readonly line: string; readonly lot: string; readonly documents: readonly DocumentHash[] };

/** A clause that was found at fault: `path` is `qualification`, `lot.ceiling`, `documents.招标文件.docx` and the like; `before` is what stood there then. */
export type Faulted = { readonly path: string; readonly zh: string; readonly en: string; readonly before: string };
/** An adverse finding on the documents of an earlier attempt: who made it, by which law, and on what; on all of them where no clause is named. */
export type Fault = { readonly by: { readonly zh: string; readonly en: string }; readonly faulted: readonly Faulted[] };

const DOCUMENTS = "documents.";

/** What stands at a path, all that is inside it together; null where nothing does. */
function standsAt({ form, line, lot, documents }: Compared, path: string): Omit<Faulted, "path"> | null {
  if (path.startsWith(DOCUMENTS)) {
    const found = documents.find(({ name }) => name === path.slice(DOCUMENTS.length));
    return found === undefined ? null : { zh: found.name, en: found.name, before: found.sha256 };
  }
  const whole = path.replace(/^lot\./, `lots.${lot}.`);
  const inside = [...valuesOf(form, line)].filter(([each]) => each === whole || each.startsWith(`${whole}.`));
  const [first] = inside;
  return first === undefined ? null : { zh: inside.length === 1 ? first[1].zh : first[1].fieldZh, en: inside.length === 1 ? first[1].en : first[1].fieldEn, before: inside.map(([each, { text }]) => `${each.slice(whole.length)}=${text}`).join("\n") };
}

/** The clauses of a tender that are found at fault, as they stand. */
export function faultedAt(compared: Compared, paths: readonly string[]): Result<readonly Faulted[]> {
  const faulted: Faulted[] = [];
  for (const path of new Set(paths)) {
    const stands = standsAt(compared, path);
    if (stands === null) return refuse("clause-unknown", { path: path.slice(0, 80) });
    faulted.push({ path, ...stands });
  }
  return ok(faulted);
}

/** Everything that can be at fault, for a finding that names no clause: what a later attempt has to differ from somewhere. Dates and contacts are no clause. */
export function wholeOf({ form, line, lot, documents }: Compared): readonly Faulted[] {
  const values = [...valuesOf(form, line)].filter(([path]) => !HARMLESS.test(path) && (!path.startsWith("lots.") || path.startsWith(`lots.${lot}.`)));
  return [
    ...values.map(([path, { zh, en, text }]) => ({ path: path.replace(`lots.${lot}.`, "lot."), zh, en, before: `=${text}` })),
    ...documents.map(({ name, sha256 }) => ({ path: `${DOCUMENTS}${name}`, zh: name, en: name, before: sha256 })),
  ];
}

const HARMLESS = /^(title|contact|complaints|documentsHow|place)\b/;

/**
 * The clauses of a finding that stand unchanged in a later attempt. A finding that names clauses is met when each of them was changed; one that names none when
 * anything was. @param whole all that the attempt at fault said, for a finding that names no clause
 */
export function standingOf({ faulted }: Pick<Fault, "faulted">, whole: readonly Faulted[], now: Compared): readonly Faulted[] {
  const isStanding = ({ path, before }: Faulted): boolean => standsAt(now, path)?.before === before;
  if (faulted.length > 0) return faulted.filter(isStanding);
  return whole.length > 0 && whole.every(isStanding) ? whole.slice(0, 1) : [];
}
