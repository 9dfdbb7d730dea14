import { unitsOf } from "../../centre/queries.js";
import { isInForce } from "../../centre/unit.js";
import { CLOCK_NAMES } from "../../complaints/clocks.js";
import { EXCLUDED } from "../../complaints/filing.js";
import { KINDS, kindOf, COMPLAINT_KINDS, type ClockRow, type Kind } from "../../complaints/kinds.js";
import { INSIDE, OUTCOMES, STATES, STEPS, stepTo } from "../../complaints/life.js";
import { maskedName } from "../../complaints/mask.js";
import { badRecords, publishedDecisions, type ComplaintRow, type PaperRow } from "../../complaints/queries.js";
import { clocksNow } from "../../complaints/use-cases/held.js";
import { complaintPaper, hasPaper } from "../../complaints/use-cases/papers.js";
import { noteRead, trackComplaint, type Tracked } from "../../complaints/use-cases/track.js";
import { ROLE_NAMES } from "../../identity/actor.js";
import { wordsOf } from "../../kernel/refusal.js";
import { ok, type Result } from "../../kernel/result.js";
import { dayOf, type Instant } from "../../kernel/time.js";
import { COMPLAINT_PAPERS, type ComplaintPaperType } from "../../notices/complaint-papers.js";
import { articleWords } from "../../rules/articles.js";
import { DAY_WORDS } from "../../rules/calendar.js";
import { ruleOn, type RuleId } from "../../rules/rules.js";
import type { Language } from "../../web/context.js";
import { bodyOf, type Posted } from "../../web/form-values.js";
import { complaintWords } from "../../web/messages/complaints.js";
import { complaintsPage, decisionsPage, filedPage, newComplaintPage, suggestionsPage, trackPage, type DecisionLine, type KindLine, type TrackedView } from "../../web/pages/complaints.js";
import { paths } from "../../web/paths.js";
import type { Field, FormFaults, RefusalView } from "../../web/views.js";
import type { World } from "../../world.js";
import { DECISIONS_MAX, publishedDecision } from "../complaint-papers.js";
import { sendPaper } from "../paper-answer.js";
import { marked, typed } from "./buttons.js";
import { postedForm, sendAs } from "./forms.js";
import { contextOf, html, missingPage, refusedPage, type PageRequest, type Site } from "./site.js";

const LOOKED: readonly ComplaintPaperType[] = ["complaint-receipt", "complaint-notice", "complaint-decision"];

/** Complaints for everybody: what can be complained about, the form, the code, published decisions, suggestions. Forms are sent on as nobody. */
export function complaintPageRoutes(site: Site): void {
  const { api } = site;
  api.get(paths.complaints, (c) => { const page = contextOf(c, site); return html(c, page, complaintsPage(page, kindLines(page.language, page.now))); });
  api.get(paths.newComplaint, (c) => drawNew(c, site, { kind: kindIn(c.req.query("kind")), posted: new Map(), refusal: null }));
  api.post(paths.newComplaint, (c) => take(c, site, false));
  api.get(paths.suggestions, (c) => drawSuggestions(c, site, new Map(), null));
  api.post(paths.suggestions, (c) => take(c, site, true));
  api.get(paths.complaintTrack, (c) => { const page = contextOf(c, site); return html(c, page, trackPage(page, { found: null, faults: [] })); });
  api.post(paths.complaintTrack, (c) => follow(c, site));
  api.post(`${paths.complaintTrack}/withdrawal`, (c) => withdraw(c, site));
  api.post(`${paths.complaintTrack}/paper`, (c) => sendTracked(c, site));
  api.get(paths.complaintDecisions, (c) => decisions(c, site));
  api.get("/complaints/decisions/:complaint", (c) => decision(c, site));
}

const kindIn = (given: string | undefined): Kind | null => COMPLAINT_KINDS.find((kind) => kind === given) ?? null;

function clockLine({ rule, more }: ClockRow, name: keyof typeof CLOCK_NAMES, language: Language, now: Instant): string {
  const { value, unit, also } = ruleOn(rule, dayOf(now));
  const days = (count: string): string => `${count} ${unit === "CD" || unit === "WD" ? DAY_WORDS[unit][language] : unit}`;
  const further = more === undefined ? "" : `${language === "zh" ? "，复杂的 " : ", complex "}${more.adds ? "+" : ""}${days(also?.[more.name]?.value ?? "")}`;
  return `${CLOCK_NAMES[name][language]}${language === "zh" ? "：" : ": "}${days(value)}${further}（${rule}）`;
}

export function kindLines(language: Language, now: Instant): KindLine[] {
  return (Object.keys(KINDS) as Kind[]).map((kind) => {
    const row = kindOf(kind);
    const clocks = (Object.entries(row.clocks) as [keyof typeof CLOCK_NAMES, ClockRow][]).map(([name, clock]) => clockLine(clock, name, language, now));
    return { kind, name: row[language], about: row.about[language], desk: row.desk === null ? (row.elsewhere?.[language] ?? "") : ROLE_NAMES[row.desk][language], anonymous: row.anonymous, clocks, law: row.law[language], open: COMPLAINT_KINDS.includes(kind) };
  });
}

type Filling = { readonly kind: Kind | null; readonly posted: Posted; readonly refusal: RefusalView | null };

async function fieldsFor({ world }: Site, kind: Kind, language: Language, now: Instant): Promise<Field[]> {
  const words = complaintWords(language);
  const units = (await unitsOf(world.db, world.exchange.id)).filter((unit) => isInForce(unit, dayOf(now)));
  const isNamed = !kindOf(kind).anonymous;
  const whom: Field[] = kind === "suggestion" ? [] : [{ name: "person", label: words.person, kind: "text" }, { name: "reference", label: words.reference, kind: "text" }];
  return [
    { name: "kind", label: words.kind, kind: "hidden", value: kind }, { name: "subject", label: words.subject, kind: "text", required: true }, { name: "content", label: words.content, kind: "textarea", rows: 6, required: true }, { name: "wanted", label: words.wanted, kind: "textarea", rows: 3 },
    { name: "unit", label: words.unit, kind: "select", options: [{ value: "", label: words.none }, ...units.map((unit) => ({ value: unit.code, label: unit[language] }))] }, ...whom,
    { name: "name", label: words.name, kind: "text", required: isNamed, hint: isNamed ? words.nameNeeded : words.nameHint, autocomplete: "name" }, { name: "contact", label: words.contact, kind: "text", required: isNamed, autocomplete: "tel" },
  ];
}

/** An answer left empty is none. */
const given = (fields: readonly Field[], posted: Posted): string => {
  const filled = bodyOf(fields, posted) as Readonly<Record<string, unknown>>;
  return JSON.stringify(Object.fromEntries(Object.entries(filled).map(([name, value]) => [name, value === "" && name !== "subject" && name !== "content" ? null : value])));
};

async function take(c: PageRequest, site: Site, isSuggestion: boolean): Promise<Response> {
  const posted = await postedForm(c);
  const kind = isSuggestion ? "suggestion" : kindIn(posted?.get("kind")?.[0]);
  if (posted === null || kind === null) return missingPage(c, site);
  const page = contextOf(c, site);
  const fields = await fieldsFor(site, kind, page.language, page.now);
  // As nobody, also where this browser is signed in: nobody learns who complains.
  const sent = await sendAs(c, site, "/api/v1/complaints", { isNobody: true, method: "POST", headers: { "content-type": "application/json" }, body: given(fields, new Map([...posted, ["kind", [kind]]])) });
  if (sent.ok) return html(c, page, filedPage(page, { complaint: String(sent.body["complaint"]), code: String(sent.body["code"]) }));
  return isSuggestion ? drawSuggestions(c, site, posted, sent.refusal) : drawNew(c, site, { kind, posted, refusal: sent.refusal });
}

/** The form as it was typed, with what was wrong beside its field. */
export function refilled(fields: readonly Field[], posted: Posted, refusal: RefusalView | null, { language, prefix }: { readonly language: Language; /** Of the ids of the form’s fields. */ readonly prefix: string }): { readonly fields: Field[]; readonly faults: FormFaults } {
  if (refusal === null) return { fields: [...fields], faults: [] };
  const where = refusal.facts["where"];
  const named = refusal.code === "wrong-form" && typeof where === "string" ? (fields.find(({ name }) => name === where) ?? null) : null;
  const text = named === null ? wordsOf(refusal, language) : String(refusal.facts[language === "zh" ? "why" : "whyEn"]);
  return { fields: marked(typed(fields, posted), { named, text }), faults: [{ field: named === null ? null : `${prefix}-${named.name}`, text: named === null ? text : `${named.label}${language === "zh" ? "：" : ": "}${text}` }] };
}

async function drawNew(c: PageRequest, site: Site, { kind, posted, refusal }: Filling): Promise<Response> {
  const page = contextOf(c, site);
  const lines = kindLines(page.language, page.now);
  const form = kind === null ? { fields: [], faults: [] } : refilled(await fieldsFor(site, kind, page.language, page.now), posted, refusal, { language: page.language, prefix: "complain" });
  const chosen = lines.find((each) => each.kind === kind) ?? null;
  return html(c, page, newComplaintPage(page, { kinds: lines.filter(({ open }) => open), chosen, ...form, elsewhere: kind === null ? null : (kindOf(kind).elsewhere?.[page.language] ?? null), isSuggestion: false }), refusal === null ? 200 : 422);
}

async function drawSuggestions(c: PageRequest, site: Site, posted: Posted, refusal: RefusalView | null): Promise<Response> {
  const page = contextOf(c, site);
  const { db, exchange } = site.world;
  const form = refilled(await fieldsFor(site, "suggestion", page.language, page.now), posted, refusal, { language: page.language, prefix: "complain" });
  const answers = await decisionLines(site.world, await publishedDecisions(db, exchange.id, { suggestions: true, limit: DECISIONS_MAX }), page.language);
  return html(c, page, suggestionsPage(page, { ...form, answers }), refusal === null ? 200 : 422);
}

async function follow(c: PageRequest, site: Site): Promise<Response> {
  const code = (await postedForm(c))?.get("code")?.[0]?.trim() ?? "";
  const sent = await sendAs(c, site, "/api/v1/complaints/lookups", { isNobody: true, method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify({ code }) });
  return sent.ok ? drawTracked(c, site, code, []) : notFound(c, site, sent.refusal);
}

function notFound(c: PageRequest, site: Site, refusal: RefusalView): Response {
  const page = contextOf(c, site);
  const text = refusal.code === "wrong-form" ? wordsOf({ code: "complaint-code-unknown", facts: {} }, page.language) : wordsOf(refusal, page.language);
  return html(c, page, trackPage(page, { found: null, faults: [{ field: null, text }] }), refusal.code === "too-many" ? 429 : 422);
}

async function drawTracked(c: PageRequest, site: Site, code: string, faults: FormFaults): Promise<Response> {
  const page = contextOf(c, site);
  const found = await trackComplaint(site.world, code);
  return found.ok ? html(c, page, trackPage(page, { found: trackedView(found.value, code, page.language, page.now), faults }), faults.length === 0 ? 200 : 422) : notFound(c, site, found.refusal);
}

/** The articles of the rules that clocks rest on. */
export const articlesOf = (clocks: readonly { readonly rule: RuleId }[], filedAt: Date, language: Language): Readonly<Record<string, string>> =>
  Object.fromEntries(clocks.map(({ rule }) => [rule, articleWords(ruleOn(rule, dayOf(filedAt.getTime() as Instant)).article)[language]]));

function trackedView({ row, steps }: Tracked, code: string, language: Language, now: Instant): TrackedView {
  const clocks = clocksNow(row, now);
  return {
    code, complaint: row.complaint_no, kind: kindOf(row.kind)[language], subject: row.subject, state: STATES[row.state][language], filedAt: row.filed_at.getTime() as Instant, receivedAt: row.received_at.getTime() as Instant, clocks, articles: articlesOf(clocks, row.filed_at, language),
    outcome: row.outcome === null ? null : OUTCOMES[row.outcome][language], remedies: kindOf(row.kind).remedies[language], points: (row.points ?? []).map(({ text, excluded }) => ({ text, excluded: excluded === null ? null : EXCLUDED[excluded][language] })),
    steps: steps.filter(({ step }) => !INSIDE.has(step)).map(({ step, said, made_at }) => ({ what: STEPS[step][language], said, at: made_at.getTime() as Instant })), papers: LOOKED.filter((type) => hasPaper(type, row, steps)).map((type) => ({ type, label: COMPLAINT_PAPERS[type][language] })), mayWithdraw: stepTo("withdraw", row.state).ok,
  };
}

async function withdraw(c: PageRequest, site: Site): Promise<Response> {
  const posted = await postedForm(c);
  const [code, reason] = [posted?.get("code")?.[0]?.trim() ?? "", posted?.get("reason")?.[0] ?? ""];
  const sent = await sendAs(c, site, "/api/v1/complaints/withdrawals", { isNobody: true, method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify({ code, reason }) });
  return drawTracked(c, site, code, sent.ok ? [] : [{ field: null, text: wordsOf(sent.refusal, contextOf(c, site).language) }]);
}

/** A paper for whoever holds the code; reading the decision serves it. */
async function sendTracked(c: PageRequest, site: Site): Promise<Response> {
  const posted = await postedForm(c);
  const type = LOOKED.find((each) => each === posted?.get("type")?.[0]);
  const found = await trackComplaint(site.world, posted?.get("code")?.[0]?.trim() ?? "");
  if (!found.ok) return notFound(c, site, found.refusal);
  if (type === undefined) return missingPage(c, site);
  const made = await readPaper(site.world, found.value.row.complaint_no, type, c.get("receivedAt"));
  return made.ok ? sendPaper(c, site.world, made.value, true) : refusedPage(c, site, made.refusal, paths.complaintTrack);
}

async function readPaper(world: World, complaint: string, type: ComplaintPaperType, at: Instant): Promise<Result<PaperRow>> {
  const made = await complaintPaper(world, complaint, type, at);
  const noted = made.ok && type === "complaint-decision" ? await noteRead(world, complaint, at) : ok(true);
  return noted.ok ? made : noted;
}

async function decisionLines(world: World, rows: readonly ComplaintRow[], language: Language): Promise<DecisionLine[]> {
  const units = new Map((await unitsOf(world.db, world.exchange.id)).map((unit) => [unit.code, unit]));
  return rows.map((row) => ({
    complaint: row.complaint_no, kind: kindOf(row.kind)[language], outcome: row.outcome === null ? "" : OUTCOMES[row.outcome][language], decidedAt: (row.decided_at?.getTime() ?? 0) as Instant,
    respondent: [row.unit_code === null ? row.tender_id : units.get(row.unit_code)?.[language], maskedName(row.person)].filter((each) => each != null).join(" ") || "—",
  }));
}

async function decisions(c: PageRequest, site: Site): Promise<Response> {
  const page = contextOf(c, site);
  const { db, exchange } = site.world;
  const rows = await publishedDecisions(db, exchange.id, { suggestions: false, limit: DECISIONS_MAX });
  const bad = (await badRecords(db, exchange.id)).map(({ name, uscc, complaints, made_at }) => ({ name, uscc, complaints, at: made_at.getTime() as Instant }));
  return html(c, page, decisionsPage(page, { decisions: await decisionLines(site.world, rows, page.language), bad, shown: null }));
}

async function decision(c: PageRequest, site: Site): Promise<Response> {
  const row = await publishedDecision(site.world, c.req.param("complaint") ?? "");
  if (row === null) return missingPage(c, site);
  const page = contextOf(c, site);
  return html(c, page, decisionsPage(page, { decisions: await decisionLines(site.world, [row], page.language), bad: [], shown: row.complaint_no }));
}
