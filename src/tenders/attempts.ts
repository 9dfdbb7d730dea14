/** A tender and the failed one it follows. */
export type Attempt = { readonly tender: string; readonly follows: string | null };

/** An attempt and which of its chain it is, 1 for the first. */
export type Numbered<One extends Attempt> = { readonly attempt: One; readonly number: number };

/**
 * The attempts (标次) a tender is one of, the first first: those it follows one after the other, itself, and those that follow it. Lots of
 * a failed tender may be tendered again apart, so that more than one can follow.
 */
export function attemptsAround<One extends Attempt>(all: readonly One[], tender: string): Numbered<One>[] {
  const before: One[] = [];
  for (let at = all.find((each) => each.tender === tender); at !== undefined; at = all.find((each) => each.tender === at.follows)) before.unshift(at);
  const chain = before.map((attempt, place) => ({ attempt, number: place + 1 }));
  const followers = ({ attempt, number }: Numbered<One>): Numbered<One>[] => all.filter(({ follows }) => follows === attempt.tender).flatMap((next) => [{ attempt: next, number: number + 1 }, ...followers({ attempt: next, number: number + 1 })]);
  return [...chain, ...chain.slice(-1).flatMap(followers)];
}

/** Which attempt a tender is, 1 for the first. */
export const attemptNumber = (all: readonly Attempt[], tender: string): number => attemptsAround(all, tender).find(({ attempt }) => attempt.tender === tender)?.number ?? 1;
