import { ask } from "../db/database.js";
import type { Actor } from "../identity/actor.js";
import { can } from "../identity/can.js";
import { driftNow } from "../opening/use-cases/by-hand.js";
import type { MovableClock } from "../rehearsal/clock.js";
import type { Certify } from "../rehearsal/town.js";
import type { Uploads } from "../storage/use-cases.js";
import type { World } from "../world.js";
import { archiveRoutes } from "./archive.js";
import { auditRoutes } from "./audit.js";
import { bidRoutes } from "./bids.js";
import { documentRoutes } from "./documents.js";
import type { Api } from "./endpoint.js";
import { exchangeRoutes } from "./exchange.js";
import { feedRoutes } from "./feeds.js";
import { healthRoutes } from "./health.js";
import { judgingRoutes } from "./judging.js";
import { letterRoutes } from "./letters.js";
import { takeUploadBytes } from "./limits.js";
import { logRoutes } from "./log.js";
import { messageRoutes } from "./messages.js";
import { noticeRoutes } from "./notices.js";
import { objectionRoutes } from "./objections.js";
import { openingRoutes } from "./openings.js";
import { partyRoutes } from "./parties.js";
import { peopleRoutes } from "./people.js";
import { planRoutes } from "./plans.js";
import { policyReportRoutes } from "./policy-reports.js";
import { problem } from "./problem.js";
import { questionRoutes } from "./questions.js";
import { refundRoutes } from "./refunds.js";
import { rehearsalRoutes } from "./rehearsal.js";
import { reserveRoutes } from "./reserves.js";
import { tokenRoutes } from "./tokens.js";
import { tenderRoutes } from "./tenders.js";
import { uploadRoutes } from "./uploads.js";

/** `movable` and `certify` are null in live mode: then the rehearsal's addresses do not exist. */
export type ApiParts = { readonly world: World; readonly movable: MovableClock | null; readonly certify: Certify | null; readonly uploads: Uploads };

/** Registers every address of the API and describes them in /openapi.json. Nothing of the parts is used before a request comes. */
export function apiRoutes(app: Api, { world, movable, certify, uploads }: ApiParts): void {
  app.route("/", healthRoutes(async () => { await ask(world.db); await world.journal.size(); }, () => ({ ...driftNow(world), reading: world.journal.time.now() })));
  app.route("/", logRoutes(world.journal, (c, refusal) => problem(c, refusal, world.clock())));
  app.route("/", uploadRoutes({ uploads, actorOf: (c) => can(c.get("actor") as Actor | null, "bid.upload"), take: (c, actorId, bytes) => takeUploadBytes(c, world, actorId, bytes), refused: (c, refusal) => problem(c, refusal, world.clock()) }));
  exchangeRoutes(app, world, () => movable?.isHeld() ?? false);
  if (movable !== null && certify !== null) rehearsalRoutes(app, world, movable, certify);
  peopleRoutes(app, world);
  tokenRoutes(app, world);
  partyRoutes(app, world);
  tenderRoutes(app, world);
  planRoutes(app, world);
  documentRoutes(app, world);
  bidRoutes(app, world);
  questionRoutes(app, world);
  refundRoutes(app, world);
  judgingRoutes(app, world);
  objectionRoutes(app, world);
  archiveRoutes(app, world);
  auditRoutes(app, world);
  openingRoutes(app, world);
  reserveRoutes(app, world);
  letterRoutes(app, world);
  messageRoutes(app, world);
  noticeRoutes(app, world);
  feedRoutes(app, world);
  policyReportRoutes(app, world);
  app.doc31("/openapi.json", { openapi: "3.1.0", info: { title: "Daylight 晨光", version: "1" } });
}
