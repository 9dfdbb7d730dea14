import type { Instant } from "../kernel/time.js";
import type { TrustStore } from "../signing/chains.js";
import { archiveEntry, saleArchiveEntry } from "./archive.js";
import type { Loaded } from "./files.js";
import type { Findings } from "./findings.js";
import { sealAt, type SealRow } from "./key-changes.js";
import type { BundleLog, EntryOfType } from "./log.js";
import { checkPdf } from "./pdf.js";
import type { BundleIndex, SaleIndex } from "./shapes.js";

/** Every notice of the tender is in the bundle, as logged, each version naming the one before, each PDF signed over all its bytes. A public edition holds those alone that were for everybody. */
export function checkNotices(bundle: Loaded, args: { index: BundleIndex; log: BundleLog; trust: TrustStore; seals: readonly SealRow[]; at: Instant }, findings: Findings): void {
  const { index, log } = args;
  const archivedAt = archiveEntry(index, log)?.idx ?? log.size;
  checkLogged(bundle, { ...args, logged: log.all("notice").filter(({ idx, body }) => body.tender === index.tender && idx < archivedAt) }, findings);
}

/** The same of the documents of a sale for everybody. */
export function checkSaleNotices(bundle: Loaded, args: { index: SaleIndex; log: BundleLog; trust: TrustStore; seals: readonly SealRow[]; at: Instant }, findings: Findings): void {
  const { index, log } = args;
  const archivedAt = saleArchiveEntry(index, log)?.idx ?? log.size;
  checkLogged(bundle, { ...args, logged: log.all("sale.notice").filter(({ idx, body }) => body.sale === index.sale && idx < archivedAt) }, findings);
}

type Judged = { readonly index: Pick<BundleIndex, "edition" | "notices">; readonly log: BundleLog; readonly trust: TrustStore; readonly seals: readonly SealRow[]; readonly at: Instant; readonly logged: readonly Logged[] };

function checkLogged(bundle: Loaded, args: Judged, findings: Findings): void {
  const { index, log, logged } = args;
  const listed = new Map(index.notices.map((row) => [row.idx, row]));
  const due = index.edition === "full" ? logged : logged.filter(({ idx }) => listed.has(idx));
  if (due.length < logged.length) findings.note("notices-withheld", { count: logged.length - due.length });
  for (const { idx, body } of due) {
    const row = listed.get(idx);
    findings.demand(row?.id === body.id && row.version === body.version, "entry-without-file", "bundle.json", { idx, type: "notice" });
    checkFiles(bundle, { ...args, idx, body }, findings);
  }
  for (const { id, idx } of index.notices) findings.demand(logged.some((entry) => entry.idx === idx), "entry-absent", "bundle.json", { idx, type: `notice ${id}` });
  checkVersions(logged, log, findings);
}

type Logged = EntryOfType<"notice" | "sale.notice">;

function checkVersions(logged: readonly Logged[], log: BundleLog, findings: Findings): void {
  const newest = new Map<string, Logged>();
  for (const entry of logged) {
    const before = newest.get(entry.body.id);
    const follows = entry.body.version === (before?.body.version ?? 0) + 1 && entry.body.prev === (before?.sha256 ?? null);
    findings.demand(follows, "notice-chain", log.pathOf(entry.idx), { id: entry.body.id, version: entry.body.version });
    newest.set(entry.body.id, entry);
  }
}

function checkFiles(bundle: Loaded, { idx, body, trust, seals, at }: { idx: number; body: Logged["body"]; trust: TrustStore; seals: readonly SealRow[]; at: Instant }, findings: Findings): void {
  const folder = `notices/${body.id}/v${String(body.version)}`;
  const json = `${folder}/notice.json`;
  const pdf = `${folder}/notice.pdf`;
  findings.demand(!bundle.files.has(json) || bundle.hashes.get(json) === body.json_sha256, "entry-hash", json, { idx });
  findings.demand(!bundle.files.has(pdf) || bundle.hashes.get(pdf) === body.pdf_sha256, "entry-hash", pdf, { idx });
  // A certificate that was replaced is judged as of then: what it signed before does not end with it.
  const seal = sealAt(seals, idx);
  checkPdf(bundle, { path: pdf, embedded: json, seal: seal?.sha256 ?? null, trust, at: seal?.until ?? at }, findings);
}
