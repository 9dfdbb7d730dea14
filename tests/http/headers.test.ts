import { afterAll, beforeAll, expect, test } from "vitest";
import { testTown, type TestTown } from "../support/town.js";

let town: TestTown;
beforeAll(async () => { town = await testTown(); });
afterAll(async () => { await town.stop(); });

test.each<[string, RequestInit]>([
  ["/healthz", {}], ["/readyz", {}], ["/openapi.json", {}], ["/log/vkeys", {}], ["/api/v1/exchange", {}], ["/api/v1/me", {}], ["/api/v1/nothing", {}], ["/", {}], ["/a%00b", {}],
  ["/api/v1/projects", { method: "POST", headers: { "cookie": "daylight=x", "sec-fetch-site": "cross-site" } }],
])("%s answers with the headers that keep browsers from guessing, framing and running it", async (url, init) => {
  const { headers } = await town.app.request(url, init);
  expect(headers.get("x-content-type-options")).toBe("nosniff");
  expect(headers.get("referrer-policy")).toMatch(/^(no-referrer|same-origin)$/);
  expect(headers.get("content-security-policy")).toMatch(/^default-src '(none|self)'.*frame-ancestors 'none'/);
  expect(headers.get("cache-control")).not.toBeNull();
});
