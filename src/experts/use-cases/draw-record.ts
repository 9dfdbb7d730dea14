import type { Tx } from "../../db/database.js";
import { actingFor } from "../../identity/actor.js";
import { actorById } from "../../identity/queries.js";
import type { Result } from "../../kernel/result.js";
import type { Instant } from "../../kernel/time.js";
import { drawRecord, type DrawRecordFacts } from "../../notices/draw-record.js";
import { DESK_AUDIENCE } from "../../tenders/entry.js";
import { lotOf } from "../../tenders/form.js";
import { issueNotice, type Issued } from "../../tenders/use-cases/issue.js";
import type { World } from "../../world.js";
import { ANSWERS } from "../calls.js";
import type { DrawState } from "../draw.js";
import { everDrawn } from "../draw-order.js";
import { callsOf } from "../queries/calls.js";
import { CONTRIBUTOR_NAMES, EXCLUSIONS, REPLACEMENT_REASONS, REVEAL_HOWS } from "../files.js";
import { arrivalsOf, stepsOf, type StepRow } from "../queries/draws.js";
import { countsOf, leftOutOf } from "../shown.js";
import { ownFirms } from "./avoided.js";
import type { HeldDraw } from "./held-draw.js";

const partyName = (name: string): string => CONTRIBUTOR_NAMES[name]?.zh ?? name;
/** In the order a draw takes them: of several in one instant that order holds. */
const STEPS: Readonly<Record<StepRow["kind"], string>> = {
  requested: "申请抽取", secret: "固定标签密钥", plan: "批准方案", pool: "提交名单", fixed: "核对并固定名单", commit: "承诺随机数", reveal: "公布随机数", beacon: "登记公开信标", result: "公布第一个一次性码，完成抽取", asked: "登记不能参加", code: "公布递补一次性码", opened: "公开被抽中的专家",
};

const STEP_ORDER = Object.keys(STEPS);
const byTime = (left: StepRow, right: StepRow): number => left.at.getTime() - right.at.getTime() || STEP_ORDER.indexOf(left.kind) - STEP_ORDER.indexOf(right.kind);

/** Issues the record of a draw (E21) to those who read the evaluation's papers, once the names are opened. Its tender is held. */
export async function issueDrawRecord(tx: Tx, world: World, held: HeldDraw, at: Instant): Promise<Result<Issued>> {
  const facts = await recordFacts(tx, world, held);
  return issueNotice(world, tx, { tender: held.tender, lots: [held.lot.lot], at, audience: DESK_AUDIENCE, build: (common) => drawRecord(common, facts) });
}

async function recordFacts(tx: Tx, world: World, held: HeldDraw): Promise<DrawRecordFacts> {
  const { tender, lot, key, draw } = held;
  const { request, codes, replacements } = draw;
  return {
    lot: { code: lot.code, name: lotOf(tender.form, lot.lot).name }, draw: draw.id, place: `${world.publicUrl}/projects/${tender.id}/draws`, perUnit: request.perOrg, representatives: request.representatives, widened: request.widened,
    specialties: countsOf(draw).map(({ stratum, seats, people, eligible }) => ({ code: stratum, seats, people, eligible })), avoided: ownFirms(tender).map(({ name }) => name),
    excluded: leftOutOf(draw).map(({ reason, count }) => ({ reason: EXCLUSIONS[reason].zh, count })),
    ...fixedOf(draw), codes,
    calls: (await callsOf(tx, key)).map(({ label, calls, answer, reason }) => ({ label, calls: calls.length, last: calls.at(-1) ?? (0 as Instant), answer: answer === null ? null : ANSWERS[answer].zh, reason })),
    drawn: await drawnOf(tx, world, held), replacements: replacements.map(({ label, reason, evidence, substitute }) => ({ label, reason: REPLACEMENT_REASONS[reason].zh, evidence, substitute })),
    steps: await stepsTaken(tx, world, await stepsOf(tx, key)), ids: { lot: lot.lot, number: key.number },
  };
}

/** What was fixed before the draw, and who put in which number. */
const fixedOf = ({ plan, pool, commits, reveals, hows }: DrawState): Pick<DrawRecordFacts, "pool" | "contributions"> => ({
  pool: { sha256: pool?.sha256 ?? "", secretSha256: plan?.drawSecret_sha256 ?? "", chain: plan?.chain ?? "" },
  contributions: plan?.contributors.map((name) => ({ name: partyName(name), commitment: commits[name] ?? "", number: reveals[name] ?? "-", how: hows[name] === undefined ? null : REVEAL_HOWS[hows[name]].zh })) ?? [],
});

/** Whoever held a seat at any time; his stratum is the seat's. */
async function drawnOf(tx: Tx, { exchange }: World, { key, draw }: Pick<HeldDraw, "key" | "draw">): Promise<DrawRecordFacts["drawn"]> {
  const arrivals = new Map((await arrivalsOf(tx, key)).map((each) => [each.label, each]));
  const drawn = [];
  for (const { label, expert } of inOrder(draw)) {
    const arrived = arrivals.get(label);
    const left = draw.replacements.find((each) => each.label === label);
    drawn.push({
      label, specialty: draw.pool?.file.rows.find((row) => row.label === label)?.stratum ?? "", expert, name: arrived === undefined ? null : (await actorById(tx, exchange.id, expert))?.name ?? null,
      arrivedAt: arrived === undefined ? null : (arrived.arrived_at.getTime() as Instant), left: left === undefined ? null : REPLACEMENT_REASONS[left.reason].zh,
    });
  }
  return drawn;
}

/** The opened labels that held a seat, in the order they came to it; who was left out for a conflict held none. */
function inOrder(draw: DrawState): DrawState["opened"] {
  const order = everDrawn(draw);
  return draw.opened.filter(({ label }) => order.includes(label)).toSorted((one, other) => order.indexOf(one.label) - order.indexOf(other.label));
}

async function stepsTaken(tx: Tx, { exchange }: World, rows: readonly StepRow[]): Promise<DrawRecordFacts["steps"]> {
  const steps = [];
  for (const { kind, name, by, at } of rows.toSorted(byTime)) {
    const actor = await actorById(tx, exchange.id, by);
    const office = actor === null ? null : actingFor(actor);
    steps.push({ step: name === null ? STEPS[kind] : `${STEPS[kind]}（${partyName(name)}）`, by: actor === null ? by : `${actor.name}${office === null ? "" : `（${office}）`}`, at: at.getTime() as Instant });
  }
  return steps;
}
