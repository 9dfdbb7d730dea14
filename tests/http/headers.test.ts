import { afterAll, beforeAll, expect, test } from "vitest";
import { createApp } from "../../src/app.js";
import { PAGE_CSP } from "../../src/web/layout.js";
import { SEAL_PAGE_PATH } from "../../src/web/seal-page.js";
import { pageTown } from "../support/judged-tender.js";
import { choiceOf, signedIn } from "../support/pages.js";
import { operationsOf, urlOf } from "../support/routes.js";
import { testTown, type TestTown } from "../support/town.js";

let town: TestTown;
let tender: string;
beforeAll(async () => {
  town = await testTown();
  tender = (await pageTown(town)).judged.id;
});
afterAll(async () => { await town.stop(); });

/** What every answer carries, whatever it is. */
const ALL = { "x-content-type-options": "nosniff", "cross-origin-resource-policy": "same-origin" };
/** What a page carries, and what every other answer. */
const PAGE = {
  ...ALL, "content-security-policy": PAGE_CSP, "reporting-endpoints": 'policy="/api/v1/policy-reports"', "cross-origin-opener-policy": "same-origin", "cross-origin-embedder-policy": "require-corp",
  "referrer-policy": "same-origin", "permissions-policy": "camera=(), microphone=(), geolocation=()", "cache-control": "private, no-cache", vary: "Cookie, Accept-Language",
};
const OTHER = { ...ALL, "referrer-policy": "no-referrer" };
const NOTHING_RUNS = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
const FILE = "sandbox; default-src 'none'";

const isPage = (headers: Headers, url: string): boolean => headers.get("content-type")?.startsWith("text/html") === true && url !== SEAL_PAGE_PATH;

function oddIn(headers: Headers, url: string): string[] {
  const odd = Object.entries(isPage(headers, url) ? PAGE : OTHER).filter(([name, value]) => headers.get(name) !== value).map(([name]) => `${url}: ${name}: ${headers.get(name) ?? "none"}`);
  const policy = headers.get("content-security-policy") ?? "";
  if (![PAGE_CSP, NOTHING_RUNS, FILE].includes(policy) && url !== SEAL_PAGE_PATH) odd.push(`${url}: ${policy}`);
  if (headers.has("access-control-allow-origin")) odd.push(`${url}: others may read it`);
  if (!headers.has("cache-control")) odd.push(`${url}: how long to keep it is not said`);
  return odd;
}

test("every address, asked by everybody who may and may not, answers with the headers that keep browsers from guessing, framing and running it", async () => {
  const who = { "nobody": await signedIn(town, "citizen-1").then(() => null), "bidder-1": await signedIn(town, "bidder-1"), "tenderer-1": await signedIn(town, "tenderer-1"), "committee-1": await signedIn(town, "committee-1"), "supervisor-1": await signedIn(town, "supervisor-1") };
  const odd: string[] = [];
  let [pages, others] = [0, 0];
  for (const { method, path } of operationsOf(town.app).filter((each) => each.method === "get" && !each.path.endsWith("/events"))) {
    const url = urlOf(path, { tender, code: tender, id: `${tender}-1` });
    for (const [name, person] of Object.entries(who)) {
      const answer = person === null ? await town.app.request(url, { method, headers: { accept: "text/html" } }) : await person.get(url);
      if (answer.status >= 500 && url !== "/readyz") odd.push(`${name} ${url}: ${String(answer.status)}`);
      if (answer.headers.get("content-type")?.startsWith("text/html") === true) pages += 1; else others += 1;
      odd.push(...oddIn(answer.headers, url));
    }
  }
  expect(odd).toEqual([]);
  expect([pages > 150, others > 150]).toEqual([true, true]);
});

test("what is refused or turned away carries them too", async () => {
  const odd: string[] = [];
  for (const [url, init] of [["/api/v1/nothing", {}], ["/a%00b", {}], ["/nothing", { headers: { accept: "text/html" } }], ["/api/v1/projects", { method: "POST", headers: { cookie: "daylight=x", "sec-fetch-site": "cross-site" } }]] as const) {
    odd.push(...oddIn((await town.app.request(url, init)).headers, url));
  }
  expect(odd).toEqual([]);
});

test("a session's cookie is for this host alone, over TLS alone, unreadable by scripts and sent by no other site", async () => {
  const app = createApp({ ...town, world: { ...town.world, publicUrl: "https://chenguang.example" }, uploads: {} as never });
  const page = await app.request("/sign-in", { headers: { accept: "text/html" } });
  expect(page.headers.get("strict-transport-security")).toBe("max-age=31536000");
  const answer = await app.request("/sign-in", { method: "POST", headers: { "content-type": "application/x-www-form-urlencoded" }, body: new URLSearchParams({ actor: choiceOf(await page.text(), "bidder-1"), next: "" }) });
  const cookie = answer.headers.getSetCookie().find((each) => each.startsWith("__Host-")) ?? "";
  expect(cookie.replace(/=[A-Za-z0-9_-]{43};/, "=…;").split("; ").sort()).toEqual(["HttpOnly", "Path=/", "SameSite=Strict", "Secure", "__Host-daylight=…"]);
  for (const each of answer.headers.getSetCookie()) expect(each).toMatch(/; HttpOnly\b.*; Secure\b|; Secure\b.*; HttpOnly\b/);
});
