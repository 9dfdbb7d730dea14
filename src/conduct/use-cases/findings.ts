import { allOrNothing, type Tx } from "../../db/database.js";
import { actorById, isSamePerson } from "../../identity/queries.js";
import { hex } from "../../kernel/bytes.js";
import { ok, refuse, type Result } from "../../kernel/result.js";
import { dayOf, endOf, type Instant } from "../../kernel/time.js";
import { audience } from "../../messages/audiences.js";
import { tell } from "../../messages/use-cases/tell.js";
import type { World } from "../../world.js";
import { answerBy, checkInterest, checkStep, type FindingState, type NewFinding, type NewGift, type NewInterest, type NewStep } from "../finding.js";
import { countFindings, findingsOf, interestsOf, seatsOn, type Finding } from "../queries.js";
import { holdConduct, insertFinding, insertGift, insertInterest, insertStep } from "../store.js";

type By = { readonly id: string; readonly role: string };
const ID_BYTES = 8;
const MANY = 1_000;

/** Records what was found about somebody, at the window where he sat that day. */
export const recordFinding = (world: World, by: By, given: NewFinding, at: Instant): Promise<Result<{ readonly finding: string }>> =>
  allOrNothing(world.db, async (tx) => {
    const { exchange } = world;
    const today = dayOf(at);
    if (given.day > today) return refuse("finding-future", { today });
    await holdConduct(tx, exchange.id);
    if ((await actorById(tx, exchange.id, given.about)) === null) return refuse("not-found", { what: given.about });
    const prefix = `F${today.slice(0, 4)}-`;
    const finding = `${prefix}${String((await countFindings(tx, exchange.id, prefix)) + 1).padStart(3, "0")}`;
    const number = (await seatsOn(tx, exchange.id, given.day)).find(({ actor }) => actor === given.about)?.number ?? null;
    await insertFinding(tx, { exchange_id: exchange.id, finding, source: by.role === "duty-head" ? "patrol" : "supervisor", kind: given.kind, day: given.day, about: given.about, number, words: given.words, made_by: by.id, made_at: new Date(at) });
    return ok({ finding });
  });

/** Takes a finding one step further. Who may not know of it finds nothing. */
export const takeStep = (world: World, by: By, asked: NewStep & { readonly finding: string }, at: Instant): Promise<Result<{ readonly finding: string; readonly state: FindingState }>> =>
  allOrNothing(world.db, async (tx) => {
    const { exchange } = world;
    await holdConduct(tx, exchange.id);
    const held = (await findingsOf(tx, exchange.id, { finding: asked.finding, limit: 1 }))[0];
    if (held === undefined || !(await maySee(tx, world, by, held))) return refuse("not-found", { what: asked.finding });
    const sides = { isAbout: await isSamePerson(tx, exchange.id, by.id, held.row.about), isFinder: await isSamePerson(tx, exchange.id, by.id, held.row.made_by), role: by.role };
    const fit = checkStep(asked, held.steps, sides, dayOf(at));
    if (!fit.ok) return fit;
    await insertStep(tx, { exchange_id: exchange.id, finding: asked.finding, serial: held.steps.length + 1, step: asked.step, sanction: asked.sanction, words: asked.words, made_by: by.id, made_at: new Date(at) });
    await tellStep(tx, world, held, asked, at);
    return ok({ finding: asked.finding, state: fit.value });
  });

/** Whom it is about, who found it, conduct supervisors and the head of the centre; nobody else, and whom it is about only once he was told or it was settled. */
export async function maySee(db: Tx | World["db"], { exchange }: Pick<World, "exchange">, by: By, { row, steps }: Finding): Promise<boolean> {
  if (by.role === "conduct-supervisor" || by.role === "centre-head" || row.made_by === by.id) return true;
  return steps.length > 0 && (row.about === by.id || isSamePerson(db, exchange.id, by.id, row.about));
}

async function tellStep(tx: Tx, world: World, { row: { about, finding } }: Finding, { step }: NewStep, at: Instant): Promise<void> {
  const to = [audience.office(about)];
  if (step === "notify") await tell(tx, world, { kind: "finding-told", to, tender: null, lot: null, facts: { at: endOf(answerBy(dayOf(at))) }, once: `told ${finding}` }, at);
  if (step === "decide" || step === "drop" || step === "settle") await tell(tx, world, { kind: "finding-decided", to, tender: null, lot: null, once: `decided ${finding}` }, at);
}

/** Somebody says what he was offered and did not take. */
export const registerGift = (world: World, by: By, given: NewGift, at: Instant): Promise<Result<{ readonly gift: string }>> =>
  allOrNothing(world.db, async (tx) => {
    const today = dayOf(at);
    if (given.offeredOn > today) return refuse("finding-future", { today });
    const gift = hex(world.random(ID_BYTES));
    await insertGift(tx, { exchange_id: world.exchange.id, gift, actor_id: by.id, offered_on: given.offeredOn, giver: given.giver, what: given.what, disposal: given.disposal, made_at: new Date(at) });
    return ok({ gift });
  });

/** Somebody declares his interests anew; earlier declarations stay. */
export const declareInterest = (world: World, by: By, given: NewInterest, at: Instant): Promise<Result<{ readonly serial: number }>> =>
  allOrNothing(world.db, async (tx) => {
    const fit = checkInterest(given);
    if (!fit.ok) return fit;
    await holdConduct(tx, world.exchange.id);
    const serial = (await interestsOf(tx, world.exchange.id, by.id, MANY)).length + 1;
    await insertInterest(tx, { exchange_id: world.exchange.id, actor_id: by.id, serial, has_none: given.none, words: given.words, made_at: new Date(at) });
    return ok({ serial });
  });
