import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { writeBundleFolder } from "../../src/cli/bundle-folder.js";
import type { Rekeyed } from "../support/bundle-keys.js";
import { commandsOf, needTools, REMADE, runReadme } from "../support/readme.js";
import { tenderBundle } from "../support/tender-bundle.js";

// Bundles of a log whose key changed while bids lay in the box, judged by the commands their README.txt prints.
const TOOLS = { age: "age", gfcombine: "libgfshare-bin", openssl: "openssl", jq: "jq" };
let ground: string;
beforeAll(() => {
  needTools(TOOLS);
  ground = mkdtempSync(join(tmpdir(), "daylight-rekeyed-"));
});
afterAll(() => { rmSync(ground, { recursive: true, force: true }); });

async function folderOf(name: string, rekeyed: Rekeyed): Promise<string> {
  const folder = join(ground, name);
  await writeBundleFolder(folder, await tenderBundle({ rekeyed }));
  return folder;
}
/** The printed commands but the last step's: the papers of these bundles are too small for pdfsig. */
const judged = (folder: string): ReturnType<typeof runReadme> => runReadme(folder, commandsOf(readFileSync(join(folder, "README.txt"), "utf8")).filter((command) => !command.includes("pdfsig")));

test("openssl confirms every checkpoint of a log that changed its key, each by the key of its size", async () => {
  const folder = await folderOf("rightly", { log: "rightly" });
  expect(readFileSync(join(folder, "log/vkeys"), "utf8").split("\n").filter((line) => line.includes("/rehearsal/"))).toHaveLength(2);
  expect(judged(folder)).toEqual({ status: 0, output: "" });
}, 120_000);

test.each<[string, Rekeyed]>([["the old key signed larger trees than its own change ends", { log: "old-signs-on" }], ["one person changed the key", { log: "one-person" }]])("the same commands refuse a bundle in which %s", async (name, rekeyed) => {
  expect(judged(await folderOf(name, rekeyed)).status).not.toBe(0);
}, 120_000);

test.each<[string, (vkeys: readonly string[]) => readonly string[]]>([
  ["names the later key first", ([first = "", later = "", ...rest]) => [later, first, ...rest]], ["leaves out the later key", ([first = "", , ...rest]) => [first, ...rest]],
])("the same commands refuse a bundle whose log/vkeys %s", async (name, change) => {
  const folder = await folderOf(name, { log: "rightly" });
  const file = join(folder, "log/vkeys");
  writeFileSync(file, change(readFileSync(file, "utf8").split("\n")).join("\n"));
  execFileSync("bash", ["-c", REMADE], { cwd: folder });
  expect(judged(folder).status).not.toBe(0);
}, 120_000);
