import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { FOLDER, publicKeys, whole } from "../support/auction-record.js";

/** The commands of the document, in its order. */
const blocks = [...readFileSync("docs/auction-record.md", "utf8").matchAll(/```sh\n([\s\S]*?)```/g)].map(([, block = ""]) => block);

test("the commands of docs/auction-record.md find head, winner, reserve, names and signature of a record", () => {
  const work = mkdtempSync(join(tmpdir(), "auction-record-"));
  const record = whole();
  mkdirSync(join(work, FOLDER), { recursive: true });
  for (const [path, text] of record.files) writeFileSync(join(work, path), text);
  const run = (block: string | undefined) => execFileSync("bash", ["-euc", block ?? ""], { cwd: join(work, FOLDER), encoding: "utf8", env: { ...process.env, WORK: work, KEY: publicKeys.get("102") } }).trim();
  expect(blocks.map(run)).toEqual([
    record.entries.find(({ type }) => type === "auction.end")?.["head"], "102 130000000.00", "129500000.00", "101 晨曦建设集团有限公司\n102 晨光城市建设有限公司", "Signature Verified Successfully",
  ]);
});
