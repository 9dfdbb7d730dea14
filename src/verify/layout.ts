import { tilePath, tilesOf } from "../journal/tiles.js";
import { parseCanonical } from "../kernel/canonical-json.js";
import type { Loaded } from "./files.js";
import type { Findings } from "./findings.js";
import { MANIFEST } from "./manifest.js";
import { readPath } from "./letters.js";
import { orderPath } from "./orders.js";
import { wayPath } from "./ways.js";
import { dealPath, partyPath } from "./deal-paths.js";
import { contractPath } from "./contracts.js";
import { DEPOSITS } from "./money-deposits.js";
import { ACCOUNTS, POSTINGS } from "./money-postings.js";
import { REFUNDS } from "./money-refunds.js";
import { reservePath } from "./reserves.js";
import { listPath } from "./revocation.js";
import { isName } from "./fields.js";
import type { BidRow, BundleIndex, PartRow, SaleIndex } from "./shapes.js";

/** The paths a bundle must have and those it may have; every other path is one too many. */
export type Layout = { readonly required: ReadonlySet<string>; readonly optional: ReadonlySet<string> };

/** Where contracts.md §5 puts every file of this bundle, what an evaluation, a review, an escrow or a bank adds aside: these `isFreeFile` knows by pattern. */
export function layoutOf(index: BundleIndex, treeSize: number): Layout {
  const required = new Set<string>([...COMMON, ...tilesOf(treeSize).map((tile) => `log/${tilePath(tile)}`)]);
  const optional = new Set<string>(["trust/tsa.pem", ...index.draws.map((folder) => `draws/${folder}/beacon.json`)]);
  for (const { lot, parts, admitted } of index.lots) {
    if (admitted !== undefined) required.add(`admitted/${lot}.json`);
    for (const part of parts) partPaths(index, lot, part, { required, optional });
  }
  for (const path of [...loggedPaths(index), ...(index.revocation ?? []).map(listPath), ...(index.money === undefined ? [] : MONEY)]) required.add(path);
  for (const path of index.draws.flatMap((folder) => DRAW_FILES.map((name) => `draws/${folder}/${name}`))) required.add(path);
  for (const path of index.notices.flatMap(noticePaths)) required.add(path);
  return { required, optional };
}

/** The same of a sale: every path there is. */
export const salePaths = ({ auctions, notices, deals = [], revocation = [], singles = [] }: SaleIndex, treeSize: number): ReadonlySet<string> => new Set([
  ...COMMON, ...tilesOf(treeSize).map((tile) => `log/${tilePath(tile)}`), ...revocation.map(listPath), ...notices.flatMap(noticePaths),
  ...deals.flatMap((row) => [...row.acts.map((serial) => dealPath(row, serial)), ...["seller", "winner"].map((party) => partyPath(row, party))]),
  ...auctions.flatMap((auction) => ["terms.json", "happenings.jsonl", "names.json", "result.json"].map((file) => `auctions/${auction}/${file}`)),
  ...singles.map(({ idx }) => singlePath(idx)),
]);

/** Why one transferee was dealt with alone, by the entry that fixed it. */
export const singlePath = (idx: number): string => `singles/${String(idx)}.json`;

const COMMON = ["bundle.json", "README.txt", MANIFEST, "log/checkpoint", "log/vkeys", "trust/ca.pem", "trust/policy.txt"];
const noticePaths = ({ id, version }: { readonly id: string; readonly version: number }): string[] => ["json", "pdf"].map((kind) => `notices/${id}/v${String(version)}/notice.${kind}`);

/** Papers of which each lies by its own entry. */
const loggedPaths = ({ lots, reads = [] }: BundleIndex): string[] =>
  [...lots.flatMap(({ lot, orders = [], ways = [], reserve, contract }) => [...(contract === undefined ? [] : [contractPath(lot)]), ...orders.map(orderPath), ...ways.map(wayPath), ...(reserve?.revealed == null ? [] : [reservePath(lot)])]), ...reads.map(readPath)];

const DRAW_FILES = ["plan.json", "pool.json", "commits.json", "reveals.json", "codes.json", "result.json", "replacements.json", "opened.json", "randomness.txt"];

type Growing = { readonly required: Set<string>; readonly optional: Set<string> };

function partPaths(index: BundleIndex, lot: string, part: PartRow, paths: Growing): void {
  for (const opener of Object.keys(part.openers)) for (const kind of ["json", "p7s"]) paths.required.add(`openers/${lot}/${part.part}/${opener}.${kind}`);
  for (const release of part.releaseIdx) {
    paths.required.add(`releases/${String(release)}.json`);
    (index.edition === "full" ? paths.required : paths.optional).add(`releases/${String(release)}.p7s`);
  }
  if (part.closeIdx !== null) for (const kind of ["deadline", "closing"]) {
    paths.required.add(`log/${kind}/${String(part.closeIdx)}`);
    paths.optional.add(`log/${kind}/${String(part.closeIdx)}.tsr`);
  }
  for (const idx of disputeIndexes(part)) paths.required.add(`disputes/${String(idx)}.json`);
  if (part.openIdx !== null) paths.required.add(`opening/${String(part.openIdx)}.json`);
  for (const bid of part.bids) bidPaths(index, part, bid, paths);
}

/** The log indexes of a part's disputes and of the words on them. */
const disputeIndexes = ({ disputes = [] }: PartRow): number[] => disputes.flatMap(({ idx, decideIdx }) => (decideIdx === null ? [idx] : [idx, decideIdx]));

function bidPaths(index: BundleIndex, part: PartRow, bid: BidRow, paths: Growing): void {
  const folder = `bids/${bid.statement}`;
  for (const name of ["statement.json", "statement.p7s", "receipt.tlog-proof"]) paths.required.add(`${folder}/${name}`);
  if (!bid.live || part.outcome === "not-opened") return;
  const sealed = index.edition === "full" ? paths.required : paths.optional;
  sealed.add(`${folder}/content.age`);
  for (const place of Object.keys(part.openers).keys()) sealed.add(`${folder}/share-${String(place + 1)}.age`);
  if (bid.how === "threshold" || bid.how === "bidder-key") sealed.add(`${folder}/envelope.key`);
  if (bid.how === "void") paths.optional.add(`${folder}/envelope.key`);
}

const EVALUATION = /^evaluation\/([^/]+)\/(?:(?:method|totals|technical|qualification|draw|inputs|blind|appointment)\.json|report\.pdf|changes\/\d+\.json|clarifications\/\d+(?:\.json|-answer\.(?:json|p7s))|(?:(?:sheets|opinions)\/([^/]+)|void\/([^/]+)-\d+)\.(?:json|p7s|act))$/;
const MONEY = [ACCOUNTS, POSTINGS, DEPOSITS, REFUNDS];
const BANK = /^money\/bank-statements\/[a-z0-9-]{1,32}\/(?:key-[1-9]\d{0,5}\.pem|[0-9a-f]{64}\.(?:body|signed|sig))$/;

const REVIEW = /^prequalification\/([^/]+)\/(?:(?:review|appointment)\.json|([^/]+)\.p7s)$/;
const PUBLIC_EVALUATION = /^evaluation\/([^/]+)\/(?:method|totals)\.json$/;

const DRAW_ESCROW = /^draws\/([^/]+)\/escrow\/(?:releases\/[1-9]\d*\.(?:json|p7s)|[A-Za-z0-9._-]+\.json)$/;

/** Whether a path belongs to the evaluation or the review of applications of one of the lots, to the escrow of a draw, or is a word of a bank. A public edition holds no sheets, no report and no money. */
export function isFreeFile(path: string, { lots: rows, edition, draws, money }: BundleIndex): boolean {
  const [, lot, standing, voided] = (edition === "full" ? (EVALUATION.exec(path) ?? REVIEW.exec(path)) : PUBLIC_EVALUATION.exec(path)) ?? [];
  if (lot !== undefined) return rows.some((row) => row.lot === lot) && [standing, voided].every((label) => label === undefined || isName(label));
  const folder = DRAW_ESCROW.exec(path)?.[1];
  return folder === undefined ? money !== undefined && BANK.test(path) : draws.includes(folder);
}

/** Nothing missing, nothing extra, and canonical JSON everywhere but in notice.json. */
export function checkLayout(bundle: Loaded, index: BundleIndex, treeSize: number, findings: Findings): void {
  const { required, optional } = layoutOf(index, treeSize);
  const lots = index.lots.map(({ lot }) => lot);
  checkPaths(bundle, required, (path) => optional.has(path) || isFreeFile(path, index), findings);
  checkTogether(bundle, lots, findings);
  checkForm(bundle, findings);
}

/** The same of a sale. */
export function checkSaleLayout(bundle: Loaded, index: SaleIndex, treeSize: number, findings: Findings): void {
  const optional = new Set(["trust/tsa.pem", ...index.auctions.map((auction) => `auctions/${auction}/reserve.json`)]);
  checkPaths(bundle, salePaths(index, treeSize), (path) => optional.has(path), findings);
  checkForm(bundle, findings);
}

/** @param mayBe whether a path that nothing requires may be there */
function checkPaths({ files }: Loaded, required: ReadonlySet<string>, mayBe: (path: string) => boolean, findings: Findings): void {
  for (const path of required) if (!files.has(path)) findings.fault("file-missing", path);
  for (const path of files.keys()) if (!required.has(path) && !mayBe(path)) findings.fault("file-extra", path);
}

function checkForm({ bytes }: Loaded, findings: Findings): void {
  for (const [path, each] of bytes) if (path.endsWith(".json") && !path.endsWith("/notice.json")) checkCanonical(path, each, findings);
}

function checkTogether(bundle: Loaded, lots: readonly string[], findings: Findings): void {
  const has = (path: string) => bundle.files.has(path);
  const stamped = [...bundle.files.keys()].some((path) => path.endsWith(".tsr"));
  if (stamped && !has("trust/tsa.pem")) findings.fault("file-missing", "trust/tsa.pem");
  for (const lot of lots) {
    const folder = `evaluation/${lot}`;
    const begun = [...bundle.files.keys()].some((path) => path.startsWith(`${folder}/sheets/`)) || has(`${folder}/report.pdf`);
    if (begun) for (const name of ["method.json", "totals.json", "report.pdf"]) if (!has(`${folder}/${name}`)) findings.fault("file-missing", `${folder}/${name}`);
  }
}

function checkCanonical(path: string, bytes: Uint8Array, findings: Findings): void {
  try {
    parseCanonical(bytes);
  } catch (error) {
    findings.fault("not-canonical", path, { why: error instanceof Error ? error.message : "" });
  }
}
