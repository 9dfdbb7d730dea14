import { createApp } from "../../src/app.js";
import { hashPassword, type HashPassword } from "../../src/identity/use-cases/password-hash.js";
import { TOTP, totpCode, totpStep } from "../../src/identity/totp.js";
import type { Instant } from "../../src/kernel/time.js";
import { someone, type Someone } from "./people.js";
import type { Answer, TestTown } from "./town.js";

/** The same town as an installation that takes passwords. */
export function withPasswords(town: TestTown, passwords: HashPassword | null = hashPassword, more: Partial<TestTown["world"]> = {}): TestTown {
  const world = { ...town.world, passwords, ...more };
  return { ...town, world, app: createApp({ ...town, world, uploads: {} as never }) };
}

/** The bytes of a secret as apps are given it (RFC 4648 base32). */
export function secretBytes(text: string): Uint8Array {
  const bits = Array.from(text, (each) => "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".indexOf(each).toString(2).padStart(5, "0")).join("");
  return Uint8Array.from((bits.match(/.{8}/g) ?? []).slice(0, TOTP.secretBytes).map((byte) => Number.parseInt(byte, 2)));
}

/** What an app shows now, or so many steps from now. */
export const shownBy = (secret: Uint8Array, steps = 0): string => totpCode(secret, totpStep(Date.now() as Instant) + steps);

export const PASSWORD = "纸船 过江 七月半 quite long";

/** A secret offered by the exchange, with the body that gives it back: by the code of the step before, so that the one of now is still to be used. */
export async function offered(who: Someone): Promise<{ readonly secret: Uint8Array; readonly totp: { readonly offer: string; readonly code: string } }> {
  const { status, json } = await who.ask("POST", "/api/v1/password/secrets", {});
  if (status !== 201) throw new RangeError(`no secret: ${JSON.stringify(json)}`);
  const secret = secretBytes(String(json["secret"]));
  return { secret, totp: { offer: String(json["offer"]), code: shownBy(secret, -1) } };
}

export type WithPassword = { readonly who: Someone; readonly account: string; readonly person: string; readonly secret: Uint8Array };

/** Somebody who registers with a password alone, and is signed in by it. */
export async function registeredByPassword(town: TestTown, name: string, password = PASSWORD): Promise<WithPassword> {
  const who = someone(town);
  const { secret, totp } = await offered(who);
  const { status, json } = await who.ask("POST", "/api/v1/people", { name, email: null, password: { password, totp } });
  if (status !== 201) throw new RangeError(`not registered: ${JSON.stringify(json)}`);
  return { who, account: String(json["account"]), person: String(json["person"]), secret };
}

export const signInByPassword = (who: Someone, given: { readonly account: string; readonly code: string; readonly password?: string }): Promise<Answer> =>
  who.ask("POST", "/api/v1/sessions", { password: { password: PASSWORD, ...given } });

/** As after half a minute: no code of now has been used. */
export async function nextCode({ database }: TestTown, person: string): Promise<void> {
  await database.as("owner").updateTable("passwords").set({ step: "0" }).where("person_id", "=", person).execute();
}
