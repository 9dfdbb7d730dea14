import type { Loaded } from "./files.js";
import type { Findings } from "./findings.js";
import { entriesOfLot, type BundleLog, type EntryOfType } from "./log.js";
import { readShape } from "./read.js";
import { appointmentShape, type BundleIndex } from "./shapes.js";

type Args = { readonly index: BundleIndex; readonly log: BundleLog };

/**
 * How the experts of a committee came to their seats: by a draw of the bundle; or by an appointment that was logged once, before its first sheet or review, which says its ground. Of
 * a committee that has neither it is said that nobody was drawn: whether its law asked for a draw is for the reader. Law: 招标投标法 37; 条例 18, 46, 47; 87号令 48.
 */
export function checkChosen(bundle: Loaded, args: Args, lot: string, findings: Findings): void {
  checkRound(bundle, args, { lot, round: "bid", folder: `evaluation/${lot}`, judged: "totals.json", begins: "score.sheet" }, findings);
  checkRound(bundle, args, { lot, round: "prequalification", folder: `prequalification/${lot}`, judged: "review.json", begins: "prequal.reviewed" }, findings);
}

type Committee = { readonly lot: string; readonly round: "bid" | "prequalification"; readonly folder: string; /** The file that is there once it has judged. */ readonly judged: string; /** What is logged when it begins. */ readonly begins: "score.sheet" | "prequal.reviewed" };

function checkRound(bundle: Loaded, args: Args, committee: Committee, findings: Findings): void {
  const { lot, folder } = committee;
  const path = `${folder}/appointment.json`;
  const entries = entriesOfLot(args, "panel.appoint", lot).filter(({ body }) => body.round === committee.round);
  const [entry] = entries;
  const hasJudged = bundle.files.has(`${folder}/${committee.judged}`);
  if (entry === undefined) {
    findings.demand(!bundle.files.has(path), "entry-absent", path, { idx: "—", type: "panel.appoint" });
    if (hasJudged && !isDrawn(bundle, args.index, committee)) findings.note("experts-not-drawn", { lot, round: ROUNDS[committee.round] });
    return;
  }
  const before = entriesOfLot(args, committee.begins, lot).find(({ idx }) => idx < entry.idx);
  findings.demand(entries.length === 1 && before === undefined, "appointment-late", path, { lot, idx: entry.idx, sheet: before?.idx ?? "—" });
  if (hasJudged) checkFile(bundle, args.index, { ...committee, path, entry }, findings);
}

const ROUNDS = { bid: "评标委员会", prequalification: "资格审查委员会" } as const;
const SIGNED = /\/([0-9a-f]{32,64})\.(?:p7s|act)$/;

/** Whether somebody who signed sits under a label that a draw of the lot gave. */
function isDrawn(bundle: Loaded, { draws }: BundleIndex, { lot, folder }: Committee): boolean {
  const labels = [...bundle.files.keys()].filter((path) => path.startsWith(folder)).flatMap((path) => SIGNED.exec(path)?.[1] ?? []);
  const drawn = draws.filter((each) => each.startsWith(`${lot}-D`)).flatMap((each) => ["result", "replacements"].map((name) => Buffer.from(bundle.bytes.get(`draws/${each}/${name}.json`) ?? []).toString("utf8")));
  return labels.some((label) => drawn.some((text) => text.includes(label)));
}

function checkFile(bundle: Loaded, { exchange, tender }: BundleIndex, { lot, round, path, entry }: Committee & { readonly path: string; readonly entry: EntryOfType<"panel.appoint"> }, findings: Findings): void {
  const file = readShape(bundle, path, appointmentShape, findings);
  if (file === undefined) return;
  findings.demand(bundle.hashes.get(path) === entry.body.sha256, "entry-hash", path, { idx: entry.idx });
  findings.demand(file.exchange === exchange && file.tender === tender && file.lot === lot && file.round === round, "appointment-differs", path, { lot });
  findings.note("experts-appointed", { lot, round: ROUNDS[round], reason: file.reason });
}
