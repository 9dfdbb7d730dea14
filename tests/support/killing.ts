import { spawn } from "node:child_process";
import { once } from "node:events";
import { expect } from "vitest";
import { buried } from "./dying-world.js";
import type { TestTown } from "./town.js";

/** More statements than any use case takes that is killed here. */
const STATEMENTS_MAX = 120;

/** Runs a program that dies by SIGKILL before some statement of its own, or comes through without a word. @returns whether it was killed */
export async function killed({ database }: Pick<TestTown, "database">, program: string, args: readonly string[]): Promise<boolean> {
  const child = spawn(process.execPath, [program, ...args], { stdio: ["ignore", "inherit", "pipe"] });
  let complaint = "";
  child.stderr.setEncoding("utf8").on("data", (more: string) => { complaint += more; });
  const [code, signal] = (await once(child, "close")) as [number | null, string | null];
  expect([code, signal, complaint]).toEqual(signal === null ? [0, null, ""] : [null, "SIGKILL", ""]);
  await buried(database.as("owner"));
  return signal !== null;
}

/** Kills before the first statement, the second and so on until one comes through; each leaves all as it was. @returns how many killed it */
export async function killedThroughout(kill: (n: number) => Promise<boolean>, stands: () => Promise<unknown>): Promise<number> {
  const before = await stands();
  for (let n = 1; n < STATEMENTS_MAX; n += 1) {
    if (!await kill(n)) return n - 1;
    expect(await stands(), `before statement ${String(n)}`).toEqual(before);
  }
  throw new RangeError("it takes more statements than a test kills");
}
