import path from "node:path";
import { fileURLToPath } from "node:url";
import type { BankDriver } from "./bank/driver.js";
import { fileBank } from "./bank/drivers/files.js";
import { httpBank } from "./bank/drivers/http.js";
import { noteBankKey } from "./bank/use-cases/events.js";
import type { Config } from "./config.js";
import type { RunningExchange } from "./exchange.js";
import { keepBanks, sendOrders } from "./jobs/keep-banks.js";
import { fromBase64 } from "./kernel/bytes.js";
import type { Instant } from "./kernel/time.js";
import { MONEY_FLOWS } from "./money-flows.js";
import { publicKeyText, signingKey } from "./own-keys.js";
import type { Alongside } from "./rehearsal/advance.js";
import { TOWN_BANK } from "./rehearsal/bank/accounts.js";
import { moneyAlongside, together } from "./rehearsal/money-alongside.js";
import { bankAlongside, startTownBank, type TownBank } from "./rehearsal/bank/process.js";
import type { BankDoor } from "./routes/bank.js";
import type { HttpKey, HttpPublicKey } from "./signing/http-signature-node.js";

/** The ways to agent banks: whose word is taken, what a rehearsal's clock takes along, and what keeps sending orders. */
export type OpenMoney = { readonly door: BankDoor; readonly alongside: Alongside | null; readonly keep: () => () => Promise<void>; readonly stop: () => Promise<void> };

/** The key by which the exchange signs what it asks of banks; its name is the log's. @throws {RangeError} as `signingKey` */
export async function ownBankKey({ DAYLIGHT_DATA: data, DAYLIGHT_KEYS_PASSPHRASE: passphrase }: Pick<Config, "DAYLIGHT_DATA" | "DAYLIGHT_KEYS_PASSPHRASE">, origin: string, make: boolean): Promise<HttpKey> {
  return { name: origin, key: await signingKey(path.join(data, "keys", "bank.key"), { passphrase: passphrase ?? null, make }) };
}

type Found = { readonly code: string; readonly driver: BankDriver; readonly key: HttpPublicKey | null };

/** Opens the bank of the settings; a rehearsal without one has the town's, in a process of its own. @param callback where a rehearsal's bank tells what happens @throws {RangeError} with one line where the exchange has no key to sign with */
export async function openMoney(config: Config, { world, movable }: Pick<RunningExchange, "world" | "movable">, callback: () => string): Promise<OpenMoney> {
  const found = await bankOfSettings(config, world.exchange.origin, movable !== null);
  const [banks, keys] = [new Map<string, BankDriver>(), new Map<string, HttpPublicKey>()];
  const put = async ({ code, driver, key }: Found): Promise<void> => {
    banks.set(code, driver);
    if (key === null) return;
    keys.set(code, key);
    await noteBankKey(world, key, world.clock());
  };
  if (found !== null) await put(found);
  let town: Promise<TownBank> | null = null;
  /** The town's bank, begun when it is first needed: nobody waits for it to look at a page. */
  const townBank = (): Promise<TownBank> => (town ??= beginTown().then(async (begun) => { await put({ code: TOWN_BANK, driver: begun.driver, key: begun.keyOf() }); return begun; }, (error: unknown) => { town = null; throw error; }));
  const beginTown = async (): Promise<TownBank> => {
    if (movable === null) throw new RangeError("a live exchange has no town");
    const key = await ownBankKey(config, world.exchange.origin, true);
    return startTownBank({ folder: path.join(config.DAYLIGHT_DATA, "rehearsal"), world, movable, key, publicKey: publicKeyText(key.key), callback });
  };
  const follow = async (): Promise<Instant | null> => (await townBank()).follow();
  const hasTown = found === null && movable !== null;
  return {
    door: { keyOf: (bank) => keys.get(bank) ?? null, flows: MONEY_FLOWS },
    alongside: movable === null ? null : together(...(hasTown ? [bankAlongside(world, { follow }, () => sendOrders(world, banks, MONEY_FLOWS))] : []), moneyAlongside(world, banks)),
    keep: () => keepBanks(world, banks, MONEY_FLOWS, hasTown ? follow : undefined),
    stop: async () => { await (await town)?.stop(); },
  };
}

async function bankOfSettings(config: Config, exchange: string, isRehearsal: boolean): Promise<Found | null> {
  const { BANK_CODE: code, BANK_URL: url, BANK_PUBLIC_KEY: publicKey } = config;
  if (code === undefined || url === undefined) return null;
  if (url.startsWith("file:") || publicKey === undefined) return { code, driver: fileBank(fileURLToPath(url), exchange), key: null };
  const key = { name: code, publicKey: fromBase64(publicKey) };
  return { code, driver: httpBank({ url: () => url, key: await ownBankKey(config, exchange, isRehearsal), bankKey: () => key, exchange }), key };
}
