import { z } from "zod";
import type { Instant } from "../kernel/time.js";
import type { TrustStore } from "../signing/chains.js";
import type { Loaded } from "./files.js";
import type { Findings } from "./findings.js";
import type { BundleLog, EntryOfType } from "./log.js";
import { looseJson } from "./loose-json.js";
import type { BundleIndex } from "./shapes.js";
import { checkSignature } from "./signatures.js";

const opinionShape = z.looseObject({
  v: z.literal("report-opinion/1"), exchange: z.string(), tender: z.string(), lot: z.string(), expert: z.string(), result: z.string(), agrees: z.boolean(), opinion: z.string(), reason: z.string(),
});
const reportShape = z.looseObject({
  type: z.literal("evaluation-report"),
  terms: z.looseObject({ v: z.literal("evaluation-report/1"), lot: z.string(), stands: z.array(z.looseObject({ expert: z.string(), stand: z.string(), sha256: z.string().nullable(), opinion: z.string(), reason: z.string(), earlier: z.boolean() })) }),
});
type Opinion = z.infer<typeof opinionShape>;
type Stands = z.infer<typeof reportShape>["terms"]["stands"];

type Args = { readonly index: BundleIndex; readonly log: BundleLog; readonly trust: TrustStore; readonly at: Instant };

const FILE = /^evaluation\/([^/]+)\/opinions\/([^/]+)\.(json|p7s)$/;
const pathOf = (lot: string, expert: string): string => `evaluation/${lot}/opinions/${expert}.json`;

/**
 * What members said of the report: each opinion is the last that its member logged, signed with the certificate of the member's sheet, and none is kept back; the
 * report says of every member what the files say: signed, in dissent word for word, or neither. Law: 条例 53; 12号令 43; 87号令 61.
 * @param signers by label the certificate of each sheet that counts; `left`: whose words count no more
 */
export function checkOpinions(bundle: Loaded, args: Args, { lot, signers, left }: { readonly lot: string; readonly signers: ReadonlyMap<string, string>; readonly left: ReadonlySet<string> }, findings: Findings): void {
  const { index, log } = args;
  const logged = new Map(log.all("score.opinion").filter(({ body }) => body.tender === index.tender && body.lot === lot && !left.has(body.expert)).map((entry) => [entry.body.expert, entry]));
  for (const expert of logged.keys()) findings.demand(bundle.files.has(pathOf(lot, expert)), "file-missing", pathOf(lot, expert));
  const opinions = new Map<string, Opinion>();
  for (const expert of expertsIn(bundle, lot)) {
    const path = pathOf(lot, expert);
    checkLogged(bundle, path, logged.get(expert), findings);
    const signer = checkSignature(bundle, args.trust, { content: path, signature: path.replace(/json$/, "p7s"), at: args.at, by: null }, findings);
    findings.demand(signer === null || signer === signers.get(expert), "opinion-signer", path, { lot });
    const opinion = opinionShape.safeParse(looseJson(bundle.bytes.get(path)));
    findings.demand(opinion.success && isOf(opinion.data, index, { lot, expert }), "opinion-differs", path, { lot, what: "form" });
    if (opinion.success) opinions.set(expert, opinion.data);
  }
  for (const { path, stands } of reportsOf(bundle, index, lot)) checkStands(bundle, { lot, path, stands, opinions, members: [...signers.keys()] }, findings);
}

function checkLogged(bundle: Loaded, path: string, entry: EntryOfType<"score.opinion"> | undefined, findings: Findings): void {
  findings.demand(entry !== undefined, "entry-absent", path, { idx: "—", type: "score.opinion" });
  findings.demand(entry === undefined || entry.body.sha256 === bundle.hashes.get(path), "entry-hash", path, { idx: entry?.idx ?? -1 });
}

const isOf = (said: Opinion, { exchange, tender }: BundleIndex, { lot, expert }: Pick<Opinion, "lot" | "expert">): boolean =>
  said.exchange === exchange && said.tender === tender && said.lot === lot && said.expert === expert;

const expertsIn = (bundle: Loaded, lot: string): ReadonlySet<string> =>
  new Set([...bundle.files.keys()].map((path) => FILE.exec(path)).flatMap((match) => (match?.[1] === lot && match[2] !== undefined ? [match[2]] : [])));

/** The evaluation reports of the lot that say how members stand; those made before there were signatures do not. */
function reportsOf(bundle: Loaded, index: BundleIndex, lot: string): { readonly path: string; readonly stands: Stands }[] {
  return index.notices.flatMap(({ id, version }) => {
    const path = `notices/${id}/v${String(version)}/notice.json`;
    const report = reportShape.safeParse(looseJson(bundle.bytes.get(path)));
    return report.success && report.data.terms.lot === lot ? [{ path, stands: report.data.terms.stands }] : [];
  });
}

type Reported = { readonly lot: string; readonly path: string; readonly stands: Stands; readonly opinions: ReadonlyMap<string, Opinion>; readonly members: readonly string[] };

function checkStands(bundle: Loaded, { lot, path, stands, opinions, members }: Reported, findings: Findings): void {
  const result = bundle.hashes.get(`evaluation/${lot}/totals.json`);
  const named = stands.map(({ expert }) => expert);
  const isWhole = new Set(named).size === named.length && [...members, ...opinions.keys()].every((expert) => named.includes(expert));
  findings.demand(isWhole, "opinion-differs", path, { lot, what: "members" });
  for (const { expert, stand, sha256, opinion, reason, earlier } of stands) {
    const own = opinions.get(expert);
    const due = dueOf(own, result);
    const isSame = due === "deemed" ? sha256 === null : sha256 === bundle.hashes.get(pathOf(lot, expert)) && opinion === own?.opinion && reason === own.reason && earlier === (own.result !== result);
    findings.demand(stand === due && isSame, "opinion-differs", path, { lot, what: expert });
  }
}

/** What the report has to say of a member. */
function dueOf(own: Opinion | undefined, result: string | undefined): "signed" | "dissent" | "deemed" {
  if (own === undefined) return "deemed";
  if (!own.agrees) return "dissent";
  return own.result === result ? "signed" : "deemed";
}
