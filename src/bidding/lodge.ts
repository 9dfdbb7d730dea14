import { all, ok, refuse, type Result } from "../kernel/result.js";
import { rfc3339, type Instant } from "../kernel/time.js";
import type { Title } from "../procedure/procedure.js";
import type { Statement } from "../signing/statement.js";
import { checkAgainstTerms, checkSequence, standsUnder, type LotTerms, type Previous } from "../signing/terms.js";
import { checkConsortium, type ConsortiumRule } from "./consortium.js";

/** What the exchange knows of a part when a lodgement comes, read under the part's lock. */
export type PartBox = {
  readonly part: string;
  readonly state: string;
  readonly deadline: Instant;
  readonly terms: LotTerms;
  readonly termsSha256: string;
  /** The bidder's newest statement for this part, null before the first. */
  readonly last: Previous | null;
};

export type Box = {
  readonly exchange: string;
  readonly lot: string;
  readonly parts: readonly PartBox[];
  /** Whether these firms may bid here at all. */
  readonly firms: Result<true>;
  /** What consortia may be. */
  readonly consortium: ConsortiumRule;
  /** By which article a bid stays in the box once it is there; null where it can be taken back. */
  readonly bidsStay: Title | null;
  /** Whether the firm may bid here: false where bids are taken of admitted firms alone and this is none of them. */
  readonly admitted: boolean;
  /** Yuan text of the guarantee that is asked and not recorded; null where none is asked or it is there. */
  readonly guaranteeMissing: string | null;
  /** Contents and keys this bidder used before: only the same bidder's repeat is refused (trust.md §1.7). */
  readonly used: ReadonlySet<string>;
};

/** Whether a bid of the bidder stands for the part: a later withdrawal ends it, a confirmation does not. */
export const stands = (last: Previous | null): boolean => last !== null && last.kind !== "dse-withdraw/1";

/** Whether it stands under the newest terms too: they accept those it was made under, or it was confirmed. */
const isGood = ({ last, terms, termsSha256 }: PartBox): boolean => last?.notice != null && standsUnder(last.notice, terms, termsSha256);

/**
 * A statement that could be read, with what it proves by itself. Each verdict was reached beforehand, outside every lock; it is
 * the answer only where nothing before it in the order of trust.md §1.8 says no.
 */
export type Proved = {
  readonly statement: Statement;
  /** CMS, chain, KeyUsage, revocation, and whose it is. */
  readonly signature: Result<unknown>;
  readonly shares: Result<unknown>;
  readonly content: Result<unknown>;
};

/**
 * Decides whether statements stamped at `receivedAt` are taken, all or none. The first reason for no, in the order of
 * trust.md §1.8, is the answer. On time means stamped before the deadline: its own millisecond is late.
 * Law: 招标投标法 28, 29; 电子招标投标办法 23, 27; trust.md §1.5, §1.8.
 */
export function decideLodgement(box: Box, lodged: readonly Proved[], receivedAt: Instant): Result<true> {
  const statements = lodged.map(({ statement }) => statement);
  const checks: (() => Result<unknown>)[] = [
    () => checkWindow(box, receivedAt), () => checkFirm(box, statements), () => checkStay(box, statements), () => checkParts(box, statements), () => checkConsortium(statements.filter(({ v }) => v === "dse/1"), box.consortium),
    () => all(statements.map((each) => checkTerms(box, each))), () => all(lodged.map(({ signature }) => signature)), () => all(statements.map((each) => checkPlace(box, each))),
    () => all(lodged.map(({ shares }) => shares)), () => all(lodged.map(({ content }) => content)),
  ];
  for (const check of checks) {
    const result = check();
    if (!result.ok) return result;
  }
  return ok(true);
}

function checkWindow(box: Box, receivedAt: Instant): Result<true> {
  for (const { deadline, state } of box.parts) {
    const inTime = comesInTime(receivedAt, deadline);
    if (!inTime.ok) return inTime;
    if (state !== "open") return refuse("box-not-open", { lot: box.lot, state });
  }
  return ok(true);
}

/** Whether what came at an instant came before its deadline. Law: 招标投标法 28. */
export const comesInTime = (receivedAt: Instant, deadline: Instant): Result<true> =>
  receivedAt < deadline ? ok(true) : refuse("bid-too-late", { receivedAt: rfc3339(receivedAt), deadline: rfc3339(deadline), late: lateBy(receivedAt - deadline) });

/** 0.412 秒; whole minutes from two minutes on. @param ms at least 0 */
function lateBy(ms: number): string {
  const seconds = `${String(Math.floor(ms / 1_000))}.${String(ms % 1_000).padStart(3, "0")} 秒`;
  return ms < 120_000 ? seconds : `${String(Math.floor(ms / 60_000))} 分钟`;
}

function checkFirm(box: Box, statements: readonly Statement[]): Result<true> {
  if (!box.firms.ok) return box.firms;
  if (!box.admitted) return refuse("not-admitted", { lot: box.lot });
  const isBid = statements.some((each) => each.v === "dse/1");
  if (isBid && box.guaranteeMissing !== null) return refuse("guarantee-missing", { amount: box.guaranteeMissing });
  return ok(true);
}

/** Whether nothing is taken back that stays by law. */
function checkStay({ bidsStay }: Box, statements: readonly Statement[]): Result<true> {
  return bidsStay !== null && statements.some(({ v }) => v === "dse-withdraw/1") ? refuse("bid-stays", { law: bidsStay.zh, lawEn: bidsStay.en }) : ok(true);
}

/**
 * After a lodgement every part has a bid of the bidder that is good under the newest terms, or none has: a half bid would be an
 * unfinished transmission. A withdrawal or a confirmation is about every part that stands.
 */
function checkParts(box: Box, statements: readonly Statement[]): Result<true> {
  const kinds = new Set(statements.map((each) => each.v));
  if (kinds.size !== 1) return refuse("bid-mixed");
  const seen = new Set<string>();
  for (const { part } of statements) {
    if (!box.parts.some((each) => each.part === part)) return refuse("bid-part-unknown", { part });
    if (seen.has(part)) return refuse("bid-part-twice", { part });
    seen.add(part);
  }
  const isLeftOut = kinds.has("dse/1") ? (each: PartBox) => !isGood(each) : (each: PartBox) => stands(each.last);
  const missing = box.parts.filter((each) => !seen.has(each.part) && isLeftOut(each)).map((each) => each.part);
  return missing.length === 0 ? ok(true) : refuse("bid-parts-missing", { parts: missing.join("、") });
}

function checkTerms(box: Box, statement: Statement): Result<unknown> {
  const mine = box.parts.find((each) => each.part === statement.part);
  return mine === undefined ? refuse("bid-part-unknown", { part: statement.part }) : checkAgainstTerms(statement, mine.terms, mine.termsSha256, box.exchange);
}

/** Whether the part's bid waits for a confirmation. */
function checkAsked(mine: PartBox | undefined, part: string): Result<true> {
  if (mine === undefined || !isGood(mine)) return ok(true);
  return mine.last?.kind === "dse-confirm/1" ? refuse("bid-confirmed", { part }) : refuse("confirmation-not-asked", { part });
}

/** Whether it follows what the bidder lodged before, repeats none of it, and confirms only what asks for it. */
function checkPlace(box: Box, statement: Statement): Result<unknown> {
  const mine = box.parts.find((each) => each.part === statement.part);
  const last = mine?.last ?? null;
  const sequence = checkSequence(statement, last);
  if (!sequence.ok) return sequence;
  if (statement.v === "dse-confirm/1") return checkAsked(mine, statement.part);
  const isRepeat = statement.v === "dse/1" && (box.used.has(statement.content.sha256) || box.used.has(statement.recipient));
  return isRepeat ? refuse("bid-repeated", { part: statement.part }) : ok(true);
}
