import { existsSync } from "node:fs";
import { type Browser, chromium } from "playwright-core";

const SYSTEM_CHROMIUM = "/usr/bin/chromium";
/** No security feature is switched off but the sandbox, which root cannot have; CSP and CORS stay as in a visitor's browser. */
const ARGS = ["--no-sandbox", "--disable-dev-shm-usage", "--disable-quic", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run"];

/** A real Chromium: the system's, or the one that npm brings. */
export async function launchBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath: existsSync(SYSTEM_CHROMIUM) ? SYSTEM_CHROMIUM : await packagedChromium(), args: ARGS });
}

async function packagedChromium(): Promise<string> {
  // The package unpacks the libraries a bare machine lacks only where it believes to be in that cloud.
  process.env["AWS_LAMBDA_JS_RUNTIME"] ??= "nodejs22.x";
  const { default: packaged } = await import("@sparticuz/chromium");
  return packaged.executablePath();
}
