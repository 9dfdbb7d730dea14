import { canonicalText } from "../kernel/canonical-json.js";
import { at } from "../kernel/time.js";
import { asksConfirmation } from "../notices/clarification.js";
import type { TrustStore } from "../signing/chains.js";
import { acceptsAfter, sameOpening } from "../signing/terms.js";
import type { Loaded } from "./files.js";
import type { Findings } from "./findings.js";
import type { BundleLog, EntryOfType } from "./log.js";
import { readShape } from "./read.js";
import { checkSignature } from "./signatures.js";
import { openerShape, type BundleIndex, type PartRow } from "./shapes.js";

export type TermsEntry = EntryOfType<"lot.terms">;
/** Who may open a part: certificate and organisation by opener's name, as the signed statements say. */
export type Openers = ReadonlyMap<string, { readonly cert: string; readonly org: string; readonly recipient: string }>;
/** What one part was tendered under. */
export type PartTerms = { readonly last: TermsEntry; readonly all: readonly TermsEntry[]; readonly openers: Openers };

export const ofPart = (index: BundleIndex, lot: string, part: string) => (body: { tender: string; lot: string; part: string }): boolean =>
  body.tender === index.tender && body.lot === lot && body.part === part;

/** The terms of one part and its openers' keys: logged before the notice, signed, distinct, unchanged. */
export function checkTerms(bundle: Loaded, args: { index: BundleIndex; lot: string; part: PartRow; log: BundleLog; trust: TrustStore }, findings: Findings): PartTerms | undefined {
  const { index, lot, part, log } = args;
  const before = part.closeIdx ?? log.size;
  const all = log.all("lot.terms").filter(({ idx, body }) => idx < before && ofPart(index, lot, part.part)(body));
  const last = all.at(-1);
  if (last?.idx !== part.termsIdx) { findings.fault("terms-absent", "bundle.json", { part: part.part, idx: part.termsIdx }); return undefined; }
  checkChain(all, log, askingFor(bundle, index, lot), findings);
  checkIndex(part, last, findings);
  const openers = new Map<string, { cert: string; org: string; recipient: string }>();
  for (const named of last.body.openers) {
    const signed = checkOpener(bundle, args, last, named, findings);
    if (signed !== undefined) openers.set(named.opener, signed);
  }
  const organisations = new Set([...openers.values()].map(({ org }) => org));
  findings.demand(organisations.size === openers.size, "openers-not-distinct", `openers/${lot}/${part.part}`, { what: "org" });
  return { last, all, openers };
}

/**
 * Versions count from 1 and each names the one before; none changes openers or threshold. A version accepts all that the one before it
 * did and that one, or none where an amendment since then asked that bids be confirmed.
 */
function checkChain(all: readonly TermsEntry[], log: BundleLog, asking: readonly number[], findings: Findings): void {
  for (const [place, each] of all.entries()) {
    const { idx, body } = each;
    const before = all[place - 1];
    const notice = log.at("notice", body.notice);
    const holds = {
      version: body.version === place + 1,
      prev: body.prev === (before?.sha256 ?? null),
      accepts: canonicalText([...body.accepts]) === canonicalText([...acceptedBy(each, before, asking)]),
      notice: notice?.body.tender === body.tender && body.notice < idx,
      openers: body.openers.length >= body.threshold && body.openers.every((opener) => opener.idx < body.notice) && (before === undefined || sameOpening(before.body, body)),
    };
    for (const [what, good] of Object.entries(holds)) findings.demand(good, "terms-differ", log.pathOf(idx), { idx, what });
  }
}

/** What a version must accept, by the documents that came since the one before it. */
function acceptedBy({ body: { notice } }: TermsEntry, before: TermsEntry | undefined, asking: readonly number[]): readonly string[] {
  if (before === undefined) return [];
  return acceptsAfter({ sha256: before.sha256, accepts: before.body.accepts }, asking.some((idx) => idx > before.body.notice && idx <= notice));
}

/** The log indexes of the documents that ask bids for a lot to be confirmed, as they say themselves. */
function askingFor(bundle: Loaded, index: BundleIndex, lot: string): number[] {
  return index.notices.flatMap(({ id, version, idx }) => {
    const json = bundle.bytes.get(`notices/${id}/v${String(version)}/notice.json`);
    return json !== undefined && asksConfirmation(json, lot) ? [idx] : [];
  });
}

/** bundle.json repeats the terms exactly. */
function checkIndex(part: PartRow, { body }: TermsEntry, findings: Findings): void {
  const named = Object.fromEntries(body.openers.map(({ opener, recipient }) => [opener, recipient]));
  const same = at(part.deadline) === at(body.deadline) && part.threshold === body.threshold && part.open === body.open && canonicalText(named) === canonicalText(part.openers);
  findings.demand(same, "index-differs", "bundle.json", { what: `${body.lot}/${body.part}` });
}

type Named = TermsEntry["body"]["openers"][number];

function checkOpener(bundle: Loaded, { index, lot, part, log, trust }: { index: BundleIndex; lot: string; part: PartRow; log: BundleLog; trust: TrustStore }, terms: TermsEntry, named: Named, findings: Findings) {
  const path = `openers/${lot}/${part.part}/${named.opener}.json`;
  const statement = readShape(bundle, path, openerShape, findings);
  if (statement === undefined) return undefined;
  const context = { exchange: index.exchange, tender: index.tender, lot, part: part.part, opener: named.opener, recipient: named.recipient };
  for (const [what, value] of Object.entries(context)) findings.demand(statement[what as keyof typeof context] === value, "opener-differs", path, { what });
  const key = log.at("key", named.idx)?.body;
  const due = { role: "opener", tender: index.tender, lot, part: part.part, opener: named.opener, sha256: bundle.hashes.get(path) };
  findings.demand(Object.entries(due).every(([name, value]) => key?.[name] === value), "entry-hash", path, { idx: named.idx });
  checkSignature(bundle, trust, { content: path, signature: path.replace(/json$/, "p7s"), at: at(terms.body.deadline), by: { organisation: statement.org, cert: statement.cert } }, findings);
  return { cert: statement.cert, org: statement.org, recipient: statement.recipient };
}

/** One recipient serves one opener of one part of one tender, in the whole log: else a release elsewhere opens this bid. */
export function checkRecipients(index: BundleIndex, log: BundleLog, findings: Findings): void {
  const holder = new Map<string, string>();
  for (const { idx, body } of log.all("lot.terms")) for (const { opener, recipient } of body.openers) {
    const place = JSON.stringify([body.tender, body.lot, body.part, opener]);
    const known = holder.get(recipient) ?? place;
    holder.set(recipient, known);
    const ours = body.tender === index.tender || known.startsWith(`[${JSON.stringify(index.tender)},`);
    findings.demand(known === place || !ours, "openers-not-distinct", log.pathOf(idx), { what: recipient });
  }
}
