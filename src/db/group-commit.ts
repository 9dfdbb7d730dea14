/** Groups that are at work at once: while one waits for the disk the others go on, and their commits share its turns. */
const AT_WORK_MAX = 4;
/** Beside a group at work no smaller one begins: what comes one by one waits for it and goes together. */
const GROUP_MIN = 16;

type Grouping<Item, Answer> = {
  /** Items of one key never share a group, nor are two at work at once: the later one sees what the earlier one did. */
  readonly keyOf: (item: Item) => string;
  /** Does the work of a group in one transaction; one answer for each item, in their order. */
  readonly work: (items: readonly Item[]) => Promise<readonly Answer[]>;
  readonly groupMax: number;
};
type Waiting<Item, Answer> = { readonly item: Item; readonly key: string; readonly resolve: (answer: Answer) => void; readonly reject: (error: unknown) => void };

/**
 * Shares transactions: a lone item never waits, and while groups commit the next one gathers, so that a thousand cost few round
 * trips. A group that fails is done again item by item, so that nobody's fault is another's.
 */
export function groupCommit<Item, Answer>({ keyOf, work, groupMax }: Grouping<Item, Answer>): (item: Item) => Promise<Answer> {
  let waiting: Waiting<Item, Answer>[] = [];
  let atWork = 0;
  const busy = new Set<string>();

  const takeGroup = (): Waiting<Item, Answer>[] => {
    const passed = new Set(busy);
    const [group, rest]: [Waiting<Item, Answer>[], Waiting<Item, Answer>[]] = [[], []];
    for (const each of waiting) {
      const fits = group.length < groupMax && !passed.has(each.key);
      passed.add(each.key);
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
  const begin = (): void => {
    while (waiting.length >= (atWork === 0 ? 1 : GROUP_MIN) && atWork < AT_WORK_MAX) {
      const group = takeGroup();
      if (group.length === 0) return; // all wait for one of their own key
      atWork += 1;
      for (const { key } of group) busy.add(key);
      void settle(group).then(() => {
        atWork -= 1;
        for (const { key } of group) busy.delete(key);
        begin();
      });
    }
  };
  return (item) => new Promise((resolve, reject) => {
    waiting.push({ item, key: keyOf(item), resolve, reject });
    begin();
  });
}
