import { EMPTY_DRAFT, readDraft, type DraftBodyKept } from "../../approvals/draft.js";
import { missingOf } from "../../approvals/case.js";
import { draftOf } from "../../approvals/queries.js";
import type { KeptVersion } from "../../items/item.js";
import { itemInForce } from "../../items/queries.js";
import { refuse, type Result } from "../../kernel/result.js";
import { dayOf } from "../../kernel/time.js";
import { FileName } from "../../tenders/form.js";
import { caseWords } from "../../web/messages/cases.js";
import { APPLY_STEPS, applyPage, type ApplyView } from "../../web/pages/apply.js";
import { paths } from "../../web/paths.js";
import type { ActionView } from "../../web/views.js";
import { inOffice } from "../endpoint.js";
import { readPostedFile } from "../multipart.js";
import { button, faultsOf, type Drawing } from "./buttons.js";
import { applicantFields } from "./case-acts.js";
import { sendAs, type Refused, type Sent } from "./forms.js";
import { contextOf, html, missingPage, refusedPage, type PageRequest, type Site } from "./site.js";

/** Applying in four steps, each kept; files are posted to addresses of their own, which stream them on. */
export function applyPageRoutes(site: Site): void {
  site.api.get("/services/:item/apply", async (c) => (await drawApply(c, site, new URL(c.req.url), null)) ?? missingPage(c, site));
  site.api.post("/services/:item/apply/materials/:material", (c) => postFile(c, site, { api: (name) => `/api/v1/cases/drafts/${enc(c.req.param("item"))}/materials/${enc(c.req.param("material"))}/${enc(name)}`, back: `${paths.applyFor(c.req.param("item"))}?step=3` }));
  site.api.post(`${paths.myCases}/:code/materials/:material`, (c) => postFile(c, site, { api: (name) => `/api/v1/cases/${enc(c.req.param("code"))}/materials/${enc(c.req.param("material"))}/${enc(name)}`, back: paths.myCase(c.req.param("code")) }));
}
const enc = encodeURIComponent;

/** Takes a posted file on to the API, and leads back. */
export async function postFile(c: PageRequest, site: Site, { api, back }: { readonly api: (name: string) => string; readonly back: string }): Promise<Response> {
  const sent = await brought(c, site, api);
  return sent.ok ? c.redirect(back, 303) : refusedPage(c, site, sent.refusal, back);
}

async function brought(c: PageRequest, site: Site, api: (name: string) => string): Promise<Sent> {
  const may = inOffice(c, "case.file"); // before a byte is read
  if (!may.ok) return may;
  const posted = await readPostedFile(c.req.header("content-type") ?? "", c.req.raw.body ?? ReadableStream.from<Uint8Array>([]), "file");
  if (!posted.ok) return posted;
  const name = FileName.safeParse(posted.value.name);
  if (!name.success) return refuse("wrong-file-name", { why: "1–100 B, / \\ U+0000 U+202E…" });
  return sendAs(c, site, api(name.data), { method: "PUT", headers: { "content-type": "application/octet-stream" }, body: ReadableStream.from(posted.value.stream) });
}

/** Draws a step, after a refusal with what was typed; null where the address is another's. */
export async function drawApply(c: PageRequest, site: Site, url: URL, refused: Refused | null): Promise<Response | null> {
  const code = /^\/services\/([^/]+)\/apply$/.exec(decodeURIComponent(url.pathname))?.[1];
  if (code === undefined) return null;
  const { world } = site;
  const may = inOffice(c, "case.file");
  if (!may.ok) return refusedPage(c, site, may.refusal, paths.home);
  const found: Result<KeptVersion> = await openVersion(c, site, code);
  if (!found.ok) return refusedPage(c, site, found.refusal, paths.home);
  const page = contextOf(c, site);
  const draft = await draftOf(world.db, world.exchange.id, may.value.id, code);
  const step = Math.min(APPLY_STEPS, Math.max(1, Number(/^\d$/.exec(url.searchParams.get("step") ?? "")?.[0] ?? "1")));
  const drawing: Drawing = { world, actor: may.value, language: page.language, back: `${url.pathname}${url.search}`, refused };
  return html(c, page, applyPage(page, viewOf(drawing, found.value, { step, body: draft === null ? EMPTY_DRAFT : readDraft(draft.body), isKept: draft !== null })), refused === null ? 200 : 422);
}

async function openVersion(c: PageRequest, { world }: Site, code: string): Promise<Result<KeptVersion>> {
  const version = await itemInForce(world.db, world.exchange.id, code, dayOf(c.get("receivedAt")));
  return version === null ? refuse("not-found", { what: code }) : { ok: true, value: version };
}

type Kept = { readonly step: number; readonly body: DraftBodyKept; readonly isKept: boolean };

/** What is filled in so far, by the names of the fields; a firm's own name stands there from the start. */
const valuesOf = ({ actor }: Drawing, { applicantName, phone, subject, stake }: DraftBodyKept): Readonly<Record<string, string>> => ({ applicantName: applicantName ?? actor.organisation?.name ?? "", phone: phone ?? "", subject: subject ?? "", stake: stake?.amount ?? "" });

function viewOf(drawing: Drawing, version: KeptVersion, { step, body, isKept }: Kept): ApplyView {
  const { language, refused } = drawing;
  const words = caseWords(language);
  const values = valuesOf(drawing, body);
  const fields = applicantFields(language).map((field) => ({ ...field, value: values[field.name] ?? "" }));
  const checked = applicantFields(language).map(({ name, label }) => ({ name: label, value: values[name] ?? "" })).filter(({ value }) => value !== "");
  const files = body.materials.map(({ material, name }) => ({ name: version.materials.find(({ id }) => id === material)?.[language] ?? material, value: name }));
  return {
    item: version[language], code: version.code, step, conditions: version.conditions, basis: version.legalBasis, limit: version.promisedLimitWD === 0 ? words.sameDay : words.days(version.promisedLimitWD), fees: version.feeItems.length === 0 ? words.free : version.feeItems.join("、"), materials: materialsOf(drawing, version, body),
    checked: [...checked, ...files], missing: missingOf(version.materials, body.materials).map((each) => each[language]), form: step === 2 ? button(drawing, "case-draft", { item: version.code }, { fields }) : null, acts: actsOf(drawing, version.code, { step, isKept }), faults: faultsOf(refused, language),
  };
}

function actsOf(drawing: Drawing, code: string, { step, isKept }: Pick<Kept, "step" | "isKept">): ActionView[] {
  if (step !== APPLY_STEPS || !isKept) return [];
  const fields = [{ name: "item", label: "item", kind: "hidden" as const, required: true, value: code }];
  return [button(drawing, "case-file", { item: code }, { fields }), button(drawing, "case-advance", { item: code }, { fields }), button(drawing, "case-give-up", { item: code })];
}

const materialsOf = (drawing: Drawing, version: KeptVersion, body: DraftBodyKept): ApplyView["materials"] => version.materials.map((each) => {
  const words = caseWords(drawing.language);
  const file = body.materials.find(({ material }) => material === each.id)?.name ?? null;
  const add: ActionView = { name: `add-${each.id}`, label: words.upload, href: `${paths.applyFor(version.code)}/materials/${each.id}`, fields: [{ name: "file", label: words.choose, kind: "file", hint: words.fileHint, required: true }], warning: null, refusal: null, idempotencyKey: Buffer.from(drawing.world.random(16)).toString("hex"), version: null };
  return { name: each[drawing.language], note: each.condition ?? (each.required ? "" : words.optional), file, add, drop: file === null ? null : button(drawing, "case-drop-file", { item: version.code, lot: each.id }, { suffix: `-${each.id}` }) };
});
