import path from "node:path";
import { z } from "zod";
import { wordsOf } from "../../kernel/refusal.js";
import { must, type Result } from "../../kernel/result.js";
import { getJson, post, postJson, refusalOf, send } from "../client.js";
import { personFrom, signerOf, type Person } from "../person.js";
import { run } from "../program.js";
import { EXIT } from "../verb.js";
import type { DemoExchange } from "./exchange.js";

const ANSWER = z.record(z.string(), z.json());
type Answer = z.infer<typeof ANSWER>;
const SAID = z.object({ ok: z.boolean(), result: z.json().optional(), code: z.string().optional(), zh: z.string().optional() });
const CLOCK = "/api/v1/rehearsal/clock";

/** What one command of the tool answered. */
export type Told = { readonly code: string | null; readonly zh: string; readonly result: Answer };

/** Where the demo plays: its exchange, its people, and its own folder. */
export type Stage = {
  readonly folder: string;
  /** The file that tells where the town’s bank is steered from. */
  readonly bank: string;
  /** Says a line with the rehearsal clock before it. */
  readonly say: (line: string) => void;
  /** Runs the real command-line tool; throws where it does not end as expected. @param exit the exit code that is expected */
  readonly daylight: (actor: string, args: readonly string[], exit?: number) => Promise<Told>;
  readonly person: (actor: string) => Promise<Person>;
  readonly get: (actor: string, path: string) => Promise<Answer>;
  readonly post: (actor: string, path: string, body?: unknown) => Promise<Answer>;
  readonly put: (actor: string, path: string, body: unknown) => Promise<Answer>;
  /** Moves the rehearsal clock, which stays where it is put. */
  readonly until: (time: string) => Promise<void>;
  readonly sign: (actor: string) => ReturnType<typeof signerOf>;
};

/** Opens the stage on a running exchange. @param out where lines go */
export function openStage(exchange: DemoExchange, folder: string, out: (line: string) => void): Stage {
  const people = new Map<string, Promise<Result<Person>>>();
  const person = async (actor: string): Promise<Person> => {
    const known = people.get(actor) ?? personFrom({ url: exchange.url, actors: exchange.actors, as: actor });
    people.set(actor, known);
    return must(await known);
  };
  let now = "2026-01-05T09:00:00";
  const clientOf = async (actor: string) => (await person(actor)).client;
  return {
    folder, person, bank: exchange.bank,
    say: (line) => { out(`${now.slice(0, 10)} ${now.slice(11, 19)}  ${line}`); },
    daylight: (actor, args, exit = EXIT.ok) => daylight(exchange, actor, args, exit),
    get: async (actor, where) => done(where, await getJson(await clientOf(actor), where, ANSWER)),
    post: async (actor, where, body) => done(where, body === undefined ? await post(await clientOf(actor), where, ANSWER) : await postJson(await clientOf(actor), where, body, ANSWER)),
    put: async (actor, where, body) => done(where, await put(await person(actor), where, body)),
    until: async (time) => {
      done(CLOCK, await postJson(await clientOf("admin-1"), CLOCK, { advanceTo: time, hold: true }, ANSWER));
      now = time;
    },
    sign: async (actor) => signerOf(await person(actor)),
  };
}

/** A demo goes on only as its script says: anything else ends it, with the exchange's own words. */
function done<Value>(where: string, result: Result<Value>): Value {
  if (result.ok) return result.value;
  throw new Error(`${where}: ${wordsOf(result.refusal, "zh")} [${result.refusal.code}]`);
}

async function put({ client }: Person, where: string, body: unknown): Promise<Result<Answer>> {
  const isFile = body instanceof Uint8Array;
  const answer = await send(client, { method: "PUT", path: where, headers: { "content-type": isFile ? "application/octet-stream" : "application/json" }, body: isFile ? body : JSON.stringify(body) });
  return answer.ok ? { ok: true, value: ANSWER.parse(await answer.json()) } : refusalOf(answer);
}

/** One command line of the real program, as `npx daylight` runs it. */
async function daylight({ url, actors }: DemoExchange, actor: string, args: readonly string[], wanted: number): Promise<Told> {
  const lines: string[] = [];
  const keep = (line: string): void => { lines.push(line); };
  const exit = await run([...args, "--url", url, "--actors", actors, "--as", actor, "--json"], { out: keep, err: keep });
  const text = lines.join("\n");
  if (exit !== wanted) throw new Error(`daylight ${args.map((each) => path.basename(each)).join(" ")}: ${String(exit)}\n${text}`);
  const { code = null, zh = "", result = {} } = SAID.parse(JSON.parse(text));
  return { code, zh, result: ANSWER.parse(result) };
}
