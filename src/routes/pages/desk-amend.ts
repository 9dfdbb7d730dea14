import { isDeepStrictEqual } from "node:util";
import { z } from "zod";
import type { Json } from "../../kernel/canonical-json.js";
import { wordsOf, type Refusal } from "../../kernel/refusal.js";
import { ok, type Result } from "../../kernel/result.js";
import { rfc3339, type Instant } from "../../kernel/time.js";
import { lineOf } from "../../lines/lines.js";
import { AmendBody } from "../../tenders/clarification.js";
import { deadlineOf } from "../../tenders/facts.js";
import { TimeBody } from "../../tenders/form.js";
import { ownerOf } from "../../tenders/owner.js";
import type { Tender } from "../../tenders/queries.js";
import { previewAmendment, type AmendmentPreview } from "../../tenders/use-cases/preview-amendment.js";
import { wrongForm } from "../../tenders/wrong-form.js";
import type { Language } from "../../web/context.js";
import { bodyOf, type Posted } from "../../web/form-values.js";
import { amendPage, type AmendView } from "../../web/pages/amend.js";
import type { DeskFormView } from "../../web/pages/desk.js";
import { paths } from "../../web/paths.js";
import type { Field } from "../../web/views.js";
import { say } from "./acts.js";
import { button, faultsOf, marked, offers, typed, wrongWords } from "./buttons.js";
import type { Desk } from "./desk-forms.js";
import { formValues, withValues } from "./draft-values.js";
import { givenIn, type Given } from "./given.js";
import { html } from "./site.js";
import { tenderBody } from "./tender-body.js";
import { foldedSections } from "./sections.js";
import { tenderFields } from "./tender-fields.js";
import { amendedDeadlineView } from "./views/dates.js";

type Filled = Readonly<Record<string, Json>>;
const OWN = ["title", "content", "scale", "fundSource", "qualification", "consortium", "documentsHow", "validityDays", "place", "contact", "complaints"] as const;
const OF_LOT = ["name", "scope", "ceiling", "deposit", "depositDays", "location", "termDays", "quality", "method"] as const;

/** The fields of the notice form that an amendment may change, with those that say which lot and method they are of. */
function amendFields(language: Language, tender: Tender, given: Given): Field[] {
  const { fixed } = lineOf(tender.row.line).amendable;
  const isOwn = (name: string): boolean => OWN.some((field) => name === field || name.startsWith(`${field}.`)) && !fixed.includes(name.split(".")[0] ?? "");
  const isOfLot = (name: string): boolean => {
    const [, , field = ""] = name.split(".");
    return name.startsWith("lots.") && (field === "lot" || (OF_LOT.some((each) => each === field) && !fixed.includes(`lots.${field}`)));
  };
  const kept = tenderFields(language, given).filter(({ name, kind }) => name === "line" || isOwn(name) || isOfLot(name) || kind === "heading").map((field): Field => (/^lots\.\d+\.lot$/.test(field.name) ? { ...field, kind: "hidden" } : field));
  return kept.filter(({ kind, sub }, at) => kind !== "heading" || sub === true || (kept[at + 1] !== undefined && kept[at + 1]?.kind !== "heading"));
}

const consequenceFields = (language: Language, tender: Tender): Field[] => [
  { name: "consequence.heading", label: say(language, "后果", "What follows"), kind: "heading" },
  { name: "newDeadline", label: say(language, "新的投标截止时间", "New deadline"), kind: "time", hint: say(language, `现截止时间 ${shortOf(deadlineOf(tender, tender.lots[0]?.lot ?? ""))}；留空：按法律需要顺延的，预览时给出`, "empty: where the law asks for one it is proposed") },
  { name: "reconfirm", label: say(language, "已递交的投标须确认或者更换，逾期视为撤回", "Lodged bids must be confirmed or replaced, else they are deemed withdrawn"), kind: "checkbox" },
];
const shortOf = (at: Instant): string => rfc3339(at).slice(0, 16).replace("T", " ");

/** /desk/{tender}/amend: the notice field by field; what is posted is shown before and after, with the deadline it moves, and only then drafted. */
export async function amendForm(desk: Desk, tender: Tender, back: DeskFormView["back"]): Promise<Response | null> {
  const { c, page, drawing, actor } = desk;
  if (!offers(actor, "amendment")) return null;
  const held = formValues(tender.form, tender.row.line);
  const posted = c.req.method === "POST" && drawing.refused === null ? await postedIn(c.req.raw) : null;
  const given = posted === null ? held : { ...givenIn(posted), line: tender.row.line };
  const fields = foldedSections(withValues([...amendFields(page.language, tender, given), ...consequenceFields(page.language, tender)], held, true), page.language);
  const view = { title: tender.form.title, back, href: `${paths.deskTender(tender.id)}/amend` };
  if (posted === null) return html(c, page, amendPage(page, { ...view, fields, faults: faultsOf(drawing.refused, page.language), preview: null }), drawing.refused === null ? 200 : 422);
  const previewed = await preview(desk, tender, { fields, posted, held });
  const shown = { ...view, fields: marked(typed(fields, posted), { named: null, text: "" }) };
  if (!previewed.ok) return html(c, page, amendPage(page, { ...shown, faults: [{ field: null, text: faultWords(previewed.refusal, fields, page.language) }], preview: null }), 422);
  return html(c, page, amendPage(page, { ...shown, faults: [], preview: previewed.value }));
}

async function postedIn(request: Request): Promise<Posted> {
  const posted = new Map<string, string[]>();
  for (const [name, value] of new URLSearchParams(await request.text())) posted.set(name, [...(posted.get(name) ?? []), value]);
  return posted;
}

/** A wrong place of the body by the label of its field. */
function faultWords(refusal: Refusal, fields: readonly Field[], language: Language): string {
  const where = refusal.code === "wrong-form" ? String(refusal.facts["where"]) : "";
  const named = fields.find(({ name }) => name === where || name.startsWith(`${where}.`));
  return where === "" || named === undefined ? wordsOf(refusal, language) : `${named.label}${say(language, "：", ": ")}${wrongWords(named, refusal.facts, language)}`;
}

type Asked = { readonly fields: readonly Field[]; readonly posted: Posted; readonly held: Given };

async function preview({ site: { world }, page, drawing }: Desk, tender: Tender, asked: Asked): Promise<Result<AmendView["preview"]>> {
  const changed = changedIn(asked, tender);
  const own = bodyOf(consequenceFields("zh", tender), asked.posted) as Filled;
  const read = z.object({ amend: AmendBody, newDeadline: TimeBody.nullable() }).safeParse({ amend: changed, newDeadline: own["newDeadline"] });
  if (!read.success) return wrongPlace(read.error);
  const { amend, newDeadline: asksFor } = read.data;
  const reconfirm = own["reconfirm"] === true;
  const seen = await previewAmendment(world, tender, { amend, newDeadline: asksFor, reconfirm }, page.now);
  if (!seen.ok) return seen;
  const { mayAffectBid, newDeadline, lots } = seen.value.body;
  const body = JSON.stringify({ changes: [], mayAffectBid, newDeadline: newDeadline === null ? null : rfc3339(newDeadline), amend: changed, reconfirm, lots });
  const action = button(drawing, "amendment", { tender: tender.id }, { owner: ownerOf(tender), fields: [{ name: "body", label: "body", kind: "hidden", value: body }] });
  return ok(viewOf(seen.value, { tender, reconfirm, language: page.language, now: page.now, action }));
}

function wrongPlace(error: z.ZodError): Result<never> {
  const [top = "", ...inside] = error.issues[0]?.path ?? [];
  return wrongForm(error, (top === "amend" ? inside : [top]).join("."));
}

type Shown = { readonly tender: Tender; readonly reconfirm: boolean; readonly language: Language; readonly now: Instant; readonly action: NonNullable<AmendView["preview"]>["action"] };

function viewOf({ body, fields, deadline }: AmendmentPreview, { tender, reconfirm, language, now, action }: Shown): AmendView["preview"] {
  return {
    changes: fields.map(({ zh, en, before, after }) => ({ label: say(language, zh, en), before, after })), mayAffectBid: body.mayAffectBid, reconfirm, isProposed: deadline.isProposed,
    deadline: { before: deadline.before, after: deadline.after === null ? null : amendedDeadlineView(tender, deadline.days === null ? null : now, deadline.after, language) }, days: deadline.days, action,
  };
}

/** What the posted form has otherwise than the form that stands: whole fields of the tender, and of each lot. */
function changedIn({ fields, posted, held }: Asked, tender: Tender): Json {
  const standing = withValues(fields, held, true);
  const before = tenderBody(bodyOf(standing, new Map(standing.map((field) => [field.name, field.values ?? (field.value === undefined || field.value === "" ? [] : [field.value])] as const)))) as Filled;
  const after = tenderBody(bodyOf(fields, posted)) as Filled;
  const differing = (old: Filled, fresh: Filled, names: readonly string[]): Filled => Object.fromEntries(names.filter((name) => name in fresh && !isDeepStrictEqual(old[name], fresh[name])).map((name) => [name, fresh[name] ?? null]));
  const lots = tender.form.lots.flatMap(({ lot }, at): Json[] => {
    const changed = differing((before["lots"] as readonly Filled[])[at] ?? {}, (after["lots"] as readonly Filled[])[at] ?? {}, OF_LOT);
    return Object.keys(changed).length === 0 ? [] : [{ lot, ...changed }];
  });
  return { ...differing(before, after, OWN), lots };
}
