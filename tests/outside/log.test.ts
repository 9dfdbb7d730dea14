import { execFile, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import type { AddressInfo } from "node:net";
import { once } from "node:events";
import { serve } from "@hono/node-server";
import { afterAll, beforeAll, expect, test } from "vitest";
import { Hono } from "hono";
import type { Journal } from "../../src/journal/sequencer.js";
import { noteSigner } from "../../src/journal/ed25519-node.js";
import { leafHash } from "../../src/journal/merkle.js";
import { signNote, textOfNote } from "../../src/journal/note.js";
import { makeBundle, parseBundle, parseHashTile, type Tile } from "../../src/journal/tiles.js";
import { concat } from "../../src/kernel/bytes.js";
import { canonical, canonicalText } from "../../src/kernel/canonical-json.js";
import { logRoutes } from "../../src/routes/log.js";
import { problem } from "../../src/routes/problem.js";
import { freshKey, logKeyChange } from "../support/key-changes.js";
import { entry, ORIGIN, random, START, testLog, type TestLog } from "../support/log.js";

// golang.org/x/mod from Debian's golang-golang-x-mod-dev, found without modules or network.
const GO_SOURCES = "/usr/share/gocode";
const folder = mkdtempSync(path.join(tmpdir(), "daylight-go-"));
const auditor = path.join(folder, "audit");
let log: TestLog;
let before: string;

beforeAll(async () => {
  const built = spawnSync("go", ["build", "-o", auditor, path.resolve(import.meta.dirname, "log-audit/main.go")], {
    encoding: "utf8", env: { ...process.env, GO111MODULE: "off", GOPATH: GO_SOURCES, GOFLAGS: "", GOCACHE: path.join(folder, "cache") },
  });
  if (built.status !== 0) throw new Error(`this test needs Debian's golang-go and golang-golang-x-mod-dev: ${built.error?.message ?? built.stderr}`);
  log = await testLog();
  await log.append(...Array.from({ length: 300 }, (_, each) => entry(each)));
  await log.journal.flush();
  before = await log.journal.checkpoint() ?? "";
  await log.append(...Array.from({ length: 900 }, (_, each) => entry(300 + each)));
  await log.journal.flush();
}, 120_000);
afterAll(async () => {
  await log.close();
  rmSync(folder, { recursive: true });
});

/** What the Go program says of a log served from here. */
async function audit(journal: Journal, receipt: string, wanted: string, old = before): Promise<string> {
  const app = new Hono();
  app.route("/", logRoutes(journal, (c, refusal) => problem(c, refusal, START)));
  const server = serve({ fetch: app.fetch, port: 0, hostname: "127.0.0.1" });
  await once(server, "listening");
  const address = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
  const vkey = journal.vkeys.split("\n")[0] ?? "";
  const said = await new Promise<string>((resolve) => { execFile(auditor, [address, vkey, old, receipt, wanted], (_, stdout) => { resolve(stdout.trim()); }); });
  server.close();
  return said;
}

test("Go's checksum-database packages accept the signature, every entry, the growth since an older checkpoint, and a receipt", async () => {
  const receipt = await log.journal.finalReceipt(777, random(16)) ?? "";
  expect(await audit(log.journal, receipt, canonicalText(entry(777)))).toBe("ok 1200");
});

/** The log, with bytes of one row of tiles changed on the way out. */
const changed = (change: (tile: Tile, bytes: Uint8Array) => Uint8Array): Journal => ({
  ...log.journal,
  tile: async (tile) => {
    const bytes = await log.journal.tile(tile);
    return bytes === null ? null : change(tile, bytes);
  },
});

test("T26: they name one flipped bit in an entry, in a leaf's hash and in a tile above; where all was made to fit, the root does not", async () => {
  const receipt = await log.journal.finalReceipt(777, random(16)) ?? "";
  const flipIn = (level: Tile["level"], at: number) => changed((tile, bytes) => (tile.level === level && tile.number === 0 ? bytes.with(at, (bytes[at] ?? 0) ^ 1) : bytes));
  expect(await audit(flipIn("entries", 10), receipt, canonicalText(entry(777)))).toBe("leaf 0 is not its hash");
  expect(await audit(flipIn(0, 33), receipt, canonicalText(entry(777)))).toBe("leaf 1 is not its hash");
  expect(await audit(flipIn(1, 0), receipt, canonicalText(entry(777)))).toBe("tile 1/0 mismatch");

  const forged = canonical(entry(9_999));
  const fitting = changed((tile, bytes) => {
    if (tile.number !== 3) return bytes;
    if (tile.level === "entries") return makeBundle(parseBundle(bytes).with(9, forged));
    return tile.level === 0 ? concat(...parseHashTile(bytes).with(9, leafHash(forged))) : bytes;
  });
  expect(await audit(fitting, receipt, canonicalText(entry(777)))).toBe("root mismatch");
});

test("they refuse a receipt for another entry and a checkpoint of another log", async () => {
  const receipt = await log.journal.finalReceipt(777, random(16)) ?? "";
  expect(await audit(log.journal, receipt, canonicalText(entry(778)))).toMatch(/^receipt: /);
  expect(await audit(log.journal, receipt, canonicalText(entry(777)), before.replace("\n300\n", "\n301\n"))).toMatch(/^checkpoint signature: /);
});

test("Go follows the log to its later key by the entry that the old key signed, and refuses a tree that the old key signed after", async () => {
  const next = freshKey();
  const journal = await log.reopen({ logKeys: [log.logKey, next] });
  await log.append(logKeyChange(ORIGIN, { old: log.logKey, next }), entry(1_200));
  expect(await journal.flush()).toEqual({ size: 1_202 });
  const receipt = await journal.finalReceipt(1_201, random(16)) ?? "";
  expect(await audit(journal, receipt, canonicalText(entry(1_200)))).toBe("ok 1202");
  const byOldKey = signNote(textOfNote(await journal.checkpoint() ?? ""), noteSigner(ORIGIN, 1, log.logKey));
  const stolen = { ...journal, checkpoint: () => Promise.resolve(byOldKey) };
  expect(await audit(stolen, receipt, canonicalText(entry(1_200)))).toMatch(/^checkpoint signature: /);
});
