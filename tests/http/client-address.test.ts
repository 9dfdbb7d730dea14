import { expect, test } from "vitest";
import { Hono } from "hono";
import { clientAddress } from "../../src/routes/client-address.js";

async function seen(proxies: readonly string[], socket: string, headers: Record<string, string>): Promise<string> {
  const app = new Hono();
  app.get("/", (c) => c.text(clientAddress(proxies)(c)));
  return (await app.request("/", { headers }, { incoming: { socket: { remoteAddress: socket } } })).text();
}

const FORGED = { "x-forwarded-for": "198.51.100.9", forwarded: "for=198.51.100.9", "x-real-ip": "198.51.100.9", "x-client-ip": "198.51.100.9", "cf-connecting-ip": "198.51.100.9", "true-client-ip": "198.51.100.9", "x-forwarded-host": "evil.example", "x-forwarded-proto": "https" };

test.each(["127.0.0.1", "::1", "10.0.0.1", "203.0.113.5", "2001:db8::5"])("without a proxy we trust, %s is who it is, whatever headers say", async (socket) => {
  expect(await seen([], socket, FORGED)).toBe(socket);
});

test("of a proxy we trust X-Forwarded-For alone counts, and of that what the proxy wrote itself", async () => {
  expect(await seen(["127.0.0.1"], "127.0.0.1", { "x-forwarded-for": "198.51.100.9" })).toBe("198.51.100.9");
  // The client wrote the first, our proxy added the second.
  expect(await seen(["127.0.0.1"], "127.0.0.1", { "x-forwarded-for": "10.9.9.9, 198.51.100.9" })).toBe("198.51.100.9");
  expect(await seen(["127.0.0.1"], "127.0.0.1", { forwarded: "for=198.51.100.9", "x-real-ip": "198.51.100.9" })).toBe("127.0.0.1");
});

test("through two proxies of ours the address before both counts; a client that names one of them as its own is not believed", async () => {
  const proxies = ["127.0.0.1", "10.0.0.0/8", "2001:db8:5::/48"];
  expect(await seen(proxies, "127.0.0.1", { "x-forwarded-for": "198.51.100.9, 10.0.0.7" })).toBe("198.51.100.9");
  expect(await seen(proxies, "2001:db8:5::1", { "x-forwarded-for": "10.0.0.1, 198.51.100.9, 10.0.0.7" })).toBe("198.51.100.9");
  expect(await seen(proxies, "11.0.0.1", { "x-forwarded-for": "198.51.100.9" })).toBe("11.0.0.1");
  expect(await seen(proxies, "::ffff:10.1.2.3", { "x-forwarded-for": "198.51.100.9" })).toBe("198.51.100.9");
});

test.each(["evil.example", "198.51.100.9:80", "unknown", "' or 1=1", "", ",,", "198.51.100.999"])("what a trusted proxy passes on as %j is no address: the proxy's own stays", async (header) => {
  expect(await seen(["127.0.0.1"], "127.0.0.1", { "x-forwarded-for": header })).toBe("127.0.0.1");
});

test("a thousand forged hops cost no more than a few", async () => {
  expect(await seen(["0.0.0.0/0"], "127.0.0.1", { "x-forwarded-for": Array.from({ length: 1_000 }, (_, at) => `10.0.${String(at >> 8)}.${String(at & 255)}`).join(",") })).toMatch(/^10\./);
});
