import { unitsOfFirm } from "../../centre/queries.js";
import { allOrNothing, type Db, type Tx } from "../../db/database.js";
import type { Actor } from "../../identity/actor.js";
import type { KeptVersion } from "../../items/item.js";
import { itemInForce } from "../../items/queries.js";
import { checkUscc } from "../../kernel/codes.js";
import { ok, refuse, type Result } from "../../kernel/result.js";
import { dayOf, type Instant } from "../../kernel/time.js";
import { freezeRules } from "../../rules/rules.js";
import { fenOf } from "../../tenders/amounts.js";
import type { World } from "../../world.js";
import { checkHanded, silenceEnds } from "../case.js";
import { readDraft, type DraftBodyKept } from "../draft.js";
import type { CounterGiven } from "../forms.js";
import { route, type Complexity } from "../routing.js";
import { dropDraft, holdDraft, insertCase, type Brought } from "../store.js";
import type { Source } from "../tables.js";
import { byActor, heldCase, takeStep, unitsSeen, type Taken } from "./held.js";

/** Letters that nobody takes for another: fifty bits are not guessed. */
const LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const LETTERS_COUNT = 10;
/** A new code: the day it came and ten letters by chance. Whoever holds it reads where the case stands. */
export const newCode = ({ random }: Pick<World, "random">, at: Instant): string => `${dayOf(at).replaceAll("-", "")}-${[...random(LETTERS_COUNT)].map((byte) => LETTERS.charAt(byte & 31)).join("")}`;

type New = { readonly version: KeptVersion; readonly applicantName: string; readonly phone: string | null; readonly uscc: string | null; readonly subject: string; readonly stake: bigint | null; readonly source: Source; readonly flags: readonly Complexity[]; readonly materials: readonly Brought[]; readonly advance: boolean };

/** Writes a new case: filed in advance it waits for nobody's clock, received it waits five working days at most (SV-01). */
export async function writeCase(tx: Db | Tx, world: Pick<World, "exchange" | "random">, actor: Pick<Actor, "id">, given: New, at: Instant): Promise<Taken> {
  const { version } = given;
  const [code, madeAt] = [newCode(world, at), new Date(at)];
  const state = given.advance ? "pre-filed" as const : "submitted" as const;
  const received = given.advance ? {} : { received_at: madeAt, silence_at: new Date(silenceEnds(freezeRules(dayOf(at)), dayOf(at)).at) };
  const made = { exchange_id: world.exchange.id, code, made_by: actor.id, made_at: madeAt };
  await insertCase(tx, {
    ...made, ...received, item: version.code, item_version: version.version, unit: version.unit, case_type: version.caseType, applicant: actor.id, applicant_uscc: given.uscc, applicant_name: given.applicantName, phone: given.phone, subject: given.subject,
    stake_fen: given.stake?.toString() ?? null, source: given.source, state, flags: [...given.flags], level: route(version, given.flags).level, limit_days: version.promisedLimitWD, trips: given.source === "window" ? 1 : 0,
  }, given.materials, { step: given.advance ? "pre-file" : "submit", words: {}, person: actor.id });
  return { code, state };
}

/** The version of an item that can be applied for now. */
export async function openItem(tx: Db | Tx, world: Pick<World, "exchange">, item: string, at: Instant): Promise<Result<KeptVersion>> {
  const version = await itemInForce(tx, world.exchange.id, item, dayOf(at));
  return version === null ? refuse("item-closed", { item, on: dayOf(at) }) : ok(version);
}

/** Files a draft of one's own: received from this moment, or only to be looked at before one comes. The draft is gone with it. */
export const fileCase = (world: World, actor: Actor, { item, advance }: { readonly item: string; readonly advance: boolean }, at: Instant): Promise<Result<Taken>> =>
  allOrNothing(world.db, async (tx) => {
    const draft = await holdDraft(tx, world.exchange.id, actor.id, item);
    if (draft === null) return refuse("not-found", { what: item });
    const version = await openItem(tx, world, item, at);
    if (!version.ok) return version;
    const given = fromDraft(readDraft(draft.body), version.value);
    if (!given.ok) return given;
    await dropDraft(tx, draft);
    return ok(await writeCase(tx, world, actor, { ...given.value, version: version.value, uscc: actor.organisation?.uscc ?? null, source: "online", flags: [], advance }, at));
  });

function fromDraft({ applicantName, subject, phone, stake, materials }: DraftBodyKept, version: KeptVersion): Result<Pick<New, "applicantName" | "subject" | "phone" | "stake" | "materials">> {
  if (applicantName === null || subject === null) return refuse("draft-unfinished");
  const fit = checkHanded(version.materials, materials);
  return fit.ok ? ok({ applicantName, subject, phone, stake: stake === null ? null : fenOf(stake), materials }) : fit;
}

/** A clerk takes in over the counter what somebody brings: a trip of his, counted. Nothing is held: what is written is one statement. */
export async function receiveAtCounter({ db, exchange, random }: World, actor: Actor, given: CounterGiven, at: Instant): Promise<Result<Taken>> {
  const [version, own] = await Promise.all([openItem(db, { exchange }, given.item, at), unitsOfFirm(db, exchange.id, actor.organisation?.uscc ?? null)]);
  if (!version.ok) return version;
  const seen = unitsSeen(actor, own);
  if (seen !== null && !seen.includes(version.value.unit)) return refuse("case-unit", { unit: version.value.unit });
  const uscc = given.uscc === null ? ok(null) : checkUscc(given.uscc);
  if (!uscc.ok) return uscc;
  const materials = given.materials.map((material) => ({ material, name: "", sha256: null, size: 0 }));
  const fit = checkHanded(version.value.materials, materials);
  if (!fit.ok) return fit;
  const { applicantName, phone, subject, stake, flags } = given;
  return ok(await writeCase(db, { exchange, random }, actor, { version: version.value, applicantName, phone, uscc: uscc.value, subject, stake: stake === null ? null : fenOf(stake), source: "window", flags, materials, advance: false }, at));
}

/** What was filed in advance is received: its clock begins. By the applicant, or by the clerk he comes to. */
export const receiveAdvance = (world: World, actor: Actor, code: string, at: Instant): Promise<Result<Taken>> =>
  allOrNothing(world.db, async (tx) => {
    const held = await heldCase(tx, world, actor, { action: "case.file", code, at });
    if (!held.ok) return held;
    const { row } = held.value;
    const version = await openItem(tx, world, row.item, at);
    if (!version.ok) return version;
    const { version: number, unit, caseType, promisedLimitWD } = version.value;
    const atWindow = actor.role === "window-staff" ? 1 : 0;
    return takeStep(tx, row, { step: "submit", by: byActor(actor), at, change: {
      item_version: number, unit, case_type: caseType, limit_days: promisedLimitWD, level: route(version.value, row.flags).level, received_at: new Date(at), silence_at: new Date(silenceEnds(freezeRules(dayOf(at)), dayOf(at)).at), trips: row.trips + atWindow,
    } });
  });
