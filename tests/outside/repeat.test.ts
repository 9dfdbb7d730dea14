import { createHash } from "node:crypto";
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, test } from "vitest";
import { beaconBytes, QUICKNET, valueOfSignature } from "../../src/experts/beacon.js";
import { chainHeadOf, codeOf } from "../../src/experts/chain.js";
import { commitmentOf, draw, labelOf, orgTagOf, randomnessOf, ranked, saltOf, substituteFor, type PoolRow } from "../../src/experts/draw-order.js";
import { drawFile, type PlanFile, type Replacement } from "../../src/experts/files.js";
import { ORDERING, REPEATING } from "../../src/experts/repeat.js";
import { utf8 } from "../../src/kernel/bytes.js";
import { nodePrimitives } from "../../src/signing/primitives-node.js";

// The commands that pages and bundles print against our own order, where units are full, specialties run out and people are left out.
const DRAW = "T2026-000123/1/D1";
/** A published round of drand’s public network. */
const ROUND = { round: 1000, signature: "b44679b9a59af2ec876b1a6b1ad52ea9b1615fc3982b19576350f93447cb1125e342b73a8dd2bacbe47e4b6b63ed5e39" };
const hash = (text: string): string => createHash("sha256").update(text).digest("hex");

type Made = { readonly files: Readonly<Record<string, Uint8Array | string>>; readonly sitting: readonly string[]; /** Whether the limit of a unit passed somebody over. */ readonly isLimited: boolean };

/** A draw of so many seats a specialty over ten people of three units, and one replacement where somebody is left. */
function made(seed: number, perOrg: number): Made {
  const [secret, chain] = [utf8(`keeper ${String(seed)}`), utf8(`supervisor ${String(seed)}`)];
  const rows: PoolRow[] = Array.from({ length: 10 }, (_, at) => {
    const expert = `EXP-${String(at)}`;
    return { label: labelOf(DRAW, expert, saltOf(secret, expert)), stratum: at % 3 === 0 ? "A0602" : "A0801", orgTag: orgTagOf(secret, `unit ${String(at % 4)}`), excluded: at === 9 ? "leave" : null };
  }).sort((left, right) => (left.label < right.label ? -1 : 1));
  const plan: PlanFile = { v: "ddr/1", draw: DRAW, strata: { A0801: 2, A0602: 1 }, perOrg, contributors: ["tenderer", "exchange", "notary"], chain: chainHeadOf(chain), beacon: seed % 3 === 2 ? { chain: QUICKNET.hash, round: ROUND.round } : null, drawSecret_sha256: hash(`keeper ${String(seed)}`) };
  const pool = drawFile({ v: "ddr/1", draw: DRAW, rows });
  const reveals = { tenderer: hash(`t${String(seed)}`), exchange: hash(`e${String(seed)}`), notary: "-" };
  const commits = { tenderer: commitmentOf(DRAW, "tenderer", reveals.tenderer), exchange: commitmentOf(DRAW, "exchange", reveals.exchange), notary: hash("silent") };
  const randomness = randomnessOf(plan, createHash("sha256").update(pool).digest("hex"), reveals, plan.beacon === null ? "-" : valueOfSignature(ROUND.signature));
  const order = (used: number): PoolRow[] => ranked(rows, randomness, codeOf(chain, used), nodePrimitives);
  const drawn = draw(plan, order(0));
  const labels = drawn.map(({ label }) => label);
  const [leaving = ""] = labels;
  const substitute = substituteFor(plan, order(1), labels, new Set(labels), leaving);
  const replacements: Replacement[] = substitute === null ? [] : [{ label: leaving, reason: "declined", evidence: hash("calls"), code: codeOf(chain, 1), substitute }];
  return {
    files: {
      "plan.json": drawFile(plan), "pool.json": pool, "commits.json": drawFile(commits), "reveals.json": drawFile(reveals), "codes.json": JSON.stringify([codeOf(chain, 0), ...replacements.map(({ code }) => code)]), "result.json": drawFile({ v: "ddr/1", draw: DRAW, drawn }),
      "replacements.json": drawFile(replacements), "opened.json": "[]", "randomness.txt": randomness,
      ...(plan.beacon === null ? {} : { "beacon.json": beaconBytes({ v: "ddr-beacon/1", draw: DRAW, chain: QUICKNET, ...ROUND, missing: null }) }),
    },
    sitting: [...labels.slice(substitute === null ? 0 : 1), ...(substitute === null ? [] : [substitute])],
    isLimited: draw({ ...plan, perOrg: 20 }, order(0)).map(({ label }) => label).join() !== labels.join() || substituteFor({ ...plan, perOrg: 20 }, order(1), labels, new Set(labels), leaving) !== substitute,
  };
}

function repeated({ files }: Made): string[] {
  const folder = mkdtempSync(path.join(tmpdir(), "daylight-repeat-"));
  try {
    for (const [name, content] of Object.entries(files)) writeFileSync(path.join(folder, name), content);
    const script = ["set -euo pipefail; export LC_ALL=C; d=.; t=.", "bytes() { printf \"$(sed 's/../\\\\x&/g' <<< \"$1\")\"; }", ...ORDERING, ...REPEATING, "cat \"$t/sitting\""];
    return execFileSync("bash", ["-c", script.join("\n")], { cwd: folder, encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] }).trim().split("\n");
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

test("openssl mac and sort, and the published round of a beacon where the draw waits for one, seat whom our own order seats, whatever limit of units and which specialties stand in the way", () => {
  const draws = Array.from({ length: 8 }, (_, seed) => made(seed, seed % 2 === 0 ? 1 : 2));
  expect(draws.filter(({ isLimited }) => isLimited).length, "the limit of a unit decides some of them").toBeGreaterThan(1);
  for (const each of draws) expect(repeated(each)).toEqual(each.sitting);
}, 60_000);
