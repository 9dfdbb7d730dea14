import { z } from "zod";
import { leftIn, readChange, serialOf, strayIn, type PanelChange } from "../judging/panel-changes.js";
import type { Sheet } from "../judging/sheet.js";
import type { Instant } from "../kernel/time.js";
import type { TrustStore } from "../signing/chains.js";
import type { Loaded } from "./files.js";
import type { Findings } from "./findings.js";
import type { BundleLog, EntryOfType } from "./log.js";
import { looseJson } from "./loose-json.js";
import type { BundleIndex } from "./shapes.js";
import { checkSheetAct } from "./sheet-act.js";
import { checkSignature } from "./signatures.js";

type Args = { readonly index: BundleIndex; readonly log: BundleLog; readonly trust: TrustStore; readonly at: Instant };
type Logged = EntryOfType<"score.sheet">;
/** Entries of one lot: the sheets and the changes, in the order logged. */
type Lot = { readonly lot: string; readonly sheets: readonly Logged[]; readonly entries: readonly EntryOfType<"score.changed">[] };

/**
 * Every sheet that was logged is there and signed: one for each member that counts, and beside it those that were opened again or whose member left, each with the
 * change that says so. A sheet signed again differs in the opened scores alone. Law: 条例 48; 87号令 49, 64.
 * @returns by label the certificate of each sheet that counts, and who left
 */
export function checkSheets(bundle: Loaded, args: Args, lot: Lot, findings: Findings): { readonly signers: ReadonlyMap<string, string>; readonly left: ReadonlySet<string> } {
  const changes = changesIn(bundle, args, lot, findings);
  const signers = new Map<string, string>();
  const wanted = new Set<string>();
  for (const label of new Set([...lot.sheets.map(({ body }) => body.expert), ...labelsIn(bundle, lot.lot)])) {
    const own = lot.sheets.filter(({ body }) => body.expert === label);
    const due = serialOf(label, changes);
    const counts = !leftIn(changes).has(label);
    findings.demand(own.length > 0, "entry-absent", pathOf(lot.lot, label), { idx: "—", type: "score.sheet" });
    findings.demand(own.length <= due && (!counts || own.length === due || own.length === 0), "sheet-again", pathOf(lot.lot, label), { given: own.length, due });
    own.forEach((entry, at) => {
      const path = counts && at === due - 1 ? pathOf(lot.lot, label) : voidPathOf(lot.lot, label, at + 1);
      wanted.add(path);
      const signer = checkFile(bundle, args, { lot: lot.lot, path }, entry, findings);
      if (counts && at === due - 1 && signer !== null) signers.set(label, signer);
    });
    checkAgain(bundle, { ...lot, label, changes }, findings);
  }
  for (const path of bundle.files.keys()) findings.demand(!path.startsWith(`evaluation/${lot.lot}/void/`) || wanted.has(path.replace(/(?:p7s|act)$/, "json")), "file-extra", path);
  return { signers, left: leftIn(changes) };
}

const pathOf = (lot: string, label: string): string => `evaluation/${lot}/sheets/${label}.json`;
const voidPathOf = (lot: string, label: string, serial: number): string => `evaluation/${lot}/void/${label}-${String(serial)}.json`;
const SHEET = /^evaluation\/([^/]+)\/sheets\/([^/]+)\.json$/;

const labelsIn = (bundle: Loaded, lot: string): string[] =>
  [...bundle.files.keys()].map((path) => SHEET.exec(path)).flatMap((match) => (match?.[1] === lot && match[2] !== undefined ? [match[2]] : []));

/** The changes of the lot, each the one that was logged in its turn; one that cannot be read is left out. */
function changesIn(bundle: Loaded, { index }: Args, { lot, entries }: Lot, findings: Findings): (PanelChange & { readonly idx: number })[] {
  const found = entries.flatMap((entry, at) => {
    const path = `evaluation/${lot}/changes/${String(at + 1)}.json`;
    const bytes = bundle.bytes.get(path);
    findings.demand(bytes !== undefined, "file-missing", path);
    if (bytes === undefined) return [];
    findings.demand(entry.body.sha256 === bundle.hashes.get(path), "entry-hash", path, { idx: entry.idx });
    const change = readChange(bytes);
    const isOurs = change !== null && change.exchange === index.exchange && change.tender === index.tender && change.lot === lot && change.serial === at + 1;
    findings.demand(isOurs, "change-wrong", path);
    return change !== null && isOurs ? [{ ...change, idx: entry.idx }] : [];
  });
  const known = new Set(entries.map((_, at) => `evaluation/${lot}/changes/${String(at + 1)}.json`));
  for (const path of bundle.files.keys()) findings.demand(!path.startsWith(`evaluation/${lot}/changes/`) || known.has(path), "entry-absent", path, { idx: "—", type: "score.changed" });
  return found;
}

/** @returns the certificate or key that signed; null where the signature does not hold */
function checkFile(bundle: Loaded, { index, trust, at }: Args, { lot, path }: { readonly lot: string; readonly path: string }, entry: Logged, findings: Findings): string | null {
  findings.demand(bundle.files.has(path), "file-missing", path);
  if (!bundle.files.has(path)) return null;
  findings.demand(entry.body.sha256 === bundle.hashes.get(path), "entry-hash", path, { idx: entry.idx });
  const act = path.replace(/json$/, "act");
  if (bundle.files.has(act)) return checkSheetAct(bundle, trust, { index, path, act, lot, at }, findings);
  return checkSignature(bundle, trust, { content: path, signature: path.replace(/json$/, "p7s"), at, by: null }, findings);
}

type Again = Lot & { readonly label: string; readonly changes: readonly (PanelChange & { readonly idx: number })[] };

/** Between two sheets of a member lies the change that opened the first again, and only what it opened differs. */
function checkAgain(bundle: Loaded, { lot, sheets, label, changes }: Again, findings: Findings): void {
  const own = sheets.filter(({ body }) => body.expert === label).map(({ idx }) => idx);
  const reopenings = changes.flatMap((change) => (change.kind === "reopened" && change.expert === label ? [change] : []));
  for (const [at, { idx, items }] of reopenings.entries()) {
    const path = voidPathOf(lot, label, at + 1);
    const inTurn = (own[at] ?? Infinity) < idx && idx < (own[at + 1] ?? Infinity);
    findings.demand(inTurn, "sheet-again", path, { given: own.length, due: at + 2 });
    const [before, after] = [sheetAt(bundle, lot, label, at + 1), sheetAt(bundle, lot, label, at + 2)];
    const stray = before === null || after === null ? null : strayIn(before, after, items);
    if (stray !== null) findings.fault("score-not-opened", path, stray);
  }
}

/** A member's sheet by its serial, wherever it lies. */
function sheetAt(bundle: Loaded, lot: string, label: string, serial: number): Pick<Sheet, "scores"> | null {
  const bytes = bundle.bytes.get(voidPathOf(lot, label, serial)) ?? (bundle.files.has(voidPathOf(lot, label, serial)) ? undefined : bundle.bytes.get(pathOf(lot, label)));
  const sheet = sheetShape.safeParse(looseJson(bytes));
  return sheet.success ? sheet.data : null;
}

const sheetShape = z.looseObject({ scores: z.array(z.looseObject({ bidder: z.string(), items: z.array(z.looseObject({ criterion: z.string(), score: z.string(), reason: z.string() })) })) });
