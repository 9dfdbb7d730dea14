import { METHOD_LAW } from "../../bidding/method.js";
import { scopeOf } from "../../identity/mandate.js";
import { wayActsOf } from "../../judging/queries.js";
import { readFinding } from "../../judging/way-change.js";
import { refuse } from "../../kernel/result.js";
import { isLine, LINES, lineOf } from "../../lines/lines.js";
import { ENDED_STAGES, type Procedure } from "../../procedure/procedure.js";
import { ownerOf } from "../../tenders/owner.js";
import { openerOffices, tenderById, type Tender } from "../../tenders/queries.js";
import { projectsOf } from "../../tenders/queries/lot-lines.js";
import { awaitsInvitation } from "../../tenders/schedule.js";
import type { Language } from "../../web/context.js";
import { draftChoicePage, type ShapeForm } from "../../web/pages/desk-draft.js";
import type { DeskFormView } from "../../web/pages/desk.js";
import { paths } from "../../web/paths.js";
import type { Field } from "../../web/views.js";
import { say } from "./acts.js";
import { offers } from "./buttons.js";
import { formPage, readPage, type Desk } from "./desk-forms.js";
import { formValues, keepsWhole, withValues } from "./draft-values.js";
import { countAt, givenIn, rowsAt, type Given } from "./given.js";
import { foldedSections, shownText } from "./sections.js";
import { sampleValues, shaped, timesOf, type Shape } from "./sample-values.js";
import { html, refusedPage } from "./site.js";
import { isVisitIn, lineIn, tenderFields, wayIn } from "./tender-fields.js";

const LOTS_MAX = 20;
const NEW = "/desk/tenders/new";

/** /desk/tenders/new: first the line and its shape, then the notice form filled with a lawful sample, or with the failed tender that is tendered again. */
export async function newTender(desk: Desk): Promise<Response> {
  const { site: { world }, page: { language }, actor, url, c } = desk;
  if (!offers(actor, "project")) return refusedPage(c, desk.site, refuse("not-yours", { role: actor.role, action: "编制招标公告" }).refusal, paths.desk);
  const projects = await projectsOf(world.db, world.exchange.id, actor.organisation?.uscc ?? "", scopeOf(actor.agency));
  const project = projects.find(({ project_id }) => project_id === url.searchParams.get("project")) ?? projects[0];
  if (project === undefined) return c.redirect("/desk/projects/new", 303);
  const failed = await failedTender(desk, project.project_id);
  const given = startOf(desk, failed);
  const about = say(language, `项目：${project.name}（${project.project_id}）。`, `Project ${project.project_id}. `);
  return given === null ? choicePage(desk, { lead: about, project: project.project_id }) : newForm(desk, { project: project.project_id, about, given, failed });
}

const backTo = (language: Language): DeskFormView["back"] => ({ label: say(language, "工作台", "Desk"), href: paths.desk });
type New = { readonly project: string; readonly about: string; readonly given: Given; readonly failed: Tender | null };

async function newForm(desk: Desk, { project, about, given, failed }: New): Promise<Response> {
  const { language } = desk.page;
  const again = failed === null ? "" : say(language, `重新招标：承接未成功的招标项目 ${failed.id}，内容取自原公告，时间已重新安排；请先按失败的原因修改。${await foundWrong(desk, failed)}`, `Tendered again after ${failed.id}: its form with new times. ${await foundWrong(desk, failed)}`);
  const lead = `${about}${again}${say(language, "以下已填好一份合法的内容，请按实际修改；公告、招标文件条款和 PDF 都由这张表生成。", "The form is filled in lawfully: write over it.")}`;
  const fields = [hidden("retenderOf", failed?.id ?? given["retenderOf"] ?? ""), ...await filledFields(desk, given)];
  return formPage(desk, { act: "tender", place: { item: project }, title: say(language, "编制招标公告", "Draft a tender"), lead, fields, back: backTo(language) });
}

/** What experts found wrong with the failed tender's documents or procedure, which has to be put right in this one (87号令 43); empty where nothing was. */
async function foundWrong({ site: { world }, page: { language } }: Desk, failed: Tender): Promise<string> {
  const told: string[] = [];
  for (const { lot } of failed.lots) {
    const finding = readFinding((await wayActsOf(world.db, { exchangeId: world.exchange.id, tenderId: failed.id, lot })).finding);
    if (finding !== null && !(finding.documentsReasonable && finding.procedureLawful)) told.push(finding.finding);
  }
  return told.length === 0 ? "" : say(language, `评审专家论证认为须改正：${told.join("；")}。`, `Experts found what must be put right: ${told.join("; ")}. `);
}

/** The tender of the project that this one follows: one of its lots ended without an award. */
async function failedTender({ site: { world }, url }: Desk, project: string): Promise<Tender | null> {
  const tender = await tenderById(world.db, world.exchange.id, url.searchParams.get("again") ?? "");
  return tender?.row.project_id === project && tender.lots.some(({ stage }) => ENDED_STAGES.has(stage)) ? tender : null;
}

/** What the form begins with: what was just refused, the failed tender, or a sample of the line that was chosen; null where none was. */
function startOf({ url: { searchParams: query }, page: { now }, drawing: { refused } }: Desk, failed: Tender | null): Given | null {
  if (refused !== null) return givenIn(refused.posted);
  if (failed !== null) {
    const given = formValues(failed.form, failed.row.line);
    return { ...given, ...timesOf(now, wayIn(given), lineIn(given)) };
  }
  const line = query.get("line") ?? "";
  return isLine(line) ? sampleValues(now, line, shapeIn(query, lineOf(line))) : null;
}

/** The shape an address asks for; what it does not say, or the line does not know, is the line's first. */
function shapeIn(query: URLSearchParams, { ways, methods }: Procedure): Shape {
  const way = (["prequalification", "invitation"] as const).find((each) => each === query.get("way") && ways[each] !== undefined) ?? "open";
  const lots = Number(query.get("lots") ?? "1");
  return { way, method: methods.kinds.find((kind) => kind === query.get("method")) ?? null, lots: Number.isInteger(lots) ? Math.min(LOTS_MAX, Math.max(1, lots)) : 1, visit: query.get("visit") !== null };
}

function choicePage({ c, page }: Desk, { lead, project }: { readonly lead: string; readonly project: string }): Response {
  const { language } = page;
  const forms = Object.entries(LINES).map(([line, procedure]): ShapeForm => ({ title: procedure.title[language], href: NEW, name: line, fields: [hidden("project", project), hidden("line", line), ...shapeFields(language, procedure, null)], submit: say(language, "下一步：填写公告", "Next: the notice form") }));
  return html(c, page, draftChoicePage(page, { title: say(language, "编制招标公告：选择交易分类", "Draft a tender: which trade"), back: backTo(language), lead: `${lead}${say(language, "先选择交易分类、招标方式和评标办法，下一页按所选内容填写。", "Choose line, way and method first.")}`, forms }));
}

const hidden = (name: string, value: string): Field => ({ name, label: name, kind: "hidden", value });

/** What shapes a form. @param given the draft it is changed for; null for a new one */
function shapeFields(language: Language, { ways, methods }: Procedure, given: Given | null): Field[] {
  const kept = given === null ? [] : [{ value: "", label: say(language, "不变", "as it is") }];
  return [
    { name: "way", label: say(language, "招标方式", "Way in"), kind: "select", required: true, value: given === null ? "open" : wayIn(given), options: Object.entries(ways).map(([value, title]) => ({ value, label: title[language] })) },
    { name: "method", label: say(language, "评标办法", "Method"), kind: "select", required: true, options: [...kept, ...methods.kinds.map((kind) => ({ value: kind, label: METHOD_LAW[kind][language] }))] },
    { name: "lots", label: say(language, "标段（包）数", "Lots"), kind: "number", required: true, value: String(given === null ? 1 : Math.max(1, countAt(given, "lots"))) },
    { name: "visit", label: say(language, "组织现场踏勘", "Visit of the site"), kind: "checkbox", value: given !== null && isVisitIn(given) ? "yes" : "" },
  ];
}

/** The fields with what is given; every opener is proposed where nothing is said of openers. */
async function filledFields({ site: { world }, page }: Desk, given: Given): Promise<Field[]> {
  const offices = (await openerOffices(world.db, world.exchange.id)).map(({ opener, org_name }) => ({ value: opener, label: org_name }));
  const all = Object.fromEntries(rowsAt(given, "lots", 0).map((row) => [`lots.${String(row)}.openers`, offices.map(({ value }) => value).join("\n")]));
  return foldedSections(withValues(tenderFields(page.language, given, offices), { ...all, ...given }, true), page.language);
}

const ELSEWHERE = {
  zh: "本草稿有本页表单没有的内容，在此保存会丢失，只能通过接口修改。以下为本页能显示的部分。",
  en: "This draft has what the form of this page has not: saving it here would lose that, so change it through the API. Below is what this page can show.",
} as const;

/** /desk/{tender}/form: a draft is edited, in another shape where that is asked for; what is under review or published is read. */
export async function draftForm(desk: Desk, tender: Tender, back: DeskFormView["back"]): Promise<Response> {
  const { language } = desk.page;
  const held = formValues(tender.form, tender.row.line);
  const fields = await filledFields(desk, held);
  const isDraft = tender.row.submitted_by === null && (tender.row.published_at === null || awaitsInvitation(tender.lots)) && offers(desk.actor, "redraft");
  if (isDraft && keepsWhole(fields, tender.form)) return editForm(desk, tender, held, back);
  const rows = fields.filter(({ kind }) => kind !== "hidden" && kind !== "heading").map(({ label, ...field }) => ({ label, text: shownText(field, language) })).filter(({ text }) => text !== "");
  return readPage(desk, { title: tender.form.title, rows, back, lead: isDraft ? ELSEWHERE[language] : say(language, "待复核的招标公告全文", "The notice under review") });
}

async function editForm(desk: Desk, tender: Tender, held: Given, back: DeskFormView["back"]): Promise<Response> {
  const { page: { language, now }, url, drawing: { refused } } = desk;
  const procedure = lineOf(tender.row.line);
  const isReshaped = refused === null && url.searchParams.has("way");
  const given = refused !== null ? { ...givenIn(refused.posted), line: lineIn(held) } : isReshaped ? shaped(held, shapeIn(url.searchParams, procedure), now) : held;
  const aside: ShapeForm = { title: say(language, "改变招标方式、评标办法、标段数或者现场踏勘", "Change way, method, number of lots or visit"), href: `${paths.deskTender(tender.id)}/form`, name: "shape", fields: shapeFields(language, procedure, given), submit: say(language, "按所选内容重排表单", "Arrange the form anew") };
  const lead = isReshaped ? say(language, "表单已按所选内容重排，尚未保存；请补齐后保存。", "Arranged anew and not saved yet.") : null;
  return formPage(desk, { act: "redraft", place: { tender: tender.id }, title: say(language, "修改招标公告草稿", "Change the draft"), version: tender.row.version, owner: ownerOf(tender), fields: await filledFields(desk, given), back, lead, aside });
}
