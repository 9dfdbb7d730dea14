import { inTransaction, type Tx } from "../../db/database.js";
import type { NewExpert } from "../../experts/roster.js";
import { expertPlace, lookupsOf } from "../../experts/use-cases/sealed-file.js";
import { HOUR_MS, type Instant } from "../../kernel/time.js";
import { secretPlace } from "../../identity/use-cases/passwords.js";
import { phonePlace } from "../../messages/use-cases/settings.js";
import type { World } from "../../world.js";
import { indexesOf, isNewest, NONCE_BYTES, sealed, unsealed, type Place } from "../key-ring.js";
import { CHALLENGE_KEPT, KEEP, REFUSED_KEPT, spanBefore, type Span } from "../retention.js";
import { forgetBefore, type Forgotten } from "../store/forgetting.js";
import { changeExpertSeal, changePhone, changeSecret, holdExpertsAfter, holdNumbersAfter, holdPhonesAfter, holdSecretsAfter, putIdentityNumber } from "../store/rows.js";
import { numberPlace } from "./identity-number.js";

type Line = { readonly what: Forgotten; readonly after: Span; readonly clock: "real" | "exchange" };

/** What goes by itself; the spans are those the page of the rules prints. */
const LINES: readonly Line[] = [
  { what: "sessions", ...KEEP.sessions.goes }, { what: "sign_ins", ...KEEP["sign-ins"].goes }, { what: "challenges", after: CHALLENGE_KEPT, clock: "real" }, { what: "idempotency", ...KEEP.moments.goes }, { what: "rehearsal_texts", ...KEEP.moments.goes },
  { what: "deliveries", ...KEEP.deliveries.goes }, { what: "drafts", ...KEEP.registrations.goes }, { what: "refused", after: REFUSED_KEPT, clock: "exchange" }, { what: "invitations", ...KEEP.invitations.goes },
];

/** Deletes what no rule keeps any longer (个人信息保护法 47). @param now real time @returns rows by kind, those of which there were any */
export async function forgetOver({ db, exchange, clock }: Pick<World, "db" | "exchange" | "clock">, now: Instant): Promise<Readonly<Partial<Record<Forgotten, number>>>> {
  const gone: Partial<Record<Forgotten, number>> = {};
  for (const { what, after, clock: which } of LINES) {
    const count = await forgetBefore(db, what, { exchangeId: exchange.id, before: new Date(spanBefore(which === "real" ? now : clock(), after)) });
    if (count > 0) gone[what] = count;
  }
  return gone;
}

const AT_ONCE = 200;

/** Seals anew, under the newest key, what stands under an older one: afterwards the older key may be taken away. @returns how many values */
export async function resealAll(world: Pick<World, "db" | "exchange" | "personalKeys" | "random">): Promise<number> {
  return (await resealNumbers(world)) + (await resealPhones(world)) + (await resealSecrets(world)) + (await resealExperts(world));
}

type Sealing = Pick<World, "db" | "exchange" | "personalKeys" | "random">;

/** One value as it is sealed now, whose place in the order is `id`. */
type Piece = { readonly id: string; readonly place: Place; readonly bytes: Uint8Array; readonly put: (text: string, bytes: Uint8Array) => Promise<void> };

/** Goes through all of a kind in pieces, each held for its own transaction; what no key opens any longer is left and asked for anew. */
async function resealEach({ db, personalKeys: ring, random }: Sealing, hold: (tx: Tx, after: string) => Promise<readonly Piece[]>): Promise<number> {
  let [after, done]: [string | null, number] = ["", 0];
  while (after !== null) {
    const from: string = after;
    after = await inTransaction(db, async (tx) => {
      const pieces = await hold(tx, from);
      for (const { place, bytes, put } of pieces.filter((each) => !isNewest(ring, each.bytes))) {
        const text = unsealed(ring, place, bytes);
        if (text === null) continue;
        await put(text, sealed(ring, place, text, random(NONCE_BYTES)));
        done += 1;
      }
      return pieces.at(-1)?.id ?? null;
    });
  }
  return done;
}

const resealNumbers = (world: Sealing): Promise<number> => resealEach(world, async (tx, after) => (await holdNumbersAfter(tx, world.exchange.id, after, AT_ONCE)).map((row) => ({
  id: row.person_id, place: numberPlace(world.exchange.id, row.person_id), bytes: row.sealed,
  put: (number, bytes) => putIdentityNumber(tx, { ...row, sealed: bytes, lookup: indexesOf(world.personalKeys, world.exchange.id, "id-number", number)[0] }),
})));

const resealPhones = (world: Sealing): Promise<number> => resealEach(world, async (tx, after) => (await holdPhonesAfter(tx, world.exchange.id, after, AT_ONCE)).map(({ actor_id: office, phone }) => ({
  id: office, place: phonePlace(world.exchange.id, office), bytes: phone, put: (_, bytes) => changePhone(tx, world.exchange.id, office, bytes),
})));

const resealExperts = (world: Sealing): Promise<number> => resealEach(world, async (tx, after) => (await holdExpertsAfter(tx, world.exchange.id, after, AT_ONCE)).map(({ expert_id: expert, sealed: bytes }) => ({
  id: expert, place: expertPlace(world.exchange.id, expert), bytes,
  put: (text, anew) => changeExpertSeal(tx, world.exchange.id, expert, { sealed: anew, lookup: lookupsOf({ exchange: world.exchange.id, ring: world.personalKeys }, (JSON.parse(text) as NewExpert).idNumber)[0] }),
})));

const resealSecrets = (world: Sealing): Promise<number> => resealEach(world, async (tx, after) => (await holdSecretsAfter(tx, world.exchange.id, after, AT_ONCE)).map(({ person_id: person, secret }) => ({
  id: person, place: secretPlace(world.exchange.id, person), bytes: secret, put: (_, bytes) => changeSecret(tx, world.exchange.id, person, bytes),
})));

/** Deletes what is over, once an hour; what stands under an older key is sealed anew at the first look. @returns one look */
export function privacyKeeper(world: World, now: () => Instant): () => Promise<void> {
  let last = -Infinity;
  return async () => {
    if (now() - last < HOUR_MS) return;
    if (last === -Infinity) {
      const resealed = await resealAll(world);
      if (resealed > 0) world.log.info({ resealed }, "personal values sealed under the newest key");
    }
    const gone = await forgetOver(world, now());
    last = now();
    if (Object.keys(gone).length > 0) world.log.info(gone, "deleted what no rule keeps");
  };
}
