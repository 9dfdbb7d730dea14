import { unitsOf, windowsOf } from "../centre/queries.js";
import { isInForce } from "../centre/unit.js";
import type { Action } from "../identity/can.js";
import { AbolitionBody, EXIT_BODIES, EXIT_ORDER, EXIT_STEPS, type ExitBody, type ExitStep } from "../items/exit.js";
import { HandOverBody, handOverFigures } from "../items/hand-over.js";
import { exitsOf, handOversOf, itemByCode, paperById, type Exit } from "../items/queries.js";
import { abolishItem, takeExitStep } from "../items/use-cases/exits.js";
import { recordHandOver } from "../items/use-cases/hand-overs.js";
import { confirmationOf } from "../items/use-cases/papers.js";
import { unitsFor } from "../items/use-cases/show.js";
import { ok, refuse, type Result } from "../kernel/result.js";
import { dayOf, rfc3339, type Instant } from "../kernel/time.js";
import type { World } from "../world.js";
import { document, endpoint, inOffice, type Api, type Vars } from "./endpoint.js";
import { sendPaper, type KeptPaper } from "./paper-answer.js";
import { problem } from "./problem.js";
import { created } from "./tenders.js";
import type { Context } from "hono";

const ITEM = "/api/v1/items/:item";

/** Whose each step of an exit is. */
const STEP_ACTIONS = { request: "item.ask-exit", report: "item.report", study: "item.study", opinion: "item.study", decision: "item.decide", answer: "item.answer" } as const satisfies Readonly<Record<ExitStep, Action>>;

/** How items leave the hall, are abolished, and how units are handed over; with the papers of each. */
export function itemExitRoutes(api: Api, world: World): void {
  stepRoute(api, world, "request", "Ask that one’s own unit’s item leaves the hall or is handled in another way");
  stepRoute(api, world, "report", "Report the request to a leader of the city");
  stepRoute(api, world, "study", "Record the study with the unit");
  stepRoute(api, world, "opinion", "Draft the centre’s opinion");
  stepRoute(api, world, "decision", "Decide");
  stepRoute(api, world, "answer", "Answer the unit: what was decided holds from now");
  endpoint(api, world, { method: "post", path: `${ITEM}/abolition`, summary: "Record that a law abolished an item; open cases are decided by the version they were accepted under", action: "item.abolish", body: AbolitionBody }, async ({ actor, body, param, receivedAt }) => {
    const abolished = await abolishItem(world, actor, param("item"), body, receivedAt);
    return abolished.ok ? created(abolished.value) : abolished;
  });
  endpoint(api, world, { method: "get", path: `${ITEM}/exits`, summary: "The exits of an item with every step and its paper: one’s own unit’s; who looks over all reads all", action: "item.read" }, async ({ actor, param }) => {
    const item = await itemByCode(world.db, world.exchange.id, param("item"));
    if (item === null || !(await unitsFor(world, actor)).has(item.unit)) return refuse("not-found", { what: param("item") });
    return ok({ body: { exits: (await exitsOf(world.db, world.exchange.id, item.code)).map(exitView) } });
  });
  handOverRoutes(api, world);
  paperRoutes(api, world);
}

function stepRoute(api: Api, world: World, step: ExitStep, summary: string): void {
  endpoint<ExitBody<ExitStep>>(api, world, { method: "post", path: `${ITEM}/exit/${step}`, summary, action: STEP_ACTIONS[step], body: EXIT_BODIES[step] }, async ({ actor, body, param, receivedAt }) => {
    const taken = await takeExitStep(world, actor, param("item"), step, body, receivedAt);
    return taken.ok ? created(taken.value) : taken;
  });
}

const exitView = ({ serial, outcome, openedAt, steps }: Exit) => ({
  exit: serial, outcome, openedAt: rfc3339(openedAt.getTime() as Instant), steps: steps.map(({ step, said, paper_id, made_at, signed }) => ({ step, said, paper: paper_id, at: rfc3339(made_at.getTime() as Instant), signed })),
});

function handOverRoutes(api: Api, world: World): void {
  const { db, exchange } = world;
  endpoint(api, world, { method: "get", path: "/api/v1/hand-overs", summary: "How far units are handed over to their windows (两集中两到位), with how many of those with a window of their own", action: "anyone" }, async ({ receivedAt }) => {
    const on = dayOf(receivedAt);
    const units = (await unitsOf(db, exchange.id)).filter((unit) => unit.kinds.includes("approving") && isInForce(unit, on)).map(({ code }) => code);
    const windows = new Set((await windowsOf(db, exchange.id)).flatMap((window) => (window.unit !== null && isInForce(window, on) ? [window.unit] : [])));
    const states = await handOversOf(db, exchange.id);
    return ok({ body: { figures: handOverFigures(units.filter((code) => windows.has(code)), states, on), handOvers: states } });
  });
  endpoint(api, world, { method: "post", path: "/api/v1/units/:unit/hand-over", summary: "Record how far a unit is handed over to its window", action: "unit.hand-over", body: HandOverBody }, async ({ actor, body, param, receivedAt }) => {
    const recorded = await recordHandOver(world, actor, param("unit"), body, receivedAt);
    return recorded.ok ? created(recorded.value) : recorded;
  });
}

/** Papers under the exchange’s seal: the confirmation of a version and the word of an abolition for all, those of an exit for whom it concerns. */
function paperRoutes(api: Api, world: World): void {
  for (const ending of ["pdf", "json"] as const) {
    const what = ending === "pdf" ? "its sealed PDF" : "its record";
    paper(api, world, { path: `${ITEM}/versions/:version{[1-9][0-9]{0,4}}/confirmation.${ending}`, summary: `The unit’s confirmation of a version (三进中心确认书): ${what}`, action: "anyone", isPdf: ending === "pdf" }, (c) => confirmationOf(world, c.req.param("item") ?? "", Number(c.req.param("version")), c.get("receivedAt")));
    paper(api, world, { path: `${ITEM}/abolition.${ending}`, summary: `The word that a law abolished an item: ${what}`, action: "anyone", isPdf: ending === "pdf" }, (c) => found(world, `abolition-${c.req.param("item") ?? ""}`));
    for (const step of EXIT_ORDER) paper(api, world, { path: `${ITEM}/exits/:exit{[1-9][0-9]{0,3}}/${step}.${ending}`, summary: `${EXIT_STEPS[step].en}: ${what}`, action: "item.read", isPdf: ending === "pdf" }, (c) => exitPaperFor(world, c, step));
  }
}

async function exitPaperFor(world: World, c: Context<Vars>, step: ExitStep): Promise<Result<KeptPaper>> {
  const may = inOffice(c, "item.read");
  if (!may.ok) return may;
  const item = await itemByCode(world.db, world.exchange.id, c.req.param("item") ?? "");
  if (item === null || !(await unitsFor(world, may.value)).has(item.unit)) return refuse("not-found", { what: c.req.path });
  return found(world, `exit-${item.code}-${c.req.param("exit") ?? ""}-${step}`);
}

async function found(world: World, id: string): Promise<Result<KeptPaper>> {
  const kept = await paperById(world.db, world.exchange.id, id);
  return kept === null ? refuse("not-found", { what: id }) : ok(kept);
}

type PaperSpec = { readonly path: string; readonly summary: string; readonly action: Action | "anyone"; readonly isPdf: boolean };

function paper(api: Api, world: World, { path, summary, action, isPdf }: PaperSpec, find: (c: Context<Vars>) => Promise<Result<KeptPaper>>): void {
  document(api, { method: "get", path, summary, action });
  api.get(path, async (c: Context<Vars>) => {
    const kept = await find(c);
    return kept.ok ? sendPaper(c, world, kept.value, isPdf) : problem(c, kept.refusal, c.get("receivedAt"));
  });
}
