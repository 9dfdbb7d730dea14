import path from "node:path";
import { z } from "zod";
import { signerOf } from "../person.js";
import { run } from "../program.js";
import { EXIT } from "../verb.js";
import { actIn, type Acting, type Answer } from "./acting.js";
import type { DemoExchange } from "./exchange.js";

const SAID = z.object({ ok: z.boolean(), result: z.record(z.string(), z.json()).optional(), code: z.string().optional(), zh: z.string().optional() });

/** What one command of the tool answered. */
export type Told = { readonly code: string | null; readonly zh: string; readonly result: Answer };

/** Where the demo plays: its exchange, its people, and its own folder. */
export type Stage = Acting & {
  readonly folder: string;
  /** Runs the real command-line tool; throws where it does not end as expected. @param exit the exit code that is expected */
  readonly daylight: (actor: string, args: readonly string[], exit?: number) => Promise<Told>;
  readonly sign: (actor: string) => ReturnType<typeof signerOf>;
};

/** Opens the stage on a running exchange. @param out where lines go */
export function openStage(exchange: DemoExchange, folder: string, out: (line: string) => void): Stage {
  const acting = actIn(exchange, out);
  return {
    ...acting, folder,
    daylight: (actor, args, exit = EXIT.ok) => daylight(exchange, actor, args, exit),
    sign: async (actor) => signerOf(await acting.person(actor)),
  };
}

/** One command line of the real program, as `npx daylight` runs it. */
async function daylight({ url, actors }: DemoExchange, actor: string, args: readonly string[], wanted: number): Promise<Told> {
  const lines: string[] = [];
  const keep = (line: string): void => { lines.push(line); };
  const exit = await run([...args, "--url", url, "--actors", actors, "--as", actor, "--json"], { out: keep, err: keep });
  const text = lines.join("\n");
  if (exit !== wanted) throw new Error(`daylight ${args.map((each) => path.basename(each)).join(" ")}: ${String(exit)}\n${text}`);
  const { code = null, zh = "", result = {} } = SAID.parse(JSON.parse(text));
  return { code, zh, result };
}
