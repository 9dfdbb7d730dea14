import { readdirSync, readFileSync } from "node:fs";
import { createHash } from "node:crypto";
import { describe, expect, test } from "vitest";
import { must } from "../../src/kernel/result.js";
import { combineFirst, openContent } from "../../src/signing/open.js";
import { parseOpenerKey } from "../../src/signing/opener-key.js";
import { parseOpeningFile, makeOpeningFile } from "../../src/signing/opening-file.js";
import { noblePrimitives } from "../../src/signing/primitives.js";
import { nodePrimitives } from "../../src/signing/primitives-node.js";
import { checkRelease, makeRelease, parseRelease } from "../../src/signing/release.js";
import { bytesOf, parseStatement, type BidStatement } from "../../src/signing/statement.js";
import { checkContent, checkShares } from "../../src/signing/terms.js";

const at = (path: string): URL => new URL(`bundle-example/${path}`, import.meta.url);
const read = (path: string): Uint8Array => readFileSync(at(path));
const sha256 = (bytes: Uint8Array): string => createHash("sha256").update(bytes).digest("hex");
const folders = readdirSync(at("bids/"));
const opened = folders.filter((folder) => readdirSync(at(`bids/${folder}`)).includes("envelope.key"));
const statementIn = (folder: string): BidStatement => must(parseStatement(read(`bids/${folder}/statement.json`))) as BidStatement;
const sharesIn = (folder: string): Uint8Array[] => [1, 2, 3].map((each) => read(`bids/${folder}/share-${String(each)}.age`));

test("every statement, opener's key, release and opening of the example is read, and made again it is the same bytes", () => {
  expect(folders).toHaveLength(6);
  for (const folder of folders) {
    const bytes = read(`bids/${folder}/statement.json`);
    expect(sha256(bytes)).toBe(folder);
    expect(Buffer.compare(bytesOf(must(parseStatement(bytes))), bytes)).toBe(0);
  }
  for (const opener of ["agency", "supervisor", "notary"]) expect(must(parseOpenerKey(read(`openers/1/price/${opener}.json`))).opener).toBe(opener);
  for (const idx of ["324", "325", "326"]) {
    const bytes = read(`releases/${idx}.json`);
    const release = must(parseRelease(bytes));
    expect(Buffer.compare(makeRelease(release, release.close, release.opener, release.releases), bytes)).toBe(0);
  }
  const opening = must(parseOpeningFile(read("opening/327.json")));
  expect(Buffer.compare(makeOpeningFile(opening, opening.results, opening.blame), read("opening/327.json"))).toBe(0);
});

describe.each(opened)("bid %s", (folder) => {
  const statement = statementIn(folder);
  const content = read(`bids/${folder}/content.age`);

  test("passes the checks of an upload", () => {
    expect(checkShares(statement, sharesIn(folder), sha256).ok).toBe(true);
    expect(checkContent(statement, { sha256: sha256(content), size: content.length }, content.subarray(0, 4_096)).ok).toBe(true);
  });

  test("is opened from the releases to the published form, by both primitives", async () => {
    const releases = ["324", "325", "326"].map((idx) => must(parseRelease(read(`releases/${idx}.json`))));
    const live = new Map(opened.map((each) => [statementIn(each).envelope, statementIn(each)]));
    const shares = releases.flatMap((release) => must(checkRelease(nodePrimitives, release, { place: statement, close: release.close, live })))
      .filter((checked) => checked.envelope === statement.envelope).map((checked) => must(checked.share));
    const combined = await combineFirst(statement, shares);
    const key = new TextDecoder().decode(read(`bids/${folder}/envelope.key`)).trim();
    expect(combined).toMatchObject({ kind: "key", identity: key, later: [{ consistent: true }] });
    const result = must(parseOpeningFile(read("opening/327.json"))).results.find((each) => each.st === folder);
    for (const primitives of [nodePrimitives, noblePrimitives]) {
      const drain = async (_: string, __: number, bytes: AsyncIterable<Uint8Array>): Promise<void> => {
        for await (const piece of bytes) expect(piece.length).toBeGreaterThan(0);
      };
      expect(await openContent(primitives, { statement, identity: key, content: [content] }, drain)).toMatchObject({ outcome: "opened", form: result?.form, refused: [] });
    }
  });
});
