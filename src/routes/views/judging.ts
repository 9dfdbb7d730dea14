import type { Actor } from "../../identity/actor.js";
import { can } from "../../identity/can.js";
import { lineOf } from "../../lines/lines.js";
import type { Stage } from "../../procedure/procedure.js";
import { firmsTwice, type FirmTwice } from "../../bidding/consortium.js";
import { readRechecked, type Rechecked } from "../../bidding/precheck.js";
import { judgedBidders } from "../../bidding/qualified.js";
import { guaranteedIn } from "../../bidding/use-cases/guarantee.js";
import { resultText } from "../../bidding/rank.js";
import type { Ranked } from "../../bidding/ties.js";
import { organisationName, parentsOf } from "../../identity/queries.js";
import { findingsIn, leaningIn } from "../../judging/findings.js";
import { reopenedItems, unsettledIn } from "../../judging/panel-changes.js";
import { readCandidates, type KeptCandidate } from "../../judging/candidates.js";
import { standsOf } from "../../judging/opinion.js";
import { askedOf, changesOf, draftOf, evaluationOf, isRankingPublic, membersOf, opinionsOf, rejectionsOf, reviewOf, sheetsOf, type EvaluationRow, type MemberRow } from "../../judging/queries.js";
import { isDrawnByBuyer, readDraws } from "../../judging/tie-draw.js";
import { nameIn, rankBids, undecidedIn } from "../../judging/totals.js";
import { judgedOf } from "../../judging/use-cases/bids.js";
import { criteriaOf, scoredPart, unsignedMembers, type Place } from "../../judging/use-cases/panel.js";
import { biddersKnown, recheckOf } from "../../judging/use-cases/recheck.js";
import { standingResult } from "../../judging/use-cases/sign-report.js";
import { base64 } from "../../kernel/bytes.js";
import { moneyJson, type MoneyJson } from "../../kernel/money.js";
import { ok, refuse, type Result } from "../../kernel/result.js";
import { rfc3339, type Instant } from "../../kernel/time.js";
import { openedFilesOf, openingsOf, reserveOf } from "../../opening/queries.js";
import { partiesOf, partyName } from "../../opening/use-cases/parties.js";
import { revealedAmount } from "../../opening/use-cases/reserve.js";
import { prequalificationOf, roundOf } from "../../tenders/entry.js";
import { lotOf } from "../../tenders/form.js";
import { isOwnTender, ownerOf } from "../../tenders/owner.js";
import { tenderById, type LotRow, type PartRow, type Tender } from "../../tenders/queries.js";
import { codesOf } from "../../blind/codes.js";
import { blindCodesOf } from "../../blind/queries.js";
import { evaluationPausedSince, memberPlace } from "../../venues/queries.js";
import type { World } from "../../world.js";
import type { Answer } from "../endpoint.js";
import { shownQuestion } from "./bid-questions.js";
import { blindView, codedBids, leaksShown, statementBehind, type Unnamed } from "./blind.js";

type Seen = { readonly tender: Tender; readonly lot: LotRow; readonly parts: readonly PartRow[]; readonly key: Place & { readonly exchangeId: string }; readonly members: readonly MemberRow[] };

async function lotAt(world: World, { tenderId, lot }: Place): Promise<Seen | null> {
  const tender = await tenderById(world.db, world.exchange.id, tenderId);
  const row = tender?.lots.find((each) => each.lot === lot);
  if (tender === null || row === undefined) return null;
  const key = { exchangeId: world.exchange.id, tenderId, lot };
  return { tender, lot: row, parts: tender.parts.filter((part) => part.lot === lot), key, members: await membersOf(world.db, key, roundOf(tender.form, row, tender.allParts)) };
}

/** The lot as its committee member sees it; nobody else learns that it has a committee. */
async function seatedAt(world: World, actor: Actor, place: Place): Promise<Result<Seen & { readonly me: MemberRow }>> {
  const seen = await lotAt(world, place);
  const me = seen?.members.find(({ actor_id }) => actor_id === actor.id);
  return seen === null || me === undefined ? refuse("not-on-panel") : ok({ ...seen, me });
}

/** What hides the bidders of a blind lot from its committee; null where nothing does, or no longer. */
async function hiddenBy(world: World, seen: Seen): Promise<Unnamed | null> {
  const { tender, key } = seen;
  const codes = await blindCodesOf(world.db, key);
  if (codes === null || (await biddersKnown(world.db, world, seen)).ok) return null;
  return { codes, asked: lotOf(tender.form, key.lot).parts.find(({ part }) => part === codes.part)?.requiredFiles ?? [] };
}

export type PanelFile = { readonly st: string; readonly name: string; readonly ordinal: number; readonly size: number; readonly href: string };
export type PanelBid = { readonly bidder: string; readonly part: string; readonly how: string; readonly form: unknown; readonly files: readonly PanelFile[]; /** The check before sealing against the opened files (trust.md §1.3). */ readonly precheck: Rechecked | null; /** Whether the guarantee the documents ask for stands. */ readonly guaranteed: boolean };

/** Every bid of the parts that are opened, with its files; not those whose bidder was found unqualified before the committee sat (87号令 44). */
async function namedBids(world: World, { tender, parts, key }: Pick<Seen, "tender" | "parts" | "key">, room: "panel" | "qualification"): Promise<PanelBid[]> {
  const bids: PanelBid[] = [];
  const firms = await guaranteedIn(world.db, world, tender, key.lot);
  const review = (await evaluationOf(world.db, key))?.qualification ?? null;
  for (const { part } of parts.filter(({ state }) => state === "opened")) {
    const openings = await openingsOf(world.db, { ...key, part });
    const judged = judgedBidders(openings.map(({ bidder }) => bidder), review);
    for (const { bidder, how, form, precheck, statement_sha256: st } of openings.filter((each) => judged.includes(each.bidder))) {
      const files = (await openedFilesOf(world.db, key.exchangeId, st)).map(({ name, ordinal, size }) =>
        ({ st, name, ordinal, size: Number(size), href: `/api/v1/tenders/${key.tenderId}/lots/${key.lot}/${room}/files/${st}/${String(ordinal)}` }));
      bids.push({ bidder, part, how, form: form === null ? null : (JSON.parse(Buffer.from(form).toString("utf8")) as unknown), files, precheck: readRechecked(precheck), guaranteed: firms?.has(bidder) !== false });
    }
  }
  return bids.toSorted((left, right) => (left.bidder < right.bidder ? -1 : left.bidder > right.bidder ? 1 : 0));
}

/** The same as members see them while something hides the bidders. */
const shownBids = (named: readonly PanelBid[], hidden: Unnamed | null): readonly PanelBid[] => (hidden === null ? named : codedBids(named, hidden));

/** What a member sees: its label, the opened bids, the criteria, and the sheet to sign with the scores left empty. */
export async function panelView(world: World, actor: Actor, place: Place): Promise<Result<Answer>> {
  const seated = await seatedAt(world, actor, place);
  if (!seated.ok) return seated;
  const { tender, lot, parts, key, me } = seated.value;
  const [signed, rejections, evaluation] = [await sheetsOf(world.db, key), await rejectionsOf(world.db, key), await evaluationOf(world.db, key)];
  const [hidden, codes] = [await hiddenBy(world, seated.value), await blindCodesOf(world.db, key)];
  const bids = shownBids(await namedBids(world, seated.value, "panel"), hidden);
  const first = scoredPart(parts);
  const opened = bids.filter(({ part, how }) => part === first && (how === "threshold" || how === "bidder-key")).map(({ bidder }) => bidder);
  const scored = hidden === null ? codesOf(opened, codes) : opened;
  const criteria = criteriaOf(tender, lot.lot);
  const { names, twice, consortia } = hidden === null ? await partiesShown(world, seated.value) : { names: Object.fromEntries(scored.map((code) => [code, code])), twice: [], consortia: [] };
  const report = await reportNow(world, seated.value);
  const sheets = await sheetsNow(world, seated.value);
  return ok({ body: {
    tender: tender.id, lot: lot.lot, title: tender.form.title, stage: lot.stage, label: me.label, chair: me.chair, kind: me.kind, method: lotOf(tender.form, lot.lot).method, criteria, names, bids,
    parts: parts.map(({ part, state, finished_at, proceed_outbox }) => ({ part, state, finished: finished_at !== null, free: proceed_outbox !== null })), ...await onSiteNow(world, seated.value),
    sheet: { v: "sheet/1", exchange: world.exchange.origin, tender: tender.id, lot: lot.lot, part: first, expert: me.label,
      scores: scored.map((bidder) => ({ bidder, items: criteria.map(({ id }) => ({ criterion: id, score: "", reason: "" })) })) },
    signed: signed.filter(({ label }) => label === me.label).map(({ part, sheet, signed_at }) => ({ part, sheet: base64(sheet), at: rfc3339(signed_at.getTime() as Instant) })),
    sheets: { signed: signed.length, of: seated.value.members.length }, inputs: me.chair ? (evaluation?.corrections ?? null) : null,
    ...sheets, report, ranking: me.chair || report.result !== null ? await rankingNow(world, seated.value) : null, rejections: rejections.map(({ bidder, ground, clause, reason }) => ({ bidder, ground, clause, finding: reason })),
    firmsTwice: twice, consortia, reserve: await reserveNow(world, key), asked: hidden === null ? (await askedOf(world.db, key)).map(shownQuestion) : [], blind: blindView(codes, hidden), leaks: await leaksFor(world, seated.value, hidden),
  } });
}

/** The member's own sheet as it is being filled, and once every sheet is signed what stands in all of them: no member sees another's scores before (individual first, then together). */
async function sheetsNow(world: World, { tender, lot, key, me, members, parts }: Seen & { readonly me: MemberRow }) {
  const [draft, changes, signed] = [await draftOf(world.db, key, me.label), await changesOf(world.db, key), await sheetsOf(world.db, key)];
  const reopened = signed.some(({ label }) => label === me.label) ? null : reopenedItems(me.label, changes);
  const together = (await unsignedMembers(world.db, key, members)) === 0 ? await recheckOf(world.db, { tender, lot, key }, await judgedOf(world.db, world, { tender, lot, parts, key })) : null;
  return {
    draft: draft.map(({ bidder, criterion, score, reason, saved_at }) => ({ bidder, criterion, score, reason, at: rfc3339(saved_at.getTime() as Instant) })), reopened,
    recheck: together === null ? null : {
      sheets: together.sheets.map(({ expert, scores }) => ({ expert, scores })), findings: findingsIn(together), unsettled: unsettledIn(together), leaning: leaningIn(together), kept: changes.flatMap((each) => (each.kind === "kept" ? [{ expert: each.expert, ...each.item, score: each.score, reason: each.reason }] : [])),
    },
  };
}

/** Where the member evaluates, and since when a lost link pauses it; null where no room is booked, and while nothing is lost. */
async function onSiteNow(world: World, { key, me }: Seen & { readonly me: MemberRow }) {
  const [place, since] = [await memberPlace(world.db, key, me.label), await evaluationPausedSince(world.db, key)];
  return { place: place === null ? null : { ...place, from: rfc3339(place.from), until: rfc3339(place.until) }, pausedSince: since === null ? null : rfc3339(since) };
}

/** The reserve estimate that was read out, for reference alone (条例 50); null where none was. */
async function reserveNow(world: World, key: Seen["key"]): Promise<MoneyJson | null> {
  const reserve = await reserveOf(world.db, key);
  const amount = reserve === null ? null : revealedAmount(world, reserve);
  return amount === null ? null : moneyJson(amount);
}

/** Signs of identity are the chair's to look at, once bidders are known: before that they would name them. */
const leaksFor = async (world: World, { me, key }: Seen & { readonly me: MemberRow }, hidden: Unnamed | null) => (me.chair && hidden === null ? ((await leaksShown(world, key)) ?? []) : []);

/** Who bids as members see it: by name, who bids more than once, and what a consortium counts as. */
async function partiesShown(world: World, seen: Seen) {
  const consortia = (await judgedOf(world.db, world, seen)).bids.flatMap(({ bidder, grades }) => (grades === undefined ? [] : [{ bidder, ...grades }]));
  return { ...(await partiesIn(world, seen)), consortia };
}

/** Everybody on the closed lists by name, in a consortium with all its members, and the firms that bid more than once. */
async function partiesIn(world: World, { parts, key }: Seen): Promise<{ readonly names: Readonly<Record<string, string>>; readonly twice: readonly FirmTwice[] }> {
  const parties = await partiesOf(world.db, world, parts);
  const twice = firmsTwice(parties, await parentsOf(world.db, key.exchangeId, parties.flatMap(({ bidder, members }) => [bidder, ...members])));
  const names: Record<string, string> = {};
  for (const firm of twice.flatMap((each) => [each.firm, ...each.branches])) names[firm] = (await organisationName(world.db, key.exchangeId, firm)) ?? firm;
  for (const party of parties) names[party.bidder] = await partyName(world.db, key.exchangeId, party);
  return { names, twice };
}

/** The result that members sign or disagree with, what this one said of it, and how many said what: who said it is told by the report. */
async function reportNow(world: World, seated: Seen & { readonly me: MemberRow }) {
  const { key, me, members } = seated;
  const result = await standingResult(world.db, world, seated, members);
  const kept = await opinionsOf(world.db, key);
  const stands = standsOf(members, kept, result.ok ? result.value : "");
  const own = stands.find(({ expert }) => expert === me.label);
  const countOf = (wanted: string): number => stands.filter(({ stand }) => stand === wanted).length;
  return {
    refusal: result.ok ? null : result.refusal, result: result.ok ? result.value : null, signed: countOf("signed"), dissenting: countOf("dissent"), open: countOf("deemed"),
    own: own === undefined || own.stand === "deemed" ? null : { agrees: own.stand === "signed", opinion: own.opinion, reason: own.reason, signedAt: own.signedAt ?? "", earlier: own.earlier },
  };
}

/** What the ranking would be by what is entered, or what is still missing. Null before every part is opened and after the report. */
async function rankingNow(world: World, { tender, lot, parts, key }: Seen): Promise<unknown> {
  if (lot.stage !== "evaluating" || parts.some(({ finished_at }) => finished_at === null)) return null;
  const ranking = rankBids(await judgedOf(world.db, world, { tender, lot, parts, key }));
  if (!ranking.ok) return { refusal: ranking.refusal, places: [], setAside: [] };
  const { places, setAside } = ranking.value;
  const figuresOf = (place: Ranked) => ({ bidder: place.bidder, price: moneyJson(place.contractPrice), total: resultText(place) });
  return { refusal: null, places: places.map((place) => ({ ...figuresOf(place), rank: place.rank, decidedBy: place.decidedBy })), setAside: setAside.map((place) => ({ ...figuresOf(place), behind: place.behind })) };
}

/** The review of the applications as a member sees it: what to rule on, who applied, and the file that stands. */
export async function reviewView(world: World, actor: Actor, place: Place): Promise<Result<Answer>> {
  const seated = await seatedAt(world, actor, place);
  if (!seated.ok) return seated;
  const { tender, lot, key, me, members } = seated.value;
  const entry = prequalificationOf(tender.form);
  if (entry === null || lot.stage !== "prequal_review") return refuse("applications-not-opened", { lot: lot.lot });
  const applications = shownBids(await namedBids(world, seated.value, "panel"), await hiddenBy(world, seated.value));
  const names: Record<string, string> = {};
  for (const { bidder } of applications) names[bidder] = (await organisationName(world.db, key.exchangeId, bidder)) ?? bidder;
  const review = await reviewOf(world.db, key);
  return ok({ body: {
    tender: tender.id, lot: lot.lot, title: tender.form.title, stage: lot.stage, label: me.label, chair: me.chair, items: entry.items, limit: entry.limit, names, applications,
    review: review === null ? null : { version: review.row.version, sha256: review.row.sha256, file: base64(review.row.file), signed: review.signatures.length, of: members.length, mine: review.signatures.some(({ label }) => label === me.label) },
  } });
}

/** One file of an opened bid, for a member of this lot's committee alone. */
export async function panelFile(world: World, actor: Actor, place: Place, asked: AskedFile): Promise<Result<FoundFile>> {
  const seated = await seatedAt(world, actor, place);
  return seated.ok ? fileOf(world, seated.value, asked) : seated;
}

type AskedFile = { readonly st: string; readonly ordinal: number };
/** `isBlind`: it may be shown only without what it says of its making. */
type FoundFile = { readonly name: string; readonly size: string; readonly sha256: string; readonly isBlind: boolean };

async function fileOf(world: World, seen: Seen, asked: AskedFile): Promise<Result<FoundFile>> {
  const hidden = await hiddenBy(world, seen);
  const named = await namedBids(world, seen, "panel");
  const here = shownBids(named, hidden).flatMap(({ files }) => files).find(({ st, ordinal }) => st === asked.st && ordinal === asked.ordinal);
  const st = hidden === null ? asked.st : statementBehind(named, hidden, asked.st);
  const file = here === undefined || st === null ? undefined : (await openedFilesOf(world.db, world.exchange.id, st)).find(({ ordinal }) => ordinal === asked.ordinal);
  return here === undefined || file === undefined ? refuse("not-found", { what: `${asked.st}/${String(asked.ordinal)}` }) : ok({ name: here.name, size: file.size, sha256: file.sha256, isBlind: hidden !== null });
}

/** The opened bids of a lot whose buyer reviews who qualifies, for that buyer while it is to do so (87号令 44). */
async function reviewedAt(world: World, actor: Actor, place: Place): Promise<Result<Seen>> {
  const seen = await lotAt(world, place);
  if (seen === null) return refuse("not-found", { what: `${place.tenderId}/${place.lot}` });
  const may = can(actor, "qualification.review", ownerOf(seen.tender));
  if (!may.ok) return may;
  const reviews = lineOf(seen.tender.row.line).moves.some(({ name, from }) => name === "reviewQualification" && from.includes(seen.lot.stage as Stage));
  return reviews ? ok(seen) : refuse("qualification-not-now", { lot: place.lot });
}

/** Who is reviewed, with the files of each. */
export async function qualificationView(world: World, actor: Actor, place: Place): Promise<Result<{ readonly bids: readonly (Pick<PanelBid, "bidder" | "files"> & { readonly name: string })[] }>> {
  const seen = await reviewedAt(world, actor, place);
  if (!seen.ok) return seen;
  const { names } = await partiesIn(world, seen.value);
  return ok({ bids: (await namedBids(world, seen.value, "qualification")).filter(({ how }) => how === "threshold" || how === "bidder-key").map(({ bidder, files }) => ({ bidder, name: names[bidder] ?? bidder, files })) });
}

/** Between whom the purchaser has to draw now, by code and name, and what it drew. Who is equal with whom is told to nobody else before the report. */
export async function tieDrawView(world: World, actor: Actor, place: Place): Promise<Result<{ readonly equals: readonly { readonly bidder: string; readonly name: string }[]; readonly draws: readonly unknown[] }>> {
  const seen = await lotAt(world, place);
  const may = can(actor, "ties.draw", seen === null ? {} : ownerOf(seen.tender));
  if (!may.ok) return may;
  if (seen === null) return refuse("not-found", { what: `${place.tenderId}/${place.lot}` });
  const judged = await judgedOf(world.db, world, seen);
  const equals = seen.lot.stage === "evaluating" && isDrawnByBuyer(judged.method) ? undecidedIn(judged) : [];
  return ok({ equals: equals.map((bidder) => ({ bidder, name: nameIn(judged.bids, bidder) })), draws: readDraws((await evaluationOf(world.db, seen.key))?.tie_draws) });
}

/** One of these files. */
export async function qualificationFile(world: World, actor: Actor, place: Place, asked: AskedFile): Promise<Result<FoundFile>> {
  const seen = await reviewedAt(world, actor, place);
  return seen.ok ? fileOf(world, seen.value, asked) : seen;
}

/** A candidate as the address has always said it: what works ask stands by name beside the answers. */
function candidateJson(candidate: KeptCandidate) {
  const { days, quality, "leader.name": name = "", "leader.certificate": certificate = "", "leader.certificateNumber": certificateNumber = "" } = candidate.answers;
  return { ...candidate, days, quality, leader: { name, certificate, certificateNumber } };
}

/** The evaluation: for everybody once the candidates are published; before that for the committee, the tenderer and the supervisor. */
export async function evaluationView(world: World, actor: Actor | null, place: Place): Promise<Result<Answer>> {
  const seen = await lotAt(world, place);
  const evaluation = seen === null ? null : await evaluationOf(world.db, seen.key);
  if (seen === null || evaluation?.totals == null || !maySee(seen, evaluation, actor)) return refuse("not-found", { what: `${place.tenderId}/${place.lot}` });
  return ok({ body: {
    method: jsonOf(evaluation.method), totals: jsonOf(evaluation.totals), reportAt: timeOf(evaluation.report_at), candidates: readCandidates(evaluation.candidates).map(candidateJson),
    publicity: evaluation.publicity_until === null ? null : { from: evaluation.publicity_from, until: timeOf(evaluation.publicity_until) },
    winner: evaluation.notified_at === null ? null : evaluation.winner, notifiedAt: timeOf(evaluation.notified_at), contractDue: timeOf(evaluation.contract_due), contractedAt: timeOf(evaluation.contracted_at),
  } });
}

function maySee({ tender, members }: Seen, evaluation: EvaluationRow, actor: Actor | null): boolean {
  if (isRankingPublic(evaluation)) return true;
  if (actor === null) return false;
  return actor.role === "supervisor" || isOwnTender(tender, actor) || members.some(({ actor_id }) => actor_id === actor.id);
}

const jsonOf = (bytes: Uint8Array | null): unknown => (bytes === null ? null : JSON.parse(Buffer.from(bytes).toString("utf8")));
const timeOf = (date: Date | null): string | null => (date === null ? null : rfc3339(date.getTime() as Instant));
