import { checkHanded, missingOf, silenceEnds } from "../../approvals/case.js";
import type { DraftMaterial } from "../../approvals/draft.js";
import { keepMaterial, type File } from "../../approvals/use-cases/drafts.js";
import { newCode, openItem } from "../../approvals/use-cases/file.js";
import { byActor } from "../../approvals/use-cases/held.js";
import { unitByCode, unitsOf } from "../../centre/queries.js";
import { allOrNothing, inTransaction, type Tx } from "../../db/database.js";
import type { NewRow } from "../../db/schema.js";
import type { Actor } from "../../identity/actor.js";
import { nameOfActor, officesWith } from "../../identity/queries.js";
import { checkUscc } from "../../kernel/codes.js";
import { ok, refuse, type Result } from "../../kernel/result.js";
import { dayOf, type Instant } from "../../kernel/time.js";
import { freezeRules } from "../../rules/rules.js";
import type { World } from "../../world.js";
import { EMPTY_JOINT_DRAFT, readJointDraft, type JointCounterGiven, type JointDraftGiven, type JointDraftKept } from "../forms.js";
import { inCharge, jointBy, jointMaterialsOf, membersOf, type JointRow } from "../queries.js";
import { dropJointDraft, holdJointDraft, insertJoint, insertJointMaterials, insertJointStep, insertOfficer, saveJointDraft } from "../store.js";
import { FORM_FIELDS, formGaps, templateBy, wantedOf, type JointTemplate, type TemplateName } from "../template.js";
import { JOINT_TEMPLATES } from "../templates.js";
import { rulesOfJoint, templateOf, unitName, type JointTaken } from "./base.js";
import { isLead } from "./held.js";
import { sealJoint } from "./papers.js";
import { memberLines } from "./share.js";
import { tellOpened } from "./tell.js";

/** What an applicant is about to file, kept on the way. */
export type KeptJointDraft = { readonly template: TemplateName; readonly body: JointDraftKept };

const knownTemplate = (name: string): Result<JointTemplate> => { const template = templateBy(name); return template === null ? refuse("not-found", { what: name }) : ok(template); };

async function changed(tx: Tx, world: World, actor: Actor, template: TemplateName, at: Instant, change: (body: JointDraftKept) => JointDraftKept): Promise<KeptJointDraft> {
  const before = await holdJointDraft(tx, world.exchange.id, actor.id, template);
  const body = change(before === null ? EMPTY_JOINT_DRAFT : readJointDraft(before.body));
  await saveJointDraft(tx, { exchange_id: world.exchange.id, owner: actor.id, template, body: JSON.stringify(body), made_at: new Date(at), changed_at: new Date(at) });
  return { template, body };
}

/** Saves what was typed so far into the one form. */
export const keepJointDraft = (world: World, actor: Actor, template: string, given: JointDraftGiven, at: Instant): Promise<Result<KeptJointDraft>> =>
  allOrNothing(world.db, async (tx) => {
    const known = knownTemplate(template);
    return known.ok ? ok(await changed(tx, world, actor, template as TemplateName, at, (body) => ({ ...body, ...given }))) : known;
  });

/** Puts a file into a draft, once for all units, in the place of the one before it. */
export async function addToJointDraft(world: World, actor: Actor, template: string, file: File, at: Instant): Promise<Result<KeptJointDraft>> {
  const known = knownTemplate(template);
  if (!known.ok) return known;
  const kept = await keepMaterial(world, wantedOf(known.value), file);
  if (!kept.ok) return kept;
  const others = ({ materials }: JointDraftKept): DraftMaterial[] => materials.filter(({ material }) => material !== file.material);
  return ok(await inTransaction(world.db, (tx) => changed(tx, world, actor, template as TemplateName, at, (body) => ({ ...body, materials: [...others(body), kept.value] }))));
}

/** Gives a draft up. */
export const giveUpJointDraft = (world: World, actor: Actor, template: string): Promise<Result<{ readonly template: string }>> =>
  allOrNothing(world.db, async (tx) => {
    const draft = await holdJointDraft(tx, world.exchange.id, actor.id, template as TemplateName);
    if (draft === null) return refuse("not-found", { what: template });
    await dropJointDraft(tx, draft);
    return ok({ template });
  });

/** Whoever answers for a new case: of the clerks at the lead’s window the one who answers for the fewest. */
async function officerFor(tx: Tx, world: World, { zh, uscc }: { readonly zh: string; readonly uscc: string }): Promise<Result<{ readonly actor: string; readonly name: string }>> {
  const [clerks, charge] = [await officesWith(tx, world.exchange.id, "window-staff", [uscc]), await inCharge(tx, world.exchange.id)];
  const [actor] = clerks.toSorted((one, other) => (charge.get(one) ?? 0) - (charge.get(other) ?? 0) || (one < other ? -1 : 1));
  return actor === undefined ? refuse("joint-no-officer", { unit: zh }) : ok({ actor, name: (await nameOfActor(tx, world.exchange.id, actor)) ?? actor });
}

type Material = { readonly material: string; readonly name: string; readonly sha256: string | null; readonly size: number };
/** What is filed, however it came. */
type Filed = Pick<JointCounterGiven, "applicantName" | "phone" | "subject" | "answers"> & { readonly materials: readonly Material[] };
function checkFiled(template: JointTemplate, { applicantName, subject, answers, materials, phone }: Pick<JointDraftKept, "applicantName" | "phone" | "subject" | "answers"> & { readonly materials: readonly Material[] }): Result<Filed> {
  if (applicantName === null || subject === null) return refuse("draft-unfinished");
  const [gap] = formGaps(template, Object.fromEntries(Object.entries(answers).map(([field, answer]) => [field, answer ?? ""])));
  if (gap !== undefined) return refuse("joint-form-gap", { field: FORM_FIELDS[gap].zh, fieldEn: FORM_FIELDS[gap].en });
  const fit = checkHanded(wantedOf(template), materials);
  return fit.ok ? ok({ applicantName, subject, answers, materials, phone }) : fit;
}

/** Files a draft: received from this moment, with the officer who answers for it for life. Every item of the template is open that day. */
export const fileJoint = (world: World, actor: Actor, name: TemplateName, at: Instant): Promise<Result<JointTaken>> =>
  allOrNothing(world.db, async (tx) => {
    const [draft, known] = [await holdJointDraft(tx, world.exchange.id, actor.id, name), knownTemplate(name)];
    if (draft === null || !known.ok) return refuse("not-found", { what: name });
    const filed = checkFiled(known.value, readJointDraft(draft.body));
    if (!filed.ok) return filed;
    await dropJointDraft(tx, draft);
    return received(tx, world, actor, { name, filed: filed.value, uscc: actor.organisation?.uscc ?? null, source: "online" }, at);
  });

/** A clerk at the lead’s window, or a composite one, takes in what somebody brings: the one form, and the papers he handed over. */
export const receiveJoint = (world: World, actor: Actor, { template, uscc, materials, ...given }: JointCounterGiven, at: Instant): Promise<Result<JointTaken>> =>
  allOrNothing(world.db, async (tx) => {
    const [known, units] = [knownTemplate(template), await unitsOf(tx, world.exchange.id)];
    if (!known.ok) return known;
    if (!isLead(actor, { unit: known.value.lead }, units)) return refuse("joint-lead", { unit: unitName(units, known.value.lead) });
    const firm = uscc === null ? ok(null) : checkUscc(uscc);
    if (!firm.ok) return firm;
    const filed = checkFiled(known.value, { ...given, materials: materials.map(onPaper) });
    return filed.ok ? received(tx, world, actor, { name: template, filed: filed.value, uscc: firm.value, source: "window" }, at) : filed;
  });

/** A paper as it is handed over. */
export const onPaper = (material: string): Material => ({ material, name: "", sha256: null, size: 0 });

async function membersFor(tx: Tx, world: World, { template, joint }: { readonly template: JointTemplate; readonly joint: string }, at: Instant): Promise<Result<NewRow<"joint_members">[]>> {
  const members: NewRow<"joint_members">[] = [];
  for (const { item, stage, days } of template.members) {
    const version = await openItem(tx, world, item, at);
    if (!version.ok) return version;
    members.push({ exchange_id: world.exchange.id, joint, item, item_version: version.value.version, unit: version.value.unit, stage, days });
  }
  return ok(members);
}

type Receiving = { readonly name: TemplateName; readonly filed: Filed; readonly uscc: string | null; readonly source: JointRow["source"] };

/** Receives a joint application: officer, members, materials and the sealed receipt, or nothing of them. */
async function received(tx: Tx, world: World, actor: Actor, { name, filed, uscc, source }: Receiving, at: Instant): Promise<Result<JointTaken>> {
  const template: JointTemplate = JOINT_TEMPLATES[name];
  const lead = await unitByCode(tx, world.exchange.id, template.lead);
  const officer = lead === null ? refuse("joint-no-officer", { unit: template.lead }) : await officerFor(tx, world, lead);
  if (!officer.ok) return officer;
  const joint = newCode(world, at);
  const members = await membersFor(tx, world, { template, joint }, at);
  if (!members.ok) return members;
  const [made, madeAt, by] = [{ exchange_id: world.exchange.id, joint }, new Date(at), byActor(actor)];
  await insertJoint(tx, {
    ...made, applicant: actor.id, applicant_uscc: uscc, applicant_name: filed.applicantName, phone: filed.phone, subject: filed.subject, template: name, unit: template.lead, form: JSON.stringify(filed.answers), source, state: "opened", limit_days: template.promised, silence_agrees: template.silenceAgrees,
    received_at: madeAt, silence_at: new Date(silenceEnds(freezeRules(dayOf(at)), dayOf(at)).at), made_at: madeAt,
  }, members.value);
  await insertJointMaterials(tx, filed.materials.map((each) => ({ ...made, material: each.material, serial: 1, name: each.name, sha256: each.sha256, size: String(each.size), made_by: actor.id, made_at: madeAt })));
  await insertOfficer(tx, { ...made, serial: 1, actor: officer.value.actor, name: officer.value.name, reason: "收件时确定", handed_by: officer.value.actor, handed_at: madeAt, confirmed_at: madeAt });
  await insertJointStep(tx, { ...made, step: "open", state: "opened", unit: null, words: { officer: officer.value.name }, made_by: by.id, person: by.person, made_at: madeAt });
  await sealReceipt(tx, world, { joint, receivedBy: source === "window" ? actor.name : null }, at);
  await tellOpened(tx, world, officer.value.actor, at);
  return ok({ joint, state: "opened" });
}

/** The receipt (收件凭证): what came, what is missing, until when corrections are told, which units take part. */
async function sealReceipt(tx: Tx, world: World, { joint, receivedBy }: { readonly joint: string; readonly receivedBy: string | null }, at: Instant): Promise<void> {
  const key = { exchangeId: world.exchange.id, joint };
  const [row, members, units] = [await jointBy(tx, key), await membersOf(tx, key), await unitsOf(tx, key.exchangeId)];
  if (row === null) throw new RangeError(`no joint case ${joint}`);
  const missing = missingOf(wantedOf(templateOf(row)), await jointMaterialsOf(tx, key)).map(({ zh }) => zh);
  const until = silenceEnds(rulesOfJoint(row), dayOf(at)).on;
  await sealJoint(tx, world, { row, units }, { kind: "joint-receipt", how: receivedBy === null ? "网上申请" : "窗口收件", receivedBy, missing, until, members: await memberLines(tx, { row, members, units }, at) }, at);
}
