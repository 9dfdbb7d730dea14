import { allOrNothing, type Tx } from "../../db/database.js";
import { ROLE_NAMES, type Actor } from "../../identity/actor.js";
import { hex } from "../../kernel/bytes.js";
import { ok, refuse, type Result } from "../../kernel/result.js";
import { dayOf, type Instant, type PlainDate } from "../../kernel/time.js";
import { sha256Hex } from "../../signing/hash-node.js";
import type { World } from "../../world.js";
import { changedVersion, checkAbolition, checkSaid, checkStep, EXIT_STEPS, OUTCOMES, type Abolition, type Decided, type ExitBody, type ExitStep } from "../exit.js";
import { checkItem, draftBytes, type Item, type ItemVersion } from "../item.js";
import { abolitionPaper, exitPaper, type StepSaid } from "../papers.js";
import { exitsOf, fileOf, itemByCode, takenIn, type Exit, type ExitStepRow } from "../queries.js";
import { changeItem, closeExit, dropDraft, holdItem, insertExit, insertExitStep } from "../store.js";
import { aroundOf, ofUnit, placeOf } from "./around.js";
import { keepPaper } from "./papers.js";
import { keepVersions } from "./register.js";
import { tellExit } from "./tell.js";

const SALT_BYTES = 16;

/** An item in hand with its last version and the exit under way. */
type Held = { readonly item: Item; readonly last: ItemVersion; readonly open: Exit | null; readonly serial: number };

async function heldItem(tx: Tx, world: World, code: string): Promise<Result<Held>> {
  await holdItem(tx, world.exchange.id, code);
  const [item, last] = [await itemByCode(tx, world.exchange.id, code), (await takenIn(tx, world.exchange.id, [code])).at(-1)?.version];
  if (item === null || last === undefined) return refuse("not-found", { what: code });
  const exits = await exitsOf(tx, world.exchange.id, code);
  const open = exits.find(({ outcome }) => outcome === null) ?? null;
  return ok({ item, last, open, serial: open?.serial ?? exits.length + 1 });
}

type Stepped = { readonly item: string; readonly exit: number; readonly step: ExitStep; readonly state: Item["state"]; readonly paper: string };
type Taking = { readonly step: ExitStep; readonly said: Readonly<Record<string, unknown>>; readonly at: Instant };

/** Takes a step of an exit: the one that comes next, by whose it is, with its paper. What the last one does to the item follows from the decision. */
export const takeExitStep = <Step extends ExitStep>(world: World, actor: Actor, code: string, step: Step, body: ExitBody<Step>, at: Instant): Promise<Result<Stepped>> =>
  allOrNothing(world.db, async (tx) => {
    const held = await heldItem(tx, world, code);
    if (!held.ok) return held;
    const taking: Taking = { step, said: body, at };
    const place = await mayTake(tx, world, actor, held.value, taking);
    if (!place.ok) return place;
    const { serial } = held.value;
    const paper = await keepStep(tx, world, actor, held.value, taking, place.value);
    if (!paper.ok) return paper;
    const state = await stateAfter(tx, world, actor, held.value, taking);
    return state.ok ? ok({ item: code, exit: serial, step, state: state.value, paper: paper.value }) : state;
  });

/** Writes a step down with its paper; the first opens the exit. @returns the paper */
async function keepStep(tx: Tx, world: World, actor: Actor, held: Held, taking: Taking, place: number): Promise<Result<string>> {
  const { item: { code }, serial, open } = held;
  const made = { made_by: actor.id, made_at: new Date(taking.at) };
  if (open === null) await insertExit(tx, { exchange_id: world.exchange.id, code, serial, opened_by: made.made_by, opened_at: made.made_at });
  const paper = await paperOf(tx, world, actor, held, taking);
  if (!paper.ok) return paper;
  await insertExitStep(tx, { exchange_id: world.exchange.id, code, serial, place, step: taking.step, said: JSON.stringify(taking.said), paper_id: paper.value, signed: signatureOf(actor), ...made });
  return paper;
}

/** Where the item stands after a step; whoever has the next one, or asked, is told. */
async function stateAfter(tx: Tx, world: World, actor: Actor, held: Held, { step, at }: Taking): Promise<Result<Item["state"]>> {
  await tellExit(tx, world, step, held.open?.openedBy ?? actor.id, at);
  if (step === "answer") return answered(tx, world, actor, held, at);
  const { state } = EXIT_STEPS[step];
  await changeItem(tx, world.exchange.id, held.item.code, { state });
  return ok(state);
}

const signatureOf = ({ signed }: Pick<Actor, "signed">): string | null => signed?.sha256 ?? null;
/** An office as a paper names it: whose, and which. */
const officeOf = ({ organisation, role }: Pick<Actor, "organisation" | "role">): string => `${organisation?.name ?? ""}${ROLE_NAMES[role].zh}`;
const unitName = async (tx: Tx, world: World, { unit }: Item): Promise<string> => (await placeOf(tx, world.exchange.id)).units.get(unit)?.zh ?? unit;

/** The unit asks for its own item and with a file that is kept; everything else is held to its order and its words. @returns the place of the step */
async function mayTake(tx: Tx, world: World, actor: Actor, { item, last, open }: Held, { step, said, at }: Taking): Promise<Result<number>> {
  if (step === "request") {
    const own = ofUnit(actor, (await placeOf(tx, world.exchange.id)).units.get(item.unit), item.code);
    if (!own.ok) return own;
  }
  const place = checkStep(item, open === null ? null : { serial: open.serial, steps: open.steps.map((each) => each.step) }, step);
  if (!place.ok) return place;
  if (typeof said["document"] === "string" && (await fileOf(tx, world.exchange.id, item.code, said["document"])) === null) return refuse("item-file-missing", { sha256: said["document"] });
  const fit = checkSaid(step, said, { handling: last.handling, today: dayOf(at) });
  if (!fit.ok) return fit;
  const changes = await changeFits(tx, world, last, { step, said, at });
  return changes.ok ? place : changes;
}

/** Another way of handling that is decided must be one the registry takes: a window where it needs one. */
async function changeFits(tx: Tx, world: World, last: ItemVersion, { step, said, at }: Taking): Promise<Result<true>> {
  if ((step !== "decision" && step !== "opinion") || said["outcome"] !== "mode-change") return ok(true);
  const fit = await changedFit(tx, world, last, said as Decided, dayOf(at));
  return fit.ok ? ok(true) : fit;
}

async function changedFit(tx: Tx, world: World, last: ItemVersion, decided: Decided, today: PlainDate): Promise<Result<ItemVersion>> {
  const draft = changedVersion(last, decided, today);
  return checkItem(draft, await aroundOf(tx, world.exchange.id, await placeOf(tx, world.exchange.id), draft, { before: last, today }));
}

const saidOf = ({ step, said, made_at, made_by }: ExitStepRow): StepSaid => ({ step, said, at: made_at.getTime() as Instant, by: roleIn(made_by) });
/** Which office took a step, in words; its holder is in the record of acts. */
const roleIn = (by: string): string => Object.entries(ROLE_NAMES).find(([role]) => by.startsWith(role))?.[1].zh ?? "";

async function paperOf(tx: Tx, world: World, actor: Actor, { item, last, open, serial }: Held, { step, said, at }: Taking): Promise<Result<string>> {
  const unit = await unitName(tx, world, item);
  const decision = step === "answer" ? decisionIn(open) : null;
  const by = officeOf(actor);
  const paper = exitPaper({ step, said, at, by }, (open?.steps ?? []).map(saidOf), { code: item.code, serial, decided: decision === null ? null : OUTCOMES[decision.outcome].zh }, hex(world.random(SALT_BYTES)));
  const id = `exit-${item.code}-${String(serial)}-${step}`;
  const kept = await keepPaper(tx, world, { id, item: { code: item.code, name: last.zh, unit }, by, signed: signatureOf(actor), doneAt: at, path: `/items/${item.code}` }, paper, at);
  return kept.ok ? ok(id) : kept;
}

const decisionIn = (open: Exit | null): Decided | null => (open?.steps.find(({ step }) => step === "decision")?.said as Decided | undefined) ?? null;

/** The answer is out: what was decided holds from now. @throws {RangeError} for an answer without a decision, which the order of steps excludes */
async function answered(tx: Tx, world: World, actor: Actor, { item, last, open, serial }: Held, at: Instant): Promise<Result<Item["state"]>> {
  const decided = decisionIn(open);
  if (decided === null) throw new RangeError(`exit ${item.code}/${String(serial)} answered without a decision`);
  const today = dayOf(at);
  if (decided.outcome === "mode-change") {
    const fit = await changedFit(tx, world, last, decided, today);
    if (!fit.ok) return fit;
    await keepVersions(tx, world, [{ version: fit.value, draftSha256: sha256Hex(draftBytes(fit.value)), confirmedBy: open?.openedBy ?? actor.id, confirmedAt: new Date(at), signed: signatureOf(actor) }], { by: actor.id, at });
  }
  const { state } = OUTCOMES[decided.outcome];
  await changeItem(tx, world.exchange.id, item.code, decided.outcome === "exit" ? { state, last_on: today } : { state });
  await closeExit(tx, world.exchange.id, { code: item.code, serial }, decided.outcome, new Date(at));
  if (decided.outcome === "exit") await dropDraft(tx, world.exchange.id, item.code);
  return ok(state);
}

/** A law abolished an item: from its last day on nobody applies for it; what was accepted is decided by the version it was accepted under. An exit under way ends with it. */
export const abolishItem = (world: World, actor: Actor, code: string, given: Abolition, at: Instant): Promise<Result<{ readonly item: string; readonly lastOn: PlainDate; readonly paper: string }>> =>
  allOrNothing(world.db, async (tx) => {
    const held = await heldItem(tx, world, code);
    if (!held.ok) return held;
    const { item, last, open } = held.value;
    const fit = checkAbolition(item, given, dayOf(at));
    if (!fit.ok) return fit;
    if ((await fileOf(tx, world.exchange.id, code, given.document)) === null) return refuse("item-file-missing", { sha256: given.document });
    const unit = await unitName(tx, world, item);
    const id = `abolition-${code}`;
    const kept = await keepPaper(tx, world, { id, item: { code, name: last.zh, unit }, by: officeOf(actor), signed: signatureOf(actor), doneAt: at, path: `/services/${code}` }, abolitionPaper(code, given), at);
    if (!kept.ok) return kept;
    if (open !== null) await closeExit(tx, world.exchange.id, { code, serial: open.serial }, "abolished", new Date(at));
    await changeItem(tx, world.exchange.id, code, { state: "abolished", last_on: given.lastOn });
    await dropDraft(tx, world.exchange.id, code);
    return ok({ item: code, lastOn: given.lastOn, paper: id });
  });
