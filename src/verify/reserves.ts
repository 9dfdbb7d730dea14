import { z } from "zod";
import { APPLICATION } from "../bidding/admitted.js";
import { parseCheckpoint, textOfNote } from "../journal/note.js";
import { commitmentOf, readReserveFile } from "../signing/reserve-file.js";
import type { Loaded } from "./files.js";
import type { Findings } from "./findings.js";
import type { BundleLog, EntryOfType } from "./log.js";
import { looseJson } from "./loose-json.js";
import { readBytes } from "./read.js";
import type { BundleIndex } from "./shapes.js";

/** Where the file of a lot's reserve estimate lies, once it was read out. */
export const reservePath = (lot: string): string => `reserve/${lot}.json`;

type Lot = BundleIndex["lots"][number];
type Args = { readonly index: BundleIndex; readonly log: BundleLog };
/** What the log says of one lot's reserve estimate. */
type Logged = { readonly committed: readonly EntryOfType<"reserve.committed">[]; readonly revealed: readonly EntryOfType<"reserve.revealed">[]; readonly lost: readonly EntryOfType<"reserve.lost">[] };

/**
 * The reserve estimate of each lot: fixed once, where the documents set one, below the deadline checkpoint; read out after the close by the very
 * file, or declared lost; and printed in the opening record as it was. Law: 招标投标法实施条例 27, 50.
 */
export function checkReserves(bundle: Loaded, { index, log }: Args, findings: Findings): void {
  const isSet = setByDocuments(bundle, index);
  for (const lot of index.lots) {
    const logged = loggedOf(log, index, lot.lot);
    const [committed] = logged.committed;
    const ends = [...logged.revealed, ...logged.lost];
    const once = logged.committed.length <= 1 && ends.length <= logged.committed.length;
    findings.demand(once && isAsListed(lot, logged), "reserve-count", "bundle.json", { lot: lot.lot, committed: logged.committed.length, ended: ends.length });
    if (committed !== undefined) checkFixed(bundle, { lot, log, committed, ends, isSet }, findings);
    checkFile(bundle, index, lot, logged, findings);
    checkRecords(bundle, index, lot, { ...logged, isSet }, findings);
  }
}

function loggedOf(log: BundleLog, { tender, treeSize }: BundleIndex, lot: string): Logged {
  const here = ({ idx, body }: { readonly idx: number; readonly body: { readonly tender: string; readonly lot: string } }): boolean => body.tender === tender && body.lot === lot && idx < treeSize;
  return { committed: log.all("reserve.committed").filter(here), revealed: log.all("reserve.revealed").filter(here), lost: log.all("reserve.lost").filter(here) };
}

/** Whether bundle.json names the entries of the log. */
function isAsListed({ reserve }: Lot, { committed: [committed], revealed: [revealed], lost: [lost] }: Logged): boolean {
  if (reserve === undefined) return committed === undefined;
  return reserve.idx === committed?.idx && reserve.revealed === (revealed?.idx ?? null) && reserve.lost === (lost?.idx ?? null);
}

type Fixed = { readonly lot: Lot; readonly log: BundleLog; readonly committed: Logged["committed"][number]; readonly ends: readonly { readonly idx: number }[]; readonly isSet: boolean | null };

/** Fixed before bids closed, as the documents announced; ended after every close. */
function checkFixed(bundle: Loaded, { lot, log, committed, ends, isSet }: Fixed, findings: Findings): void {
  const path = log.pathOf(committed.idx);
  findings.demand(isSet !== false, "reserve-not-announced", path, { idx: committed.idx });
  const closes = lot.parts.filter(({ part }) => part !== APPLICATION).flatMap(({ closeIdx }) => (closeIdx === null ? [] : [closeIdx]));
  for (const closeIdx of closes) {
    const size = Math.min(closeIdx, deadlineSize(bundle, closeIdx) ?? closeIdx);
    findings.demand(committed.idx < size, "reserve-late", path, { idx: committed.idx, size });
  }
  const close = closes.length === 0 ? Infinity : Math.max(...closes);
  for (const { idx } of ends) findings.demand(idx > close, "reserve-early", log.pathOf(idx), { idx, close: closes.length === 0 ? "—" : close });
}

/** The size of a deadline checkpoint, which is judged where closes are. */
function deadlineSize(bundle: Loaded, closeIdx: number): number | null {
  try {
    return parseCheckpoint(textOfNote(Buffer.from(bundle.bytes.get(`log/deadline/${String(closeIdx)}`) ?? []).toString("utf8"))).size;
  } catch {
    return null;
  }
}

/** The file that was read out is the one that was committed to, of this lot, with the amount that the log says. */
function checkFile(bundle: Loaded, { exchange, tender }: BundleIndex, { lot }: Lot, { committed, revealed }: Logged, findings: Findings): void {
  const [fixed, shown] = [committed[0], revealed[0]];
  if (shown === undefined) return;
  const path = reservePath(lot);
  const file = readBytes(bundle, path, findings);
  if (file === undefined) return;
  const read = readReserveFile(file, { exchange, tender, lot });
  findings.demand(read.ok, "reserve-file-wrong", path, { why: read.ok ? "" : read.refusal });
  const sha256 = commitmentOf(file);
  findings.demand(sha256 === fixed?.body.commitment && sha256 === shown.body.sha256, "reserve-differs", path, { given: sha256, committed: fixed?.body.commitment ?? "—" });
  findings.demand(!read.ok || read.value === fenOf(shown.body.amount.amount), "reserve-amount", path, { said: shown.body.amount.amount });
}

const fenOf = (amount: string): bigint => BigInt(amount.replace(".", ""));

const callShape = z.looseObject({ type: z.enum(["tender-notice", "invitation"]), terms: z.looseObject({ reserveEstimates: z.int() }) });

/** Whether the documents set a reserve estimate; null where no notice of the bundle says. */
function setByDocuments(bundle: Loaded, index: BundleIndex): boolean | null {
  for (const { id, version } of index.notices) {
    const read = callShape.safeParse(looseJson(bundle.bytes.get(noticePath(id, version))));
    if (read.success) return read.data.terms.reserveEstimates > 0;
  }
  return null;
}

const noticePath = (id: string, version: number): string => `notices/${id}/v${String(version)}/notice.json`;

const recordShape = z.looseObject({
  type: z.literal("opening-record"),
  terms: z.looseObject({ v: z.literal("opening-record/1"), lot: z.string(), part: z.string(), reserve: z.looseObject({ state: z.enum(["unset", "elsewhere", "missed", "revealed", "lost"]), amount: z.looseObject({ amount: z.string() }).optional(), sha256: z.string().optional(), index: z.int().optional() }) }),
  sections: z.array(z.looseObject({ blocks: z.array(z.looseObject({ rows: z.array(z.unknown()).optional() })) })),
});
const rowShape = z.looseObject({ zh: z.literal("标底"), value: z.looseObject({ kind: z.string(), amount: z.string().optional() }).nullable() });
type OpeningRecord = z.infer<typeof recordShape>;

/** Each opening record of the lot says what the log said before it, in its words and to machines; one that waits for another part says no more. */
function checkRecords(bundle: Loaded, index: BundleIndex, { lot, parts }: Lot, logged: Logged & { readonly isSet: boolean | null }, findings: Findings): void {
  for (const { path, idx, record } of recordsOf(bundle, index, lot)) {
    const { reserve } = record.terms;
    const due = dueAt(logged, idx);
    // Put off from the part with the prices it would never be said.
    const mayWait = due.state !== "unset" && !parts.some((part) => part.part === record.terms.part && hasPrices(bundle, part));
    if (reserve.state === "elsewhere" && mayWait) continue;
    const [said, wanted] = [[reserve.state, reserve.amount?.amount, reserve.sha256, reserve.index], [due.state, due.amount, due.sha256, due.idx]];
    findings.demand(said.every((each, at) => each === wanted[at]) && printedAmount(record) === due.amount, "reserve-record", path, { said: reserve.state, due: due.state });
  }
}

const openedShape = z.looseObject({ results: z.array(z.looseObject({ form: z.unknown() })) });

/** Whether the opening of a part read out prices. */
function hasPrices(bundle: Loaded, { openIdx }: Lot["parts"][number]): boolean {
  const read = openedShape.safeParse(looseJson(bundle.bytes.get(`opening/${String(openIdx)}.json`)));
  return read.success && read.data.results.some(({ form }) => form !== null);
}

type Recorded = { readonly path: string; readonly idx: number; readonly record: OpeningRecord };

/** The opening records of a lot that say what became of its reserve estimate. */
const recordsOf = (bundle: Loaded, index: BundleIndex, lot: string): Recorded[] => index.notices.flatMap(({ id, version, idx }) => {
  const path = noticePath(id, version);
  const read = recordShape.safeParse(looseJson(bundle.bytes.get(path)));
  return read.success && read.data.terms.lot === lot ? [{ path, idx, record: read.data }] : [];
});

type Due = { readonly state: string; readonly amount?: string; readonly sha256?: string; readonly idx?: number };

/** What a record at this place of the log must say. */
function dueAt({ committed, revealed, lost, isSet }: Logged & { readonly isSet: boolean | null }, at: number): Due {
  const [fixed] = committed;
  if (fixed === undefined) return { state: isSet === true ? "missed" : "unset" };
  const one = { sha256: fixed.body.commitment, idx: fixed.idx };
  const shown = revealed.find(({ idx }) => idx < at);
  if (shown !== undefined) return { state: "revealed", amount: shown.body.amount.amount, ...one };
  return { state: lost.some(({ idx }) => idx < at) ? "lost" : "not read out", ...one };
}

function printedAmount({ sections }: OpeningRecord): string | undefined {
  for (const row of sections.flatMap(({ blocks }) => blocks.flatMap(({ rows = [] }) => rows))) {
    const read = rowShape.safeParse(row);
    if (read.success) return read.data.value?.kind === "money" ? read.data.value.amount : undefined;
  }
  return undefined;
}
