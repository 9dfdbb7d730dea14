import { randomBytes, webcrypto } from "node:crypto";
import { precheckRecord } from "../../src/bidding/precheck.js";
import { utf8 } from "../../src/kernel/bytes.js";
import { canonical, type Json } from "../../src/kernel/canonical-json.js";
import { must } from "../../src/kernel/result.js";
import { at, plusMs, rfc3339, SECOND_MS } from "../../src/kernel/time.js";
import { RANGE_PLACES, SIGNATURE_BYTES_MAX, signPdf } from "../../src/notices/pades.js";
import { makeAuthority, type Authority } from "../../src/rehearsal/authority.js";
import { certificatesPem } from "../../src/rehearsal/key-files.js";
import { signDetached, type Signer } from "../../src/signing/cms-sign.js";
import { identityLine } from "../../src/signing/age.js";
import { sealPart } from "../../src/signing/envelope.js";
import { makeOpenerKey } from "../../src/signing/opener-key.js";
import { nodePrimitives } from "../../src/signing/primitives-node.js";
import { makeRelease, openShare, type ReleasedShare } from "../../src/signing/release.js";
import { bytesOf, type Bidder, type BidStatement } from "../../src/signing/statement.js";
import { collect } from "../../src/signing/streams.js";
import type { LotTerms } from "../../src/signing/terms.js";
import { archiveSha256, bundleOf, logFilesOf, papersOf, type BidInput, type Papers } from "../../src/verify/bundle-layout.js";
import { sealedEntry } from "../../src/verify/bids.js";
import type { BundleFiles } from "../../src/verify/bundle-file.js";
import { fileOf } from "../../src/verify/files.js";
import { readmeOf } from "../../src/verify/readme.js";
import type { BidRow, BundleIndex, PartRow } from "../../src/verify/shapes.js";
import { hash, hashAt, newLog, note, put, receipt, type Log } from "./bundle-log.js";
import { changeKeys, foundKeys, type Rekeyed } from "./bundle-keys.js";
import { revocationLists, type Listed } from "./bundle-lists.js";
import { reserveScene, type Reserved } from "./bundle-reserve.js";
import { answerQuestions, giveOrders, TENDER, type AskedHere, type Ordered } from "./bundle-orders.js";

/** What may be done otherwise than honestly, or otherwise than usual, in a tender whose exchange holds every key of the log. */
export type Deviation = {
  readonly deadlineSeconds?: number; readonly closingSeconds?: number;
  /** Bidders left off the closed list; added again before the releases, or not. */
  readonly leaveOut?: string; readonly addBack?: "before" | "after";
  /** Bidders counted although replaced or withdrawn. */
  readonly alsoCount?: string;
  readonly secondClose?: boolean; readonly releaseBeforeClose?: boolean; readonly withoutProceed?: boolean;
  readonly releasers?: readonly string[]; readonly lyingOpener?: boolean; readonly withoutBlame?: boolean;
  readonly form?: Json; readonly ownKey?: boolean; readonly sameOrganisation?: boolean; readonly badContent?: boolean; readonly saidOpened?: boolean;
  /** An amendment after which `aaa` and `bbb` confirm: it asks for that, or not; the terms that follow accept the earlier ones, or not; they come too late; they name other openers. */
  readonly amended?: { readonly asks: boolean; readonly accepts: boolean; readonly late?: boolean; readonly otherThreshold?: boolean };
  readonly edition?: "full" | "public"; readonly mode?: "rehearsal" | "live";
  /** Bidders whose tool sealed the record of its check, and one whose record is of other files. */
  readonly prechecked?: readonly string[]; readonly otherPrecheck?: string;
  /** Keys that change while bids lie in the box: rightly, or not. */
  readonly rekeyed?: Rekeyed;
  readonly ordered?: Ordered; readonly asked?: AskedHere; readonly reserve?: Reserved; readonly listed?: Listed;
  /** Two experts whose sheets one certificate signs. */
  readonly oneSigner?: boolean;
  /** Consortia: the other members by their leader. */
  readonly members?: Readonly<Record<string, readonly string[]>>;
  /** Whom the buyer found qualified, and whom the member's sheet scores and the totals rank; without it nobody is named, as in forms `/1`. */
  readonly review?: Readonly<Record<string, boolean>>; readonly scored?: readonly string[]; readonly ranked?: readonly string[];
};

const OPENERS = ["agency", "supervisor", "notary"] as const;
const [DEADLINE, ARCHIVED] = [at("2026-03-02T09:30:00+08:00"), at("2026-03-02T11:30:00+08:00")];
const uscc = (name: string): string => `91310000${name.toUpperCase().padEnd(10, "0").slice(0, 10)}`;

type Town = { sealer: string; readonly log: Log; readonly authority: Authority; readonly people: Map<string, Signer & { readonly org: string; readonly cert: string }>; readonly deviation: Deviation; readonly reserve: ReturnType<typeof reserveScene> };

async function person(town: Town, name: string, org = uscc(name)) {
  const known = town.people.get(name);
  if (known !== undefined) return known;
  const pair = await town.authority.issue({ commonName: name, organisation: { name, uscc: org } });
  const key = await webcrypto.subtle.importKey("pkcs8", pair.privateKey, { name: "ECDSA", namedCurve: "P-256" }, false, ["sign"]);
  const made = { certificate: pair.certificate, key, org, cert: hash(pair.certificate) };
  town.people.set(name, made);
  return made;
}

const signed = async (town: Town, name: string, json: Uint8Array) => ({ json, p7s: await signDetached(json, await person(town, name)) });

/** The least PDF that can be signed. */
async function paper(town: Town, text: string): Promise<Uint8Array> {
  const room = `/ByteRange [${RANGE_PLACES.join(" ")}]\n/Contents <${"00".repeat(SIGNATURE_BYTES_MAX)}>`;
  return signPdf(utf8(`%PDF-1.7 ${text}\n${room}\n%%EOF\n`), await person(town, town.sealer));
}

async function publish(town: Town, papers: Growing, id: string, more: Json = {}): Promise<number> {
  const json = canonical({ v: "notice/1", id, tender: TENDER, ...(more as Record<string, Json>) });
  const pdf = await paper(town, id);
  const idx = put(town.log, "notice", { tender: TENDER, id, version: 1, prev: null, json_sha256: hash(json), pdf_sha256: hash(pdf) });
  papers.notices.push({ id, version: 1, json, pdf });
  papers.noticeRows.push({ id, version: 1, idx });
  return idx;
}

type Growing = {
  readonly openers: Papers["openers"][number][]; readonly bids: BidInput[]; readonly releases: Papers["releases"][number][]; readonly openings: Papers["openings"][number][];
  readonly notices: Papers["notices"][number][]; readonly noticeRows: BundleIndex["notices"]; readonly parts: PartRow[];
};

type Bid = { readonly name: string; readonly notice: string | null; readonly row: BidRow; readonly statement: BidStatement | null; readonly shares: readonly Uint8Array[]; readonly identity: string; readonly input: BidInput };
type Part = { readonly part: string; readonly terms: LotTerms; readonly termsIdx: number; readonly termsSha256: string; readonly identities: Map<string, string>; readonly bids: Bid[] };

async function announce(town: Town, papers: Growing, parts: readonly { part: string; after: string | null }[]): Promise<Part[]> {
  const made: { part: string; after: string | null; openers: LotTerms["openers"][number][]; identities: Map<string, string> }[] = [];
  for (const { part, after } of parts) {
    const identities = new Map<string, string>();
    const openers: LotTerms["openers"][number][] = [];
    for (const opener of OPENERS) {
      const who = await person(town, opener, uscc(town.deviation.sameOrganisation === true && opener === "notary" ? "agency" : opener));
      const key = await makeOpenerKey({ exchange: town.log.origin, tender: TENDER, lot: "1", part, opener, org: who.org, cert: who.cert });
      papers.openers.push({ lot: "1", part, opener, ...(await signed(town, opener, key.bytes)) });
      identities.set(opener, key.identity);
      openers.push({ opener, recipient: key.statement.recipient, idx: put(town.log, "key", { role: "opener", tender: TENDER, lot: "1", part, opener, sha256: hash(key.bytes) }) });
    }
    made.push({ part, after, openers, identities });
  }
  const notice = await publish(town, papers, "N1", town.reserve.call);
  return made.map(({ part, after, openers, identities }) => {
    const terms: LotTerms = { v: "dl/1", type: "lot.terms", tender: TENDER, lot: "1", part, version: 1, prev: null, accepts: [], deadline: rfc3339(DEADLINE), threshold: 2, open: "threshold-or-bidder", after, openers, notice };
    const termsIdx = put(town.log, "lot.terms", terms);
    return { part, terms, termsIdx, termsSha256: hashAt(town.log, termsIdx), identities, bids: [] };
  });
}

/** The terms after an amendment, as this exchange makes them. */
async function amend(town: Town, papers: Growing, part: Part): Promise<Part> {
  const { asks, accepts, otherThreshold } = town.deviation.amended ?? { asks: false, accepts: true };
  const notice = await publish(town, papers, `A-${part.part}`, { type: "clarification", terms: { v: "clarification/1", lots: ["1"], reconfirm: asks } });
  const terms: LotTerms = { ...part.terms, version: 2, prev: part.termsSha256, accepts: accepts ? [part.termsSha256] : [], notice, ...(otherThreshold === true ? { threshold: 3 } : {}) };
  const termsIdx = put(town.log, "lot.terms", terms);
  return { ...part, terms, termsIdx, termsSha256: hashAt(town.log, termsIdx) };
}

type Lodging = { readonly json: Uint8Array; readonly statement: BidStatement | null; readonly content: Uint8Array; readonly shares: readonly Uint8Array[]; readonly identity: string };
type Follows = { readonly bidder: Bidder; readonly seq: number; readonly prev: string | null };

/** The record of the check before sealing, where the bidder's tool makes one. */
function recordOf({ prechecked = [], otherPrecheck }: Deviation, name: string, part: string): Pick<Parameters<typeof sealPart>[1], "precheck"> {
  const asked = { part, title: part, form: false, requiredFiles: ["方案.txt"], priceForm: null };
  const filled = { form: null, files: [{ name: "方案.txt", size: 6, head: utf8("方案") }] };
  if (!prechecked.includes(name) && otherPrecheck !== name) return {};
  return { precheck: (listed) => precheckRecord(asked, filled, otherPrecheck === name ? listed.slice(1) : listed, hash) };
}

async function sealFor(town: Town, part: Part, name: string, follows: Follows): Promise<Lodging> {
  let content: Uint8Array = new Uint8Array();
  const form: Json = part.part === "price" ? { v: "form/1", price: { amount: `${String(99 + follows.seq)}.00`, currency: "CNY" }, name } : null;
  const order = { exchange: town.log.origin, terms: part.terms, termsSha256: part.termsSha256, ...follows, form, files: [{ name: "方案.txt", size: 6, stream: () => [utf8("方案")] }], ...recordOf(town.deviation, name, part.part) };
  const sealed = must(await sealPart(nodePrimitives, order, async (chunks) => { content = await collect(chunks, 10_000_000); }));
  const spoilt = spoil(town, part, name, { statement: sealed.statement, content });
  return { ...spoilt, json: bytesOf(spoilt.statement), shares: sealed.shares, identity: sealed.identity };
}

function withdrawalOf(town: Town, part: Part, follows: Follows): Lodging {
  const json = canonical({ v: "dse-withdraw/1", exchange: town.log.origin, tender: TENDER, lot: "1", part: part.part, ...follows });
  return { json, statement: null, content: new Uint8Array(), shares: [], identity: "" };
}

function confirmationOf(town: Town, part: Part, follows: Follows): Lodging {
  const json = canonical({ v: "dse-confirm/1", exchange: town.log.origin, tender: TENDER, lot: "1", part: part.part, ...follows, notice: part.termsSha256 });
  return { json, statement: null, content: new Uint8Array(), shares: [], identity: "" };
}

async function lodge(town: Town, part: Part, name: string, kind: "bid" | "withdraw" | "confirm"): Promise<void> {
  const who = await person(town, name);
  const before = part.bids.filter((bid) => bid.name === name);
  const follows = { bidder: { id: who.org, cert: who.cert, ...(town.deviation.members?.[name] === undefined ? {} : { members: town.deviation.members[name].map((each) => uscc(each)) }) }, seq: before.length + 1, prev: before.at(-1)?.row.statement ?? null };
  const { json, statement, content, shares, identity } = kind === "bid" ? await sealFor(town, part, name, follows) : kind === "confirm" ? confirmationOf(town, part, follows) : withdrawalOf(town, part, follows);
  const salt = randomBytes(16).toString("hex");
  const idx = town.log.entries.push(sealedEntry(salt, hash(json))) - 1;
  const row: BidRow = { idx, salt, statement: hash(json), bidder: who.org, kind, live: false, how: null };
  const sealed = statement === null ? null : { content: fileOf(content), shares, keyLine: null };
  const input: BidInput = { statement: json, p7s: await signDetached(json, who), receipt: receipt(town.log, idx, salt, plusMs(DEADLINE, -60 * SECOND_MS)), sealed };
  part.bids.push({ name, notice: kind === "withdraw" ? null : part.termsSha256, row, statement, shares, identity, input });
}

/** A bidder whose content is not what its own key and head promise. */
function spoil({ deviation }: Town, part: Part, name: string, bid: { statement: BidStatement; content: Uint8Array }): { statement: BidStatement; content: Uint8Array } {
  if (name !== "ccc" || part.part !== "price" || deviation.badContent !== true) return bid;
  const content = Uint8Array.from(bid.content);
  content[content.length - 1] = (content.at(-1) ?? 0) ^ 1;
  return { statement: { ...bid.statement, content: { sha256: hash(content), size: content.length } }, content };
}

const listHash = (bids: readonly Bid[]): { count: number; bids: string } => ({ count: bids.length, bids: hash(canonical(bids.map(({ row }) => ({ idx: row.idx, st: row.statement })))) });

type Closed = { readonly part: Part; readonly closeIdx: number; readonly lastIdx: number; readonly deadline: string; readonly closing: string; readonly live: readonly Bid[] };

/** The bids that count by the rules, then what this exchange makes of them. */
function listed({ deviation }: Town, part: Part): Bid[] {
  const last = new Map(part.bids.map((bid) => [bid.name, bid]));
  const lastBid = new Map(part.bids.filter(({ statement }) => statement !== null).map((bid) => [bid.name, bid]));
  const good: readonly (string | null)[] = [part.termsSha256, ...part.terms.accepts];
  const isLive = (bid: Bid): boolean => lastBid.get(bid.name) === bid && good.includes(last.get(bid.name)?.notice ?? null);
  return part.bids.filter((bid) => bid.statement !== null && (isLive(bid) || deviation.alsoCount === bid.name));
}

async function closePart(town: Town, papers: Growing, open: Part): Promise<Closed> {
  const { log, deviation } = town;
  const deadline = note(log, log.entries.length, plusMs(DEADLINE, (deviation.deadlineSeconds ?? 1) * SECOND_MS));
  town.reserve.at("checkpoint");
  const part = deviation.amended?.late === true ? await amend(town, papers, open) : open;
  const place = { tender: TENDER, lot: "1", part: part.part };
  const all = listed({ log, deviation } as Town, part);
  const kept = all.filter(({ name }) => name !== deviation.leaveOut);
  const close = { ...place, deadline: rfc3339(DEADLINE), after: hash(utf8(deadline)), ...listHash(kept) };
  const closeIdx = put(log, "lot.close", close);
  const closing = note(log, log.entries.length, plusMs(DEADLINE, (deviation.closingSeconds ?? 3) * SECOND_MS));
  if (deviation.secondClose === true) put(log, "lot.close", close);
  const lastIdx = deviation.addBack === "before" ? put(log, "lot.close.add", { ...place, close: closeIdx, ...listHash(all) }) : closeIdx;
  return { part, closeIdx, lastIdx, deadline, closing, live: deviation.addBack === undefined ? kept : all };
}

async function releaseOf(town: Town, part: Part, closed: Closed, opener: string): Promise<Uint8Array> {
  const place = part.terms.openers.findIndex((each) => each.opener === opener);
  const identity = part.identities.get(opener) ?? "";
  const shares: ReleasedShare[] = [];
  for (const { statement, shares: files } of closed.live) {
    if (statement !== null) shares.push(must(await openShare(nodePrimitives, { statement, opener, identity, file: files[place] ?? new Uint8Array() })));
  }
  const lies = town.deviation.lyingOpener === true && opener === "agency";
  const told = lies ? shares.map((share) => ({ ...share, plaintext: share.plaintext.replace("dse-share", "dse-shore") })) : shares;
  return makeRelease({ exchange: town.log.origin, tender: TENDER, lot: "1", part: part.part }, hashAt(town.log, closed.lastIdx), opener, told);
}

async function release(town: Town, papers: Growing, part: Part, closed: Closed): Promise<number[]> {
  const indexes: number[] = [];
  for (const opener of town.deviation.releasers ?? OPENERS) {
    const json = await releaseOf(town, part, closed, opener);
    const idx = put(town.log, "share.release", { tender: TENDER, lot: "1", part: part.part, opener, sha256: hash(json) });
    papers.releases.push({ idx, ...(await signed(town, opener, json)) });
    indexes.push(idx);
  }
  return indexes;
}

type Outcome = { readonly how: "threshold" | "bidder-key" | "not-opened" | "void"; readonly cause: string | null };

async function openPart(town: Town, papers: Growing, part: Part, closed: Closed): Promise<void> {
  const releaseIdx = await release(town, papers, part, closed);
  const outcomes = new Map(closed.live.map((bid) => [bid.row.idx, verdict(town.deviation, part, bid)]));
  const openIdx = recordOpening(town, papers, part, { closed, outcomes });
  const bids = part.bids.map(({ row }) => ({ ...row, live: outcomes.has(row.idx), how: outcomes.get(row.idx)?.how ?? null }));
  for (const bid of part.bids) papers.bids.push({ ...bid.input, sealed: sealedOf(bid, outcomes.get(bid.row.idx)) });
  papers.parts.push({
    part: part.part, deadline: part.terms.deadline, threshold: 2, open: part.terms.open, outcome: "opened", openers: Object.fromEntries(part.terms.openers.map(({ opener, recipient }) => [opener, recipient])),
    termsIdx: part.termsIdx, closeIdx: closed.closeIdx, releaseIdx, openIdx, bids,
  });
}

/** What of a bid's ciphertext goes into the bundle: nothing unless it is live, its key only where it opened. */
function sealedOf({ input, identity }: Bid, outcome: Outcome | undefined): BidInput["sealed"] {
  if (outcome === undefined || input.sealed === null) return null;
  const opened = outcome.how === "threshold" || outcome.how === "bidder-key";
  return { ...input.sealed, keyLine: opened ? identityLine(identity) : null };
}

function recordOpening({ log, deviation }: Town, papers: Growing, part: Part, { closed, outcomes }: { closed: Closed; outcomes: ReadonlyMap<number, Outcome> }): number {
  const results = closed.live.map(({ row, name }) => {
    const outcome = outcomes.get(row.idx) ?? { how: "void" as const, cause: null };
    return { idx: row.idx, salt: row.salt, st: row.statement, bidder: row.bidder, ...outcome, form: formOf(deviation, part, { name, row }, outcome.how) };
  });
  const named = deviation.lyingOpener === true && deviation.withoutBlame !== true;
  const blame = named ? { blame: closed.live.map(({ row }) => ({ st: row.statement, opener: "agency", why: "commit" })) } : {};
  const json = canonical({ v: "opening/1", exchange: log.origin, tender: TENDER, lot: "1", part: part.part, results, ...blame });
  const openIdx = put(log, "lot.open", { tender: TENDER, lot: "1", part: part.part, close: closed.closeIdx, sha256: hash(json) });
  papers.openings.push({ idx: openIdx, json });
  return openIdx;
}

function verdict({ badContent, saidOpened, releasers, ownKey }: Deviation, part: Part, { name }: Bid): Outcome {
  if (part.part === "price" && name === "ccc" && badContent === true && saidOpened !== true) return { how: "void", cause: "BAD_SEAL" };
  if ((releasers ?? OPENERS).length >= part.terms.threshold) return { how: "threshold", cause: null };
  return ownKey === true ? { how: "bidder-key", cause: null } : { how: "not-opened", cause: "TOO_FEW_SHARES" };
}

function formOf({ form }: Deviation, part: Part, { name, row }: { name: string; row: BidRow }, how: string | undefined): Json {
  if (part.part !== "price" || how === "void" || how === "not-opened") return null;
  const replaced = name === "bbb" && part.bids.filter((bid) => bid.name === "bbb" && bid.statement !== null).at(-1)?.row === row;
  return form ?? { v: "form/1", price: { amount: replaced ? "101.00" : "100.00", currency: "CNY" }, name };
}

type Judged = { readonly qualification: Uint8Array | null; readonly sheets: readonly { readonly expert: string; readonly json: Uint8Array; readonly p7s: Uint8Array }[]; readonly totals: Uint8Array };

/** The buyer's review, one member's sheet and the totals, as far as they name anybody. */
async function judge(town: Town): Promise<Judged> {
  const { log, deviation: { review, scored, ranked, oneSigner } } = town;
  const qualification = review === undefined ? null : canonical({ v: "qualification/1", results: Object.entries(review).map(([name, qualified]) => ({ bidder: uscc(name), qualified, clause: "", finding: "" })) });
  if (qualification !== null) put(log, "qualification.reviewed", { tender: TENDER, lot: "1", sha256: hash(qualification) });
  const scores = scored === undefined ? {} : { scores: scored.map((name) => ({ bidder: uscc(name), items: [] })) };
  const sheets = [];
  for (const [expert, signer] of [["E1", "expert"], ...(oneSigner === undefined ? [] : [["E2", oneSigner ? "expert" : "expert-2"] as const])] as const) {
    const sheet = { expert, ...(await signed(town, signer, canonical({ v: "sheet/1", expert, ...scores }))) };
    put(log, "score.sheet", { tender: TENDER, lot: "1", expert, sha256: hash(sheet.json) });
    sheets.push(sheet);
  }
  const totals = canonical(ranked === undefined ? { v: "totals/1" } : { v: "totals/2", results: ranked.map((name, at) => ({ bidder: uscc(name), rank: at + 1, tree: null })) });
  return { qualification, sheets, totals };
}

/** A part after its amendment, confirmed by two of its three bidders. */
async function amended(town: Town, papers: Growing, part: Part): Promise<Part> {
  if (town.deviation.amended === undefined || town.deviation.amended.late === true) return part;
  const after = await amend(town, papers, part);
  for (const name of ["aaa", "bbb"]) await lodge(town, after, name, "confirm");
  return after;
}

async function answered(town: Town, papers: Growing): Promise<void> {
  const { log, deviation: { asked } } = town;
  if (asked !== undefined) await publish(town, papers, "Q1", answerQuestions(log.origin, asked, (body) => put(log, "question", { tender: TENDER, ...body })));
}

async function keysFounded(town: Town): Promise<void> {
  if (town.deviation.rekeyed !== undefined) foundKeys(town.log, await person(town, "exchange"));
}

async function keysChanged(town: Town): Promise<void> {
  const { rekeyed } = town.deviation;
  if (rekeyed !== undefined) town.sealer = await changeKeys(town.log, rekeyed, { old: await person(town, "exchange"), next: await person(town, "exchange-2") });
}

/** A whole two-part tender as an audit bundle: three bids, one replaced, a fourth withdrawn; honest unless told otherwise. */
export async function tenderBundle(deviation: Deviation = {}): Promise<BundleFiles> {
  const mode = deviation.mode ?? "rehearsal";
  const log = newLog(mode);
  const town: Town = { sealer: "exchange", log, authority: await makeAuthority(randomBytes), people: new Map(), deviation, reserve: reserveScene(log.origin, deviation.reserve, (type, body) => put(log, type, { tender: TENDER, lot: "1", ...body })) };
  const papers: Growing = { openers: [], bids: [], releases: [], openings: [], notices: [], noticeRows: [], parts: [] };
  put(log, "config", { mode, origin: log.origin });
  await keysFounded(town);
  const [technical, price] = await announce(town, papers, [{ part: "technical", after: null }, { part: "price", after: "technical" }]);
  if (technical === undefined || price === undefined) throw new RangeError("two parts were announced");
  for (const part of [technical, price]) {
    for (const name of ["aaa", "bbb", "ccc", "bbb", "ddd"]) await lodge(town, part, name, "bid");
    await lodge(town, part, "ddd", "withdraw");
  }
  await keysChanged(town);
  town.reserve.at("bidding");
  if (deviation.releaseBeforeClose === true) put(log, "share.release", { tender: TENDER, lot: "1", part: "technical", opener: "agency", sha256: "00".repeat(32) });
  const [first, second] = [await closePart(town, papers, await amended(town, papers, technical)), await closePart(town, papers, await amended(town, papers, price))];
  await answered(town, papers);
  const orders = giveOrders(log.origin, plusMs(DEADLINE, 5 * SECOND_MS), deviation.ordered, (body) => put(log, "lot.order", { tender: TENDER, lot: "1", ...body }), (order) => put(log, "lot.suspension.over", { tender: TENDER, lot: "1", order }));
  await openPart(town, papers, first.part, first);
  const scores = canonical({ v: "technical/1" });
  if (deviation.withoutProceed !== true) put(log, "lot.proceed", { tender: TENDER, lot: "1", part: "price", scores: hash(scores) });
  town.reserve.at("opening");
  await openPart(town, papers, second.part, second);
  await publish(town, papers, "N2", town.reserve.record());
  town.reserve.at("recorded");
  const { qualification, sheets, totals } = await judge(town);
  const report = await paper(town, "report");
  put(log, "score.total", { tender: TENDER, lot: "1", pdf_sha256: hash(report) });
  const lists = await revocationLists(deviation.listed, { authority: town.authority, bidder: (await person(town, "aaa")).certificate, deadline: DEADLINE, archivedAt: ARCHIVED });
  const index: BundleIndex = { v: "daylight-bundle/1", edition: deviation.edition ?? "full", exchange: log.origin, mode, tender: TENDER, logOrigin: log.origin, treeSize: log.entries.length, lots: [{ lot: "1", parts: papers.parts, ...orders.index, ...town.reserve.index() }], draws: [], notices: papers.noticeRows, ...lists.index };
  const evaluation = [{ lot: "1", method: canonical({ v: "method/1" }), totals, technical: scores, qualification, draws: null, report, sheets }];
  const files = papersOf({ ...papers, orders: orders.papers, reserves: town.reserve.papers(), index, lists: lists.papers, readme: readmeOf(TENDER, mode), draws: [], evaluation, trust: { ca: certificatesPem([town.authority.root.certificate]), policy: log.policy, tsa: null } });
  put(log, "archive", { tender: TENDER, sha256: await archiveSha256(files) });
  const closes = [first, second].map(({ closeIdx, deadline, closing }) => ({ closeIdx, deadline, closing, deadlineStamp: null, closingStamp: null }));
  return bundleOf(files, logFilesOf({ entries: log.entries, checkpoint: note(log, log.entries.length, ARCHIVED), policy: log.policy, closes }));
}
