import { randomBytes } from "node:crypto";
import { serve } from "@hono/node-server";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createApp } from "../../src/app.js";
import { ok, refuse } from "../../src/kernel/result.js";
import type { Instant } from "../../src/kernel/time.js";
import { LIMITS, READ_LIMITS } from "../../src/limits/limit.js";
import { allow, forgetOver, type Use } from "../../src/limits/use-cases.js";
import { sha256Hex } from "../../src/signing/hash-node.js";
import { trySignIn } from "../../src/routes/limits.js";
import { choicesOf, SEAL_KEY_BYTES, sealedChoices } from "../../src/routes/sealed-choice.js";
import { lodgements, publishedTender, sealBid } from "../support/works-tender.js";
import { testTown, type TestTown } from "../support/town.js";

let town: TestTown;
beforeAll(async () => { town = await testTown(); });
afterAll(async () => { await town.stop(); });

const MINUTES_15 = 15 * 60_000;
const now = (): Instant => Date.now() as Instant;
/** Where a request of `app.request` comes from. */
const from = (address: string): object => ({ incoming: { socket: { remoteAddress: address } } });
type Context = Parameters<typeof trySignIn>[0];
const asked = (address: string): Context => ({ get: () => address }) as unknown as Context;
const failing = () => Promise.resolve(refuse("not-signed-in"));
const signIn = async (account: string, address: string, prove: () => ReturnType<typeof failing> | Promise<ReturnType<typeof ok<string>>> = failing): Promise<string> => {
  const tried = await trySignIn(asked(address), town.world, account, prove);
  return tried.ok ? "in" : tried.refusal.code;
};
const rows = async (): Promise<number> => Number((await town.database.db.selectFrom("limits").select(({ fn }) => fn.countAll<string>().as("n")).executeTakeFirstOrThrow()).n);

describe("signing in", () => {
  test("fails five times within fifteen minutes; the sixth try of that account from that network is not made", async () => {
    for (let time = 0; time < 5; time += 1) expect(await signIn("a-1", "192.0.2.1")).toBe("not-signed-in");
    let asked = 0;
    expect(await signIn("a-1", "192.0.2.1", () => { asked += 1; return failing(); })).toBe("too-many");
    expect(asked).toBe(0);
    expect(await signIn("a-1", "192.0.2.2")).toBe("not-signed-in");
    expect(await signIn("a-2", "192.0.2.1", () => Promise.resolve(ok("a-2")))).toBe("in");
  });

  test("works as often as one likes, and does not wash away what failed", async () => {
    for (let time = 0; time < 4; time += 1) expect(await signIn("b-1", "192.0.2.1")).toBe("not-signed-in");
    for (let time = 0; time < 9; time += 1) expect(await signIn("b-1", "192.0.2.1", () => Promise.resolve(ok("b-1")))).toBe("in");
    expect([await signIn("b-1", "192.0.2.1"), await signIn("b-1", "192.0.2.1")]).toEqual(["not-signed-in", "too-many"]);
  });

  test("is open again when the window is over, to the millisecond, and the window stands in the database", async () => {
    const use: Use = { action: "sign-in", account: "c-1", address: "192.0.2.1" };
    const [began, id] = [1_000_000 as Instant, town.world.exchange.id];
    for (let time = 0; time < 5; time += 1) expect(await allow(town.database.db, id, use, began)).toEqual({ ok: true });
    // Another process, or this one after a restart, shares nothing with us but the database.
    const restarted = town.database.as("daylight_app");
    expect(await allow(restarted, id, use, (began + MINUTES_15 - 1) as Instant)).toEqual({ ok: false, max: 5, seconds: 1 });
    expect(await allow(restarted, id, use, began)).toEqual({ ok: false, max: 5, seconds: 900 });
    expect(await allow(restarted, id, use, (began + MINUTES_15) as Instant)).toEqual({ ok: true });
  });

  test("tried a thousand times at once with one account is tried five times", async () => {
    let tries = 0;
    const prove = () => { tries += 1; return failing(); };
    const said = new Map<string, number>();
    for (let round = 0; round < 10; round += 1) {
      for (const code of await Promise.all(Array.from({ length: 100 }, () => signIn("d-1", "192.0.2.4", prove)))) said.set(code, (said.get(code) ?? 0) + 1);
    }
    expect([tries, said.get("not-signed-in"), said.get("too-many")]).toEqual([5, 5, 995]);
    // The account's neighbour in that network is none the worse for it.
    expect(await signIn("d-2", "192.0.2.4", () => Promise.resolve(ok("d-2")))).toBe("in");
  });

  test("tried with a list of ten thousand names is tried three hundred times, and fills no table", async () => {
    const before = await rows();
    let tries = 0;
    for (let round = 0; round < 100; round += 1) {
      await Promise.all(Array.from({ length: 100 }, (_, at) => signIn(`${"名".repeat(100)}e-${String(round)}-${String(at)}`.slice(-60), `2001:db8:7:${String(at)}::1`, () => { tries += 1; return failing(); })));
    }
    expect(tries).toBe(LIMITS["sign-in-network"].max);
    expect((await rows()) - before).toBeLessThanOrEqual(LIMITS["sign-in-network"].max + 1);
  });

  test("by the rehearsal's page: the sixth wrong choice is 429 with Retry-After, a right one gets in", async () => {
    const post = (actor: string) => town.app.request("/sign-in", { method: "POST", headers: { "content-type": "application/x-www-form-urlencoded", accept: "text/html" }, body: new URLSearchParams({ actor }) }, from("192.0.2.9"));
    for (let time = 0; time < 5; time += 1) expect((await post("x.y.z")).status).toBe(422);
    const refused = await post("x.y.z");
    expect(refused.status).toBe(429);
    expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(890);
    expect(Number(refused.headers.get("retry-after"))).toBeLessThanOrEqual(900);
    expect(await refused.text()).toContain("请求过于频繁");
    const page = await (await town.app.request("/sign-in", {}, from("192.0.2.9"))).text();
    const choice = /name="actor"[^>]*value="([^"]+)"|value="([^"]+)"[^>]*name="actor"/.exec(page);
    const token = choice?.[1] ?? choice?.[2] ?? "";
    for (let time = 0; time < 8; time += 1) expect((await post(token)).status).toBe(303);
  });

  test("a choice that is of no page of ours gets nobody in: an actor alone, with another’s token, or with a token that is about something else", async () => {
    const post = (actor: string) => town.app.request("/sign-in", { method: "POST", headers: { "content-type": "application/x-www-form-urlencoded", accept: "text/html" }, body: new URLSearchParams({ actor }) }, from("192.0.2.10"));
    const elsewhere = await choicesOf(sealedChoices(Uint8Array.from(randomBytes(SEAL_KEY_BYTES)), town.world.exchange.origin));
    for (const wrong of ["tenderer-1", "tenderer-1~", "tenderer-1~x.y.z", elsewhere("tenderer-1")]) expect((await post(wrong)).status, wrong).toBe(422);
  });

  test("what is over is forgotten with its address, what runs is kept", async () => {
    const use = (account: string): Use => ({ action: "sign-in", account, address: "192.0.2.20" });
    for (const [account, at] of [["over", now() - MINUTES_15], ["runs", now()]] as const) expect((await allow(town.database.db, town.world.exchange.id, use(account), at as Instant)).ok).toBe(true);
    await forgetOver(town.database.db, town.world.exchange.id, now());
    const left = (await town.database.db.selectFrom("limits").select("whose").where("whose", "like", "%@192.0.2.20").execute()).map(({ whose }) => whose);
    expect(left).toEqual([`${sha256Hex(Buffer.from("runs"))}@192.0.2.20`]);
  });
});

describe("lodging", () => {
  test("is refused and signed sixty times an hour; then refusals go unsigned, and a good bid is taken all the same", async () => {
    const { id } = await publishedTender(town);
    await town.advance("2026-09-22T09:00:00+08:00");
    const good = (await sealBid(town, "bidder-1", id, "1", "18600000.00")).body as { parts: Record<string, unknown>[] };
    const wrong = { parts: good.parts.map((part) => ({ ...part, statement: Buffer.from("{}").toString("base64") })) };
    const lodge = (body: unknown) => town.ask("bidder-1", "POST", lodgements(id), body);
    const first = await lodge(wrong);
    expect(first.json["refusalNote"]).toBeTypeOf("string");
    for (let time = 1; time < LIMITS["lodgement-refused"].max; time += 1) expect((await lodge(wrong)).status).toBe(first.status);
    const signed = async () => Number((await town.database.db.selectFrom("refused_lodgements").select(({ fn }) => fn.countAll<string>().as("n")).executeTakeFirstOrThrow()).n);
    const before = await signed();
    const over = await lodge(wrong);
    expect([over.status, over.json["code"], (over.json["facts"] as { reason: string }).reason, over.json["refusalNote"]]).toEqual([429, "refusals-too-many", first.json["code"], undefined]);
    expect(await signed()).toBe(before);
    expect((await lodge(good)).status).toBe(201);
  });
});

describe("uploads", () => {
  const create = (size: number) => town.app.request("/api/v1/uploads", { method: "POST", headers: { "tus-resumable": "1.0.0", "upload-length": String(size), authorization: `Bearer ${town.actors.find(({ id }) => id === "bidder-2")?.token ?? ""}` } }, from("192.0.2.30"));

  test("of a day end at a hundred of the largest; the first byte over is 429, what was refused counts nothing", async () => {
    const use: Use = { action: "upload-bytes", account: "bidder-2", address: "192.0.2.30", cost: LIMITS["upload-bytes"].max - 10 };
    expect((await allow(town.database.db, town.world.exchange.id, use, now())).ok).toBe(true);
    expect((await create(0)).status).toBe(422);
    const over = await create(11);
    expect([over.status, ((await over.json()) as { code: string }).code]).toEqual([429, "too-many-bytes"]);
    expect(Number(over.headers.get("retry-after"))).toBeGreaterThan(86_000);
    expect((await create(10)).status).toBe(201);
    expect((await create(1)).status).toBe(429);
  });
});

describe("over a socket", () => {
  const served = async (trustedProxies: readonly string[], work: (ask: (url: string, headers?: Record<string, string>) => Promise<Response>) => Promise<void>): Promise<void> => {
    const app = createApp({ ...town, uploads: {} as never, trustedProxies });
    const server = serve({ fetch: app.fetch, port: 0, hostname: "127.0.0.1" });
    await new Promise<void>((listening) => { server.once("listening", () => { listening(); }); });
    const base = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
    try {
      await work((url, headers = {}) => fetch(`${base}${url}`, { headers }));
    } finally {
      server.close();
    }
  };

  test("lists asked for faster than anybody reads are 429; pages and lodging go on", async () => {
    await served([], async (ask) => {
      for (let time = 0; time < READ_LIMITS.search.max; time += 1) expect((await ask("/api/v1/notices", { "x-forwarded-for": `192.0.2.${String(time % 250)}` })).status).toBe(200);
      const over = await ask("/notices.csv", { "x-forwarded-for": "192.0.2.251" });
      expect([over.status, ((await over.json()) as { code: string }).code, Number(over.headers.get("retry-after")) > 0]).toEqual([429, "too-many", true]);
      for (const url of ["/", "/healthz", "/log/checkpoint", "/api/v1/exchange"]) expect((await ask(url)).status, url).toBe(200);
    });
  });
});
