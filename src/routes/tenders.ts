import type { Actor } from "../identity/actor.js";
import { isLine } from "../lines/lines.js";
import { z } from "@hono/zod-openapi";
import { settleAfterAct } from "../jobs/keep-deadlines.js";
import { fromBase64, fromHex, base64 } from "../kernel/bytes.js";
import { ok, refuse, type Result } from "../kernel/result.js";
import { Bidder, Line } from "../judging/inputs.js";
import { ClarificationBody } from "../tenders/clarification.js";
import { ProjectBody, TenderBody, TimeBody } from "../tenders/form.js";
import { tenderById } from "../tenders/queries.js";
import { declineInvitation, nameInvited } from "../tenders/use-cases/admit.js";
import { draftClarification, publishClarificationOf } from "../tenders/use-cases/clarify.js";
import { newestCheck } from "../tenders/queries/checks.js";
import { giveOpenerKey, proveOpenerKey } from "../tenders/use-cases/keys.js";
import { sendBackClarification, sendBackNotice } from "../tenders/use-cases/send-back.js";
import { checkTender, publishTender, registerTender, submitTender } from "../tenders/use-cases/publish.js";
import { recallSchedule, scheduleTender } from "../tenders/use-cases/schedule.js";
import { draftTender, redraftTender, registerProject } from "../tenders/use-cases/register.js";
import { clarificationToApprove, noticeToApprove } from "../tenders/use-cases/versions.js";
import type { World } from "../world.js";
import { endpoint, type Answer, type Api } from "./endpoint.js";
import { admissionsView } from "./views/admissions.js";
import { scheduleView } from "./views/schedule.js";
import { mayRead, tenderView } from "./views/tender.js";

/** Standard base64 as bytes; the schema refuses anything else. */
export const Base64 = (max: number) => z.string().max(Math.ceil(max / 3) * 4).transform((text, context) => {
  try {
    return fromBase64(text);
  } catch {
    context.addIssue({ code: "custom", message: "standard, padded base64" });
    return z.NEVER;
  }
});
export const Hex = (bytes: number) => z.string().regex(new RegExp(`^[0-9a-f]{${String(bytes * 2)}}$`), `${String(bytes)} bytes in lower-case hex`).transform(fromHex);

/** Why something is sent back, as its preparer reads it. */
const MomentBody = z.strictObject({ publishAt: TimeBody });
const ReasonBody = z.strictObject({ reason: Line(2_000) });
const FORM_BYTES_MAX = 1_048_576;
export const created = (body: unknown): Result<Answer> => ok({ status: 201, body });

/** Projects and tenders from registration to publication, and clarifications. */
export function tenderRoutes(api: Api, world: World): void {
  const tender = "/api/v1/tenders/:tender";
  const settled = async <Value>(tenderId: string, result: Result<Value>, body: (value: Value) => unknown): Promise<Result<Answer>> => {
    if (!result.ok) return result;
    await settleAfterAct(world, tenderId);
    return created(body(result.value));
  };
  const notice = (param: (name: string) => string, actor: Actor) => noticeToApprove(world, actor, param("tender"));
  endpoint(api, world, { method: "post", path: "/api/v1/projects", summary: "Register a project", action: "project.register", body: ProjectBody }, async ({ actor, body, receivedAt }) => {
    const made = await registerProject(world, actor, body, receivedAt);
    return made.ok ? created({ project: made.value.projectId }) : made;
  });
  endpoint(api, world, { method: "post", path: "/api/v1/tenders", summary: "Draft a tender from the structured notice form", action: "tender.draft", bodyMax: FORM_BYTES_MAX,
    body: z.strictObject({ project: z.string().max(40), line: z.string().max(40).refine(isLine, "a trading line of this exchange"), form: TenderBody, retenderOf: z.string().max(40).nullable().default(null) }) }, async ({ actor, body, receivedAt }) => {
    const made = await draftTender(world, actor, { projectId: body.project, line: body.line, form: body.form, retenderOf: body.retenderOf }, receivedAt);
    return made.ok ? created({ tender: made.value.tenderId }) : made;
  });
  endpoint(api, world, { method: "put", path: `${tender}/form`, summary: "Replace a draft’s form", action: "tender.draft", bodyMax: FORM_BYTES_MAX,
    body: z.strictObject({ version: z.int().min(1), form: TenderBody }) }, async ({ actor, body, param, receivedAt }) => {
    const made = await redraftTender(world, actor, param("tender"), body.form, body.version, receivedAt);
    return made.ok ? ok({ body: made.value }) : made;
  });
  endpoint(api, world, { method: "post", path: `${tender}/registration`, summary: "Enter the exchange (进场登记)", action: "tender.draft" },
    async ({ actor, param, receivedAt }) => settled(param("tender"), await registerTender(world, actor, param("tender"), receivedAt), (value) => value));
  endpoint(api, world, { method: "post", path: `${tender}/submission`, summary: "Hand the notice to a second officer", action: "tender.submit", object: notice }, async ({ actor, param, receivedAt }) => {
    const done = await submitTender(world, actor, param("tender"), receivedAt);
    return done.ok ? created(done.value) : done;
  });
  endpoint(api, world, { method: "post", path: `${tender}/publication`, summary: "Publish the tender notice (a second officer)", action: "tender.publish", object: notice },
    async ({ actor, param, receivedAt }) => settled(param("tender"), await publishTender(world, actor, param("tender"), receivedAt), ({ id, number }) => ({ notice: id, number })));
  endpoint(api, world, { method: "post", path: `${tender}/schedule`, summary: "Approve the tender notice for a moment to come (a second officer)", action: "tender.publish", body: MomentBody, object: notice },
    async ({ actor, body, param, receivedAt }) => settled(param("tender"), await scheduleTender(world, actor, param("tender"), body.publishAt, receivedAt), (value) => value));
  endpoint(api, world, { method: "post", path: `${tender}/schedule/recall`, summary: "Take an approved notice back before its moment (either officer)", action: "tender.publish" },
    async ({ actor, param, receivedAt }) => settled(param("tender"), await recallSchedule(world, actor, param("tender"), receivedAt), (value) => value));
  endpoint(api, world, { method: "get", path: `${tender}/schedule`, summary: "Approvals of the notice for a moment to come and what ended them, with salt and log index", action: "schedule.read" },
    async ({ actor, param }) => scheduleView(world, actor, param("tender")));
  endpoint(api, world, { method: "post", path: `${tender}/returns`, summary: "Send a submitted notice back with a reason (a second officer)", action: "tender.return", body: ReasonBody }, async ({ actor, body, param, receivedAt }) => {
    const done = await sendBackNotice(world, actor, param("tender"), body.reason, receivedAt);
    return done.ok ? created(done.value) : done;
  });
  endpoint(api, world, { method: "get", path: tender, summary: "A tender as its reader may see it", action: "anyone" }, async ({ c, param }) => {
    const found = await tenderById(world.db, world.exchange.id, param("tender"));
    return found === null ? refuse("not-found", { what: param("tender") }) : tenderView(world, found, c.get("reader"));
  });
  checkRoutes(api, world, tender);
  admissionRoutes(api, world, tender);
  clarificationRoutes(api, world, tender, settled);
  openerKeyRoutes(api, world);
}

type Settled = <Value>(tenderId: string, result: Result<Value>, body: (value: Value) => unknown) => Promise<Result<Answer>>;

/** Who is invited or passed: for the buyer and the supervisor alone. */
function admissionRoutes(api: Api, world: World, tender: string): void {
  const path = `${tender}/lots/:lot/admissions`;
  const place = (param: (name: string) => string) => ({ tenderId: param("tender"), lot: param("lot") });
  endpoint(api, world, { method: "put", path, summary: "Name the firms to invite", action: "firms.invite", body: z.strictObject({ firms: z.array(z.strictObject({ uscc: Bidder, name: Line(100) })).max(100) }) }, async ({ actor, body, param, receivedAt }) => {
    const done = await nameInvited(world, actor, place(param), body.firms, receivedAt);
    return done.ok ? ok({ body: done.value }) : done;
  });
  endpoint(api, world, { method: "get", path, summary: "The firms that may bid, and which declined", action: "firms.read" }, async ({ actor, param }) => admissionsView(world, actor, place(param)));
  endpoint(api, world, { method: "post", path: `${tender}/lots/:lot/declination`, summary: "Decline an invitation to bid", action: "invitation.decline", body: z.strictObject({ reason: z.string().max(0).or(Line(600)) }) }, async ({ actor, body, param, receivedAt }) => {
    const done = await declineInvitation(world, actor, place(param), body.reason, receivedAt);
    return done.ok ? created(done.value) : done;
  });
}

/** 先体检、再发布. Before the notice is out the report is for those who may read the draft. */
function checkRoutes(api: Api, world: World, tender: string): void {
  endpoint(api, world, { method: "post", path: `${tender}/check`, summary: "Check a tender before publication, and keep the report", action: "tender.check" }, async ({ actor, param, receivedAt }) => {
    const checked = await checkTender(world, actor, param("tender"), receivedAt);
    return checked.ok ? created(checked.value) : checked;
  });
  endpoint(api, world, { method: "get", path: `${tender}/check`, summary: "The newest report of a tender’s check; after publication the published one", action: "anyone" }, async ({ c, param }) => {
    const found = await tenderById(world.db, world.exchange.id, param("tender"));
    const kept = found === null || !mayRead(found, c.get("reader")) ? null : await newestCheck(world.db, world.exchange.id, found.id, found.row.published_at === null ? null : "publication");
    return kept === null ? refuse("not-found", { what: `${param("tender")} check` }) : ok({ body: kept.report });
  });
}

function clarificationRoutes(api: Api, world: World, tender: string, settled: Settled): void {
  endpoint(api, world, { method: "post", path: `${tender}/clarifications`, summary: "Draft a clarification or change", action: "tender.clarify", body: ClarificationBody }, async ({ actor, body, param, receivedAt }) => {
    const made = await draftClarification(world, actor, param("tender"), body, receivedAt);
    return made.ok ? created(made.value) : made;
  });
  endpoint(api, world, { method: "post", path: `${tender}/clarifications/:serial{[0-9]{1,4}}/publication`, summary: "Publish a clarification (a second officer)", action: "tender.clarify", object: (param, actor) => clarificationToApprove(world, actor, param("tender"), Number(param("serial"))) },
    async ({ actor, param, receivedAt }) => settled(param("tender"), await publishClarificationOf(world, actor, param("tender"), Number(param("serial")), receivedAt), ({ id, number }) => ({ notice: id, number })));
  endpoint(api, world, { method: "post", path: `${tender}/clarifications/:serial{[0-9]{1,4}}/returns`, summary: "Send a drafted clarification back with a reason (a second officer)", action: "tender.return", body: ReasonBody }, async ({ actor, body, param, receivedAt }) => {
    const done = await sendBackClarification(world, actor, param("tender"), Number(param("serial")), body.reason, receivedAt);
    return done.ok ? created(done.value) : done;
  });
}

function openerKeyRoutes(api: Api, world: World): void {
  const part = "/api/v1/tenders/:tender/lots/:lot/parts/:part";
  const place = (param: (name: string) => string) => ({ tenderId: param("tender"), lot: param("lot"), part: param("part") });
  endpoint(api, world, { method: "post", path: `${part}/opener-keys`, summary: "Give an opener’s fresh key for this part", action: "opener-key.give",
    body: z.strictObject({ statement: Base64(4_096), signature: Base64(16_384) }) }, async ({ actor, body, param, receivedAt }) => {
    const given = await giveOpenerKey(world, actor, { ...place(param), statement: body.statement, signature: body.signature }, receivedAt);
    return given.ok ? created({ challenge: base64(given.value.challenge) }) : given;
  });
  endpoint(api, world, { method: "post", path: `${part}/opener-keys/proof`, summary: "Answer the decryption challenge", action: "opener-key.give", body: z.strictObject({ answer: Hex(32) }) }, async ({ actor, body, param, receivedAt }) => {
    const proved = await proveOpenerKey(world, actor, place(param), body.answer, receivedAt);
    if (!proved.ok) return proved;
    await world.journal.flush();
    return created({ index: await world.journal.indexOf(proved.value.outboxId) });
  });
}

