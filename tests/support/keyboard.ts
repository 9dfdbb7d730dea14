import type { BrowserContext, Page } from "playwright-core";
import { expect } from "vitest";

// Somebody who has a keyboard and no pointer.
const TABS_MAX = 150;
const FOCUSED = `(() => {
  const { left, right, top, bottom, width } = document.activeElement.getBoundingClientRect();
  return { isSeen: document.activeElement.matches(":focus-visible") && width > 0 && right > 0 && left < innerWidth && bottom > 0 && top < innerHeight, what: document.activeElement.outerHTML.slice(0, 120) };
})()`;

/** Counts in every page of a context what a pointer presses. */
export const countingPointers = (context: BrowserContext): Promise<unknown> => context.addInitScript("window.pointed = 0; addEventListener('pointerdown', () => { window.pointed += 1; }, true);");
export const pointed = (page: Page): Promise<number> => page.evaluate<number>("window.pointed");

/** Goes on by Tab until the focus is on what is meant, and sees it there. */
export async function tabTo(page: Page, selector: string): Promise<void> {
  const isThere = (): Promise<boolean> => page.evaluate<boolean>(`document.activeElement.matches(${JSON.stringify(selector)})`);
  for (let turn = 0; turn < TABS_MAX && !(await isThere()); turn += 1) await page.keyboard.press("Tab");
  expect(await isThere(), `Tab leads to ${selector}`).toBe(true);
  expect(await page.evaluate(FOCUSED), selector).toMatchObject({ isSeen: true });
}

/** Goes there and presses it. */
export async function pressKey(page: Page, selector: string, key: "Enter" | "Space" = "Enter"): Promise<void> {
  await tabTo(page, selector);
  await page.keyboard.press(key);
}

/** Where the focus is: by its id, or what it is inside of that has one. */
export const focusIn = (page: Page): Promise<string> => page.evaluate<string>("document.activeElement.closest('[id]')?.id ?? ''");
