import { spawn } from "node:child_process";
import { createPrivateKey } from "node:crypto";
import { once } from "node:events";
import { copyFileSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { createInterface } from "node:readline";
import { crc32 } from "node:zlib";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { zipOf } from "../../src/archive/zip.js";
import { run } from "../../src/cli/program.js";
import { inTransaction } from "../../src/db/database.js";
import { noteSigner } from "../../src/journal/ed25519-node.js";
import { checkpointText, cosign, parseCheckpoint, signNote, textOfNote, withLines } from "../../src/journal/note.js";
import { appendToLog } from "../../src/journal/outbox.js";
import { utf8 } from "../../src/kernel/bytes.js";
import { logServedAssets } from "../../src/served-assets.js";
import { serveApp } from "../support/browsing.js";
import { filesOf, spoiled } from "../support/bundles.js";
import { seat } from "../support/judging.js";
import { lieAt, lieInJson, lyingProxy, type LyingProxy } from "../support/lying-proxy.js";
import { testTown, type TestTown } from "../support/town.js";
import { archive, bundleBytes, tenderWithResult } from "../support/whole-tender.js";

/** `daylight monitor` beside a whole tender: an honest exchange followed from its notice to its archive, and one dishonest answer after the other. */
let town: TestTown;
let served: { base: string; stop: () => void };
let proxy: LyingProxy;
let tender: string;
/** What each look of the honest run said. */
const honest: Told[] = [];
const at = (name: string): string => path.join(town.folder, name);
type Told = { exit: number; ok: boolean; size: number; faults: { check: number | string; code: string; zh: string; en: string; evidence: string[] }[]; notes: { code: string }[]; code?: string };
/** The witnesses' own word: what the exchange shows, as long as nobody says otherwise. */
const WITNESS = "/w/checkpoint/";
const FRESH = String(60 * 24 * 30);

async function look(state: string, ...more: readonly string[]): Promise<Told> {
  const lines: string[] = [];
  const exit = await run(["monitor", proxy.url, "--state", at(state), "--policy", at("policy.txt"), "--once", "--json", "--fresh", FRESH, ...more], { out: (line) => { lines.push(line); }, err: (line) => { lines.push(line); } });
  return { exit, ...(JSON.parse(lines.at(-1) ?? "null") as Omit<Told, "exit">) };
}
const keyIn = (...names: string[]) => createPrivateKey(readFileSync(path.join(town.folder, ...names)));
const note = async (): Promise<string> => (await fetch(`${served.base}/log/checkpoint`)).text();

/** A note of another tree, signed by the log and its witness: what an operator makes who holds both keys. */
async function forged(size: number, { cosigned = true } = {}): Promise<string> {
  const { origin } = parseCheckpoint(textOfNote(await note()));
  const text = checkpointText(origin, size, new Uint8Array(32).fill(7));
  const witness = noteSigner("rehearsal-witness.example", 4, keyIn("rehearsal", "witness", "witness.key"));
  return withLines(signNote(text, noteSigner(origin, 1, keyIn("keys", "log.key"))), cosigned ? [cosign(text, witness, town.world.clock())] : []);
}

beforeAll(async () => {
  town = await testTown();
  await logServedAssets(town.world, town.assets);
  await town.world.journal.flush();
  served = await serveApp(town.app);
  proxy = await lyingProxy(served.base);
  writeFileSync(at("policy.txt"), town.world.journal.policy.replace(/^(witness w1 \S+)$/m, `$1 ${served.base}/nobody`));
  honest.push(await look("state.json"));
  tender = await tenderWithResult(town, async (...args) => {
    honest.push(await look("state.json"));
    await seat(args[0], args[1]);
  }, async () => { honest.push(await look("state.json")); });
  honest.push(await look("state.json"));
  copyFileSync(at("state.json"), at("before-archive.json"));
  await archive(town, tender, "public");
  honest.push(await look("state.json"));
}, 500_000);
afterEach(() => { proxy.lie(); });
afterAll(async () => {
  await proxy.stop();
  served.stop();
  await town.stop();
});

/** Looks through a lie, from the state of the honest run, and gives what was found. */
async function through(name: string, ...more: readonly string[]): Promise<Told> {
  copyFileSync(at("state.json"), at(name));
  return look(name, ...more);
}
const codesOf = ({ faults }: Told): string[] => faults.map(({ code }) => code);

describe("an honest exchange", () => {
  test("is followed from before the notice over both openings to its public bundle without a fault", () => {
    expect(honest.map(({ exit, faults }) => ({ exit, faults }))).toEqual(honest.map(() => ({ exit: 0, faults: [] })));
    const sizes = honest.map(({ size }) => size);
    expect(sizes).toEqual(sizes.toSorted((left, right) => left - right));
    expect(new Set(sizes).size).toBe(sizes.length);
    const state = JSON.parse(readFileSync(at("state.json"), "utf8")) as { parts: Record<string, { settled: boolean }>; bundles: unknown[]; notices: Record<string, { shown: boolean }> };
    expect(Object.values(state.parts).map(({ settled }) => settled)).toEqual([true, true]);
    expect(state.bundles).toEqual([]);
    expect(Object.values(state.notices).some(({ shown }) => shown)).toBe(true);
  });

  test("is followed by a process that is killed, and its state goes on where it stood", async () => {
    const child = spawn(process.execPath, ["--import", "tsx", path.resolve(import.meta.dirname, "../../src/cli/daylight.ts"), "monitor", proxy.url, "--state", at("killed.json"), "--policy", at("policy.txt"), "--every", "1", "--json", "--fresh", FRESH], { stdio: ["ignore", "pipe", "inherit"] });
    const [line] = (await once(createInterface({ input: child.stdout }), "line")) as [string];
    expect(JSON.parse(line)).toMatchObject({ ok: true, faults: [] });
    child.kill("SIGKILL");
    await once(child, "exit");
    const kept = JSON.parse(readFileSync(at("killed.json"), "utf8")) as { size: number; looks: number };
    expect(kept.looks).toBeGreaterThan(0);
    const asked: string[] = [];
    proxy.lie({ at: (path) => { if (path.startsWith("/log/tile/entries")) asked.push(path); return false; }, tell: (bytes) => bytes });
    expect(await look("killed.json")).toMatchObject({ exit: 0, size: kept.size });
    expect(asked).toEqual([]);
  }, 120_000);
});

describe("a log that is not what it was", () => {
  test("T27: another tree of the same size is a rewritten history, with both notes as evidence", async () => {
    const other = await forged(parseCheckpoint(textOfNote(await note())).size);
    proxy.lie(lieAt("/log/checkpoint", () => other));
    const told = await through("rewritten.json");
    expect([told.exit, codesOf(told)]).toEqual([1, ["log-rewritten"]]);
    expect(told.faults[0]?.evidence).toEqual([await note(), other]);
    expect(told.faults[0]?.zh).toMatch(/^日志被改写：从此前核对过的 \d+ 个条目接着计算/);
  });

  test("T26: one changed entry in what is new gives another root", async () => {
    proxy.lie(lieAt(/^\/log\/tile\/entries\/000/, (bytes) => { bytes[40] = (bytes[40] ?? 0) ^ 1; return bytes; }));
    expect(codesOf(await look("changed-entry.json"))).toContain("log-rewritten");
  });

  test("T28: a smaller tree, honestly signed once, is a log that shrank", async () => {
    const smaller = await forged(3);
    proxy.lie(lieAt("/log/checkpoint", () => smaller));
    expect(codesOf(await through("shrank.json"))).toEqual(["log-shrank"]);
  });

  test("a checkpoint without the witnesses' quorum does not hold", async () => {
    const alone = await forged(100_000, { cosigned: false });
    proxy.lie(lieAt("/log/checkpoint", () => alone));
    const told = await through("alone.json");
    expect([told.exit, codesOf(told)]).toEqual([1, ["checkpoint-unaccepted"]]);
    expect(told.faults[0]?.en).toContain("without the witnesses' quorum");
  });

  test("a checkpoint that no witness has seen for two hours is stale", async () => {
    const now = new Date(town.world.clock() + 3 * 3_600_000).toISOString();
    proxy.lie(lieInJson("/api/v1/time", (body) => ({ ...body, now })));
    copyFileSync(at("state.json"), at("stale.json"));
    expect(codesOf(await look("stale.json", "--fresh", "120"))).toEqual(["checkpoint-stale"]);
  });

  test("T30: a witness that saw another tree than the monitor is shown proves a split view, for good", async () => {
    const { size } = parseCheckpoint(textOfNote(await note()));
    writeFileSync(at("asking.txt"), readFileSync(at("policy.txt"), "utf8").replace(`${served.base}/nobody`, `${proxy.url}/w`));
    const asking = ["--policy", at("asking.txt")] as const;
    let theirs = await note();
    proxy.lie({ at: (asked) => asked.startsWith(WITNESS), tell: (_, response) => { response.writeHead(200).end(theirs); return null; } });
    const agreeing = await look("split.json", ...asking);
    expect([agreeing.exit, agreeing.notes]).toEqual([0, []]);
    theirs = await forged(size - 5);
    const told = await look("split.json", ...asking);
    expect([told.exit, codesOf(told)]).toEqual([1, ["split-view"]]);
    expect(told.faults[0]?.evidence[0]).toBe(theirs);
    proxy.lie();
    expect(codesOf(await look("split.json", ...asking))).toEqual(["split-view"]);
  });
});

describe("what is served and is not what was logged", () => {
  test("T45: a script served otherwise than logged (10)", async () => {
    const script = [...town.assets.files.values()].find((file) => file.path.endsWith(".js"))?.path ?? "";
    proxy.lie(lieAt(script, (bytes) => Buffer.concat([bytes, Buffer.from("\n")])));
    const told = await through("script.json");
    expect([codesOf(told), told.faults[0]?.check]).toEqual([["asset-differs"], 10]);
    expect(told.faults[0]?.zh).toContain(script);
  });

  test("T44, T58: a notice edited in silence, its PDF appended to, and one that vanished (11)", async () => {
    proxy.lie(lieAt(/^\/notices\/[^/]+\/v\/\d+\/notice\.json$/, (bytes) => (bytes[0] === 0x7b ? bytes.toString("utf8").replace("滨河路", "滨江路") : bytes)));
    expect(new Set(codesOf(await through("edited.json")))).toEqual(new Set(["notice-differs"]));
    proxy.lie(lieAt(/^\/notices\/[^/]+\/v\/\d+\/notice\.pdf$/, (bytes) => Buffer.concat([bytes, Buffer.from("%more")])));
    expect(new Set(codesOf(await through("appended.json")))).toEqual(new Set(["notice-differs"]));
    proxy.lie({ at: (asked) => asked.endsWith("/notice.pdf"), tell: (_, response) => { response.writeHead(404, { "content-type": "application/problem+json" }).end(JSON.stringify({ code: "not-found", facts: { what: "x" } })); return null; } });
    expect(new Set(codesOf(await through("gone.json")))).toEqual(new Set(["notice-gone"]));
  });

  test("a notice that is listed and stands in no entry (11)", async () => {
    proxy.lie(lieInJson("/api/v1/notices?limit=50", (body) => ({ ...body, notices: [{ id: "CGN-NEVER", publishedAt: "2026-09-02T09:00:00+08:00" }] })));
    expect(codesOf(await through("unlogged.json"))).toEqual(["notice-unlogged"]);
  });

  test("an opening in which a price was changed, and one that lacks a bid (4)", async () => {
    const price = /\/parts\/price\/opening$/;
    proxy.lie(lieAt(price, (bytes) => bytes.toString("utf8").replace("18600000.00", "16600000.00")));
    expect(codesOf(await through("price.json"))).toEqual(["opening-differs"]);
    type View = { results: { results: { st: string }[] } };
    proxy.lie(lieInJson(price, (body) => { (body as unknown as View).results.results.pop(); return body; }));
    const told = await through("missing.json");
    expect(codesOf(told)).toEqual(["opening-list-differs", "opening-differs"]);
    expect(told.faults[0]?.zh).toContain(`${tender}/1/price`);
  });

  test("a close whose deadline checkpoint is another one (2)", async () => {
    const other = await note();
    proxy.lie(lieInJson(/\/parts\/price\/opening$/, (body) => ({ ...body, deadlineNote: other })));
    expect(codesOf(await through("deadline.json"))).toEqual(["close-untimely"]);
  });

  test("a public bundle whose totals were changed (9), found when the archive comes and told for good", async () => {
    const open = await bundleBytes(town, tender, "public");
    const totals = "evaluation/1/totals.json";
    const lying = spoiled(open, { [totals]: utf8(Buffer.from(open.get(totals) ?? []).toString("utf8").replace(/\.(\d)/, (_, digit: string) => `.${String((Number(digit) + 1) % 10)}`)) });
    const chunks: Uint8Array[] = [];
    for await (const chunk of zipOf(filesOf(lying), crc32)) chunks.push(chunk);
    proxy.lie(lieAt(new RegExp(`/tenders/${tender}/bundle`), () => Buffer.concat(chunks)));
    copyFileSync(at("before-archive.json"), at("totals.json"));
    const told = await look("totals.json");
    expect(told.exit).toBe(1);
    expect(codesOf(told)).toContain("score-differs");
    proxy.lie();
    expect(codesOf(await look("totals.json"))).toEqual(codesOf(told));
  });
});

describe("hostile answers", () => {
  test("what is no JSON, or breaks off, is told in a sentence with exit code 3, and the state stays", async () => {
    const before = readFileSync(at("state.json"), "utf8");
    proxy.lie(lieAt("/api/v1/assets", () => "<html>"));
    expect(await through("html.json")).toMatchObject({ exit: 3, code: "unreachable" });
    expect(readFileSync(at("html.json"), "utf8")).toBe(before);
    proxy.lie({ at: (asked) => asked === "/log/checkpoint", tell: () => null });
    expect(await through("silent.json", "--patience", "1")).toMatchObject({ exit: 3, code: "unreachable" });
  });

  test("a note of nonsense and tiles of nonsense are faults, no stack trace", async () => {
    proxy.lie(lieAt("/log/checkpoint", () => "\u0000\u0001"));
    expect(codesOf(await through("nonsense.json"))).toEqual(["checkpoint-unaccepted"]);
    proxy.lie(lieAt(/^\/log\/tile\/entries/, () => Buffer.alloc(1_000)));
    expect(codesOf(await look("tiles.json"))).toEqual(["log-rewritten"]);
  });

  test("a state of another exchange's policy, and what is no state, are refused", async () => {
    writeFileSync(at("other.json"), "{}");
    expect(await look("other.json")).toMatchObject({ exit: 2, code: "file-unreadable" });
    writeFileSync(at("other.txt"), `${readFileSync(at("policy.txt"), "utf8")}\n`);
    expect(await through("state-again.json", "--policy", at("other.txt"))).toMatchObject({ exit: 2, code: "file-unreadable" });
  });
});

test("an exchange that logs a share before its box is closed is found, whatever it shows (3)", async () => {
  await inTransaction(town.world.db, async (tx) => { await appendToLog(tx, town.world.exchange.id, { v: "dl/1", type: "share.release", tender: "CG-EARLY", lot: "1", part: "bid", opener: "agency", sha256: "ab".repeat(32) }); });
  await town.world.journal.flush();
  const told = await through("early.json");
  expect([told.exit, codesOf(told), told.faults[0]?.check]).toEqual([1, ["release-before-close"], 3]);
  expect(codesOf(await look("early.json"))).toEqual(["release-before-close"]);
});
