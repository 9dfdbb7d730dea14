import { gzipSync } from "node:zlib";
import type { Page } from "playwright-core";
import { expect } from "vitest";
import { overflow, pictured, settled, violations } from "./browsing.js";

/** How a page is shown: on what, how wide in pixels, in which of its modes. */
export type Mode = { readonly name: string; readonly width: number; readonly media?: "print"; readonly colorScheme?: "dark"; readonly display?: "elder" };

/** The narrowest telephone that every page fits. */
export const NARROW_PX = 320;
/** The line between the margins of A4. */
const PAPER_PX = 658;
/** A page and its style, compressed. */
const PAGE_BYTES_MAX = 30_000;

/** The modes that a reader chooses or that his machine asks for, and paper. */
export const MODES: readonly Mode[] = [
  { name: "desktop", width: 1280 }, { name: "phone", width: 390 }, { name: "elder", width: 1280, display: "elder" }, { name: "dark", width: 1280, colorScheme: "dark" }, { name: "print", width: PAPER_PX, media: "print" },
];

/**
 * Puts a page into a mode without loading it again. What a reader's display changes in a document is one attribute, which
 * http/sample-pages holds every page to; the rest is style.
 */
async function show(page: Page, { width, media, colorScheme, display }: Mode): Promise<void> {
  await page.setViewportSize({ width, height: 900 });
  await page.emulateMedia({ media: media ?? "screen", colorScheme: colorScheme ?? "light" });
  await page.evaluate(`document.documentElement.dataset.mode = ${JSON.stringify(display ?? "normal")}`);
  await settled(page);
}

/** In each mode a page breaks no rule of WCAG 2.2 AA and runs over nothing, neither as it is shown nor on the narrowest screen. */
export async function keepsGates(page: Page, name: string, modes: readonly Mode[]): Promise<void> {
  for (const mode of modes) {
    await show(page, mode);
    await pictured(page, `${name}-${mode.name}`);
    expect((await violations(page, mode.media === "print" ? "paper" : "screen")).join("\n"), mode.name).toBe("");
    expect(await overflow(page), mode.name).toBe(0);
    if (mode.media === "print" || mode.width === NARROW_PX) continue;
    await page.setViewportSize({ width: NARROW_PX, height: 700 });
    expect(await overflow(page), `${mode.name} at ${String(NARROW_PX)} px`).toBe(0);
  }
  await show(page, { name: "as it was", width: 1280 });
}

/** How many bytes a document and its style are on the way, each compressed by itself. */
export function expectSmall(html: string, css: Uint8Array): void {
  expect(gzipSync(html).length + gzipSync(css).length).toBeLessThan(PAGE_BYTES_MAX);
}
