import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import path from "node:path";
import { vi } from "vitest";

const ROOT = path.resolve(import.meta.dirname, "../..");
/** How the terminal's prompts mark the one that is asked now. */
const ASKED = "◆";

/** Somebody at a terminal: util-linux's `script` gives the command a real one, and keeps all that stood on it. */
export type Typist = {
  /** Waits until this is asked, then types. */
  readonly answer: (asked: string, typed: string) => Promise<void>;
  /** Waits until the screen, since the last answer, shows this. @returns what it captures */
  readonly see: (pattern: RegExp) => Promise<string>;
  /** Waits for the command's end. @returns its exit code */
  readonly end: () => Promise<number | null>;
  /** All that stood on the screen. */
  readonly screen: () => string;
  readonly kill: () => void;
};

/** Runs `daylight` at a terminal of its own. @param file where `script` keeps what stood on it */
export function atTerminal(file: string, args: readonly string[]): Typist {
  const command = [process.execPath, path.join(ROOT, "scripts/daylight.mjs"), ...args].map((each) => `'${each.replaceAll("'", "'\\''")}'`).join(" ");
  const child: ChildProcess = spawn("script", ["--quiet", "--return", "--flush", "--echo", "always", "--command", `stty rows 40 cols 120; exec ${command}`, file], { stdio: ["pipe", "pipe", "pipe"], env: { ...process.env, TERM: "xterm-256color", LANG: "C.UTF-8", LC_ALL: "C.UTF-8" } });
  let said = "";
  let read = 0;
  for (const stream of [child.stdout, child.stderr]) stream?.setEncoding("utf8").on("data", (chunk: string) => { said += chunk; });
  const ended = once(child, "close");
  // Colours and moves of the cursor are no words.
  const since = (): string => said.slice(read).replace(/\u001b\[[0-9;?]*[A-Za-z]/g, "");
  const until = (shown: () => boolean): Promise<void> => vi.waitFor(() => { if (!shown()) throw new Error(`the terminal shows:\n${since()}`); }, { timeout: 20_000, interval: 20 });
  return {
    answer: async (asked, typed) => {
      await until(() => since().includes(`${ASKED}  ${asked}`));
      read = said.length;
      child.stdin?.write(`${typed}\r`);
    },
    see: async (pattern) => {
      await until(() => pattern.test(since()));
      return pattern.exec(since())?.[1] ?? "";
    },
    end: async () => { await ended; return child.exitCode; },
    screen: () => readFileSync(file, "utf8"), kill: () => { child.kill("SIGKILL"); },
  };
}
