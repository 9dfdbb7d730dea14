import { z } from "@hono/zod-openapi";
import { DayText, ExpertBody } from "../experts/expert-file.js";
import { POOL_STEPS, standingOf, standsAt, type PoolStep } from "../experts/pool-life.js";
import { expertById, expertOfPerson, expertsAfter, expertsByState, stepsOfExpert, type ExpertRow } from "../experts/queries/pool.js";
import { PhoneBody } from "../experts/roster.js";
import { openExpert } from "../experts/use-cases/sealed-file.js";
import { importPool } from "../experts/use-cases/import-pool.js";
import { listCandidates } from "../experts/use-cases/list-candidates.js";
import { applyForPool, changeOwnFile, codeForExpert, ownStep, ringOf, stepExpert, takeUpPlace } from "../experts/use-cases/pool.js";
import { Line } from "../judging/inputs.js";
import { fromBase64 } from "../kernel/bytes.js";
import { wordsOf } from "../kernel/refusal.js";
import { ok, refuse, type Result } from "../kernel/result.js";
import { keysOf } from "../kernel/table-keys.js";
import { dayOf, rfc3339, type Instant } from "../kernel/time.js";
import { maskedIdNumber, maskedPhone } from "../privacy/mask.js";
import type { World } from "../world.js";
import { endpoint, type Answer, type Api } from "./endpoint.js";
import { personIn } from "./people.js";
import { created } from "./tenders.js";

const POOL = "/api/v1/experts";
const OWN = "/api/v1/me/expert";
const PAGE = 200;
/** A list of 100,000 people as base64, in bytes. */
const SHEET_BODY_MAX = 40 * 1_048_576;

const StepBody = z.strictObject({ step: z.enum(keysOf<PoolStep>(POOL_STEPS)), reason: Line(500).nullable().default(null), until: DayText.nullable().default(null) });
const ApplicationBody = z.strictObject({ file: ExpertBody, idNumber: z.string().max(40), phone: PhoneBody });
const ImportBody = z.strictObject({ file: z.base64().max(SHEET_BODY_MAX), until: DayText, dry: z.boolean().default(false) });
const { units, kin } = ExpertBody.shape;
const OwnBody = z.strictObject({ units, kin, phone: PhoneBody, version: z.int().min(1) });

/** The pool of evaluation experts: an expert's own life in it, and the keeper's lists. */
export function expertRoutes(api: Api, world: World): void {
  ownRoutes(api, world);
  keeperRoutes(api, world);
}

function ownRoutes(api: Api, world: World): void {
  const { db, exchange } = world;
  endpoint(api, world, { method: "get", path: OWN, summary: "Your own place in the pool of experts", action: "person" }, async ({ person, receivedAt }) => {
    const row = await expertOfPerson(db, exchange.id, personIn({ person }).id);
    return row === null ? refuse("not-found", { what: OWN }) : ok({ body: await expertView(world, row, receivedAt) });
  });
  endpoint(api, world, { method: "post", path: OWN, summary: "Ask to be taken into the pool of experts", action: "person", body: ApplicationBody }, async ({ person, body, receivedAt }) => made(await applyForPool(world, personIn({ person }), body, receivedAt)));
  endpoint(api, world, { method: "put", path: OWN, summary: "Say anew for whom you work, who your relatives are, and how you are reached", action: "person", body: OwnBody }, async ({ person, body, receivedAt }) => shown(await changeOwnFile(world, personIn({ person }), body, receivedAt)));
  endpoint(api, world, { method: "post", path: `${OWN}/steps`, summary: "Take leave from the pool, or come back", action: "person", body: StepBody }, async ({ person, body, receivedAt }) => shown(await ownStep(world, personIn({ person }), body, receivedAt)));
  endpoint(api, world, { method: "post", path: `${OWN}/code`, summary: "Take up the place that a list brought, by its code", action: "person", body: z.strictObject({ code: z.string().min(1).max(100) }) }, async ({ person, body, receivedAt }) => made(await takeUpPlace(world, personIn({ person }), body.code, receivedAt)));
}

function keeperRoutes(api: Api, world: World): void {
  const { db, exchange } = world;
  endpoint(api, world, { method: "get", path: POOL, summary: "The pool, a page at a time, and how many stand where", action: "expert.read" }, async ({ c, receivedAt }) => {
    const rows = await expertsAfter(db, exchange.id, { after: c.req.query("after") ?? "", limit: PAGE });
    return ok({ body: { states: Object.fromEntries(await expertsByState(db, exchange.id)), experts: rows.map((row) => briefView(world, row, receivedAt)), next: rows.length === PAGE ? rows.at(-1)?.expert_id ?? null : null } });
  });
  endpoint(api, world, { method: "get", path: `${POOL}/:expert`, summary: "An expert of the pool, numbers masked", action: "expert.read" }, async ({ param, receivedAt }) => {
    const row = await expertById(db, exchange.id, param("expert"));
    return row === null ? refuse("not-found", { what: param("expert") }) : ok({ body: await expertView(world, row, receivedAt) });
  });
  endpoint(api, world, { method: "post", path: `${POOL}/:expert/steps`, summary: "A step in an expert's life in the pool", action: "expert.keep", body: StepBody }, async ({ actor, body, param, receivedAt }) => shown(await stepExpert(world, actor, param("expert"), body, receivedAt)));
  endpoint(api, world, { method: "post", path: `${POOL}/:expert/code`, summary: "Make the code by which somebody a list brought takes up his place; shown once", action: "expert.keep", shownOnce: true, body: z.strictObject({}) }, async ({ param, receivedAt }) => {
    const code = await codeForExpert(world, param("expert"), receivedAt);
    return code.ok ? ok({ status: 201, body: { code: code.value.code, until: rfc3339(code.value.until) } }) : code;
  });
  endpoint(api, world, { method: "post", path: `${POOL}/imports`, summary: "Take a list of appointed experts (CSV or XLSX) into the pool; the answer reports line by line", action: "expert.keep", bodyMax: SHEET_BODY_MAX + 4_096, body: ImportBody }, async ({ actor, body, receivedAt }) => {
    const report = await importPool(world, actor, { bytes: fromBase64(body.file), until: body.until, dry: body.dry }, receivedAt);
    return report.ok ? ok({ body: { ...report.value, faults: report.value.faults.map(({ line, refusal }) => ({ line, code: refusal.code, facts: refusal.facts, zh: wordsOf(refusal, "zh"), en: wordsOf(refusal, "en") })) } }) : report;
  });
  endpoint(api, world, { method: "get", path: "/api/v1/tenders/:tender/lots/:lot/draws/:number{[1-9][0-9]{0,3}}/candidates", summary: "Who of the pool can be drawn, and who is left out and why: the list the keeper blinds", action: "draw.keep" },
    async ({ actor, param, receivedAt }) => shown(await listCandidates(world, actor, { tenderId: param("tender"), lot: param("lot"), number: Number(param("number")) }, receivedAt)));
}

const made = <Value>(result: Result<Value>): Result<Answer> => (result.ok ? created(result.value) : result);
const shown = <Value>(result: Result<Value>): Result<Answer> => (result.ok ? ok({ body: result.value }) : result);

function briefView(world: World, row: ExpertRow, at: Instant) {
  const said = openExpert(ringOf(world), row);
  return { expert: row.expert_id, name: said?.file.name ?? null, specialties: row.specialties, state: standsAt(standingOf(row), dayOf(at)), until: row.term_until, hasAccount: row.person_id !== null };
}

async function expertView(world: World, row: ExpertRow, at: Instant) {
  const said = openExpert(ringOf(world), row);
  const steps = await stepsOfExpert(world.db, world.exchange.id, row.expert_id);
  return {
    ...briefView(world, row, at), version: row.version, file: said?.file ?? null, idNumber: said === null ? null : maskedIdNumber(said.idNumber), phone: said === null ? null : maskedPhone(said.phone),
    steps: steps.map(({ number, step, reason, until, made_at }) => ({ number, step, reason, until, at: rfc3339(made_at.getTime() as Instant) })),
  };
}
