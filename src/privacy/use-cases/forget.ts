import { inTransaction } from "../../db/database.js";
import { HOUR_MS, type Instant } from "../../kernel/time.js";
import { phonePlace } from "../../messages/use-cases/settings.js";
import type { World } from "../../world.js";
import { indexesOf, isNewest, NONCE_BYTES, sealed, unsealed } from "../key-ring.js";
import { CHALLENGE_KEPT, KEEP, REFUSED_KEPT, spanBefore, type Span } from "../retention.js";
import { forgetBefore, type Forgotten } from "../store/forgetting.js";
import { changePhone, holdNumbersAfter, holdPhonesAfter, putIdentityNumber } from "../store/rows.js";
import { numberPlace } from "./identity-number.js";

type Line = { readonly what: Forgotten; readonly after: Span; readonly clock: "real" | "exchange" };

/** What goes by itself; the spans are those the page of the rules prints. */
const LINES: readonly Line[] = [
  { what: "sessions", ...KEEP.sessions.goes }, { what: "challenges", after: CHALLENGE_KEPT, clock: "real" }, { what: "idempotency", ...KEEP.moments.goes }, { what: "rehearsal_texts", ...KEEP.moments.goes },
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
  return (await resealNumbers(world)) + (await resealPhones(world));
}

type Sealing = Pick<World, "db" | "exchange" | "personalKeys" | "random">;

async function resealNumbers(world: Sealing): Promise<number> {
  const { db, exchange, personalKeys: ring, random } = world;
  let [after, done]: [string | null, number] = ["", 0];
  while (after !== null) {
    const from: string = after;
    after = await inTransaction(db, async (tx) => {
      const rows = await holdNumbersAfter(tx, exchange.id, from, AT_ONCE);
      for (const row of rows.filter((each) => !isNewest(ring, each.sealed))) {
        const number = unsealed(ring, numberPlace(exchange.id, row.person_id), row.sealed);
        if (number === null) continue; // its key is gone: it is asked for anew
        await putIdentityNumber(tx, { ...row, sealed: sealed(ring, numberPlace(exchange.id, row.person_id), number, random(NONCE_BYTES)), lookup: indexesOf(ring, exchange.id, "id-number", number)[0] });
        done += 1;
      }
      return rows.at(-1)?.person_id ?? null;
    });
  }
  return done;
}

async function resealPhones(world: Sealing): Promise<number> {
  const { db, exchange, personalKeys: ring, random } = world;
  let [after, done]: [string | null, number] = ["", 0];
  while (after !== null) {
    const from: string = after;
    after = await inTransaction(db, async (tx) => {
      const rows = await holdPhonesAfter(tx, exchange.id, from, AT_ONCE);
      for (const { actor_id, phone } of rows.filter((each) => !isNewest(ring, each.phone))) {
        const number = unsealed(ring, phonePlace(exchange.id, actor_id), phone);
        if (number === null) continue;
        await changePhone(tx, exchange.id, actor_id, sealed(ring, phonePlace(exchange.id, actor_id), number, random(NONCE_BYTES)));
        done += 1;
      }
      return rows.at(-1)?.actor_id ?? null;
    });
  }
  return done;
}

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
