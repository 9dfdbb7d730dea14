import { expect, test } from "vitest";
import { canonical, type Json } from "../../src/kernel/canonical-json.js";
import { must, refuse } from "../../src/kernel/result.js";
import { newIdentity } from "../../src/signing/age.js";
import { nodePrimitives } from "../../src/signing/primitives-node.js";
import { makeOpeningFile, parseOpeningFile, type OpeningResult } from "../../src/signing/opening-file.js";
import { makeRelease, openShare, parseRelease, parseSharePlaintext } from "../../src/signing/release.js";
import { testBid, testLot } from "../support/envelopes.js";

const lot = await testLot();
const bid = await testBid(lot);
const [agency] = lot.openers;
const own = { statement: bid.statement, opener: "agency", identity: agency?.identity ?? "", file: bid.shares[0] ?? new Uint8Array() };
const released = must(await openShare(nodePrimitives, own));
const release = { v: "dse-release/1", ...lot.place, close: "c1".repeat(32), opener: "agency", releases: [released] };
const parsed = (change: object): unknown => parseRelease(canonical({ ...release, ...change }));

test("a release is read as it was made", () => {
  const bytes = makeRelease(lot.place, release.close, "agency", [released]);
  expect(must(parseRelease(bytes))).toEqual(release);
  expect(must(parseRelease(makeRelease(lot.place, release.close, "agency", []))).releases).toEqual([]);
});

test.each([
  ["an unknown key", { extra: 1 }, "+extra"], ["a close that is no hash", { close: 323 }, "close"], ["share number 0", { releases: [{ ...released, index: 0 }] }, "releases"], ["share number 256", { releases: [{ ...released, index: 256 }] }, "releases"],
  ["a long plaintext", { releases: [{ ...released, plaintext: "x".repeat(4_097) }] }, "releases"], ["one envelope twice", { releases: [released, released] }, "releases"],
])("a release with %s is refused", (_, change, where) => {
  expect(parsed(change)).toEqual(refuse("release-malformed", { where }));
});

test("an opener's client opens its own share with its own key only", async () => {
  expect(await openShare(nodePrimitives, { ...own, opener: "stranger" })).toEqual(refuse("opener-unknown", { opener: "stranger" }));
  expect(await openShare(nodePrimitives, { ...own, identity: await newIdentity() })).toEqual(refuse("opener-key-differs", { opener: "agency" }));
  expect(await openShare(nodePrimitives, { ...own, file: bid.shares[1] ?? new Uint8Array() })).toEqual(refuse("share-stored-differs", { opener: "agency" }));
});

test("a share text has exactly its keys and 75 bytes of share", () => {
  const inside = JSON.parse(released.plaintext) as Record<string, Json> & { share: string };
  expect(parseSharePlaintext(canonical(inside))).toEqual(inside);
  for (const change of [{ share: "AAAA" }, { share: `${inside.share.slice(0, -1)}=` }, { index: 0 }, { v: "dse/1" }, { extra: 1 }]) expect(parseSharePlaintext(canonical({ ...inside, ...change }))).toBeNull();
  expect(parseSharePlaintext(new Uint8Array(4_097))).toBeNull();
});

test("an opening file says a cause exactly where a bid was not opened", () => {
  const result: OpeningResult = { idx: 7, salt: "0".repeat(32), st: "0".repeat(64), bidder: bid.statement.bidder.id, how: "threshold", cause: null, form: null };
  const file = (...results: OpeningResult[]): unknown => parseOpeningFile(makeOpeningFile(lot.place, results, [{ st: result.st, opener: "agency", why: "opener-silent" }]));
  expect(file(result, { ...result, how: "void", cause: "COPIED" }, { ...result, how: "not-opened", cause: "TOO_FEW_SHARES" })).toMatchObject({ ok: true });
  const wrong = refuse("opening-malformed", { where: "cause" });
  expect(file({ ...result, cause: "COPIED" })).toEqual(wrong);
  expect(file({ ...result, how: "void" })).toEqual(wrong);
  expect(file({ ...result, how: "not-opened", cause: "BIDDER_ABSENT", form: { v: "form/1" } })).toEqual(wrong);
});
