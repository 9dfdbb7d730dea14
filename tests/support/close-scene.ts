import { createHash, generateKeyPairSync, randomBytes } from "node:crypto";
import { noteSigner, verifyEd25519 } from "../../src/journal/ed25519-node.js";
import { EMPTY_FRONTIER, extend, leafHash, rootOf } from "../../src/journal/merkle.js";
import { checkpointText, cosign, signNote, withLines } from "../../src/journal/note.js";
import { parsePolicy } from "../../src/journal/policy.js";
import { sealedEntry } from "../../src/journal/receipts.js";
import { utf8 } from "../../src/kernel/bytes.js";
import { canonical, type Json } from "../../src/kernel/canonical-json.js";
import { must } from "../../src/kernel/result.js";
import { at, plusMs, type Instant } from "../../src/kernel/time.js";
import type { CloseEvidence, LodgedStatement } from "../../src/opening/check-close.js";
import { signDetached } from "../../src/signing/cms-sign.js";
import { bytesOf, type Statement } from "../../src/signing/statement.js";
import { parseTerms } from "../../src/signing/terms.js";
import { AUTHORITY, certify, trusting, type Party } from "./certificates.js";
import { EXCHANGE, sha256, testBid, testLot, type TestLot } from "./envelopes.js";

export const DEADLINE = "2026-12-18T09:30:00+08:00";
const DUE = at(DEADLINE);
export const seconds = (count: number): Instant => plusMs(DUE, count * 1_000);
const log = noteSigner(EXCHANGE, 1, generateKeyPairSync("ed25519").privateKey);
const witness = noteSigner("w1.example", 4, generateKeyPairSync("ed25519").privateKey);
export const strangeWitness = noteSigner("w1.example", 4, generateKeyPairSync("ed25519").privateKey);
const policy = parsePolicy(`log ${log.vkey.text}\nwitness w1 ${witness.vkey.text}\nquorum w1\n`);

const authority = await certify("CA", { extensions: AUTHORITY });
const nobody = await certify("Nobody's CA", { extensions: AUTHORITY });
/** Two firms with certificates of the authority, and one whose certificate nobody trusts. */
export const FIRM_A = { ...(await certify("甲", { issuer: authority, uscc: "91310000AAAAAAAA01" })), id: "91310000AAAAAAAA01" };
export const FIRM_B = { ...(await certify("乙", { issuer: authority, uscc: "91310000BBBBBBBB02" })), id: "91310000BBBBBBBB02" };
export const STRANGER = { ...(await certify("丙", { issuer: nobody, uscc: "91310000CCCCCCCC03" })), id: "91310000CCCCCCCC03" };
export type Firm = Party & { readonly id: string };

type Entry = Readonly<Record<string, Json>>;
/** A statement as the exchange has it. */
export type Lodged = { readonly statement: Statement; readonly bytes: Uint8Array; readonly salt: Uint8Array; readonly signature: Uint8Array; readonly st: string };

/** A log as it grows, one entry after another. */
export type Scene = {
  readonly lot: TestLot; readonly entries: Uint8Array[];
  readonly put: (entry: Entry) => number;
  readonly here: { readonly tender: string; readonly lot: string; readonly part: string };
  readonly bid: (firm: Firm, after?: Lodged) => Promise<Lodged>;
  readonly withdrawal: (firm: Firm, after: Lodged) => Promise<Lodged>;
  /** Puts a statement's leaf into the log. */
  readonly lodge: (lodged: Lodged) => number;
  /** A checkpoint of the log as it stands. */
  readonly note: (when: Instant, by?: typeof witness) => string;
  readonly list: (...lodged: readonly Lodged[]) => { readonly count: number; readonly bids: string };
  /** What an opener's tool holds when it has fetched everything. */
  readonly evidence: (notes: CloseEvidence["notes"], over?: Partial<CloseEvidence>) => CloseEvidence;
};

/** A part whose terms are logged and whose box is open. */
export async function openBox({ part = "technical", after = null }: { part?: string; after?: string | null } = {}): Promise<Scene> {
  const entries: Uint8Array[] = [];
  const lodgedAt = new Map<string, { idx: number; lodged: Lodged }>();
  const put = (entry: Entry): number => entries.push(canonical(entry)) - 1;
  const made = await testLot({ part });
  const here = { tender: made.terms.tender, lot: made.terms.lot, part };
  put({ v: "dl/1", type: "config", mode: "live" });
  for (const { opener } of made.openers) put({ v: "dl/1", type: "key", role: "opener", ...here, opener, sha256: "0".repeat(64) });
  put({ v: "dl/1", type: "notice", tender: here.tender });
  const bytes = canonical({ ...made.terms, after });
  const lot: TestLot = { ...made, terms: must(parseTerms(bytes)), termsSha256: sha256(bytes) };
  entries.push(bytes);
  const signed = async (firm: Firm, statement: Statement, statementBytes: Uint8Array): Promise<Lodged> =>
    ({ statement, bytes: statementBytes, salt: new Uint8Array(randomBytes(16)), signature: await signDetached(statementBytes, { certificate: firm.certificate, key: firm.key }), st: sha256(statementBytes) });
  const rootNow = (): Uint8Array => rootOf(extend(EMPTY_FRONTIER, entries.map(leafHash)).frontier);
  const bidder = (firm: Firm) => ({ id: firm.id, cert: firm.parsed.sha256 });
  return {
    lot, entries, put, here,
    bid: async (firm, previous) => {
      const bid = await testBid(lot, { bidder: bidder(firm), seq: (previous?.statement.seq ?? 0) + 1, prev: previous?.st ?? null });
      return signed(firm, bid.statement, bid.statementBytes);
    },
    withdrawal: (firm, previous) => {
      const statement = { v: "dse-withdraw/1", exchange: EXCHANGE, ...here, bidder: bidder(firm), seq: previous.statement.seq + 1, prev: previous.st } as const;
      return signed(firm, statement, bytesOf(statement));
    },
    lodge: (lodged) => {
      const idx = put(sealedEntry(lodged.salt, createHash("sha256").update(lodged.bytes).digest()));
      lodgedAt.set(lodged.st, { idx, lodged });
      return idx;
    },
    note: (when, by = witness) => {
      const text = checkpointText(EXCHANGE, entries.length, rootNow());
      return withLines(signNote(text, log), [cosign(text, by, when)]);
    },
    list: (...lodged) => {
      const list = lodged.map(({ st }) => ({ idx: lodgedAt.get(st)?.idx ?? -1, st })).sort((left, right) => left.idx - right.idx);
      return { count: list.length, bids: sha256(canonical(list)) };
    },
    evidence: (notes, over = {}) => {
      const text = checkpointText(EXCHANGE, entries.length, rootNow());
      return {
        place: { exchange: EXCHANGE, ...here }, notes, policy, verify: verifyEd25519, trust: trusting(authority),
        // The walk begins behind the first entry, as one of a long log would.
        walk: { before: extend(EMPTY_FRONTIER, entries.slice(0, 1).map(leafHash)).frontier, entries: entries.slice(1), newest: withLines(signNote(text, log), [cosign(text, witness, seconds(3_600))]) },
        lodged: [...lodgedAt.values()].map(({ idx, lodged }): LodgedStatement => ({ idx, salt: lodged.salt, statement: lodged.bytes, signature: lodged.signature })), ...over,
      };
    },
  };
}

/** The honest close of what was lodged so far. @param live what its list names */
export function close(scene: Scene, live: readonly Lodged[], changes: { deadlineNote?: string; deadline?: string } = {}): { readonly deadline: string; readonly closing: string; readonly idx: number } {
  const deadline = changes.deadlineNote ?? scene.note(seconds(1));
  const idx = scene.put({ v: "dl/1", type: "lot.close", ...scene.here, deadline: changes.deadline ?? DEADLINE, after: sha256(utf8(deadline)), ...scene.list(...live) });
  return { deadline, closing: scene.note(seconds(2)), idx };
}
