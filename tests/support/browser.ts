import { existsSync } from "node:fs";
import { type Browser, chromium } from "playwright-core";

/** The same engine without the browser around it: a new context costs a sixth of what it costs in the whole browser. */
const SYSTEM_CHROMIUM = "/usr/bin/chromium-headless-shell";
/** No security feature is switched off but the sandbox, which root cannot have; CSP and CORS stay as in a visitor's browser. */
const ARGS = ["--no-sandbox", "--disable-dev-shm-usage", "--disable-quic", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run"];

/** How long a page may take for anything: a test's own time runs out first. */
const PATIENCE_MS = 300_000;

/** A real Chromium: the system's, or the one that npm brings. */
export async function launchBrowser(): Promise<Browser> {
  const browser = await chromium.launch({ executablePath: existsSync(SYSTEM_CHROMIUM) ? SYSTEM_CHROMIUM : await packagedChromium(), args: ARGS });
  browser.on("context", (context) => {
    context.setDefaultTimeout(PATIENCE_MS);
    context.setDefaultNavigationTimeout(PATIENCE_MS);
  });
  return browser;
}

async function packagedChromium(): Promise<string> {
  // The package unpacks the libraries a bare machine lacks only where it believes to be in that cloud.
  process.env["AWS_LAMBDA_JS_RUNTIME"] ??= "nodejs22.x";
  const { default: packaged } = await import("@sparticuz/chromium");
  return packaged.executablePath();
}
