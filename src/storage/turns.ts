/** `stop` ends the work early. A patient newcomer waits for the end instead of asking for it. */
type Manners = { readonly stop?: () => void; readonly isPatient?: boolean };
type Turn = { readonly stop: () => void; readonly done: Promise<unknown> };

/**
 * One worker at a time for each key. A newcomer stops the one at work and waits for its end: after a cut the client comes back
 * long before the old connection is known to be dead.
 */
export function takeTurns(): <T>(key: string, work: () => Promise<T>, manners?: Manners) => Promise<T> {
  const turns = new Map<string, Turn>();
  return async (key, work, { stop = () => undefined, isPatient = false } = {}) => {
    for (let older = turns.get(key); older !== undefined; older = turns.get(key)) {
      if (!isPatient) older.stop();
      await older.done;
    }
    const working = work();
    const turn = { stop, done: working.then(() => undefined, () => undefined).then(() => { turns.delete(key); }) };
    turns.set(key, turn);
    return working;
  };
}
