import { expect, test } from "vitest";
import { groupCommit } from "../../src/db/group-commit.js";

/** Work that records its groups and holds the first until told. */
function recorded(fails: (item: string) => boolean = () => false) {
  const groups: string[][] = [];
  let open: () => void = () => undefined;
  const opened = new Promise<void>((resolve) => { open = resolve; });
  const work = async (items: readonly string[]): Promise<string[]> => {
    groups.push([...items]);
    if (groups.length === 1) await opened;
    if (items.some(fails)) throw new RangeError("cannot");
    return items.map((item) => item.toUpperCase());
  };
  return { groups, open, work };
}

test("what comes while one group commits goes together into the next, each with its own answer", async () => {
  const { groups, open, work } = recorded();
  const put = groupCommit({ keyOf: (item: string) => item, work, groupMax: 2 });
  const answers = ["a", "b", "c", "d"].map(put);
  open();
  expect(await Promise.all(answers)).toEqual(["A", "B", "C", "D"]);
  expect(groups).toEqual([["a"], ["b", "c"], ["d"]]);
});

test("two items of one key never share a group and keep their order", async () => {
  const { groups, open, work } = recorded();
  const put = groupCommit({ keyOf: (item: string) => item.charAt(0), work, groupMax: 8 });
  const answers = ["x", "a1", "a2", "b1", "a3"].map(put);
  open();
  await Promise.all(answers);
  expect(groups).toEqual([["x"], ["a1", "b1"], ["a2"], ["a3"]]);
});

test("an item that fails fails alone: the others of its group are done again one by one", async () => {
  const { groups, open, work } = recorded((item) => item === "bad");
  const put = groupCommit({ keyOf: (item: string) => item, work, groupMax: 8 });
  const answers = ["first", "good", "bad", "fine"].map(put);
  open();
  const settled = await Promise.allSettled(answers);
  expect(settled.map(({ status }) => status)).toEqual(["fulfilled", "fulfilled", "rejected", "fulfilled"]);
  expect(groups.slice(1)).toEqual([["good", "bad", "fine"], ["good"], ["bad"], ["fine"]]);
});

test("a crowd goes beside a group at work, but nobody whose key is at work there", async () => {
  const { groups, open, work } = recorded();
  const put = groupCommit({ keyOf: (item: string) => item.split("-")[0] ?? "", work, groupMax: 64 });
  const crowd = Array.from({ length: 15 }, (_, each) => `y${String(each)}`);
  const answers = ["x-1", "x-2", ...crowd].map(put);
  await Promise.all(answers.slice(2));
  expect(groups).toEqual([["x-1"], crowd]);
  open();
  await Promise.all(answers);
  expect(groups.at(-1)).toEqual(["x-2"]);
});

test("fewer than a crowd wait for the group at work and go together", async () => {
  const { groups, open, work } = recorded();
  const put = groupCommit({ keyOf: (item: string) => item, work, groupMax: 64 });
  const few = Array.from({ length: 15 }, (_, each) => String(each));
  const answers = ["first", ...few].map(put);
  expect(groups).toEqual([["first"]]);
  open();
  await Promise.all(answers);
  expect(groups).toEqual([["first"], few]);
});
