import { expect, test } from "vitest";
import { begun } from "../../src/auctions/contest.js";
import { CONTEST } from "../../src/auctions/use-cases/contest-engine.js";
import { followed, headAfterLine, seated, type Line } from "../../src/auctions/following.js";
import { publicLine } from "../../src/auctions/public-line.js";
import { termsBytes, type AuctionTerms } from "../../src/auctions/terms.js";
import { viewOf } from "../../src/auctions/view.js";
import { hex } from "../../src/kernel/bytes.js";
import { HOUR_MS } from "../../src/kernel/time.js";
import { bid, fujian, play, sinceOpening, wan } from "../support/auctions.js";

const terms: AuctionTerms = { ...fujian, maxima: true };

/** Maxima, a refusal, an exclusion, a freeze: everything that a watcher sees only a part of. */
function contest() {
  const room = play(terms, ["101", "202", "303", "404"]);
  bid(room, HOUR_MS, "101", "12,000");
  room.ask(sinceOpening(2 * HOUR_MS), "202", { kind: "maximum", amount: wan("13,000") });
  room.ask(sinceOpening(3 * HOUR_MS), "303", { kind: "maximum", amount: wan("0.05") });
  bid(room, 4 * HOUR_MS, "101", "12,100.05");
  bid(room, 5 * HOUR_MS, "101", "12,500");
  room.ask(sinceOpening(6 * HOUR_MS), "officer", { kind: "exclude", paddle: "202", reason: "保证金未到账" });
  room.ask(sinceOpening(7 * HOUR_MS), "officer", { kind: "exclude", paddle: "404", reason: "保证金未到账" });
  room.ask(sinceOpening(8 * HOUR_MS), "officer", { kind: "freeze", cause: "dispute", reason: "异议" });
  return room;
}

const shownLines = (): Line[] => contest().happenings.map((each) => JSON.parse(publicLine(CONTEST.bytesOf(each, null), false)) as Line);

test("a watcher who is shown neither admissions nor maxima sees the same price, leader and end after every line", () => {
  const { happenings } = contest();
  let [known, watched] = [begun(terms), begun(terms)];
  for (const [index, line] of shownLines().entries()) {
    const happening = happenings[index];
    if (happening === undefined) throw new RangeError("a line too many");
    known = CONTEST.applied(known, happening);
    watched = followed(watched, line);
    expect(viewOf(watched, null), happening.kind).toEqual(viewOf(known, null));
  }
  expect(watched.standing?.paddle).toBe("101");
});

test("before the end the record says neither who is admitted nor how far anybody would go", () => {
  const lines = shownLines();
  expect(lines.filter(({ kind }) => kind === "hidden")).toHaveLength(6);
  const text = JSON.stringify(lines);
  expect(text).not.toContain("130000000.00");
  expect(text).not.toContain("303");
  expect(text).not.toContain("commitment");
});

test("a bidder who has not offered yet sees that he may, though his admission is hidden; once excluded, that he may not", () => {
  const status = (paddle: string): string | undefined => viewOf(shownLines().reduce(followed, seated(begun(terms), paddle)), paddle).own?.status;
  expect(status("303")).toBe("watching");
  expect(status("404")).toBe("excluded");
  expect(viewOf(begun(terms), "101").own, "of whom the contest was not told yet").toMatchObject({ paddle: "101", status: "watching" });
});

test("a line that does not follow is not folded, hidden or not", () => {
  const lines = shownLines();
  const [first, , third] = lines;
  if (first === undefined || third === undefined) throw new RangeError("no lines");
  const one = followed(begun(terms), first);
  for (const line of [first, third]) expect(() => followed(one, line)).toThrow(/does not follow/);
});

test("the head after a line is the one that the exchange keeps; of a hidden one nobody computes it", () => {
  let head = CONTEST.firstHead(termsBytes(terms));
  for (const [index, happening] of contest().happenings.entries()) {
    const next = CONTEST.nextHead(head, CONTEST.bytesOf(happening, null));
    const line = shownLines()[index];
    if (line === undefined) throw new RangeError("a line too few");
    expect(headAfterLine(hex(head), line)).toBe(line.kind === "hidden" ? null : hex(next));
    head = next;
  }
});
