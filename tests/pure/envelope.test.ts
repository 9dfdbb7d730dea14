import { expect, test } from "vitest";
import { canonical } from "../../src/kernel/canonical-json.js";
import { must, refuse } from "../../src/kernel/result.js";
import { recipientOf } from "../../src/signing/age.js";
import { sealPart, type SealOrder } from "../../src/signing/envelope.js";
import { checkOwnKey, combineFirst, openContent } from "../../src/signing/open.js";
import { noblePrimitives } from "../../src/signing/primitives.js";
import { nodePrimitives } from "../../src/signing/primitives-node.js";
import { parseStatement } from "../../src/signing/statement.js";
import { checkContent, checkShares } from "../../src/signing/terms.js";
import { BIDDER_A, BILL, committedShares, EXCHANGE, file, FORM, keeping, sha256, testBid, testLot, type TestBid } from "../support/envelopes.js";

const lot = await testLot();
const order = (change: Partial<SealOrder>): SealOrder => ({ exchange: EXCHANGE, terms: lot.terms, termsSha256: lot.termsSha256, bidder: BIDDER_A, seq: 1, prev: null, form: FORM, files: [], ...change });
const drop = async (content: AsyncIterable<Uint8Array>): Promise<void> => {
  for await (const piece of content) expect(piece.length).toBeGreaterThan(0);
};
const opened = async (bid: TestBid, primitives = nodePrimitives): Promise<[Awaited<ReturnType<typeof openContent>>, Map<string, Uint8Array>]> => {
  const kept = keeping();
  return [await openContent(primitives, { statement: bid.statement, identity: bid.identity, content: [bid.content] }, kept.sink), kept.files];
};

test("an honest bid passes every upload check and opens to what was sealed", async () => {
  const bid = await testBid(lot, { files: [file("图纸.pdf", nodePrimitives.random(200_000)), file("empty.txt", new Uint8Array()), file("报价.csv", BILL)] });
  expect(must(parseStatement(bid.statementBytes))).toEqual(bid.statement);
  expect(checkShares(bid.statement, bid.shares, sha256).ok).toBe(true);
  expect(checkContent(bid.statement, { sha256: sha256(bid.content), size: bid.content.length }, bid.content.subarray(0, 4_096)).ok).toBe(true);
  for (const primitives of [nodePrimitives, noblePrimitives]) {
    const [verdict, files] = await opened(bid, primitives);
    expect(verdict).toMatchObject({ outcome: "opened", form: FORM, refused: [] });
    expect([...files.keys()]).toEqual(["form.json", "图纸.pdf", "empty.txt", "报价.csv"]);
    expect(Buffer.compare(files.get("报价.csv") ?? new Uint8Array(), BILL)).toBe(0);
    expect(files.get("form.json")).toEqual(Buffer.from(canonical(FORM)));
  }
});

test("any two of three openers give the committed key, any three of five too", async () => {
  for (const made of [lot, await testLot({ names: ["a", "b", "c", "d", "e"], threshold: 3 })]) {
    const bid = await testBid(made);
    const shares = await committedShares(bid);
    for (const chosen of [shares, shares.toReversed(), shares.slice(1), [...shares.slice(2), ...shares.slice(0, 1), ...shares.slice(1, 2)]].filter((each) => each.length >= made.terms.threshold)) {
      expect(await combineFirst(bid.statement, chosen)).toMatchObject({ kind: "key", identity: bid.identity, later: chosen.slice(made.terms.threshold).map((share) => ({ opener: share.opener, consistent: true })) });
    }
  }
});

test("a price part is padded to 64 KiB and every other part to 1 MiB, so that two prices are as long as each other", async () => {
  const cheap = await testBid(lot, { files: [] });
  const dear = await testBid(lot, { files: [file("a.txt", new Uint8Array(50_000))] });
  expect([cheap.content.length, dear.content.length]).toEqual([65_736, 65_736]);
  const technical = await testBid(await testLot({ part: "technical" }), { files: [] });
  expect(technical.content.length).toBe(168 + 16 + 1_048_576 + 16 * 16);
});

test("two sealings of the same files have nothing in common but the files", async () => {
  const [one, two] = [await testBid(lot), await testBid(lot)];
  expect(one.statement.envelope).not.toBe(two.statement.envelope);
  expect(one.statement.recipient).not.toBe(two.statement.recipient);
  expect(one.statement.shares.map((share) => share.commit)).not.toEqual(two.statement.shares.map((share) => share.commit));
});

test("a lot that only the bidder opens has no shares; its own key opens it and no other does", async () => {
  const bid = await testBid(await testLot({ names: [] }));
  expect(bid.statement).toMatchObject({ threshold: 0, shares: [] });
  expect(parseStatement(bid.statementBytes).ok).toBe(true);
  expect((await checkOwnKey(bid.statement, bid.identity)).ok).toBe(true);
  expect(await checkOwnKey(bid.statement, (await testBid(lot)).identity)).toEqual(refuse("key-differs"));
  expect(await checkOwnKey(bid.statement, "AGE-SECRET-KEY-1X")).toEqual(refuse("key-not-an-identity"));
  expect((await opened(bid))[0].outcome).toBe("opened");
  expect(await combineFirst(bid.statement, [])).toEqual({ kind: "too-few", have: 0, need: 0 });
});

test("progress ends where it said it would, and the size is known before the first byte", async () => {
  const steps: [number, number][] = [];
  let said = 0;
  let written = 0;
  const sealed = must(await sealPart(noblePrimitives, order({ files: [file("a", new Uint8Array(300_000))] }), async (content, size) => {
    said = size;
    for await (const piece of content) written += piece.length;
  }, (done, total) => steps.push([done, total])));
  expect(steps.at(-1)?.[0]).toBe(steps[0]?.[1]);
  expect([said, written]).toEqual([sealed.statement.content.size, sealed.statement.content.size]);
  expect(await recipientOf(sealed.identity)).toBe(sealed.statement.recipient);
});

test("names that cannot be opened elsewhere are refused before sealing", async () => {
  for (const name of ["../x", "a/b", "a\0b", "a\nb", "x".repeat(4_096), "", "manifest.json", "form.json", "precheck.json", ".padding"]) {
    expect(await sealPart(nodePrimitives, order({ files: [file(name, BILL)] }), drop), name).toEqual(refuse("file-name-forbidden", { name }));
  }
  expect(await sealPart(nodePrimitives, order({ files: [file("a", BILL), file("a", BILL)] }), drop)).toEqual(refuse("file-name-repeated", { name: "a" }));
  const many = Array.from({ length: 4_997 }, (_, at) => file(`f${String(at)}`, new Uint8Array()));
  expect(await sealPart(nodePrimitives, order({ files: many }), drop)).toEqual(refuse("files-too-many", { count: 4_997, max: 4_996 }));
});

test("a file that changes or grows while it is sealed spoils the sealing, not the bid", async () => {
  let reading = 0;
  const changing = { name: "a", size: 3, stream: () => [Uint8Array.of(1, 2, (reading += 1))] };
  expect(await sealPart(nodePrimitives, order({ files: [changing] }), drop)).toEqual(refuse("file-changed", { name: "a" }));
  const growing = { name: "b", size: 3, stream: () => [new Uint8Array(4)] };
  expect(await sealPart(nodePrimitives, order({ files: [growing] }), drop)).toEqual(refuse("file-changed", { name: "b" }));
});

test("a sink that fails is an outage, not a verdict on the bid", async () => {
  const bid = await testBid(lot);
  const full = (): Promise<void> => Promise.reject(new Error("no space left"));
  await expect(openContent(nodePrimitives, { statement: bid.statement, identity: bid.identity, content: [bid.content] }, full)).rejects.toThrow("no space left");
  const lazy = (): Promise<void> => Promise.resolve();
  await expect(openContent(nodePrimitives, { statement: bid.statement, identity: bid.identity, content: [bid.content] }, lazy)).rejects.toThrow(TypeError);
});
