import { Hono } from "hono";
import type { BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { serveApp } from "../support/browsing.js";
import { publishedTender } from "../support/works-tender.js";
import { servedTown, type ServedTown } from "../support/served-town.js";

let site: ServedTown;
let hall: string;
beforeAll(async () => {
  site = await servedTown();
  hall = `/halls/${(await publishedTender(site.town)).id}-1`;
});
afterAll(() => site.stop());

/** A page that remembers what its policy stopped. */
async function watched(context: BrowserContext): Promise<{ readonly page: Page; readonly stopped: () => Promise<string[]> }> {
  const page = await context.newPage();
  await page.addInitScript("window.stopped = []; addEventListener('securitypolicyviolation', (event) => window.stopped.push(event.effectiveDirective))");
  return { page, stopped: async () => (await Promise.all(page.frames().map((frame) => frame.evaluate<string[]>("window.stopped")))).flat() };
}

/** Waits from outside: what the page's policy lets a test evaluate, it does not let it poll. */
const until = (page: Page, condition: string) => expect.poll(() => page.evaluate<boolean>(condition), { timeout: 30_000 }).toBe(true);

describe("markup that got into a page all the same", () => {
  const HOLES: readonly (readonly [what: string, markup: string, directive: string])[] = [
    ["a script", "<script>window.ran = 1</script>", "script-src-elem"],
    ["a script from elsewhere", '<script src="http://localhost:1/x.js"></script>', "script-src-elem"],
    ["a script in a data address", '<script src="data:text/javascript,window.ran=1"></script>', "script-src-elem"],
    ["an event handler", '<img src="/nothing" onerror="window.ran = 1">', "script-src-attr"],
    ["an event handler of a drawing", '<svg onload="window.ran = 1"></svg>', "script-src-attr"],
    ["a frame with a script", '<iframe srcdoc="<script>parent.ran = 1</script>"></iframe>', "script-src-elem"],
    ["a plugin", '<object data="data:text/html,<script>parent.ran=1</script>"></object>', "object-src"],
    ["a style that asks elsewhere", '<style>body { background: url(http://localhost:1/x) }</style>', "style-src-elem"],
    ["another base", '<base href="http://localhost:1/"><p>', "base-uri"],
  ];

  test.each(HOLES)("%s runs nothing and is stopped", async (_, markup, directive) => {
    const { base, stop } = await serveApp({ fetch: async (request: Request) => {
      const answer = await site.town.app.fetch(request);
      if (answer.headers.get("content-type")?.startsWith("text/html") !== true) return answer;
      return new Response((await answer.text()).replace("<main ", `${markup}<main `), { status: answer.status, headers: answer.headers });
    } });
    const context = await site.browser.newContext();
    try {
      const { page, stopped } = await watched(context);
      await page.goto(`${base}/notices`);
      await expect.poll(stopped, { timeout: 30_000 }).toContain(directive);
      expect(await page.evaluate<unknown>("window.ran")).toBeUndefined();
    } finally {
      await context.close();
      stop();
    }
  });

  test("a form that leads elsewhere and an address that is a script lead nowhere", async () => {
    const context = await site.browser.newContext();
    const { page, stopped } = await watched(context);
    await page.goto(`${site.base}/notices`);
    await page.evaluate(`{
      const form = document.createElement("form"); form.action = "http://localhost:1/"; form.method = "post"; document.body.append(form); form.submit();
      const link = document.createElement("a"); link.href = "javascript:window.ran = 1"; document.body.append(link); link.click();
    }`);
    await expect.poll(async () => (await stopped()).sort(), { timeout: 30_000 }).toEqual(["form-action", "script-src-elem"]);
    expect(await page.evaluate<unknown>("window.ran")).toBeUndefined();
    expect(new URL(page.url()).pathname).toBe("/notices");
    await context.close();
  });
});

// A page's own script asks: what stands here runs as an island would, not as the test's own hand.
test.each([
  ["innerHTML", "document.body.innerHTML = given"], ["outerHTML", "document.querySelector('main').outerHTML = given"], ["insertAdjacentHTML", "document.body.insertAdjacentHTML('beforeend', given)"], ["document.write", "document.write(given)"],
  ["DOMParser", "new DOMParser().parseFromString(given, 'text/html')"], ["srcdoc", "document.createElement('iframe').srcdoc = given"], ["a script's text", "document.createElement('script').text = 'window.ran = 1'"],
  ["a script's address", "document.createElement('script').src = '/assets/x.js'"], ["eval", "(0, eval)('window.ran = 1')"], ["Function", "new Function('window.ran = 1')()"], ["a timer's text", "setTimeout('window.ran = 1')"], ["a worker", "new Worker('/assets/x.js')"],
])("no script of a page turns text into markup or code by %s", async (_, sink) => {
  const script = `const given = "<img src=/nothing onerror='window.ran = 1'>"; try { ${sink}; window.said = "done"; } catch (error) { window.said = error.name; }`;
  const { base, stop } = await serveApp({ fetch: async (request: Request) => {
    const { pathname } = new URL(request.url);
    if (pathname === "/assets/probe.js") return new Response(script, { headers: { "content-type": "text/javascript" } });
    const answer = await site.town.app.fetch(request);
    return pathname === "/notices" ? new Response((await answer.text()).replace("</body>", '<script type="module" src="/assets/probe.js"></script></body>'), { headers: answer.headers }) : answer;
  } });
  const context = await site.browser.newContext();
  try {
    const { page, stopped } = await watched(context);
    await page.goto(`${base}/notices`);
    await until(page, "window.said !== undefined");
    expect([await page.evaluate<string>("window.said"), await page.evaluate<unknown>("window.ran")]).toEqual([expect.stringMatching(/^(TypeError|EvalError|done)$/), undefined]);
    expect(await stopped()).toEqual([expect.stringMatching(/^(require-trusted-types-for|script-src|worker-src)$/)]);
  } finally {
    await context.close();
    stop();
  }
});

test("what the policy stops is reported to us, by a request that our own edge lets in", async () => {
  const reports: string[] = [];
  const { base, stop } = await serveApp({ fetch: async (request: Request) => {
    const answer = await site.town.app.fetch(request);
    if (request.method === "POST") reports.push(`${new URL(request.url).pathname} ${request.headers.get("content-type") ?? ""} ${String(answer.status)}`);
    if (answer.headers.get("content-type")?.startsWith("text/html") !== true) return answer;
    const headers = new Headers(answer.headers);
    // The newer way is for TLS alone, and comes a minute later.
    headers.set("content-security-policy", (headers.get("content-security-policy") ?? "").replace("; report-to policy", ""));
    return new Response((await answer.text()).replace("<main ", "<script>window.ran = 1</script><main "), { status: answer.status, headers });
  } });
  const page = await site.browser.newPage();
  await page.goto(`${base}/notices`);
  await expect.poll(() => reports, { timeout: 30_000 }).toEqual(["/api/v1/policy-reports application/csp-report 204"]);
  await page.close();
  stop();
});

test("the hall draws itself anew without a breach of its own policy", async () => {
  const context = await site.browser.newContext();
  const { page, stopped } = await watched(context);
  await page.goto(`${site.base}${hall}`);
  const before = await page.evaluate<string>("document.querySelector('[data-live]').outerHTML");
  await page.evaluate("document.querySelector('[data-live]').replaceChildren()");
  await site.town.advance("2026-09-22T09:30:30+08:00");
  await until(page, "document.querySelector('[data-live]').childNodes.length > 0");
  expect(before.length).toBeGreaterThan(0);
  expect(await stopped()).toEqual([]);
  await context.close();
});

describe("another site, open beside ours in the same browser", () => {
  test("signs nobody out, moves no clock and posts no form, by form or by script", async () => {
    const answers: string[] = [];
    const served = await serveApp({ fetch: async (request: Request) => {
      const answer = await site.town.app.fetch(request);
      if (request.method === "POST") answers.push(`${new URL(request.url).pathname} ${String(answer.status)}`);
      return answer;
    } });
    const evil = new Hono();
    const targets = ["/sign-out", "/sign-in", "/acts/publish", "/api/v1/rehearsal/clock", "/api/v1/projects", "/desk/x/documents"];
    evil.get("/form", (c) => c.html(`<form method="post" action="${served.base}${c.req.query("to") ?? ""}"><input name="back" value="/"></form><script>document.forms[0].submit()</script>`));
    evil.get("/fetch", (c) => c.html(`<script>fetch(${JSON.stringify(`${served.base}${c.req.query("to") ?? ""}`)}, { method: "POST", mode: "no-cors", credentials: "include", body: "{}" }).finally(() => { document.title = "sent"; })</script>`));
    const other = await serveApp(evil);
    const context = await site.browser.newContext();
    const page = await context.newPage();
    await page.goto(`${served.base}/sign-in`);
    await page.locator("#a-admin-1").check();
    await Promise.all([page.waitForURL((url) => url.pathname !== "/sign-in"), page.locator("main form[method=post] button").click()]);
    answers.splice(0);
    for (const to of targets) {
      // A form leads the browser to our answer; a script gets nothing to read.
      await Promise.all([page.waitForURL(`${served.base}${to}`), page.goto(`${other.base}/form?to=${encodeURIComponent(to)}`).catch(() => null)]);
      await page.goto(`${other.base}/fetch?to=${encodeURIComponent(to)}`);
      await until(page, "document.title === 'sent'");
    }
    expect(answers).toEqual(targets.flatMap((to) => [`${to} 403`, `${to} 403`]));
    const me = await page.goto(`${served.base}/api/v1/me`);
    expect(me?.status()).toBe(200);
    await context.close();
    served.stop();
    other.stop();
  });
});
