import { setTimeout as pause } from "node:timers/promises";

/** While it is busy, a group waits so long for those who are on their way: ten full groups are cheaper than twenty of which every other has one item. */
const GATHER_MS = 5;

type Grouping<Item, Answer> = {
  /** Two items of one key never share a group: the later one sees what the earlier one did. */
  readonly keyOf: (item: Item) => string;
  /** Does the work of a group in one transaction; one answer for each item, in their order. */
  readonly work: (items: readonly Item[]) => Promise<readonly Answer[]>;
  readonly groupMax: number;
};
type Waiting<Item, Answer> = { readonly item: Item; readonly resolve: (answer: Answer) => void; readonly reject: (error: unknown) => void };

/**
 * Shares transactions: while one group commits, the next one gathers, so that a lone item never waits and a thousand cost few
 * round trips. A group that fails is done again item by item, so that nobody's fault is another's.
 */
export function groupCommit<Item, Answer>({ keyOf, work, groupMax }: Grouping<Item, Answer>): (item: Item) => Promise<Answer> {
  let waiting: Waiting<Item, Answer>[] = [];
  let running = false;

  const takeGroup = (): Waiting<Item, Answer>[] => {
    const keys = new Set<string>();
    const [group, rest]: [Waiting<Item, Answer>[], Waiting<Item, Answer>[]] = [[], []];
    for (const each of waiting) {
      const key = keyOf(each.item);
      const fits = group.length < groupMax && !keys.has(key);
      keys.add(key);
      (fits ? group : rest).push(each);
    }
    waiting = rest;
    return group;
  };
  const settle = async (group: readonly Waiting<Item, Answer>[]): Promise<void> => {
    try {
      const answers = await work(group.map(({ item }) => item));
      for (const [index, { resolve }] of group.entries()) resolve(answers[index] as Answer);
    } catch (error) {
      const [only] = group;
      if (group.length === 1) only?.reject(error);
      else for (const one of group) await settle([one]);
    }
  };
  const run = async (): Promise<void> => {
    running = true;
    for (let last = 1; waiting.length > 0;) {
      if (waiting.length < last) await pause(GATHER_MS);
      const group = takeGroup();
      last = group.length;
      await settle(group);
    }
    running = false;
  };
  return (item) => new Promise((resolve, reject) => {
    waiting.push({ item, resolve, reject });
    if (!running) void run();
  });
}
