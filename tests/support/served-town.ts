import type { Browser } from "playwright-core";
import { launchBrowser } from "./browser.js";
import { serveApp } from "./browsing.js";
import { testTown, type TestTown } from "./town.js";
import { walkersOf, type Walkers } from "./walkers.js";

/** A town on a free port, a Chromium, and the people who walk its pages. */
export type ServedTown = { readonly town: TestTown; readonly browser: Browser; readonly base: string; readonly walkers: Walkers; readonly stop: () => Promise<void> };

/** @param start where the town's held clock begins */
export async function servedTown(start = "2026-09-01T09:00:00+08:00"): Promise<ServedTown> {
  const [town, browser] = await Promise.all([testTown(start), launchBrowser()]);
  const { base, stop } = await serveApp(town.app);
  return { town, browser, base, walkers: walkersOf(browser, base), stop: async () => {
    await browser.close();
    stop();
    await town.stop();
  } };
}
