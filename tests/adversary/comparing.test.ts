import { afterAll, expect, test, vi } from "vitest";
import { openComparing } from "../../src/threads/reading.js";

vi.setConfig({ testTimeout: 240_000 });

const comparing = openComparing();
afterAll(() => comparing.end());

const bid = (bidder: string, words: string) => ({ bidder, files: [{ name: "a.pdf", part: "bid", pages: [words] }] });
const one = (left: string, right: string) => ({ bids: [bid("A", left), bid("B", right)], documents: [], others: [] });

test("words that repeat themselves for five megabytes are compared, and hold nobody up", async () => {
  const compared = await comparing.read(one("一".repeat(1_700_000), "一二".repeat(850_000)));
  expect(compared?.pairs).toHaveLength(1);
  expect((await comparing.read(one("甲".repeat(1_700_000), "甲".repeat(1_700_000))))?.pairs[0]?.alike).toBe(1_700_000);
});

test("a comparison that never ends is given up after its time, and the next lot gets a new thread", async () => {
  const stuck = openComparing(new URL("../support/stuck-reader.ts", import.meta.url), 1_500);
  expect(await stuck.read(one("甲", "乙"))).toBeNull();
  await stuck.end();
  expect(await comparing.read(one("甲", "乙"))).toMatchObject({ pairs: [{ alike: 0 }] });
});
