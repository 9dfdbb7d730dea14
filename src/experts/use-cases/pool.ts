import { allOrNothing, inTransaction, type Tx } from "../../db/database.js";
import type { Actor } from "../../identity/actor.js";
import { PROOFS_MIN, type SignedIn } from "../../identity/person.js";
import { endOffice, openOffice } from "../../identity/use-cases/offices.js";
import { newId } from "../../identity/use-cases/people.js";
import { proofsOf } from "../../identity/use-cases/proofs.js";
import { newSecret, secretHash } from "../../identity/use-cases/sessions.js";
import { checkIdNumber } from "../../kernel/id-number.js";
import { ok, refuse, type Result } from "../../kernel/result.js";
import { DAY_MS, dayOf, plusMs, type Instant, type PlainDate } from "../../kernel/time.js";
import type { World } from "../../world.js";
import { OWN_STEPS, standingOf, stepTo, type Asked, type PoolStep, type Standing } from "../pool-life.js";
import { expertOfPerson, expertsByLookup, stepsOfExpert, type ExpertRow } from "../queries/pool.js";
import { mayStand, type NewExpert } from "../roster.js";
import { lookupsOf, openExpert, sealExpert } from "./sealed-file.js";
import { changeExpert, holdExpert, holdExpertByCode, insertExperts, insertExpertSteps } from "../store.js";

/** A code by which an expert takes up his office may be used this long. */
const CODE_DAYS = 30;

export const ringOf = ({ exchange, personalKeys }: Pick<World, "exchange" | "personalKeys">) => ({ exchange: exchange.id, ring: personalKeys });

export type Applied = { readonly expert: string };

/** A person asks to be taken into the pool. */
export const applyForPool = (world: World, person: SignedIn, given: NewExpert, at: Instant): Promise<Result<Applied>> =>
  allOrNothing(world.db, async (tx) => {
    const idNumber = checkIdNumber(given.idNumber, dayOf(at));
    if (!idNumber.ok) return idNumber;
    const may = mayStand(given, dayOf(at));
    if (!may.ok) return may;
    const expertId = newId("e", world.random);
    const said = { ...given, idNumber: idNumber.value };
    const lookups = lookupsOf(ringOf(world), said.idNumber);
    const own = await expertOfPerson(tx, world.exchange.id, person.id);
    const known = own?.expert_id ?? (await expertsByLookup(tx, world.exchange.id, lookups))[0]?.expert_id;
    const made = known === undefined ? await insertExperts(tx, [newRow(world, { expertId, said, personId: person.id, state: "applied", until: null }, at)]) : new Set<string>();
    // Somebody else's number is told to nobody: he learns that it is in the pool, and not under which id.
    if (!made.has(expertId)) return refuse("expert-known", { expert: own?.expert_id ?? "—" });
    await insertExpertSteps(tx, [{ exchange_id: world.exchange.id, expert_id: expertId, number: 1, step: "apply", reason: null, until: null, made_by: person.id, made_at: new Date(at) }]);
    return ok({ expert: expertId });
  });

type NewRowOf = { readonly expertId: string; readonly said: NewExpert; readonly personId: string | null; readonly state: Standing["state"]; readonly until: PlainDate | null };

/** The row of somebody new in the pool. */
export const newRow = (world: Pick<World, "exchange" | "personalKeys" | "random">, { expertId, said, personId, state, until }: NewRowOf, at: Instant) => ({
  exchange_id: world.exchange.id, expert_id: expertId, person_id: personId, lookup: lookupsOf(ringOf(world), said.idNumber)[0], sealed: sealExpert(ringOf(world), expertId, said, world.random),
  specialties: [...said.file.specialties], state, term_until: until, code_sha256: null, code_until: null, made_at: new Date(at),
});

/** Keeps what happened beside where he stands now. */
async function takeStep(tx: Tx, world: World, row: ExpertRow, by: { readonly id: string; readonly asked: Asked }, at: Instant): Promise<Result<Standing>> {
  const next = stepTo(standingOf(row), by.asked, dayOf(at));
  if (!next.ok) return next;
  const { state, until } = next.value;
  await changeExpert(tx, world.exchange.id, row.expert_id, { state, term_until: until });
  await noteStep(tx, world, row.expert_id, { step: by.asked.step, reason: by.asked.reason, until: by.asked.until, by: by.id }, at);
  return next;
}

type Noted = { readonly step: PoolStep | "change"; readonly reason: string | null; readonly until: PlainDate | null; readonly by: string };

async function noteStep(tx: Tx, world: World, expertId: string, { step, reason, until, by }: Noted, at: Instant): Promise<void> {
  const number = (await stepsOfExpert(tx, world.exchange.id, expertId)).length + 1;
  await insertExpertSteps(tx, [{ exchange_id: world.exchange.id, expert_id: expertId, number, step, reason, until, made_by: by, made_at: new Date(at) }]);
}

/** The keeper takes a step with an expert. Who is appointed can judge at once; who is removed holds the office no longer. */
export const stepExpert = (world: World, actor: Actor, expertId: string, asked: Asked, at: Instant): Promise<Result<Standing>> =>
  allOrNothing(world.db, async (tx) => {
    const row = await holdExpert(tx, world.exchange.id, expertId);
    if (row === null) return refuse("not-found", { what: expertId });
    const next = await takeStep(tx, world, row, { id: actor.id, asked }, at);
    if (!next.ok || row.person_id === null) return next;
    if (asked.step === "activate") await openOffice(tx, world.exchange.id, officeOf(expertId, row.person_id), new Date(at));
    if (asked.step === "remove") await endOffice(tx, world.exchange.id, expertId, at);
    return next;
  });

/** The office an expert judges in has his own id: the label of a draw is made of it. */
const officeOf = (expertId: string, personId: string) => ({ actorId: expertId, personId, role: "committee-member" as const, uscc: null, rank: "administrator" as const, opener: null });

/** An expert takes leave, or comes back. */
export const ownStep = (world: World, person: SignedIn, asked: Asked, at: Instant): Promise<Result<Standing>> =>
  allOrNothing(world.db, async (tx) => {
    const own = await expertOfPerson(tx, world.exchange.id, person.id);
    const row = own === null || !OWN_STEPS.includes(asked.step) ? null : await holdExpert(tx, world.exchange.id, own.expert_id);
    return row === null ? refuse("not-found", { what: person.id }) : takeStep(tx, world, row, { id: person.id, asked }, at);
  });

/** What an expert may change by himself: units, relatives and telephone, which decide whom he avoids. Title and specialties are the keeper's. */
export type OwnChange = Pick<NewExpert["file"], "units" | "kin"> & Pick<NewExpert, "phone"> & { readonly version: number };

export const changeOwnFile = (world: World, person: SignedIn, { units, kin, phone, version }: OwnChange, at: Instant): Promise<Result<{ readonly version: number }>> =>
  allOrNothing(world.db, async (tx) => {
    const own = await expertOfPerson(tx, world.exchange.id, person.id);
    const row = own === null ? null : await holdExpert(tx, world.exchange.id, own.expert_id);
    const said = row === null ? null : openExpert(ringOf(world), row);
    if (row === null || said === null) return refuse("not-found", { what: person.id });
    if (row.version !== version) return refuse("expert-file-changed", { version: row.version });
    await changeExpert(tx, world.exchange.id, row.expert_id, { version: version + 1, sealed: sealExpert(ringOf(world), row.expert_id, { ...said, phone, file: { ...said.file, units, kin } }, world.random) });
    await noteStep(tx, world, row.expert_id, { step: "change", reason: null, until: null, by: person.id }, at);
    return ok({ version: version + 1 });
  });

/** Makes the code by which somebody brought by a list takes up his office; an earlier one ends. Shown once, kept as its hash. */
export const codeForExpert = (world: World, expertId: string, at: Instant): Promise<Result<{ readonly code: string; readonly until: Instant }>> =>
  allOrNothing(world.db, async (tx) => {
    const row = await holdExpert(tx, world.exchange.id, expertId);
    if (row?.person_id !== null || row.state === "removed" || row.state === "refused") return refuse("not-found", { what: expertId });
    const [code, until] = [newSecret(world.random), plusMs(at, CODE_DAYS * DAY_MS)];
    await changeExpert(tx, world.exchange.id, expertId, { code_sha256: secretHash(code), code_until: new Date(until) });
    return ok({ code, until });
  });

/** A person with two proofs of himself takes up the place in the pool that a list brought. A code is good once. */
export const takeUpPlace = (world: World, person: SignedIn, code: string, at: Instant): Promise<Result<Applied>> =>
  allOrNothing(world.db, async (tx) => {
    const proofs = await proofsOf(tx, world.exchange.id, person.id);
    if (proofs < PROOFS_MIN) return refuse("proofs-too-few", { count: proofs, min: PROOFS_MIN });
    const row = await holdExpertByCode(tx, world.exchange.id, secretHash(code));
    if (row?.code_until == null || row.code_until.getTime() <= at || row.person_id !== null) return refuse("expert-code-over");
    if ((await expertOfPerson(tx, world.exchange.id, person.id)) !== null) return refuse("office-held");
    await changeExpert(tx, world.exchange.id, row.expert_id, { person_id: person.id, code_sha256: null, code_until: null });
    if (row.state === "active" || row.state === "paused") await openOffice(tx, world.exchange.id, officeOf(row.expert_id, person.id), new Date(at));
    return ok({ expert: row.expert_id });
  });

/** Appoints people who hold the office of a committee member already and are their own persons: how a rehearsal makes its pool. */
export const appointKnown = (world: Pick<World, "db" | "exchange" | "personalKeys" | "random">, people: readonly { readonly expert: string; readonly said: NewExpert }[], until: PlainDate, at: Instant): Promise<void> =>
  inTransaction(world.db, async (tx) => {
    const made = await insertExperts(tx, people.map(({ expert, said }) => newRow(world, { expertId: expert, said, personId: expert, state: "active", until }, at)));
    await insertExpertSteps(tx, [...made].map((expert) => ({ exchange_id: world.exchange.id, expert_id: expert, number: 1, step: "import" as const, reason: null, until, made_by: expert, made_at: new Date(at) })));
  });
