import type { Loaded } from "./files.js";
import type { Findings } from "./findings.js";
import type { BundleLog, EntryOfType } from "./log.js";
import { archiveHashOf, MANIFEST } from "./manifest.js";
import type { BundleIndex, SaleIndex } from "./shapes.js";

/** Files that nothing but the archive entry fixes: the first suspects when its hash does not fit and no other check fails. */
const FIXED_BY_ARCHIVE_ALONE = /^(README\.txt|bundle\.json|trust\/.+|money\/.+|auctions\/[^/]+\/result\.json|evaluation\/[^/]+\/(method|totals)\.json)$/;

/** The newest archive entry of this tender and edition; nothing before the first. */
export const archiveEntry = (index: BundleIndex, log: BundleLog): EntryOfType<"archive"> | undefined =>
  log.all("archive").findLast(({ body }) => body.tender === index.tender && (body.edition ?? "full") === index.edition);

/** The newest archive entry of a sale. */
export const saleArchiveEntry = ({ sale }: SaleIndex, log: BundleLog): EntryOfType<"sale.archive"> | undefined => log.all("sale.archive").findLast(({ body }) => body.sale === sale);

/** The newest archive entry is the hash of every manifest line not under log/. */
export function checkArchive(bundle: Loaded, index: Pick<BundleIndex, "edition" | "treeSize">, entry: EntryOfType<"archive" | "sale.archive"> | undefined, findings: Findings): void {
  if (entry === undefined) { findings.fault("archive-absent", MANIFEST, { edition: index.edition }); return; }
  if (entry.idx < index.treeSize) findings.fault("archive-before-its-size", "bundle.json", { idx: entry.idx, size: index.treeSize });
  if (entry.body.sha256 === archiveHashOf(bundle.hashes)) return;
  // The time-stamping authority is the one file that may be absent unnoticed, so it is always a suspect.
  const suspects = new Set([...bundle.files.keys()].filter((path) => FIXED_BY_ARCHIVE_ALONE.test(path) || isBareRelease(bundle, path)).concat("trust/tsa.pem"));
  findings.fault("archive-differs", MANIFEST, { idx: entry.idx, files: [...suspects].join(" ") });
}

/** A release of a public edition whose plaintexts were kept back has neither logged hash nor signature. */
const isBareRelease = ({ files }: Loaded, path: string): boolean => /^releases\/\d+\.json$/.test(path) && !files.has(path.replace(/json$/, "p7s"));
