import { randomBytes } from "node:crypto";
import { expect } from "vitest";
import { fromBase64 } from "../../src/kernel/bytes.js";
import { must } from "../../src/kernel/result.js";
import { blindedOf, finishTickets, prepareTickets, type Ticket } from "../../src/questions/tickets.js";
import type { Answer, TestTown } from "./town.js";

const random = (count: number): Uint8Array => Uint8Array.from(randomBytes(count));

/** Takes a batch of tickets as a firm's own tool does. */
export async function ticketsFor(town: TestTown, actor: string, tender: string): Promise<Ticket[]> {
  const { key, exchange } = (await town.done(actor, "GET", `/api/v1/tenders/${tender}/question-key`)) as { key: string; exchange: string };
  const pending = must(prepareTickets({ exchange, tender }, fromBase64(key), random));
  const { signed } = (await town.done(actor, "POST", `/api/v1/tenders/${tender}/question-tickets`, { blinded: blindedOf(pending) })) as { signed: string[] };
  return [...must(finishTickets(pending, signed.map(fromBase64)))];
}

/** Puts a question as nobody. */
export const put = (town: TestTown, tender: string, { ticket, signature }: Pick<Ticket, "ticket" | "signature">, text: string, over: Record<string, unknown> = {}): Promise<Answer> =>
  town.ask(null, "POST", `/api/v1/tenders/${tender}/questions`, { about: "documents", text, ticket, signature, ...over });

/** The same, demanding a receipt; the question's hash. */
export async function asked(town: TestTown, tender: string, ticket: Ticket, text: string): Promise<string> {
  const { status, json } = await put(town, tender, ticket, text);
  expect(status, JSON.stringify(json)).toBe(201);
  return String(json["question"]);
}
