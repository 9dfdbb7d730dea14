import { LIGHTS } from "../../../approvals/clock.js";
import { JOINT_STATES, JOINT_STEPS, jointStep, MEMBER_STATES, type JointState, type JointStep, type MemberState } from "../../../joint/joint.js";
import { readForm } from "../../../joint/forms.js";
import { FORM_FIELDS, sharedFor } from "../../../joint/template.js";
import type { JointStepRow } from "../../../joint/queries.js";
import type { JointLine, ShownJoint, TrackedJoint } from "../../../joint/use-cases/show.js";
import { isLead, isOwner } from "../../../joint/use-cases/held.js";
import { dayOf, plusMs, rfc3339, type Instant } from "../../../kernel/time.js";
import { JOINT_PAPERS } from "../../../notices/joint-papers.js";
import type { Language } from "../../../web/context.js";
import { jointWords } from "../../../web/messages/joint.js";
import type { JointCaseView, JointLineView, JointTrackView } from "../../../web/pages/joint-case.js";
import { paths } from "../../../web/paths.js";
import type { Tone } from "../../../web/parts/text.js";
import type { ActionView, Field } from "../../../web/views.js";
import { button, faultsOf, offers, type Drawing } from "../buttons.js";
import { broughtField, extendFields, handOverFields, meetingFields, needFields, opinionFields, pauseFields } from "../joint-acts.js";

const instantOf = (date: Date): Instant => date.getTime() as Instant;
const timeText = (date: Date): string => rfc3339(instantOf(date)).slice(0, 16).replace("T", " ");
const TONES: Readonly<Partial<Record<JointState, Tone>>> = { "correcting": "bad", "not-accepted": "bad", "decided": "ok", "paid": "ok", "delivered": "ok", "withdrawn": "", "fee-notified": "go" };
const MEMBER_TONES: Readonly<Record<MemberState, Tone>> = { ahead: "", pending: "info", agreed: "ok", objected: "bad", silent: "bad" };
const stateOf = (state: JointState, language: Language) => ({ words: JOINT_STATES[state][language], tone: TONES[state] ?? ("info" as const) });
const memberStateOf = (state: MemberState, language: Language) => ({ words: MEMBER_STATES[state][language], tone: MEMBER_TONES[state] });

type Fact = { readonly name: string; readonly value: string };
const known = (name: string, value: string | null | undefined): Fact[] => (value === null || value === undefined || value === "" ? [] : [{ name, value }]);

function leftOf({ row, remaining, pauses }: TrackedJoint, language: Language): string | null {
  const words = jointWords(language);
  if (pauses.some(({ until_at }) => until_at === null)) return words.standing;
  return remaining === null || row.merged_at !== null ? null : remaining < 0 ? words.overdue(-remaining) : words.days(remaining);
}

function clockFacts(shown: TrackedJoint, language: Language): Fact[] {
  const words = jointWords(language);
  const { row, template, lead, officer } = shown;
  return [
    ...known(words.officer, officer.name), ...known(words.leadUnit, lead[language]), ...known(words.received, timeText(row.received_at)), ...known(words.tellBy, row.silence_at === null ? null : dayOf(plusMs(instantOf(row.silence_at), -1))), ...known(words.accepted, row.accepted_on), ...known(words.promised, words.days(row.limit_days)), ...known(words.extended, row.extended_days === 0 ? null : words.days(row.extended_days)),
    ...known(words.due, row.due_on), ...known(words.remaining, leftOf(shown, language)), ...known(words.stageNow, row.state === "shared" && template.stages.length > 1 ? template.stages[row.stage - 1]?.[language] : null), ...known(words.mergedAt, row.merged_at === null ? null : timeText(row.merged_at)), ...known(words.used, row.used_days === null ? null : words.days(row.used_days)),
    ...known(words.deliverBy, row.deliver_due), ...known(words.delivered, row.delivered_at === null ? null : timeText(row.delivered_at)),
  ];
}

/** Where a joint case stands: nothing of the applicant, nothing of what units said. */
export function jointTrackView(shown: TrackedJoint, language: Language): JointTrackView {
  const words = jointWords(language);
  const { row, template, members, officers, steps, ledger, light } = shown;
  const units = new Map(members.map((each) => [each.row.unit, each.unit[language]]));
  return {
    joint: row.joint, name: template[language], state: stateOf(row.state, language), light: light === null || (light !== "red" && row.decided_at !== null) ? null : { words: LIGHTS[light][language], tone: light === "green" ? "ok" : light === "yellow" ? "go" : "bad" },
    facts: clockFacts(shown, language), notes: [row.silence_agrees ? words.silenceAgrees : words.silenceHolds],
    members: members.map((each) => ({ item: each.version[language], unit: each.unit[language], stage: template.stages[each.row.stage - 1]?.[language] ?? String(each.row.stage), due: each.row.due_on ?? words.noAnswer, state: memberStateOf(each.state, language), silentAt: each.row.silent_at === null ? null : instantOf(each.row.silent_at), said: [] })),
    officers: officers.map((each) => ({ name: each.name, at: each.confirmed_at === null ? null : instantOf(each.confirmed_at), reason: each.reason })),
    steps: steps.map((each) => ({ step: JOINT_STEPS[each.step][language], unit: each.unit === null ? null : (units.get(each.unit) ?? each.unit), at: instantOf(each.made_at), said: [] })), ledger: ledger.map((each) => ({ date: each.date, nth: each.nth === null ? words.notCounted : String(each.nth), why: each[language] })),
  };
}

const saidIn = ({ words }: JointStepRow): string[] => ["reason", "remedy", "basis", "conclusion", "document", "number", "bill"].flatMap((name) => (typeof words[name] === "string" ? [words[name]] : []));

type Choice = { readonly value: string; readonly label: string };
type Seen = { readonly drawing: Drawing; readonly shown: ShownJoint; /** Offices of the lead that a case can be handed to. */ readonly offices: readonly Choice[] };

const can = ({ drawing, shown }: Seen, name: string, step: JointStep): boolean => offers(drawing.actor, name) && jointStep(step, shown.row.state).ok;
const press = ({ drawing, shown }: Seen, name: string, extra: { readonly fields?: readonly Field[]; readonly suffix?: string; readonly label?: string } = {}): ActionView => button(drawing, name, { item: shown.row.joint }, extra);

/** What units say: needs before the acceptance, opinions after it. */
function memberActs(seen: Seen): ActionView[] {
  const { drawing: { language }, shown } = seen;
  const own = shown.members.filter(({ row }) => row.unit === shown.own);
  return own.flatMap(({ row, version }) => {
    const materials = sharedFor(shown.template, row.item).flatMap(({ id }) => shown.template.materials.filter((each) => each.id === id));
    const needs = can(seen, "joint-needs", "need") ? [press(seen, "joint-needs", { fields: needFields(language, row.item, materials), suffix: `-${row.item}` })] : [];
    const speaks = row.code !== null && row.opinion === null && row.case_state !== "suspended" && can(seen, "joint-opine", "opine");
    return [...needs, ...(speaks ? [press(seen, "joint-opine", { fields: opinionFields(language, row.item), suffix: `-${row.item}`, label: version[language] })] : [])];
  });
}

const OWNER_ACTS: readonly (readonly [act: string, step: JointStep])[] = [["joint-resubmit", "resubmit"], ["joint-withdraw", "withdraw"]];
const LEAD_ACTS: readonly (readonly [act: string, step: JointStep])[] = [["joint-notify", "notify"], ["joint-accept", "accept"], ["joint-merge", "merge"], ["joint-fees", "ask-fee"], ["joint-paid", "pay"], ["joint-deliver", "deliver"]];

function leadActs(seen: Seen): ActionView[] {
  const { drawing: { actor, language }, shown } = seen;
  const plain = LEAD_ACTS.filter(([name, step]) => can(seen, name, step)).map(([name]) => press(seen, name));
  const decides = actor.role === "deputy-head" && shown.own === shown.row.unit && can(seen, "joint-decide", "decide");
  const waits = shown.officers.at(-1);
  const papers = shown.row.state === "correcting" && offers(actor, "joint-papers") ? [press(seen, "joint-papers", { fields: [broughtField(language, shown.template.materials.map((each) => ({ value: each.id, label: each[language] })), true)] })] : [];
  return [...papers, ...(waits?.confirmed_at === null && waits.actor === actor.id && offers(actor, "joint-take-over") ? [press(seen, "joint-take-over")] : []), ...plain, ...(decides ? [press(seen, "joint-decide")] : [])];
}

const handsOver = (seen: Seen): boolean => (seen.shown.officer.actor === seen.drawing.actor.id || (seen.drawing.actor.role === "deputy-head" && seen.shown.own === seen.shown.row.unit)) && can(seen, "joint-hand-over", "hand-over");

/** The head of the government extends what was not extended, while its time runs. */
const extensionOf = (seen: Seen, running: readonly Choice[]): ActionView[] =>
  (seen.drawing.actor.role === "city-leader" && seen.shown.row.extended_days === 0 && seen.shown.row.due_on !== null && can(seen, "joint-extend", "extend") ? [press(seen, "joint-extend", { fields: extendFields(seen.drawing.language, running) })] : []);
/** What was brought to the window is taken back there. */
const takesBack = (seen: Seen): ActionView[] => (seen.shown.row.source === "window" && can(seen, "joint-withdraw", "withdraw") ? [press(seen, "joint-withdraw")] : []);

function leadFolded(seen: Seen): ActionView[] {
  const { drawing: { language }, shown, offices } = seen;
  const isPaused = shown.pauses.some(({ until_at }) => until_at === null);
  const running = shown.members.filter(({ row }) => row.code !== null && row.opinion === null).map(({ row, version }) => ({ value: row.item, label: version[language] }));
  const units = [...new Map([[shown.row.unit, shown.lead[language]] as const, ...shown.members.map(({ row, unit }) => [row.unit, unit[language]] as const)])].map(([value, label]) => ({ value, label }));
  return [
    ...(can(seen, "joint-turn-away", "turn-away") ? [press(seen, "joint-turn-away")] : []), ...(!isPaused && running.length > 0 && can(seen, "joint-pause", "pause") ? [press(seen, "joint-pause", { fields: pauseFields(language, running) })] : []), ...extensionOf(seen, running), ...(isPaused && can(seen, "joint-resume", "resume") ? [press(seen, "joint-resume")] : []),
    ...(can(seen, "joint-meet", "meeting") ? [press(seen, "joint-meet", { fields: meetingFields(language, units) })] : []), ...(handsOver(seen) ? [press(seen, "joint-hand-over", { fields: handOverFields(language, offices.filter(({ value }) => value !== shown.officer.actor)) })] : []),
    ...takesBack(seen),
  ];
}

/** Files that can be handed in now, each material its own form. */
function filesOf({ drawing: { world, language }, shown }: Seen): ActionView[] {
  if (shown.row.state !== "correcting") return [];
  const words = jointWords(language);
  return shown.template.materials.map((each) => ({ name: `joint-file-${each.id}`, label: words.upload, href: `${paths.myJoint(shown.row.joint)}/materials/${each.id}`, fields: [{ name: "file", label: each[language], kind: "file", hint: words.fileHint, required: true }], warning: null, refusal: null, idempotencyKey: Buffer.from(world.random(16)).toString("hex"), version: null }));
}

function meetingViews(seen: Seen): JointCaseView["meetings"] {
  const { drawing, shown } = seen;
  const name = (code: string): string => shown.units.find((each) => each.code === code)?.[drawing.language] ?? code;
  const finishes = (unit: string): boolean => offers(drawing.actor, "joint-task") && (unit === shown.own || isLead(drawing.actor, shown.row, shown.units));
  return shown.meetings.map((each) => ({
    number: each.number, heldOn: each.held_on, place: each.place, present: each.present.map(({ unit, person }) => `${name(unit)} ${person}`).join("、"), minutes: each.minutes,
    tasks: shown.tasks.filter(({ meeting }) => meeting === each.serial).map((task) => ({ what: task.what, unit: name(task.unit), due: task.due_on, done: task.done_words, act: task.done_at === null && finishes(task.unit) ? button(drawing, "joint-task", { item: shown.row.joint, lot: String(each.serial), part: String(task.serial) }, { suffix: `-${String(each.serial)}-${String(task.serial)}` }) : null })),
  }));
}

/** A joint case whole, for whoever may see it. */
export function jointCaseView(seen: Seen): JointCaseView {
  const { drawing, shown } = seen;
  const { language, actor } = drawing;
  const { row, template, steps, members } = shown;
  const [words, base, form] = [jointWords(language), jointTrackView(shown, language), readForm(row.form)];
  const material = (id: string) => template.materials.find((each) => each.id === id);
  const leads = isLead(actor, row, shown.units) && !isOwner(actor, row);
  return {
    ...base, steps: base.steps.map((each, at) => { const step = steps[at]; return step === undefined ? each : { ...each, said: saidIn(step) }; }), members: base.members.map((each, at) => ({ ...each, said: [members[at]?.row.words, members[at]?.row.document].filter((line): line is string => typeof line === "string") })),
    about: [...known(words.applicant, row.applicant_name), ...known(words.source, words[row.source]), ...known(words.phone, row.phone), ...known(words.subject, row.subject), ...template.form.flatMap((field) => known(FORM_FIELDS[field][language], form[field])), ...known(words.bill, row.fee_bill)],
    needs: shown.needs.map((each) => ({ unit: members.find((member) => member.row.item === each.item)?.unit[language] ?? each.item, material: material(each.material)?.[language] ?? each.material, words: `${each.what}（${each.standard}）` })),
    materials: shown.materials.map((each) => ({ name: material(each.material)?.[language] ?? each.material, file: each.sha256 === null ? words.onPaper : each.name, sha256: each.sha256, items: (material(each.material)?.uses ?? []).map(([item]) => members.find((member) => member.row.item === item)?.version[language] ?? item).join("、"), at: instantOf(each.made_at) })), meetings: meetingViews(seen),
    papers: shown.papers.map(({ kind, serial, made_at }) => ({ href: `/api/v1/joint/cases/${row.joint}/papers/${String(serial)}/${kind}.pdf`, label: `${JOINT_PAPERS[kind][language]} (PDF)`, at: instantOf(made_at) })),
    open: isOwner(actor, row) ? OWNER_ACTS.slice(0, 1).filter(([name, step]) => can(seen, name, step)).map(([name]) => press(seen, name)) : [...(leads ? leadActs(seen) : []), ...memberActs(seen)],
    folded: isOwner(actor, row) ? OWNER_ACTS.slice(1).filter(([name, step]) => can(seen, name, step)).map(([name]) => press(seen, name)) : leads ? leadFolded(seen) : [], files: isOwner(actor, row) ? filesOf(seen) : [], faults: faultsOf(drawing.refused, language),
  };
}

export const jointLineView = ({ row, template, members }: JointLine, language: Language, href: (joint: string) => string): JointLineView => ({
  href: href(row.joint), joint: row.joint, name: template[language], subject: row.subject, applicant: row.applicant_name, state: stateOf(row.state, language), due: row.due_on ?? "—", members: members.filter(({ state }) => state === "silent" || state === "objected").map(({ state }) => memberStateOf(state, language)),
});
