import { expect, test } from "vitest";
import { shareFilesOf } from "../../src/bidding/share-files.js";
import { concat } from "../../src/kernel/bytes.js";
import { bytesOf } from "../../src/signing/statement.js";
import { testBid, testLot } from "../support/envelopes.js";

const bid = await testBid(await testLot());
const kept = concat(...bid.shares);

test("the shares of a bid, kept in one, come apart as its statement says, each under its opener's name", () => {
  expect(shareFilesOf({ statement: bid.statementBytes, shares: kept })).toEqual(bid.shares.map((bytes, at) => ({ opener: bid.statement.shares[at]?.opener, bytes })));
});

test("of shares cut short in the store the whole ones are shown, and the rest as it is for its opener to see", () => {
  const shown = shareFilesOf({ statement: bid.statementBytes, shares: kept.subarray(0, -1) }).map(({ bytes }) => bytes);
  expect(shown).toEqual([...bid.shares.slice(0, -1), ...bid.shares.slice(-1).map((bytes) => bytes.slice(0, -1))]);
});

test("a withdrawal has no shares", () => {
  const { exchange, tender, lot, part, bidder, seq } = bid.statement;
  expect(shareFilesOf({ statement: bytesOf({ v: "dse-withdraw/1", exchange, tender, lot, part, bidder, seq: seq + 1, prev: "0".repeat(64) }), shares: null })).toEqual([]);
});
