import { allOrNothing } from "../../db/database.js";
import type { Actor } from "../../identity/actor.js";
import type { SignedIn } from "../../identity/person.js";
import { heldOfficesOf } from "../../identity/queries.js";
import { hex } from "../../kernel/bytes.js";
import { ok, refuse, type Result } from "../../kernel/result.js";
import type { Instant } from "../../kernel/time.js";
import { registrationsOfPerson } from "../../parties/queries.js";
import type { World } from "../../world.js";
import { answerDue, decideClosing } from "../request.js";
import type { KeepId } from "../retention.js";
import { emptyAccount, everHeldOffice } from "../store/forgetting.js";
import { decideRow, holdRequest, insertRequest, renamePerson } from "../store/rows.js";

const ID_BYTES = 8;
type Ground = Pick<World, "db" | "exchange" | "random">;
const newId = ({ random }: Pick<World, "random">): string => `q-${hex(random(ID_BYTES))}`;

export type Correction = { readonly name: string; readonly reason: string };

/** Asks for one's name to be put right: others rely on it, so staff hold it against papers first (个人信息保护法 46). */
export const askCorrection = (world: Ground, person: SignedIn, { name, reason }: Correction, at: Instant): Promise<Result<{ readonly request: string; readonly due: Instant }>> =>
  allOrNothing(world.db, async (tx) => {
    if (name === person.name) return refuse("name-unchanged", { name });
    const [request, due] = [newId(world), answerDue(at)];
    const made = await insertRequest(tx, { exchange_id: world.exchange.id, request_id: request, person_id: person.id, kind: "correction", wanted: name, reason, state: "open", answer: null, made_at: new Date(at), due_at: new Date(due), decided_by: null, decided_at: null });
    return made ? ok({ request, due }) : refuse("request-open");
  });

export type Answering = { readonly grant: boolean; readonly reason: string | null };

/** Staff answer a request for a correction, never their own; a refusal has its reason (个人信息保护法 50). */
export const answerRequest = (world: Ground, actor: Actor & { readonly personId: string }, id: string, { grant, reason }: Answering, at: Instant): Promise<Result<{ readonly state: "granted" | "refused" }>> =>
  allOrNothing(world.db, async (tx) => {
    const row = await holdRequest(tx, world.exchange.id, id);
    if (row === null || row.person_id === actor.personId) return refuse("not-found", { what: id });
    if (row.state !== "open") return refuse("request-answered");
    if (!grant && reason === null) return refuse("request-reason");
    const state = grant ? "granted" : "refused";
    if (grant && row.wanted !== null) await renamePerson(tx, world.exchange.id, row.person_id, row.wanted);
    await decideRow(tx, world.exchange.id, id, { state, answer: reason, decided_by: actor.id, decided_at: new Date(at) });
    return ok({ state });
  });

/** Closes one's account at once: what no law keeps is deleted, what one keeps is said (个人信息保护法 47). */
export const closeAccount = (world: Ground, person: SignedIn, reason: string, at: Instant): Promise<Result<{ readonly kept: readonly KeepId[] }>> =>
  allOrNothing(world.db, async (tx) => {
    const exchange = world.exchange.id;
    const everActed = await everHeldOffice(tx, exchange, person.id);
    const waiting = (await registrationsOfPerson(tx, exchange, person.id)).filter(({ state }) => state === "submitted");
    const kept = decideClosing({ offices: await heldOfficesOf(tx, exchange, person.id), registrationsWaiting: waiting.length, everActed });
    if (!kept.ok) return kept;
    await emptyAccount(tx, exchange, person.id, everActed, new Date(at));
    await insertRequest(tx, { exchange_id: exchange, request_id: newId(world), person_id: person.id, kind: "closing", wanted: null, reason, state: "granted", answer: kept.value.join(" "), made_at: new Date(at), due_at: new Date(at), decided_by: null, decided_at: new Date(at) });
    return ok({ kept: kept.value });
  });
