import { execFileSync, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { startEmbeddedPostgres } from "../../src/db/embedded-postgres.js";
import { beside, figure, seconds, type Figure } from "../figure.js";
import { readyUrl, startDaylight } from "../daylight-process.js";
import { workFolder } from "../town.js";

const ROUNDS = 3;
/** Its timers have turned a few times by then and the garbage of the start is gone or stays. */
const IDLE_MS = 5_000;

/** From the command to “Daylight is ready”, packages installed: on an empty data folder and on one it has used; beside Postgres alone. */
export async function measure(): Promise<Figure[]> {
  const memory: number[] = [];
  let folder = workFolder("start");
  let bare = workFolder("start-postgres");
  const fresh = (): void => {
    folder.remove();
    bare.remove();
    [folder, bare] = [workFolder("start"), workFolder("start-postgres")];
  };
  const postgres = async (): Promise<number> => {
    let stop: () => Promise<void> = () => Promise.resolve();
    const taken = await seconds(async () => { stop = (await startEmbeddedPostgres({ folder: bare.path })).stop; });
    await stop();
    return taken;
  };
  const times = await beside(ROUNDS, {
    coldPostgres: () => { fresh(); return postgres(); },
    cold: () => startOnce(folder.path),
    warmPostgres: postgres,
    warm: () => startOnce(folder.path, memory),
  });
  folder.remove();
  bare.remove();
  return [
    figure({ name: "cold start to ready, packages installed", value: times.cold, unit: "s", limit: { name: "initdb and Postgres alone", value: times.coldPostgres }, goal: 8, better: "lower" }),
    figure({ name: "warm start to ready", value: times.warm, unit: "s", limit: { name: "Postgres alone", value: times.warmPostgres }, goal: 3, better: "lower" }),
    figure({ name: "idle memory of Node (RSS)", value: Math.max(...memory), unit: "MB", goal: 250, better: "lower" }),
  ];
}

/** Starts, waits until ready, and stops. @param memory takes the resident megabytes of its Node when idle */
async function startOnce(folder: string, memory?: number[]): Promise<number> {
  let child: ChildProcess | undefined;
  const taken = await seconds(async () => {
    child = startDaylight(folder);
    await readyUrl(child);
  });
  if (child === undefined) throw new RangeError("nothing was started");
  if (memory !== undefined) {
    await once(AbortSignal.timeout(IDLE_MS), "abort");
    memory.push(residentMb(child));
  }
  const ended = once(child, "exit");
  child.kill("SIGTERM");
  await ended;
  return taken;
}

/** Resident memory of the process that serves: the one we started, or the newer Node it handed over to. */
function residentMb({ pid }: ChildProcess): number {
  const rows = execFileSync("ps", ["-o", "pid=,ppid=,rss=,comm=", "-A"], { encoding: "utf8" }).trim().split("\n").map((row) => row.trim().split(/\s+/));
  const mine = rows.filter(([own, parent, , ...name]) => own === String(pid) || (parent === String(pid) && /node|MainThread/.test(name.join(" "))));
  return Math.max(...mine.map(([, , kib]) => Number(kib))) * 1_024 / 1e6;
}
