import { afterAll, beforeAll, expect, test } from "vitest";
import { READ_LIMITS } from "../../src/limits/limit.js";
import { createApp } from "../../src/app.js";
import { testTown, type TestTown } from "../support/town.js";

let town: TestTown;
let app: TestTown["app"];
const logged: unknown[] = [];
beforeAll(async () => {
  town = await testTown();
  const log = { ...town.world.log, warn: (what: unknown) => { logged.push(what); } } as unknown as TestTown["world"]["log"];
  app = createApp({ ...town, world: { ...town.world, log }, uploads: {} as never });
});
afterAll(async () => { await town.stop(); });

const send = (body: string, type = "application/reports+json", address = "-") => app.request("/api/v1/policy-reports", { method: "POST", headers: { "content-type": type, "sec-fetch-site": "same-origin" }, body }, { incoming: { socket: { remoteAddress: address } } });
const violation = (over: object = {}) => ({
  type: "csp-violation", age: 12, url: "https://chenguang.example/my?token=sesame", user_agent: "x",
  body: { documentURL: "https://chenguang.example/my?token=sesame#sesame", referrer: "https://chenguang.example/?sesame", blockedURL: "https://evil.example/x.js?sesame", effectiveDirective: "script-src-elem", originalPolicy: "…", sourceFile: "https://chenguang.example/a.js?sesame", sample: "sesame", disposition: "enforce", statusCode: 200, lineNumber: 7, columnNumber: 1.5, ...over },
});

test("a report is logged by where and what, in the new way and the old, without what was typed, blocked or asked", async () => {
  logged.splice(0);
  expect((await send(JSON.stringify([violation(), { ...violation(), type: "deprecation" }]))).status).toBe(204);
  expect((await send(JSON.stringify({ "csp-report": { "document-uri": "https://chenguang.example/notices?sesame", "violated-directive": "style-src", "blocked-uri": "inline", "script-sample": "sesame", "line-number": 3 } }), "application/csp-report")).status).toBe(204);
  expect(logged).toEqual([
    { reports: [{ directive: "script-src-elem", page: "https://chenguang.example/my", blocked: "https://evil.example/x.js", source: "https://chenguang.example/a.js", line: 7 }] },
    { reports: [{ directive: "style-src", page: "https://chenguang.example/notices", blocked: "inline", source: "", line: 3 }] },
  ]);
  expect(JSON.stringify(logged)).not.toContain("sesame");
});

test("of one delivery ten reports are kept, each as short as it must be; nothing of it forges a line", async () => {
  logged.splice(0);
  const long = violation({ documentURL: `https://chenguang.example/${"a".repeat(400)}`, effectiveDirective: "x\n{\"level\":60}" });
  expect((await send(JSON.stringify(Array.from({ length: 11 }, () => violation())))).status).toBe(204);
  expect((await send(JSON.stringify([long]))).status).toBe(204);
  const [first, second] = logged as { reports: { page: string; directive: string }[] }[];
  expect([first?.reports.length, second?.reports[0]?.page.length, second?.reports[0]?.directive]).toEqual([10, 200, "xlevel60"]);
});

test.each<[string, string, string, number]>([
  ["that is no JSON", "{", "application/reports+json", 400], ["that is another document", '{"a":1}', "application/csp-report", 422], ["of another type", "[]", "text/plain", 415], ["a byte over 16 KiB", " ".repeat(16_385), "application/csp-report", 413],
])("what comes %s is refused and logs nothing", async (_, body, type, status) => {
  logged.splice(0);
  expect((await send(body, type)).status).toBe(status);
  expect(logged).toEqual([]);
});

test("a network that reports without end is told to wait", async () => {
  for (let time = 0; time < READ_LIMITS.report.max; time += 1) expect((await send("[]", undefined, "192.0.2.50")).status).toBe(204);
  expect((await send("[]", undefined, "192.0.2.50")).status).toBe(429);
  expect((await send("[]", undefined, "192.0.2.51")).status).toBe(204);
});
