import { spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { noteSigner, verifyEd25519 } from "../../src/journal/ed25519-node.js";
import { leafHash, verifyInclusion } from "../../src/journal/merkle.js";
import { checkpointText, signNote } from "../../src/journal/note.js";
import { acceptCheckpoint, parsePolicy } from "../../src/journal/policy.js";
import { parseTlogProof } from "../../src/journal/proof.js";
import { addCheckpointBody } from "../../src/journal/witness-client.js";
import { localWitness } from "../../src/journal/witness.js";
import { canonical } from "../../src/kernel/canonical-json.js";
import { freshKey, logKeyChange } from "../support/key-changes.js";
import { entry, ORIGIN, random, START, testLog, testWitness, type TestLog } from "../support/log.js";

let log: TestLog;
beforeEach(async () => { log = await testLog(); });
afterEach(async () => { await log.close(); });

const next = freshKey();
const change = () => logKeyChange(ORIGIN, { old: log.logKey, next });
const withNext = () => log.reopen({ logKeys: [log.logKey, next] });
const accept = (note: string | null, policy: string) => acceptCheckpoint(note ?? "", parsePolicy(policy), verifyEd25519);
const seen = (): { size: number; keys?: { vkey: string; from: number }[] } => (JSON.parse(readFileSync(path.join(log.folder, "witness-0.json"), "utf8")) as Record<string, ReturnType<typeof seen>>)[ORIGIN] ?? { size: 0 };

test("entries, change and more entries in one go: each tree is signed with its own key, each receipt holds, and the witnesses followed", async () => {
  await log.append(...[0, 1, 2].map(entry));
  await log.journal.flush();
  const before = await log.journal.finalReceipt(1, random(16));
  const journal = await withNext();
  await log.append(entry(3), change(), entry(5), entry(6));
  expect(await journal.flush()).toEqual({ size: 7 });
  expect(journal.policy).toContain("#from 6\n");
  const after = await journal.finalReceipt(5, random(16));
  for (const [receipt, index, size] of [[before, 1, 3], [after, 5, 7]] as const) {
    const { hashes, checkpoint } = parseTlogProof(receipt ?? "");
    const accepted = accept(checkpoint, journal.policy);
    expect(accepted.size).toBe(size);
    expect(verifyInclusion(index, size, leafHash(canonical(entry(index))), hashes, accepted.root)).toBe(true);
  }
  // A receipt from before holds under the policy of before too, for ever; one from after does not.
  expect(accept(parseTlogProof(before ?? "").checkpoint, log.args.policy).size).toBe(3);
  expect(() => accept(parseTlogProof(after ?? "").checkpoint, log.args.policy)).toThrow("not signed by");
  expect(seen()).toMatchObject({ size: 7, keys: [{ vkey: noteSigner(ORIGIN, 1, next).vkey.text, from: 6 }] });
  expect(log.alarms).toEqual([]);
  const again = await withNext();
  await log.append(entry(7));
  expect(await again.flush()).toEqual({ size: 8 });
  expect(accept(await again.checkpoint(), again.policy).size).toBe(8);
});

describe("whoever stole the old key", () => {
  beforeEach(async () => {
    const journal = await withNext();
    await log.append(entry(0), change());
    await journal.flush();
  });
  const submit = async (size: number, key: typeof next) => {
    const journal = await withNext();
    await log.append(entry(2));
    await journal.flush();
    const { root } = accept(await journal.checkpoint(), journal.policy);
    const note = signNote(checkpointText(ORIGIN, size, root), noteSigner(ORIGIN, 1, key));
    return { note, policy: journal.policy, status: log.witnesses[0]?.addCheckpoint(addCheckpointBody(size, [], note)).status };
  };

  test("gets no larger tree past a witness or a verifier; the new key gets the same one past both", async () => {
    const stolen = await submit(3, log.logKey);
    expect(stolen.status).toBe(403);
    expect(() => accept(stolen.note, stolen.policy)).toThrow("not signed by");
    expect((await submit(4, next)).status).toBe(200);
  });

  test("who holds the new key signs no tree from before it", async () => {
    const early = await submit(2, next);
    expect(early.status).toBe(403);
    expect(() => accept(early.note, early.policy)).toThrow("not signed by");
  });
});

test("a forged change is an entry like any other, with an alarm: the log goes on with its key", async () => {
  await log.append(logKeyChange(ORIGIN, { old: next, next }), logKeyChange(ORIGIN, { old: log.logKey, next }, (honest) => ({ ...honest, administrators: honest.administrators.slice(0, 1) })), entry(2));
  expect(await log.journal.flush()).toEqual({ size: 3 });
  expect(accept(await log.journal.checkpoint(), log.args.policy).size).toBe(3);
  expect(log.journal.policy).toBe(log.args.policy);
  const again = await log.reopen();
  expect(again.policy).toBe(log.args.policy);
  expect(log.alarms.filter((each) => each.startsWith("key-change-wrong"))).not.toEqual([]);
});

test("a witness takes a change only as the last leaf of the tree it cosigned, by the key in force", async () => {
  const [witness] = log.witnesses;
  const body = `\n${Buffer.from(canonical(change())).toString()}`;
  expect(witness?.addKeyChange(body).status).toBe(404);
  await log.append(entry(0));
  await log.journal.flush();
  expect(witness?.addKeyChange(body).status).toBe(422);
  expect(witness?.addKeyChange(`\n${Buffer.from(canonical(entry(0))).toString()}`).status).toBe(404);
  expect(seen().keys).toBeUndefined();
});

test("without the new key the log does not start", async () => {
  const journal = await withNext();
  await log.append(change());
  await journal.flush();
  await expect(log.reopen()).rejects.toThrow("put the right keys folder back");
});

describe("killed with a change under way", () => {
  test.each(["moved", "signed", "committed", "filed", "cosigned", "key-told", "published"])("when it has %s the log goes on, the old key up to the change and the new one after it", async (step) => {
    await log.append(entry(0));
    await log.journal.flush();
    await log.append(entry(1), change(), entry(3));
    const pem = { type: "pkcs8", format: "pem" } as const;
    writeFileSync(path.join(log.folder, "killed.json"), JSON.stringify({ logKeys: [log.logKey, next].map((key) => key.export(pem)), witnessKeys: log.witnessKeys.map((key) => key.export(pem)), policy: log.args.policy }));
    const killed = spawnSync(process.execPath, ["--import", "tsx", path.resolve(import.meta.dirname, "../support/sequencer-killed.ts"), step, log.folder, log.url], { encoding: "utf8" });
    expect([killed.signal, killed.stderr]).toEqual(["SIGKILL", ""]);
    const logs = parsePolicy(log.args.policy).logs.map(({ vkey }) => vkey);
    const witnesses = log.witnessKeys.map((key, place) => localWitness(testWitness(key, place, { logs, clock: () => START, folder: log.folder })));
    const journal = await log.reopen({ logKeys: [log.logKey, next], witnesses });
    await log.append(entry(4));
    expect(await journal.flush()).toEqual({ size: 5 });
    const heads = await log.db.selectFrom("tree_heads").select(["size", "note"]).orderBy("size").execute();
    expect(heads.map(({ size }) => size)).toContain("3");
    for (const { note } of heads) expect(() => acceptCheckpoint(note, parsePolicy(journal.policy.replace(/^(witness|group|quorum).*\n/gm, "").concat("quorum none\n")), verifyEd25519)).not.toThrow();
    expect(accept(await journal.checkpoint(), journal.policy).size).toBe(5);
    expect(log.alarms).toEqual([]);
  }, 60_000);
});
