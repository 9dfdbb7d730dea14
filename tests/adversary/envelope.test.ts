import { expect, test } from "vitest";
import { must, refuse } from "../../src/kernel/result.js";
import { newIdentity } from "../../src/signing/age.js";
import { fateOf } from "../../src/signing/blame.js";
import { combineFirst, openContent, type ContentVerdict } from "../../src/signing/open.js";
import { makeOpeningFile, parseOpeningFile, type OpeningResult } from "../../src/signing/opening-file.js";
import { nodePrimitives } from "../../src/signing/primitives-node.js";
import { checkRelease, makeRelease, openShare, parseRelease, settleClaim, type CommittedShare, type ShareToOpen } from "../../src/signing/release.js";
import { bytesOf, headOf, parseStatement } from "../../src/signing/statement.js";
import { checkAgainstTerms, checkContent, checkSequence, checkShares } from "../../src/signing/terms.js";
import { BIDDER_A, BIDDER_B, committedShares, EXCHANGE, keeping, sha256, testBid, testLot, type TestBid } from "../support/envelopes.js";
import { flip, forgedHeader, manifestOf, member, withContent, withSealed, withShares } from "../support/hostile-envelopes.js";

const lot = await testLot();
const otherLot = await testLot({ lot: "2" });
const honest = await testBid(lot);
const rival = await testBid(lot, { bidder: BIDDER_B });
const CLOSE = "c1".repeat(32);

const open = (bid: TestBid, content: Uint8Array = bid.content, identity = bid.identity): Promise<ContentVerdict> =>
  openContent(nodePrimitives, { statement: bid.statement, identity, content: [content] }, keeping().sink);
const toOpen = (bid: TestBid, at: number): ShareToOpen => ({ statement: bid.statement, opener: bid.lot.openers[at]?.opener ?? "", identity: bid.lot.openers[at]?.identity ?? "", file: bid.shares[at] ?? new Uint8Array() });
const shareCode = async (bid: TestBid, at: number): Promise<string> => {
  const released = await openShare(nodePrimitives, toOpen(bid, at));
  return released.ok ? "ok" : released.refusal.code;
};
const live = (...bids: readonly TestBid[]): ReadonlyMap<string, TestBid["statement"]> => new Map(bids.map((bid) => [bid.statement.envelope, bid.statement]));
const releaseOf = async (bid: TestBid, at: number, close = CLOSE): Promise<Uint8Array> => makeRelease(bid.lot.place, close, bid.lot.openers[at]?.opener ?? "", [must(await openShare(nodePrimitives, toOpen(bid, at)))]);
const data = (text: string): Uint8Array => new TextEncoder().encode(text);
/** What the openers' clients agree to release; a refused share is left out. */
const committedOnly = async (bid: TestBid): Promise<CommittedShare[]> => {
  const all = await Promise.all(bid.lot.openers.map(async ({ opener }, at) => ({ opener, released: await openShare(nodePrimitives, toOpen(bid, at)) })));
  return all.flatMap(({ opener, released }) => (released.ok ? [{ opener, index: released.value.index, plaintext: data(released.value.plaintext) }] : []));
};

test("the honest run: released, combined, opened", async () => {
  const combined = await combineFirst(honest.statement, await committedShares(honest));
  expect(combined).toMatchObject({ kind: "key", identity: honest.identity, used: ["agency", "supervisor"] });
  expect(await open(honest)).toMatchObject({ outcome: "opened", refused: [] });
});

test("T12 A's ciphertext under a rival's name: the manifest names A, the copy is void and A's own bid opens", async () => {
  const copy = { ...withSealed(rival, honest.content), identity: honest.identity };
  const copied = { ...copy, statement: { ...copy.statement, recipient: honest.statement.recipient } };
  expect(await open(copied)).toEqual({ outcome: "void", cause: "COPIED", why: "head-differs", where: "bidder" });
  expect((await open(honest)).outcome).toBe("opened");
});

test("T12 A's shares under a rival's name are not released", async () => {
  const copied = { ...rival, shares: honest.shares, statement: { ...rival.statement, shares: honest.statement.shares } };
  expect(await shareCode(copied, 0)).toBe("share-copied");
});

test("T13 a bid replayed into another lot is refused at upload, and void where it were let in", async () => {
  expect(checkAgainstTerms(honest.statement, otherLot.terms, otherLot.termsSha256, EXCHANGE)).toEqual(refuse("statement-other-lot", { field: "lot", given: "1", wanted: "2" }));
  const moved = { ...honest, statement: { ...honest.statement, lot: "2" } };
  expect(await open(moved)).toEqual({ outcome: "void", cause: "BAD_SEAL", why: "head-differs", where: "lot" });
  expect(await openShare(nodePrimitives, toOpen(moved, 0))).toEqual(refuse("share-context-differs", { opener: "agency", field: "lot" }));
});

test("T14 an own older bid cannot come back as the current one", async () => {
  const second = await testBid(lot, { seq: 2, prev: sha256(honest.statementBytes) });
  const last = { sha256: sha256(second.statementBytes), seq: 2, kind: "dse/1" as const };
  expect(checkSequence(honest.statement, last)).toEqual(refuse("seq-not-next", { given: 1, wanted: 3 }));
  expect(checkSequence({ ...honest.statement, seq: 3, prev: sha256(honest.statementBytes) }, last)).toEqual(refuse("prev-differs", { wanted: last.sha256 }));
});

test("T15 one share of two gives nothing", async () => {
  const [first] = await committedShares(honest);
  expect(await combineFirst(honest.statement, first === undefined ? [] : [first])).toEqual({ kind: "too-few", have: 1, need: 2 });
});

test("T16 an opener that lies is named and the bid opens by the others", async () => {
  const [, second, third] = await committedShares(honest);
  const lie = must(await openShare(nodePrimitives, toOpen(honest, 0)));
  for (const forged of [{ ...lie, plaintext: lie.plaintext.replace(/"share":"./, '"share":"A') }, { ...lie, index: 9 }]) {
    const release = must(parseRelease(makeRelease(lot.place, CLOSE, "agency", [forged])));
    const [checked] = must(checkRelease(nodePrimitives, release, { place: lot.place, close: CLOSE, live: live(honest) }));
    expect(checked?.share).toEqual(refuse("release-differs-from-commit", { opener: "agency", envelope: honest.statement.envelope }));
  }
  expect(await combineFirst(honest.statement, [second, third].filter((share) => share !== undefined))).toMatchObject({ kind: "key", identity: honest.identity });
});

test.each([
  ["T17 a bit flipped in the stored header", (content: Uint8Array) => flip(content, 60)],
  ["T17 a bit flipped in the first chunk", (content: Uint8Array) => flip(content, 5_000)],
  ["T17 a bit flipped in the padding", (content: Uint8Array) => flip(content, content.length - 1)],
  ["T18 cut at 99 %", (content: Uint8Array) => content.subarray(0, Math.floor(content.length * 0.99))],
  ["T18 one byte short", (content: Uint8Array) => content.subarray(0, -1)],
  ["T18 empty", () => new Uint8Array()],
  ["T17 another content of the same key", (content: Uint8Array) => Buffer.concat([content, new Uint8Array(1)])],
])("%s: the stored content is not the signed one, so the exchange is at fault", async (_, spoil) => {
  const spoilt = spoil(honest.content);
  expect(await open(honest, spoilt)).toEqual({ outcome: "stored-differs", sha256: sha256(spoilt), size: spoilt.length });
  expect((await open(honest)).outcome).toBe("opened");
});

test("T19 a stored share flipped: the exchange is at fault", async () => {
  const spoilt = { ...honest, shares: honest.shares.with(0, flip(honest.shares[0] ?? new Uint8Array(), 300)) };
  expect(await shareCode(spoilt, 0)).toBe("share-stored-differs");
  expect(await settleClaim(nodePrimitives, toOpen(spoilt, 0))).toBe("exchange");
});

test("T20 an inconsistent dealing that shows in the first shares voids the bid, at the bidder's cost", async () => {
  const bid = await withShares(honest, { supervisor: { share: (good) => flip(good, 30) } });
  expect(await combineFirst(bid.statement, await committedShares(bid))).toEqual({ kind: "void", cause: "INCONSISTENT_DEALING", used: ["agency", "supervisor"] });
  expect(fateOf("INCONSISTENT_DEALING")).toMatchObject({ status: "REVOKED", counts: true, bond: "may-keep" });
});

test.each([
  ["one bit of the newline", (good: Uint8Array) => flip(good, 74)],
  ["all zeros", (good: Uint8Array) => new Uint8Array(good.length)],
])("T21 a bad subset alone (%s) voids the bid", async (_, share) => {
  const bid = await withShares(honest, { agency: { share } });
  const shares = await committedShares(bid);
  expect(await combineFirst(bid.statement, shares.slice(0, 2))).toMatchObject({ kind: "void" });
  expect(await combineFirst(bid.statement, shares.slice(1))).toMatchObject({ kind: "key" });
});

test("T21 two shares of one number are an inconsistent dealing", async () => {
  const bid = await withShares(honest, { supervisor: { inside: { index: 1 } } });
  expect(await combineFirst(bid.statement, await committedShares(bid))).toMatchObject({ kind: "void", cause: "INCONSISTENT_DEALING" });
});

test("T22 a share that does not decrypt is the bidder's fault once the opener reveals its key; the others open the bid", async () => {
  const bid = await withShares(honest, { agency: { file: (good) => flip(good, good.length - 1) } });
  expect(await shareCode(bid, 0)).toBe("share-undecryptable");
  expect(await settleClaim(nodePrimitives, toOpen(bid, 0))).toBe("bidder");
  expect(await combineFirst(bid.statement, await committedOnly(bid))).toMatchObject({ kind: "key", used: ["supervisor", "notary"] });
});

test("T22 a share with something else inside than committed, or for another opener, is the bidder's fault", async () => {
  const bid = await withShares(honest, { agency: { inside: { opener: "notary" } } });
  expect(await openShare(nodePrimitives, toOpen(bid, 0))).toEqual(refuse("share-context-differs", { opener: "agency", field: "opener" }));
  const uncommitted = { ...honest, statement: { ...honest.statement, shares: honest.statement.shares.map((entry) => ({ ...entry, commit: "00".repeat(32) })) } };
  expect(await shareCode(uncommitted, 0)).toBe("share-commit-differs");
});

test("T23 an opener that falsely says so is shown up by its own key, or by refusing to show the published one", async () => {
  expect(await settleClaim(nodePrimitives, toOpen(honest, 0))).toBe("opener");
  expect(await settleClaim(nodePrimitives, { ...toOpen(honest, 0), identity: await newIdentity() })).toBe("opener");
});

test("T24 a content with a second stanza is refused at upload", () => {
  const stanza = honest.content.subarray(22, 120);
  const twoReaders = Buffer.concat([honest.content.subarray(0, 22), stanza, stanza, honest.content.subarray(120)]);
  const bid = withSealed(honest, twoReaders);
  expect(checkContent(bid.statement, bid.statement.content, twoReaders.subarray(0, 4_096))).toEqual(refuse("content-extra-reader", { count: 2 }));
});

test("T64 a header of 100,000 stanzas is refused from its first 4 KiB, before any key agreement", async () => {
  const stanzas = Array.from({ length: 100_000 }, () => honest.content.subarray(22, 120));
  const bomb = withSealed(honest, Buffer.concat([honest.content.subarray(0, 22), ...stanzas, honest.content.subarray(120)]));
  expect(checkContent(bomb.statement, bomb.statement.content, bomb.content.subarray(0, 4_096))).toEqual(refuse("content-header-too-long", { max: 4_096 }));
  expect(await open(bomb)).toMatchObject({ outcome: "void", cause: "BAD_SEAL", why: "key-does-not-fit" });
  const share = bomb.content.subarray(0, 4_096);
  expect(checkShares({ ...honest.statement, shares: [{ opener: "agency", recipient: "", size: 4_096, sha256: sha256(share), commit: "" }] }, [share], sha256)).toEqual(refuse("share-malformed", { opener: "agency" }));
});

const a = { name: "a.txt", bytes: data("甲") };
const b = { name: "b.txt", bytes: data("乙") };
const form = { name: "form.json", bytes: data('{"v":"form/1"}') };

test.each<[string, () => Promise<TestBid>, string, string]>([
  ["T25 a listed hash that differs", async () => withContent(honest, [manifestOf(honest.statement, [a]), member("a.txt", data("乙"))]), "file-hash", "a.txt"],
  ["T25 a listed size that differs", async () => withContent(honest, [manifestOf(honest.statement, [a]), member("a.txt", data("甲乙"))]), "file-size", "a.txt"],
  ["a listed file that is missing", async () => withContent(honest, [manifestOf(honest.statement, [a, b]), member(a.name, a.bytes)]), "file-missing", "b.txt"],
  ["files out of their order", async () => withContent(honest, [manifestOf(honest.statement, [a, b]), member(b.name, b.bytes), member(a.name, a.bytes)]), "file-missing", "b.txt"],
  ["no manifest", async () => withContent(honest, [member(a.name, a.bytes)]), "no-manifest", ""],
  ["an empty archive", async () => withContent(honest, []), "no-manifest", ""],
  ["a manifest that is a link", async () => withContent(honest, [{ header: forgedHeader(manifestOf(honest.statement, []).header, [[156, "2"], [124, "00000000000"]]), bytes: new Uint8Array() }]), "no-manifest", ""],
  ["a manifest with an unknown key", async () => withContent(honest, [manifestOf(honest.statement, [], { extra: 1 })]), "manifest-malformed", "+extra"],
  ["a manifest that lists a file twice", async () => withContent(honest, [manifestOf(honest.statement, [a, a]), member(a.name, a.bytes), member(a.name, a.bytes)]), "manifest-malformed", "files"],
  ["a manifest of another sequence number", async () => withContent(honest, [manifestOf(honest.statement, [], { seq: 2, prev: "aa".repeat(32) })]), "head-differs", "seq"],
  ["a manifest of another certificate", async () => withContent(honest, [manifestOf(honest.statement, [], { bidder: { ...BIDDER_A, cert: "ee".repeat(32) } })]), "head-differs", "bidder"],
  ["a form that is not canonical", async () => withContent(honest, [manifestOf(honest.statement, [{ name: form.name, bytes: data('{ "v":"form/1"}') }]), member(form.name, data('{ "v":"form/1"}'))]), "form-malformed", "not canonical JSON"],
  ["a member of negative size", async () => withContent(honest, [manifestOf(honest.statement, [a]), { header: forgedHeader(member(a.name, a.bytes).header, [[124, "\xff".repeat(12)]]), bytes: a.bytes }]), "tar-malformed", ""],
  ["a pax header", async () => withContent(honest, [manifestOf(honest.statement, [a]), { header: forgedHeader(member("x", data("12 path=../x\n")).header, [[156, "x"]]), bytes: data("12 path=../x\n") }, member(a.name, a.bytes)]), "member-type", "x"],
  ["bytes hidden behind the end", async () => withContent(honest, [manifestOf(honest.statement, [a]), member(a.name, a.bytes)], Buffer.concat([new Uint8Array(1_024), data("hidden")])), "data-after-the-end", ""],
  ["not an archive at all", async () => withContent(honest, [], data("a price of 38,650,000.00 in plain text".repeat(40))), "tar-malformed", ""],
])("%s voids the bid as badly sealed, at the bidder's cost", async (_, make, why, where) => {
  expect(await open(await make())).toEqual({ outcome: "void", cause: "BAD_SEAL", why, where });
});

const forgedMember = (name: string, changes: readonly (readonly [number, string])[], bytes: Uint8Array = new Uint8Array()): { header: Uint8Array; bytes: Uint8Array } => ({ header: forgedHeader(member("placeholder", bytes).header, [[0, `${name}${"\0".repeat(100 - name.length)}`], ...changes]), bytes });

test.each([
  ["a way out of the folder", forgedMember("../../etc/cron.d/x", [], data("x")), "../../etc/cron.d/x", "forbidden-name"],
  ["an absolute name", forgedMember("/etc/passwd", [], data("x")), "/etc/passwd", "forbidden-name"],
  ["a symbolic link", forgedMember("link", [[156, "2"], [157, "/etc/passwd"]]), "link", "not-a-regular-file"],
  ["a hard link", forgedMember("link", [[156, "1"], [157, "/etc/passwd"]]), "link", "not-a-regular-file"],
  ["a folder", forgedMember("folder", [[156, "5"]]), "folder", "not-a-regular-file"],
  ["a device", forgedMember("null", [[156, "3"]]), "null", "not-a-regular-file"],
  ["a file the manifest does not list", member("extra.txt", data("x")), "extra.txt", "not-listed"],
])("T63 %s is refused alone and the bid still evaluated", async (_, bad, name, fault) => {
  const bid = await withContent(honest, [manifestOf(honest.statement, [form, a]), member(form.name, form.bytes), bad, member(a.name, a.bytes)]);
  expect(await open(bid)).toMatchObject({ outcome: "opened", form: { v: "form/1" }, refused: [{ name, fault }], files: [{ name: "form.json" }, { name: "a.txt" }] });
});

test("T63 a listed file that turns out to be a link or a forbidden name is refused alone too", async () => {
  const listed = [{ name: "link", bytes: new Uint8Array() }, { name: "../x", bytes: data("x") }, a];
  const bid = await withContent(honest, [manifestOf(honest.statement, listed), forgedMember("link", [[156, "2"]]), forgedMember("../x", [], data("x")), member(a.name, a.bytes)]);
  expect(await open(bid)).toMatchObject({ outcome: "opened", refused: [{ name: "link" }, { name: "../x" }], files: [{ name: "a.txt" }] });
});

test("a content the key does not open, and one with a bad chunk signed as it is, are the bidder's bad seals", async () => {
  expect(await open(withSealed(honest, rival.content))).toMatchObject({ outcome: "void", cause: "BAD_SEAL", why: "key-does-not-fit" });
  expect(await open(withSealed(honest, flip(honest.content, 5_000)))).toMatchObject({ outcome: "void", cause: "BAD_SEAL", why: "chunk-forged" });
  expect(await open(withSealed(honest, data("nothing sealed")))).toMatchObject({ outcome: "void", cause: "BAD_SEAL", why: "header-malformed" });
});

test("T72 one key for two openers is refused in the statement", () => {
  const [first] = honest.statement.shares;
  const doubled = honest.statement.shares.map((entry, at) => (at === 1 && first !== undefined ? { ...entry, recipient: first.recipient } : entry));
  expect(parseStatement(bytesOf({ ...honest.statement, shares: doubled }))).toEqual(refuse("statement-malformed", { where: "recipient" }));
});

test("T73 a third share that turns out inconsistent once prices are known is recorded and changes nothing", async () => {
  const bid = await withShares(honest, { notary: { share: (good) => flip(good, 3) } });
  const combined = await combineFirst(bid.statement, await committedShares(bid));
  expect(combined).toMatchObject({ kind: "key", identity: honest.identity, later: [{ opener: "notary", consistent: false }] });
});

test("T76 a release for another lot, another close or an envelope that is not live is refused whole", async () => {
  const release = must(parseRelease(await releaseOf(honest, 0)));
  const here = { place: lot.place, close: CLOSE, live: live(honest) };
  expect(checkRelease(nodePrimitives, release, here)).toMatchObject({ ok: true, value: [{ share: { ok: true } }] });
  expect(checkRelease(nodePrimitives, release, { ...here, place: otherLot.place })).toEqual(refuse("release-other-lot", { field: "lot" }));
  expect(checkRelease(nodePrimitives, release, { ...here, close: "c2".repeat(32) })).toEqual(refuse("release-other-close", { given: CLOSE, wanted: "c2".repeat(32) }));
  expect(checkRelease(nodePrimitives, release, { ...here, live: live(rival) })).toEqual(refuse("release-unknown-envelope", { envelope: honest.statement.envelope }));
  expect(checkRelease(nodePrimitives, { ...release, opener: "stranger" }, here)).toEqual(refuse("opener-unknown", { opener: "stranger" }));
});

test("T80 the opening of 400 bids passes an entry's limit as a file and fits as a hash", () => {
  const results: OpeningResult[] = Array.from({ length: 400 }, (_, at) => ({
    idx: 1_000 + at, salt: at.toString(16).padStart(32, "0"), st: at.toString(16).padStart(64, "0"), bidder: BIDDER_A.id, how: "threshold", cause: null, form: { v: "form/1", price: { amount: `${String(at)}.00`, currency: "CNY" } },
  }));
  const file = makeOpeningFile(lot.place, results);
  expect(file.length).toBeGreaterThan(65_535);
  expect(must(parseOpeningFile(file)).results).toHaveLength(400);
  const { tender, lot: lotId, part } = headOf(honest.statement);
  expect(bytesOf({ v: "dl/1", type: "lot.open", tender, lot: lotId, part, close: 323, sha256: sha256(file) }).length).toBeLessThan(300);
});
