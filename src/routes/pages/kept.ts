import type { PageContext } from "../../web/context.js";
import type { World } from "../../world.js";

/** A kept page is drawn anew after so long in real time, whatever the clock of a rehearsal does. */
const KEPT_MS = 1_000;
const SECOND_MS = 1_000;
const PAGES_MAX = 256;

/** Draws a page, or gives the one drawn a moment ago; null where there is none to draw. */
export type Drawing = (page: PageContext, draw: () => Promise<string | null>) => Promise<string | null>;

/**
 * Keeps pages that everybody sees alike: a published version does not change, and a day of results brings thousands of readers.
 * A page is drawn again when the log has grown, the clock shows another second, or `KEPT_MS` have passed. A signed-in reader's is
 * always drawn for him.
 */
export function keepPages({ journal }: Pick<World, "journal">): Drawing {
  const kept = new Map<string, { readonly drawn: Promise<string | null>; readonly until: number }>();
  journal.subscribe(() => { kept.clear(); });
  return (page, draw) => {
    if (page.reader !== null) return draw();
    const key = [page.url, page.language, page.display, Math.floor(page.now / SECOND_MS)].join(" ");
    const known = kept.get(key);
    if (known !== undefined && performance.now() < known.until) return known.drawn;
    if (kept.size >= PAGES_MAX) kept.clear();
    const drawn = draw();
    kept.set(key, { drawn, until: performance.now() + KEPT_MS });
    const forget = (): void => { kept.delete(key); };
    drawn.then((text) => { if (text === null) forget(); }, forget);
    return drawn;
  };
}
