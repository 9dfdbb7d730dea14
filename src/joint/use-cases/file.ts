import { checkHanded, silenceEnds } from "../../approvals/case.js";
import type { DraftMaterial } from "../../approvals/draft.js";
import { keepMaterial, type File } from "../../approvals/use-cases/drafts.js";
import { newCode, openItem } from "../../approvals/use-cases/file.js";
import { byActor } from "../../approvals/use-cases/held.js";
import { unitByCode } from "../../centre/queries.js";
import { allOrNothing, inTransaction, type Tx } from "../../db/database.js";
import type { NewRow } from "../../db/schema.js";
import type { Actor } from "../../identity/actor.js";
import { nameOfActor, officesWith } from "../../identity/queries.js";
import { ok, refuse, type Result } from "../../kernel/result.js";
import { dayOf, type Instant } from "../../kernel/time.js";
import { freezeRules } from "../../rules/rules.js";
import type { World } from "../../world.js";
import { EMPTY_JOINT_DRAFT, readJointDraft, type JointDraftGiven, type JointDraftKept } from "../forms.js";
import { inCharge } from "../queries.js";
import { dropJointDraft, holdJointDraft, insertJoint, insertJointMaterials, insertJointStep, insertOfficer, saveJointDraft } from "../store.js";
import { FORM_FIELDS, formGaps, templateBy, wantedOf, type JointTemplate, type TemplateName } from "../template.js";
import type { JointTaken } from "./base.js";
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

type Filed = { readonly applicantName: string; readonly subject: string };
function checkDraft(template: JointTemplate, { applicantName, subject, answers, materials }: JointDraftKept): Result<Filed> {
  if (applicantName === null || subject === null) return refuse("draft-unfinished");
  const [gap] = formGaps(template, Object.fromEntries(Object.entries(answers).map(([field, answer]) => [field, answer ?? ""])));
  if (gap !== undefined) return refuse("joint-form-gap", { field: FORM_FIELDS[gap].zh, fieldEn: FORM_FIELDS[gap].en });
  const fit = checkHanded(wantedOf(template), materials);
  return fit.ok ? ok({ applicantName, subject }) : fit;
}

/** Files a draft: received from this moment, with the officer who answers for it for life. Every item of the template is open that day. */
export const fileJoint = (world: World, actor: Actor, name: TemplateName, at: Instant): Promise<Result<JointTaken>> =>
  allOrNothing(world.db, async (tx) => {
    const [draft, known] = [await holdJointDraft(tx, world.exchange.id, actor.id, name), knownTemplate(name)];
    if (draft === null || !known.ok) return refuse("not-found", { what: name });
    const template = known.value;
    const body = readJointDraft(draft.body);
    const filed = checkDraft(template, body);
    if (!filed.ok) return filed;
    const lead = await unitByCode(tx, world.exchange.id, template.lead);
    const officer = lead === null ? refuse("joint-no-officer", { unit: template.lead }) : await officerFor(tx, world, lead);
    if (!officer.ok) return officer;
    const joint = newCode(world, at);
    const members = await membersFor(tx, world, { template, joint }, at);
    if (!members.ok) return members;
    await dropJointDraft(tx, draft);
    await written(tx, world, actor, { joint, name, template, body, filed: filed.value, officer: officer.value, members: members.value }, at);
    return ok({ joint, state: "opened" });
  });

async function membersFor(tx: Tx, world: World, { template, joint }: { readonly template: JointTemplate; readonly joint: string }, at: Instant): Promise<Result<NewRow<"joint_members">[]>> {
  const members: NewRow<"joint_members">[] = [];
  for (const { item, stage, days } of template.members) {
    const version = await openItem(tx, world, item, at);
    if (!version.ok) return version;
    members.push({ exchange_id: world.exchange.id, joint, item, item_version: version.value.version, unit: version.value.unit, stage, days });
  }
  return ok(members);
}

type Writing = { readonly joint: string; readonly name: TemplateName; readonly template: JointTemplate; readonly body: JointDraftKept; readonly filed: Filed; readonly officer: { readonly actor: string; readonly name: string }; readonly members: readonly NewRow<"joint_members">[] };

async function written(tx: Tx, world: World, actor: Actor, { joint, name, template, body, filed, officer, members }: Writing, at: Instant): Promise<void> {
  const [made, madeAt] = [{ exchange_id: world.exchange.id, joint }, new Date(at)];
  await insertJoint(tx, {
    ...made, ...{ applicant: actor.id, applicant_uscc: actor.organisation?.uscc ?? null, applicant_name: filed.applicantName, phone: body.phone, subject: filed.subject }, template: name, unit: template.lead, form: JSON.stringify(body.answers), state: "opened", limit_days: template.promised, silence_agrees: template.silenceAgrees,
    received_at: madeAt, silence_at: new Date(silenceEnds(freezeRules(dayOf(at)), dayOf(at)).at), made_at: madeAt,
  }, members);
  await insertJointMaterials(tx, body.materials.map((each) => ({ ...made, material: each.material, serial: 1, name: each.name, sha256: each.sha256, size: String(each.size), made_by: actor.id, made_at: madeAt })));
  await insertOfficer(tx, { ...made, serial: 1, actor: officer.actor, name: officer.name, reason: "收件时确定", handed_by: officer.actor, handed_at: madeAt, confirmed_at: madeAt });
  const by = byActor(actor);
  await insertJointStep(tx, { ...made, step: "open", state: "opened", unit: null, words: { officer: officer.name }, made_by: by.id, person: by.person, made_at: madeAt });
  await tellOpened(tx, world, officer.actor, at);
}
