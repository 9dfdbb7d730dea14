import { checkAdmitted } from "./admitted.js";
import { archiveEntry, checkArchive } from "./archive.js";
import { firmsTwice } from "../bidding/consortium.js";
import { checkBids, type Lodged } from "./bids.js";
import { checkClose } from "./close.js";
import { checkContracts } from "./contracts.js";
import { checkDisputes } from "./disputes.js";
import { checkDraws } from "./draws.js";
import { checkEvaluation } from "./evaluation.js";
import { checkGranted } from "./granted.js";
import type { BundleFiles } from "./bundle-file.js";
import { load, type Loaded } from "./files.js";
import { openFindings, type Fault, type Findings, type Note } from "./findings.js";
import { checkLayout } from "./layout.js";
import { choosePolicy, claimedSize, newestTime, readLog, type BundleLog } from "./log.js";
import { checkManifest } from "./manifest.js";
import { sealsIn } from "./key-changes.js";
import { checkMoney } from "./money.js";
import { checkMode } from "./mode.js";
import { checkNotices } from "./notices.js";
import { checkOpening } from "./opening.js";
import { readShape } from "./read.js";
import { checkReads } from "./letters.js";
import { checkOrders } from "./orders.js";
import { checkWays } from "./ways.js";
import { checkQuestions } from "./questions.js";
import { checkReleases } from "./releases.js";
import { checkReserves } from "./reserves.js";
import { checkListTimes, withLists } from "./revocation.js";
import { checkSaleBundle, isOfSale } from "./sale.js";
import { bundleShape, saleBundleShape, type BundleIndex, type PartRow } from "./shapes.js";
import { checkStamps } from "./stamps.js";
import { checkRecipients, checkTerms } from "./terms.js";
import { chooseTrust } from "./trust.js";
import type { TrustStore } from "../signing/chains.js";

/** What the reader brings along, as texts of the files; without them the bundle vouches for itself, and the report says so. */
export type VerifyOptions = { readonly policy?: string; readonly ca?: string };
/** The verdict over a bundle: sound only if there is no fault. */
export type Report = { readonly ok: boolean; readonly tender: string | null; readonly edition: string | null; readonly faults: readonly Fault[]; readonly notes: readonly Note[] };

/** Checks an audit bundle against everything contracts.md §5 and trust.md say of it. Reads each file; writes, fetches and believes nothing. */
export async function verifyBundle(files: BundleFiles, options: VerifyOptions = {}): Promise<Report> {
  const findings = openFindings();
  const bundle = await load(files);
  checkManifest(bundle, findings);
  const about = isOfSale(bundle) ? checkSale(bundle, options, findings) : await checkTender(bundle, options, findings);
  const { faults, notes } = findings;
  return { ok: faults.length === 0, tender: about?.id ?? null, edition: about?.edition ?? null, faults, notes };
}

/** What a bundle is about, as its index says. */
type About = { readonly id: string; readonly edition: string };

async function checkTender(bundle: Loaded, options: VerifyOptions, findings: Findings): Promise<About | null> {
  const index = readShape(bundle, "bundle.json", bundleShape, findings);
  if (index === undefined) return null;
  await checkAll(bundle, index, options, findings);
  return { id: index.tender, edition: index.edition };
}

function checkSale(bundle: Loaded, options: VerifyOptions, findings: Findings): About | null {
  const index = readShape(bundle, "bundle.json", saleBundleShape, findings);
  if (index === undefined) return null;
  checkSaleBundle(bundle, index, options, findings);
  return { id: index.sale, edition: index.edition };
}

async function checkAll(bundle: Loaded, index: BundleIndex, options: VerifyOptions, findings: Findings): Promise<void> {
  checkLayout(bundle, index, claimedSize(bundle), findings);
  const believed = chooseTrust(bundle, index, options.ca, findings);
  const trust = believed === undefined ? undefined : withLists(bundle, index, believed, findings);
  const policies = choosePolicy(bundle, options.policy, findings);
  const log = policies === undefined ? undefined : readLog(bundle, index, policies, findings);
  if (index.edition === "public") findings.note("public-edition");
  if (log === undefined || trust === undefined) return;
  checkMode(index, log, findings);
  checkArchive(bundle, index, archiveEntry(index, log), findings);
  checkRecipients(index, log, findings);
  for (const { lot, parts } of index.lots) {
    const lodged: Lodged[] = [];
    for (const part of parts) lodged.push(...await checkPart(bundle, { index, lot, part, log, trust }, findings));
    tellTwice(lot, lodged, findings);
  }
  const at = newestTime(log);
  checkListTimes(index, at, findings);
  checkAdmitted(bundle, { index, log, trust, at }, findings);
  checkOrders(bundle, { index, log }, findings);
  checkWays(bundle, { index, log }, findings);
  checkQuestions(bundle, { index, log }, findings);
  checkReserves(bundle, { index, log }, findings);
  checkGranted(bundle, { index, log }, findings);
  checkReads(bundle, { index, log }, findings);
  checkNotices(bundle, { index, log, trust, seals: sealsIn(log, trust, findings), at }, findings);
  checkEvaluation(bundle, { index, log, trust, at }, findings);
  checkDraws(bundle, { index, log, trust }, findings);
  checkContracts(bundle, { index, log }, findings);
  checkMoney(bundle, { index, log, at }, findings);
  checkStamps(bundle, index, findings);
}

async function checkPart(bundle: Loaded, args: { index: BundleIndex; lot: string; part: PartRow; log: BundleLog; trust: TrustStore }, findings: Findings): Promise<readonly Lodged[]> {
  const terms = checkTerms(bundle, args, findings);
  if (terms === undefined) return [];
  const lodged = checkBids(bundle, { ...args, terms }, findings);
  const close = checkClose(bundle, { ...args, terms }, lodged, findings);
  if (close === undefined) return lodged;
  checkDisputes(bundle, { ...args, terms, close }, findings);
  const released = checkReleases(bundle, { ...args, terms, close, lodged }, findings);
  await checkOpening(bundle, { ...args, terms, close, lodged, released }, findings);
  return lodged;
}

/** A firm that bids more than once in a lot, alone or in consortia: invalid by law, and for the committee to say (实施条例 37). */
function tellTwice(lot: string, lodged: readonly Lodged[], findings: Findings): void {
  const parties = new Map(lodged.filter(({ row }) => row.live).map(({ statement: { bidder } }) => [bidder.id, { bidder: bidder.id, members: bidder.members ?? [] }]));
  for (const { firm, bidders } of firmsTwice([...parties.values()], new Map())) findings.note("firm-twice", { lot, firm, bidders: bidders.join(", ") });
}
