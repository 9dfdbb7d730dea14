import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { freePort } from "../../free-port.js";
import type { Rehearsal } from "./acting.js";

const ROOT = path.resolve(import.meta.dirname, "../../..");
const READY = /Daylight is ready: (http:\/\/\S+)/;
const READY_MS_MAX = 90_000;
/** A rehearsal exchange of the demo's own, in a process of its own; `stop` leaves nothing behind. */
export type DemoExchange = Rehearsal & { readonly stop: () => Promise<void> };

/** Starts an exchange as `npm start` does, on any free port and an empty folder, its clock at `start`. @throws {Error} with what it said when it does not come up */
export async function startExchange(start: string): Promise<DemoExchange> {
  // Not any port: what it prints on papers is the address it was founded at.
  const port = await freePort();
  const data = await mkdtemp(path.join(tmpdir(), "daylight-demo-"));
  const child = spawn(process.execPath, [path.join(ROOT, "scripts", "start.mjs")], {
    cwd: ROOT, stdio: ["ignore", "pipe", "pipe", "ipc"],
    env: { ...process.env, PORT: String(port), HOST: "127.0.0.1", DAYLIGHT_DATA: data, DAYLIGHT_MODE: "rehearsal", DAYLIGHT_REHEARSAL_START: start, LOG_LEVEL: process.env["LOG_LEVEL"] ?? "error", DATABASE_URL: "", REDIS_URL: "", BLOB_URL: "" },
  });
  const stop = async (): Promise<void> => {
    const ended = child.exitCode === null && child.signalCode === null ? once(child, "exit") : null;
    child.kill("SIGTERM");
    await ended;
    await rm(data, { recursive: true, force: true });
  };
  let said = "";
  const ready = new Promise<string>((resolve, reject) => {
    const hear = (chunk: Buffer): void => {
      said = `${said}${chunk.toString()}`.slice(-20_000);
      const [, url] = READY.exec(said) ?? [];
      if (url !== undefined) resolve(url);
    };
    child.stdout?.on("data", hear);
    child.stderr?.on("data", (chunk: Buffer) => { process.stderr.write(chunk); hear(chunk); });
    child.once("exit", () => { reject(new Error(`交易平台没有启动 The exchange did not start:\n${said}`)); });
    setTimeout(() => { reject(new Error(`交易平台 ${String(READY_MS_MAX / 1_000)} 秒内没有就绪 The exchange was not ready in time`)); }, READY_MS_MAX).unref();
  });
  try {
    return { url: await ready, actors: path.join(data, "rehearsal", "actors.json"), bank: path.join(data, "rehearsal", "bank.json"), startsAt: start, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
