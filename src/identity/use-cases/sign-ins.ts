import { inTransaction } from "../../db/database.js";
import type { Instant } from "../../kernel/time.js";
import type { World } from "../../world.js";
import { deviceOf } from "../device.js";
import { signedInBefore } from "../queries/sign-ins.js";
import { insertSignIn } from "../store.js";
import type { SignInWay } from "../tables.js";
import { tellPerson } from "./tell-person.js";

/** Where and by what somebody signed in. `proof` is his passkey's id; null for every other way. */
export type SignIn = { readonly personId: string; readonly how: SignInWay; readonly proof: string | null; readonly address: string; readonly agent: string };

/** Keeps that somebody signed in, and tells him where it was by a proof or from a kind of device not seen before. Whoever is chosen in a rehearsal is told nothing: anybody chooses him. @param now real time */
export const recordSignIn = (world: Pick<World, "db" | "exchange" | "random" | "clock">, { agent, ...signIn }: SignIn, now: Instant): Promise<void> =>
  inTransaction(world.db, async (tx) => {
    const device = deviceOf(agent);
    const before = await signedInBefore(tx, world.exchange.id, { ...signIn, device });
    const isNew = before.all > 0 && before.alike === 0;
    await insertSignIn(tx, { exchange_id: world.exchange.id, person_id: signIn.personId, at: new Date(now), how: signIn.how, proof: signIn.proof, address: signIn.address, device, is_new: isNew });
    if (isNew && signIn.how !== "rehearsal") await tellPerson(tx, world, signIn.personId, "signed-in-anew");
  });
