import { expect, test } from "vitest";
import { Broken, emptyRecord, withFrame, withLine, type FollowedRecord } from "../../src/auctions/followed-record.js";
import type { Line } from "../../src/auctions/following.js";
import { publicLine } from "../../src/auctions/public-line.js";
import { termsBytes } from "../../src/auctions/terms.js";
import { CONTEST } from "../../src/auctions/use-cases/contest-engine.js";
import { hex } from "../../src/kernel/bytes.js";
import { HOUR_MS } from "../../src/kernel/time.js";
import { bid, fujian, play } from "../support/auctions.js";

/** A record of one admission, the opening and three offers, each line with the head after it. */
function told(): { readonly start: FollowedRecord; readonly lines: readonly { readonly line: Line; readonly head: string }[] } {
  const room = play(fujian, ["101"]);
  for (const [hours, amount] of [[1, "12,000"], [2, "12,100"], [3, "12,200"]] as const) bid(room, hours * HOUR_MS, "101", amount);
  let head = CONTEST.firstHead(termsBytes(fujian));
  return { start: emptyRecord(fujian, null), lines: room.happenings.map((each) => {
    const bytes = CONTEST.bytesOf(each, null);
    head = CONTEST.nextHead(head, bytes);
    return { line: JSON.parse(publicLine(bytes, false)) as Line, head: hex(head) };
  }) };
}

/** The record after its first `count` lines. */
const after = (count: number): FollowedRecord => told().lines.slice(0, count).reduce((record, { line, head }) => withLine(record, line, head), told().start);
const frame = (from: number, to: number) => {
  const shown = told().lines.slice(from - 1, to);
  return { happenings: shown.map(({ line }) => line), from, to, head: shown.at(-1)?.head ?? "" };
};

test("a line is taken whose head follows; one whose amount was changed by the last digit is not", () => {
  expect(after(5).contest.standing?.amount).toBe(12_200_000_000n);
  const { lines } = told();
  const last = lines[4];
  if (last === undefined) throw new RangeError("no line");
  const forged = { ...last.line, amount: { amount: "122000000.01", currency: "CNY" } } as Line;
  expect(() => withLine(after(4), forged, last.head)).toThrow(Broken);
  expect(() => withLine(after(4), last.line, `${last.head.slice(0, -1)}${last.head.endsWith("0") ? "1" : "0"}`)).toThrow(Broken);
});

test("a hidden line is taken on the head that the record gives, and without one not at all", () => {
  const [first] = told().lines;
  if (first === undefined) throw new RangeError("no line");
  expect(first.line.kind).toBe("hidden");
  expect(withLine(told().start, first.line, first.head).head).toBe(first.head);
  expect(() => withLine(told().start, first.line, null)).toThrow(Broken);
});

test("a frame that follows is folded; after a gap, without its lines or with hidden ones the page reads them instead; what is known stays", () => {
  expect(withFrame(after(3), frame(4, 5))?.head).toBe(after(5).head);
  expect(withFrame(after(4), frame(4, 5))?.lines).toHaveLength(5);
  expect(withFrame(after(3), frame(5, 5))).toBeNull();
  expect(withFrame(after(3), { ...frame(4, 5), happenings: null })).toBeNull();
  expect(withFrame(told().start, frame(1, 2))).toBeNull();
  const known = after(5);
  expect(withFrame(known, frame(4, 5))).toBe(known);
});
