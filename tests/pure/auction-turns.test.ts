import { expect, test } from "vitest";
import { turns } from "../../src/auctions/use-cases/turns.js";

/** Work that ends when the test says so; `begun` lists it in the order in which it began. */
function works() {
  const begun: string[] = [];
  const ends = new Map<string, () => void>();
  const work = (name: string) => () => new Promise<string>((resolve) => { begun.push(name); ends.set(name, () => { resolve(name); }); });
  const end = async (name: string): Promise<void> => { ends.get(name)?.(); await new Promise((next) => { setImmediate(next); }); };
  return { begun, work, end };
}

test("contests are read two at a time: then the one that ends first, and before it the one that somebody asks for", async () => {
  const { begun, work, end } = works();
  const reading = turns(2);
  const all = [["next week", 700], ["tomorrow", 100], ["no clock", Infinity], ["in an hour", 4], ["in a minute", 1], ["also in a minute", 1]] as const;
  const done = Promise.all(all.map(([name, due]) => reading.take(name, due, work(name))));
  await end("");
  expect(begun).toEqual(["next week", "tomorrow"]);
  await end("next week");
  reading.hurry("no clock");
  reading.hurry("one that nobody waits for");
  for (const name of ["in a minute", "tomorrow", "no clock", "also in a minute", "in an hour"]) await end(name);
  expect(begun).toEqual(["next week", "tomorrow", "in a minute", "no clock", "also in a minute", "in an hour"]);
  expect(await done).toEqual(all.map(([name]) => name));
});

test("work that fails gives its turn on", async () => {
  const { begun, work, end } = works();
  const reading = turns(1);
  const failed = reading.take("broken", 1, () => Promise.reject(new Error("gone")));
  const after = reading.take("whole", 2, work("whole"));
  await expect(failed).rejects.toThrow("gone");
  await end("");
  expect(begun).toEqual(["whole"]);
  await end("whole");
  expect(await after).toBe("whole");
});
