type Waiting = { readonly name: string; readonly urgency: number; readonly begin: () => void };

/** Work that is done a few at a time, the most urgent first. */
export type Turns = {
  /** @param urgency the least goes first, equal ones as they came */
  readonly take: <Done>(name: string, urgency: number, work: () => Promise<Done>) => Promise<Done>;
  /** What waits under this name goes before everything else that waits. */
  readonly hurry: (name: string) => void;
};

/** @param atOnce how many are at work */
export function turns(atOnce: number): Turns {
  const waiting: Waiting[] = [];
  let atWork = 0;
  const next = (): void => { waiting.shift()?.begin(); };
  const enter = (one: Waiting): void => {
    const place = waiting.findIndex(({ urgency }) => urgency > one.urgency);
    waiting.splice(place === -1 ? waiting.length : place, 0, one);
    if (atWork < atOnce) next();
  };
  return {
    take: async (name, urgency, work) => {
      await new Promise<void>((resolve) => { enter({ name, urgency, begin: () => { atWork += 1; resolve(); } }); });
      try {
        return await work();
      } finally {
        atWork -= 1;
        next();
      }
    },
    hurry: (name) => {
      const place = waiting.findIndex((each) => each.name === name);
      if (place > 0) waiting.unshift(...waiting.splice(place, 1));
    },
  };
}
