import { allOrNothing, type Tx } from "../../db/database.js";
import type { Actor } from "../../identity/actor.js";
import { appendToLog } from "../../journal/outbox.js";
import { ok, refuse, type Result } from "../../kernel/result.js";
import { dayOf, type Instant } from "../../kernel/time.js";
import { lawCited, lawPeriod, lawSets, lawWhole } from "../../procedure/law.js";
import { leftIn } from "../../judging/panel-changes.js";
import { changesOf } from "../../judging/queries.js";
import { STAGE_TITLES, type Stage } from "../../procedure/procedure.js";
import { sha256Hex } from "../../signing/hash-node.js";
import { deadlineOf, lawOf } from "../../tenders/facts.js";
import type { World } from "../../world.js";
import { mayCallUnreached } from "../calls.js";
import { calledOf } from "../queries/calls.js";
import { CONTRIBUTORS, decideAsking, decideCommit, decideDraw, decideReplacement, decideReveal, drawsAt, isContributor, replacesAt, type ReplacementAsked } from "../draw.js";
import { codeName } from "../chain.js";
import { drawFile, type Replacement, type RevealHow } from "../files.js";
import { drawColumns } from "../queries/draws.js";
import { insertCode, insertContribution, insertDrawFile, insertReplacementAsked } from "../store.js";
import { checkShown, giveEscrowRelease, keepEscrow, type GivenRelease } from "./escrow.js";
import { heldDraw, type DrawPlace, type HeldDraw } from "./held-draw.js";

type Contributed = { readonly name: string; readonly kind: "commit" | "reveal"; readonly value: string; /** Hash of the escrow of a commitment. */ readonly escrow?: string | null; readonly how?: RevealHow };

/** Whether the person speaks for the contributor of that name: by office, and the tenderer for its own tender alone. */
const speaksFor = (actor: Actor, name: string): Result<true> => (isContributor(name) && CONTRIBUTORS[name] === actor.role ? ok(true) : refuse("not-a-contributor", { name }));

async function keepContribution(tx: Tx, world: World, { key, draw }: Pick<HeldDraw, "key" | "draw">, actor: Actor, { name, kind, value, escrow = null, how }: Contributed, at: Instant): Promise<void> {
  const entry = kind === "commit" ? { v: "dl/1", type: "draw.commit", draw: draw.id, name, c: value, ...(escrow === null ? {} : { escrow }) } as const : { v: "dl/1", type: "draw.reveal", draw: draw.id, name, r: value, ...(how === undefined ? {} : { how }) } as const;
  const outboxId = await appendToLog(tx, world.exchange.id, entry);
  await insertContribution(tx, { ...drawColumns(key), name, kind, value, how: how ?? null, made_by: actor.id, made_at: new Date(at), outbox_id: outboxId });
}

/** A contributor commits to a random number it keeps to itself, and puts it in escrow. @param c as `commitmentOf` makes it @param escrow as `makeEscrow` makes it; null where the plan has none */
export const commitContribution = (world: World, actor: Actor, place: DrawPlace, { name, c, escrow }: { readonly name: string; readonly c: string; readonly escrow: string | null }, at: Instant): Promise<Result<{ readonly draw: string }>> =>
  contribute(world, actor, place, { name, kind: "commit", value: c }, at, escrow);

/** A contributor reveals what it committed to and put in escrow, once all have committed. @param r 32 random bytes in hex */
export const revealContribution = (world: World, actor: Actor, place: DrawPlace, { name, r }: { readonly name: string; readonly r: string }, at: Instant): Promise<Result<{ readonly draw: string }>> =>
  contribute(world, actor, place, { name, kind: "reveal", value: r }, at);

const contribute = (world: World, actor: Actor, place: DrawPlace, given: Contributed, at: Instant, escrow: string | null = null): Promise<Result<{ readonly draw: string }>> =>
  allOrNothing(world.db, async (tx) => {
    const held = await heldDraw(tx, world, actor, "draw.contribute", place);
    if (!held.ok) return held;
    const { draw } = held.value;
    const { name, kind, value } = given;
    const own = speaksFor(actor, name);
    const decided = own.ok ? (kind === "commit" ? decideCommit(draw, name, world.beacons, at) : decideReveal(draw, name, value)) : own;
    if (!decided.ok) return decided;
    const escrowed = kind === "commit" ? await keepEscrow(tx, held.value, actor, { draw: draw.id, name, commitment: value }, escrow, at) : await checkShown(tx, held.value, name, value);
    if (!escrowed.ok) return escrowed;
    await keepContribution(tx, world, held.value, actor, { ...given, escrow: typeof escrowed.value === "string" ? escrowed.value : null }, at);
    return ok({ draw: draw.id });
  });

/** Procurement's experts are drawn in the last working days before the review alone (财库〔2016〕198号). */
function inWindow({ tender, lot }: HeldDraw, now: Instant): Result<true> {
  const lawful = lawOf(tender, now);
  if (!lawSets(lawful, "drawDays")) return ok(true);
  const evaluation = dayOf(deadlineOf(tender, lot.lot));
  return lawPeriod(lawful, "drawDays", dayOf(now)).rolledDate < evaluation ? refuse("draw-too-early", { evaluation, days: lawWhole(lawful, "drawDays"), ...lawCited(lawful, "drawDays") }) : ok(true);
}

/** The supervisor's first code, given last of all: it fixes who is drawn. Contributors whose time is over stand as silent. Law: 招标投标法 37. */
export const giveFirstCode = (world: World, actor: Actor, place: DrawPlace, code: string, at: Instant): Promise<Result<{ readonly drawn: number }>> =>
  allOrNothing(world.db, async (tx) => {
    const held = await heldDraw(tx, world, actor, "draw.supervise", place);
    return held.ok ? drawBy(tx, world, held.value, actor, code, at) : held;
  });

/** Draws under the first code, whoever brought it. */
async function drawBy(tx: Tx, world: World, held: HeldDraw, actor: Actor, code: string, at: Instant): Promise<Result<{ readonly drawn: number }>> {
  const window = inWindow(held, at);
  if (!window.ok) return window;
  const { draw, key } = held;
  const decided = decideDraw(draw, code, at);
  if (!decided.ok) return decided;
  const shown = await checkShown(tx, held, codeName(0), code);
  if (!shown.ok) return shown;
  for (const name of decided.value.silent) await keepContribution(tx, world, held, actor, { name, kind: "reveal", value: "-", ...(draw.plan?.escrow === undefined ? {} : { how: "unopened" }) }, at);
  const file = drawFile(decided.value.file);
  const outboxId = await appendToLog(tx, world.exchange.id, { v: "dl/1", type: "draw.result", draw: draw.id, sha256: sha256Hex(file), code });
  await insertDrawFile(tx, { ...drawColumns(key), kind: "result", file, made_by: actor.id, made_at: new Date(at), outbox_id: outboxId });
  await insertCode(tx, { ...drawColumns(key), place: 0, code, substitute: null, made_by: actor.id, made_at: new Date(at), outbox_id: outboxId });
  return ok({ drawn: decided.value.file.drawn.length });
}

/** The pool keeper says that somebody drawn cannot sit, why, and by what this is shown. */
export const askReplacement = (world: World, actor: Actor, place: DrawPlace, asked: ReplacementAsked, at: Instant): Promise<Result<{ readonly draw: string }>> =>
  allOrNothing(world.db, async (tx) => {
    const held = await heldDraw(tx, world, actor, "expert.replace", place);
    if (!held.ok) return held;
    const { draw, key, lot } = held.value;
    const sits = !drawsAt(lot.stage) && !leftIn(await changesOf(tx, key)).has(asked.label);
    if (!replacesAt(lot.stage) || sits) return refuse("seats-stand", { stage: STAGE_TITLES[lot.stage as Stage].zh });
    const decided = decideAsking(draw, asked);
    if (!decided.ok) return decided;
    const reached = asked.reason === "unreachable" ? mayCallUnreached(await calledOf(tx, key, asked.label), at) : ok(true);
    if (!reached.ok) return reached;
    await insertReplacementAsked(tx, { ...drawColumns(key), place: draw.replacements.length + 1, ...asked, asked_by: actor.id, asked_at: new Date(at) });
    return ok({ draw: draw.id });
  });

/** The supervisor agrees and gives its next code, which says who takes the seat. */
export const giveNextCode = (world: World, actor: Actor, place: DrawPlace, code: string, at: Instant): Promise<Result<Pick<Replacement, "label" | "substitute">>> =>
  allOrNothing(world.db, async (tx) => {
    const held = await heldDraw(tx, world, actor, "expert.replace-agree", place);
    return held.ok ? seatBy(tx, world, held.value, actor, code, at) : held;
  });

/** Fills the seat that came free under the next code, whoever brought it. */
async function seatBy(tx: Tx, world: World, held: HeldDraw, actor: Actor, code: string, at: Instant): Promise<Result<Pick<Replacement, "label" | "substitute">>> {
  const { draw, key } = held;
  const decided = decideReplacement(draw, code);
  if (!decided.ok) return decided;
  const shown = await checkShown(tx, held, codeName(draw.codes.length), code);
  if (!shown.ok) return shown;
  const { label, substitute } = decided.value;
  const sha256 = sha256Hex(drawFile([...draw.replacements, decided.value]));
  const outboxId = await appendToLog(tx, world.exchange.id, { v: "dl/1", type: "draw.replace", draw: draw.id, sha256, code, label });
  await insertCode(tx, { ...drawColumns(key), place: draw.codes.length, code, substitute, made_by: actor.id, made_at: new Date(at), outbox_id: outboxId });
  return ok({ label, substitute });
}

/** An opener opens its share of what a contributor did not reveal or the supervisor did not give; the draw goes on by it once enough have. */
export const openFromEscrow = (world: World, actor: Actor, place: DrawPlace, given: GivenRelease, at: Instant): ReturnType<typeof giveEscrowRelease> =>
  giveEscrowRelease(world, actor, place, given, at, async (tx, held, { name, unsealed }) => {
    if (held.draw.commits[name] !== undefined) {
      if (unsealed.kind !== "too-few") await keepContribution(tx, world, held, actor, { name, kind: "reveal", ...(unsealed.kind === "secret" ? { value: unsealed.secret, how: "escrow" } : { value: "-", how: "bad-escrow" }) }, at);
      return ok(true);
    }
    if (unsealed.kind !== "secret") return ok(true);
    return held.draw.result === null ? drawBy(tx, world, held, actor, unsealed.secret, at) : seatBy(tx, world, held, actor, unsealed.secret, at);
  });
