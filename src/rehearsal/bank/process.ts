import { spawn, type ChildProcess } from "node:child_process";
import { randomBytes } from "node:crypto";
import { writeFile } from "node:fs/promises";
import path from "node:path";
import { createInterface } from "node:readline";
import { z } from "zod";
import { isCleared } from "../../bank/account.js";
import { accountsOf, nextOrderDue } from "../../bank/queries.js";
import { exchanged, httpBank, type HttpBank } from "../../bank/drivers/http.js";
import type { BankDriver } from "../../bank/driver.js";
import { fromBase64, fromUtf8 } from "../../kernel/bytes.js";
import { canonical } from "../../kernel/canonical-json.js";
import { at, rfc3339, type Instant } from "../../kernel/time.js";
import type { HttpKey, HttpPublicKey } from "../../signing/http-signature-node.js";
import type { World } from "../../world.js";
import type { Alongside } from "../advance.js";
import type { MovableClock } from "../clock.js";
import { TOWN_BANK } from "./accounts.js";

const ROOT = path.resolve(import.meta.dirname, "../../..");
const ReadyLine = z.strictObject({ url: z.string(), key: z.string(), token: z.string() });
type Ready = z.infer<typeof ReadyLine>;
/** How soon a bank that ended is started again, in ms. */
const AGAIN_MS = 1_000;
const TOKEN_BYTES = 24;

/** A rehearsal's bank beside the exchange: a process of its own, with its own key and its own books. */
export type TownBank = { readonly driver: BankDriver; readonly keyOf: () => HttpPublicKey; /** Tells it what time it is; it does and tells what is due. */ readonly follow: () => Promise<Instant | null>; readonly stop: () => Promise<void> };

type Args = { readonly folder: string; readonly world: World; readonly movable: MovableClock; readonly key: HttpKey; readonly publicKey: string; /** Where it tells what happens. */ readonly callback: () => string };

/** Starts it and waits until it answers; it is started again when it ends, and ends with the exchange. */
export async function startTownBank(args: Args): Promise<TownBank> {
  let stopped = false;
  let [child, ready] = await begun(args);
  const again = (): void => {
    if (!stopped) setTimeout(() => { begun(args).then(([next, now]) => { [child, ready] = [next, now]; watch(next); }, again); }, AGAIN_MS).unref();
  };
  const watch = (one: ChildProcess): void => { one.once("exit", again); };
  watch(child);
  const keyOf = (): HttpPublicKey => ({ name: TOWN_BANK, publicKey: fromBase64(ready.key) });
  const bank: HttpBank = { url: () => ready.url, key: args.key, bankKey: keyOf, exchange: args.world.exchange.origin };
  return {
    driver: httpBank(bank), keyOf, follow: () => follow(bank, args),
    stop: () => { stopped = true; return ended(child); },
  };
}

async function begun({ folder, publicKey, world }: Args): Promise<[ChildProcess, Ready]> {
  const token = randomBytes(TOKEN_BYTES).toString("base64url");
  const child = spawn(process.execPath, [path.join(ROOT, "scripts", "daylight.mjs"), "rehearsal-bank", "--data", path.join(folder, "bank"), "--exchange", world.exchange.origin, "--exchange-key", publicKey, "--json"], { stdio: ["ignore", "pipe", "inherit", "ipc"], env: { ...process.env, REHEARSAL_BANK_TOKEN: token } });
  const ready = await new Promise<Ready>((resolve, reject) => {
    child.once("exit", (code) => { reject(new RangeError(`the rehearsal's bank ended with ${String(code)}`)); });
    createInterface({ input: child.stdout ?? process.stdin }).once("line", (line) => { resolve(ReadyLine.parse(JSON.parse(line))); });
  });
  await writeFile(path.join(folder, "bank.json"), `${JSON.stringify({ code: TOWN_BANK, pid: child.pid, ...ready }, null, 2)}\n`, { mode: 0o600 });
  return [child, ready];
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise((done) => { child.once("exit", done); });
  child.disconnect();
  await gone;
}

async function follow(bank: HttpBank, { world, movable, callback }: Args): Promise<Instant | null> {
  const accounts = (await accountsOf(world.db, world.exchange.id)).filter((each) => each.bank === TOWN_BANK).map(({ number, name, sub_prefix: prefix, purpose }) => ({ number, name, prefix, clears: isCleared(purpose) }));
  const { status, bytes } = await exchanged(bank, "POST", "/v1/clock", canonical({ v: "bank-clock/1", now: rfc3339(movable.now()), held: movable.isHeld(), callback: callback(), exchange: world.exchange.origin, accounts }));
  if (status !== 200) throw new RangeError(`the rehearsal's bank answered ${String(status)}`);
  const { next } = JSON.parse(fromUtf8(bytes)) as { readonly next: string | null };
  return next === null ? null : at(next);
}

/** A rehearsal's clock takes its bank along: it stops where an order is to be sent and where the bank does something. A bank that is away stops nothing. */
export function bankAlongside(world: World, { follow: ask }: Pick<TownBank, "follow">, sendOrders: () => Promise<void>): Alongside {
  let soonest: Instant | null = null;
  const asked = async (): Promise<void> => { soonest = await ask().catch((error: unknown) => { world.log.warn({ code: (error as { code?: unknown }).code }, "the rehearsal's bank is away"); return null; }); };
  return {
    next: async (after) => {
      await asked();
      const times = [soonest, await nextOrderDue(world.db, world.exchange.id, after)].filter((each) => each !== null && each > after);
      return times.length === 0 ? null : (Math.min(...times as Instant[]) as Instant);
    },
    keep: async () => {
      await sendOrders();
      await asked();
      await sendOrders();
      await asked();
    },
  };
}
