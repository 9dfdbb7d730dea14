import { z } from "@hono/zod-openapi";
import { boardOf, CampaignBody, CHECKS } from "../centre/campaign.js";
import { MeetingBody, VOTES, type Vote } from "../centre/meeting.js";
import { campaignsOf, type Campaign } from "../centre/queries/campaigns.js";
import { meetingById, meetingsOf, minutesOf, type Meeting } from "../centre/queries/meetings.js";
import { checkStep, issueCampaign, reportStep } from "../centre/use-cases/campaigns.js";
import { callMeeting, cancelMeeting, closeMeeting, reportDone, signIn, vote } from "../centre/use-cases/meetings.js";
import { ok, refuse, type Result } from "../kernel/result.js";
import { keysOf } from "../kernel/table-keys.js";
import { dayOf, rfc3339, type Instant, type PlainDate } from "../kernel/time.js";
import { text } from "../tenders/form.js";
import type { World } from "../world.js";
import { document, endpoint, inOffice, type Answer, type Api } from "./endpoint.js";
import { sendPaper } from "./paper-answer.js";
import { problem } from "./problem.js";
import { created } from "./tenders.js";

const MEETINGS = "/api/v1/centre/meetings";
const MEETING = `${MEETINGS}/:meeting`;
const CAMPAIGNS = "/api/v1/centre/campaigns";
const STEP = `${CAMPAIGNS}/:campaign/steps/:step{[1-9][0-9]?}`;
const LIST_MAX = 200;
const Words = z.strictObject({ words: text(2_000) });

const made = <Value>(result: Result<Value>): Result<Answer> => (result.ok ? created(result.value) : result);

/** What the committee decides together, and what is asked of every sub-centre at once. */
export function centreBoardRoutes(api: Api, world: World): void {
  meetingRoutes(api, world);
  minutesRoutes(api, world);
  campaignRoutes(api, world);
}

function meetingRoutes(api: Api, world: World): void {
  const { db, exchange } = world;
  endpoint(api, world, { method: "get", path: MEETINGS, summary: "Meetings of the committee, the newest first", action: "committee.read" }, async () => ok({ body: { meetings: (await meetingsOf(db, exchange.id, LIST_MAX)).map(({ meeting, title, place, state, starts_at }) => ({ meeting, title, place, state, startsAt: rfc3339(starts_at.getTime() as Instant) })) } }));
  endpoint(api, world, { method: "get", path: MEETING, summary: "A meeting: who is called and came, what it decides on, how many voted which way, what became of it", action: "committee.read" }, async ({ actor, param }) => {
    const held = await meetingById(db, exchange.id, param("meeting"));
    return held === null ? refuse("not-found", { what: param("meeting") }) : ok({ body: meetingView(held, actor.id) });
  });
  endpoint(api, world, { method: "post", path: MEETINGS, summary: "Call the committee, with the matters it decides on", action: "committee.call", body: MeetingBody }, async ({ actor, body, receivedAt }) => made(await callMeeting(world, actor, body, receivedAt)));
  endpoint(api, world, { method: "post", path: `${MEETING}/sign-ins`, summary: "Sign in as a member, from its beginning on", action: "committee.take-part" }, async ({ actor, param, receivedAt }) => made(await signIn(world, actor, param("meeting"), receivedAt)));
  endpoint(api, world, { method: "post", path: `${MEETING}/items/:matter{[1-9][0-9]?}/votes`, summary: "Vote on a matter, once", action: "committee.take-part", body: z.strictObject({ vote: z.enum(keysOf<Vote>(VOTES)) }) },
    async ({ actor, body, param, receivedAt }) => made(await vote(world, actor, { meeting: param("meeting"), item: Number(param("matter")), vote: body.vote }, receivedAt)));
  endpoint(api, world, { method: "post", path: `${MEETING}/closing`, summary: "End a meeting: every matter is decided by its votes, the minutes are sealed", action: "committee.call" }, async ({ actor, param, receivedAt }) => made(await closeMeeting(world, actor, param("meeting"), receivedAt)));
  endpoint(api, world, { method: "post", path: `${MEETING}/cancellation`, summary: "Take a meeting back before it has ended", action: "committee.call" }, async ({ param, receivedAt }) => made(await cancelMeeting(world, param("meeting"), receivedAt)));
  endpoint(api, world, { method: "post", path: `${MEETING}/items/:matter{[1-9][0-9]?}/report`, summary: "Say that a decision is carried out, as whose it is", action: "committee.take-part", body: Words },
    async ({ actor, body, param, receivedAt }) => made(await reportDone(world, actor, { meeting: param("meeting"), item: Number(param("matter")), words: body.words }, receivedAt)));
}

function minutesRoutes(api: Api, world: World): void {
  for (const ending of ["pdf", "json"] as const) {
    const path = `${MEETING}/minutes.${ending}`;
    document(api, { method: "get", path, summary: `The minutes of a meeting: ${ending === "pdf" ? "sealed PDF" : "record"}`, action: "committee.read" });
    api.get(path, async (c) => {
      const may = inOffice(c, "committee.read");
      if (!may.ok) return problem(c, may.refusal, c.get("receivedAt"));
      const paper = await minutesOf(world.db, world.exchange.id, c.req.param("meeting") ?? "");
      return paper === null ? problem(c, refuse("not-found", { what: c.req.path }).refusal, c.get("receivedAt")) : sendPaper(c, world, paper, ending === "pdf");
    });
  }
}

/** How many voted which way; of the reader alone how. */
function meetingView({ row, members, items }: Meeting, reader: string) {
  return {
    meeting: row.meeting, title: row.title, place: row.place, state: row.state, startsAt: rfc3339(row.starts_at.getTime() as Instant), members: members.map(({ actor, name, signedInAt }) => ({ actor, name, signedInAt: signedInAt === null ? null : rfc3339(signedInAt) })),
    items: items.map(({ votes, done, ...item }) => ({ ...item, done: done === null ? null : { at: rfc3339(done.at), words: done.words }, votes: Object.fromEntries(Object.keys(VOTES).map((each) => [each, votes.filter(({ vote: given }) => given === each).length])), own: votes.find(({ actor }) => actor === reader)?.vote ?? null })),
  };
}

function campaignRoutes(api: Api, world: World): void {
  const { db, exchange } = world;
  endpoint(api, world, { method: "get", path: CAMPAIGNS, summary: "Campaigns, each with how every step stands at every sub-centre, beside each other", action: "committee.read" }, async ({ receivedAt }) => ok({ body: { campaigns: (await campaignsOf(db, exchange.id, { limit: LIST_MAX })).map((each) => campaignView(each, dayOf(receivedAt))) } }));
  endpoint(api, world, { method: "post", path: CAMPAIGNS, summary: "Issue a campaign to all sub-centres at once", action: "campaign.issue", body: CampaignBody }, async ({ actor, body, receivedAt }) => made(await issueCampaign(world, actor, body, receivedAt)));
  endpoint(api, world, { method: "post", path: `${STEP}/reports`, summary: "Say that a step is done at one’s own sub-centre", action: "campaign.report", body: Words }, async ({ actor, body, param, receivedAt }) => made(await reportStep(world, actor, { campaign: param("campaign"), step: Number(param("step")), words: body.words }, receivedAt)));
  endpoint(api, world, { method: "post", path: `${STEP}/checks`, summary: "Check what a sub-centre said of a step", action: "campaign.check", body: z.strictObject({ subCentre: z.string().min(1).max(20), verdict: z.enum(CHECKS), ...Words.shape }) },
    async ({ actor, body, param, receivedAt }) => made(await checkStep(world, actor, { campaign: param("campaign"), step: Number(param("step")), ...body }, receivedAt)));
}

const campaignView = ({ row, steps, parts, moved }: Campaign, today: PlainDate) => ({ campaign: row.campaign, title: row.title, demands: row.demands, issuedOn: dayOf(row.made_at.getTime() as Instant), steps: boardOf(steps, parts, moved, today), moves: moved });
