import { spawn, type ChildProcess } from "node:child_process";
import path from "node:path";

const ROOT = path.resolve(import.meta.dirname, "..");
const READY = /Daylight is ready: (http:\/\/\S+)/;

/** Starts Daylight as `npm start` does, on a folder of its own and any free port. */
export const startDaylight = (folder: string): ChildProcess =>
  spawn(process.execPath, ["scripts/start.mjs"], { cwd: ROOT, stdio: ["ignore", "pipe", "inherit"], env: { ...process.env, PORT: "0", DAYLIGHT_DATA: folder, LOG_LEVEL: "error" } });

/** Its address, once it says that it is ready. @throws {RangeError} if it ends before */
export function readyUrl(child: ChildProcess): Promise<string> {
  let said = "";
  return new Promise((resolve, reject) => {
    child.stdout?.on("data", (chunk: Buffer) => {
      said += chunk.toString();
      const url = READY.exec(said)?.[1];
      if (url !== undefined) resolve(url);
    });
    child.once("exit", (code) => { reject(new RangeError(`Daylight ended with ${String(code)}: ${said}`)); });
  });
}
