import type { Row } from "../../../db/schema.js";
import type { Json } from "../../../kernel/canonical-json.js";
import { parseMoney, yuan } from "../../../kernel/money.js";
import { organisationName } from "../../../identity/queries.js";
import { leavesOfTender, type TimedLeaf } from "../../../journal/queries/for-pages.js";
import { readRechecked } from "../../../bidding/precheck.js";
import { answerIn, readForm } from "../../../opening/form.js";
import { additionsOf, closeOf, confirmationsOf, disputesOf, handOrdersOf, openingsOf, releasesOf, reserveOf, type DisputeRow, type ReserveRow, type OpenedRow } from "../../../opening/queries.js";
import { pricePart, reserveState, type ReserveState } from "../../../opening/reserve.js";
import { driftNow } from "../../../opening/use-cases/by-hand.js";
import { causeWords } from "../../../opening/use-cases/hall.js";
import { partyName } from "../../../opening/use-cases/parties.js";
import { revealedAmount } from "../../../opening/use-cases/reserve.js";
import { liveOf, type LiveBid } from "../../../opening/use-cases/release.js";
import type { Instant } from "../../../kernel/time.js";
import type { Cause } from "../../../signing/blame.js";
import { sha256Hex } from "../../../signing/hash-node.js";
import { APPLICATION } from "../../../bidding/admitted.js";
import { bidFormOf, lineOf } from "../../../lines/lines.js";
import { headingOf, priceName, readOut, type FormField } from "../../../procedure/bid-form.js";
import { titleOfPart } from "../../../tenders/entry.js";
import { lotOf } from "../../../tenders/form.js";
import { noticesOf, openerOffices, type PartRow, type Tender } from "../../../tenders/queries.js";
import type { Language } from "../../../web/context.js";
import { reserveWords } from "../../../web/messages/reserve.js";
import type { HallBid, HallEvent, HallView } from "../../../web/pages/hall.js";
import { pathsOf } from "../../../web/paths.js";
import type { Step } from "../../../web/views.js";
import type { World } from "../../../world.js";
import { deadlineView } from "./dates.js";
import { entryOf, entryWords, textIn, type Entry, type NameOf } from "./entry-words.js";
import { hallId, instantOf, maybeInstant } from "./lists.js";

/** A sign-in, a decryption and a confirmation of each of many hundred bidders, in two parts. */
const EVENTS_MAX = 10_000;
/** Leaves a hall tells of, beside notices of its lot. */
const TOLD = new Set(["hall", "lot.close", "lot.close.add", "lot.proceed", "share.release", "reserve.revealed", "reserve.lost", "lot.open", "lot.fail", "lot.order", "lot.dispute", "lot.dispute.decide", "by-hand", "incident"]);

type Acts = Awaited<ReturnType<typeof confirmationsOf>>;

/** One part of a lot as its hall shows it, before what the reader may do. */
export type HallReading = {
  readonly tender: Tender; readonly part: PartRow; readonly live: readonly LiveBid[] | null; readonly listSha256: string | null; readonly openings: readonly OpenedRow[]; readonly acts: Acts;
  /** When each opener gave its shares. */
  readonly releases: ReadonlyMap<string, Date>; readonly names: ReadonlyMap<string, string>;
  readonly disputes: readonly DisputeRow[];
  /** The reserve estimate of the lot, as far as there is one. */
  readonly reserve: { readonly state: ReserveState; readonly row: ReserveRow | null; /** Whether it is due now, in the part that is shown. */ readonly isOwed: boolean };
  /** Additions to the closed list that were asked for. */
  readonly additions: readonly Row<"close_additions">[];
  /** Orders by hand, and whether the clock is such that they count. */
  readonly orders: readonly Row<"hand_orders">[]; readonly isClockOff: boolean;
};

/** The part a hall shows when nobody asks for another: the last one that was started, else the first. */
export function shownPart(tender: Tender, lot: string, asked: string | undefined): PartRow | null {
  const parts = tender.parts.filter((each) => each.lot === lot);
  return parts.find(({ part }) => part === asked) ?? parts.findLast(({ started_at }) => started_at !== null) ?? parts[0] ?? null;
}

/** Reads what a hall needs; before the close no table of bids is looked at. */
export async function readHall(world: World, tender: Tender, part: PartRow): Promise<HallReading> {
  const { db, exchange } = world;
  const key = { exchangeId: exchange.id, tenderId: tender.id, lot: part.lot, part: part.part };
  const { driftMs, isOff } = driftNow(world);
  const common = { tender, part, reserve: await readReserve(world, tender, part), additions: await additionsOf(db, key), orders: await handOrdersOf(db, key), disputes: await disputesOf(db, key), isClockOff: isOff || (driftMs === null && isOverdue(part, world.clock())) };
  const close = await closeOf(db, key);
  if (close === null) return { ...common, live: null, listSha256: null, openings: [], acts: [], releases: new Map(), names: new Map() };
  const [found, openings, acts, releases] = [await liveOf(db, key), await openingsOf(db, key), await confirmationsOf(db, key), await releasesOf(db, key)];
  const live = found?.live ?? [];
  const names = new Map<string, string>();
  for (const { row, statement } of live) names.set(row.bidder, await partyName(db, exchange.id, { bidder: row.bidder, members: statement.bidder.members ?? [] }));
  for (const uscc of new Set([...acts.map(({ bidder }) => bidder), ...common.disputes.map(({ bidder }) => bidder)].filter((each) => !names.has(each)))) names.set(uscc, (await organisationName(db, exchange.id, uscc)) ?? uscc);
  return { ...common, live, listSha256: sha256Hex(close.row.entry), openings, acts, releases: new Map(releases.map(({ opener, given_at }) => [opener, given_at])), names };
}

async function readReserve({ db, exchange }: World, tender: Tender, part: PartRow): Promise<HallReading["reserve"]> {
  const row = await reserveOf(db, { exchangeId: exchange.id, tenderId: tender.id, lot: part.lot });
  const state = reserveState(tender, part.lot, row);
  return { state, row, isOwed: state === "committed" && pricePart(tender, part.lot)?.part === part.part && (part.state === "releasing" || (part.state === "opened" && part.finished_at === null)) };
}

function reserveLine(world: World, { tender, reserve: { state, row } }: Pick<HallReading, "tender" | "reserve">, language: Language): HallView["reserve"] {
  const { line } = reserveWords(language);
  if (state === "unset") return null;
  if (row === null) return { line: state === "due" ? line.due : line.missed, href: null };
  if (row.end === null) return { line: line.committed(String(row.idx ?? "—")), href: null };
  const amount = revealedAmount(world, row);
  return { line: amount === null ? line.lost(row.end.lost_reason ?? "") : line.revealed(yuan(amount), lineOf(tender.row.line).words.reserve?.meaning[language] ?? null), href: null };
}

/** Whether the clock owes the part a step that has not come. */
const isOverdue = ({ state, deadline, objections_until, window_until }: PartRow, now: Instant): boolean =>
  [state === "open" ? deadline : state === "closed" ? (objections_until ?? deadline) : state === "releasing" ? window_until : null].some((due) => due !== null && due.getTime() <= now);

const STEPS = { zh: ["投标截止", "核对名单", "解密", "唱标", "确认与异议", "开标结束"], en: ["close", "check the list", "decryption", "singing-out", "confirm or object", "finished"] } as const;
const AT: Readonly<Record<PartRow["state"], number>> = { "draft": 0, "open": 0, "closed": 1, "releasing": 2, "opened": 4, "not-opened": 2 };

/** Whether the lot failed before this part was opened: what it never came to is not done, and not under way. */
const isStopped = ({ finished_at, state }: PartRow): boolean => finished_at === null && state === "not-opened";

function stepsOf(part: PartRow, language: Language): Step[] {
  const isUnclosed = part.state === "closed" && part.close_outbox === null;
  const at = part.finished_at !== null ? STEPS.zh.length : isUnclosed ? 0 : AT[part.state];
  return STEPS[language].map((label, index) => ({ label, state: index < at ? "done" : index === at && !isStopped(part) ? "current" : "ahead" }));
}

function stateOf(part: PartRow): HallView["state"] {
  if (part.finished_at !== null || part.state === "not-opened") return "ended";
  return part.state === "open" || part.state === "draft" ? "planned" : "running";
}

const COUNTS = { zh: { deadline: "距投标截止", list: "名单异议剩余时间", window: "解密剩余时间" }, en: { deadline: "until the deadline", list: "to say that a bid is missing", window: "left for decryption" } } as const;

function countsOf(part: PartRow, language: Language): HallView["counts"] {
  const words = COUNTS[language];
  if (part.state === "open") return { label: words.deadline, until: instantOf(part.deadline) };
  if (part.state === "closed" && part.after === null && part.objections_until !== null) return { label: words.list, until: instantOf(part.objections_until) };
  return part.state === "releasing" && part.window_until !== null ? { label: words.window, until: instantOf(part.window_until) } : null;
}

/** Names are out when the opening begins: before it the closed list names nobody, and a lot that fails unopened never does. */
function bidsOf({ tender, part, live, openings, acts, names }: HallReading, language: Language): readonly HallBid[] | null {
  if (live === null) return null;
  const { fields } = bidFormOf(tender.row.line, tender.form.kind);
  const unnamed = language === "zh" ? "密封件" : "Sealed bid";
  return live.map(({ row }, index) => {
    const end = openings.find((each) => each.statement_sha256 === row.statement_sha256);
    const done = (wanted: string): Instant | null => maybeInstant(acts.find(({ bidder, kind }) => bidder === row.bidder && kind === wanted)?.at ?? null);
    const [signedInAt, objectedAt, confirmedAt] = [done("sign-in"), done("object"), done("confirm")];
    const isNamed = part.part !== APPLICATION && (part.started_at !== null || signedInAt !== null); // who applied is secret (招标投标法 22)
    return {
      order: index + 1, bidder: isNamed ? (names.get(row.bidder) ?? row.bidder) : `${unnamed} ${row.statement_sha256.slice(0, 12)}…`, signedInAt, ...endOf(end, part), precheck: part.sung_at === null ? null : (readRechecked(end?.precheck)?.state ?? null),
      sung: part.sung_at === null ? null : sungOf(end, fields), ...confirmationOf(objectedAt, confirmedAt, maybeInstant(part.finished_at)),
    };
  });
}

/** Who has said nothing when the opening ends is taken to confirm its record. */
function confirmationOf(objectedAt: Instant | null, confirmedAt: Instant | null, finishedAt: Instant | null): Pick<HallBid, "confirmation" | "confirmedAt"> {
  if (objectedAt !== null) return { confirmation: "objected", confirmedAt: objectedAt };
  if (confirmedAt !== null) return { confirmation: "confirmed", confirmedAt };
  return { confirmation: finishedAt === null ? "none" : "deemed", confirmedAt: finishedAt };
}

function endOf(end: OpenedRow | undefined, part: PartRow): Pick<HallBid, "state" | "cause" | "openedAt" | "decidedAt"> {
  if (end === undefined) return { state: isStopped(part) ? "unopened" : "waiting", cause: null, openedAt: null, decidedAt: null };
  const isOpen = end.how === "threshold" || end.how === "bidder-key";
  const decidedAt = instantOf(end.opened_at);
  return { state: isOpen ? "opened" : "failed", cause: end.cause === null ? null : causeWords(end.cause as Cause), openedAt: end.how === "not-opened" ? null : decidedAt, decidedAt };
}

function sungOf(end: OpenedRow | undefined, fields: readonly FormField[]): HallBid["sung"] {
  if (end?.form == null) return null;
  const form = readForm(end.form);
  return form.price === null ? null : { priceFen: form.price, answers: readOut(fields).map((field) => answerWords(answerIn(form, field))) };
}

/** What the price is called and what is read out beside it. */
function headingsOf({ row, form }: Tender, language: Language): Pick<NonNullable<HallView["prices"]>, "price" | "asked"> {
  const { fields } = bidFormOf(row.line, form.kind);
  return { price: `${priceName(fields)[language]}${language === "zh" ? "（元）" : " (yuan)"}`, asked: readOut(fields).map((field) => ({ name: headingOf(field)[language], isNumber: field.kind !== "text" })) };
}

/** An answer as the hall shows it: money in yuan, a number of days, words. */
function answerWords(answer: Json): string | null {
  const money = parseMoney(answer);
  if (money.ok) return yuan(money.value);
  return typeof answer === "string" || typeof answer === "number" ? String(answer) : null;
}

/** Everything of the hall but what its reader may do. */
export async function hallView(world: World, reading: HallReading, language: Language): Promise<HallView> {
  const { tender, part, listSha256, releases, acts, names } = reading;
  const form = lotOf(tender.form, part.lot);
  const offices = await openerOffices(world.db, world.exchange.id);
  const openerNames = form.openers.map((opener) => ({ name: offices.find((each) => each.opener === opener)?.org_name ?? opener, releasedAt: maybeInstant(releases.get(opener) ?? null) }));
  const record = part.finished_at === null ? undefined : (await noticesOf(world.db, world.exchange.id, tender.id)).findLast(({ type, lot, published_at }) => type === "opening-record" && lot === part.lot && published_at.getTime() === part.finished_at?.getTime());
  return {
    title: tender.form.title, lotName: form.name, partName: titleOfPart(tender.form, part.lot, part.part), state: stateOf(part), opensAt: { at: instantOf(part.deadline), asked: deadlineView(tender, part.lot, world.clock(), language).explanation?.asked ?? null }, host: null, supervisors: [],
    faults: [], warnings: warningsOf(reading, language), steps: stepsOf(part, language), counts: countsOf(part, language), bids: bidsOf(reading, language), prices: part.has_form ? { sungAt: maybeInstant(part.sung_at), ...headingsOf(tender, language) } : null, releases: listSha256 === null || part.open_mode === "bidder" ? null : { needed: part.threshold, openers: openerNames }, listSha256,
    events: await eventsOf(world, reading, language), next: null, tasks: [], actions: [], keyHref: null, reserve: reserveLine(world, reading, language),
    objections: acts.filter(({ kind }) => kind === "object").map((each) => ({ bidder: names.get(each.bidder) ?? each.bidder, text: each.text, answer: each.answer, at: instantOf(each.at) })),
    script: null, record: record?.notice_id ?? null, eventsHref: `${pathsOf({ language }).hall(hallId(tender.id, part.lot))}/events`,
  };
}

const WARNINGS = {
  zh: { disputed: "截标名单有争议，待监督部门决定；决定前不开标、不接收份额。", upheld: "截标名单争议成立，本标段流标，投标文件不再开启。", stopped: "本标段已经流标或者终止，没有开启的投标文件不再开启。" },
  en: { disputed: "The closed list is disputed and waits for the supervisor: nothing is opened and no share taken before.", upheld: "A dispute over the closed list was upheld: the lot has failed and no bid of it will be opened.", stopped: "The lot has failed or ended: what was not opened of it never will be." },
} as const;

/** What keeps the room from going on: a dispute over any part of the lot stops all of them. */
function warningsOf({ tender, part, disputes, reserve }: HallReading, language: Language): string[] {
  const words = WARNINGS[language];
  if (tender.parts.some(({ lot, disputed }) => lot === part.lot && disputed)) return [words.disputed];
  if (disputes.some(({ outcome }) => outcome === "upheld")) return [words.upheld];
  if (reserve.isOwed && part.state === "releasing") return [reserveWords(language).line.waits];
  return isStopped(part) ? [words.stopped] : [];
}

/** Whether a leaf is one this lot's hall tells of. */
export const isTold = (entry: Entry, tender: string, lot: string, notices: ReadonlyMap<string, string>): boolean =>
  textIn(entry, "tender") === tender && ((TOLD.has(textIn(entry, "type")) && textIn(entry, "lot") === lot) || (textIn(entry, "type") === "notice" && notices.has(textIn(entry, "id"))));

/** The notices everybody may read of a lot, its own and the tender's, with their titles. */
export async function publicNotices({ db, exchange }: World, tender: string, lot: string): Promise<Map<string, string>> {
  return new Map((await noticesOf(db, exchange.id, tender)).filter((row) => row.audience === null && (row.lot === null || row.lot === lot)).map((row) => [row.notice_id, row.title]));
}

/** What a hall calls things by: documents and parts by their titles. */
export type Called = { readonly notices: ReadonlyMap<string, string>; readonly tender: Tender };

/** A line of the hall. */
export function lineWords(entry: Entry, language: Language, name: NameOf, { notices, tender }: Called): string {
  const title = textIn(entry, "type") === "notice" ? notices.get(textIn(entry, "id")) : undefined;
  if (title !== undefined) return `${language === "zh" ? "发布" : "published: "}《${title}》`;
  const part = titleOfPart(tender.form, textIn(entry, "lot"), textIn(entry, "part"));
  return entryWords({ ...entry, part }, language, name);
}

async function eventsOf(world: World, reading: HallReading, language: Language): Promise<HallEvent[]> {
  const { tender, part, names } = reading;
  const close = await closeOf(world.db, { exchangeId: world.exchange.id, tenderId: tender.id, lot: part.lot, part: part.part });
  if (close?.idx == null) return [];
  const leaves = await leavesOfTender(world.db, world.exchange.id, tender.id, { from: close.idx, limit: EVENTS_MAX });
  const notices = await publicNotices(world, tender.id, part.lot);
  const name: NameOf = (uscc) => names.get(uscc) ?? uscc;
  return leaves.filter((leaf) => isTold(entryOf(leaf.entry), tender.id, part.lot, notices)).map((leaf) => eventOf(leaf, part, (entry) => lineWords(entry, language, name, { notices, tender })));
}

const STEP_OF: Readonly<Record<string, number>> = { "start": 2, "sung": 3, "confirm": 4, "object": 4, "answer": 4, "finish": 5 };

function eventOf(leaf: TimedLeaf, { part }: PartRow, say: (entry: Entry) => string): HallEvent {
  const entry = entryOf(leaf.entry);
  const step = textIn(entry, "type") === "lot.close" ? 1 : textIn(entry, "type") === "hall" ? (STEP_OF[textIn(entry, "step")] ?? null) : null;
  return { seq: leaf.index, at: leaf.at, text: say(entry), step: textIn(entry, "part") === part ? step : null };
}
