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

test("the same commands refuse a changed checkpoint, which the archive entry does not cover", () => {
  const path = join(folder, "log/checkpoint");
  writeFileSync(path, readFileSync(path, "utf8").replace("\n334\n", "\n335\n"));
  execFileSync("bash", ["-c", REMADE], { cwd: folder });
  expect(runReadme(folder, COMMANDS).status).not.toBe(0);
}, 120_000);
