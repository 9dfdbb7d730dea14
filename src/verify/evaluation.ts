import { z } from "zod";
import { recompute, type Explanation } from "../bidding/explain.js";
import type { Instant } from "../kernel/time.js";
import type { TrustStore } from "../signing/chains.js";
import { checkBlind } from "./blind.js";
import { checkChosen } from "./chosen.js";
import { checkClarifications } from "./clarifications.js";
import type { Loaded } from "./files.js";
import type { Findings } from "./findings.js";
import type { BundleLog, EntryOfType } from "./log.js";
import { checkJudged } from "./judged.js";
import { checkOpinions } from "./opinions.js";
import { checkPdf } from "./pdf.js";
import { checkRanking } from "./ranking.js";
import { checkSheets } from "./sheets.js";
import { checkTieDraws } from "./tie-draws.js";
import { looseJson } from "./loose-json.js";
import type { BundleIndex } from "./shapes.js";

type Args = { readonly index: BundleIndex; readonly log: BundleLog; readonly trust: TrustStore; readonly at: Instant };

/** Every score sheet, and what its expert said of the report, is one that expert logged and signed; the report is the logged one; the totals compute again from their inputs, and the ranking from what it follows from. A public edition holds method and totals alone. */
export function checkEvaluation(bundle: Loaded, args: Args, findings: Findings): void {
  for (const path of bundle.files.keys()) {
    const [, sheet] = SIGNATURE.exec(path) ?? [];
    findings.demand(sheet === undefined || bundle.files.has(`${sheet}.json`), "file-extra", path);
  }
  for (const { lot } of args.index.lots) {
    if (args.index.edition === "public") { checkPublicTotal(bundle, args, lot, findings); continue; }
    const ours = ({ body }: { readonly body: Body }): boolean => isOf(body, args.index, lot, args.log);
    const { signers, left } = checkSheets(bundle, args, { lot, sheets: args.log.all("score.sheet").filter(ours), entries: args.log.all("score.changed").filter(ours) }, findings);
    findings.demand(new Set(signers.values()).size === signers.size, "sheet-signers", "bundle.json", { lot });
    checkOpinions(bundle, args, { lot, signers, left }, findings);
    checkClarifications(bundle, args, lot, findings);
    checkQualification(bundle, args, lot, findings);
    checkTotal(bundle, args, lot, findings);
    checkBlind(bundle, args, lot, findings);
    checkChosen(bundle, args, lot, findings);
    checkJudged(bundle, args, lot, findings);
    checkRanking(bundle, args.index, lot, findings);
    checkTieDraws(bundle, args, lot, findings);
  }
}

/** Where totals were logged a public edition has them and the method, as logged. */
function checkPublicTotal(bundle: Loaded, { index, log }: Args, lot: string, findings: Findings): void {
  const entry = log.all("score.total").findLast(({ body }) => isOf(body, index, lot, log));
  for (const name of ["method", "totals"]) {
    const path = `evaluation/${lot}/${name}.json`;
    findings.demand(entry === undefined || bundle.files.has(path), "file-missing", path);
    findings.demand(entry !== undefined || !bundle.files.has(path), "entry-absent", path, { idx: "—", type: "score.total" });
  }
  if (entry === undefined) return;
  findings.note("evaluation-withheld", { lot });
  checkNamed(bundle, entry, { lot, names: ["method", "totals"] }, findings);
  checkTrees(bundle, lot, findings);
}

const SIGNATURE = /^(evaluation\/[^/]+\/(?:sheets|opinions|void|clarifications)\/[^/]+)\.(?:p7s|act)$/;

/** The purchaser's review of who qualifies is the one that was logged, and neither comes without the other (87号令 44). */
function checkQualification(bundle: Loaded, { index, log }: Args, lot: string, findings: Findings): void {
  const path = `evaluation/${lot}/qualification.json`;
  const entry = log.all("qualification.reviewed").findLast(({ body }) => isOf(body, index, lot, log));
  const hash = bundle.hashes.get(path);
  if (entry === undefined && hash === undefined) return;
  findings.demand(hash !== undefined || !bundle.files.has(`evaluation/${lot}/totals.json`), "file-missing", path);
  findings.demand(entry !== undefined, "entry-absent", path, { idx: "—", type: "qualification.reviewed" });
  findings.demand(hash === undefined || entry === undefined || entry.body.sha256 === hash, "entry-hash", path, { idx: entry?.idx ?? -1 });
}

type Body = Readonly<Record<string, unknown>>;

/** Whether an entry is about this lot. One that names no tender and lot is ours where the log knows no other. */
function isOf(body: Body, index: BundleIndex, lot: string, log: BundleLog): boolean {
  if (body["tender"] !== undefined || body["lot"] !== undefined) return body["tender"] === index.tender && body["lot"] === lot;
  return index.lots.length === 1 && log.all("lot.terms").every((terms) => terms.body.tender === index.tender);
}

function checkTotal(bundle: Loaded, { index, log, trust, at }: Args, lot: string, findings: Findings): void {
  const path = `evaluation/${lot}/report.pdf`;
  const entry = log.all("score.total").findLast(({ body }) => isOf(body, index, lot, log));
  const present = bundle.files.has(path);
  findings.demand(present || entry === undefined, "file-missing", path);
  findings.demand(!present || entry !== undefined, "entry-absent", path, { idx: "—", type: "score.total" });
  if (!present || entry === undefined) return;
  findings.demand(entry.body.pdf_sha256 === bundle.hashes.get(path), "entry-hash", path, { idx: entry.idx });
  const inputs = `evaluation/${lot}/inputs.json`;
  findings.demand(!bundle.files.has(inputs) || entry.body["inputs_sha256"] !== undefined, "entry-hash", inputs, { idx: entry.idx });
  checkNamed(bundle, entry, { lot, names: ["method", "totals", "technical", "inputs"] }, findings);
  checkPdf(bundle, { path, embedded: null, seal: null, trust, at }, findings);
  checkTrees(bundle, lot, findings);
}

/** The hashes of method and totals, where the entry states them too. */
function checkNamed(bundle: Loaded, { idx, body }: EntryOfType<"score.total">, { lot, names }: { readonly lot: string; readonly names: readonly string[] }, findings: Findings): void {
  for (const name of names) {
    const path = `evaluation/${lot}/${name}.json`;
    const hash = body[`${name}_sha256`];
    findings.demand(hash === undefined || hash === bundle.hashes.get(path), "entry-hash", path, { idx });
  }
}

/** `totals/2`: for each bid its tree of formula and inputs; `totals/1` states none. */
const totalsShape = z.looseObject({
  v: z.literal("totals/2"),
  results: z.array(z.looseObject({ bidder: z.string(), tree: z.looseObject({ id: z.string(), value: z.string() }).nullable() })),
});

function checkTrees(bundle: Loaded, lot: string, findings: Findings): void {
  const path = `evaluation/${lot}/totals.json`;
  const totals = totalsShape.safeParse(looseJson(bundle.bytes.get(path)));
  if (!totals.success) { findings.note("totals-without-inputs", { lot }); return; }
  for (const { bidder, tree } of totals.data.results) {
    if (tree !== null) findings.demand(holds(tree as unknown as Explanation), "total-differs", path, { what: bidder });
  }
}

function holds(tree: Explanation): boolean {
  try {
    return recompute(tree).wrong.length === 0;
  } catch {
    return false;
  }
}
