import { CASE_STATES, CASE_STEPS, stepTo, type CaseState, type CaseStep } from "../../../approvals/case.js";
import { LIGHTS, type Light } from "../../../approvals/clock.js";
import type { CaseRow, CaseStepRow } from "../../../approvals/queries.js";
import { COMPLEXITY } from "../../../approvals/routing.js";
import type { ShownCase, Tracked } from "../../../approvals/use-cases/show.js";
import { isOver } from "../../../figures/survey.js";
import type { Actor } from "../../../identity/actor.js";
import { CASE_TYPES, LEVELS } from "../../../items/words.js";
import { yuan } from "../../../kernel/money.js";
import { dayOf, plusMs, rfc3339, type Instant } from "../../../kernel/time.js";
import { CASE_PAPERS } from "../../../notices/case-papers.js";
import type { Language } from "../../../web/context.js";
import { caseImportWords } from "../../../web/messages/case-imports.js";
import { caseWords, type CaseWords } from "../../../web/messages/cases.js";
import { jointWords } from "../../../web/messages/joint.js";
import type { CaseView, TrackView } from "../../../web/pages/case.js";
import type { CaseLine } from "../../../web/pages/cases.js";
import { paths } from "../../../web/paths.js";
import type { Tone } from "../../../web/parts/text.js";
import type { ActionView, Field } from "../../../web/views.js";
import { button, faultsOf, offers, type Drawing } from "../buttons.js";
import { pointFields } from "../case-acts.js";

const TONES: Readonly<Partial<Record<CaseState, Tone>>> = { "correcting": "bad", "not-accepted": "bad", "refused": "bad", "granted": "ok", "paid": "ok", "delivered": "ok", "archived": "", "withdrawn": "", "suspended": "go", "fee-notified": "go" };
const LIGHT_TONES: Readonly<Record<Light, Tone>> = { green: "ok", yellow: "go", red: "bad" };
const instantOf = (date: Date): Instant => date.getTime() as Instant;
const timeText = (date: Date): string => rfc3339(instantOf(date)).slice(0, 16).replace("T", " ");

export const stateOf = (state: CaseState, language: Language) => ({ words: CASE_STATES[state][language], tone: TONES[state] ?? ("info" as const) });
export const lightOf = (light: Light, language: Language) => ({ words: LIGHTS[light][language], tone: LIGHT_TONES[light] });
/** A case shows its light while it runs, and afterwards where one turned. */
const lightShown = ({ light, accepted_on, decided_at }: CaseRow, language: Language) => (accepted_on === null || (light === "green" && decided_at !== null) ? null : lightOf(light, language));

/** The last day on which what is missing can be told. */
const tellBy = ({ silence_at: at }: CaseRow): string | null => (at === null ? null : dayOf(plusMs(instantOf(at), -1)));

export const lineOf = (row: CaseRow, names: ReadonlyMap<string, string>, { language, href }: { readonly language: Language; readonly href: (code: string) => string }): CaseLine => ({
  href: href(row.code), code: row.code, item: names.get(row.item) ?? row.item, subject: row.subject, applicant: row.applicant_name, state: stateOf(row.state, language), light: lightShown(row, language), due: row.due_on ?? tellBy(row) ?? "—",
});

type Fact = { readonly name: string; readonly value: string; readonly hint?: string };
const known = (name: string, value: string | null | undefined, hint?: string): Fact[] => (value === null || value === undefined || value === "" ? [] : [{ name, value, ...(hint === undefined ? {} : { hint }) }]);

function leftOf({ row, clock }: Tracked, words: CaseWords): string | null {
  if (row.state === "suspended") return words.standing;
  const left = clock?.remaining ?? null;
  return left === null ? null : left < 0 ? words.overdue(-left) : words.days(left);
}

function clockFacts(shown: Tracked, words: CaseWords): Fact[] {
  const { row, steps } = shown;
  const limit = row.limit_days === 0 ? words.sameDay : words.days(row.limit_days);
  return [
    ...known(words.received, row.received_at === null ? null : timeText(row.received_at)), ...known(words.tellBy, tellBy(row)), ...known(words.accepted, row.accepted_on, steps.some(({ step }) => step === "deem") ? words.silence : undefined),
    ...known(words.limit, row.extended_days > 0 ? `${limit}，${words.extended(row.extended_days)}` : limit), ...known(words.dueOn, row.due_on), ...known(words.remaining, leftOf(shown, words)), ...known(words.deliverBy, row.deliver_due), ...known(words.delivered, row.delivered_at === null ? null : timeText(row.delivered_at)),
  ];
}

/** Where a case stands: nothing of anybody. */
export function trackView(shown: Tracked, language: Language): TrackView {
  const words = caseWords(language);
  const { row, version, steps, lights, clock } = shown;
  return {
    code: row.code, item: version[language], state: stateOf(row.state, language), light: lightShown(row, language), facts: [{ name: words.type, value: CASE_TYPES[row.case_type][language] }, ...clockFacts(shown, words)], notes: row.provisional ? [words.provisional] : [],
    ledger: (clock?.ledger ?? []).map((each) => ({ date: each.date, nth: each.nth === null ? words.notCounted : String(each.nth), why: each[language] })), lights: lights.map(({ light, at }) => ({ light: lightOf(light, language), at: instantOf(at) })), steps: steps.map(({ step, made_at }) => ({ step: CASE_STEPS[step][language], at: instantOf(made_at), said: [] })),
  };
}

/** What was said with a step, in lines. */
function saidIn({ step, words }: CaseStepRow, names: ReadonlyMap<string, string>): string[] {
  if (step === "notify") return (words["points"] as readonly { readonly material: string; readonly what: string; readonly standard: string }[]).map((each) => `${names.get(each.material) ?? each.material}：${each.what}（${each.standard}）`);
  return ["facts", "basis", "reason", "remedy"].flatMap((name) => (typeof words[name] === "string" ? [words[name]] : []));
}

/** The acts of each side in the order of a case, with the step that each takes; null: it takes none by itself. */
const OPEN: readonly (readonly [act: string, step: CaseStep])[] = [["case-receipt", "submit"], ["case-resubmit", "resubmit"], ["case-accept", "accept"], ["case-decide", "grant"], ["case-resume", "resume"], ["case-fee", "ask-fee"], ["case-paid", "pay"], ["case-deliver", "deliver"], ["case-archive", "archive"]];
const FOLDED: readonly (readonly [act: string, step: CaseStep])[] = [["case-notify", "notify"], ["case-hand-over", "resubmit"], ["case-turn-away", "turn-away"], ["case-suspend", "suspend"], ["case-extend", "extend"], ["case-withdraw", "withdraw"]];

/** What the page knows better than the act: the materials of this item. */
function fieldsFor(name: string, { version, missing }: ShownCase, language: Language): { readonly fields?: readonly Field[] } {
  const materials = version.materials.map((each) => ({ value: each.id, label: each[language] }));
  if (name === "case-notify") return { fields: pointFields(language, version.materials) };
  return name === "case-hand-over" ? { fields: [{ name: "materials", label: caseWords(language).materials, kind: "checkboxes", required: true, options: materials, values: missing }] } : {};
}

const isOwnSide = ({ role }: Actor): boolean => role === "citizen" || role === "bidder";
/** The highest level that a role decides at; the deputy head decides at all. */
const LEVEL_OF: Readonly<Record<string, number>> = { "window-staff": 1, "chief-representative": 2, "deputy-head": 4 };
type ForCase = (shown: ShownCase, actor: Actor) => boolean;
const ofApplicant: ForCase = ({ row }, actor) => isOwnSide(actor) || row.source !== "online";
const withFees = (has: boolean): ForCase => ({ row, version }) => row.state !== "granted" || (version.feeItems.length > 0) === has;
/** Acts that are not for every case in their state, or not for everybody who has them. */
const FOR: Readonly<Record<string, ForCase>> = { "case-fee": withFees(true), "case-deliver": withFees(false), "case-withdraw": ofApplicant, "case-resubmit": ofApplicant, "case-decide": ({ row }, { role }) => row.level <= (LEVEL_OF[role] ?? 0) };
/** A member’s case of a joint one is acted on there. */
const isFor = (name: string, shown: ShownCase, actor: Actor): boolean => shown.row.joint === null && (FOR[name]?.(shown, actor) ?? true);
const actsOf = (drawing: Drawing, shown: ShownCase, table: typeof OPEN): ActionView[] => table.filter(([name, step]) => (stepTo(step, shown.row.state).ok || (name === "case-decide" && shown.row.case_type === "immediate" && stepTo("accept", shown.row.state).ok)) && offers(drawing.actor, name) && isFor(name, shown, drawing.actor)).map(([name]) => button(drawing, name, { item: shown.row.code }, fieldsFor(name, shown, drawing.language)));

/** Files that can be handed in now, each material its own form. */
function filesOf({ world, actor, language }: Drawing, { row, version }: ShownCase): ActionView[] {
  if (row.joint !== null || !isOwnSide(actor) || !(row.state === "pre-filed" || row.state === "correcting" || stepTo("replace", row.state).ok)) return [];
  const words = caseWords(language);
  return version.materials.map((each) => ({ name: `case-file-${each.id}`, label: words.upload, href: `${paths.myCase(row.code)}/materials/${each.id}`, fields: [{ name: "file", label: each[language], kind: "file", hint: words.fileHint, required: true }], warning: null, refusal: null, idempotencyKey: Buffer.from(world.random(16)).toString("hex"), version: null }));
}

function aboutOf({ row, route, sitting, tripsKept, imported }: ShownCase, language: Language): Fact[] {
  const words = caseWords(language);
  const sits = sitting === null ? words.noSitting : sitting.near ? sitting.on : `${sitting.on}（${words.sittingFar}）`;
  return [
    ...known(jointWords(language).partOf, row.joint), ...known(words.applicant, row.applicant_name), ...known(words.uscc, row.applicant_uscc), ...known(words.phone, row.phone), ...known(words.subject, row.subject), ...known(words.stake, row.stake_fen === null ? null : yuan(BigInt(row.stake_fen))), ...known(words.level, LEVELS[route.level][language]), ...known(words.sitting, route.level === 3 ? sits : null),
    ...known(words.flags, row.flags.map((flag) => COMPLEXITY[flag][language]).join("、")), ...known(words.mandate, row.mandate), ...known(words.fee, row.fee_bill), ...known(words.trips, String(row.trips), tripsKept ? undefined : words.tripsOver), ...known(words.imported, imported?.number ?? null, imported === null ? undefined : `${caseImportWords(language).name} ${imported.import}`),
  ];
}

/** A case whole, for whoever may see it. */
export function caseView(drawing: Drawing, shown: ShownCase): CaseView {
  const { language, refused } = drawing;
  const names = new Map(shown.version.materials.map((each) => [each.id, each[language]]));
  const name = (id: string): string => names.get(id) ?? id;
  const base = trackView(shown, language);
  return {
    ...base, steps: shown.steps.map((each, at) => ({ ...(base.steps[at] ?? { step: each.step, at: instantOf(each.made_at) }), said: saidIn(each, names) })), about: aboutOf(shown, language), reasons: shown.route.reasons.map((each) => each[language]),
    materials: shown.materials.map((each) => ({ name: name(each.material), file: each.name, sha256: each.sha256, at: instantOf(each.made_at) })), missing: shown.missing.map(name),
    papers: shown.papers.map(({ kind, serial, made_at }) => ({ href: `/api/v1/cases/${shown.row.code}/papers/${String(serial)}/${kind}.pdf`, label: `${CASE_PAPERS[kind][language]} (PDF)`, at: instantOf(made_at) })), open: actsOf(drawing, shown, OPEN), folded: actsOf(drawing, shown, FOLDED), files: filesOf(drawing, shown), isOver: isOver(shown.row), faults: faultsOf(refused, language),
  };
}
