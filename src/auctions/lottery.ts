import { hmac } from "@noble/hashes/hmac.js";
import { sha256 } from "@noble/hashes/sha2.js";
import { hex } from "../kernel/bytes.js";
import { canonical } from "../kernel/canonical-json.js";
import { moneyJson } from "../kernel/money.js";
import { ok, refuse, type Result } from "../kernel/result.js";
import { commitmentOf, randomnessOf, rankedLabels, upChain } from "../experts/draw-order.js";
import { inPhase, stageFor, type StageOf } from "./acting.js";
import { isEligible, type Contest } from "./contest-state.js";
import type { Asking, Draft } from "./happening.js";

type Drawing = StageOf<"lottery", "lottery">;
type Asked<Kind extends Asking["kind"]> = Extract<Asking, { readonly kind: Kind }>;

/** A contribution, or a code. */
const HEX_32 = /^[0-9a-f]{64}$/;

function drawing(contest: Contest, command: Asking): Result<Drawing> {
  const stage = stageFor(contest, command);
  return stage.ok ? inPhase(stage.value, "lottery", "lottery") : stage;
}

/** Takes what a contributor was committed to before anybody was admitted. */
export function contribute(contest: Contest, command: Asked<"contribute">): Result<Draft> {
  const stage = drawing(contest, command);
  if (!stage.ok) return stage;
  const { by, key, name, r } = command;
  const { phase, play } = stage.value;
  const contributor = phase.contributors.find((each) => each.name === name);
  if (contributor === undefined) return refuse("lottery-stranger", { name });
  if (play.isClosed) return refuse("lottery-closed", { phase: phase.name });
  if (play.given.has(name)) return refuse("lottery-given", { name });
  if (!HEX_32.test(r) || commitmentOf(contest.terms.auction, name, r) !== contributor.c) return refuse("lottery-differs", { name });
  return ok({ kind: "contributed", by, key, stage: command.stage, name, r });
}

/** Takes the supervisor's code, once every contribution is there or none is taken any more. */
export function drawByCode(contest: Contest, command: Asked<"draw">): Result<Draft> {
  const stage = drawing(contest, command);
  if (!stage.ok) return stage;
  const { by, key, code } = command;
  if (!isReady(stage.value)) return refuse("lottery-early", { missing: missingOf(stage.value).join("、") });
  if (!HEX_32.test(code) || upChain(code) !== stage.value.phase.head) return refuse("lottery-code-wrong");
  return ok({ kind: "coded", by, key, stage: command.stage, code });
}

/** Who has given nothing. */
export const missingOf = ({ phase, play }: Drawing): string[] => phase.contributors.map(({ name }) => name).filter((name) => !play.given.has(name));
const isReady = (stage: Drawing): boolean => stage.play.isClosed || missingOf(stage).length === 0;

/** Who is still in the lottery. */
export const drawnFrom = (contest: Contest, { play }: Drawing): string[] => play.pool.filter((paddle) => isEligible(contest, paddle));

const HMACS = { hmacSha256: (key: Uint8Array) => (message: Uint8Array): string => hex(hmac(sha256, key, message)) };

/** The paddle that DDR-1 ranks first; alone in the pool, a paddle has it without a code. What was drawn from is the pool as the phase began, whoever was excluded since is passed over. */
export function chooseByLot(contest: Contest, stage: Drawing): Draft {
  const left = drawnFrom(contest, stage);
  const { phase, play: { pool, given, code } } = stage;
  const amount = moneyJson(contest.standing?.amount ?? contest.terms.price.start);
  if (left.length <= 1 || code === null) return { kind: "chosen", standing: left[0] === undefined ? null : { paddle: left[0], amount }, by: { pool: [...pool] } };
  const poolSha256 = hex(sha256(canonical([...pool])));
  const plan = { draw: contest.terms.auction, strata: {}, perOrg: 1, contributors: phase.contributors.map(({ name }) => name) };
  const randomness = randomnessOf(plan, poolSha256, Object.fromEntries(given), "-");
  const places = rankedLabels(pool, randomness, code, HMACS);
  const drawn = places.find(({ label }) => left.includes(label));
  return { kind: "chosen", standing: drawn === undefined ? null : { paddle: drawn.label, amount }, by: { pool: [...pool], randomness, code, places: places.map(({ label, place }) => ({ label, place })) } };
}
