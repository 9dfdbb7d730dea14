import { expect, test } from "vitest";
import { attemptNumber, attemptsAround } from "../../src/tenders/attempts.js";

const ALL = [{ tender: "A", follows: null }, { tender: "B", follows: "A" }, { tender: "C", follows: "B" }, { tender: "D", follows: "A" }, { tender: "X", follows: null }];
const around = (tender: string) => attemptsAround(ALL, tender).map(({ attempt, number }) => `${attempt.tender}${String(number)}`);

test("a tender's attempts are those it follows, itself, and those that follow it; the lots of one that failed may be followed apart", () => {
  expect([around("A"), around("B"), around("C"), around("D"), around("X")]).toEqual([["A1", "B2", "C3", "D2"], ["A1", "B2", "C3"], ["A1", "B2", "C3"], ["A1", "D2"], ["X1"]]);
  expect([attemptNumber(ALL, "C"), attemptNumber(ALL, "X")]).toEqual([3, 1]);
});
