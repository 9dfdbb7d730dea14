import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { blindTender, bundleOfBlind, signBlind } from "../support/blind-tender.js";
import { testTown, type TestTown } from "../support/town.js";

// A lot judged by codes, as a program of another language computes it again.
const BIDDERS = ["bidder-1", "bidder-2", "bidder-3"];
const files = { "施工组织设计.pdf": "施工组织设计" };
let town: TestTown;
let ground: string;
beforeAll(async () => {
  ground = mkdtempSync(join(tmpdir(), "blind-"));
  town = await testTown("2026-09-01T09:00:00+08:00");
});
afterAll(async () => { rmSync(ground, { recursive: true }); await town.stop(); });

test("a stranger's program finds the same ranking through the codes, and another one where they are exchanged", async () => {
  const tender = await blindTender(town, { "bidder-1": { price: "18600000.00", files }, "bidder-2": { price: "17985000.00", files }, "bidder-3": { price: "18052000.00", files } });
  await signBlind(town, tender, { "bidder-1": ["17.00", "9.40"], "bidder-2": ["16.10", "9.00"], "bidder-3": ["18.00", "9.30"] });
  const bundle = await bundleOfBlind(town, tender, BIDDERS);
  for (const [path, bytes] of bundle) {
    mkdirSync(dirname(join(ground, path)), { recursive: true });
    writeFileSync(join(ground, path), bytes);
  }
  const said = (): string => { const { stdout, stderr } = spawnSync("python3", ["-I", join(import.meta.dirname, "recompute.py"), ground], { encoding: "utf8" }); return stdout + stderr; };
  expect(said()).toMatch(/OK\n$/);
  const path = join(ground, "evaluation/1/blind.json");
  const codes = JSON.parse(Buffer.from(bundle.get("evaluation/1/blind.json") ?? []).toString("utf8")) as { codes: { code: string; bidder: string }[] };
  writeFileSync(path, JSON.stringify({ ...codes, codes: codes.codes.map(({ code }, at) => ({ code, bidder: codes.codes[(at + 1) % codes.codes.length]?.bidder })) }));
  expect(said()).toContain("DIFFERS");
});
