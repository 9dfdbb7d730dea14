import { createAdaptorServer } from "@hono/node-server";
import { generateKeyPairSync } from "node:crypto";
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import path from "node:path";
import { sendNext } from "../../src/bank/use-cases/send-orders.js";
import { MONEY_FLOWS } from "../../src/money-flows.js";
import { publicKeyText } from "../../src/own-keys.js";
import type { Alongside } from "../../src/rehearsal/advance.js";
import { firmAccount, TOWN_BANK } from "../../src/rehearsal/bank/accounts.js";
import { bankAlongside, startTownBank, type TownBank } from "../../src/rehearsal/bank/process.js";
import { testTown, type TestTown } from "./town.js";

/** A town whose bank is the rehearsal's own process: what it is told to do it does, and tells over HTTP. */
export type DepositBank = {
  readonly town: TestTown;
  /** The basic account of somebody's organisation there. */ readonly accountOf: (actor: string) => string;
  /** Does something at the bank. @returns what it answered: of a transfer the number of its transaction */ readonly at: (what: string, body: object) => Promise<string>;
  readonly transfer: (from: string, to: string, fen: bigint) => Promise<string>;
  /** Sends the orders that are due, and has the bank do and tell what is. */ readonly settle: () => Promise<void>;
  readonly stop: () => Promise<void>;
};

export async function depositBank(start: string): Promise<DepositBank> {
  const ran: { bank: TownBank | null; along: Alongside | null } = { bank: null, along: null };
  const alongside: Alongside = { next: async (after) => ran.along?.next(after) ?? null, keep: async () => { await ran.along?.keep(); } };
  const town = await testTown(start, undefined, null, { bankDoor: { keyOf: (bank) => (bank === TOWN_BANK ? (ran.bank?.keyOf() ?? null) : null), flows: MONEY_FLOWS }, alongside });
  const { world, movable } = town;
  if (movable === null) throw new RangeError("a rehearsal without its clock");
  const server = createAdaptorServer({ fetch: town.app.fetch }) as Server;
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const callback = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}/api/v1/bank/events`;
  const { privateKey: key } = generateKeyPairSync("ed25519");
  const bank = await startTownBank({ folder: town.folder, world, movable, key: { name: world.exchange.origin, key }, publicKey: publicKeyText(key), callback: () => callback });
  ran.bank = bank;
  const { url, token } = JSON.parse(await readFile(path.join(town.folder, "bank.json"), "utf8")) as { readonly url: string; readonly token: string };
  const send = async (): Promise<void> => { while (await sendNext(world, new Map([[TOWN_BANK, bank.driver]]), MONEY_FLOWS, () => Date.now())) continue; };
  ran.along = bankAlongside(world, bank, send);
  await bank.follow();
  const at: DepositBank["at"] = async (what, body) => {
    await bank.follow();
    const answer = await fetch(`${url}/control/${what}`, { method: "POST", headers: { authorization: `Bearer ${token}` }, body: JSON.stringify(body) });
    const said = (await answer.json()) as { readonly done?: string; readonly code?: string };
    if (said.done === undefined) throw new RangeError(`the bank would not: ${String(said.code)}`);
    return said.done;
  };
  return {
    town, at, accountOf: (actor) => firmAccount(town.actors.find(({ id }) => id === actor)?.organisation?.uscc ?? ""),
    transfer: (from, to, fen) => at("transfers", { from, to, amount: fen.toString() }),
    settle: async () => { await ran.along?.keep(); },
    stop: async () => {
      await bank.stop();
      server.close();
      server.closeAllConnections();
      await town.stop();
    },
  };
}
