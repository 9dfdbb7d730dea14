import { argon2, timingSafeEqual } from "node:crypto";
import { readFileSync } from "node:fs";
import { promisify } from "node:util";
import type { PasswordCost } from "../password.js";

export const SALT_BYTES = 16;
export const HASH_BYTES = 32;
const LANES = 1;

/** How an installation that takes passwords hashes them. */
export type HashPassword = (password: string, salt: Uint8Array, cost: PasswordCost) => Promise<Uint8Array>;

const reckon = promisify(argon2);

/** argon2id of Node's own OpenSSL, off this thread. */
export const hashPassword: HashPassword = async (password, nonce, { memoryKib, passes }) =>
  Uint8Array.from(await reckon("argon2id", { message: Buffer.from(password, "utf8"), nonce, parallelism: LANES, tagLength: HASH_BYTES, memory: memoryKib, passes }));

/** In the same time wherever they differ. */
export const sameHash = (one: Uint8Array, other: Uint8Array): boolean => one.length === other.length && timingSafeEqual(one, other);

let common: ReadonlySet<string> | null = null;
/** What people choose most; the list says where it is from. Read when it is first needed: most installations take no passwords. */
export const commonPasswords = (): ReadonlySet<string> => (common ??= new Set(readFileSync(new URL("data/common-passwords.txt", import.meta.url), "utf8").split("\n").filter((line) => line !== "" && !line.startsWith("#"))));
