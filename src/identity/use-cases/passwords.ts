import type { RegistrationResponseJSON } from "@simplewebauthn/server";
import { allOrNothing, type Tx } from "../../db/database.js";
import type { Row } from "../../db/schema.js";
import { fromHex, hex } from "../../kernel/bytes.js";
import { ok, refuse, type Result } from "../../kernel/result.js";
import { plusMs, rfc3339, type Instant } from "../../kernel/time.js";
import { NONCE_BYTES, sealed, unsealed, type Place } from "../../privacy/key-ring.js";
import type { World } from "../../world.js";
import { CHALLENGE_MS } from "../login.js";
import type { Sites } from "../passkey.js";
import { ACCOUNT_DIGITS, decidePassword, isOfferOver, mayUsePassword, PASSWORD_COST, type TotpOffer } from "../password.js";
import { commonPasswords, HASH_BYTES, SALT_BYTES, sameHash, type HashPassword } from "./password-hash.js";
import { personOf } from "../queries.js";
import { passwordByAccount, passwordOf, rolesHeldBy } from "../queries/passwords.js";
import { changePassword, deletePassword, insertPassword, lockPerson, spendStep } from "../store.js";
import { base32, stepOfCode, TOTP, totpUri } from "../totp.js";
import { keepPasskey, newPasskeyIn } from "./passkeys.js";
import { proofsOf } from "./proofs.js";
import { tellPerson } from "./tell-person.js";

type Ground = Pick<World, "db" | "exchange" | "personalKeys" | "random" | "passwords" | "clock">;

/** A password and a code of now: what somebody who has one signs in with. */
export type PasswordAndCode = { readonly password: string; readonly code: string };
/** A new password, and a new secret with a code of it; without one the secret that is there stays. */
export type PasswordGiven = { readonly password: string; readonly totp: { readonly offer: Uint8Array; readonly code: string } | null };
type Owner = { readonly name: string; readonly email: string | null };

/** Where the secret of somebody's codes is sealed; while it is only offered, it is nobody's yet. */
export const secretPlace = (exchange: string, personId: string): Place => ({ exchange, table: "passwords", column: "secret", row: personId });
const offerPlace = (exchange: string): Place => ({ exchange, table: "passwords", column: "offer", row: "" });

export type SecretOffered = { readonly secret: string; readonly uri: string; readonly offer: Uint8Array; readonly exp: string };

/** Offers a secret for an app. Nothing is kept here: whoever gives the sealed offer back with a code of it has it in his app. @param now real time */
export function offerSecret({ exchange, personalKeys, random, passwords }: Ground, account: string, now: Instant): Result<SecretOffered> {
  if (passwords === null) return refuse("passwords-off");
  const secret = random(TOTP.secretBytes);
  const offer: TotpOffer = { secret: hex(secret), exp: rfc3339(plusMs(now, CHALLENGE_MS)) };
  return ok({ secret: base32(secret), uri: totpUri(secret, exchange.name, account), offer: sealed(personalKeys, offerPlace(exchange.id), JSON.stringify(offer), random(NONCE_BYTES)), exp: offer.exp });
}

type Hashed = Pick<Row<"passwords">, "hash" | "salt" | "memory_kib" | "passes">;
/** What is to be written of a password; `totp` null: the secret that is there stays. */
export type PreparedPassword = Hashed & { readonly totp: { readonly secret: string; readonly step: number } | null };

/** Looks at a new password and hashes it. @param now real time */
export async function preparePassword(world: Ground, { password, totp }: PasswordGiven, { name, email }: Owner, now: Instant): Promise<Result<PreparedPassword>> {
  const { exchange, passwords, random } = world;
  if (passwords === null) return refuse("passwords-off");
  const may = decidePassword({ password, own: [name, email?.split("@")[0] ?? "", exchange.name, exchange.nameEn], common: commonPasswords() });
  if (!may.ok) return may;
  const shown = totp === null ? ok(null) : secretShown(world, totp, now);
  if (!shown.ok) return shown;
  const salt = random(SALT_BYTES);
  return ok({ hash: await passwords(password, salt, PASSWORD_COST), salt, memory_kib: PASSWORD_COST.memoryKib, passes: PASSWORD_COST.passes, totp: shown.value });
}

/** The secret of an offer, if the code is one of it. */
function secretShown({ exchange, personalKeys }: Ground, { offer, code }: NonNullable<PasswordGiven["totp"]>, now: Instant): Result<{ readonly secret: string; readonly step: number }> {
  const text = unsealed(personalKeys, offerPlace(exchange.id), offer);
  const read = text === null ? null : (JSON.parse(text) as TotpOffer);
  if (read === null || isOfferOver(read, now)) return refuse("challenge-over");
  const step = stepOfCode(fromHex(read.secret), code, now);
  return step === null ? refuse("code-wrong") : ok({ secret: read.secret, step });
}

/** A number nobody can guess from another; its first digit is not 0. */
function newAccount(random: World["random"]): string {
  const [least, span] = [10n ** BigInt(ACCOUNT_DIGITS - 1), 9n * 10n ** BigInt(ACCOUNT_DIGITS - 1)];
  return String(least + (BigInt(`0x${hex(random(ACCOUNT_DIGITS))}`) % span));
}

/** Keeps a new person's password. @returns the number of the account */
export async function keepPassword(tx: Tx, world: Ground, personId: string, { totp, ...hashed }: PreparedPassword, at: Instant): Promise<Result<string>> {
  if (totp === null) return refuse("password-needs-code");
  const secret = sealed(world.personalKeys, secretPlace(world.exchange.id, personId), totp.secret, world.random(NONCE_BYTES));
  for (;;) {
    const account = newAccount(world.random);
    if (await insertPassword(tx, { exchange_id: world.exchange.id, person_id: personId, account, ...hashed, secret, step: String(totp.step), made_at: new Date(at), changed_at: new Date(at) })) return ok(account);
  }
}

/** Sets a person's password, or puts a new one in the place of his old one. @returns the number of the account @param now real time */
export async function setPassword(world: Ground, personId: string, given: PasswordGiven, now: Instant): Promise<Result<string>> {
  const person = await personOf(world.db, world.exchange.id, personId);
  if (person === null) return refuse("not-found", { what: personId });
  const prepared = await preparePassword(world, given, person, now);
  if (!prepared.ok) return prepared;
  return allOrNothing(world.db, async (tx) => {
    await lockPerson(tx, world.exchange.id, personId);
    if (!mayUsePassword(await rolesHeldBy(tx, world.exchange.id, personId))) return refuse("password-office");
    const known = await passwordOf(tx, world.exchange.id, personId);
    await tellPerson(tx, world, personId, "proof-changed");
    if (known === null) return keepPassword(tx, world, personId, prepared.value, now);
    const { totp, ...hashed } = prepared.value;
    const secret = totp === null ? {} : { secret: sealed(world.personalKeys, secretPlace(world.exchange.id, personId), totp.secret, world.random(NONCE_BYTES)), step: String(totp.step) };
    await changePassword(tx, world.exchange.id, personId, { ...hashed, ...secret, changed_at: new Date(now) });
    return ok(known.account);
  });
}

/** The same by whoever has no key to sign with: by his password of now (ASVS V6.2.3). */
export async function replacePassword(world: Ground, personId: string, { current, ...given }: PasswordGiven & { readonly current: PasswordAndCode }, now: Instant): Promise<Result<string>> {
  const proven = await proveOwn(world, personId, current, now);
  return proven.ok ? setPassword(world, personId, given, now) : proven;
}

/** Takes a person's password away. */
export const removePassword = (world: Ground, personId: string): Promise<Result<true>> =>
  allOrNothing(world.db, async (tx) => {
    await tellPerson(tx, world, personId, "proof-changed");
    return (await deletePassword(tx, world.exchange.id, personId)) ? ok(true) : refuse("not-found", { what: "password" });
  });

/** The first passkey of somebody who has a password alone, and so nothing to sign with: by that password. Every later key is added by a signature. */
export async function addFirstPasskey(world: Ground, personId: string, given: { readonly label: string; readonly response: RegistrationResponseJSON; readonly sites: Sites; readonly current: PasswordAndCode }, now: Instant): Promise<Result<true>> {
  const proven = await proveOwn(world, personId, given.current, now);
  if (!proven.ok) return proven;
  const made = await newPasskeyIn(world, given.response, given.sites, { purpose: "passkey", personId }, now);
  if (!made.ok) return made;
  return allOrNothing(world.db, async (tx) => {
    await lockPerson(tx, world.exchange.id, personId);
    if ((await proofsOf(tx, world.exchange.id, personId)) > 0) return refuse("passkey-not-first");
    await tellPerson(tx, world, personId, "proof-changed");
    return keepPasskey(tx, world.exchange.id, personId, given.label, made.value, now);
  });
}

/** Who signs in with a password: the account's owner, by password and a code that was not taken before, where he holds no office that keeps him from it. @param now real time */
export async function personByPassword(world: Ground, { account, ...given }: PasswordAndCode & { readonly account: string }, now: Instant): Promise<Result<string>> {
  const { db, exchange, passwords } = world;
  if (passwords === null) return refuse("passwords-off");
  const known = await passwordByAccount(db, exchange.id, account);
  const right = await isRight(world, passwords, known, given, now);
  if (known === null || !right) return refuse("password-wrong");
  return mayUsePassword(await rolesHeldBy(db, exchange.id, known.person_id)) ? ok(known.person_id) : refuse("password-office");
}

async function proveOwn(world: Ground, personId: string, given: PasswordAndCode, now: Instant): Promise<Result<true>> {
  if (world.passwords === null) return refuse("passwords-off");
  const known = await passwordOf(world.db, world.exchange.id, personId);
  return (await isRight(world, world.passwords, known, given, now)) ? ok(true) : refuse("password-wrong");
}

/** Nobody's: reckoned with where there is no such account, so that an answer takes as long (ASVS V6.3.8). */
const NOBODY = { person_id: "", hash: new Uint8Array(HASH_BYTES), salt: new Uint8Array(SALT_BYTES), memory_kib: PASSWORD_COST.memoryKib, passes: PASSWORD_COST.passes, secret: new Uint8Array(), step: "0" };
const NO_SECRET = new Uint8Array(TOTP.secretBytes);

/** Whether password and code are right, and spends the code. The same is reckoned and asked whatever of it is wrong, and where there is no account. */
async function isRight({ db, exchange, personalKeys }: Ground, passwords: HashPassword, row: Row<"passwords"> | null, { password, code }: PasswordAndCode, now: Instant): Promise<boolean> {
  const known = row ?? NOBODY;
  const hash = await passwords(password, known.salt, { memoryKib: known.memory_kib, passes: known.passes });
  const secret = unsealed(personalKeys, secretPlace(exchange.id, known.person_id), known.secret);
  const step = stepOfCode(secret === null ? NO_SECRET : fromHex(secret), code, now);
  if (row === null || !sameHash(hash, known.hash) || secret === null || step === null) return false;
  return spendStep(db, exchange.id, row.person_id, step);
}
