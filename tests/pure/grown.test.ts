import { expect, test } from "vitest";
import { backwards, newest, nothing, plus } from "../../src/auctions/grown.js";

test("an older list reads what it was, though newer ones grew from it", () => {
  const one = plus(nothing<number>(), "a", 1);
  const two = plus(one, "a", 2);
  const three = plus(two, "b", 3);
  expect([newest(one, "a"), newest(two, "a"), newest(three, "a"), newest(two, "b"), newest(three, "b")]).toEqual([1, 2, 2, null, 3]);
  expect([...backwards(three)]).toEqual([3, 2, 1]);
  expect([...backwards(one)]).toEqual([1]);
});

test("two futures of one past do not meet", () => {
  const past = plus(nothing<number>(), "a", 1);
  const [left, right] = [plus(past, "a", 2), plus(past, "b", 3)];
  const further = plus(left, "c", 4);
  expect([[...backwards(left)], [...backwards(right)], [...backwards(further)]]).toEqual([[2, 1], [3, 1], [4, 2, 1]]);
  expect([newest(right, "a"), newest(left, "b"), newest(right, "c")]).toEqual([1, null, null]);
});
