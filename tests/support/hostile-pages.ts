import type { Page } from "playwright-core";

/** Markup, an attribute's end, an address that is a script, a string's end: whatever a page forgets to escape, one of these gets through. */
export const LONG = `"><img src=x onerror=ran=1>'><script>ran=1</script>{{ran=1}}\`\${ran=1}\`</textarea><svg onload=ran=1> javascript:ran=1//`;
export const SHORT = `"><img src=x onerror=ran=1>`;

let told = 0;
/** No two alike: whom to complain to must not be whose tender it is. */
const wordsFor = (key: string): string => (key === "phone" ? `${SHORT}0000-1234567` : ["person", "title", "name"].includes(key) ? `${SHORT}${String((told += 1))}` : LONG);

/** The same with hostile words in each of these fields, however deep they stand. */
export function hostile(value: unknown, fields: ReadonlySet<string>): unknown {
  if (Array.isArray(value)) return value.map((each) => hostile(each, fields));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, typeof each === "string" && fields.has(key) ? wordsFor(key) : hostile(each, fields)]));
}

const SKIPPED = /^\/(?:api|assets|documents|log\/|display|sign-out|seal\.html|rules|glossary|help|openapi|calendar)|\.(?:pdf|json|csv|ics|atom|txt)$/;

type Found = { readonly ran: boolean; readonly links: readonly string[]; readonly shows: boolean; readonly grown: number };
const LOOK = `({
  ran: "ran" in window, links: [...document.querySelectorAll("a[href]")].map((link) => link.href),
  shows: document.body.textContent.includes("onerror=ran=1") || [...document.querySelectorAll("input, textarea")].some(({ value }) => value.includes("onerror=ran=1")),
  grown: document.querySelectorAll("img[src=x], svg[onload], body script:not([src]), a[href^='javascript:']").length,
})`;

/** Walks from page to page of our own, each once. @returns how many pages showed hostile words, and those that ran them */
export async function walk(page: Page, base: string, from: readonly string[], pagesMax: number): Promise<{ shown: number; ran: string[] }> {
  const waiting = new Set(from);
  const ran: string[] = [];
  let [shown, walked] = [0, 0];
  for (const path of waiting) { // grows as it is walked
    await page.goto(`${base}${path}`);
    const found = await page.evaluate<Found>(LOOK);
    if (found.ran || found.grown > 0) ran.push(path);
    shown += Number(found.shows);
    for (const url of found.links.map((link) => new URL(link))) if (url.origin === base && !SKIPPED.test(url.pathname)) waiting.add(`${url.pathname}${url.search}`);
    walked += 1;
    if (walked === pagesMax) break;
  }
  return { shown, ran };
}
