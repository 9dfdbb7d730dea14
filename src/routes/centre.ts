import { z } from "@hono/zod-openapi";
import { HallBody, PostBody, SubCentreBody, type LASTING } from "../centre/organisation.js";
import { hallsOf, postsOf, regulationPaper, regulationVersions, subCentresOf, takenUp } from "../centre/queries.js";
import { coverage, POLICIES, RegulationBody, regulationsOn, type KeptRegulation, type Policy } from "../centre/regulation.js";
import { endOne, fillPost, openHall, openSubCentre } from "../centre/use-cases/organisation.js";
import { publishRegulation, takeUpPolicy } from "../centre/use-cases/regulations.js";
import { ok, refuse, type Result } from "../kernel/result.js";
import { keysOf } from "../kernel/table-keys.js";
import { dayOf, rfc3339, type Instant } from "../kernel/time.js";
import { DayBody } from "../tenders/form.js";
import type { World } from "../world.js";
import { document, endpoint, type Answer, type Api } from "./endpoint.js";
import { sendPaper } from "./paper-answer.js";
import { problem } from "./problem.js";
import { created } from "./tenders.js";

const CENTRE = "/api/v1/centre";
const REGULATIONS = "/api/v1/regulations";
const Ending = z.strictObject({ until: DayBody });
/** What lasts, by the word its address has. */
const PARTS = { "sub-centres": "sub_centres", "halls": "service_halls", "posts": "posts" } as const satisfies Readonly<Record<string, keyof typeof LASTING>>;

const made = <Value>(result: Result<Value>): Result<Answer> => (result.ok ? created(result.value) : result);

/** The one centre: its parts and people, its rules, and which hall works by which. */
export function centreRoutes(api: Api, world: World): void {
  const { db, exchange } = world;
  endpoint(api, world, { method: "get", path: CENTRE, summary: "Sub-centres, halls and posts of the centre, ended ones too, and how each hall stands to the four unified policies today", action: "anyone" }, async ({ receivedAt }) => {
    const [subCentres, halls, posts, versions, taken] = await Promise.all([subCentresOf(db, exchange.id), hallsOf(db, exchange.id), postsOf(db, exchange.id), regulationVersions(db, exchange.id), takenUp(db, exchange.id)]);
    return ok({ body: { subCentres, halls, posts: posts.map(({ id, kind, subCentre, name, from, until }) => ({ id, kind, subCentre, name, from, until })), policies: coverage(halls, versions, taken, dayOf(receivedAt)) } });
  });
  endpoint(api, world, { method: "post", path: `${CENTRE}/sub-centres`, summary: "Open a sub-centre", action: "centre.keep", body: SubCentreBody }, async ({ actor, body, receivedAt }) => made(await openSubCentre(world, actor, body, receivedAt)));
  endpoint(api, world, { method: "post", path: `${CENTRE}/halls`, summary: "Open a hall of a sub-centre", action: "centre.keep", body: HallBody }, async ({ actor, body, receivedAt }) => made(await openHall(world, actor, body, receivedAt)));
  endpoint(api, world, { method: "post", path: `${CENTRE}/posts`, summary: "Fill a post", action: "centre.keep", body: PostBody }, async ({ actor, body, receivedAt }) => made(await fillPost(world, actor, body, receivedAt)));
  for (const part of keysOf<keyof typeof PARTS>(PARTS)) {
    endpoint(api, world, { method: "post", path: `${CENTRE}/${part}/:id/end`, summary: "End it with a day, its last", action: "centre.keep", body: Ending }, async ({ body, param }) => {
      const ended = await endOne(world, PARTS[part], param("id"), body.until);
      return ended.ok ? ok({ body: ended.value }) : ended;
    });
  }
  endpoint(api, world, { method: "post", path: `${CENTRE}/halls/:id/policies`, summary: "Put a hall under the version of a policy that holds today", action: "policy.take-up", body: z.strictObject({ policy: z.enum(keysOf<Policy>(POLICIES)) }) },
    async ({ actor, body, param, receivedAt }) => made(await takeUpPolicy(world, actor, { hall: param("id"), policy: body.policy }, receivedAt)));
  regulationRoutes(api, world);
}

function regulationRoutes(api: Api, world: World): void {
  const { db, exchange } = world;
  endpoint(api, world, { method: "get", path: REGULATIONS, summary: "The rules of the centre as they hold today, repealed ones as such", action: "anyone" }, async ({ receivedAt }) => ok({ body: { on: dayOf(receivedAt), regulations: regulationsOn(await regulationVersions(db, exchange.id), dayOf(receivedAt)).map(regulationView) } }));
  endpoint(api, world, { method: "get", path: `${REGULATIONS}/:code`, summary: "Every version of a rule with its text", action: "anyone" }, async ({ param }) => {
    const versions = await regulationVersions(db, exchange.id, param("code"));
    return versions.length === 0 ? refuse("not-found", { what: param("code") }) : ok({ body: { versions: versions.map((each) => ({ ...regulationView(each), text: each.text })) } });
  });
  endpoint(api, world, { method: "post", path: REGULATIONS, summary: "Publish a rule, its next version, or its repeal", action: "regulation.publish", body: RegulationBody }, async ({ actor, body, receivedAt }) => made(await publishRegulation(world, actor, body, receivedAt)));
  for (const ending of ["pdf", "json"] as const) {
    const path = `${REGULATIONS}/:code/v/:version{[1-9][0-9]{0,3}}/paper.${ending}`;
    document(api, { method: "get", path, summary: `One version of a rule: ${ending === "pdf" ? "its sealed PDF" : "its record"}`, action: "anyone" });
    api.get(path, async (c) => {
      const paper = await regulationPaper(db, exchange.id, c.req.param("code") ?? "", Number(c.req.param("version")));
      return paper === null ? problem(c, refuse("not-found", { what: c.req.path }).refusal, c.get("receivedAt")) : sendPaper(c, world, paper, ending === "pdf");
    });
  }
}

const regulationView = ({ code, version, kind, status, zh, en, from, publishedAt, jsonSha256, pdfSha256 }: KeptRegulation) => ({ code, version, kind, status, zh, en, from, publishedAt: rfc3339(publishedAt.getTime() as Instant), sha256: jsonSha256, pdfSha256 });
