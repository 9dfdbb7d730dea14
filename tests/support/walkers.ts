import type { Browser, BrowserContext, BrowserContextOptions, Locator, Page } from "playwright-core";
import { expect } from "vitest";
import { complaintsOf, signIn, type Session } from "./browsing.js";

/** People who do their part in pages, each in a browser of his own. */
export type Walkers = {
  /** A browser of one's own, signed in as this actor, or as nobody. Who is signed in once, by choosing himself on the page, stays it in every later one. */
  readonly contextOf: (actor: string | null, options?: BrowserContextOptions) => Promise<BrowserContext>;
  /** A browser of one's own, signed in as nobody. @param who stands before what its pages complain of */
  readonly newPage: (who: string) => Promise<Page>;
  /** Opens a page as an actor, who is signed in once, by choosing himself. */
  readonly at: (actor: string, address: string) => Promise<Page>;
  /** What any page complained of: errors and warnings of the console, scripts that failed, breaches of the policy. */
  readonly complaints: string[];
};

export function walkersOf(browser: Browser, base: string): Walkers {
  const complaints: string[] = [];
  const pages = new Map<string, Page>();
  const sessions = new Map<string, Session>();
  const contextFor = async (who: string, options: BrowserContextOptions): Promise<BrowserContext> => {
    const context = await browser.newContext({ locale: "zh-CN", ...options });
    await complaintsOf(context, who, complaints);
    return context;
  };
  const contextOf = async (actor: string | null, options: BrowserContextOptions = {}): Promise<BrowserContext> => {
    if (actor === null) return contextFor("reader", options);
    const storageState = sessions.get(actor);
    const context = await contextFor(actor, { ...options, ...(storageState === undefined ? {} : { storageState }) });
    if (storageState === undefined) {
      await signIn(context, base, actor);
      sessions.set(actor, await context.storageState());
    }
    return context;
  };
  const newPage = async (who: string): Promise<Page> => (await contextFor(who, {})).newPage();
  const pageOf = async (actor: string): Promise<Page> => {
    const page = pages.get(actor) ?? (await (await contextOf(actor)).newPage());
    pages.set(actor, page);
    return page;
  };
  const at = async (actor: string, address: string): Promise<Page> => {
    const page = await pageOf(actor);
    const answer = await page.goto(`${base}${address}`);
    expect(answer?.status(), `${actor} ${address}`).toBe(200);
    return page;
  };
  return { contextOf, newPage, at, complaints };
}

/** An act that leads to another page, where it is asked for confirmed by the rehearsal’s certificate, and which must not say that something was wrong. */
export async function leads(page: Page, act: () => Promise<void>): Promise<void> {
  await Promise.all([page.waitForEvent("load"), act()]);
  const confirm = page.locator("button[data-confirm]");
  if ((await confirm.count()) > 0) await Promise.all([page.waitForEvent("load"), confirm.click()]);
  expect(await page.locator("#faults li").allTextContents()).toEqual([]);
}

export const formFor = (page: Page, act: string): Locator => page.locator(`form[action^="/acts/${act}?"]`);

/** Types into a form, or chooses where it asks to choose; unfolds it first where the page keeps it folded. */
export async function typeInto(form: Locator, values: Readonly<Record<string, string>>): Promise<void> {
  const folded = form.page().locator("details:not([open])").filter({ has: form });
  if ((await folded.count()) > 0) await folded.locator("summary").first().click();
  const inside = form.locator("details:not([open]) > summary");
  while ((await inside.count()) > 0) await inside.first().click();
  for (const [name, value] of Object.entries(values)) {
    const field = form.locator(`[name="${name}"]`);
    await ((await form.locator(`select[name="${name}"]`).count()) > 0 ? field.selectOption(value) : field.fill(value));
  }
}

/** Fills the form of an act with what it does not hold yet and sends it. */
export async function press(page: Page, act: string, values: Readonly<Record<string, string>> = {}): Promise<void> {
  const form = formFor(page, act);
  await typeInto(form, values);
  await leads(page, () => form.locator("button").click());
}
