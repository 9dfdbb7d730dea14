import { expect, test } from "vitest";
import { joined } from "../../src/kernel/joined.js";

test("tables are put together with all of their rows, in their order", () => {
  const all = joined({ one: 1, two: 2 }, {}, { three: 3 });
  expect(Object.entries(all)).toEqual([["one", 1], ["two", 2], ["three", 3]]);
  expect(all.three, "the type knows them all").toBe(3);
});

test("a row of a name that another table has is lost to nobody: putting them together is refused", () => {
  expect(() => joined({ pay: 1 }, { ship: 2 }, { pay: 3 })).toThrow("two rows are called pay");
  expect(() => joined({ pay: 1 }, { pay: 1 }), "though both say the same").toThrow(RangeError);
});

test("names that every object has are names like others", () => {
  expect(() => joined({ constructor: 1 }, { toString: 2 })).not.toThrow();
  expect(() => joined({ constructor: 1 }, { constructor: 2 })).toThrow("constructor");
});
