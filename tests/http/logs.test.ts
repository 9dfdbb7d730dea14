import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { Writable } from "node:stream";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { createApp } from "../../src/app.js";
import { openLog } from "../../src/log-lines.js";
import type { ActorLine } from "../../src/rehearsal/town.js";
import { choiceOf } from "../support/pages.js";
import { tenderWithResult } from "../support/whole-tender.js";
import { tenderBody } from "../support/works-tender.js";
import { testTown, type TestTown } from "../support/town.js";

let town: TestTown;
const lines: string[] = [];
const heard = new Writable({ write: (chunk: Buffer, _, done) => { lines.push(chunk.toString()); done(); } });
beforeAll(async () => { town = await testTown(undefined, "trace", null, { log: openLog("trace", heard) }); });
afterAll(async () => { await town.stop(); });

const PEM_BODY = /-----BEGIN [A-Z ]*PRIVATE KEY-----\s+(\S{40,})/;
/** What must stand in no line: tokens, private keys and what one could be recognised by. */
function secretsOf(folder: string, actors: readonly ActorLine[]): string[] {
  const key = ({ keyFile }: ActorLine): string => PEM_BODY.exec(readFileSync(path.join(folder, "rehearsal", keyFile), "utf8"))?.[1] ?? "";
  const own = ["log.key", "receipt.key"].map((name) => PEM_BODY.exec(readFileSync(path.join(folder, "keys", name), "utf8"))?.[1] ?? "");
  return [...actors.flatMap((actor) => [actor.token, key(actor)]), ...own].filter((each) => each !== "");
}

const PERSONAL = ["chen.yiming@mail.example", "11010519491231002X", "13912345678", "sesame"];

test("a whole tender, sign-ins, wrong requests and outages leave no token, cookie, key, address or number in the log or on stderr", async () => {
  const onStderr: string[] = [];
  const stderr = vi.spyOn(process.stderr, "write").mockImplementation((chunk) => { onStderr.push(String(chunk)); return true; });
  const cookies: string[] = [];
  try {
    await tenderWithResult(town);
    const { token } = town.actors[0] ?? { token: "" };
    const page = await (await town.app.request("/sign-in")).text();
    for (const actor of ["bidder-1", "tenderer-1"]) {
      const signed = await town.app.request("/sign-in", { method: "POST", headers: { "content-type": "application/x-www-form-urlencoded" }, body: new URLSearchParams({ actor: choiceOf(page, actor), next: "" }) });
      cookies.push(signed.headers.getSetCookie().find((each) => each.startsWith("daylight="))?.split(/[=;]/)[1] ?? "");
    }
    for (const url of [`/notices?token=${token}`, `/nothing/${token}`, "/api/v1/notices?q=chen.yiming@mail.example", "/v/13912345678", `/my?session=${cookies[0] ?? ""}`]) await town.app.request(url, { headers: { authorization: `Bearer ${token}`, cookie: `daylight=${cookies[0] ?? ""}` } });
    await town.ask("tenderer-1", "POST", "/api/v1/projects", { name: "chen.yiming@mail.example 11010519491231002X", approval: "13912345678", funds: "sesame", more: token });
    // Outages speak of what they had in hand.
    const broken = createApp({ ...town, world: { ...town.world, blobs: new Proxy(town.world.blobs, { get: () => () => Promise.reject(new Error(`s3://AKIA:sesame@h.example said no to ${token} for chen.yiming@mail.example 11010519491231002X`)) }) }, uploads: {} as never });
    await broken.request("/api/v1/policy-reports", { method: "POST", headers: { "content-type": "application/csp-report" }, body: JSON.stringify({ "csp-report": { "document-uri": `https://x.example/my?t=${token}`, "violated-directive": "script-src", "blocked-uri": `https://x.example/?${token}` } }) });
    const { project } = await town.done("tenderer-1", "POST", "/api/v1/projects", { name: "滨河路", approval: "晨发改审批〔2026〕18号", funds: "财政资金" });
    const { tender } = await town.done("tenderer-1", "POST", "/api/v1/tenders", { project, line: "works", form: tenderBody() });
    expect((await broken.request(`/api/v1/tenders/${String(tender)}/documents/a.txt`, { method: "PUT", headers: { authorization: `Bearer ${town.actors.find(({ id }) => id === "tenderer-1")?.token ?? ""}` }, body: "x" })).status).toBe(503);
  } finally {
    stderr.mockRestore();
  }
  const written = [...lines, ...onStderr].join("");
  expect(lines.some((line) => line.includes("request failed"))).toBe(true);
  expect(cookies.every((cookie) => cookie.length === 43)).toBe(true);
  const bidders = town.actors.filter(({ role }) => role === "bidder").flatMap(({ organisation }) => (organisation === null ? [] : [organisation.name, organisation.uscc]));
  expect([...secretsOf(town.folder, town.actors), ...cookies, ...PERSONAL, ...bidders].filter((secret) => written.includes(secret))).toEqual([]);
});

const program = (environment: Record<string, string>) => {
  const child = spawn(process.execPath, ["--import", "tsx", "src/server.ts"], { cwd: path.resolve(import.meta.dirname, "../.."), stdio: ["ignore", "pipe", "pipe"], env: { ...process.env, PORT: "0", LOG_LEVEL: "trace", ...environment } });
  let text = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk: Buffer) => { text += chunk.toString(); });
  return { child, ended: once(child, "close"), said: () => text };
};

test("the program itself, told to say everything, says no secret from its first line to its last", async () => {
  const folder = mkdtempSync(path.join(tmpdir(), "daylight-logs-"));
  const { child, ended, said } = program({ DAYLIGHT_DATA: folder });
  try {
    await vi.waitFor(() => { expect(/ready: (\S+)/.test(said()) || child.exitCode !== null, said()).toBe(true); }, { timeout: 50_000, interval: 200 });
    const base = /ready: (\S+)/.exec(said())?.[1] ?? "";
    const actors = JSON.parse(readFileSync(path.join(folder, "rehearsal", "actors.json"), "utf8")) as ActorLine[];
    for (const { token } of actors.slice(0, 5)) {
      await fetch(`${base}/api/v1/me?token=${token}`, { headers: { authorization: `Bearer ${token}` } });
      await fetch(`${base}/api/v1/projects`, { method: "POST", headers: { authorization: `Bearer ${token}`, "content-type": "application/json" }, body: JSON.stringify({ token }) });
    }
    const secrets = secretsOf(folder, actors);
    child.kill("SIGTERM");
    await ended;
    expect(secrets.length).toBeGreaterThan(40);
    expect(secrets.filter((secret) => said().includes(secret))).toEqual([]);
  } finally {
    child.kill("SIGKILL");
    rmSync(folder, { recursive: true, force: true });
  }
});

test("a start that fails for its database says neither user nor password", async () => {
  const folder = mkdtempSync(path.join(tmpdir(), "daylight-logs-"));
  const { ended, said } = program({ DAYLIGHT_DATA: folder, DATABASE_URL: "postgres://daylight:sesame@127.0.0.1:1/d" });
  expect(((await ended) as [number])[0]).toBe(1);
  expect(said()).toContain("Daylight did not start");
  expect(said()).not.toContain("sesame");
  rmSync(folder, { recursive: true, force: true });
});
