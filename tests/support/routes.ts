import type { createApp } from "../../src/app.js";

type App = ReturnType<typeof createApp>;
export type Operation = { readonly method: string; readonly path: string };

/** A parameter in Hono's path, with its pattern, which may hold counts in braces of its own. */
const PARAMETER = /:(\w+)\??(?:\{(?:[^{}]|\{[^{}]*\})*\})?/g;

/** Every address the application answers, pages and API alike, as the router has them: none is left out of a test by forgetting it. */
export function operationsOf(app: App): Operation[] {
  const all = new Map<string, Operation>();
  for (const { method, path } of app.routes) if (method !== "ALL") all.set(`${method} ${path}`, { method: method.toLowerCase(), path });
  return [...all.values()];
}

/** Where nothing is said, a parameter is something that nobody made. */
const NOBODYS: Readonly<Record<string, string>> = { complaint: "C2026999999", token: "t-0000000000000000", recovery: "l-0000000000000000", session: "0".repeat(16), tender: "D3417000001000001099", plan: "D3417000001P00099", lot: "1", part: "bid", serial: "1", ordinal: "1", version: "1", sha: "a".repeat(64), sha256: "a".repeat(64), st: "a".repeat(64), id: "a".repeat(32), name: "a.pdf", act: "publish", mode: "elder", format: "json", level: "0" };

/** An address with its parameters filled in. */
export const urlOf = (path: string, given: Readonly<Record<string, string>> = {}): string => path.replace(PARAMETER, (_, name: string) => given[name] ?? NOBODYS[name] ?? "1").replace(/\*$/, "x");
