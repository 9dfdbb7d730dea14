import type { Instant } from "./kernel/time.js";
import type { InFlight } from "./world.js";

type One = { readonly stamp: Instant };

/** Knows the statements that are stamped and not decided, in this process. */
export function trackInFlight(): InFlight {
  const inside = new Set<One>();
  const waiting = new Set<(gone: One) => void>();
  return {
    enter: (stamp) => {
      const one = { stamp };
      inside.add(one);
      return () => {
        if (inside.delete(one)) for (const tell of waiting) tell(one);
      };
    },
    drained: (before, msMax) => {
      const early = new Set([...inside].filter(({ stamp }) => stamp < before));
      return early.size === 0 ? Promise.resolve() : new Promise((resolve) => {
        const end = (): void => {
          clearTimeout(timer);
          waiting.delete(tell);
          resolve();
        };
        const tell = (gone: One): void => {
          if (early.delete(gone) && early.size === 0) end();
        };
        const timer = setTimeout(() => {
          for (const slow of early) inside.delete(slow); // a second lot with the same deadline must not wait for them again
          end();
        }, msMax);
        waiting.add(tell);
      });
    },
  };
}
