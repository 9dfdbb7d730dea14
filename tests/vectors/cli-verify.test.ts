import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { writeBundleFolder } from "../../src/cli/bundle-folder.js";
import { run } from "../../src/cli/program.js";
import { EXAMPLE, filesOf, readExample, spoiled } from "../support/bundles.js";

let folder: string;
beforeAll(() => { folder = mkdtempSync(join(tmpdir(), "daylight-verify-")); });
afterAll(() => { rmSync(folder, { recursive: true, force: true }); });

async function daylight(...args: readonly string[]) {
  const lines: string[] = [];
  const exit = await run(args, { out: (line) => { lines.push(line); }, err: (line) => { lines.push(line); } });
  return { exit, text: lines.join("\n") };
}

test("a sound bundle exits 0 and says in Chinese and English that it holds", async () => {
  const { exit, text } = await daylight("verify", EXAMPLE);
  expect({ exit, holds: text.includes("审计包成立：T2026-000123 The bundle holds") }).toEqual({ exit: 0, holds: true });
});

test("with policy and authorities from outside the report no longer says the bundle vouches for itself", async () => {
  const { exit, text } = await daylight("verify", EXAMPLE, "--policy", join(EXAMPLE, "trust/policy.txt"), "--ca", join(EXAMPLE, "trust/ca.pem"), "--json");
  const report = JSON.parse(text) as { ok: boolean; notes: { code: string }[] };
  expect(exit).toBe(0);
  expect(report.notes.map(({ code }) => code).filter((code) => code.endsWith("-from-bundle"))).toEqual([]);
});

test("another reader's policy and authorities do not accept the bundle's", async () => {
  const other = join(folder, "policy.txt");
  writeFileSync(other, "log other.example+d6c58a69+AfWWHzIEGWNeqQqwwVUcvMVqnEUxcHHVGgS9OD5LWd2c\nquorum none\n");
  expect((await daylight("verify", EXAMPLE, "--policy", other)).exit).toBe(1);
  const nobody = join(folder, "ca.pem");
  writeFileSync(nobody, "");
  const { exit, text } = await daylight("verify", EXAMPLE, "--ca", nobody);
  expect(exit).toBe(1);
  expect(text).toContain("[ca-absent]");
});

test("a fault exits 1 and is told by code, path and a sentence in both languages", async () => {
  const path = "bids/1f2b6d35bc3e109a7761a48aab78c5183ca2bd90b8fb0de09bcc6e015c86b43f/receipt.tlog-proof";
  const wrong = join(folder, "dropped");
  await writeBundleFolder(wrong, filesOf(spoiled(readExample(), { [path]: null })));
  const { exit, text } = await daylight("verify", wrong);
  expect(exit).toBe(1);
  expect(text).toContain(`✗ ${path}  [file-missing]\n    缺少该文件。\n    This file is missing.`);
});

test("a wrong command line exits 2, a folder that is not there exits 3, help exits 0", async () => {
  expect((await daylight("verify")).exit).toBe(2);
  expect((await daylight("verify", EXAMPLE, "--colour")).exit).toBe(2);
  expect((await daylight("nonsense")).exit).toBe(2);
  expect((await daylight("verify", join(folder, "absent"))).exit).toBe(3);
  expect((await daylight("verify", EXAMPLE, "--ca", join(folder, "absent"))).exit).toBe(3);
  for (const args of [["--help"], ["verify", "--help"]]) {
    const { exit, text } = await daylight(...args);
    expect(exit).toBe(0);
    expect(text).toContain("Exit codes: 0");
  }
});
