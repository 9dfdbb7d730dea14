import { execFileSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { readmeOf } from "../../src/verify/readme.js";
import { EXAMPLE } from "../support/bundles.js";
import { commandsOf, needTools, REMADE, runReadme } from "../support/readme.js";

// Stock tools judge the example by the very commands every bundle's README.txt tells.
const TOOLS = { age: "age", "age-keygen": "age", gfcombine: "libgfshare-bin", openssl: "openssl", jq: "jq", pdfsig: "poppler-utils" };
const COMMANDS = commandsOf(readmeOf("T", "rehearsal"));

let folder: string;
beforeEach(() => {
  needTools(TOOLS);
  folder = join(mkdtempSync(join(tmpdir(), "daylight-bundle-")), "bundle");
  cpSync(EXAMPLE, folder, { recursive: true });
});
afterEach(() => { rmSync(join(folder, ".."), { recursive: true, force: true }); });

test("age, gfcombine, openssl, jq, sha256sum, tar and pdfsig confirm the example by its README alone", () => {
  expect(runReadme(folder, COMMANDS)).toEqual({ status: 0, output: "" });
}, 120_000);

test.each([
  ["a changed bid", "printf x >> bids/06501352327c1b20ec9b14103b9b2538b4582096b050319d0b4b7c6d838554f5/content.age"],
  ["a changed notice", "sed -i s/T2026/T2027/ notices/N1/v1/notice.json"],
  ["a dropped receipt", "rm bids/1f2b6d35bc3e109a7761a48aab78c5183ca2bd90b8fb0de09bcc6e015c86b43f/receipt.tlog-proof"],
  ["an added file", "touch extra"],
])("the same commands refuse %s with the manifest made to fit", (_name, command) => {
  execFileSync("bash", ["-c", `${command}; ${REMADE}`], { cwd: folder });
  expect(runReadme(folder, COMMANDS).status).not.toBe(0);
}, 120_000);

/** What of the README repeats the draws, with what it stands on. */
const DRAWS = [COMMANDS[0] ?? "", ...COMMANDS.filter((line) => /^(?:t=|bytes\(\))/.test(line)), ...COMMANDS.slice(COMMANDS.findIndex((line) => line.startsWith("order()")), COMMANDS.findIndex((line) => line.startsWith("find . -name '*.pdf'")))];
test.each([
  ["sound", "true", 0], ["a seat that is another's", "jq -cSj '.drawn[0].label = .drawn[1].label' draws/1-D1/result.json", 1], ["a substitute who was not next", `jq -cSj '.[0].substitute = "${"a".repeat(64)}"' draws/1-D1/replacements.json`, 1],
  ["an opened name that is no label's", "jq -cSj '.[0].expert = \"EXP-0008\"' draws/1-D1/opened.json", 1], ["a code out of no chain", `jq -cSj '.[0] = "${"a".repeat(64)}"' draws/1-D1/codes.json`, 1], ["a number nobody committed to", `jq -cSj '.agency = "${"a".repeat(64)}"' draws/1-D1/reveals.json`, 1],
  ["somebody excluded after all", "jq -cSj '.rows[0].excluded = \"leave\"' draws/1-D1/pool.json", 1],
])("openssl mac and sort repeat the draw of the bundle: %s", (_name, command, status) => {
  const [, file] = / (draws\S+)$/.exec(command) ?? [];
  if (file !== undefined) execFileSync("bash", ["-c", `${command} > changed && mv changed ${file}`], { cwd: folder });
  expect(runReadme(folder, DRAWS).status === 0 ? 0 : 1).toBe(status);
}, 60_000);

test("the same commands refuse a changed checkpoint, which the archive entry does not cover", () => {
  const path = join(folder, "log/checkpoint");
  writeFileSync(path, readFileSync(path, "utf8").replace("\n334\n", "\n335\n"));
  execFileSync("bash", ["-c", REMADE], { cwd: folder });
  expect(runReadme(folder, COMMANDS).status).not.toBe(0);
}, 120_000);
