import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import type { ActorLine } from "../../../src/rehearsal/town.js";
import { must } from "../../../src/kernel/result.js";
import type { Signer } from "../../../src/signing/cms-sign.js";
import { signerFromPem } from "../../../src/signing/key-file.js";
import { testDatabase, type TestDatabase } from "../database.js";
import { controlOf, type BankState } from "../process-bank.js";
import { askSigning, byCertificate } from "../step-up.js";
import type { Answer, TestTown } from "../town.js";

const ROOT = path.resolve(import.meta.dirname, "../../..");
const READY = /Daylight is ready: (http:\/\/\S+)/;
/** Nobody waits longer for an answer, in ms: who is killed while he listens may never hear that the other end is gone. */
const PATIENCE_MS = 60_000;
const LOOK_MS = 25;

/** A city in processes of its own: the exchange, and its bank beside it. Both can be killed. */
export type City = {
  /** What tests do in a town, over HTTP. */ readonly town: TestTown; readonly database: TestDatabase; readonly folder: string;
  /** Asks as an actor, signing where it is wanted; null where nobody answered: then nobody knows whether it was done. */ readonly act: (actor: string | null, method: string, url: string, body?: unknown) => Promise<Answer | null>;
  /** Asks the bank to do something; null where it did not answer, "" where it would not. */ readonly bank: (what: string, body: unknown) => Promise<string | null>;
  readonly state: () => Promise<BankState>;
  readonly advance: (to: string) => Promise<void>;
  readonly kill: (which: "exchange" | "bank") => Promise<void>;
  /** What the exchange said of errors. */ readonly errors: readonly string[];
  readonly stop: () => Promise<void>;
};

type Running = { child: ChildProcess; url: string };
type BankFile = { readonly pid: number; readonly url: string };

/** Founds the city and waits until exchange and bank answer. @param start where its held clock begins */
export async function foundCity(start: string): Promise<City> {
  const [database, folder] = [await testDatabase(), mkdtempSync(path.join(tmpdir(), "daylight-month-"))];
  const errors: string[] = [];
  const running: Running = await started({ database, folder, start, errors });
  const control = controlOf(folder);
  const isUp = (): Promise<boolean> => control.state().then(() => true, () => false);
  const bankUp = async (): Promise<void> => { while (!await isUp()) await pause(LOOK_MS); };
  await bankUp();
  const { act, actors, signer } = actingIn(folder, () => running.url);
  const kill: City["kill"] = async (which) => {
    const bank = bankOf(folder);
    if (which === "bank") {
      process.kill(bank.pid, "SIGKILL");
      while (bankOf(folder).pid === bank.pid) await pause(LOOK_MS);
      return bankUp();
    }
    running.child.kill("SIGKILL");
    await once(running.child, "exit");
    while (isAlive(bank.pid)) await pause(LOOK_MS);
    Object.assign(running, await started({ database, folder, start, errors }));
    while (bankOf(folder).pid === bank.pid) await pause(LOOK_MS);
    return bankUp();
  };
  const town = await facade(act, actors, signer, database);
  return {
    town, database, folder, act, errors, state: control.state, kill,
    bank: async (what, body) => { const { status, done } = await control.ask(what, body).catch(() => ({ status: 0, done: "" })); return status === 0 ? null : status === 200 ? done : ""; },
    advance: (to) => moved(act, to, errors),
    stop: async () => {
      running.child.kill("SIGTERM");
      if (running.child.exitCode === null) await once(running.child, "exit");
      await database.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Moves the clock, over whatever restarts come between. @throws {RangeError} where the exchange cannot */
async function moved(act: City["act"], to: string, errors: readonly string[]): Promise<void> {
  for (;;) {
    const answer = await act("admin-1", "POST", "/api/v1/rehearsal/clock", { advanceTo: to, hold: true });
    if (answer?.status === 200 || answer?.json["code"] === "clock-backwards") return;
    if (answer !== null && answer.status >= 500) throw new RangeError(`the clock does not move to ${to}: ${errors.slice(-2).join(" ").slice(0, 1_500)}`);
    await pause(LOOK_MS);
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
const bankFile = (folder: string): string => path.join(folder, "rehearsal", "bank.json");
/** Where the bank is now; while its file is being written it is nowhere. */
function bankOf(folder: string): BankFile {
  try {
    return JSON.parse(readFileSync(bankFile(folder), "utf8")) as BankFile;
  } catch {
    return { pid: 0, url: "" };
  }
}

type Founding = { readonly database: TestDatabase; readonly folder: string; readonly start: string; readonly errors: string[] };
async function started({ database, folder, start, errors }: Founding): Promise<Running> {
  const child = spawn(process.execPath, ["--import", "tsx", path.join(ROOT, "src/server.ts")], { cwd: ROOT, stdio: ["ignore", "pipe", "pipe", "ipc"], env: { ...process.env, PORT: "0", DATABASE_URL: database.url, DAYLIGHT_DATA: folder, DAYLIGHT_REHEARSAL_START: start, LOG_LEVEL: "error" } });
  let said = "";
  const hear = (chunk: Buffer): void => { const text = chunk.toString(); said += text; errors.push(...text.split("\n").filter((line) => line.startsWith("{"))); };
  child.stderr?.on("data", hear);
  const url = await new Promise<string>((resolve, reject) => {
    child.stdout?.on("data", (chunk: Buffer) => { hear(chunk); const found = READY.exec(said)?.[1]; if (found !== undefined) resolve(found); });
    child.once("exit", (code) => { reject(new RangeError(`the exchange ended with ${String(code)}: ${said.slice(-2_000)}`)); });
  });
  while (!existsSync(bankFile(folder))) await pause(LOOK_MS);
  return { child, url };
}

type Acting = { readonly act: City["act"]; readonly actors: readonly ActorLine[]; readonly signer: TestTown["signer"] };
function actingIn(folder: string, url: () => string): Acting {
  const read = (file: string): string => readFileSync(path.join(folder, "rehearsal", file), "utf8");
  const actors = JSON.parse(read("actors.json")) as ActorLine[];
  const signers = new Map<string, Promise<Signer>>();
  const lineOf = (id: string): ActorLine => { const line = actors.find((each) => each.id === id); if (line === undefined) throw new RangeError(`no actor ${id}`); return line; };
  const signer = (id: string): Promise<Signer> => { const known = signers.get(id) ?? signerFromPem(read(lineOf(id).certificateFile), read(lineOf(id).keyFile)).then(must); signers.set(id, known); return known; };
  const once = async (actor: string | null, method: string, path: string, body: unknown, headers: Record<string, string>): Promise<Answer> => {
    const answer = await fetch(new URL(path, url()), {
      method, signal: AbortSignal.timeout(PATIENCE_MS), headers: { ...(actor === null ? {} : { authorization: `Bearer ${lineOf(actor).token}` }), ...(body === undefined ? {} : { "content-type": "application/json" }), ...headers }, ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    return { status: answer.status, json: text.startsWith("{") ? (JSON.parse(text) as Record<string, unknown>) : { text } };
  };
  const act: City["act"] = (actor, method, path, body) =>
    (actor === null ? once(actor, method, path, body, {}) : askSigning((proof) => once(actor, method, path, body, proof), async (wanted) => byCertificate(wanted, await signer(actor)))).catch(() => null);
  return { act, actors, signer };
}

/** As much of a town as those helpers use that ask over HTTP. */
async function facade(act: City["act"], actors: readonly ActorLine[], signer: TestTown["signer"], database: TestDatabase): Promise<TestTown> {
  const { origin } = await database.db.selectFrom("exchanges").select("origin").executeTakeFirstOrThrow();
  const ask: TestTown["ask"] = async (actor, method, url, body) => { const answer = await act(actor, method, url, body); if (answer === null) throw new RangeError(`${url}: nobody answered`); return answer; };
  const done: TestTown["done"] = async (actor, method, url, body) => {
    const { status, json } = await ask(actor, method, url, body);
    if (status >= 300) throw new RangeError(`${method} ${url}: ${String(status)} ${JSON.stringify(json).slice(0, 400)}`);
    return json;
  };
  return { ask, done, actors, signer, world: { exchange: { origin } } } as unknown as TestTown;
}
