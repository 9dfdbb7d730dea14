import { z } from "@hono/zod-openapi";
import { AcceptBody, AnswerBody, CounterBody, DecisionBody, DeliveryBody, DraftBody, ExtendBody, FilingBody, HandedBody, NoticeBody, SuspendBody, TurnAwayBody } from "../approvals/forms.js";
import { draftOf, draftsOf } from "../approvals/queries.js";
import { readDraft } from "../approvals/draft.js";
import { acceptCase, handIn, handOver, notifyCorrections, resubmit, turnAway } from "../approvals/use-cases/accept.js";
import { decideCase } from "../approvals/use-cases/decide.js";
import { archiveCase, askFee, deliverCase, noteFee } from "../approvals/use-cases/deliver.js";
import { addToDraft, giveUpDraft, keepDraft, takeFromDraft, type File } from "../approvals/use-cases/drafts.js";
import { fileCase, receiveAdvance, receiveAtCounter } from "../approvals/use-cases/file.js";
import { extendCase, resumeCase, suspendCase, withdrawCase } from "../approvals/use-cases/review.js";
import { showCase, showCases, showLights, trackCase } from "../approvals/use-cases/show.js";
import { answerRed } from "../approvals/use-cases/supervise.js";
import type { Actor } from "../identity/actor.js";
import { ok, refuse, type Result } from "../kernel/result.js";
import type { Instant } from "../kernel/time.js";
import { FileName } from "../tenders/form.js";
import { wrongForm } from "../tenders/wrong-form.js";
import { recordAct } from "../audit/use-cases/record.js";
import type { World } from "../world.js";
import { approvalMandateRoutes } from "./approval-mandates.js";
import { caseImportRoutes } from "./case-imports.js";
import { casePapers } from "./case-papers.js";
import { jointRoutes } from "./joint.js";
import { actedBy, document, endpoint, inOffice, type Answer, type Api } from "./endpoint.js";
import { problem } from "./problem.js";
import type { PageRequest } from "./pages/site.js";
import { streamIn } from "./streamed.js";
import { created } from "./tenders.js";
import { visitRoutes } from "./visits.js";
import { caseView, lineView, lightDeskView, trackView } from "./views/cases.js";

const CASES = "/api/v1/cases";
const CASE = `${CASES}/:code`;
const DRAFT = `${CASES}/drafts/:item`;

/** Cases of the service centre: filed, accepted, decided, delivered; where each stands by its code alone. */
export function caseRoutes(api: Api, world: World): void {
  caseImportRoutes(api, world);
  draftRoutes(api, world);
  readingRoutes(api, world);
  applicantRoutes(api, world);
  windowRoutes(api, world);
  reviewRoutes(api, world);
  casePapers(api, world);
  visitRoutes(api, world);
  approvalMandateRoutes(api, world);
  jointRoutes(api, world);
}

const made = <Value>(result: Result<Value>): Result<Answer> => (result.ok ? created(result.value) : result);
const shown = <Value>(result: Result<Value>): Result<Answer> => (result.ok ? ok({ body: result.value }) : result);

function draftRoutes(api: Api, world: World): void {
  const { db, exchange } = world;
  endpoint(api, world, { method: "get", path: `${CASES}/drafts`, summary: "One’s own unfinished applications", action: "case.file" }, async ({ actor }) => ok({ body: { drafts: (await draftsOf(db, exchange.id, actor.id)).map(({ item, step, body }) => ({ item, step, ...readDraft(body) })) } }));
  endpoint(api, world, { method: "get", path: DRAFT, summary: "One’s own unfinished application for an item", action: "case.file" }, async ({ actor, param }) => {
    const row = await draftOf(db, exchange.id, actor.id, param("item"));
    return row === null ? refuse("not-found", { what: param("item") }) : ok({ body: { item: row.item, step: row.step, ...readDraft(row.body) } });
  });
  endpoint(api, world, { method: "put", path: DRAFT, summary: "Save what is known of an application so far", action: "case.file", body: DraftBody }, async ({ actor, body, param, receivedAt }) => {
    const kept = await keepDraft(world, actor, param("item"), body, receivedAt);
    return kept.ok ? ok({ body: { item: kept.value.item, step: kept.value.step, ...kept.value.body } }) : kept;
  });
  endpoint(api, world, { method: "delete", path: DRAFT, summary: "Give an unfinished application up", action: "case.file" }, async ({ actor, param }) => shown(await giveUpDraft(world, actor, param("item"))));
  endpoint(api, world, { method: "delete", path: `${DRAFT}/materials/:material`, summary: "Take a file out of an unfinished application", action: "case.file" }, async ({ actor, param, receivedAt }) => ok({ body: (await takeFromDraft(world, actor, param("item"), param("material"), receivedAt)).body }));
  fileRoute(api, world, { path: `${DRAFT}/materials/:material/:name`, summary: "Put a file into an unfinished application: the bytes themselves", take: (actor, key, file, at) => addToDraft(world, actor, key, file, at), key: "item" });
  fileRoute(api, world, { path: `${CASE}/materials/:material/:name`, summary: "Hand in a material of one’s case: corrected, or replaced after acceptance", take: (actor, key, file, at) => handIn(world, actor, key, file, at), key: "code" });
}

type FileSpec = { readonly path: string; readonly summary: string; readonly key: "item" | "code"; readonly take: (actor: Actor, key: string, file: File, at: Instant) => Promise<Result<unknown>> };

function fileRoute(api: Api, world: World, { path, summary, key, take }: FileSpec): void {
  document(api, { method: "put", path, summary, action: "case.file" });
  api.put(path, async (c: PageRequest) => {
    const at = c.get("receivedAt");
    const may = inOffice(c, "case.file");
    if (!may.ok) return problem(c, may.refusal, at);
    const name = FileName.safeParse(c.req.param("name"));
    if (!name.success) return problem(c, wrongForm(name.error, "name").refusal, at);
    const taken = await take(may.value, c.req.param(key) ?? "", { material: c.req.param("material") ?? "", name: name.data, stream: streamIn(c) }, at);
    await recordAct(world.db, world.exchange.id, { at, ...actedBy(c), action: "case.file", object: c.req.path, outcome: taken.ok ? "201" : taken.refusal.code });
    return taken.ok ? c.json({ material: c.req.param("material") }, 201) : problem(c, taken.refusal, at);
  });
}

function readingRoutes(api: Api, world: World): void {
  endpoint(api, world, { method: "get", path: CASES, summary: "Cases you have to do with: your own, or your unit’s by when they are due", action: "case.read" }, async ({ actor }) => ok({ body: { cases: (await showCases(world, actor)).map(lineView) } }));
  endpoint(api, world, { method: "get", path: `${CASES}/lights`, summary: "Lights of your units: how many, what turns red within a week, what turned, what supervision asks", action: "case-light.read" }, async ({ actor, receivedAt }) => ok({ body: lightDeskView(await showLights(world, actor, receivedAt)) }));
  endpoint(api, world, { method: "get", path: "/api/v1/track/:code", summary: "Where a case stands, for whoever holds its code: state, clock and lights, nothing of anybody", action: "anyone" }, async ({ param, receivedAt }) => {
    const found = await trackCase(world, param("code"), receivedAt);
    return found.ok ? ok({ body: trackView(found.value) }) : found;
  });
  endpoint(api, world, { method: "get", path: CASE, summary: "One case whole: steps, materials, papers, the ledger of its days", action: "case.read" }, async ({ actor, param, receivedAt }) => {
    const found = await showCase(world, actor, param("code"), receivedAt);
    return found.ok ? ok({ body: caseView(found.value) }) : found;
  });
}

function applicantRoutes(api: Api, world: World): void {
  endpoint(api, world, { method: "post", path: CASES, summary: "File an unfinished application: received now, or in advance only to be looked at", action: "case.file", body: FilingBody }, async ({ actor, body, receivedAt }) => made(await fileCase(world, actor, body, receivedAt)));
  endpoint(api, world, { method: "post", path: `${CASE}/receipt`, summary: "Have received what was filed in advance: its clock begins", action: "case.file" }, async ({ actor, param, receivedAt }) => made(await receiveAdvance(world, actor, param("code"), receivedAt)));
  endpoint(api, world, { method: "post", path: `${CASE}/resubmission`, summary: "Say that all one was told is corrected", action: "case.file" }, async ({ actor, param, receivedAt }) => made(await resubmit(world, actor, param("code"), receivedAt)));
  endpoint(api, world, { method: "post", path: `${CASE}/withdrawal`, summary: "Take one’s application back before it is decided", action: "case.file" }, async ({ actor, param, receivedAt }) => made(await withdrawCase(world, actor, param("code"), receivedAt)));
}

function windowRoutes(api: Api, world: World): void {
  endpoint(api, world, { method: "post", path: `${CASES}/counter`, summary: "Take in over the counter what somebody brings", action: "case.handle", body: CounterBody }, async ({ actor, body, receivedAt }) => made(await receiveAtCounter(world, actor, body, receivedAt)));
  endpoint(api, world, { method: "post", path: `${CASE}/materials`, summary: "Take in papers that somebody brings to the window for a case to be corrected", action: "case.handle", body: HandedBody }, async ({ actor, body, param, receivedAt }) => made(await handOver(world, actor, param("code"), body.materials, receivedAt)));
  endpoint(api, world, { method: "post", path: `${CASE}/acceptance`, summary: "Accept a case; its notice is sealed", action: "case.handle", body: AcceptBody }, async ({ actor, body, param, receivedAt }) => made(await acceptCase(world, actor, param("code"), body, receivedAt)));
  endpoint(api, world, { method: "post", path: `${CASE}/corrections`, summary: "Tell at once all that is to be corrected", action: "case.handle", body: NoticeBody }, async ({ actor, body, param, receivedAt }) => made(await notifyCorrections(world, actor, param("code"), body.points, receivedAt)));
  endpoint(api, world, { method: "post", path: `${CASE}/rejection`, summary: "Say that a case is not accepted, with reason and remedy", action: "case.handle", body: TurnAwayBody }, async ({ actor, body, param, receivedAt }) => made(await turnAway(world, actor, param("code"), body, receivedAt)));
  endpoint(api, world, { method: "post", path: `${CASE}/fees`, summary: "Tie a granted case to the one bill of its fees", action: "case.handle", body: z.strictObject({ bill: z.string().min(1).max(40) }) }, async ({ actor, body, param, receivedAt }) => made(await askFee(world, actor, param("code"), body.bill, receivedAt)));
  endpoint(api, world, { method: "post", path: `${CASE}/payment`, summary: "Note that the bill of a case is paid, as its own books say", action: "case.handle" }, async ({ actor, param, receivedAt }) => made(await noteFee(world, actor, param("code"), receivedAt)));
  endpoint(api, world, { method: "post", path: `${CASE}/delivery`, summary: "Deliver a decision", action: "case.handle", body: DeliveryBody }, async ({ actor, body, param, receivedAt }) => made(await deliverCase(world, actor, param("code"), body, receivedAt)));
  endpoint(api, world, { method: "post", path: `${CASE}/archive`, summary: "Put a case away that is over", action: "case.handle" }, async ({ actor, param, receivedAt }) => made(await archiveCase(world, actor, param("code"), receivedAt)));
}

function reviewRoutes(api: Api, world: World): void {
  endpoint(api, world, { method: "post", path: `${CASE}/suspension`, summary: "Stop the clock for what the law leaves out, told in writing", action: "case.handle", body: SuspendBody }, async ({ actor, body, param, receivedAt }) => made(await suspendCase(world, actor, param("code"), body, receivedAt)));
  endpoint(api, world, { method: "post", path: `${CASE}/resumption`, summary: "Say that the procedure is over: days count again from the next", action: "case.handle" }, async ({ actor, param, receivedAt }) => made(await resumeCase(world, actor, param("code"), receivedAt)));
  endpoint(api, world, { method: "post", path: `${CASE}/extension`, summary: "Extend the time of a case, once, before it is over", action: "case.extend", body: ExtendBody }, async ({ actor, body, param, receivedAt }) => made(await extendCase(world, actor, param("code"), body, receivedAt)));
  endpoint(api, world, { method: "post", path: `${CASE}/decision`, summary: "Decide a case: granted, or refused with reasons and remedies", action: "case.decide", body: DecisionBody }, async ({ actor, body, param, receivedAt }) => made(await decideCase(world, actor, param("code"), body, receivedAt)));
  endpoint(api, world, { method: "post", path: `${CASE}/supervision`, summary: "Write down what became of a red light", action: "case.supervise", body: AnswerBody }, async ({ actor, body, param, receivedAt }) => made(await answerRed(world, actor, param("code"), body.answer, receivedAt)));
}
