import { at } from "../kernel/time.js";
import { nodePrimitives } from "../signing/primitives-node.js";
import { checkRelease, parseRelease, type CommittedShare, type Release } from "../signing/release.js";
import type { BidStatement } from "../signing/statement.js";
import type { BidArgs, Lodged } from "./bids.js";
import type { Close } from "./close.js";
import type { Loaded } from "./files.js";
import type { Findings } from "./findings.js";
import type { EntryOfType } from "./log.js";
import { looseJson } from "./loose-json.js";
import { readBytes, readShape } from "./read.js";
import { checkSignature } from "./signatures.js";
import { openingShape, releaseShape } from "./shapes.js";
import { ofPart } from "./terms.js";

export type ReleaseArgs = BidArgs & { readonly close: Close; readonly lodged: readonly Lodged[] };
/** A share that is what its bidder committed to, and the log index of the release that made it public. */
export type LoggedShare = CommittedShare & { readonly idx: number };

/** Every release of a part: logged, signed by its opener, for this close, of live envelopes alone. Committed shares by envelope, in log order. */
export function checkReleases(bundle: Loaded, args: ReleaseArgs, findings: Findings): ReadonlyMap<string, readonly LoggedShare[]> {
  const { index, lot, part, log, close } = args;
  const entries = log.all("share.release").filter(({ body }) => ofPart(index, lot, part.part)(body));
  if (entries.map(({ idx }) => idx).join() !== part.releaseIdx.join()) findings.fault("releases-differ", "bundle.json", { what: part.releaseIdx.join(" ") });
  const shares = new Map<string, LoggedShare[]>();
  for (const entry of entries) {
    if (entry.idx <= close.lastIdx) findings.fault("release-early", log.pathOf(entry.idx), { idx: entry.idx });
    checkProceed(bundle, args, entry.idx, findings);
    const release = readRelease(bundle, args, entry, findings);
    if (release === undefined) continue;
    for (const [envelope, share] of committedIn(bundle, args, { release, path: pathOf(entry) }, findings)) {
      const before = shares.get(envelope) ?? [];
      // An opener speaks once: what it releases again changes nothing.
      if (!before.some(({ opener }) => opener === share.opener)) shares.set(envelope, [...before, { ...share, idx: entry.idx }]);
    }
  }
  return shares;
}

const pathOf = ({ idx }: { readonly idx: number }): string => `releases/${String(idx)}.json`;

/** A release file that is the logged one and signed by its opener; nothing where a public edition keeps the plaintexts back. */
function readRelease(bundle: Loaded, { index, part, terms, trust }: ReleaseArgs, entry: EntryOfType<"share.release">, findings: Findings): Release | undefined {
  const path = pathOf(entry);
  const file = readShape(bundle, path, releaseShape, findings);
  const bytes = readBytes(bundle, path, findings);
  if (file === undefined || bytes === undefined) return undefined;
  if (index.edition === "public" && file.releases.some(({ plaintext }) => plaintext === undefined)) return undefined;
  if (bundle.hashes.get(path) !== entry.body.sha256) findings.fault("entry-hash", path, { idx: entry.idx });
  const release = parseRelease(bytes);
  if (!release.ok) { findings.fault("release-wrong", path, { why: release.refusal }); return undefined; }
  const opener = terms.openers.get(entry.body.opener);
  if (opener === undefined || release.value.opener !== entry.body.opener) { findings.fault("release-by-another", path, { opener: entry.body.opener }); return undefined; }
  const by = { organisation: opener.org, cert: opener.cert };
  checkSignature(bundle, trust, { content: path, signature: path.replace(/json$/, "p7s"), at: at(part.deadline), by }, findings);
  return release.value;
}

/** The released shares that are what their bidders committed to; a lie is the bundle's fault only if the opening record does not name it. */
function committedIn(bundle: Loaded, args: ReleaseArgs, { release, path }: { readonly release: Release; readonly path: string }, findings: Findings): (readonly [string, CommittedShare])[] {
  const { index, lot, part, close, lodged } = args;
  const bids = lodged.flatMap(({ row, statement }) => (row.live && statement.v === "dse/1" ? [[statement.envelope, { row, statement }] as const] : []));
  const live = new Map<string, BidStatement>(bids.map(([envelope, { statement }]) => [envelope, statement]));
  const place = { exchange: index.exchange, tender: index.tender, lot, part: part.part };
  const checked = checkRelease(nodePrimitives, release, { place, close: close.sha256, live });
  if (!checked.ok) { findings.fault("release-wrong", path, { why: checked.refusal }); return []; }
  const rows = new Map(bids);
  const blamed = blameOf(bundle, part.openIdx);
  return checked.value.flatMap(({ envelope, share }) => {
    if (share.ok) return [[envelope, share.value] as const];
    if (!blamed.has(`${rows.get(envelope)?.row.statement ?? ""} ${release.opener}`)) findings.fault("release-wrong", path, { why: share.refusal });
    return [];
  });
}

/** The lies the opening record names, as `<statement> <opener>`. */
function blameOf(bundle: Loaded, openIdx: number | null): ReadonlySet<string> {
  const bytes = openIdx === null ? undefined : bundle.bytes.get(`opening/${String(openIdx)}.json`);
  const opening = openingShape.safeParse(looseJson(bytes));
  return new Set(opening.data?.blame?.map(({ st, opener }) => `${st} ${opener}`));
}

/** A later part is opened only once the part before it was, and its scores stood. */
function checkProceed(bundle: Loaded, { index, lot, part, terms, log }: ReleaseArgs, releaseIdx: number, findings: Findings): void {
  const { after } = terms.last.body;
  if (after === null) return;
  const proceed = log.all("lot.proceed").find(({ idx, body }) => idx < releaseIdx && ofPart(index, lot, part.part)(body));
  if (proceed === undefined) { findings.fault("release-before-proceed", log.pathOf(releaseIdx), { idx: releaseIdx }); return; }
  const opened = log.all("lot.open").some(({ idx, body }) => idx < proceed.idx && ofPart(index, lot, after)(body));
  if (!opened) findings.fault("proceed-differs", log.pathOf(proceed.idx), { idx: proceed.idx, what: after });
  const scores = `evaluation/${lot}/technical.json`;
  // A public edition keeps the committee's scores back.
  if (index.edition === "public" && !bundle.files.has(scores)) return;
  if (bundle.hashes.get(scores) !== proceed.body.scores) findings.fault("proceed-differs", scores, { idx: proceed.idx, what: "scores" });
}
