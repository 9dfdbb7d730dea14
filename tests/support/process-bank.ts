import { createAdaptorServer } from "@hono/node-server";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import path from "node:path";
import { expect } from "vitest";
import { openMoney, type OpenMoney } from "../../src/banks.js";
import { readConfig } from "../../src/config.js";
import { rfc3339 } from "../../src/kernel/time.js";
import { MONEY_FLOWS } from "../../src/money-flows.js";
import { firmAccount } from "../../src/rehearsal/bank/accounts.js";
import { testTown, type TestTown } from "./town.js";

/** What the rehearsal's bank says of itself. Amounts are fen as text. */
export type BankState = { readonly houses: Record<string, string>; readonly firms: Record<string, { readonly name: string; readonly amount: string }>; readonly orders: Record<string, string>; readonly drawn: string; readonly untold: number };
export type Control = { readonly status: number; readonly done: string };

/** The control endpoint of a rehearsal's bank, by the file that says where it is: read each time, since a bank that was killed is another one. */
export function controlOf(folder: string): { readonly ask: (what: string, body: unknown) => Promise<Control>; readonly state: () => Promise<BankState> } {
  const call = async (what: string, init: RequestInit): Promise<Response> => {
    const { url, token } = JSON.parse(readFileSync(path.join(folder, "rehearsal", "bank.json"), "utf8")) as { readonly url: string; readonly token: string };
    return fetch(`${url}/control/${what}`, { ...init, headers: { authorization: `Bearer ${token}` } });
  };
  return {
    ask: async (what, body) => { const answer = await call(what, { method: "POST", body: JSON.stringify(body) }); return { status: answer.status, done: ((await answer.json()) as { done?: string }).done ?? "" }; },
    state: async () => (await call("state", { method: "GET" })).json() as Promise<BankState>,
  };
}

/** A town that listens, with its own bank as a process beside it: what passes between them passes over HTTP, signed both ways. */
export type TownWithBank = {
  readonly town: TestTown; readonly state: () => Promise<BankState>;
  /** Asks the bank to do something, demanding success. @returns its number of it */ readonly bank: (what: string, body: unknown) => Promise<string>;
  /** A firm of the town pays from its basic account; told at once. @param to a number, or an account itself @returns the bank's number of it */
  readonly pays: (uscc: string, to: string, fen: bigint, over?: { readonly currency?: string; readonly words?: string }) => Promise<string>;
  /** Orders that are due are sent, the bank does and tells what is due now. */ readonly settle: () => Promise<void>;
  readonly stop: () => Promise<void>;
};

/** @param start where the held clock begins */
export async function townWithBank(start: string): Promise<TownWithBank> {
  const opened: { money: OpenMoney | null } = { money: null };
  const town = await testTown(start, process.env["TOWN_LOG"] ?? "error", null, {
    bankDoor: { keyOf: (bank) => opened.money?.door.keyOf(bank) ?? null, flows: MONEY_FLOWS },
    alongside: { next: async (after) => await opened.money?.alongside?.next(after) ?? null, keep: async () => { await opened.money?.alongside?.keep(); } },
  });
  const server = createAdaptorServer({ fetch: town.app.fetch }) as Server;
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const money = await openMoney(readConfig({ DAYLIGHT_DATA: town.folder }), town, () => `http://127.0.0.1:${String((server.address() as AddressInfo).port)}/api/v1/bank/events`);
  opened.money = money;
  const settle = () => town.advance(rfc3339(town.world.clock()));
  await settle();
  const control = controlOf(town.folder);
  const bank: TownWithBank["bank"] = async (what, body) => {
    const { status, done } = await control.ask(what, body);
    expect(status, `${what} ${JSON.stringify(body)}`).toBe(200);
    return done;
  };
  return {
    town, state: control.state, bank, settle, pays: (uscc, to, fen, over = {}) => bank("transfers", { from: firmAccount(uscc), to, amount: fen.toString(), ...over }),
    stop: async () => {
      await money.stop();
      server.close();
      server.closeAllConnections();
      await town.stop();
    },
  };
}
