import { isDeepStrictEqual } from "node:util";
import { inTransaction, type Tx } from "../../db/database.js";
import type { Actor } from "../../identity/actor.js";
import { can } from "../../identity/can.js";
import { checkCode, lotCode, projectCode, tenderCode } from "../../kernel/codes.js";
import { compare, parseRatio, total } from "../../kernel/ratio.js";
import { ok, refuse, type Result } from "../../kernel/result.js";
import type { Instant } from "../../kernel/time.js";
import { lineOf } from "../../lines/lines.js";
import { advance } from "../../procedure/advance.js";
import { WAY_WORDS } from "../../procedure/entry-guards.js";
import { ENDED_STAGES } from "../../procedure/procedure.js";
import type { World } from "../../world.js";
import { APPLICATION } from "../../bidding/admitted.js";
import { moneyFen } from "../amounts.js";
import { prequalificationOf, wayOf } from "../entry.js";
import type { LotForm, ProjectForm, TenderForm } from "../form.js";
import { lotFacts } from "../facts.js";
import { ownerOf } from "../owner.js";
import { areasOf, projectById, tenderById, type Tender } from "../queries.js";
import { awaitsInvitation } from "../schedule.js";
import { insertLots, insertProject, insertTender, lockTender, nextSerial, replaceLots, updatePart, updateTender } from "../store.js";

/** Registers a project (进场登记) and draws its 17-character code. */
export const registerProject = (world: World, actor: Actor, form: ProjectForm, at: Instant): Promise<Result<{ projectId: string }>> =>
  inTransaction(world.db, async (tx) => {
    const may = can(actor, "project.register", actor.organisation === null ? {} : { tenderer: actor.organisation.uscc });
    if (!may.ok) return may;
    if (actor.organisation === null) return refuse("not-yours", { role: actor.role, action: "项目登记" });
    const exchangeId = world.exchange.id;
    if (form.area !== null && !(await areasOf(tx, exchangeId)).some(({ area }) => area === form.area)) return refuse("area-unknown", { area: form.area });
    const money = investmentOf(form);
    if (!money.ok) return money;
    const serial = await nextSerial(tx, exchangeId, "projects", world.exchange.platformCode);
    const projectId = projectCode(world.exchange.platformCode, serial);
    await insertProject(tx, {
      exchange_id: exchangeId, project_id: projectId, name: form.name, tenderer_name: actor.organisation.name, tenderer_uscc: actor.organisation.uscc,
      approval: form.approval, funds: form.funds, area: form.area, ...money.value, made_by: actor.id, made_at: new Date(at),
    });
    return ok({ projectId });
  });

/** The whole investment and the budget money in it, both or neither, in fen. */
function investmentOf({ investment, budgetMoney }: ProjectForm): Result<{ investment_fen: string | null; budget_fen: string | null }> {
  const [total, budget] = [moneyFen(investment), moneyFen(budgetMoney)];
  if (total === null && budget === null) return ok({ investment_fen: null, budget_fen: null });
  return total === null || budget === null || total <= 0n || budget > total ? refuse("investment-odd") : ok({ investment_fen: total.toString(), budget_fen: budget.toString() });
}

/** `retenderOf` is the failed tender that this one follows (标次). */
type Draft = { readonly projectId: string; readonly line: string; readonly form: TenderForm; readonly retenderOf: string | null };

/** Drafts a tender under a project, with its lots and their codes. */
export const draftTender = (world: World, actor: Actor, { line, form, ...typed }: Draft, at: Instant): Promise<Result<{ tenderId: string }>> =>
  inTransaction(world.db, async (tx) => {
    const exchangeId = world.exchange.id;
    const codes = codesOf(typed);
    if (!codes.ok) return codes;
    const { projectId, retenderOf } = codes.value;
    const project = await projectById(tx, exchangeId, projectId);
    if (project === null) return refuse("not-found", { what: `项目 ${projectId}` });
    const may = can(actor, "tender.draft", { tenderer: project.tenderer_uscc, code: projectId });
    if (!may.ok) return may;
    const sane = checkShape(form, line);
    if (!sane.ok) return sane;
    const follows = await checkFollows(tx, exchangeId, project.project_id, retenderOf);
    if (!follows.ok) return follows;
    const tenderId = tenderCode(projectId, await nextSerial(tx, exchangeId, "tenders", projectId));
    await insertTender(tx, {
      exchange_id: exchangeId, tender_id: tenderId, project_id: projectId, line, form: JSON.stringify(form), rules: null, rules_on: null, submitted_by: null, submitted_at: null,
      published_by: null, published_at: null, next_due_at: null, retender_of: retenderOf, made_by: actor.id, made_at: new Date(at),
    });
    await insertLots(tx, ...rowsOf(exchangeId, tenderId, form, at));
    return ok({ tenderId });
  });

/** The codes of a draft as somebody typed them, checked and in capitals. */
function codesOf({ projectId, retenderOf }: Pick<Draft, "projectId" | "retenderOf">): Result<Pick<Draft, "projectId" | "retenderOf">> {
  const project = checkCode("project", projectId);
  if (!project.ok) return project;
  const before = retenderOf === null ? null : checkCode("tender", retenderOf);
  return before?.ok === false ? before : ok({ projectId: project.value, retenderOf: before?.value ?? null });
}

/**
 * Replaces a draft's form; what is under review or published is not a draft. Once registered, a tender keeps its lots and parts:
 * moves and openers' keys stand by their names. @param version what the writer saw
 */
export const redraftTender = (world: World, actor: Actor, tenderId: string, form: TenderForm, version: number, at: Instant): Promise<Result<{ version: number }>> =>
  inTransaction(world.db, async (tx) => {
    const exchangeId = world.exchange.id;
    const row = await lockTender(tx, exchangeId, tenderId);
    const tender = row === undefined ? null : await tenderById(tx, exchangeId, tenderId);
    if (tender === null) return refuse("not-found", { what: `招标项目 ${tenderId}` });
    const may = can(actor, "tender.draft", ownerOf(tender));
    if (!may.ok) return may;
    if (!isUnderHand(tender)) return refuse("tender-not-draft", { tender: tenderId });
    if (tender.row.version !== version) return refuse("stale", { version: tender.row.version });
    const sane = checkShape(form, tender.row.line);
    if (!sane.ok) return sane;
    const isDraft = tender.lots.every(({ stage }) => stage === "draft");
    const stands = isDraft ? ok(null) : staysRegistered({ ...tender, form }, tender.form, actor, at);
    if (!stands.ok) return stands;
    await updateTender(tx, exchangeId, tenderId, { form: JSON.stringify(form), version: version + 1 });
    const [lots, parts] = rowsOf(exchangeId, tenderId, form, at);
    await (isDraft ? replaceLots(tx, exchangeId, tenderId, lots, parts) : redrawParts(tx, parts.filter((each) => tender.parts.some(({ lot, part }) => lot === each.lot && part === each.part))));
    return ok({ version: version + 1 });
  });

/** Whether its preparer has it: neither under review nor published. */
export const isUnderHand = ({ row, lots }: Tender): boolean => row.submitted_by === null && (lots.every(({ stage }) => stage === "draft" || stage === "registered") || awaitsInvitation(lots));

/** What let the tender in must still hold, and its lots and parts are those that were registered. */
function staysRegistered(tender: Tender, before: TenderForm, actor: Actor, at: Instant): Result<null> {
  if (partsNamed(tender.form) !== partsNamed(before)) return refuse("lots-fixed", { tender: tender.id });
  if (wayOf(tender.form) !== wayOf(before)) return refuse("way-fixed", { tender: tender.id });
  if (tender.row.published_at !== null && !isDeepStrictEqual(called(tender.form), called(before))) return refuse("call-fixed", { tender: tender.id });
  const procedure = lineOf(tender.row.line);
  for (const { lot } of tender.lots) {
    const again = advance(procedure, { stage: procedure.start, before: null }, "register", "tenderer", lotFacts(tender, lot, at, actor.id));
    if (!again.ok) return again;
  }
  return ok(null);
}

/** The lots and parts of a form by name, in order. */
const partsNamed = (form: TenderForm): string => JSON.stringify(form.lots.map(({ lot, parts }) => [lot, parts.map(({ part, after }) => [part, after])]));

/** What the prequalification called for: who passed it passed this. */
const called = ({ entry, qualification, consortium }: TenderForm) => ({ entry, qualification, consortium });

/** A part's threshold, way of opening and deadline follow the form until its terms are logged. */
async function redrawParts(tx: Tx, parts: Rows[1]): Promise<void> {
  for (const { exchange_id: exchangeId, tender_id: tenderId, lot, part, has_form, threshold, open_mode, deadline } of parts) {
    await updatePart(tx, { exchangeId, tenderId, lot, part }, { has_form, threshold, open_mode, deadline });
  }
}


/** Only a tender of the same project with a lot that ended without an award is tendered again. Law: 招标投标法 28; 政府采购法 37. */
async function checkFollows(tx: Tx, exchangeId: string, projectId: string, retenderOf: string | null): Promise<Result<true>> {
  if (retenderOf === null) return ok(true);
  const before = await tenderById(tx, exchangeId, retenderOf);
  if (before?.row.project_id !== projectId) return refuse("not-found", { what: `招标项目 ${retenderOf}` });
  return before.lots.some(({ stage }) => ENDED_STAGES.has(stage)) ? ok(true) : refuse("retender-not-failed", { tender: retenderOf });
}

/** What the schema cannot say: unique lots, parts in order, a threshold its openers can reach. */
function checkShape(form: TenderForm, line: string): Result<true> {
  if (lineOf(line).ways[wayOf(form)] === undefined) return refuse("way-not-traded", { way: WAY_WORDS[wayOf(form)].zh, wayEn: WAY_WORDS[wayOf(form)].en });
  const entry = prequalificationOf(form);
  if (entry !== null && new Set(entry.items.map(({ id }) => id)).size !== entry.items.length) return refuse("wrong-form", { where: "entry.items", why: "同一编号出现了两次", whyEn: "an item id twice" });
  const lots = new Set(form.lots.map(({ lot }) => lot));
  if (lots.size !== form.lots.length) return refuse("wrong-form", { where: "lots", why: "标段编号出现了两次", whyEn: "a lot id twice" });
  for (const [row, lot] of form.lots.entries()) {
    const found = oddLot(lot);
    if (found !== null) return refuse("wrong-form", { where: `lots.${String(row)}.${found.at}`, why: found.why, whyEn: found.whyEn });
  }
  return ok(true);
}

/** What is odd in a lot: where in it, and why in both languages. */
type Odd = { readonly at: string; readonly why: string; readonly whyEn: string };
const odd = (at: string, why: string, whyEn: string): Odd => ({ at, why, whyEn });

function oddLot({ parts, threshold, openers, method }: LotForm): Odd | null {
  if (new Set(parts.map(({ part }) => part)).size !== parts.length) return odd("parts", "同一部分的编号出现了两次", "a part id twice");
  if (parts.some(({ part }) => part === APPLICATION)) return odd("parts", `“${APPLICATION}”是资格预审申请文件的编号，不能用作其他部分`, `“${APPLICATION}” is the name of the application’s part`);
  if (parts.some(({ after }, at) => after !== null && !parts.slice(0, at).some(({ part }) => part === after))) return odd("parts", "after 只能写排在前面的部分", "“after” must name an earlier part");
  if (parts.filter(({ form }) => form).length !== 1) return odd("parts", "须有且只有一个部分附开标一览表", "exactly one part carries the form (开标一览表)");
  if (new Set(openers).size !== openers.length) return odd("openers", "同一开标密钥持有人出现了两次", "an opener twice");
  return threshold > openers.length ? odd("threshold", `不得多于开标密钥持有人数（${String(openers.length)}）`, "the threshold is above the number of openers") : oddMethod(method);
}

const GROUPS = { technical: "技术", business: "商务" } as const;

/** The criteria's points must be the technical weight, or no bid could reach it. */
function oddMethod(method: LotForm["method"]): Odd | null {
  if (method.kind === "comprehensive" || method.kind === "highest-composite") return addUp(method.criteria, method.weights.technical) ? null : odd("method.weights.technical", "技术评分项的满分之和不等于技术满分", "the technical criteria do not add up to their weight");
  if (method.kind !== "scoring") return null;
  const group = (["technical", "business"] as const).find((each) => !addUp(method.criteria.filter((criterion) => criterion.group === each), method.weights[each]));
  return group === undefined ? null : odd(`method.weights.${group}`, `${GROUPS[group]}评分项的满分之和不等于${GROUPS[group]}满分`, `the ${group} criteria do not add up to their weight`);
}

const addUp = (criteria: readonly { readonly full: string }[], weight: string): boolean => compare(total(criteria.map(({ full }) => parseRatio(full))), parseRatio(weight)) === 0;

type Rows = Parameters<typeof insertLots> extends [unknown, infer Lots, infer Parts] ? [Lots, Parts] : never;

function rowsOf(exchangeId: string, tenderId: string, form: TenderForm, at: Instant): Rows {
  const lots = form.lots.map(({ lot }, index) => ({ exchange_id: exchangeId, tender_id: tenderId, lot, code: lotCode(tenderId, index + 1), stage: "draft", stage_at: new Date(at) }));
  const entry = prequalificationOf(form);
  const parts = form.lots.flatMap((lot) => {
    const common = { exchange_id: exchangeId, tender_id: tenderId, lot: lot.lot, threshold: lot.threshold, open_mode: lot.open, state: "draft" as const };
    const application = entry === null ? [] : [{ ...common, part: APPLICATION, ordinal: 0, after: null, has_form: false, deadline: new Date(entry.deadline) }];
    return [...application, ...lot.parts.map((part, index) => ({ ...common, part: part.part, ordinal: index + 1, after: part.after, has_form: part.form, deadline: new Date(form.deadline) }))];
  });
  return [lots, parts];
}
