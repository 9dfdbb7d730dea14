import { unitsOf } from "../../centre/queries.js";
import { EMPTY_JOINT_DRAFT, readJointDraft, type JointDraftKept } from "../../joint/forms.js";
import { jointDraftOf } from "../../joint/queries.js";
import { templateBy, type JointTemplate, type TemplateName } from "../../joint/template.js";
import { JOINT_TEMPLATES } from "../../joint/templates.js";
import { isLead } from "../../joint/use-cases/held.js";
import { showJoint, showJoints, type ShownJoint } from "../../joint/use-cases/show.js";
import { can } from "../../identity/can.js";
import { nameOfActor, officesWith } from "../../identity/queries.js";
import { jointWords } from "../../web/messages/joint.js";
import { applyTogetherPage, templatePage, togetherPage, type ApplyTogetherView, type TemplateView } from "../../web/pages/joint.js";
import { deskJointsPage, jointCasePage, jointCounterPage, type CounterLinks } from "../../web/pages/joint-case.js";
import { paths } from "../../web/paths.js";
import type { ActionView, Field } from "../../web/views.js";
import { inOffice } from "../endpoint.js";
import { templateViews } from "../views/joint.js";
import { postFile } from "./apply.js";
import { button, faultsOf, type Drawing } from "./buttons.js";
import type { Refused } from "./forms.js";
import { counterFields, formFields } from "./joint-acts.js";
import { contextOf, html, missingPage, refusedPage, type PageRequest, type Site } from "./site.js";
import { jointCaseView, jointLineView } from "./views/joint.js";

const enc = encodeURIComponent;
const TEMPLATE = "/services/together/:template{[a-z-]+}";

/** Joint cases: the guide of each template, the one application, an applicant’s case and the desks of lead and members. */
export function jointPageRoutes(site: Site): void {
  site.api.get(paths.together, async (c) => { const page = contextOf(c, site); return html(c, page, togetherPage(page, { templates: await views(c, site) })); });
  site.api.get(TEMPLATE, (c) => guide(c, site));
  for (const path of [`${TEMPLATE}/apply`, "/my/together/:joint", paths.deskJoints, paths.jointCounter, "/desk/together/:joint"]) site.api.get(path, async (c) => (await drawJoints(c, site, new URL(c.req.url), null)) ?? missingPage(c, site));
  site.api.post(`${TEMPLATE}/apply/materials/:material`, (c) => postFile(c, site, { api: (name) => `/api/v1/joint/drafts/${enc(c.req.param("template"))}/materials/${enc(c.req.param("material"))}/${enc(name)}`, back: paths.applyTogether(c.req.param("template")) }));
  site.api.post("/my/together/:joint/materials/:material", (c) => postFile(c, site, { api: (name) => `/api/v1/joint/cases/${enc(c.req.param("joint"))}/materials/${enc(c.req.param("material"))}/${enc(name)}`, back: paths.myJoint(c.req.param("joint")) }));
}

async function views(c: PageRequest, site: Site): Promise<TemplateView[]> {
  const { language } = contextOf(c, site);
  const by = language === "zh" ? "name" : "nameEn";
  return (await templateViews(site.world, c.get("receivedAt"))).map((each) => ({
    template: each.template, name: each[by], lead: each.leadName, promised: each.promised, before: each.before, silenceAgrees: each.silenceAgrees, form: each.form.map((field) => field[language]),
    members: each.members.map((member) => ({ item: member.item, name: member[by], unit: member.unit ?? "—", stage: each.stages[member.stage - 1]?.[language] ?? String(member.stage), days: member.days })), materials: each.materials.map((material) => ({ name: material[by], items: material.items.map((item) => each.members.find((member) => member.item === item)?.[by] ?? item) })),
  }));
}

async function guide(c: PageRequest, site: Site): Promise<Response> {
  const page = contextOf(c, site);
  const view = (await views(c, site)).find(({ template }) => template === c.req.param("template"));
  const reader = c.get("actor");
  return view === undefined ? missingPage(c, site) : html(c, page, templatePage(page, { ...view, mayApply: reader === null || can(reader, "joint.file").ok }));
}

/** Draws a page of this corner, after a refusal with what was typed; null where the address is another’s. */
export async function drawJoints(c: PageRequest, site: Site, url: URL, refused: Refused | null): Promise<Response | null> {
  const path = decodeURIComponent(url.pathname);
  if (path === paths.jointCounter) return counter(c, site, url, refused);
  const template = /^\/services\/together\/([a-z-]+)\/apply$/.exec(path)?.[1];
  const place = template === undefined ? placeIn(path) : null;
  if (template === undefined && place === null) return null;
  const may = inOffice(c, place?.action ?? "joint.file");
  if (!may.ok) return refusedPage(c, site, may.refusal, paths.home);
  const drawing: Drawing = { world: site.world, actor: may.value, language: contextOf(c, site).language, back: url.pathname, refused };
  return template === undefined ? caseOrDesk(c, site, drawing, place) : apply(c, site, drawing, template);
}

const caseOrDesk = (c: PageRequest, site: Site, drawing: Drawing, place: ReturnType<typeof placeIn>): Promise<Response> => (place?.joint == null ? desk(c, site, drawing) : one(c, site, drawing, { joint: place.joint, root: place.root }));

/** Whose page of which case an address is; the list of a desk has none. */
function placeIn(path: string): { readonly joint: string | null; readonly root: string; readonly action: "case-light.read" | "case.read" } | null {
  const [, root, joint = null] = /^\/(my|desk)\/together(?:\/([^/]+))?$/.exec(path) ?? [];
  if (root === "desk") return { joint, root: paths.deskJoints, action: "case-light.read" };
  return joint === null ? null : { joint, root: paths.myCases, action: "case.read" };
}

const status = ({ refused }: Drawing) => (refused === null ? 200 : 422);

async function apply(c: PageRequest, site: Site, drawing: Drawing, name: string): Promise<Response> {
  const template = templateBy(name);
  if (template === null) return missingPage(c, site);
  const { world } = site;
  const page = contextOf(c, site);
  const draft = await jointDraftOf(world.db, world.exchange.id, drawing.actor.id, name as TemplateName);
  const items = new Map((await views(c, site)).find((each) => each.template === name)?.members.map((each) => [each.item, each.name]));
  return html(c, page, applyTogetherPage(page, applyView(drawing, { name, items, template, body: draft === null ? EMPTY_JOINT_DRAFT : readJointDraft(draft.body), isKept: draft !== null })), status(drawing));
}

/** A field as it is shown: everything but a telephone number and the code of a firm is needed for filing, though not for saving. */
const wanted = (field: Field): Field => (["phone", "uscc", "materials", "template"].includes(field.name) ? field : { ...field, required: true });

type Applying = { readonly name: string; /** Names of items by their codes. */ readonly items: ReadonlyMap<string, string>; readonly template: JointTemplate; readonly body: JointDraftKept; readonly isKept: boolean };

function applyView(drawing: Drawing, { name, items, template, body, isKept }: Applying): ApplyTogetherView {
  const { language, actor, world, refused } = drawing;
  const words = jointWords(language);
  const values: Readonly<Record<string, string | null>> = { applicantName: body.applicantName ?? actor.organisation?.name ?? "", phone: body.phone, subject: body.subject, ...Object.fromEntries(template.form.map((field) => [`answers.${field}`, body.answers[field]])) };
  const fields = formFields(language, template.form).map((field) => wanted({ ...field, value: values[field.name] ?? "" }));
  const file = (id: string): string | null => body.materials.find(({ material }) => material === id)?.name ?? null;
  return {
    name: template[language], template: name, form: button(drawing, "joint-draft", { item: name }, { fields }), missing: template.materials.filter(({ id }) => file(id) === null).map((each) => each[language]), faults: faultsOf(refused, language),
    materials: template.materials.map((each) => ({
      name: each[language], items: each.uses.map(([item]) => items.get(item) ?? item), file: file(each.id),
      add: { name: `add-${each.id}`, label: words.upload, href: `${paths.applyTogether(name)}/materials/${each.id}`, fields: [{ name: "file", label: words.choose, kind: "file", hint: words.fileHint, required: true }], warning: null, refusal: null, idempotencyKey: Buffer.from(world.random(16)).toString("hex"), version: null },
    })),
    acts: isKept ? [button(drawing, "joint-file", { item: name }, { fields: [{ name: "template", label: "template", kind: "hidden", required: true, value: name }] }), button(drawing, "joint-give-up", { item: name })] : [],
  };
}

async function desk(c: PageRequest, site: Site, drawing: Drawing): Promise<Response> {
  const page = contextOf(c, site);
  const lines = await showJoints(site.world, drawing.actor, c.get("receivedAt"));
  return html(c, page, deskJointsPage(page, { counter: await counterLinks(site, drawing), lines: lines.map((each) => jointLineView(each, drawing.language, paths.deskJoint)) }));
}

/** The templates whose lead’s window somebody is at, each with its form of the counter. */
async function counterLinks({ world }: Site, { actor, language }: Pick<Drawing, "actor" | "language">): Promise<CounterLinks> {
  if (!can(actor, "case.handle").ok) return [];
  const units = await unitsOf(world.db, world.exchange.id);
  const templates: readonly (readonly [string, JointTemplate])[] = Object.entries(JOINT_TEMPLATES);
  return templates.filter(([, { lead }]) => isLead(actor, { unit: lead }, units)).map(([name, each]) => ({ href: `${paths.jointCounter}?template=${name}`, name: each[language] }));
}

/** The form of the counter for the template asked for, where its lead is who asks. */
async function counter(c: PageRequest, site: Site, url: URL, refused: Refused | null): Promise<Response> {
  const may = inOffice(c, "case.handle");
  if (!may.ok) return refusedPage(c, site, may.refusal, paths.home);
  const page = contextOf(c, site);
  const { language } = page;
  const drawing: Drawing = { world: site.world, actor: may.value, language, back: url.pathname, refused };
  const links = await counterLinks(site, drawing);
  const name = url.searchParams.get("template") ?? refused?.posted.get("template")?.[0] ?? "";
  const template = links.some(({ href }) => href === `${paths.jointCounter}?template=${name}`) ? templateBy(name) : null;
  const shown = template === null ? { name: null, act: null } : { name: template[language], act: counterForm(drawing, name, template) };
  return html(c, page, jointCounterPage(page, { links, ...shown, faults: faultsOf(refused, language) }), status(drawing));
}

const counterForm = (drawing: Drawing, name: string, { form, materials }: JointTemplate): ActionView =>
  button(drawing, "joint-counter", { item: name }, { fields: counterFields(drawing.language, name, form, materials.map((each) => ({ value: each.id, label: each[drawing.language] }))).map(wanted) });

const AT_DESK = ["window-staff", "chief-representative", "deputy-head"] as const;
/** Offices of the lead that a case can be handed to. */
async function officesOf({ world }: Site, { row, units }: ShownJoint): Promise<{ readonly value: string; readonly label: string }[]> {
  const lead = units.find(({ code }) => code === row.unit);
  if (lead === undefined) return [];
  const ids = (await Promise.all(AT_DESK.map((role) => officesWith(world.db, world.exchange.id, role, [lead.uscc])))).flat();
  return Promise.all(ids.map(async (value) => ({ value, label: `${(await nameOfActor(world.db, world.exchange.id, value)) ?? value}（${value}）` })));
}

async function one(c: PageRequest, site: Site, drawing: Drawing, { joint, root }: { readonly joint: string; readonly root: string }): Promise<Response> {
  const shown = await showJoint(site.world, drawing.actor, joint, c.get("receivedAt"));
  if (!shown.ok) return refusedPage(c, site, shown.refusal, root);
  const page = contextOf(c, site);
  return html(c, page, jointCasePage(page, jointCaseView({ drawing, shown: shown.value, offices: await officesOf(site, shown.value) }), root), status(drawing));
}
