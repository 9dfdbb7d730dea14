import { unitByCode } from "../../centre/queries.js";
import { running, type Clock } from "../../complaints/clocks.js";
import { EXCLUDED, POINTS_MAX } from "../../complaints/filing.js";
import { kindOf, type Desk } from "../../complaints/kinds.js";
import { OUTCOMES, STATES, STEPS, stepTo, type Step } from "../../complaints/life.js";
import { complaintsAt, copiesFor, handlersOf, stepsOf, wasShownIdentity, type ComplaintRow, type StepRow } from "../../complaints/queries.js";
import { ownObjectionsIn } from "../../complaints/use-cases/file-tender.js";
import { clocksNow } from "../../complaints/use-cases/held.js";
import { complainantOf } from "../../complaints/use-cases/identity.js";
import { proposalHash } from "../../complaints/use-cases/investigate.js";
import { hasPaper } from "../../complaints/use-cases/papers.js";
import { nameOfActor } from "../../identity/queries.js";
import { MINUTE_MS, plusMs, type Instant } from "../../kernel/time.js";
import { COMPLAINT_PAPERS, type ComplaintPaperType } from "../../notices/complaint-papers.js";
import { lotOf } from "../../tenders/form.js";
import { tenderById } from "../../tenders/queries.js";
import type { Language } from "../../web/context.js";
import { bodyOf, type Posted } from "../../web/form-values.js";
import { complaintWords } from "../../web/messages/complaints.js";
import { filedPage } from "../../web/pages/complaints.js";
import { complaintDeskPage, copiesPage, deskComplaintPage, lotComplaintPage, type DeskComplaintView, type DeskLine } from "../../web/pages/complaint-desk.js";
import { paths } from "../../web/paths.js";
import type { ActionView, Field, RefusalView } from "../../web/views.js";
import type { World } from "../../world.js";
import { seenComplaint } from "../complaints.js";
import { inOffice } from "../endpoint.js";
import { button, faultsOf, offers, type Drawing } from "./buttons.js";
import { classifyFields } from "./complaint-acts.js";
import { articlesOf, refilled } from "./complaints.js";
import { postedForm, sendAs, type Refused } from "./forms.js";
import { contextOf, html, missingPage, refusedPage, type PageRequest, type Site } from "./site.js";

const LIST_MAX = 500;
/** A handler's page shows who complains so long after he gave his reason. */
const SHOWN_MS = 15 * MINUTE_MS;

/** Where officers handle complaints, where who is complained of reads copies, and where a firm complains about a lot. */
export function complaintDeskRoutes(site: Site): void {
  for (const path of [paths.complaintDesk, "/complaints/desk/:complaint", paths.complaintCopies]) site.api.get(path, async (c) => (await drawComplaints(c, site, new URL(c.req.url), null)) ?? missingPage(c, site));
  site.api.get("/complaints/lots/:tender/:lot", (c) => drawLot(c, site, new Map(), null));
  site.api.post("/complaints/lots/:tender/:lot", (c) => takeLot(c, site));
}

/** Draws a page of this corner, after a refusal with what was typed; null where the address is another's. */
export async function drawComplaints(c: PageRequest, site: Site, url: URL, refused: Refused | null): Promise<Response | null> {
  const [, root, corner, complaint, more] = url.pathname.split("/").map(decodeURIComponent);
  if (root !== "complaints" || more !== undefined) return null;
  if (corner === "copies" && complaint === undefined) return drawCopies(c, site, refused);
  return corner === "desk" ? drawDesk(c, site, { complaint, url }, refused) : null;
}

async function drawDesk(c: PageRequest, site: Site, { complaint, url }: { readonly complaint: string | undefined; readonly url: URL }, refused: Refused | null): Promise<Response | null> {
  const may = inOffice(c, "complaint.read");
  if (!may.ok) return refusedPage(c, site, may.refusal, paths.home);
  const page = contextOf(c, site);
  const drawing: Drawing = { world: site.world, actor: may.value, language: page.language, back: url.pathname, refused };
  const [faults, status] = [faultsOf(refused, page.language), refused === null ? 200 as const : 422 as const];
  if (complaint === undefined) return html(c, page, complaintDeskPage(page, { lines: await deskLines(drawing, page.now), faults }), status);
  const row = await seenComplaint(site.world, may.value, complaint);
  return row === null ? null : html(c, page, deskComplaintPage(page, { ...await complaintView(drawing, row, page.now), faults }), status);
}

async function deskLines({ world, actor, language }: Drawing, now: Instant): Promise<DeskLine[]> {
  const rows = await complaintsAt(world.db, world.exchange.id, actor.role as Desk, actor, LIST_MAX);
  return Promise.all(rows.map(async (row) => ({ complaint: row.complaint_no, subject: row.subject, kind: kindOf(row.kind)[language], state: STATES[row.state][language], filedAt: row.filed_at.getTime() as Instant, respondent: await respondentOf(world, row, language), clock: nextOf(clocksNow(row, now)) })));
}

const nextOf = (clocks: readonly Clock[]): Clock | null => running(clocks).toSorted((one, other) => one.period.endsAt - other.period.endsAt)[0] ?? null;

async function respondentOf({ db, exchange }: World, row: ComplaintRow, language: Language): Promise<string> {
  const unit = row.unit_code === null ? null : await unitByCode(db, exchange.id, row.unit_code);
  return [unit?.[language] ?? row.tender_id, row.person].filter((each) => each !== null).join(" ") || "—";
}

const PAPERS: readonly ComplaintPaperType[] = ["complaint-receipt", "complaint-notice", "complaint-decision", "complaint-decision-public"];

async function complaintView(drawing: Drawing, row: ComplaintRow, now: Instant): Promise<Omit<DeskComplaintView, "faults">> {
  const { world, actor, language } = drawing;
  const { db, exchange } = world;
  const [handlers, steps, clocks] = [await handlersOf(db, exchange.id, row.complaint_no), await stepsOf(db, exchange.id, row.complaint_no), clocksNow(row, now)];
  const nameOf = async (actorId: string): Promise<string> => (await nameOfActor(db, exchange.id, actorId)) ?? actorId;
  const isHandler = handlers.some(({ actorId }) => actorId === actor.id);
  const isShown = isHandler && await wasShownIdentity(db, exchange.id, { complaint: row.complaint_no, actorId: actor.id, since: new Date(plusMs(now, -SHOWN_MS)) });
  return {
    complaint: row.complaint_no, subject: row.subject, kind: kindOf(row.kind)[language], state: STATES[row.state][language], filedAt: row.filed_at.getTime() as Instant, receivedAt: row.received_at.getTime() as Instant, content: row.content, wanted: row.wanted, respondent: await respondentOf(world, row, language), reference: row.reference,
    tender: row.tender_id === null || row.lot === null ? null : { id: row.tender_id, lot: row.lot }, anonymous: row.is_anonymous, clocks, articles: articlesOf(clocks, row.filed_at, language), points: (row.points ?? []).map(({ text, objection, excluded }) => ({ text, objection, excluded: excluded === null ? null : EXCLUDED[excluded][language] })),
    handlers: await Promise.all(handlers.map(({ actorId }) => nameOf(actorId))), identity: isShown ? await complainantOf(db, world, row.complaint_no) : null, proposal: await proposalView(row, nameOf, language), steps: await Promise.all(steps.map(async (each) => stepView(each, await nameOf(each.made_by), language))),
    papers: isHandler ? PAPERS.filter((type) => hasPaper(type, row, steps)).map((type) => ({ href: `/api/v1/complaints/${row.complaint_no}/papers/${type}/paper.pdf`, label: COMPLAINT_PAPERS[type][language] })) : [],
    acts: actsOn(drawing, row, isHandler), reveal: isHandler && !row.is_anonymous && !isShown ? button(drawing, "complaint-identity", { item: row.complaint_no }) : null,
  };
}

const stepView = ({ step, said, note, made_at }: StepRow, by: string, language: Language) => ({ what: STEPS[step][language], said, note, by: by === "complainant" || by === "clock" ? "" : by, at: made_at.getTime() as Instant });

async function proposalView(row: ComplaintRow, nameOf: (actor: string) => Promise<string>, language: Language): Promise<DeskComplaintView["proposal"]> {
  const drafted = row.decision ?? row.proposal;
  return drafted === null ? null : { outcome: OUTCOMES[drafted.outcome][language], facts: drafted.facts, basis: drafted.basis, decision: drafted.decision, by: await nameOf(drafted.by), sha256: proposalHash(row) ?? "" };
}

/** Acts with the step each takes, and whether handlers alone do it. */
const ACTS: readonly (readonly [act: string, step: Step, handlers: boolean])[] = [
  ["complaint-classify", "classify", false], ["complaint-accept", "accept", false], ["complaint-refuse", "refuse", false], ["complaint-transfer", "transfer", false], ["complaint-join", "join", false], ["complaint-copy", "copy", true], ["complaint-pause", "pause", true], ["complaint-extend", "extend", true],
  ["complaint-propose", "propose", true], ["complaint-approve", "decide", true], ["complaint-serve", "serve", false], ["complaint-close", "close", false], ["complaint-leave", "leave", true],
];

function actsOn(drawing: Drawing, row: ComplaintRow, isHandler: boolean): ActionView[] {
  const open = ACTS.filter(([act, step, ofHandlers]) => stepTo(step, row.state).ok && (!ofHandlers || isHandler) && !(act === "complaint-join" && isHandler) && fits(act, drawing.actor.id, row));
  return open.map(([act]) => button(drawing, act, { item: row.complaint_no }, { version: row.version, ...fieldsOf(act, drawing.language, row) }));
}

/** What the kind knows no such act for, or its own draft, is not offered. */
function fits(act: string, actorId: string, row: ComplaintRow): boolean {
  const { clocks, follows } = kindOf(row.kind);
  if (act === "complaint-approve") return row.proposal !== null && row.proposal.by !== actorId;
  if (act === "complaint-copy") return follows !== null && row.copied_at === null;
  if (act === "complaint-pause") return clocks.decide?.pauses === true;
  return act !== "complaint-extend" || (clocks.decide?.more !== undefined && !row.is_complex);
}

function fieldsOf(act: string, language: Language, row: ComplaintRow): { readonly fields?: readonly Field[] } {
  if (act === "complaint-classify") return { fields: classifyFields(language, row.kind) };
  return act === "complaint-approve" ? { fields: [{ name: "sha256", label: complaintWords(language).hash, kind: "hidden", required: true, value: proposalHash(row) ?? "" }] } : {};
}

async function drawCopies(c: PageRequest, site: Site, refused: Refused | null): Promise<Response> {
  const may = inOffice(c, "complaint.answer");
  if (!may.ok) return refusedPage(c, site, may.refusal, paths.home);
  const page = contextOf(c, site);
  const { world } = site;
  const drawing: Drawing = { world, actor: may.value, language: page.language, back: paths.complaintCopies, refused };
  const rows = await copiesFor(world.db, world.exchange.id, may.value.organisation?.uscc ?? "");
  const copies = rows.map((row) => ({
    complaint: row.complaint_no, tender: row.tender_id ?? "", content: row.content, points: (row.points ?? []).filter(({ excluded }) => excluded === null).map(({ text }) => text), copiedAt: (row.copied_at?.getTime() ?? 0) as Instant, statedAt: row.stated_at === null ? null : (row.stated_at.getTime() as Instant),
    clock: clocksNow(row, page.now).find(({ name }) => name === "statement") ?? null, state: stepTo("state", row.state).ok && offers(may.value, "complaint-state") ? button(drawing, "complaint-state", { item: row.complaint_no }, { suffix: `-${row.complaint_no}` }) : null,
  }));
  return html(c, page, copiesPage(page, { copies, faults: faultsOf(refused, page.language) }), refused === null ? 200 : 422);
}

/** How many points the form offers; a program may send as many as the API takes. */
const POINTS_SHOWN = Math.min(5, POINTS_MAX);

function lotFields(language: Language, own: readonly { readonly serial: number }[]): Field[] {
  const words = complaintWords(language);
  const serials = [{ value: "", label: words.notYet }, ...own.map(({ serial }) => ({ value: String(serial), label: String(serial) }))];
  return [
    ...Array.from({ length: POINTS_SHOWN }, (_, at): Field[] => [
      { name: `points.${String(at)}.text`, label: words.point(at + 1), kind: "textarea", rows: 2, required: at === 0 }, { name: `points.${String(at)}.objection`, label: words.objection, kind: "select", options: serials, mute: true }, { name: `points.${String(at)}.onReply`, label: words.onReply, kind: "checkbox", mute: true },
    ]).flat(),
    { name: "facts", label: words.content, kind: "textarea", required: true }, { name: "wanted", label: words.wanted, kind: "textarea", rows: 3, required: true }, { name: "contact", label: words.lotContact, kind: "text", required: true },
    { name: "asObjection", label: words.passOn, kind: "select", options: [{ value: "", label: words.passNone }, { value: "documents", label: language === "zh" ? "对文件的异议（质疑）" : "an objection to the documents" }, { value: "result", label: language === "zh" ? "对结果的异议（质疑）" : "an objection to the result" }] },
  ];
}

function lotBody(fields: readonly Field[], posted: Posted): string {
  const filled = bodyOf(fields, posted) as { readonly points?: readonly Readonly<Record<string, unknown>>[]; readonly asObjection?: unknown };
  const points = (filled.points ?? []).map((point) => ({ text: point["text"], objection: point["objection"] === "" ? null : Number(point["objection"]), onReply: point["onReply"] === true }));
  return JSON.stringify({ ...filled, points, asObjection: filled.asObjection === "" ? null : filled.asObjection });
}

async function drawLot(c: PageRequest, site: Site, posted: Posted, refusal: RefusalView | null): Promise<Response> {
  const may = inOffice(c, "complaint.file");
  if (!may.ok) return refusedPage(c, site, may.refusal, paths.home);
  const page = contextOf(c, site);
  const [tenderId, lot] = [c.req.param("tender") ?? "", c.req.param("lot") ?? ""];
  const tender = await tenderById(site.world.db, site.world.exchange.id, tenderId);
  if (tender?.row.published_at == null || !tender.lots.some((each) => each.lot === lot)) return missingPage(c, site);
  const own = await ownObjectionsIn(site.world, { tender, lot, uscc: may.value.organisation?.uscc ?? "" }, page.now);
  const form = refilled(lotFields(page.language, own), posted, refusal, { language: page.language, prefix: "complain" });
  return html(c, page, lotComplaintPage(page, { tender: tenderId, lot, title: `${tender.form.title} ${lotOf(tender.form, lot).name}`, own, ...form }), refusal === null ? 200 : 422);
}

async function takeLot(c: PageRequest, site: Site): Promise<Response> {
  const posted = await postedForm(c);
  const page = contextOf(c, site);
  if (posted === null) return missingPage(c, site);
  const url = `/api/v1/tenders/${encodeURIComponent(c.req.param("tender") ?? "")}/lots/${encodeURIComponent(c.req.param("lot") ?? "")}/complaints`;
  const sent = await sendAs(c, site, url, { method: "POST", headers: { "content-type": "application/json" }, body: lotBody(lotFields(page.language, []), posted) });
  return sent.ok ? html(c, page, filedPage(page, { complaint: String(sent.body["complaint"]), code: String(sent.body["code"]) })) : drawLot(c, site, posted, sent.refusal);
}
