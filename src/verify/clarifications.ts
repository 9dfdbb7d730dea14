import { z } from "zod";
import { readAnswer, readQuestion, strangeIn } from "../judging/bid-questions.js";
import type { Instant } from "../kernel/time.js";
import type { TrustStore } from "../signing/chains.js";
import type { Loaded } from "./files.js";
import type { Findings } from "./findings.js";
import type { BundleLog, EntryOfType } from "./log.js";
import { looseJson } from "./loose-json.js";
import type { BundleIndex } from "./shapes.js";
import { checkSignature } from "./signatures.js";

type Args = { readonly index: BundleIndex; readonly log: BundleLog; readonly trust: TrustStore; readonly at: Instant };
type Asked = EntryOfType<"clarification.asked">;
type Answered = EntryOfType<"clarification.answered">;

const reportShape = z.looseObject({
  type: z.literal("evaluation-report"),
  terms: z.looseObject({ lot: z.string(), clarifications: z.array(z.looseObject({ asked: z.string(), answered: z.string().nullable() })).optional() }),
});

const folderOf = (lot: string): string => `evaluation/${lot}/clarifications/`;

/**
 * What the committee asked bidders in writing: each question is the one that was logged in its turn, each answer the one that was logged to it, signed by the firm that
 * was asked, and the report lists all of them and no other. Law: 条例 52; 12号令 19, 42 (十).
 */
export function checkClarifications(bundle: Loaded, args: Args, lot: string, findings: Findings): void {
  const { index, log } = args;
  const ours = ({ body }: Asked | Answered): boolean => body.tender === index.tender && body.lot === lot;
  const [asked, answered] = [log.all("clarification.asked").filter(ours), log.all("clarification.answered").filter(ours)];
  const known = new Set<string>();
  if (bundle.files.has(`evaluation/${lot}/totals.json`)) {
    for (const [at, entry] of asked.entries()) checkQuestion(bundle, args, { lot, serial: at + 1, entry, answers: answered.filter(({ body }) => body.serial === at + 1), known }, findings);
    for (const entry of answered.filter(({ body }) => body.serial > asked.length)) findings.fault("clarification-wrong", folderOf(lot), { lot, what: String(entry.body.serial) });
  }
  for (const path of bundle.files.keys()) findings.demand(!path.startsWith(folderOf(lot)) || known.has(path), "entry-absent", path, { idx: "—", type: "clarification.asked" });
  checkReports(bundle, index, { lot, asked, answered }, findings);
}

type Turn = { readonly lot: string; readonly serial: number; readonly entry: Asked; readonly answers: readonly Answered[]; readonly known: Set<string> };

function checkQuestion(bundle: Loaded, args: Args, turn: Turn, findings: Findings): void {
  const { lot, serial, entry, answers: [answer, ...more], known } = turn;
  const path = `${folderOf(lot)}${String(serial)}.json`;
  known.add(path);
  findings.demand(bundle.files.has(path), "file-missing", path);
  findings.demand(!bundle.files.has(path) || bundle.hashes.get(path) === entry.body.sha256, "entry-hash", path, { idx: entry.idx });
  const bytes = bundle.bytes.get(path);
  const question = bytes === undefined ? null : readQuestion(bytes);
  const { exchange, tender } = args.index;
  const isOurs = question !== null && question.exchange === exchange && question.tender === tender && question.lot === lot && question.serial === serial;
  findings.demand(isOurs, "clarification-wrong", path, { lot, what: String(serial) });
  findings.demand(more.length === 0 && (answer === undefined || answer.idx > entry.idx), "clarification-wrong", path, { lot, what: String(serial) });
  if (answer !== undefined) checkAnswer(bundle, args, { ...turn, entry, answer }, findings);
}

function checkAnswer(bundle: Loaded, { trust, at }: Args, { lot, serial, entry, answer, known }: Turn & { readonly answer: Answered }, findings: Findings): void {
  const path = `${folderOf(lot)}${String(serial)}-answer.json`;
  const signature = path.replace(/json$/, "p7s");
  for (const each of [path, signature]) known.add(each);
  findings.demand(bundle.files.has(path), "file-missing", path);
  findings.demand(!bundle.files.has(path) || bundle.hashes.get(path) === answer.body.sha256, "entry-hash", path, { idx: answer.idx });
  const [asked, said] = [bundle.bytes.get(`${folderOf(lot)}${String(serial)}.json`), bundle.bytes.get(path)];
  const [question, read] = [asked === undefined ? null : readQuestion(asked), said === undefined ? null : readAnswer(said)];
  findings.demand(question !== null && read !== null && strangeIn(read, question, entry.body.sha256) === null, "clarification-wrong", path, { lot, what: String(serial) });
  checkSignature(bundle, trust, { content: path, signature, at, by: question === null ? null : { organisation: question.bidder } }, findings);
}

/** The reports list every question by its hash, with the hash of its answer; those made before questions were asked here list none. */
function checkReports(bundle: Loaded, index: BundleIndex, { lot, asked, answered }: { readonly lot: string; readonly asked: readonly Asked[]; readonly answered: readonly Answered[] }, findings: Findings): void {
  const due = JSON.stringify(asked.map(({ body }, at) => [body.sha256, answered.find((each) => each.body.serial === at + 1)?.body.sha256 ?? null]));
  for (const { id, version } of index.notices) {
    const path = `notices/${id}/v${String(version)}/notice.json`;
    const report = reportShape.safeParse(looseJson(bundle.bytes.get(path)));
    if (!report.success || report.data.terms.lot !== lot) continue;
    const said = JSON.stringify((report.data.terms.clarifications ?? []).map((each) => [each.asked, each.answered]));
    findings.demand(said === due, "clarification-wrong", path, { lot, what: "report" });
  }
}
