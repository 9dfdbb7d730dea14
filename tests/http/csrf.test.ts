import { afterAll, beforeAll, expect, test } from "vitest";
import { choiceOf } from "../support/pages.js";
import { operationsOf, urlOf, type Operation } from "../support/routes.js";
import { testTown, type TestTown } from "../support/town.js";

let town: TestTown;
let unsafe: Operation[];
beforeAll(async () => {
  town = await testTown();
  unsafe = operationsOf(town.app).filter(({ method }) => !["get", "head", "options"].includes(method));
});
afterAll(async () => { await town.stop(); });

/** What a browser says of a page on another port, another site, and one that hides where it is; new browsers and old. */
const FOREIGN: readonly Record<string, string>[] = [
  { "sec-fetch-site": "same-site", origin: "http://chenguang.example:8081" }, { "sec-fetch-site": "cross-site", origin: "https://evil.example" }, { "sec-fetch-site": "cross-site", origin: "null" },
  { origin: "http://chenguang.example:8081" }, { origin: "https://evil.example" }, { origin: "null" }, { origin: "http://chenguang.example.evil.example" }, { origin: "http://evil.example/http://chenguang.example" },
  // A page of ours cannot write this header; a foreign one cannot either, but a confused proxy might pass it on.
  { "sec-fetch-site": "cross-site", origin: "http://chenguang.example" },
];
const TYPES = ["application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "text/plain", "application/json", "application/offset+octet-stream"];

/** The cookie of a session that is really there. */
async function cookieOf(actor: string): Promise<string> {
  const page = await (await town.app.request("/sign-in")).text();
  const answer = await town.app.request("/sign-in", { method: "POST", headers: { "content-type": "application/x-www-form-urlencoded" }, body: new URLSearchParams({ actor: choiceOf(page, actor), next: "" }) });
  const cookie = answer.headers.getSetCookie().find((each) => each.startsWith("daylight="))?.split(";")[0] ?? "";
  expect((await town.app.request("/api/v1/me", { headers: { cookie } })).status).toBe(200);
  return cookie;
}

test("every unsafe address refuses what another site has a browser send, signed in or not, by form or by script", async () => {
  const cookies = ["", await cookieOf("bidder-1"), await cookieOf("tenderer-1")];
  const letIn: string[] = [];
  for (const { method, path } of unsafe) {
    for (const [at, headers] of FOREIGN.entries()) {
      for (const cookie of cookies) {
        const answer = await town.app.request(urlOf(path), { method: method.toUpperCase(), headers: { ...headers, ...(cookie === "" ? {} : { cookie }), "content-type": TYPES[at % TYPES.length] ?? "" }, body: "{}" });
        const said = answer.status === 403 ? ((await answer.json()) as { code: string }).code : String(answer.status);
        if (said !== "wrong-origin") letIn.push(`${method} ${path} ${JSON.stringify(headers)}: ${said}`);
      }
    }
  }
  expect(letIn).toEqual([]);
  expect(unsafe.length).toBeGreaterThan(70);
});

test("our own pages, programs and what a reader types himself are let through", async () => {
  const letOut: string[] = [];
  for (const { method, path } of unsafe) {
    for (const headers of [{}, { "sec-fetch-site": "same-origin", origin: "http://chenguang.example" }, { "sec-fetch-site": "none" }, { origin: "http://chenguang.example" }] as Record<string, string>[]) {
      const answer = await town.app.request(urlOf(path), { method: method.toUpperCase(), headers, body: "{}" });
      if ((await answer.text()).includes("wrong-origin")) letOut.push(`${method} ${path} ${JSON.stringify(headers)}`);
    }
  }
  expect(letOut).toEqual([]);
});
