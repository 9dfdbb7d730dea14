import { createHash, generateKeyPairSync } from "node:crypto";
import { Hono } from "hono";
import { afterAll, beforeAll, expect, test } from "vitest";
import { noteSigner } from "../../src/journal/ed25519-node.js";
import type { LogEntry } from "../../src/journal/entries.js";
import { cosign, signNote, textOfNote, withLines } from "../../src/journal/note.js";
import { fromUtf8, utf8 } from "../../src/kernel/bytes.js";
import { logRoutes } from "../../src/routes/log.js";
import { problem } from "../../src/routes/problem.js";
import { provedInLog } from "../../src/web/browser/log-proof.js";
import { entry, ORIGIN, START, testLog, type TestLog } from "../support/log.js";

// What the browser’s page of verification finds in a log that somebody else signed, that no witness saw, or that says something else.
const FILE = createHash("sha256").update("a notice").digest("hex");
const PLACE = 271;
let log: TestLog;
let app: Hono;

const read = async (href: string): Promise<Uint8Array> => {
  const answer = await app.request(href);
  if (!answer.ok) throw new RangeError(`${href}: ${String(answer.status)}`);
  return new Uint8Array(await answer.arrayBuffer());
};
/** The log as a dishonest server shows it. */
const showing = (changed: Readonly<Record<string, (honest: Uint8Array) => Uint8Array>>) => async (href: string): Promise<Uint8Array> => {
  const honest = await read(href);
  return changed[href]?.(honest) ?? honest;
};
const checkpointBy = (make: (text: string, note: string) => string) => showing({ "/log/checkpoint": (honest) => utf8(make(textOfNote(fromUtf8(honest)), fromUtf8(honest))) });

beforeAll(async () => {
  log = await testLog();
  app = new Hono();
  app.route("/", logRoutes(log.journal, (c, refusal) => problem(c, refusal, START)));
  await log.append(...Array.from({ length: 300 }, (_, each) => (each === PLACE ? { v: "dl/1", type: "incident", what: { file: FILE } } as unknown as LogEntry : entry(each))));
  await log.journal.flush();
});
afterAll(async () => { await log.close(); });

test("a file that an entry names is found, with those who saw the log", async () => {
  expect(await provedInLog(PLACE, FILE, read)).toMatchObject({ origin: ORIGIN, size: 300 });
  expect((await provedInLog(PLACE, FILE, read))?.witnesses.length).toBeGreaterThanOrEqual(2);
});

test("an entry beside it does not name the file, nor does one that is not there yet", async () => {
  expect(await provedInLog(PLACE - 1, FILE, read)).toBeNull();
  expect(await provedInLog(300, FILE, read)).toBeNull();
  expect(await provedInLog(PLACE, FILE.slice(0, 32), read)).toBeNull();
});

test("a checkpoint that somebody else signed is none, however well its tree holds", async () => {
  const thief = noteSigner(ORIGIN, 1, generateKeyPairSync("ed25519").privateKey);
  expect(await provedInLog(PLACE, FILE, checkpointBy((text) => signNote(text, thief)))).toBeNull();
});

test("a checkpoint that the log signed and its witnesses did not see is none; two of three are enough", async () => {
  const own = noteSigner(ORIGIN, 1, log.logKey);
  const seenBy = (count: number) => checkpointBy((text) => withLines(signNote(text, own), log.witnessKeys.slice(0, count).map((key, at) => cosign(text, noteSigner(`w${String(at)}.example`, 4, key), START))));
  expect(await provedInLog(PLACE, FILE, seenBy(0))).toBeNull();
  expect(await provedInLog(PLACE, FILE, seenBy(1))).toBeNull();
  expect((await provedInLog(PLACE, FILE, seenBy(2)))?.witnesses).toEqual(["w0.example", "w1.example"]);
});

test("a signature with one bit turned is found by the browser’s own cryptography", async () => {
  const turned = checkpointBy((_text, note) => note.replace(/^(— w0\.example .{30})(.)/mu, (_all, before: string, letter: string) => `${before}${letter === "A" ? "B" : "A"}`));
  expect(await provedInLog(PLACE, FILE, turned)).toBeNull();
});

test("an entry that is rewritten to name another file, or a tile that is changed, does not lead to the root that was signed", async () => {
  const other = createHash("sha256").update("another notice").digest("hex");
  const rewritten = showing({ "/log/tile/entries/001.p/44": (bytes) => Uint8Array.from(Buffer.from(Buffer.from(bytes).toString("latin1").replace(FILE, other), "latin1")) });
  expect(await provedInLog(PLACE, other, rewritten)).toBeNull();
  const turned = (bytes: Uint8Array): Uint8Array => bytes.map((byte, at) => (at === bytes.length - 3 ? byte ^ 1 : byte));
  for (const tile of ["/log/tile/1/000.p/1", "/log/tile/0/001.p/44"]) expect(await provedInLog(PLACE, FILE, showing({ [tile]: turned })), tile).toBeNull();
});
