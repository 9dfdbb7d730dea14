import { expect, test } from "vitest";
import { canonical, type Json } from "../../src/kernel/canonical-json.js";
import { must, ok, refuse } from "../../src/kernel/result.js";
import { headDifference, headOf, parseStatement, STATEMENT_BYTES_MAX, type BidStatement } from "../../src/signing/statement.js";
import { checkAgainstTerms, checkContent, checkRecipientsFresh, checkSequence, checkShares, checkSizes, parseTerms, standsUnder } from "../../src/signing/terms.js";
import { EXCHANGE, sha256, testBid, testLot } from "../support/envelopes.js";

const lot = await testLot();
const bid = await testBid(lot);
const bytes = (change: object): Uint8Array => canonical({ ...bid.statement, ...change });
const withdraw = {
  v: "dse-withdraw/1", exchange: EXCHANGE, tender: "T2026-000123", lot: "1", part: "price", bidder: bid.statement.bidder, seq: 2, prev: sha256(bid.statementBytes),
} as const;
const text = new TextDecoder().decode(bid.statementBytes);
const share = (change: object): object => ({ shares: bid.statement.shares.map((each, at) => (at === 1 ? { ...each, ...change } : each)) });

test("an honest bid, withdrawal and confirmation are read as they stand", () => {
  expect(must(parseStatement(bid.statementBytes))).toEqual(bid.statement);
  expect(must(parseStatement(canonical(withdraw)))).toEqual(withdraw);
  const confirm = { ...withdraw, v: "dse-confirm/1", notice: lot.termsSha256 };
  expect(must(parseStatement(canonical(confirm)))).toEqual(confirm);
  expect(bid.statementBytes.length).toBeLessThan(1_400);
});

test("bytes that are not canonical are refused: spaces, repeated keys, 1.0, another order, a newline, a wrong escape (T35)", () => {
  const spoilt = [text.replace(":", ": "), text.replace('"seq":1', '"seq":1,"seq":1'), text.replace('"seq":1', '"seq":1.0'), `${text}\n`, text.replace('"v":"dse/1"', '"v":"dse\\/1"'),
    text.replace(/^\{"bidder":\{.*?\},/, "{").replace(/\}$/, ',"bidder":{"id":"x"}}'), "", "null,", "{", "\ufeff" + text, `${"[".repeat(18)}${"]".repeat(18)}`];
  for (const each of spoilt) expect(parseStatement(new TextEncoder().encode(each)), each.slice(0, 60)).toMatchObject({ ok: false, refusal: { code: "statement-not-canonical" } });
  expect(parseStatement(Uint8Array.of(0x22, 0xff, 0x22)).ok).toBe(false);
});

test("a statement over 16 KiB is refused before it is read", () => {
  expect(parseStatement(new Uint8Array(STATEMENT_BYTES_MAX + 1))).toEqual(refuse("statement-too-large", { size: 16_385, max: 16_384 }));
  expect(parseStatement(new Uint8Array(STATEMENT_BYTES_MAX))).toMatchObject({ refusal: { code: "statement-not-canonical" } });
});

test.each([
  ["an unknown key", { extra: 1 }, "+extra"], ["an unknown key in the bidder", { bidder: { ...bid.statement.bidder, role: "x" } }, "bidder"],
  ["another version", { v: "dse/2" }, "v"], ["a version of JavaScript's own", { v: "constructor" }, "v"], ["a tender with a slash", { tender: "a/b" }, "tender"], ["a lot of dots", { lot: ".." }, "lot"],
  ["an empty part", { part: "" }, "part"], ["65 characters", { part: "p".repeat(65) }, "part"], ["seq 0", { seq: 0 }, "seq"], ["seq as text", { seq: "1" }, "seq"], ["first with a predecessor", { prev: "aa".repeat(32) }, "prev"],
  ["second without one", { seq: 2 }, "prev"], ["a hash in capitals", { notice: "AA".repeat(32) }, "notice"], ["a short envelope id", { envelope: "ab" }, "envelope"], ["another suite", { suite: "gm/1" }, "suite"],
  ["another key type", { recipient: "age1pq1xyz" }, "recipient"], ["an empty content", { content: { sha256: "aa".repeat(32), size: 0 } }, "content"], ["threshold 1", { threshold: 1 }, "threshold"],
  ["threshold above the openers", { threshold: 4 }, "threshold"], ["no shares", { shares: [] }, "threshold"], ["a share of 4,097 bytes", share({ size: 4_097 }), "shares"], ["one opener twice", share({ opener: "agency" }), "shares"],
  ["one key twice (T72)", share({ recipient: bid.statement.shares[0]?.recipient }), "recipient"], ["an opener's key as the envelope's (T72)", { recipient: bid.statement.shares[0]?.recipient }, "recipient"],
  ["a credit code of 17", { bidder: { ...bid.statement.bidder, id: "9".repeat(17) } }, "bidder"], ["no consortium members in the list", { bidder: { ...bid.statement.bidder, members: [] } }, "bidder"],
])("%s is refused by the name of the field", (_, change, where) => {
  expect(parseStatement(bytes(change))).toEqual(refuse("statement-malformed", { where }));
});

test("a missing key is named", () => {
  const { suite, ...rest } = bid.statement;
  expect(suite).toBe("std/1");
  expect(parseStatement(canonical(rest as unknown as Json))).toEqual(refuse("statement-malformed", { where: "-suite" }));
});

test("a consortium names its members, a share file of 4,096 bytes passes", () => {
  expect(parseStatement(bytes({ bidder: { ...bid.statement.bidder, members: ["91310000MEMBER0001"] } })).ok).toBe(true);
  expect(parseStatement(bytes(share({ size: 4_096 }))).ok).toBe(true);
});

test("a withdrawal follows something", () => {
  expect(parseStatement(canonical({ ...withdraw, seq: 1 }))).toEqual(refuse("statement-malformed", { where: "seq" }));
  expect(parseStatement(canonical({ ...withdraw, prev: null }))).toEqual(refuse("statement-malformed", { where: "prev" }));
});

test("two heads are compared field by field, nested ones by their bytes", () => {
  const head = headOf(bid.statement);
  expect(headDifference(head, bid.statement)).toBeNull();
  expect(headDifference(head, { ...head, bidder: { ...head.bidder } })).toBeNull();
  for (const [field, value] of Object.entries({ exchange: "x", tender: "x", lot: "x", part: "x", bidder: { id: "x", cert: "x" }, seq: 9, prev: "x", notice: "x", envelope: "x" })) {
    expect(headDifference(head, { ...head, [field]: value })).toBe(field);
  }
});

const against = (change: Partial<BidStatement>): ReturnType<typeof checkAgainstTerms> => checkAgainstTerms({ ...bid.statement, ...change }, lot.terms, lot.termsSha256, EXCHANGE);

test("a bid is for the published terms, openers, keys, order and threshold, or it is refused", () => {
  expect(against({}).ok).toBe(true);
  expect(against({ exchange: "other.example" })).toEqual(refuse("statement-other-lot", { field: "exchange", given: "other.example", wanted: EXCHANGE }));
  expect(against({ lot: "2" })).toEqual(refuse("statement-other-lot", { field: "lot", given: "2", wanted: "1" }));
  expect(against({ notice: "cc".repeat(32) })).toEqual(refuse("terms-not-newest", { newest: lot.termsSha256 }));
  expect(against({ threshold: 3 })).toEqual(refuse("threshold-differs", { given: 3, wanted: 2 }));
  expect(against({ shares: bid.statement.shares.toReversed() })).toEqual(refuse("openers-differ", { place: 1 }));
  expect(against({ shares: bid.statement.shares.slice(0, 2) })).toEqual(refuse("openers-differ", { place: 3 }));
  expect(against({ shares: bid.statement.shares.with(2, { opener: "notary", size: 1, sha256: "", commit: "", recipient: bid.statement.recipient }) })).toEqual(refuse("openers-differ", { place: 3 }));
  expect(checkAgainstTerms(withdraw, lot.terms, "dd".repeat(32), EXCHANGE).ok).toBe(true);
});

test("lodged bids stay good under newer terms that accept theirs, and under no others", () => {
  const newer = { ...lot.terms, version: 2, prev: lot.termsSha256, accepts: [lot.termsSha256] };
  expect(standsUnder(lot.termsSha256, newer, "ee".repeat(32))).toBe(true);
  expect(standsUnder("ee".repeat(32), newer, "ee".repeat(32))).toBe(true);
  expect(standsUnder(lot.termsSha256, { ...newer, accepts: [] }, "ee".repeat(32))).toBe(false);
});

test("sequence numbers leave no gap and no way back (T14)", () => {
  const last = { sha256: sha256(bid.statementBytes), seq: 1, kind: "dse/1" as const };
  expect(checkSequence(bid.statement, null).ok).toBe(true);
  expect(checkSequence(bid.statement, last)).toEqual(refuse("seq-not-next", { given: 1, wanted: 2 }));
  expect(checkSequence({ ...bid.statement, seq: 2, prev: "ab".repeat(32) }, last)).toEqual(refuse("prev-differs", { wanted: last.sha256 }));
  expect(checkSequence(withdraw, last).ok).toBe(true);
  expect(checkSequence(withdraw, null)).toEqual(refuse("nothing-to-withdraw"));
  expect(checkSequence({ ...withdraw, seq: 3 }, { ...last, seq: 2, kind: "dse-withdraw/1" })).toEqual(refuse("nothing-to-withdraw"));
  expect(checkSequence({ ...bid.statement, seq: 3, prev: last.sha256 }, { ...last, seq: 2, kind: "dse-withdraw/1" }).ok).toBe(true);
});

test("uploaded shares and content are the stated ones", () => {
  expect(checkShares(bid.statement, bid.shares, sha256).ok).toBe(true);
  expect(checkShares(bid.statement, bid.shares.slice(1), sha256)).toEqual(refuse("share-count", { wanted: 3, given: 2 }));
  expect(checkSizes(new Uint8Array(16_384), bid.shares.with(1, new Uint8Array(4_096)))).toEqual(ok(null));
  expect(checkSizes(new Uint8Array(), bid.shares.with(1, new Uint8Array(4_097)))).toEqual(refuse("share-too-large", { place: 2, size: 4_097, max: 4_096 }));
  expect(checkSizes(new Uint8Array(16_385), bid.shares.with(1, new Uint8Array(4_097)))).toEqual(refuse("statement-too-large", { size: 16_385, max: 16_384 }));
  expect(checkShares(bid.statement, bid.shares.toReversed(), sha256)).toEqual(refuse("share-differs", { opener: "agency" }));
  const digest = { sha256: sha256(bid.content), size: bid.content.length };
  expect(checkContent(bid.statement, digest, bid.content.subarray(0, 4_096)).ok).toBe(true);
  expect(checkContent(bid.statement, { ...digest, size: digest.size - 1 }, bid.content.subarray(0, 4_096))).toEqual(refuse("content-not-as-stated", { size: digest.size - 1, sha256: digest.sha256 }));
});

test("terms: two openers with one key, a threshold of one and openers twice are refused (T72)", () => {
  const terms = (change: object): ReturnType<typeof parseTerms> => parseTerms(canonical({ ...lot.terms, ...change }));
  const [first, second, third] = lot.terms.openers;
  expect(terms({}).ok).toBe(true);
  expect(terms({ openers: [first, { ...second, recipient: first?.recipient }, third] })).toEqual(refuse("recipient-repeated", { recipient: first?.recipient ?? "" }));
  expect(terms({ openers: [first, { ...second, opener: "agency" }, third] })).toEqual(refuse("terms-malformed", { where: "openers" }));
  expect(terms({ threshold: 1 })).toEqual(refuse("terms-malformed", { where: "threshold" }));
  expect(terms({ threshold: 3 }).ok).toBe(true);
  expect(terms({ threshold: 4 })).toEqual(refuse("terms-malformed", { where: "threshold" }));
  expect(terms({ open: "bidder", openers: [], threshold: 0 }).ok).toBe(true);
  expect(terms({ openers: [], threshold: 0 })).toEqual(refuse("terms-malformed", { where: "threshold" }));
  expect(terms({ version: 2 })).toEqual(refuse("terms-malformed", { where: "prev" }));
  expect(terms({ deadline: "2026-12-18 09:30" })).toEqual(refuse("terms-malformed", { where: "deadline" }));
});

test("a key that served another tender or part serves no more (T72)", () => {
  const keys = lot.terms.openers.map((each) => each.recipient);
  expect(checkRecipientsFresh(keys, new Set()).ok).toBe(true);
  expect(checkRecipientsFresh(keys, new Set([keys[2] ?? ""]))).toEqual(refuse("recipient-repeated", { recipient: keys[2] ?? "" }));
  expect(checkRecipientsFresh([...keys, keys[0] ?? ""], new Set())).toEqual(refuse("recipient-repeated", { recipient: keys[0] ?? "" }));
});
