import { allOrNothing, inTransaction, type Tx } from "../../db/database.js";
import type { Actor } from "../../identity/actor.js";
import { keepApproval, keepRequest } from "../../identity/use-cases/approvals.js";
import { appendToLog } from "../../journal/outbox.js";
import { canonical, type Json } from "../../kernel/canonical-json.js";
import type { Refusal } from "../../kernel/refusal.js";
import { must, ok, refuse, type Result } from "../../kernel/result.js";
import { tellReviewers } from "../../messages/use-cases/tell.js";
import { dayOf, rfc3339, type Instant } from "../../kernel/time.js";
import { asksConfirmation } from "../../notices/clarification.js";
import type { NoticeRecord } from "../../notices/record.js";
import { tenderNotice } from "../../notices/tender-notice.js";
import type { LotFacts } from "../../procedure/facts.js";
import { prequalNotice } from "../../notices/prequal-notice.js";
import { freezeRules, type FrozenRules } from "../../rules/rules.js";
import { lineOf } from "../../lines/lines.js";
import { sha256Hex } from "../../signing/hash-node.js";
import { acceptsAfter, parseTerms } from "../../signing/terms.js";
import type { World } from "../../world.js";
import type { CheckReport } from "../check/run.js";
import { prequalNoticeFacts, tenderNoticeFacts } from "../common.js";
import { ADMITTED_AUDIENCE, callFor, callMove, noticesOfRound, prequalificationOf, saleOf, tenderRound, type Call } from "../entry.js";
import { documentObjectionEnds, lotFacts, noticeFacts } from "../facts.js";
import { lotOf } from "../form.js";
import { issueNotice, type Issued } from "./issue.js";
import { CLOCK, makeMove, moverOf, type Mover } from "./move.js";
import { attemptNumber } from "../attempts.js";
import { attemptsOf } from "../queries/attempts.js";
import { documentsOf, leafOf, newestDocuments, noticesOf, openerKeysOf, openerOffices, recordOf, tenderById, termsOf, type LotRow, type NoticeRow, type OpenerKeyRow, type PartRow, type Tender } from "../queries.js";
import { admissionsOf } from "../queries/admissions.js";
import { planById } from "../queries/plans.js";
import { awaitsCall, awaitsInvitation } from "../schedule.js";
import { insertTerms, lockParts, lockTender, sharePlan, updatePart, updateTender } from "../store.js";
import { admitFirms } from "./admit.js";
import { keepCheck } from "./check.js";
import { heldTender } from "./held.js";
import { holdTender } from "./hold.js";
import { noticeVersion } from "./versions.js";

/** Makes the same move for every lot of a tender; the first refusal is the answer and nothing is written. */
export async function moveLots(tx: Tx, world: World, tender: Tender, name: string, mover: Mover, facts: (lot: LotRow) => LotFacts): Promise<Result<readonly Refusal[]>> {
  const warnings: Refusal[] = [];
  for (const lot of tender.lots) {
    const moved = await makeMove(tx, world, { tender, lot }, name, mover, facts(lot));
    if (!moved.ok) return moved;
    warnings.push(...moved.value);
  }
  return ok(warnings);
}

/** 进场登记: the draft enters the exchange. */
export const registerTender = (world: World, actor: Actor, tenderId: string, at: Instant): Promise<Result<{ stage: string }>> =>
  allOrNothing(world.db, async (tx) => {
    const held = await heldTender(tx, world, actor, "tender.draft", tenderId);
    if (!held.ok) return held;
    const mover = moverOf(actor, "进场登记");
    if (!mover.ok) return mover;
    const moved = await moveLots(tx, world, held.value, "register", mover.value, (lot) => lotFacts(held.value, lot.lot, at, actor.id));
    return moved.ok ? ok({ stage: "registered" }) : moved;
  });

/** 先体检、再发布: checks a tender as it stands and keeps the report. Somebody asks; nothing is stopped by it. */
export const checkTender = (world: World, actor: Actor, tenderId: string, at: Instant): Promise<Result<CheckReport>> =>
  allOrNothing(world.db, async (tx) => {
    const held = await heldTender(tx, world, actor, "tender.check", tenderId);
    return held.ok ? ok((await keepCheck(tx, world, held.value, { occasion: "asked", by: actor.id, at })).report) : held;
  });

/** Hands the prepared notice to a second officer, checked first: what the law forbids goes no further. */
export const submitTender = (world: World, actor: Actor, tenderId: string, at: Instant): Promise<Result<{ submittedBy: string }>> =>
  allOrNothing(world.db, async (tx) => {
    const held = await heldTender(tx, world, actor, "tender.submit", tenderId);
    if (!held.ok) return held;
    const { row, lots } = held.value;
    if (row.submitted_by !== null || !awaitsCall(lots)) return refuse("tender-not-draft", { tender: tenderId });
    const named = namesAgency(actor, held.value.form.agency);
    if (!named.ok) return named;
    const checked = await keepCheck(tx, world, held.value, { occasion: "submission", by: actor.id, at });
    if (checked.stop !== null) return { ok: false, refusal: checked.stop };
    await updateTender(tx, world.exchange.id, tenderId, { submitted_by: actor.id, submitted_at: new Date(at), version: row.version + 1 });
    const kept = await keepRequest(tx, world.exchange.id, actor, { kind: "notice", object: tenderId, version: await noticeVersion(tx, world, held.value) }, at);
    if (!kept.ok) return kept;
    await tellReviewers(tx, world, held.value, actor, at);
    return ok({ submittedBy: actor.id });
  });

/** A notice that an agency hands in names it, with how to reach it. Law: 87号令 13. */
const namesAgency = ({ agency }: Actor, named: Tender["form"]["agency"]): Result<true> =>
  (agency === undefined || agency.uscc === named?.uscc ? ok(true) : refuse("mandate-unnamed", { agency: agency.name, found: named?.name ?? "—" }));

/** A second officer publishes a submitted notice now. */
export const publishTender = (world: World, actor: Actor, tenderId: string, at: Instant): Promise<Result<Issued>> =>
  allOrNothing(world.db, async (tx) => {
    const held = await heldTender(tx, world, actor, "tender.publish", tenderId);
    if (!held.ok) return held;
    const tender = held.value;
    if (tender.row.submitted_by === null) return refuse("tender-not-submitted", { tender: tenderId });
    const mover = moverOf(actor, "发布公告");
    if (!mover.ok) return mover;
    const [version, preparedBy] = [await noticeVersion(tx, world, tender), tender.row.submitted_by];
    const issued = await publishHeld(tx, world, tender, mover.value, at);
    if (!issued.ok) return issued;
    const approved = await keepApproval(tx, world.exchange.id, actor, { kind: "notice", object: tenderId, version, preparedBy }, at);
    return approved.ok ? issued : approved;
  });

/**
 * Publishes what a held tender waits for in a second officer's name: the notice, the prequalification notice, or the invitation of
 * those admitted. The guards, with the first notice the frozen rules, the document as record, PDF and log entry, in one
 * transaction. The terms of each part follow when the document has its index. Law: 招标投标法 16, 17; 条例 15–16; 10号令 5.
 */
export async function publishHeld(tx: Tx, world: World, held: Tender, officer: Mover, at: Instant): Promise<Result<Issued>> {
  const tender = await withPlanAsItStands(tx, world, held);
  const calling = lotsThatWait(tender);
  const call = callFor(tender);
  const [keys, invited] = [await openerKeysOf(tx, world.exchange.id, tender.id), await admissionsOf(tx, world.exchange.id, tender.id)];
  const facts = (lot: string): LotFacts => lotFacts(tender, lot, at, officer.id, { notice: noticeFacts(tender, lot, keys, at), invited: invited.filter((each) => each.lot === lot).length });
  const moved = await moveLots(tx, world, calling, callMove(tender), officer, ({ lot }) => facts(lot));
  if (!moved.ok) return moved;
  const checked = await keepCheck(tx, world, tender, { occasion: "publication", by: officer.id, at });
  if (checked.stop !== null) return { ok: false, refusal: checked.stop };
  const rules = tender.row.rules ?? freezeRules(dayOf(at));
  const first = tender.row.published_at === null ? { rules: JSON.stringify(rules), rules_on: dayOf(at), published_at: new Date(at) } : {};
  await updateTender(tx, world.exchange.id, tender.id, { ...first, published_by: officer.id, next_due_at: new Date(at), version: tender.row.version + 1 });
  if (call === "invitation") for (const { lot } of calling.lots) await admitFirms(tx, world, tender, lot, at);
  return issueCall(tx, world, calling, { call, keys, report: checked.report, rules: rules as FrozenRules }, at);
}

/** The tender with its plan as it stands, which no correction changes until this transaction ends: its days count from there. */
async function withPlanAsItStands(tx: Tx, world: World, tender: Tender): Promise<Tender> {
  if (tender.row.plan_id === null) return tender;
  await sharePlan(tx, world.exchange.id, tender.row.plan_id);
  return { ...tender, plan: await planById(tx, world.exchange.id, tender.row.plan_id) };
}

/** The tender with the lots the next call is about: those whose prequalification failed are not called again. */
function lotsThatWait(tender: Tender): Tender {
  const lots = awaitsInvitation(tender.lots) ? tender.lots.filter(({ stage }) => stage === "prequal_done") : tender.lots;
  return { ...tender, lots, parts: tender.parts.filter((part) => lots.some(({ lot }) => lot === part.lot)) };
}

type Calling = { readonly call: Call; readonly keys: readonly OpenerKeyRow[]; readonly report: CheckReport; readonly rules: FrozenRules };

async function issueCall(tx: Tx, world: World, tender: Tender, { call, keys, report, rules }: Calling, at: Instant): Promise<Result<Issued>> {
  const exchangeId = world.exchange.id;
  const round = tenderRound(tender);
  const lawful = { rules, law: lineOf(tender.row.line).law };
  const objectionUntil = documentObjectionEnds(lawful, round, saleOf(tender.form, round).deadline, at);
  const documents = (await documentsOf(tx, exchangeId, tender.id)).filter((each) => each.round === round);
  const files = newestDocuments(documents).map(({ name, size, sha256 }) => ({ name, size: Number(size), sha256 }));
  const offices = await openerOffices(tx, exchangeId);
  const platform = { name: world.exchange.name, url: world.publicUrl, offices: Object.fromEntries(offices.map(({ opener, org_name }) => [opener, org_name])) };
  const beside = { keys, files, report, lawful };
  const out = { publishedAt: at, objectionUntil };
  const attempt = attemptNumber(await attemptsOf(tx, exchangeId, tender.row.project_id), tender.id);
  const audience = call === "invitation" ? ADMITTED_AUDIENCE : null;
  const isWhole = tender.form.lots.length === tender.lots.length;
  return issueNotice(world, tx, { tender, lots: isWhole ? [] : tender.lots.map(({ lot }) => lot), at, ...(audience === null ? {} : { audience }), build: (common) => (call === "prequal-notice"
    ? prequalNotice(common, prequalNoticeFacts(tender, beside, out, platform, attempt))
    : tenderNotice(common, tenderNoticeFacts(tender, beside, out, platform, attempt), call)) });
}

/**
 * Logs the terms of every part that takes bids and has none of the newest document about it, once that and the openers' keys
 * have their log index. A part whose box is closed keeps the terms it was closed under: the parts are held, so that none shuts in
 * between. Done again it does nothing. @returns whether terms were written
 */
export const issueTerms = (world: World, tenderId: string, at: Instant): Promise<boolean> =>
  inTransaction(world.db, async (tx) => {
    await lockTender(tx, world.exchange.id, tenderId);
    await lockParts(tx, world.exchange.id, tenderId);
    const tender = await tenderById(tx, world.exchange.id, tenderId);
    if (tender?.row.published_at == null) return false;
    const notices = noticesOfRound(await noticesOf(tx, world.exchange.id, tenderId), tenderRound(tender));
    const keys = await openerKeysOf(tx, world.exchange.id, tenderId);
    const before = await termsOf(tx, world.exchange.id, tenderId);
    let wrote = false;
    for (const part of tender.parts.filter(({ state }) => state === "draft" || state === "open")) {
      const notice = notices.findLast((each) => isAbout(each, tender, part.lot));
      const leaf = notice === undefined ? null : await leafOf(tx, world.exchange.id, notice.outbox_id);
      const mine = before.filter((each) => each.lot === part.lot && each.part === part.part);
      if (leaf === null || mine.some((each) => noticeIndex(each.entry) >= leaf.idx)) continue;
      const asks = await isConfirmationAsked(tx, world, notices.filter((each) => isAbout(each, tender, part.lot)), { lot: part.lot, from: noticeIndex(mine.at(-1)?.entry), to: leaf.idx });
      await writeTerms(tx, world, tender, { part, keys, before: mine, notice: leaf.idx, asks, at });
      wrote = true;
    }
    return wrote;
  });

/** Whether a document names a lot: a clarification may be about some of them. */
function isAbout(notice: NoticeRow, tender: Tender, lot: string): boolean {
  const { codes } = recordOf(notice) as NoticeRecord;
  return codes.lots.some(({ code }) => code === tender.lots.find((each) => each.lot === lot)?.code);
}

/** Where the document of stored terms stands in the log; before the first terms, at no place at all. */
const noticeIndex = (entry: Uint8Array | undefined): number => (entry === undefined ? Infinity : must(parseTerms(entry)).notice);

/** Whether a document after the last terms', up to the newest, asks that bids be confirmed: more than one may come before terms are logged. */
async function isConfirmationAsked(tx: Tx, world: World, notices: readonly NoticeRow[], { lot, from, to }: { readonly lot: string; readonly from: number; readonly to: number }): Promise<boolean> {
  for (const { outbox_id } of notices.filter(({ json }) => asksConfirmation(json, lot))) {
    const idx = (await leafOf(tx, world.exchange.id, outbox_id))?.idx ?? Infinity;
    if (idx > from && idx <= to) return true;
  }
  return false;
}

type Terms = {
  readonly part: PartRow; readonly keys: readonly OpenerKeyRow[]; readonly before: Awaited<ReturnType<typeof termsOf>>; readonly notice: number; readonly at: Instant;
  /** Whether bids lodged before must be confirmed. */
  readonly asks: boolean;
};

async function writeTerms(tx: Tx, world: World, tender: Tender, { part, keys, before, notice, asks, at }: Terms): Promise<void> {
  const version = before.length + 1;
  const last = before.at(-1);
  const accepts = acceptsAfter(last === undefined ? null : { sha256: last.sha256, accepts: must(parseTerms(last.entry)).accepts }, asks);
  const openers = lotOf(tender.form, part.lot).openers.map((opener) => {
    const key = keys.find((each) => each.lot === part.lot && each.part === part.part && each.opener === opener);
    if (key?.idx == null) throw new RangeError(`the key of opener ${opener} is not in the log`);
    return { opener, recipient: key.recipient, idx: Number(key.idx) };
  });
  const entry = {
    v: "dl/1", type: "lot.terms", tender: tender.id, lot: part.lot, part: part.part, version, prev: last?.sha256 ?? null, accepts: [...accepts],
    deadline: rfc3339(part.deadline.getTime() as Instant), threshold: part.threshold, open: part.open_mode, after: part.after, openers, notice,
  } as const satisfies Json;
  const bytes = canonical(entry);
  const outboxId = await appendToLog(tx, world.exchange.id, entry);
  await insertTerms(tx, {
    exchange_id: world.exchange.id, tender_id: tender.id, lot: part.lot, part: part.part, version, entry: bytes, sha256: sha256Hex(bytes), outbox_id: outboxId, made_at: new Date(at),
  });
}

/** Opens the boxes for applications when the sale of the prequalification documents starts, once terms are logged. @returns whether one was opened */
export const takeApplications = (world: World, tenderId: string, at: Instant): Promise<boolean> =>
  inTransaction(world.db, async (tx) => {
    const tender = await holdTender(tx, world.exchange.id, tenderId);
    const entry = tender === null ? null : prequalificationOf(tender.form);
    if (tender === null || entry === null || at < entry.saleFrom) return false;
    const terms = await termsOf(tx, world.exchange.id, tenderId);
    const due = tender.parts.filter(({ lot, part, state }) => state === "draft" && terms.some((each) => each.lot === lot && each.part === part) && tender.lots.some((each) => each.lot === lot && each.stage === "prequal_open"));
    for (const { lot, part } of due) await updatePart(tx, { exchangeId: world.exchange.id, tenderId, lot, part }, { state: "open" });
    return due.length > 0;
  });

/** The clock starts the sale and the bidding (noticed → bidding), once terms are logged. @returns whether a lot moved */
export const startBidding = (world: World, tenderId: string, at: Instant): Promise<boolean> =>
  inTransaction(world.db, async (tx) => {
    const tender = await holdTender(tx, world.exchange.id, tenderId);
    if (tender === null || at < tender.form.saleFrom) return false;
    const terms = await termsOf(tx, world.exchange.id, tenderId);
    let moved = false;
    for (const lot of tender.lots.filter(({ stage }) => stage === "noticed")) {
      const parts = tender.parts.filter((part) => part.lot === lot.lot);
      if (!parts.every(({ part }) => terms.some((each) => each.lot === lot.lot && each.part === part))) continue;
      const made = await makeMove(tx, world, { tender, lot }, "startBidding", CLOCK, lotFacts(tender, lot.lot, at, null));
      if (!made.ok) continue;
      for (const { part } of parts) await updatePart(tx, { exchangeId: world.exchange.id, tenderId, lot: lot.lot, part }, { state: "open" });
      moved = true;
    }
    return moved;
  });

