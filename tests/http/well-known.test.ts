import { afterAll, beforeAll, expect, test } from "vitest";
import { createApp } from "../../src/app.js";
import { readConfig } from "../../src/config.js";
import { sha256Hex } from "../../src/signing/hash-node.js";
import { logServedAssets } from "../../src/served-assets.js";
import { testTown, type TestTown } from "../support/town.js";

let town: TestTown;
beforeAll(async () => { town = await testTown("2026-09-01T23:59:59+08:00"); });
afterAll(async () => { await town.stop(); });

test("security.txt says where to write, in which languages, and until when it holds, by the exchange's clock (RFC 9116)", async () => {
  const { DAYLIGHT_SECURITY_CONTACT: securityContact } = readConfig({ DAYLIGHT_SECURITY_CONTACT: "mailto:security@chenguang.example" });
  const app = createApp({ ...town, uploads: {} as never, securityContact });
  const answer = await app.request("/.well-known/security.txt");
  expect([answer.status, answer.headers.get("content-type")]).toEqual([200, "text/plain; charset=utf-8"]);
  expect(await answer.text()).toBe("Contact: mailto:security@chenguang.example\nExpires: 2027-02-28T00:00:00Z\nPreferred-Languages: zh, en\nCanonical: http://chenguang.example/.well-known/security.txt\n");
  expect(await (await town.app.request("/.well-known/security.txt")).text()).toContain("Contact: http://chenguang.example/help\n");
  expect(() => readConfig({ DAYLIGHT_SECURITY_CONTACT: "mailto:a@b.example\nContact: mailto:evil@evil.example" })).toThrow(/^DAYLIGHT_SECURITY_CONTACT must be /);
});

test("the bill of materials is served as it was logged, and asked for again each time", async () => {
  await logServedAssets(town.world, town.assets);
  await town.world.journal.flush();
  const answer = await town.app.request("/sbom.json");
  expect([answer.status, answer.headers.get("content-type"), answer.headers.get("cache-control")]).toEqual([200, "application/vnd.cyclonedx+json; version=1.6", "no-cache"]);
  const sha256 = sha256Hex(new Uint8Array(await answer.arrayBuffer()));
  const { assets } = (await town.done(null, "GET", "/api/v1/assets")) as { assets: { path: string; sha256: string; index: number | null }[] };
  expect(assets.find(({ path }) => path === "/sbom.json")).toMatchObject({ sha256, index: expect.any(Number) as number });
});

test("a password manager that looks for where to change a password is led to the ways to sign in", async () => {
  const answer = await town.app.request("/.well-known/change-password");
  expect([answer.status, answer.headers.get("location")]).toEqual([302, "/account"]);
});
