import { createAdaptorServer } from "@hono/node-server";
import { generateKeyPairSync } from "node:crypto";
import { once } from "node:events";
import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import path from "node:path";
import type { BankDriver } from "../../src/bank/driver.js";
import type { MoneyFlows } from "../../src/bank/flow.js";
import { httpBank } from "../../src/bank/drivers/http.js";
import { exchanged } from "../../src/bank/drivers/http.js";
import { openAccount } from "../../src/bank/use-cases/accounts.js";
import { noteBankKey } from "../../src/bank/use-cases/events.js";
import { sendNext } from "../../src/bank/use-cases/send-orders.js";
import { inTransaction } from "../../src/db/database.js";
import { canonical } from "../../src/kernel/canonical-json.js";
import { fromBase64 } from "../../src/kernel/bytes.js";
import { must } from "../../src/kernel/result.js";
import { rfc3339, day } from "../../src/kernel/time.js";
import { publicKeyText } from "../../src/own-keys.js";
import type { Alongside } from "../../src/rehearsal/advance.js";
import { bankAlongside } from "../../src/rehearsal/bank/process.js";
import { openBooks } from "../../src/rehearsal/bank/journal.js";
import { startBank, type RunningBank } from "../../src/rehearsal/bank/server.js";
import type { HttpKey, HttpPublicKey } from "../../src/signing/http-signature-node.js";
import { ACCOUNT, BANK, PREFIX, testFlow } from "./bank.js";
import { testTown, type TestTown } from "./town.js";

/** A town that listens, beside a rehearsal's bank with one account of it and one firm; money passes through the flow of tests. */
export type BankedTown = {
  readonly town: TestTown; readonly heard: string[]; readonly flows: MoneyFlows;
  /** Tells the bank what time it is: it does and tells what is due. */ readonly follow: () => Promise<unknown>;
  /** Sends the orders that are due. @param ms how far real time is taken to be ahead */ readonly send: (ms?: number) => Promise<void>;
  readonly control: (what: string, body: unknown) => Promise<{ readonly status: number; readonly done: string }>;
  readonly state: () => Promise<{ readonly houses: Record<string, string>; readonly firms: Record<string, { readonly amount: string }>; readonly orders: Record<string, string>; readonly untold: number }>;
  readonly driver: BankDriver; readonly bankKey: HttpKey; readonly url: () => string;
  /** Ends the bank and starts it again on the same books. */ readonly restart: () => Promise<void>;
  readonly stop: () => Promise<void>;
};

export const FIRM = "6222000100020003";
const TOKEN = "token of this test";
/** The bank of a test does things when it is asked to, and at no time of its own. */
const NEVER_MS = 2_000_000_000;

const keyPair = (name: string): HttpKey & { readonly public: HttpPublicKey } => {
  const { privateKey } = generateKeyPairSync("ed25519");
  return { name, key: privateKey, public: { name, publicKey: fromBase64(publicKeyText(privateKey)) } };
};

/** @param real flows of the exchange's own in the place of the test's, and accounts the bank has beside the one of tests */
export async function bankedTown(start: string, real: { readonly flows: MoneyFlows; readonly accounts: readonly { readonly number: string; readonly name: string }[] } | null = null): Promise<BankedTown> {
  const { flows: tested, heard } = testFlow();
  const flows = real?.flows ?? tested;
  const bankKey = keyPair(BANK);
  const along: { now: Alongside | null } = { now: null };
  const alongside: Alongside = { next: async (after) => along.now?.next(after) ?? null, keep: async () => { await along.now?.keep(); } };
  const town = await testTown(start, undefined, null, { bankDoor: { keyOf: (bank) => (bank === BANK ? bankKey.public : null), flows }, alongside });
  const { world, movable } = town;
  const ownKey = keyPair(world.exchange.origin);
  await inTransaction(world.db, async (tx) => must(await openAccount(tx, world, { number: ACCOUNT, bank: BANK, name: "保证金专户", purpose: "deposits", unit: null, subPrefix: PREFIX }, day("2026-01-05"))));
  await noteBankKey(world, bankKey.public, world.clock());
  const server = createAdaptorServer({ fetch: town.app.fetch }) as Server;
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const file = path.join(town.folder, "books.jsonl");
  const begin = async (): Promise<{ running: RunningBank; close: () => void }> => {
    const kept = openBooks(file, BANK);
    return { running: await startBank({ kept, key: bankKey, exchangeKey: ownKey.public, token: TOKEN, port: 0, lookMs: NEVER_MS }), close: kept.close };
  };
  let bank = await begin();
  const own = { url: () => bank.running.url, key: ownKey, bankKey: () => bankKey.public, exchange: world.exchange.origin };
  const driver = httpBank(own);
  const callback = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}/api/v1/bank/events`;
  const follow = async () => {
    const { bytes } = await exchanged(own, "POST", "/v1/clock", canonical({ v: "bank-clock/1", now: rfc3339(world.clock()), held: movable?.isHeld() ?? true, callback, exchange: world.exchange.origin, accounts: [{ number: ACCOUNT, name: "保证金专户", prefix: PREFIX }, ...(real?.accounts ?? []).map((each) => ({ ...each, prefix: null }))] }));
    const { next } = JSON.parse(Buffer.from(bytes).toString()) as { next: string | null };
    return next === null ? null : (Date.parse(next) as ReturnType<typeof world.clock>);
  };
  const send = async (ms = 0): Promise<void> => { while (await sendNext(world, new Map([[BANK, driver]]), flows, () => Date.now() + ms)) continue; };
  along.now = bankAlongside(world, { follow }, send);
  const ask = (what: string, init: RequestInit) => fetch(`${bank.running.url}/control/${what}`, { ...init, headers: { authorization: `Bearer ${TOKEN}` } });
  const control: BankedTown["control"] = async (what, body) => {
    const answer = await ask(what, { method: "POST", body: JSON.stringify(body) });
    return { status: answer.status, done: ((await answer.json()) as { done?: string }).done ?? "" };
  };
  await follow();
  await control("firms", { account: FIRM, name: "晨光第一建筑有限公司", amount: "100000000000" });
  return {
    town, heard, flows, follow, send, driver, bankKey, control, url: () => callback,
    state: async () => (await ask("state", { method: "GET" })).json() as ReturnType<BankedTown["state"]>,
    restart: async () => { await bank.running.stop(); bank.close(); bank = await begin(); },
    stop: async () => {
      await bank.running.stop();
      bank.close();
      server.close();
      server.closeAllConnections();
      await town.stop();
    },
  };
}
