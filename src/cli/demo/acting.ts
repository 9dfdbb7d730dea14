import { z } from "zod";
import { wordsOf, type Refusal } from "../../kernel/refusal.js";
import { must, type Result } from "../../kernel/result.js";
import { getJson, post, postJson, refusalOf, send, type Client } from "../client.js";
import { personFrom, type Person } from "../person.js";

const ANSWER = z.record(z.string(), z.json());
export type Answer = z.infer<typeof ANSWER>;
const CLOCK = "/api/v1/rehearsal/clock";

/** A running rehearsal: its address, its actors' file, the file that tells where the town's bank is steered from, and the instant its clock begins at. */
export type Rehearsal = { readonly url: string; readonly actors: string; readonly bank: string; readonly startsAt: string };

/** People of a rehearsal as they act over HTTP, each by a token and key of his own. Whatever does not go as the script says ends it. */
export type Acting = {
  /** The file that tells where the town’s bank is steered from. */
  readonly bank: string;
  /** Says a line with the rehearsal clock before it. */
  readonly say: (line: string) => void;
  readonly person: (actor: string) => Promise<Person>;
  readonly get: (actor: string, path: string) => Promise<Answer>;
  readonly post: (actor: string, path: string, body?: unknown) => Promise<Answer>;
  readonly put: (actor: string, path: string, body: unknown) => Promise<Answer>;
  /** Posts what the exchange is to refuse. @returns why it did @throws {Error} where it did not */
  readonly refused: (actor: string, path: string, body?: unknown) => Promise<Refusal>;
  /** Moves the rehearsal clock, which stays where it is put. */
  readonly until: (time: string) => Promise<void>;
};

/** @param out where lines go */
export function actIn(rehearsal: Rehearsal, out: (line: string) => void): Acting {
  const people = new Map<string, Promise<Result<Person>>>();
  const person = async (actor: string): Promise<Person> => {
    const known = people.get(actor) ?? personFrom({ url: rehearsal.url, actors: rehearsal.actors, as: actor });
    people.set(actor, known);
    return must(await known);
  };
  let now = rehearsal.startsAt;
  const clientOf = async (actor: string) => (await person(actor)).client;
  return {
    person, bank: rehearsal.bank,
    say: (line) => { out(`${now.slice(0, 10)} ${now.slice(11, 19)}  ${line}`); },
    get: async (actor, where) => done(where, await getJson(await clientOf(actor), where, ANSWER)),
    post: async (actor, where, body) => done(where, await asked(await clientOf(actor), where, body)),
    put: async (actor, where, body) => done(where, await put(await person(actor), where, body)),
    refused: async (actor, where, body) => {
      const answer = await asked(await clientOf(actor), where, body);
      if (answer.ok) throw new Error(`${where}: 本应拒绝 It should have been refused`);
      return answer.refusal;
    },
    until: async (time) => {
      done(CLOCK, await postJson(await clientOf("admin-1"), CLOCK, { advanceTo: time, hold: true }, ANSWER));
      now = time;
    },
  };
}

const asked = (client: Client, where: string, body: unknown): Promise<Result<Answer>> => (body === undefined ? post(client, where, ANSWER) : postJson(client, where, body, ANSWER));

/** A script goes on only as it says: anything else ends it, with the exchange's own words. */
function done<Value>(where: string, result: Result<Value>): Value {
  if (result.ok) return result.value;
  throw new Error(`${where}: ${wordsOf(result.refusal, "zh")} [${result.refusal.code}]`);
}

async function put({ client }: Person, where: string, body: unknown): Promise<Result<Answer>> {
  const isFile = body instanceof Uint8Array;
  const answer = await send(client, { method: "PUT", path: where, headers: { "content-type": isFile ? "application/octet-stream" : "application/json" }, body: isFile ? body : JSON.stringify(body) });
  return answer.ok ? { ok: true, value: ANSWER.parse(await answer.json()) } : refusalOf(answer);
}
