import { recordAct } from "../audit/use-cases/record.js";
import type { File } from "../approvals/use-cases/drafts.js";
import type { Actor } from "../identity/actor.js";
import { BroughtBody, ConclusionBody, EMPTY_JOINT_DRAFT, HandOverBody, JointCounterBody, JointDecisionBody, JointDeliveryBody, JointDraftBody, JointExtensionBody, JointFilingBody, MeetingBody, NeedsBody, OpinionBody, PauseBody, readJointDraft, RejectionBody, TaskDoneBody } from "../joint/forms.js";
import { jointDraftOf, jointPaperBy } from "../joint/queries.js";
import { templateBy, type TemplateName } from "../joint/template.js";
import { decideTogether, mergeOpinions } from "../joint/use-cases/decide.js";
import { askJointFees, deliverTogether, noteJointFees } from "../joint/use-cases/deliver.js";
import { extendJoint } from "../joint/use-cases/extend.js";
import { addToJointDraft, fileJoint, giveUpJointDraft, keepJointDraft, receiveJoint } from "../joint/use-cases/file.js";
import { finishTask, holdMeeting } from "../joint/use-cases/meet.js";
import { handOverJoint, takeOverJoint } from "../joint/use-cases/officers.js";
import { opine, pauseJoint, resumeJoint } from "../joint/use-cases/opine.js";
import { showJoint, showJoints, trackJoint } from "../joint/use-cases/show.js";
import { acceptTogether, handInTogether, handOverPapers, notifyTogether, resubmitTogether, sayNeeds, turnAwayTogether, withdrawTogether } from "../joint/use-cases/take-in.js";
import { ok, refuse, type Result } from "../kernel/result.js";
import { keysOf } from "../kernel/table-keys.js";
import type { Instant } from "../kernel/time.js";
import { JOINT_PAPERS, type JointPaperType } from "../notices/joint-papers.js";
import { FileName } from "../tenders/form.js";
import { wrongForm } from "../tenders/wrong-form.js";
import type { World } from "../world.js";
import { actedBy, document, endpoint, inOffice, type Answer, type Api } from "./endpoint.js";
import type { PageRequest } from "./pages/site.js";
import { paperRoutes } from "./paper-answer.js";
import { problem } from "./problem.js";
import { streamIn } from "./streamed.js";
import { created } from "./tenders.js";
import { jointLineView, jointTrackView, jointView, templateViews } from "./views/joint.js";

const JOINTS = "/api/v1/joint";
const DRAFT = `${JOINTS}/drafts/:template`;
const JOINT = `${JOINTS}/cases/:joint`;

/** Joint cases of the service centre: one application, one set of materials, all units at once, one delivery. */
export function jointRoutes(api: Api, world: World): void {
  readingRoutes(api, world);
  draftRoutes(api, world);
  applicantRoutes(api, world);
  leadRoutes(api, world);
  memberRoutes(api, world);
  for (const kind of keysOf<JointPaperType>(JOINT_PAPERS)) paperRoutes(api, world, { under: JOINT, kind, title: JOINT_PAPERS[kind].en, action: "case.read", find: async (type, { actor, param, serial, at }) => {
    const seen = await showJoint(world, actor, param("joint"), at);
    return seen.ok ? ok(await jointPaperBy(world.db, { exchangeId: world.exchange.id, joint: seen.value.row.joint }, { kind: type, serial })) : seen;
  } });
}

const made = <Value>(result: Result<Value>): Result<Answer> => (result.ok ? created(result.value) : result);

function readingRoutes(api: Api, world: World): void {
  endpoint(api, world, { method: "get", path: `${JOINTS}/templates`, summary: "What can be applied for jointly: lead, members, stages, limits, what is asked once", action: "anyone" }, async ({ receivedAt }) => ok({ body: { templates: await templateViews(world, receivedAt) } }));
  endpoint(api, world, { method: "get", path: `${JOINTS}/track/:joint`, summary: "Where a joint case stands, for whoever holds its code: every unit, who answers for it, the clock; nothing of the applicant", action: "anyone" }, async ({ param, receivedAt }) => {
    const found = await trackJoint(world, param("joint"), receivedAt);
    return found.ok ? ok({ body: jointTrackView(found.value) }) : found;
  });
  endpoint(api, world, { method: "get", path: `${JOINTS}/cases`, summary: "Joint cases you have to do with: your own, or those your unit leads or is a member of", action: "case.read" }, async ({ actor, receivedAt }) => ok({ body: { cases: (await showJoints(world, actor, receivedAt)).map(jointLineView) } }));
  endpoint(api, world, { method: "get", path: JOINT, summary: "One joint case whole: members, officers, needs, meetings, materials, papers", action: "case.read" }, async ({ actor, param, receivedAt }) => {
    const found = await showJoint(world, actor, param("joint"), receivedAt);
    return found.ok ? ok({ body: jointView(found.value) }) : found;
  });
}

function draftRoutes(api: Api, world: World): void {
  const { db, exchange } = world;
  endpoint(api, world, { method: "get", path: DRAFT, summary: "One’s own unfinished joint application", action: "joint.file" }, async ({ actor, param }) => {
    const template = param("template");
    if (templateBy(template) === null) return refuse("not-found", { what: template });
    const row = await jointDraftOf(db, exchange.id, actor.id, template as TemplateName);
    return ok({ body: { template, ...(row === null ? EMPTY_JOINT_DRAFT : readJointDraft(row.body)) } });
  });
  endpoint(api, world, { method: "put", path: DRAFT, summary: "Save what is known of the one form so far", action: "joint.file", body: JointDraftBody }, async ({ actor, body, param, receivedAt }) => {
    const kept = await keepJointDraft(world, actor, param("template"), body, receivedAt);
    return kept.ok ? ok({ body: { template: kept.value.template, ...kept.value.body } }) : kept;
  });
  endpoint(api, world, { method: "delete", path: DRAFT, summary: "Give an unfinished joint application up", action: "joint.file" }, async ({ actor, param }) => {
    const gone = await giveUpJointDraft(world, actor, param("template"));
    return gone.ok ? ok({ body: gone.value }) : gone;
  });
  fileRoute(api, world, { path: `${DRAFT}/materials/:material/:name`, key: "template", summary: "Put a file into a joint application, once for all units: the bytes themselves", take: (actor, key, file, at) => addToJointDraft(world, actor, key, file, at) });
  fileRoute(api, world, { path: `${JOINT}/materials/:material/:name`, key: "joint", summary: "Hand in a material of a joint case that is to be corrected, once for all units", take: (actor, key, file, at) => handInTogether(world, actor, key, file, at) });
}

type FileSpec = { readonly path: string; readonly summary: string; readonly key: "template" | "joint"; readonly take: (actor: Actor, key: string, file: File, at: Instant) => Promise<Result<unknown>> };

function fileRoute(api: Api, world: World, { path, summary, key, take }: FileSpec): void {
  document(api, { method: "put", path, summary, action: "joint.file" });
  api.put(path, async (c: PageRequest) => {
    const at = c.get("receivedAt");
    const may = inOffice(c, "joint.file");
    if (!may.ok) return problem(c, may.refusal, at);
    const name = FileName.safeParse(c.req.param("name"));
    if (!name.success) return problem(c, wrongForm(name.error, "name").refusal, at);
    const taken = await take(may.value, c.req.param(key) ?? "", { material: c.req.param("material") ?? "", name: name.data, stream: streamIn(c) }, at);
    await recordAct(world.db, world.exchange.id, { at, ...actedBy(c), action: "joint.file", object: c.req.path, outcome: taken.ok ? "201" : taken.refusal.code });
    return taken.ok ? c.json({ material: c.req.param("material") }, 201) : problem(c, taken.refusal, at);
  });
}

function applicantRoutes(api: Api, world: World): void {
  endpoint(api, world, { method: "post", path: `${JOINTS}/cases`, summary: "File a joint application: received now, with the officer who answers for it", action: "joint.file", body: JointFilingBody }, async ({ actor, body, receivedAt }) => made(await fileJoint(world, actor, body.template, receivedAt)));
  endpoint(api, world, { method: "post", path: `${JOINT}/resubmission`, summary: "Say that all one was told is corrected", action: "joint.file" }, async ({ actor, param, receivedAt }) => made(await resubmitTogether(world, actor, param("joint"), receivedAt)));
  endpoint(api, world, { method: "post", path: `${JOINT}/withdrawal`, summary: "Take a joint application back before opinions are merged", action: "joint.withdraw" }, async ({ actor, param, receivedAt }) => made(await withdrawTogether(world, actor, param("joint"), receivedAt)));
}

function leadRoutes(api: Api, world: World): void {
  endpoint(api, world, { method: "post", path: `${JOINTS}/counter`, summary: "Take in over the counter of the lead what somebody brings: the one form and papers; its receipt is sealed", action: "case.handle", body: JointCounterBody }, async ({ actor, body, receivedAt }) => made(await receiveJoint(world, actor, body, receivedAt)));
  endpoint(api, world, { method: "post", path: `${JOINT}/materials`, summary: "Take in papers that somebody brings for a joint case that is to be corrected", action: "case.handle", body: BroughtBody }, async ({ actor, body, param, receivedAt }) => made(await handOverPapers(world, actor, param("joint"), body.materials, receivedAt)));
  endpoint(api, world, { method: "post", path: `${JOINT}/extension`, summary: "Extend the time of the whole, once, with the members that need it, by the head of the government", action: "case.extend", body: JointExtensionBody }, async ({ actor, body, param, receivedAt }) => made(await extendJoint(world, actor, param("joint"), body, receivedAt)));
  endpoint(api, world, { method: "post", path: `${JOINT}/corrections`, summary: "Tell at once, in one notice, all that any unit needs corrected", action: "case.handle" }, async ({ actor, param, receivedAt }) => made(await notifyTogether(world, actor, param("joint"), receivedAt)));
  endpoint(api, world, { method: "post", path: `${JOINT}/acceptance`, summary: "Accept a joint case, once for all units; its materials are shared and its first stage begins", action: "case.handle" }, async ({ actor, param, receivedAt }) => made(await acceptTogether(world, actor, param("joint"), receivedAt)));
  endpoint(api, world, { method: "post", path: `${JOINT}/rejection`, summary: "Say that a joint case is not accepted, with reason and remedy", action: "case.handle", body: RejectionBody }, async ({ actor, body, param, receivedAt }) => made(await turnAwayTogether(world, actor, param("joint"), body, receivedAt)));
  endpoint(api, world, { method: "post", path: `${JOINT}/pauses`, summary: "Stop the clock of the whole and of the members that wait for a special procedure, told in writing", action: "case.handle", body: PauseBody }, async ({ actor, body, param, receivedAt }) => made(await pauseJoint(world, actor, param("joint"), body, receivedAt)));
  endpoint(api, world, { method: "post", path: `${JOINT}/pauses/end`, summary: "Say that the special procedure is over, and what it came to", action: "case.handle", body: ConclusionBody }, async ({ actor, body, param, receivedAt }) => made(await resumeJoint(world, actor, param("joint"), body.conclusion, receivedAt)));
  endpoint(api, world, { method: "post", path: `${JOINT}/meetings`, summary: "Write down a joint meeting: who was there, minutes, decisions with whose they are and by when", action: "case.handle", body: MeetingBody }, async ({ actor, body, param, receivedAt }) => made(await holdMeeting(world, actor, param("joint"), body, receivedAt)));
  endpoint(api, world, { method: "post", path: `${JOINT}/merger`, summary: "Merge the units’ opinions, once: no opinion is taken afterwards", action: "case.handle" }, async ({ actor, param, receivedAt }) => made(await mergeOpinions(world, actor, param("joint"), receivedAt)));
  endpoint(api, world, { method: "post", path: `${JOINT}/decision`, summary: "Decide what was merged: one paper lists every result", action: "case.decide", body: JointDecisionBody }, async ({ actor, body, param, receivedAt }) => made(await decideTogether(world, actor, param("joint"), body, receivedAt)));
  endpoint(api, world, { method: "post", path: `${JOINT}/fees`, summary: "Ask for all fees by one bill", action: "case.handle" }, async ({ actor, param, receivedAt }) => made(await askJointFees(world, actor, param("joint"), receivedAt)));
  endpoint(api, world, { method: "post", path: `${JOINT}/payment`, summary: "Note that the one bill is paid, as its own books say", action: "case.handle" }, async ({ actor, param, receivedAt }) => made(await noteJointFees(world, actor, param("joint"), receivedAt)));
  endpoint(api, world, { method: "post", path: `${JOINT}/delivery`, summary: "Deliver all results together", action: "case.handle", body: JointDeliveryBody }, async ({ actor, body, param, receivedAt }) => made(await deliverTogether(world, actor, param("joint"), body, receivedAt)));
}

function memberRoutes(api: Api, world: World): void {
  endpoint(api, world, { method: "post", path: `${JOINT}/needs`, summary: "Say at once all that one’s unit needs corrected, for the one notice", action: "joint.answer", body: NeedsBody }, async ({ actor, body, param, receivedAt }) => made(await sayNeeds(world, actor, param("joint"), body, receivedAt)));
  endpoint(api, world, { method: "post", path: `${JOINT}/opinions`, summary: "Give one’s unit’s opinion, once, before the merge", action: "joint.opine", body: OpinionBody }, async ({ actor, body, param, receivedAt }) => made(await opine(world, actor, param("joint"), body, receivedAt)));
  endpoint(api, world, { method: "post", path: `${JOINT}/hand-overs`, summary: "Hand over who answers for the case, with the reason", action: "joint.answer", body: HandOverBody }, async ({ actor, body, param, receivedAt }) => made(await handOverJoint(world, actor, param("joint"), body, receivedAt)));
  endpoint(api, world, { method: "post", path: `${JOINT}/hand-overs/confirmation`, summary: "Confirm that one answers for the case from now on", action: "joint.answer" }, async ({ actor, param, receivedAt }) => made(await takeOverJoint(world, actor, param("joint"), receivedAt)));
  endpoint(api, world, { method: "post", path: `${JOINT}/meetings/:nth{[1-9][0-9]{0,3}}/tasks/:serial{[1-9][0-9]{0,3}}/completion`, summary: "Say that what a joint meeting decided is done", action: "joint.answer", body: TaskDoneBody }, async ({ actor, body, param, receivedAt }) =>
    made(await finishTask(world, actor, { joint: param("joint"), meeting: Number(param("nth")), serial: Number(param("serial")) }, body.words, receivedAt)));
}
