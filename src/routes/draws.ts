import { z } from "@hono/zod-openapi";
import { EXCLUSIONS, REPLACEMENT_REASONS, type Exclusion, type ReplacementReason } from "../experts/files.js";
import { CHAIN_CODES } from "../experts/chain.js";
import { askReplacement, commitContribution, giveFirstCode, giveNextCode, openFromEscrow, revealContribution } from "../experts/use-cases/draw.js";
import { ANSWERS, CHANNELS, type CallAnswer } from "../experts/calls.js";
import { answerCall, listCalls, noteCall } from "../experts/use-cases/calls.js";
import { listEscrows } from "../experts/use-cases/escrow.js";
import type { DrawPlace } from "../experts/use-cases/held-draw.js";
import { approvePlan, bringPool, fixPool, fixSecret, requestDraw } from "../experts/use-cases/prepare.js";
import { giveBeacon } from "../experts/use-cases/beacon.js";
import { arrive, openNames } from "../experts/use-cases/seats.js";
import { Line } from "../judging/inputs.js";
import { ok, type Result } from "../kernel/result.js";
import { ESCROW_BYTES_MAX } from "../signing/escrow.js";
import { keysOf } from "../kernel/table-keys.js";
import type { World } from "../world.js";
import { TimeBody } from "../tenders/form.js";
import { endpoint, type Answer, type Api } from "./endpoint.js";
import { Base64, created } from "./tenders.js";
import { drawView } from "./views/draws.js";

const LOT = "/api/v1/tenders/:tender/lots/:lot";
const DRAW = `${LOT}/draws/:number{[1-9][0-9]{0,3}}`;
/** A province's pool in one specialty is some thousands. */
const POOL_ROWS_MAX = 100_000;
const POOL_BYTES_MAX = 32 * 1_048_576;

/** Of all codes of a chain. */
const ESCROWS_BYTES_MAX = 1_048_576;

const Escrow = z.string().min(1).max(ESCROW_BYTES_MAX);
const Hash = z.string().regex(/^[0-9a-f]{64}$/, "32 bytes in lower-case hex");
const Tag = z.string().regex(/^[0-9a-f]{32}$/, "16 bytes in lower-case hex");
const Stratum = z.string().regex(/^[ABC](?:\d\d){2,3}$/, "a specialty: A0801 or A080101");

const RequestBody = z.strictObject({
  strata: z.record(Stratum, z.int().min(1).max(20)).refine((strata) => Object.keys(strata).length > 0, "one stratum or more"),
  perOrg: z.int().min(1).max(20).default(1), contributors: z.array(Line(20)).min(1).max(10), representatives: z.int().min(0).max(10), widened: Line(500).nullable().default(null),
  beacon: z.strictObject({ chain: Hash, at: TimeBody }).nullable().default(null),
});
const PoolBody = z.strictObject({ rows: z.array(z.strictObject({ label: Hash, stratum: Stratum, orgTag: Tag, excluded: z.enum(keysOf<Exclusion>(EXCLUSIONS)).nullable() })).min(1).max(POOL_ROWS_MAX) });

type Param = (name: string) => string;
const placeOf = (param: Param): DrawPlace => ({ tenderId: param("tender"), lot: param("lot"), number: Number(param("number")) });

/** An answer once the log has the step: what follows may be held against it. */
const logged = async <Value extends object>(world: World, result: Result<Value>): Promise<Result<Answer>> => {
  if (!result.ok) return result;
  await world.journal.flush();
  return created(result.value);
};

/** The draw of evaluation experts (DDR-1, trust.md §3): asked for, blinded, contributed to, drawn, replaced, opened. */
export function drawRoutes(api: Api, world: World): void {
  endpoint(api, world, { method: "get", path: `${LOT}/draws`, summary: "The draws of a lot as everybody may see them: labels alone until names are opened", action: "anyone" }, ({ param }) => drawView(world, { tenderId: param("tender"), lot: param("lot") }));
  endpoint(api, world, { method: "post", path: `${LOT}/draws`, summary: "Ask for a draw of experts: how many of which specialty", action: "draw.request", body: RequestBody },
    async ({ actor, body, param, receivedAt }) => logged(world, await requestDraw(world, actor, { tenderId: param("tender"), lot: param("lot") }, body, receivedAt)));
  preparationRoutes(api, world);
  codeRoutes(api, world);
  escrowRoutes(api, world);
  callRoutes(api, world);
  seatRoutes(api, world);
}

function preparationRoutes(api: Api, world: World): void {
  endpoint(api, world, { method: "post", path: `${DRAW}/secret`, summary: "Fix the secret that blinds the pool, by its hash (the pool keeper)", action: "draw.keep", body: z.strictObject({ sha256: Hash }) },
    async ({ actor, body, param, receivedAt }) => logged(world, await fixSecret(world, actor, placeOf(param), body.sha256, receivedAt)));
  endpoint(api, world, { method: "post", path: `${DRAW}/plan`, summary: "Approve the plan and pin the head of the chain of codes (the supervisor)", action: "draw.supervise", bodyMax: ESCROWS_BYTES_MAX, body: z.strictObject({ chain: Hash, escrows: z.array(Escrow).max(CHAIN_CODES).default([]) }) },
    async ({ actor, body, param, receivedAt }) => logged(world, await approvePlan(world, actor, placeOf(param), body, receivedAt)));
  endpoint(api, world, { method: "post", path: `${DRAW}/pool`, summary: "Bring the blinded pool (the pool keeper)", action: "draw.keep", bodyMax: POOL_BYTES_MAX, body: PoolBody },
    async ({ actor, body, param, receivedAt }) => logged(world, await bringPool(world, actor, placeOf(param), body.rows, receivedAt)));
  endpoint(api, world, { method: "post", path: `${DRAW}/pool/approval`, summary: "Fix the pool, names and exclusions seen (the supervisor)", action: "draw.supervise", body: z.strictObject({ sha256: Hash }) },
    async ({ actor, body, param, receivedAt }) => logged(world, await fixPool(world, actor, placeOf(param), body.sha256, receivedAt)));
}

function codeRoutes(api: Api, world: World): void {
  endpoint(api, world, { method: "post", path: `${DRAW}/commitments`, summary: "Commit to a random number", action: "draw.contribute", bodyMax: ESCROW_BYTES_MAX * 2, body: z.strictObject({ name: Line(20), c: Hash, escrow: Escrow.nullable().default(null) }) },
    async ({ actor, body, param, receivedAt }) => logged(world, await commitContribution(world, actor, placeOf(param), body, receivedAt)));
  endpoint(api, world, { method: "post", path: `${DRAW}/reveals`, summary: "Reveal the random number that was committed to", action: "draw.contribute", body: z.strictObject({ name: Line(20), r: Hash }) },
    async ({ actor, body, param, receivedAt }) => logged(world, await revealContribution(world, actor, placeOf(param), body, receivedAt)));
  endpoint(api, world, { method: "post", path: `${DRAW}/beacon`, summary: "Bring the round of the public beacon that the draw waits for, or say that it did not come (then the supervisor)", action: "draw.beacon",
    body: z.union([z.strictObject({ signature: z.string().regex(/^[0-9a-f]{96}$/, "48 bytes in lower-case hex") }), z.strictObject({ missing: Line(500) })]) },
  async ({ actor, body, param, receivedAt }) => logged(world, await giveBeacon(world, actor, placeOf(param), "signature" in body ? { signature: body.signature, missing: null } : { signature: null, missing: body.missing }, receivedAt)));
  endpoint(api, world, { method: "post", path: `${DRAW}/result`, summary: "Give the first code: who is drawn (the supervisor)", action: "draw.supervise", body: z.strictObject({ code: Hash }) },
    async ({ actor, body, param, receivedAt }) => logged(world, await giveFirstCode(world, actor, placeOf(param), body.code, receivedAt)));
  endpoint(api, world, { method: "post", path: `${DRAW}/replacements`, summary: "Say that somebody drawn cannot sit, and why (the pool keeper)", action: "expert.replace", body: z.strictObject({ label: Hash, reason: z.enum(keysOf<ReplacementReason>(REPLACEMENT_REASONS)), evidence: Hash }) },
    async ({ actor, body, param, receivedAt }) => logged(world, await askReplacement(world, actor, placeOf(param), body, receivedAt)));
  endpoint(api, world, { method: "post", path: `${DRAW}/replacements/code`, summary: "Agree to the replacement asked for and give the next code (the supervisor)", action: "expert.replace-agree", body: z.strictObject({ code: Hash }) },
    async ({ actor, body, param, receivedAt }) => logged(world, await giveNextCode(world, actor, placeOf(param), body.code, receivedAt)));
}

/** What a silent contributor or supervisor owes, opened by the lot's openers (trust.md §3.4). */
function escrowRoutes(api: Api, world: World): void {
  endpoint(api, world, { method: "get", path: `${DRAW}/escrow`, summary: "What may be opened from escrow, and from when (an opener)", action: "sealed.read" },
    async ({ actor, param, receivedAt }) => shown(await listEscrows(world, actor, placeOf(param), receivedAt)));
  endpoint(api, world, { method: "post", path: `${DRAW}/escrow/releases`, summary: "Make a share of an escrow public, or say that it does not open, signed (an opener)", action: "release.give", body: z.strictObject({ release: Base64(16_384), signature: Base64(16_384) }) },
    async ({ actor, body, param, receivedAt }) => logged(world, await openFromEscrow(world, actor, placeOf(param), body, receivedAt)));
}

/** Calls to those who were drawn: the keeper's tool makes them, the exchange knows labels alone. */
function callRoutes(api: Api, world: World): void {
  endpoint(api, world, { method: "get", path: `${DRAW}/calls`, summary: "How it stands with each seat that is called (the pool keeper)", action: "draw.keep" },
    async ({ actor, param, receivedAt }) => shown(await listCalls(world, actor, placeOf(param), receivedAt)));
  endpoint(api, world, { method: "post", path: `${DRAW}/calls`, summary: "Say that a label is called now (the pool keeper's tool)", action: "draw.keep", body: z.strictObject({ label: Hash, channel: z.enum(CHANNELS), ticket: Hash }) },
    async ({ actor, body, param, receivedAt }) => made(await noteCall(world, actor, placeOf(param), body, receivedAt)));
  endpoint(api, world, { method: "post", path: "/api/v1/calls/answers", summary: "Answer a call by its word: come, cannot come, must stand back", action: "anyone", unseen: "answer-signed-in", body: z.strictObject({ ticket: Tag, answer: z.enum(keysOf<CallAnswer>(ANSWERS)), reason: Line(500).nullable().default(null) }) },
    async ({ body, receivedAt }) => made(await answerCall(world, body, receivedAt)));
}

const made = <Value>(result: Result<Value>): Result<Answer> => (result.ok ? created(result.value) : result);
const shown = <Value>(result: Result<Value>): Result<Answer> => (result.ok ? ok({ body: result.value }) : result);

function seatRoutes(api: Api, world: World): void {
  endpoint(api, world, { method: "post", path: `${DRAW}/arrivals`, summary: "Sign in as an expert who was drawn", action: "draw.arrive", body: z.strictObject({ salt: Tag }) },
    async ({ actor, body, param, receivedAt }) => logged(world, await arrive(world, actor, placeOf(param), body.salt, receivedAt)));
  endpoint(api, world, { method: "post", path: `${DRAW}/names`, summary: "Open the labels of all who were drawn, once names may be told (the pool keeper)", action: "draw.keep", body: z.strictObject({ opened: z.array(z.strictObject({ expert: Line(64), salt: Tag, label: Hash })).min(1).max(200) }) },
    async ({ actor, body, param, receivedAt }) => logged(world, await openNames(world, actor, placeOf(param), body.opened, receivedAt)));
}
