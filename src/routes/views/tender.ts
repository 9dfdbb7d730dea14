import type { Actor } from "../../identity/actor.js";
import { ok, refuse, type Result } from "../../kernel/result.js";
import { rfc3339, type Instant } from "../../kernel/time.js";
import { closeOf } from "../../opening/queries.js";
import { ADMITTED_AUDIENCE, callOf } from "../../tenders/entry.js";
import { isOwnTender } from "../../tenders/owner.js";
import { documentDraftsOf, documentsOf, noticesOf, openerKeysOf, termsOf, type PartRow, type Tender } from "../../tenders/queries.js";
import type { World } from "../../world.js";
import type { Answer } from "../endpoint.js";
import { isAdmittedFirm, readsDocuments, shownRounds } from "./admissions.js";

/** Roles that see a tender before its notice: the tenderer's own people, the exchange, and those who must give keys. */
const BEFORE_NOTICE = ["exchange-staff", "opener", "supervisor"];

const timeOf = (date: Date | null): string | null => (date === null ? null : rfc3339(date.getTime() as Instant));

/** Whether this role sees every draft. */
export const seesDrafts = ({ role }: Actor): boolean => BEFORE_NOTICE.includes(role);

/** Whether this reader sees a tender while it is a draft. */
export const seesDraft = (tender: Tender, actor: Actor | null): boolean =>
  actor !== null && (isOwnTender(tender, actor) || seesDrafts(actor));

/** Whether somebody may read a tender: everybody once its notice is out. */
export const mayRead = (tender: Tender, actor: Actor | null): boolean => tender.row.published_at !== null || seesDraft(tender, actor);

/** A tender as JSON. Before the close it shows nothing that depends on who bids or how many. */
export async function tenderView(world: World, tender: Tender, actor: Actor | null): Promise<Result<Answer>> {
  const isOwn = seesDraft(tender, actor);
  if (!mayRead(tender, actor)) return refuse("not-found", { what: tender.id });
  const exchangeId = world.exchange.id;
  const [keys, terms, notices, documents] = await Promise.all([
    openerKeysOf(world.db, exchangeId, tender.id), termsOf(world.db, exchangeId, tender.id), noticesOf(world.db, exchangeId, tender.id), documentsOf(world.db, exchangeId, tender.id),
  ]);
  const [admitted, reads] = [await isAdmittedFirm(world, tender.id, actor), await readsDocuments(world, tender, actor)];
  const isOut = callOf(notices, "bid") !== undefined;
  const lots = [];
  for (const lot of tender.lots) {
    const parts = [];
    for (const part of tender.allParts.filter((each) => each.lot === lot.lot)) {
      const mine = terms.filter((each) => each.lot === part.lot && each.part === part.part);
      const givenKeys = keys.filter((each) => each.lot === part.lot && each.part === part.part).map(({ opener, recipient, idx, proved_at }) => ({ opener, recipient, index: idx === null ? null : Number(idx), proved: proved_at !== null }));
      parts.push({ ...(await partView(world, part)), terms: mine.at(-1)?.sha256 ?? null, termsVersion: mine.length, openers: givenKeys });
    }
    lots.push({ lot: lot.lot, code: lot.code, stage: lot.stage, stageAt: timeOf(lot.stage_at), parts });
  }
  return ok({ body: {
    tender: tender.id, project: { code: tender.project.project_id, name: tender.project.name }, line: tender.row.line, version: tender.row.version,
    tenderer: { name: tender.project.tenderer_name, uscc: tender.project.tenderer_uscc }, publishedAt: timeOf(tender.row.published_at), submitted: tender.row.submitted_by !== null, ...(isOwn ? { publishAt: timeOf(tender.row.publish_at) } : {}),
    form: wireForm(tender), lots,
    notices: notices.filter(({ audience }) => audience === null || (actor?.agency === undefined && audience === actor?.organisation?.uscc) || (audience === ADMITTED_AUDIENCE && (isOwn || admitted))).map((each) => ({ id: each.notice_id, version: each.version, type: each.type, title: each.title, publishedAt: timeOf(each.published_at), json_sha256: each.json_sha256, pdf_sha256: each.pdf_sha256 })),
    ...(isOwn ? { waiting: (await documentDraftsOf(world.db, exchangeId, tender.id)).map(({ name, media_type, sha256, size }) => ({ name, mediaType: media_type, sha256, size: Number(size) })) } : {}),
    documents: (isOwn ? documents : shownRounds(documents, isOut && reads)).map(({ name, version, media_type, sha256, size }) => ({ name, version, mediaType: media_type, sha256, size: Number(size) })),
  } });
}

/** The form as it came in: instants as RFC 3339. */
function wireForm({ form }: Tender): unknown {
  const entry = form.entry?.way === "prequalification" ? { ...form.entry, saleFrom: rfc3339(form.entry.saleFrom), saleUntil: rfc3339(form.entry.saleUntil), deadline: rfc3339(form.entry.deadline) } : form.entry;
  const visit = form.siteVisit == null ? {} : { siteVisit: { ...form.siteVisit, at: rfc3339(form.siteVisit.at) } };
  const questions = form.questionsUntil == null ? {} : { questionsUntil: rfc3339(form.questionsUntil) };
  return { ...form, ...(entry === undefined ? {} : { entry }), ...visit, ...questions, saleFrom: rfc3339(form.saleFrom), saleUntil: rfc3339(form.saleUntil), deadline: rfc3339(form.deadline) };
}

async function partView(world: World, part: PartRow): Promise<Record<string, unknown>> {
  const close = await closeOf(world.db, { exchangeId: world.exchange.id, tenderId: part.tender_id, lot: part.lot, part: part.part });
  return {
    part: part.part, after: part.after, state: part.state, deadline: timeOf(part.deadline), threshold: part.threshold, open: part.open_mode,
    close: close === null ? null : { index: close.idx, list: close.list, count: close.list.length, objectionsUntil: timeOf(part.objections_until) },
    windowUntil: timeOf(part.window_until), opened: part.sung_at !== null, finished: part.finished_at !== null,
  };
}
