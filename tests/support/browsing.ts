import { serve } from "@hono/node-server";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { AddressInfo } from "node:net";
import type { BrowserContext, ConsoleMessage, Page } from "playwright-core";

const WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];
type Violation = { readonly id: string; readonly nodes: readonly { readonly html: string }[] };
type Served = { readonly fetch: Parameters<typeof serve>[0]["fetch"] };
export type Session = Awaited<ReturnType<BrowserContext["storageState"]>>;

/** An application on a free port of this machine. */
export async function serveApp({ fetch }: Served): Promise<{ readonly base: string; /** Breaks every connection there is. */ readonly cut: () => void; readonly stop: () => void }> {
  const server = serve({ fetch, port: 0, hostname: "127.0.0.1" });
  await new Promise<void>((listening) => { server.once("listening", () => { listening(); }); });
  const { port } = server.address() as AddressInfo;
  const cut = (): void => { if ("closeAllConnections" in server) server.closeAllConnections(); };
  return { base: `http://127.0.0.1:${String(port)}`, cut, stop: () => { server.close(); cut(); } };
}

/**
 * What the pages of a context complain of from now on: errors and warnings of the console, scripts that failed, breaches of the
 * policy. @param who stands before each complaint
 */
export async function complaintsOf(context: BrowserContext, who = "", into: string[] = []): Promise<string[]> {
  const complain = (text: string): void => { into.push(who === "" ? text : `${who}: ${text}`); };
  await context.addInitScript("document.addEventListener('securitypolicyviolation', (event) => console.error('policy: ' + event.violatedDirective + ' ' + event.blockedURI))");
  context.on("console", (message) => { if ((message.type() === "error" || message.type() === "warning") && !isOwnStatus(message)) complain(message.text()); });
  context.on("weberror", (error) => { complain(error.error().message); });
  return into;
}

/** A page that answers 404 on purpose is no fault of the page. */
const isOwnStatus = (message: ConsoleMessage): boolean => message.text().includes("status of 404") && message.location().url === message.page()?.url();

/** Signs a browser in by choosing an actor of the rehearsal on the page. */
export async function signIn(context: BrowserContext, base: string, actor: string): Promise<void> {
  const page = await context.newPage();
  await page.goto(`${base}/sign-in`);
  await page.locator(`#a-${actor}`).check();
  await page.locator("main form[method=post] button").click();
  await page.waitForURL((url) => url.pathname !== "/sign-in");
  await page.close();
}

/** A picture for the eye, under test-results; CI takes none, where nobody looks. */
export async function pictured(page: Page, name: string): Promise<void> {
  if (process.env["CI"] === undefined) await page.screenshot({ path: `test-results/${name}.png`, fullPage: true });
}

const axeSource = (): string => (axe ??= readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8"));
let axe: string | null = null;

/** Only what is broken is told, and no style sheet is fetched a second time: no rule of these tags asks for it. */
const AXE_OPTIONS = { runOnly: { type: "tag", values: WCAG }, resultTypes: ["violations"], preload: false };
/** Nobody points at paper, so it has no targets to be large enough. */
const PAPER_OPTIONS = { ...AXE_OPTIONS, rules: { "target-size": { enabled: false } } };

/** The rules of WCAG 2.2 AA that a page breaks, each with the first place, by axe; a document takes the program in once. */
export async function violations(page: Page, on: "screen" | "paper" = "screen"): Promise<string[]> {
  if (!(await page.evaluate<boolean>("'axe' in window"))) await page.evaluate(axeSource());
  const options = JSON.stringify(on === "paper" ? PAPER_OPTIONS : AXE_OPTIONS);
  const { violations: found } = await page.evaluate<{ violations: Violation[] }>(`axe.run(document, ${options}).then(({ violations }) => ({ violations: violations.map(({ id, nodes }) => ({ id, nodes: nodes.slice(0, 1).map(({ html }) => ({ html })) })) }))`);
  return found.map((each) => `${each.id}: ${each.nodes[0]?.html ?? ""}`);
}

/** By how many pixels a page is wider than its window. */
export const overflow = (page: Page): Promise<number> => page.evaluate<number>("document.documentElement.scrollWidth - document.documentElement.clientWidth");

/** Waits until fonts and animations have settled, so that axe measures final colours. */
export const settled = (page: Page): Promise<void> => page.evaluate<undefined>(`(async () => {
  await document.fonts.ready;
  await Promise.all(document.getAnimations().map((animation) => animation.finished));
})()`);
