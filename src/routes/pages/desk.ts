import type { Language } from "../../web/context.js";
import type { Actor } from "../../identity/actor.js";
import { can } from "../../identity/can.js";
import { scopeOf } from "../../identity/mandate.js";
import { refuse } from "../../kernel/result.js";
import { amended, changesBetween } from "../../tenders/amend.js";
import { comparedWords, type DocumentChange } from "../../notices/document-changes.js";
import { isOwnTender, ownerOf } from "../../tenders/owner.js";
import { changesOfDocuments } from "../../tenders/use-cases/document-changes.js";
import { readClarification, type Clarification } from "../../tenders/clarification.js";
import { admissionsOf } from "../../tenders/queries/admissions.js";
import { areasOf, clarificationsOf, tenderById, type Tender } from "../../tenders/queries.js";
import { lotLines, type LotLine } from "../../tenders/queries/lot-lines.js";
import { rfc3339, type Instant } from "../../kernel/time.js";
import type { PageContext } from "../../web/context.js";
import { clarificationFields, projectFields } from "../../web/forms.js";
import { tenderWatchPage } from "../../web/pages/tender-watch.js";
import { deskPage, deskTenderPage, type DeskFormView, type DeskView } from "../../web/pages/desk.js";
import { paths } from "../../web/paths.js";
import type { Field } from "../../web/views.js";
import { say } from "./acts.js";
import { inviteFields } from "./act-table.js";
import { committeeForm } from "./desk-committee.js";
import { inOffice } from "../endpoint.js";
import { qualificationView, tieDrawView } from "../views/judging.js";
import { mayRead, seesDrafts } from "../views/tender.js";
import { offers, type Drawing } from "./buttons.js";
import { deskHandOver } from "./desk-hand-over.js";
import { formLinks } from "./desk-links.js";
import { formPage, readPage, type Desk } from "./desk-forms.js";
import { amendForm } from "./desk-amend.js";
import { wayForm } from "./desk-way.js";
import { draftForm, newTender } from "./desk-drafts.js";
import { deskReserve } from "./desk-reserve.js";
import { answerPage, answerRows, answersDue } from "./desk-questions.js";
import { deskLetters } from "./letters.js";
import { followPage, planPages, plansView } from "./desk-plans.js";
import type { Refused } from "./forms.js";
import { withValues } from "./draft-values.js";
import { tieDrawFields } from "./panel-inputs.js";
import { qualificationFields } from "./remedy-acts.js";
import { contextOf, html, missingPage, refusedPage, type PageRequest, type Site } from "./site.js";
import { refundsDue } from "./views/refunds.js";
import { repliesDue } from "./views/objections.js";
import { watchedLots } from "./views/tender-watch.js";
import { deskTenderView, dueOf } from "./views/desk.js";
import { areaName, stageName } from "./views/lists.js";

const LOTS_MAX = 300;

/** Where staff work: what is due, each tender with what can be done, each longer form on its own page. */
export function deskRoutes(site: Site): void {
  const { api } = site;
  api.get(paths.desk, (c) => withDesk(c, site, null, (desk) => desktop(desk)));
  for (const path of ["/desk/projects/new", "/desk/tenders/new", "/desk/plans/:plan", "/desk/plans/:plan/form", "/desk/plans/:plan/correction", "/desk/:tender", "/desk/:tender/plan", "/desk/:tender/form", "/desk/:tender/clarification", "/desk/:tender/amend", "/desk/:tender/questions", "/desk/:tender/letters", "/desk/:tender/admissions", "/desk/:tender/hand-over", "/desk/:tender/clarifications/:serial", "/desk/:tender/:lot/guarantee", "/desk/:tender/:lot/reserve", "/desk/:tender/:lot/committee", "/desk/:tender/:lot/appointment", "/desk/:tender/:lot/seat-leaves", "/desk/:tender/:lot/seat-substitutes", "/desk/:tender/:lot/invite", "/desk/:tender/:lot/qualification", "/desk/:tender/:lot/tie-draw", "/desk/:tender/:lot/way"]) {
    api.get(path, async (c) => (await drawDesk(c, site, new URL(c.req.url), null)) ?? missingPage(c, site));
  }
  // A preview: it writes nothing.
  api.post("/desk/:tender/amend", async (c) => (await drawDesk(c, site, new URL(c.req.url), null)) ?? missingPage(c, site));
}

/** Draws a page of the desk, after a refusal with what was typed; null where the address is none of the desk's. */
export async function drawDesk(c: PageRequest, site: Site, url: URL, refused: Refused | null): Promise<Response | null> {
  const [, root, first = "", second, third] = url.pathname.split("/").map(decodeURIComponent);
  if (root !== "desk") return null;
  const draw = (desk: Desk): Promise<Response | null> => {
    if (first === "projects") return newProject(desk);
    if (first === "tenders") return newTender(desk);
    if (first === "plans") return planPages(desk, second ?? "", third);
    return withTender(desk, first, (tender) => (second === undefined ? tenderPage(desk, tender) : ownForm(desk, tender, second, third)));
  };
  return withDesk(c, site, refused, draw, url);
}

/** Draws for somebody of the desk. */
export async function withDesk(c: PageRequest, site: Site, refused: Refused | null, draw: (desk: Desk) => Promise<Response | null>, url = new URL(c.req.url)): Promise<Response> {
  const may = inOffice(c, "desk.read");
  if (!may.ok) return refusedPage(c, site, may.refusal, paths.home);
  const page = contextOf(c, site);
  const drawing: Drawing = { world: site.world, actor: may.value, language: page.language, back: url.pathname, refused };
  return (await draw({ c, site, page, actor: may.value, drawing, url })) ?? missingPage(c, site);
}

/** Tenders a person of the desk works on: a tenderer its own, everybody else all of them, drafts where the role sees drafts. */
const linesFor = ({ site: { world }, actor }: Desk): Promise<LotLine[]> =>
  lotLines(world.db, world.exchange.id, { published: actor.role !== "tenderer" && !seesDrafts(actor), limit: LOTS_MAX, ...(actor.role === "tenderer" ? { tenderer: actor.organisation?.uscc ?? "", codes: scopeOf(actor.agency) } : {}) });

async function desktop(desk: Desk): Promise<Response> {
  const { c, site: { world }, page, actor, drawing } = desk;
  const lines = await linesFor(desk);
  const due: DeskView["due"][number][] = [];
  for (const line of lines) due.push(...await dueOf(drawing, line, actor.role === "opener" ? await tenderById(world.db, world.exchange.id, line.tender) : null, page.now));
  if (offers(actor, "object-reply")) due.push(...await repliesDue(drawing, lines, page.now));
  if (offers(actor, "answer-questions")) due.push(...await answersDue(drawing, lines));
  due.push(...await refundsDue(drawing, lines, page.now));
  return html(c, page, deskPage(page, {
    due: due.toSorted((left, right) => (left.due?.at ?? Infinity) - (right.due?.at ?? Infinity)),
    tenders: [...Map.groupBy(lines, ({ tender }) => tender)].map(([tender, lots]) => ({
      tender, title: lots[0]?.title ?? tender, href: paths.deskTender(tender), lots: lots.map((line) => ({ code: line.lot, name: line.name, stage: line.stage, stageName: stageName(line.stage, page.language) })),
    })),
    links: linksOf(actor, page.language),
    plans: await plansView(desk),
  }));
}

type Links = DeskView["links"];

/** What else a person of the desk works at. */
function linksOf(actor: Actor, language: Language): Links {
  if (can(actor, "bank.settle").ok) return [...(can(actor, "deposit.refund").ok ? [{ label: say(language, "投标保证退还", "Guarantees to give back"), href: paths.deskReturns }, { label: say(language, "竞买保证金退还", "Deposits of applicants to give back"), href: paths.deskSales }] : []), { label: say(language, "银行对账", "Bank reconciliation"), href: paths.deskBank }, { label: say(language, "保函开立人名册", "Issuers of guarantees"), href: paths.deskIssuers }];
  if (can(actor, "registration.read").ok) return staffLinks(actor, language);
  return offers(actor, "project") ? buyerLinks(actor, language) : [];
}

function staffLinks(actor: Actor, language: Language): Links {
  const link = (zh: string, en: string, href: string): Links[number] => ({ label: say(language, zh, en), href });
  return [...(can(actor, "draw.contribute").ok ? [link("专家抽取", "Expert draws", paths.drawRooms)] : []), ...(can(actor, "venue.book").ok ? [link("场地与现场", "Rooms and on site", paths.venues)] : []), link("出让与转让", "Grants and transfers", paths.deskSales), ...(can(actor, "auction.draw").ok ? [link("竞价摇号承诺", "Commitments of lotteries", paths.lottery)] : []), link("核对单位登记", "Registrations to review", paths.deskRegistrations), link("登记主体", "Organisations", paths.deskOrganisations), ...(can(actor, "privacy.answer").ok ? [link("答复个人信息更正", "Corrections of personal data", paths.deskPrivacy)] : [])];
}

function buyerLinks(actor: Actor, language: Language): Links {
  const link = (zh: string, en: string, href: string): Links[number] => ({ label: say(language, zh, en), href });
  return [link("登记新项目", "Register a project", "/desk/projects/new"), link("编制招标公告", "Draft a tender", "/desk/tenders/new"), link("编制招标计划、采购意向", "Draft a plan or intention", "/desk/plans/new"), link("出让与转让", "Grants and transfers", paths.deskSales), ...(offers(actor, "pay-request") ? [link("支付申请和用款计划", "Payments and spending plans", paths.payments)] : [])];
}

async function withTender(desk: Desk, code: string, draw: (tender: Tender) => Promise<Response | null>): Promise<Response | null> {
  const { site: { world }, actor } = desk;
  const tender = await tenderById(world.db, world.exchange.id, code);
  const isOwn = actor.role !== "tenderer" || isOwnTender(tender, actor);
  return tender === null || !isOwn || !mayRead(tender, actor) ? null : draw(tender);
}

async function tenderPage({ c, page, drawing, actor }: Desk, tender: Tender): Promise<Response> {
  const view = await deskTenderView({ drawing, tender, now: page.now });
  const links = formLinks(tender, actor, page.language);
  return html(c, page, deskTenderPage(page, { ...view, links }), drawing.refused === null ? 200 : 422);
}

async function newProject(desk: Desk): Promise<Response> {
  const { site: { world }, page: { language }, actor, c } = desk;
  if (!offers(actor, "project")) return refusedPage(c, desk.site, refuse("not-yours", { role: actor.role, action: "项目登记" }).refusal, paths.desk);
  const areas = await areasOf(world.db, world.exchange.id);
  const fields = projectFields(language, areas.map(({ area }) => ({ value: area, label: areaName(area, { areas, language }) ?? area })));
  return formPage(desk, { act: "project", place: {}, lead: say(language, "登记后取得17位项目编号，再编制招标公告。", "The project gets its code of 17 characters."), fields, back: { label: say(language, "工作台", "Desk"), href: paths.desk } });
}

type OwnPage = (desk: Desk, tender: Tender, back: DeskFormView["back"]) => Promise<Response | null>;

const clarifyForm: OwnPage = (desk, tender, back) =>
  Promise.resolve(formPage(desk, { act: "clarification", place: { tender: tender.id }, owner: ownerOf(tender), back, lead: desk.page.language === "zh" ? "保存后由另一名经办人复核发布。不用的行请留空。" : "A second officer publishes it.", fields: sampleDeadline(aboutLots(desk.page.language, tender), tender) }));

/** Pages of one tender, by the word in their address. */
const OWN_PAGES: Readonly<Record<string, OwnPage>> = { form: draftForm, amend: amendForm, plan: followPage, clarification: clarifyForm, "hand-over": deskHandOver, letters: deskLetters, admissions: deskAdmissions, questions: answerPage };

/** Who may bid and who declined, with the orders over each lot; null for who may not read it. */
async function deskAdmissions({ c, site, page, actor }: Desk, tender: Tender, back: DeskFormView["back"]): Promise<Response | null> {
  if (!can(actor, "firms.read", ownerOf(tender)).ok || tender.row.published_at === null) return null;
  return html(c, page, tenderWatchPage(page, { tender: tender.id, title: tender.form.title, current: paths.desk, back, lettersHref: paths.deskLetters(tender.id), lots: await watchedLots(site.world, tender, page.language) }));
}

/** A page of one tender, of one of its clarifications, or of one lot. */
async function ownForm(desk: Desk, tender: Tender, second: string, third: string | undefined): Promise<Response | null> {
  const back = { label: tender.form.title, href: paths.deskTender(tender.id) };
  // What waits for its second officer is the buyer's own until it is out.
  if (second === "clarifications") return !can(desk.actor, "tender.clarify", ownerOf(tender)).ok ? null : clarification(desk, tender, Number(third), back);
  const own = Object.hasOwn(OWN_PAGES, second) ? OWN_PAGES[second] : undefined;
  if (own !== undefined) return own(desk, tender, back);
  return tender.lots.some(({ lot }) => lot === second) ? lotForm(desk, tender, { lot: second, form: third }, back) : null;
}

/** A form of one lot. */
async function lotForm(desk: Desk, tender: Tender, { lot, form }: { readonly lot: string; readonly form: string | undefined }, back: DeskFormView["back"]): Promise<Response | null> {
  const place = { tender: tender.id, lot };
  if (form === "guarantee") return formPage(desk, { act: "guarantee", place, back, lead: null });
  if (form === "qualification") return qualificationForm(desk, tender, lot, back);
  if (form === "tie-draw") return tieDrawForm(desk, tender, lot, back);
  if (form === "way") return wayForm(desk, tender, lot, back);
  if (form === "invite") return inviteForm(desk, tender, lot, back);
  if (form === "reserve") return deskReserve(desk, tender, lot, back);
  return committeeForm(desk, tender, { lot, form }, back);
}

/** The firms to invite, those named before filled in. */
async function inviteForm(desk: Desk, tender: Tender, lot: string, back: DeskFormView["back"]): Promise<Response> {
  const { world } = desk.site;
  const named = (await admissionsOf(world.db, world.exchange.id, tender.id)).filter((each) => each.lot === lot);
  const filled = Object.fromEntries(named.flatMap(({ firm, name }, place) => [[`firms.${String(place)}.uscc`, firm], [`firms.${String(place)}.name`, name]]));
  const lead = desk.page.language === "zh" ? "不少于三家（招标投标法第十七条）。名单在开标前保密，只有招标人和监督部门能看到；提交复核后不能再改。" : "At least three. The list is secret until the opening.";
  return formPage(desk, { act: "invite", place: { tender: tender.id, lot }, owner: ownerOf(tender), back, lead, fields: withValues(inviteFields(desk.page.language), filled) });
}

/** Machine-read: its price was sung out. */
const PRICE_FORM = "form.json";

/** The purchaser's review of who qualifies, bidder by bidder, the files of each beside it. */
async function qualificationForm(desk: Desk, tender: Tender, lot: string, back: DeskFormView["back"]): Promise<Response> {
  const { language } = desk.page;
  const seen = await qualificationView(desk.site.world, desk.actor, { tenderId: tender.id, lot });
  if (!seen.ok) return refusedPage(desk.c, desk.site, seen.refusal, back.href);
  const bidders = seen.value.bids.map(({ bidder, name, files }) => ({ bidder, name, files: files.filter((file) => file.name !== PRICE_FORM).map((file) => ({ label: file.name, href: file.href })) }));
  const lead = say(language, "开标后由采购人或者代理机构依法审查投标人资格；不合格的投标人不得评标，合格的不足三家不得评标（87号令第四十四条、第四十三条）。", "After the opening the purchaser or its agency reviews who qualifies; with fewer than three there is no evaluation.");
  return formPage(desk, { act: "qualification", place: { tender: tender.id, lot }, owner: ownerOf(tender), back, lead, fields: qualificationFields(language, bidders) });
}

/** The purchaser's draw between those whom nothing else parts; where nobody waits for one it says so. */
async function tieDrawForm(desk: Desk, tender: Tender, lot: string, back: DeskFormView["back"]): Promise<Response> {
  const { language } = desk.page;
  const seen = await tieDrawView(desk.site.world, desk.actor, { tenderId: tender.id, lot });
  if (!seen.ok) return refusedPage(desk.c, desk.site, seen.refusal, back.href);
  const title = say(language, "随机抽取区分并列投标", "Draw between equal bids");
  if (seen.value.equals.length === 0) return readPage(desk, { title, back, lead: say(language, "本标段目前没有须由采购人抽取的并列投标。评审结果相同、按采购文件规定的顺序不能区分时，评标报告提交前在此登记。", "No bids wait for the purchaser's draw."), rows: [] });
  const equals = seen.value.equals.map(({ bidder: value, name: label }) => ({ value, label }));
  const lead = say(language, "下列投标人评审结果相同，按采购文件规定的顺序不能区分，由采购人随机抽取（87号令第三十一条、第六十八条）。抽取应当有人见证，全过程记录；评标报告据此排序。评标情况在结果公布前保密。", "These bids are equal by every step of the documents: the purchaser draws, before witnesses. The evaluation is secret until the result.");
  return formPage(desk, { act: "tie-draw", place: { tender: tender.id, lot }, owner: ownerOf(tender), back, lead, title, fields: tieDrawFields(language, equals) });
}

/** A tender of one lot has no lots to choose from. */
const aboutLots = (language: PageContext["language"], tender: Tender): Field[] =>
  clarificationFields(language, tender.form.lots.map(({ lot, name }) => ({ value: lot, label: name }))).filter(({ name }) => name !== "lots" || tender.lots.length > 1);

const sampleDeadline = (fields: readonly Field[], tender: Tender): Field[] => fields.map((field) => (field.name === "newDeadline" ? { ...field, hint: rfc3339((tender.parts[0]?.deadline.getTime() ?? tender.form.deadline) as Instant).slice(0, 16).replace("T", " ") } : field));

async function clarification(desk: Desk, tender: Tender, serial: number, back: DeskFormView["back"]): Promise<Response | null> {
  const { site: { world }, page } = desk;
  const row = (await clarificationsOf(world.db, world.exchange.id, tender.id)).find((each) => each.serial === serial);
  if (row === undefined) return null;
  const body = readClarification(row.body);
  const say = (zh: string, en: string): string => (page.language === "zh" ? zh : en);
  const next = body.amend === null ? null : amended(tender.form, body.amend);
  const fields = next?.ok === true ? changesBetween(tender.form, next.value, tender.row.line) : [];
  const rows = [
    ...fields.map(({ zh, en, before, after }) => ({ label: say(zh, en), text: `${before} → ${after}` })),
    ...body.changes.flatMap(({ what, before, after }) => [{ label: say("事项", "Subject"), text: what }, { label: say("修改前", "Before"), text: before }, { label: say("修改后", "After"), text: after }]),
    ...(await changesOfDocuments(world.db, world, tender.id, body.documents)).map((change) => ({ label: change.name, text: replacementWords(change, page.language) })),
    ...await answerRows(desk, tender, body),
    { label: say("可能影响投标文件编制", "May affect the bids"), text: body.mayAffectBid ? say("是", "yes") : say("否", "no") }, { label: say("新的投标截止时间", "New deadline"), text: body.newDeadline === null ? say("不变", "as it was") : rfc3339(body.newDeadline) },
    { label: say("已递交的投标", "Bids lodged before"), text: body.reconfirm ? say("须确认或者更换，逾期视为撤回", "to be confirmed or replaced, else deemed withdrawn") : say("继续有效", "stay good") },
    ...(tender.lots.length === 1 ? [] : [{ label: say("所涉标段", "Lots it is about"), text: lotNames(tender, body) ?? say("因故障未能截标的标段，没有时为全部仍在接收投标的标段", "those that an outage shut, else all that still take bids") }]),
  ];
  return readPage(desk, { title: say(`澄清或修改 ${String(serial)}`, `Clarification ${String(serial)}`), rows, back, lead: null });
}

/** A replacement as a second officer reads it before it is published. */
const replacementWords = (change: DocumentChange, language: PageContext["language"]): string => [
  `${change.before === null ? "—" : versionShort(change.before)} → ${versionShort(change.after)}`,
  ...comparedWords(change).map((words) => words[language]),
  ...change.lines.map((each) => `${each.before === null ? "" : `− ${each.before.text}`}\n${each.after === null ? "" : `+ ${each.after.text}`}`.trim()),
].join("\n");

const versionShort = ({ version, sha256 }: DocumentChange["after"]): string => `v${String(version)} ${sha256.slice(0, 12)}`;

const lotNames = ({ form }: Tender, { lots = [] }: Partial<Clarification>): string | null => (lots.length === 0 ? null : form.lots.filter(({ lot }) => lots.includes(lot)).map(({ name }) => name).join("、"));
