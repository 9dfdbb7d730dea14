import { spawn, spawnSync, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { chmodSync, chownSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, afterEach, beforeAll, expect, test, vi } from "vitest";

const ROOT = path.resolve(import.meta.dirname, "../..");
const READY = /Daylight is ready: (http:\/\/\S+)/;
const PATIENCE = { timeout: 180_000, interval: 100 };

let folder: string;
const running = new Set<ChildProcess>();
beforeAll(() => { folder = mkdtempSync(path.join(tmpdir(), "daylight-start-")); }); // mode 0700
afterEach(async () => { for (const child of running) await end(child, "SIGTERM"); });
afterAll(() => { rmSync(folder, { recursive: true, force: true }); });

type Started = { child: ChildProcess; said: () => string };
/** Starts Daylight in a process group of its own; every answer is what a person would see. */
function start(environment: Record<string, string> = {}, command = [process.execPath, "scripts/start.mjs"]): Started {
  const [file = "", ...args] = command;
  const child = spawn(file, args, { cwd: ROOT, detached: true, stdio: ["ignore", "pipe", "pipe"], env: { ...process.env, PORT: "0", DAYLIGHT_DATA: folder, LOG_LEVEL: "silent", ...environment } });
  running.add(child);
  let text = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk: Buffer) => { text += chunk.toString(); });
  return { child, said: () => text };
}
async function ready({ child, said }: Started): Promise<string> {
  await vi.waitFor(() => { expect(READY.test(said()) || child.exitCode !== null, said()).toBe(true); }, PATIENCE);
  const [, url] = READY.exec(said()) ?? [];
  if (url === undefined) throw new Error(said());
  return url;
}
async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  running.delete(child);
  if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return;
  const ended = once(child, "exit");
  process.kill(-child.pid, signal);
  await ended;
}
async function refused(environment: Record<string, string>): Promise<string[]> {
  const { child, said } = start(environment);
  const [code] = (await once(child, "close")) as [number];
  running.delete(child);
  expect(code).toBe(1);
  return said().trim().split("\n");
}
const status = (url: string): Promise<number> => fetch(`${url}/readyz`).then((answer) => answer.status, () => 0);
const postgres = (): number => Number(readFileSync(path.join(folder, "postgres/postmaster.pid"), "utf8").split("\n")[0]);

test("npm start says where it is once it is ready, with sales in several stages, a centre that is looked after and its clock on the first day; a second one on the same folder is refused", { timeout: 240_000 }, async () => {
  const first = start({}, ["npm", "start"]);
  const url = await ready(first);
  expect(await status(url)).toBe(200);
  const { sales } = (await (await fetch(`${url}/api/v1/sales`)).json()) as { readonly sales: readonly { readonly sale: string; readonly line: string; readonly lots: readonly { readonly stage: string }[] }[] };
  expect(sales.map(({ line, lots: [lot] }) => [line, lot?.stage])).toEqual([["land", "noticed"], ["land", "contest"], ["property", "closed"]]);
  expect((await fetch(`${url}/api/v1/sales/${sales[2]?.sale ?? ""}/bundle`)).headers.get("content-type")).toBe("application/zip");
  const { figures } = (await (await fetch(`${url}/api/v1/figures?from=2025-01&until=2025-12`)).json()) as { readonly figures: readonly { readonly id: string; readonly value: string | null }[] };
  expect(figures.slice(0, 3).map(({ id, value }) => [id, value])).toEqual([["cases", "270"], ["fees", "0.00"], ["on-time", "100"]]);
  const { policies } = (await (await fetch(`${url}/api/v1/centre`)).json()) as { readonly policies: { readonly halls: readonly { readonly hall: string; readonly isUniform: boolean }[] } };
  expect(policies.halls.filter(({ isUniform }) => !isUniform).map(({ hall }) => hall), "every hall works by the four policies but the one that is elsewhere").toEqual(["treasury-hall"]);
  expect((await (await fetch(`${url}/api/v1/hand-overs`)).json()) as object).toMatchObject({ figures: { units: 15, singleSection: 8, movedWhole: 5, seals: 10 } });
  expect(await (await fetch(`${url}/api/v1/rehearsal/clock`)).json()).toMatchObject({ held: false, now: expect.stringMatching(/^2026-01-05T09:/) as string });
  const words = await refused({});
  expect(words).toHaveLength(1);
  expect(words[0]).toContain("is in use");
});

test.each([["PORT", "http"], ["DAYLIGHT_MODE", "practice"], ["DATABASE_URL", "mysql://h.example/d"], ["LOG_LEVEL", "loud"]])("a wrong %s stops the start with one line that names it", async (name, value) => {
  const words = await refused({ [name]: value });
  expect(words).toHaveLength(1);
  expect(words[0]).toMatch(new RegExp(`^Daylight did not start: ${name} must be `));
});

test("a rehearsal's database does not start as the real thing", async () => {
  expect((await refused({ DAYLIGHT_MODE: "live" })).at(-1)).toContain("this database was made in rehearsal mode");
});

test("after kill -9 of Postgres it is ready again by itself", async () => {
  const url = await ready(start());
  const before = postgres();
  process.kill(before, "SIGKILL");
  await vi.waitFor(() => { expect(existsSync(path.join(folder, "postgres/postmaster.pid")) && postgres()).not.toBe(before); }, PATIENCE);
  await vi.waitFor(async () => { expect(await status(url)).toBe(200); }, PATIENCE);
});

test("after kill -9 of Node it starts again at once", async () => {
  const first = start();
  await ready(first);
  first.child.kill("SIGKILL");
  expect(await status(await ready(start()))).toBe(200);
});

test("after kill -9 of both it starts again at once", async () => {
  const first = start();
  await ready(first);
  process.kill(postgres(), "SIGKILL");
  first.child.kill("SIGKILL");
  expect(await status(await ready(start()))).toBe(200);
});

test("a port that is taken is one line", async () => {
  const taken = createServer().listen(0, "127.0.0.1");
  await once(taken, "listening");
  const { port } = taken.address() as AddressInfo;
  const words = await refused({ PORT: String(port) });
  taken.close();
  expect(words.at(-1)).toBe(`Daylight did not start: PORT ${String(port)} on 127.0.0.1 cannot be used: EADDRINUSE`);
});

test("DATABASE_URL leads to Debian's PostgreSQL 15", async () => {
  const bin = "/usr/lib/postgresql/15/bin";
  if (!existsSync(bin)) throw new Error("PostgreSQL 15 is missing: apt-get install postgresql-15");
  const home = mkdtempSync(path.join(tmpdir(), "daylight-pg15-"));
  const data = path.join(home, "data");
  mkdirSync(data, { mode: 0o700 });
  const asRoot = process.getuid?.() === 0;
  const nobody = asRoot ? ["setpriv", "--reuid", "65534", "--regid", "65534", "--clear-groups", "--"] : [];
  if (asRoot) { chmodSync(home, 0o711); chownSync(data, 65_534, 65_534); }
  const [initdb = "", ...rest]: string[] = [...nobody, `${bin}/initdb`, "-D", data, "-U", "daylight", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync"];
  expect(spawnSync(initdb, rest, { encoding: "utf8" })).toMatchObject({ status: 0 });
  const probe = createServer().listen(0, "127.0.0.1");
  await once(probe, "listening");
  const { port } = probe.address() as AddressInfo;
  probe.close();
  const [file = "", ...args]: string[] = [...nobody, `${bin}/postgres`, "-D", data, "-p", String(port), "-c", "listen_addresses=127.0.0.1", "-c", "unix_socket_directories=", "-c", "fsync=off"];
  const server = spawn(file, args, { stdio: ["ignore", "ignore", "pipe"], detached: true });
  running.add(server);
  await new Promise<void>((done) => { server.stderr.on("data", (chunk: Buffer) => { if (chunk.includes("ready to accept connections")) done(); }); });
  const database = start({ DAYLIGHT_REHEARSAL_START: "2026-01-05T09:00:00+08:00", DATABASE_URL: `postgres://daylight@127.0.0.1:${String(port)}/postgres`, DAYLIGHT_DATA: path.join(home, "own") });
  expect(await status(await ready(database))).toBe(200);
  expect(existsSync(path.join(home, "own/postgres"))).toBe(false);
  await end(database.child, "SIGTERM");
  await end(server, "SIGINT");
  rmSync(home, { recursive: true, force: true });
});
