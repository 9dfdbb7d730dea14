import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { base64, fromBase64, utf8 } from "../../src/kernel/bytes.js";
import { must } from "../../src/kernel/result.js";
import { openSmall } from "../../src/signing/age.js";
import { checkEscrowRelease, combineEscrow, isEscrowOf, makeEscrow, makeEscrowRelease, openEscrowShare, parseEscrowRelease, readEscrow, type EscrowFile, type EscrowOpeners, type EscrowRelease } from "../../src/signing/escrow.js";
import { canonical } from "../../src/kernel/canonical-json.js";
import { nodePrimitives } from "../../src/signing/primitives-node.js";
import { sha256, testBid, testLot, type TestLot } from "../support/envelopes.js";

const sha = (text: string): string => createHash("sha256").update(text).digest("hex");
const R = sha("what the notary threw");
const OF = { draw: "T2026-000123/1/D1", name: "notary", commitment: sha("commitment") };
const fits = (secret: string): boolean => secret === R;
const openersOf = (lot: TestLot): EscrowOpeners => ({ exchange: lot.place.exchange, part: "price", terms: lot.termsSha256, threshold: 2, openers: lot.openers.map(({ opener, recipient }) => ({ opener, recipient })) });
const lot = await testLot();
const to = openersOf(lot);
const bytes = makeEscrow(to, OF, R);
const file = must(readEscrow(bytes, to, OF));

const releaseOf = async (escrow: EscrowFile, at: number, raw: Uint8Array = canonical(escrow)): Promise<EscrowRelease> => {
  const { opener = "", identity = "" } = lot.openers[at] ?? {};
  const plaintext = must(await openEscrowShare(escrow, opener, identity));
  return must(parseEscrowRelease(makeEscrowRelease(escrow, sha256(raw), opener, plaintext)));
};

test("an escrow is a function of its secret: made again it is the same to the byte, and of another secret, draw or name another", () => {
  expect(makeEscrow(to, OF, R)).toEqual(bytes);
  expect(isEscrowOf(bytes, to, OF, R)).toBe(true);
  expect(isEscrowOf(bytes, to, OF, sha("another"))).toBe(false);
  for (const other of [{ ...OF, draw: "T2026-000123/1/D2" }, { ...OF, name: "tenderer" }, { ...OF, commitment: sha("x") }]) expect(isEscrowOf(bytes, to, other, R)).toBe(false);
  expect(isEscrowOf(bytes, { ...to, exchange: "another.example/2026" }, OF, R)).toBe(false);
});

test("any two of three openers open it, one cannot, and the first two of the log decide", async () => {
  for (const pair of [[0, 1], [1, 2], [2, 0]]) {
    const releases = await Promise.all(pair.map((at) => releaseOf(file, at)));
    for (const release of releases) expect(checkEscrowRelease(release, file, sha256(bytes))).toEqual({ ok: true, value: true });
    expect(combineEscrow(file, to, releases, fits)).toEqual({ kind: "secret", secret: R });
    expect(combineEscrow(file, to, releases.slice(0, 1), fits)).toEqual({ kind: "too-few", have: 1 });
    expect(combineEscrow(file, to, [...releases.slice(0, 1), ...releases.slice(0, 1)], fits), "one opener twice is one opener").toMatchObject({ kind: "too-few" });
  }
});

test("a holder who sealed another number than it committed to is found out, by the openers and by its own number", async () => {
  const other = makeEscrow(to, OF, sha("not what was committed to"));
  const parsed = must(readEscrow(other, to, OF));
  expect(combineEscrow(parsed, to, [await releaseOf(parsed, 0), await releaseOf(parsed, 2)], fits)).toEqual({ kind: "bad" });
  expect(isEscrowOf(other, to, OF, R)).toBe(false);
});

test("shares of the committed number dealt by other chance count for nothing: who could show it or not would have a choice", async () => {
  const third = { ...file, shares: file.shares.map((share, at) => (at === 2 ? { ...share, file: base64(utf8("no age file at all")) } : share)) };
  const raw = canonical(third);
  expect(readEscrow(raw, to, OF), "nobody can see it before").toMatchObject({ ok: true });
  expect((await releaseOf(third, 2)).plaintext, "an opener says so").toBeNull();
  const two = [await releaseOf(third, 0), await releaseOf(third, 1)];
  expect(combineEscrow(third, to, two, fits), "two good shares give the number, and it shows that the third is bad").toEqual({ kind: "bad" });
  expect(isEscrowOf(raw, to, OF, R)).toBe(false);
});

test("an escrow of another draw, to other keys, with a key too many or written otherwise is refused when it is brought", async () => {
  const stranger = openersOf(await testLot());
  for (const [given, where] of [[makeEscrow(to, { ...OF, draw: "T2026-000123/1/D2" }, R), "draw"], [makeEscrow(to, { ...OF, name: "exchange" }, R), "name"], [makeEscrow({ ...stranger, terms: to.terms }, OF, R), "shares"], [makeEscrow(stranger, OF, R), "terms"],
    [makeEscrow({ ...to, threshold: 3 }, OF, R), "threshold"], [canonical({ ...file, more: 1 }), "+more"], [utf8(JSON.stringify(file, null, 1)), undefined], [new Uint8Array(70_000), "size"]] as const) {
    const read = readEscrow(given, to, OF);
    expect(read).toMatchObject({ ok: false, refusal: { code: "escrow-wrong", facts: where === undefined ? {} : { where } } });
  }
});

test("a release of another escrow, draw or opener, or with another text than was committed to, is refused", async () => {
  const good = await releaseOf(file, 0);
  const codeOf = (release: EscrowRelease): unknown => { const checked = checkEscrowRelease(release, file, sha256(bytes)); return checked.ok ? null : checked.refusal.code; };
  expect(codeOf({ ...good, draw: "T2026-000123/1/D2" })).toBe("release-other-lot");
  expect(codeOf({ ...good, name: "tenderer" })).toBe("release-other-lot");
  expect(codeOf({ ...good, escrow: sha("x") })).toBe("release-unknown-envelope");
  expect(codeOf({ ...good, opener: "stranger" })).toBe("opener-unknown");
  expect(codeOf({ ...good, opener: "notary" })).toBe("release-differs-from-commit");
  expect(codeOf({ ...good, plaintext: (good.plaintext ?? "").replace("ddr", "dds") })).toBe("release-differs-from-commit");
});

test("an opener's tool makes nothing public that is not of this escrow: neither a bid's share to the same key nor another draw's", async () => {
  const bid = await testBid(lot);
  const [share = new Uint8Array()] = bid.shares;
  const plain = await openSmall(lot.openers[0]?.identity ?? "", share);
  const smuggled = { ...file, shares: file.shares.map((each, at) => (at === 0 ? { ...each, file: base64(share), commit: sha256(plain ?? new Uint8Array()) } : each)) };
  expect((await releaseOf(smuggled, 0)).plaintext).toBeNull();
  const other = must(readEscrow(makeEscrow(to, { ...OF, draw: "T2026-000123/1/D2" }, R), to, { ...OF, draw: "T2026-000123/1/D2" }));
  expect((await releaseOf({ ...file, shares: other.shares }, 0)).plaintext).toBeNull();
  expect(await openEscrowShare(file, "agency", lot.openers[1]?.identity ?? "")).toMatchObject({ ok: false, refusal: { code: "opener-key-differs" } });
  expect(nodePrimitives.sha256(fromBase64(file.shares[0]?.file ?? ""))).toHaveLength(32);
});
