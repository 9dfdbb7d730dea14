import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { writeBundleFolder } from "../../src/cli/bundle-folder.js";
import { verifyBundle } from "../../src/verify/bundle.js";
import type { Listed } from "../support/bundle-lists.js";
import { commandsOf, needTools, runReadme } from "../support/readme.js";
import { tenderBundle } from "../support/tender-bundle.js";

// Whether certificates were taken back before they signed: the verifier and the printed openssl commands say the same.
let ground: string;
beforeAll(() => {
  needTools({ age: "age", gfcombine: "libgfshare-bin", openssl: "openssl", jq: "jq" });
  ground = mkdtempSync(join(tmpdir(), "daylight-lists-"));
});
afterAll(() => { rmSync(ground, { recursive: true, force: true }); });

test.each<[string, Listed, readonly string[], boolean]>([
  ["holds the authority's newest list", "rightly", [], true],
  ["tells of a certificate taken back an hour after it signed", "revoked-after", [], true],
  ["tells of a certificate taken back a second before the deadline", "revoked-before", ["signature-wrong"], false],
  ["holds a list that another authority signed", "stranger", ["revocation-differs"], false],
  ["holds a list that was changed", "tampered", ["revocation-differs"], false],
  ["dates its list otherwise than the list does", "misdated", ["revocation-differs"], true],
  ["holds a list from after the witnesses' last word", "later", ["revocation-later"], true],
])("a bundle that %s", async (name, listed, codes, holdsByOpenssl) => {
  const bundle = await tenderBundle({ listed });
  const { faults } = await verifyBundle(bundle);
  expect([...new Set(faults.map(({ code }) => code))].filter((code) => codes.length === 0 || codes.includes(code))).toEqual(codes);
  if (codes[0]?.startsWith("revocation") === true) expect(faults.map(({ path }) => path).join()).toContain("trust/revocation/");
  const folder = join(ground, name);
  await writeBundleFolder(folder, bundle);
  const printed = commandsOf(readFileSync(join(folder, "README.txt"), "utf8")).filter((command) => !command.includes("pdfsig"));
  expect(runReadme(folder, printed).status === 0).toBe(holdsByOpenssl);
}, 120_000);
