import { z } from "zod";
import type { Instant } from "../kernel/time.js";
import { fromHex } from "../kernel/bytes.js";
import type { TrustStore } from "../signing/chains.js";
import { APPLICATION, commitmentOf } from "../bidding/admitted.js";
import type { Loaded } from "./files.js";
import type { Findings } from "./findings.js";
import type { BundleLog } from "./log.js";
import { looseJson } from "./loose-json.js";
import { readShape } from "./read.js";
import { admittedShape, reviewShape, type BundleIndex } from "./shapes.js";
import { checkSignature } from "./signatures.js";

type Args = { readonly index: BundleIndex; readonly log: BundleLog; readonly trust: TrustStore; readonly at: Instant };
type LotRow = BundleIndex["lots"][number];

/**
 * Who may bid, where not everybody may: the list was committed to before the terms of the bids, every bidder opens one of its
 * commitments, and after a prequalification it is who the signed review let pass (trust.md §1.10).
 */
export function checkAdmitted(bundle: Loaded, args: Args, findings: Findings): void {
  for (const row of args.index.lots) {
    checkList(bundle, args, row, findings);
    checkReview(bundle, args, row, findings);
    checkMembers(bundle, row, findings);
  }
}

const statementShape = z.looseObject({ bidder: z.looseObject({ members: z.array(z.string()).optional() }) });

/** Whoever passed the prequalification bids as the consortium that passed it: nobody joins, leaves or is exchanged. Law: 招标投标法实施条例 37. */
function checkMembers(bundle: Loaded, { lot, parts }: LotRow, findings: Findings): void {
  const membersIn = (statement: string): readonly string[] | null => {
    const read = statementShape.safeParse(looseJson(bundle.bytes.get(pathOf(statement))));
    return read.success ? (read.data.bidder.members ?? []) : null;
  };
  const live = (part: LotRow["parts"][number]) => part.bids.filter((bid) => bid.live && bid.kind === "bid");
  const applied = new Map(parts.filter(({ part }) => part === APPLICATION).flatMap(live).map(({ bidder, statement }) => [bidder, membersIn(statement)]));
  for (const { bidder, statement } of parts.filter(({ part }) => part !== APPLICATION).flatMap(live)) {
    const [passedAs, bidAs] = [applied.get(bidder), membersIn(statement)];
    if (passedAs != null && bidAs !== null) findings.demand(sameSet(bidAs, passedAs), "consortium-differs", pathOf(statement), { lot, bidder });
  }
}

const pathOf = (statement: string): string => `bids/${statement}/statement.json`;

const isOf = ({ index }: Args, lot: string) => ({ body }: { readonly body: { readonly tender: string; readonly lot: string } }): boolean => body.tender === index.tender && body.lot === lot;

function checkList(bundle: Loaded, args: Args, row: LotRow, findings: Findings): void {
  const { log } = args;
  const { lot, admitted } = row;
  const entries = log.all("lot.admitted").filter(isOf(args, lot));
  const terms = log.all("lot.terms").filter(isOf(args, lot));
  const ofBids = terms.filter(({ body }) => body.part !== APPLICATION);
  const isDue = entries.length > 0 || (ofBids.length > 0 && ofBids.length < terms.length);
  if (!isDue && admitted === undefined) return;
  const [entry] = entries;
  if (entries.length !== 1 || entry === undefined || admitted?.idx !== entry.idx) { findings.fault("entry-count", "bundle.json", { type: "lot.admitted", count: entries.length }); return; }
  findings.demand(ofBids.every(({ body }) => body.notice > entry.idx), "admitted-differs", "bundle.json", { lot, what: "order" });
  checkCommitments(bundle, args, { lot, opened: admitted.opened, sha256: entry.body.sha256 }, findings);
  checkBidders(row, new Set(admitted.opened.map(({ firm }) => firm)), findings);
}

type Opened = { readonly lot: string; readonly opened: readonly { readonly firm: string; readonly salt: string }[]; readonly sha256: string };

/** The list is the logged one, and every opened firm is one of its commitments. */
function checkCommitments(bundle: Loaded, { index }: Args, { lot, opened, sha256 }: Opened, findings: Findings): void {
  const path = `admitted/${lot}.json`;
  const list = readShape(bundle, path, admittedShape, findings);
  if (list === undefined) return;
  const place = { exchange: index.exchange, tender: index.tender, lot };
  const demand = (holds: boolean, what: string): void => { findings.demand(holds, "admitted-differs", path, { lot, what }); };
  demand(bundle.hashes.get(path) === sha256, "sha256");
  demand(list.exchange === place.exchange && list.tender === place.tender && list.lot === lot, "place");
  demand(new Set(list.c).size === list.c.length, "c");
  for (const { firm, salt } of opened) demand(list.c.includes(commitmentOf(place, firm, fromHex(salt))), firm);
}

function checkBidders({ parts }: LotRow, firms: ReadonlySet<string>, findings: Findings): void {
  for (const part of parts.filter((each) => each.part !== APPLICATION)) {
    for (const { bidder, statement } of part.bids) findings.demand(firms.has(bidder), "not-admitted", pathOf(statement), { bidder });
  }
}

/** In a full edition the signed review is there, of applications that opened, and those it let pass are those on the list. */
function checkReview(bundle: Loaded, args: Args, { lot, parts, admitted }: LotRow, findings: Findings): void {
  const { index, log, trust, at } = args;
  const entry = log.all("prequal.reviewed").findLast(isOf(args, lot));
  const path = `prequalification/${lot}/review.json`;
  if (index.edition === "public") {
    if (entry !== undefined) findings.note("applications-withheld", { lot });
    return;
  }
  if (entry === undefined) { findings.demand(!bundle.files.has(path), "entry-absent", path, { idx: "—", type: "prequal.reviewed" }); return; }
  const review = readShape(bundle, path, reviewShape, findings);
  if (review === undefined) return;
  const demand = (holds: boolean, what: string): void => { findings.demand(holds, "applications-differ", path, { lot, what }); };
  demand(bundle.hashes.get(path) === entry.body.sha256, "sha256");
  demand(review.tender === index.tender && review.lot === lot, "place");
  const opened = parts.find(({ part }) => part === APPLICATION)?.bids.filter(({ how }) => how === "threshold" || how === "bidder-key").map(({ bidder }) => bidder) ?? [];
  demand(sameSet(review.results.map(({ applicant }) => applicant), opened), "applicants");
  if (admitted !== undefined) demand(sameSet(review.results.filter(({ passed }) => passed).map(({ applicant }) => applicant), admitted.opened.map(({ firm }) => firm)), "passed");
  const signatures = [...bundle.files.keys()].filter((each) => each.startsWith(`prequalification/${lot}/`) && each.endsWith(".p7s"));
  demand(sameSet(signatures.map((each) => each.slice(`prequalification/${lot}/`.length, -".p7s".length)), review.members), "signatures");
  const signers = signatures.flatMap((signature) => checkSignature(bundle, trust, { content: path, signature, at, by: null }, findings) ?? []);
  demand(new Set(signers).size === signers.length, "signers");
}

const sameSet = (left: readonly string[], right: readonly string[]): boolean => new Set(left).size === left.length && left.length === right.length && left.every((each) => right.includes(each));
