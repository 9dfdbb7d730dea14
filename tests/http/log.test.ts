import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { Hono } from "hono";
import { parseBundle } from "../../src/journal/tiles.js";
import { logEvents, logRoutes } from "../../src/routes/log.js";
import { problem } from "../../src/routes/problem.js";
import { entry, START, testLog, type TestLog } from "../support/log.js";

let log: TestLog;
let app: Hono;
beforeAll(async () => {
  log = await testLog();
  app = new Hono();
  app.route("/", logRoutes(log.journal, (c, refusal) => problem(c, refusal, START)));
  app.get("/events", (c) => logEvents(c, log.journal, ({ id, type }) => Promise.resolve(id === 1 ? null : { event: type, data: String(id) })));
  await log.append(...Array.from({ length: 300 }, (_, each) => entry(each)));
  await log.journal.flush();
});
afterAll(async () => { await log.close(); });

describe("the log over HTTP", () => {
  test("gives the checkpoint as text that is asked for again, and the keys in the policy's order", async () => {
    const checkpoint = await app.request("/log/checkpoint");
    expect(checkpoint.headers.get("content-type")).toBe("text/plain; charset=utf-8");
    expect(await checkpoint.text()).toBe(await log.journal.checkpoint());
    expect((await (await app.request("/log/vkeys")).text()).split("\n").map((line) => line.split("+")[0])).toEqual([log.args.origin, "w0.example", "w1.example", "w2.example", ""]);
    expect(await (await app.request("/log/witnesses")).text()).toBe(log.args.policy);
  });

  test("gives tiles that may be kept for ever, full and partial", async () => {
    const full = await app.request("/log/tile/entries/000");
    expect(full.headers.get("cache-control")).toBe("public, max-age=31536000, immutable");
    expect(parseBundle(new Uint8Array(await full.arrayBuffer()))).toHaveLength(256);
    expect((await (await app.request("/log/tile/0/001.p/44")).arrayBuffer()).byteLength).toBe(44 * 32);
    expect((await (await app.request("/log/tile/1/000.p/1")).arrayBuffer()).byteLength).toBe(32);
  });

  test.each(["/log/tile/0/001", "/log/tile/0/001.p/45", "/log/tile/0/002", "/log/tile/9/000", "/log/tile/0/0", "/log/tile/0/000.p/256", "/log/tile/entries/../0/000.p/0"])("knows no %s", async (path) => {
    const answer = await app.request(path);
    expect(answer.status).toBe(404);
  });
});

describe("the change feed", () => {
  type Page = { changes: { id: number; type: string; entry: { number: number } }[]; after: number; size: number };
  const page = async (query: string): Promise<Page> => await (await app.request(`/api/v1/changes${query}`)).json() as Page;

  test("pages through every leaf without a gap, and at the end gives back the cursor it was given", async () => {
    const seen: number[] = [];
    let after = -1;
    for (let next = await page("?limit=70"); next.changes.length > 0; next = await page(`?after=${String(after)}&limit=70`)) {
      seen.push(...next.changes.map(({ id, entry: { number } }) => { expect(number).toBe(id); return id; }));
      after = next.after;
    }
    expect(seen).toEqual(Array.from({ length: 300 }, (_, each) => each));
    expect(await page("?after=299")).toEqual({ changes: [], after: 299, size: 300 });
    expect(await page("?after=5000")).toEqual({ changes: [], after: 5_000, size: 300 });
  });

  test.each(["?limit=0", "?limit=1001", "?after=-2", "?after=x", "?after=1.5"])("refuses %s with the field that is wrong", async (query) => {
    const answer = await app.request(`/api/v1/changes${query}`);
    expect([answer.status, (await answer.json() as { code: string }).code]).toEqual([422, "wrong-form"]);
  });
});

describe("events", () => {
  /** Reads a stream until the text is in it, then leaves. */
  async function readUntil(path: string, headers: Record<string, string>, wanted: string, meanwhile = () => Promise.resolve()): Promise<string> {
    const answer = await app.request(path, { headers });
    expect(answer.headers.get("x-accel-buffering")).toBe("no");
    const reader = (answer.body as ReadableStream<Uint8Array> | null)?.getReader();
    const decoder = new TextDecoder();
    let heard = decoder.decode((await reader?.read())?.value);
    await meanwhile();
    while (!heard.includes(wanted)) heard += decoder.decode((await reader?.read())?.value, { stream: true });
    await reader?.cancel();
    return heard;
  }

  test("go on behind the last one heard, each with its log index, and leave out what does not concern the reader", async () => {
    const heard = await readUntil("/events", { "last-event-id": "-1" }, "id: 5\n");
    expect(heard).toMatch(/^retry: 2000\n\n/);
    expect([...heard.matchAll(/id: (\d+)/g)].slice(0, 4).map(([, id]) => id)).toEqual(["0", "2", "3", "4"]);
    expect(await readUntil("/events", { "last-event-id": "297" }, "id: 299\n")).not.toContain("id: 297\n");
  });

  test("bring what is logged while the reader listens", async () => {
    const heard = await readUntil("/events", {}, "id: 300\n", async () => {
      await log.append(entry(300));
      await log.journal.flush();
    });
    expect(heard).not.toContain("id: 299\n");
  });
});
